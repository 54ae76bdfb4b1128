package formats_test

import (
	"io"
	"testing"

	"lindero/lang"
	"lindero/report"
	"lindero/report/formats"
	"lindero/report/internal/sample"
)

// BenchmarkReport makes the flagship's report in each form, from its plan.
func BenchmarkReport(b *testing.B) {
	in := sample.Flagship(b)
	in.ScenarioHash = in.Plan.Scenario
	in.PlanHash, _ = in.Plan.Hash()
	for _, f := range formats.All() {
		b.Run(f.Code, func(b *testing.B) {
			for b.Loop() {
				d, err := report.New(in, report.Options{Lang: lang.Spanish, Bare: !f.Figures})
				if err != nil {
					b.Fatal(err)
				}
				if err := f.Write(io.Discard, d, formats.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
