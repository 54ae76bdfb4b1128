package main

import (
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"lindero/report"
	"lindero/report/batch"
	"lindero/report/formats"
)

// errSome ends a command of which some inputs failed: it has said which.
var errSome = errors.New("some reports could not be made")

// manySummary is what --json prints of many reports.
type manySummary struct {
	Folder   string            `json:"folder"`
	Made     int               `json:"made"`
	Kept     int               `json:"kept"`
	Failed   int               `json:"failed"`
	Reports  []manyReport      `json:"reports"`
	Failures []batch.FailureOf `json:"failures"`
	batch.Totals
}

type manyReport struct {
	Name  string   `json:"name"`
	Path  string   `json:"path"`
	Title string   `json:"title"`
	Files []string `json:"files"`
	Kept  bool     `json:"kept"`
	batch.Totals
}

// many makes the reports of many plans in a folder.
func (r *reportCommand) many(c *cobra.Command, g *reporting, jobs []batch.Job) error {
	o := &g.options
	switch {
	case r.since != "":
		return usagef("--since is of one border; name one plan, and a file with -o")
	case r.sheets != "":
		return usagef("--sheets are of one plan; name one plan, and a file with -o")
	}
	if !c.Flags().Changed("more") {
		o.More = 0
	}
	codes := r.formats
	if len(codes) == 0 {
		codes = []string{"html"}
	}
	for _, code := range codes {
		f, err := r.format(code)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(o.Formats, func(other formats.Format) bool { return other.Code == f.Code }) {
			o.Formats = append(o.Formats, f)
		}
	}
	progress := newProgress(c.ErrOrStderr(), g.lang)
	o.Progress = progress.counting("reports")
	if o.Progress != nil {
		o.Progress(0, len(jobs)) // its rate counts from now on
	}
	result, err := batch.Run(c.Context(), r.output, jobs, *o)
	progress.end()
	if err != nil {
		return err
	}
	if err := r.tellMany(c, g, result); err != nil {
		return err
	}
	if len(result.Failures) > 0 {
		return errSome
	}
	return nil
}

// tellMany prints what was made, and on standard error what was not.
func (r *reportCommand) tellMany(c *cobra.Command, g *reporting, x *batch.Result) error {
	l, s := g.lang, manySummary{Folder: r.output, Reports: []manyReport{}, Failures: []batch.FailureOf{}}
	for i := range x.Reports {
		one := &x.Reports[i]
		if one.Kept {
			s.Kept++
		} else {
			s.Made++
		}
		s.Add(one.Totals)
		s.Reports = append(s.Reports, manyReport{one.Name, one.Path, one.Title, one.Files, one.Kept, one.Totals})
	}
	s.Failed = len(x.Failures)
	for i := range x.Failures {
		f := &x.Failures[i]
		s.Failures = append(s.Failures, f.Of(l))
	}
	if !r.json {
		for i := range x.Failures {
			if err := tellFailure(c.ErrOrStderr(), g, &x.Failures[i]); err != nil {
				return err
			}
		}
	}
	if r.json {
		return printJSON(c.OutOrStdout(), s)
	}
	return buffered(c.OutOrStdout(), func(w io.Writer) error {
		t := newTables(w, l, nil)
		t.wrapped("", "", l.Message("Reports: %s made, %s kept, %s failed", l.Count(s.Made), l.Count(s.Kept), l.Count(s.Failed)))
		if len(s.Reports) > 0 && !r.public {
			t.wrapped("", "", l.Message("%s km of border: %s km seen as often as the rules ask, %s km too seldom, and %s km never; on average %s km are overdue",
				report.Length(l, s.LengthM), report.Length(l, s.CoveredM), report.Length(l, s.LateM), report.Length(l, s.NeverM), report.Length(l, s.OverdueM)))
		}
		t.printf("\n%s\n", l.Message("Next: open %s", filepath.Join(r.output, batch.Index)))
		return t.err
	})
}

// tellFailure prints why a report could not be made.
func tellFailure(w io.Writer, g *reporting, f *batch.Failure) error {
	_, err := io.WriteString(w, strings.TrimRight(f.In(g.lang), "\n")+"\n")
	return err
}
