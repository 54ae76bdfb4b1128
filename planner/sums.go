package planner

import (
	"time"

	"lindero/planner/access"
	"lindero/planner/watch"
)

// sums are what totals are made of; times are microseconds, and metres times
// microseconds.
type sums struct {
	lengthM, gapM, lateM float64
	watched, exposure    float64
	worst                int64
	mean, meanM          float64 // of places' means, times length, and the length
}

func (s *sums) add(x *sums) {
	s.lengthM, s.gapM, s.lateM = s.lengthM+x.lengthM, s.gapM+x.gapM, s.lateM+x.lateM
	s.watched, s.exposure = s.watched+x.watched, s.exposure+x.exposure
	s.worst = max(s.worst, x.worst)
	s.mean, s.meanM = s.mean+x.mean, s.meanM+x.meanM
}

// meanH is the mean time between two watches.
func (s *sums) meanH() float64 {
	if s.meanM == 0 {
		return 0
	}
	return access.Hours(int64(s.mean / s.meanM))
}

func (s *sums) total(of string) Total {
	return Total{Of: of, LengthM: s.lengthM, CoveredM: s.lengthM - s.gapM, GapM: s.gapM, LateM: s.lateM,
		WatchedKmH: kmHours(s.watched), ExposureKmH: kmHours(s.exposure), WorstH: access.Hours(s.worst), MeanH: s.meanH()}
}

func (s *sums) day(d Day) Day {
	d.CoveredM = s.lengthM - s.gapM
	d.WatchedKmH, d.ExposureKmH = kmHours(s.watched), kmHours(s.exposure)
	d.WorstH, d.MeanH = access.Hours(s.worst), s.meanH()
	return d
}

// daysOf returns the calendar days of the start's time zone in a window, cut at
// its ends. A day on which the clocks change has 23 or 25 hours.
func daysOf(start time.Time, fromUs, toUs int64) []Day {
	at := start.Add(time.Duration(fromUs) * time.Microsecond)
	var out []Day
	for us := fromUs; us < toUs; {
		y, m, d := at.Date()
		next := time.Date(y, m, d+1, 0, 0, 0, 0, at.Location())
		if !next.After(at) { // a day that the clocks leave out
			next = at.Add(24 * time.Hour)
		}
		end := min(next.Sub(start).Microseconds(), toUs)
		out = append(out, Day{Date: at.Format(time.DateOnly), FromH: access.Hours(us), ToH: access.Hours(end)})
		at, us = next, end
	}
	return out
}

// watchedDays adds a slice that somebody sees to the days of its piece.
func (x *routeSweep) watchedDays(s *watch.Slice, r *piece) {
	if x.noDays {
		return
	}
	m := s.LengthM()
	for i := range s.Between {
		x.unseenDays(&s.Between[i], m, r)
	}
	clear(x.late)
	for i, from := range x.lateFrom {
		to := x.lateTo[i]
		for d := max(x.dayAt(min(from[0], from[1])), 0); d < len(x.dayUs) && x.dayUs[d].FromUs < max(to[0], to[1]); d++ {
			x.late[d] = x.late[d] || (from[0]+from[1])/2 < x.dayUs[d].ToUs && (to[0]+to[1])/2 > x.dayUs[d].FromUs
			r.days[d].exposure += m * x.meanOverdue(from, to, d)
		}
	}
	for d := range r.days {
		t := &r.days[d]
		t.lengthM += m
		t.watched += m * x.dayLength(d)
		if x.late[d] {
			t.gapM += m
		}
	}
}

// unseenDays takes a time that nobody sees a slice of so many metres.
func (x *routeSweep) unseenDays(b *watch.Between, m float64, r *piece) {
	for _, shift := range x.shifts {
		from := [2]int64{b.FromUs[0] + shift, b.FromUs[1] + shift}
		to := [2]int64{b.ToUs[0] + shift, b.ToUs[1] + shift}
		if min(from[0], from[1]) >= x.toUs {
			continue // all of it is beyond the window
		}
		begin, end := newClamp(from), newClamp(to)
		for d := max(x.dayAt(begin.low), 0); d < len(x.dayUs) && x.dayUs[d].FromUs < end.high; d++ {
			day := &x.dayUs[d]
			r.days[d].watched -= m * (end.to(day.FromUs, day.ToUs) - begin.to(day.FromUs, day.ToUs))
		}
	}
	known := x.knownUs(b)
	if known <= 0 {
		return
	}
	if d := x.dayAt((b.ToUs[0] + b.ToUs[1]) / 2); d >= 0 {
		t := &r.days[d]
		if m >= watch.GrainM {
			t.worst = max(t.worst, known)
		}
		mean := float64(b.ToUs[0]-b.FromUs[0]+b.ToUs[1]-b.FromUs[1]) / 2
		t.mean, t.meanM = t.mean+mean*m, t.meanM+m
	}
}

// clamp is a time that runs from one to another over a slice, to be held to many
// windows.
type clamp struct {
	low, high int64
	mean      float64
}

func newClamp(v [2]int64) clamp {
	return clamp{min(v[0], v[1]), max(v[0], v[1]), (float64(v[0]) + float64(v[1])) / 2}
}

// to returns the mean over the slice of the time held to a window.
func (c *clamp) to(low, high int64) float64 {
	switch {
	case c.high <= low:
		return float64(low)
	case c.low >= high:
		return float64(high)
	case c.low >= low && c.high <= high:
		return c.mean
	}
	return c.across(low, high)
}

// across is to where the time runs over an end of the window.
func (c *clamp) across(low, high int64) float64 {
	// The integral of a piecewise straight line.
	length := float64(c.high - c.low)
	below, above := float64(max(low-c.low, 0)), float64(max(c.high-high, 0))
	inside := length - below - above
	return (below*float64(low) + above*float64(high) + inside*(float64(max(c.low, low))+float64(min(c.high, high)))/2) / length
}
