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
			c.covered(&c.plan.Coverage[s.i], s.i, within(views, s.fromM, s.toM))
		}
		c.gappedRoute(route, gaps[route], views)
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

// integral is a sum over samples of a route, and how far it may be off: in a
// cell as far as the sample differs from its neighbours.
type integral struct{ sum, weight, off, last, lastWeight float64 }

func (q *integral) add(weight, value float64) {
	if weight == 0 {
		return
	}
	if q.weight > 0 {
		q.off += max(weight, q.lastWeight) * math.Abs(value-q.last)
	}
	q.sum, q.weight = q.sum+weight*value, q.weight+weight
	q.last, q.lastWeight = value, weight
}

// largest wants a number to be the largest of some: between that of the lowest
// each may be and that of the highest, or so much more as a place between two
// samples may have.
func (c *checker) largest(code, where string, low, high []float64, got, tolerance float64) {
	if len(low) == 0 {
		return
	}
	top := 0
	for i := range high {
		if high[i] > high[top] {
			top = i
		}
	}
	slack := 0.0
	for _, i := range []int{top - 1, top + 1} {
		if i >= 0 && i < len(high) {
			slack = max(slack, high[top]-high[i])
		}
	}
	if !(got >= slices.Max(low)-tolerance && got <= high[top]+slack+tolerance) {
		c.add(code, where, show(slices.Max(low))+" to "+show(high[top]+slack), show(got))
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
	count := 0.0
	for k := range views {
		v := &views[k]
		if a, b := v.when[maybe].worstH(p), v.when[surely].worstH(p); !v.near && !math.IsInf(a, 1) {
			low, high = append(low, a), append(high, min(b, p))
		}
		mean.add(v.weightM, v.when[truly].meanH(p))
		watched.add(v.weightM, v.when[truly].watchedH(p))
		count += v.weightM * float64(len(v.when[truly].watches))
	}
	c.largest(CodeCoverage, field("revisit_h"), low, high, s.RevisitH, 2*minuteH)
	if mean.weight > 0 {
		c.about(CodeCoverage, field("mean_h"), mean.sum/mean.weight, s.MeanH, mean.off/mean.weight+minuteH)
		c.about(CodeCoverage, field("watched_km_h"), watched.sum/1000, s.WatchedKmH, (watched.off+count*minuteH/4)/1000)
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

// watches holds the watches of a span to when each sortie sees places of it.
func (c *checker) watches(s *planner.RouteSpan, i int, views []view) {
	of := map[string]int{}
	for k := range c.plan.Sorties {
		of[c.plan.Sorties[k].ID] = k
	}
	got := map[int]int{} // by beat, its sorties
	taken := map[string]bool{}
	lastH := 0.0
	span := map[int][2][]float64{}
	for k, w := range s.Watches {
		where := at("coverage", i, at("watches", k, ""))
		t, ok := of[w.Sortie]
		if !ok || !c.trips[t].ok || taken[w.Sortie] || !slices.Contains(s.Beats, c.plan.Sorties[t].Beat) {
			c.add(CodeCoverage, where+".sortie", "a sortie of the span's beats, once", strconv.Quote(w.Sortie))
			continue
		}
		taken[w.Sortie] = true
		if !(w.FromH >= lastH-exactH && w.FromH < c.periodH()) {
			c.add(CodeOrder, where+".from_h", "in order, within the period", show(w.FromH))
		}
		lastH = w.FromH
		beat := c.trips[t].beat
		got[beat]++
		x, ok := span[beat]
		if !ok {
			x = relative(views, beat)
			span[beat] = x
		}
		c.watch(where, w, c.trips[t].meetH, x)
	}
	for k := range c.plan.Beats {
		if b := &c.plan.Beats[k]; slices.Contains(s.Beats, b.ID) {
			c.whole(CodeCoverage, at("coverage", i, "watches"), len(c.meets(k)), got[k])
		}
	}
}

// relative returns when places of a span are first and last seen from a beat,
// after its meeting: the times to the first negated, so that the largest counts.
func relative(views []view, beat int) (out [2][]float64) {
	for k := range views {
		v := &views[k]
		for _, x := range v.sights {
			if list := x.at[truly]; x.beat == beat && len(list) > 0 {
				out[0] = append(out[0], -list[0].fromH)
				out[1] = append(out[1], list[len(list)-1].toH)
			}
		}
	}
	return out
}

// watch holds one watch to when its sortie meets.
func (c *checker) watch(where string, w planner.Watch, meetH float64, span [2][]float64) {
	// Hours from the meeting, whatever the period.
	fromH := c.turned(w.FromH-meetH+c.periodH()/2) - c.periodH()/2
	if len(span[0]) > 0 {
		fromH += c.periodH() * math.Round((-slices.Max(span[0])-fromH)/c.periodH())
	}
	c.largest(CodeCoverage, where+".from_h", span[0], span[0], -fromH, minuteH)
	c.largest(CodeCoverage, where+".to_h", span[1], span[1], fromH+w.ToH-w.FromH, minuteH)
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
