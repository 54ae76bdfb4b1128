package planner_test

import (
	"testing"

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
		if v.Code != checking.CodeProof {
			a.Errorf("%s: %+v", bytesOf(a, q), v)
		}
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
		{},
		{Changes: []planner.PlanChange{{Change: planner.MoveMeetingPoint, MeetingPoint: "mp-la-mesilla", ToM: metres(540_000)}}},
		{Changes: []planner.PlanChange{{Change: planner.MoveBoundary, Pairs: []string{"GT-11+MX-11", "GT-12+MX-12"}, ToM: metres(880_000)}}},
	} {
		got := a.ask(q)
		t.Log(got.Touched, got.ExposureKmH, len(got.Plan.Gaps), got.Notes)
		a.clean(q, got)
	}
}
