package check

import (
	"math"
	"slices"
	"strconv"

	"lindero/planner"
	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/sectors"
)

// edge is what two patrols of a layer would do as a pair.
type edge struct {
	ok     bool // they can meet and be home in time
	costUs int64
	meet   int // breakpoint of the border where the later is there first
	kind   bool
}

// edgeOf works out whether two patrols can be a pair, and its cost.
func (c *checker) edgeOf(x, y *crew) edge {
	a := c.axis
	out := edge{costUs: never, meet: -1}
	from := max(x.times.From, y.times.From)
	to := min(x.times.From+len(x.times.ArriveUs), y.times.From+len(y.times.ArriveUs)) - 1
	touches := func(b int) bool {
		before, after := b-1, b
		if a.Ring {
			before, after = (b-1+a.N())%a.N(), b%a.N()
		}
		return before >= 0 && togetherKmh(a, x, y, before) > 0 || after < a.N() && togetherKmh(a, x, y, after) > 0
	}
	allowed := map[int]bool{}
	for _, m := range a.Meetings {
		allowed[m.Breakpoint] = true
	}
	for b := from; b <= to; b++ {
		if !touches(b) {
			continue
		}
		xa, xh := x.times.At(b)
		ya, yh := y.times.At(b)
		if t := max(xa, ya); t < out.costUs {
			out.costUs, out.meet = t, b
		}
		if (c.anywhere || allowed[b]) && xa < never && ya < never && xa+xh <= x.shiftUs && ya+yh <= y.shiftUs {
			out.ok = true
		}
	}
	for e := range a.Elements {
		out.kind = out.kind || a.Elements[e].Route != axis.Void &&
			x.SpeedKmh.Of(a.Kind(e)) > 0 && y.SpeedKmh.Of(a.Kind(e)) > 0
	}
	return out
}

// pairs checks who is paired with whom, and fills in duos.
func (c *checker) pairs() {
	c.duos = make([]*duo, len(c.plan.Pairs))
	c.duoOf = map[string]int{}
	taken := map[string]string{}
	for i := range c.plan.Pairs {
		q := &c.plan.Pairs[i]
		if _, twice := c.duoOf[q.ID]; twice {
			c.add(CodeTwice, at("pairs", i, "id"), "an id of its own", q.ID)
		} else {
			c.duoOf[q.ID] = i
		}
		c.pair(i, q)
		c.clockOf(i, q)
		for s, id := range q.Patrols {
			if other, twice := taken[id]; twice {
				c.add(CodeTwice, at("pairs", i, "patrols["+strconv.Itoa(s)+"]"), "a patrol of no other pair", id+", of "+other)
			}
			taken[id] = q.ID
		}
	}
	c.fixedPairs()
	c.fixSectors()
	c.pairOrder()
	if c.plan.Options.Changed != "" {
		return // its pairs are those of the plan that was changed
	}
	for _, layer := range c.layerOf {
		c.pairing(layer)
	}
}

// pair checks what a pair says of itself.
func (c *checker) pair(i int, q *planner.Pair) {
	var crews [2]*crew
	for s, id := range q.Patrols {
		where := at("pairs", i, "patrols["+strconv.Itoa(s)+"]")
		x := c.crewOf[id]
		switch {
		case x == nil:
			c.add(CodeUnknown, where, "a patrol", id)
			return
		case x.Side != c.s.Sides[s].Code:
			c.add(CodePairing, where, "a patrol of "+c.s.Sides[s].Code, id+" of "+x.Side)
			return
		}
		crews[s] = x
		c.text(CodeValue, at("pairs", i, "posts["+strconv.Itoa(s)+"]"), x.Post, q.Posts[s])
	}
	if crews[0].Layer != crews[1].Layer {
		c.add(CodePairing, at("pairs", i, "patrols"), "patrols of one layer", crews[0].Layer+", "+crews[1].Layer)
		return
	}
	c.text(CodeValue, at("pairs", i, "layer"), crews[0].Layer, q.Layer)
	fixed, isFixed := c.fixedPair(q.Patrols)
	c.truth(CodeValue, at("pairs", i, "fixed"), isFixed, q.Fixed)
	if isFixed {
		c.text(CodeValue, at("pairs", i, "id"), fixed, q.ID)
	} else {
		c.text(CodeValue, at("pairs", i, "id"), q.Patrols[0]+"+"+q.Patrols[1], q.ID)
	}
	var kinds []string
	for _, k := range sectors.Kinds {
		if crews[0].SpeedKmh.Of(k) > 0 && crews[1].SpeedKmh.Of(k) > 0 {
			kinds = append(kinds, string(k))
		}
	}
	c.list(CodeValue, at("pairs", i, "kinds"), kinds, q.Kinds)
	d := newDuo(c.row, crews[0], crews[1], c.meetings(), c.anywhere)
	d.sorties = c.sortiesOf(crews)
	c.whole(CodeSorties, at("pairs", i, "sorties"), d.sorties, q.Sorties)
	c.duos[i] = d
	e := c.edgeOf(crews[0], crews[1])
	d.first = e.meet
	if !e.ok && !isFixed {
		c.add(CodePairing, at("pairs", i, "patrols"), "patrols that can meet and be home in time", q.ID)
	}
	if e.meet >= 0 {
		c.near(CodeValue, at("pairs", i, "meet_m"), c.axis.ChainageM[e.meet], q.MeetM, 1e-12)
		c.number(CodeValue, at("pairs", i, "meet_h"), access.Hours(e.costUs), q.MeetH)
	} else {
		c.number(CodeValue, at("pairs", i, "meet_m"), 0, q.MeetM)
		c.number(CodeValue, at("pairs", i, "meet_h"), 0, q.MeetH)
	}
}

// fixedPair returns the id of the pair that the user fixed of two patrols.
func (c *checker) fixedPair(patrols [2]string) (string, bool) {
	for _, f := range c.s.Pairs {
		if f.Patrols == patrols || f.Patrols == [2]string{patrols[1], patrols[0]} {
			return f.ID, true
		}
	}
	return "", false
}

// fixedPairs wants every pair that the user fixed.
func (c *checker) fixedPairs() {
	for _, f := range c.s.Pairs {
		if i, ok := c.duoOf[f.ID]; !ok || !c.plan.Pairs[i].Fixed {
			c.add(CodeFixed, "pairs", "the pair "+f.ID+" that is fixed", "none")
		}
	}
}

// meetings returns the breakpoints of the designated meeting points.
func (c *checker) meetings() []int {
	var out []int
	for _, m := range c.axis.Meetings {
		out = append(out, m.Breakpoint)
	}
	return out
}

// sortiesOf returns how many sorties two patrols can make together in a
// period: of each side what its week and its rest allow, while both are there.
func (c *checker) sortiesOf(crews [2]*crew) int {
	s := c.s
	hours := s.PeriodD * 24
	fromH, toH := 0.0, hours
	for _, x := range crews {
		if !x.AvailableFrom.IsZero() {
			fromH = max(fromH, x.AvailableFrom.Sub(s.Start).Hours())
		}
		if !x.AvailableTo.IsZero() {
			toH = min(toH, x.AvailableTo.Sub(s.Start).Hours())
		}
	}
	available := max(toH-fromH, 0)
	const noise = 1e-9
	least := math.Inf(1)
	for _, x := range crews {
		least = min(least, math.Floor(x.ShiftsPerWeek*available/168+noise))
		round := x.ShiftH + x.RestH
		switch {
		case available < x.ShiftH || !(round > 0):
			least = 0
		case available >= hours:
			least = min(least, math.Floor(hours/round+noise))
		default:
			least = min(least, math.Floor((available+x.RestH)/round+noise))
		}
	}
	return int(max(0, min(least, 1e6)))
}

// pairOrder checks that pairs stand by layer, and are numbered within it.
func (c *checker) pairOrder() {
	numbers := map[string]int{}
	last := -1
	for i := range c.plan.Pairs {
		q := &c.plan.Pairs[i]
		layer := slices.Index(c.layerOf, q.Layer)
		if layer < last {
			c.add(CodeOrder, at("pairs", i, "layer"), "pairs in the order of layers", q.Layer)
		}
		last = layer
		numbers[q.Layer]++
		c.whole(CodeOrder, at("pairs", i, "number"), numbers[q.Layer], q.Number)
	}
}

// pairing compares the pairs of a layer with the best there can be.
func (c *checker) pairing(layer string) {
	var sides [2][]*crew
	fixed := map[string]bool{}
	for _, f := range c.s.Pairs {
		fixed[f.Patrols[0]], fixed[f.Patrols[1]] = true, true
	}
	for _, x := range c.crews {
		if x.Layer == layer && !fixed[x.ID] {
			sides[x.side] = append(sides[x.side], x)
		}
	}
	cost := make([][]int64, len(sides[0]))
	for i, x := range sides[0] {
		cost[i] = make([]int64, len(sides[1]))
		for j, y := range sides[1] {
			cost[i][j] = never
			if e := c.edgeOf(x, y); e.ok {
				cost[i][j] = e.costUs
			}
		}
		if c.ctx.Err() != nil {
			return
		}
	}
	count, latest, total := bestMatching(cost)
	var got struct {
		count         int
		latest, total int64
	}
	for i := range c.plan.Pairs {
		q := &c.plan.Pairs[i]
		if d := c.duos[i]; d != nil && q.Layer == layer {
			if _, isFixed := c.fixedPair(q.Patrols); isFixed {
				continue
			}
			us := c.edgeOf(d.crew[0], d.crew[1]).costUs
			got.count++
			got.latest, got.total = max(got.latest, us), got.total+us
		}
	}
	switch {
	case got.count != count:
		c.add(CodePairing, "pairs", strconv.Itoa(count)+" pairs of layer "+layer+" that nobody fixed", strconv.Itoa(got.count))
	case got.latest != latest:
		c.add(CodePairing, "pairs", "the latest of layer "+layer+" after "+show(access.Hours(latest))+" h", show(access.Hours(got.latest)))
	case got.total != total:
		c.add(CodePairing, "pairs", show(access.Hours(total))+" h in all of layer "+layer, show(access.Hours(got.total)))
	}
}
