package check

import (
	"slices"
	"strconv"

	"lindero/planner"
	"lindero/planner/axis"
)

// stretch is a row of Plan.Infeasible as elements of the row.
type stretch struct{ from, to int }

// infeasible wants what is not visited, or not as often as its rule asks, to
// be told, once, with a rule that may be why.
func (c *checker) infeasible() {
	layers := map[string]*explained{}
	for _, name := range c.layerOf {
		layers[name] = c.explain(name)
	}
	for i := range c.plan.Infeasible {
		x := &c.plan.Infeasible[i]
		layer := layers[x.Layer]
		if layer == nil {
			c.add(CodeUnknown, at("infeasible", i, "layer"), "a layer", strconv.Quote(x.Layer))
			continue
		}
		c.stretch(i, x, layer)
		if c.ctx.Err() != nil {
			return
		}
	}
	for _, name := range c.layerOf {
		c.unexplained(name, layers[name])
	}
}

// explained is what of a layer the plan tells of.
type explained struct {
	*tally
	late []int // by element of the border, 1 + the beat that comes too seldom; 0: none
	// either says that the rule alone and the rule by the risk do not agree on
	// that: the plan may tell of it or not.
	either  []bool
	told    []int // how many stretches tell that an element is not visited
	toldTo  []int // … not often enough
	able    []bool
	optimum *optimum
}

func (c *checker) explain(layer string) *explained {
	x := &explained{tally: c.tally(layer), late: make([]int, c.row.n), either: make([]bool, c.row.n), told: make([]int, c.row.n),
		toldTo: make([]int, c.row.n), able: make([]bool, c.row.n)}
	for _, i := range x.beats {
		b := &c.plan.Beats[i]
		byRule, byWeight := b.RevisitH > b.AllowedH*(1+1e-9), b.Weight*b.RevisitH > c.row.referenceH*(1+1e-9)
		if !byRule && !byWeight {
			continue
		}
		for e := c.walks[i].from; e < c.walks[i].to; e++ {
			x.late[c.row.of(e)] = i + 1
			x.either[c.row.of(e)] = byRule != byWeight
		}
	}
	var duos []*duo
	for _, k := range x.pairs {
		if d := c.duos[k]; d != nil && d.sorties > 0 {
			duos = append(duos, d)
		}
	}
	x.optimum = newOptimum(c.ctx, c.row, duos, 1)
	for _, starts := range x.optimum.starts {
		for b := 1; b < len(starts); b++ {
			x.able[c.row.of(b-1)] = x.able[c.row.of(b-1)] || starts[b] < b
		}
	}
	return x
}

// stretch checks one stretch that is told to be infeasible.
func (c *checker) stretch(i int, x *planner.Infeasible, layer *explained) {
	field := func(name string) string { return at("infeasible", i, name) }
	from, to, ok := c.row.span(x.FromM, x.ToM)
	if !ok || from >= to || to-from > c.row.n {
		c.add(CodeBreakpoint, field("from_m"), "a span between breakpoints", show(x.FromM)+" … "+show(x.ToM))
		return
	}
	c.near(CodeValue, field("length_m"), x.ToM-x.FromM, x.LengthM, 1e-12)
	var kinds []string
	var wrong []planner.Rule
	for e := from; e < to; e++ {
		of := c.row.of(e)
		if c.axis.Elements[of].Route == axis.Void {
			continue
		}
		if k := string(c.axis.Kind(of)); !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
		if x.Rule == planner.ByRevisit {
			layer.toldTo[of]++
			if b := layer.late[of]; b > 0 && c.plan.Beats[b-1].Pair != x.Pair {
				wrong = []planner.Rule{planner.ByRevisit}
			}
			continue
		}
		layer.told[of]++
		if want := c.whyOpen(of, layer); !slices.Contains(want, x.Rule) {
			wrong = want
		}
	}
	slices.Sort(kinds)
	got := slices.Clone(x.Kinds)
	slices.Sort(got)
	c.list(CodeValue, field("kinds"), kinds, got)
	if wrong != nil {
		c.add(CodeInfeasible, field("rule"), rules(wrong), string(x.Rule)+" "+x.Pair)
	}
	if _, ok := c.duoOf[x.Pair]; !ok && x.Pair != "" {
		c.add(CodeUnknown, field("pair"), "a pair", strconv.Quote(x.Pair))
	}
	if c.crewOf[x.Patrol] == nil && x.Patrol != "" {
		c.add(CodeUnknown, field("patrol"), "a patrol", strconv.Quote(x.Patrol))
	}
	for k := range x.Mends {
		if slices.Contains(x.Mends[:k], x.Mends[k]) {
			c.add(CodeTwice, field("mends")+"["+strconv.Itoa(k)+"]", "another change", "the same")
		}
		c.mend(field("mends")+"["+strconv.Itoa(k)+"]", x, &x.Mends[k], stretch{from, to})
	}
}

// whyOpen returns the rules that may be why nobody visits an element.
func (c *checker) whyOpen(e int, layer *explained) []planner.Rule {
	if len(layer.pairs) == 0 {
		return []planner.Rule{planner.ByNobody}
	}
	var out []planner.Rule
	for _, k := range layer.pairs {
		if d := c.duos[k]; d != nil && d.fixed != nil && d.holds(c.row.first()+e) {
			out = append(out, planner.ByFixed)
		}
	}
	if f := c.axis.Elements[e].Forbidden; f[0] || f[1] {
		out = append(out, planner.ByForbidden)
	}
	if layer.able[e] {
		return append(out, planner.BySorties, planner.ByFixed)
	}
	kind, allowed, idle := false, false, false
	for _, k := range layer.pairs {
		d := c.duos[k]
		if d == nil {
			continue
		}
		can := d.crew[0].SpeedKmh.Of(c.axis.Kind(e)) > 0 && d.crew[1].SpeedKmh.Of(c.axis.Kind(e)) > 0
		kind = kind || can
		allowed = allowed || can && !c.axis.Elements[e].Forbidden[0] && !c.axis.Elements[e].Forbidden[1]
		idle = idle || can && d.sorties == 0
	}
	switch {
	case !kind:
		return append(out, planner.ByKind)
	case !allowed:
		return out
	}
	out = append(out, planner.ByShift, planner.ByMeeting)
	if idle {
		out = append(out, planner.BySorties)
	}
	return out
}

// unexplained wants every element that is not visited, or too seldom, told
// once.
func (c *checker) unexplained(name string, x *explained) {
	if !x.whole {
		return
	}
	wrong := func(e, want, got int, what string) bool {
		if want == got {
			return false
		}
		c.add(CodeInfeasible, "infeasible", strconv.Itoa(want)+" stretch of layer "+name+" with what is "+what+" at "+
			show(c.axis.ChainageM[e])+" m", strconv.Itoa(got))
		return true
	}
	var open, late bool
	for e := range c.row.n {
		if c.axis.Elements[e].Route == axis.Void {
			continue
		}
		if !open {
			open = wrong(e, count(!x.seen[e]), x.told[e], "not visited")
		}
		if !late && (!x.either[e] || x.toldTo[e] > 1) {
			late = wrong(e, count(x.late[e] > 0), x.toldTo[e], "visited too seldom")
		}
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}
