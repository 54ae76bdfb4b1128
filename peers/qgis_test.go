//go:build peers

package peers

import (
	"encoding/json"
	"fmt"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// qgisLayer is what QGIS knows of a layer.
type qgisLayer struct {
	Valid     bool              `json:"valid"`
	Count     int               `json:"count"` // as the layer says
	Read      int               `json:"read"`  // as many come when asked
	Geometry  string            `json:"geometry"`
	GeosValid int               `json:"geos_valid"`
	CRS       string            `json:"crs"`
	Fields    map[string]string `json:"fields"`
}

// The colours of the map, and how wide a gap is drawn.
const (
	gapColour    = "#e3001b"
	gapPixels    = 7
	mapW, mapH   = 1000, 700
	systemPython = "/usr/bin/python3" // QGIS's Python bindings belong to the system's Python
)

func TestQGISLoadsAndDraws(t *testing.T) {
	folder := thinned(t, "GT", "MX")
	g := writeGaps(t, folder)
	address := serve(t, folder)
	out := picture(t, "qgis-map.png")
	layers := map[string]string{
		"gaps.geojson": g.geojson,
		"gaps.csv":     g.csv + "|option:GEOM_POSSIBLE_NAMES=wkt|option:KEEP_GEOM_COLUMNS=NO",
	}
	counts := map[string]int{"gaps.geojson": g.GapCount, "gaps.csv": g.GapCount}
	for _, name := range collections {
		layers[name] = address + "collections/" + name + "/items"
		counts[name] = len(items(t, address, name).Features)
	}
	type style struct {
		Layer  string  `json:"layer"`
		Colour string  `json:"color"`
		Width  float64 `json:"width"`
	}
	job, err := json.Marshal(map[string]any{
		"layers": layers, "png": out, "size": []int{mapW, mapH},
		"map": []style{ // gaps on top, so that all of their pixels are seen
			{"gaps", gapColour, gapPixels},
			{"posts", "#1b4f9c", 9},
			{"border", "#222222", 3},
			{"routes", "#8fb8c9", 2},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	script, err := filepath.Abs("testdata/qgis_load.py")
	if err != nil {
		t.Fatal(err)
	}
	runtime := filepath.Join(t.TempDir(), "runtime")
	if err := os.Mkdir(runtime, 0o700); err != nil {
		t.Fatal(err)
	}
	text := run{
		name: systemPython, args: []string{script, write(t, "job.json", string(job))},
		env: []string{"QT_QPA_PLATFORM=offscreen", "XDG_RUNTIME_DIR=" + runtime},
	}.output(t)
	var said struct {
		Layers        map[string]qgisLayer `json:"layers"`
		Saved         bool                 `json:"saved"`
		DegreesAPixel float64              `json:"degrees_a_pixel"`
		Errors        []string             `json:"errors"`
		Warnings      []string             `json:"warnings"`
	}
	if err := json.Unmarshal([]byte(text), &said); err != nil {
		t.Fatalf("%v in %q", err, text)
	}
	for name, want := range counts {
		l := said.Layers[name]
		if !l.Valid || l.Count != want || l.Read != want {
			t.Errorf("%s: valid %v, %d features, %d read, want %d", name, l.Valid, l.Count, l.Read, want)
		}
		if l.GeosValid != want {
			t.Errorf("%s: %d of %d shapes are valid", name, l.GeosValid, want)
		}
		if name == "gaps.csv" {
			continue // a table says neither its type of shape nor its system
		}
		geometry := "MultiLineString"
		switch name {
		case "posts", "patrols", "meeting-points":
			geometry = "Point"
		case "countries", "land":
			geometry = "MultiPolygon"
		}
		if l.Geometry != geometry || l.CRS != "EPSG:4326" {
			t.Errorf("%s: %s in %q, want %s in EPSG:4326", name, l.Geometry, l.CRS, geometry)
		}
	}
	if len(said.Errors)+len(said.Warnings) > 0 || !said.Saved {
		t.Errorf("QGIS complains: %q %q, saved: %v", said.Errors, said.Warnings, said.Saved)
	}
	got := count(t, out, gapColour)
	want := degreesLong(t, items(t, address, "gaps")) / said.DegreesAPixel * gapPixels
	t.Logf("%s: %d gap pixels, about %.0f expected", out, got, want)
	if math.Abs(float64(got)/want-1) > 0.15 {
		t.Errorf("%d pixels have the colour of gaps, want about %.0f", got, want)
	}
}

// degreesLong sums the length of lines in the plane of longitude and latitude.
func degreesLong(t *testing.T, c collection) float64 {
	t.Helper()
	sum := 0.0
	for _, f := range c.Features {
		var parts [][][2]float64
		if err := json.Unmarshal(f.Geometry.Coordinates, &parts); err != nil {
			t.Fatal(err)
		}
		for _, p := range parts {
			for i := 1; i < len(p); i++ {
				sum += math.Hypot(p[i][0]-p[i-1][0], p[i][1]-p[i-1][1])
			}
		}
	}
	return sum
}

// count counts the pixels of a picture that have exactly a colour, #rrggbb.
func count(t *testing.T, path, colour string) int {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != mapW || b.Dy() != mapH {
		t.Errorf("the picture is %v", b)
	}
	want := parseColour(t, colour)
	n := 0
	for y := range mapH {
		for x := range mapW {
			if color.NRGBAModel.Convert(img.At(x, y)) == want {
				n++
			}
		}
	}
	return n
}

func parseColour(t *testing.T, s string) color.NRGBA {
	t.Helper()
	c := color.NRGBA{A: 255}
	if _, err := fmt.Sscanf(s, "#%02x%02x%02x", &c.R, &c.G, &c.B); err != nil {
		t.Fatal(err)
	}
	return c
}
