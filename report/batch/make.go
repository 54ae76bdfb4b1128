package batch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"

	"lindero/data"
	"lindero/planner"
	"lindero/report"
	"lindero/report/formats"
	"lindero/sectors"
)

// outputError is of writing: no other report could be written either.
type outputError struct{ error }

func (e *outputError) Unwrap() error { return e.error }

// FaultError is a fault of this program in one job.
type FaultError struct {
	What  any // what it panicked with
	Stack []byte
}

func (e *FaultError) Error() string { return "a fault of this program: " + string(e.Stack) }

// made is a report that is there.
type made struct {
	report Report
	entry  entry
}

// in returns the path of what is in the folder of the reports.
func (r *run) in(parts ...string) string {
	return filepath.Join(append([]string{r.dir}, parts...)...)
}

// attempt makes one report. A fault of the program is an error, so that it costs
// one report and not all.
func (r *run) attempt(ctx context.Context, j *Job) (out *made, err error) {
	defer func() {
		if what := recover(); what != nil {
			out, err = nil, &FaultError{what, debug.Stack()}
		}
	}()
	return r.make(ctx, j)
}

func (r *run) make(ctx context.Context, j *Job) (*made, error) {
	src, err := read(j)
	if err != nil {
		return nil, err
	}
	key := r.keyOf(src, j.Name)
	if e, ok := r.record.kept(r.dir, j.Name, key); ok {
		return &made{Report{Job: *j, Summary: e.Summary, Files: filesOf(e), Kept: true}, e}, nil
	}
	in, d, err := document(ctx, j, src, r.o)
	if err != nil {
		return nil, err
	}
	e := entry{Name: j.Name, Key: key, Viewer: viewerOf(r.o.Report.Viewer), Summary: Summary{Title: d.Title, Border: src.scenario.Name,
		Totals: TotalsOf(in.Layout, in.Plan, r.o.Report.Viewer), Sources: d.Sources, Notice: d.Notice}}
	if d.Data != nil {
		e.Columns = columnsOf(in.Plan, d.Data)
	}
	if e.Files, err = r.write(ctx, j, in, d); err != nil {
		return nil, err
	}
	return &made{Report{Job: *j, Summary: e.Summary, Files: filesOf(e)}, e}, nil
}

// Document makes the report of one job; it is what Run makes for each, and writes.
// Of the options it takes all but formats, workers and progress.
func Document(ctx context.Context, j *Job, o Options) (report.Input, *report.Document, error) {
	src, err := read(j)
	if err != nil {
		return report.Input{}, nil, err
	}
	return document(ctx, j, src, o)
}

// source is what a report is made from.
type source struct {
	scenario *sectors.Scenario
	plan     *planner.Plan // nil: the scenario is to be planned
	planHash string        // of plan
}

// read reads the scenario of a job, and its plan.
func read(j *Job) (src source, err error) {
	if _, err := os.Stat(j.Scenario); j.Plan != "" && errors.Is(err, fs.ErrNotExist) {
		return src, problem(j.Path, say("has no scenario beside it: there is no folder %s", j.Scenario), say("copy the scenario there that it was planned from, or plan that again with lindero plan SCENARIO -o FOLDER"))
	}
	src.scenario, _, err = data.ReadScenario(j.Scenario)
	if err != nil || j.Plan == "" {
		return src, err
	}
	if src.plan, err = data.ReadPlan(j.Plan); err != nil {
		return src, err
	}
	if src.plan.Scenario != src.scenario.Hash() {
		return src, problem(j.Path, say("is no plan of the scenario beside it, %s", j.Scenario), say("plan that again with lindero plan %s -o FOLDER", j.Scenario))
	}
	src.planHash, err = src.plan.Hash()
	return src, err
}

func document(ctx context.Context, j *Job, src source, o Options) (in report.Input, d *report.Document, err error) {
	in = report.Input{Plan: src.plan, PlanHash: src.planHash, Since: o.Since}
	if in.Layout, err = sectors.NewLayout(src.scenario); err != nil {
		return in, nil, err
	}
	if in.Plan == nil {
		if in.Plan, err = planner.Run(ctx, in.Layout, o.Plan); err != nil {
			return in, nil, data.PlanProblems(j.Path, err)
		}
	}
	in.ScenarioHash = in.Plan.Scenario // of a plan that was read, this was looked at
	if in.More, err = report.Further(ctx, in.Layout, in.Plan, o.More); err != nil {
		return in, nil, data.PlanProblems(j.Path, err)
	}
	d, err = report.New(in, o.Report)
	return in, d, err
}

// filesOf returns the files of a report.
func filesOf(e entry) []string { return slices.Sorted(maps.Keys(e.Files)) }

// keyOf names all that decides what is in a report.
func (r *run) keyOf(src source, name string) string {
	s := src.scenario
	in := input{Form: recordForm, Version: r.o.Plan.Version, Name: name, Scenario: s.Hash(), Start: s.Start.Format("-07:00"),
		Plan: src.planHash, Since: r.since, Step: r.o.Plan.StepM, Meet: string(r.o.Plan.Meet), More: r.o.More, Report: r.o.Report, Writing: r.o.Writing}
	for _, f := range r.o.Formats {
		in.Formats = append(in.Formats, f.Code)
	}
	slices.Sort(in.Formats)
	return in.key()
}

// write writes the folder of a report, whole or not at all, and returns the hashes
// of its files.
func (r *run) write(ctx context.Context, j *Job, in report.Input, d *report.Document) (map[string]string, error) {
	f, err := data.ReplaceFolder(r.in(j.Name), func(e fs.DirEntry) bool { return e.Type().IsRegular() && r.ourFile(e.Name()) })
	if err != nil {
		return nil, err
	}
	defer f.Abandon()
	sums := map[string]string{}
	for _, format := range r.o.Formats {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		write := func(w io.Writer) error { return format.Write(w, d, r.o.Writing) }
		if err := writeFile(f, "report."+format.Code, sums, write); err != nil {
			return nil, err
		}
	}
	err = writeFile(f, gapsGeoJSON, sums, func(w io.Writer) error { return writeFeatures(w, j.Name, in, d) })
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := f.Commit(); err != nil {
		return nil, &outputError{err}
	}
	return sums, nil
}

// ourFile reports whether a file is one that the folder of a report has.
func (r *run) ourFile(name string) bool {
	of := func(code string) bool { return name == "report."+code }
	return name == gapsGeoJSON || slices.ContainsFunc(formats.Codes(), of) ||
		slices.ContainsFunc(r.o.Formats, func(f formats.Format) bool { return of(f.Code) })
}

// writeFile writes a file of a folder and notes its hash. Errors of the disk are
// told from those of a writer.
func writeFile(f *data.Folder, name string, sums map[string]string, write func(io.Writer) error) error {
	hash, sink, own := sha256.New(), &sink{}, error(nil)
	err := f.Write("", name, func(w io.Writer) error {
		sink.to = w
		own = write(io.MultiWriter(sink, hash))
		return own
	})
	if err != nil {
		if own != nil && sink.err == nil {
			return own
		}
		return &outputError{err}
	}
	sums[name] = hex.EncodeToString(hash.Sum(nil))
	return nil
}

// sink knows whether writing failed.
type sink struct {
	to  io.Writer
	err error
}

func (s *sink) Write(p []byte) (int, error) {
	n, err := s.to.Write(p)
	if err != nil {
		s.err = err
	}
	return n, err
}
