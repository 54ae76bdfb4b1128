package report_test

import (
	"testing"

	"lindero/data"
	"lindero/lang"
	"lindero/planner"
	"lindero/report"
	"lindero/sectors"
)

// flagship plans Guatemala–Mexico.
func flagship(t testing.TB) report.Input {
	t.Helper()
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		t.Fatal(err)
	}
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	p, err := planner.Run(t.Context(), l, planner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return report.Input{Layout: l, Plan: p}
}

func TestDump(t *testing.T) {
	in := flagship(t)
	for _, v := range []report.Viewer{{}, {Side: "GT"}, {Public: true}} {
		d, err := report.New(in, report.Options{Lang: lang.English, Viewer: v})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s|%s|%s|%v\n%v", d.Title, d.Viewer, d.Period, d.About, d.Headline)
		for _, x := range d.Summary {
			t.Log(x)
		}
		for _, s := range d.Sections {
			t.Log("##", s.Title, s.Text)
			for _, x := range s.Tables {
				t.Log("  ", x.Title, len(x.Rows), x.Note)
				for i, c := range x.Columns {
					t.Logf("      %s | %s | %v | %v", c.Key, c.Title, x.Rows[0][i].Text, x.Rows[0][i].Value)
				}
			}
		}
	}
}

func BenchmarkNew(b *testing.B) {
	in := flagship(b)
	for b.Loop() {
		if _, err := report.New(in, report.Options{Lang: lang.English}); err != nil {
			b.Fatal(err)
		}
	}
}
