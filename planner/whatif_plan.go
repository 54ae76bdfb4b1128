package planner

import (
	"context"
	"fmt"

	"lindero/planner/axis"
	"lindero/planner/divide"
)

// read makes the layers of the plan as they were when it was made.
func (w *WhatIf) read() error {
	at := w.run.patrolsByID()
	for _, name := range layerNames(w.run.s) {
		l := &layer{run: w.run, name: name}
		w.layers = append(w.layers, l)
		for i := range w.plan.Layers {
			if w.plan.Layers[i].Name == name {
				l.swaps = w.plan.Layers[i].Proof.Swaps
			}
		}
		for i := range w.plan.Pairs {
			p := &w.plan.Pairs[i]
			if p.Layer != name {
				continue
			}
			a, okA := at[p.Patrols[0]]
			b, okB := at[p.Patrols[1]]
			if !okA || !okB || w.run.side(a) != 0 || w.run.side(b) != 1 || w.pairs[p.ID] != nil {
				return fmt.Errorf("%w: it has a pair %q of %q and %q", ErrOtherScenario, p.ID, p.Patrols[0], p.Patrols[1])
			}
			c := w.run.crew(p.ID, a, b, p.Fixed)
			w.run.equip(c)
			l.crews = append(l.crews, c)
			w.pairs[p.ID] = &planPair{crew: c, layer: l, at: i, sector: -1}
		}
	}
	if len(w.pairs) != len(w.plan.Pairs) {
		return fmt.Errorf("%w: it has pairs of other layers", ErrOtherScenario)
	}
	w.giveSectors(w.run, w.pairs)
	if err := w.readBeats(); err != nil {
		return err
	}
	for _, l := range w.layers {
		l.in = l.instance()
		l.begin()
		l.division = &divide.Division{Sectors: make([]divide.Span, len(l.crews))}
	}
	return nil
}

// patrolsByID returns the place of each patrol in the scenario.
func (r *run) patrolsByID() map[string]int {
	at := make(map[string]int, len(r.s.Patrols))
	for i := range r.s.Patrols {
		at[r.s.Patrols[i].ID] = i
	}
	return at
}

// giveSectors gives pairs the scenario's fixed sectors: that name them, or that
// the plan says it gave to them.
func (w *WhatIf) giveSectors(r *run, pairs map[string]*planPair) {
	given := map[string]string{}
	for _, n := range w.plan.Notes {
		if n.Code == NoteSectorGiven && len(n.Subjects) == 2 {
			given[n.Subjects[0]] = n.Subjects[1]
		}
	}
	for i := range r.s.Sectors {
		f := &r.s.Sectors[i]
		id := f.Pair
		if id == "" {
			id = given[f.ID]
		}
		p := pairs[id]
		if p == nil {
			continue
		}
		if f.Pair == "" {
			r.notes = append(r.notes, Note{Code: NoteSectorGiven, Subjects: []string{f.ID, id}})
		}
		p.crew.sector = i
		p.pair.Sector = &divide.Span{From: r.Sectors[i].From, To: r.Sectors[i].To}
	}
}

// readBeats finds the sectors, beats and sorties of each pair.
func (w *WhatIf) readBeats() error {
	for i := range w.plan.Sectors {
		s := &w.plan.Sectors[i]
		p := w.pairs[s.Pair]
		if p == nil || p.sector >= 0 || s.Layer != p.layer.name {
			return fmt.Errorf("%w: it has a sector %q of pair %q", ErrOtherScenario, s.ID, s.Pair)
		}
		p.sector = i
		if p.span = p.layer.spanOf(s.FromM, s.ToM); p.span.Empty() {
			return fmt.Errorf("%w: sector %q does not end at breakpoints", ErrOtherScenario, s.ID)
		}
	}
	for i := range w.plan.Beats {
		b := &w.plan.Beats[i]
		p := w.pairs[b.Pair]
		if p == nil || p.sector < 0 || w.plan.Sectors[p.sector].ID != b.Sector || b.Visits < 1 {
			return fmt.Errorf("%w: it has a beat %q of pair %q", ErrOtherScenario, b.ID, b.Pair)
		}
		span := p.layer.spanOf(b.FromM, b.ToM)
		if span.Empty() {
			return fmt.Errorf("%w: beat %q does not end at breakpoints", ErrOtherScenario, b.ID)
		}
		p.beats = append(p.beats, i)
		p.divided = append(p.divided, divide.Beat{Span: span, Visits: b.Visits})
	}
	at := beatsByID(w.plan)
	for i := range w.plan.Sorties {
		s := &w.plan.Sorties[i]
		p := w.pairs[s.Pair]
		if b, ok := at[s.Beat]; p == nil || !ok || w.plan.Beats[b].Pair != s.Pair {
			return fmt.Errorf("%w: it has a sortie %q of pair %q", ErrOtherScenario, s.ID, s.Pair)
		}
		p.sorties = append(p.sorties, i)
	}
	return nil
}

// spanOf returns the breakpoints at two chainages of the border, without a void
// at either end; nothing where there are none.
func (l *layer) spanOf(fromM, toM float64) divide.Span {
	s := l.between(fromM, toM)
	void := func(e int) bool { return l.Elements[e%l.N()].Route == axis.Void }
	for !s.Empty() && void(s.From) {
		s.From++
	}
	for !s.Empty() && void(s.To-1) {
		s.To--
	}
	return s
}

// watch works out what is watched in the plan, and keeps what it is made of.
func (w *WhatIf) watch(ctx context.Context) error {
	var err error
	if w.on, err = newWatcher(ctx, newWays(w.run.model, w.plan, w.run.tables)); err != nil {
		return err
	}
	if w.static, err = Cover(ctx, w.layout, nil); err != nil {
		return err
	}
	w.on.repeat()
	w.on.reason = w.on.reasonIn(w.run, w.layers, w.static)
	if w.cells, err = w.on.see(ctx); err != nil {
		return err
	}
	if w.found, err = w.on.sweepAll(ctx, w.cells); err != nil {
		return err
	}
	w.on.write(w.found)
	for i := range w.layout.Routes {
		w.constant, w.sectorAt = append(w.constant, nil), append(w.sectorAt, nil)
		if w.layout.Routes[i].Watched {
			w.constant[i], w.sectorAt[i] = constant(w.layout, i), w.on.sectorsOn(i)
		}
	}
	return ctx.Err()
}
