package check

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strconv"

	"lindero/geo"
	"lindero/planner"
	"lindero/sectors"
)

// minuteH is within what the times of watches and gaps are.
const minuteH = 1.0 / 60

// planSpan is a span of a route that the plan says something of.
type planSpan struct {
	list       string
	i          int
	fromM, toM float64
}

// coverage holds the plan's coverage, gaps and sums to samples of every watched
// route.
func (c *checker) coverage() {
	g := newGrid(c)
	covered, gaps := make([][]planSpan, len(c.layout.Routes)), make([][]planSpan, len(c.layout.Routes))
	for i := range c.plan.Coverage {
		s := &c.plan.Coverage[i]
		c.span(covered, planSpan{"coverage", i, s.FromM, s.ToM}, s.Route)
	}
	for i := range c.plan.Gaps {
		s := &c.plan.Gaps[i]
		c.span(gaps, planSpan{"gaps", i, s.FromM, s.ToM}, s.Route)
	}
	sums := c.newSums()
	for route := range c.layout.Routes {
		if !c.layout.Routes[route].Watched || c.ctx.Err() != nil {
			continue
		}
		ends := sums.ends(route)
		for _, s := range append(slices.Clone(covered[route]), gaps[route]...) {
			ends = append(ends, s.fromM, s.toM)
		}
		c.partition(route, covered[route], gaps[route])
		views := g.views(route, ends)
		if len(views) == 0 {
			return
		}
		for _, s := range gaps[route] {
			in := within(views, s.fromM, s.toM)
			for k := range in {
				in[k].gaps = append(in[k].gaps, s.i)
			}
		}
		told := map[string]bool{}
		for i := range views {
			if v := &views[i]; !v.near {
				c.seen(v, covered[route], told)
				c.overdue(v, told)
			}
		}
		for _, s := range covered[route] {
			g.closely(within(views, s.fromM, s.toM), route, s.fromM, s.toM, func(views []view) {
				c.covered(&c.plan.Coverage[s.i], s.i, views)
			})
		}
		c.gappedRoute(g, route, gaps[route], views)
		sums.add(route, views)
	}
	c.totals(sums)
}

// within returns the views of a span of a route.
func within(views []view, fromM, toM float64) []view {
	from := sort.Search(len(views), func(i int) bool { return views[i].m > fromM })
	to := sort.Search(len(views), func(i int) bool { return views[i].m >= toM })
	return views[from:max(from, to)]
}

// span puts a span of the plan with its route, and checks that the spans of a
// route are in order, those of the coverage beside each other.
func (c *checker) span(of [][]planSpan, s planSpan, id string) {
	route := slices.IndexFunc(c.layout.Routes, func(r sectors.Route) bool { return r.ID == id && r.Watched })
	if route < 0 {
		c.add(CodeUnknown, at(s.list, s.i, "route"), "a watched route", strconv.Quote(id))
		return
	}
	lengthM := c.layout.Routes[route].Line.LengthM()
	if !(s.fromM >= -1e-6 && s.fromM < s.toM && s.toM <= lengthM+1e-6) {
		c.add(CodeValue, at(s.list, s.i, "from_m"), "a span of the route, of "+show(lengthM)+" m", show(s.fromM)+" … "+show(s.toM))
		return
	}
	for later := route + 1; later < len(of); later++ {
		if len(of[later]) > 0 {
			c.add(CodeOrder, at(s.list, s.i, "route"), "spans in the order of routes", id)
			break
		}
	}
	if n := len(of[route]); n > 0 {
		last := of[route][n-1]
		switch {
		case s.list == "coverage" && last.toM > s.fromM+1e-6:
			c.add(CodeOverlap, at(s.list, s.i, "from_m"), "at or after "+show(last.toM), show(s.fromM))
		case s.list == "gaps" && (last.fromM > s.fromM || last.fromM == s.fromM && c.plan.Gaps[last.i].FromH > c.plan.Gaps[s.i].FromH):
			c.add(CodeOrder, at(s.list, s.i, "from_m"), "gaps in the order of place and time", show(s.fromM))
		}
	}
	of[route] = append(of[route], s)
}

// keeps reports whether a span of the coverage is watched as often as its rule
// asks.
func (c *checker) keeps(s *planner.RouteSpan, kind sectors.Kind) bool {
	return s.RevisitH <= c.s.Rules.RevisitH.Of(kind)*(1+1e-9)
}

// partition wants what is watched and what never is to make up a route, and
// what is watched too seldom to be gaps, each but for millimetres. Of two spans
// beside each other something has to differ.
func (c *checker) partition(route int, covered, gaps []planSpan) {
	r := &c.layout.Routes[route]
	var watched, seldom, never, late []geo.Span
	for k, s := range covered {
		span := geo.Span{FromM: s.fromM, ToM: s.toM}
		x := &c.plan.Coverage[s.i]
		watched = append(watched, span)
		if !c.keeps(x, r.Kind) {
			seldom = append(seldom, span)
		}
		if k > 0 && covered[k-1].toM >= s.fromM-1e-6 && !slices.Contains(r.Line.Breaks(), s.fromM) {
			before := &c.plan.Coverage[covered[k-1].i]
			if slices.Equal(before.Beats, x.Beats) && c.keeps(before, r.Kind) == c.keeps(x, r.Kind) {
				c.add(CodeCoverage, at("coverage", s.i, "from_m"), "one span with the one before", show(s.fromM))
			}
		}
	}
	for _, s := range gaps {
		span := geo.Span{FromM: s.fromM, ToM: s.toM}
		if c.plan.Gaps[s.i].Reason == planner.RevisitExceeded {
			late = append(late, span)
		} else {
			never = append(never, span)
		}
	}
	toleranceM := 0.002 * float64(len(covered)+len(gaps)+1)
	lengthM := func(of []geo.Span) (m float64) {
		for _, s := range of {
			m += s.LengthM()
		}
		return m
	}
	if got := lengthM(watched) + lengthM(never); !(math.Abs(got-r.Line.LengthM()) <= toleranceM) {
		c.add(CodeCoverage, "coverage", show(r.Line.LengthM())+" m of "+r.ID+" watched or never watched", show(got))
	}
	if got := geo.NewSpans(late...).LengthM(); !(math.Abs(lengthM(seldom)-got) <= toleranceM) {
		c.add(CodeGap, "gaps", show(lengthM(seldom))+" m of "+r.ID+" watched too seldom", show(got))
	}
}

// under returns the span that a place lies in.
func under(spans []planSpan, m float64) *planSpan {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].toM > m })
	if i < len(spans) && spans[i].fromM <= m {
		return &spans[i]
	}
	return nil
}

// seen holds the coverage to a place.
func (c *checker) seen(v *view, spans []planSpan, told map[string]bool) {
	low, high := v.when[maybe].worstH(c.periodH()), v.when[surely].worstH(c.periodH())
	tell := func(where, want, got string) {
		if !told[where] {
			told[where] = true
			c.add(CodeCoverage, where, c.sayPlace(v)+": "+want, got)
		}
	}
	s := under(spans, v.m)
	if s == nil {
		if !math.IsInf(high, 1) {
			tell("coverage", sayH(low, high), "never seen")
		}
		return
	}
	x := &c.plan.Coverage[s.i]
	field := func(name string) string { return at("coverage", s.i, name) }
	allowed := c.s.Rules.RevisitH.Of(c.layout.Routes[v.route].Kind)
	switch {
	case math.IsInf(low, 1):
		tell(field(""), "never seen", "a span that is")
		return
	case !(x.RevisitH >= low-2*minuteH) || v.when[surely].always && x.RevisitH != 0 || !v.when[maybe].always && x.RevisitH == 0:
		tell(field("revisit_h"), sayH(low, high), show(x.RevisitH))
	case x.RevisitH <= allowed && low > allowed+2*minuteH, x.RevisitH > allowed && high < allowed-2*minuteH:
		tell(field("revisit_h"), sayH(low, high)+", as the rest of the span one that keeps its rule or not", show(x.RevisitH))
	}
	var sure, can []string
	for _, y := range v.sights {
		id := c.plan.Beats[y.beat].ID
		if can = append(can, id); len(y.at[surely]) > 0 {
			sure = append(sure, id)
		}
	}
	if x.RevisitH == 0 { // watched all the time: by whom else is not told
		sure, can = nil, nil
	}
	for _, id := range sure {
		if !slices.Contains(x.Beats, id) {
			tell(field("beats"), "seen from "+id, "not")
		}
	}
	for _, id := range x.Beats {
		if !slices.Contains(can, id) {
			tell(field("beats"), "not seen from "+id, "seen")
		}
	}
}

// integral is a sum along routes, straight from sample to sample, and how far it
// may be off: between two samples, as far as they differ.
type integral struct {
	sum, lengthM, off float64
	lastM, last       float64
	first             bool // nothing has been added since a span was entered
}

// enter begins a span of a route.
func (q *integral) enter(m float64) { q.lastM, q.first = m, true }

// add adds a value at a place beyond the last; it may be off at that place.
func (q *integral) add(m, value, off float64) {
	if q.first {
		q.last, q.first = value, false
	}
	stepM := m - q.lastM
	q.sum, q.lengthM = q.sum+stepM*(value+q.last)/2, q.lengthM+stepM
	q.off += stepM * (math.Abs(value-q.last) + off)
	q.lastM, q.last = m, value
}

// leave ends a span of a route.
func (q *integral) leave(m float64) {
	if !q.first {
		q.add(m, q.last, 0)
	}
}

// largest wants a number to be the largest of some: between that of the lowest
// each may be and that of the highest, or so much more as a place between two
// samples may have.
func (c *checker) largest(code, where string, low, high []float64, got, tolerance float64) {
	least, most := math.Inf(-1), math.Inf(1)
	if len(low) > 0 {
		least = slices.Max(low) - tolerance
	}
	if len(high) > 0 {
		top := slices.Index(high, slices.Max(high))
		slack := c.slackH()
		for _, i := range []int{top - 1, top + 1} {
			if i >= 0 && i < len(high) {
				slack = max(slack, high[top]-high[i])
			}
		}
		most = high[top] + slack + tolerance
	}
	if !(got >= least && got <= most) {
		c.add(code, where, show(least)+" to "+show(most), show(got))
	}
}

// covered holds what a span of the coverage says of itself to the places in it.
func (c *checker) covered(s *planner.RouteSpan, i int, views []view) {
	field := func(name string) string { return at("coverage", i, name) }
	p := c.periodH()
	if !(s.RevisitH >= 0 && s.RevisitH <= p+exactH && s.MeanH <= s.RevisitH+exactH) {
		c.add(CodeCoverage, field("revisit_h"), "0 to the period, and no less than the mean", show(s.RevisitH))
	}
	var low, high []float64
	var mean, watched integral
	mean.enter(s.FromM)
	watched.enter(s.FromM)
	most := 0
	for k := range views {
		v := &views[k]
		if a, b := v.when[maybe].worstH(p), v.when[surely].worstH(p); !v.near && !math.IsInf(a, 1) {
			low, high = append(low, a), append(high, min(b, p))
		}
		mean.add(v.m, v.when[truly].meanH(p), v.meanOffH(p))
		watched.add(v.m, v.when[truly].watchedH(p), v.unsureH(p))
		most = max(most, len(v.when[truly].watches))
	}
	c.largest(CodeCoverage, field("revisit_h"), low, high, s.RevisitH, 2*minuteH)
	mean.leave(s.ToM)
	watched.leave(s.ToM)
	if lengthM := mean.lengthM; lengthM > besideM { // of less nothing can be told
		c.about(CodeCoverage, field("mean_h"), mean.sum/lengthM, s.MeanH, mean.off/lengthM+minuteH)
		c.about(CodeCoverage, field("watched_km_h"), watched.sum/1000, s.WatchedKmH, (watched.off+lengthM*float64(most)*minuteH/4)/1000)
	}
	c.inOrder(field("beats"), s.Beats)
	c.watches(s, i, views)
}

// about wants two numbers to differ by no more than a tolerance.
func (c *checker) about(code, where string, want, got, tolerance float64) {
	if !(math.Abs(want-got) <= tolerance+1e-9*max(1, math.Abs(want))) {
		c.add(code, where, show(want)+" ± "+show(tolerance), show(got))
	}
}

// inOrder wants beats that are there, each once and in the order of the plan.
func (c *checker) inOrder(where string, ids []string) {
	last := -1
	for _, id := range ids {
		k := slices.IndexFunc(c.plan.Beats, func(b planner.Beat) bool { return b.ID == id })
		if k < 0 || k <= last {
			c.add(CodeOrder, where, "beats, each once, in their order", fmt.Sprintf("%q", ids))
			return
		}
		last = k
	}
}

func (c *checker) sayPlace(v *view) string {
	return c.layout.Routes[v.route].ID + " at " + show(math.Round(v.m)) + " m"
}

func sayH(low, high float64) string {
	say := func(h float64) string { return strconv.FormatFloat(h, 'f', 2, 64) }
	switch {
	case math.IsInf(low, 1):
		return "never seen"
	case math.IsInf(high, 1):
		return "seen every " + say(low) + " h, if at all"
	case high-low < 0.01:
		return "seen every " + say(low) + " h"
	}
	return "seen every " + say(low) + " to " + say(high) + " h"
}
