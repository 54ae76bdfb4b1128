package check

import (
	"cmp"
	"slices"
	"strconv"

	"lindero/planner"
)

// swaps follows the neighbours that changed places from the order along the
// border to the one that the plan has, and wants no further two to do better.
// o is prepared for the plan's order.
func (c *checker) swaps(i int, l *planner.Layer, t *tally, o *optimum) {
	where := at("layers", i, "proof.swaps")
	order := c.alongBorder(t.pairs)
	before := o.reordered(t.pairs, order)
	for k, s := range l.Proof.Swaps {
		field := where + "[" + strconv.Itoa(k) + "]"
		place := slices.IndexFunc(order, func(k int) bool { return c.plan.Pairs[k].ID == s.Pairs[1] })
		if place < 0 || place+1 == len(order) || c.plan.Pairs[order[place+1]].ID != s.Pairs[0] {
			c.add(CodeProof, field+".pairs", "neighbours, the first behind the second", join(s.Pairs[:]))
			return
		}
		if slices.ContainsFunc(l.Proof.Swaps[:k], func(e planner.Swap) bool { return e.Pairs == [2]string{s.Pairs[1], s.Pairs[0]} }) {
			c.add(CodeProof, field+".pairs", "a change that is not taken back", join(s.Pairs[:]))
		}
		c.swapped(field, l, s)
		order[place], order[place+1] = order[place+1], order[place]
		if c.ctx.Err() != nil {
			return
		}
	}
	if !slices.Equal(order, t.pairs) {
		k := 0
		for order[k] == t.pairs[k] {
			k++
		}
		c.add(CodeOrder, at("pairs", t.pairs[k], ""), c.plan.Pairs[order[k]].ID, c.plan.Pairs[t.pairs[k]].ID)
		return
	}
	if len(l.Proof.Swaps) > 0 && before.better(c.s.PeriodD*24, t) {
		c.add(CodeProof, where, "an order no worse than that along the border", "a worse one")
	}
	c.noBetter(where, t, o)
}

// swapped checks what is said of how often two pairs went before they changed
// places, and go since. That the revisits of before were so cannot be told.
func (c *checker) swapped(field string, l *planner.Layer, s planner.Swap) {
	for k, id := range s.Pairs {
		afterH := 0.0
		for i := range c.plan.Sectors {
			if c.plan.Sectors[i].Pair == id {
				afterH = c.plan.Sectors[i].LambdaH
			}
		}
		if len(l.Proof.Swaps) == 1 {
			c.number(CodeProof, field+".after_h["+strconv.Itoa(k)+"]", afterH, s.AfterH[k])
		}
		for _, h := range []float64{s.BeforeH[k], s.AfterH[k]} {
			if !(h == 0 || c.lambda(id, h)) {
				c.add(CodeProof, field+".before_h["+strconv.Itoa(k)+"]", "a weighted revisit that "+id+" can have", show(h))
			}
		}
	}
}

// lambda reports whether some number of visits of a pair gives a weighted
// revisit.
func (c *checker) lambda(id string, h float64) bool {
	i, ok := c.duoOf[id]
	if !ok || c.duos[i] == nil {
		return false
	}
	o := &optimum{row: c.row, duos: []*duo{c.duos[i]}}
	return slices.ContainsFunc(o.lambdas(c.s.PeriodD*24), func(x float64) bool { return same(x, h, 1e-9) })
}

// noBetter wants no two neighbours to do better in each other's place.
func (c *checker) noBetter(where string, t *tally, o *optimum) {
	for k := range len(t.pairs) - 1 {
		if c.ctx.Err() != nil {
			return
		}
		if o.swapped(k).better(c.s.PeriodD*24, t) {
			c.add(CodeProof, where, c.plan.Pairs[t.pairs[k+1]].ID+" before "+c.plan.Pairs[t.pairs[k]].ID+", as that does better", "not so")
		}
	}
}

// better reports whether the pairs can visit more than a plan does, or as much
// at a smaller λ.
func (o *optimum) better(periodH float64, t *tally) bool {
	if o.best(periodH, 0) > t.visited {
		return true
	}
	h := o.next(periodH, t.lambdaH)
	return h > 0 && t.visited > 0 && o.best(periodH, h) >= t.visited
}

// alongBorder returns pairs in their order along the border: by the middle of
// a fixed sector, else by where both are there first; of equals by id.
func (c *checker) alongBorder(pairs []int) []int {
	place := func(k int) int {
		d := c.duos[k]
		switch {
		case d == nil:
			return 0
		case d.fixed == nil:
			return max(0, d.first)
		}
		return (d.fixed[0] + d.fixed[1]) / 2 % (c.row.n + 1)
	}
	out := slices.Clone(pairs)
	slices.SortStableFunc(out, func(x, y int) int {
		return cmp.Or(cmp.Compare(place(x), place(y)), cmp.Compare(c.plan.Pairs[x].ID, c.plan.Pairs[y].ID))
	})
	return out
}

// reordered returns the same with the pairs, which were in one order, in
// another.
func (o *optimum) reordered(was, order []int) *optimum {
	out := &optimum{ctx: o.ctx, row: o.row}
	for _, k := range order {
		i := slices.Index(was, k)
		out.add(o.duos[i], o.starts[i])
	}
	return out
}
