package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

// answer is what everybody is asked for.
type answer struct {
	GapKm    float64 `json:"gap_km"`
	GapCount int     `json:"gap_count"`
}

// processRun is the cost of a program from its start to its end.
type processRun struct {
	wall, cpu time.Duration
	peakB     int64
}

// runOurs runs `lindero gaps` on two files several times: the medians, and
// what it answers.
func runOurs(ctx context.Context, program, lines, places string, runs int) (processRun, answer, error) {
	out := filepath.Join(filepath.Dir(program), "gaps.geojson")
	var a answer
	all := make([]processRun, runs)
	for i := range all {
		cmd := exec.CommandContext(ctx, program, "gaps", lines, "--posts", places,
			"--reach", fmt.Sprintf("%dm", reachM), "-o", out, "--json")
		start := time.Now()
		text, err := cmd.Output()
		all[i].wall = time.Since(start)
		if err != nil {
			return processRun{}, a, fmt.Errorf("lindero gaps %s: %w", lines, explain(err))
		}
		all[i].cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
			all[i].peakB = usage.Maxrss * 1024
		}
		if err := json.Unmarshal(text, &a); err != nil {
			return processRun{}, a, fmt.Errorf("what lindero gaps --json prints: %w", err)
		}
	}
	return processRun{
		wall:  median(all, func(r processRun) time.Duration { return r.wall }),
		cpu:   median(all, func(r processRun) time.Duration { return r.cpu }),
		peakB: median(all, func(r processRun) int64 { return r.peakB }),
	}, a, nil
}

// explain adds to a program's failure what it said.
func explain(err error) error {
	if exit, ok := err.(*exec.ExitError); ok && len(exit.Stderr) > 0 { //nolint:errorlint // as exec returns it
		return fmt.Errorf("%w\n%s", err, exit.Stderr)
	}
	return err
}

// median returns the middle of a value of several; of an even number of them
// the upper middle.
func median[T any, V int64 | time.Duration](all []T, value func(T) V) V {
	values := make([]V, len(all))
	for i, x := range all {
		values[i] = value(x)
	}
	slices.Sort(values)
	return values[len(values)/2]
}
