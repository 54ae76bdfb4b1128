package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"lindero/bench/measure"
	"lindero/bench/time/peer"
	"lindero/sectors"
)

// flagship is the border that is planned by the name it has in the box.
const flagship = "guatemala-mexico"

// How finely peers look: as they are timed, and once more for the answer.
var (
	plainGrid = peer.Grid{Seconds: 60, Metres: 100}
	fineGrid  = peer.Grid{Seconds: 10, Metres: 20}
)

// slow is a computation that is run once only, watched as it is.
const slow = 20 * time.Second

// row is who was asked, and what came of it.
type row struct {
	name string
	grid peer.Grid
	peer.Took
}

// beside plans a border, and asks others what the plan watches and leaves open.
func beside(ctx context.Context, o options, log io.Writer) (string, []string, error) {
	dir, err := os.MkdirTemp("", "lindero-time-")
	if err != nil {
		return "", nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }() // what stays in a temporary folder does no harm
	folder := filepath.Join(dir, "plan")
	command, _, err := measure.Run(ctx, o.runs, filepath.Join(o.out, "lindero"), "plan", flagship, "-o", folder)
	if err != nil {
		return "", nil, err
	}
	stages, _, err := measure.Benchmark(ctx, filepath.Join(o.out, "planner.test"), "^BenchmarkStages$/^(timetable|watched)$", "100ms", o.runs)
	if err != nil {
		return "", nil, err
	}
	timetable, err := stages.Median("BenchmarkStages/timetable")
	if err != nil {
		return "", nil, err
	}
	watched, err := stages.Median("BenchmarkStages/watched")
	if err != nil {
		return "", nil, err
	}
	fmt.Fprintf(log, "Lindero: timetable %s, coverage and gaps %s, command %s\n", measure.Round(timetable), measure.Round(watched), measure.Round(command.Wall))
	plan, err := peer.Read(folder)
	if err != nil {
		return "", nil, err
	}
	rows, err := peers(ctx, plan, min(o.runs, 3), log)
	if err != nil {
		return "", nil, err
	}
	var b strings.Builder
	b.WriteString("| who | coverage and gaps | times ours | load + index | peak memory |\n|---|--:|--:|--:|--:|\n")
	fmt.Fprintf(&b, "| **Lindero** | **%s** | 1 | | |\n", measure.Round(watched))
	fmt.Fprintf(&b, "| **Lindero**, and the timetable (%s) | %s | %s | | |\n", measure.Round(timetable),
		measure.Round(timetable+watched), measure.Ratio(timetable+watched, watched))
	fmt.Fprintf(&b, "| **Lindero**, `lindero plan %s -o DIR`: everything, files and all | %s | %s | | %s |\n", flagship,
		measure.Round(command.Wall), measure.Ratio(command.Wall, watched), measure.Megabytes(command.PeakB))
	for _, r := range rows {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", r.name, measure.Round(r.Compute), measure.Ratio(r.Compute, watched),
			measure.Round(r.Load), measure.Megabytes(r.PeakB))
	}
	b.WriteString("\n" + answers(plan.Answer, rows))
	var errs []error
	for _, r := range rows {
		if err := r.Answer.Differs(plan.Answer, r.grid.Within()); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", r.name, err))
		}
	}
	return b.String(), []string{rows[0].Version, rows[len(rows)-1].Version}, errors.Join(errs...)
}

// peers asks everybody.
func peers(ctx context.Context, p *peer.Plan, runs int, log io.Writer) (rows []row, err error) {
	take := func(name string, g peer.Grid, ask func(runs int, watched bool) (peer.Took, error)) error {
		r, err := ask(1, true) // with an eye on memory, then for the time
		if err != nil {
			return err
		}
		if r.Compute <= slow {
			peakB := r.PeakB
			if r, err = ask(runs, false); err != nil {
				return err
			}
			r.PeakB = peakB
		}
		fmt.Fprintf(log, "%s: %s\n", name, measure.Round(r.Compute))
		rows = append(rows, row{name, g, r})
		return nil
	}
	numpy := func(g peer.Grid, how string) func(int, bool) (peer.Took, error) {
		return func(runs int, watched bool) (peer.Took, error) { return peer.Numpy(ctx, p, g, how, runs, watched) }
	}
	db, err := peer.Open(ctx, p, plainGrid)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	postgis := func(how string) func(int, bool) (peer.Took, error) {
		return func(runs int, watched bool) (peer.Took, error) { return db.Ask(ctx, how, runs, watched) }
	}
	return rows, errors.Join(
		take("PostGIS, as first written", plainGrid, postgis(peer.FirstWritten)),
		take("PostGIS, tuned by hand", plainGrid, postgis(peer.ByHand)),
		take("numpy, a plain grid", plainGrid, numpy(plainGrid, peer.GridPlain)),
		take("numpy, a tuned grid", plainGrid, numpy(plainGrid, peer.GridTuned)),
		take(fmt.Sprintf("numpy, a tuned grid of %g s × %g m", fineGrid.Seconds, fineGrid.Metres), fineGrid, numpy(fineGrid, peer.GridTuned)))
}

// answers shows the answers beside each other.
func answers(ours peer.Answer, rows []row) string {
	var b strings.Builder
	b.WriteString("| kind | | **Lindero** |")
	for _, r := range rows {
		fmt.Fprintf(&b, " %s |", r.name)
	}
	b.WriteString("\n|---|---|--:|" + strings.Repeat("--:|", len(rows)) + "\n")
	for _, kind := range sectors.Kinds {
		for _, v := range []struct {
			name string
			of   func(peer.Sum) float64
		}{
			{"overdue, km·h", func(s peer.Sum) float64 { return s.ExposureKmH }},
			{"watched by patrols, km·h", func(s peer.Sum) float64 { return s.WatchedKmH }},
			{"seen by posts, km", func(s peer.Sum) float64 { return s.AlwaysKm }},
			{"never watched, km", func(s peer.Sum) float64 { return s.NeverKm }},
			{"too seldom, km", func(s peer.Sum) float64 { return s.LateKm }},
			{"longest between two watches, h", func(s peer.Sum) float64 { return s.WorstH }},
		} {
			x := v.of(ours[string(kind)])
			fmt.Fprintf(&b, "| %s | %s | %s |", kind, v.name, measure.Thousands(x, 2))
			for _, r := range rows {
				fmt.Fprintf(&b, " %s |", measure.Thousands(v.of(r.Answer[string(kind)]), 2))
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}
