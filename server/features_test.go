package server_test

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"pgregory.net/rapid"

	"lindero/data"
	"lindero/geo"
	"lindero/geo/grid"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/sectors"
	"lindero/server"
)

// read reads an answer of JSON.
func read(t testing.TB, h http.Handler, target string, into any) {
	t.Helper()
	w := do(h, http.MethodGet, target)
	if err := json.Unmarshal(w.Body.Bytes(), into); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%s: %d, %v: %.500s", target, w.Code, err, w.Body)
	}
}

// drawnPlan returns a server for the drawn plan.
func drawnPlan(t testing.TB) *server.Server {
	t.Helper()
	l, p := plantest.Drawn(t)
	return planned(t, l, p, data.Full)
}

// names are the collections of a dataset.
func names(t testing.TB, h http.Handler, root string) []string {
	t.Helper()
	var v struct {
		Collections []struct {
			ID    string
			Links []struct{ Href, Rel, Type string }
		}
	}
	read(t, h, root+"/collections", &v)
	var out []string
	for _, c := range v.Collections {
		out = append(out, c.ID)
	}
	return out
}

// TestDatasets finds each dataset by its id and its names, with the same
// features; and only what an id names may be kept for ever.
func TestDatasets(t *testing.T) {
	h := drawnPlan(t)
	var list struct {
		Plans     []struct{ ID, Title string }
		Scenarios []struct{ ID, Title string }
	}
	read(t, h, "/plans", &list)
	read(t, h, "/scenarios", &list)
	if len(list.Plans) != 1 || len(list.Scenarios) != 1 || len(list.Plans[0].ID) != 16 {
		t.Fatalf("%+v", list)
	}
	for _, same := range [][]string{
		{"", "/plans/current", "/plans/drawn", "/plans/" + list.Plans[0].ID, "/plans/current/"},
		{"/scenarios/drawn", "/scenarios/" + list.Scenarios[0].ID},
	} {
		for _, name := range names(t, h, same[0]) {
			var first []string
			for i, root := range same {
				target := strings.TrimSuffix(root, "/") + "/collections/" + name + "/items"
				w := do(h, http.MethodGet, target)
				lines := strings.Split(w.Body.String(), "\n")
				lines = lines[:len(lines)-2] // the last has the links
				if i == 0 {
					first = lines
				}
				if w.Code != http.StatusOK || !slices.Equal(lines, first) {
					t.Errorf("%s: %d, other features than %s", target, w.Code, same[0])
				}
				if forever := strings.Contains(w.Header().Get("Cache-Control"), "immutable"); forever != strings.Contains(root, list.Plans[0].ID) && forever != strings.Contains(root, list.Scenarios[0].ID) {
					t.Errorf("%s: Cache-Control %s", target, w.Header().Get("Cache-Control"))
				}
			}
		}
	}
	if got := do(h, http.MethodGet, "/scenarios/current").Code; got != http.StatusNotFound {
		t.Errorf("/scenarios/current: %d", got)
	}
}

// TestItem: each feature by itself is what it is among the others, in every
// system.
func TestItem(t *testing.T) {
	h := drawnPlan(t)
	n := 0
	for _, name := range names(t, h, "") {
		for _, system := range []string{"OGC:CRS84", "EPSG:4326", "EPSG:3857", "EPSG:32631"} {
			var all, one map[string]any
			read(t, h, "/collections/"+name+"/items?limit=10000&crs="+system, &all)
			for _, f := range all["features"].([]any)[:min(5, len(all["features"].([]any)))] {
				id := f.(map[string]any)["id"].(string)
				target := "/collections/" + name + "/items/" + url.PathEscape(id) + "?crs=" + system
				one = nil
				read(t, h, target, &one)
				if len(one["links"].([]any)) != 3 {
					t.Errorf("%s: links %v", target, one["links"])
				}
				if delete(one, "links"); !reflect.DeepEqual(one, f) {
					t.Errorf("%s: %v, want %v", target, one, f)
				}
				n++
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d features", n)
	}
}

// TestSystems: coordinates are in the system that was asked for, and the answer
// says so.
func TestSystems(t *testing.T) {
	h := drawnPlan(t)
	place := func(system string) (orb.Point, string) {
		w := do(h, http.MethodGet, "/collections/posts/items?limit=1&crs="+url.QueryEscape(system))
		c, err := geojson.UnmarshalFeatureCollection(w.Body.Bytes())
		if err != nil || len(c.Features) != 1 {
			t.Fatal(system, err)
		}
		return c.Features[0].Geometry.(orb.Point), w.Header().Get("Content-Crs")
	}
	at, said := place("http://www.opengis.net/def/crs/OGC/1.3/CRS84")
	if said != "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>" {
		t.Error(said)
	}
	if p, said := place("http://www.opengis.net/def/crs/EPSG/0/4326"); p != (orb.Point{at[1], at[0]}) || said != "<http://www.opengis.net/def/crs/EPSG/0/4326>" {
		t.Error(p, said)
	}
	u, err := grid.ToUTM(at[0], at[1])
	if p, said := place("EPSG:32631"); err != nil || math.Abs(p[0]-u.EastingM)+math.Abs(p[1]-u.NorthingM) > 2e-3 || said != "<http://www.opengis.net/def/crs/EPSG/0/32631>" {
		t.Error(p, u, said)
	}
	if p, said := place("EPSG:3857"); math.Abs(p[0]-at[0]*111319.49079327) > 2e-3 || !strings.HasSuffix(said, "/3857>") {
		t.Error(p, said)
	}
	var c struct {
		CRS        []string
		StorageCRS string `json:"storageCrs"`
	}
	read(t, h, "/collections/posts", &c)
	if len(c.CRS) != 4 || c.StorageCRS != c.CRS[0] || !strings.HasSuffix(c.CRS[3], "/32631") {
		t.Errorf("%+v", c)
	}
}

// TestBBoxSystems compares boxes of every system with places along the features
// that are brought into it one by one.
func TestBBoxSystems(t *testing.T) {
	h := drawnPlan(t)
	systems := map[string]func(orb.Point) orb.Point{
		"EPSG:4326": func(p orb.Point) orb.Point { return orb.Point{p[1], p[0]} },
		"EPSG:3857": func(p orb.Point) orb.Point {
			return orb.Point{6378137 * p[0] * math.Pi / 180, 6378137 * math.Log(math.Tan(math.Pi/4+p[1]*math.Pi/360))}
		},
		"EPSG:32631": func(p orb.Point) orb.Point {
			u, err := grid.ToZone(p[0], p[1], 31, true)
			if err != nil {
				t.Fatal(err)
			}
			return orb.Point{u.EastingM, u.NorthingM}
		},
	}
	var all []*geojson.Feature
	w := do(h, http.MethodGet, "/collections/beats/items")
	if c, err := geojson.UnmarshalFeatureCollection(w.Body.Bytes()); err == nil {
		all = c.Features
	}
	if len(all) < 3 {
		t.Fatal("no beats")
	}
	rapid.Check(t, func(rt *rapid.T) {
		system := rapid.SampledFrom([]string{"EPSG:4326", "EPSG:3857", "EPSG:32631"}).Draw(rt, "system")
		to := systems[system]
		a := to(orb.Point{rapid.Float64Range(-0.2, 1.7).Draw(rt, "lon"), rapid.Float64Range(-0.2, 0.2).Draw(rt, "lat")})
		b := to(orb.Point{rapid.Float64Range(-0.2, 1.7).Draw(rt, "lon"), rapid.Float64Range(-0.2, 0.2).Draw(rt, "lat")})
		box := orb.MultiPoint{a, b}.Bound()
		pad := 2.0 // metres: what is nearer to an edge of the box is nobody's to say
		if system == "EPSG:4326" {
			pad = 1e-6
		}
		got := strings.Fields(ids(items(t, h, fmt.Sprintf("/collections/beats/items?bbox=%f,%f,%f,%f&bbox-crs=%s", box.Min[0], box.Min[1], box.Max[0], box.Max[1], system))))
		for _, f := range all {
			in, about := false, false
			for _, line := range f.Geometry.(orb.MultiLineString) {
				for i := 1; i < len(line); i++ {
					for k := range 2001 {
						s := float64(k) / 2000
						p := to(orb.Point{line[i-1][0] + s*(line[i][0]-line[i-1][0]), line[i-1][1] + s*(line[i][1]-line[i-1][1])})
						in = in || box.Pad(-pad).Contains(p)
						about = about || box.Pad(200*pad).Contains(p)
					}
				}
			}
			if has := slices.Contains(got, f.ID.(string)); in && !has || !about && has {
				rt.Fatalf("%s in %v: %v, answered %v", f.ID, box, in, has)
			}
		}
	})
}

// TestBBoxBeyond: a map that is zoomed out asks for more than a system has, and
// finds all that is there.
func TestBBoxBeyond(t *testing.T) {
	h := drawnPlan(t)
	for box, want := range map[string]int{"-1e9,-1e9,1e9,1e9": 4, "0,-1e9,1e9,1e9": 4, "-1e9,-1e9,0,1e9": 0, "-3e7,-3e7,3e7,0": 2} {
		for _, system := range []string{"EPSG:3857", "EPSG:32631"} {
			if system == "EPSG:32631" && want == 2 {
				continue // the equator is no line of the zone to the millimetre
			}
			got := items(t, h, "/collections/posts/items?bbox="+box+"&bbox-crs="+system)
			if len(got.Features) != want {
				t.Errorf("%s in %s: %s", box, system, ids(got))
			}
		}
	}
}

// TestAreas: countries and land are found where they are, and not in their boxes
// or holes; a scenario without has no such collections.
func TestAreas(t *testing.T) {
	h := drawn(t, data.Full)
	for query, want := range map[string]string{
		"countries/items":                                             "AA BB CC",
		"countries/items?bbox=0.2,0.2,0.3,0.3":                        "AA", // within
		"countries/items?bbox=-0.1,0.2,0.1,0.3":                       "AA CC",
		"countries/items?bbox=1.7,0.3,1.8,0.4":                        "",      // in its box
		"countries/items?bbox=0.58,-0.56,0.59,-0.55":                  "",      // in a hole
		"countries/items?bbox=0.58,-0.58,0.62,-0.57":                  "BB",    // over the hole's edge
		"countries/items?bbox=1,0,1,0":                                "AA BB", // on the border
		"countries/items?bbox=-20,-20,20,20":                          "AA BB CC",
		"countries/items?bbox=2.05,0.12,2.06,0.13":                    "AA",
		"countries/items?filter=side='BB'":                            "BB",
		"countries/items?filter=side%20IS%20NULL":                     "CC",
		"land/items?bbox=0.2,0.2,0.3,0.3":                             "north",
		"land/items?bbox=0.2,-0.3,0.3,-0.2":                           "",
		"land/items?filter=S_INTERSECTS(geometry,POINT(2.08%200.12))": "islands",
	} {
		if got := ids(items(t, h, "/collections/"+query)); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	var one struct {
		Geometry struct {
			Type        string
			Coordinates [][][][2]float64
		}
		Properties map[string]any
	}
	read(t, h, "/collections/countries/items/BB", &one)
	want := [][][][2]float64{{{{0, 0}, {0, -1}, {1.5, -1}, {1.5, 0}, {1, 0}, {0, 0}}, {{0.5, -0.5}, {0.6, -0.5}, {0.6, -0.6}, {0.5, -0.5}}}}
	if one.Geometry.Type != "MultiPolygon" || !reflect.DeepEqual(one.Geometry.Coordinates, want) {
		t.Errorf("%+v, want %v", one.Geometry, want)
	}
	if want := map[string]any{"code": "BB", "name": "Southland", "side": "BB"}; !reflect.DeepEqual(one.Properties, want) {
		t.Errorf("%v", one.Properties)
	}
	if got := ids(items(t, drawn(t, data.Public), "/collections/countries/items")); got != "AA BB CC" {
		t.Errorf("the public sees %s", got)
	}
	without := drawnPlan(t)
	for _, name := range []string{"countries", "land"} {
		if w := do(without, http.MethodGet, "/collections/"+name); w.Code != http.StatusNotFound {
			t.Errorf("%s of a scenario without: %d", name, w.Code)
		}
	}
}

// TestDatetime compares with the times of every feature, read one by one.
func TestDatetime(t *testing.T) {
	h := drawnPlan(t)
	all := items(t, h, "/collections/sorties/items?limit=10000")
	at := func(p map[string]any, name string) time.Time {
		v, err := time.Parse(time.RFC3339, p[name].(string))
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	first, last := at(all.Features[0].Properties, "from"), at(all.Features[0].Properties, "to")
	for _, f := range all.Features {
		if v := at(f.Properties, "from"); v.Before(first) {
			first = v
		}
		if v := at(f.Properties, "to"); v.After(last) {
			last = v
		}
	}
	met := 0
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(name string) time.Time {
			return first.Add(time.Duration(rapid.Float64Range(-0.1, 1.1).Draw(rt, name) * float64(last.Sub(first)))).Truncate(time.Second)
		}
		from, to := draw("from"), draw("to")
		if to.Before(from) {
			from, to = to, from
		}
		var text string
		switch rapid.IntRange(0, 4).Draw(rt, "form") {
		case 0:
			text, to = from.Format(time.RFC3339), from
		case 1:
			text, from = "../"+to.UTC().Format(time.RFC3339), time.Time{}
		case 2:
			text, to = from.UTC().Format(time.RFC3339)+"/", last.AddDate(1, 0, 0)
		default:
			text = from.Format(time.RFC3339) + "/" + to.UTC().Format(time.RFC3339Nano)
		}
		want := ""
		for _, f := range all.Features {
			if !at(f.Properties, "from").After(to) && !at(f.Properties, "to").Before(from) {
				want += " " + f.ID
			}
		}
		got := items(t, h, "/collections/sorties/items?limit=10000&datetime="+url.QueryEscape(text))
		if ids(got) != strings.TrimSpace(want) {
			rt.Fatalf("%s: %s, want %s", text, ids(got), want)
		}
		met += len(got.Features)
	})
	if met == 0 {
		t.Error("no time has a feature")
	}
	for text, want := range map[string]int{
		"../..": len(all.Features), "/": len(all.Features), "0001-01-01T00:00:00Z/9999-12-31T23:59:59Z": len(all.Features), "-": -1, "2027-13-01T00:00:00Z": -1, "": -1, "2027-01-04T00:00:00": -1, "a/b/c": -1,
		"1000-01-01": 0, first.UTC().Format(time.DateOnly) + "/" + last.UTC().Format(time.DateOnly): len(all.Features),
	} {
		target := "/collections/sorties/items?limit=10000&datetime=" + url.QueryEscape(text)
		if want < 0 {
			if w := do(h, http.MethodGet, target); w.Code != http.StatusBadRequest {
				t.Errorf("%q: %d", text, w.Code)
			}
		} else if got := items(t, h, target); len(got.Features) != want {
			t.Errorf("%q: %d, want %d", text, len(got.Features), want)
		}
	}
	// A collection without times is there at all times.
	if got := items(t, h, "/collections/posts/items?datetime=1000-01-01T00:00:00Z"); len(got.Features) != 4 {
		t.Errorf("posts: %d", len(got.Features))
	}
}

// TestSchemas: every property of every feature is as the schema says.
func TestSchemas(t *testing.T) {
	h := drawnPlan(t)
	for _, root := range []string{"", "/scenarios/drawn"} {
		for _, name := range names(t, h, root) {
			var schema, queryables struct {
				ID         string `json:"$id"`
				Type       string
				Properties map[string]struct {
					Type, Format string
					Role         string `json:"x-ogc-role"`
					Unit         string `json:"x-ogc-unit"`
				}
			}
			at := root + "/collections/" + name
			read(t, h, at+"/schema", &schema)
			read(t, h, at+"/queryables", &queryables)
			if schema.ID != "http://127.0.0.1:8080"+at+"/schema" || queryables.ID != "http://127.0.0.1:8080"+at+"/queryables" || schema.Type != "object" || len(schema.Properties) != len(queryables.Properties) {
				t.Errorf("%s: %+v", at, schema)
			}
			for _, f := range items(t, h, at+"/items?limit=10000").Features {
				if got := "geometry-" + strings.ToLower(f.Geometry.Type); got != schema.Properties["geometry"].Format {
					t.Errorf("%s: a %s, want %s", at, got, schema.Properties["geometry"].Format)
				}
				for key, v := range f.Properties {
					if v == nil {
						continue // has none
					}
					of := schema.Properties[key]
					var ok bool
					switch v := v.(type) {
					case string:
						_, err := time.Parse(time.RFC3339, v)
						ok = of.Type == "string" && (of.Format == "" || of.Format == "date-time" && err == nil)
					case float64:
						ok = of.Type == "number" || of.Type == "integer" && v == math.Trunc(v)
						if strings.HasSuffix(key, "_m") && of.Unit != "m" || strings.HasSuffix(key, "_h") && !strings.HasSuffix(of.Unit, "h") {
							t.Errorf("%s: %s has the unit %q", at, key, of.Unit)
						}
					case bool:
						ok = of.Type == "boolean"
					case []any:
						ok = of.Type == "array"
					}
					if !ok {
						t.Errorf("%s: %s is %v, and a %s %s", at, key, v, of.Type, of.Format)
					}
				}
			}
		}
	}
}

// TestFilterByID finds features by the id that a schema names, also those that
// have another id among their properties.
func TestFilterByID(t *testing.T) {
	h := drawnPlan(t)
	for filter, want := range map[string]string{"feature_id='stream/2'": "stream/2", "feature_id IN ('lane/1','hills/1')": "lane/1", "id='stream'": "stream/1 stream/2", "feature_id='stream'": ""} {
		if got := ids(items(t, h, "/collections/gaps/items?filter="+url.QueryEscape(filter))); got != want {
			t.Errorf("%s: %s, want %s", filter, got, want)
		}
	}
	var v struct {
		Properties map[string]struct {
			Role string `json:"x-ogc-role"`
		}
	}
	for _, path := range []string{"/schema", "/queryables"} {
		if read(t, h, "/collections/gaps"+path, &v); v.Properties["feature_id"].Role != "id" || v.Properties["id"].Role != "" {
			t.Errorf("%s: %+v", path, v)
		}
	}
}

// TestExtent: the extent of a collection holds every place and is the shortest
// that does, over the antimeridian or not.
func TestExtent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &sectors.Scenario{}
		var lons []float64
		for i := range rapid.IntRange(1, 6).Draw(t, "posts") {
			lon := float64(rapid.IntRange(-1799999, 1799999).Draw(t, "lon")) / 1e4
			lons = append(lons, lon)
			s.Posts = append(s.Posts, sectors.Post{ID: fmt.Sprint(i), At: orb.Point{lon, float64(i)}})
		}
		line, err := geo.NewLine(orb.LineString{{lons[0], 0}, {lons[0] + 0.5, 0}})
		if err != nil {
			t.Fatal(err)
		}
		s.Routes = []sectors.Route{{ID: "a", Watched: true, Line: line}}
		r := reportOf(t, s)
		h, err := server.New(server.Config{Given: []server.Given{{Name: "x", Report: r}}, View: data.Full})
		if err != nil {
			t.Fatal(err)
		}
		defer closed(t, h)
		w := do(h, http.MethodGet, "/collections/posts")
		var v struct {
			Extent struct{ Spatial struct{ BBox [][]float64 } }
		}
		if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil || len(v.Extent.Spatial.BBox) != 1 {
			t.Fatalf("%v: %s", err, w.Body)
		}
		b := v.Extent.Spatial.BBox[0]
		width := b[2] - b[0]
		if width < 0 {
			width += 360
		}
		least := 360.0
		for _, west := range lons { // the shortest begins at one of them
			far := 0.0
			for _, lon := range lons {
				far = max(far, math.Mod(lon-west+720, 360))
			}
			least = min(least, far)
		}
		for _, lon := range lons {
			if off := math.Mod(lon-b[0]+720, 360); off > width+1e-9 && off < 360-1e-9 {
				t.Fatalf("%v is not in %v", lon, b)
			}
		}
		if !slices.Contains(lons, b[0]) || !slices.Contains(lons, b[2]) {
			t.Fatalf("%v has ends that no post has: %v", b, lons)
		}
		if math.Abs(width-least) > 1e-9 || b[1] != 0 || b[3] != float64(len(lons)-1) {
			t.Fatalf("%v of %v: %v wide, could be %v", b, lons, width, least)
		}
	})
}

// reportOf is reporttest.Of for who draws.
func reportOf(t *rapid.T, s *sectors.Scenario) *planner.Report {
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	r, err := planner.NewReport(t.Context(), l, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestNegotiation: f decides, then what is accepted; JSON where anything is.
func TestNegotiation(t *testing.T) {
	h := drawn(t, data.Full)
	for _, c := range []struct{ target, accept, want string }{
		{"/", "", "application/json"}, {"/", "*/*", "application/json"}, {"/", html, "text/html; charset=utf-8"},
		{"/", "application/json", "application/json"}, {"/?f=json", html, "application/json"}, {"/?f=html", "*/*", "text/html; charset=utf-8"},
		{"/", "text/html;q=0.5, application/json;q=0.4", "text/html; charset=utf-8"}, {"/", "text/html;q=0.5, application/json", "application/json"},
		{"/", "text/html;q=0, */*", "application/json"}, {"/", "text/html;q=x", "application/json"}, {"/", "image/png", "application/json"},
		{"/collections/gaps/items", "application/geo+json, text/html;q=0.9", "application/geo+json"}, {"/collections/gaps/items", html, "text/html; charset=utf-8"},
		{"/collections/gaps/items", "application/json", "application/geo+json"}, {"/collections/gaps/queryables", "*/*", "application/schema+json"},
		{"/collections/gaps/items/bay%2F1", html, "text/html; charset=utf-8"}, {"/conformance", html, "text/html; charset=utf-8"},
	} {
		if w := do(h, http.MethodGet, c.target, "Accept", c.accept); w.Code != http.StatusOK || w.Header().Get("Content-Type") != c.want {
			t.Errorf("%s, %q: %d %s, want %s", c.target, c.accept, w.Code, w.Header().Get("Content-Type"), c.want)
		}
	}
}

// TestNoFeatures: a collection without features has the same schema, and filters
// find nothing in it.
func TestNoFeatures(t *testing.T) {
	l, p := plantest.Drawn(t)
	none := *p
	none.Gaps, none.Coverage = nil, nil
	full, empty := planned(t, l, p, data.Full), planned(t, l, &none, data.Full)
	for _, name := range []string{"gaps", "coverage"} {
		var want, got any
		read(t, full, "/collections/"+name+"/schema", &want)
		read(t, empty, "/collections/"+name+"/schema", &got)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
		for _, query := range []string{"", "?filter=length_m>1%20AND%20from>TIMESTAMP('2027-01-01T00:00:00Z')", "?bbox=-1,-1,1,1", "?datetime=2027-01-01/.."} {
			if got := items(t, empty, "/collections/"+name+"/items"+query); got.NumberMatched != 0 {
				t.Errorf("%s%s: %d", name, query, got.NumberMatched)
			}
		}
		var of struct{ Extent *struct{ Spatial any } }
		read(t, empty, "/collections/"+name, &of)
		if of.Extent != nil && of.Extent.Spatial != nil {
			t.Errorf("%s is somewhere: %v", name, of.Extent)
		}
	}
}

// TestLargestPage: a limit beyond the largest is taken for that, and the rest is
// on the next page.
func TestLargestPage(t *testing.T) {
	line, err := geo.NewLine(orb.LineString{{0, 0}, {1, 0}})
	if err != nil {
		t.Fatal(err)
	}
	s := &sectors.Scenario{Routes: []sectors.Route{{ID: "a", Watched: true, Line: line}}}
	for i := range 10_001 {
		s.Posts = append(s.Posts, sectors.Post{ID: fmt.Sprint(i), At: orb.Point{float64(i) / 1e4, 1}})
	}
	h := serverOf(t, s, data.Full)
	first := items(t, h, "/collections/posts/items?limit=20000")
	if len(first.Features) != 10_000 || first.NumberMatched != 10_001 {
		t.Fatalf("%d of %d", len(first.Features), first.NumberMatched)
	}
	for _, l := range first.Links {
		if l.Rel == "next" {
			if rest := items(t, h, l.Href); ids(rest) != "10000" {
				t.Errorf("on the next page are %s", ids(rest))
			}
			return
		}
	}
	t.Error("there is no next page")
}

// TestComputedPlanIsListed: a plan that was computed on request is in the list
// of plans, though that has been asked for, and kept, before.
func TestComputedPlanIsListed(t *testing.T) {
	h := drawnPlan(t)
	type entry struct{ ID, Base string }
	listed := func() []entry {
		var v struct{ Plans []entry }
		read(t, h, "/plans", &v)
		return v.Plans
	}
	execute := func(process, body string) {
		t.Helper()
		r := httptest.NewRequest(http.MethodPost, "/processes/"+process+"/execution", strings.NewReader(body))
		r.Host = "127.0.0.1:8080"
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	before := listed()
	execute("plan", `{"inputs":{"scenario":"drawn","step_m":500}}`)
	after := listed()
	if len(after) != len(before)+1 || after[len(before)].Base != "" {
		t.Fatalf("plans are %v, were %v", after, before)
	}
	made := after[len(before)].ID
	execute("what-if", `{"inputs":{"plan":"`+made+`","keep":true,"changes":[{"change":"remove_meeting_point","meeting_point":"idle"}]}}`)
	if last := listed(); len(last) != len(after)+1 || last[len(after)].Base != made {
		t.Errorf("after a change of %s that is kept plans are %v", made, last)
	}
}
