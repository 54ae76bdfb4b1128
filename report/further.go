package report

import (
	"context"

	"lindero/planner"
	"lindero/sectors"
)

// Further asks what so many more pairs would do for a plan, with the options it was
// made with. Of a plan that was changed by hand nothing is asked: its pairs and
// sectors are not those that the question would begin with.
func Further(ctx context.Context, l *sectors.Layout, p *planner.Plan, pairs int) (*planner.Reinforcement, error) {
	if pairs <= 0 || p.Options.Changed != "" || len(p.Pairs) == 0 {
		return nil, nil
	}
	o := planner.Options{StepM: p.Options.StepM, CutsM: p.Options.CutsM, Meet: p.Options.Meet, Handover: p.Options.Handover}
	return planner.Reinforce(ctx, l, planner.ReinforceOptions{Options: o, Patrols: pairs})
}
