package network_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/network"
	"lindero/sectors"
)

func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 20261126)) }

func newLine(t testing.TB, parts ...orb.LineString) *geo.Line {
	t.Helper()
	l, err := geo.NewLine(parts...)
	if err != nil {
		t.Fatalf("%v: %v", parts, err)
	}
	return l
}

// layout indexes a scenario of two sides, AA north and BB south of the border.
func layout(t testing.TB, s *sectors.Scenario) *sectors.Layout {
	t.Helper()
	s.Sides = [2]sectors.Side{{Code: "AA"}, {Code: "BB"}}
	s.Rules = sectors.Rules{RevisitH: sectors.PerKind{Land: 24, River: 24, Sea: 24}, OffRouteSpeedKmh: sectors.PerKind{Land: 3, River: 5, Sea: 10}, DetourFactor: 1}
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// drawer draws small scenarios full of what is rare.
type drawer struct {
	t     testing.TB
	r     *rand.Rand
	lon   float64     // of the middle
	fine  bool        // coordinates have more than seven decimals
	pool  []orb.Point // places that routes may have in common
	walls []orb.Point // the border's vertices
}

// point returns a place so many degrees off the middle.
func (d *drawer) point(x, y float64) orb.Point {
	p := orb.Point{d.lon + x, 45 + y}
	if !d.fine {
		p = orb.Point{math.Round(p[0]*1e7) / 1e7, math.Round(p[1]*1e7) / 1e7}
	}
	return p
}

// written returns a place as one of those that write it do.
func (d *drawer) written(p orb.Point) orb.Point {
	if p[0] > 180 && d.r.IntN(3) > 0 {
		return orb.Point{math.Round((p[0]-360)*1e7) / 1e7, p[1]}
	}
	if p[0] == 180 && d.r.IntN(2) == 0 {
		return orb.Point{-180, p[1]}
	}
	return p
}

func (d *drawer) within(deg float64) float64 { return (2*d.r.Float64() - 1) * deg }

// kind draws land most often.
func (d *drawer) kind() sectors.Kind { return sectors.Kinds[[]int{0, 0, 0, 1, 1, 2}[d.r.IntN(6)]] }

func (d *drawer) side() string { return []string{"", "", "AA", "BB"}[d.r.IntN(4)] }

// draw returns a scenario of some kilometres.
func draw(t testing.TB, r *rand.Rand) *sectors.Scenario {
	d := &drawer{t: t, r: r, lon: []float64{10, 10, 180, 179.99}[r.IntN(4)]}
	d.fine = d.lon == 10 && r.IntN(2) == 0
	s := &sectors.Scenario{}
	if r.IntN(8) > 0 {
		s.Border = d.border()
	}
	for range 4 + r.IntN(10) {
		d.pool = append(d.pool, d.point(d.within(0.03), d.within(0.03)))
	}
	if len(d.walls) > 0 && r.IntN(3) > 0 {
		for range 1 + r.IntN(3) {
			w := d.walls[r.IntN(len(d.walls))]
			if r.IntN(3) == 0 { // half a metre off
				w = orb.Point{w[0], w[1] + []float64{-4.5e-6, 4.5e-6}[r.IntN(2)]}
			}
			d.pool = append(d.pool, w)
		}
	}
	for i := range 2 + r.IntN(7) {
		s.Routes = append(s.Routes, d.route(i))
		if r.IntN(15) == 0 {
			again := s.Routes[i]
			again.ID = fmt.Sprintf("r%d again", i)
			s.Routes = append(s.Routes, again)
		}
	}
	for i := range r.IntN(4) {
		s.Barriers = append(s.Barriers, sectors.Barrier{ID: fmt.Sprint(i), Walk: r.IntN(2) == 0, At: d.written(d.pool[r.IntN(len(d.pool))])})
	}
	for i := range r.IntN(4) {
		p := d.pool[r.IntN(len(d.pool))]
		s.Landings = append(s.Landings, sectors.Landing{ID: fmt.Sprint(i), Side: d.side(), ChangeMin: []float64{0, 5, 12.34}[r.IntN(3)],
			At: d.written(d.point(p[0]-d.lon+d.within(0.006), p[1]-45+d.within(0.006)))})
	}
	for i := range r.IntN(3) {
		s.Forbidden = append(s.Forbidden, sectors.Area{ID: fmt.Sprint(i), Side: d.side(), Polygon: orb.MultiPolygon{d.polygon()}})
	}
	return s
}

// border is a line from west to east, or none that anybody meets.
func (d *drawer) border() []sectors.Route {
	for i := range 3 + d.r.IntN(5) {
		d.walls = append(d.walls, d.point(-0.05+float64(i)*0.015, d.within(0.01)))
	}
	var line orb.LineString
	for _, w := range d.walls {
		line = append(line, d.written(w))
	}
	return []sectors.Route{{ID: "border", Kind: sectors.Land, Left: "AA", Right: "BB", Travel: true, Line: newLine(d.t, line)}}
}

func (d *drawer) route(i int) sectors.Route {
	x := sectors.Route{ID: fmt.Sprintf("r%d", i), Kind: d.kind(), Side: d.side(), Travel: d.r.IntN(12) > 0, OneWay: d.r.IntN(4) == 0,
		SpeedLimitKmh: []float64{0, 0, 4, 20}[d.r.IntN(4)]}
	if x.Kind == sectors.River {
		x.CurrentKmh = []float64{0, 2.5, -3, 9, -14}[d.r.IntN(5)]
	}
	var parts []orb.LineString
	for range 1 + d.r.IntN(5)/4 {
		var part orb.LineString
		for len(part) < 2 || d.r.IntN(4) > 0 {
			p := d.pool[d.r.IntN(len(d.pool))]
			switch d.r.IntN(6) {
			case 0: // nobody else's
				p = d.point(d.within(0.03), d.within(0.03))
			case 1: // once more
				if len(part) > 0 {
					p = part[d.r.IntN(len(part))]
				}
			}
			part = append(part, d.written(p))
		}
		if d.r.IntN(6) == 0 {
			part = append(part, part[0])
		}
		if part[0] == part[len(part)-1] && len(part) == 2 || geo.DistanceM(part[0], part[1]) == 0 {
			part = append(part, d.point(d.within(0.03), d.within(0.03)))
		}
		parts = append(parts, part)
	}
	x.Line = newLine(d.t, parts...)
	return x
}

func (d *drawer) polygon() orb.Polygon {
	x, y, w, h := d.within(0.03), d.within(0.03), 0.002+0.01*d.r.Float64(), 0.002+0.01*d.r.Float64()
	corner := func(dx, dy float64) orb.Point { return orb.Point{d.lon + x + dx, 45 + y + dy} }
	return orb.Polygon{{corner(0, 0), corner(w, 0.001), corner(w, h), corner(-0.001, h), corner(0, 0)}}
}

// profile draws who travels.
func profile(r *rand.Rand) network.Profile {
	pick := func(v ...float64) float64 { return v[r.IntN(len(v))] }
	return network.Profile{Side: r.IntN(2),
		SpeedKmh: sectors.PerKind{Land: pick(3, 5, 7, 7.5, 30, 0), River: pick(0, 4, 12), Sea: pick(0, 18.5)},
		TieKmh:   sectors.PerKind{Land: pick(3, 3, 0), River: pick(2, 5), Sea: pick(6, 6, 0)}}
}
