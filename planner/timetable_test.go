package planner_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lindero/planner"
	again "lindero/planner/check"
	"lindero/sectors"
)

// timedCase is an odd wish for a timetable, and what has to be said of it.
type timedCase struct {
	name   string
	change func(*sectors.Scenario, *planner.Options)
	note   planner.NoteCode // that has to be there; empty: none of the timetable
	holds  func(*planner.Plan) bool
}

func everybody(f func(*sectors.Patrol)) func(*sectors.Scenario, *planner.Options) {
	return func(s *sectors.Scenario, _ *planner.Options) {
		for i := range s.Patrols {
			f(&s.Patrols[i])
		}
	}
}

func zoned(t *testing.T, name string, start string) func(*sectors.Scenario, *planner.Options) {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation(time.DateOnly, start, zone)
	if err != nil {
		t.Fatal(err)
	}
	return func(s *sectors.Scenario, _ *planner.Options) { s.Start, s.Sides[0].Zone = at, zone }
}

func anySortie(p *planner.Plan) bool { return len(p.Sorties) > 0 }
func noSortie(p *planner.Plan) bool  { return len(p.Sorties) == 0 }

// TestOddTimetables: what is odd is explained, and never a wrong number: check
// finds nothing in any of the plans.
func TestOddTimetables(t *testing.T) {
	day := 24 * time.Hour
	both := func(fs ...func(*sectors.Scenario, *planner.Options)) func(*sectors.Scenario, *planner.Options) {
		return func(s *sectors.Scenario, o *planner.Options) {
			for _, f := range fs {
				f(s, o)
			}
		}
	}
	byDay := func(s *sectors.Scenario, _ *planner.Options) { s.Rules.Daylight = []sectors.Kind{sectors.Land} }
	for _, c := range []timedCase{
		{"as it is", both(), "", anySortie},
		{"a shift longer than the period", everybody(func(p *sectors.Patrol) { p.ShiftH = 2000 }), planner.NoteShiftTooLong, noSortie},
		{"rest longer than the period", everybody(func(p *sectors.Patrol) { p.RestH = 2000 }), planner.NoteRestTooLong, noSortie},
		{"clocks that change", zoned(t, "America/New_York", "2027-03-08"), planner.NoteClockChange, func(p *planner.Plan) bool {
			return slices.ContainsFunc(p.Totals.Days, func(d planner.Day) bool { return d.Date == "2027-03-14" && d.ToH-d.FromH == 23 })
		}},
		{"away for a part", everybody(func(p *sectors.Patrol) {
			p.AvailableFrom = time.Date(2027, 1, 10, 0, 0, 0, 0, time.UTC)
			p.AvailableTo = p.AvailableFrom.Add(8 * day)
		}), planner.NoteAway, func(p *planner.Plan) bool {
			for _, s := range p.Sorties {
				if s.DepartH[0] < 0 || s.ReturnH[0]-s.DepartH[0] > 8*24 {
					return false
				}
			}
			return anySortie(p)
		}},
		{"by daylight", byDay, "", func(p *planner.Plan) bool {
			for _, s := range p.Sorties { // the sun of the equator
				at := time.Date(2027, 1, 4, 0, 0, 0, 0, time.UTC).Add(time.Duration(s.MeetH * float64(time.Hour)))
				if h := at.Hour(); h < 5 || h > 18 {
					return false
				}
			}
			return anySortie(p)
		}},
		{"walks longer than a day", both(byDay, everybody(func(p *sectors.Patrol) {
			p.SpeedKmh.Land, p.ShiftH, p.RestH, p.ShiftsPerWeek = 0.3, 100, 20, 1
		})), planner.NoteNotScheduled, func(p *planner.Plan) bool {
			return slices.ContainsFunc(p.Gaps, func(g planner.PlanGap) bool { return g.Reason == planner.NotScheduled })
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, o := sound(t), planner.Options{StepM: 500}
			c.change(s, &o)
			l := layoutOf(t, s)
			p, err := planner.Run(context.Background(), l, o)
			if err != nil {
				t.Fatal(err)
			}
			noted := slices.ContainsFunc(p.Notes, func(n planner.Note) bool { return n.Code == c.note })
			if c.note != "" && !noted || !c.holds(p) {
				t.Errorf("notes %v, %d sorties", p.Notes, len(p.Sorties))
			}
			found, err := again.Plan(context.Background(), l, p)
			if err != nil || len(found) > 0 {
				t.Errorf("%v: %v", err, found[:min(len(found), 5)])
			}
		})
	}
}

// TestOverdueWindow: windows add up to the plan's own gaps, which are those of the
// window that is the period, and a period later all is the same.
func TestOverdueWindow(t *testing.T) {
	s := sound(t)
	s.Rules.RevisitH.Land = 20 // less than the patrols can hold
	l := layoutOf(t, s)
	p, err := planner.Run(context.Background(), l, planner.Options{StepM: 500})
	if err != nil {
		t.Fatal(err)
	}
	sum := func(gaps []planner.PlanGap) (x float64) {
		for _, g := range gaps {
			x += g.ExposureKmH
		}
		return x
	}
	at := func(h float64) time.Time { return s.Start.Add(time.Duration(h * float64(time.Hour))) }
	parts := 0.0
	// Some begin soon after a watch, when what was before still counts.
	cuts := []float64{0, 5, 12, 20, 31.7, 50, 100, 333.3, p.PeriodH}
	for i := 1; i < len(cuts); i++ {
		w, err := planner.Overdue(context.Background(), l, p, at(cuts[i-1]), at(cuts[i]))
		if err != nil {
			t.Fatal(err)
		}
		parts += sum(w.Gaps)
		later, err := planner.Overdue(context.Background(), l, p, at(cuts[i-1]+p.PeriodH), at(cuts[i]+p.PeriodH))
		if err != nil {
			t.Fatal(err)
		}
		if a, b := sum(w.Gaps), sum(later.Gaps); a-b > 1e-3 || b-a > 1e-3 {
			t.Errorf("from %v h: %v km·h, and a period later %v", cuts[i-1], a, b)
		}
	}
	if whole := sum(p.Gaps); whole < 1 || parts-whole > 1e-3*whole || whole-parts > 1e-3*whole {
		t.Errorf("the windows have %v km·h in all, the plan %v", parts, whole)
	}
	whole, err := planner.Overdue(context.Background(), l, p, at(0), at(p.PeriodH))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p.Gaps, whole.Gaps); diff != "" { // to the last bit, also those that go on over its ends
		t.Errorf("of the whole period: %s", diff)
	}
	for _, c := range [][2]float64{{-1, 5}, {5, 5}, {6, 5}, {0, 1e6}} {
		if _, err := planner.Overdue(context.Background(), l, p, at(c[0]), at(c[1])); err == nil {
			t.Errorf("a window from %v to %v h is answered", c[0], c[1])
		}
	}
}
