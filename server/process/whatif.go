package process

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"slices"
	"sync"

	"lindero/data"
	"lindero/planner"
	"lindero/server/problem"
)

func whatIfProcess() *process {
	p := describe("what-if", "Change a plan",
		"Says what changes of a plan would do: which gaps open and close. Pairs that no change touches keep their beats and their timetable, unless all is planned again.",
		map[string]InputDescription{
			"plan":    planInput(required, "Plan"),
			"changes": in(required, "Changes", "The changes, made one after the other.", changes()),
			"again":   in(optional, "Again", "Plan everything anew on the changed scenario.", flag()),
			"keep":    in(optional, "Keep", "Keep the changed plan as a dataset under /plans/{planId}, like one that the process plan has made.", flag()),
			"days":    in(optional, "Days", "Give the sums of each day among the totals, which takes longer.", flag()),
			"gaps": in(optional, "Which gaps", "Give the gaps that the plan before does not have, or all gaps of the changed plan.",
				oneOf("changed", "changed", "all")),
		},
		map[string]OutputDescription{
			"gaps":       listOut("Gaps", "Gaps of the changed plan, as in plan.json."),
			"difference": out("Difference", "As lindero compare --json prints it, from the plan to the changed one."),
			"totals":     out("Totals", "The sums of the changed plan, as in plan.json."),
			"change":     out("Change", "What the changes have done: exposure before and after, the pairs that were touched, where what was moved now stands, notes, and what the rules that can be changed are."),
			"plan":       keptOut(),
		})
	p.prepare = bind(whatIfInputs{Gaps: "changed"}, prepareWhatIf)
	return p
}

// whatIfInputs are the inputs of the process what-if.
type whatIfInputs struct {
	Plan string `json:"plan"`
	planner.Question
	Gaps string `json:"gaps"`
	Days bool   `json:"days"`
	Keep bool   `json:"keep"`
}

// prepareWhatIf asks what changes of a plan would do.
func prepareWhatIf(s *Service, in *whatIfInputs, _ inputs) (work, *faults) {
	f := &faults{}
	src := s.plan("plan", in.Plan, f)
	if !f.none() {
		return work{}, f
	}
	in.Plan, in.NoDays = src.ID, !in.Days && !in.Keep // what is kept has all that a plan has
	run := func(ctx context.Context, step step) (*outcome, error) {
		step(5, "making ready")
		w, err := s.whatIf(ctx, src)
		if err != nil {
			return nil, unplannable("plan", err)
		}
		step(30, "planning")
		a, err := w.Ask(ctx, in.Question)
		if err != nil {
			return nil, unaskable(err)
		}
		o, err := whatIfOutcome(src, a, in)
		if err != nil || !in.Keep {
			return o, err
		}
		step(80, "keeping the plan")
		return s.keepChanged(ctx, w, src, in, a, o)
	}
	if !in.Keep {
		return work{work: run}, nil
	}
	return work{run, s.stillKept}, nil
}

// keepChanged makes a dataset of a changed plan, and says so in the outcome.
func (s *Service) keepChanged(ctx context.Context, w WhatIf, src *Source, in *whatIfInputs, a *planner.Answer, o *outcome) (*outcome, error) {
	l, err := w.Layout(in.Question)
	if err != nil {
		return nil, unaskable(err)
	}
	id, err := s.Sources.Keep(ctx, Computed{Layout: l, Plan: a.Plan, Trips: a.Trips, Base: src.ID})
	if err != nil {
		return nil, err
	}
	o.values["plan"] = value{mediaType: typeJSON, write: func(at func(path string) string) ([]byte, error) {
		return encode(keptPlan{ID: id, Href: at("/plans/" + pathOf(id)), Base: src.ID})
	}}
	return o.keeps(id), nil
}

// keptPlan says where a changed plan is kept.
type keptPlan struct {
	ID   string `json:"id"`
	Href string `json:"href"` // its address
	Base string `json:"base"` // id of the plan that was changed
}

// unaskable makes a problem of what keeps a question from being answered.
func unaskable(err error) error {
	var q *planner.QuestionError
	if !errors.As(err, &q) {
		return unplannable("plan", err)
	}
	f := &faults{}
	for _, p := range q.Problems {
		at := []string{"inputs", "changes"}
		if p.Field != "" {
			at = append(at, itoa(p.Change), p.Field)
		}
		f.addFault(problem.Fault{Pointer: pointer(at...), Detail: data.PlanMessage(p.Note).String(),
			Code: string(p.Note.Code), Subjects: p.Note.Subjects, LengthM: p.Note.LengthM})
	}
	if f.none() {
		return err
	}
	return f.problem(http.StatusUnprocessableEntity)
}

// changed is what the changes of a plan have done, beside gaps and totals.
type changed struct {
	ExposureKmH [2]float64             `json:"exposure_km_h"` // before and after
	Touched     []string               `json:"touched"`
	Places      []planner.ChangedPlace `json:"places"`
	Notes       []data.NoteSummary     `json:"notes"`
	Rules       map[string]float64     `json:"rules"` // of the plan that was asked about
}

// whatIfOutcome makes an outcome of an answer. Of a plan that is not kept there is
// nothing, which is null.
func whatIfOutcome(before *Source, a *planner.Answer, in *whatIfInputs) (*outcome, error) {
	gaps, totals := a.Plan.Gaps, a.Plan.Totals
	if !in.Days && len(totals.Days) > 0 {
		totals.Days = []planner.Day{}
	}
	if in.Gaps != "all" {
		gaps = newGaps(before.Plan.Gaps, gaps)
	}
	c := changed{ExposureKmH: a.ExposureKmH, Touched: append([]string{}, a.Touched...),
		Places: append([]planner.ChangedPlace{}, a.Places...), Notes: []data.NoteSummary{},
		Rules: planner.RuleValues(before.Layout.Scenario.Rules)}
	for _, n := range a.Notes {
		c.Notes = append(c.Notes, data.NoteSummary{Code: string(n.Code), Subjects: append([]string{}, n.Subjects...), LengthM: n.LengthM, Message: data.PlanMessage(n).String()})
	}
	values := map[string]value{}
	for name, v := range map[string]any{"gaps": append([]planner.PlanGap{}, gaps...), "difference": a.Comparison, "totals": totals, "change": c, "plan": nil} {
		x, err := whole(v)
		if err != nil {
			return nil, err
		}
		values[name] = x
	}
	return newOutcome(values), nil
}

// newGaps returns the gaps that are not among those before, whatever their ids.
func newGaps(before, after []planner.PlanGap) []planner.PlanGap {
	type place struct {
		route                    string
		fromM, toM, fromH, toH   float64
		exposure, gapH, revisitH float64
	}
	of := func(g *planner.PlanGap) place {
		return place{g.Route, g.FromM, g.ToM, g.FromH, g.ToH, g.ExposureKmH, g.GapH, g.RevisitH}
	}
	known := make(map[place][]*planner.PlanGap, len(before))
	for i := range before {
		p := of(&before[i])
		known[p] = append(known[p], &before[i])
	}
	out := []planner.PlanGap{}
	for i := range after {
		g := &after[i]
		if !slices.ContainsFunc(known[of(g)], func(b *planner.PlanGap) bool { return sameGap(b, g) }) {
			out = append(out, *g)
		}
	}
	return out
}

// sameGap reports whether two gaps of one place and time are equal but for their
// ids.
func sameGap(a, b *planner.PlanGap) bool {
	return a.Kind == b.Kind && a.Reason == b.Reason && a.AllowedH == b.AllowedH && a.Risk == b.Risk &&
		a.MeetingPoint == b.MeetingPoint && a.Posts == b.Posts && slices.Equal(a.Outline, b.Outline)
}

// whatIfs keeps what questions about plans have in common, of the plans that were
// last asked about.
type whatIfs struct {
	most int
	mu   sync.Mutex
	list []*readied // the last asked about first
}

// readied is a plan that questions are answered of, or will be once done is
// closed.
type readied struct {
	plan string
	done chan struct{}
	w    WhatIf
	err  error
}

func newWhatIfs(most int) *whatIfs { return &whatIfs{most: most} }

// whatIf returns what answers questions about a plan. It is made once for all who
// ask, and goes on where one of them leaves.
func (s *Service) whatIf(ctx context.Context, src *Source) (WhatIf, error) {
	r, found := s.whatIfs.get(src.ID)
	if !found {
		s.running.Go(func() { s.ready(r, src) })
	}
	select {
	case <-r.done:
		return r.w, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// ready makes a plan ready to be asked about. What panics fails.
func (s *Service) ready(r *readied, src *Source) {
	defer close(r.done)
	defer func() {
		if x := recover(); x != nil {
			r.w, r.err = nil, fmt.Errorf("process: %v\n%s", x, debug.Stack())
		}
		if r.err != nil {
			s.whatIfs.drop(r)
		}
	}()
	ctx, cancel := context.WithTimeout(s.ctx, s.Timeout)
	defer cancel()
	r.w, r.err = s.NewWhatIf(ctx, src.Layout, src.Plan)
}

// get returns the readied plan of an id, and whether somebody makes it ready
// already.
func (x *whatIfs) get(plan string) (r *readied, found bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if i := slices.IndexFunc(x.list, func(r *readied) bool { return r.plan == plan }); i >= 0 {
		r, found = x.list[i], true
		x.list = slices.Delete(x.list, i, i+1)
	} else {
		r = &readied{plan: plan, done: make(chan struct{})}
	}
	x.list = slices.Insert(x.list, 0, r)
	if len(x.list) > x.most {
		x.list = slices.Delete(x.list, x.most, len(x.list))
	}
	return r, found
}

func (x *whatIfs) drop(r *readied) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.list = slices.DeleteFunc(x.list, func(o *readied) bool { return o == r })
}
