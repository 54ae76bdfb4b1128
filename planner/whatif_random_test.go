package planner_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/paulmach/orb"

	"lindero/planner"
	"lindero/sectors"
)

// question makes a question about a plan by chance.
func (m *maker) question(s *sectors.Scenario, p *planner.Plan) planner.Question {
	var q planner.Question
	for range 1 + m.IntN(3) {
		q.Changes = append(q.Changes, m.change(s, p, len(q.Changes)))
	}
	return q
}

func (m *maker) change(s *sectors.Scenario, p *planner.Plan, k int) planner.PlanChange {
	somewhere := func(c planner.PlanChange) planner.PlanChange {
		if m.chance(50) {
			c.ToM = metres(m.Float64() * p.LengthM)
		} else {
			at := spot(m.between(0, m.lengthKm, 0.1), m.between(-1, 1, 0.1))
			c.At = &orb.Point{at[0], at[1]}
		}
		return c
	}
	patrol := &s.Patrols[m.IntN(len(s.Patrols))]
	switch n := m.IntN(12); {
	case n < 3 && len(s.MeetingPoints) > 0:
		return somewhere(planner.PlanChange{Change: planner.MoveMeetingPoint, MeetingPoint: s.MeetingPoints[m.IntN(len(s.MeetingPoints))].ID})
	case n == 3 && len(s.MeetingPoints) > 0:
		return planner.PlanChange{Change: planner.RemoveMeetingPoint, MeetingPoint: s.MeetingPoints[m.IntN(len(s.MeetingPoints))].ID}
	case n < 7 && len(p.Sectors) > 0:
		x := &p.Sectors[m.IntN(len(p.Sectors))]
		to := x.FromM + (0.1+0.8*m.Float64())*x.LengthM
		c := planner.PlanChange{Change: planner.MoveBoundary, Sector: x.ID, End: planner.SectorFrom, ToM: &to}
		if m.chance(50) {
			c.End = planner.SectorTo
		}
		return c
	case n == 7:
		h := m.between(3, 10, 0.5)
		return planner.PlanChange{Change: planner.ChangePatrol, Patrol: patrol.ID, ShiftH: &h}
	case n == 8:
		r, v := m.between(0, 2000, 500), m.between(2, 6, 0.5)
		return planner.PlanChange{Change: planner.ChangePatrol, Patrol: patrol.ID, WatchRadiusM: &r, SpeedLandKmh: &v}
	case n == 9:
		return planner.PlanChange{Change: planner.RemovePatrol, Patrol: patrol.ID}
	case n == 10:
		rule := planner.ChangeRules[m.IntN(len(planner.ChangeRules))]
		v := m.between(24, 336, 24)
		if rule == planner.RuleDetourFactor {
			v = m.between(1, 1.5, 0.1)
		}
		return planner.PlanChange{Change: planner.ChangeRule, Rule: rule, Value: &v}
	}
	return somewhere(planner.PlanChange{Change: planner.AddMeetingPoint, MeetingPoint: fmt.Sprintf("new%d", k)})
}

// TestWhatIfRandom asks chance questions about chance plans, and holds the
// answers to the slow way, to Compare and to check.
func TestWhatIfRandom(t *testing.T) {
	plans := uint64(60)
	if testing.Short() {
		plans = 10
	}
	answers := 0
	for n := range plans {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			m := makerOf(900_000 + n)
			s := m.scenario(t, 4)
			l := layoutFor(t, s)
			p, err := planner.Run(t.Context(), l, planner.Options{Handover: m.chance(20), StepM: m.between(100, 500, 50)})
			if len(problems(err)) > 0 {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			w, err := planner.NewWhatIf(t.Context(), l, p)
			if err != nil {
				t.Fatal(err)
			}
			a, before := &asked{t, l, p, w}, bytesOf(t, p)
			for range 4 {
				q := m.question(s, p)
				got, err := w.Ask(t.Context(), q)
				var wrong *planner.QuestionError
				if errors.As(err, &wrong) || len(problems(err)) > 0 {
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				answers++
				a.clean(q, got)
			}
			if bytesOf(t, p) != before {
				t.Error("the plan is another")
			}
		})
	}
	if answers < int(plans) {
		t.Errorf("only %d questions were answered", answers)
	}
}
