package planner

import (
	"context"
	"testing"

	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/planner/divide"
	"lindero/sectors"
)

// Recovered returns a plan of a scenario, with what is watched in it, the gaps and
// the totals worked out by a watcher of its own that knows nothing of any plan
// before: on the border as it is cut for another plan of the same border.
func Recovered(t testing.TB, cut *sectors.Layout, before *Plan, s *sectors.Scenario, p *Plan) *Plan {
	t.Helper()
	fail := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx := context.Background()
	l, err := sectors.NewLayout(s)
	fail(err)
	base, err := axis.New(cut, before.Options.StepM, before.Options.CutsM...)
	fail(err)
	x := *base
	x.Layout, x.Meetings, x.Sectors = l, nil, nil
	r := &run{Axis: &x, ctx: ctx, s: s, o: p.Options}
	for i := range p.MeetingPoints {
		x.Meetings = append(x.Meetings, axis.Meeting{Breakpoint: r.nearestBreakpoint(p.MeetingPoints[i].ChainageM)})
	}
	r.weigh()
	r.meet()
	r.model, err = access.NewModel(&x)
	fail(err)
	for i := range s.Patrols {
		r.tables = append(r.tables, r.model.New(&s.Patrols[i]))
	}
	at := r.patrolsByID()
	var layers []*layer
	for _, name := range layerNames(s) {
		y := &layer{run: r, name: name}
		for i := range p.Pairs {
			if q := &p.Pairs[i]; q.Layer == name {
				c := r.crew(q.ID, at[q.Patrols[0]], at[q.Patrols[1]], true)
				r.equip(c)
				y.crews = append(y.crews, c)
			}
		}
		y.in = y.instance()
		y.starts = divide.Starts(y.in)
		y.begin()
		layers = append(layers, y)
	}
	own := *p
	own.Coverage, own.Gaps, own.Totals = nil, nil, PlanTotals{}
	fail(r.cover(&own, layers))
	return &own
}
