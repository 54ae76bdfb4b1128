package ats_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
)

const features1 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"

// TestFeaturesCore is OGC API – Features, Part 1 (17-069r4), A.2: the landing
// page, the conformance declaration and the collections.
func TestFeaturesCore(t *testing.T) {
	class{features1 + "core", []assertion{
		{"/conf/core/http", holdsHTTP, []spoil{status("", http.StatusTeapot)}},
		{"/conf/core/root-op", func(s *site) error { return s.below("").found(typeJSON) }, []spoil{header("", "Content-Type", "text/plain")}},
		{"/conf/core/root-success", holdsRoot, []spoil{
			without("", "links"), withoutLinks("", "links", "service-desc"), withoutLinks("", "links", "service-doc"),
			withoutLinks("", "links", "conformance"), withoutLinks("", "links", "data"), without("", "links.*.href"), with("", "title", 1),
		}},
		{"/conf/core/conformance-op", holdsConformanceOp, []spoil{status("conformance", http.StatusNotFound), with("current$", "links.*.href", base+"/")}},
		{"/conf/core/conformance-success", holdsConformance, []spoil{without("", "conformsTo"), with("", "conformsTo", "core"), with("", "conformsTo", []any{features1 + "core"})}},
		{"/conf/core/fc-md-op", func(s *site) error { return s.below("/collections").found(typeJSON) }, []spoil{status("", http.StatusNotFound)}},
		{"/conf/core/fc-md-success", holdsCollections, []spoil{
			without("", "links"), without("", "collections"), without("", "collections.*.id"), with("", "crs", []any{"EPSG:4326"}),
			with("", "collections.*.extent.spatial.bbox", []any{1, 2, 3, 4}), with("", "collections.*.extent.spatial.crs", "EPSG:4326"),
		}},
		{"/conf/core/fc-md-links", holdsCollectionsLinks, []spoil{withoutLinks("", "links", "self"), withoutLinks("", "links", "alternate"), without("", "links.*.rel"), without("", "links.*.type")}},
		{"/conf/core/fc-md-items", holdsCollectionsItems, []spoil{with("collections$", "collections", []any{}), with("collections$", "collections.*.id", "border")}},
		{"/conf/core/fc-md-items-links", holdsItemsLinks, []spoil{withoutLinks("", "collections.*.links", "items"), without("", "collections.*.links.*.type"), with("", "collections.*.links.*.type", typeHTML)}},
		{"/conf/core/fc-md-extent", holdsExtent, []spoil{
			with("collections$", "collections.*.extent.spatial.bbox.*", []any{10, 10, 11, 11}),
			with("collections$", "collections.*.extent.temporal.interval.*", []any{"2027-01-05T00:00:00Z", "2027-01-05T00:00:00Z"}),
		}},
		{"/conf/core/sfc-md-op", holdsCollectionOp, []spoil{status("/border$", http.StatusNotFound)}},
		{"/conf/core/sfc-md-success", holdsCollection, []spoil{
			with("/border$", "id", "other"), with("/border$", "title", "other"), with("/border$", "extent", map[string]any{}),
			with("/border$", "itemType", "record"), withoutLinks("/border$", "links", "items"), without("/border$", "links.*.type"),
		}},
	}}.test(t)
}

// holdsHTTP: what stands at a path is answered to HEAD as to GET, but for the
// body, and other methods are refused with those that there are.
func holdsHTTP(s *site) error {
	var wrong faults
	for _, path := range []string{"", "/conformance", "/collections", "/collections/border", "/collections/border/items", "/collections/gaps/queryables"} {
		target := s.root + path
		if target == "" {
			target = "/"
		}
		got, head := s.get(target), s.ask(http.MethodHead, target)
		wrong.add(got.is(http.StatusOK, ""))
		wrong.add(head.is(http.StatusOK, ""))
		wrong.want(got.header.Get("Content-Type") == head.header.Get("Content-Type"), "%s: HEAD is %s", target, head.header.Get("Content-Type"))
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch} {
			a := s.ask(method, target)
			wrong.add(a.refused(http.StatusMethodNotAllowed))
			wrong.want(strings.Contains(a.header.Get("Allow"), http.MethodGet), "%s %s: Allow %q", method, target, a.header.Get("Allow"))
		}
	}
	return wrong.err()
}

func holdsRoot(s *site) error {
	var v struct{ Links []link }
	a := s.below("")
	if err := a.read(typeJSON, &v); err != nil {
		return err
	}
	var wrong faults
	wrong.add(valid(a, landingSchema))
	wrong.add(selfAndPage(v.Links, typeJSON))
	wrong.add(leads(v.Links, "service-desc", "application/vnd.oai.openapi+json", "/api"))
	wrong.add(leads(v.Links, "service-doc", typeHTML, ""))
	wrong.add(leads(v.Links, "conformance", typeJSON, s.root+"/conformance"))
	wrong.add(leads(v.Links, "data", typeJSON, s.root+"/collections"))
	return wrong.err()
}

func holdsConformanceOp(s *site) error {
	var v struct{ Links []link }
	if err := s.below("").read(typeJSON, &v); err != nil {
		return err
	}
	links := append(rel(v.Links, "conformance"), link{Href: base + s.root + "/conformance"})
	var wrong faults
	wrong.want(len(links) > 1, "no link leads to the declaration")
	for _, l := range links {
		wrong.add(valid(s.get(l.Href), conformanceSchema))
		wrong.add(s.get(l.Href).is(http.StatusOK, typeJSON))
	}
	return wrong.err()
}

// holdsConformance wants all classes that are tested here.
func holdsConformance(s *site) error {
	var wrong faults
	wrong.add(valid(s.below("/conformance"), conformanceSchema))
	for _, uri := range declared {
		wrong.add(declares(s, uri))
	}
	return wrong.err()
}

// declared are the classes that a dataset has to say that it conforms to.
var declared = []string{
	"http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
	features1 + "core", features1 + "geojson", features1 + "html", features1 + "oas30",
	features2 + "crs",
	features3 + "queryables", features3 + "filter", features3 + "features-filter",
	features5 + "schemas",
	cql2 + "cql2-text", cql2 + "cql2-json", cql2 + "basic-cql2", cql2 + "advanced-comparison-operators", cql2 + "basic-spatial-functions", cql2 + "temporal-functions",
	tiles1 + "core", tiles1 + "tileset", tiles1 + "tilesets-list", tiles1 + "dataset-tilesets", tiles1 + "geodata-tilesets", tiles1 + "mvt", tiles1 + "oas30",
}

func holdsCollections(s *site) error {
	a := s.below("/collections")
	var v struct{ CRS []string }
	if err := a.read(typeJSON, &v); err != nil {
		return err
	}
	var wrong faults
	wrong.add(valid(a, collectionsSchema))
	wrong.want(len(v.CRS) > 0 && v.CRS[0] == crs84, "crs begins with %v", v.CRS)
	return wrong.err()
}

func holdsCollectionsLinks(s *site) error {
	var v struct{ Links []link }
	if err := s.below("/collections").read(typeJSON, &v); err != nil {
		return err
	}
	return selfAndPage(v.Links, typeJSON)
}

// holdsCollectionsItems: those that the view has are described, each once.
func holdsCollectionsItems(s *site) error {
	all, err := s.collections()
	if err != nil {
		return err
	}
	var got []string
	for _, c := range all {
		got = append(got, c.ID)
	}
	want := map[bool]map[bool]string{
		false: {false: "border routes posts patrols countries land meeting-points sectors beats ways sorties coverage gaps", true: "border countries land meeting-points sectors gaps"},
		true:  {false: "border routes posts patrols coverage gaps countries land", true: "border gaps countries land"},
	}[strings.HasPrefix(s.root, "/scenarios/")][s.public]
	names := slices.DeleteFunc(strings.Fields(want), func(name string) bool { // the drawn scenario says nothing of some
		return strings.HasPrefix(s.name, "drawn") && (name == "countries" || name == "land")
	})
	return same(s.root+"/collections", got, names)
}

func holdsItemsLinks(s *site) error {
	return s.each(func(c described) error {
		var wrong faults
		wrong.add(wellFormed(c.Links))
		wrong.add(leads(c.Links, "items", typeGeoJSON, s.path(c)+"/items"))
		wrong.add(leads(c.Links, "items", typeHTML, ""))
		for _, l := range rel(c.Links, "items") {
			wrong.add(s.get(l.Href).is(http.StatusOK, l.Type))
		}
		return wrong.err()
	})
}

// holdsExtent: the extent of each collection holds all places and times.
func holdsExtent(s *site) error {
	seen := false
	err := s.each(func(c described) error {
		page, err := s.all(c)
		if err != nil {
			return err
		}
		var wrong faults
		when, timed, err := s.times(c)
		wrong.add(err)
		for _, f := range page.Features {
			for _, p := range places(f.shape()) {
				wrong.want(len(c.Extent.Spatial.BBox) == 1 && inBox(p, c.Extent.Spatial.BBox[0]), "feature %v: %v is not in %v", f.ID, p, c.Extent.Spatial.BBox)
				seen = true
			}
			if !timed || len(c.Extent.Temporal.Interval) == 0 {
				continue
			}
			at := c.Extent.Temporal.Interval[0]
			from, to := when(f)
			wrong.want((at[0] == nil || !from.Before(instant(*at[0]))) && (at[1] == nil || !to.After(instant(*at[1]))), "feature %v: %v to %v is not in %s to %s", f.ID, from, to, *at[0], *at[1])
		}
		return wrong.err()
	})
	if err == nil && !seen {
		err = fmt.Errorf("no place is in any extent")
	}
	return err
}

func holdsCollectionOp(s *site) error {
	return s.each(func(c described) error { return s.get(s.path(c)).found(typeJSON) })
}

// holdsCollection: the description of a collection by itself is that among
// all.
func holdsCollection(s *site) error {
	return s.each(func(c described) error {
		a := s.get(s.path(c))
		var one described
		if err := a.read(typeJSON, &one); err != nil {
			return err
		}
		var wrong faults
		wrong.add(valid(a, collectionSchema))
		wrong.add(selfAndPage(one.Links, typeJSON))
		for _, l := range c.Links {
			wrong.want(slices.Contains(one.Links, l), "link %+v is missing", l)
		}
		one.Links, c.Links = nil, nil
		wrong.want(reflect.DeepEqual(one, c), "%+v, among all %+v", one, c)
		return wrong.err()
	})
}

// TestFeaturesGeoJSON is A.3 of Features, Part 1.
func TestFeaturesGeoJSON(t *testing.T) {
	class{features1 + "geojson", []assertion{
		{"/conf/geojson/definition", holdsGeoJSONTypes, []spoil{header("items", "Content-Type", typeJSON), header("conformance", "Content-Type", typeGeoJSON)}},
		{"/conf/geojson/content", holdsGeoJSON, []spoil{
			with("items\\?", "type", "Feature"), without("items\\?", "features"), without("items\\?", "features.*.geometry"), with("items\\?", "features.*.geometry.type", "Curve"),
			with("items/", "id", "other"), without("items/", "properties"), with("items\\?", "numberMatched", -1),
		}},
	}}.test(t)
}

// holdsGeoJSONTypes: who asks for GeoJSON gets it for features, and JSON for
// the rest.
func holdsGeoJSONTypes(s *site) error {
	var wrong faults
	for _, path := range []string{"", "/conformance", "/collections", "/collections/border"} {
		wrong.add(s.below(path, "Accept", typeGeoJSON).is(http.StatusOK, typeJSON))
	}
	wrong.add(s.each(func(c described) error {
		return s.get(s.path(c)+"/items", "Accept", typeGeoJSON).is(http.StatusOK, typeGeoJSON)
	}))
	return wrong.err()
}

func holdsGeoJSON(s *site) error {
	return s.each(func(c described) error {
		a := s.get(s.path(c) + "/items?limit=20")
		var page features
		if err := a.read(typeGeoJSON, &page); err != nil {
			return err
		}
		var wrong faults
		wrong.add(valid(a, featuresSchema))
		for _, f := range page.Features {
			one := s.get(s.path(c) + "/items/" + url.PathEscape(fmt.Sprint(f.ID)))
			var v feature
			wrong.add(one.read(typeGeoJSON, &v))
			wrong.add(valid(one, featureSchema))
			wrong.want(v.ID == f.ID, "%s: id %v, want %v", one.target, v.ID, f.ID)
			wrong.want(f.Geometry == nil || f.Geometry.Type != "", "feature %v has a shape of no type", f.ID)
		}
		return wrong.err()
	})
}

// TestFeaturesHTML is A.4 of Features, Part 1: every document is a page too.
func TestFeaturesHTML(t *testing.T) {
	class{features1 + "html", []assertion{
		{"/conf/html/definition", func(s *site) error {
			return s.pages(func(a *answer) error { return a.is(http.StatusOK, typeHTML) })
		}, []spoil{header("items", "Content-Type", typeJSON), header("border", "Content-Type", typeJSON)}},
		{"/conf/html/content", func(s *site) error { return s.pages(holdsPage) }, []spoil{
			{"items", func(a *answer) { a.body = []byte(strings.ReplaceAll(string(a.body), "</html>", "")) }},
			{"items", func(a *answer) {
				a.body = []byte(strings.Replace(strings.ToLower(string(a.body)), "<title>", "<title></title>", 1))
			}},
			{"items", func(a *answer) { a.body = append([]byte("<br>"), a.body...) }},
		}},
	}}.test(t)
}

// pages calls a function for every document as a page, asked for by Accept and
// by f.
func (s *site) pages(f func(*answer) error) error {
	var wrong faults
	paths := []string{"", "/conformance", "/collections"}
	wrong.add(s.each(func(c described) error {
		at := "/collections/" + c.ID
		paths = append(paths, at, at+"/items", at+"/queryables", at+"/schema")
		page, err := s.items(c, "limit=1")
		if err == nil && len(page.Features) > 0 {
			paths = append(paths, at+"/items/"+url.PathEscape(page.ids()[0]))
		}
		return err
	}))
	for _, path := range paths {
		wrong.add(f(s.below(path, "Accept", typeHTML)))
		if s.root+path == "" {
			path = "/"
		}
		wrong.add(f(s.get(s.root + path + "?f=html")))
	}
	return wrong.err()
}

// holdsPage wants a whole page of HTML 5.
func holdsPage(a *answer) error {
	var wrong faults
	text := strings.TrimSpace(strings.ToLower(string(a.body)))
	wrong.add(a.is(http.StatusOK, typeHTML))
	wrong.want(strings.HasPrefix(text, "<!doctype html>"), "%s: no doctype", a.target)
	wrong.want(strings.HasSuffix(text, "</html>"), "%s: the page does not end", a.target)
	wrong.want(!json.Valid(a.body), "%s: JSON", a.target)
	_, rest, _ := strings.Cut(text, "<title>")
	title, _, _ := strings.Cut(rest, "</title>")
	wrong.want(strings.TrimSpace(title) != "", "%s: no title", a.target)
	return wrong.err()
}
