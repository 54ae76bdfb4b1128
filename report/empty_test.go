package report_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"lindero/data"
	"lindero/lang"
	"lindero/planner"
	"lindero/report"
	"lindero/report/internal/sample"
	"lindero/sectors"
)

// TestEmptyPlan: of a plan that holds nothing no part is left empty, and nothing is
// said to be well.
func TestEmptyPlan(t *testing.T) {
	in := sample.Flagship(t)
	whole := in.Plan
	in.Plan = &planner.Plan{Format: whole.Format, Scenario: whole.Scenario, Name: whole.Name, Sides: whole.Sides,
		PeriodH: whole.PeriodH, ReferenceH: whole.ReferenceH, LengthM: whole.LengthM, Start: whole.Start}
	for _, l := range languages {
		for _, v := range []report.Viewer{{}, {Side: "GT"}, {Public: true}} {
			d := written(t, in, report.Options{Lang: l, Viewer: v})
			for _, s := range d.Sections {
				if len(s.Text)+len(s.Figures)+len(s.Tables) == 0 {
					t.Errorf("%v: nothing stands below %q", v, s.Title)
				}
			}
			if v.Public {
				continue
			}
			want := []string{"the plan has no pairs", "names nothing that is to be watched"}
			if l == lang.Spanish {
				want = []string{"el plan no tiene parejas", "no nombra nada que se deba vigilar"}
			}
			said := strings.Join(append(slices.Clone(d.Summary), section(t, d, "gaps").Text...), "\n")
			for _, w := range want {
				if !strings.Contains(said, w) {
					t.Errorf("%v %s: not said: %q in %s", v, l, w, said)
				}
			}
			if strings.Contains(said, "There is no gap") || strings.Contains(said, "No hay huecos") || d.Headline[0].Value != "–" {
				t.Errorf("%v %s: all is well: %q, %s", v, l, d.Headline[0].Value, said)
			}
		}
	}
}

// TestClocksChange: times are those of the clock that day, and the report says when
// clocks change. Those of Andorra went on from UTC+1 to UTC+2 on 2027-03-28, at one
// o'clock UTC (Directive 2000/84/EC: the last Sunday of March).
func TestClocksChange(t *testing.T) {
	s, _, err := data.ReadScenario("andorra")
	if err != nil {
		t.Fatal(err)
	}
	moved := *s
	moved.Start = time.Date(2027, 3, 22, 0, 0, 0, 0, s.Start.Location())
	l, err := sectors.NewLayout(&moved)
	if err != nil {
		t.Fatal(err)
	}
	p, err := planner.Run(t.Context(), l, planner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []report.Viewer{{}, {Side: "EU"}} {
		d := written(t, report.Input{Layout: l, Plan: p}, report.Options{Lang: lang.English, Viewer: v})
		at := slices.IndexFunc(d.About, func(f report.Fact) bool { return f.Name == "clock" })
		if at < 0 || !strings.Contains(d.About[at].Value, "(UTC+01:00, from Sun 28 Mar UTC+02:00)") {
			t.Errorf("%v: the clock is not told: %v", v, d.About)
		}
		x, change, after := table(t, section(t, d, "gaps"), "gaps"), time.Date(2027, 3, 28, 1, 0, 0, 0, time.UTC), 0
		for i := range x.Rows {
			r := row(x, i)
			for _, key := range []string{"from", "to"} {
				was := r[key].Value.(time.Time)
				offset := time.Hour
				if !was.Before(change) {
					offset, after = 2*time.Hour, after+1
				}
				if want := was.UTC().Add(offset).Round(time.Minute).Format("15:04"); !strings.HasSuffix(r[key].Text, want) {
					t.Errorf("%v: %s is %q, and %v UTC", v, key, r[key].Text, was.UTC())
				}
			}
		}
		if after == 0 || after == 2*len(x.Rows) {
			t.Errorf("%v: %d of %d times are after the change", v, after, 2*len(x.Rows))
		}
	}
}
