package data_test

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/geo"
	"lindero/internal/reporttest"
	"lindero/planner"
	"lindero/sectors"
)

// drawn is a scenario that can be checked by hand; its picture is in its
// scenario.yaml.
const drawn = "testdata/scenario"

func reportOf(t testing.TB, name string) *planner.Report {
	t.Helper()
	s, _, err := data.ReadScenario(name)
	if err != nil {
		t.Fatal(err)
	}
	return reporttest.Of(t, s)
}

func TestDrawnScenario(t *testing.T) {
	const degree = 111319.4907932
	want := []struct {
		id       string
		from, to float64
		reason   planner.Reason
	}{
		{"hills", 10500, degree/2 - 5000, planner.BeyondReach},
		{"hills", degree/2 + 5000, degree, planner.BeyondReach},
		{"stream", 0, degree/4 - 13000, planner.BeyondReach},
		{"stream", degree/4 + 13000, degree / 2, planner.BeyondReach},
		{"bay", 0, degree, planner.NoPatrol},
		{"lane", 0, degree / 2, planner.NoPatrol},
	}
	r := reportOf(t, drawn)
	if len(r.Gaps) != len(want) {
		t.Fatalf("%d gaps, want %d", len(r.Gaps), len(want))
	}
	for i, w := range want {
		g := r.Gaps[i]
		id := r.Coverage.Layout.Routes[g.Route].ID
		if id != w.id || math.Abs(g.Span.FromM-w.from) > 0.001 || math.Abs(g.Span.ToM-w.to) > 0.001 || g.Reason != w.reason {
			t.Errorf("gap %d is %s %v %s, want %v", i, id, g.Span, g.Reason, w)
		}
	}
	if g := r.Gaps[0]; r.Coverage.Layout.Scenario.Posts[g.Nearest.Post].Name != "Camp Xray" || math.Abs(g.Nearest.DistanceM-5000) > 0.001 {
		t.Errorf("nearest to the first gap: %+v", g.Nearest)
	}
}

// TestReadWhole finds every value of the drawn scenario.
func TestReadWhole(t *testing.T) {
	s, defaults, err := data.ReadScenario(drawn)
	if err != nil || len(defaults) > 0 {
		t.Fatal(defaults, err)
	}
	zone, err := time.LoadLocation("America/Guatemala")
	if err != nil {
		t.Fatal(err)
	}
	if !s.Start.Equal(time.Date(2027, 1, 4, 0, 0, 0, 0, zone)) {
		t.Errorf("start %v", s.Start)
	}
	for _, c := range []struct {
		name      string
		got, want any
	}{
		{"sides", s.Sides[1].Code + s.Sides[1].Name + s.Sides[1].TimeZone, "BBSouthlandAmerica/Mexico_City"},
		{"zone", s.Sides[1].Zone.String(), "America/Mexico_City"},
		{"rules", s.Rules, sectors.Rules{RevisitH: sectors.PerKind{Land: 168, River: 48, Sea: 24},
			OffRouteSpeedKmh: sectors.PerKind{Land: 3, River: 6, Sea: 15}, DetourFactor: 2,
			Daylight: []sectors.Kind{sectors.Sea}, MeetingToleranceMin: 20, IfAbsent: sectors.GoHome}},
		{"border", s.Border[1].ID + s.Border[1].Name + string(s.Border[1].Kind) + s.Border[1].Left + s.Border[1].Right, "streamThe StreamriverAABB"},
		{"current", s.Routes[2].CurrentKmh, -1.5},
		{"track", []any{s.Routes[1].Side, s.Routes[1].Watched, s.Routes[1].Travel, s.Routes[1].OneWay, s.Routes[1].SpeedLimitKmh}, []any{"AA", false, true, true, 40.0}},
		{"post", s.Posts[2], sectors.Post{ID: "bb-mid", Name: "Camp Xray", Side: "BB", At: orb.Point{0.5, 0}}},
		{"layers", s.Patrols[0].Layer + " " + s.Patrols[2].Layer, "surface ridge"},
		{"until", s.Patrols[1].AvailableTo.Equal(time.Date(2027, 2, 1, 0, 0, 0, 0, zone)), true},
		{"pairs", s.Pairs, []sectors.FixedPair{{ID: "pair-1", Patrols: [2]string{"unit-a1", "unit-b1"}}}},
		{"sectors", s.Sectors, []sectors.FixedSector{{ID: "sector-1", Pair: "pair-1", Line: orb.LineString{{0, 0}, {0.5, 0}}}}},
		{"meeting points", s.MeetingPoints, []sectors.MeetingPoint{{ID: "bridge", Name: "The Bridge", At: orb.Point{0.25, 0}, Room: 2}}},
		{"risks", len(s.Risks), 3},
		{"risk", s.Risks[0], sectors.Risk{ID: "market", Weight: 2, RadiusM: 5000, Shape: orb.Point{0.7, 0}}},
		{"areas", s.SearchAreas[0].ID + s.SearchAreas[0].Side + s.Forbidden[0].ID, "fisheryBBminefield"},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// TestHashOfCopy names a scenario by its values, wherever it lies.
func TestHashOfCopy(t *testing.T) {
	for _, name := range data.Embedded() {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(filepath.Join("scenarios", name))); err != nil {
			t.Fatal(err)
		}
		box, _, err := data.ReadScenario(name)
		if err != nil {
			t.Fatal(err)
		}
		copied, _, err := data.ReadScenario(dir)
		if err != nil {
			t.Fatal(err)
		}
		again, _, err := data.ReadScenario(name)
		if err != nil {
			t.Fatal(err)
		}
		if box.Hash() != copied.Hash() || box.Hash() != again.Hash() {
			t.Errorf("%s: %s, copied %s, again %s", name, box.Hash(), copied.Hash(), again.Hash())
		}
	}
}

// TestHashOfForms gives two ways of writing one value one hash.
func TestHashOfForms(t *testing.T) {
	before, _, err := data.ReadScenario(drawn)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(drawn)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ file, old, now string }{
		{"scenario.yaml", "start: 2027-01-04", "start: 2027-01-04T06:00:00Z"},
		{"scenario.yaml", "period_d: 28", "period_d: 2.8e1"},
		{"patrols.csv", "2027-01-04", "2027-01-04T07:00:00+01:00"},
		{"patrols.csv", "bb-mid,ridge", "bb-mid, ridge "},
		{"patrols.csv", ",aa-west,,", ",aa-west,surface,"},
		{"posts.geojson", `,"watch_radius_m":0`, ""},
		{"posts.geojson", "[1.25,0]", "[ 1.250, 0.0, 900 ]"},
	} {
		name := filepath.Join(dir, c.file)
		text, err := os.ReadFile(name)
		if err != nil || !strings.Contains(string(text), c.old) {
			t.Fatalf("%s does not hold %q, %v", c.file, c.old, err)
		}
		put(t, name, strings.Replace(string(text), c.old, c.now, 1))
		after, _, err := data.ReadScenario(dir)
		if err != nil {
			t.Fatal(err)
		}
		if after.Hash() != before.Hash() {
			t.Errorf("%q for %q is another hash", c.now, c.old)
		}
	}
}

// TestHashOfEachValue changes every value that a scenario holds, one at a
// time: each has to change the hash.
func TestHashOfEachValue(t *testing.T) {
	s, _, err := data.ReadScenario(drawn)
	if err != nil {
		t.Fatal(err)
	}
	s.Covered = []orb.Polygon{{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}}
	otherLine, err := geo.NewLine(orb.LineString{{7, 7}, {8, 8}})
	if err != nil {
		t.Fatal(err)
	}
	before, changed := s.Hash(), 0
	var walk func(path string, v reflect.Value)
	try := func(path string, v reflect.Value, other any) {
		old := reflect.New(v.Type()).Elem()
		old.Set(v)
		v.Set(reflect.ValueOf(other).Convert(v.Type()))
		if s.Hash() == before {
			t.Errorf("%s does not matter to the hash", path)
		}
		v.Set(old)
		changed++
	}
	walk = func(path string, v reflect.Value) {
		switch x := v.Interface().(type) {
		case time.Time:
			try(path, v, x.Add(time.Second))
			return
		case orb.Geometry:
			if v.Kind() == reflect.Interface {
				try(path, v, orb.Point{12, 34})
				return
			}
		}
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type().Field(i).Tag.Get("json") == "-" {
					continue // follows from another
				}
				walk(path+"."+v.Type().Field(i).Name, v.Field(i))
			}
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				walk(path, v.Index(i))
			}
			if v.Len() == 0 {
				t.Errorf("%s is empty: the test does not reach it", path)
			}
		case reflect.String:
			try(path, v, v.String()+"x")
		case reflect.Float64:
			try(path, v, v.Float()+1e-9)
		case reflect.Bool:
			try(path, v, !v.Bool())
		case reflect.Int:
			try(path, v, int(v.Int()+1))
		case reflect.Pointer: // a line
			try(path, v, otherLine)
		default:
			t.Errorf("%s: no way to change a %v", path, v.Kind())
		}
	}
	walk("scenario", reflect.ValueOf(s).Elem())
	if after := s.Hash(); after != before || changed < 150 {
		t.Errorf("%d values were changed; the hash is %s, was %s", changed, after, before)
	}
}

// TestPublicLeaksNothing searches all that the public may see for every id and
// name of a post or patrol.
func TestPublicLeaksNothing(t *testing.T) {
	for _, name := range append(data.Embedded(), drawn) {
		r := reportOf(t, name)
		s := r.Coverage.Layout.Scenario
		var secret []string
		for _, p := range s.Posts {
			secret = append(secret, p.ID, p.Name)
		}
		for _, p := range s.Patrols {
			secret = append(secret, p.ID, p.Post)
		}
		shown := 0
		for _, c := range data.Collections(data.Public) {
			if !slices.Contains([]string{"border", "gaps", "countries", "land"}, c.Name) {
				t.Errorf("%s is public", c.Name)
			}
			for f := range c.Features(r, data.Public) {
				delete(f.Properties, "name") // a stretch may be named after the town a post is in
				text, err := json.Marshal(f)
				if err != nil {
					t.Fatal(err)
				}
				for _, word := range secret {
					if strings.Contains(string(text), word) {
						t.Errorf("%s %s tells %q: %s", c.Name, f.ID, word, text)
					}
				}
				if strings.Contains(string(text), "post") || strings.Contains(string(text), "patrol") || strings.Contains(string(text), "reason") {
					t.Errorf("%s %s tells of posts or patrols: %s", c.Name, f.ID, text)
				}
				shown++
			}
		}
		if shown == 0 {
			t.Errorf("%s shows nothing", name)
		}
		for _, private := range []string{"posts", "patrols", "routes", "coverage"} {
			named := func(c data.Collection) bool { return c.Name == private }
			if slices.ContainsFunc(data.Collections(data.Public), named) {
				t.Errorf("the public may see %s", private)
			}
			if !slices.ContainsFunc(data.Collections(data.Full), named) {
				t.Errorf("nobody may see %s", private)
			}
		}
	}
}

func TestReadScenarioFails(t *testing.T) {
	for name, want := range map[string]string{
		"":                             "there is no such folder",
		"../data/testdata/nowhere":     "there is no such folder",
		"../scenarios/guatemala-mexic": "there is no such folder",
		"doc.go":                       "is a file, and a scenario is a folder",
		"testdata":                     "the file is missing",
		"a\x00b":                       "cannot be opened: invalid argument",
	} {
		s, _, err := data.ReadScenario(name)
		var input *data.InputError
		if s != nil || !errors.As(err, &input) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", name, err, want)
		}
	}
}
