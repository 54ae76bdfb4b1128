package geo_test

import (
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// Held agrees with an Area for each polygon, whatever way these are written.
func TestHeld(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 5))
	held := 0
	for _, centre := range []orb.Point{{10, 20}, {180, 0}, {-179, 50}, {179.5, -60}, {0, 90}, {40, -90}} {
		for _, write := range []func(orb.Ring) orb.Ring{orb.Ring.Clone, jumping} {
			land := orb.MultiPolygon{
				{write(star(r, centre, 9, 40)), write(star(r, centre, 2, 30))},
				{write(star(r, orb.Point{centre[0] + 60, 10}, 5, 20))},
			}
			var areas []*geo.Area
			for _, p := range land {
				areas = append(areas, geo.NewArea(p))
			}
			points := []orb.Point{{500, 500}, {180, 1}, {-180, 1.5}, {180, -59}}
			for range 3000 {
				points = append(points,
					orb.Point{centre[0] + 40*(r.Float64()-0.5), max(-90, min(90, centre[1]+20*(r.Float64()-0.5)))},
					orb.Point{360 * (r.Float64() - 0.5), 180 * (r.Float64() - 0.5)})
			}
			for i, got := range geo.Held(points, land) {
				want := areas[0].Contains(points[i]) != areas[1].Contains(points[i])
				if got != want {
					t.Fatalf("round %v: %v is held: %v, by its areas: %v", centre, points[i], got, want)
				}
				if got {
					held++
				}
			}
		}
	}
	if held < 1000 {
		t.Errorf("only %d points are held", held)
	}
}
