package planner_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/planner"
	checking "lindero/planner/check"
	"lindero/sectors"
)

// asked is a plan, and what answers questions about it.
type asked struct {
	testing.TB
	l *sectors.Layout
	p *planner.Plan
	w *planner.WhatIf
}

func askedOf(t testing.TB, s *sectors.Scenario, o planner.Options) *asked {
	t.Helper()
	l := layoutFor(t, s)
	p, err := planner.Run(t.Context(), l, o)
	if err != nil {
		t.Fatal(err)
	}
	w, err := planner.NewWhatIf(t.Context(), l, p)
	if err != nil {
		t.Fatal(err)
	}
	return &asked{t, l, p, w}
}

func boxed(t testing.TB, name string) *sectors.Scenario {
	t.Helper()
	s, _, err := data.ReadScenario(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// ask asks and holds the answer to what follows from its beats and sorties.
func (a *asked) ask(q planner.Question) *planner.Answer {
	a.Helper()
	got, err := a.w.Ask(a.Context(), q)
	if err != nil {
		a.Fatalf("%s: %v", bytesOf(a, q), err)
	}
	return got
}

// clean holds an answer to a slow way to the same, to Compare and to check.
func (a *asked) clean(q planner.Question, got *planner.Answer) {
	a.Helper()
	s, err := q.Scenario(a.w)
	if err != nil {
		a.Fatal(err)
	}
	a.sameTrips(s, got)
	want := planner.Recovered(a, a.l, a.p, s, got.Plan)
	for _, x := range []struct {
		name      string
		want, got any
	}{{"coverage", want.Coverage, got.Plan.Coverage}, {"gaps", want.Gaps, got.Plan.Gaps}, {"totals", want.Totals, got.Plan.Totals}} {
		if w, g := bytesOf(a, x.want), bytesOf(a, x.got); w != g {
			a.Errorf("%s: %s is %s", bytesOf(a, q), x.name, difference(w, g))
		}
	}
	c, err := planner.Compare(a.p, got.Plan)
	if err != nil {
		a.Fatal(err)
	}
	if w, g := bytesOf(a, c), bytesOf(a, got.Comparison); w != g {
		a.Errorf("%s: the comparison is %s", bytesOf(a, q), difference(w, g))
	}
	found, err := checking.Plan(a.Context(), layoutFor(a, s), got.Plan)
	if err != nil {
		a.Fatal(err)
	}
	for _, v := range found {
		a.Errorf("%s: %+v", bytesOf(a, q), v)
		return
	}
}

// sameTrips holds the trips that come with an answer to those that are worked out
// of its plan: the border is cut as it was and not anew, which the last digits know.
func (a *asked) sameTrips(s *sectors.Scenario, got *planner.Answer) {
	a.Helper()
	want, err := planner.NewTrips(layoutFor(a, s), got.Plan)
	if err != nil {
		a.Fatal(err)
	}
	flat := func(t *planner.Trips) string {
		var b strings.Builder
		for _, legs := range t.Legs() {
			for _, x := range legs {
				fmt.Fprintf(&b, "%s %d %.9f %.9f %v %v %.6f %.6f %.9f\n", x.Name, x.Side, x.FromH, x.ToH, x.RadiusM, x.Along, x.BorderFromM, x.BorderToM, x.Line.Parts())
			}
		}
		for _, x := range t.Ways() {
			fmt.Fprintf(&b, "%s %s %d %v %.6f %.6f %q\n", x.Pair, x.Patrol, x.Side, x.Home, x.AtM, x.BorderM, x.Beats)
			for _, l := range x.Legs {
				fmt.Fprintf(&b, "%s %s %d %d %.6f %d %d %.9f\n", l.By, l.Kind, l.Route, l.Landing, l.LengthM, l.FromUs, l.ToUs, l.Parts)
			}
		}
		return strings.ReplaceAll(b.String(), "-0.000000000", "0.000000000")
	}
	if w, g := flat(want), flat(got.Trips); w != g {
		a.Errorf("the trips are %s", difference(w, g))
	}
}

// difference shows where two texts begin to differ.
func difference(want, got string) string {
	i := 0
	for i < min(len(want), len(got)) && want[i] == got[i] {
		i++
	}
	at := func(s string) string { return s[max(i-120, 0):min(i+120, len(s))] }
	return "…" + at(got) + "…, want …" + at(want) + "…"
}

func metres(m float64) *float64 { return &m }

func TestWhatIfBox(t *testing.T) {
	a := askedOf(t, boxed(t, "guatemala-mexico"), planner.Options{})
	for _, q := range []planner.Question{
		{Changes: []planner.PlanChange{{Change: planner.MoveMeetingPoint, MeetingPoint: "mp-la-mesilla", ToM: metres(540_000)}}},
		{Changes: []planner.PlanChange{{Change: planner.MoveBoundary, Pairs: []string{"GT-11+MX-11", "GT-12+MX-12"}, ToM: metres(880_000)}}},
	} {
		got := a.ask(q)
		t.Log(got.Touched, got.ExposureKmH, len(got.Plan.Gaps), got.Notes)
		a.clean(q, got)
	}
}

// TestWhatIfNothing moves things to where they are: the plan stays, byte for byte.
func TestWhatIfNothing(t *testing.T) {
	for name, step := range map[string]float64{"guatemala-mexico": planner.DefaultStepM, "andorra": 500} {
		a := askedOf(t, boxed(t, name), planner.Options{StepM: step})
		m, p := &a.p.MeetingPoints[0], &a.l.Scenario.Patrols[0]
		at := a.l.Scenario.MeetingPoints[0].At
		q := planner.Question{Changes: []planner.PlanChange{
			{Change: planner.MoveMeetingPoint, MeetingPoint: m.ID, ToM: &m.ChainageM},
			{Change: planner.MoveMeetingPoint, MeetingPoint: m.ID, At: &at},
			{Change: planner.ChangePatrol, Patrol: p.ID, ShiftH: &p.ShiftH},
			{Change: planner.ChangeRule, Rule: planner.RuleRevisitLand, Value: &a.l.Scenario.Rules.RevisitH.Land},
		}}
		for i := range a.p.Sectors {
			q.Changes = append(q.Changes, planner.PlanChange{Change: planner.MoveBoundary, Sector: a.p.Sectors[i].ID, End: planner.SectorTo, ToM: &a.p.Sectors[i].ToM})
			if a.p.Sectors[i].ToM > a.p.LengthM { // of a ring, in its first turn
				q.Changes[len(q.Changes)-1].ToM = metres(a.p.Sectors[i].ToM - a.p.LengthM)
			}
		}
		for _, q := range []planner.Question{{}, q} {
			got := a.ask(q)
			if w, g := bytesOf(t, a.p), bytesOf(t, got.Plan); w != g {
				t.Errorf("%s: %s", name, difference(w, g))
			}
			if len(got.Touched)+len(got.Comparison.Opened)+len(got.Comparison.Closed)+len(got.Notes) > 0 || got.ExposureKmH[0] != got.ExposureKmH[1] {
				t.Errorf("%s: %v %v %+v", name, got.Touched, got.Notes, got.Comparison)
			}
		}
	}
}

// TestWhatIfAgain plans the changed scenario as Run does.
func TestWhatIfAgain(t *testing.T) {
	a := askedOf(t, boxed(t, "andorra"), planner.Options{StepM: 500})
	half := (a.p.Sectors[0].FromM + a.p.Sectors[0].ToM) / 2
	for _, c := range []planner.PlanChange{
		{Change: planner.MoveBoundary, Sector: a.p.Sectors[0].ID, End: planner.SectorTo, ToM: &half},
		{Change: planner.MoveMeetingPoint, MeetingPoint: a.p.MeetingPoints[0].ID, ToM: metres(20_012)},
		{Change: planner.RemovePatrol, Patrol: a.l.Scenario.Patrols[0].ID},
	} {
		q := planner.Question{Changes: []planner.PlanChange{c}, Again: true}
		got := a.ask(q)
		s, err := q.Scenario(a.w)
		if err != nil {
			t.Fatal(err)
		}
		if w, g := bytesOf(t, planOf(t, s, planner.Options{StepM: 500})), bytesOf(t, got.Plan); w != g {
			t.Errorf("%s: %s", c.Change, difference(w, g))
		}
		if s.Hash() == a.l.Scenario.Hash() || got.Plan.Scenario != s.Hash() {
			t.Errorf("%s: the scenario is the same", c.Change)
		}
	}
}

// TestWhatIfLeftAlone: whose partner is gone, and who is added and finds none, is
// told; who had none before is not.
func TestWhatIfLeftAlone(t *testing.T) {
	a := askedOf(t, boxed(t, "guatemala-mexico"), planner.Options{})
	pair := a.p.Pairs[3]
	first := a.l.Scenario.Patrols[0]
	add := planner.PlanChange{Change: planner.AddPatrol, Patrol: "one-more", Side: first.Side, Post: first.Post, ShiftH: metres(8), ShiftsPerWeek: metres(3), SpeedLandKmh: metres(4)}
	for want, c := range map[string]planner.PlanChange{
		pair.Patrols[1]: {Change: planner.RemovePatrol, Patrol: pair.Patrols[0]},
		"one-more":      add,
	} {
		got := a.ask(planner.Question{Changes: []planner.PlanChange{c}})
		var alone []string
		for _, n := range got.Notes {
			if n.Code == planner.NoteNoPartner {
				alone = append(alone, n.Subjects...)
			}
		}
		if !slices.Equal(alone, []string{want}) {
			t.Errorf("%s: %+v, want %s", c.Change, got.Notes, want)
		}
		if vanished := slices.Contains(got.Touched, pair.ID); vanished != (c.Change == planner.RemovePatrol) {
			t.Errorf("%s: %q are touched", c.Change, got.Touched)
		}
	}
}

// TestRuleValues: each rule that a change sets is the one, and the only one, that
// has another value in the changed scenario.
func TestRuleValues(t *testing.T) {
	scenario := plain(t, sectors.Land, 20)
	unit(scenario, "a", 5, 2)
	unit(scenario, "b", 5, -2)
	a := askedOf(t, scenario, planner.Options{})
	before := planner.RuleValues(a.l.Scenario.Rules)
	if len(before) != len(planner.ChangeRules) {
		t.Errorf("%v", before)
	}
	for _, rule := range planner.ChangeRules {
		q := planner.Question{Changes: []planner.PlanChange{{Change: planner.ChangeRule, Rule: rule, Value: metres(before[rule] + 7)}}}
		s, err := q.Scenario(a.w)
		if err != nil {
			t.Fatal(err)
		}
		want := maps.Clone(before)
		want[rule] += 7
		if got := planner.RuleValues(s.Rules); !maps.Equal(got, want) {
			t.Errorf("%s: %v, want %v", rule, got, want)
		}
	}
}

// TestWhatIfRing asks about a ring, whose sectors go over its start.
func TestWhatIfRing(t *testing.T) {
	a := askedOf(t, boxed(t, "andorra"), planner.Options{StepM: 500})
	for i := range min(len(a.p.Sectors), 2) {
		s := &a.p.Sectors[i]
		to := s.ToM - s.LengthM/3
		if to > a.p.LengthM {
			to -= a.p.LengthM
		}
		q := planner.Question{Changes: []planner.PlanChange{{Change: planner.MoveBoundary, Sector: s.ID, End: planner.SectorTo, ToM: &to},
			{Change: planner.AddMeetingPoint, MeetingPoint: "new", ToM: metres(math.Mod(s.FromM+s.LengthM/4+a.p.LengthM, a.p.LengthM))}}}
		a.clean(q, a.ask(q))
	}
}

// TestWhatIfTogether asks from several goroutines at once: the answers are those
// that come one after the other.
func TestWhatIfTogether(t *testing.T) {
	m := makerOf(7)
	s := m.scenario(t, 4)
	a := askedOf(t, s, planner.Options{})
	var qs []planner.Question
	var want []string
	for len(qs) < 16 {
		q := m.question(s, a.p)
		if got, err := a.w.Ask(t.Context(), q); err == nil {
			qs, want = append(qs, q), append(want, bytesOf(t, got))
		}
	}
	var wg sync.WaitGroup
	for k := range qs {
		wg.Go(func() {
			for i := range qs {
				i = (i + k) % len(qs)
				got, err := a.w.Ask(t.Context(), qs[i])
				if err != nil {
					t.Error(err)
				} else if text, err := json.Marshal(got); err != nil || string(text) != want[i] {
					t.Errorf("%v: %s", err, difference(want[i], string(text)))
				}
			}
		})
	}
	wg.Wait()
}

// TestWhatIfProblems wants every problem of a question told, with the change and
// the field at fault.
func TestWhatIfProblems(t *testing.T) {
	s := plain(t, sectors.Land, 20)
	unit(s, "a0", 5, 2)
	unit(s, "b0", 5, -2)
	unit(s, "a1", 15, 2)
	unit(s, "b1", 15, -2)
	s.MeetingPoints = []sectors.MeetingPoint{{ID: "ford", At: spot(5, 0)}, {ID: "mill", At: spot(15, 0)}}
	a := askedOf(t, s, planner.Options{})
	far := spot(5, 20)
	here, there := a.p.Pairs[0].ID, a.p.Pairs[1].ID
	n := func(x float64) *float64 { return &x }
	for _, c := range []struct {
		code  planner.NoteCode
		field string
		planner.PlanChange
	}{
		{planner.ProblemChange, "change", planner.PlanChange{Change: "fly"}},
		{planner.ProblemNoValue, "meeting_point", planner.PlanChange{Change: planner.RemoveMeetingPoint}},
		{planner.ProblemNoValue, "to_m", planner.PlanChange{Change: planner.MoveMeetingPoint, MeetingPoint: "ford"}},
		{planner.ProblemNotOf, "patrol", planner.PlanChange{Change: planner.RemoveMeetingPoint, MeetingPoint: "ford", Patrol: "a0"}},
		{planner.ProblemUnknown, "meeting_point", planner.PlanChange{Change: planner.RemoveMeetingPoint, MeetingPoint: "fort"}},
		{planner.ProblemTaken, "meeting_point", planner.PlanChange{Change: planner.AddMeetingPoint, MeetingPoint: "ford", ToM: n(1)}},
		{planner.ProblemText, "meeting_point", planner.PlanChange{Change: planner.AddMeetingPoint, MeetingPoint: "weir ", ToM: n(1)}},
		{planner.ProblemText, "patrol", planner.PlanChange{Change: planner.AddPatrol, Patrol: "a\r\nb", Side: "AA", Post: "post-a0", ShiftH: n(8), ShiftsPerWeek: n(5), SpeedLandKmh: n(4)}},
		{planner.ProblemOffBorder, "to_m", planner.PlanChange{Change: planner.MoveMeetingPoint, MeetingPoint: "ford", ToM: n(-1)}},
		{planner.ProblemOffBorder, "to_m", planner.PlanChange{Change: planner.MoveMeetingPoint, MeetingPoint: "ford", ToM: n(math.NaN())}},
		{planner.ProblemFarPlace, "at", planner.PlanChange{Change: planner.MoveMeetingPoint, MeetingPoint: "ford", At: &far}},
		{planner.ProblemNumber, "at", planner.PlanChange{Change: planner.MoveMeetingPoint, MeetingPoint: "ford", At: &orb.Point{math.Inf(1), 0}}},
		{planner.ProblemNotNeighbours, "pairs", planner.PlanChange{Change: planner.MoveBoundary, Pairs: []string{there, here}, ToM: n(9000)}},
		{planner.ProblemBeyond, "to_m", planner.PlanChange{Change: planner.MoveBoundary, Pairs: []string{here, there}, ToM: n(0)}},
		{planner.ProblemNumber, "pairs", planner.PlanChange{Change: planner.MoveBoundary, Pairs: []string{here}, ToM: n(0)}},
		{planner.ProblemChoice, "end", planner.PlanChange{Change: planner.MoveBoundary, Sector: here, End: "left", ToM: n(1)}},
		{planner.ProblemUnknown, "patrol", planner.PlanChange{Change: planner.RemovePatrol, Patrol: "a9"}},
		{planner.ProblemNumber, "shift_h", planner.PlanChange{Change: planner.ChangePatrol, Patrol: "a0", ShiftH: n(math.NaN())}},
		{planner.ProblemNumber, "shifts_per_week", planner.PlanChange{Change: planner.ChangePatrol, Patrol: "a0", ShiftsPerWeek: n(99)}},
		{planner.ProblemNoSpeed, "speed_land_kmh", planner.PlanChange{Change: planner.ChangePatrol, Patrol: "a0", SpeedLandKmh: n(0), SpeedRiverKmh: n(0), SpeedSeaKmh: n(0)}},
		{planner.ProblemOtherSide, "post", planner.PlanChange{Change: planner.ChangePatrol, Patrol: "a0", Post: "post-b0"}},
		{planner.ProblemTaken, "patrol", planner.PlanChange{Change: planner.AddPatrol, Patrol: "a0", Side: "AA", Post: "post-a0", ShiftH: n(8), ShiftsPerWeek: n(5), SpeedLandKmh: n(4)}},
		{planner.ProblemChoice, "side", planner.PlanChange{Change: planner.AddPatrol, Patrol: "a7", Side: "CC", Post: "post-a0", ShiftH: n(8), ShiftsPerWeek: n(5), SpeedLandKmh: n(4)}},
		{planner.ProblemChoice, "rule", planner.PlanChange{Change: planner.ChangeRule, Rule: "period_d", Value: n(7)}},
		{planner.ProblemNumber, "value", planner.PlanChange{Change: planner.ChangeRule, Rule: planner.RuleDetourFactor, Value: n(0.5)}},
	} {
		for _, again := range []bool{false, true} {
			q := planner.Question{Changes: []planner.PlanChange{{Change: planner.RemoveMeetingPoint, MeetingPoint: "mill"}, c.PlanChange}, Again: again}
			_, err := a.w.Ask(t.Context(), q)
			var wrong *planner.QuestionError
			if !errors.As(err, &wrong) {
				t.Errorf("%+v: %v", c.PlanChange, err)
				continue
			}
			x := wrong.Problems[0]
			if x.Change != 1 || x.Field != c.field || x.Note.Code != c.code {
				t.Errorf("%s of %s: %+v", c.code, c.field, wrong.Problems)
			}
			if m := data.PlanMessage(x.Note).String(); strings.Contains(m, "?") || len(m) < 20 {
				t.Errorf("%s: %s", c.code, m)
			}
		}
	}
	many := planner.Question{Changes: make([]planner.PlanChange, planner.MostChanges+1)}
	if _, err := a.w.Ask(t.Context(), many); err == nil || !strings.Contains(err.Error(), string(planner.ProblemMany)) {
		t.Error(err)
	}
	if _, err := planner.NewWhatIf(t.Context(), layoutFor(t, plain(t, sectors.Land, 5)), a.p); !errors.Is(err, planner.ErrOtherScenario) {
		t.Error(err)
	}
}

// TestWhatIfNoDays: without days all else is the same, and on one core all is.
func TestWhatIfNoDays(t *testing.T) {
	a := askedOf(t, boxed(t, "guatemala-mexico"), planner.Options{})
	w, p := a.w, a.p
	toM := 690000.0
	for _, changes := range [][]planner.PlanChange{nil, {{Change: planner.MoveMeetingPoint, MeetingPoint: "mp-ingenieros", ToM: &toM}}} {
		with, err := w.Ask(t.Context(), planner.Question{Changes: changes})
		if err != nil {
			t.Fatal(err)
		}
		without, err := w.Ask(t.Context(), planner.Question{Changes: changes, NoDays: true})
		if err != nil {
			t.Fatal(err)
		}
		if len(with.Plan.Totals.Days) != 28 || len(without.Plan.Totals.Days) != 0 || len(p.Totals.Days) != 28 {
			t.Errorf("%d days with, %d without, %d of the plan", len(with.Plan.Totals.Days), len(without.Plan.Totals.Days), len(p.Totals.Days))
		}
		alone, err := w.Ask(planner.OnOneCore(t.Context()), planner.Question{Changes: changes})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(with, alone, cmpopts.IgnoreFields(planner.Answer{}, "Trips")); diff != "" {
			t.Errorf("on one core: %s", diff)
		}
		filled := *without.Plan
		filled.Totals.Days = with.Plan.Totals.Days
		if diff := cmp.Diff(with.Plan, &filled); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(with.Comparison, without.Comparison); diff != "" || with.ExposureKmH != without.ExposureKmH {
			t.Error(diff)
		}
	}
}

// TestWhatIfDragged: of a meeting point that is moved many times only the last
// place counts, and one that comes back leaves the plan as it is.
func TestWhatIfDragged(t *testing.T) {
	a := askedOf(t, boxed(t, "guatemala-mexico"), planner.Options{})
	beat := a.p.Beats[len(a.p.Beats)/3]
	move := func(m float64) planner.PlanChange {
		return planner.PlanChange{Change: planner.MoveMeetingPoint, MeetingPoint: beat.MeetingPoint, ToM: &m}
	}
	var far []planner.PlanChange
	for k := range 40 { // through several sectors
		far = append(far, move(math.Mod(beat.MeetM+float64(k)*a.p.LengthM/40, a.p.LengthM)))
	}
	once := a.ask(planner.Question{Changes: []planner.PlanChange{move(beat.MeetM + 2000)}})
	q := planner.Question{Changes: append(slices.Clone(far), move(beat.MeetM+2000))}
	dragged := a.ask(q)
	if w, g := bytesOf(t, once.Plan), bytesOf(t, dragged.Plan); w != g || !slices.Equal(once.Touched, dragged.Touched) || len(once.Touched) == 0 {
		t.Errorf("%v and %v are touched: %s", once.Touched, dragged.Touched, difference(w, g))
	}
	if len(dragged.Places) != 41 || dragged.Places[7].Change != 7 {
		t.Errorf("%d places are told", len(dragged.Places))
	}
	back := a.ask(planner.Question{Changes: append(slices.Clone(far), move(beat.MeetM))})
	if w, g := bytesOf(t, a.p), bytesOf(t, back.Plan); w != g || len(back.Touched)+len(back.Notes) > 0 {
		t.Errorf("back again: %v %v %s", back.Touched, back.Notes, difference(w, g))
	}
}
