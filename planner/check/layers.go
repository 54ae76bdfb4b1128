package check

import (
	"math"
	"slices"
	"strconv"

	"lindero/planner"
	"lindero/planner/access"
)

// layers checks each layer's objectives and their proof.
func (c *checker) layers() {
	var names []string
	for i := range c.plan.Layers {
		names = append(names, c.plan.Layers[i].Name)
	}
	c.list(CodeMissing, "layers", c.layerOf, names)
	for i := range c.plan.Layers {
		if c.ctx.Err() != nil {
			return
		}
		if l := &c.plan.Layers[i]; slices.Contains(c.layerOf, l.Name) && slices.Index(names, l.Name) == i {
			c.layer(i, l)
		}
	}
}

// tally is what the beats of a layer come to.
type tally struct {
	pairs    []int // in Plan.Pairs
	beats    []int
	visitedM float64
	visited  int64 // worth
	lambdaH  float64
	share    float64
	seen     []bool // by element of the border: it is in a beat
	whole    bool   // every pair and beat could be followed
}

func (c *checker) tally(layer string) *tally {
	t := &tally{seen: make([]bool, c.row.n), whole: true}
	for k := range c.plan.Pairs {
		if c.plan.Pairs[k].Layer == layer {
			t.pairs = append(t.pairs, k)
			t.whole = t.whole && c.duos[k] != nil
		}
	}
	for i, w := range c.walks {
		if k, ok := c.duoOf[c.plan.Beats[i].Pair]; !ok || c.plan.Pairs[k].Layer != layer {
			continue
		}
		if !w.ok {
			t.whole = false
			continue
		}
		b := &c.plan.Beats[i]
		t.beats = append(t.beats, i)
		t.visitedM += b.ToM - b.FromM
		for e := w.from; e < w.to; e++ {
			if of := c.row.of(e); !t.seen[of] {
				t.seen[of] = true
				t.visited += c.row.worth[of]
			}
		}
		weight := 0.0
		for e := w.from; e < w.to; e++ {
			weight = max(weight, c.row.weight[c.row.of(e)])
		}
		t.lambdaH = max(t.lambdaH, weight*c.s.PeriodD*24/float64(max(1, b.Visits)))
		for s, x := range c.duos[w.pair].crew {
			if x.shiftUs > 0 {
				t.share = max(t.share, float64(w.sortieUs[s])/float64(x.shiftUs))
			}
		}
	}
	return t
}

// layer checks the sums of a layer, then its proof.
func (c *checker) layer(i int, l *planner.Layer) {
	t := c.tally(l.Name)
	field := func(name string) string { return at("layers", i, name) }
	c.whole(CodeValue, field("pairs"), len(t.pairs), l.Pairs)
	c.near(CodeTotal, field("visited_m"), t.visitedM, l.VisitedM, 1e-9)
	c.near(CodeTotal, field("unreachable_m"), c.axis.LengthM()-t.visitedM, l.UnreachableM, 1e-9)
	c.near(CodeTotal, field("unreachable_weighted_m"), float64(c.row.total-t.visited)/1000, l.UnreachableWeightedM, 1e-9)
	c.number(CodeValue, field("lambda_h"), t.lambdaH, l.LambdaH)
	c.number(CodeValue, field("share"), t.share, l.Share)
	latest, total := int64(0), int64(0)
	for _, k := range t.pairs {
		if d := c.duos[k]; d != nil && !c.plan.Pairs[k].Fixed {
			if us := c.edgeOf(d.crew[0], d.crew[1]).costUs; us < never {
				latest, total = max(latest, us), total+us
			}
		}
	}
	c.number(CodePairing, field("pairing.latest_h"), access.Hours(latest), l.Pairing.LatestH)
	c.number(CodePairing, field("pairing.total_h"), access.Hours(total), l.Pairing.TotalH)
	c.bottleneck(i, l, t)
	switch {
	case t.whole && c.plan.Options.Changed != "":
		c.unproven(i, l, t)
	case t.whole:
		c.proof(i, l, t)
	}
}

// unproven wants nothing to be said to be proven of a plan that is a change of
// another, but for what holds in any order.
func (c *checker) unproven(i int, l *planner.Layer, t *tally) {
	var duos []*duo
	for _, k := range t.pairs {
		duos = append(duos, c.duos[k])
	}
	field := func(name string) string { return at("layers", i, name) }
	c.anyOrder(i, l, newOptimum(c.ctx, c.row, duos, 1))
	bound, percent := l.Proof.AnyOrder.LowerBoundH, 0.0
	if bound > 0 {
		percent = max(l.LambdaH/bound-1, 0) * 100
	}
	c.truth(CodeProof, field("optimal"), false, l.Optimal)
	c.number(CodeProof, field("lower_bound_h"), bound, l.LowerBoundH)
	c.number(CodeProof, field("gap_percent"), percent, l.GapPercent)
	c.number(CodeProof, field("proof.next_h"), 0, l.Proof.NextH)
	c.number(CodeProof, field("proof.missing_weighted_m"), 0, l.Proof.MissingWeightedM)
	c.whole(CodeProof, field("proof.reach"), 0, len(l.Proof.Reach))
	c.whole(CodeProof, field("proof.swaps"), 0, len(l.Proof.Swaps))
}

// bottleneck checks the beat that λ is said to come from.
func (c *checker) bottleneck(i int, l *planner.Layer, t *tally) {
	where := at("layers", i, "proof.bottleneck")
	n := l.Proof.Bottleneck
	if n == nil || len(t.beats) == 0 {
		if n != nil || len(t.beats) > 0 {
			c.add(CodeProof, where, strconv.FormatBool(len(t.beats) > 0), strconv.FormatBool(n != nil))
		}
		return
	}
	for _, k := range t.beats {
		b := &c.plan.Beats[k]
		if b.ID != n.Beat {
			continue
		}
		c.text(CodeProof, where+".pair", b.Pair, n.Pair)
		c.near(CodeProof, where+".from_m", b.FromM, n.FromM, 1e-12)
		c.near(CodeProof, where+".to_m", b.ToM, n.ToM, 1e-12)
		c.whole(CodeProof, where+".visits", b.Visits, n.Visits)
		c.number(CodeProof, where+".beat", t.lambdaH, b.Weight*c.plan.PeriodH/float64(max(1, b.Visits)))
		c.text(CodeProof, where+".rule", string(planner.BySorties), string(n.Rule))
		return
	}
	c.add(CodeProof, where+".beat", "a beat of the layer", strconv.Quote(n.Beat))
}

// proof works out again what can be visited at most, and at which λ.
func (c *checker) proof(i int, l *planner.Layer, t *tally) {
	var duos []*duo
	for _, k := range t.pairs {
		duos = append(duos, c.duos[k])
	}
	field := func(name string) string { return at("layers", i, name) }
	o := newOptimum(c.ctx, c.row, duos, 1)
	periodH := c.s.PeriodD * 24
	most := max(o.best(periodH, 0), 0)
	nextH := o.next(periodH, t.lambdaH)
	atNext := int64(0)
	if nextH > 0 {
		atNext = max(o.best(periodH, nextH), 0)
	}
	if c.ctx.Err() != nil {
		return
	}
	optimal := true
	if most != t.visited {
		c.add(CodeProof, field("unreachable_weighted_m"), show(float64(c.row.total-most)/1000), show(float64(c.row.total-t.visited)/1000))
		optimal = false
	}
	if nextH > 0 && atNext >= t.visited {
		c.add(CodeProof, field("lambda_h"), "at most "+show(nextH), show(t.lambdaH))
		optimal = false
	}
	c.truth(CodeProof, field("optimal"), optimal, l.Optimal)
	if optimal {
		c.number(CodeProof, field("lower_bound_h"), t.lambdaH, l.LowerBoundH)
		c.number(CodeProof, field("gap_percent"), 0, l.GapPercent)
		c.evenness(i, l, t, duos)
	}
	c.number(CodeProof, field("proof.next_h"), nextH, l.Proof.NextH)
	if nextH > 0 {
		c.near(CodeProof, field("proof.missing_weighted_m"), float64(t.visited-atNext)/1000, l.Proof.MissingWeightedM, 1e-9)
	} else {
		c.number(CodeProof, field("proof.missing_weighted_m"), 0, l.Proof.MissingWeightedM)
	}
	c.anyOrder(i, l, o)
	c.reach(i, l, t, o, nextH)
	c.swaps(i, l, t, o)
}

// next returns the largest λ below one that a division can have; 0: none.
func (o *optimum) next(periodH, lambdaH float64) float64 {
	best := 0.0
	for _, h := range o.lambdas(periodH) {
		if h < lambdaH*(1-1e-12) {
			best = max(best, h)
		}
	}
	return best
}

// evenness wants no division as good with a smaller largest share.
func (c *checker) evenness(i int, l *planner.Layer, t *tally, duos []*duo) {
	if len(t.beats) == 0 {
		return
	}
	const slack = 1e-7
	if o := newOptimum(c.ctx, c.row, duos, t.share-slack); o.best(c.s.PeriodD*24, t.lambdaH) >= t.visited && c.ctx.Err() == nil {
		c.add(CodeProof, at("layers", i, "share"), "below "+show(t.share-slack), show(l.Share))
	}
}

// anyOrder checks a bound that holds for any order: nobody visits what no pair
// can cover by itself, and no bound is above what the plan reaches.
func (c *checker) anyOrder(i int, l *planner.Layer, o *optimum) {
	a := l.Proof.AnyOrder
	able := make([]bool, c.row.n)
	for k := range o.duos {
		if o.duos[k].sorties == 0 {
			continue
		}
		for b := range o.starts[k] {
			if b > 0 && o.starts[k][b] < b {
				able[c.row.of(b-1)] = true
			}
		}
	}
	open := int64(0)
	for e, ok := range able {
		if !ok {
			open += c.row.worth[e]
		}
	}
	c.near(CodeProof, at("layers", i, "proof.any_order.unreachable_weighted_m"), float64(open)/1000, a.UnreachableWeightedM, 1e-9)
	known := a.LowerBoundH == 0 || slices.ContainsFunc(o.lambdas(c.s.PeriodD*24), func(h float64) bool { return same(h, a.LowerBoundH, 1e-9) })
	if !known || !(a.LowerBoundH >= 0) || a.LowerBoundH > l.LambdaH*(1+1e-9) {
		c.add(CodeProof, at("layers", i, "proof.any_order.lower_bound_h"), "a weighted revisit of at most "+show(l.LambdaH), show(a.LowerBoundH))
	}
}

// reach checks how far the pairs get at the next smaller λ.
func (c *checker) reach(i int, l *planner.Layer, t *tally, o *optimum, nextH float64) {
	where := at("layers", i, "proof.reach")
	if nextH == 0 {
		c.whole(CodeProof, where, 0, len(l.Proof.Reach))
		return
	}
	if len(l.Proof.Reach) != len(t.pairs) {
		c.whole(CodeProof, where, len(t.pairs), len(l.Proof.Reach))
		return
	}
	runs := o.limits(c.s.PeriodD*24, nextH)
	if c.row.copies == 1 {
		far, _ := c.furthest(o, runs, t, 0)
		c.reached(i, l, t, far)
		return
	}
	// A ring is divided from any start: the one that the plan took is not told.
	for b := c.row.first(); b < c.row.first()+c.row.n; b++ {
		if c.ctx.Err() != nil {
			return
		}
		if far, ok := c.furthest(o, runs, t, b); ok && slices.EqualFunc(far, l.Proof.Reach, func(b int, r planner.ProofReach) bool {
			return c.sameChainage(c.row.chainageM(b), r.ToM)
		}) {
			c.reached(i, l, t, far)
			return
		}
	}
	c.add(CodeProof, where, "how far the pairs get from some start", "nothing like it")
}

// sameChainage reports whether two chainages are of one place of a ring.
func (c *checker) sameChainage(a, b float64) bool {
	turns := (a - b) / c.axis.LengthM()
	return math.Abs(turns-math.Round(turns))*c.axis.LengthM() < 1e-6
}

// furthest returns how far each pair gets from a start, leaving no more open
// than the plan does, and whether the last falls short of the end.
func (c *checker) furthest(o *optimum, runs []run, t *tally, start int) (far []int, short bool) {
	slack := c.row.total - t.visited
	last := 0
	o.divide(runs, 0, start, func(_ int, g []int64) {
		for b, v := range g {
			if c.row.sum[start+b]-c.row.sum[start]-v <= slack {
				last = max(last, b)
			}
		}
		far = append(far, start+last)
		short = last < c.row.n
	})
	return far, short
}

// reached holds what the plan says of how far the pairs get to breakpoints.
func (c *checker) reached(i int, l *planner.Layer, t *tally, far []int) {
	for k, b := range far {
		where := at("layers", i, "proof.reach") + "[" + strconv.Itoa(k) + "]"
		got := l.Proof.Reach[k]
		c.text(CodeProof, where+".pair", c.plan.Pairs[t.pairs[k]].ID, got.Pair)
		if c.row.copies == 1 {
			c.near(CodeProof, where+".to_m", c.row.chainageM(b), got.ToM, 1e-12)
		}
		if want := c.stops(c.duos[t.pairs[k]], b); !slices.Contains(want, got.Rule) {
			c.add(CodeProof, where+".rule", rules(want), string(got.Rule))
		}
	}
}
