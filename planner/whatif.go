package planner

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"lindero/geo"
	"lindero/planner/divide"
	"lindero/planner/watch"
	"lindero/sectors"
)

// ErrOtherScenario says that a plan is not one of the scenario at hand. NewWhatIf
// wraps it with what does not fit.
var ErrOtherScenario = errors.New("the plan is of another scenario")

// WhatIf answers what changes of a plan would do. It is safe for concurrent use
// and holds what is common to all questions; neither the layout nor the plan is
// ever changed.
//
// Without Question.Again, the pairs, their order, the sectors whose boundary no
// change names, and the beats and sorties of all pairs that no change touches
// stay as they are in the plan. Touched are the pairs that meet at a meeting point
// that is moved or removed, those in whose sector (or at whose boundary) one comes
// to stand, those beside a boundary that is moved, the pair of a patrol that is
// changed, and for a revisit rule those that have its kind in their sector, or all
// where it changes the weight of other kinds too; for rules about ways all. The
// stretch of a touched pair is divided into beats anew, by itself and with the
// objectives of Run, and its timetable is made anew around those of the others. The
// sector of a pair whose patrol is removed is left open. What is watched, the gaps
// and the totals are those of the whole, to the byte what Run would compute of
// these beats and sorties.
//
// Of a changed plan nothing is proven: its layers are not optimal and have no
// proof, and Options.Changed names the plan that it is a change of.
//
// Places stand at the breakpoint of the plan that is nearest, half a step away at
// most; Answer.Places says where. The border stays cut as it was (Options.CutsM).
type WhatIf struct {
	layout *sectors.Layout
	plan   *Plan // what is watched in it being worked out again
	hash   string
	run    *run // of the plan's scenario
	hasher *sectors.Hasher
	meet   Meet // that was asked for
	notes  []Note
	layers []*layer
	pairs  map[string]*planPair
	static *Coverage
	found  []watchedRoute // by route
	cells  [][][]watch.Cell
	// By route: what posts see of it all the time, and what sectors have of it.
	constant []geo.Spans
	sectorAt [][]sectorSpan
	on       *watcher
}

// planPair is what a plan has of a pair.
type planPair struct {
	*crew
	layer   *layer
	at      int           // in Plan.Pairs
	span    divide.Span   // of its sector, on a ring in any turn; empty for none
	sector  int           // in Plan.Sectors, or −1
	beats   []int         // in Plan.Beats
	divided []divide.Beat // the same as breakpoints, without where they meet and part
	sorties []int         // in Plan.Sorties
	anew    []Beat        // of a changed plan
}

// NewWhatIf makes ready what questions about a plan of a layout have in common.
// It fails with ErrOtherScenario where the plan is not of the layout's scenario,
// with an *InputError where nothing can be planned with that, and where ctx ends.
func NewWhatIf(ctx context.Context, l *sectors.Layout, p *Plan) (*WhatIf, error) {
	hasher := sectors.NewHasher(l.Scenario)
	if p == nil || p.Scenario != hasher.Hash(l.Scenario) {
		return nil, ErrOtherScenario
	}
	o := p.Options
	for _, n := range p.Notes {
		if n.Code == NoteAnywhere { // for want of meeting points
			o.Meet = Designated
		}
	}
	r, err := newRun(ctx, l, o)
	if err != nil {
		return nil, err
	}
	r.model = r.model.Until(context.WithoutCancel(ctx)) // it outlives this call
	hash, err := p.Hash()
	if err != nil {
		return nil, fmt.Errorf("the plan: %w", err)
	}
	own := *p
	w := &WhatIf{layout: l, plan: &own, hash: hash, run: r, hasher: hasher, meet: o.Meet, notes: r.notes, pairs: map[string]*planPair{}}
	if w.meet == "" {
		w.meet = Designated
	}
	if err := w.read(); err != nil {
		return nil, err
	}
	return w, w.watch(ctx)
}

// Ask answers a question. It fails with a *QuestionError, which has every
// problem, where a change cannot be made; with an *InputError where nothing can be
// planned with what comes of it; and where ctx ends.
func (w *WhatIf) Ask(ctx context.Context, q Question) (*Answer, error) {
	e, err := w.edit(q)
	if err != nil {
		return nil, err
	}
	if q.Again {
		return w.again(ctx, e)
	}
	if !e.changed {
		out, err := w.answer(e, w.plan)
		if err == nil {
			out.Trips = &Trips{newWays(w.run.model, out.Plan, w.run.tables)}
		}
		return out, err
	}
	a, err := e.answering(ctx)
	if err != nil {
		return nil, err
	}
	p, err := a.answer()
	if err != nil {
		return nil, err
	}
	out, err := w.answer(e, p)
	if err == nil { // which outlive this call
		out.Trips = &Trips{newWays(a.next.model.Until(context.WithoutCancel(ctx)), out.Plan, a.next.tables)}
	}
	return out, err
}

// again plans the changed scenario by Run.
func (w *WhatIf) again(ctx context.Context, e *edit) (*Answer, error) {
	l, err := sectors.NewLayout(&e.s)
	if err != nil {
		return nil, fmt.Errorf("the changed scenario: %w", err)
	}
	o := w.plan.Options
	o.Meet, o.CutsM, o.Version = w.meet, nil, w.plan.Version
	p, err := Run(ctx, l, o)
	if err != nil {
		return nil, err
	}
	for i := range p.Pairs {
		e.touched[p.Pairs[i].ID] = true
	}
	return w.answer(e, p)
}

// answer compares a plan with the one that was asked about.
func (w *WhatIf) answer(e *edit, p *Plan) (*Answer, error) {
	if e.NoDays && len(p.Totals.Days) > 0 {
		without := *p
		without.Totals.Days = []Day{}
		p = &without
	}
	c, err := Compare(w.plan, p)
	if err != nil {
		return nil, err
	}
	out := &Answer{Plan: p, Comparison: c, Touched: []string{}, Places: e.places, Notes: e.notes}
	for k, of := range [2]*Plan{w.plan, p} {
		for i := range of.Totals.Kinds {
			out.ExposureKmH[k] += of.Totals.Kinds[i].ExposureKmH
		}
	}
	for i := range p.Pairs {
		if e.touched[p.Pairs[i].ID] {
			out.Touched = append(out.Touched, p.Pairs[i].ID)
		}
	}
	out.Touched = append(out.Touched, gone(w.plan.Pairs, p.Pairs)...)
	out.Notes = append(out.Notes, newNotes(w.plan.Notes, p.Notes)...)
	out.Notes = append(out.Notes, leftAlone(w.plan.Unpaired, p.Unpaired)...)
	return out, nil
}

// gone returns the ids of the pairs of one list that another does not have.
func gone(before, after []Pair) []string {
	there := map[string]bool{}
	for i := range after {
		there[after[i].ID] = true
	}
	var out []string
	for i := range before {
		if !there[before[i].ID] {
			out = append(out, before[i].ID)
		}
	}
	return out
}

// leftAlone tells of the patrols that have no partner in a changed plan and were
// none of those before.
func leftAlone(before, after []Unpaired) []Note {
	var out []Note
	for _, u := range after {
		if !slices.ContainsFunc(before, func(b Unpaired) bool { return b.Patrol == u.Patrol }) {
			out = append(out, Note{Code: NoteNoPartner, Subjects: []string{u.Patrol}})
		}
	}
	return out
}

// newNotes returns the notes of one list that another does not have.
func newNotes(before, after []Note) []Note {
	out := []Note{}
	had := map[string]bool{}
	for _, n := range before {
		had[n.key()] = true
	}
	for _, n := range after {
		if !had[n.key()] {
			out = append(out, n)
		}
	}
	return out
}

// key tells notes apart.
func (n *Note) key() string { return fmt.Sprintf("%s %q %v", n.Code, n.Subjects, n.LengthM) }

// Layout returns the layout of the changed scenario, Question.Scenario. It shares
// what the changes leave as it is with that of the plan. It fails with a
// *QuestionError as Ask does.
func (w *WhatIf) Layout(q Question) (*sectors.Layout, error) {
	s, err := q.Scenario(w)
	if err != nil {
		return nil, err
	}
	l, err := w.layout.With(s)
	if err != nil {
		return nil, fmt.Errorf("the changed scenario: %w", err)
	}
	return l, nil
}

// Scenario returns the plan's scenario with the changes of a question applied:
// what Answer.Plan is a plan of. A boundary that was moved is an end of a fixed
// sector of each pair beside it, and these pairs are fixed; without Question.Again
// all pairs of the plan are. It fails with a *QuestionError as Ask does.
func (q Question) Scenario(w *WhatIf) (*sectors.Scenario, error) {
	e, err := w.edit(q)
	if err != nil {
		return nil, err
	}
	return &e.s, nil
}
