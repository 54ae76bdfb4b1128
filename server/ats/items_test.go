package ats_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
)

// TestFeaturesItems is OGC API – Features, Part 1 (17-069r4), A.2: features.
func TestFeaturesItems(t *testing.T) {
	class{features1 + "core", []assertion{
		{"/conf/core/fc-op", holdsItemsOp, []spoil{status("items", http.StatusNotFound), without("items", "features"), with("datetime", "features", []any{})}},
		{"/conf/core/fc-bbox-response", holdsBBox, []spoil{with("bbox", "features", []any{}), fewer("bbox"), more("bbox")}},
		{"/conf/core/fc-limit-response", holdsLimit, []spoil{with("limit=1$", "features", []any{map[string]any{}, map[string]any{}}), status("limit=[0-9]{3,}", http.StatusBadRequest)}},
		{"/conf/core/fc-time-response", holdsTime, []spoil{with("datetime", "features", []any{}), with("posts/items.*datetime", "features", []any{}), fewer("datetime"), more("datetime")}},
		{"/conf/core/query-param-invalid", holdsInvalid, []spoil{accepted(), header("", "Content-Type", typeJSON)}},
		{"/conf/core/query-param-unknown", holdsUnknown, []spoil{accepted()}},
		{"/conf/core/fc-response", holdsItems, []spoil{with("", "type", "Feature"), with("", "timeStamp", "yesterday"), without("", "features.*.properties"), without("items", "numberMatched")}},
		{"/conf/core/fc-links", holdsItemsSelf, []spoil{withoutLinks("items", "links", "self"), withoutLinks("items", "links", "alternate"), withoutLinks("items", "links", "next"), without("items", "links.*.type")}},
		{"/conf/core/fc-numberMatched", holdsMatched, []spoil{with("items\\?limit=1", "numberMatched", 4711)}},
		{"/conf/core/fc-numberReturned", holdsReturned, []spoil{with("items", "numberReturned", 4711)}},
		{"/conf/core/f-op", holdsItemOp, []spoil{status("items/", http.StatusNotFound), with("items/", "id", "other"), with("items/", "properties", map[string]any{})}},
		{"/conf/core/f-success", holdsItem, []spoil{with("items/", "type", "FeatureCollection"), without("items/", "geometry"), without("items/", "properties")}},
		{"/conf/core/f-links", holdsItemLinks, []spoil{withoutLinks("items/", "links", "self"), withoutLinks("items/", "links", "alternate"), withoutLinks("items/", "links", "collection"), without("items/", "links.*.type")}},
		{"/conf/core/crs84", holdsCRS84, []spoil{with("items", "features.*.geometry", map[string]any{"type": "Point", "coordinates": []any{500000, 0}}), header("items", "Content-Crs", "<"+epsg(4326)+">")}},
	}}.test(t)
}

// holdsItemsOp: each collection has its features, and those that are at a place
// and at a time are in both.
func holdsItemsOp(s *site) error {
	return s.each(func(c described) error {
		all, err := s.items(c, "")
		if err != nil || len(all.Features) == 0 {
			return err
		}
		some := all.Features[0]
		query := "limit=10000&bbox=" + box(some.shape().Bound().Pad(1e-6))
		where, err := s.items(c, query)
		if err != nil {
			return err
		}
		when, timed, err := s.times(c)
		if err != nil {
			return err
		}
		at := "2027-01-05T00:00:00Z"
		if timed {
			from, _ := when(some)
			at = from.Format(time.RFC3339)
		}
		both, err := s.items(c, query+"&datetime="+url.QueryEscape(at))
		if err != nil {
			return err
		}
		var want []string
		for _, f := range where.Features {
			if from, to := when(f); !timed || !from.After(instant(at)) && !to.Before(instant(at)) {
				want = append(want, fmt.Sprint(f.ID))
			}
		}
		var wrong faults
		wrong.add(same(query+" at "+at, both.ids(), want))
		wrong.want(slices.Contains(both.ids(), fmt.Sprint(some.ID)), "feature %v is not in its own box at its own time", some.ID)
		return wrong.err()
	})
}

// holdsBBox compares boxes with every feature's own shape: parts of the extent,
// a box of six numbers, one over the antimeridian, and one far away.
func holdsBBox(s *site) error {
	return s.each(func(c described) error {
		all, err := s.all(c)
		if err != nil || len(all.Features) == 0 {
			return err
		}
		b := c.Extent.Spatial.BBox[0]
		middle := [2]float64{(b[0] + b[2]) / 2, (b[1] + b[3]) / 2}
		var wrong faults
		for query, boxes := range map[string][]orb.Bound{
			fmt.Sprintf("%v,%v,%v,%v", b[0], b[1], b[2], b[3]):               {{Min: orb.Point{b[0], b[1]}, Max: orb.Point{b[2], b[3]}}},
			fmt.Sprintf("%v,%v,-10,%v,%v,9000", b[0], b[1], middle[0], b[3]): {{Min: orb.Point{b[0], b[1]}, Max: orb.Point{middle[0], b[3]}}},
			fmt.Sprintf("%v,%v,%v,%v", middle[0], b[1], b[2], b[3]):          {{Min: orb.Point{middle[0], b[1]}, Max: orb.Point{b[2], b[3]}}},
			fmt.Sprintf("170,-90,%v,90", middle[0]):                          {{Min: orb.Point{170, -90}, Max: orb.Point{180, 90}}, {Min: orb.Point{-180, -90}, Max: orb.Point{middle[0], 90}}},
			"60,60,61,61":                                                    {{Min: orb.Point{60, 60}, Max: orb.Point{61, 61}}},
		} {
			got, err := s.items(c, "limit=10000&bbox="+query)
			if err != nil {
				return err
			}
			var want []string
			for _, f := range all.Features {
				if slices.ContainsFunc(boxes, func(b orb.Bound) bool { return meets(f.shape(), b) }) {
					want = append(want, fmt.Sprint(f.ID))
				}
			}
			wrong.add(same(c.ID+" in "+query, got.ids(), want))
		}
		return wrong.err()
	})
}

func holdsLimit(s *site) error {
	return s.each(func(c described) error {
		var wrong faults
		for _, limit := range []int{1, 2, 10000} {
			page, err := s.items(c, fmt.Sprintf("limit=%d", limit))
			if err != nil {
				return err
			}
			wrong.want(len(page.Features) <= limit, "%d features, limit %d", len(page.Features), limit)
		}
		for _, limit := range []string{"10001", "999999999999", "99999999999999999999999"} { // more than there is to ask for
			page, err := s.items(c, "limit="+limit)
			if err != nil {
				return err
			}
			wrong.want(len(page.Features) <= 10000 && page.Features != nil, "limit %s: %d features", limit, len(page.Features))
		}
		return wrong.err()
	})
}

// holdsTime asks in every form of datetime; the wanted ones are those whose
// times, as the schema names them, meet it, and all that have none.
func holdsTime(s *site) error {
	return s.each(func(c described) error {
		all, err := s.all(c)
		if err != nil {
			return err
		}
		when, timed, err := s.times(c)
		if err != nil {
			return err
		}
		from, to := instant("2027-01-05T00:00:00Z"), instant("2027-01-06T00:00:00Z")
		if timed && len(all.Features) > 0 {
			from, to = when(all.Features[len(all.Features)/2])
		}
		var wrong faults
		a, z := from.UTC().Format(time.RFC3339), to.Format(time.RFC3339)
		past, future := time.Time{}, instant("9999-12-31T23:59:59Z")
		for text, at := range map[string][2]time.Time{
			a: {from, from}, z: {to, to}, a + "/" + z: {from, to}, "../" + a: {past, from}, "/" + a: {past, from},
			z + "/..": {to, future}, z + "/": {to, future}, "../..": {past, future},
			"1850-01-01T00:00:00Z": {instant("1850-01-01T00:00:00Z"), instant("1850-01-01T00:00:00Z")},
		} {
			var want []string
			for _, f := range all.Features {
				if from, to := when(f); !timed || !from.After(at[1]) && !to.Before(at[0]) {
					want = append(want, fmt.Sprint(f.ID))
				}
			}
			got, err := s.items(c, "limit=10000&datetime="+url.QueryEscape(text))
			if err != nil {
				return err
			}
			wrong.add(same(c.ID+" at "+text, got.ids(), want))
		}
		return wrong.err()
	})
}

func holdsInvalid(s *site) error {
	return s.each(func(c described) error {
		var wrong faults
		for _, query := range []string{
			"limit=value", "limit=0", "limit=-1", "limit=1.5", "limit=", "bbox=1,2,3", "bbox=1,2,3,4,5", "bbox=a,b,c,d", "bbox=0,10,1,5", "bbox=0,0,1,91",
			"bbox=", "datetime=yesterday", "datetime=2027-01-01/2026-01-01", "datetime=2027-01-01T00:00:00Z/x/y", "datetime=", "offset=-1", "crs=x", "filter-lang=sql", "filter=%28",
		} {
			wrong.add(s.get(s.path(c) + "/items?" + query).refused(http.StatusBadRequest))
		}
		return wrong.err()
	})
}

// holdsUnknown: a parameter that the API does not declare is refused, wherever.
func holdsUnknown(s *site) error {
	var wrong faults
	for _, path := range []string{"/conformance", "/collections", "/collections/border", "/collections/border/items", "/collections/border/queryables", "/collections/border/schema", "/tiles"} {
		a := s.below(path + "?unknownQueryParameter12345=1")
		wrong.add(a.refused(http.StatusBadRequest))
	}
	wrong.add(s.each(func(c described) error {
		return s.get(s.path(c) + "/items?BBOX=1,2,3,4").refused(http.StatusBadRequest)
	}))
	return wrong.err()
}

func holdsItems(s *site) error {
	return s.each(func(c described) error {
		a := s.get(s.path(c) + "/items")
		var page features
		if err := a.read(typeGeoJSON, &page); err != nil {
			return err
		}
		var wrong faults
		wrong.add(valid(a, featuresSchema))
		wrong.want(page.Type == "FeatureCollection" && page.Features != nil, "type %s", page.Type)
		wrong.want(page.NumberMatched != nil && page.NumberReturned != nil, "how many there are is not said")
		wrong.want(page.TimeStamp == nil || !instant(*page.TimeStamp).IsZero(), "timeStamp %v", page.TimeStamp)
		for _, f := range page.Features {
			wrong.want(f.Type == "Feature" && f.ID != nil && f.Properties != nil, "feature %+v", f)
		}
		return wrong.err()
	})
}

func holdsItemsSelf(s *site) error {
	return s.each(func(c described) error {
		var wrong faults
		for _, query := range []string{"", "?limit=1", "?limit=1&bbox=-180,-90,180,90"} {
			var page features
			if err := s.get(s.path(c)+"/items"+query).read(typeGeoJSON, &page); err != nil {
				return err
			}
			wrong.add(selfAndPage(page.Links, typeGeoJSON))
			wrong.add(leads(page.Links, "self", typeGeoJSON, s.path(c)+"/items"+query))
			more := len(page.Features) < *page.NumberMatched
			wrong.want(len(rel(page.Links, "next")) > 0 == more, "%s: next, %d of %d", query, len(page.Features), *page.NumberMatched)
			for _, l := range rel(page.Links, "alternate") {
				wrong.add(s.get(l.Href).is(http.StatusOK, l.Type))
			}
		}
		return wrong.err()
	})
}

// holdsMatched: numberMatched is how many features the links lead to.
func holdsMatched(s *site) error {
	return s.each(func(c described) error {
		var wrong faults
		for _, query := range []string{"", "&bbox=-92.5,14,-91,16", "&bbox=0.1,-1,0.6,1", "&datetime=2027-01-05T00:00:00Z"} {
			page, err := s.items(c, "limit=10000"+query)
			if err != nil {
				return err
			}
			one, err := s.items(c, "limit=1"+query)
			if err != nil {
				return err
			}
			if one.NumberMatched == nil || page.NumberMatched == nil {
				return fmt.Errorf("numberMatched is not said")
			}
			wrong.want(*page.NumberMatched == len(page.Features), "%s: %d, said are %d", query, len(page.Features), *page.NumberMatched)
			wrong.want(*one.NumberMatched == len(page.Features), "%s: %d, said are %d", query, len(page.Features), *one.NumberMatched)
		}
		return wrong.err()
	})
}

func holdsReturned(s *site) error {
	return s.each(func(c described) error {
		var wrong faults
		for _, query := range []string{"", "limit=1", "limit=3&offset=1", "offset=1000000"} {
			page, err := s.items(c, query)
			if err != nil {
				return err
			}
			wrong.want(page.NumberReturned != nil && *page.NumberReturned == len(page.Features), "%s: %d features, said are %v", query, len(page.Features), page.NumberReturned)
		}
		return wrong.err()
	})
}

// eachItem calls a function for some features of each collection, and for their
// answers.
func (s *site) eachItem(f func(c described, of *feature, a *answer) error) error {
	return s.each(func(c described) error {
		page, err := s.items(c, "limit=12")
		if err != nil {
			return err
		}
		var wrong faults
		for _, x := range page.Features {
			wrong.add(f(c, x, s.get(s.path(c)+"/items/"+url.PathEscape(fmt.Sprint(x.ID)))))
		}
		return wrong.err()
	})
}

func holdsItemOp(s *site) error {
	return s.eachItem(func(_ described, of *feature, a *answer) error {
		var one feature
		if err := a.read(typeGeoJSON, &one); err != nil {
			return err
		}
		one.Links = nil
		if text(one) != text(of) {
			return fmt.Errorf("%s is %.200s, among others %.200s", a.target, text(one), text(of))
		}
		return nil
	})
}

func holdsItem(s *site) error {
	return s.eachItem(func(_ described, _ *feature, a *answer) error { return valid(a, featureSchema) })
}

func holdsItemLinks(s *site) error {
	return s.eachItem(func(c described, _ *feature, a *answer) error {
		var one feature
		if err := a.read(typeGeoJSON, &one); err != nil {
			return err
		}
		var wrong faults
		wrong.add(selfAndPage(one.Links, typeGeoJSON))
		wrong.add(leads(one.Links, "self", typeGeoJSON, strings.TrimPrefix(a.target, base)))
		wrong.add(leads(one.Links, "collection", typeJSON, s.path(c)))
		return wrong.err()
	})
}

// holdsCRS84: coordinates are longitude and latitude, and the answer says so.
func holdsCRS84(s *site) error {
	return s.each(func(c described) error {
		a := s.get(s.path(c) + "/items")
		var page features
		if err := a.read(typeGeoJSON, &page); err != nil {
			return err
		}
		var wrong faults
		wrong.want(a.header.Get("Content-Crs") == "<"+crs84+">", "Content-Crs %q", a.header.Get("Content-Crs"))
		for _, f := range page.Features {
			for _, p := range places(f.shape()) {
				wrong.want(p[0] >= -180 && p[0] <= 180 && p[1] >= -90 && p[1] <= 90, "feature %v is at %v", f.ID, p)
			}
		}
		return wrong.err()
	})
}
