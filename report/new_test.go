package report_test

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"lindero/data"
	"lindero/data/drawing"
	"lindero/lang"
	"lindero/planner"
	"lindero/report"
	"lindero/report/internal/sample"
)

var languages = []lang.Lang{lang.English, lang.Spanish}

func written(t testing.TB, in report.Input, o report.Options) *report.Document {
	t.Helper()
	d, err := report.New(in, o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// section returns a part of a report, by its ID.
func section(t testing.TB, d *report.Document, id string) *report.Section {
	t.Helper()
	for i := range d.Sections {
		if d.Sections[i].ID == id {
			return &d.Sections[i]
		}
	}
	t.Fatalf("no section %s", id)
	return nil
}

func table(t testing.TB, s *report.Section, id string) *report.Table {
	t.Helper()
	for _, x := range s.Tables {
		if x.ID == id {
			return x
		}
	}
	t.Fatalf("no table %s", id)
	return nil
}

// row returns the cells of a row by the keys of their columns.
func row(x *report.Table, i int) map[string]report.Cell {
	out := map[string]report.Cell{}
	for k, c := range x.Columns {
		out[c.Key] = x.Rows[i][k]
	}
	return out
}

// TestGapsAreThoseOfThePlan holds each number of the table of gaps to what
// `lindero gaps --json` says, to the last bit.
func TestGapsAreThoseOfThePlan(t *testing.T) {
	for _, name := range []string{"guatemala-mexico", "andorra"} {
		t.Run(name, func(t *testing.T) { holdGaps(t, sample.Planned(t, name)) })
	}
}

func holdGaps(t *testing.T, in report.Input) {
	s := in.Layout.Scenario
	w, err := planner.Overdue(t.Context(), in.Layout, in.Plan, s.Start, s.Start.Add(time.Duration(in.Plan.PeriodH*float64(time.Hour))))
	if err != nil {
		t.Fatal(err)
	}
	said := data.SummariseOverdue(in.Layout, in.Plan, w)
	byID := map[string]data.OverdueGap{}
	for _, g := range said.Gaps {
		byID[g.ID] = g
	}
	x := written(t, in, report.Options{Lang: lang.English}).Data
	if len(x.Rows) != len(said.Gaps) || len(byID) < 40 {
		t.Fatalf("%d rows of %d gaps", len(x.Rows), len(said.Gaps))
	}
	last := 1e18
	for i := range x.Rows {
		got := row(x, i)
		g, ok := byID[got["gap"].Text]
		if !ok {
			t.Fatalf("no gap %q, or twice", got["gap"].Text)
		}
		delete(byID, g.ID)
		for key, want := range map[string]any{
			"rank": i + 1, "chainage_from_m": startM(in, g.Route) + g.FromM, "chainage_to_m": startM(in, g.Route) + g.ToM, "from_m": g.FromM, "to_m": g.ToM, "length_m": g.LengthM, "gap_h": g.GapH, "exposure_km_h": g.ExposureKmH, "reason": string(g.Reason),
			"revisit_h": g.RevisitH, "allowed_h": g.AllowedH, "risk": g.Risk, "kind": g.Kind, "meeting_point": g.MeetingPoint,
			"nearest_post_" + strings.ToLower(in.Plan.Sides[0]): g.Posts[0], "nearest_post_" + strings.ToLower(in.Plan.Sides[1]): g.Posts[1],
		} {
			if got[key].Value != want {
				t.Errorf("%s: %s is %v, want %v", g.ID, key, got[key].Value, want)
			}
		}
		for key, want := range map[string]string{"from": g.From, "to": g.To} {
			if at, _ := got[key].Value.(time.Time); at.Format(time.RFC3339) != want {
				t.Errorf("%s: %s is %v, want %s", g.ID, key, got[key].Value, want)
			}
		}
		if g.ExposureKmH > last {
			t.Errorf("%s stands below a smaller one", g.ID)
		}
		last = g.ExposureKmH
	}
}

// TestSumsAreThoseOfThePlan: the rows of the kinds make the total, which the
// headline has.
func TestSumsAreThoseOfThePlan(t *testing.T) {
	d := written(t, sample.Flagship(t), report.Options{Lang: lang.English})
	kinds := table(t, section(t, d, "revisit"), "kinds")
	for k, c := range kinds.Columns {
		if !slices.Contains([]string{"length_m", "covered_m", "late_m", "never_m", "exposure_km_h"}, c.Key) {
			continue
		}
		sum := 0.0
		for i := range kinds.Rows {
			sum += kinds.Rows[i][k].Value.(float64)
		}
		if total := kinds.Total[k].Value.(float64); sum < total-1e-6 || sum > total+1e-6 || total == 0 {
			t.Errorf("%s: %v in all, %v in its rows", c.Key, total, sum)
		}
	}
	if d.Headline[4].Value != "53.1 %" || d.Headline[5].Value != "50" {
		t.Errorf("%+v", d.Headline)
	}
}

// TestTablesAreWhole: a cell for each column, of its type, whose text is that of
// its value where it is a number.
func TestTablesAreWhole(t *testing.T) {
	in := sample.Flagship(t)
	in.More = sample.More(t, in)
	for _, l := range languages {
		for _, v := range []report.Viewer{{}, {Side: "MX"}, {Public: true}} {
			d := written(t, in, report.Options{Lang: l, Viewer: v})
			n := 0
			for _, s := range d.Sections {
				for _, x := range s.Tables {
					n++
					checkTable(t, l, x)
				}
			}
			if n == 0 || d.Data == nil {
				t.Errorf("%+v: %d tables", v, n)
			}
		}
	}
}

func checkTable(t *testing.T, l lang.Lang, x *report.Table) {
	t.Helper()
	for i, cells := range append(slices.Clone(x.Rows), x.Total) {
		if cells == nil {
			continue
		}
		if len(cells) != len(x.Columns) {
			t.Fatalf("%s, row %d: %d cells of %d columns", x.ID, i, len(cells), len(x.Columns))
		}
		for k, c := range x.Columns {
			want := map[report.Type]reflect.Kind{report.Text: reflect.String, report.Number: reflect.Float64, report.Count: reflect.Int, report.Moment: reflect.Struct, report.Truth: reflect.Bool}[c.Type]
			if v := cells[k].Value; v != nil && reflect.TypeOf(v).Kind() != want {
				t.Errorf("%s, %s: %T, and its column is of %v", x.ID, c.Key, v, want)
			}
			if c.Type == report.Number && c.Scale == 0.001 && cells[k].Value != nil && cells[k].Text != "–" && !strings.HasPrefix(c.Key, "from_m") && !strings.HasPrefix(c.Key, "to_m") &&
				cells[k].Text != l.Km(cells[k].Value.(float64)) && !(cells[k].Text == "<0.1" && cells[k].Value.(float64) > 0 && cells[k].Value.(float64) < 50) && cells[k].Text != l.Number(cells[k].Value.(float64)/1000, 0) && !strings.Contains(c.Key, "_to_m") {
				t.Errorf("%s, %s: %q of %v", x.ID, c.Key, cells[k].Text, cells[k].Value)
			}
		}
	}
}

// everything returns all words and numbers of a report, one a line.
func everything(v any) string {
	var b strings.Builder
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Struct:
			if at, ok := v.Interface().(time.Time); ok {
				if !at.IsZero() {
					fmt.Fprintln(&b, at.Format(time.RFC3339))
				}
				return
			}
			if c, ok := v.Interface().(report.Column); ok {
				fmt.Fprintln(&b, c.Key, c.Title)
				return
			}
			if d, ok := v.Interface().(drawing.Drawing); ok {
				fmt.Fprintln(&b, d.Title, d.Desc)
				for _, m := range d.Marks {
					fmt.Fprintln(&b, m.Text, m.Tooltip)
				}
				return
			}
			for i := range v.NumField() {
				walk(v.Field(i))
			}
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Map:
			for _, k := range v.MapKeys() {
				walk(k)
				walk(v.MapIndex(k))
			}
		case reflect.Float64:
			fmt.Fprintln(&b, strconv.FormatFloat(v.Float(), 'f', -1, 64))
		default:
			fmt.Fprintln(&b, v)
		}
	}
	walk(reflect.ValueOf(v))
	return b.String()
}

// TestSidesReadTheirOwn: a report to a side names no post and no patrol of the
// other, and its own.
func TestSidesReadTheirOwn(t *testing.T) {
	in := sample.Marked(t)
	in.More = sample.More(t, in)
	in.Since = in.Plan
	for _, l := range languages {
		for side, other := range map[string]string{"GT": "MX", "MX": "GT"} {
			text := everything(written(t, in, report.Options{Lang: l, Viewer: report.Viewer{Side: side}}))
			if found := sample.Secret[other].FindString(text); found != "" {
				t.Errorf("%s reads %s", side, found)
			}
			if len(sample.Secret[side].FindAllString(text, -1)) < 50 {
				t.Errorf("%s hardly reads of its own", side)
			}
		}
		both := everything(written(t, in, report.Options{Lang: l}))
		for side, re := range sample.Secret {
			if len(re.FindAllString(both, -1)) < 50 {
				t.Errorf("who may see both hardly reads of %s", side)
			}
		}
	}
}

// TestPublicReadsNoMore: no post, patrol or time, no grid reference, and no length
// finer than a kilometre.
func TestPublicReadsNoMore(t *testing.T) {
	in := sample.Marked(t)
	in.More = sample.More(t, in)
	in.Since = in.Plan
	for _, l := range languages {
		d := written(t, in, report.Options{Lang: l, Viewer: report.Viewer{Public: true}})
		d.Sources = nil // have versions
		text := everything(d)
		for what, re := range map[string]*regexp.Regexp{
			"a post or patrol": regexp.MustCompile(sample.Secret["GT"].String() + "|" + sample.Secret["MX"].String()),
			"a time":           regexp.MustCompile(`\d\d:\d\d|\d{4}-\d\d-\d\d|\d (h|d|min)\b|km·h`),
			"a grid reference": regexp.MustCompile(`\d\d[A-Z] [A-Z]{2} \d`),
			"a fraction":       regexp.MustCompile(`\d\.\d+ km|(?m)^\d+\.[1-9]`),
			"a hash":           regexp.MustCompile(`[0-9a-f]{32}`),
			"a meeting point":  regexp.MustCompile(`Mesilla|mp-`),
		} {
			if found := re.FindString(strings.ReplaceAll(text, "1.2.3", "")); found != "" {
				t.Errorf("%s: the public reads %s: %q", l, what, found)
			}
		}
		if !strings.Contains(text, "1,334 km") {
			t.Errorf("no length of the border in\n%s", text)
		}
	}
}

// TestWhatCannotBeReported: what is asked wrongly is told as such.
func TestWhatCannotBeReported(t *testing.T) {
	in := sample.Flagship(t)
	if _, err := report.New(in, report.Options{Viewer: report.Viewer{Side: "BZ"}}); !errors.Is(err, report.ErrNoSide) {
		t.Error(err)
	}
	other := *in.Plan
	other.Scenario = "another"
	if _, err := report.New(report.Input{Layout: in.Layout, Plan: &other}, report.Options{}); !errors.Is(err, report.ErrOtherScenario) {
		t.Error(err)
	}
	in.Since = &planner.Plan{Sides: [2]string{"AD", "FR"}}
	if _, err := report.New(in, report.Options{}); !errors.Is(err, planner.ErrOtherBorder) {
		t.Error(err)
	}
}

// TestEmptyPlanReadsWell: a plan in which nobody does anything, and one without
// gaps, say so, and leave nothing that cannot be read.
func TestEmptyPlanReadsWell(t *testing.T) {
	in := sample.Flagship(t)
	empty := &planner.Plan{Scenario: in.Plan.Scenario, Name: in.Plan.Name, Sides: in.Plan.Sides, LengthM: in.Plan.LengthM, PeriodH: 672}
	whole := *in.Plan
	whole.Gaps = nil
	for _, l := range languages {
		for _, v := range []report.Viewer{{}, {Side: "GT"}, {Public: true}} {
			d := written(t, report.Input{Layout: in.Layout, Plan: empty}, report.Options{Lang: l, Viewer: v})
			if text := everything(d); strings.Contains(text, "NaN") || strings.Contains(text, "%!") || len(d.Summary) == 0 {
				t.Errorf("%+v:\n%s", v, text)
			}
		}
		d := written(t, report.Input{Layout: in.Layout, Plan: &whole}, report.Options{Lang: l})
		if !slices.Contains(d.Summary, l.T("report no gaps")) || len(section(t, d, "gaps").Tables) != 0 {
			t.Errorf("%v", d.Summary)
		}
	}
}

// TestChangesAreThoseOfTheComparison: what opened and closed since an earlier plan
// is what planner.Compare says.
func TestChangesAreThoseOfTheComparison(t *testing.T) {
	in := sample.Flagship(t)
	before, err := planner.Run(t.Context(), in.Layout, planner.Options{Meet: planner.Anywhere, StepM: 5000})
	if err != nil {
		t.Fatal(err)
	}
	in.Since = before
	d, err := planner.Compare(before, in.Plan)
	if err != nil || len(d.Opened) == 0 || len(d.Sectors) == 0 {
		t.Fatal(d, err)
	}
	s := section(t, written(t, in, report.Options{Lang: lang.English}), "changes")
	opened, moved := table(t, s, "opened"), table(t, s, "moved_sectors")
	if len(opened.Rows) != len(d.Opened) || len(moved.Rows) != len(d.Sectors) {
		t.Errorf("%d of %d opened, %d of %d moved", len(opened.Rows), len(d.Opened), len(moved.Rows), len(d.Sectors))
	}
	for i := range opened.Rows {
		got, want := row(opened, i), &d.Opened[i]
		if got["chainage_from_m"].Value != startM(in, want.Route)+want.FromM || got["exposure_change_km_h"].Value != want.BExposureKmH-want.AExposureKmH {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

// TestProofIsOnlyOfWhatIsProven: of a plan that was changed by hand nothing is.
func TestProofIsOnlyOfWhatIsProven(t *testing.T) {
	in := sample.Flagship(t)
	proven := "ruled out"
	if d := written(t, in, report.Options{Lang: lang.English}); !strings.Contains(everything(d.Summary), proven) {
		t.Errorf("%v", d.Summary)
	}
	changed := *in.Plan
	changed.Options.Changed = "abc"
	if d := written(t, report.Input{Layout: in.Layout, Plan: &changed}, report.Options{Lang: lang.English}); strings.Contains(everything(d), proven) {
		t.Errorf("%v", d.Summary)
	}
	worse := *in.Plan
	worse.Layers = slices.Clone(worse.Layers)
	for i := range worse.Layers {
		worse.Layers[i].Optimal, worse.Layers[i].GapPercent = false, 12.5
	}
	if d := written(t, report.Input{Layout: in.Layout, Plan: &worse}, report.Options{Lang: lang.English}); strings.Contains(everything(d), proven) || !strings.Contains(everything(d.Summary), "12.5 percent") {
		t.Errorf("%v", d.Summary)
	}
}

// TestTitlesAreTranslated: what heads a column is another word in Spanish, but for
// those that both languages have.
func TestTitlesAreTranslated(t *testing.T) {
	in := sample.Flagship(t)
	in.More, in.Since = sample.More(t, in), in.Plan
	same := []string{"%", "no", "sector"}
	en, es := written(t, in, report.Options{Lang: lang.English}), written(t, in, report.Options{Lang: lang.Spanish})
	for i, s := range en.Sections {
		for j, x := range s.Tables {
			for k, c := range x.Columns {
				if other := es.Sections[i].Tables[j].Columns[k].Title; other == c.Title && !slices.Contains(same, c.Title) {
					t.Errorf("%s, %s: %q in both", x.ID, c.Key, c.Title)
				}
			}
		}
	}
}

func BenchmarkNew(b *testing.B) {
	in := sample.Flagship(b)
	in.ScenarioHash = in.Layout.Scenario.Hash()
	in.PlanHash, _ = in.Plan.Hash()
	for b.Loop() {
		if _, err := report.New(in, report.Options{Lang: lang.English}); err != nil {
			b.Fatal(err)
		}
	}
}
