package main

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"lindero/data"
	"lindero/planner"
	"lindero/report"
	"lindero/report/batch"
	"lindero/report/formats"
)

// reportSummary is what --json prints of one report.
type reportSummary struct {
	File     string   `json:"file"`
	Format   string   `json:"format"`
	Sheets   []string `json:"sheets,omitempty"`
	Title    string   `json:"title"`
	Scenario string   `json:"scenario,omitempty"` // hash
	Plan     string   `json:"plan,omitempty"`     // hash
	batch.Totals
}

// one makes the report of one plan.
func (r *reportCommand) one(c *cobra.Command, g *reporting, f formats.Format, j *batch.Job) error {
	if r.output != "-" && (sameFile(r.output, j.Path) || sameFile(r.output, r.since)) {
		return usagef("%s is read and would be written over; name another file for the report", r.output)
	}
	if w := c.OutOrStdout(); r.output == "-" && f.Binary && isTerminal(w) {
		return usagef("-o -: a terminal cannot show %s; name a file, or lead it on with | or >", f.Code)
	}
	var out *data.Output
	var err error
	if r.output != "-" {
		if out, err = data.Create(r.output); err != nil {
			return err
		}
		defer data.Abandon(out)
	}
	g.options.Report.Bare = !f.Figures
	g.options.Formats = []formats.Format{f}
	progress := newProgress(c.ErrOrStderr(), g.lang)
	progress.busy("planning")
	in, doc, err := batch.Document(c.Context(), j, g.options)
	progress.end()
	if err != nil {
		return r.told(g, j, err)
	}
	write := func(w io.Writer) error { return f.Write(w, doc, g.options.Writing) }
	if out != nil { // on the disk before the sheets take their name
		if err := write(out); err != nil {
			return err
		}
		if err := out.Flush(); err != nil {
			return err
		}
	}
	var sheets []string
	if r.sheets != "" {
		if sheets, err = batch.WriteSheets(c.Context(), r.sheets, in, g.options); err != nil {
			return err
		}
	}
	if out == nil {
		return buffered(c.OutOrStdout(), write)
	}
	if err := c.Context().Err(); err != nil {
		return err
	}
	if err := data.Commit(out); err != nil {
		return err
	}
	return r.tellOne(c.OutOrStdout(), g, f, in, doc, sheets)
}

// told makes usage errors of those that a flag can mend.
func (r *reportCommand) told(g *reporting, j *batch.Job, err error) error {
	switch {
	case errors.Is(err, planner.ErrOtherBorder):
		return usagef("--since: %s is a plan of another border; name one of that of %s", r.since, j.Path)
	case errors.Is(err, report.ErrNoSide):
		return usagef("--side: %q is no side of %s; name one of its sides", g.options.Report.Viewer.Side, j.Path)
	}
	return err
}

// tellOne prints what was written.
func (r *reportCommand) tellOne(w io.Writer, g *reporting, f formats.Format, in report.Input, doc *report.Document, sheets []string) error {
	s := reportSummary{File: r.output, Format: f.Code, Sheets: sheets, Title: doc.Title, Totals: batch.TotalsOf(in.Layout, in.Plan, g.options.Report.Viewer)}
	if r.json {
		if g.options.Report.Viewer == (report.Viewer{}) {
			s.Scenario = in.Plan.Scenario
			var err error
			if s.Plan, err = in.Plan.Hash(); err != nil {
				return err
			}
		}
		return printJSON(w, s)
	}
	l := g.lang
	return buffered(w, func(w io.Writer) error {
		t := newTables(w, l, nil)
		t.printf("%s\n", doc.Title)
		for _, line := range doc.Summary {
			t.wrapped("  ", "  ", line)
		}
		t.printf("\n%s\n", l.Message("Written to %s", r.output))
		if r.sheets != "" {
			t.printf("%s\n", l.Message("Sheets and calendars, %s files: %s", l.Count(len(sheets)), r.sheets))
		}
		return t.err
	})
}
