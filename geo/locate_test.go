package geo_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
)

func TestLocateIsNearest(t *testing.T) {
	for i, c := range regions {
		r := seeded(uint64(600 + i))
		for _, stepM := range []float64{100, 5e3, 70e3} {
			l := newLine(t, wiggle(r, c.at, 12, stepM), wiggle(r, beside(r, c.at, stepM), 3, stepM))
			points := dense(l, l.LengthM()/400)
			step := l.LengthM() / 400
			for _, away := range []float64{0, stepM / 10, stepM, 50 * stepM, 3000e3} {
				p := beside(r, l.At(r.Float64()*l.LengthM()), away*r.Float64())
				got, least := l.Locate(p), toPoints(p, points)
				if got.OffsetM > least+1e-3 || got.OffsetM < least-step {
					t.Errorf("%s: Locate(%v) is %.4f m off, the nearest sample %.4f m", c.name, p, got.OffsetM, least)
				}
				// Of two parts that meet at a chainage, either may be the nearest.
				m := math.Min(geo.DistanceM(p, l.At(got.ChainageM)), geo.DistanceM(p, l.End(geo.Span{ToM: got.ChainageM})))
				if math.Abs(m-got.OffsetM) > 1e-3 {
					t.Errorf("%s: offset %.6f m, but the place is %.6f m away", c.name, got.OffsetM, m)
				}
				for _, by := range []float64{-1, 1, -step / 3, step / 3} { // nothing nearer beside it
					if m := geo.DistanceM(p, l.At(got.ChainageM+by)); m < got.OffsetM-2e-3 {
						t.Errorf("%s: %g m on it is %.6f m, not %.6f m away", c.name, by, m, got.OffsetM)
					}
				}
				if m := geo.DistanceM(p, l.At(got.ChainageM)); away == 0 && (m > 0.01 || got.Side != geo.On) {
					t.Errorf("%s: a place of the line is %.4f m %v", c.name, got.OffsetM, got.Side)
				}
			}
		}
	}
}

// TestLocateOnLongPieces puts points on pieces of nearly 2 km, whose chords
// run deepest below the surface.
func TestLocateOnLongPieces(t *testing.T) {
	for _, ls := range []orb.LineString{
		{{0, 0}, {0, 0.017}}, {{0, 0}, {0.017, 0}}, {{0, 89.99}, {180, 89.993}}, {{7, -60}, {7, -60.017}},
	} {
		l := newLine(t, ls)
		for _, f := range []float64{0.1, 0.3, 0.5, 0.8} {
			if got := l.Locate(l.At(f * l.LengthM())); got.OffsetM > 1e-3 {
				t.Errorf("%v: a place of the line is %.6f m off", ls, got.OffsetM)
			}
		}
	}
}

func TestLocateSides(t *testing.T) {
	left := orb.LineString{{0, 0}, {1, 0}, {1, 1}}                   // turns left
	sharp := orb.LineString{{0, 0}, {1, 0}, {0, 0.2}}                // turns back to the left
	repeat := orb.LineString{{0, 0}, {0, 0}, {1, 0}, {1, 0}, {1, 1}} //
	ring := orb.LineString{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}   // counter-clockwise
	seam := orb.LineString{{179, 0}, {-179, 0}, {-179, 1}}
	for _, c := range []struct {
		name string
		ls   orb.LineString
		p    orb.Point
		want geo.Side
	}{
		{"left", left, orb.Point{0.5, 0.1}, geo.Left},
		{"right", left, orb.Point{0.5, -0.1}, geo.Right},
		{"on", left, orb.Point{0.5, 0}, geo.On},
		{"outside the corner, by the first edge", left, orb.Point{1.01, -0.1}, geo.Right},
		{"outside the corner, by the second edge", left, orb.Point{1.1, -0.01}, geo.Right},
		{"beyond a sharp corner, left of the first edge", sharp, orb.Point{1.2, 0.05}, geo.Right},
		{"beyond a sharp corner, right of both", sharp, orb.Point{1.2, -0.05}, geo.Right},
		{"before the start", left, orb.Point{-0.1, 0.1}, geo.Left},
		{"beyond the end", left, orb.Point{1.1, 1.1}, geo.Right},
		{"repeated start", repeat, orb.Point{-0.1, 0.1}, geo.Left},
		{"repeated corner", repeat, orb.Point{1.1, -0.01}, geo.Right},
		{"repeated corner, other edge", repeat, orb.Point{1.01, -0.1}, geo.Right},
		{"inside a ring, by its start", ring, orb.Point{0.01, 0.01}, geo.Left},
		{"outside a ring, by its start", ring, orb.Point{-0.1, -0.01}, geo.Right},
		{"outside a ring, by its start, other edge", ring, orb.Point{-0.01, -0.1}, geo.Right},
		{"beyond the antimeridian", seam, orb.Point{-179.5, 0.1}, geo.Left},
		{"before the antimeridian", seam, orb.Point{179.5, -0.1}, geo.Right},
		{"corner beyond the antimeridian", seam, orb.Point{-178.9, -0.1}, geo.Right},
	} {
		if got := newLine(t, c.ls).Locate(c.p); got.Side != c.want {
			t.Errorf("%s: %v of the line (%v), want %v", c.name, got.Side, got, c.want)
		}
	}
}

func TestLocateSidesByTurning(t *testing.T) {
	// Turning a line round swaps its sides, whatever the corner.
	for i, c := range regions {
		r := seeded(uint64(700 + i))
		ls := wiggle(r, c.at, 10, 3e3)
		back := ls.Clone()
		back.Reverse()
		l, m := newLine(t, ls), newLine(t, back)
		for range 200 {
			p := beside(r, l.At(r.Float64()*l.LengthM()), 2e3*r.Float64())
			if a, b := l.Locate(p), m.Locate(p); a.Side != -b.Side && math.Abs(a.ChainageM+b.ChainageM-l.LengthM()) < 1 {
				t.Errorf("%s: %v is %v of the line and %v of it turned round", c.name, p, a, b)
			}
		}
	}
}

func TestLocateAll(t *testing.T) {
	cross := newLine(t, orb.LineString{{0, 0}, {0.2, 0.2}, {0.2, 0}, {0, 0.2}})
	ring := newLine(t, orb.LineString{{20, 60}, {20.2, 60}, {20.2, 60.1}, {20, 60.1}, {20, 60}})
	twice := newLine(t, orb.LineString{{0, 0}, {0.1, 0}, {0, 0}, {0.1, 0}})
	parts := newLine(t, orb.LineString{{0, 0}, {0.1, 0}}, orb.LineString{{0.1, 0.001}, {0.2, 0.001}})
	cut := newLine(t, orb.LineString{{179, 0}, {180, 0}}, orb.LineString{{-180, 0}, {-179, 0}})
	for _, c := range []struct {
		name string
		l    *geo.Line
		p    orb.Point
		tol  float64
		want []float64 // of the length
	}{
		{"crossing", cross, orb.Point{0.1, 0.1}, 10, []float64{0.1849, 0.8151}},
		{"start of a ring", ring, orb.Point{20, 60}, 10, []float64{0, 1}},
		{"passed three times", twice, orb.Point{0.05, 0}, 10, []float64{1.0 / 6, 0.5, 5.0 / 6}},
		{"there and back is one stretch", twice, orb.Point{0.1, 0}, 10, []float64{1.0 / 3, 1}},
		{"end of a part and start of the next", parts, orb.Point{0.1, 0.0005}, 100, []float64{0.5, 0.5}},
		{"a cut is no end", cut, orb.Point{180, 0.0001}, 100, []float64{0.5}},
		{"too far", cross, orb.Point{0.1, 0.3}, 10, nil},
		{"nowhere", cross, orb.Point{math.NaN(), 0}, 10, nil},
	} {
		got := c.l.LocateAll(c.p, c.tol)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %d places", c.name, got, len(c.want))
			continue
		}
		for i, p := range got {
			if math.Abs(p.ChainageM/c.l.LengthM()-c.want[i]) > 2e-3 || p.OffsetM > c.tol {
				t.Errorf("%s: place %d is %v, want chainage %g of %g", c.name, i, p, c.want[i], c.l.LengthM())
			}
		}
	}
}

func TestLocateNowhere(t *testing.T) {
	l := newLine(t, orb.LineString{{0, 0}, {1, 0}})
	for _, p := range []orb.Point{{math.NaN(), 0}, {0, math.NaN()}, {math.Inf(1), 0}, {170, 95}} {
		if got := l.Locate(p); !math.IsNaN(got.OffsetM) || got.Side != geo.On {
			t.Errorf("Locate(%v) = %v, want an offset of NaN", p, got)
		}
	}
	if s := geo.Left.String() + geo.On.String() + geo.Right.String(); s != "leftonright" {
		t.Errorf("the sides are called %s", s)
	}
}
