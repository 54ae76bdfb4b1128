package main

import (
	"cmp"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lindero/data"
	"lindero/lang"
	"lindero/planner"
	"lindero/sectors"
)

// overdueFlags are the flags of `lindero gaps` about a plan's timetable.
type overdueFlags struct{ plan, from, to string }

func (o *overdueFlags) chosenBy(f *pflag.FlagSet) {
	f.StringVar(&o.plan, "plan", "", "a plan of the scenario: find what is overdue in its timetable")
	f.StringVar(&o.from, "from", "", "first day (2027-01-04) or time (RFC 3339) of the window; default: the start of the plan")
	f.StringVar(&o.to, "to", "", "last day or time of the window; default: the end of the period")
}

// overdue answers `lindero gaps SCENARIO --plan PLAN`.
func (g *gapsCommand) overdue(c *cobra.Command, l lang.Lang, name string) error {
	out, err := g.open()
	if err != nil {
		return err
	}
	defer data.Abandon(out.geojson, out.csv)
	layout, _, err := readLayout(name)
	if err != nil {
		return err
	}
	plan, err := data.ReadPlan(g.timed.plan)
	if err != nil {
		return err
	}
	if plan.Scenario != layout.Scenario.Hash() {
		return usagef("--plan: %s is a plan of another scenario (%s); plan %s first", g.timed.plan, plan.Name, name)
	}
	from, to, err := g.timed.window(layout.Scenario)
	if err != nil {
		return err
	}
	progress := newProgress(c.ErrOrStderr(), l)
	progress.busy("checking")
	window, err := planner.Overdue(c.Context(), layout, plan, from, to)
	progress.end()
	switch {
	case errors.Is(err, planner.ErrNoTimetable):
		return usagef("--plan: %s has no timetable; plan again with this version of the program", g.timed.plan)
	case errors.Is(err, planner.ErrLongWindow):
		return usagef("the window is %s long; give at most %s", l.Hours(to.Sub(from).Hours()), l.Hours(planner.LongestWindow(plan).Hours()))
	case err != nil:
		return err
	}
	return g.tellOverdue(c, l, out, layout, plan, window)
}

// window reads the window of time.
func (o *overdueFlags) window(s *sectors.Scenario) (from, to time.Time, err error) {
	end := s.Start.Add(time.Duration(s.PeriodD * 24 * float64(time.Hour)))
	if from, err = moment("from", o.from, s.Start, false); err != nil {
		return from, to, err
	}
	if to, err = moment("to", o.to, end, true); err != nil {
		return from, to, err
	}
	if from.Before(s.Start) {
		return from, to, usagef("--from: the timetable begins on %s; give that or a later time", stamp(s.Start))
	}
	if !from.Before(to) {
		return from, to, usagef("--to: %s is not after --from, %s; give a later time", cmp.Or(o.to, stamp(to)), cmp.Or(o.from, stamp(from)))
	}
	return from, to, nil
}

// tellOverdue writes the files, and prints.
func (g *gapsCommand) tellOverdue(c *cobra.Command, l lang.Lang, out *outputs, layout *sectors.Layout, plan *planner.Plan, w *planner.Window) error {
	geojson := func(to io.Writer) error { return data.WriteOverdueGeoJSON(to, layout, plan, w) }
	csv := func(to io.Writer) error { return data.WriteOverdueCSV(to, layout, plan, w) }
	if err := out.write(c.Context(), c.OutOrStdout(), geojson, csv); err != nil {
		return err
	}
	switch {
	case g.json:
		return printJSON(c.OutOrStdout(), data.SummariseOverdue(layout, plan, w))
	case g.output == "-" || g.csv == "-":
		return nil
	}
	t := newPlanTables(l, layout, plan)
	return buffered(c.OutOrStdout(), func(to io.Writer) error {
		t.tables = newTables(to, l, nil)
		t.overdue(w)
		return t.err
	})
}

// overdue prints what is overdue in a window.
func (t *planTables) overdue(w *planner.Window) {
	l := t.l
	at := func(h float64) time.Time {
		return t.layout.Scenario.Start.Add(time.Duration(h * float64(time.Hour)).Round(time.Second))
	}
	t.wrapped("", "", l.Message("Overdue in %s, from %s to %s", t.words.Plan.Name, stamp(at(w.FromH)), stamp(at(w.ToH))))
	t.printf("\n")
	t.sumsOf(w.Totals.Kinds)
	gaps := slices.Clone(w.Gaps)
	slices.SortStableFunc(gaps, func(a, b planner.PlanGap) int { return cmp.Compare(b.ExposureKmH, a.ExposureKmH) })
	if len(gaps) == 0 {
		t.printf("\n%s\n", l.T("nothing overdue"))
		return
	}
	heading := "all overdue"
	if len(gaps) > mostOverdue {
		heading = "longest overdue"
	}
	t.printf("\n%s\n\n", strings.ReplaceAll(l.T(heading), "{n}", l.Count(mostOverdue)))
	rows, notes := [][]string{{l.T("route"), l.T("from–to km"), l.T("length"), l.T("kind"), l.T("exposure km·h"), l.T("worst")}}, []string{""}
	for i := range gaps[:min(len(gaps), mostOverdue)] {
		g := &gaps[i]
		name, fromM := t.route(g.Route)
		rows = append(rows, []string{name, l.Km(fromM+g.FromM) + "–" + l.Km(fromM+g.ToM), l.Km(g.LengthM), l.T(g.Kind), l.Number(g.ExposureKmH, 1), l.Hours(g.GapH)})
		from := at(g.FromH)
		to := stamp(at(g.ToH))
		note := l.Message("from %s to %s; %s; up to %s late", stamp(from), to, l.T(string(g.Reason)), l.Hours(g.GapH))
		var near []string
		for _, id := range []string{g.MeetingPoint, g.Posts[0], g.Posts[1]} {
			if m := t.words.Meets[id]; m != nil && m.Name != "" {
				near = append(near, m.Name)
			} else if id != "" {
				near = append(near, t.words.Post(id))
			}
		}
		if len(near) > 0 {
			note = l.Message("%s; nearest: %s", note, t.words.Some(near))
		}
		notes = append(notes, note)
	}
	t.table(rows, notes, 3)
}

// mostOverdue is how many of the largest gaps a table lists.
const mostOverdue = 20

// route returns the name of a route, and where on the border it begins; 0 for
// others.
func (t *planTables) route(id string) (name string, fromM float64) {
	for i := range t.layout.Routes {
		r := &t.layout.Routes[i]
		if r.ID != id {
			continue
		}
		if i < len(t.layout.BorderFromM) {
			fromM = t.layout.BorderFromM[i]
		}
		return cmp.Or(r.Name, r.ID), fromM
	}
	return id, 0
}
