package main

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"lindero/lang"
	"lindero/planner"
	"lindero/planner/check"
	"lindero/sectors"
)

var update = flag.Bool("update", false, "write the golden files again")

// golden holds text to a file of testdata, and its lines to lineWidth.
func golden(t *testing.T, name, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > lineWidth {
			t.Errorf("%s: %d letters: %s", name, n, line)
		}
		if strings.Contains(line, "%!") || strings.HasSuffix(line, " \n") {
			t.Errorf("%s: %q", name, line)
		}
	}
	path := "testdata/" + name
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if text != string(want) {
		t.Errorf("%s: printed is\n%s\nwant\n%s", name, text, want)
	}
}

var languages = []lang.Lang{lang.English, lang.Spanish}

func TestPlanTables(t *testing.T) {
	layout := drawn(t)
	for _, l := range languages {
		p := newPlanTables(l, layout, handMade(layout))
		p.beats, p.proof, p.sorties, p.made, p.folder = true, true, true, "drawn", "the plan"
		var out bytes.Buffer
		if err := p.print(&out, []string{"period_d = 28"}); err != nil {
			t.Fatal(err)
		}
		golden(t, "plan."+string(l)+".txt", out.String())
	}
}

// A plan of nothing is printed too.
func TestEmptyPlan(t *testing.T) {
	layout := drawn(t)
	for _, p := range []*planner.Plan{{}, {Name: "x", Layers: []planner.Layer{{Name: "surface"}}, Beats: []planner.Beat{{Pair: "gone"}}}} {
		tables := newPlanTables(lang.English, layout, p)
		tables.beats, tables.proof, tables.sorties = true, true, true
		var out bytes.Buffer
		if err := tables.print(&out, nil); err != nil || strings.Contains(out.String(), "NaN") {
			t.Errorf("%v\n%s", err, &out)
		}
	}
}

// TestNothingOpen wants a plan to say so only where it is so.
func TestNothingOpen(t *testing.T) {
	for _, c := range []struct {
		layer planner.Layer
		open  []planner.Infeasible
		want  bool
	}{
		{planner.Layer{VisitedM: 5, LambdaH: 168}, nil, true},
		{planner.Layer{VisitedM: 5, LambdaH: 169}, nil, false},
		{planner.Layer{VisitedM: 5, UnreachableM: 1, LambdaH: 1}, nil, false},
		{planner.Layer{}, nil, false},
		{planner.Layer{VisitedM: 5, LambdaH: 168}, stretches()[:1], false},
	} {
		var out bytes.Buffer
		p := newPlanTables(lang.English, drawn(t), &planner.Plan{ReferenceH: 168, Layers: []planner.Layer{c.layer}, Infeasible: c.open})
		if err := p.print(&out, nil); err != nil || strings.Contains(out.String(), lang.English.T("nothing open")) != c.want {
			t.Errorf("%+v: %v\n%s", c.layer, err, &out)
		}
	}
}

// TestTouches wants beats to be of the kinds of border that they are on, on a
// ring over its start too.
func TestTouches(t *testing.T) {
	layout := drawn(t) // land to 111.3 km, river to 167.0, sea to 278.3
	p := newPlanTables(lang.English, layout, handMade(layout))
	for _, c := range []struct {
		fromKm, toKm float64
		want         string
	}{{0, 111, "land"}, {112, 167.1, "river sea"}, {111, 112, "land river"}, {270, 280, "land sea"}, {-10, -1, "sea"}, {-10, 10, "land sea"}} {
		var kinds []string
		for _, k := range sectors.Kinds {
			if p.touches(&planner.Beat{FromM: c.fromKm * 1000, ToM: c.toKm * 1000}, k) {
				kinds = append(kinds, string(k))
			}
		}
		if got := strings.Join(kinds, " "); got != c.want {
			t.Errorf("%v–%v: %s, want %s", c.fromKm, c.toKm, got, c.want)
		}
	}
}

func TestCheckTables(t *testing.T) {
	found := []check.Violation{{Code: "beat_visits", Where: "beats[3].visits", Want: strings.Repeat("4", widestCell), Got: "5"},
		{Code: "gap", Where: "gaps", Want: strings.Repeat("a span that is never seen ", 4), Got: "a shorter \x1b[31mspan"}}
	for _, l := range languages {
		var out bytes.Buffer
		if err := newChecked(handMade(drawn(t)), nil).tell(&out, l, false); err != nil {
			t.Fatal(err)
		}
		out.WriteString("\n")
		if err := newChecked(handMade(drawn(t)), found).tell(&out, l, false); !errors.Is(err, errOpen) {
			t.Fatal(err)
		}
		golden(t, "check."+string(l)+".txt", out.String())
	}
}

func TestCheckJSON(t *testing.T) {
	for _, c := range []struct {
		found []check.Violation
		fails bool
		want  string
	}{
		{nil, false, `"clean":true,"checked":{"proofs":2,"pairs":3,"sectors":2,"beats":3,"meeting_points":2,"infeasible":17,"watches":0,"gaps":0},"violations":[]}`},
		{[]check.Violation{{Code: "gap", Where: "gaps[1]", Want: "a", Got: "b"}}, true, `"violations":[{"code":"gap","where":"gaps[1]","want":"a","got":"b"}]}`},
	} {
		var out bytes.Buffer
		err := newChecked(handMade(drawn(t)), c.found).tell(&out, lang.Spanish, true)
		if errors.Is(err, errOpen) != c.fails || !strings.HasSuffix(out.String(), c.want+"\n") {
			t.Errorf("%v: %s", err, &out)
		}
	}
}

func TestReinforceTables(t *testing.T) {
	layout := drawn(t)
	found := &planner.Reinforcement{Layer: "surface", BeyondM: 12000, Steps: []planner.ReinforceStep{
		{UnreachableM: 178298.727, UnreachableWeightedM: 200000, LambdaH: 336},
		{More: 1, UnreachableM: 100000, UnreachableWeightedM: 100000, LambdaH: 336, Added: []planner.AddedPair{
			{Like: "p1", Posts: [2]string{"aa-west", "bb-mid"}, FromM: 150000, ToM: 228298, AddsWeightedM: 78000}}},
		{More: 2, UnreachableM: 100000, UnreachableWeightedM: 100000, LambdaH: 168, Added: []planner.AddedPair{
			{Like: "p1", Posts: [2]string{"aa-west", "bb-mid"}, FromM: 150000, ToM: 228298, AddsWeightedM: 78000},
			{Like: "p2", Posts: [2]string{"aa-ford", "nowhere"}, FromM: 50000, ToM: 60000, AddsLambdaH: 168},
			{Like: "p2", Posts: [2]string{"aa-ford", "bb-mid"}, FromM: 60000, ToM: 60000}}},
	}}
	for _, l := range languages {
		var out bytes.Buffer
		for _, r := range []reinforceCommand{{}, {close: true}} {
			if err := r.print(&out, l, layout, found); err != nil {
				t.Fatal(err)
			}
			out.WriteString("\n")
		}
		found.Closed = true
		if err := (&reinforceCommand{close: true}).print(&out, l, layout, found); err != nil {
			t.Fatal(err)
		}
		found.Closed = false
		golden(t, "reinforce."+string(l)+".txt", out.String())
	}
}

func TestCompareTables(t *testing.T) {
	a, b := handMade(drawn(t)), handMade(drawn(t))
	d := &planner.Comparison{
		Sectors: []planner.MovedSector{{Pair: "p1", Layer: "surface", AFromM: 50000, AToM: 150000, BFromM: 40000, BToM: 140000},
			{Pair: "p2", Layer: "surface", BFromM: 140000, BToM: 150000}},
		Meetings: []planner.MovedMeeting{{Pair: "p1", A: []planner.Meeting{{MeetingPoint: "ford"}, {ChainageM: 60000}}, B: []planner.Meeting{{MeetingPoint: "stone"}}}, {Pair: "p2"}},
		Opened:   []planner.GapChange{{Route: "stream", Kind: "river", FromM: 0, ToM: 1000, LengthM: 1000, ARevisitH: 24, BRevisitH: 672, BNever: true, AllowedH: 48, BExposureKmH: 672}},
		Closed:   []planner.GapChange{{Route: "hills", Kind: "land", FromM: 0, ToM: 2000, LengthM: 2000, ARevisitH: 192, BRevisitH: 0, AllowedH: 168, AExposureKmH: 168}},
		Layers:   []planner.LayerChange{{Layer: "surface", AUnreachableM: 178298, BUnreachableM: 170000, ALambdaH: 336, BLambdaH: 30}},
	}
	for _, l := range languages {
		var out bytes.Buffer
		for _, d := range []*planner.Comparison{d, {}} {
			if err := printComparison(&out, l, a, b, d); err != nil {
				t.Fatal(err)
			}
			out.WriteString("\n")
		}
		golden(t, "compare."+string(l)+".txt", out.String())
	}
}

// TestWrapped wants numbers to stay with their units, and every word printed.
func TestWrapped(t *testing.T) {
	for _, c := range []struct {
		in   []string
		want string
	}{
		{[]string{"at", "km", "12.3,", "km", "4", "and", "(km", "5)"}, "at|km 12.3,|km 4|and|(km 5)"},
		{[]string{"7", "d", "or", "3.5", "h;", "12", "dogs", "5.", "d"}, "7 d|or|3.5 h;|12|dogs|5.|d"},
		{[]string{"km", "653", "km", "away"}, "km 653 km|away"},
	} {
		if got := strings.Join(glued(c.in), "|"); got != c.want {
			t.Errorf("%v: %s", c.in, got)
		}
	}
	var out bytes.Buffer
	newTables(&out, lang.English, nil).wrapped("- ", "  ", strings.Repeat("é", 98)+" "+strings.Repeat("x", 120)+" a b")
	if want := "- " + strings.Repeat("é", 98) + "\n  " + strings.Repeat("x", 120) + "\n  a b\n"; out.String() != want {
		t.Errorf("%q", &out)
	}
}
