package planner_test

import (
	"math"
	"testing"

	"lindero/planner"
	"lindero/planner/access"
	"lindero/sectors"
)

// TestWayBackFromAnEnd wants the ways of patrols that come to the border where
// one of its parts ends, and go back along it to their meeting point: what they
// walk on is what lies behind them, not the void before them.
func TestWayBackFromAnEnd(t *testing.T) {
	s := plain(t, sectors.Land, 10)
	s.Border = append(s.Border, stretchOf(t, "far", sectors.Land, spot(60, 0), spot(70, 0)))
	s.Rules.DetourFactor = 1.5 // so that it is worth to walk on the border
	unit(s, "a", 11, 0.5)
	unit(s, "b", 11, -0.5)
	s.MeetingPoints = []sectors.MeetingPoint{{ID: "five", At: spot(5, 0)}}
	l := layoutFor(t, s)
	p := planOf(t, s, planner.Options{})
	trips, err := planner.NewTrips(l, p)
	if err != nil {
		t.Fatal(err)
	}
	back := 0
	for _, w := range trips.Ways() {
		for _, leg := range w.Legs {
			if leg.By != access.Border {
				continue
			}
			if leg.Kind != sectors.Land {
				t.Errorf("%s walks along the border on %q", w.Patrol, leg.Kind)
			}
			if !w.Home && math.Abs(leg.FromM-10_000) < 1 && math.Abs(leg.ToM-5_000) < 1 {
				back++
			}
		}
	}
	if back != 2 {
		t.Errorf("%d patrols go back from the end of the part to their meeting point, want 2", back)
	}
}
