package geo_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// edges are single edges of all kinds.
var edges = []struct {
	name string
	e    edge
}{
	{"parallel of 60°, 2°", edge{orb.Point{10, 60}, orb.Point{12, 60}}},
	{"parallel of 60°, 170°", edge{orb.Point{10, 60}, orb.Point{180, 60}}},
	{"parallel of 89.9°", edge{orb.Point{0, 89.9}, orb.Point{179, 89.9}}},
	{"parallel of 89.999°", edge{orb.Point{0, -89.999}, orb.Point{120, -89.999}}},
	{"parallel of 89.9999999°", edge{orb.Point{0, 89.9999999}, orb.Point{120, 89.9999999}}},
	{"parallel of 30°, half a circle", edge{orb.Point{0, 30}, orb.Point{180, 30}}},
	{"equator", edge{orb.Point{-10, 0}, orb.Point{30, 0}}},
	{"meridian", edge{orb.Point{7, -80}, orb.Point{7, 80}}},
	{"meridian to the pole", edge{orb.Point{7, 89}, orb.Point{7, 90}}},
	{"pole to pole", edge{orb.Point{7, -90}, orb.Point{7, 90}}},
	{"diagonal of 300 km, equator", edge{orb.Point{0, -1}, orb.Point{2, 1}}},
	{"diagonal of 300 km, 45°", edge{orb.Point{20, 45}, orb.Point{22.5, 47}}},
	{"diagonal of 300 km, 75°", edge{orb.Point{20, 75}, orb.Point{27, 77}}},
	{"diagonal of 300 km, 88°", edge{orb.Point{20, 88}, orb.Point{100, 89.5}}},
	{"spiral into the pole", edge{orb.Point{20, 89.9}, orb.Point{150, 90}}},
	{"spiral close to the pole", edge{orb.Point{20, 89.9}, orb.Point{190, 89.99999}}},
	{"over the antimeridian", edge{orb.Point{179, 10}, orb.Point{181, 12}}},
	{"across a hemisphere", edge{orb.Point{-60, -70}, orb.Point{110, 85}}},
	{"ten metres", edge{orb.Point{20, 65}, orb.Point{20.0001, 65.0001}}},
	{"a millimetre", edge{orb.Point{20, 65}, orb.Point{20, 65.00000001}}},
}

// perHundredKm is 1 mm for each 100 km begun.
func perHundredKm(m float64) float64 { return 1e-3 * math.Max(1, m/100e3) }

func TestLengthIsTheIntegralOfTheEdge(t *testing.T) {
	for _, c := range edges {
		l := newLine(t, orb.LineString{c.e.p, c.e.q})
		want := c.e.lengthM(1)
		off := l.LengthM() - want
		t.Logf("%-32s %14.4f m, off by %+.2g m = %+.2f mm per 100 km, %d vertices",
			c.name, want, off, off/want*1e8, l.VertexCount())
		if !(math.Abs(off) <= perHundredKm(want)) {
			t.Errorf("%s: length %.6f m, the integral is %.6f m", c.name, l.LengthM(), want)
		}
	}
}

func TestLengthIsTheSumOfShortGeodesics(t *testing.T) {
	t.Parallel()
	for _, c := range edges {
		total := c.e.lengthM(1)
		if total > 293e3 || total < 1 || math.Abs(c.e.p[1]) > 89 {
			continue // so near a pole 10 m of a parallel are no straight line
		}
		n := int(total/10) + 1
		pairs := make([]pair, n)
		for i := range pairs {
			pairs[i] = pair{c.e.at(float64(i) / float64(n)), c.e.at(float64(i+1) / float64(n))}
		}
		sum := 0.0
		for _, m := range geodesics(t, pairs) {
			sum += m
		}
		if got := newLine(t, orb.LineString{c.e.p, c.e.q}).LengthM(); !(math.Abs(got-sum) <= perHundredKm(sum)) {
			t.Errorf("%s: length %.6f m, %d geodesics sum to %.6f m", c.name, got, n, sum)
		}
	}
}

func TestAtIsOnTheEdgeAtItsChainage(t *testing.T) {
	r := seeded(2)
	var stray, along worst
	for _, c := range edges {
		l := newLine(t, orb.LineString{c.e.p, c.e.q})
		for i := range 60 {
			f := r.Float64()
			if i < 10 { // the ends, where edges by a pole turn fastest
				f = math.Pow(f, 8)
			} else if i < 20 {
				f = 1 - math.Pow(f, 8)
			}
			// The chainage that the fraction f should have, and the place At
			// gives for it, looked for along the whole edge.
			want := c.e.lengthM(f)
			p := l.At(want)
			at := c.e.nearest(p, f, math.Max(1e-9, 10/l.LengthM()))
			stray.see(geo.DistanceM(p, c.e.at(at)), "%s at %g", c.name, f)
			along.see(math.Abs(c.e.lengthM(at)-want)/perHundredKm(want), "%s at %g", c.name, f)
		}
	}
	t.Logf("At strays %.4f m (%s); its chainage is off by %.2f of the allowed (%s)",
		stray.v, stray.where, along.v, along.where)
	if !(stray.v <= 0.01) {
		t.Errorf("At strays %g m from the edge: %s", stray.v, stray.where)
	}
	if !(along.v <= 1) {
		t.Errorf("chainage off by %g of the allowed 1 mm per 100 km: %s", along.v, along.where)
	}
}

func TestLengthOfRandomLines(t *testing.T) {
	for i, c := range regions {
		r := seeded(uint64(100 + i))
		for _, stepM := range []float64{30, 3e3, 80e3} {
			ls := wiggle(r, c.at, 40, stepM)
			want := 0.0
			for j := 1; j < len(ls); j++ {
				want += newEdge(ls[j-1], ls[j]).lengthM(1)
			}
			if got := newLine(t, ls).LengthM(); !(math.Abs(got-want) <= perHundredKm(want)) {
				t.Errorf("%s, steps of %g m: length %.6f m, integral %.6f m", c.name, stepM, got, want)
			}
		}
	}
}
