package planner

import (
	"slices"

	"lindero/geo"
	"lindero/planner/watch"
)

// routeSweep goes along a route, slice by slice.
type routeSweep struct {
	*watcher
	route     int
	allowedUs int64
	shifts    []int64   // by how much times are to be moved to fall into the window
	constant  geo.Spans // watched all the time
	breaks    []float64
	sectorAt  []sectorSpan
	seen      []watch.Seen
	out       watchedRoute
	stretch   *watchedSpan // that may go on
	open      []*overdue
	joined    bool // something that was open before goes on in the slice at hand
	// Scratch: days on which a slice is overdue, and from when to when it is, at
	// its start and at its end.
	into     []*sums // of the piece, that the slice at hand counts for
	late     []bool
	lateFrom [][2]int64
	lateTo   [][2]int64
	cuts     []float64
	part     watch.Slice
}

// graceUs is by how much a place may be late without being overdue: times are
// right to a minute.
const graceUs = watch.Second

// crossDays calls cross where what runs from one time to another passes the
// beginning of a day, or the end of the window.
func (x *routeSweep) crossDays(a, b int64, cross func(a, b int64)) {
	if cross(a-x.toUs, b-x.toUs); len(x.days) == 0 {
		return
	}
	from, to := x.dayAt(min(a, b)), x.dayAt(max(a, b))
	for d := max(from, 0); d <= to; d++ {
		cross(a-x.dayUs[d].FromUs, b-x.dayUs[d].FromUs)
	}
}

// slice takes one slice: cut where a place begins to be overdue at all, or is
// so over the end of a day or of the window, so that nothing changes within.
func (x *routeSweep) slice(s *watch.Slice) {
	x.cuts = x.cuts[:0]
	cross := func(a, b int64) { // where what runs from a to b is 0
		if (a < 0) != (b < 0) && a != b {
			x.cuts = append(x.cuts, float64(a)/float64(a-b))
		}
	}
	if !x.constant.Contains((s.FromM + s.ToM) / 2) {
		for i := range s.Between {
			b := &s.Between[i]
			a, z := b.ToUs[0]-b.FromUs[0]-x.allowedUs-graceUs, b.ToUs[1]-b.FromUs[1]-x.allowedUs-graceUs
			if a < 0 && z < 0 {
				continue
			}
			cross(a, z)
			for _, shift := range x.shifts {
				x.crossDays(b.FromUs[0]+x.allowedUs+shift, b.FromUs[1]+x.allowedUs+shift, cross)
				x.crossDays(b.ToUs[0]+shift, b.ToUs[1]+shift, cross)
			}
		}
	}
	if len(x.cuts) == 0 {
		x.whole(s)
		return
	}
	x.cuts = append(x.cuts, 1)
	slices.Sort(x.cuts)
	from := 0.0
	for _, to := range x.cuts {
		if (to-from)*s.LengthM() > toleranceM/4 || to == 1 && from < 1 {
			x.whole(x.within(s, from, to))
			from = to
		}
	}
}

// within returns the part of a slice between two shares of it.
func (x *routeSweep) within(s *watch.Slice, from, to float64) *watch.Slice {
	run := func(v [2]int64) [2]int64 {
		d := float64(v[1] - v[0])
		return [2]int64{v[0] + int64(from*d), v[0] + int64(to*d)}
	}
	p := &x.part
	p.Span = geo.Span{FromM: s.FromM + from*s.LengthM(), ToM: s.FromM + to*s.LengthM()}
	p.Begins, p.Trips, p.Between, p.WatchedUs = s.Begins && from == 0, s.Trips, p.Between[:0], run(s.WatchedUs)
	for _, b := range s.Between {
		b.FromUs, b.ToUs = run(b.FromUs), run(b.ToUs)
		p.Between = append(p.Between, b)
	}
	return p
}

// whole takes a slice within which nothing changes.
func (x *routeSweep) whole(s *watch.Slice) {
	for _, at := range x.breaks {
		if at > s.FromM-toleranceM/2 && at < s.FromM+toleranceM/2 {
			x.close(nil)
			x.end()
		}
	}
	x.joined = false
	switch middle := (s.FromM + s.ToM) / 2; {
	case x.constant.Contains(middle):
		x.close(nil)
		x.always(s)
	case len(s.Trips) == 0:
		x.never(s)
	default:
		x.watched(s)
	}
}

// always takes a slice that is watched all the time.
func (x *routeSweep) always(s *watch.Slice) {
	x.stretchOn(s, nil, false, true)
	m, r := s.LengthM(), x.pieceOf(s)
	for _, t := range x.into {
		t.lengthM += m
		t.watched += m * float64(x.toUs-x.fromUs)
	}
	for d := range r.days {
		r.days[d].lengthM += m
		r.days[d].watched += m * x.dayLength(d)
	}
}

// never takes a slice that nobody sees.
func (x *routeSweep) never(s *watch.Slice) {
	x.end()
	x.close(func(o *overdue) bool { return !o.never })
	all := [2]int64{x.fromUs, x.fromUs}
	x.grow(s, overdueKey{last: watch.None, next: watch.None, never: true}, all, [2]int64{x.toUs, x.toUs}, x.periodOrWindowUs())
	m, r := s.LengthM(), x.pieceOf(s)
	for _, t := range x.into {
		t.lengthM, t.gapM = t.lengthM+m, t.gapM+m
		t.exposure += m * float64(x.toUs-x.fromUs)
	}
	for d := range r.days {
		t := &r.days[d]
		t.lengthM, t.gapM = t.lengthM+m, t.gapM+m
		t.exposure += m * x.dayLength(d)
	}
}

// dayLength is how long a day of the window is.
func (x *routeSweep) dayLength(d int) float64 { return float64(x.dayUs[d].ToUs - x.dayUs[d].FromUs) }

// periodOrWindowUs is what a place goes unseen that is never watched.
func (x *routeSweep) periodOrWindowUs() int64 {
	if x.periodUs > 0 {
		return x.periodUs
	}
	return x.toUs - x.fromUs
}

// watched takes a slice that somebody sees.
func (x *routeSweep) watched(s *watch.Slice) {
	m := s.LengthM()
	x.lateFrom, x.lateTo = x.lateFrom[:0], x.lateTo[:0]
	late := false
	var worst, unseen int64
	exposure := 0.0
	for i := range s.Between {
		b := &s.Between[i]
		worst = max(worst, x.knownUs(b))
		both := b.ToUs[0] - b.FromUs[0] + b.ToUs[1] - b.FromUs[1]
		unseen += both / 2
		if both > 2*(x.allowedUs+graceUs) {
			more := x.overdue(s, b)
			exposure += more
			late = late || more > 0
		}
	}
	watched := 0.0
	if x.periodUs > 0 {
		watched = float64(s.WatchedUs[0]+s.WatchedUs[1]) / 2 * m
	} else {
		watched = x.watchedIn(s, m)
	}
	mean := 0.0
	if n := len(s.Between); n > 0 && x.periodUs > 0 {
		mean = float64(unseen) / float64(n)
	}
	x.close(func(o *overdue) bool { return o.ToM < s.ToM-toleranceM/8 })
	x.stretchOn(s, s.Trips, late, false).see(s, worst, mean*m, watched)
	r := x.pieceOf(s)
	for _, t := range x.into {
		t.lengthM, t.watched, t.exposure = t.lengthM+m, t.watched+watched, t.exposure+exposure
		if m >= watch.GrainM {
			t.worst = max(t.worst, worst)
		}
		if mean > 0 {
			t.mean, t.meanM = t.mean+mean*m, t.meanM+m
		}
		if late {
			t.gapM, t.lateM = t.gapM+m, t.lateM+m
		}
	}
	x.watchedDays(s, r)
}

// knownUs is the time between two watches that both are known, the second
// within the window.
func (x *routeSweep) knownUs(b *watch.Between) int64 {
	if at := b.ToUs[0]/2 + b.ToUs[1]/2; b.Last == watch.None || b.Next == watch.None || x.periodUs == 0 && (at < x.fromUs || at >= x.toUs) {
		return 0
	}
	return max(b.ToUs[0]-b.FromUs[0], b.ToUs[1]-b.FromUs[1])
}

// watchedIn returns how long a slice is watched within the window.
func (x *routeSweep) watchedIn(s *watch.Slice, m float64) float64 {
	sum := m * float64(x.toUs-x.fromUs)
	for i := range s.Between {
		sum -= m * meanWithin(s.Between[i].FromUs, s.Between[i].ToUs, x.fromUs, x.toUs)
	}
	return sum
}

// meanWithin is the mean time, over a slice, that what runs from one time to
// another has within a window.
func meanWithin(from, to [2]int64, low, high int64) float64 {
	begin, end := newClamp(from), newClamp(to)
	return end.to(low, high) - begin.to(low, high)
}
