package main

import (
	"io"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"lindero/data"
	"lindero/lang"
	"lindero/planner"
	"lindero/planner/check"
)

// checkCommand is the flags of `lindero check`.
type checkCommand struct {
	*app
	json bool
}

func newCheck(a *app) *cobra.Command {
	k := &checkCommand{app: a}
	c := &cobra.Command{
		Use:   "check SCENARIO PLAN",
		Short: "Check a plan and its proof without the planner",
		Long: `Derives a plan again from the scenario and the plan alone, without the planner:
times, shifts, meeting points, sectors, visits, what is covered and what is
open, and the proof. PLAN is the folder of plan -o, or its plan.json; one made
by hand or by another program is checked the same way.

The status is 0 where the plan is clean, and 1 where it has violations.`,
		Example: `  lindero plan guatemala-mexico -o plan && lindero check guatemala-mexico plan`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usagef("check takes a scenario and a plan of it; see lindero check --help")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return k.run(c, args[0], args[1]) },
	}
	c.Flags().BoolVar(&k.json, "json", false, "print one JSON object instead of the table")
	return c
}

func (k *checkCommand) run(c *cobra.Command, scenario, path string) error {
	l, err := k.lang()
	if err != nil {
		return err
	}
	layout, _, err := readLayout(scenario)
	if err != nil {
		return err
	}
	plan, err := data.ReadPlan(path)
	if err != nil {
		return err
	}
	if plan.Scenario != layout.Scenario.Hash() && otherBorder(plan, layout) {
		return usagef("%s is a plan of another border (%s); name one of %s", path, plan.Name, layout.Scenario.Name)
	}
	progress := newProgress(c.ErrOrStderr(), l)
	progress.busy("checking")
	violations, err := check.Plan(c.Context(), layout, plan)
	progress.end()
	if err != nil {
		return err
	}
	return newChecked(plan, violations).tell(c.OutOrStdout(), l, k.json)
}

// checked is what was found, to be told.
type checked struct{ data.CheckSummary }

func newChecked(p *planner.Plan, violations []check.Violation) *checked {
	return &checked{data.SummariseCheck(p, violations)}
}

// tell prints what was found, and fails where the plan is not clean.
func (r *checked) tell(w io.Writer, l lang.Lang, asJSON bool) error {
	tell := r.print
	if asJSON {
		tell = func(w io.Writer, _ lang.Lang) error { return printJSON(w, r.CheckSummary) }
	}
	if err := tell(w, l); err != nil || r.Clean {
		return err
	}
	return errOpen
}

// widestCell is how many letters of what a plan says fit into a column.
const widestCell = 24

func (r *checked) print(w io.Writer, l lang.Lang) error {
	return buffered(w, func(w io.Writer) error {
		t := newTables(w, l, nil)
		if r.Clean {
			n := r.Checked
			t.wrapped("", "  ", l.Message("Clean: %s things checked (proofs %s, pairs %s, sectors %s, beats %s, meeting points %s, open stretches %s, watched spans %s, gaps %s).",
				l.Count(n.All()), l.Count(n.Proofs), l.Count(n.Pairs), l.Count(n.Sectors), l.Count(n.Beats),
				l.Count(n.MeetingPoints), l.Count(n.Infeasible), l.Count(n.Watches), l.Count(n.Gaps)))
			return t.err
		}
		t.printf("%s\n\n", l.Message("Violations: %s", l.Count(len(r.Violations))))
		rows := [][]string{{l.T("where"), l.T("plan says"), l.T("should be"), l.T("code")}}
		notes := []string{""}
		for _, v := range r.Violations {
			row, note := []string{v.Where, v.Got, v.Want, v.Code}, ""
			if max(utf8.RuneCountInString(v.Got), utf8.RuneCountInString(v.Want)) > widestCell {
				row[1], row[2] = "", ""
				note = l.T("plan says") + ": " + v.Got + "\n" + l.T("should be") + ": " + v.Want
			}
			rows, notes = append(rows, row), append(notes, note)
		}
		t.table(rows, notes, 1, 2, 3)
		return t.err
	})
}
