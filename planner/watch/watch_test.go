package watch_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/watch"
)

// straight is a line east along the equator, from one kilometre to another.
func straight(t *testing.T, fromKm, toKm float64) *geo.Line {
	t.Helper()
	const degreeKm = 111.319490793273573
	l, err := geo.NewLine(orb.LineString{{fromKm / degreeKm, 0}, {toKm / degreeKm, 0}})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

const hour = 3600 * watch.Second

// walk is a patrol that goes from km 10 to km 20 at 5 km/h and sees 1 km.
func walk(t *testing.T) watch.Trip {
	line := straight(t, 10, 20)
	return watch.Trip{Legs: []watch.Leg{{Line: line, RadiusM: 1000, Knots: []watch.Knot{{}, {M: line.LengthM(), Us: 2 * hour}}}}}
}

// TestSweep goes along a road of 30 km that a patrol walks on twice in a period
// of 24 h, at 1 h and at 7 h: the times between follow by hand.
func TestSweep(t *testing.T) {
	route := straight(t, 0, 30)
	trip := walk(t)
	seen := []watch.Seen{{Trip: 3, Cells: trip.See(route), Passes: []watch.Pass{{Sortie: 0, MeetUs: hour}, {Sortie: 1, MeetUs: 7 * hour}}}}
	end, open, watched := 0.0, 0.0, 0.0
	watch.Sweep(route.Whole(), seen, 24*hour, []float64{12345}, func(s *watch.Slice) {
		if s.FromM != end {
			t.Errorf("a slice from %v m, the one before ended at %v", s.FromM, end)
		}
		end = s.ToM
		if len(s.Trips) == 0 {
			open += s.LengthM()
			return
		}
		watched += s.LengthM() * float64(s.WatchedUs[0]+s.WatchedUs[1]) / 2 / hour / 1000
		if len(s.Trips) != 1 || s.Trips[0] != 3 || len(s.Between) != 2 {
			t.Fatalf("%+v", s)
		}
		for k, m := range [2]float64{s.FromM, s.ToM} {
			km := m / 1000
			in, out := 1+math.Max(km-1-10, 0)/5, 1+math.Min(km+1-10, 10)/5
			for i, want := range [2][2]float64{{out + 6 - 24, in}, {out, in + 6}} {
				b := s.Between[i]
				if d := math.Abs(float64(b.FromUs[k])/hour-want[0]) + math.Abs(float64(b.ToUs[k])/hour-want[1]); d > 0.02 {
					t.Errorf("at km %.3f: unseen from %.3f to %.3f h, want %v", km, float64(b.FromUs[k])/hour, float64(b.ToUs[k])/hour, want)
				}
			}
		}
	})
	if math.Abs(open-18000) > 0.1 || end != route.LengthM() {
		t.Errorf("%v m are never seen, of %v", open, end)
	}
	// A place within is seen for 2 km at 5 km/h, twice; towards the ends of the
	// walk less: 10 km × 0.4 h in all, each time.
	if math.Abs(watched-8) > 0.02 {
		t.Errorf("watched are %v km·h", watched)
	}
}

// TestWindow: without a period there is nothing before the first watch and after
// the last.
func TestWindow(t *testing.T) {
	route := straight(t, 14, 16)
	trip := walk(t)
	seen := []watch.Seen{{Cells: trip.See(route), Passes: []watch.Pass{{Sortie: 5, MeetUs: 0}}}}
	watch.Sweep(route.Whole(), seen, 0, nil, func(s *watch.Slice) {
		if len(s.Between) != 2 || s.Between[0].Last != watch.None || s.Between[0].Next != 5 || s.Between[1].Last != 5 || s.Between[1].Next != watch.None {
			t.Errorf("%+v", s)
		}
	})
}
