package check

import (
	"slices"
	"strconv"

	"lindero/planner"
)

// watches holds the watches of a span to when each sortie sees places of it: one
// watch for all of the sortie, or one each time that it comes by.
func (c *checker) watches(s *planner.RouteSpan, i int, views []view) {
	of := map[string]int{}
	for k := range c.plan.Sorties {
		of[c.plan.Sorties[k].ID] = k
	}
	passes := map[int][]int{} // by sortie, in s.Watches
	lastH := 0.0
	for k, w := range s.Watches {
		where := at("coverage", i, at("watches", k, ""))
		t, ok := of[w.Sortie]
		if !ok || !c.trips[t].ok || !slices.Contains(s.Beats, c.plan.Sorties[t].Beat) {
			c.add(CodeCoverage, where+".sortie", "a sortie of the span's beats", strconv.Quote(w.Sortie))
			continue
		}
		if !(w.FromH >= lastH-exactH && w.FromH < c.periodH() && w.ToH >= w.FromH) {
			c.add(CodeOrder, where+".from_h", "in order, within the period", show(w.FromH)+" … "+show(w.ToH))
		}
		lastH = w.FromH
		passes[t] = append(passes[t], k)
	}
	for k := range c.plan.Beats {
		if !slices.Contains(s.Beats, c.plan.Beats[k].ID) {
			continue
		}
		sure, may := intervalsOf(views, k, surely), intervalsOf(views, k, maybe)
		for _, t := range c.tripsOf[k] {
			c.passes(s, i, t, passes[t], sure, may)
		}
	}
}

// intervalsOf returns when places of a span are seen from a beat, after its
// meeting, in the order of the places.
func intervalsOf(views []view, beat, level int) (out []interval) {
	for k := range views {
		for _, x := range views[k].sights {
			if x.beat == beat {
				out = append(out, x.at[level]...)
			}
		}
	}
	return out
}

// passes holds the watches of one sortie to when it sees places of the span:
// each time that it surely does is within a watch, and each watch begins and ends
// with one.
func (c *checker) passes(s *planner.RouteSpan, i, trip int, watches []int, sure, may []interval) {
	list := at("coverage", i, "watches")
	id := c.plan.Sorties[trip].ID
	if len(watches) == 0 {
		c.add(CodeCoverage, list, "one of "+id, "none")
		return
	}
	// turn returns an interval in the turn of a watch, which it may begin a
	// minute before.
	turn := func(x interval, w *planner.Watch) interval {
		fromH := w.FromH - minuteH + c.turned(c.trips[trip].meetH+x.fromH-w.FromH+minuteH)
		return interval{fromH, fromH + x.toH - x.fromH}
	}
	told := false
	for _, x := range sure {
		in := slices.ContainsFunc(watches, func(k int) bool { return turn(x, &s.Watches[k]).toH <= s.Watches[k].ToH+minuteH })
		if !in && !told {
			told = true
			c.add(CodeCoverage, list, id+" at "+show(c.turned(c.trips[trip].meetH+x.fromH)), "no watch then")
		}
	}
	for n, k := range watches {
		w := &s.Watches[k]
		var from, to [2][]float64 // surely, maybe; when it begins negated
		for level, seen := range [2][]interval{sure, may} {
			for _, x := range seen {
				if y := turn(x, w); y.toH <= w.ToH+minuteH || level == 1 && y.fromH <= w.ToH+minuteH {
					from[level], to[level] = append(from[level], -y.fromH), append(to[level], y.toH)
				}
			}
		}
		where := at("coverage", i, at("watches", k, ""))
		if len(may) > 0 && len(from[1]) == 0 && w.ToH-w.FromH > 2*minuteH && s.ToM-s.FromM > 2*edgeM { // less may be between two samples
			c.add(CodeCoverage, where, "a place seen then", "none")
		}
		if n > 0 && w.FromH < s.Watches[watches[n-1]].ToH {
			c.add(CodeCoverage, where, "after the watch before of "+id, show(w.FromH))
		}
		c.largest(CodeCoverage, where+".from_h", from[0], from[1], -w.FromH, minuteH)
		c.largest(CodeCoverage, where+".to_h", to[0], to[1], w.ToH, minuteH)
	}
}
