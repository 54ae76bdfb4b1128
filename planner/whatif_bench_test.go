package planner_test

import (
	"context"
	"syscall"
	"testing"

	"lindero/planner"
)

// BenchmarkWhatIf asks about Guatemala and Mexico: what if each meeting point in
// turn, then each boundary, is moved by a kilometre to and fro, and a patrol is
// out for longer.
func BenchmarkWhatIf(b *testing.B) {
	a := askedOf(b, boxed(b, "guatemala-mexico"), planner.Options{})
	to := func(m float64, k int) *float64 {
		return metres(min(max(m+float64(k%21-10)*100, 0), a.p.LengthM))
	}
	for _, x := range []struct {
		name string
		ask  func(k int) planner.PlanChange
	}{
		{"point", func(k int) planner.PlanChange {
			m := &a.p.MeetingPoints[k%len(a.p.MeetingPoints)]
			return planner.PlanChange{Change: planner.MoveMeetingPoint, MeetingPoint: m.ID, ToM: to(m.ChainageM, k)}
		}},
		{"met", func(k int) planner.PlanChange { // one at which somebody meets
			beat := &a.p.Beats[k%len(a.p.Beats)]
			return planner.PlanChange{Change: planner.MoveMeetingPoint, MeetingPoint: beat.MeetingPoint, ToM: to(beat.MeetM, k)}
		}},
		{"boundary", func(k int) planner.PlanChange {
			s := &a.p.Sectors[k%len(a.p.Sectors)]
			m := s.ToM - 1000
			if k%2 == 0 {
				m -= 500
			}
			return planner.PlanChange{Change: planner.MoveBoundary, Sector: s.ID, End: planner.SectorTo, ToM: &m}
		}},
		{"patrol", func(k int) planner.PlanChange {
			p := &a.l.Scenario.Patrols[k%len(a.l.Scenario.Patrols)]
			h := p.ShiftH - 0.5
			return planner.PlanChange{Change: planner.ChangePatrol, Patrol: p.ID, ShiftH: &h}
		}},
		{"rest", func(k int) planner.PlanChange {
			p := &a.l.Scenario.Patrols[k%len(a.l.Scenario.Patrols)]
			h := p.RestH + 1
			return planner.PlanChange{Change: planner.ChangePatrol, Patrol: p.ID, RestH: &h}
		}},
	} {
		b.Run(x.name, func(b *testing.B) {
			b.ReportAllocs()
			k, before := 0, processorMs()
			for b.Loop() {
				if _, err := a.w.Ask(context.Background(), planner.Question{Changes: []planner.PlanChange{x.ask(k)}, NoDays: true}); err != nil {
					b.Fatal(err)
				}
				k++
			}
			b.ReportMetric((processorMs()-before)/float64(k), "cpu-ms/op")
		})
	}
}

// processorMs is the processor time that the process has had, in milliseconds.
func processorMs() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e6
}
