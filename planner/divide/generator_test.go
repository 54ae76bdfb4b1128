package divide_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"

	"lindero/planner/divide"
)

// seed is that of all generated instances; with its number it makes one again.
const seed = 20261124

// levels are the weights that instances choose from. The last has products
// with the period that are not exact, so that w·H/k can be the same number for
// two w and yet be computed as two.
var levels = [][]float64{{1}, {1, 2}, {0.5, 1, 3}, {1, 1.5, 2, 4}, {0.1, 0.3, 0.7}}

// generator makes one instance.
type generator struct {
	*rand.Rand
	in *divide.Instance
	n  int // elements of the border, on a ring of one turn
}

// chance is true in so many of a hundred cases.
func (g *generator) chance(percent int) bool { return g.IntN(100) < percent }

// generate makes the instance of a number: some are rings, some have fixed
// sectors, windows differ, and much cannot be reached.
func generate(number uint64) *divide.Instance { return again(number).in }

// again makes the instance of a number, with its generator to go on with.
func again(number uint64) *generator {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, number))}
	ring := g.chance(15)
	g.n = 1 + g.IntN(9)
	if ring {
		g.n = 1 + g.IntN(5)
	}
	g.instance(1+g.IntN(3), ring)
	return g
}

// instance makes an instance of g.n elements.
func (g *generator) instance(pairs int, ring bool) *divide.Instance {
	g.in = &divide.Instance{
		Weights: levels[g.IntN(len(levels))],
		PeriodH: []float64{672, 168, 10, 1}[g.IntN(4)],
	}
	level, steady := 0, 20+g.IntN(80)
	for range g.n {
		if !g.chance(steady) {
			level = g.IntN(len(g.in.Weights))
		}
		g.in.Level = append(g.in.Level, int32(level))
		g.in.Worth = append(g.in.Worth, int64(max(0, g.IntN(7)-1)))
	}
	steps := make([]int64, g.n)
	for i := range steps {
		steps[i] = int64(max(0, g.IntN(12)-1))
	}
	generosity := 1 + g.IntN(5)
	for range pairs {
		g.in.Pairs = append(g.in.Pairs, g.pair(steps, generosity, ring))
	}
	if g.chance(25) {
		g.fixSectors(ring)
	}
	if ring {
		g.in.RingN = g.n
		g.in.Level = slices.Repeat(g.in.Level, 3)
		g.in.Worth = slices.Repeat(g.in.Worth, 3)
	}
	for i := range g.in.Pairs {
		closeUnderWalking(&g.in.Pairs[i])
	}
	return g.in
}

// pair makes a pair that walks by the given steps at a pace of its own. On a
// ring its tables go round three times.
func (g *generator) pair(steps []int64, generosity int, ring bool) divide.Pair {
	from, to := 0, g.n
	if !ring && g.chance(40) {
		from = g.IntN(1 + g.n/2)
		to = g.n - g.IntN(1+g.n/2)
	}
	if !ring && g.chance(3) {
		from, to = g.n/2, g.n/2
	}
	p := divide.Pair{From: from, Sorties: 1 + g.IntN(2+generosity)}
	if g.chance(3) {
		p.Sorties = 0
	}
	pace := int64(1 + g.IntN(3))
	p.WalkUs = []int64{int64(g.IntN(2)) * 7}
	for i, step := range steps[from:to] {
		p.Open = append(p.Open, !g.chance(8))
		p.WalkUs = append(p.WalkUs, p.WalkUs[i]+pace*step)
	}
	far := []int{1, 10, 30}[g.IntN(3)]
	for s := range p.ShiftUs {
		p.ShiftUs[s] = int64(20 + g.IntN(30*generosity))
		p.ArriveUs[s] = g.access(to-from, far, ring)
		p.HomeUs[s] = g.access(to-from, far, ring)
	}
	if g.chance(60) {
		p.Meet = []int{}
		often := 20 + g.IntN(70)
		for b := range to - from + 1 {
			if g.chance(often) && (!ring || b < g.n) {
				p.Meet = append(p.Meet, b)
			}
		}
	}
	if ring {
		p.Open = slices.Repeat(p.Open, 3)
		for b := 1; b <= 2*g.n; b++ {
			p.WalkUs = append(p.WalkUs, p.WalkUs[b]+p.WalkUs[g.n]-p.WalkUs[0])
		}
		if p.Meet != nil {
			once := p.Meet
			for turn := 1; turn <= 3; turn++ {
				for _, b := range once {
					if turn < 3 || b == 0 {
						p.Meet = append(p.Meet, b+turn*g.n)
					}
				}
			}
		}
	}
	return p
}

// access makes times to or from the breakpoints of n elements, on a ring three
// times over.
func (g *generator) access(n, far int, ring bool) []int64 {
	us := make([]int64, n+1)
	for b := range us {
		us[b] = int64(g.IntN(far))
		if g.chance(25) {
			us[b] = divide.Never
		}
	}
	if ring {
		us = append(slices.Repeat(us[:n], 3), us[0])
	}
	return us
}

// fixSectors fixes the sectors of some pairs, in order.
func (g *generator) fixSectors(ring bool) {
	first := 0
	if ring {
		first = g.n + g.IntN(g.n)
	}
	var cuts []int
	for range 2 * len(g.in.Pairs) {
		cuts = append(cuts, first+g.IntN(g.n+1))
	}
	slices.Sort(cuts)
	for i := range g.in.Pairs {
		if from, to := cuts[2*i], cuts[2*i+1]; from < to && g.chance(50) {
			g.in.Pairs[i].Sector = &divide.Span{From: from, To: to}
		}
	}
}

// closeUnderWalking makes no time longer than one by another breakpoint of the
// same open stretch.
func closeUnderWalking(p *divide.Pair) {
	for s := range p.ShiftUs {
		for _, us := range [][]int64{p.ArriveUs[s], p.HomeUs[s]} {
			for a := range us {
				for b := range us {
					if us[a] < divide.Never && oneStretch(p, a, b) {
						us[b] = min(us[b], us[a]+between(p, a, b))
					}
				}
			}
		}
	}
}

// describe writes an instance out.
func describe(in *divide.Instance) string {
	text, err := json.Marshal(in)
	if err != nil {
		return err.Error()
	}
	return string(text)
}
