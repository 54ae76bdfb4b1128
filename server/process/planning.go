package process

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"math"
	"net/http"
	"net/url"

	"lindero/data"
	"lindero/planner"
	"lindero/planner/check"
	"lindero/sectors"
	"lindero/server/problem"
)

// planInputs are the inputs of the process plan.
type planInputs struct {
	Scenario string  `json:"scenario"`
	StepM    float64 `json:"step_m"`
	Meet     string  `json:"meet"`
	Handover bool    `json:"handover"`
	Keep     string  `json:"keep"`
}

// preparePlan makes a plan of a scenario, as lindero plan does.
func preparePlan(s *Service, in *planInputs, _ inputs) (work, *faults) {
	f := &faults{}
	o := planner.Options{StepM: in.StepM, Meet: planner.Meet(in.Meet), Handover: in.Handover, Version: s.Version}
	src := s.scenario(in.Scenario, f)
	if in.Keep != "" {
		if keep := s.plan("keep", in.Keep, f); keep != nil && src != nil {
			if otherBorder(keep.Plan, src.Layout) {
				f.add("#/inputs/keep", "%q is a plan of another border (%s); name one of %s", keep.ID, keep.Plan.Name, src.Layout.Scenario.Name)
			}
			in.Keep, o.Current = keep.ID, keep.Plan
		}
	}
	if src != nil {
		s.checkStep(in.StepM, src.Layout, f)
	}
	if !f.none() {
		return work{}, f
	}
	in.Scenario = src.ID
	run := func(ctx context.Context, step step) (*outcome, error) {
		step(5, "planning")
		plan, err := planner.Run(ctx, src.Layout, o)
		if err != nil {
			return nil, unplannable("scenario", err)
		}
		step(90, "keeping the plan")
		id, err := s.Sources.Keep(ctx, Computed{Layout: src.Layout, Plan: plan})
		if err != nil {
			return nil, err
		}
		summary, err := whole(data.SummarisePlan(src.Layout, plan, src.Defaults))
		if err != nil {
			return nil, err
		}
		return newOutcome(map[string]value{"summary": summary, "plan": s.keptPlan(id)}).keeps(id), nil
	}
	return work{run, s.stillKept}, nil
}

// stillKept reports whether the plan of an outcome is a dataset yet.
func (s *Service) stillKept(o *outcome) bool {
	_, ok := s.Sources.Plan(o.plan)
	return ok
}

// keptPlan is the value of a plan that is a dataset: it is written when it is
// asked for.
func (s *Service) keptPlan(id string) value {
	return value{mediaType: typeJSON, path: "/plans/" + url.PathEscape(id) + "/plan", write: func(func(string) string) ([]byte, error) {
		src, ok := s.Sources.Plan(id)
		if !ok {
			return nil, typed(problem.New(http.StatusGone, "the plan is no longer kept; make it again"), blank)
		}
		var b bytes.Buffer
		err := data.WritePlanJSON(&b, src.Plan)
		return bytes.TrimSpace(b.Bytes()), err
	}}
}

// sameBorderM is by how much the lengths of one border may differ.
const sameBorderM = 1

// otherBorder reports whether a plan is not of a layout's border.
func otherBorder(p *planner.Plan, l *sectors.Layout) bool {
	sides := [2]string{l.Scenario.Sides[0].Code, l.Scenario.Sides[1].Code}
	return p.Sides != sides || !(math.Abs(p.LengthM-lengthM(l)) <= sameBorderM)
}

// lengthM returns how long a layout's border is.
func lengthM(l *sectors.Layout) float64 {
	n := len(l.BorderFromM)
	if n == 0 {
		return 0
	}
	return l.BorderFromM[n-1] + l.Routes[n-1].Line.LengthM()
}

// checkStep wants a border to be cut into no more steps than are allowed.
func (s *Service) checkStep(stepM float64, l *sectors.Layout, f *faults) {
	least := lengthM(l) / float64(s.MaxBreakpoints)
	if stepM < least {
		f.add("#/inputs/step_m", "with steps of %g m the border, which is %.0f km long, has more breakpoints than the server takes; give %.0f m or more", stepM, lengthM(l)/1000, math.Ceil(least))
	}
}

// reinforceInputs are the inputs of the process reinforce.
type reinforceInputs struct {
	Scenario string   `json:"scenario"`
	Plan     string   `json:"plan"`
	Patrols  int      `json:"patrols"`
	Close    bool     `json:"close"`
	Posts    []string `json:"posts"`
	StepM    float64  `json:"step_m"`
	Meet     string   `json:"meet"`
}

// prepareReinforce finds where more patrols help most, as lindero reinforce does.
func prepareReinforce(s *Service, in *reinforceInputs, _ inputs) (work, *faults) {
	f := &faults{}
	src := s.either(&in.Scenario, &in.Plan, f)
	switch {
	case in.Patrols == 0 && !in.Close:
		f.add("#/inputs/patrols", "it is not said how many patrols; add patrols, or close for as many as it takes")
	case in.Patrols != 0 && in.Close:
		f.add("#/inputs/close", "close finds how many it takes; leave out patrols, or close")
	}
	if src != nil {
		checkPosts(in.Posts, src.Layout.Scenario, f)
	}
	if src != nil && src.Plan != nil {
		in.StepM, in.Meet = cmp.Or(in.StepM, src.Plan.Options.StepM), cmp.Or(in.Meet, string(src.Plan.Options.Meet))
	}
	in.StepM, in.Meet = cmp.Or(in.StepM, planner.DefaultStepM), cmp.Or(in.Meet, string(planner.Designated))
	if src != nil {
		s.checkStep(in.StepM, src.Layout, f)
	}
	if !f.none() {
		return work{}, f
	}
	o := planner.ReinforceOptions{Options: planner.Options{StepM: in.StepM, Meet: planner.Meet(in.Meet), Version: s.Version},
		Patrols: in.Patrols, Close: in.Close, Posts: in.Posts}
	dataset := nameOf(in.Plan)
	return work{work: func(ctx context.Context, step step) (*outcome, error) {
		step(5, "planning")
		found, err := planner.Reinforce(ctx, src.Layout, o)
		if err != nil {
			return nil, unplannable(dataset, err)
		}
		return answer("reinforcement", found)
	}}, nil
}

// nameOf returns which input names the dataset, of the two that may.
func nameOf(plan string) string {
	if plan != "" {
		return "plan"
	}
	return "scenario"
}

// checkPosts wants candidate posts to be there, and of both sides.
func checkPosts(posts []string, s *sectors.Scenario, f *faults) {
	if len(posts) == 0 {
		return
	}
	sides := map[string]string{}
	var ids []string
	for i := range s.Posts {
		sides[s.Posts[i].ID] = s.Posts[i].Side
		ids = append(ids, s.Posts[i].ID)
	}
	found := map[string]bool{}
	for i, id := range posts {
		side, ok := sides[id]
		if !ok {
			f.add(pointer("inputs", "posts", itoa(i)), "%q is no post of %s; %s", clipped(id), s.Name, near(id, ids))
		}
		found[side] = true
	}
	for _, side := range s.Sides {
		if !found[side.Code] {
			f.add("#/inputs/posts", "there is no post of %s among them; name one or more of each side", side.Code)
		}
	}
}

// compareInputs are the inputs of the process compare.
type compareInputs struct {
	A string `json:"a"`
	B string `json:"b"`
}

// prepareCompare compares two plans, as lindero compare does.
func prepareCompare(s *Service, in *compareInputs, _ inputs) (work, *faults) {
	f := &faults{}
	a, b := s.plan("a", in.A, f), s.plan("b", in.B, f)
	if !f.none() {
		return work{}, f
	}
	in.A, in.B = a.ID, b.ID
	return work{work: func(_ context.Context, step step) (*outcome, error) {
		step(5, "comparing")
		d, err := planner.Compare(a.Plan, b.Plan)
		switch {
		case errors.Is(err, planner.ErrOtherBorder):
			return nil, one("#/inputs/b", "a is a plan of %s and b one of %s, which are not one border; name two plans of one", a.Plan.Name, b.Plan.Name).problem(http.StatusUnprocessableEntity)
		case err != nil:
			return nil, err
		}
		return answer("comparison", d)
	}}, nil
}

// checkInputs are the inputs of the process check.
type checkInputs struct {
	Plan string `json:"plan"`
}

// prepareCheck checks a plan, as lindero check does.
func prepareCheck(s *Service, in *checkInputs, _ inputs) (work, *faults) {
	f := &faults{}
	src := s.plan("plan", in.Plan, f)
	if !f.none() {
		return work{}, f
	}
	in.Plan = src.ID
	return work{work: func(ctx context.Context, step step) (*outcome, error) {
		step(5, "checking")
		violations, err := check.Plan(ctx, src.Layout, src.Plan)
		if err != nil {
			return nil, err
		}
		return answer("check", data.SummariseCheck(src.Plan, violations))
	}}, nil
}
