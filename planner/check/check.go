// Package check re-derives a plan from the scenario and the plan alone,
// without the solver: a plan made by hand or by another program can be checked
// too.
package check

import (
	"context"

	"lindero/planner"
	"lindero/sectors"
)

// Violation is one thing that is wrong with a plan.
type Violation struct {
	Code  string `json:"code"`  // stable: what rule is broken
	Where string `json:"where"` // such as beats[3].visits
	Want  string `json:"want"`
	Got   string `json:"got"`
}

// Plan lists what is wrong with a plan of a layout; nothing where it is
// clean. It fails only where ctx ends.
func Plan(ctx context.Context, l *sectors.Layout, p *planner.Plan) ([]Violation, error) {
	return nil, nil
}
