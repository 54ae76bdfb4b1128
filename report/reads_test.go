package report_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lindero/internal/plantest"
	"lindero/lang"
	"lindero/planner"
	"lindero/report"
	"lindero/report/internal/sample"
	"lindero/sectors"
)

// TestSummaryReads: the period ends with its last day, and all layers that are
// proven are proven in one sentence.
func TestSummaryReads(t *testing.T) {
	in := sample.Flagship(t)
	d := written(t, in, report.Options{Lang: lang.English})
	if d.Period != "2027-01-04 to 2027-01-31 (28 d)" {
		t.Error(d.Period)
	}
	proof, of := "", 0
	for _, s := range d.Summary {
		if strings.Contains(s, "ruled out") {
			proof, of = s, of+1
		}
	}
	if of != 1 || !strings.Contains(proof, "4 (surface) and 4 (air) times") {
		t.Errorf("%d sentences: %s", of, proof)
	}
	if d.Headline[1].Note != "land 29.6 · river 36.1" {
		t.Error(d.Headline[1])
	}
}

// TestChangeAddsUp: the difference that is told is that of the numbers beside it.
func TestChangeAddsUp(t *testing.T) {
	in := sample.Flagship(t)
	before := *in.Plan
	before.Totals.Kinds = append([]planner.Total(nil), before.Totals.Kinds...)
	number := regexp.MustCompile(`from ([\d,]+) to ([\d,]+) km·h \(([+−]?)([\d,]+)\)`)
	for _, add := range []float64{0.3, 0.7, 1.2, -3.4, 1e4} {
		before.Totals.Kinds[0].ExposureKmH = in.Plan.Totals.Kinds[0].ExposureKmH + add
		said := number.FindStringSubmatch(strings.Join(written(t, report.Input{Layout: in.Layout, Plan: in.Plan, Since: &before}, report.Options{Lang: lang.English}).Summary, "\n"))
		if said == nil {
			t.Fatal("no change is told")
		}
		var n [3]int
		for i, k := range []int{1, 2, 4} {
			n[i], _ = strconv.Atoi(strings.ReplaceAll(said[k], ",", ""))
		}
		if sign := map[string]int{"+": 1, "−": -1, "": 0}[said[3]]; n[1]-n[0] != sign*n[2] {
			t.Errorf("%v: %s", add, said[0])
		}
	}
}

// TestPublicNumbers: sectors have the same numbers in the table as on the map,
// without a hole where a pair has none, and what is in no sector is told.
func TestPublicNumbers(t *testing.T) {
	in := sample.Flagship(t)
	d := written(t, in, report.Options{Lang: lang.English, Viewer: report.Viewer{Public: true}})
	drawn := map[string]bool{}
	for _, m := range section(t, d, "map").Figures[0].Drawing.Marks {
		drawn[m.Text] = true
	}
	x := table(t, section(t, d, "sectors"), "sectors")
	next := map[string]int{}
	for i := range x.Rows {
		r := row(x, i)
		layer := r["layer"].Text
		next[layer]++
		if r["sector"].Value != next[layer] {
			t.Errorf("row %d is of %s %v, want %d", i, layer, r["sector"].Value, next[layer])
		}
		name := r["sector"].Text
		if layer != "surface" {
			name = layer + " " + name
		}
		if !drawn[name] {
			t.Errorf("sector %q is not on the map", name)
		}
	}
	if next["surface"] != 15 || drawn["16"] {
		t.Errorf("%v; the map has 16: %v", next, drawn["16"])
	}
	if !strings.Contains(strings.Join(d.Summary, "\n"), "69 km of the border are in no sector.") {
		t.Error(d.Summary)
	}
}

// startM is where on the border a route begins; 0 beside it.
func startM(in report.Input, route string) float64 {
	for i, m := range in.Layout.BorderFromM {
		if in.Layout.Routes[i].ID == route {
			return m
		}
	}
	return 0
}

// TestMovedPairsAreTold: no two rows of pairs that meet elsewhere begin alike,
// whoever reads them.
func TestMovedPairsAreTold(t *testing.T) {
	in := sample.Flagship(t)
	before, err := planner.Run(t.Context(), in.Layout, planner.Options{Meet: planner.Anywhere, StepM: 5000})
	if err != nil {
		t.Fatal(err)
	}
	in.Since = before
	for _, v := range []report.Viewer{{}, {Side: "GT"}} {
		x := table(t, section(t, written(t, in, report.Options{Lang: lang.English, Viewer: v}), "changes"), "moved_meetings")
		seen := map[string]bool{}
		for i := range x.Rows {
			r := row(x, i)
			who := r["pair"].Text + " " + r["layer"].Text
			if seen[who] {
				t.Errorf("%+v: %s is told twice", v, who)
			}
			seen[who] = true
		}
		if !seen["pair 1 surface"] == (v.Side != "") || len(seen) < 10 {
			t.Errorf("%+v: %v", v, seen)
		}
	}
}

// TestPublicMapSaysWhatItShows: who cannot see the map is not told that it shows
// what is not on it.
func TestPublicMapSaysWhatItShows(t *testing.T) {
	in := sample.Flagship(t)
	for _, l := range languages {
		for _, public := range []bool{true, false} {
			d := written(t, in, report.Options{Lang: l, Viewer: report.Viewer{Public: public}})
			f := d.Sections[slices.IndexFunc(d.Sections, func(s report.Section) bool { return s.ID == "map" })].Figures[0]
			found := regexp.MustCompile("posts|puestos|meeting|encuentro").FindString(f.Alt + f.Caption + f.Drawing.Desc)
			if (found != "") == public {
				t.Errorf("%s, public %v: it shows %q", l, public, found)
			}
		}
	}
}

// TestSidesReadOfChanges: of an earlier plan with other patrols a side reads what
// has moved, and of the other's patrols, also of those that are gone, none.
func TestSidesReadOfChanges(t *testing.T) {
	in := sample.Marked(t)
	before := *in.Layout.Scenario
	before.Patrols = slices.Clone(before.Patrols)
	for i := range before.Patrols {
		if i%5 == 0 {
			before.Patrols[i].ID += "vw"
		}
	}
	_, in.Since = plantest.Planned(t, &before)
	for side, other := range map[string]string{"GT": "MX", "MX": "GT"} {
		d := written(t, in, report.Options{Lang: lang.English, Viewer: report.Viewer{Side: side}, Bare: true})
		text := everything(d)
		if found := sample.Secret[other].FindString(text); found != "" {
			t.Errorf("%s reads %s", side, found)
		}
		if !strings.Contains(text, "a pair of before") {
			t.Errorf("%s reads nothing of pairs that are gone:\n%v", side, d.Sections)
		}
	}
}

// TestChainagesOfGaps: gaps of the border have its chainages and those of their
// route; others have none of the border, and people read those of the route.
func TestChainagesOfGaps(t *testing.T) {
	in := sample.Flagship(t)
	x := table(t, section(t, written(t, in, report.Options{Lang: lang.English, Bare: true}), "gaps"), "gaps")
	on, beside := 0, 0
	for i := range x.Rows {
		r := row(x, i)
		g := in.Plan.Gaps[slices.IndexFunc(in.Plan.Gaps, func(g planner.PlanGap) bool { return g.ID == r["gap"].Text })]
		at := slices.IndexFunc(in.Layout.Routes, func(s sectors.Route) bool { return s.ID == g.Route })
		want := [3]any{g.FromM, nil, g.FromM}
		if at < len(in.Layout.BorderFromM) {
			m := in.Layout.BorderFromM[at] + g.FromM
			want, on = [3]any{m, m, g.FromM}, on+1
		} else {
			beside++
		}
		if got := [3]any{r["chainage_from_m"].Value, r["border_from_m"].Value, r["from_m"].Value}; got != want {
			t.Errorf("%s: %v, want %v", g.ID, got, want)
		}
	}
	if on == 0 || beside == 0 {
		t.Errorf("%d gaps on the border, %d beside it", on, beside)
	}
}
