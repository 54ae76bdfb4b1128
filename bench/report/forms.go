package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"lindero/bench/measure"
	"lindero/report/formats"
)

// flagship is the border that reports are made of, by the name it has in the box.
const flagship = "guatemala-mexico"

// copies is of how many plans reports are made in one run.
const copies = 60

// forms measures each form of the flagship's report inside one process, then the
// command for one and for many, and a browser that prints the page.
func forms(ctx context.Context, o measure.Asked, log io.Writer) (string, error) {
	all, _, err := measure.Benchmark(ctx, filepath.Join(o.Out, "formats.test"), "^BenchmarkReport$", "300ms", o.Runs, "-test.cpu", "1")
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("| form | one report, one core | a second |\n|---|--:|--:|\n")
	for _, f := range formats.All() {
		d, err := all.Median("BenchmarkReport/" + f.Code)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(log, "%s: %s\n", f.Code, measure.Round(d))
		fmt.Fprintf(&b, "| %s | %s | %s |\n", f.Code, measure.Round(d), measure.Thousands(float64(time.Second)/float64(d), 0))
	}
	dir, err := os.MkdirTemp("", "lindero-report-")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.RemoveAll(dir) }() // what stays in a temporary folder does no harm
	b.WriteString("\n| command | wall clock | processor time | peak memory | reports a second |\n|---|--:|--:|--:|--:|\n")
	lindero := filepath.Join(o.Out, "lindero")
	row := func(shown string, n int, program string, args ...string) (measure.Process, error) {
		p, _, err := measure.Run(ctx, o.Runs, program, args...)
		if err != nil {
			return p, fmt.Errorf("%s: %w", shown, err)
		}
		fmt.Fprintf(log, "%s: %s\n", shown, measure.Round(p.Wall))
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", shown, measure.Round(p.Wall), measure.Round(p.CPU), measure.Megabytes(p.PeakB), measure.Thousands(float64(n)/p.Wall.Seconds(), 1))
		return p, nil
	}
	plan := filepath.Join(dir, "plan")
	if _, _, err := measure.Run(ctx, 1, lindero, "plan", flagship, "-o", plan); err != nil {
		return "", err
	}
	page := filepath.Join(dir, "report.html")
	if _, err := row("`lindero report PLAN -o report.html`", 1, lindero, "report", plan, "--more", "0", "-o", page); err != nil {
		return "", err
	}
	ours, err := row("`lindero report PLAN -o report.pdf`", 1, lindero, "report", plan, "--more", "0", "-o", filepath.Join(dir, "report.pdf"))
	if err != nil {
		return "", err
	}
	peer, err := row("peer: Chromium prints that page", 1, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--print-to-pdf="+filepath.Join(dir, "printed.pdf"), "file://"+page)
	if err != nil {
		return "", err
	}
	plans := filepath.Join(dir, "plans")
	for i := range copies {
		if err := os.CopyFS(filepath.Join(plans, fmt.Sprintf("plan-%02d", i)), os.DirFS(plan)); err != nil {
			return "", err
		}
	}
	many, err := row(fmt.Sprintf("`lindero report PLANS -o REPORTS`, %d plans", copies), copies, "sh", fresh(lindero, plans, filepath.Join(dir, "reports"))...)
	if err != nil {
		return "", err
	}
	fmt.Fprintf(&b, "\nChromium takes %s times as long for a PDF as `lindero report`; many at once make %s pages of HTML a second.\n",
		measure.Ratio(peer.Wall, ours.Wall), measure.Thousands(copies/many.Wall.Seconds(), 0))
	return b.String(), nil
}

// fresh are the arguments of a shell that has reports made of a folder of plans or
// scenarios, none of which is there yet. That some cannot be planned is no failure.
func fresh(lindero, of, out string) []string {
	const script = `rm -rf "$3" "$(dirname "$3")/.$(basename "$3").reports" && "$1" report "$2" -o "$3" --format html --json || [ $? -eq 2 ]`
	return []string{"-c", script, "sh", lindero, of, out}
}
