package measure

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Benchmarked is what benchmarks say, by name without the number of cores:
// times of all runs.
type Benchmarked map[string][]time.Duration

// Median returns the median time of a benchmark.
func (b Benchmarked) Median(name string) (time.Duration, error) {
	all := b[name]
	if len(all) == 0 {
		return 0, fmt.Errorf("no benchmark %s has run", name)
	}
	return Median(all, func(d time.Duration) time.Duration { return d }), nil
}

// Benchmark runs benchmarks of a program that go test -c made, one process a
// run, and returns their times and the median of the most memory held.
func Benchmark(ctx context.Context, program, pattern, benchtime string, runs int, more ...string) (Benchmarked, int64, error) {
	args := append([]string{"-test.run", "^$", "-test.bench", pattern, "-test.benchtime", benchtime}, more...)
	all := Benchmarked{}
	peaks := make([]int64, runs)
	for i := range runs {
		p, text, err := Run(ctx, 1, program, args...)
		if err != nil {
			return nil, 0, fmt.Errorf("%s %s: %w", filepath.Base(program), pattern, err)
		}
		peaks[i] = p.PeakB
		if err := all.Read(string(text)); err != nil {
			return nil, 0, err
		}
	}
	return all, Median(peaks, func(b int64) int64 { return b }), nil
}

// line is a line of a benchmark: its name, the cores, how often, and the time.
var line = regexp.MustCompile(`(?m)^(Benchmark\S+?)(?:-\d+)?\s+\d+\s+([\d.]+) ns/op`)

// Read takes in what a run of benchmarks prints.
func (b Benchmarked) Read(text string) error {
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

// Exactly is the pattern of one benchmark.
func Exactly(name string) string {
	return "^Benchmark" + strings.ReplaceAll(name, "/", "$/^") + "$"
}

// Build builds the program, and the benchmarks of packages, into a folder.
func Build(ctx context.Context, dir string, log io.Writer, packages ...string) error {
	fmt.Fprintln(log, "Building the program and its benchmarks")
	all := [][]string{{"build", "-trimpath", "-ldflags", "-s -w", "-o", filepath.Join(dir, "lindero"), "./cmd/lindero"}}
	for _, p := range packages {
		all = append(all, []string{"test", "-c", "-o", filepath.Join(dir, filepath.Base(p)+".test"), "./" + p})
	}
	for _, args := range all {
		cmd := exec.CommandContext(ctx, "go", args...)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if text, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("go %s (run from the repository's root): %w\n%s", args[0], err, text)
		}
	}
	return nil
}

// Each runs the program at hand once for each of its parts, each in a process of
// its own: whoever starts a program that is measured has to be small. It files
// the tables, named by a word and the part.
func Each(ctx context.Context, name string, parts, args []string, readme string, out, log io.Writer) error {
	path, err := os.Executable()
	if err != nil {
		return err
	}
	var shown []Table
	for _, p := range parts {
		cmd := exec.CommandContext(ctx, path, append(slices.Clone(args), "-only", p, "-readme", "")...)
		cmd.Stderr = log
		text, err := cmd.Output()
		if err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
		shown = append(shown, Table{Name: name + "-" + p, Text: string(bytes.TrimRight(text, "\n")) + "\n"})
	}
	return Publish(out, readme, shown...)
}
