package geo_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
)

func TestPointsNearestIsBruteForce(t *testing.T) {
	r := seeded(900)
	points := []orb.Point{{0, 90}, {180, 10}, {-180, 10}, {179.9, 66}, {-179.9, 66}, {50, -90}}
	for len(points) < 400 {
		points = append(points, anywhere(r))
	}
	for range 50 {
		points = append(points, points[r.IntN(400)])
	}
	ps := geo.NewPoints(points)
	ask := func() orb.Point {
		switch r.IntN(4) {
		case 0:
			return anywhere(r)
		case 1:
			return orb.Point{180 * (1 - 2*r.Float64()), math.Copysign(90-r.Float64()*r.Float64(), r.Float64()-0.5)}
		case 2:
			return orb.Point{math.Copysign(180-r.Float64(), r.Float64()-0.5), 180*r.Float64() - 90}
		}
		return beside(r, points[r.IntN(len(points))], 1e4*r.Float64())
	}
	for range 400 {
		p, mod := ask(), 1+r.IntN(3)
		accept := func(i int) bool { return i%mod == 0 }
		want, least := -1, math.Inf(1)
		for i, q := range points {
			if m := geo.DistanceM(p, q); accept(i) && m < least {
				want, least = i, m
			}
		}
		if got, m := ps.Nearest(p, accept); got != want || m != least {
			t.Errorf("Nearest(%v) = %d at %.9f m, want %d at %.9f m", p, got, m, want, least)
		}
	}
}

func TestNearestToIsBruteForce(t *testing.T) {
	t.Parallel()
	r := seeded(910)
	for k := range 36 {
		c := regions[k%len(regions)]
		stepM := math.Pow(10, 2+2.7*r.Float64())
		l := newLine(t, wiggle(r, c.at, 9, stepM), wiggle(r, beside(r, c.at, 2*stepM), 9, stepM))
		var points []orb.Point
		for range 40 {
			points = append(points, beside(r, l.At(r.Float64()*l.LengthM()), 3*stepM*r.Float64()))
		}
		ps := geo.NewPoints(points)
		for j := range 6 {
			s := geo.Span{FromM: r.Float64() * l.LengthM(), ToM: r.Float64() * l.LengthM()}
			if s.FromM > s.ToM {
				s.FromM, s.ToM = s.ToM, s.FromM
			}
			switch j {
			case 0:
				s = l.Whole()
			case 1:
				s.FromM, s.ToM = 0, l.Breaks()[0]
			case 2:
				s.FromM, s.ToM = l.Breaks()[0], l.LengthM()
			}
			accept := func(i int) bool { return i%3 > 0 }
			want, least := -1, math.Inf(1)
			slice := newLine(t, l.Slice(s)...)
			for i, p := range points {
				if m := slice.Locate(p).OffsetM; accept(i) && m < least-1e-3 {
					want, least = i, m
				}
			}
			got, m, at := ps.NearestTo(l, s, accept)
			// Cutting an edge moves where its pieces stray, by up to 1 cm.
			if got != want || math.Abs(m-least) > 0.01 {
				t.Errorf("%s: NearestTo(%v) = %d at %.6f m, want %d at %.6f m", c.name, s, got, m, want, least)
			}
			there := math.Min(geo.DistanceM(points[got], l.At(at)), geo.DistanceM(points[got], l.End(geo.Span{ToM: at})))
			if at < s.FromM || at > s.ToM || math.Abs(there-m) > 2e-3 {
				t.Errorf("%s: the place nearest to %v is %.3f, %.6f m away, not %.6f", c.name, s, at, there, m)
			}
		}
	}
}

func TestNearestToTable(t *testing.T) {
	l := newLine(t, orb.LineString{{0, 0}, {1, 0}}, orb.LineString{{5, 0}, {6, 0}})
	first := l.Breaks()[0]
	points := []orb.Point{{0.5, 0.01}, {1.2, 0}, {4.99, 0}, {5.5, 0.03}, {5.5, 0.03}, {math.NaN(), 0}, {5.5, 95}}
	ps := geo.NewPoints(points)
	for _, c := range []struct {
		name string
		s    geo.Span
		want int
	}{
		{"whole", l.Whole(), 0},
		{"second part: the end of the first is no place of it", geo.Span{FromM: first, ToM: l.LengthM()}, 2},
		{"of two as near, the first", geo.Span{FromM: first * 1.3, ToM: l.LengthM()}, 3},
		{"first part", geo.Span{FromM: first * 0.95, ToM: first}, 1},
		{"a place", geo.Span{FromM: first / 2, ToM: first / 2}, 0},
	} {
		if got, m, at := ps.NearestTo(l, c.s, nil); got != c.want {
			t.Errorf("%s: %d at %g m, chainage %g; want %d", c.name, got, m, at, c.want)
		}
	}
	none := func(int) bool { return false }
	if i, m := ps.Nearest(orb.Point{}, none); i != -1 || !math.IsInf(m, 1) {
		t.Errorf("of none accepted, %d is nearest at %g m", i, m)
	}
	if i, _, _ := ps.NearestTo(l, l.Whole(), none); i != -1 {
		t.Errorf("of none accepted, %d is nearest", i)
	}
	if i, _ := ps.Nearest(orb.Point{math.NaN(), 0}, nil); i != -1 {
		t.Errorf("%d is nearest to nowhere", i)
	}
	if i, _, _ := ps.NearestTo(l, geo.Span{FromM: 1e9, ToM: 2e9}, nil); i != -1 {
		t.Errorf("%d is nearest to what is beyond the line", i)
	}
}
