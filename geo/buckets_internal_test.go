package geo

import (
	"math/rand/v2"
	"testing"
)

// TestCurveStepsToNeighbours: the curve goes from each cell to one beside it,
// and came from one beside it; so no two cells share a place on it.
func TestCurveStepsToNeighbours(t *testing.T) {
	const cells = 1 << curveBits
	cell := func(x, y int) uint64 {
		return curve(&place{lon: 360 * (float64(x) + 0.5) / (cells - 1), lat: 180*(float64(y)+0.5)/(cells-1) - 90})
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		x, y := r.IntN(cells-3)+1, r.IntN(cells-3)+1
		at := cell(x, y)
		before, after := at == 0, at == cells*cells-1
		for _, n := range []uint64{cell(x+1, y), cell(x-1, y), cell(x, y+1), cell(x, y-1)} {
			before, after = before || n == at-1, after || n == at+1
		}
		if !before || !after {
			t.Fatalf("cell %d, %d: the curve jumps at %d", x, y, at)
		}
	}
}
