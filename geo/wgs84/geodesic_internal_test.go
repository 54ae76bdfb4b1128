package wgs84

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestAstroidRoot puts the root back into the quartic it solves.
func TestAstroidRoot(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range 10000 {
		x, y := -2*r.Float64(), -math.Pow(10, -12*r.Float64())
		k := astroid(x, y)
		lhs := k*k*k*k + 2*k*k*k + (1-x*x-y*y)*k*k
		rhs := 2*y*y*k + y*y
		size := k*k*k*k + 2*k*k*k + (1+x*x+y*y)*k*k + rhs
		if !(k > 0) || !(math.Abs(lhs-rhs) <= 1e-13*size) {
			t.Fatalf("astroid(%v, %v) = %v leaves %g of %g", x, y, k, lhs-rhs, size)
		}
	}
}

// TestStartIsNearTheSolution holds the starts to what makes Newton's method
// quick: without them the solver falls back on bisection and still answers.
func TestStartIsNearTheSolution(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 7))
	for _, c := range []struct {
		name       string
		spread     float64 // degrees from the antipode
		worst, typ float64 // radians
	}{{"antipodal", 0.5, 0.2, 0.01}, {"anywhere", 170, 0.2, 0.01}} {
		var worst, sum float64
		const count = 2000
		for range count {
			lat1 := -90 * r.Float64()
			lat2 := math.Max(lat1, math.Min(-lat1, -lat1-c.spread*r.Float64()))
			p := newInverse(lat1, lat2, 180-c.spread*r.Float64(), 0)
			alp1, direct := p.start()
			if direct != nil {
				continue
			}
			_, solved, _ := p.solve()
			miss := math.Abs(solved.minus(alp1).radians())
			worst, sum = math.Max(worst, miss), sum+miss
		}
		t.Logf("%s: worst start off by %.3g rad, mean %.3g", c.name, worst, sum/count)
		if worst > c.worst || sum/count > c.typ {
			t.Errorf("%s: starts off by up to %.3g rad, mean %.3g", c.name, worst, sum/count)
		}
	}
}
