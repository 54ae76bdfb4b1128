package batch_test

import (
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lindero/lang"
	"lindero/report"
	"lindero/report/batch"
	"lindero/report/formats"
	"lindero/report/internal/sample"
	"lindero/sectors"
)

// TestIndexSaysWhatComesFirst: borders stand in the order of what is overdue on
// average, whatever their periods, with the numbers that their reports begin with.
func TestIndexSaysWhatComesFirst(t *testing.T) {
	dir, jobs := world(t)
	change(t, filepath.Join(dir, "in", "west", "scenario.yaml"), "period_d: 28", "period_d: 7")
	change(t, filepath.Join(dir, "in", "east", "posts.geojson"), `"Camp Xray","side":"BB"`, `"Camp Xray","side":"BB","watch_radius_m":20000`)
	out := filepath.Join(dir, "out")
	html, err := formats.Of("html")
	if err != nil {
		t.Fatal(err)
	}
	o := batch.Options{Formats: []formats.Format{html}, Report: report.Options{Lang: lang.English}}
	x := run(t, out, jobs, o)
	var means []float64
	var rows [][]string
	index := tree(t, out)["index.html"]
	for _, r := range regexp.MustCompile(`(?s)<tr><td>.*?</tr>`).FindAllString(index, -1) {
		var cells []string
		for _, c := range regexp.MustCompile(`<td>([^<]*)</td>`).FindAllStringSubmatch(r, -1) {
			cells = append(cells, strings.ReplaceAll(c[1], "&lt;", "<"))
		}
		rows = append(rows, cells)
	}
	if len(rows) != len(x.Reports) {
		t.Fatalf("%d rows of %d reports", len(rows), len(x.Reports))
	}
	for i := range x.Reports {
		r := &x.Reports[i]
		in, d, err := batch.Document(t.Context(), &r.Job, o)
		if err != nil {
			t.Fatal(err)
		}
		kmH := 0.0
		for _, g := range in.Plan.Gaps {
			if slices.ContainsFunc(in.Layout.Scenario.Border, func(b sectors.Route) bool { return b.ID == g.Route }) {
				kmH += g.ExposureKmH
			}
		}
		means = append(means, -kmH/in.Plan.PeriodH)
		fact := func(i int) string { return strings.TrimRight(d.Headline[i].Value, " km%") }
		want := []string{fact(3), lang.English.Km(in.Plan.LengthM), fact(0), fact(2), fact(1), lang.English.Count(len(in.Plan.Gaps))}
		if !slices.Equal(rows[i], want) || want[0] != lang.English.Km(kmH/in.Plan.PeriodH*1000) {
			t.Errorf("%s: %v, want %v", r.Name, rows[i], want)
		}
	}
	if !slices.IsSorted(means) || means[0] == means[len(means)-1] {
		t.Errorf("not the most overdue first: %v", means)
	}
}

// TestTotalsAddUp: what is seen as asked, too seldom and never is the border.
func TestTotalsAddUp(t *testing.T) {
	in := sample.Flagship(t)
	x := batch.TotalsOf(in.Layout, in.Plan, report.Viewer{})
	if x.LateM < 30e3 || x.NeverM < 60e3 || math.Abs(x.CoveredM+x.LateM+x.NeverM-x.LengthM) > 0.01 {
		t.Errorf("%+v", x)
	}
	if public := batch.TotalsOf(in.Layout, in.Plan, report.Viewer{Public: true}); public != (batch.Totals{LengthM: x.LengthM, Sectors: x.Sectors}) {
		t.Errorf("the public reads %+v", public)
	}
}
