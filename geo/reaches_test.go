package geo_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// sweep returns what of a line lies within reaches, block by block.
func sweep(rs *geo.Reaches, l *geo.Line, accept func(int) bool) geo.Spans {
	var spans []geo.Span
	s := rs.NewSweep()
	for b := range l.Blocks() {
		spans = s.AppendWithin(spans, l, b, accept)
	}
	return geo.Normalise(spans)
}

// TestSweepIsEachReach: what many reaches hold is what each of them holds.
func TestSweepIsEachReach(t *testing.T) {
	t.Parallel()
	r := seeded(930)
	covered, whole := 0.0, 0.0
	for k := range 60 {
		c := regions[k%len(regions)]
		stepM := math.Pow(10, 1.5+3*r.Float64())
		l := newLine(t, wiggle(r, c.at, 60, stepM), wiggle(r, beside(r, c.at, 40*stepM), 300, stepM))
		reaches := []geo.Reach{
			geo.NewReach(orb.Point{math.NaN(), 0}, 1e9), geo.NewReach(orb.Point{0, 91}, 1e9),
			geo.NewReach(c.at, -1), geo.NewReach(c.at, math.NaN()), geo.NewReach(c.at, 0),
		}
		for range 40 {
			at := beside(r, l.At(r.Float64()*l.LengthM()), 20*stepM*r.Float64())
			if r.IntN(3) == 0 {
				at[0] += 360 * math.Copysign(1, -at[0]) // the same place
			}
			reaches = append(reaches, geo.NewReach(at, stepM*math.Pow(10, 2.0*r.Float64()-1)))
		}
		if k%6 == 0 {
			reaches = append(reaches, geo.NewReach(beside(r, c.at, 3e6), 3e6))
		}
		mod := 1 + r.IntN(3)
		accept := func(i int) bool { return i%mod == 0 }
		var want geo.Spans
		for i, x := range reaches {
			if accept(i) {
				want = want.Union(l.Within(x))
			}
		}
		got := sweep(geo.NewReaches(reaches), l, accept)
		if off := got.Subtract(want).LengthM() + want.Subtract(got).LengthM(); off > 1e-6 {
			t.Errorf("%s, steps of %.0f m: %g m differ of %.0f m\n%v\n%v", c.name, stepM, off, want.LengthM(), got, want)
		}
		covered, whole = covered+want.LengthM(), whole+l.LengthM()
	}
	if share := covered / whole; share < 0.1 || share > 0.9 {
		t.Errorf("%.3f of the lines are covered: that shows little", share)
	}
}

// TestSweepOfNothing: no reaches, or none that is let through.
func TestSweepOfNothing(t *testing.T) {
	l := newLine(t, orb.LineString{{0, 0}, {1, 0}})
	if s := sweep(geo.NewReaches(nil), l, nil); len(s) != 0 {
		t.Errorf("no reach holds %v", s)
	}
	here := geo.NewReaches([]geo.Reach{geo.NewReach(orb.Point{0.5, 0}, 1e4)})
	if s := sweep(here, l, func(int) bool { return false }); len(s) != 0 {
		t.Errorf("none let through holds %v", s)
	}
	if m := sweep(here, l, nil).LengthM(); math.Abs(m-2e4) > 0.01 {
		t.Errorf("10 km around a place on the line hold %g m", m)
	}
}

// around is 10 km around each of the posts.
func around(posts []orb.Point) []geo.Reach {
	reaches := make([]geo.Reach, len(posts))
	for i, p := range posts {
		reaches[i] = geo.NewReach(p, 10e3)
	}
	return reaches
}

// TestSweepAllocatesNothing once it has room.
func TestSweepAllocatesNothing(t *testing.T) {
	ls, posts := border()
	l := newLine(t, ls)
	s := geo.NewReaches(around(posts)).NewSweep()
	var spans []geo.Span
	all := func() {
		spans = spans[:0]
		for b := range l.Blocks() {
			spans = s.AppendWithin(spans, l, b, nil)
		}
	}
	if n := testing.AllocsPerRun(10, all); n > 0 || len(spans) == 0 {
		t.Errorf("%g allocations, %d spans", n, len(spans))
	}
}

func BenchmarkSweep(b *testing.B) {
	ls, posts := border()
	l := newLine(b, ls)
	s := geo.NewReaches(around(posts)).NewSweep()
	var spans []geo.Span
	for b.Loop() {
		spans = spans[:0]
		for k := range l.Blocks() {
			spans = s.AppendWithin(spans, l, k, nil)
		}
	}
}

func BenchmarkNewReaches(b *testing.B) {
	r := seeded(5)
	reaches := make([]geo.Reach, 100_000)
	for i := range reaches {
		reaches[i] = geo.NewReach(anywhere(r), 10e3)
	}
	for b.Loop() {
		geo.NewReaches(reaches)
	}
}

// TestOverTheAntimeridian: lines, reaches and boxes on one side find what is
// on the other, whichever turn their longitudes are written in.
func TestOverTheAntimeridian(t *testing.T) {
	var reaches []geo.Reach
	for i := range 40 { // one bucket or two, on both sides
		reaches = append(reaches, geo.NewReach(orb.Point{179.9 + 0.005*float64(i), 10}, 2e3))
	}
	over := geo.NewReaches(reaches)
	var ls orb.LineString
	for i := range 400 {
		ls = append(ls, orb.Point{179 + 0.005*float64(i), 10})
	}
	for lon := 179.9; lon < 180.09; lon += 0.007 {
		w := math.Remainder(lon, 360)
		short := newLine(t, orb.LineString{{w, 9.999}, {w, 10.001}})
		if s := sweep(over, short, nil); len(s) != 1 || s[0] != short.Whole() {
			t.Errorf("of a line at %g, within reach, %v is found", w, s)
		}
	}
	want := newLine(t, ls)
	for _, turn := range []float64{-720, -360, 0, 360} {
		if math.Abs(ls[0][0]+turn) > 538 {
			continue
		}
		moved := ls.Clone()
		for i := range moved {
			moved[i][0] += turn
		}
		l := newLine(t, moved)
		got := sweep(over, l, nil)
		if len(got) != 1 || math.Abs(got.LengthM()-sweep(over, want, nil).LengthM()) > 1e-6 || got.LengthM() < 25e3 {
			t.Errorf("turned by %g: %v", turn, got)
		}
		ix := geo.NewIndex([]*geo.Line{l})
		for lon := 179.05; lon < 181; lon += 0.05 {
			w := math.Remainder(lon, 360)
			if in := ix.InBox(orb.Bound{Min: orb.Point{w - 0.01, 9}, Max: orb.Point{w + 0.01, 11}}); len(in) != 1 {
				t.Errorf("turned by %g: not in the box at %g", turn, w)
			}
			if in := ix.InBox(orb.Bound{Min: orb.Point{w - 0.01, 10.1}, Max: orb.Point{w + 0.01, 11}}); len(in) != 0 {
				t.Errorf("turned by %g: in the box north of it at %g", turn, w)
			}
			west := newLine(t, orb.LineString{{w - 0.001, 9.99}, {w + 0.001, 10.01}})
			if s := sweep(geo.NewReaches([]geo.Reach{geo.NewReach(orb.Point{lon - 360, 10}, 1e3)}), west, nil); len(s) != 1 {
				t.Errorf("a reach at %g, written as %g, is not found", w, lon-360)
			}
		}
		for _, lon := range []float64{178.9, -178.9, 0, 100} {
			if in := ix.InBox(orb.Bound{Min: orb.Point{lon - 0.01, 9}, Max: orb.Point{lon + 0.01, 11}}); len(in) != 0 {
				t.Errorf("turned by %g: in the box at %g", turn, lon)
			}
		}
	}
}
