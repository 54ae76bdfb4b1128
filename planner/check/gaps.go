package check

import (
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner"
)

// gaps checks what each gap says of itself. That they are where, and when,
// nobody sees is held to samples with the coverage.
func (c *checker) gaps() {
	number := map[string]int{}
	for i := range c.plan.Gaps {
		g := &c.plan.Gaps[i]
		route := c.routeOf(g.Route)
		if route < 0 {
			continue // told with the coverage
		}
		number[g.Route]++
		c.text(CodeValue, at("gaps", i, "id"), g.Route+"/"+strconv.Itoa(number[g.Route]), g.ID)
		kind := c.layout.Routes[route].Kind
		c.text(CodeValue, at("gaps", i, "kind"), string(kind), g.Kind)
		c.near(CodeValue, at("gaps", i, "length_m"), g.ToM-g.FromM, g.LengthM, 1e-9)
		c.number(CodeValue, at("gaps", i, "allowed_h"), c.s.Rules.RevisitH.Of(kind), g.AllowedH)
		low, high := c.riskOf(route, g.FromM, g.ToM)
		if !slices.ContainsFunc(low, func(w float64) bool { return same(w, g.Risk, 1e-9) }) || !(g.Risk >= high) {
			c.add(CodeValue, at("gaps", i, "risk"), show(slices.Max(low)), show(g.Risk))
		}
		switch g.Reason {
		case planner.BeyondReach, planner.NoPatrol, planner.NoSector, planner.NotScheduled, planner.RevisitExceeded:
		default:
			c.add(CodeGap, at("gaps", i, "reason"), "a reason", strconv.Quote(string(g.Reason)))
		}
		c.outline(i, g)
		if g.FromM >= 0 && g.ToM <= c.layout.Routes[route].Line.LengthM()+1e-6 {
			c.nearby(i, g, c.layout.Routes[route].Line.At((g.FromM+g.ToM)/2))
		}
	}
}

// nearby checks what a gap says is nearest to its middle.
func (c *checker) nearby(i int, g *planner.PlanGap, middle orb.Point) {
	const hairM = 0.01
	nearest := func(where, got string, places map[string]orb.Point) {
		least := math.Inf(1)
		for _, p := range places {
			least = min(least, geo.DistanceM(p, middle))
		}
		if p, ok := places[got]; ok && geo.DistanceM(p, middle) <= least+hairM || len(places) == 0 && got == "" {
			return
		}
		c.add(CodeGap, where, "the nearest, "+show(least)+" m away", strconv.Quote(got))
	}
	points := map[string]orb.Point{}
	for _, m := range c.s.MeetingPoints {
		points[m.ID] = m.At
	}
	nearest(at("gaps", i, "meeting_point"), g.MeetingPoint, points)
	for s, side := range c.s.Sides {
		posts := map[string]orb.Point{}
		for _, p := range c.s.Posts {
			if p.Side == side.Code {
				posts[p.ID] = p.At
			}
		}
		nearest(at("gaps", i, "posts["+strconv.Itoa(s)+"]"), g.Posts[s], posts)
	}
}

// outline checks a gap's outline and what follows from it.
func (c *checker) outline(i int, g *planner.PlanGap) {
	field := func(name string) string { return at("gaps", i, name) }
	n := len(g.Outline)
	if n < 2 {
		c.add(CodeGap, field("outline"), "two places or more", strconv.Itoa(n))
		return
	}
	fromH, toH, longestH, areaKmH := math.Inf(1), math.Inf(-1), 0.0, 0.0
	for k, e := range g.Outline {
		where := field("outline[" + strconv.Itoa(k) + "]")
		if !(e.FromH <= e.ToH+exactH && e.FromH >= -exactH && e.ToH <= c.periodH()+exactH) {
			c.add(CodeGap, where, "a time within the period", show(e.FromH)+" … "+show(e.ToH))
		}
		fromH, toH, longestH = min(fromH, e.FromH), max(toH, e.ToH), max(longestH, e.ToH-e.FromH)
		if k > 0 {
			before := g.Outline[k-1]
			if !(e.AtM >= before.AtM) {
				c.add(CodeOrder, where+".at_m", "at or after "+show(before.AtM), show(e.AtM))
			}
			areaKmH += (e.AtM - before.AtM) / 1000 * (e.ToH - e.FromH + before.ToH - before.FromH) / 2
		}
	}
	c.about(CodeGap, field("outline[0].at_m"), g.FromM, g.Outline[0].AtM, 0.01)
	c.about(CodeGap, field("outline["+strconv.Itoa(n-1)+"].at_m"), g.ToM, g.Outline[n-1].AtM, 0.01)
	c.about(CodeGap, field("from_h"), fromH, g.FromH, minuteH)
	c.about(CodeGap, field("to_h"), toH, g.ToH, minuteH)
	c.about(CodeGap, field("gap_h"), longestH, g.GapH, 2*minuteH)
	c.about(CodeGap, field("exposure_km_h"), areaKmH, g.ExposureKmH, (g.ToM-g.FromM)/1000*minuteH)
	if g.Reason != planner.RevisitExceeded {
		for k, e := range g.Outline {
			where := field("outline[" + strconv.Itoa(k) + "]")
			c.about(CodeGap, where+".from_h", 0, e.FromH, exactH)
			c.about(CodeGap, where+".to_h", c.periodH(), e.ToH, exactH)
		}
		c.number(CodeGap, field("revisit_h"), c.periodH(), g.RevisitH)
	}
}

// lasts returns from when to when a gap lasts at a place of its route.
func lasts(g *planner.PlanGap, m float64) (interval, bool) {
	for k := 1; k < len(g.Outline); k++ {
		a, b := g.Outline[k-1], g.Outline[k]
		if a.AtM <= m && m <= b.AtM && a.AtM < b.AtM {
			t := (m - a.AtM) / (b.AtM - a.AtM)
			return interval{a.FromH + t*(b.FromH-a.FromH), a.ToH + t*(b.ToH-a.ToH)}, true
		}
	}
	return interval{}, false
}

// beyond returns the part of some times, each less by a tolerance at either end,
// that others, each more by it, do not hold.
func beyond(list, others []interval, tolerance float64) (interval, bool) {
	for _, x := range list {
		x.fromH, x.toH = x.fromH+tolerance, x.toH-tolerance
		for _, y := range others { // in order
			if y.fromH-tolerance <= x.fromH {
				x.fromH = max(x.fromH, y.toH+tolerance)
			} else if x.fromH < x.toH && y.fromH-tolerance < x.toH {
				x.toH = y.fromH - tolerance
			}
		}
		if x.fromH < x.toH {
			return x, true
		}
	}
	return interval{}, false
}

// overdue holds the gaps at a place to when it is overdue.
func (c *checker) overdue(v *view, told map[string]bool) {
	tell := func(where, want, got string) {
		if !told[where] {
			told[where] = true
			c.add(CodeGap, where, c.sayPlace(v)+": "+want, got)
		}
	}
	allowed := c.s.Rules.RevisitH.Of(c.layout.Routes[v.route].Kind)
	must, can := v.when[maybe].overdue(allowed, c.periodH()), v.when[surely].overdue(allowed, c.periodH())
	var says []interval
	for _, i := range v.gaps {
		x, ok := lasts(&c.plan.Gaps[i], v.m)
		if !ok {
			continue
		}
		if x.toH > x.fromH {
			says = append(says, x)
		}
		if y, more := beyond([]interval{x}, can, minuteH); more {
			tell(at("gaps", i, ""), "not overdue from "+show(y.fromH)+" to "+show(y.toH), show(x.fromH)+" … "+show(x.toH))
		}
		c.reason(v, i, tell)
	}
	slices.SortFunc(says, func(a, b interval) int {
		if a.fromH < b.fromH {
			return -1
		}
		return 1
	})
	for k := 1; k < len(says); k++ {
		if says[k].fromH < says[k-1].toH-2*minuteH {
			tell("gaps", "one gap at "+show(says[k].fromH), "two")
		}
	}
	if y, more := beyond(must, says, minuteH); more {
		tell("gaps", "a gap from "+show(y.fromH)+" to "+show(y.toH), "none")
	}
}

// reason checks why a gap is said to be there, at a place in it.
func (c *checker) reason(v *view, i int, tell func(where, want, got string)) {
	want := []planner.Reason{planner.RevisitExceeded}
	switch kind := c.layout.Routes[v.route].Kind; {
	case !v.when[surely].never() && v.when[maybe].never(), v.when[surely].never() != v.when[maybe].never():
		return
	case !v.when[surely].never():
	case c.inIdle(v.borderM):
		want = []planner.Reason{planner.NotScheduled}
	case !slices.ContainsFunc(c.crews, func(p *crew) bool { return p.SpeedKmh.Of(kind) > 0 }):
		want = []planner.Reason{planner.NoPatrol}
	default:
		want = []planner.Reason{planner.BeyondReach, planner.NoSector}
	}
	if got := c.plan.Gaps[i].Reason; !slices.Contains(want, got) {
		tell(at("gaps", i, "reason"), string(want[0]), string(got))
	}
}

// inIdle reports whether a place of the border is in a beat without sorties.
func (c *checker) inIdle(borderM float64) bool {
	if math.IsNaN(borderM) {
		return false
	}
	for i := range c.walks {
		w := &c.walks[i]
		if !w.ok || len(c.meets(i)) > 0 {
			continue
		}
		for round := range c.row.copies {
			m := borderM + float64(round-c.row.copies/2)*c.axis.LengthM()
			if c.row.chainageM(w.from) < m && m < c.row.chainageM(w.to) {
				return true
			}
		}
	}
	return false
}

// gapped holds what a gap says of itself to the places in it.
func (c *checker) gapped(g *planner.PlanGap, i int, views []view) {
	var low, high []float64
	for k := range views {
		v := &views[k]
		x, ok := lasts(g, v.m)
		if !ok || v.near {
			continue
		}
		middle := (x.fromH + x.toH) / 2
		a, b := v.when[maybe].around(middle, c.periodH()), v.when[surely].around(middle, c.periodH())
		if a > 0 && b > 0 {
			low, high = append(low, a), append(high, min(b, c.periodH()))
		}
	}
	c.largest(CodeGap, at("gaps", i, "revisit_h"), low, high, g.RevisitH, 2*minuteH)
	if !(g.RevisitH >= g.GapH+g.AllowedH-2*minuteH && g.RevisitH <= c.periodH()+exactH) {
		c.add(CodeGap, at("gaps", i, "revisit_h"), show(g.GapH+g.AllowedH)+" at the least", show(g.RevisitH))
	}
}

// around returns the time between the watches before and after a time; 0 where
// that is within one.
func (t *timeline) around(h, periodH float64) float64 {
	for _, x := range t.waits(periodH) {
		for _, shift := range []float64{0, periodH} {
			if x.fromH-shift <= h && h <= x.toH-shift {
				return x.toH - x.fromH
			}
		}
	}
	return 0
}

// riskOf returns the weights that are said within a metre of a span of a
// route, and the largest that surely is.
func (c *checker) riskOf(route int, fromM, toM float64) (near []float64, sure float64) {
	line := c.layout.Routes[route].Line
	wide := geo.NewSpans(geo.Span{FromM: max(0, fromM-1), ToM: min(line.LengthM(), toM+1)})
	span := geo.NewSpans(geo.Span{FromM: fromM, ToM: toM})
	var said geo.Spans
	for k, r := range c.s.Risks {
		spans := c.riskSpans(route, k)
		if len(spans.Intersect(wide)) > 0 {
			near = append(near, r.Weight)
		}
		if spans.Intersect(span).LengthM() > 1 {
			sure = max(sure, r.Weight)
		}
		said = said.Union(spans)
	}
	if rest := span.Subtract(said).LengthM(); rest > 1 {
		near, sure = append(near, 1), max(sure, 1)
	} else if rest > 0 || len(near) == 0 {
		near = append(near, 1)
	}
	return near, sure
}

// riskSpans returns the spans of a route that a weight is said of.
func (c *checker) riskSpans(route, risk int) geo.Spans {
	key := [2]int{route, risk}
	spans, ok := c.risks[key]
	if !ok {
		r := &c.s.Risks[risk]
		spans, _ = geo.Within(c.layout.Routes[route].Line, r.Shape, r.RadiusM) // none of a shape that is no ground
		if c.risks == nil {
			c.risks = map[[2]int]geo.Spans{}
		}
		c.risks[key] = spans
	}
	return spans
}
