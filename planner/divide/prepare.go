package divide

import (
	"fmt"
	"math"
)

// MaxSorties is the largest number of sorties of a pair in a period: one a
// minute for nearly two years.
const MaxSorties = 1_000_000

// closed is a pair whose tables are checked and closed under walking.
type closed struct {
	*Pair
	arrive, home [2][]int64
	// first and last are, by breakpoint of the window, the ends of the open
	// stretch that it lies in.
	first, last []int32
	// before and after are, by breakpoint, the nearest meeting point of its
	// open stretch that both can reach, itself included; −1 where there is
	// none.
	before, after []int32
}

// prepare checks an instance and closes its pairs' tables.
func prepare(in *Instance) ([]closed, error) {
	n := len(in.Worth)
	switch {
	case len(in.Level) != n:
		return nil, fmt.Errorf("divide: %d levels for %d elements", len(in.Level), n)
	case !(in.PeriodH > 0) || math.IsInf(in.PeriodH, 0):
		return nil, fmt.Errorf("divide: a period of %v h", in.PeriodH)
	case in.RingN < 0 || in.RingN > 0 && n != 3*in.RingN:
		return nil, fmt.Errorf("divide: %d elements for a ring of %d", n, in.RingN)
	}
	for i, w := range in.Weights {
		if !(w > 0) || math.IsInf(w, 0) || i > 0 && w <= in.Weights[i-1] {
			return nil, fmt.Errorf("divide: weight %v is not above 0 and the one before it", w)
		}
	}
	for e := range n {
		if in.Worth[e] < 0 || in.Worth[e] > 0 && uint(in.Level[e]) >= uint(len(in.Weights)) {
			return nil, fmt.Errorf("divide: element %d has worth %d and level %d", e, in.Worth[e], in.Level[e])
		}
	}
	pairs := make([]closed, len(in.Pairs))
	for i := range in.Pairs {
		if err := check(&in.Pairs[i], n); err != nil {
			return nil, fmt.Errorf("divide: pair %d: %w", i, err)
		}
		pairs[i] = closeUp(&in.Pairs[i])
	}
	return pairs, nil
}

func check(p *Pair, n int) error {
	size := len(p.WalkUs)
	if size == 0 {
		if p.Sector != nil && (p.Sector.From < 0 || p.Sector.To > n || p.Sector.To < p.Sector.From) {
			return fmt.Errorf("sector %v", *p.Sector)
		}
		return nil
	}
	if p.From < 0 || p.To() > n {
		return fmt.Errorf("the window %d … %d of %d breakpoints", p.From, p.To(), n+1)
	}
	if len(p.Open) != size-1 {
		return fmt.Errorf("%d elements for %d breakpoints", len(p.Open), size)
	}
	for s := range 2 {
		if len(p.ArriveUs[s]) != size || len(p.HomeUs[s]) != size {
			return fmt.Errorf("tables of %d and %d for %d breakpoints", len(p.ArriveUs[s]), len(p.HomeUs[s]), size)
		}
		if p.ShiftUs[s] < 0 || p.ShiftUs[s] >= Never {
			return fmt.Errorf("a shift of %d µs", p.ShiftUs[s])
		}
	}
	for i := 1; i < size; i++ {
		if d := p.WalkUs[i] - p.WalkUs[i-1]; p.Open[i-1] && (d < 0 || d >= Never) {
			return fmt.Errorf("a walk of %d µs over element %d", d, p.From+i-1)
		}
	}
	for i, m := range p.Meet {
		if m < 0 || m >= size || i > 0 && m <= p.Meet[i-1] {
			return fmt.Errorf("meeting breakpoint %d", m)
		}
	}
	if p.Sorties < 0 || p.Sorties > MaxSorties {
		return fmt.Errorf("%d sorties", p.Sorties)
	}
	if s := p.Sector; s != nil && (s.From < 0 || s.To > n || s.To < s.From) {
		return fmt.Errorf("sector %v", *s)
	}
	return nil
}

// closeUp closes a pair's tables under walking along its open stretches.
func closeUp(p *Pair) closed {
	c := closed{Pair: p}
	size := len(p.WalkUs)
	c.first, c.last = make([]int32, size), make([]int32, size)
	for i := range size {
		if i > 0 && p.Open[i-1] {
			c.first[i] = c.first[i-1]
		} else {
			c.first[i] = int32(i)
		}
	}
	for i := size - 1; i >= 0; i-- {
		if i < size-1 && p.Open[i] {
			c.last[i] = c.last[i+1]
		} else {
			c.last[i] = int32(i)
		}
	}
	for s := range 2 {
		c.arrive[s], c.home[s] = c.settle(p.ArriveUs[s]), c.settle(p.HomeUs[s])
	}
	c.neighbours()
	return c
}

// neighbours finds the meeting points nearest to each breakpoint.
func (c *closed) neighbours() {
	n := len(c.WalkUs)
	at := make([]bool, n)
	for i := range at {
		at[i] = c.Meet == nil
	}
	for _, m := range c.Meet {
		at[m] = true
	}
	c.before, c.after = make([]int32, n), make([]int32, n)
	can := func(i int) bool { return at[i] && c.arrive[0][i] < Never && c.arrive[1][i] < Never }
	for i := range n {
		switch {
		case can(i):
			c.before[i] = int32(i)
		case i > 0 && c.Open[i-1]:
			c.before[i] = c.before[i-1]
		default:
			c.before[i] = -1
		}
	}
	for i := n - 1; i >= 0; i-- {
		switch {
		case can(i):
			c.after[i] = int32(i)
		case i < n-1 && c.Open[i]:
			c.after[i] = c.after[i+1]
		default:
			c.after[i] = -1
		}
	}
}

// settle returns times closed under walking, none above Never.
func (c *closed) settle(times []int64) []int64 {
	out := make([]int64, len(times))
	for i, t := range times {
		out[i] = min(max(t, 0), Never)
		if i > 0 && c.Open[i-1] {
			out[i] = min(out[i], out[i-1]+c.WalkUs[i]-c.WalkUs[i-1])
		}
	}
	for i := len(out) - 2; i >= 0; i-- {
		if c.Open[i] {
			out[i] = min(out[i], out[i+1]+c.WalkUs[i+1]-c.WalkUs[i])
		}
	}
	return out
}
