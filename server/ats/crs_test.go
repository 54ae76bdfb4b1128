package ats_test

import (
	"fmt"
	"math"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

const features2 = "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/"

// TestFeaturesCRS is OGC API – Features, Part 2 (18-058r1), annex A.
func TestFeaturesCRS(t *testing.T) {
	class{features2 + "crs", []assertion{
		{"/conf/crs/crs-uri", holdsCRSURIs, []spoil{with("collections$", "collections.*.crs", []any{"CRS 84"}), with("/border$", "storageCrs", "http://www.opengis.net/def/crs/4326"), with("collections$", "crs", []any{"WGS84"})}},
		{"/conf/crs/default-crs", holdsDefaultCRS, []spoil{with("collections$", "collections.*.crs", []any{epsg(4326)}), without("/border$", "crs")}},
		{"/conf/crs/storageCrs", holdsStorageCRS, []spoil{with("collections$", "collections.*.storageCrs", epsg(4269)), with("/border$", "storageCrs", epsg(4269))}},
		{"/conf/crs/crs-parameter", holdsCRSParameter, []spoil{header("items\\?", "Content-Crs", "<"+crs84+">"), header("items/", "Content-Crs", epsg(4326)), status("EPSG", http.StatusBadRequest)}},
		{"/conf/crs/crs-parameter-default", holdsCRSDefault, []spoil{{"items", func(a *answer) { a.header.Del("Content-Crs") }}}},
		{"/conf/crs/crs-parameter-invalid", holdsCRSInvalid, []spoil{accepted()}},
		{"/conf/crs/crs-parameter-transform", holdsCRSTransform, []spoil{
			{"crs=", func(a *answer) { a.target = ""; swapAxes(a) }},
			{"items/.*crs=", func(a *answer) { swapAxes(a) }},
		}},
		{"/conf/crs/bbox-crs-parameter", holdsBBoxCRS, []spoil{with("bbox-crs", "features", []any{}), {"bbox-crs", func(a *answer) { swapAxes(a) }}}},
		{"/conf/crs/bbox-crs-parameter-default", holdsBBoxCRSDefault, []spoil{with("bbox-crs", "features", []any{})}},
		{"/conf/crs/bbox-crs-parameter-invalid", holdsBBoxCRSInvalid, []spoil{accepted()}},
	}}.test(t)
}

var (
	uriForm = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>"{}|\\^` + "`" + `]+$`)
	ogcForm = regexp.MustCompile(`^http://www\.opengis\.net/def/crs/[A-Z]+/[0-9.]+/[A-Za-z0-9]+$`)
)

// descriptions returns the description of each collection among all and by
// itself.
func (s *site) descriptions() ([]described, error) {
	all, err := s.collections()
	if err != nil {
		return nil, err
	}
	for _, c := range slices.Clone(all) {
		var one described
		if err := s.get(s.path(c)).read(typeJSON, &one); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// eachCRS calls a function for all collections, described among all and by
// themselves.
func (s *site) eachDescription(f func(described) error) error {
	all, err := s.descriptions()
	if err != nil {
		return err
	}
	var wrong faults
	for _, c := range all {
		wrong.add(f(c))
	}
	return wrong.err()
}

func holdsCRSURIs(s *site) error {
	var v struct{ CRS []string }
	if err := s.below("/collections").read(typeJSON, &v); err != nil {
		return err
	}
	wants := func(uris []string) error {
		for _, uri := range uris {
			if !uriForm.MatchString(uri) || !ogcForm.MatchString(uri) {
				return fmt.Errorf("%q is no URI of a CRS", uri)
			}
		}
		return nil
	}
	if err := wants(v.CRS); err != nil {
		return err
	}
	return s.eachDescription(func(c described) error { return wants(append(c.CRS, c.StorageCRS)) })
}

func holdsDefaultCRS(s *site) error {
	return s.eachDescription(func(c described) error {
		if !slices.Contains(c.CRS, crs84) {
			return fmt.Errorf("%s: %v lacks CRS84", c.ID, c.CRS)
		}
		return nil
	})
}

func holdsStorageCRS(s *site) error {
	return s.eachDescription(func(c described) error {
		if !slices.Contains(c.CRS, c.StorageCRS) {
			return fmt.Errorf("%s: %q is not among %v", c.ID, c.StorageCRS, c.CRS)
		}
		return nil
	})
}

// eachItems calls a function for the addresses of the items of each
// collection, and of one of them.
func (s *site) eachItems(f func(c described, at string) error) error {
	return s.each(func(c described) error {
		page, err := s.items(c, "limit=1")
		if err != nil {
			return err
		}
		var wrong faults
		wrong.add(f(c, s.path(c)+"/items"))
		for _, id := range page.ids() {
			wrong.add(f(c, s.path(c)+"/items/"+url.PathEscape(id)))
		}
		return wrong.err()
	})
}

func holdsCRSParameter(s *site) error {
	return s.eachItems(func(c described, at string) error {
		var wrong faults
		wrong.want(len(c.CRS) >= 3, "only %v", c.CRS)
		for _, uri := range c.CRS {
			a := s.get(at + "?crs=" + url.QueryEscape(uri))
			wrong.add(a.is(http.StatusOK, typeGeoJSON))
			wrong.want(a.header.Get("Content-Crs") == "<"+uri+">", "%s: Content-Crs %s", a.target, a.header.Get("Content-Crs"))
		}
		return wrong.err()
	})
}

func holdsCRSDefault(s *site) error {
	return s.eachItems(func(_ described, at string) error {
		a := s.get(at)
		if got := a.header.Get("Content-Crs"); got != "<"+crs84+">" {
			return fmt.Errorf("%s: Content-Crs %q", at, got)
		}
		return a.is(http.StatusOK, typeGeoJSON)
	})
}

func holdsCRSInvalid(s *site) error {
	return s.eachItems(func(_ described, at string) error {
		var wrong faults
		for _, uri := range []string{"http://www.opengis.net/def/crs/OGC/0/does_not_exist", epsg(4269), "x", "%00"} {
			wrong.add(s.get(at + "?crs=" + uri).refused(http.StatusBadRequest))
		}
		return wrong.err()
	})
}

// holdsCRSTransform: each vertex of a feature is where the test's own formulas
// have it. Others may stand between them.
func holdsCRSTransform(s *site) error {
	return s.each(func(c described) error {
		plain, err := s.items(c, "limit=5")
		if err != nil {
			return err
		}
		var wrong faults
		for _, uri := range c.CRS {
			there, err := s.items(c, "limit=5&crs="+url.QueryEscape(uri))
			if err != nil {
				return err
			}
			wrong.add(same("the same features", there.ids(), plain.ids()))
			for i, f := range there.Features {
				wrong.add(moved(uri, plain.Features[i], f))
				one := s.get(s.path(c) + "/items/" + url.PathEscape(fmt.Sprint(f.ID)) + "?crs=" + url.QueryEscape(uri))
				var v feature
				wrong.add(one.read(typeGeoJSON, &v))
				wrong.add(moved(uri, plain.Features[i], &v))
			}
		}
		return wrong.err()
	})
}

// moved wants a feature to be another one in a system.
func moved(uri string, from, to *feature) error {
	a, b := lines(from.shape()), lines(to.shape())
	if len(a) != len(b) {
		return fmt.Errorf("feature %v has %d parts, in %s %d", from.ID, len(a), uri, len(b))
	}
	for i := range a {
		k := 0
		for _, p := range a[i] {
			q, known := toSystem(uri, p)
			if !known {
				return fmt.Errorf("the test does not know %s", uri)
			}
			for k < len(b[i]) && math.Hypot(b[i][k][0]-q[0], b[i][k][1]-q[1]) > exact(uri) {
				k++
			}
			if k == len(b[i]) {
				return fmt.Errorf("feature %v: %v is %v in %s, which is not in %.200s", from.ID, p, q, uri, text(b[i]))
			}
		}
	}
	return nil
}

// exact is how near coordinates have to be: metres, or degrees.
func exact(uri string) float64 {
	if uri == crs84 || uri == epsg(4326) {
		return 1e-9
	}
	return 2e-3
}

// holdsBBoxCRS: a box around the first feature, in any system, has it; and all
// that it has meet it.
func holdsBBoxCRS(s *site) error {
	return s.each(func(c described) error {
		var wrong faults
		for _, uri := range c.CRS {
			all, err := s.items(c, "limit=10000&crs="+url.QueryEscape(uri))
			if err != nil {
				return err
			}
			if len(all.Features) == 0 {
				continue
			}
			b := all.Features[len(all.Features)/2].shape().Bound()
			some, err := s.items(c, fmt.Sprintf("limit=10000&crs=%[1]s&bbox-crs=%[1]s&bbox=%[2]s", url.QueryEscape(uri), box(b)))
			if err != nil {
				return err
			}
			var want []string
			for _, f := range all.Features {
				if meets(f.shape(), b) {
					want = append(want, fmt.Sprint(f.ID))
				}
			}
			wrong.add(holdsNear(uri+" "+box(b), some, want, b.Pad(2*exact(uri)+1)))
		}
		return wrong.err()
	})
}

// holdsNear wants what is asked for, and else only what is next to the box.
func holdsNear(what string, got *features, want []string, about orb.Bound) error {
	for _, id := range want {
		if !slices.Contains(got.ids(), id) {
			return fmt.Errorf("%s: feature %s is missing", what, id)
		}
	}
	for _, f := range got.Features {
		if !meets(f.shape(), about) {
			return fmt.Errorf("%s: feature %v is elsewhere", what, f.ID)
		}
	}
	return nil
}

// box writes a box as a parameter.
func box(b orb.Bound) string {
	var out []string
	for _, v := range []float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]} {
		out = append(out, strconv.FormatFloat(v, 'f', -1, 64))
	}
	return strings.Join(out, ",")
}

func holdsBBoxCRSDefault(s *site) error {
	return s.each(func(c described) error {
		if len(c.Extent.Spatial.BBox) == 0 {
			return nil
		}
		b := c.Extent.Spatial.BBox[0]
		at := fmt.Sprintf("limit=10000&bbox=%v,%v,%v,%v", b[0], b[1], (b[0]+b[2])/2, b[3])
		plain, err := s.items(c, at)
		if err != nil {
			return err
		}
		said, err := s.items(c, at+"&bbox-crs="+url.QueryEscape(crs84))
		if err != nil {
			return err
		}
		return same(at, said.ids(), plain.ids())
	})
}

func holdsBBoxCRSInvalid(s *site) error {
	return s.each(func(c described) error {
		return s.get(s.path(c) + "/items?bbox=0,0,1,1&bbox-crs=http://www.opengis.net/def/crs/OGC/0/does_not_exist").refused(http.StatusBadRequest)
	})
}

// swapAxes spoils an answer.
func swapAxes(a *answer) {
	edit("", func(doc map[string]any) { swap(doc) }).do(a)
}

func swap(v any) {
	switch v := v.(type) {
	case map[string]any:
		for _, x := range v {
			swap(x)
		}
	case []any:
		if len(v) == 2 {
			_, a := v[0].(float64)
			_, b := v[1].(float64)
			if a && b {
				v[0], v[1] = v[1], v[0]
			}
		}
		for _, x := range v {
			swap(x)
		}
	}
}
