package data_test

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	osmlib "github.com/paulmach/osm"

	"lindero/data"
	"lindero/data/osm"
	"lindero/sectors"
)

// extractFile is a file of OpenStreetMap in the module that reads it.
func extractFile(t testing.TB, name string) string {
	t.Helper()
	out, err := exec.CommandContext(context.Background(), "go", "list", "-m", "-f", "{{.Dir}}", "github.com/paulmach/osm").Output()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(string(bytes.TrimSpace(out)), "testdata", name)
}

// copied returns a folder with a copy of the files of another.
func copied(t testing.TB, from string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestImportAndorra accounts for all of the 4,518 highways of the extract and
// for their length, and asks the even-odd rule on which side each part lies.
func TestImportAndorra(t *testing.T) {
	dir, file := copied(t, "scenarios/andorra"), extractFile(t, "andorra-latest.osm.bz2")
	before := filesIn(t, dir)
	s, err := data.Import{File: file, Scenario: dir}.Ways(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dropped := 0
	for _, d := range s.Dropped {
		if d.Group == "highway" {
			dropped += d.Count
		}
	}
	if h := s.Highways; h.Found != 4518 || h.Kept+dropped != 4518 || h.Dropped != dropped || h.Kept != 3708 {
		t.Errorf("of %d highways %d are kept and %d dropped", h.Found, h.Kept, dropped)
	}
	if s.Waterways.Found != s.Waterways.Kept+s.Waterways.Dropped || s.Waterways.Found != 54 {
		t.Errorf("%+v", s.Waterways)
	}
	if s.Source != nil || s.Barriers == 0 || !s.Currents || s.Speeds.Count != 0 {
		t.Errorf("%+v", s)
	}
	checkLength(t, file, s.RoutesKm)
	scenario, _, err := data.ReadScenario(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(scenario.Routes) != s.Routes {
		t.Errorf("%d routes are read, %d were written", len(scenario.Routes), s.Routes)
	}
	checkSidesOf(t, scenario)

	// Again, from the same file: the same bytes, and nothing else has changed.
	first := filesIn(t, dir)
	for name, text := range before {
		if name != "routes.geojson" && first[name] != text {
			t.Errorf("%s has changed", name)
		}
	}
	if _, err := (data.Import{File: file, Scenario: dir}).Ways(t.Context()); err != nil {
		t.Fatal(err)
	}
	again := filesIn(t, dir)
	for name, text := range first {
		if again[name] != text {
			t.Errorf("the second import gives another %s", name)
		}
	}
	if len(again) != len(first) {
		t.Errorf("%d files became %d", len(first), len(again))
	}
}

// checkLength wants the routes to be as long as the ways that were kept.
func checkLength(t *testing.T, file string, km float64) {
	t.Helper()
	e, err := osm.Gather(func(each func(osmlib.Object) error) error {
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		defer f.Close()
		r, format, err := osm.Open(f)
		if err != nil {
			return err
		}
		return osm.Scan(t.Context(), r, format, each)
	}, osm.Rules{})
	if err != nil {
		t.Fatal(err)
	}
	want := 0.0
	for _, w := range e.Ways {
		for _, run := range w.Runs {
			want += osm.LengthM(run)
		}
	}
	if math.Abs(want-km*1000) > 1 {
		t.Errorf("routes of %.4f km, the ways kept are %.4f", km, want/1000)
	}
}

// checkSidesOf asks the even-odd rule about places along every route.
func checkSidesOf(t *testing.T, s *sectors.Scenario) {
	t.Helper()
	var ring orb.LineString
	for i := range s.Border {
		ring = append(ring, s.Border[i].Line.Parts()[0]...)
	}
	inside := func(p orb.Point) bool {
		in := false
		for i := 1; i < len(ring); i++ {
			a, b := ring[i-1], ring[i]
			if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0]+(p[1]-a[1])*(b[0]-a[0])/(b[1]-a[1]) {
				in = !in
			}
		}
		return in
	}
	line := osm.NewBorder([]osm.Stretch{{Parts: orb.MultiLineString{ring}}})
	counts := map[string]int{}
	for i := range s.Routes {
		r := &s.Routes[i]
		shape := r.Line.Parts()[0]
		counts[r.Side]++
		for k := 1; k < len(shape); k++ {
			for _, f := range []float64{0.01, 0.5, 0.99} {
				p := osm.Between(shape[k-1], shape[k], f)
				if k%8 > 0 && line.DistanceM(p) > 500 {
					continue // its neighbours tell
				}
				switch far := line.DistanceM(p); {
				case r.Side == "" && far > 30.5:
					t.Fatalf("%s belongs to no side, %.1f m from the border", r.ID, far)
				case r.Side != "" && far > 0.05 && inside(p) != (r.Side == "AD"):
					t.Fatalf("%s of %s at %v, %.2f m from the border", r.ID, r.Side, p, far)
				}
			}
		}
	}
	if counts["AD"] < 3000 || counts["EU"] < 100 || counts[""] < 20 || counts[""] > 100 {
		t.Errorf("routes by side: %v", counts)
	}
}

func filesIn(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = string(text)
	}
	return out
}

// delaware is a folder with a border like the western one of Delaware.
func delaware(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"scenario.yaml":  "format: 1\nname: Delaware\nstart: 2027-01-04\nsides:\n  - {code: MD, name: Maryland, time_zone: America/New_York}\n  - {code: US, name: Delaware, time_zone: America/New_York}\n",
		"border.geojson": `{"type":"Feature","id":"line","properties":{"kind":"land","left":"MD","right":"US"},"geometry":{"type":"LineString","coordinates":[[-75.05,38.451],[-75.693,38.46],[-75.7887,39.7222],[-75.72,39.8]]}}`,
		"posts.geojson":  `{"type":"FeatureCollection","features":[]}`,
		"patrols.csv":    "id,side,post,layer,speed_land_kmh,speed_river_kmh,speed_sea_kmh,watch_radius_m,shift_h,rest_h,shifts_per_week,available_from,available_to\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestImportDelaware(t *testing.T) {
	dir, file := delaware(t), extractFile(t, "delaware-latest.osm.pbf")
	s, err := data.Import{File: file, Scenario: dir, ThinM: 1.5, WithinM: 30_000}.Ways(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if h := s.Highways; h.Found != 60630 || h.Kept+h.Dropped != h.Found {
		t.Errorf("%+v", h)
	}
	if s.Source == nil || s.Landings == 0 || s.Barriers == 0 || s.CutAtBorder == 0 {
		t.Errorf("%+v", s)
	}
	kinds := map[string]bool{}
	for _, c := range s.Classes {
		kinds[c.Kind] = true
	}
	if len(kinds) != 3 {
		t.Errorf("kinds %v", kinds)
	}
	if far := slices.IndexFunc(s.Dropped, func(d data.ImportDropped) bool { return d.Reason == "far" }); far < 0 {
		t.Error("nothing is too far away")
	}
	if _, _, err := data.ReadScenario(dir); err != nil {
		t.Error(err)
	}
}

// BenchmarkImport reads the two extracts that the module brings along, of 3 and
// 8 MB.
func BenchmarkImport(b *testing.B) {
	for name, dir := range map[string]string{"andorra-latest.osm.bz2": copied(b, "scenarios/andorra"), "delaware-latest.osm.pbf": delaware(b)} {
		file := extractFile(b, name)
		b.Run(strings.Split(name, "-")[0], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := os.Remove(filepath.Join(dir, "routes.geojson")); err != nil && !os.IsNotExist(err) {
					b.Fatal(err)
				}
				if _, err := (data.Import{File: file, Scenario: dir, ThinM: 1.5}).Ways(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestImportKeepsVerticesOfBarriers: a barrier of the user on a vertex that could
// be thinned is on a vertex after the next import too.
func TestImportKeepsVerticesOfBarriers(t *testing.T) {
	dir := delaware(t)
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("ways.osm", `<osm><node id="1" lat="39" lon="-75.6"/><node id="2" lat="39" lon="-75.55"/><node id="3" lat="39" lon="-75.5"/><way id="8"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="track"/></way></osm>`)
	for _, thinM := range []float64{0, 1.5} {
		if _, err := (data.Import{File: filepath.Join(dir, "ways.osm"), Scenario: dir, ThinM: thinM}).Ways(t.Context()); err != nil {
			t.Fatal(err)
		}
		if thinM == 0 {
			write("barriers.geojson", `{"type":"FeatureCollection","features":[{"type":"Feature","id":"mine","properties":{"walk":true},"geometry":{"type":"Point","coordinates":[-75.55,39]}}]}`)
		}
	}
	if _, _, err := data.ReadScenario(dir); err != nil {
		t.Error(err)
	}
}

// A scenario that was there before, and what an import leaves of it.
func TestImportKeepsWhatIsNotItsOwn(t *testing.T) {
	dir := delaware(t)
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	own := `{"type":"Feature","id":"way-to-camp","properties":{"kind":"land","travel":true,"x":[1.50,2]},"geometry":{"type":"LineString","coordinates":[[-75.60,39],[-75.5,39.10]]}}`
	old := `{"type":"Feature","properties":{"id":"way-7-1","kind":"land","travel":true},"geometry":{"type":"LineString","coordinates":[[-75.6,39],[-75.5,39.1]]}}`
	write("routes.geojson", "\xef\xbb\xbf"+`{"note": "mine","type":"FeatureCollection", "features":[`+own+","+old+"]}")
	write("barriers.geojson", `{"type":"FeatureCollection","features":[{"type":"Feature","id":"node-2","properties":{"walk":true},"geometry":{"type":"Point","coordinates":[-75.6,39]}}]}`)
	write("ways.osm", `<osm><node id="1" lat="39" lon="-75.6"/><node id="2" lat="39" lon="-75.5"/><way id="8"><nd ref="1"/><nd ref="2"/><tag k="highway" v="track"/></way></osm>`)
	s, err := data.Import{File: filepath.Join(dir, "ways.osm"), Scenario: dir}.Ways(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	files := filesIn(t, dir)
	want := `{"type":"FeatureCollection","features":[` + "\n" + own + ",\n" +
		`{"id":"way-8","type":"Feature","geometry":{"type":"LineString","coordinates":[[-75.6,39],[-75.5,39]]},"properties":{"class":"track","kind":"land","side":"US","speed_limit_kmh":20,"travel":true,"watched":false}}` +
		"\n],\n\"note\":\"mine\"}\n"
	if files["routes.geojson"] != want {
		t.Errorf("%s\nwant %s", files["routes.geojson"], want)
	}
	if text, there := files["barriers.geojson"]; there {
		t.Errorf("a file with nothing left in it: %s", text)
	}
	if text, there := files["landings.geojson"]; there {
		t.Errorf("landings of nothing: %s", text)
	}
	var out map[string]any
	if raw, err := json.Marshal(s); err != nil || json.Unmarshal(raw, &out) != nil || out["source_to_add"] == nil {
		t.Errorf("%v, %v", out, err)
	}
}
