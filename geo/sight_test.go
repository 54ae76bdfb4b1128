package geo_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// TestAppendSeen holds what is seen to Within, which is exact, on winding
// lines near each other anywhere on earth.
func TestAppendSeen(t *testing.T) {
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 2))
	seen := 0
	for range 300 {
		lon, lat := 360*r.Float64()-180, 160*r.Float64()-80
		line := func(n int) *geo.Line {
			var out orb.LineString
			for k := range n {
				out = append(out, orb.Point{lon + 0.01*float64(k) + 0.01*r.NormFloat64(), lat + 0.01*r.NormFloat64()})
			}
			l, err := geo.NewLine(out)
			if err != nil {
				t.Fatal(err)
			}
			return l
		}
		a, b := line(40), line(20)
		metres := []float64{0.5, 50, 500, 3000, 20000}[r.IntN(5)]
		sight := geo.NewSight(metres)
		for range 20 {
			m := r.Float64() * b.LengthM()
			got := geo.Normalise(a.AppendSeen(nil, &sight, b, m))
			want := a.Within(geo.NewReach(b.At(m), metres))
			diff := got.Subtract(want).LengthM() + want.Subtract(got).LengthM()
			// Where the circle grazes the line the length is uncertain by √(8·d·ε).
			if most := math.Sqrt(8*metres*0.02) + 0.5; diff > most*float64(1+len(want)) {
				t.Fatalf("seed %d: %v m from km %.3f: %v, want %v", seed, metres, m/1000, got, want)
			}
			seen += len(want)
		}
	}
	if seen < 1000 {
		t.Errorf("seed %d: only %d spans seen", seed, seen)
	}
	if none := geo.NewSight(-1); len(mustLine(t).AppendSeen(nil, &none, mustLine(t), 0)) > 0 {
		t.Error("a sight below 0 sees something")
	}
}

func mustLine(t *testing.T) *geo.Line {
	l, err := geo.NewLine(orb.LineString{{0, 0}, {0.1, 0}})
	if err != nil {
		t.Fatal(err)
	}
	return l
}
