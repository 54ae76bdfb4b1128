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
		seen := intervalsOf(views, k)
		for _, t := range c.tripsOf[k] {
			c.passes(s, i, t, passes[t], seen)
		}
	}
}

// intervalsOf returns when places of a span are seen from a beat, after its
// meeting, in the order of the places.
func intervalsOf(views []view, beat int) (out []interval) {
	for k := range views {
		for _, x := range views[k].sights {
			if x.beat == beat {
				out = append(out, x.at[truly]...)
			}
		}
	}
	return out
}

// passes holds the watches of one sortie to when it sees places of the span:
// each time is within a watch, and each watch begins and ends with one.
func (c *checker) passes(s *planner.RouteSpan, i, trip int, watches []int, seen []interval) {
	list := at("coverage", i, "watches")
	id := c.plan.Sorties[trip].ID
	if len(watches) == 0 {
		c.add(CodeCoverage, list, "one of "+id, "none")
		return
	}
	told := false
	from, to := make([][]float64, len(watches)), make([][]float64, len(watches))
	for _, x := range seen {
		startH := c.turned(c.trips[trip].meetH + x.fromH)
		in := -1
		for n, k := range watches {
			w := &s.Watches[k]
			// The start may be a turn later than the watch, or a little before it.
			start := w.FromH + c.turned(startH-w.FromH+minuteH) - minuteH
			if end := start + x.toH - x.fromH; start <= w.ToH+minuteH && end <= w.ToH+minuteH {
				in = n
				from[n], to[n] = append(from[n], -start), append(to[n], end)
				break
			}
		}
		if in < 0 && !told {
			told = true
			c.add(CodeCoverage, list, id+" at "+show(startH), "no watch then")
		}
	}
	for n, k := range watches {
		w := &s.Watches[k]
		where := at("coverage", i, at("watches", k, ""))
		if len(seen) > 0 && len(from[n]) == 0 && w.ToH-w.FromH > 2*minuteH {
			c.add(CodeCoverage, where, "a place seen", "none")
		}
		c.largest(CodeCoverage, where+".from_h", from[n], from[n], -w.FromH, minuteH)
		c.largest(CodeCoverage, where+".to_h", to[n], to[n], w.ToH, minuteH)
	}
}
