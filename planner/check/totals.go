package check

import (
	"math"
	"slices"
	"time"

	"lindero/geo"
	"lindero/planner"
	"lindero/sectors"
)

// part is some of the watched routes.
type part struct {
	of    string
	spans map[int]geo.Spans // by route
}

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
	mean, waits             integral
	lengthM                 float64
	low, high               float64 // the longest wait, at the least and at the most
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
	allowed := s.c.s.Rules.RevisitH.Of(s.c.layout.Routes[route].Kind)
	for i := range s.sectors {
		for _, x := range s.sectors[i].spans[route] {
			for _, v := range within(views, x.FromM, x.ToM) {
				s.bySector[i].place(&v, allowed, s.c.periodH())
			}
		}
	}
	p := s.c.periodH()
	for k := range views {
		v := &views[k]
		var waits [levels][]interval
		for level := range waits {
			waits[level] = v.when[level].waits(p)
		}
		late := v.when[truly].overdue(allowed, p)
		for i := range s.days {
			s.byDay[i].day(v, interval{s.days[i].fromH, s.days[i].toH}, waits, late, p)
		}
	}
}

// place adds a place with all that is seen of it.
func (s *sum) place(v *view, allowedH, periodH float64) {
	t := &v.when[truly]
	if a, b := v.when[maybe].worstH(periodH), v.when[surely].worstH(periodH); !v.near && !math.IsInf(a, 1) {
		s.low, s.high = max(s.low, a), max(s.high, min(b, periodH))
	}
	if v.weightM == 0 {
		return
	}
	s.watched.add(v.weightM, t.watchedH(periodH))
	late := 0.0
	for _, x := range t.overdue(allowedH, periodH) {
		late += x.toH - x.fromH
	}
	s.exposure.add(v.weightM, late)
	s.lengthM += v.weightM
	if len(t.watches) > 0 {
		s.mean.add(v.weightM, t.meanH(periodH))
	}
}

// day adds what is seen of a place on a day, between watches that are so far
// apart; it is overdue for so long.
func (s *sum) day(v *view, day interval, waits [levels][]interval, overdue []interval, periodH float64) {
	for level := range waits {
		for _, x := range waits[level] {
			end := math.Mod(x.toH, periodH)
			switch {
			case level == maybe && end >= day.fromH+2*minuteH && end < day.toH-2*minuteH:
				s.low = max(s.low, x.toH-x.fromH)
			case level == surely && end >= day.fromH-2*minuteH && end < day.toH+2*minuteH:
				s.high = max(s.high, x.toH-x.fromH)
			}
		}
	}
	if v.when[surely].never() && !v.when[maybe].never() {
		s.high = periodH
	}
	if v.weightM == 0 {
		return
	}
	t := &v.when[truly]
	seen := overlapH(t.watches, day) + overlapH(t.watches, interval{day.fromH + periodH, day.toH + periodH})
	if t.always {
		seen = day.toH - day.fromH
	}
	s.watched.add(v.weightM, seen)
	late := overlapH(overdue, day)
	s.exposure.add(v.weightM, late)
	open := 0.0
	if late > 0 {
		open = 1
	}
	s.open.add(v.weightM, open)
	length, count := 0.0, 0.0
	for _, x := range waits[truly] {
		if end := math.Mod(x.toH, periodH); end >= day.fromH && end < day.toH {
			length, count = length+x.toH-x.fromH, count+1
		}
	}
	s.mean.add(v.weightM, length)
	s.waits.add(v.weightM, count)
}

// overlapH returns how much of some times lies within another.
func overlapH(list []interval, in interval) (h float64) {
	for _, x := range list {
		h += max(0, min(x.toH, in.toH)-max(x.fromH, in.fromH))
	}
	return h
}

// slackH is how much longer a wait may be between two samples: patrols come by
// one after the other, at the slowest speed of all.
func (s *sums) slackH() float64 {
	slowest := math.Inf(1)
	for i := range s.c.s.Patrols {
		for _, k := range sectors.Kinds {
			if v := s.c.s.Patrols[i].SpeedKmh.Of(k); v > 0 {
				slowest = min(slowest, v)
			}
		}
	}
	return 2*gridM/1000/slowest + 2*minuteH
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
			c.about(CodeTotal, field("watched_km_h"), x.watchedKmH, t.WatchedKmH, 1e-6)
			c.about(CodeTotal, field("exposure_km_h"), x.exposureKmH, t.ExposureKmH, 1e-6)
			c.about(CodeTotal, field("worst_h"), x.worstH, t.WorstH, exactH)
			c.about(CodeTotal, field("mean_h"), x.mean, t.MeanH, 1e-6)
			continue
		}
		y := &s.bySector[i]
		c.sampled(list, i, y, t.WatchedKmH, t.ExposureKmH)
		c.spanned(field("worst_h"), y.low-2*minuteH, y.high+s.slackH(), t.WorstH)
		c.ratio(field("mean_h"), y.mean.sum, y.mean.weight, y.mean.off, t.MeanH, t.WorstH)
	}
}

// sampled holds what is watched and overdue to samples: each time within a
// minute.
func (c *checker) sampled(list string, i int, s *sum, watchedKmH, exposureKmH float64) {
	within := s.watched.weight * minuteH / 4
	c.about(CodeTotal, at(list, i, "watched_km_h"), s.watched.sum/1000, watchedKmH, (s.watched.off+within)/1000)
	c.about(CodeTotal, at(list, i, "exposure_km_h"), s.exposure.sum/1000, exposureKmH, (s.exposure.off+within)/1000)
}

// spanned wants a number to be between two.
func (c *checker) spanned(where string, low, high, got float64) {
	if !(got >= low && got <= high) {
		c.add(CodeTotal, where, show(low)+" to "+show(high), show(got))
	}
}

// ratio wants a number to be a mean, and no more than the largest; of a span
// between two samples there may be one that none of them has met.
func (c *checker) ratio(where string, sum, weight, off, got, worst float64) {
	if weight > 0 {
		c.about(CodeTotal, where, sum/weight, got, off/weight+minuteH)
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

// calendarDay is a day of the calendar, cut at the ends of the period.
type calendarDay struct {
	date       string
	fromH, toH float64
}

// days returns the calendar days of the period, where the first side is.
func (c *checker) days() (out []calendarDay) {
	const most = 100_000
	start := c.s.Start
	y, m, d := start.Date()
	for k := 0; k < most; k++ {
		from := time.Date(y, m, d+k, 0, 0, 0, 0, start.Location())
		to := time.Date(y, m, d+k+1, 0, 0, 0, 0, start.Location())
		x := calendarDay{time.Date(y, m, d+k, 0, 0, 0, 0, time.UTC).Format(time.DateOnly),
			max(0, from.Sub(start).Hours()), min(c.periodH(), to.Sub(start).Hours())}
		if x.fromH >= c.periodH() {
			break
		}
		if x.toH > x.fromH {
			out = append(out, x)
		}
	}
	return out
}

// dayTotals checks the sums by day.
func (c *checker) dayTotals(s *sums) {
	got := c.plan.Totals.Days
	c.whole(CodeTotal, "totals.days", len(s.days), len(got))
	lengthM := 0.0
	for i := range c.layout.Routes {
		if r := &c.layout.Routes[i]; r.Watched {
			lengthM += r.Line.LengthM()
		}
	}
	for i := range min(len(s.days), len(got)) {
		d, x, y := &got[i], &s.days[i], &s.byDay[i]
		field := func(name string) string { return at("totals.days", i, name) }
		c.text(CodeTotal, field("date"), x.date, d.Date)
		c.about(CodeTotal, field("from_h"), x.fromH, d.FromH, exactH)
		c.about(CodeTotal, field("to_h"), x.toH, d.ToH, exactH)
		met := 0
		for _, t := range c.trips {
			if h := c.turned(t.meetH + exactH); t.ok && h >= x.fromH && h < x.toH {
				met++
			}
		}
		c.whole(CodeTotal, field("sorties"), met, d.Sorties)
		c.sampled("totals.days", i, y, d.WatchedKmH, d.ExposureKmH)
		c.about(CodeTotal, field("covered_m"), lengthM-y.open.sum, d.CoveredM, y.open.off+0.01*float64(len(c.plan.Gaps)+1))
		high := y.high
		if y.waits.weight > 0 {
			high += s.slackH()
		}
		c.spanned(field("worst_h"), y.low-2*minuteH, high, d.WorstH)
		off := y.mean.off
		if y.waits.sum > 0 {
			off += y.mean.sum / y.waits.sum * y.waits.off
		}
		c.ratio(field("mean_h"), y.mean.sum, y.waits.sum, off, d.MeanH, d.WorstH)
	}
}
