package check

import (
	"lindero/planner"
	"lindero/planner/axis"
)

// stops returns the rules that may be why a pair goes no further than a
// breakpoint of the row.
func (c *checker) stops(d *duo, b int) []planner.Rule {
	if b >= c.row.len() || c.row.copies == 1 && b == c.row.n {
		return []planner.Rule{planner.ByEnd}
	}
	e := c.row.of(b)
	x := &c.axis.Elements[e]
	if x.Route == axis.Void {
		return []planner.Rule{planner.ByBreak}
	}
	out := []planner.Rule{}
	for s, p := range d.crew {
		if p.SpeedKmh.Of(c.axis.Kind(e)) <= 0 {
			out = append(out, planner.ByKind)
		}
		if x.Forbidden[s] {
			out = append(out, planner.ByForbidden)
		}
	}
	if len(out) > 0 {
		return out
	}
	return []planner.Rule{planner.ByShift, planner.BySorties, planner.ByMeeting, planner.ByFixed, planner.ByEnd}
}
