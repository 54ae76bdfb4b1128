package pdf_test

import (
	"fmt"
	"slices"
	"testing"

	"lindero/report"
	"lindero/report/paper"
)

// TestUnder wants what stands under a column in one with it, on the same row: so
// that a table which would need a turned page stands upright.
func TestUnder(t *testing.T) {
	for _, under := range []bool{false, true} {
		x := &report.Table{ID: "x", Title: "x"}
		var row []report.Cell
		for i := range 12 {
			x.Columns, row = append(x.Columns, report.Column{Title: "x", Under: under && i%3 > 0}), append(row, report.Cell{Text: fmt.Sprint("number", 1000000+i)})
		}
		for range 40 {
			x.Rows = append(x.Rows, row)
		}
		f := read(t, &report.Document{Title: "x", Sections: []report.Section{{ID: "x", Title: "Table", Tables: []*report.Table{x}}}}, paper.A4)
		seen := 0
		for _, p := range f.Pages {
			if !slices.Contains(p.Words, "number1000011") {
				continue
			}
			seen++
			if got := p.Wide > p.High; got == under {
				t.Errorf("under %v: its page is turned: %v", under, got)
			}
		}
		if seen == 0 {
			t.Error("no row is there")
		}
	}
}
