package data

import (
	"errors"
	"io"
	"math"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/frontier"
	"lindero/sectors"
)

// Whatever a file holds, a reader ends without a panic, and gives either
// values that are whole or problems that can be shown to people.

var collectionSeeds = []string{
	"", " ", "{", "[]", "null", "{}", "\xef\xbb\xbf{}",
	`{"type":"FeatureCollection","features":[]}`,
	`{"type":"FeatureCollection","features":{}}`,
	`{"type":"FeatureCollection","features":[null,1,"x",{"type":"Feature"}]}`,
	`{"type":"FeatureCollection","features":[{"type":"Feature","id":1,"properties":{"name":"a","reach_m":5},"geometry":{"type":"Point","coordinates":[1,2,3]}}]}`,
	`{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}`,
	`{"type":"LineString","coordinates":[[0,0],[1,1]]}`,
	`{"type":"LineString","coordinates":[[179,0],[-179,1e-3],[540,0]]}`,
	`{"type":"Feature","properties":null,"geometry":{"type":"MultiLineString","coordinates":[[[0,0],[1,0]],[[2,0],[2,1]]]}}`,
	`{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]],[]]}`,
	`{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}`,
	`{"type":"LineString","coordinates":[[1e999,0],["a",null]]}`,
	`{"type":"LineString","coordinates":[[[[[0]]]]]}`,
	`{"type":"FeatureCollection","crs":{"properties":{"name":"EPSG:3857"}},"features":[]} x`,
}

func checkProblems(t *testing.T, ps *problems) {
	t.Helper()
	if len(ps.list) > maxProblems {
		t.Fatalf("%d problems are listed", len(ps.list))
	}
	for _, p := range ps.list {
		if p.What.String() == "" || p.File == "" {
			t.Fatalf("problem without text: %+v", p)
		}
		for _, r := range p.String() {
			if !unicode.IsPrint(r) {
				t.Fatalf("control character in %q", p)
			}
		}
	}
}

func checkPlace(t *testing.T, p orb.Point) {
	t.Helper()
	if !(math.Abs(p[0]) <= maxLonDeg && math.Abs(p[1]) <= 90) {
		t.Fatalf("place %v", p)
	}
}

func FuzzReadLines(f *testing.F) {
	for _, s := range collectionSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ps := &problems{file: "f"}
		routes := readLines(strings.NewReader(text), ps)
		checkProblems(t, ps)
		if !ps.found() && len(routes) == 0 {
			t.Fatal("neither lines nor problems")
		}
		for _, r := range routes {
			if r.ID == "" || !r.Watched || !(r.Line.LengthM() > 0) {
				t.Fatalf("route %+v", r)
			}
			for _, part := range r.Line.Parts() {
				for _, p := range part {
					checkPlace(t, p)
				}
			}
		}
	})
}

func FuzzReadPlaces(f *testing.F) {
	for _, s := range collectionSeeds {
		f.Add(s, 10.0)
	}
	for _, s := range []string{"lon,lat\n0,0\n", "0,95\n1,2\n", "lat;lon;reach_m\n1;2;3", "a\tlng\tlat\n\t1\t2\n",
		"x,y\n\"1", "lon,lon,lat\n1,2,3", "\xef\xbb\xbflat,lon\r\n1,2\r\n", "0,0,10km\n", "lon,lat\nNaN,Inf\n", "1,2,\xff\n", "lon,lat\n\x00,0\n"} {
		f.Add(s, 0.0)
	}
	f.Fuzz(func(t *testing.T, text string, reach float64) {
		if !(reach >= 0) || math.IsInf(reach, 0) {
			return // ParseLength gives none of these
		}
		ps := &problems{file: "f"}
		posts := readPlaces(strings.NewReader(text), ps, reach)
		checkProblems(t, ps)
		if !ps.found() && len(posts) == 0 {
			t.Fatal("neither places nor problems")
		}
		for _, p := range posts {
			checkPlace(t, p.At)
			if !ps.found() && (p.ID == "" || !(p.WatchRadiusM > 0)) {
				t.Fatalf("post %+v", p)
			}
		}
	})
}

func FuzzReadPolygons(f *testing.F) {
	for _, s := range collectionSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ps := &problems{file: "f"}
		polygons := readPolygons(strings.NewReader(text), ps)
		checkProblems(t, ps)
		if !ps.found() && len(polygons) == 0 {
			t.Fatal("neither polygons nor problems")
		}
		for _, p := range polygons {
			for _, ring := range p {
				if !ps.found() && (len(ring) < 4 || !ring.Closed()) {
					t.Fatalf("ring %v", ring)
				}
			}
		}
	})
}

func FuzzReadCountries(f *testing.F) {
	for _, s := range collectionSeeds {
		f.Add(s, "")
	}
	pair := `{"type":"FeatureCollection","features":[{"type":"Feature","id":"GTM","properties":{"a":"GTM","b":7},"geometry":{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,1],[0,0]]]}},` +
		`{"type":"Feature","id":"MEX","properties":{"a":"MEX"},"geometry":{"type":"MultiPolygon","coordinates":[[[[2,0],[180,0],[2,1],[2,0]],[[2,0],[2,0],[2,0],[2,0]]]]}}]}`
	for _, key := range []string{"", "a", "b", "id", "none"} {
		f.Add(pair, key)
	}
	f.Fuzz(func(t *testing.T, text, key string) {
		ps := &problems{file: "f"}
		features := readCountries(strings.NewReader(text), ps, key)
		checkProblems(t, ps)
		if ps.found() {
			return
		}
		if key == "" {
			if key = findKey(features, ps); key == "" && !ps.found() {
				t.Fatal("neither a key nor problems")
			}
		}
		c := &Countries{File: "f", Key: key}
		c.gather(features)
		d := &Drafting{Countries: c}
		for i := range c.Lands {
			for _, b := range c.Lands[i+1:] {
				draft := d.draft(frontier.Between(c.Lands[i], b))
				if draft != nil && (!(draft.Line.LengthM() > 0) || draft.Rings > len(draft.Parts) || draft.Sides[1].TimeZone == "") {
					t.Fatalf("draft %+v", draft)
				}
			}
		}
	})
}

func FuzzReadTowns(f *testing.F) {
	for _, s := range collectionSeeds {
		f.Add(s)
	}
	for _, s := range []string{`[]`, `[{"name":"a","lat":"1","lng":"2"}]`, `[{"lat":1,"lon":2},7]`, `[{"lat":"NaN","lng":""}`,
		"lon,lat,name\n1,2,a\n", "[[[[", `[{"name":"a","lat":95,"lng":1e999}] x`, `["\u0000"]`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ps := &problems{file: "f"}
		towns := readTowns(strings.NewReader(text), ps)
		checkProblems(t, ps)
		if !ps.found() && len(towns) == 0 {
			t.Fatal("neither places nor problems")
		}
		ids := postIDs{}
		seen := map[string]bool{}
		for _, p := range towns {
			checkPlace(t, p.at)
			id := ids.next("GT", p.name)
			if seen[id] || strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
				t.Fatalf("id %q", id)
			}
			seen[id] = true
		}
	})
}

func FuzzScenarioYAML(f *testing.F) {
	for _, name := range []string{"testdata/scenario/scenario.yaml", "scenarios/guatemala-mexico/scenario.yaml"} {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	for _, s := range []string{"", "x", "[]", "a: &a [*a]", "format: one", "sides: [{code: GT}]", "rules: {revisit_h: {land: .nan}}",
		"a: &a [x,x]\nb: &b [*a,*a]\nname: *b", "? {a: b}\n: c", "\t", "--- 1\n--- 2", "!!binary x", "<<: {name: x}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fo := &folder{s: &sectors.Scenario{}}
		ps := &problems{file: "f"}
		fo.yaml(strings.NewReader(text), ps)
		checkProblems(t, ps)
		if ps.found() {
			return
		}
		s := fo.s
		if s.Name == "" || s.Sides[0].Code == "" || s.Sides[0].Code == s.Sides[1].Code || s.Start.IsZero() {
			t.Fatalf("scenario %+v", s)
		}
		for _, v := range []float64{s.PeriodD, s.Rules.DetourFactor, s.Rules.RevisitH.Land, s.Rules.OffRouteSpeedKmh.Sea} {
			if !(v > 0) || math.IsInf(v, 0) {
				t.Fatalf("rules %+v, period %v", s.Rules, s.PeriodD)
			}
		}
		if before := s.Hash(); before != s.Hash() {
			t.Fatal("two hashes")
		}
	})
}

func FuzzPatrols(f *testing.F) {
	text, err := os.ReadFile("testdata/scenario/patrols.csv")
	if err != nil {
		f.Fatal(err)
	}
	header, row, _ := strings.Cut(string(text), "\n")
	for _, s := range []string{string(text), header, header + "\n" + row, "", "id\n", strings.ReplaceAll(string(text), ",", ";"), strings.ReplaceAll(string(text), ",", "\t"),
		header + "\nu,AA,aa-west,,1,,,1,1e999,1,1,0000-01-01,9999-12-31\n", header + "\n\"", header + "\nu,AA,aa-west,\xff,1\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fo := &folder{s: &sectors.Scenario{Sides: [2]sectors.Side{{Code: "AA", TimeZone: "UTC"}, {Code: "BB", TimeZone: "UTC"}}},
			posts: map[string]*sectors.Post{"aa-west": {ID: "aa-west", Side: "AA"}, "bb-mid": {ID: "bb-mid", Side: "BB"}}}
		ps := &problems{file: "f"}
		fo.readPatrols(strings.NewReader(text), ps)
		checkProblems(t, ps)
		if ps.found() {
			return
		}
		for _, p := range fo.s.Patrols {
			if fo.posts[p.Post].Side != p.Side || p.ID == "" || p.Layer == "" || !(p.ShiftH > 0) || !(p.WatchRadiusM >= 0) {
				t.Fatalf("patrol %+v", p)
			}
			if m := p.ReachM(sectors.Any, 1); !(m > 0) && m != 0 || math.IsInf(m, 0) {
				t.Fatalf("reach %v of %+v", m, p)
			}
		}
		if fo.s.Hash() == "" {
			t.Fatal("no hash")
		}
	})
}

func FuzzWays(f *testing.F) {
	for _, s := range collectionSeeds {
		f.Add(s)
	}
	for _, name := range []string{"routes", "barriers", "landings", "land", "countries"} {
		text, err := os.ReadFile("testdata/scenario/" + name + ".geojson")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		line, err := geo.NewLine(orb.LineString{{0, 0}, {1, 0}, {1, 0.1}})
		if err != nil {
			t.Fatal(err)
		}
		for i := range 5 { // a file is of one kind
			fo := &folder{routes: ids{}, s: &sectors.Scenario{Sides: [2]sectors.Side{{Code: "AA"}, {Code: "BB"}},
				Border: []sectors.Route{{ID: "b", Travel: true, Left: "AA", Line: line}}}}
			ps := &problems{file: "f"}
			[]func(io.Reader, *problems){fo.otherRoutes, fo.barriers, fo.landings, fo.land, fo.countries}[i](strings.NewReader(text), ps)
			checkProblems(t, ps)
			if ps.found() {
				continue
			}
			for _, r := range fo.s.Routes {
				if !(r.SpeedLimitKmh >= 0 && r.SpeedLimitKmh <= mostLimitKmh && math.Abs(r.CurrentKmh) <= mostCurrentKmh) {
					t.Fatalf("route %+v", r)
				}
			}
			for _, b := range fo.s.Barriers {
				checkPlace(t, b.At)
			}
			for _, l := range fo.s.Landings {
				if !(l.ChangeMin >= 0 && l.ChangeMin <= mostChangeMin) {
					t.Fatalf("landing %+v", l)
				}
			}
			codes := map[string]bool{}
			for _, c := range fo.s.Countries {
				if c.Code == "" || codes[c.Code] || len(c.Polygon) == 0 {
					t.Fatalf("country %+v", c)
				}
				codes[c.Code] = true
			}
			if fo.s.Hash() == "" {
				t.Fatal("no hash")
			}
		}
	})
}

func FuzzParseLength(f *testing.F) {
	for _, s := range []string{"10km", "2.5 nmi", "3nm", "1mi", "500 M", "", "km", "-1m", "1e999km", "NaNm", "0x1p-2km", "1e308km", "infkm", "10"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := ParseLength(s)
		if err == nil && (!(m > 0) || math.IsInf(m, 0)) {
			t.Fatalf("%q is %v m", s, m)
		}
		if err != nil && m != 0 {
			t.Fatalf("%v m and %v", m, err)
		}
	})
}

// TestBrokenReader tells of files that stop half-way.
func TestBrokenReader(t *testing.T) {
	header := strings.Join(patrolColumns, ",") + "\n"
	features := `{"type":"FeatureCollection","features":[`
	for _, c := range []struct {
		name, start string
		read        func(io.Reader, *problems)
	}{
		{"lines", features, func(r io.Reader, ps *problems) { readLines(r, ps) }},
		{"places", features, func(r io.Reader, ps *problems) { readPlaces(r, ps, 1) }},
		{"table", "lon,lat\n1,", func(r io.Reader, ps *problems) { readPlaces(r, ps, 1) }},
		{"polygons", features, func(r io.Reader, ps *problems) { readPolygons(r, ps) }},
		{"yaml", "name: x\n", func(r io.Reader, ps *problems) { (&folder{s: &sectors.Scenario{}}).yaml(r, ps) }},
		{"patrols", header, func(r io.Reader, ps *problems) { (&folder{s: &sectors.Scenario{}}).readPatrols(r, ps) }},
	} {
		for _, start := range []string{"", c.start} {
			ps := &problems{file: "f"}
			c.read(io.MultiReader(strings.NewReader(start), brokenReader{}), ps)
			checkProblems(t, ps)
			if !ps.found() || !strings.Contains(ps.list[len(ps.list)-1].What.String(), "cannot be read: the disk is gone") {
				t.Errorf("%s after %q: %v", c.name, start, ps.list)
			}
		}
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) {
	return 0, errors.New("the disk is gone")
}

// TestFolderOfOddFiles reads a scenario whose files are folders.
func TestFolderOfOddFiles(t *testing.T) {
	fsys := fstest.MapFS{}
	for _, f := range []string{"scenario.yaml", "border.geojson", "posts.geojson", "patrols.csv", "risk.geojson"} {
		fsys[f+"/x"] = &fstest.MapFile{}
	}
	_, _, err := readFolder(fsys, "odd")
	if err == nil || strings.Count(err.Error(), "cannot be read: ") != 5 {
		t.Error(err)
	}
}
