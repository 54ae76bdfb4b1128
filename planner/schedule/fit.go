package schedule

import (
	"cmp"
	"slices"
)

// fit returns the best times of an order of visits: the largest weighted time
// between two visits of a beat as small as can be, then that of another beat,
// and so on. No beat is asked for fewer ticks than least. It returns nil where
// the order has no times at all.
func (s *search) fit(beats []int, least func(b int) int) *order {
	if len(s.Weeks) == 0 {
		return s.fitted(beats, least)
	}
	// Weeks seldom decide: where the best times without them can be moved to
	// keep them, nothing is better. Nor is anything with them, where these are
	// not better than what there is.
	loose := *s.Pair
	loose.Weeks = nil
	without := &search{Pair: &loose, visits: s.visits, work: s.work}
	o := without.fitted(beats, least)
	s.given = s.given || without.given
	if o == nil || s.best != nil && !o.better(s.best) || s.weekly(o) {
		return o
	}
	return s.fitted(beats, least)
}

// better reports whether an order is better than another.
func (o *order) better(than *order) bool { return slices.Compare(o.worth, than.worth) < 0 }

// weekly moves all of an order so that it keeps to its weeks, if it can.
func (s *search) weekly(o *order) bool {
	shifts := []int{0}
	if s.Wraps {
		for i, b := range o.beats[:min(s.n, 4)] {
			for w := range s.Weeks {
				for _, t := range s.Weeks[w].Begins[b] {
					shifts = append(shifts, ((t-o.at[i])%s.Ticks+s.Ticks)%s.Ticks)
				}
			}
		}
	}
	for _, shift := range shifts {
		if !s.keeps(o, shift) {
			continue
		}
		for i := range o.at {
			o.at[i] += shift
		}
		return true
	}
	return false
}

// keeps reports whether an order that is moved keeps to windows and weeks.
func (s *search) keeps(o *order, shift int) bool {
	n := len(o.beats)
	*s.work += n
	for i, b := range o.beats {
		at := o.at[i] + shift
		if open := s.Beats[b].Open; open != nil && !open[at%s.Ticks] {
			return false
		}
		for w := range s.Weeks {
			k := i + s.Weeks[w].Most
			turn := 0
			if k >= n {
				if !s.Wraps || k-n > i {
					continue
				}
				k, turn = k-n, s.Ticks
			}
			if o.at[k]+turn+shift < s.Weeks[w].next(s.Ticks, b, at, o.beats[k]) {
				return false
			}
		}
	}
	return true
}

// mostTries is how often the limits of an order are made smaller: a few times a
// beat is enough, but where placing meetings was given up.
const mostTries = 40

// fitted is fit as it is asked.
func (s *search) fitted(beats []int, least func(b int) int) *order {
	o := &order{beats: beats, limit: make([]int, len(s.visits))}
	var asked []int // beats whose limit is not yet settled
	for b, k := range s.visits {
		o.limit[b] = s.far()
		if k > 0 {
			asked = append(asked, b)
		}
	}
	if o.at = s.times(o.beats, o.limit, true); o.at == nil {
		return nil
	}
	for tries := 0; len(asked) > 0; tries++ {
		if tries > mostTries {
			s.given = true // as good as it is
			break
		}
		s.tighten(o, asked, least)
		asked = s.settle(o, asked, least)
	}
	for b := range s.visits {
		o.limit[b] = o.worst(b, s.Ticks)
		o.worth = append(o.worth, float64(o.limit[b])*s.Beats[b].Weight)
	}
	slices.SortFunc(o.worth, func(x, y float64) int { return cmp.Compare(y, x) })
	return o
}

// far is more ticks than can be between two visits.
func (s *search) far() int { return 2 * s.Ticks }

// tighten makes the largest weighted limit of the asked beats as small as can
// be, those of the others staying.
func (s *search) tighten(o *order, asked []int, least func(b int) int) {
	low, high := 0.0, 0.0 // cannot be below low; high is reached
	for _, b := range asked {
		low = max(low, float64(least(b))*s.Beats[b].Weight)
		high = max(high, float64(o.worst(b, s.Ticks))*s.Beats[b].Weight)
	}
	limits := func(value float64) []int {
		l := slices.Clone(o.limit)
		for _, b := range asked {
			l[b] = max(least(b), min(int(value/s.Beats[b].Weight*(1+1e-12)), s.far()))
		}
		return l
	}
	// take tries a value and, where it can be reached, keeps it.
	take := func(value float64) bool {
		l := limits(value)
		at := s.times(o.beats, l, true)
		if at == nil {
			return false
		}
		o.at, o.limit = at, l
		return true
	}
	take(high)
	if high <= low || take(low) {
		return
	}
	for high-low > 1e-9*high {
		value := low + (high-low)/2
		switch l := limits(value); {
		case slices.Equal(l, limits(low)):
			low = value
		case slices.Equal(l, limits(high)) || take(value):
			high = value
		default:
			low = value
		}
	}
}

// settle leaves out the beats whose limit cannot be smaller, the others keeping
// theirs; at least one.
func (s *search) settle(o *order, asked []int, least func(b int) int) []int {
	heaviest := asked[0]
	value := func(b int) float64 { return float64(o.limit[b]) * s.Beats[b].Weight }
	for _, b := range asked {
		o.limit[b] = min(o.limit[b], o.worst(b, s.Ticks))
		if value(b) > value(heaviest) {
			heaviest = b
		}
	}
	settled := func(b int) bool {
		if o.limit[b] <= least(b) {
			return true
		}
		if value(b) < value(heaviest)*(1-1e-9) { // ties but for rounding are ties
			return false
		}
		l := slices.Clone(o.limit)
		l[b]--
		at := s.times(o.beats, l, true)
		if at == nil {
			return true
		}
		o.at, o.limit = at, l
		return false
	}
	var left []int
	for _, b := range asked {
		if !settled(b) {
			left = append(left, b)
		}
	}
	return left
}
