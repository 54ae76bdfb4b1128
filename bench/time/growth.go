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

// borders are those of the benchmark TimeGrowth that are measured.
var borders = []struct{ km, pairs, days int }{
	{100, 18, 28}, {1_000, 18, 28}, {1_000, 100, 28}, {10_000, 100, 28}, {10_000, 100, 90}, {10_000, 1_000, 28}, {10_000, 1_000, 90},
}

// growth measures how the cost of time grows with borders, pairs and days.
func growth(ctx context.Context, o options, log io.Writer) (string, []string, error) {
	program, runs := filepath.Join(o.out, "planner.test"), min(o.runs, 3)
	var b strings.Builder
	b.WriteString("| border, km | pairs | days | timetable | coverage and gaps | both | **the plan** | peak memory |\n|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, x := range borders {
		name := fmt.Sprintf("TimeGrowth/km=%d/pairs=%d/days=%d/", x.km, x.pairs, x.days)
		stages, _, err := measure.Benchmark(ctx, program, measure.Exactly(name+"stages"), "1x", runs)
		if err != nil {
			return "", nil, err
		}
		whole, peakB, err := measure.Benchmark(ctx, program, measure.Exactly(name+"plan"), "1x", runs)
		if err != nil {
			return "", nil, err
		}
		var took [3]time.Duration
		for i, s := range []string{"stages/timetable", "stages/watched", "plan"} {
			of := stages
			if i == 2 {
				of = whole
			}
			if took[i], err = of.Median("Benchmark" + name + s); err != nil {
				return "", nil, err
			}
		}
		fmt.Fprintf(log, "%s: timetable %s, coverage and gaps %s, plan %s, %s\n", name, measure.Round(took[0]), measure.Round(took[1]), measure.Round(took[2]), measure.Megabytes(peakB))
		fmt.Fprintf(&b, "| %s | %s | %d | %s | %s | %s | **%s** | %s |\n", thousands(x.km), thousands(x.pairs), x.days,
			measure.Round(took[0]), measure.Round(took[1]), measure.Round(took[0]+took[1]), measure.Round(took[2]), measure.Megabytes(peakB))
	}
	return b.String(), nil, nil
}

func thousands(n int) string { return measure.Thousands(float64(n), 0) }
