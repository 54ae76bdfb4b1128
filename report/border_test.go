package report_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"lindero/geo"
	"lindero/lang"
	"lindero/report"
	"lindero/report/internal/sample"
)

// TestTheBorderComesFirst: the first facts and the first sentence are of the border
// alone. How much of it is seen is asked of what the plan watches, not of its gaps.
func TestTheBorderComesFirst(t *testing.T) {
	in := sample.Flagship(t)
	s, seen, lateM, all := in.Layout.Scenario, map[string][]geo.Span{}, 0.0, 0.0
	kind, border := map[string]float64{}, in.Layout.Routes[:len(in.Layout.BorderFromM)]
	for i := range border {
		all += border[i].Line.LengthM()
		kind[border[i].ID] = s.Rules.RevisitH.Of(border[i].Kind)
	}
	for i := range in.Plan.Coverage {
		x := &in.Plan.Coverage[i]
		if allowed, ok := kind[x.Route]; ok {
			seen[x.Route] = append(seen[x.Route], geo.Span{FromM: x.FromM, ToM: x.ToM})
			if x.RevisitH > allowed+1e-6 {
				lateM += x.ToM - x.FromM
			}
		}
	}
	neverM := all
	for _, spans := range seen {
		neverM -= geo.NewSpans(spans...).LengthM()
	}
	if lateM < 10e3 || neverM < 10e3 {
		t.Fatal(lateM, neverM)
	}
	d, l := written(t, in, report.Options{Lang: lang.English}), lang.English
	want := []string{l.Percent(all-lateM-neverM, all) + " %", l.Km(neverM) + " km", l.Km(lateM) + " km"}
	for i, w := range want {
		if d.Headline[i].Value != w {
			t.Errorf("%+v, want %s", d.Headline[i], w)
		}
	}
	first := fmt.Sprintf("of its %s km, %s km (%s) are seen as often as the rules ask, %s too seldom, and %s never", l.Km(all), l.Km(all-lateM-neverM), want[0], want[2], want[1])
	if !strings.Contains(d.Summary[0], first) {
		t.Errorf("%s, want %s", d.Summary[0], first)
	}
	if !strings.HasPrefix(d.Summary[1], "Worst on the border: Río Usumacinta") || !strings.Contains(d.Summary[1], "reason: beyond reach") {
		t.Error(d.Summary[1])
	}
}

// TestSummaryAnswersInOrder: is it covered, where is it worst, what would help, what
// has changed, and then the rest; and each is said once.
func TestSummaryAnswersInOrder(t *testing.T) {
	in := sample.Flagship(t)
	in.More, in.Since = sample.More(t, in), in.Plan
	for l, begin := range map[lang.Lang][]string{
		lang.English: {"The border is not covered", "Worst on the border", "What would help most: with 1 more pair, from ", "Since the earlier plan", "17 pairs make", "With the other lines", "Worst beside", "With these pairs"},
		lang.Spanish: {"La frontera no está cubierta", "Lo peor de la frontera", "Lo que más ayudaría: con 1 pareja más, desde ", "Desde el plan anterior", "17 parejas hacen", "Con las demás líneas", "Lo peor fuera", "Con estas parejas"},
	} {
		d := written(t, in, report.Options{Lang: l})
		if len(d.Summary) != len(begin) {
			t.Fatalf("%d sentences: %v", len(d.Summary), d.Summary)
		}
		for i, b := range begin {
			if !strings.HasPrefix(d.Summary[i], b) {
				t.Errorf("%d: %s, want %s", i, d.Summary[i], b)
			}
		}
	}
	small := written(t, sample.Planned(t, "andorra"), report.Options{Lang: lang.English})
	if text := everything(small.Summary) + everything(small.Headline); strings.Contains(text, "other lines") || strings.Contains(text, "all watched") || len(small.Headline) != 6 {
		t.Errorf("nothing is watched but the border: %s", text)
	}
}

// TestSomethingIsNotNothing: what is not nothing is not 0.0, and what is not all of
// it is not 100.0 %.
func TestSomethingIsNotNothing(t *testing.T) {
	in := sample.Flagship(t)
	p := *in.Plan
	p.Gaps = slices.Clone(p.Gaps[:1])
	p.Gaps[0].ToM = p.Gaps[0].FromM + 20
	p.Gaps[0].LengthM = 20
	in.Plan = &p
	d := written(t, in, report.Options{Lang: lang.English})
	if d.Headline[0].Value != ">99.9 %" || !strings.Contains(d.Summary[0], "(>99.9 %)") || !strings.Contains(d.Summary[0], "<0.1 km") {
		t.Error(d.Headline[0], d.Summary[0])
	}
	r := row(d.Data, 0)
	if r["length_m"].Text != "<0.1" || math.Abs(r["length_m"].Value.(float64)-20) > 1e-9 {
		t.Error(r["length_m"])
	}
}

// TestWeightedRevisitIsExplained wherever it is said: what it is, or where that is.
func TestWeightedRevisitIsExplained(t *testing.T) {
	in := sample.Flagship(t)
	in.More = sample.More(t, in)
	changed := *in.Plan
	changed.Options.Changed = "abc"
	for _, l := range languages {
		where := l.T("weighted explained")
		d := written(t, in, report.Options{Lang: l})
		if table(t, section(t, d, "more"), "more").Note != where || !strings.Contains(section(t, d, "timetable").Figures[0].Caption, where) {
			t.Error("it is not said where the weighted revisit is explained")
		}
		if text := strings.Join(section(t, d, "proof").Text, " "); !strings.Contains(text, "7 d") {
			t.Error(text)
		}
		if text := everything(written(t, report.Input{Layout: in.Layout, Plan: &changed}, report.Options{Lang: l})); strings.Contains(text, where) {
			t.Error("it is said to be explained where it is not")
		}
	}
}
