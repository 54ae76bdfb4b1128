package planner

import (
	"cmp"
	"context"
	"slices"

	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/planner/divide"
)

// answering is an answer in the making.
type answering struct {
	*edit
	next   *run // of the changed scenario
	rows   []*layer
	pairs  map[string]*planPair // by id, those that are left
	static *Coverage
	p      *Plan
	was    []int // by beat of p, the one of the plan before that it is; −1: a new one
}

// answering makes ready what a changed plan is made of: the run of its scenario,
// and its layers, in which no touched pair has beats yet.
func (e *edit) answering(ctx context.Context) (*answering, error) {
	a := &answering{edit: e, pairs: map[string]*planPair{}, static: e.static}
	if err := a.makeRun(ctx); err != nil {
		return nil, err
	}
	if problems := a.next.lacks(); len(problems) > 0 {
		return nil, &InputError{problems}
	}
	a.makeLayers()
	if len(e.patrols) > 0 || len(e.s.Patrols) != len(e.layout.Scenario.Patrols) || e.onWays {
		var err error
		if a.static, err = Cover(ctx, a.next.Layout, nil); err != nil {
			return nil, err
		}
	}
	return a, ctx.Err()
}

// makeRun makes the run of the changed scenario, on the border as it was cut
// for the plan.
func (a *answering) makeRun(ctx context.Context) error {
	base := a.run
	l, err := a.layout.With(&a.s)
	if err != nil {
		return err
	}
	x := *base.Axis
	x.Layout, x.Meetings, x.Sectors = l, a.meetings, a.fixedOn(base.Axis)
	r := &run{Axis: &x, ctx: ctx, o: base.o, s: &a.s, worth: base.worth, weight: base.weight, refH: base.refH}
	r.o.Meet, r.o.Version = a.meet, a.plan.Version
	a.next = r
	if a.onWays {
		r.model, err = access.NewModel(&x)
	} else {
		r.model, err = base.model.With(&x)
	}
	if err != nil {
		return err
	}
	r.model = r.model.Until(ctx)
	if len(a.revisit) > 0 {
		r.refH = 0
		r.weigh()
	}
	r.meet()
	if a.onWays || len(a.patrols) > 0 || len(a.s.Patrols) != len(a.layout.Scenario.Patrols) {
		if err := a.tables(); err != nil {
			return err
		}
		r.tell()
		return nil
	}
	r.tables, r.twice = base.tables, make([]onceTable, len(base.tables))
	for _, n := range a.WhatIf.notes { // that meeting points have nothing to do with
		if n.Code != NoteAnywhere {
			r.notes = append(r.notes, n)
		}
	}
	return nil
}

// tables takes over how long patrols take to the border, and computes it for
// those that are changed.
func (a *answering) tables() error {
	base, r := a.run, a.next
	at := base.patrolsByID()
	r.tables, r.twice = make([]*access.Table, len(a.s.Patrols)), make([]onceTable, len(a.s.Patrols))
	return each(r.ctx, len(r.tables), nil, func(from, to int) {
		for i := from; i < to; i++ {
			p := &a.s.Patrols[i]
			if k, ok := at[p.ID]; ok && !a.onWays && !a.patrols[p.ID] {
				r.tables[i] = base.tables[k]
			} else {
				r.tables[i] = r.model.New(p)
			}
		}
	})
}

// fixedOn returns where the fixed sectors of the changed scenario lie.
func (a *answering) fixedOn(x *axis.Axis) []axis.Fixed {
	before := map[string]int{}
	for i := range a.layout.Scenario.Sectors {
		before[a.layout.Scenario.Sectors[i].ID] = i
	}
	out := make([]axis.Fixed, len(a.s.Sectors))
	for i := range a.s.Sectors {
		f := &a.s.Sectors[i]
		if k, ok := before[f.ID]; ok && !a.moved[f.Pair] {
			out[i] = x.Sectors[k]
		} else {
			s := a.spans[f.Pair]
			out[i] = axis.Fixed{From: s.From, To: s.To}
		}
	}
	return out
}

// makeLayers makes the layers of the changed scenario.
func (a *answering) makeLayers() {
	at := a.next.patrolsByID()
	for _, name := range layerNames(a.next.s) {
		l := &layer{run: a.next, name: name}
		a.rows = append(a.rows, l)
		var before *layer
		taken := map[int]bool{}
		for _, old := range a.layers {
			if old.name == name {
				before = old
			}
		}
		if before != nil {
			for i, c := range before.crews {
				if !a.removed[c.id] {
					p := a.crewOf(l, before, i, at)
					taken[p.patrols[0]], taken[p.patrols[1]] = true, true
				}
			}
		}
		a.alone(l, taken)
	}
	a.giveSectors(a.next, a.pairs)
	for _, l := range a.rows {
		a.instanceOf(l)
	}
}

// crewOf makes a pair of a layer as it is now, and what it can do.
func (a *answering) crewOf(l, before *layer, i int, at map[string]int) *planPair {
	was := a.WhatIf.pairs[before.crews[i].id]
	ids := a.plan.Pairs[was.at].Patrols
	same := !a.onWays && !a.patrols[ids[0]] && !a.patrols[ids[1]]
	alike := same && a.meetsAlike(was.crew)
	var c *crew
	if alike {
		own := *was.crew
		c = &own
		c.fixed, c.patrols, c.sector, c.order = true, [2]int{at[ids[0]], at[ids[1]]}, -1, c.at
		c.pair.Sector = nil
		a.next.tellApart(c)
	} else {
		c = a.next.crew(was.id, at[ids[0]], at[ids[1]], true)
	}
	p := &planPair{crew: c, layer: l, at: was.at, span: a.spans[was.id], sector: was.sector}
	l.crews = append(l.crews, c)
	a.pairs[was.id] = p
	if alike {
		l.starts, l.reached, l.longest = append(l.starts, before.starts[i]), append(l.reached, before.reached[i]), append(l.longest, before.longest[i])
		return p
	}
	if same { // but for where it may meet
		c.pair = was.pair
		c.pair.Sector, c.pair.Meet = nil, a.next.meetsIn(&c.pair)
	} else {
		a.next.equip(c)
	}
	in := *before.in
	in.Pairs = []divide.Pair{c.pair}
	starts := divide.Starts(&in)[0]
	l.starts, l.reached, l.longest = append(l.starts, starts), append(l.reached, reachedBy(starts)), append(l.longest, l.longestOf(c, starts))
	return p
}

// meetsAlike reports whether a pair may still meet where it might before, and
// nowhere else.
func (a *answering) meetsAlike(c *crew) bool {
	x, y := a.run.allow, a.next.allow
	if x == nil || y == nil {
		return x == nil && y == nil
	}
	from, to := c.pair.From, c.pair.To()
	if a.next.Ring {
		from, to = 0, a.next.N()
	}
	return to < from || slices.Equal(x[from:to+1], y[from:to+1])
}

// alone lists the patrols of a layer that are in no pair.
func (a *answering) alone(l *layer, taken map[int]bool) {
	var groups [2][]int
	for i := range a.s.Patrols {
		if p := &a.s.Patrols[i]; p.Layer == l.name && !taken[i] {
			side := a.next.side(i)
			groups[side] = append(groups[side], i)
		}
	}
	fits := map[int]bool{}
	for _, i := range groups[0] {
		for _, k := range groups[1] {
			if _, _, ok := a.next.cost(i, k); ok {
				fits[i], fits[k] = true, true
			}
		}
	}
	for side, group := range groups {
		slices.SortStableFunc(group, func(i, k int) int { return cmp.Compare(a.s.Patrols[i].ID, a.s.Patrols[k].ID) })
		for _, i := range group {
			u := Unpaired{Patrol: a.s.Patrols[i].ID, Side: a.s.Patrols[i].Side, Layer: l.name, Rule: ByNobody}
			if !fits[i] && len(groups[1-side]) > 0 {
				u.Rule = a.next.unfit(i, groups[1-side])
			}
			l.unpaired = append(l.unpaired, u)
		}
	}
}

// instanceOf fills in what of a layer the solver is given.
func (a *answering) instanceOf(l *layer) {
	for _, old := range a.layers {
		if old.name == l.name && len(a.revisit) == 0 {
			in := *old.in
			in.Pairs = nil
			for _, c := range l.crews {
				in.Pairs = append(in.Pairs, c.pair)
			}
			l.in = &in
		}
	}
	if l.in == nil {
		l.in = l.instance()
	}
	l.division = &divide.Division{Sectors: make([]divide.Span, len(l.crews))}
}
