package schedule

import (
	"cmp"
	"slices"
)

// mostWork is how many meetings are looked at before the search is given up:
// for a smaller largest weighted time, and for smaller ones of the other beats.
const mostWork, mostMore = 600_000, 150_000

// branch seeks a better order than the best so far among all of them.
func (s *search) branch() {
	var beats []int
	for b, k := range s.visits {
		if k > 0 {
			beats = append(beats, b)
		}
	}
	if len(beats) < 2 { // there is but one order
		return
	}
	// Everything repeats, so any visit may be the first: of the beat with the
	// fewest. A pair that is there for a part of the period starts with any.
	slices.SortStableFunc(beats, func(x, y int) int { return cmp.Compare(s.visits[x], s.visits[y]) })
	if s.Wraps {
		beats = beats[:1]
	}
	// What is no beginning without windows and weeks is none with them, and
	// without them it is told at once.
	s.loose = &Pair{Ticks: s.Ticks, Wraps: s.Wraps, Beats: slices.Clone(s.Beats), Apart: s.Apart}
	for b := range s.loose.Beats {
		s.loose.Beats[b].Open = nil
	}
	left := slices.Clone(s.visits)
	for _, b := range beats {
		left[b]--
		s.grow([]int{b}, left)
		left[b]++
	}
}

// limits returns what has to be kept to be better than the best; as good, where
// only other beats can be better.
func (s *search) limits() []int {
	out := make([]int, len(s.visits))
	for b := range out {
		out[b] = s.far()
		if s.best == nil {
			continue
		}
		w := s.Beats[b].Weight
		out[b] = min(out[b], int(s.best.worth[0]/w*(1+1e-12)))
		for !s.settled() && out[b] > 0 && float64(out[b])*w >= s.best.worth[0]*(1-1e-12) {
			out[b]--
		}
	}
	return out
}

// grow seeks better orders among those that begin with some visits.
func (s *search) grow(beats, left []int) {
	if s.given || s.perfect() {
		return
	}
	if s.more == 0 && s.settled() {
		s.more = *s.work
	}
	if *s.work > mostWork || s.more > 0 && *s.work > s.more+mostMore {
		s.given = true
		return
	}
	limit := s.limits()
	without := &search{Pair: s.loose, visits: s.visits, work: s.work}
	at := without.times(beats, limit, len(beats) == s.n)
	s.given = s.given || without.given
	if at == nil {
		return
	}
	if len(beats) == s.n {
		s.try(slices.Clone(beats))
		return
	}
	for _, b := range s.urgent(beats, at, limit, left) {
		left[b]--
		s.grow(append(beats[:len(beats):len(beats)], b), left)
		left[b]++
	}
}

// urgent returns the beats that may come next, the one first that has to be
// visited soonest.
func (s *search) urgent(beats, at, limit, left []int) []int {
	due := make([]int, len(left))
	var out []int
	for b, k := range left {
		due[b] = limit[b]
		if k > 0 {
			out = append(out, b)
		}
	}
	for i, b := range beats {
		due[b] = at[i] + limit[b]
	}
	slices.SortStableFunc(out, func(x, y int) int { return cmp.Compare(due[x], due[y]) })
	return out
}
