package data_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/planner"
	"lindero/sectors"
)

// wayFiles are the files that say how patrols get there, beside the routes, and
// what maps show.
var wayFiles = []string{"barriers.geojson", "landings.geojson", "land.geojson", "countries.geojson"}

// copyOfDrawn returns a folder with the files of the drawn scenario.
func copyOfDrawn(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(drawn)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// edit replaces what stands once in a file of a folder.
func edit(t *testing.T, dir, file, old, now string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil || strings.Count(string(text), old) != 1 {
		t.Fatalf("%s does not hold %q once, %v", file, old, err)
	}
	put(t, filepath.Join(dir, file), strings.Replace(string(text), old, now, 1))
}

// TestHashOfOldScenario: a scenario without barriers, landings, land,
// countries and classes has the hash that it had before there were any.
func TestHashOfOldScenario(t *testing.T) {
	const want = "ad9a0a62d822144d8b694d0200a104b45f949f847fc96726b188e893c178dbed"
	dir := copyOfDrawn(t)
	edit(t, dir, "routes.geojson", `,"class":"unpaved"`, "")
	for _, file := range wayFiles {
		if err := os.Remove(filepath.Join(dir, file)); err != nil {
			t.Fatal(err)
		}
	}
	check := func(what string) {
		s, _, err := data.ReadScenario(dir)
		if err != nil {
			t.Fatal(what, err)
		}
		if got := s.Hash(); got != want {
			t.Errorf("%s: hash %s, want %s", what, got, want)
		}
		s.Barriers, s.Landings, s.Land, s.Countries = []sectors.Barrier{}, []sectors.Landing{}, []sectors.Area{}, []sectors.Country{}
		if got := s.Hash(); got != want {
			t.Errorf("%s, with empty lists: hash %s, want %s", what, got, want)
		}
	}
	check("without the files")
	const empty = `{"type":"FeatureCollection","features":[]}`
	put(t, filepath.Join(dir, "barriers.geojson"), empty)
	put(t, filepath.Join(dir, "landings.geojson"), empty)
	put(t, filepath.Join(dir, "countries.geojson"), empty)
	check("with empty files")
}

// TestReadWays finds what the drawn scenario says of ways, and what is taken
// where it says nothing.
func TestReadWays(t *testing.T) {
	s, _, err := data.ReadScenario(drawn)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name      string
		got, want any
	}{
		{"barriers", s.Barriers, []sectors.Barrier{{ID: "gate", At: orb.Point{0, 0.1}}, {ID: "weir", Walk: true, At: orb.Point{1, 0}}}},
		{"landings", s.Landings, []sectors.Landing{
			{ID: "ramp", Name: "The Ramp", Side: "AA", ChangeMin: 20, At: orb.Point{1, 0.1}},
			{ID: "quay", ChangeMin: 15, At: orb.Point{1.5, 0}}}},
		{"land", s.Land, []sectors.Area{
			{ID: "north", Name: "Northland", Polygon: orb.MultiPolygon{{{{-1, 0}, {1.5, 0}, {1.5, 1}, {-1, 1}, {-1, 0}}}}},
			{ID: "islands", Polygon: orb.MultiPolygon{{{{2, 0.1}, {2.1, 0.1}, {2.1, 0.2}, {2, 0.1}}}, {{{2.2, -0.2}, {2.3, -0.2}, {2.3, -0.1}, {2.2, -0.2}}}}}}},
		{"countries", s.Countries, []sectors.Country{
			{Code: "AA", Name: "Northland", Side: "AA", Polygon: orb.MultiPolygon{
				{{{0, 0}, {1, 0}, {1.5, 0}, {1.5, 1}, {0, 1}, {0, 0}}}, {{{2, 0.1}, {2.1, 0.1}, {2.1, 0.2}, {2, 0.1}}}}},
			{Code: "BB", Name: "Southland", Side: "BB", Polygon: orb.MultiPolygon{
				{{{0, 0}, {0, -1}, {1.5, -1}, {1.5, 0}, {1, 0}, {0, 0}}, {{0.5, -0.5}, {0.6, -0.5}, {0.6, -0.6}, {0.5, -0.5}}}}},
			{Code: "CC", Polygon: orb.MultiPolygon{{{{0, 0}, {0, 1}, {-1, 1}, {-1, -1}, {0, -1}, {0, 0}}}}}}},
		{"class", s.Routes[1].Class, "unpaved"},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// TestPlanKeepsWays: the scenario in a plan's folder has the files of ways.
func TestPlanKeepsWays(t *testing.T) {
	s, _, err := data.ReadScenario(drawn)
	if err != nil {
		t.Fatal(err)
	}
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	p := &planner.Plan{Format: planner.PlanFormat, Scenario: s.Hash()} // of which only the scenario matters
	for i := range s.Border {
		p.LengthM += s.Border[i].Line.LengthM()
	}
	dir := filepath.Join(t.TempDir(), "plan")
	for range 2 { // the second time in place of the first
		if err := data.WritePlan(dir, drawn, l, p); err != nil {
			t.Fatal(err)
		}
		for _, file := range wayFiles {
			want, err := os.ReadFile(filepath.Join(drawn, file))
			if err != nil {
				t.Fatal(err)
			}
			if got, err := os.ReadFile(filepath.Join(dir, "scenario", file)); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s is not what it was: %v", file, err)
			}
		}
	}
}

// TestBarrierOnVertex: to 10⁻⁷ degrees each way, whichever way round the earth
// its longitude is written.
func TestBarrierOnVertex(t *testing.T) {
	for _, c := range []struct {
		at string
		ok bool
	}{
		{"[1,0.1]", true},
		{"[1.0000001,0.0999999]", true},
		{"[-359,0.1]", true},
		{"[1.0000002,0.1]", false},
		{"[1.00000015,0.1]", false},
		{"[1,0.05]", true}, // on the second vertex there, not on the nearest
		{"[1,0.0999998]", false},
		{"[0.5,0.1]", false},  // on the line, at no vertex
		{"[2.5,0]", true},     // of the border
		{"[0.3,0.15]", false}, // beside all
	} {
		dir := copyOfDrawn(t)
		edit(t, dir, "barriers.geojson", "[0,0.1]", c.at)
		edit(t, dir, "routes.geojson", "[[1,0.1],[1,0]]", "[[1,0.1],[1.000000101,0.05],[1.00000009,0.05000009],[1,0]]")
		if _, _, err := data.ReadScenario(dir); err == nil != c.ok {
			t.Errorf("%s: %v", c.at, err)
		}
	}
	dir := copyOfDrawn(t)
	edit(t, dir, "routes.geojson", `"travel":true,"speed`, `"watched":true,"speed`) // the track is no longer one for travel
	_, _, err := data.ReadScenario(dir)
	if err == nil || !strings.Contains(err.Error(), `(id "gate"): coordinates: lies on no vertex of a travel route: the nearest, of "hills", is 11057.43 m away at 0.000000 0.000000; move it there`) {
		t.Error(err)
	}
}

// TestWaysWrong breaks one value after the other.
func TestWaysWrong(t *testing.T) {
	for _, c := range []struct{ file, old, now, want string }{
		{"routes.geojson", `"speed_limit_kmh":40`, `"speed_limit_kmh":0`, `feature 2 (id "track"): speed_limit_kmh: 0 is not above 0; give the limit in km/h, or leave it out where there is none`},
		{"routes.geojson", `"speed_limit_kmh":40`, `"speed_limit_kmh":-5`, `speed_limit_kmh: -5 is not above 0; give the limit`},
		{"routes.geojson", `"speed_limit_kmh":40`, `"speed_limit_kmh":500.1`, `speed_limit_kmh: 500.1 is above 500; give it in km/h`},
		{"routes.geojson", `"speed_limit_kmh":40`, `"speed_limit_kmh":"40 mph"`, `speed_limit_kmh: "40 mph" is no number`},
		{"routes.geojson", `"one_way":true`, `"one_way":"yes"`, `one_way: "yes" is neither true nor false`},
		{"routes.geojson", `"class":"unpaved"`, `"class":7`, `class: 7 is no text`},
		{"routes.geojson", `"current_kmh":-1.5`, `"current_kmh":-50.5`, `current_kmh: -50.5 is faster than 50 km/h`},
		{"routes.geojson", `"current_kmh":-1.5`, `"current_kmh":51`, `current_kmh: 51 is faster than 50 km/h`},
		{"routes.geojson", `"one_way":true`, `"current_kmh":1`, `feature 2 (id "track"): current_kmh: the route's kind is land, and only rivers have a current; leave it out`},

		{"barriers.geojson", `"walk":false`, `"walk":0`, `feature 1 (id "gate"): walk: 0 is neither true nor false`},
		{"barriers.geojson", `"gate"`, `"weir"`, `feature 2 (id "weir"): id: "weir" is already the id of feature 1`},
		{"barriers.geojson", `"id":"gate",`, ``, `feature 1: id: is missing`},
		{"barriers.geojson", `"Point","coordinates":[0,0.1]`, `"LineString","coordinates":[[0,0.1],[1,0]]`, `geometry: is a LineString; it has to be Point`},

		{"landings.geojson", `"side":"AA"`, `"side":"BZ"`, `feature 1 (id "ramp"): side: "BZ" is no side of the scenario; write AA or BB`},
		{"landings.geojson", `"change_min":20`, `"change_min":-1`, `change_min: -1 is below 0; give 0 or more`},
		{"landings.geojson", `"change_min":20`, `"change_min":1440.5`, `change_min: 1440.5 is above 1440; give minutes, at most a day`},
		{"landings.geojson", `"change_min":20`, `"change_min":"20"`, `change_min: "20" is no number`},
		{"landings.geojson", `"id":"quay"`, `"id":"ramp"`, `feature 2 (id "ramp"): id: "ramp" is already the id of feature 1`},

		{"land.geojson", `"id":"north"`, `"id":"islands"`, `feature 2 (id "islands"): id: "islands" is already the id of feature 1`},
		{"land.geojson", `[-1,1],[-1,0]]`, `[-1,1]]`, `coordinates polygon 1, ring 1: the ring is not closed`},
		{"land.geojson", `[2.2,-0.2],[2.3,-0.2],[2.3,-0.1],[2.2,-0.2]`, `[2,0],[3,1],[4,2],[2,0]`, `feature 2 (id "islands"): coordinates polygon 2, ring 1: the ring holds no ground: all its positions lie on one line; give three corners`},
		{"land.geojson", `[2.2,-0.2],[2.3,-0.2],[2.3,-0.1],[2.2,-0.2]`, `[2,1],[2,1],[2,1],[2,1]`, `the ring holds no ground`},

		{"countries.geojson", `"code":"AA",`, ``, `feature 1: code: is missing; write an ISO 3166 code in capitals, such as GT`},
		{"countries.geojson", `"code":"AA"`, `"code":""`, `feature 1: code: is missing`},
		{"countries.geojson", `"code":"AA"`, `"code":"aa"`, `feature 1: code: "aa" is no country code; write an ISO 3166 code in capitals`},
		{"countries.geojson", `"code":"AA"`, `"code":"../X"`, `feature 1: code: "../X" is no country code`},
		{"countries.geojson", `"code":"AA"`, `"code":320`, `feature 1: code: 320 is no text; write it in quotes`},
		{"countries.geojson", `"code":"CC"`, `"code":"AA"`, `feature 3 (id "7"): code: "AA" is already the code of feature 1; put all polygons of a country into one feature`},
		{"countries.geojson", `"name":"Northland"`, `"name":1`, `feature 1: name: 1 is no text`},
		{"countries.geojson", `"code":"CC"`, `"code":"CC","side":"CC"`, `side: "CC" is no side of the scenario; write AA or BB`},
		{"countries.geojson", `[-1,1],[-1,-1]`, `[-1,91],[-1,-1]`, `coordinates ring 1, vertex 3: latitude 91 is beyond ±90`},
		{"countries.geojson", `[0.6,-0.6],[0.5,-0.5]]`, `[0.6,-0.6]]`, `feature 2: coordinates polygon 1, ring 2: the ring is not closed`},
		{"countries.geojson", `[0.6,-0.5],[0.6,-0.6]`, `[0.6,-0.5],[0.7,-0.5]`, `feature 2: coordinates polygon 1, ring 2: the ring holds no ground`},
		{"countries.geojson", `"Polygon","coordinates":[[[0,0],[0,1],[-1,1],[-1,-1],[0,-1],[0,0]]]`, `"Point","coordinates":[0,0]`, `geometry: is a Point; it has to be Polygon or MultiPolygon`},
	} {
		dir := copyOfDrawn(t)
		edit(t, dir, c.file, c.old, c.now)
		_, _, err := data.ReadScenario(dir)
		if err == nil || !strings.Contains(err.Error(), c.file+": ") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %s: %v, want %q", c.file, c.now, err, c.want)
		}
	}
}

// TestWaysRight: what lies at the edge of what is allowed.
func TestWaysRight(t *testing.T) {
	for _, c := range []struct{ file, old, now string }{
		{"routes.geojson", `"speed_limit_kmh":40`, `"speed_limit_kmh":500`},
		{"routes.geojson", `"speed_limit_kmh":40`, `"speed_limit_kmh":null`},
		{"routes.geojson", `"one_way":true`, `"one_way":true,"current_kmh":0`}, // as a table has it that has the column
		{"routes.geojson", `"current_kmh":-1.5`, `"current_kmh":50,"one_way":true`},
		{"landings.geojson", `"change_min":20`, `"change_min":0`},
		{"landings.geojson", `"change_min":20`, `"change_min":1440`},
		{"landings.geojson", `"side":"AA"`, `"side":""`},
		{"countries.geojson", `"code":"CC"`, `"code":"CC","side":"BB"`}, // two countries of one side
		{"countries.geojson", `"name":"Northland"`, `"name":null`},
		{"landings.geojson", `[1.5,0]`, `[1.5,0.9]`}, // far from every route, by open water
	} {
		dir := copyOfDrawn(t)
		edit(t, dir, c.file, c.old, c.now)
		if _, _, err := data.ReadScenario(dir); err != nil {
			t.Errorf("%s: %s: %v", c.file, c.now, err)
		}
	}
}

// TestLandingWithoutWater: where nothing is known of open water, a landing
// lies by a route.
func TestLandingWithoutWater(t *testing.T) {
	dir := copyOfDrawn(t)
	if err := os.Remove(filepath.Join(dir, "land.geojson")); err != nil {
		t.Fatal(err)
	}
	edit(t, dir, "landings.geojson", "[1.5,0]", "[1.5,-0.009]")
	if _, _, err := data.ReadScenario(dir); err != nil {
		t.Errorf("995 m from a route: %v", err)
	}
	edit(t, dir, "landings.geojson", "[1.5,-0.009]", "[1.5,-0.0091]")
	_, _, err := data.ReadScenario(dir)
	const want = `(id "quay"): coordinates: lies 1006.23 m from the nearest travel route, "stream", and there is no land.geojson: there is nothing to turn to; move it to within 1000 m of a route`
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}

// TestWaysOfBrokenRoutes: what hangs on routes is not blamed where these are
// not whole.
func TestWaysOfBrokenRoutes(t *testing.T) {
	for _, c := range []struct{ file, old, now string }{
		{"routes.geojson", "[[0,0.1],[1,0.1]]", "[[0,0.1]]"},
		{"border.geojson", `"id":"hills"`, `"id":"stream"`},
	} {
		dir := copyOfDrawn(t)
		edit(t, dir, c.file, c.old, c.now)
		edit(t, dir, "barriers.geojson", "[0,0.1]", "[0.5,0.5]")
		_, _, err := data.ReadScenario(dir)
		if err == nil || strings.Contains(err.Error(), "barriers") || !strings.Contains(err.Error(), c.file) {
			t.Errorf("%s: %v", c.file, err)
		}
	}
	dir := copyOfDrawn(t)
	put(t, filepath.Join(dir, "land.geojson"), `{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}`)
	edit(t, dir, "landings.geojson", "[1.5,0]", "[1.5,0.9]")
	if _, _, err := data.ReadScenario(dir); err == nil || strings.Contains(err.Error(), "landings") {
		t.Errorf("land of an open ring: %v", err)
	}
}
