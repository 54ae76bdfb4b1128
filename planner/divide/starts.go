package divide

import "math"

// shareOf returns what part of a shift a sortie uses.
func shareOf(sortieUs, shiftUs int64) float64 {
	if sortieUs == 0 {
		return 0
	}
	return float64(sortieUs) / float64(shiftUs) // +Inf of a shift of nothing
}

// budget returns the longest sortie that uses no more than a share of a shift.
func budget(shiftUs int64, share float64) int64 {
	if share >= 1 {
		return shiftUs
	}
	us := int64(share * float64(shiftUs))
	for us < shiftUs && shareOf(us+1, shiftUs) <= share {
		us++
	}
	for us > 0 && shareOf(us, shiftUs) > share {
		us--
	}
	return us
}

// starts sets, for the breakpoints lo … hi of a pair's window, out[b−lo] to
// the smallest a, at least lo, so that [a, b) is a feasible beat whose sortie
// uses no more than a share of each shift; b where there is none. It does not
// decrease with b. Offsets count from the window's start.
func (c *closed) starts(out []int32, lo, hi int, share float64) {
	for b := lo; b <= hi; b++ {
		out[b-lo] = int32(b)
	}
	s := seeker{c, out, int32(lo), int32(hi), [2]int64{budget(c.ShiftUs[0], share), budget(c.ShiftUs[1], share)}}
	if c.meet == nil {
		s.anywhere()
		return
	}
	for _, m := range c.meet {
		// Whoever cannot go there and back can do nothing from there.
		if c.arrive[0][m]+c.home[0][m] <= s.budget[0] && c.arrive[1][m]+c.home[1][m] <= s.budget[1] {
			s.outward(m)
			s.backward(m)
		}
	}
}

type seeker struct {
	*closed
	out    []int32
	lo, hi int32
	budget [2]int64
}

// found notes that the beat [a, b) is feasible.
func (s *seeker) found(a, b int32) {
	if a < s.out[b-s.lo] {
		s.out[b-s.lo] = a
	}
}

// anywhere: a pair that may meet at every breakpoint meets at one end of the
// beat and parts at the other. Closure makes what either end allows monotone
// along the border, so that one pass finds all starts.
func (s *seeker) anywhere() {
	w := s.WalkUs
	out, back := s.lo, s.lo
	for b := s.lo; b <= s.hi; b++ {
		out, back = max(out, s.first[b]), max(back, s.first[b])
		for out < b && !s.fits(s.arrive[0][out]+w[b]-w[out]+s.home[0][b], s.arrive[1][out]+w[b]-w[out]+s.home[1][b]) {
			out++
		}
		for back < b && !s.fits(s.arrive[0][b]+w[b]-w[back]+s.home[0][back], s.arrive[1][b]+w[b]-w[back]+s.home[1][back]) {
			back++
		}
		s.found(min(out, back), b)
	}
}

func (s *seeker) fits(us0, us1 int64) bool { return us0 <= s.budget[0] && us1 <= s.budget[1] }

// outward: meet at m, go to the start of the beat, along it, and part at its
// end.
func (s *seeker) outward(m int32) {
	w := s.WalkUs
	a := max(s.lo, s.first[m])
	for b := a + 1; b <= min(s.hi, s.last[m]); b++ {
		// 2·walk[a] has to be at least this, for a up to m; beyond m the way
		// does not depend on a.
		least := max(s.arrive[0][m]+s.home[0][b]-s.budget[0], s.arrive[1][m]+s.home[1][b]-s.budget[1]) + w[m] + w[b]
		end := min(m, b)
		if end < s.lo { // all of the beat is beyond m
			if least <= 2*w[m] {
				s.found(s.lo, b)
				continue
			}
			return
		}
		if least > 2*w[end] {
			if b >= m {
				return // and what lies farther is farther
			}
			continue
		}
		for 2*w[a] < least {
			a++
		}
		s.found(a, b)
	}
}

// backward: meet at m, go to the end of the beat, back along it, and part at
// its start.
func (s *seeker) backward(m int32) {
	w := s.WalkUs
	a := max(s.lo, s.first[m])
	for b := a + 1; b <= min(s.hi, s.last[m]); b++ {
		away := w[b] - w[m]
		if away < 0 {
			away = -away
		}
		us0, us1 := s.arrive[0][m]+away+w[b], s.arrive[1][m]+away+w[b]
		for a < b && !s.fits(us0-w[a]+s.home[0][a], us1-w[a]+s.home[1][a]) {
			a++
		}
		s.found(a, b)
	}
}

// best chooses where a pair meets for the beat [x, y), offsets of its window,
// and which way it goes: the smallest larger share; of equals the shorter
// sorties together, then the first meeting point, then the way along the
// border.
func (c *closed) best(x, y int32) (meet, part int32, sortieUs [2]int64, share float64) {
	share = math.Inf(1)
	var total int64
	w := c.WalkUs
	try := func(m, near, far int32) {
		walk := w[near] - w[m]
		if walk < 0 {
			walk = -walk
		}
		walk += w[y] - w[x]
		us := [2]int64{c.arrive[0][m] + walk + c.home[0][far], c.arrive[1][m] + walk + c.home[1][far]}
		s := max(shareOf(us[0], c.ShiftUs[0]), shareOf(us[1], c.ShiftUs[1]))
		if s < share || s == share && us[0]+us[1] < total {
			meet, part, sortieUs, share, total = m, far, us, s, us[0]+us[1]
		}
	}
	if c.meet == nil {
		try(x, x, y)
		try(y, y, x)
		return
	}
	for _, m := range c.meet {
		if c.first[m] == c.first[x] {
			try(m, x, y)
			try(m, y, x)
		}
	}
	return
}
