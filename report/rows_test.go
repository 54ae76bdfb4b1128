package report_test

import (
	"slices"
	"testing"

	"lindero/lang"
	"lindero/report"
	"lindero/report/internal/sample"
)

// TestStacks: what is under a column stands in one with it; what is for data only is
// in none, and hides nothing below it.
func TestStacks(t *testing.T) {
	x := &report.Table{Columns: []report.Column{{Under: true}, {DataOnly: true}, {Under: true}, {}, {Under: true, DataOnly: true}, {}, {Under: true}, {Under: true}}}
	if got, want := x.Stacks(), [][]int{{0, 2}, {3}, {5, 6, 7}}; !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("%v, want %v", got, want)
	}
	for _, c := range []struct{ in, want []string }{
		{[]string{"a"}, []string{"a"}}, {[]string{""}, nil}, {[]string{"", ""}, nil}, {nil, nil},
		{[]string{"", "b"}, []string{"–", "b"}}, {[]string{"a", ""}, []string{"a", "–"}}, {[]string{"a", "b"}, []string{"a", "b"}},
	} {
		if got := report.Stacked(slices.Clone(c.in)); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

// TestGapRowsHaveNoSlack: of plans with very many gaps the rows take what is in
// them, and not as much again as room to grow.
func TestGapRowsHaveNoSlack(t *testing.T) {
	in := sample.Flagship(t)
	for _, v := range []report.Viewer{{}, {Side: "MX"}} {
		d, err := report.New(in, report.Options{Lang: lang.English, Viewer: v, Bare: true})
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range d.Data.Rows {
			if len(row) != len(d.Data.Columns) || cap(row) > len(row) {
				t.Fatalf("for %+v row %d of %d columns has %d cells, and room for %d", v, i+1, len(d.Data.Columns), len(row), cap(row))
			}
		}
	}
}
