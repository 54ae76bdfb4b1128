package divide

import (
	"math"
	"sort"
)

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

// fits reports whether [a, b) is a feasible beat within a budget. Of all
// meeting points the one nearest to where the beat is begun, on either side,
// is best for both patrols: by closure, going on from one farther away takes
// no less.
func (c *closed) fits(a, b int32, budget [2]int64) bool {
	w := c.WalkUs
	along := w[b] - w[a]
	return c.within(c.before[a], a, b, along, budget) || c.within(c.after[a], a, b, along, budget) ||
		c.within(c.before[b], b, a, along, budget) || c.within(c.after[b], b, a, along, budget)
}

// within reports whether meeting at m, going to one end of a beat and along it
// to the other keeps within a budget.
func (c *closed) within(m, near, far int32, along int64, budget [2]int64) bool {
	if m < 0 {
		return false
	}
	walk := along + c.walk(m, near)
	return c.arrive[0][m]+walk+c.home[0][far] <= budget[0] && c.arrive[1][m]+walk+c.home[1][far] <= budget[1]
}

// walk returns the time between two breakpoints of an open stretch.
func (c *closed) walk(a, b int32) int64 {
	if us := c.WalkUs[b] - c.WalkUs[a]; us > 0 {
		return us
	}
	return c.WalkUs[a] - c.WalkUs[b]
}

// budgets returns the longest sorties that use no more than a share of the
// shifts.
func (c *closed) budgets(share float64) [2]int64 {
	return [2]int64{budget(c.ShiftUs[0], share), budget(c.ShiftUs[1], share)}
}

// starts sets, for the breakpoints lo … hi of a pair's window, out[b−lo] to
// the smallest a, at least lo, so that [a, b) is a feasible beat whose sortie
// uses no more than a share of each shift; b where there is none. It does not
// decrease with b, as every part of a feasible beat is feasible. Offsets count
// from the window's start.
func (c *closed) starts(out []int32, lo, hi int, share float64) {
	budget := c.budgets(share)
	a := int32(lo)
	for b := int32(lo); b <= int32(hi); b++ {
		a = max(a, c.first[b])
		for a < b && !c.fits(a, b, budget) {
			a++
		}
		out[b-int32(lo)] = a
	}
}

// furthest returns the largest b, from x to limit, so that [x, b) is a
// feasible beat within a budget. Offsets count from the window's start.
func (c *closed) furthest(x, limit int, budget [2]int64) int {
	limit = min(limit, int(c.last[x]))
	return x + sort.Search(max(limit-x, 0), func(n int) bool { return !c.fits(int32(x), int32(x+n+1), budget) })
}

// best chooses where a pair meets for the beat [x, y), offsets of its window,
// and which way it goes: the smallest larger share; of equals the shorter
// sorties together, then the way along the border.
func (c *closed) best(x, y int32) (meet, part int32, sortieUs [2]int64, share float64) {
	share = math.Inf(1)
	var total int64
	try := func(m, near, far int32) {
		if m < 0 {
			return
		}
		walk := c.walk(m, near) + c.walk(x, y)
		us := [2]int64{c.arrive[0][m] + walk + c.home[0][far], c.arrive[1][m] + walk + c.home[1][far]}
		s := max(shareOf(us[0], c.ShiftUs[0]), shareOf(us[1], c.ShiftUs[1]))
		if s < share || s == share && us[0]+us[1] < total {
			meet, part, sortieUs, share, total = m, far, us, s, us[0]+us[1]
		}
	}
	try(c.before[x], x, y)
	try(c.after[x], x, y)
	try(c.before[y], y, x)
	try(c.after[y], y, x)
	return
}
