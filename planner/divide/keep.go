package divide

import (
	"context"
	"slices"
)

// Keep returns which pairs can have the sectors they have now, as many of them
// as can be in a division as good as d; sectors are by pair, and empty where a
// pair has none. A pair without a sector has none to keep. Fixed sectors stay
// fixed. It fails where the instance is malformed and where ctx ends.
func Keep(ctx context.Context, in *Instance, d *Division, sectors []Span) ([]bool, error) {
	pairs, err := prepare(in)
	if err != nil {
		return nil, err
	}
	s := &search{ctx: ctx, Instance: in, pairs: pairs}
	turn := 0
	if in.RingN > 0 && len(d.Beats) > 0 {
		turn = d.Beats[0].From % in.RingN
	}
	s.solvers = []*solver{s.turn(turn)}
	k := &keeper{search: s, sectors: make([]Span, len(pairs)), visits: s.visits(d.LambdaH), full: s.planned(d.Share)}
	for i, now := range sectors {
		now = k.inTurn(now)
		if !now.Empty() && pairs[i].Sector == nil && now.To <= s.solvers[0].hi {
			k.sectors[i] = now
		}
	}
	return k.keep(d.Visited)
}

// keeper is the search for the sectors that can be kept.
type keeper struct {
	*search
	sectors []Span // in the turn at hand; empty: none to keep
	visits  []int
	full    *plan
}

// inTurn returns a span in the turn at hand.
func (k *keeper) inTurn(s Span) Span {
	if k.RingN == 0 || s.Empty() {
		return s
	}
	lo := k.solvers[0].lo
	from := lo + ((s.From-lo)%k.RingN+k.RingN)%k.RingN
	return Span{from, from + s.To - s.From}
}

// keep finds the most sectors that can be kept: fronts[n] is what can be
// visited if n are. What is visited within a kept sector does not depend on
// the others.
func (k *keeper) keep(visited int64) ([]bool, error) {
	t := k.solvers[0]
	fronts := []*front{newFront(t.lo, t.hi)}
	history := make([][]*front, len(t.pairs)+1)
	history[0] = fronts
	within := make([]int64, len(t.pairs))
	for i := range t.pairs {
		if err := k.ctx.Err(); err != nil {
			return nil, err
		}
		within[i] = k.within(i)
		next := make([]*front, 0, len(fronts)+1)
		for _, f := range fronts {
			free := f.clone()
			t.advance(free, i, k.full.of(t, i), k.visits, &k.buf)
			next = append(next, free)
		}
		if s := k.sectors[i]; !s.Empty() {
			next = append(next, &front{value: slices.Repeat([]int64{none}, t.hi-t.lo+1), from: t.lo, top: t.hi})
			for n, f := range fronts {
				next[n+1].atLeast(s.To, f.at(s.From)+within[i])
			}
		}
		fronts = next
		history[i+1] = fronts
	}
	n := len(fronts) - 1
	for n > 0 && fronts[n].at(t.hi) < visited {
		n--
	}
	return k.back(history, within, n, visited), nil
}

// within returns what a pair can visit in the sector it has now; none if it
// cannot visit both of its ends.
func (k *keeper) within(i int) int64 {
	t := *k.solvers[0]
	s := k.sectors[i]
	if s.Empty() {
		return none
	}
	t.lo, t.hi = s.From, s.To
	lo, hi := t.window(i)
	if lo != s.From || hi != s.To {
		return none
	}
	most := func(lo int) (all, short int64) { // to the end, and to one before it
		t.lo = lo
		r := t.fill(i, lo, hi, make([]int64, hi-lo+1), k.full.of(&t, i), k.visits, &k.buf)
		row := r.at(r.used)
		return last(row), row[len(row)-2]
	}
	all, short := most(lo)
	if short == all {
		return none
	}
	if hi-lo > 1 {
		if later, _ := most(lo + 1); later == all {
			return none
		}
	}
	return all
}

func (f *front) clone() *front {
	c := *f
	c.value = slices.Clone(f.value)
	return &c
}

// atLeast raises the values from a breakpoint on.
func (f *front) atLeast(b int, value int64) {
	f.reach(b)
	for k := b - f.from; k <= f.top-f.from && f.value[k] < value; k++ {
		f.value[k] = value
	}
}

// back finds which sectors are kept where n are.
func (k *keeper) back(history [][]*front, within []int64, n int, visited int64) []bool {
	t := k.solvers[0]
	out := make([]bool, len(t.pairs))
	b, value := t.hi, visited
	for i := len(t.pairs) - 1; i >= 0; i-- {
		before := history[i]
		s := k.sectors[i]
		if n > 0 && !s.Empty() && b >= s.To && n-1 < len(before) && before[n-1].at(s.From)+within[i] >= value {
			out[i] = true
			b, n, value = s.From, n-1, before[n-1].at(s.From)
			continue
		}
		if n >= len(before) {
			continue // not reached: a front of n comes from one of n or n−1
		}
		f := before[n].clone()
		lo, hi := t.window(i)
		if lo >= hi || b <= lo {
			continue
		}
		f.reach(hi)
		first := f.value[lo-f.from : hi-f.from+1]
		if sector := t.sector(i); sector != nil {
			b = min(b, sector.To)
			first = slices.Repeat([]int64{f.at(sector.From)}, hi-lo+1)
		}
		r := t.fill(i, lo, hi, slices.Clone(first), k.full.of(t, i), k.visits, &k.buf)
		at := min(b, hi)
		if row := r.at(r.used); row[at-lo] >= value {
			b, value, _ = t.back(r, i, at, nil)
		}
		if sector := t.sector(i); sector != nil {
			b = min(b, sector.From)
		}
	}
	return out
}
