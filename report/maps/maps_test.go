package maps_test

import (
	"bytes"
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/data/drawing"
	"lindero/geo"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/report/maps"
	"lindero/sectors"
)

func texts() maps.Texts {
	return maps.Texts{Lang: "en", Title: "Map", Desc: "What it shows.",
		Kinds:  map[string]string{"land": "land border", "river": "river border", "sea": "sea border"},
		Sector: "sector", Gap: "gap", Never: "never watched", Late: "unseen for too long", SectorGap: "sector with gaps",
		Meeting: "meeting point", Parting: "parting point", Neighbour: "meeting point of a neighbour", Post: "post of", Beat: "beat",
		Road: "road", Water: "waterway or lane", NorthLetter: "N", North: "N", South: "S", East: "E", West: "W",
		Illustrative: "Lines are an illustration, not a legal position."}
}

func run(t testing.TB, name string) maps.Input {
	t.Helper()
	s, _, err := data.ReadScenario(name)
	if err != nil {
		t.Fatal(err)
	}
	return planned(t, s)
}

func planned(t testing.TB, s *sectors.Scenario) maps.Input {
	t.Helper()
	l, p := plantest.Planned(t, s)
	return maps.Input{Layout: l, Plan: p}
}

// along returns a scenario with a border along a line, three posts of each side
// beside it.
func along(t testing.TB, kind sectors.Kind, asideDeg float64, parts ...orb.LineString) *sectors.Scenario {
	t.Helper()
	l, _ := plantest.Drawn(t)
	s := *l.Scenario
	line, err := geo.NewLine(parts...)
	if err != nil {
		t.Fatal(err)
	}
	s.Border = []sectors.Route{{ID: "b", Name: "The border", Kind: kind, Left: "AA", Right: "BB", Watched: true, Travel: true, Line: line}}
	s.Routes, s.Posts, s.Patrols, s.MeetingPoints = nil, nil, nil, nil
	for i := range 3 {
		m := line.LengthM() * (0.2 + 0.3*float64(i))
		at, bearing := line.At(m), line.BearingDeg(m)*math.Pi/180
		for k, side := range []string{"AA", "BB"} {
			aside := asideDeg * float64(1-2*k) // left is AA's
			id := side + string(rune('1'+i))
			s.Posts = append(s.Posts, sectors.Post{ID: id, Side: side, At: orb.Point{at[0] - aside*math.Cos(bearing)/math.Cos(at[1]*math.Pi/180), at[1] + aside*math.Sin(bearing)}})
			s.Patrols = append(s.Patrols, sectors.Patrol{ID: "p-" + id, Side: side, Post: id, Layer: "surface",
				SpeedKmh: sectors.PerKind{Land: 30, River: 30, Sea: 30}, WatchRadiusM: 500, ShiftH: 12, RestH: 12, ShiftsPerWeek: 6})
		}
	}
	return &s
}

// pathsOf are the lines of a drawing by the classes of their marks.
func pathsOf(d *drawing.Drawing) map[string][][]drawing.Point {
	out := map[string][][]drawing.Point{}
	for i := range d.Marks {
		if m := &d.Marks[i]; m.Kind == drawing.Path {
			out[m.Class] = append(out[m.Class], m.Lines...)
		}
	}
	return out
}

func wordsOf(d *drawing.Drawing) (out []string) {
	for i := range d.Marks {
		if d.Marks[i].Text != "" {
			out = append(out, d.Marks[i].Text)
		}
	}
	return out
}

// frameOf is the box of the map: x, y, right, end.
func frameOf(d *drawing.Drawing) [4]float64 {
	box := pathsOf(d)["frame"][0]
	return [4]float64{box[0].X, box[0].Y, box[2].X, box[2].Y}
}

func svg(t testing.TB, d *drawing.Drawing) string {
	t.Helper()
	var b bytes.Buffer
	if err := d.WriteSVG(&b, drawing.SVG{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// lineOf is a border of many pieces around a place: so many kilometres long, to
// the east, with bends.
func lineOf(lon, lat, km float64) orb.LineString {
	var out orb.LineString
	deg := km / 111.2
	for i := range 201 {
		share := float64(i)/200 - 0.5
		y := lat + deg*0.06*math.Sin(share*37)
		out = append(out, orb.Point{lon + deg*share/math.Cos(lat*math.Pi/180), y})
	}
	return out
}

var anywhere = map[string]orb.LineString{
	"long":    lineOf(-100, 49, 5000),
	"tall":    {{-69, -18}, {-68, -25}, {-70, -33}, {-71, -40}, {-72, -48}, {-68.5, -52}, {-68.6, -54.9}},
	"short":   lineOf(10, 50, 0.3),
	"180":     lineOf(180, 10, 500),
	"80":      lineOf(30, 80, 900),
	"south":   lineOf(-60, -75, 300),
	"pole":    {{0, 89}, {90, 88.5}, {180, 89}},
	"equator": lineOf(0, 0, 60),
}

// TestEverywhere: wherever a border is, all of it is in the map, words are too, and
// none stands on another; the map is no larger than it may be.
func TestEverywhere(t *testing.T) {
	for name, line := range anywhere {
		t.Run(name, func(t *testing.T) {
			in := divided(t, along(t, sectors.Land, 0.0001, line))
			d := maps.Overview(in, maps.Options{Texts: texts()})
			if d.WidthPx > 1000 || d.HeightPx > 920 || d.WidthPx < 300 || d.HeightPx < 300 {
				t.Errorf("%v by %v", d.WidthPx, d.HeightPx)
			}
			f, paths := frameOf(d), pathsOf(d)
			for class, lines := range paths {
				if class == "paper" || class == "bar" || class == "black" || class == "post post0" || class == "post post1" || class == "needle" {
					continue
				}
				for _, line := range lines {
					for _, p := range line {
						const hairPx = 1e-6
						if p.Y < f[3]+hairPx && (p.X < f[0]-hairPx || p.X > f[2]+hairPx || p.Y < f[1]-hairPx) {
							t.Fatalf("%s at %v is not in %v", class, p, f)
						}
					}
				}
			}
			ends := paths["kind kland"][0]
			if n := len(in.Layout.Routes[0].Line.Parts()[0]); len(ends) < 3 || len(ends) > 100+n {
				t.Errorf("the border of %d places has %d", n, len(ends))
			}
			apart(t, d)
		})
	}
}

// apart reports words that stand on others, or beyond the drawing.
func apart(t *testing.T, d *drawing.Drawing) {
	t.Helper()
	type room struct {
		x, y, right, end float64
		words            string
	}
	var rooms []room
	for m, k := range d.Resolve() {
		if m.Kind != drawing.Words || m.TurnDeg != 0 {
			continue
		}
		wide := drawing.WidthPx(m.Text, k.SizePx)
		r := room{m.At.X, m.At.Y - k.SizePx*0.8, m.At.X + wide, m.At.Y, m.Text}
		if m.Anchor == drawing.Middle {
			r.x, r.right = r.x-wide/2, r.right-wide/2
		}
		if r.x < 0 || r.right > d.WidthPx+1 || r.y < 0 || r.end > d.HeightPx {
			t.Errorf("%q is not in the drawing", m.Text)
		}
		for _, o := range rooms {
			const hairPx = 0.5
			if r.x < o.right-hairPx && o.x < r.right-hairPx && r.y < o.end-hairPx && o.y < r.end-hairPx {
				t.Errorf("%q stands on %q", r.words, o.words)
			}
		}
		rooms = append(rooms, r)
	}
}

// divided gives a scenario a plan by hand: three sectors with a beat each, and a
// gap in the middle one, another beyond the last.
func divided(t testing.TB, s *sectors.Scenario) maps.Input {
	t.Helper()
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	_, p := plantest.Drawn(t)
	length := 0.0
	for i := range s.Border {
		length += s.Border[i].Line.LengthM()
	}
	p.LengthM, p.Pairs, p.Sectors, p.Beats, p.Gaps, p.MeetingPoints, p.Sorties = length, nil, nil, nil, nil, nil, nil
	at := func(m float64) orb.Point {
		for i := range s.Border {
			if line := s.Border[i].Line; m <= line.LengthM() {
				return line.At(m)
			}
			m -= s.Border[i].Line.LengthM()
		}
		return s.Border[len(s.Border)-1].Line.End(s.Border[len(s.Border)-1].Line.Whole())
	}
	for i := range 3 {
		id := fmt.Sprint("pair-", i+1)
		from, to := length*0.3*float64(i), length*0.3*float64(i+1)
		mid := (from + to) / 2
		p.Pairs = append(p.Pairs, planner.Pair{ID: id, Number: i + 1, Layer: sectors.SurfaceLayer,
			Posts: [2]string{fmt.Sprint("AA", i+1), fmt.Sprint("BB", i+1)}, Patrols: [2]string{fmt.Sprint("p-AA", i+1), fmt.Sprint("p-BB", i+1)}})
		p.Sectors = append(p.Sectors, planner.Sector{ID: id, Pair: id, Layer: sectors.SurfaceLayer, FromM: from, ToM: to, LengthM: to - from})
		p.MeetingPoints = append(p.MeetingPoints, planner.MeetingPoint{ID: "m" + id, Name: fmt.Sprint("Stone ", i+1), ChainageM: mid, At: at(mid), Pairs: []string{id}})
		for k, end := range []float64{from, to} {
			p.Beats = append(p.Beats, planner.Beat{ID: fmt.Sprint(id, "-", k), Pair: id, Sector: id, FromM: min(mid, end), ToM: max(mid, end),
				MeetM: mid, MeetAt: at(mid), MeetingPoint: "m" + id, PartM: end, PartAt: at(end)})
		}
	}
	first := s.Border[0].Line.LengthM()
	p.Gaps = []planner.PlanGap{{ID: "g1", Route: s.Border[0].ID, FromM: first * 0.4, ToM: first * 0.5, LengthM: first * 0.1, Reason: planner.RevisitExceeded},
		{ID: "g2", Route: s.Border[0].ID, FromM: first * 0.92, ToM: first, LengthM: first * 0.08, Reason: planner.NoSector}}
	return maps.Input{Layout: l, Plan: p}
}

// TestMoved: a border that lies elsewhere along its parallel, across ±180° too,
// has the same map but for its longitudes.
func TestMoved(t *testing.T) {
	for _, lat := range []float64{0, 52, -80} {
		var want *drawing.Drawing
		for _, lon := range []float64{20, 179.99, -180, 340, -65.4321} {
			got := maps.Overview(divided(t, along(t, sectors.River, 0.1, lineOf(lon, lat, 200))), maps.Options{Texts: texts()})
			if want == nil {
				want = got
				continue
			}
			a, b := pathsOf(want), pathsOf(got)
			for _, class := range []string{"casing", "kind kriver", "even layer0", "odd layer0", "late", "never", "post post0", "meet"} {
				if len(a[class]) == 0 || len(a[class]) != len(b[class]) {
					t.Fatalf("%v, %v: %s has %d lines, not %d", lat, lon, class, len(b[class]), len(a[class]))
				}
				for i := range a[class] {
					const twicePx = 0.7 // what both may stray
					for _, p := range a[class][i] {
						if off := offLines(p, b[class][i:i+1]); off > twicePx {
							t.Fatalf("%v, %v: %s is %v px off %v", lat, lon, class, off, p)
						}
					}
				}
			}
		}
	}
}

// offLines is how far a place lies off the nearest of lines.
func offLines(p drawing.Point, lines [][]drawing.Point) float64 {
	best := math.Inf(1)
	for _, line := range lines {
		best = min(best, math.Hypot(p.X-line[0].X, p.Y-line[0].Y))
		for i := 1; i < len(line); i++ {
			a, b := line[i-1], line[i]
			dx, dy := b.X-a.X, b.Y-a.Y
			share := 0.0
			if n := dx*dx + dy*dy; n > 0 {
				share = max(0, min(1, ((p.X-a.X)*dx+(p.Y-a.Y)*dy)/n))
			}
			best = min(best, math.Hypot(p.X-a.X-share*dx, p.Y-a.Y-share*dy))
		}
	}
	return best
}
