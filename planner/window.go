package planner

import (
	"context"
	"errors"
	"fmt"
	"time"

	"lindero/geo"
	"lindero/planner/access"
	"lindero/planner/watch"
	"lindero/sectors"
)

// Errors of Overdue.
var (
	// ErrWindow says that a window of time is empty, or begins before the plan.
	ErrWindow = errors.New("a window begins with the plan or after it, and ends later")
	// ErrLongWindow says that a window is longer than LongestWindow, or holds a
	// million sorties.
	ErrLongWindow = errors.New("the window is too long")
	// ErrNoTimetable says that a plan has beats and no sorties.
	ErrNoTimetable = errors.New("the plan has no timetable")
)

// mostPasses is how many sorties a window may have.
const mostPasses = 1_000_000

// LongestWindow is the longest window that Overdue answers for a plan: twenty
// periods, or 400 days if they are shorter.
func LongestWindow(p *Plan) time.Duration {
	return time.Duration(max(20*p.PeriodH, 400*24) * float64(time.Hour))
}

// Window is what is watched and overdue in a window of time. Hours are from the
// start of the plan.
type Window struct {
	FromH, ToH float64
	Coverage   []RouteSpan
	Gaps       []PlanGap
	Totals     PlanTotals // for the window; means are of days only
}

// Overdue returns what a plan of a layout watches, and what is overdue, from one
// time to another. The timetable repeats, also before the plan's start; a
// sortie of a period in which one of its patrols is not available is not made.
func Overdue(ctx context.Context, l *sectors.Layout, p *Plan, from, to time.Time) (*Window, error) {
	if len(p.Beats) > 0 && len(p.Sorties) == 0 {
		return nil, ErrNoTimetable
	}
	start := l.Scenario.Start
	if from.Before(start) || !from.Before(to) {
		return nil, ErrWindow
	}
	if to.Sub(from) > LongestWindow(p) {
		return nil, ErrLongWindow
	}
	m, err := planModel(l, p)
	if err != nil {
		return nil, err
	}
	// A copy, as the window's own totals and spans take the place of the plan's.
	own := *p
	w, err := newWatcher(ctx, newWays(m, &own, nil))
	if err != nil {
		return nil, err
	}
	if err := w.window(from.Sub(start).Microseconds(), to.Sub(start).Microseconds()); err != nil {
		return nil, err
	}
	w.reason = reasonsOf(l, p)
	if err := w.cover(ctx); err != nil {
		return nil, err
	}
	return &Window{access.Hours(w.fromUs), access.Hours(w.toUs), own.Coverage, own.Gaps, own.Totals}, nil
}

// window takes a window of the timetable, and a period before it and after it: who
// sees a place at all does so in each, so that it is known of every gap how long the
// place goes unseen, and between which sorties, also where the window cuts it.
func (w *watcher) window(fromUs, toUs int64) error {
	w.fromUs, w.toUs = fromUs, toUs
	w.setDays()
	periodUs, at := access.Us(w.p.PeriodH), beatsByID(w.p)
	if periodUs <= 0 {
		return ErrWindow
	}
	rules := &w.Layout.Scenario.Rules.RevisitH
	earliestUs := fromUs - max(access.Us(max(rules.Land, rules.River, rules.Sea)), periodUs)
	for i := range w.p.Sorties {
		s := &w.p.Sorties[i]
		b, ok := at[s.Beat]
		if !ok {
			continue
		}
		patrols, _ := w.ways.patrolsOf(s.Pair)
		leaveUs := min(access.Us(s.DepartH[0]), access.Us(s.DepartH[1]))
		backUs := max(access.Us(s.ReturnH[0]), access.Us(s.ReturnH[1]))
		for turn := (earliestUs - backUs) / periodUs; leaveUs+turn*periodUs < toUs+periodUs; turn++ {
			if backUs+turn*periodUs <= earliestUs || !w.made(s, patrols, turn*periodUs) {
				continue
			}
			if len(w.sorties) >= mostPasses {
				return ErrLongWindow
			}
			meetUs := access.Us(s.MeetH) + turn*periodUs
			w.passes[b] = append(w.passes[b], watch.Pass{Sortie: len(w.sorties), MeetUs: meetUs})
			id := s.ID
			if turn != 0 {
				id = fmt.Sprintf("%s@%d", s.ID, turn+1)
			}
			w.sorties = append(w.sorties, id)
			if d := w.dayAt(meetUs); d >= 0 && meetUs < toUs {
				w.days[d].Sorties++
			}
		}
	}
	return nil
}

// made reports whether both patrols are available for a sortie, so much later
// than the plan has it.
func (w *watcher) made(s *Sortie, patrols [2]*sectors.Patrol, laterUs int64) bool {
	start := w.Layout.Scenario.Start
	for k, p := range patrols {
		if p == nil {
			return false
		}
		leave := start.Add(time.Duration(access.Us(s.DepartH[k])+laterUs) * time.Microsecond)
		back := start.Add(time.Duration(access.Us(s.ReturnH[k])+laterUs) * time.Microsecond)
		if !p.AvailableFrom.IsZero() && leave.Before(p.AvailableFrom) || !p.AvailableTo.IsZero() && back.After(p.AvailableTo) {
			return false
		}
	}
	return true
}

// reasonsOf says why something is never watched as a plan does; what it does
// watch is watched too seldom.
func reasonsOf(l *sectors.Layout, p *Plan) func(route int, s geo.Span) Reason {
	type gap struct {
		geo.Span
		reason Reason
	}
	never := map[string][]gap{}
	for i := range p.Gaps {
		if g := &p.Gaps[i]; g.Reason != RevisitExceeded {
			never[g.Route] = append(never[g.Route], gap{geo.Span{FromM: g.FromM, ToM: g.ToM}, g.Reason})
		}
	}
	return func(route int, s geo.Span) Reason {
		best, most := RevisitExceeded, s.LengthM()/2
		for _, g := range never[l.Routes[route].ID] {
			if m := (geo.Spans{g.Span}).Intersect(geo.Spans{s}).LengthM(); m > most {
				best, most = g.reason, m
			}
		}
		return best
	}
}
