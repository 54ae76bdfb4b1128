package picture

import (
	"math"
	"testing"

	"lindero/data"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/planner/axis"
	"lindero/sectors"
)

// TestLegsAgree: the lines of the picture are where the chainages of the sorties'
// legs say that the patrols are, at every hour.
func TestLegsAgree(t *testing.T) {
	for name, of := range map[string]func(testing.TB) (*sectors.Layout, *planner.Plan){
		"drawn": plantest.Drawn, "ring": plantest.Ring, "roads": plantest.Roads, "flagship": flagship,
	} {
		t.Run(name, func(t *testing.T) {
			l, p := of(t)
			a, err := axis.New(l, p.Options.StepM, p.Options.CutsM...)
			if err != nil {
				t.Fatal(err)
			}
			legs, err := planner.Legs(l, p)
			if err != nil {
				t.Fatal(err)
			}
			ways, worst := newWays(a, p), 0.0
			for i := range p.Beats {
				b := &p.Beats[i]
				way := ways.way(b)
				drawn := map[planner.LegName][][]knot{planner.JointLeg: {way.together}, planner.OutLeg: way.out[:], planner.HomeLeg: way.home[:]}
				for k := range legs[i] {
					leg := &legs[i][k]
					if !leg.Along {
						continue
					}
					side := max(leg.Side, 0)
					line := drawn[leg.Name][side]
					switch leg.Name {
					case planner.OutLeg: // it ends when they meet
						line = shifted(line, -line[len(line)-1].h)
					case planner.HomeLeg:
						line = shifted(line, b.WalkH)
					}
					for share := 0.0; share <= 1; share += 0.125 {
						m, h := leg.BorderFromM+(leg.BorderToM-leg.BorderFromM)*share, leg.FromH+(leg.ToH-leg.FromH)*share
						off := math.Abs(at(line, h) - m)
						if worst = max(worst, off); off > 5 {
							t.Errorf("%s, %s of %d, %v h from the meeting: drawn at %v m, the leg is at %v m", b.ID, leg.Name, leg.Side, h, at(line, h), m)
						}
					}
				}
			}
			t.Logf("worst %.3f m", worst)
		})
	}
}

// at is where a way is at an hour.
func at(way []knot, h float64) float64 {
	for i := 1; i < len(way); i++ {
		if h <= way[i].h {
			return between(way[i-1], way[i], h).m
		}
	}
	return way[len(way)-1].m
}

func flagship(t testing.TB) (*sectors.Layout, *planner.Plan) {
	t.Helper()
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		t.Fatal(err)
	}
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	p, err := planner.Run(t.Context(), l, planner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return l, p
}
