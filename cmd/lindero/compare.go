package main

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"lindero/data"
	"lindero/lang"
	"lindero/planner"
	"lindero/report/words"
	"lindero/sectors"
)

// compareCommand is the flags of `lindero compare`.
type compareCommand struct {
	*app
	json bool
}

func newCompare(a *app) *cobra.Command {
	k := &compareCommand{app: a}
	c := &cobra.Command{
		Use:   "compare PLAN_A PLAN_B",
		Short: "Compare two plans of one border: what moved, which gaps opened and closed",
		Long: `Compares two plans of one border: which sectors and meeting points moved, and
which gaps opened and closed from plan A to plan B. A PLAN is the folder of
plan -o, or its plan.json.`,
		Example: `  lindero compare plan new-plan`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usagef("compare takes two plans; see lindero compare --help")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return k.run(c, args[0], args[1]) },
	}
	c.Flags().BoolVar(&k.json, "json", false, "print one JSON object instead of the tables")
	return c
}

func (k *compareCommand) run(c *cobra.Command, pathA, pathB string) error {
	l, err := k.lang()
	if err != nil {
		return err
	}
	a, err := data.ReadPlan(pathA)
	if err != nil {
		return err
	}
	b, err := data.ReadPlan(pathB)
	if err != nil {
		return err
	}
	d, err := planner.Compare(a, b)
	switch {
	case errors.Is(err, planner.ErrOtherBorder):
		return usagef("%s is a plan of %s and %s one of %s, which are not one border; name two plans of one", pathA, a.Name, pathB, b.Name)
	case err != nil:
		return err
	}
	if k.json {
		return printJSON(c.OutOrStdout(), d)
	}
	return printComparison(c.OutOrStdout(), l, a, b, d)
}

// comparison prints what differs between two plans.
type comparison struct {
	*tables
	a, b *words.Words
	d    *planner.Comparison
}

func printComparison(w io.Writer, l lang.Lang, a, b *planner.Plan, d *planner.Comparison) error {
	return buffered(w, func(w io.Writer) error {
		none := &sectors.Scenario{}
		t := &comparison{newTables(w, l, nil), words.New(l, none, a), words.New(l, none, b), d}
		t.wrapped("", "", l.Message("From plan A (%s) to plan B (%s)", a.Name, b.Name))
		t.layers()
		t.sectors()
		t.meetings()
		t.gaps(l.T("gaps opened"), d.Opened)
		t.gaps(l.T("gaps closed"), d.Closed)
		if len(d.Sectors)+len(d.Meetings)+len(d.Opened)+len(d.Closed) == 0 {
			t.printf("\n%s\n", l.T("no difference"))
		}
		return t.err
	})
}

func (t *comparison) layers() {
	l := t.l
	rows := [][]string{{l.T("layer"), l.T("never km, A"), l.T("never km, B"), l.T("weighted revisit, A"), l.T("weighted revisit, B")}}
	for _, y := range t.d.Layers {
		rows = append(rows, []string{words.Layer(l, y.Layer), l.Km(y.AUnreachableM), l.Km(y.BUnreachableM), l.Hours(y.ALambdaH), l.Hours(y.BLambdaH)})
	}
	t.section("", rows)
}

func (t *comparison) sectors() {
	l := t.l
	rows := [][]string{{l.T("pair"), l.T("layer"), l.T("sector km, A"), l.T("sector km, B")}}
	span := func(w *words.Words, fromM, toM float64) string {
		if fromM == 0 && toM == 0 {
			return "–"
		}
		return w.Span(fromM, toM)
	}
	for _, s := range t.d.Sectors {
		rows = append(rows, []string{s.Pair, words.Layer(l, s.Layer), span(t.a, s.AFromM, s.AToM), span(t.b, s.BFromM, s.BToM)})
	}
	t.section(l.T("sectors moved"), rows, 1)
}

func (t *comparison) meetings() {
	if len(t.d.Meetings) == 0 {
		return
	}
	t.printf("\n%s\n\n", t.l.T("meetings moved"))
	for _, m := range t.d.Meetings {
		t.wrapped("  ", "    ", t.l.Message("%s: A at %s; B at %s", m.Pair, places(t.a, m.A), places(t.b, m.B)))
	}
}

// places names the places where a pair meets.
func places(w *words.Words, meetings []planner.Meeting) string {
	names := make([]string, len(meetings))
	for i, m := range meetings {
		names[i] = w.Meeting(m.MeetingPoint, m.ChainageM)
	}
	if len(names) == 0 {
		return "–"
	}
	return w.Some(names)
}

// gaps prints spans that are a gap in one of the plans only, with how much
// exposure they add (B's over A's) or take away.
func (t *comparison) gaps(heading string, gaps []planner.GapChange) {
	l, sum, exposure := t.l, 0.0, 0.0
	rows := [][]string{{l.T("route"), l.T("kind"), l.T("from–to km"), l.T("length"), l.T("seen every, A"), l.T("seen every, B"), l.T("rule asks"), "km·h"}}
	for _, g := range gaps {
		sum += g.LengthM
		exposure += g.BExposureKmH - g.AExposureKmH
		rows = append(rows, []string{g.Route, l.T(g.Kind), l.Km(g.FromM) + "–" + l.Km(g.ToM), l.Km(g.LengthM),
			t.revisit(g.ARevisitH, g.ANever), t.revisit(g.BRevisitH, g.BNever), l.Hours(g.AllowedH), t.signed(g.BExposureKmH - g.AExposureKmH)})
	}
	t.section(l.Message("%s: %s km, exposure %s km·h a period", heading, l.Km(sum), t.signed(exposure)), rows, 1)
}

// signed writes a difference, in whole numbers.
func (t *comparison) signed(v float64) string {
	if v > 0 {
		return "+" + t.l.Number(v, 0)
	}
	return t.l.Number(v, 0)
}

// revisit writes the time between two watches.
func (t *comparison) revisit(h float64, never bool) string {
	switch {
	case never:
		return t.l.T("never")
	case h == 0:
		return t.l.T("always")
	}
	return t.l.Hours(h)
}

// section prints a heading and rows below it; nothing where there is only the
// header.
func (t *comparison) section(heading string, rows [][]string, left ...int) {
	if len(rows) == 1 {
		return
	}
	t.printf("\n")
	if heading != "" {
		t.printf("%s\n\n", heading)
	}
	t.table(rows, nil, left...)
}
