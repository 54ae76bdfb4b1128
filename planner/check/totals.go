package check

import (
	"math"
	"slices"

	"lindero/geo"
	"lindero/planner"
	"lindero/sectors"
)

// part is some of the watched routes.
type part struct {
	of    string
	spans map[int]geo.Spans // by route
}

// unseen is the part of a mean that samples may not tell of: where a patrol comes
// by twice there are more waits, each shorter, for some metres.
const unseen = 0.03

// sums are what samples of the watched routes come to.
type sums struct {
	c       *checker
	sectors []part
	// Of each sector, then of each day.
	bySector []sum
	days     []calendarDay
	byDay    []sum
}

// sum is what the samples of a part, or of a day, come to.
type sum struct {
	watched, exposure, open integral
	waits, count            integral // the sum and the number of the waits
	low, high               float64  // the longest wait, at the least and at the most
}

func (c *checker) newSums() *sums {
	s := &sums{c: c, days: c.days()}
	for i := range c.plan.Sectors {
		s.sectors = append(s.sectors, c.sectorPart(&c.plan.Sectors[i]))
	}
	s.bySector, s.byDay = make([]sum, len(s.sectors)), make([]sum, len(s.days))
	return s
}

// sectorPart returns the watched border within a sector.
func (c *checker) sectorPart(s *planner.Sector) part {
	out := part{s.ID, map[int]geo.Spans{}}
	for route, startM := range c.layout.BorderFromM {
		r := &c.layout.Routes[route]
		if !r.Watched {
			continue
		}
		var spans []geo.Span
		for round := -c.row.copies / 2; round <= c.row.copies/2; round++ {
			shiftM := startM + float64(round)*c.axis.LengthM()
			x := geo.Span{FromM: max(0, s.FromM-shiftM), ToM: min(r.Line.LengthM(), s.ToM-shiftM)}
			if x.ToM > x.FromM+1e-6 {
				spans = append(spans, x)
			}
		}
		if len(spans) > 0 {
			out.spans[route] = geo.NewSpans(spans...)
		}
	}
	return out
}

// ends returns where sectors begin and end on a route.
func (s *sums) ends(route int) (out []float64) {
	for _, p := range s.sectors {
		for _, x := range p.spans[route] {
			out = append(out, x.FromM, x.ToM)
		}
	}
	return out
}

// add adds the samples of a route.
func (s *sums) add(route int, views []view) {
	allowed, p := s.c.s.Rules.RevisitH.Of(s.c.layout.Routes[route].Kind), s.c.periodH()
	for i := range s.sectors {
		for _, x := range s.sectors[i].spans[route] {
			in := within(views, x.FromM, x.ToM)
			s.bySector[i].each(func(q *integral) { q.enter(x.FromM) })
			for k := range in {
				s.bySector[i].place(&in[k], allowed, p)
			}
			s.bySector[i].each(func(q *integral) { q.leave(x.ToM) })
		}
	}
	for i := range s.days {
		s.byDay[i].each(func(q *integral) { q.enter(0) })
	}
	nearH := max(2*minuteH, s.c.slackH()) // a place between two samples is passed between them
	for k := range views {
		d := daily{v: &views[k], late: views[k].when[truly].overdue(allowed, p),
			mustLate: views[k].when[maybe].overdue(allowed, p), mayLate: views[k].when[surely].overdue(allowed, p)}
		for level := range d.waits {
			d.waits[level] = d.v.when[level].waits(p)
		}
		for i := range s.days {
			s.byDay[i].day(&d, interval{s.days[i].fromH, s.days[i].toH}, nearH, p)
		}
	}
	for i := range s.days {
		s.byDay[i].each(func(q *integral) { q.leave(s.c.layout.Routes[route].Line.LengthM()) })
	}
}

func (s *sum) each(f func(q *integral)) {
	for _, q := range []*integral{&s.watched, &s.exposure, &s.open, &s.waits, &s.count} {
		f(q)
	}
}

// place adds a place with all that is seen of it.
func (s *sum) place(v *view, allowedH, periodH float64) {
	t := &v.when[truly]
	if a, b := v.when[maybe].worstH(periodH), v.when[surely].worstH(periodH); !math.IsInf(a, 1) {
		s.high = max(s.high, min(b, periodH))
		if !v.near {
			s.low = max(s.low, a)
		}
	}
	s.watched.add(v.m, t.watchedH(periodH), v.unsureH(periodH))
	must, late, may := lengthH(v.when[maybe].overdue(allowedH, periodH)), lengthH(t.overdue(allowedH, periodH)), lengthH(v.when[surely].overdue(allowedH, periodH))
	s.exposure.add(v.m, late, may-must)
	one := 0.0
	if len(t.watches) > 0 {
		one = 1
	}
	s.waits.add(v.m, t.meanH(periodH), v.meanOffH(periodH))
	s.count.add(v.m, one, 0)
}

// some is 1 for more than nothing.
func some(h float64) float64 {
	if h > 0 {
		return 1
	}
	return 0
}

// lengthH returns how long some times are.
func lengthH(list []interval) (h float64) {
	for _, x := range list {
		h += x.toH - x.fromH
	}
	return h
}

// overlapH returns how much of some times lies within another.
func overlapH(list []interval, in interval) (h float64) {
	for _, x := range list {
		h += max(0, min(x.toH, in.toH)-max(x.fromH, in.fromH))
	}
	return h
}

// totals checks the sums, in each of the four ways.
func (c *checker) totals(s *sums) {
	t := &c.plan.Totals
	c.class("totals.kinds", c.kindParts(), t.Kinds, nil)
	c.class("totals.sides", c.sideParts(), t.Sides, nil)
	c.class("totals.sectors", s.sectors, t.Sectors, s)
	c.dayTotals(s)
}

// kindParts returns the watched routes by kind.
func (c *checker) kindParts() []part {
	var out []part
	for _, k := range append(slices.Clone(sectors.Kinds[:]), sectors.Any) {
		out = append(out, c.routesOf(string(k), func(r *sectors.Route) bool { return r.Kind == k })...)
	}
	return out
}

// sideParts returns the watched routes by the side that they belong to.
func (c *checker) sideParts() []part {
	out := c.routesOf("", func(r *sectors.Route) bool { return r.Side == "" })
	for _, side := range c.s.Sides {
		if side.Code != "" {
			out = append(out, c.routesOf(side.Code, func(r *sectors.Route) bool { return r.Side == side.Code })...)
		}
	}
	return out
}

// routesOf returns some watched routes as a part; nothing if there are none.
func (c *checker) routesOf(of string, take func(r *sectors.Route) bool) []part {
	p := part{of, map[int]geo.Spans{}}
	for i := range c.layout.Routes {
		if r := &c.layout.Routes[i]; r.Watched && take(r) {
			p.spans[i] = geo.Spans{r.Line.Whole()}
		}
	}
	if len(p.spans) == 0 {
		return nil
	}
	return []part{p}
}

// class checks the sums over parts of the watched routes. What is covered
// follows from the plan's coverage alone, and where parts are whole routes so
// does the rest; else it is held to samples.
func (c *checker) class(list string, parts []part, totals []planner.Total, s *sums) {
	var want, got []string
	for _, p := range parts {
		want = append(want, p.of)
	}
	for i := range totals {
		got = append(got, totals[i].Of)
	}
	c.list(CodeTotal, list, want, got)
	for i := range min(len(parts), len(totals)) {
		t, p := &totals[i], &parts[i]
		x := c.planned(p)
		field := func(name string) string { return at(list, i, name) }
		c.about(CodeTotal, field("length_m"), x.lengthM, t.LengthM, 1e-4)
		c.about(CodeTotal, field("covered_m"), x.coveredM, t.CoveredM, x.offM)
		c.about(CodeTotal, field("late_m"), x.lateM, t.LateM, x.offM)
		c.about(CodeTotal, field("gap_m"), t.LengthM-t.CoveredM, t.GapM, 1e-4)
		if s == nil {
			// What is shorter than a millimetre is in the totals, but not listed.
			offKmH := 1e-6 + x.offM/1000*c.periodH()
			c.about(CodeTotal, field("watched_km_h"), x.watchedKmH, t.WatchedKmH, offKmH)
			c.about(CodeTotal, field("exposure_km_h"), x.exposureKmH, t.ExposureKmH, offKmH)
			c.about(CodeTotal, field("worst_h"), x.worstH, t.WorstH, exactH)
			c.about(CodeTotal, field("mean_h"), x.mean, t.MeanH, 1e-6+x.offM/max(x.lengthM, 1)*c.periodH())
			continue
		}
		y := &s.bySector[i]
		c.sampled(list, i, y, t.WatchedKmH, t.ExposureKmH)
		c.spanned(field("worst_h"), y.low-2*minuteH, y.high+c.slackH(), t.WorstH)
		c.mean(field("mean_h"), y, t.MeanH, t.WorstH)
	}
}

// sampled holds what is watched and overdue to samples: each time within a
// minute.
func (c *checker) sampled(list string, i int, s *sum, watchedKmH, exposureKmH float64) {
	within := s.watched.lengthM * minuteH / 4
	c.about(CodeTotal, at(list, i, "watched_km_h"), s.watched.sum/1000, watchedKmH, (s.watched.off+within)/1000)
	c.about(CodeTotal, at(list, i, "exposure_km_h"), s.exposure.sum/1000, exposureKmH, (s.exposure.off+within)/1000)
}

// spanned wants a number to be between two.
func (c *checker) spanned(where string, low, high, got float64) {
	if !(got >= low && got <= high) {
		c.add(CodeTotal, where, show(low)+" to "+show(high), show(got))
	}
}

// mean wants a number to be the mean of waits, and no more than the largest; of
// a span between two samples there may be one that none of them has met.
func (c *checker) mean(where string, s *sum, got, worst float64) {
	if s.count.sum > 0 {
		mean := s.waits.sum / s.count.sum
		c.about(CodeTotal, where, mean, got, (s.waits.off+mean*s.count.off)/s.count.sum+mean*unseen+minuteH)
	}
	c.spanned(where, 0, worst+exactH, got)
}

// planned is what the plan's coverage and gaps come to over a part.
type planned struct {
	lengthM, coveredM, lateM, offM  float64
	watchedKmH, exposureKmH, worstH float64
	mean                            float64
}

func (c *checker) planned(p *part) planned {
	var out planned
	weight, sum := 0.0, 0.0
	for _, spans := range p.spans {
		out.lengthM += spans.LengthM()
	}
	for i := range c.plan.Coverage {
		s := &c.plan.Coverage[i]
		route := c.routeOf(s.Route)
		if route < 0 || !(s.FromM < s.ToM) {
			continue
		}
		lengthM := p.spans[route].Intersect(geo.NewSpans(geo.Span{FromM: s.FromM, ToM: s.ToM})).LengthM()
		if lengthM == 0 {
			continue
		}
		out.offM += 0.002
		if c.keeps(s, c.layout.Routes[route].Kind) {
			out.coveredM += lengthM
		} else {
			out.lateM += lengthM
		}
		out.watchedKmH += s.WatchedKmH
		out.worstH = max(out.worstH, s.RevisitH)
		if s.RevisitH > 0 {
			weight, sum = weight+lengthM, sum+lengthM*s.MeanH
		}
	}
	for i := range c.plan.Gaps {
		g := &c.plan.Gaps[i]
		if len(p.spans[c.routeOf(g.Route)]) > 0 {
			out.exposureKmH += g.ExposureKmH
			out.offM += 0.002
		}
	}
	if weight > 0 {
		out.mean = sum / weight
	}
	return out
}

// routeOf returns the route of an id; −1 where there is none.
func (c *checker) routeOf(id string) int {
	return slices.IndexFunc(c.layout.Routes, func(r sectors.Route) bool { return r.ID == id })
}
