package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"lindero/bench/measure"
)

// flagship is the border that is planned by the name it has in the box.
const flagship = "guatemala-mexico"

// stageNames are the benchmarks of the stages, in order, and what they are.
var stageNames = [][2]string{
	{"Stages/read", "read the scenario in the box"},
	{"Stages/index", "index it: lines, posts"},
	{"Stages/access", "access: how long every patrol takes to the border"},
	{"Stages/pairs", "pairs, and their order"},
	{"Stages/divide", "— one division, with its proof"},
	{"Stages/swaps", "divisions with their proofs, and changes of places"},
	{"Stages/mends", "mends: the smallest changes for what stays open"},
	{"Stages/timetable", "timetable: when each pair meets for what"},
	{"Stages/watched", "coverage and gaps in space and time"},
	{"Run/" + flagship, "**the plan, from the scenario indexed**"},
	{"Stages/write", "write plan.json and GeoJSON"},
	{"Reinforce/one", "reinforce by one pair"},
	{"Reinforce/two", "reinforce by two pairs"},
	{"Reinforce/close", "reinforce until every rule is met"},
}

// stages measures the stages of a plan inside one process, and the commands as
// processes.
func stages(ctx context.Context, o options, log io.Writer) (string, error) {
	all, _, err := measure.Benchmark(ctx, filepath.Join(o.out, "planner.test"), "^Benchmark(Stages|Reinforce|Run)$/^(read|index|access|pairs|divide|swaps|mends|timetable|watched|write|one|two|close|"+flagship+")$", "100ms", o.runs)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("| stage | time |\n|---|--:|\n")
	for _, s := range stageNames {
		d, err := all.Median("Benchmark" + s[0])
		if err != nil {
			return "", err
		}
		fmt.Fprintf(log, "%s: %s\n", s[0], measure.Round(d))
		fmt.Fprintf(&b, "| %s | %s |\n", s[1], measure.Round(d))
	}
	dir, err := os.MkdirTemp("", "lindero-plan-")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.RemoveAll(dir) }() // what stays in a temporary folder does no harm
	plan := filepath.Join(dir, "plan")
	b.WriteString("\n| command | wall clock | processor time | peak memory |\n|---|--:|--:|--:|\n")
	for _, args := range [][]string{
		{"plan", flagship, "-o", plan},
		{"check", flagship, plan},
		{"reinforce", flagship, "--patrols", "1"},
		{"reinforce", flagship, "--close"},
		{"plan", "andorra", "-o", filepath.Join(dir, "andorra")},
	} {
		p, _, err := measure.Run(ctx, o.runs, filepath.Join(o.out, "lindero"), args...)
		if err != nil {
			return "", fmt.Errorf("lindero %s: %w", args[0], err)
		}
		shown := strings.Join(args, " ")
		shown = strings.ReplaceAll(shown, filepath.Join(dir, "andorra"), "DIR")
		shown = strings.ReplaceAll(shown, plan, "DIR")
		fmt.Fprintf(log, "lindero %s: %s\n", shown, measure.Round(p.Wall))
		fmt.Fprintf(&b, "| `lindero %s` | %s | %s | %s |\n", shown, measure.Round(p.Wall), measure.Round(p.CPU), measure.Megabytes(p.PeakB))
	}
	return b.String(), nil
}
