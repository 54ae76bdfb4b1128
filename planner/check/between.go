package check

import (
	"math"
	"slices"
	"sort"

	"lindero/planner"
)

// ends are the sorties that may be the last before a gap, and those that may be
// the next after it: of all places in it the same.
type ends struct{ last, next []int }

// endsOf returns who may see a place last before a time at which nobody does,
// and who next: those within the time that planning may be off.
func (c *checker) endsOf(v *view, h float64) (out ends) {
	p := c.periodH()
	sinceH, untilH := math.Inf(1), math.Inf(1)
	each := func(f func(sortie int, sinceH, untilH float64)) {
		for _, s := range v.sights {
			for _, i := range c.tripsOf[s.beat] {
				t := &c.trips[i]
				for _, x := range s.at[truly] {
					f(i, c.turned(h-t.meetH-x.toH), c.turned(t.meetH+x.fromH-h))
				}
			}
		}
	}
	each(func(_ int, since, until float64) { sinceH, untilH = min(sinceH, since), min(untilH, until) })
	each(func(i int, since, until float64) {
		if since <= min(sinceH+2*minuteH, p) && !slices.Contains(out.last, i) {
			out.last = append(out.last, i)
		}
		if until <= min(untilH+2*minuteH, p) && !slices.Contains(out.next, i) {
			out.next = append(out.next, i)
		}
	})
	return out
}

// common returns what two lists have in common.
func common(a, b []int) []int {
	return slices.DeleteFunc(slices.Clone(a), func(x int) bool { return !slices.Contains(b, x) })
}

// twoSorties wants a gap to be between the same two sorties at all its places. It
// returns the two; none where there is no place to tell.
func (c *checker) twoSorties(i int, g *planner.PlanGap, views []view) (two ends) {
	first := true
	for k := range views {
		v := &views[k]
		x, ok := lasts(g, v.m)
		if !ok || v.near || x.toH-x.fromH < 4*minuteH || len(v.when[truly].watches) == 0 {
			continue
		}
		y := c.endsOf(v, (x.fromH+x.toH)/2)
		if first {
			two, first = y, false
			continue
		}
		two = ends{common(two.last, y.last), common(two.next, y.next)}
		if len(two.last) == 0 || len(two.next) == 0 {
			c.add(CodeGap, at("gaps", i, ""), c.sayPlace(v)+": one gap between the same two sorties", "another")
			return ends{}
		}
	}
	return two
}

// apart wants two gaps beside each other at the same time not to be between the
// same two sorties: they are one then.
func (c *checker) apart(i, k int, of map[int]ends) {
	g, h := &c.plan.Gaps[i], &c.plan.Gaps[k]
	if math.Abs(g.ToM-h.FromM) > 0.001 || len(g.Outline) == 0 || len(h.Outline) == 0 || g.Reason != planner.RevisitExceeded || h.Reason != g.Reason {
		return
	}
	a, b := g.Outline[len(g.Outline)-1], h.Outline[0]
	one := func(list []int) bool { return len(list) == 1 }
	x, y := of[i], of[k]
	if one(x.last) && one(x.next) && slices.Equal(x.last, y.last) && slices.Equal(x.next, y.next) &&
		min(a.ToH, b.ToH)-max(a.FromH, b.FromH) > 2*minuteH {
		c.add(CodeGap, at("gaps", k, ""), "one gap with "+g.ID, "one of its own")
	}
}

// gappedRoute holds what the gaps of a route say of themselves to the places in
// them, and to each other.
func (c *checker) gappedRoute(look *grid, route int, gaps []planSpan, views []view) {
	breaks := c.layout.Routes[route].Line.Breaks()
	two := map[int]ends{}
	for _, s := range gaps {
		g, in := &c.plan.Gaps[s.i], within(views, s.fromM, s.toM)
		if g.Reason == planner.RevisitExceeded {
			look.closely(in, route, s.fromM, s.toM, func(views []view) { c.gapped(g, s.i, views) })
			two[s.i] = c.twoSorties(s.i, g, in)
		}
	}
	for _, x := range gaps {
		k := sort.Search(len(gaps), func(k int) bool { return gaps[k].fromM >= x.toM-0.001 })
		for ; k < len(gaps) && gaps[k].fromM <= x.toM+0.001; k++ {
			y := gaps[k]
			if x.i != y.i && !slices.ContainsFunc(breaks, func(m float64) bool { return math.Abs(m-y.fromM) < 0.001 }) {
				c.apart(x.i, y.i, two)
			}
		}
	}
}
