package maps_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"lindero/data/drawing"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/report/maps"
	"lindero/sectors"
)

// TestParallel: a border of two places along a parallel is that parallel, which is
// no straight line on the map.
func TestParallel(t *testing.T) {
	in := divided(t, along(t, sectors.Land, 1e-5, orb.LineString{{-120, 60}, {-60, 60}}))
	line := pathsOf(maps.Overview(in, maps.Options{Texts: texts()}))["casing"][0]
	a, b, lowest := line[0], line[len(line)-1], 0.0
	for _, p := range line {
		lowest = max(lowest, p.Y-a.Y)
	}
	// From the pole the ends of 60° of longitude are 52° apart at 60° N, sin 60° for
	// the cone: the parallel bulges by about a quarter of half of its chord.
	if bulge := lowest / math.Abs(b.X-a.X); bulge < 0.09 || bulge > 0.16 {
		t.Errorf("the parallel bulges by %v of its length", bulge)
	}
}

// TestRing: a sector over the start of a ring is drawn at both ends of it, as one
// line; the square is a square.
func TestRing(t *testing.T) {
	l, p := plantest.Ring(t)
	paths := pathsOf(maps.Overview(maps.Input{Layout: l, Plan: p}, maps.Options{Texts: texts()}))
	band, ring := paths["even layer0"][0], paths["casing"][0]
	corners := map[drawing.Point]bool{}
	for _, c := range ring {
		corners[drawing.Point{X: math.Round(c.X), Y: math.Round(c.Y)}] = true
	}
	if len(corners) != 4 {
		t.Errorf("the square has %d corners", len(corners))
	}
	// Three quarters of the way round, over the corner where the border begins.
	length := func(line []drawing.Point) (sum float64) {
		for i := 1; i < len(line); i++ {
			sum += math.Hypot(line[i].X-line[i-1].X, line[i].Y-line[i-1].Y)
		}
		return sum
	}
	if share := length(band) / length(ring); math.Abs(share-0.75) > 0.01 {
		t.Errorf("the sector is %v of the ring, not 0.75", share)
	}
	if off := offLines(ring[0], [][]drawing.Point{band[1 : len(band)-1]}); off > 0.5 {
		t.Errorf("the border begins %v px off the sector", off)
	}
	if got := pathsOf(maps.Overview(maps.Input{Layout: l, Plan: shifted(p, -p.LengthM)}, maps.Options{Texts: texts()}))["even layer0"][0]; math.Abs(length(got)-length(band)) > 1 {
		t.Error("a sector before the start is another one")
	}
}

func shifted(p *planner.Plan, byM float64) *planner.Plan {
	q := *p
	q.Sectors = slices.Clone(p.Sectors)
	for i := range q.Sectors {
		q.Sectors[i].FromM, q.Sectors[i].ToM = q.Sectors[i].FromM+byM, q.Sectors[i].ToM+byM
	}
	return &q
}

// TestParts: on a border of several stretches and parts, of which the public sees
// sectors with gaps, gaps are in their stretch.
func TestParts(t *testing.T) {
	s := along(t, sectors.Land, 1e-5, orb.LineString{{10, 45}, {10.5, 45}}, orb.LineString{{10.6, 45.1}, {11, 45.1}})
	second := along(t, sectors.Sea, 1e-5, orb.LineString{{11, 45.1}, {12, 45.1}}).Border[0]
	second.ID = "c"
	s.Border = append(s.Border, second)
	in := divided(t, s)
	end := second.Line.LengthM()
	in.Plan.Gaps = []planner.PlanGap{{Route: "c", FromM: end * 0.9, ToM: end * 0.95, Reason: planner.NoSector}}
	d := maps.Overview(in, maps.Options{Texts: texts()})
	paths := pathsOf(d)
	if len(paths["kind kland"]) != 3 || len(paths["kind ksea"]) != 2 { // one of each is the legend's
		t.Errorf("%d parts of land, %d of sea", len(paths["kind kland"]), len(paths["kind ksea"]))
	}
	f := frameOf(d)
	if gap := paths["never"][0]; gap[0].X < f[0]+0.8*(f[2]-f[0]) {
		t.Errorf("the gap is at %v of %v", gap, f)
	}
	public := pathsOf(maps.Overview(in, maps.Options{Texts: texts(), Public: true}))
	if open := public["open"]; len(open) != 2 || open[0][0].X < f[0]+0.7*(f[2]-f[0]) {
		t.Errorf("the last stretch alone is in no sector and open: %v", public["open"])
	}
}

// TestNames: without polygons the names of the sides stand on their side of the
// border; with them in the land itself, off the border.
func TestNames(t *testing.T) {
	at := func(d *drawing.Drawing, words string) drawing.Point {
		for i := range d.Marks {
			if m := &d.Marks[i]; m.Text == words {
				return drawing.Point{X: m.At.X + drawing.WidthPx(words, 15)/2, Y: m.At.Y - 5}
			}
		}
		t.Fatalf("%s is not there: %q", words, wordsOf(d))
		return drawing.Point{}
	}
	for name, line := range map[string]orb.LineString{"east": {{10, 45}, {11, 45}}, "west": {{11, 45}, {10, 45}}, "north": {{10, 45}, {10, 46}}, "south": {{10, 46}, {10, 45}}} {
		d := maps.Overview(divided(t, along(t, sectors.Land, 0.01, line)), maps.Options{Texts: texts()})
		north, south := at(d, "Northland"), at(d, "Southland") // left and right of the border
		border := pathsOf(d)["casing"][0]
		a, b := border[0], border[len(border)-1]
		left := func(p drawing.Point) bool { return (b.X-a.X)*(p.Y-a.Y)-(b.Y-a.Y)*(p.X-a.X) < 0 }
		if !left(north) || left(south) {
			t.Errorf("%s: the left is at %v, the right at %v, the border from %v to %v", name, north, south, a, b)
		}
	}
	s := along(t, sectors.Land, 0.01, orb.LineString{{10, 45}, {11, 45}})
	s.Countries = []sectors.Country{
		{Code: "AA", Name: "Upper Land", Side: "AA", Polygon: orb.MultiPolygon{{{{9, 45}, {12, 45}, {12, 47}, {9, 47}, {9, 45}}}}},
		{Code: "BB", Name: "Lower Land", Side: "BB", Polygon: orb.MultiPolygon{{{{9, 43}, {12, 43}, {12, 45}, {9, 45}, {9, 43}}}}},
		{Code: "CC", Name: "Far Land", Polygon: orb.MultiPolygon{{{{30, 43}, {32, 43}, {32, 45}, {30, 43}}}}},
		{Code: "DD", Name: "A Land Too Small For Its Name", Polygon: orb.MultiPolygon{{{{10.3, 45.1}, {10.35, 45.1}, {10.35, 45.2}, {10.3, 45.1}}}}},
	}
	d := maps.Overview(divided(t, s), maps.Options{Texts: texts()})
	y := pathsOf(d)["casing"][0][0].Y
	if up, low := at(d, "Upper Land"), at(d, "Lower Land"); up.Y > y-15 || low.Y < y+15 {
		t.Errorf("names at %v and %v, the border at %v", up, low, y)
	}
	for _, no := range []string{"Far Land", "Northland", "A Land Too Small For Its Name"} {
		if slices.Contains(wordsOf(d), no) {
			t.Errorf("%s is there", no)
		}
	}
}

// TestLongNames: names that are too long are cut, in the legend and on the map.
func TestLongNames(t *testing.T) {
	long := strings.Repeat("nombre muy largo ", 60)
	s := along(t, sectors.Land, 0.03, lineOf(10, 45, 100))
	for i := range s.Posts {
		s.Posts[i].Name = long
	}
	o := maps.Options{Texts: texts()}
	o.Texts.Kinds["land"] = long
	d := maps.Overview(divided(t, s), o)
	cut := 0
	for m, k := range d.Resolve() {
		if strings.HasPrefix(m.Text, "nombre") {
			cut++
			if m.At.X+drawing.WidthPx(m.Text, k.SizePx) > d.WidthPx {
				t.Errorf("%q is wider than the map", m.Text)
			}
		}
	}
	if cut < 3 {
		t.Errorf("%d names of posts and the legend", cut)
	}
}

// TestNeedle: the arrow points to the pole, wherever the map is.
func TestNeedle(t *testing.T) {
	for name, line := range anywhere {
		d := maps.Overview(divided(t, along(t, sectors.Land, 0.0001, line)), maps.Options{Texts: texts()})
		needle := pathsOf(d)["needle"][0]
		up := [2]float64{needle[0].X - needle[2].X, needle[0].Y - needle[2].Y}
		if name == "short" || name == "equator" || name == "180" {
			if math.Abs(up[0]) > 0.05*math.Abs(up[1]) || up[1] > 0 {
				t.Errorf("%s: the arrow points to %v", name, up)
			}
			continue
		}
		// Meridians come together where north is, or go apart: the arrow is along the
		// one that is nearest.
		best, off := math.Inf(1), 0.0
		for _, g := range pathsOf(d)["graticule"] {
			a, b := g[0], g[len(g)-1] // from south to north, or east
			n := math.Hypot(b.X-a.X, b.Y-a.Y)
			if far := offLines(needle[2], [][]drawing.Point{g}); far < best && n > 50 {
				turn := ((b.X-a.X)*up[0] + (b.Y-a.Y)*up[1]) / n / math.Hypot(up[0], up[1])
				if math.Abs(turn) > 0.5 { // a meridian
					best, off = far, turn
				}
			}
		}
		if off < 0.85 {
			t.Errorf("%s: the arrow is off its meridian: %v", name, off)
		}
	}
}

// TestLayers: sectors of a further layer lie around those of the first, and say which
// they are of.
func TestLayers(t *testing.T) {
	in := divided(t, along(t, sectors.Land, 0.01, lineOf(10, 45, 100)))
	in.Plan.Layers = append(in.Plan.Layers, planner.Layer{Name: "air"})
	in.Plan.Pairs = append(in.Plan.Pairs, planner.Pair{ID: "pair-air", Number: 7, Layer: "air"})
	in.Plan.Sectors = append(in.Plan.Sectors, planner.Sector{ID: "s-air", Pair: "pair-air", Layer: "air", ToM: in.Plan.LengthM / 2})
	o := maps.Options{Texts: texts()}
	o.Texts.Layers = map[string]string{"air": "in the air"}
	d := maps.Overview(in, o)
	paths := pathsOf(d)
	if len(paths["even layer1"])+len(paths["odd layer1"]) != 1 || len(paths["even layer0"])+len(paths["odd layer0"]) != 3+2 { // the legend's two
		t.Errorf("%d and %d sectors", len(paths["even layer1"])+len(paths["odd layer1"]), len(paths["even layer0"])+len(paths["odd layer0"]))
	}
	if !slices.Contains(wordsOf(d), "in the air 7") {
		t.Errorf("%q", wordsOf(d))
	}
	wide := 0.0
	for m, k := range d.Resolve() {
		if m.Class == "even layer1" || m.Class == "odd layer1" {
			wide = k.WidthPx
		}
		if strings.HasSuffix(m.Class, "layer0") && wide <= k.WidthPx {
			t.Errorf("%v px around %v", wide, k.WidthPx)
		}
	}
}

// TestRoutes: ways are drawn by what they run on, of which the public sees those that
// are to be watched; these can have gaps.
func TestRoutes(t *testing.T) {
	s := along(t, sectors.Land, 0.01, lineOf(10, 45, 100))
	way := func(id string, kind sectors.Kind, lat float64, watched bool) {
		r := along(t, kind, 0.01, orb.LineString{{9.8, lat}, {10.2, lat}}).Border[0]
		r.ID, r.Left, r.Right, r.Watched = id, "", "", watched
		s.Routes = append(s.Routes, r)
	}
	way("track", sectors.Land, 45.1, false)
	way("coast", sectors.Sea, 44.9, true)
	in := divided(t, s)
	in.Plan.Gaps = []planner.PlanGap{{Route: "coast", FromM: 0, ToM: 5000, Reason: planner.NoPatrol}}
	paths := pathsOf(maps.Overview(in, maps.Options{Texts: texts()}))
	if len(paths["road"]) != 2 || len(paths["canal"]) != 2 || len(paths["never"]) != 2 { // one each is the legend's
		t.Errorf("%d roads, %d lanes, %d gaps", len(paths["road"]), len(paths["canal"]), len(paths["never"]))
	}
	if off := offLines(paths["never"][0][0], paths["canal"][:1]); off > 0.5 {
		t.Errorf("the gap is %v px off its route", off)
	}
	public := pathsOf(maps.Overview(in, maps.Options{Texts: texts(), Public: true}))
	if len(public["road"]) != 0 || len(public["canal"]) != 2 || len(public["never"])+len(public["open"]) != 0 {
		t.Errorf("the public sees %d roads, %d lanes", len(public["road"]), len(public["canal"]))
	}
}
