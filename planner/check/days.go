package check

import (
	"math"
	"time"
)

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
		if high > 0 {
			high += 4 * c.slackH() // a patrol that leaves the border grazes the last places
		}
		c.spanned(field("worst_h"), y.low-2*minuteH, high, d.WorstH)
		c.mean(field("mean_h"), y, d.MeanH, d.WorstH)
	}
}

// daily is what is shared out among days, of a place: when it is overdue, and
// when it has to be and may be, and the times between watches.
type daily struct {
	v                       *view
	late, mustLate, mayLate []interval
	waits                   [levels][]interval
}

// ended returns the sum and the number of the waits that end on a day.
func (d *daily) ended(level int, day interval, periodH float64) (sum, count float64) {
	for _, x := range d.waits[level] {
		if end := math.Mod(x.toH, periodH); end >= day.fromH && end < day.toH {
			sum, count = sum+x.toH-x.fromH, count+1
		}
	}
	return sum, count
}

// day adds what is seen of a place on a day, or so near it that it may be of it.
func (s *sum) day(d *daily, day interval, nearH, periodH float64) {
	for level := range d.waits {
		for _, x := range d.waits[level] {
			end := math.Mod(x.toH, periodH)
			switch {
			case level == maybe && !d.v.near && end >= day.fromH+2*minuteH && end < day.toH-2*minuteH:
				s.low = max(s.low, x.toH-x.fromH)
			case end >= day.fromH-nearH && end < day.toH+nearH:
				s.high = max(s.high, x.toH-x.fromH)
			}
		}
	}
	m := d.v.m
	s.watched.add(m, d.v.seenOn(truly, day, periodH), d.v.seenOn(maybe, day, periodH)-d.v.seenOn(surely, day, periodH))
	must, late, may := overlapH(d.mustLate, day), overlapH(d.late, day), overlapH(d.mayLate, day)
	s.exposure.add(m, late, may-must)
	// Whether it is overdue at all may hang on a minute.
	must = overlapH(d.mustLate, interval{day.fromH + minuteH, day.toH - minuteH})
	may = overlapH(d.mayLate, interval{day.fromH - minuteH, day.toH + minuteH})
	s.open.add(m, some(late), some(may)-some(must))
	a, n := d.ended(truly, day, periodH)
	lowA, lowN := d.ended(maybe, day, periodH)
	highA, highN := d.ended(surely, day, periodH)
	s.waits.add(m, a, max(math.Abs(lowA-a), math.Abs(highA-a)))
	s.count.add(m, n, max(math.Abs(lowN-n), math.Abs(highN-n)))
}

// seenOn returns how long a place is seen on a day.
func (v *view) seenOn(level int, day interval, periodH float64) float64 {
	t := &v.when[level]
	if t.always {
		return day.toH - day.fromH
	}
	return overlapH(t.watches, day) + overlapH(t.watches, interval{day.fromH + periodH, day.toH + periodH})
}
