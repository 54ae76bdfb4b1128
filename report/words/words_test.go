package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
	"time"

	"lindero/lang"
	"lindero/planner"
	"lindero/sectors"
)

var languages = []lang.Lang{lang.English, lang.Spanish}

// TestMends wants what is asked for to suffice after it is rounded: more of a
// shift, and less of a distance.
func TestMends(t *testing.T) {
	w := New(lang.English, &sectors.Scenario{}, &planner.Plan{LengthM: 100000})
	for _, c := range []struct {
		change planner.Change
		want   string
	}{
		{planner.Change{Patrol: "a", Field: "shift_h", From: 12, To: 12.5001}, "a shift 0.6 h longer for a (12.6 h instead of 12 h)"},
		{planner.Change{Patrol: "a", Field: "shift_h", From: 1.25, To: 1.5}, "a shift 0.3 h longer for a (1.5 h instead of 1.25 h)"},
		{planner.Change{Patrol: "a", Field: "shift_h", From: 12, To: 12.1 + 1e-12}, "a shift 0.1 h longer for a (12.1 h instead of 12 h)"},
		{planner.Change{Patrol: "a", Field: "shifts_per_week", From: 3.5, To: 4.5}, "one more shift a week for a (4.5 instead of 3.5)"},
		{planner.Change{Patrol: "a", Field: "shifts_per_week", From: 3, To: 3.25}, "0.25 more shifts a week for a (3.25 instead of 3)"},
		{planner.Change{Side: "BB", Field: "post_distance_km", To: 14.09, AtM: 81240}, "a post of BB within 14 km of km 81.2"},
		{planner.Change{Side: "BB", Field: "post_distance_km", To: 1414.1, AtM: 101000}, "a post of BB within 1,414.1 km of km 1.0"},
		{planner.Change{Pair: "p", Field: "post_distance_km", To: 0.5, AtM: 500}, "one more pair like pair p, from a post of each side within 0.5 km of km 0.5"},
		{planner.Change{Pair: "p", Field: "shifts_per_week", From: 5, To: 7}, "2 more shifts a week for both patrols of pair p (7 instead of 5)"},
		{planner.Change{Field: "new_field", From: 1, To: 2.5}, "new_field 1 → 2.5"},
	} {
		if got := w.Mend(&c.change); got != c.want {
			t.Errorf("%+v: %s, want %s", c.change, got, c.want)
		}
	}
}

// TestChainages wants those outside a ring's length to come round again.
func TestChainages(t *testing.T) {
	w := New(lang.English, &sectors.Scenario{}, &planner.Plan{LengthM: 100000})
	for m, want := range map[float64]string{0: "0.0", 100000: "100.0", 101000: "1.0", 250000: "50.0", -500: "99.5", 1e300: w.Lang.Km(1e300)} {
		if got := w.Km(m); got != want {
			t.Errorf("%v: %s, want %s", m, got, want)
		}
	}
}

// TestMoments wants the nearest minute, which may be one of the next day.
func TestMoments(t *testing.T) {
	w := New(lang.English, &sectors.Scenario{}, &planner.Plan{})
	zone := time.FixedZone("", -6*3600)
	for at, want := range map[time.Time]string{
		time.Date(2027, 1, 4, 5, 51, 29, 0, zone):   "Mon 4 Jan 05:51",
		time.Date(2027, 1, 4, 5, 51, 30, 0, zone):   "Mon 4 Jan 05:52",
		time.Date(2027, 1, 31, 23, 59, 45, 0, zone): "Mon 1 Feb 00:00",
	} {
		if got := w.Moment(at); got != want {
			t.Errorf("%v: %s, want %s", at, got, want)
		}
	}
}

// TestOffsets wants each change of the clocks before the end told once, and as many as
// can be read of many.
func TestOffsets(t *testing.T) {
	w := New(lang.English, &sectors.Scenario{}, &planner.Plan{})
	in := func(name string) *time.Location {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		return zone
	}
	from := func(zone *time.Location) time.Time { return time.Date(2027, 1, 4, 0, 0, 0, 0, zone) }
	for _, c := range []struct {
		from time.Time
		days int
		want string
	}{
		{from(time.UTC), 40000, "UTC+00:00"},
		{from(time.FixedZone("", -6*3600)), 40000, "UTC-06:00"},
		{from(in("America/Guatemala")), 365, "UTC-06:00"},
		{from(in("Europe/Andorra")), 83, "UTC+01:00"}, // to the end of 27 March
		{from(in("Europe/Andorra")), 84, "UTC+01:00, from Sun 28 Mar UTC+02:00"},
		{from(in("Australia/Lord_Howe")), 365, "UTC+11:00, from Sun 4 Apr UTC+10:30, from Sun 3 Oct UTC+11:00"},
	} {
		if got := w.Offsets(c.from, c.from.AddDate(0, 0, c.days)); got != c.want {
			t.Errorf("%v, %d days: %s, want %s", c.from, c.days, got, c.want)
		}
	}
	if got := w.Offsets(from(in("Europe/Andorra")), from(in("Europe/Andorra")).AddDate(110, 0, 0)); !strings.HasSuffix(got, " …") || strings.Count(got, "from") != mostChanges {
		t.Error(got)
	}
}

// TestLayers wants words for the layers that are ours, and others as they are, also
// where they are called as some text is.
func TestLayers(t *testing.T) {
	for name, want := range map[string]string{"surface": "superficie", "air": "aire", "gap": "gap", "rows": "rows", "Ríos": "Ríos", "": ""} {
		if got := Layer(lang.Spanish, name); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}

// TestRulesHaveWords wants words for each rule that package planner has.
func TestRulesHaveWords(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../../planner/plan.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	rules := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); !ok || kind.Name != "Rule" {
			return true
		}
		text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		rules++
		key := ruleKeys[planner.Rule(text)]
		for _, l := range languages {
			if key == "" || l.T(key) == key {
				t.Errorf("%s has no words for rule %s", l, text)
			}
		}
		return true
	})
	if rules != len(ruleKeys) {
		t.Errorf("%d rules in planner, %d here", rules, len(ruleKeys))
	}
}

// TestSideReadsNothingOfTheOther: of the other side's posts and patrols no sentence
// names one, neither by itself nor within the id of a pair.
func TestSideReadsNothingOfTheOther(t *testing.T) {
	s := &sectors.Scenario{
		Posts:   []sectors.Post{{ID: "a-town", Name: "Aville", Side: "AA"}, {ID: "b-town", Name: "Bville", Side: "BB"}},
		Patrols: []sectors.Patrol{{ID: "A-7", Side: "AA"}, {ID: "B-7", Side: "BB"}},
	}
	p := &planner.Plan{LengthM: 1000, Pairs: []planner.Pair{{ID: "A-7+B-7", Number: 3, Patrols: [2]string{"A-7", "B-7"}, Posts: [2]string{"a-town", "b-town"}}}}
	said := func(w *Words) string {
		return strings.Join([]string{
			w.Who(&p.Pairs[0]), w.Post("a-town"), w.Post("b-town"), w.Patrol("A-7"), w.Patrol("B-7"), w.Pair("A-7+B-7"), w.Pair("A-7+B-7/gone"),
			w.Why(&planner.Infeasible{Rule: planner.ByShift, Patrol: "B-7"}), w.Why(&planner.Infeasible{Rule: planner.ByShift, Patrol: "A-7"}),
			w.Mend(&planner.Change{Field: "shift_h", Patrol: "B-7", To: 2}), w.Mend(&planner.Change{Field: "shifts_per_week", Patrol: "B-7", To: 2}),
			w.Added(&planner.ReinforceStep{Added: []planner.AddedPair{{Like: "A-7+B-7", Posts: [2]string{"a-town", "b-town"}}, {Like: "A-7+B-7", Posts: [2]string{"a-town", "b-town"}, ToM: 5}}}),
			w.Note(planner.Note{Code: planner.NoteAway, Subjects: []string{"B-7"}}), w.Note(planner.Note{Code: planner.NoteNotScheduled, Subjects: []string{"A-7+B-7/1", "1", "2", "week"}}),
			w.Note(planner.Note{Code: planner.NoteAway, Subjects: []string{"A-7"}}),
		}, "\n")
	}
	whole := said(New(lang.English, s, p))
	for _, l := range languages {
		w := New(l, s, p)
		w.Side = "AA"
		text := said(w)
		for _, secret := range []string{"B-7", "b-town", "Bville"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s: %q in\n%s", l, secret, text)
			}
			if !strings.Contains(whole, secret) && secret != "b-town" {
				t.Errorf("%q is not told to who may see all: %s", secret, whole)
			}
		}
		for _, own := range []string{"A-7", "Aville"} {
			if !strings.Contains(text, own) {
				t.Errorf("%s: no %q in\n%s", l, own, text)
			}
		}
	}
}

// TestSideReadsNoNumbersOfTheOther: of the other side's shifts it is told what more
// is asked for, not what they are.
func TestSideReadsNoNumbersOfTheOther(t *testing.T) {
	s := &sectors.Scenario{Patrols: []sectors.Patrol{{ID: "A-7", Side: "AA"}, {ID: "B-7", Side: "BB"}}}
	p := &planner.Plan{LengthM: 1000, Pairs: []planner.Pair{{ID: "p", Number: 3}}}
	w := New(lang.English, s, p)
	w.Side = "AA"
	for _, c := range []struct {
		change planner.Change
		want   string
	}{
		{planner.Change{Patrol: "A-7", Field: "shift_h", From: 12, To: 12.5}, "a shift 0.5 h longer for A-7 (12.5 h instead of 12 h)"},
		{planner.Change{Patrol: "B-7", Field: "shift_h", From: 12, To: 12.5}, "a shift 0.5 h longer for a patrol of the other side"},
		{planner.Change{Patrol: "B-7", Field: "shifts_per_week", From: 3, To: 4}, "one more shift a week for a patrol of the other side"},
		{planner.Change{Pair: "p", Field: "shifts_per_week", From: 3, To: 5}, "2 more shifts a week for both patrols of pair 3"},
	} {
		if got := w.Mend(&c.change); got != c.want {
			t.Errorf("%+v: %s, want %s", c.change, got, c.want)
		}
	}
}
