package main

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"lindero/bench/measure"
)

// benchmarked is what one benchmark says, by name without the number of cores:
// times of all runs.
type benchmarked map[string][]time.Duration

// median returns the median time of a benchmark.
func (b benchmarked) median(name string) (time.Duration, error) {
	all := b[name]
	if len(all) == 0 {
		return 0, fmt.Errorf("no benchmark %s has run", name)
	}
	return measure.Median(all, func(d time.Duration) time.Duration { return d }), nil
}

// benchmark runs benchmarks of a program that go test -c made, one process a
// run, and returns their times and the median of the most memory held.
func benchmark(ctx context.Context, o options, program, pattern, benchtime string, runs int, more ...string) (benchmarked, int64, error) {
	args := append([]string{"-test.run", "^$", "-test.bench", pattern, "-test.benchtime", benchtime}, more...)
	all := benchmarked{}
	peaks := make([]int64, runs)
	for i := range runs {
		p, text, err := measure.Run(ctx, 1, filepath.Join(o.out, program), args...)
		if err != nil {
			return nil, 0, fmt.Errorf("%s %s: %w", program, pattern, err)
		}
		peaks[i] = p.PeakB
		if err := all.read(string(text)); err != nil {
			return nil, 0, err
		}
	}
	return all, measure.Median(peaks, func(b int64) int64 { return b }), nil
}

// line is a line of a benchmark: its name, the cores, how often, and the time.
var line = regexp.MustCompile(`(?m)^(Benchmark\S+?)(?:-\d+)?\s+\d+\s+([\d.]+) ns/op`)

// read takes in what a run of benchmarks prints.
func (b benchmarked) read(text string) error {
	found := line.FindAllStringSubmatch(text, -1)
	if len(found) == 0 || strings.Contains(text, "--- FAIL") {
		return fmt.Errorf("the benchmarks print no times:\n%s", text)
	}
	for _, f := range found {
		ns, err := strconv.ParseFloat(f[2], 64)
		if err != nil {
			return err
		}
		b[f[1]] = append(b[f[1]], time.Duration(ns))
	}
	return nil
}
