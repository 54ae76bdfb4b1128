package data

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"lindero/geo"
	"lindero/geo/frontier"
)

// features writes a file of triangles with the given properties.
func features(t *testing.T, properties ...string) string {
	t.Helper()
	var all []string
	for i, p := range properties {
		all = append(all, fmt.Sprintf(`{"type":"Feature","properties":{%s},"geometry":{"type":"Polygon","coordinates":[[[%d,0],[%d,1],[%d,0],[%d,0]]]}}`, p, 2*i, 2*i, 2*i+1, 2*i))
	}
	name := filepath.Join(t.TempDir(), "c.geojson")
	text := `{"type":"FeatureCollection","features":[` + strings.Join(all, ",") + `]}`
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

func codes(c *Countries) []string {
	var out []string
	for _, l := range c.Lands {
		out = append(out, fmt.Sprintf("%s×%d", l.Code, len(l.Polygons)))
	}
	return out
}

// TestKey finds the property that names countries among those that look so.
func TestKey(t *testing.T) {
	for _, tt := range []struct {
		name       string
		properties []string
		key        string
		lands      []string
		without    int
	}{
		{"as Natural Earth: France and Norway lack a code in some, and there are other codes of two letters", []string{
			`"ISO_A3":"-99","ISO_A3_EH":"FRA","ADM0_A3":"FRA","FIPS_10":"FR","POSTAL":"F","CONTINENT":"EU"`,
			`"ISO_A3":"-99","ISO_A3_EH":"NOR","ADM0_A3":"NOR","FIPS_10":"-99","POSTAL":"N","CONTINENT":"EU"`,
			`"ISO_A3":"DEU","ISO_A3_EH":"DEU","ADM0_A3":"DEU","FIPS_10":"GM","POSTAL":"D","CONTINENT":"EU"`,
			`"ISO_A3":"SSD","ISO_A3_EH":"SSD","ADM0_A3":"SDS","FIPS_10":"OD","POSTAL":"SS","CONTINENT":"AF"`,
			`"ISO_A3":"-99","ISO_A3_EH":"-99","ADM0_A3":"SOL","FIPS_10":"-99","POSTAL":"SL","CONTINENT":"AF"`,
		}, "ISO_A3_EH", []string{"DE×1", "FR×1", "NO×1", "SS×1"}, 1},
		{"alpha-2 in small letters, several features of one", []string{`"cc":"gt"`, `"cc":"mx"`, `"cc":"gt"`}, "cc", []string{"GT×2", "MX×1"}, 0},
		{"two that agree", []string{`"b":"GT","a":"GTM"`, `"b":"MX","a":"MEX"`}, "a", []string{"GT×1", "MX×1"}, 0},
		{"not the one that several share", []string{`"a":"FR","cc":"FR"`, `"a":"FR","cc":"GF"`}, "cc", []string{"FR×1", "GF×1"}, 0},
		{"the id", []string{`"id":"GTM"`, `"id":"MEX"`}, "id", []string{"GT×1", "MX×1"}, 0},
		{"Kosovo", []string{`"a":"XKX"`, `"a":"SRB"`}, "a", []string{"RS×1", "XK×1"}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := features(t, tt.properties...)
			c, err := ReadCountries(context.Background(), file, "", nil)
			if err != nil {
				t.Fatal(err)
			}
			if c.Key != tt.key || !slices.Equal(codes(c), tt.lands) || c.Without != tt.without {
				t.Errorf("key %s, lands %v, without %d", c.Key, codes(c), c.Without)
			}
		})
	}
}

func TestKeyGiven(t *testing.T) {
	file := features(t, `"ISO_A3":"GTM","region":"north coast"`, `"ISO_A3":"MEX","region":7`)
	c, err := ReadCountries(context.Background(), file, "region", nil)
	if err != nil || !slices.Equal(codes(c), []string{"7×1", "NORTH COAST×1"}) {
		t.Errorf("%v, %v", codes(c), err)
	}
}

func TestReadCountriesStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	file := features(t, `"a":"GTM"`, `"a":"MEX"`)
	if _, err := ReadCountries(ctx, file, "", func(_, _ int64) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// TestZones wants every zone of the table to be one that Go knows, at a place
// on earth, and the nearest to be found.
func TestZones(t *testing.T) {
	if n := len(zones()[""]); n < 400 {
		t.Fatalf("%d zones", n)
	}
	for _, z := range zones()[""] {
		if _, err := time.LoadLocation(z.name); err != nil {
			t.Error(err)
		}
	}
	for in, want := range map[string][2]float64{
		"+4230+00131": {1 + 31.0/60, 42.5}, "-1247+04514": {45 + 14.0/60, -12 - 47.0/60}, "+404251-0740023": {-74 - 23.0/3600, 40 + 42.0/60 + 51.0/3600},
	} {
		if got := zonePlace(in); geo.DistanceM(got, want) > 1e-6 {
			t.Errorf("%s: %v, want %v", in, got, want)
		}
	}
	alaska := []orb.LineString{{{-141, 60}, {-141, 65}, {-141, 69}}}
	for code, want := range map[string]string{"US": "America/Yakutat", "CA": "America/Dawson", "GT": "America/Guatemala", "XK": "America/Dawson"} {
		if got := zoneNear(code, alaska); got != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
}

// Of a country with several zones, that of most of the border counts, not of
// the place nearest to any of its ends.
func TestZoneOfMost(t *testing.T) {
	ends := []orb.LineString{{{135, 48}, {128, 50}, {120, 53}, {116, 49}}, {{88, 49}, {87.3, 49.1}}}
	for code, want := range map[string]string{"CN": "Asia/Shanghai", "RU": "Asia/Chita"} {
		if got := zoneNear(code, ends); got != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
}

// A part too short to be written is none.
func TestNoLength(t *testing.T) {
	file := features(t, `"a":"GT"`)
	for width, want := range map[float64]int{1e-10: 0, 1e-5: 1} {
		line := orb.Ring{{1, 1}, {1 + width, 1}}
		d := &Drafting{Countries: &Countries{File: file, Lands: []frontier.Land{
			{Code: "GT", Polygons: orb.MultiPolygon{{append(slices.Clone(line), orb.Point{1, 2}, orb.Point{1, 1})}}},
			{Code: "MX", Polygons: orb.MultiPolygon{{append(slices.Clone(line), orb.Point{1, 0}, orb.Point{1, 1})}}},
		}}}
		got, err := d.All(context.Background())
		if len(got) != want || (err == nil) != (want > 0) {
			t.Errorf("%v wide: %d borders, %v", width, len(got), err)
		}
	}
}

// TestSpread holds what is promised of patrols: each starts from a place, none
// is used twice while others are left, and a stretch with places has the
// nearest of them.
func TestSpread(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const length = 1000.0
		n := rapid.IntRange(1, 12).Draw(t, "patrols")
		places := make([]placed, rapid.IntRange(1, 20).Draw(t, "places"))
		for i := range places {
			places[i].ChainageM = rapid.Float64Range(0, length).Draw(t, "chainage")
			places[i].OffsetM = rapid.Float64Range(0, 40).Draw(t, "offset")
		}
		got := spread(places, n, length)
		used := map[int]bool{}
		for _, i := range got {
			used[i] = true
		}
		if want := min(n, len(places)); len(got) != n || len(used) != want {
			t.Fatalf("%d patrols at %d places, want %d at %d", len(got), len(used), n, want)
		}
		for i, p := range places {
			k := min(int(p.ChainageM/length*float64(n)), n-1)
			if at := places[got[k]]; at.OffsetM > p.OffsetM {
				t.Errorf("patrol %d starts %v m off, place %d is %v m off", k, at.OffsetM, i, p.OffsetM)
			}
		}
	})
}

func TestPostIDs(t *testing.T) {
	ids := postIDs{}
	var got []string
	for _, name := range []string{"San José", "San Jose 2", "San José", "San-José!", "北京", "", strings.Repeat("Llanfair ", 9)} {
		got = append(got, ids.next("GT", name))
	}
	want := []string{"gt-san-jose", "gt-san-jose-2", "gt-san-jose-3", "gt-san-jose-4", "gt-post", "gt-post-2",
		"gt-llanfair-llanfair-llanfair-llanfair-llan"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// TestFolder wants a folder whole or not at all.
func TestFolder(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "new")
	listed := func() string {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return strings.Join(names, " ")
	}
	write := func(f *Folder, below string) {
		t.Helper()
		line, err := geo.NewLine(orb.LineString{{0, 0}, {1, 0}})
		if err != nil {
			t.Fatal(err)
		}
		d := &Draft{Line: line}
		if err := d.Write(f, below); err != nil {
			t.Fatal(err)
		}
	}
	f, err := CreateFolder(name)
	if err != nil {
		t.Fatal(err)
	}
	write(f, "")
	if f.Abandon(); listed() != "" {
		t.Errorf("abandoned: %s", listed())
	}
	if f, err = CreateFolder(name); err != nil {
		t.Fatal(err)
	}
	write(f, "below")
	if listed() == "new" {
		t.Error("the folder has its name before it is whole")
	}
	if err := f.Commit(); err != nil || listed() != "new" {
		t.Errorf("committed: %v, %s", err, listed())
	}
	if _, err := os.Stat(filepath.Join(name, "below", "scenario.yaml")); err != nil {
		t.Error(err)
	}
	if _, err := CreateFolder(name); err == nil {
		t.Error("a folder that is not empty is written over")
	}
	// What came meanwhile stays, and nothing of ours beside it.
	other := filepath.Join(dir, "other")
	if f, err = CreateFolder(other); err != nil {
		t.Fatal(err)
	}
	write(f, "")
	if err := os.MkdirAll(filepath.Join(other, "posts.geojson"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := f.Commit(); err == nil {
		t.Error("a folder that is not empty any more is written over")
	}
	if entries, _ := os.ReadDir(other); len(entries) != 1 || listed() != "new other" {
		t.Errorf("left: %v, %s", entries, listed())
	}
}

// TestOriginOfPipe wants a pipe read once only, by those who need what is in it.
func TestOriginOfPipe(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	name := fmt.Sprintf("/dev/fd/%d", r.Fd())
	if _, err := os.Stat(name); err != nil {
		t.Skip("no /dev/fd here")
	}
	if _, err := w.WriteString("x"); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	s, err := originOf(name)
	if err != nil || s.Name != filepath.Base(name) || s.Licence != notStated {
		t.Errorf("%+v, %v", s, err)
	}
	if text, err := io.ReadAll(r); string(text) != "x" {
		t.Errorf("left is %q, %v", text, err)
	}
}
