package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"lindero/bench/measure"
)

// border is a drawn border of the benchmark RunGrowth.
type border struct{ km, stepM, pairs int }

func (x border) breakpoints() int { return x.km * 1000 / x.stepM }

// series are the borders, each ten times, or nearly, the one before it.
var series = []struct {
	grows   string
	borders []border
}{
	{"a longer border", []border{{100, 100, 18}, {1_000, 100, 18}, {10_000, 100, 18}}},
	{"finer steps", []border{{1_000, 1_000, 18}, {1_000, 100, 18}, {1_000, 10, 18}}},
	{"more pairs", []border{{10_000, 100, 18}, {10_000, 100, 100}, {10_000, 100, 1_000}}},
}

// growthRuns is how often a process plans a border; the time is the mean.
const growthRuns = "3x"

// planned is what planning a border took.
type planned struct {
	whole, alone time.Duration
	peakB        int64
}

// growth measures how the cost grows with breakpoints and pairs.
func growth(ctx context.Context, o options, log io.Writer) (string, error) {
	known := map[border]planned{}
	var b strings.Builder
	b.WriteString("| what grows | border, km | step, m | breakpoints | pairs | the plan | times the one before | peak memory | one division as large, alone | times the one before |\n")
	b.WriteString("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, s := range series {
		var before planned
		for i, x := range s.borders {
			p, ok := known[x]
			if !ok {
				var err error
				if p, err = plan(ctx, o, x); err != nil {
					return "", err
				}
				known[x] = p
				fmt.Fprintf(log, "%d breakpoints, %d pairs: %s, %s\n", x.breakpoints(), x.pairs, measure.Round(p.whole), measure.Megabytes(p.peakB))
			}
			whole, alone := "", ""
			if i > 0 {
				whole, alone = measure.Ratio(p.whole, before.whole), measure.Ratio(p.alone, before.alone)
			}
			before = p
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | **%s** | %s | %s | %s | %s |\n", s.grows,
				thousands(x.km), thousands(x.stepM), thousands(x.breakpoints()), thousands(x.pairs),
				measure.Round(p.whole), whole, measure.Megabytes(p.peakB), measure.Round(p.alone), alone)
		}
	}
	return b.String(), nil
}

func thousands(n int) string { return measure.Thousands(float64(n), 0) }

// plan plans a border, and divides one as large.
func plan(ctx context.Context, o options, x border) (planned, error) {
	var p planned
	runs := min(o.runs, 3)
	name := fmt.Sprintf("RunGrowth/km=%d/step=%d/pairs=%d", x.km, x.stepM, x.pairs)
	times, peak, err := measure.Benchmark(ctx, filepath.Join(o.out, "planner.test"), measure.Exactly(name), growthRuns, runs)
	if err != nil {
		return p, err
	}
	p.peakB = peak
	if p.whole, err = times.Median("Benchmark" + name); err != nil {
		return p, err
	}
	name = fmt.Sprintf("Solve/elements=%d/pairs=%d", x.breakpoints(), x.pairs)
	if times, _, err = measure.Benchmark(ctx, filepath.Join(o.out, "divide.test"), measure.Exactly(name), "100ms", runs); err != nil {
		return p, err
	}
	p.alone, err = times.Median("Benchmark" + name)
	return p, err
}
