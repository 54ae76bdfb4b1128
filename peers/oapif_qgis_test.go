//go:build peers

package peers

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// oapifLayer is what QGIS knows of a layer of an OGC API.
type oapifLayer struct {
	Valid         bool
	Count         int
	Geometry, CRS string
	Fields        map[string]string
	Extent        []float64
	InBox         int `json:"in_box"`
	Rivers        int
	Features      []struct {
		Properties map[string]any
		Length     float64 // in degrees
		Valid      bool
	}
}

// qgis runs a script with QGIS's bindings.
func qgis(t *testing.T, name string, job, said any) {
	t.Helper()
	text, err := json.Marshal(job)
	if err != nil {
		t.Fatal(err)
	}
	script, err := filepath.Abs(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	runtime := filepath.Join(t.TempDir(), "runtime")
	if err := os.Mkdir(runtime, 0o700); err != nil {
		t.Fatal(err)
	}
	out := run{
		name: systemPython, args: []string{script, write(t, "job.json", string(text))},
		env: []string{"QT_QPA_PLATFORM=offscreen", "XDG_RUNTIME_DIR=" + runtime},
	}.output(t)
	readJSON(t, []byte(out), said)
}

// TestQGISReadsDatasets loads every collection as QGIS's own provider for OGC
// APIs does, with nothing set but the address, and draws the vector tiles.
func TestQGISReadsDatasets(t *testing.T) {
	r := record(t, serve(t, "guatemala-mexico", "andorra"))
	box := [4]float64{-92.5, 14, -91.5, 15.5}
	datasets, all := map[string][]string{}, map[string]*served{}
	for _, root := range []string{"", "plans/current", "scenarios/guatemala-mexico", "plans/andorra"} {
		for _, c := range collectionsOf(t, r.address, root) {
			if len(c.features) == 0 {
				continue // QGIS has no layer without a feature (its issue 56946)
			}
			datasets[r.address+root] = append(datasets[r.address+root], c.name)
			all[r.address+root+" "+c.name] = c
		}
	}
	r.requests(t)
	const colour = "#e3001b"
	png := picture(t, "qgis-tiles.png")
	var said struct {
		Layers           map[string]oapifLayer
		Tiles, Saved     bool
		MetresAPixel     float64 `json:"metres_a_pixel"`
		Errors, Warnings []string
	}
	qgis(t, "qgis_oapif.py", map[string]any{
		"datasets": datasets, "box": box, "png": png, "colors": map[string]string{"border": colour},
		"tiles":  r.address + "plans/current/tiles/WebMercatorQuad/{z}/{y}/{x}?f=mvt",
		"extent": [4]float64{-10.6e6, 1.2e6, -9.8e6, 2.1e6},
	}, &said)
	if len(said.Errors)+len(said.Warnings) > 0 || !said.Saved {
		t.Errorf("QGIS complains: %q %q, saved: %v", said.Errors, said.Warnings, said.Saved)
	}
	for name, c := range all {
		l, ok := said.Layers[name]
		if !ok {
			t.Errorf("%s: no layer", name)
			continue
		}
		checkQGIS(t, strings.TrimPrefix(name, r.address), &l, c, box)
	}
	requests := r.requests(t)
	tiles := 0
	for _, a := range requests {
		if strings.Contains(a.path, "/tiles/") {
			tiles++
		}
	}
	if !said.Tiles || tiles == 0 {
		t.Errorf("tiles: valid %v, %d asked for", said.Tiles, tiles)
	}
	checkTiles(t, png, colour, said.MetresAPixel, named(t, collectionsOf(t, r.address, "plans/current"), "border"))
	// QGIS asks for pages of a thousand, as the description of the API lets it.
	limits := map[string]int{}
	for _, a := range ending(requests, "/sorties/items") {
		limits[a.query.Get("limit")]++
	}
	if limits["1000"] == 0 || limits["100"] > 0 {
		t.Errorf("sorties were asked for in pages of %v", limits)
	}
}

// checkQGIS holds a layer to what is served.
func checkQGIS(t *testing.T, name string, l *oapifLayer, c *served, box [4]float64) {
	t.Helper()
	if !l.Valid || l.Count != len(c.features) || len(l.Features) != len(c.features) || l.Geometry != c.features[0].Geometry.Type || l.CRS != "EPSG:4326" && l.CRS != "OGC:CRS84" {
		t.Fatalf("%s: valid %v, %d features, %d read, %s in %s, want %d", name, l.Valid, l.Count, len(l.Features), l.Geometry, l.CRS, len(c.features))
	}
	for i, want := range c.bbox {
		if math.Abs(l.Extent[i]-want) > 1e-6 {
			t.Errorf("%s: extent %v, want %v", name, l.Extent, c.bbox)
			break
		}
	}
	inBox, rivers := 0, 0
	byID := map[string]int{}
	for i, f := range c.features {
		byID[f.ID] = i
		inside := false
		for _, p := range f.places(t) {
			inside = inside || p[0] >= box[0] && p[0] <= box[2] && p[1] >= box[1] && p[1] <= box[3]
		}
		if inside {
			inBox++
		}
		if f.Properties["kind"] == "river" {
			rivers++
		}
	}
	if l.InBox < inBox || c.features[0].Geometry.Type == "Point" && l.InBox != inBox {
		t.Errorf("%s: %d features in the box, want %d", name, l.InBox, inBox)
	}
	if _, ok := c.fields["kind"]; ok && l.Rivers != rivers {
		t.Errorf("%s: %d features of rivers, want %d", name, l.Rivers, rivers)
	}
	for key, of := range c.fields {
		want := ogrType(of.Type, of.Format)
		if want == "Integer(Boolean)" {
			want = "Boolean"
		}
		if of.Type == "array" && emptyAtFirst(c, key) {
			continue // QGIS takes it for text, and reads no schema
		}
		if _, there := l.Fields[key]; !there && !slices.ContainsFunc(c.features, func(f feature) bool { return f.Properties[key] != nil }) {
			continue // what no feature has is not sent, as QGIS would take it for text
		}
		if got := l.Fields[key]; got != want {
			t.Errorf("%s: QGIS takes %s for %q, want %s", name, key, got, want)
		}
	}
	bad := 0
	for i := range l.Features {
		got, want := &l.Features[i], &c.features[i]
		for key, v := range want.Properties {
			if of := c.fields[key]; of.Type == "array" && emptyAtFirst(c, key) {
				continue
			} else if text, ok := v.(string); ok && of.Format == "date-time" {
				v = text[:len("2006-01-02T15:04:05")] + "Z" // QGIS keeps what clocks there show
			}
			if !sameValue(got.Properties[key], v) && bad < 5 {
				bad++
				t.Errorf("%s: %s of %s is %v, want %v", name, key, want.ID, got.Properties[key], v)
			}
		}
		if math.Abs(got.Length-degreesOf(t, want)) > 1e-6 || !got.Valid && !hasPoint(t, want) {
			t.Errorf("%s: the shape of %s is %v° long, want %v; valid: %v", name, want.ID, got.Length, degreesOf(t, want), got.Valid)
		}
	}
}

// emptyAtFirst reports whether a list is null in all of the first features.
func emptyAtFirst(c *served, key string) bool {
	for _, f := range c.features[:min(10, len(c.features))] {
		if f.Properties[key] != nil {
			return false
		}
	}
	return true
}

// hasPoint reports whether a part of a shape is as short as its decimals can
// say: such lines are in no sense valid to GEOS.
func hasPoint(t *testing.T, f *feature) bool {
	t.Helper()
	for _, p := range f.lines(t) {
		if len(p) == 2 && p[0] == p[1] {
			return true
		}
	}
	return false
}

// degreesOf measures a shape in the plane of longitude and latitude.
func degreesOf(t *testing.T, f *feature) float64 {
	t.Helper()
	sum := 0.0
	for _, p := range f.lines(t) {
		for i := 1; i < len(p); i++ {
			sum += math.Hypot(p[i][0]-p[i-1][0], p[i][1]-p[i-1][1])
		}
	}
	return sum
}

// checkTiles counts the pixels of the border, which is drawn 4 pixels wide.
func checkTiles(t *testing.T, png, colour string, metresAPixel float64, border *served) {
	t.Helper()
	metres := 0.0
	at := func(p [2]float64) (x, y float64) {
		const r = 6378137 * math.Pi / 180
		return p[0] * r, 6378137 * math.Asinh(math.Tan(p[1]*math.Pi/180))
	}
	for i := range border.features {
		places := border.features[i].places(t)
		for k := 1; k < len(places); k++ {
			ax, ay := at(places[k-1])
			bx, by := at(places[k])
			metres += math.Hypot(bx-ax, by-ay)
		}
	}
	got, want := count(t, png, colour), metres/metresAPixel*4
	t.Logf("%s: %d pixels of the border, about %.0f expected", png, got, want)
	if math.Abs(float64(got)/want-1) > 0.2 {
		t.Errorf("%d pixels have the colour of the border, want about %.0f", got, want)
	}
}
