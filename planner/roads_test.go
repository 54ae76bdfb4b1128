package planner_test

import (
	"slices"
	"testing"

	"lindero/data"
	"lindero/planner"
	"lindero/planner/access"
	"lindero/sectors"
)

// TestRoadsChangeThePlan: with the roads of Andorra more of its border is
// visited than without, and most ways that are no mere step follow them.
func TestRoadsChangeThePlan(t *testing.T) {
	with, _, err := data.ReadScenario("andorra")
	if err != nil {
		t.Fatal(err)
	}
	without := *with
	without.Routes = nil
	plan := func(s *sectors.Scenario) (*sectors.Layout, *planner.Plan) {
		l, err := sectors.NewLayout(s)
		if err != nil {
			t.Fatal(err)
		}
		p, err := planner.Run(t.Context(), l, planner.Options{StepM: planner.DefaultStepM})
		if err != nil {
			t.Fatal(err)
		}
		return l, p
	}
	l, p := plan(with)
	_, straight := plan(&without)
	if got, was := p.Layers[0].VisitedM, straight.Layers[0].VisitedM; !(got > 2*was) {
		t.Errorf("%.0f m are visited, %.0f without roads", got, was)
	}
	ways, err := planner.Ways(l, p)
	if err != nil {
		t.Fatal(err)
	}
	longM, onRouteM := 0.0, 0.0
	for i := range ways {
		for _, leg := range ways[i].Legs {
			if leg.By == access.OnRoute {
				onRouteM += leg.LengthM
			}
			if leg.By != access.Border {
				longM += leg.LengthM
			}
		}
	}
	if !(onRouteM > longM/2) {
		t.Errorf("%.0f m of %.0f m of ways off the border are on routes", onRouteM, longM)
	}
}

// TestShipsKeepOffLand: the ships of Guatemala and Mexico go by open water, each
// way begins at its post, and none of it lies on land but what leads to the shore.
func TestShipsKeepOffLand(t *testing.T) {
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		t.Fatal(err)
	}
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	p, err := planner.Run(t.Context(), l, planner.Options{StepM: planner.DefaultStepM})
	if err != nil {
		t.Fatal(err)
	}
	ways, err := planner.Ways(l, p)
	if err != nil {
		t.Fatal(err)
	}
	seaWays := 0
	for i := range ways {
		for _, leg := range ways[i].Legs {
			if leg.By != access.OpenWater {
				continue
			}
			seaWays++
			for _, part := range leg.Parts {
				for k := 1; k < len(part); k++ {
					for _, share := range []float64{0.25, 0.5, 0.75} {
						x := [2]float64{part[k-1][0] + share*(part[k][0]-part[k-1][0]), part[k-1][1] + share*(part[k][1]-part[k-1][1])}
						if inland(s, x) {
							t.Errorf("%s, leg to %.0f m: %v is on land", ways[i].Patrol, ways[i].AtM, x)
						}
					}
				}
			}
		}
	}
	if seaWays < 8 {
		t.Errorf("only %d legs over open water", seaWays)
	}
	ships := slices.DeleteFunc(slices.Clone(s.Patrols), func(p sectors.Patrol) bool { return p.SpeedKmh.Sea == 0 || p.Layer != sectors.SurfaceLayer })
	if len(ships) != 4 {
		t.Errorf("%d ships", len(ships))
	}
}

// inland reports whether a place lies more than some 20 m within the scenario's
// land: ways touch the coast that they go round.
func inland(s *sectors.Scenario, x [2]float64) bool {
	const d = 2e-4
	for _, at := range [][2]float64{{x[0] - d, x[1]}, {x[0] + d, x[1]}, {x[0], x[1] - d}, {x[0], x[1] + d}} {
		odd := false
		for _, a := range s.Land {
			for _, p := range a.Polygon {
				for _, ring := range p {
					for i := range ring {
						a, b := ring[i], ring[(i+1)%len(ring)]
						if (a[1] > at[1]) != (b[1] > at[1]) && at[0] < a[0]+(at[1]-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
							odd = !odd
						}
					}
				}
			}
		}
		if !odd {
			return false
		}
	}
	return true
}
