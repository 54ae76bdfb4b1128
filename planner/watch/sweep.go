package watch

import (
	"cmp"
	"math"
	"slices"

	"lindero/geo"
)

// Seen is what a trip sees of a route, with when its sorties meet.
type Seen struct {
	Trip   int // what the caller knows it by
	Cells  []Cell
	Passes []Pass // in any order
}

// Pass is one sortie.
type Pass struct {
	Sortie int   // what the caller knows it by
	MeetUs int64 // since the start of the timetable
}

// Between is the time between two watches of the places of a slice: after the
// sortie Last has seen them and before Next does. None is no sortie.
type Between struct {
	Last, Next int
	// At the start of the slice and at its end.
	FromUs, ToUs [2]int64
}

// None stands for no sortie.
const None = -1

// Never is a time before and after all others.
const Never = math.MaxInt64 / 4

// Slice is a span of a route in which nothing begins and nothing ends.
type Slice struct {
	geo.Span
	// Begins: cells, or what was asked for, begin or end where it begins; with
	// other slices before it the same cells go on.
	Begins bool
	Trips  []int // that see it, each once, ascending
	// Between are the times in which nobody sees it, in order; with a period
	// those of one round, in which the last goes on to the first watch of the
	// next. They are none where nobody ever sees it.
	Between []Between
	// WatchedUs is, at the start and at the end, how long it is watched.
	WatchedUs [2]int64
}

// Sweep calls visit with slice after slice of a route, from its start to its
// end, cut at the given chainages too. With a period above 0 everything repeats
// after it; else there is nothing before the first watch and after the last.
// What visit is given is its own only until it returns.
func Sweep(whole geo.Span, seen []Seen, periodUs int64, cuts []float64, visit func(*Slice)) {
	s := &sweep{periodUs: periodUs, visit: visit}
	for i := range seen {
		if len(seen[i].Cells) > 0 {
			s.ahead = append(s.ahead, tripAhead{Seen: &seen[i]})
		}
		for k := range seen[i].Cells {
			c := &seen[i].Cells[k]
			s.ends = append(s.ends, c.FromM, c.ToM)
		}
	}
	slices.SortFunc(s.ahead, func(x, y tripAhead) int {
		return cmp.Or(cmp.Compare(x.Cells[0].FromM, y.Cells[0].FromM), cmp.Compare(x.Trip, y.Trip))
	})
	s.ends = append(append(s.ends, cuts...), whole.FromM, whole.ToM)
	slices.Sort(s.ends)
	from := whole.FromM
	for _, to := range s.ends {
		if to-from < hairM/4 || to > whole.ToM {
			continue
		}
		s.span(from, to)
		from = to
	}
}

// sweep goes along a route.
type sweep struct {
	periodUs int64
	visit    func(*Slice)
	ends     []float64
	ahead    []tripAhead // whose first cell is yet to come, by where it begins
	here     []tripAhead // that may see the slice
	slice    Slice
	watches  []seenBy
	order    [2][]when     // of the watches put in order last, where they were before; [1] of parts of a span
	sorted   []seenBy      // scratch
	halves   [][2][]seenBy // scratch, by how often a span is halved
}

// tripAhead is a trip, and its first cell that is not past.
type tripAhead struct {
	*Seen
	next int
}

// seenBy is one watch of a slice, at its start and at its end.
type seenBy struct {
	sortie   int
	from, to [2]int64
}

// span visits the slices of a span in which the same cells are.
func (s *sweep) span(from, to float64) {
	s.watches, s.slice.Trips = s.watches[:0], s.slice.Trips[:0]
	middle := (from + to) / 2
	for len(s.ahead) > 0 && s.ahead[0].Cells[0].FromM < middle {
		s.here, s.ahead = append(s.here, s.ahead[0]), s.ahead[1:]
	}
	left := s.here[:0]
	for _, x := range s.here {
		for x.next < len(x.Cells) && x.Cells[x.next].ToM <= middle {
			x.next++
		}
		if x.next == len(x.Cells) {
			continue
		}
		left = append(left, x)
		c := &x.Cells[x.next]
		if c.FromM >= middle {
			continue
		}
		s.slice.Trips = append(s.slice.Trips, x.Trip)
		for k := range c.At[0] {
			s.passes(x.Passes, c.at(k, from), c.at(k, to))
		}
	}
	s.here = left
	slices.Sort(s.slice.Trips)
	s.slice.Trips = slices.Compact(s.slice.Trips)
	s.slice.Begins = true
	s.cut(from, to, s.watches, 0)
}

// passes appends what the sorties of a trip see, with a period all in one
// round.
func (s *sweep) passes(passes []Pass, a, b Interval) {
	for _, p := range passes {
		shift := p.MeetUs
		if at := p.MeetUs + a.FromUs/2 + b.FromUs/2; s.periodUs > 0 && (at < 0 || at >= s.periodUs) {
			shift -= floor(at, s.periodUs)
		}
		s.watches = append(s.watches, seenBy{p.Sortie, [2]int64{a.FromUs + shift, b.FromUs + shift}, [2]int64{a.ToUs + shift, b.ToUs + shift}})
	}
}

// floor returns the largest multiple of a period up to a time.
func floor(us, periodUs int64) int64 {
	q := us / periodUs
	if us%periodUs < 0 {
		q--
	}
	return q * periodUs
}

// coarseUs is the change of times over a slice below which it is no matter
// which of two watches comes first.
const coarseUs = 30 * Second

// cut visits a span, halved as long as the order of the watches is another at
// its start than at its end. halved says how often that has been done.
func (s *sweep) cut(from, to float64, watches []seenBy, halved int) {
	watches = s.inOrder(watches, min(halved, 1))
	if crosses(watches, s.periodUs) && to-from > 2*finestM {
		if halved == len(s.halves) {
			s.halves = append(s.halves, [2][]seenBy{})
		}
		x := s.halves[halved]
		x[0], x[1] = x[0][:0], x[1][:0]
		for i := range watches {
			w := &watches[i]
			f, t := w.from[0]+(w.from[1]-w.from[0])/2, w.to[0]+(w.to[1]-w.to[0])/2
			x[0] = append(x[0], seenBy{w.sortie, [2]int64{w.from[0], f}, [2]int64{w.to[0], t}})
			x[1] = append(x[1], seenBy{w.sortie, [2]int64{f, w.from[1]}, [2]int64{t, w.to[1]}})
		}
		s.halves[halved] = x
		s.cut(from, (from+to)/2, x[0], halved+1)
		s.cut((from+to)/2, to, x[1], halved+1)
		return
	}
	s.slice.Span = geo.Span{FromM: from, ToM: to}
	s.between(watches)
	s.visit(&s.slice)
	s.slice.Begins = false
}

// when is a watch by which it is put in order.
type when struct {
	us     int64 // the sum of when it begins at the start and at the end
	sortie int
	at     int
}

func (w when) before(x when) bool {
	return w.us < x.us || w.us == x.us && (w.sortie < x.sortie || w.sortie == x.sortie && w.at < x.at)
}

// mostMoves is by how many places, for each watch, watches are moved one by one
// before they are put in order otherwise.
const mostMoves = 8

// inOrder puts watches in order of time; of those at one time by their sorties.
// As many as before are taken to come in the same turn as these did, or nearly so;
// those of a part of a span were put in order before.
// What it returns is its own until the next.
func (s *sweep) inOrder(watches []seenBy, part int) []seenBy {
	if len(s.order[part]) != len(watches) || part > 0 {
		s.order[part] = s.order[part][:0]
		for i := range watches {
			s.order[part] = append(s.order[part], when{at: i})
		}
	}
	o, moves := s.order[part], mostMoves*len(watches)
	for i := range o {
		w := &watches[o[i].at]
		x, k := when{w.from[0] + w.from[1], w.sortie, o[i].at}, i
		for ; k > 0 && moves > 0 && x.before(o[k-1]); k-- {
			o[k] = o[k-1]
			moves--
		}
		o[k] = x
	}
	if moves <= 0 {
		slices.SortFunc(o, func(x, y when) int {
			return cmp.Or(cmp.Compare(x.us, y.us), cmp.Compare(x.sortie, y.sortie), cmp.Compare(x.at, y.at))
		})
	}
	s.sorted = s.sorted[:0]
	for i := range o {
		s.sorted = append(s.sorted, watches[o[i].at])
	}
	return s.sorted
}

// crosses reports whether two watches next to each other, or their beginnings
// and ends, change places over a span by more than is no matter.
func crosses(watches []seenBy, periodUs int64) bool {
	n := len(watches)
	if n == 0 {
		return false
	}
	end := watches[0].to
	last := func(w *seenBy) bool { // whether it and what was seen before change places
		x, y := w.from[0]-end[0], w.from[1]-end[1]
		if (x < 0) != (y < 0) && max(x, -x, y, -y) > coarseUs {
			return true
		}
		if x, y = w.to[0]-end[0], w.to[1]-end[1]; (x < 0) != (y < 0) && max(x, -x, y, -y) > coarseUs {
			return true
		}
		if w.to[0]+w.to[1] > end[0]+end[1] {
			end = w.to
		}
		return false
	}
	for i := 1; i < n; i++ {
		w, before := &watches[i], &watches[i-1]
		x, y := w.from[0]-before.from[0], w.from[1]-before.from[1]
		if (x < 0) != (y < 0) && max(x, -x, y, -y) > coarseUs || last(w) {
			return true
		}
	}
	if periodUs <= 0 {
		return false
	}
	again := watches[0]
	for k := range 2 {
		again.from[k], again.to[k] = again.from[k]+periodUs, again.to[k]+periodUs
	}
	return last(&again)
}

// between fills in the times between watches, which are in order.
func (s *sweep) between(watches []seenBy) {
	x := &s.slice
	x.Between, x.WatchedUs = x.Between[:0], [2]int64{}
	if len(watches) == 0 {
		return
	}
	last, end := None, [2]int64{-Never, -Never}
	if s.periodUs > 0 { // what was seen last in the round before
		for i := range watches {
			w := &watches[i]
			if w.to[0]+w.to[1]-2*s.periodUs > end[0]+end[1] {
				last, end = w.sortie, [2]int64{w.to[0] - s.periodUs, w.to[1] - s.periodUs}
			}
		}
	}
	for i := range watches {
		w := &watches[i]
		if w.from[0]+w.from[1] > end[0]+end[1]+2*touchUs {
			x.Between = append(x.Between, Between{last, w.sortie, end, w.from})
		}
		for k := range 2 { // what is new of it
			x.WatchedUs[k] += max(w.to[k]-max(w.from[k], end[k]), 0)
		}
		if w.to[0]+w.to[1] > end[0]+end[1] {
			last, end = w.sortie, w.to
		}
	}
	if s.periodUs <= 0 {
		x.Between = append(x.Between, Between{last, None, end, [2]int64{Never, Never}})
		return
	}
	for k := range 2 {
		x.WatchedUs[k] = min(x.WatchedUs[k], s.periodUs)
	}
}
