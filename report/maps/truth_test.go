package maps_test

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"lindero/data/drawing"
	"lindero/planner"
	"lindero/report/maps"
	"lindero/sectors"
)

// grid finds out of a map alone how it lies on the ground, from its meeting points
// and their places: the affine map that fits them best.
func grid(t *testing.T, d *drawing.Drawing, in maps.Input) func(orb.Point) drawing.Point {
	t.Helper()
	dots := pathsOf(d)["meet"]
	dots = dots[:len(dots)-1] // the legend's
	var from []orb.Point
	for _, m := range in.Plan.MeetingPoints {
		if len(m.Pairs) > 0 {
			from = append(from, m.At)
		}
	}
	if len(dots) != len(from) {
		t.Fatalf("%d meeting points are drawn, not %d", len(dots), len(from))
	}
	mid := from[len(from)/2]
	flat := func(p orb.Point) [2]float64 {
		return [2]float64{(p[0] - mid[0]) * math.Cos(mid[1]*math.Pi/180), p[1] - mid[1]}
	}
	// Least squares of x and y on 1, u, v.
	var n [3][5]float64
	for i, p := range from {
		f := flat(p)
		row := [5]float64{1, f[0], f[1], dots[i][0].X, dots[i][0].Y}
		for a := range 3 {
			for b := range 5 {
				n[a][b] += row[a] * row[b]
			}
		}
	}
	for a := range 3 {
		for b := range 3 {
			if a != b {
				k := n[b][a] / n[a][a]
				for c := range 5 {
					n[b][c] -= k * n[a][c]
				}
			}
		}
	}
	return func(p orb.Point) drawing.Point {
		f := flat(p)
		x := func(c int) float64 { return n[0][c]/n[0][0] + f[0]*n[1][c]/n[1][1] + f[1]*n[2][c]/n[2][2] }
		return drawing.Point{X: x(3), Y: x(4)}
	}
}

// TestFlagship: gaps, sectors, posts and lands of the scenario in the box lie where
// they are, seen through a map that was fitted to the drawing from outside.
func TestFlagship(t *testing.T) {
	in := run(t, "guatemala-mexico")
	d := maps.Overview(in, maps.Options{Texts: texts()})
	paths, at := pathsOf(d), grid(t, d, in)
	const fitPx = 6.0 // the earth is round, the fitted map is not
	routes := map[string]*sectors.Route{}
	for i := range in.Layout.Routes {
		routes[in.Layout.Routes[i].ID] = &in.Layout.Routes[i]
	}
	red := append(slices.Clone(paths["never"]), paths["late"]...)
	f := frameOf(d)
	within := func(p drawing.Point) bool {
		return p.X > f[0]+fitPx && p.X < f[2]-fitPx && p.Y > f[1]+fitPx && p.Y < f[3]-fitPx
	}
	seen := 0
	for _, g := range in.Plan.Gaps {
		p := at(routes[g.Route].Line.At((g.FromM + g.ToM) / 2))
		if !within(p) {
			continue
		}
		seen++
		if off := offLines(p, red); off > fitPx {
			t.Errorf("gap %s, at %v, is %v px off", g.ID, p, off)
		}
	}
	if seen < 20 {
		t.Errorf("%d gaps are in the map", seen)
	}
	for _, s := range in.Plan.Sectors {
		for _, b := range in.Plan.Beats {
			if b.Sector != s.ID {
				continue
			}
			band := append(slices.Clone(paths["even layer0"]), paths["odd layer0"]...)
			band = append(append(band, paths["even layer1"]...), paths["odd layer1"]...)
			if p := at(b.PartAt); offLines(p, band) > fitPx {
				t.Errorf("%s parts at %v, off its sector", b.ID, p)
			}
		}
	}
	// What is no gap is not red: places more than 20 px from all gaps.
	red20 := 0
	for i := range in.Layout.BorderFromM {
		line := in.Layout.Routes[i].Line
		for m := 0.0; m < line.LengthM(); m += 5000 {
			far := true
			for _, g := range in.Plan.Gaps {
				r := routes[g.Route].Line
				for s := g.FromM; s <= g.ToM && far; s += 2000 {
					p, q := at(r.At(s)), at(line.At(m))
					far = math.Hypot(p.X-q.X, p.Y-q.Y) > 20
				}
			}
			if far {
				if red20++; offLines(at(line.At(m)), red) < 20-2*fitPx {
					t.Errorf("km %v of %s is no gap, and red", m/1000, in.Layout.Routes[i].ID)
				}
			}
		}
	}
	if red20 < 30 {
		t.Errorf("only %d places are no gaps", red20)
	}
	lands(t, d, in, at, fitPx)
}

// lands holds what is painted as land against the scenario's polygons.
func lands(t *testing.T, d *drawing.Drawing, in maps.Input, at func(orb.Point) drawing.Point, fitPx float64) {
	t.Helper()
	paths := pathsOf(d)
	for class, code := range map[string]string{"land first": "GT", "land second": "MX"} {
		rings := paths[class]
		var land orb.MultiPolygon
		for _, c := range in.Layout.Scenario.Countries {
			if c.Code == code {
				land = c.Polygon
			}
		}
		inside := 0
		f := frameOf(d)
		for lon := -94.5; lon < -88; lon += 0.21 {
			for lat := 12.0; lat < 18.5; lat += 0.19 {
				p := at(orb.Point{lon, lat})
				if offLines(p, closed(rings)) < fitPx || p.X < f[0] || p.X > f[2] || p.Y < f[1] || p.Y > f[3] {
					continue
				}
				want := false
				for _, poly := range land {
					want = want != holdsPoint(poly, orb.Point{lon, lat})
				}
				if got := evenOdd(rings, p); got != want {
					t.Errorf("%v, %v is %s: %v, drawn %v", lon, lat, code, want, got)
				}
				if want {
					inside++
				}
			}
		}
		if inside < 50 {
			t.Errorf("%d places in %s", inside, code)
		}
	}
}

func closed(rings [][]drawing.Point) (out [][]drawing.Point) {
	for _, r := range rings {
		out = append(out, append(slices.Clone(r), r[0]))
	}
	return out
}

func evenOdd(rings [][]drawing.Point, p drawing.Point) bool {
	in := false
	for _, ring := range rings {
		for i := range ring {
			a, b := ring[(i+len(ring)-1)%len(ring)], ring[i]
			if (a.Y <= p.Y) != (b.Y <= p.Y) && p.X < a.X+(b.X-a.X)*(p.Y-a.Y)/(b.Y-a.Y) {
				in = !in
			}
		}
	}
	return in
}

func holdsPoint(p orb.Polygon, at orb.Point) bool {
	in := false
	for _, ring := range p {
		for i := 1; i < len(ring); i++ {
			a, b := ring[i-1], ring[i]
			if (a[1] <= at[1]) != (b[1] <= at[1]) && at[0] < a[0]+(b[0]-a[0])*(at[1]-a[1])/(b[1]-a[1]) {
				in = !in
			}
		}
	}
	return in
}

// TestScale: the bar is as long as the border says that its length is on the map,
// on borders of all sizes.
func TestScale(t *testing.T) {
	for _, km := range []float64{0.3, 2, 77, 900} {
		s := along(t, sectors.Land, 1e-5, orb.LineString{{10, 45}, {10 + km/111.2/math.Cos(math.Pi/4), 45}})
		d := maps.Overview(divided(t, s), maps.Options{Texts: texts()})
		paths := pathsOf(d)
		border := paths["casing"][0]
		px := 0.0
		for i := 1; i < len(border); i++ {
			px += math.Hypot(border[i].X-border[i-1].X, border[i].Y-border[i-1].Y)
		}
		bar := paths["bar"][0][1].X - paths["bar"][0][0].X
		words := ""
		for i := range d.Marks {
			if d.Marks[i].Class == "scale" {
				words = d.Marks[i].Text
			}
		}
		number, unit, _ := strings.Cut(words, " ")
		m, _ := strconv.ParseFloat(number, 64)
		if unit == "km" {
			m *= 1000
		}
		truth := s.Border[0].Line.LengthM() / px * bar
		if math.Abs(truth-m) > 0.01*m || bar < 40 || bar > 200 {
			t.Errorf("%v km: a bar of %v px says %s, and is %v m long", km, bar, words, truth)
		}
	}
}

var degree = regexp.MustCompile(`^(\d+)°(?:(\d\d)′)?(?:(\d\d(?:\.\d)?)″)? ?([NSEW]?)$`)

// TestGraticule: what stands at the frame is the latitude or the longitude that is
// there: it is that of the places on the border that lie level with it.
func TestGraticule(t *testing.T) {
	for _, km := range []float64{0.3, 5, 80, 700} {
		for _, lon := range []float64{0, 179.999, -75} {
			deg := km / 111.2
			diagonal := orb.LineString{{lon, 5}, {lon + deg, 5 + deg}}
			s := along(t, sectors.Land, 1e-5, diagonal)
			d := maps.Overview(divided(t, s), maps.Options{Texts: texts()})
			line := pathsOf(d)["casing"][0]
			// Where the border is at a share of its way, about.
			a, b := line[0], line[len(line)-1]
			lats, lons := 0, 0
			for i := range d.Marks {
				m := &d.Marks[i]
				if m.Class != "degree" {
					continue
				}
				w := degree.FindStringSubmatch(m.Text)
				if w == nil {
					t.Fatalf("%q", m.Text)
				}
				v, _ := strconv.ParseFloat(w[1], 64)
				for k, part := range w[2:4] {
					x, _ := strconv.ParseFloat("0"+part, 64)
					v += x / math.Pow(60, float64(k+1))
				}
				if w[4] == "S" || w[4] == "W" {
					v = -v
				}
				var share, want, size float64
				if m.At.Y > frameOf(d)[3] {
					lons++
					share, size = (m.At.X+drawing.WidthPx(m.Text, 9)/2-a.X)/(b.X-a.X), deg
					want = lon + deg*share
					want -= 360 * math.Round((want-v)/360)
				} else {
					lats++
					share, size = (m.At.Y-9*0.35-a.Y)/(b.Y-a.Y), deg
					want = 5 + deg*share
				}
				if math.Abs(v-want) > 0.015*size+0.05/3600 {
					t.Errorf("%v km, %v: %q stands at %v", km, lon, m.Text, want)
				}
			}
			if lats < 2 || lons < 2 || lats > 12 || lons > 12 {
				t.Errorf("%v km, %v: %d latitudes, %d longitudes", km, lon, lats, lons)
			}
		}
	}
}

// TestBounded: whatever there is of anything, a map is drawn, and is not too large to
// be sent.
func TestBounded(t *testing.T) {
	long := strings.Repeat("very long name ", 200)
	for name, change := range map[string]func(s *sectors.Scenario, p *planner.Plan){
		"nothing": func(s *sectors.Scenario, p *planner.Plan) {
			*p = planner.Plan{Sides: p.Sides}
			s.Posts, s.Patrols = nil, nil
		},
		"gaps": func(_ *sectors.Scenario, p *planner.Plan) {
			g := p.Gaps[0]
			p.Gaps = nil
			for i := range 100_000 {
				g.FromM = p.LengthM * float64(i) / 100_000
				g.ToM, g.Reason = g.FromM+p.LengthM*0.4/100_000, []planner.Reason{planner.NoSector, planner.RevisitExceeded}[i/50_000]
				p.Gaps = append(p.Gaps, g)
			}
		},
		"posts": func(s *sectors.Scenario, _ *planner.Plan) {
			for i := range 20_000 {
				s.Posts = append(s.Posts, sectors.Post{ID: fmt.Sprint("x", i), Name: fmt.Sprint("Post ", i), Side: "AA", At: orb.Point{9.5 + float64(i%100)/100, 45 + float64(i/100)/1000}})
			}
		},
		"sectors": func(_ *sectors.Scenario, p *planner.Plan) {
			p.Sectors = nil
			for i := range 2000 {
				p.Sectors = append(p.Sectors, planner.Sector{ID: fmt.Sprint(i), Pair: "pair-1", Layer: sectors.SurfaceLayer, FromM: p.LengthM * float64(i) / 2000, ToM: p.LengthM * float64(i+1) / 2000})
			}
		},
		"names": func(s *sectors.Scenario, p *planner.Plan) {
			for i := range s.Posts {
				s.Posts[i].Name = long
			}
			for i := range p.MeetingPoints {
				p.MeetingPoints[i].Name = long
			}
			s.Sides[0].Name = long
			p.Sides[1] = long
		},
		"wild": func(s *sectors.Scenario, p *planner.Plan) {
			p.Sectors[0].FromM, p.Sectors[0].ToM = math.Inf(-1), math.NaN()
			p.Sectors[1].FromM, p.Sectors[1].ToM = -1e300, 1e300
			p.Gaps[0].FromM, p.Gaps[0].ToM = math.NaN(), 1e300
			p.Gaps[1].Route = "nowhere"
			p.Beats[0].MeetAt, p.Beats[0].PartAt = orb.Point{math.NaN(), 1e30}, orb.Point{-1e30, math.Inf(1)}
			p.MeetingPoints[0].At = orb.Point{math.NaN(), math.NaN()}
			s.Posts[0].At = orb.Point{math.Inf(1), math.NaN()}
			s.Countries = []sectors.Country{{Code: "AA", Name: "A", Polygon: orb.MultiPolygon{{{}}, {{{10, 45}}}, {{{0, 0}, {180, 90}, {-180, -90}, {0, 0}}}}}}
		},
	} {
		s := along(t, sectors.Land, 0.01, lineOf(10, 45, 100))
		in := divided(t, s)
		change(s, in.Plan)
		for _, public := range []bool{false, true} {
			o := maps.Options{Texts: texts(), Public: public}
			for _, d := range []*drawing.Drawing{maps.Overview(in, o), maps.Sector(in, "pair-1", o)} {
				if d == nil {
					continue
				}
				if text := svg(t, d); len(text) > 300_000 || strings.Contains(text, "NaN") || strings.Contains(text, long) {
					t.Errorf("%s, public %v: %d bytes", name, public, len(text))
				}
				if !(d.WidthPx <= 1000) || !(d.HeightPx <= 1000) {
					t.Errorf("%s: %v by %v", name, d.WidthPx, d.HeightPx)
				}
				if name != "wild" {
					apart(t, d)
				}
			}
		}
	}
	// No border at all.
	if d := maps.Overview(maps.Input{Layout: &sectors.Layout{Scenario: &sectors.Scenario{}}, Plan: &planner.Plan{}}, maps.Options{}); d == nil || strings.Contains(svg(t, d), "NaN") || !(d.WidthPx > 100) {
		t.Error("no border has no drawing")
	}
}
