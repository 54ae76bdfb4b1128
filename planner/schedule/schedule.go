// Package schedule makes the timetable of one pair: when it meets for each
// visit of each of its beats.
//
// Time is counted in ticks, of which a period has Pair.Ticks; the timetable
// repeats after a period. A pair meets at whole ticks. Asked is that the
// largest weighted time between two visits of a beat is the least that there
// can be, then the next largest of another beat, and so on.
//
// Of one order of visits the best times are found exactly: every rule either
// bounds one meeting from below by another, or leaves it some ticks only, so
// the earliest times that meet all rules are found by going round until
// nothing moves, and there are none if that leads out of the period. Orders
// are searched by branch and bound, until the bound is met, all are done or
// the search is given up; Timetable says which.
//
// The package knows no geometry and no patrols, only the standard library.
package schedule

import (
	"cmp"
	"slices"
)

// Pair is what there is to be put into a calendar.
type Pair struct {
	Ticks int // of a period
	// Wraps says that the pair's shifts and rests hold from one period to the
	// next too. It is not so for a pair that is there for part of it only.
	Wraps bool
	Beats []Beat
	// Apart is by beat and next beat the least number of ticks between the
	// meetings of two sorties that follow each other.
	Apart [][]int
	// Weeks limits how many sorties there may be in a week, by side: none
	// where it is nil.
	Weeks []Week
}

// Beat is what is to be visited.
type Beat struct {
	Visits int     // a period
	Weight float64 // of the time between two visits; above 0
	// Open says by tick of the period whether the pair may meet then for this
	// beat; nil: always.
	Open []bool
}

// Week limits the sorties of one side in a week.
type Week struct {
	Most int
	// Begins is, by beat and week of the period, the tick from which on a meeting
	// for it belongs to that week: ascending, the last less than a period after
	// the first. The weeks of the next period begin a period later.
	Begins [][]int
}

// next returns the first tick at which a meeting for one beat belongs to a later
// week than one for another at a tick.
func (w *Week) next(ticks, beat, tick, next int) int {
	begun := 0 // weeks, up to the tick, from the first of the period on
	for _, t := range w.Begins[beat] {
		begun += floor(tick-t, ticks) + 1
	}
	n := len(w.Begins[next])
	period := floor(begun, n)
	return w.Begins[next][begun-period*n] + period*ticks
}

// floor divides and rounds down.
func floor(x, by int) int {
	q := x / by
	if x%by < 0 {
		q--
	}
	return q
}

// Meet is one meeting.
type Meet struct{ Beat, Tick int }

// Timetable is the calendar of a pair.
type Timetable struct {
	Meets   []Meet // in order; ticks of the period, which may be beyond its end
	Worst   []int  // by beat: the most ticks between two visits; 0: not visited
	LeftOut []int  // by beat: visits that have no place
	// Bound is a weighted number of ticks: no calendar with these visits has a
	// smaller largest weighted time. Exact: it is reached.
	Bound float64
	Exact bool
}

// Value is the largest weighted time between two visits.
func (t *Timetable) Value(p *Pair) float64 {
	v := 0.0
	for b, w := range t.Worst {
		v = max(v, float64(w)*p.Beats[b].Weight)
	}
	return v
}

// Solve makes the timetable of a pair. Visits that have no place are left out,
// first of the beat that can spare them best.
func Solve(p *Pair) *Timetable {
	visits := make([]int, len(p.Beats))
	out := &Timetable{Worst: make([]int, len(p.Beats)), LeftOut: make([]int, len(p.Beats))}
	for b := range p.Beats {
		visits[b] = p.Beats[b].Visits
		if open := p.Beats[b].Open; open != nil && !slices.Contains(open, true) {
			out.LeftOut[b], visits[b] = visits[b], 0
		}
	}
	for {
		s := newSearch(p, visits)
		if s.n == 0 {
			out.Exact = true
			return out
		}
		if s.run() {
			s.write(out)
			return out
		}
		// Of many visits several at once.
		for range 1 + s.n/manyVisits {
			b := s.spare()
			visits[b]--
			out.LeftOut[b]++
		}
	}
}

// manyVisits is how many visits are too many to leave them out one by one, and
// to look for other orders.
const manyVisits = 100

// search seeks the timetable for given numbers of visits.
type search struct {
	*Pair
	visits []int
	n      int   // sorties
	least  []int // by beat: no calendar has fewer ticks between its visits
	bound  float64
	best   *order
	loose  *Pair // without windows and weeks
	work   *int  // counts the meetings looked at, so that the search ends
	more   int   // the work when the largest was settled
	given  bool  // up
}

// order is an order of visits with its best times.
type order struct {
	beats []int // by sortie
	at    []int // ticks
	limit []int // by beat: the most ticks between two visits
	worth []float64
}

func newSearch(p *Pair, visits []int) *search {
	s := &search{Pair: p, visits: visits, least: make([]int, len(visits)), work: new(int)}
	for _, k := range visits {
		s.n += k
	}
	for b, k := range visits {
		if k > 0 {
			s.least[b] = s.leastOf(b)
			s.bound = max(s.bound, float64(s.least[b])*p.Beats[b].Weight)
		}
	}
	return s
}

// spare returns the beat that is visited most often for what it weighs.
func (s *search) spare() int {
	best, least := -1, 0.0
	for b, k := range s.visits {
		if k == 0 {
			continue
		}
		if w := s.Beats[b].Weight / float64(k); best < 0 || w < least {
			best, least = b, w
		}
	}
	return best
}

// leastOf bounds from below the ticks between two visits of a beat: by the
// number of visits, by the others that have to come in between, and by when it
// may be visited at all.
func (s *search) leastOf(b int) int {
	k := s.visits[b]
	least := (s.Ticks + k - 1) / k
	if s.Wraps {
		least = max(least, s.between(b, (s.n-k+k-1)/k))
	} else if k > 1 { // the others may all be before or after
		least = max(least, s.Apart[b][b])
	}
	if s.Beats[b].Open == nil {
		return least
	}
	alone := &search{Pair: s.Pair, visits: make([]int, len(s.visits)), n: k, work: s.work}
	alone.visits[b] = k
	one := alone.fit(slices.Repeat([]int{b}, k), func(int) int { return least })
	if one == nil {
		return least
	}
	return max(least, one.limit[b])
}

// between bounds from below the ticks from one visit of a beat to the next
// with so many sorties to other beats in between.
func (s *search) between(b, others int) int {
	if others == 0 {
		return s.Apart[b][b]
	}
	const far = int(^uint(0) >> 2)
	out, in, step := far, far, far
	for x, k := range s.visits {
		if x == b || k == 0 {
			continue
		}
		out, in = min(out, s.Apart[b][x]), min(in, s.Apart[x][b])
		for y, j := range s.visits {
			if y != b && j > 0 {
				step = min(step, s.Apart[x][y])
			}
		}
	}
	return out + (others-1)*step + in
}

// run seeks the best order; it reports whether there is any.
func (s *search) run() bool {
	for _, beats := range s.even() {
		s.try(beats)
		if s.perfect() {
			return true
		}
	}
	if s.n <= 10*manyVisits {
		s.branch()
	} else {
		s.given = true
	}
	return s.best != nil
}

// settled reports whether the largest weighted time is the least there can be.
func (s *search) settled() bool { return s.best != nil && s.best.worth[0] <= s.bound*(1+1e-12) }

// perfect reports whether that is so of every beat.
func (s *search) perfect() bool {
	if s.best == nil {
		return false
	}
	for b, k := range s.visits {
		if k > 0 && s.best.limit[b] > s.least[b] {
			return false
		}
	}
	return true
}

// try keeps an order if it is better than what there is.
func (s *search) try(beats []int) {
	o := s.fit(beats, func(b int) int { return s.least[b] })
	if o != nil && (s.best == nil || o.better(s.best)) {
		s.best = o
	}
}

// even returns orders in which the visits of each beat are as even as can be.
func (s *search) even() [][]int {
	type visit struct {
		at   float64
		beat int
	}
	var out [][]int
	for _, shift := range [][2]float64{{0.5, 0}, {0, 0}, {0, 1}} {
		var all []visit
		for b, k := range s.visits {
			for j := range k {
				late := shift[0] + shift[1]*float64(b)/float64(len(s.visits))
				all = append(all, visit{(float64(j) + late) / float64(k), b})
			}
		}
		slices.SortStableFunc(all, func(x, y visit) int { return cmp.Compare(x.at, y.at) })
		beats := make([]int, len(all))
		for i, v := range all {
			beats[i] = v.beat
		}
		if !slices.ContainsFunc(out, func(o []int) bool { return slices.Equal(o, beats) }) {
			out = append(out, beats)
		}
	}
	return out
}

// write writes down what was found.
func (s *search) write(out *Timetable) {
	o := s.best
	for i, b := range o.beats {
		out.Meets = append(out.Meets, Meet{b, o.at[i]})
	}
	for b := range s.visits {
		out.Worst[b] = o.worst(b, s.Ticks)
	}
	value := out.Value(s.Pair)
	if s.given {
		out.Bound, out.Exact = min(s.bound, value), value <= s.bound*(1+1e-12)
		return
	}
	out.Bound, out.Exact = value, true
}

// worst returns the most ticks from one visit of a beat to the next; 0 where
// it has none.
func (o *order) worst(b, ticks int) int {
	first, last, worst := -1, -1, 0
	for i, x := range o.beats {
		if x != b {
			continue
		}
		if first < 0 {
			first = o.at[i]
		} else {
			worst = max(worst, o.at[i]-last)
		}
		last = o.at[i]
	}
	if first < 0 {
		return 0
	}
	return max(worst, first+ticks-last)
}
