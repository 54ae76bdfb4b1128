package planner

import (
	"math/rand/v2"
	"testing"

	"lindero/planner/axis"
	"lindero/sectors"
)

// TestFull compares, tick by tick, with looking at each meeting.
func TestFull(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	none, some := 0, 0
	for range 300 {
		period := []int64{hourUs / 2, 3 * hourUs, 24 * hourUs, 7*24*hourUs + 12345}[r.IntN(4)]
		c := &calendar{run: &run{Axis: &axis.Axis{}, s: &sectors.Scenario{}}, periodUs: period, taken: map[int][]meeting{}, rooms: map[int]int{5: 1 + r.IntN(3)}}
		for range r.IntN(8) {
			c.taken[5] = append(c.taken[5], meeting{"p", r.Int64N(period)})
		}
		of := newClock(period, []int64{fineUs * 7, minuteUs, coarseUs}[r.IntN(3)], 5000)
		full := c.full(of, 5)
		for tick := range of.ticks {
			want := !c.room(5, of.at(tick))
			if got := full != nil && full[tick]; got != want {
				t.Fatalf("period %d, %d ticks, tick %d: %v, want %v of %v", period, of.ticks, tick, got, want, c.taken[5])
			}
			if want {
				none++
			} else {
				some++
			}
		}
	}
	if none == 0 || some == 0 {
		t.Errorf("%d ticks without room, %d with", none, some)
	}
}
