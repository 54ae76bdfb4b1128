package batch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"sync"

	"lindero/data"
	"lindero/planner"
	"lindero/report"
	"lindero/report/formats"
	"lindero/sectors"
)

// Options say what to make.
type Options struct {
	Report  report.Options // Bare is chosen by the formats
	Formats []formats.Format
	Writing formats.Options
	Plan    planner.Options // of scenarios; its Version is that of the program
	More    int             // how many further pairs to try; 0: it is not asked
	Since   *planner.Plan   // an earlier plan; nil: none. Its border has to be that of every job
	Workers int             // 0: as many as there are cores
	// Progress, if any, is called as jobs end, never by two at a time.
	Progress func(done, total int)
}

// Result is what came of a run.
type Result struct {
	Reports  []Report  // the longest border overdue on average first, then the largest exposure, then by name
	Failures []Failure // in the order of the jobs
}

// Report is a report that is there.
type Report struct {
	Job
	Summary
	Files []string // in its folder, sorted
	Kept  bool     // it was there from an earlier run
}

// Summary is what is known of a report without reading it.
type Summary struct {
	Title  string `json:"title"`
	Border string `json:"border"` // its name
	Totals
	// Columns of the table of gaps, and what belongs on every copy.
	Columns []string        `json:"columns"`
	Sources []report.Source `json:"sources"`
	Notice  string          `json:"notice"`
}

// Totals are the sums of a report, for one period. What a viewer may not see is 0.
type Totals struct {
	LengthM float64 `json:"length_m"` // of the border
	// Of the border: seen as often as the rules ask, too seldom, never, and overdue
	// on average, so that periods may differ.
	CoveredM    float64 `json:"border_covered_m,omitempty"`
	LateM       float64 `json:"border_late_m,omitempty"`
	NeverM      float64 `json:"border_never_m,omitempty"`
	OverdueM    float64 `json:"border_overdue_mean_m,omitempty"`
	GapM        float64 `json:"gap_m,omitempty"`         // of all watched routes, open at some time
	ExposureKmH float64 `json:"exposure_km_h,omitempty"` // of all gaps
	Gaps        int     `json:"gaps,omitempty"`
	Sectors     int     `json:"sectors"`
}

// Add adds others.
func (t *Totals) Add(o Totals) {
	t.LengthM += o.LengthM
	t.CoveredM += o.CoveredM
	t.LateM += o.LateM
	t.NeverM += o.NeverM
	t.OverdueM += o.OverdueM
	t.GapM += o.GapM
	t.ExposureKmH += o.ExposureKmH
	t.Gaps += o.Gaps
	t.Sectors += o.Sectors
}

// TotalsOf returns the sums of a plan that a viewer may see.
func TotalsOf(l *sectors.Layout, p *planner.Plan, v report.Viewer) Totals {
	t := Totals{LengthM: p.LengthM, Sectors: len(p.Sectors)}
	if v.Public {
		return t
	}
	b := report.Border(l, p)
	t.CoveredM, t.LateM, t.NeverM = b.CoveredM, b.LateM, max(b.GapM-b.LateM, 0)
	if p.PeriodH > 0 {
		t.OverdueM = b.ExposureKmH / p.PeriodH * 1000
	}
	t.Gaps = len(p.Gaps)
	for _, k := range p.Totals.Kinds {
		t.GapM += k.GapM
		t.ExposureKmH += k.ExposureKmH
	}
	return t
}

// Failure is a job that came to nothing.
type Failure struct {
	Job
	Err error
}

// Files beside the folders of reports. Index is the page that leads to them.
const (
	Index       = "index.html"
	gapsGeoJSON = "gaps.geojson"
	gapsCSV     = "gaps.csv"
)

// InterruptedError says that a run was stopped; what it made stands, and the same
// run again goes on from there.
type InterruptedError struct{ Done, Total int }

func (e *InterruptedError) Error() string {
	return fmt.Sprintf("interrupted; %d of %d reports are done", e.Done, e.Total)
}

// Is makes it a cancellation.
func (e *InterruptedError) Is(target error) bool { return target == context.Canceled }

// Run makes the reports of jobs in a folder, which is made if it is not there, and
// then its index and the gaps of all. Jobs that fail are in the result. The error
// is an *InterruptedError where ctx ended, else what keeps all from being written:
// a disk that is full, a folder that must not be written to, that another run
// writes into, that has reports for other readers, or in which something would be
// lost.
func Run(ctx context.Context, dir string, jobs []Job, o Options) (*Result, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, unwritable(dir, err)
	}
	rec, err := claim(dir, o.Report.Viewer)
	if err != nil {
		return nil, err
	}
	defer rec.close()
	r := &run{dir: dir, jobs: jobs, o: o, record: rec}
	if err := r.prepare(); err != nil {
		return nil, err
	}
	if err := r.work(ctx); err != nil {
		return nil, err
	}
	if err := r.finish(ctx); err != nil {
		return nil, err
	}
	return &r.result, nil
}

// run is a run under way.
type run struct {
	dir    string
	jobs   []Job
	o      Options
	since  string // hash
	record *record

	mu     sync.Mutex
	next   int
	done   int
	whole  int // reports that stand
	fatal  error
	result Result
	failed map[int]error
}

// prepare completes the options.
func (r *run) prepare() error {
	if err := sweep(r.dir, r.jobs); err != nil {
		return err
	}
	r.failed = map[int]error{}
	r.o.Report.Bare = !slices.ContainsFunc(r.o.Formats, func(f formats.Format) bool { return f.Figures })
	if r.o.Workers <= 0 {
		r.o.Workers = runtime.GOMAXPROCS(0)
	}
	if r.o.Since == nil {
		return nil
	}
	hash, err := r.o.Since.Hash()
	r.since = hash
	return err
}

// work does the jobs, as many at a time as there are workers.
func (r *run) work(ctx context.Context) error {
	inner, cancel := context.WithCancel(planner.OnOneCore(ctx))
	defer cancel()
	var wg sync.WaitGroup
	for range min(r.o.Workers, len(r.jobs)) {
		wg.Go(func() {
			for i := range r.take {
				report, err := r.attempt(inner, &r.jobs[i])
				if inner.Err() == nil && !r.ended(i, report, err) {
					cancel()
				}
				if inner.Err() != nil {
					return
				}
			}
		})
	}
	wg.Wait()
	switch {
	case r.fatal != nil:
		return r.fatal
	case ctx.Err() != nil:
		return &InterruptedError{r.whole, len(r.jobs)}
	}
	for _, i := range slices.Sorted(maps.Keys(r.failed)) {
		r.result.Failures = append(r.result.Failures, Failure{r.jobs[i], r.failed[i]})
	}
	slices.SortFunc(r.result.Reports, func(x, y Report) int {
		return cmp.Or(cmp.Compare(y.OverdueM, x.OverdueM), cmp.Compare(y.ExposureKmH, x.ExposureKmH), cmp.Compare(x.Name, y.Name))
	})
	return nil
}

// take yields numbers of jobs, each to one worker only.
func (r *run) take(yield func(int) bool) {
	for {
		r.mu.Lock()
		i := r.next
		r.next++
		r.mu.Unlock()
		if i >= len(r.jobs) || !yield(i) {
			return
		}
	}
}

// ended notes how a job ended; false: no other can be done.
func (r *run) ended(i int, x *made, err error) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err == nil && !x.report.Kept {
		err = r.record.add(x.entry)
		if err != nil {
			err = &outputError{err}
		}
	}
	var output *outputError
	switch {
	case errors.As(err, &output):
		r.fatal = cmp.Or(r.fatal, output.error)
		return false
	case err != nil:
		r.failed[i] = err
	default:
		r.whole++
		r.result.Reports = append(r.result.Reports, x.report)
	}
	r.done++
	if r.o.Progress != nil {
		r.o.Progress(r.done, len(r.jobs))
	}
	return true
}

// finish writes what is beside the folders of reports, all or nothing.
func (r *run) finish(ctx context.Context) error {
	outputs := make([]*data.Output, 3)
	defer func() { data.Abandon(outputs...) }()
	for i, name := range own {
		var err error
		if outputs[i], err = data.Create(r.in(name)); err != nil {
			return err
		}
	}
	if err := writeIndex(outputs[0], r.o.Report, &r.result); err != nil {
		return err
	}
	if err := r.writeGaps(ctx, outputs[1], outputs[2]); err != nil {
		if ctx.Err() != nil {
			return &InterruptedError{r.whole, len(r.jobs)}
		}
		return err
	}
	if err := data.Commit(outputs...); err != nil {
		return err
	}
	return r.record.compact()
}
