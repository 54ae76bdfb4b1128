package main

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"

	"lindero/bench/measure"
)

// answer is what everybody is asked for.
type answer struct {
	GapKm    float64 `json:"gap_km"`
	GapCount int     `json:"gap_count"`
}

// runOurs runs `lindero gaps` on two files several times: the medians, and
// what it answers.
func runOurs(ctx context.Context, program, lines, places string, runs int) (measure.Process, answer, error) {
	out := filepath.Join(filepath.Dir(program), "gaps.geojson")
	var a answer
	run, text, err := measure.Run(ctx, runs, program, "gaps", lines, "--posts", places,
		"--reach", fmt.Sprintf("%dm", reachM), "-o", out, "--json")
	if err != nil {
		return run, a, fmt.Errorf("lindero gaps %s: %w", lines, err)
	}
	if err := json.Unmarshal(text, &a); err != nil {
		return run, a, fmt.Errorf("what lindero gaps --json prints: %w", err)
	}
	return run, a, nil
}
