package report_test

import (
	"slices"
	"testing"

	"lindero/report"
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
