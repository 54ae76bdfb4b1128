package geo_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/wgs84"
)

// pairsApart draws pairs so many metres apart, all azimuths and latitudes.
func pairsApart(r *rand.Rand, metres float64, n int) []pair {
	out := make([]pair, n)
	for i := range out {
		p := anywhere(r)
		if i%3 == 0 { // not only where most of the sphere is
			p[1] = r.Float64()*180 - 90
		}
		out[i] = pair{p, beside(r, p, metres)}
	}
	return out
}

func TestDistanceMatchesGeographicLib(t *testing.T) {
	t.Parallel()
	classes := []struct{ metres, allowed float64 }{
		{1, 1e-6}, {10, 1e-6}, {100, 1e-6}, {1e3, 1e-6}, {10e3, 1e-5}, {20e3, 1e-5}, {50e3, 1e-4},
		{99.9e3, 1e-3}, {100.1e3, 1e-6}, {200e3, 1e-6}, {1000e3, 1e-6}, {10000e3, 1e-6}, {19900e3, 1e-6},
	}
	r := seeded(1)
	const n = 3000
	var pairs []pair
	for _, c := range classes {
		pairs = append(pairs, pairsApart(r, c.metres, n)...)
	}
	truth := geodesics(t, pairs)
	for k, c := range classes {
		var d, chord worst
		for i := k * n; i < (k+1)*n; i++ {
			p := pairs[i]
			d.see(math.Abs(geo.DistanceM(p.a, p.b)-truth[i]), "%v", p)
			m := wgs84.ChordDistance(wgs84.ECEF(p.a[0], p.a[1]), wgs84.ECEF(p.b[0], p.b[1]))
			chord.see(math.Abs(m-truth[i]), "%v", p)
		}
		t.Logf("%10.0f m: DistanceM off by %.2g m, ChordDistance by %.2g m", c.metres, d.v, chord.v)
		if !(d.v <= c.allowed) {
			t.Errorf("%g m apart: off by %g m at %s", c.metres, d.v, d.where)
		}
		if c.metres <= wgs84.ChordMaxM && !(chord.v <= 1e-3) {
			t.Errorf("%g m apart: chord distance off by %g m at %s", c.metres, chord.v, chord.where)
		}
	}
}

func TestDistanceOfOddPairs(t *testing.T) {
	pairs := []pair{
		{orb.Point{0, 90}, orb.Point{77, 90}},
		{orb.Point{0, 90}, orb.Point{0, -90}},
		{orb.Point{180, 10}, orb.Point{-180, 10}},
		{orb.Point{179.9, 10}, orb.Point{-179.9, 10}},
		{orb.Point{179.9, 10}, orb.Point{180.1, 10}},
		{orb.Point{-539.9, 10}, orb.Point{180.1, 10}},
		{orb.Point{0, 0}, orb.Point{180, 0}},
		{orb.Point{0, 0}, orb.Point{179.5, 0.3}},
		{orb.Point{30, 89.9999}, orb.Point{-150, 89.9999}},
		{orb.Point{30, 45}, orb.Point{30, 45}},
	}
	for i, want := range geodesics(t, pairs) {
		p := pairs[i]
		if got := geo.DistanceM(p.a, p.b); math.Abs(got-want) > 1e-6 {
			t.Errorf("DistanceM(%v, %v) = %.9f, GeographicLib has %.9f", p.a, p.b, got, want)
		}
		if there, back := geo.DistanceM(p.a, p.b), geo.DistanceM(p.b, p.a); math.Abs(there-back) > 1e-8 {
			t.Errorf("DistanceM of %v: %.9f there, %.9f back", p, there, back)
		}
	}
}
