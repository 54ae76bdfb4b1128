package planner

import (
	"context"
	"errors"

	"lindero/sectors"
)

// ErrOtherScenario says that a plan is not one of the scenario at hand.
var ErrOtherScenario = errors.New("the plan is of another scenario")

// WhatIf answers what changes of a plan would do. It is safe for concurrent use
// and holds what is common to all questions; neither the layout nor the plan is
// ever changed.
type WhatIf struct {
	layout *sectors.Layout
	plan   *Plan
}

// NewWhatIf makes ready what questions about a plan of a layout have in common.
// It fails with ErrOtherScenario where the plan is not of the layout's scenario,
// with an *InputError where nothing can be planned with that, and where ctx ends.
func NewWhatIf(ctx context.Context, l *sectors.Layout, p *Plan) (*WhatIf, error) {
	if p == nil || p.Scenario != l.Scenario.Hash() {
		return nil, ErrOtherScenario
	}
	return &WhatIf{l, p}, ctx.Err()
}

// Ask answers a question. It fails with a *QuestionError, which has every
// problem, where a change cannot be made, with Run's errors where it is asked
// for a plan anew, and where ctx ends.
func (w *WhatIf) Ask(ctx context.Context, q Question) (*Answer, error) {
	return nil, errors.ErrUnsupported
}

// Scenario returns the plan's scenario with the changes of a question applied:
// what Answer.Plan is a plan of. A boundary that was moved is a fixed sector of
// each pair beside it, and these pairs are fixed; without Question.Again all
// pairs of the plan are. It fails with a *QuestionError as Ask does.
func (q Question) Scenario(w *WhatIf) (*sectors.Scenario, error) {
	return nil, errors.ErrUnsupported
}
