package geo_test

import (
	"errors"
	"math"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"lindero/geo"
)

func TestNewLineErrors(t *testing.T) {
	ok := orb.LineString{{0, 0}, {1, 1}}
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		name  string
		parts []orb.LineString
		want  error
	}{
		{"no part", nil, geo.ErrShort},
		{"empty part", []orb.LineString{{}}, geo.ErrShort},
		{"one vertex", []orb.LineString{{{1, 2}}}, geo.ErrShort},
		{"second part of one vertex", []orb.LineString{ok, {{1, 2}}}, geo.ErrShort},
		{"one place", []orb.LineString{{{1, 2}, {1, 2}, {1, 2}}}, geo.ErrZeroLength},
		{"one place written in two ways", []orb.LineString{{{180, 2}, {-180, 2}}}, geo.ErrZeroLength},
		{"the pole", []orb.LineString{{{0, 90}, {70, 90}, {-150, 90}}}, geo.ErrZeroLength},
		{"two parts of one place each", []orb.LineString{{{1, 2}, {1, 2}}, {{3, 4}, {3, 4}}}, geo.ErrZeroLength},
		{"NaN", []orb.LineString{{{0, 0}, {nan, 1}}}, geo.ErrCoordinate},
		{"NaN latitude", []orb.LineString{{{0, nan}, {1, 1}}}, geo.ErrCoordinate},
		{"Inf", []orb.LineString{{{0, 0}, {inf, 1}}}, geo.ErrCoordinate},
		{"-Inf latitude", []orb.LineString{{{0, 0}, {1, -inf}}}, geo.ErrCoordinate},
		{"latitude 90.0001", []orb.LineString{{{0, 0}, {1, 90.0001}}}, geo.ErrCoordinate},
		{"longitude 541", []orb.LineString{ok, {{0, 0}, {541, 1}}}, geo.ErrCoordinate},
	} {
		l, err := geo.NewLine(c.parts...)
		if !errors.Is(err, c.want) || l != nil {
			t.Errorf("%s: got %v, %v; want %v", c.name, l, err, c.want)
		}
	}
	if _, err := geo.NewLine(ok, orb.LineString{{0, 0}, {0, 91}}); err.Error() !=
		"part 2: vertex 2 (0, 91): coordinate out of range" {
		t.Errorf("the error does not say where: %v", err)
	}
}

func TestNewLineTooLongEndsSoon(t *testing.T) {
	zigzags := map[string]orb.LineString{}
	for _, name := range []string{"pole to pole", "round a parallel by the pole"} {
		ls := make(orb.LineString, 20000)
		for i := range ls {
			if name == "pole to pole" {
				ls[i] = orb.Point{float64(i % 360), float64(i%2*180 - 90)}
			} else {
				ls[i] = orb.Point{float64(i%2)*179 - 180, 89.99}
			}
		}
		zigzags[name] = ls
	}
	for name, ls := range zigzags {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		_, err := geo.NewLine(ls)
		runtime.ReadMemStats(&after)
		t.Logf("%s: %v, %d MB allocated", name, time.Since(start), (after.TotalAlloc-before.TotalAlloc)>>20)
		if !errors.Is(err, geo.ErrTooLong) {
			t.Errorf("%s: %v", name, err)
		}
		if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 100 {
			t.Errorf("%s: %d MB allocated to say that the line is too long", name, mb)
		}
	}
}

func TestNewLineCopiesItsParts(t *testing.T) {
	given := orb.LineString{{0, 0}, {1, 1}}
	l := newLine(t, given)
	given[1] = orb.Point{5, 5}
	if l.Parts()[0][1] != (orb.Point{1, 1}) {
		t.Error("the line shares its caller's vertices")
	}
}

func TestAtHoldsToTheEnds(t *testing.T) {
	l := newLine(t, orb.LineString{{10, 20}, {10, 20}, {11, 21}, {12, 20}, {12, 20}})
	for _, c := range []struct {
		at   float64
		want orb.Point
	}{
		{-5, orb.Point{10, 20}}, {0, orb.Point{10, 20}}, {math.Inf(-1), orb.Point{10, 20}},
		{l.LengthM(), orb.Point{12, 20}}, {l.LengthM() + 1, orb.Point{12, 20}}, {math.Inf(1), orb.Point{12, 20}},
	} {
		if got := l.At(c.at); geo.DistanceM(got, c.want) > 1e-6 {
			t.Errorf("At(%g) = %v, want %v", c.at, got, c.want)
		}
	}
}

func TestAnEdgeOfHalfACircleGoesTheWayItIsWritten(t *testing.T) {
	// Once over the antimeridian and a turn on, there and back along the equator.
	l := newLine(t, orb.LineString{{170, 0}, {-170, 0}, {10, 0}, {-170, 0}, {10, 0}})
	half := newLine(t, orb.LineString{{10, 0}, {-170, 0}}).LengthM()
	for i, want := range []orb.Point{{100, 0}, {-80, 0}, {-80, 0}} {
		if i == 0 {
			want = orb.Point{-80, 0} // 180 east of -170 is 10, by way of -80
		}
		if got := l.At(l.LengthM() - half*(2.5-float64(i))); geo.DistanceM(got, want) > 1 {
			t.Errorf("the middle of half circle %d is %v, want %v", i, got, want)
		}
	}
}

func TestPartsAndBreaks(t *testing.T) {
	a, b, c := orb.LineString{{0, 0}, {0, 1}}, orb.LineString{{0, 2}, {0, 3}}, orb.LineString{{0, 3}, {1, 3}}
	l := newLine(t, a, b, c)
	first := newLine(t, a).LengthM()
	if diff := cmp.Diff([]float64{first}, l.Breaks()); diff != "" {
		t.Errorf("Breaks: %s", diff)
	}
	if got := l.At(first); geo.DistanceM(got, b[0]) > 1e-6 {
		t.Errorf("At a break is %v, want the start of the next part", got)
	}
	if got := l.End(geo.Span{ToM: first}); geo.DistanceM(got, a[1]) > 1e-6 {
		t.Errorf("End at a break is %v, want the end of the part before", got)
	}
	cut := newLine(t, orb.LineString{{179, 5}, {180, 5.5}}, orb.LineString{{-180, 5.5}, {-179, 6}})
	if len(cut.Breaks()) != 0 {
		t.Errorf("a line cut at the antimeridian has breaks at %v", cut.Breaks())
	}
	want := a.Clone()
	if !slices.Equal(l.Parts()[0], want) || l.VertexCount() < 6 {
		t.Errorf("parts %v, %d vertices", l.Parts(), l.VertexCount())
	}
}

func TestBearing(t *testing.T) {
	for _, c := range []struct {
		name string
		ls   orb.LineString
		at   float64 // fraction
		want float64
	}{
		{"east", orb.LineString{{0, 0}, {1, 0}}, 0.3, 90},
		{"west", orb.LineString{{1, 0}, {0, 0}}, 1, 270},
		{"north", orb.LineString{{10, 60}, {10, 61}}, 0.5, 0},
		{"south", orb.LineString{{10, -60}, {10, -61}}, 0.5, 180},
		{"over the antimeridian", orb.LineString{{179, 0}, {-179, 0}}, 0.5, 90},
		{"along a parallel", orb.LineString{{0, 60}, {40, 60}}, 0.4, 90},
		{"repeated vertices at the end", orb.LineString{{0, 0}, {1, 0}, {1, 0}}, 1, 90},
		{"repeated vertices at the start", orb.LineString{{0, 0}, {0, 0}, {1, 0}}, 0, 90},
		{"from the north pole", orb.LineString{{30, 90}, {30, 80}}, 0.1, 180},
		{"to the south pole", orb.LineString{{30, -80}, {30, -90}}, 0.9, 180},
	} {
		l := newLine(t, c.ls)
		got := l.BearingDeg(c.at * l.LengthM())
		if off := math.Abs(math.Mod(got-c.want+540, 360) - 180); off > 0.02 || got < 0 || got >= 360 {
			t.Errorf("%s: bearing %g, want %g", c.name, got, c.want)
		}
	}
}

// lengthOf sums the lengths of lines.
func lengthOf(t testing.TB, lines orb.MultiLineString) float64 {
	sum := 0.0
	for _, ls := range lines {
		l, err := geo.NewLine(ls)
		if errors.Is(err, geo.ErrZeroLength) {
			continue
		}
		if err != nil {
			t.Fatalf("measuring %v: %v", ls, err)
		}
		sum += l.LengthM()
	}
	return sum
}

func TestSlicesMakeTheWhole(t *testing.T) {
	for i, c := range regions {
		r := seeded(uint64(200 + i))
		first, second := wiggle(r, c.at, 12, 40e3), wiggle(r, c.at, 12, 40e3)
		second[3] = second[2]
		l := newLine(t, first, second)
		if diff := cmp.Diff(l.Parts(), l.Slice(l.Whole())); diff != "" {
			t.Errorf("%s: the slice of the whole is not the line: %s", c.name, diff)
		}
		cuts := []float64{0, l.LengthM()}
		for range 9 {
			cuts = append(cuts, r.Float64()*l.LengthM())
		}
		slices.Sort(cuts)
		sum, kept := 0.0, 0
		for k := 1; k < len(cuts); k++ {
			s := geo.Span{FromM: cuts[k-1], ToM: cuts[k]}
			out := l.Slice(s)
			// A cut edge strays from its own ends' straight line, by less than 1 cm.
			if m := lengthOf(t, out); math.Abs(m-s.LengthM()) > perHundredKm(m) {
				t.Errorf("%s: slice %v has %.6f m", c.name, s, m)
			}
			sum += lengthOf(t, out)
			a, b := out[0][0], out[len(out)-1][len(out[len(out)-1])-1]
			if geo.DistanceM(a, l.At(s.FromM)) > 1e-6 || geo.DistanceM(b, l.End(s)) > 1e-6 {
				t.Errorf("%s: slice %v goes from %v to %v", c.name, s, a, b)
			}
			for _, part := range out {
				for _, p := range part {
					if slices.Contains(first, p) || slices.Contains(second, p) {
						kept++
					}
				}
			}
		}
		if math.Abs(sum-l.LengthM()) > perHundredKm(sum) {
			t.Errorf("%s: slices sum to %.6f of %.6f m", c.name, sum, l.LengthM())
		}
		if kept != len(first)+len(second) {
			t.Errorf("%s: %d of %d given vertices kept", c.name, kept, len(first)+len(second))
		}
	}
}

func TestSliceOdd(t *testing.T) {
	half := newLine(t, orb.LineString{{0, 10}, {180, 10}})
	jump := newLine(t, orb.LineString{{178, 0}, {-179, 0}, {-178, 0}})
	n := half.LengthM()
	for _, c := range []struct {
		name string
		l    *geo.Line
		s    geo.Span
		want orb.MultiLineString
	}{
		{"half a circle is kept", half, half.Whole(), orb.MultiLineString{{{0, 10}, {180, 10}}}},
		{"its second half", half, geo.Span{FromM: n / 2, ToM: n}, orb.MultiLineString{{{90, 10}, {180, 10}}}},
		{"its first half", half, geo.Span{FromM: -1, ToM: n / 2}, orb.MultiLineString{{{0, 10}, {90, 10}}}},
		{"jump", jump, jump.Whole(), orb.MultiLineString{{{178, 0}, {-179, 0}, {-178, 0}}}},
		{"end beyond the jump", jump, geo.Span{ToM: jump.LengthM() * 3 / 8}, orb.MultiLineString{{{178, 0}, {179.5, 0}}}},
		{"empty", jump, geo.Span{FromM: 5, ToM: 5}, nil},
		{"reversed", jump, geo.Span{FromM: 5, ToM: 4}, nil},
		{"beyond", jump, geo.Span{FromM: 1e9, ToM: 2e9}, nil},
		{"not a number", jump, geo.Span{FromM: math.NaN(), ToM: math.NaN()}, nil},
	} {
		got := c.l.Slice(c.s)
		if !alike(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
		c.l.End(c.s) // any span has an end
	}
}

// alike reports whether two lines have the same vertices but for rounding.
func alike(a, b orb.MultiLineString) bool {
	return slices.EqualFunc(a, b, func(a, b orb.LineString) bool {
		return slices.EqualFunc(a, b, func(p, q orb.Point) bool {
			return math.Abs(p[0]-q[0]) < 1e-9 && math.Abs(p[1]-q[1]) < 1e-7
		})
	})
}
