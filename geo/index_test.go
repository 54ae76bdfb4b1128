package geo_test

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"lindero/geo"
)

// worldLines draws lines everywhere: the regions' and some more, of all
// sizes, some of two parts.
func worldLines(t testing.TB, r *rand.Rand, n int) []*geo.Line {
	out := make([]*geo.Line, n)
	for i := range out {
		at := anywhere(r)
		if i < 3*len(regions) {
			at = beside(r, regions[i%len(regions)].at, 20e3*r.Float64())
		}
		step := math.Pow(10, 1+4*r.Float64())
		parts := []orb.LineString{wiggle(r, at, 2+r.IntN(20), step)}
		if i%5 == 0 {
			parts = append(parts, wiggle(r, beside(r, at, step), 3, step))
		}
		if i%11 == 0 { // along ±180
			parts = []orb.LineString{{{180, at[1] * 0.9}, {-180, at[1]*0.9 + 0.5}}}
		}
		out[i] = newLine(t, parts...)
	}
	return out
}

// queries draws places to ask an index about: on the lines, near them, at the
// seams of the map and anywhere.
func queries(r *rand.Rand, lines []*geo.Line, n int) []orb.Point {
	out := []orb.Point{{0, 90}, {120, -90}, {180, 0}, {-180, 66}, {540, 10}}
	for len(out) < n {
		p := anywhere(r)
		if l := lines[r.IntN(len(lines))]; l != nil && len(out)%4 > 0 {
			p = beside(r, l.At(r.Float64()*l.LengthM()), math.Pow(10, 6*r.Float64()))
		}
		out = append(out, p)
	}
	return out
}

// withinByIndex gathers what the index says of each line.
func withinByIndex(ix *geo.Index, reach geo.Reach, n int) []geo.Spans {
	spans := make([][]geo.Span, n)
	ix.Within(reach, func(line int, s geo.Span) { spans[line] = append(spans[line], s) })
	out := make([]geo.Spans, n)
	for i := range out {
		out[i] = geo.NewSpans(spans[i]...)
	}
	return out
}

func checkIndex(t *testing.T, ix *geo.Index, lines []*geo.Line, r *rand.Rand, asked int) {
	t.Helper()
	for _, p := range queries(r, lines, asked) {
		metres := math.Pow(10, 5.5*r.Float64())
		if r.IntN(15) == 0 {
			metres *= 40
		}
		reach := geo.NewReach(p, metres)
		got := withinByIndex(ix, reach, len(lines))
		var want []geo.Near
		for i, l := range lines {
			if l == nil {
				if len(got[i]) > 0 {
					t.Errorf("line %d is removed but has %v within", i, got[i])
				}
				continue
			}
			if w := l.Within(reach); !slices.Equal(got[i], w) {
				t.Errorf("%g m around %v: line %d has %v, the index says %v", metres, p, i, w, got[i])
			}
			want = append(want, geo.Near{Line: i, Place: l.Locate(p)})
		}
		slices.SortFunc(want, func(a, b geo.Near) int {
			return cmp.Or(cmp.Compare(a.OffsetM, b.OffsetM), cmp.Compare(a.Line, b.Line))
		})
		for _, k := range []int{1, 2, 3, 5} {
			near := ix.Nearest(p, k)
			if len(near) != k {
				t.Errorf("Nearest(%v, %d) has %d lines", p, k, len(near))
				continue
			}
			for i, n := range near {
				if math.Abs(n.OffsetM-want[i].OffsetM) > 1e-6 || n.Line != want[i].Line && math.Abs(n.OffsetM-want[i].OffsetM) > 1e-9 {
					t.Errorf("Nearest(%v, %d)[%d] = %v, want %v", p, k, i, n, want[i])
				}
			}
		}
	}
}

func TestIndexIsBruteForce(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		r := seeded(800 + seed)
		lines := worldLines(t, r, 60)
		checkIndex(t, geo.NewIndex(lines), lines, r, 40)
	}
}

// inBox reports whether an edge's box meets the box from west on to east.
func inBox(ls orb.LineString, west, south, width, north float64) bool {

	for i := 1; i < len(ls); i++ {
		e := newEdge(ls[i-1], ls[i])
		lo, hi := math.Min(e.p[0], e.q[0]), math.Max(e.p[0], e.q[0])
		if math.Max(e.p[1], e.q[1]) < south || math.Min(e.p[1], e.q[1]) > north {
			continue
		}
		for turn := -1080.0; turn <= 1080; turn += 360 {
			if lo+turn <= west+width && hi+turn >= west {
				return true
			}
		}
	}
	return false
}

func TestInBox(t *testing.T) {
	r := seeded(820)
	var lines []*geo.Line
	var given []orb.LineString
	for i := range 150 {
		p := anywhere(r)
		if i < 40 {
			p[0] = math.Copysign(180, p[0]) + r.NormFloat64()
		}
		q := orb.Point{p[0] + r.NormFloat64(), p[1]*0.99 + 0.1}
		if i < 10 {
			p[0], q[0] = -180, -180
		} else if i < 20 {
			p[0], q[0] = 180, 180
		}
		given = append(given, orb.LineString{p, q})
		lines = append(lines, newLine(t, orb.LineString{p, q}))
	}
	ix := geo.NewIndex(lines)
	for i := range 300 {
		west, south := float64(r.IntN(360)-180), float64(r.IntN(160)-90)
		width, height := float64(r.IntN(60)), float64(r.IntN(60))
		switch i % 5 {
		case 0:
			west = 180 - width
		case 1:
			west = -180
		}
		b := orb.Bound{Min: orb.Point{west, south}, Max: orb.Point{west + width, south + height}}
		if b.Max[0] > 180 && i%2 == 0 {
			b.Max[0] -= 360 // written as RFC 7946 does
		}
		got := ix.InBox(b)
		for k, ls := range given {
			// The index tells by runs, whose boxes may be more than the edge's.
			if want := inBox(ls, west, south, width, south+height); want && !slices.Contains(got, k) {
				t.Errorf("line %d, %v, is not in %v", k, ls, b)
			} else if !want && slices.Contains(got, k) {
				t.Errorf("line %d, %v, is in %v", k, ls, b)
			}
		}
		if !slices.IsSorted(got) {
			t.Errorf("%v is not ascending", got)
		}
	}
	if got := ix.InBox(orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}}); len(got) != len(lines) {
		t.Errorf("%d of %d lines are in the world", len(got), len(lines))
	}
}

func TestWithAndWithoutLeaveTheOldIndex(t *testing.T) {
	r := seeded(830)
	lines := worldLines(t, r, 30)
	ix := geo.NewIndex(lines[:20])
	more := ix
	for i, l := range lines[20:] {
		next, n := more.With(l)
		if n != 20+i || next.Line(n) != l {
			t.Fatalf("line %d is number %d", 20+i, n)
		}
		more = next
	}
	less, left := more, slices.Clone(lines)
	for _, i := range []int{3, 25, 0, 29, 3} {
		less, left[i] = less.Without(i), nil
	}
	checkIndex(t, ix, lines[:20], r, 12)
	checkIndex(t, more, lines, r, 12)
	checkIndex(t, less, left, r, 12)
	fork, _ := ix.With(lines[29]) // a second branch from the same trunk
	checkIndex(t, fork, append(slices.Clone(lines[:20]), lines[29]), r, 12)
}

func TestIndexInUseByMany(t *testing.T) {
	t.Parallel()
	r := seeded(840)
	lines := worldLines(t, r, 40)
	ix := geo.NewIndex(lines[:30])
	asked := queries(r, lines, 40)
	want := make([][]geo.Near, len(asked))
	for i, p := range asked {
		want[i] = ix.Nearest(p, 3)
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			mine := ix
			for i, p := range asked {
				if g%2 == 0 { // writers, each on a branch of its own
					mine, _ = mine.With(lines[30+i%10])
					mine = mine.Without(i % 30)
					mine.Nearest(p, 1)
				}
				if diff := gocmp.Diff(want[i], ix.Nearest(p, 3)); diff != "" {
					t.Errorf("Nearest(%v) changed: %s", p, diff)
				}
				ix.Within(geo.NewReach(p, 50e3), func(int, geo.Span) {})
				lines[i%40].Locate(p)
			}
		})
	}
	wg.Wait()
}

func TestIndexOfNothing(t *testing.T) {
	ix := geo.NewIndex(nil)
	if got := ix.Nearest(orb.Point{1, 2}, 3); len(got) != 0 {
		t.Errorf("the empty index has %v", got)
	}
	one, n := ix.With(newLine(t, orb.LineString{{0, 0}, {1, 1}}))
	for _, p := range []orb.Point{{math.NaN(), 0}, {0, math.Inf(1)}, {0, 99}} {
		if got := one.Nearest(p, 3); len(got) != 0 {
			t.Errorf("%v is near %v", p, got)
		}
		one.Within(geo.NewReach(p, 1e9), func(int, geo.Span) { t.Errorf("something is within reach of %v", p) })
	}
	for _, m := range []float64{-1, math.NaN()} {
		one.Within(geo.NewReach(orb.Point{0, 0}, m), func(int, geo.Span) { t.Errorf("something is within %g m", m) })
	}
	if got := one.Nearest(orb.Point{}, 0); got != nil || n != 0 {
		t.Errorf("the nearest none are %v", got)
	}
}
