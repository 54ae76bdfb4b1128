package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"lindero/bench/measure"

	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/geo"
	"lindero/planner"
	"lindero/sectors"
)

// stages are the times of the steps that `lindero gaps` goes through, in
// order; Measure is part of Read and Open of Gaps, each done again by itself
// and on one core.
type stages struct {
	Read, Measure, Index, Cover, Open, Gaps, Write time.Duration
	Routes, Vertices, Posts, GapCount              int
	InputB, OutputB                                int64
	Work                                           geo.Work
	CopyBps                                        float64 // bytes a second that memory is copied at
}

// compute is the gap computation that everybody does.
func (s stages) compute() time.Duration { return s.Cover + s.Open }

// described is the gap computation with the places of each gap and the posts
// nearest to it.
func (s stages) described() time.Duration { return s.Cover + s.Gaps }

// measureStages asks for the stages in a process of their own.
func measureStages(ctx context.Context, lines, places string, runs int, log io.Writer) (stages, error) {
	var s stages
	text, err := self(ctx, log, "stages", "-runs", fmt.Sprint(runs), lines, places)
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(text, &s)
}

// printStages runs the steps on two files, each several times, and prints the
// median of each as JSON.
func printStages(ctx context.Context, lines, places string, runs int, out io.Writer) error {
	all := make([]stages, runs)
	for i := range all {
		var err error
		if all[i], err = oneRun(ctx, lines, places); err != nil {
			return err
		}
	}
	s := all[0]
	for _, f := range []func(*stages) *time.Duration{
		func(s *stages) *time.Duration { return &s.Read },
		func(s *stages) *time.Duration { return &s.Measure },
		func(s *stages) *time.Duration { return &s.Index },
		func(s *stages) *time.Duration { return &s.Cover },
		func(s *stages) *time.Duration { return &s.Open },
		func(s *stages) *time.Duration { return &s.Gaps },
		func(s *stages) *time.Duration { return &s.Write },
	} {
		*f(&s) = measure.Median(all, func(s stages) time.Duration { return *f(&s) })
	}
	return json.NewEncoder(out).Encode(s)
}

func oneRun(ctx context.Context, lines, places string) (stages, error) {
	var t stages
	watch := time.Now()
	lap := func(d *time.Duration) {
		*d = time.Since(watch)
		watch = time.Now()
	}
	s, err := data.ReadBatch(ctx, data.Batch{Lines: lines, Posts: places, ReachM: reachM})
	if err != nil {
		return t, err
	}
	lap(&t.Read)
	layout, err := sectors.NewLayout(s)
	if err != nil {
		return t, err
	}
	lap(&t.Index)
	coverage, err := planner.Cover(ctx, layout, nil)
	if err != nil {
		return t, err
	}
	lap(&t.Cover)
	planner.OpenSpans(coverage)
	lap(&t.Open)
	gaps, err := planner.FindGaps(ctx, coverage, nil)
	if err != nil {
		return t, err
	}
	lap(&t.Gaps)
	report, err := planner.NewReport(ctx, layout, nil)
	if err != nil {
		return t, err
	}
	watch = time.Now()
	if t.OutputB, err = writeGaps(report); err != nil {
		return t, err
	}
	lap(&t.Write)
	for _, name := range []string{lines, places} {
		info, err := os.Stat(name)
		if err != nil {
			return t, err
		}
		t.InputB += info.Size()
	}
	t.Work, t.CopyBps = work(layout), copyBps()
	t.Routes, t.Posts, t.GapCount = len(layout.Routes), len(s.Posts), len(gaps)
	parts := make([]orb.MultiLineString, len(layout.Routes))
	for i := range parts {
		parts[i] = layout.Routes[i].Line.Parts()
		for _, p := range parts[i] {
			t.Vertices += len(p)
		}
	}
	watch = time.Now()
	for _, p := range parts {
		if _, err := geo.NewLine(p...); err != nil {
			return t, err
		}
	}
	lap(&t.Measure)
	return t, nil
}

// work counts what the coverage of a layout takes.
func work(l *sectors.Layout) geo.Work {
	sweep := l.Reaches.NewSweep()
	var spans []geo.Span
	for _, r := range l.Routes {
		for b := range r.Line.Blocks() {
			spans = sweep.AppendWithin(spans[:0], r.Line, b, l.ReachOn(r.Kind))
		}
	}
	return sweep.Work()
}

// copyBps is how many bytes a second one core copies within memory.
func copyBps() float64 {
	const size = 64 << 20
	from, to := make([]byte, size), make([]byte, size)
	copy(to, from) // so that both are there
	start := time.Now()
	const times = 8
	for range times {
		copy(to, from)
	}
	return times * size / time.Since(start).Seconds()
}

// writeGaps writes the gaps as the command does, and returns how many bytes.
func writeGaps(r *planner.Report) (int64, error) {
	dir, err := os.MkdirTemp("", "lindero-world-")
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.RemoveAll(dir) }() // what stays in a temporary folder does no harm
	name := filepath.Join(dir, "gaps.geojson")
	out, err := data.Create(name)
	if err != nil {
		return 0, err
	}
	defer data.Abandon(out)
	if err := data.WriteGapsGeoJSON(out, r); err != nil {
		return 0, err
	}
	if err := data.Commit(out); err != nil {
		return 0, err
	}
	info, err := os.Stat(name)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
