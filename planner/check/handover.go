package check

import (
	"slices"
	"strconv"

	"lindero/planner"
	"lindero/planner/access"
)

// handovers checks how often neighbouring pairs are at their boundary in the
// same hour.
func (c *checker) handovers() {
	if !c.plan.Options.Handover {
		c.whole(CodeHandover, "handovers", 0, len(c.plan.Handovers))
		return
	}
	want := c.wantedHandovers()
	c.whole(CodeHandover, "handovers", len(want), len(c.plan.Handovers))
	for i := range min(len(want), len(c.plan.Handovers)) {
		x, y := &want[i], &c.plan.Handovers[i]
		field := func(name string) string { return at("handovers", i, name) }
		for k := range x.Pairs {
			c.text(CodeHandover, field("pairs["+strconv.Itoa(k)+"]"), x.Pairs[k], y.Pairs[k])
		}
		c.near(CodeHandover, field("at_m"), x.AtM, y.AtM, 1e-9)
		c.whole(CodeHandover, field("touches"), x.Touches, y.Touches)
		c.whole(CodeHandover, field("possible"), x.Possible, y.Possible)
	}
}

// wantedHandovers finds the sectors that adjoin.
func (c *checker) wantedHandovers() (out []planner.Handover) {
	const hairM = 1e-6
	for i := range c.plan.Sectors {
		for k := range c.plan.Sectors {
			a, b := &c.plan.Sectors[i], &c.plan.Sectors[k]
			if i == k || a.Layer != b.Layer {
				continue
			}
			apartM := b.FromM - a.ToM
			if c.axis.Ring && k < i && apartM < -hairM {
				apartM += c.axis.LengthM()
			}
			if !(apartM < hairM && apartM > -hairM) {
				continue
			}
			x, y := c.touches(a.Pair, a.ToM), c.touches(b.Pair, b.FromM)
			out = append(out, planner.Handover{Pairs: [2]string{a.Pair, b.Pair}, AtM: a.ToM,
				Touches: c.together(x, y), Possible: min(len(x), len(y))})
		}
	}
	return out
}

// touches returns when a pair comes to a place of the border on each of its
// sorties, within the period.
func (c *checker) touches(pair string, chainageM float64) (out []float64) {
	for _, t := range c.trips {
		if !t.ok || c.plan.Pairs[t.pair].ID != pair || !c.walks[t.beat].ok {
			continue
		}
		if us := c.first(t.beat, chainageM); us < never {
			out = append(out, c.turned(t.meetH+access.Hours(us)))
		}
	}
	return out
}

// first returns how long after its meeting a beat's walk is at a place of the
// border first; never, if it is not.
func (c *checker) first(beat int, chainageM float64) int64 {
	w := &c.walks[beat]
	d := c.duos[w.pair]
	far := w.from + w.to - w.part
	us, found := int64(0), never
	is := func(b int) bool { return c.sameChainage(c.row.chainageM(b), chainageM) }
	if c.row.copies == 1 {
		is = func(b int) bool { return same(c.row.chainageM(b), chainageM, 1e-9) }
	}
	if is(w.meet) {
		return 0
	}
	step := func(from, to int) {
		us += d.way(from, to)
		if found == never && is(to) {
			found = us
		}
	}
	goes(w.meet, far, step)
	goes(far, w.part, step)
	return found
}

// together returns how many of two lists of times can be put together at most,
// each with another of the other list within an hour.
func (c *checker) together(x, y []float64) (count int) {
	of := slices.Repeat([]int{-1}, len(y))
	var place func(i int, tried []bool) bool
	place = func(i int, tried []bool) bool {
		for k := range y {
			if tried[k] || c.apartH(x[i], y[k]) > sameHourH+exactH {
				continue
			}
			tried[k] = true
			if of[k] < 0 || place(of[k], tried) {
				of[k] = i
				return true
			}
		}
		return false
	}
	for i := range x {
		if place(i, make([]bool, len(y))) {
			count++
		}
	}
	return count
}
