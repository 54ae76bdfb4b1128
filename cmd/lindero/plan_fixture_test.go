package main

import (
	"strconv"
	"testing"

	"lindero/planner"
	"lindero/sectors"
)

// drawn returns the layout of the drawn scenario of package data: hills, a
// stream and a bay along the equator, 278.3 km.
func drawn(t *testing.T) *sectors.Layout {
	t.Helper()
	l, _, err := readLayout("../../data/testdata/scenario")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// handMade returns a plan of the drawn scenario that has everything a plan can
// have: two layers, a pair without a sector, each rule, each change. It shows
// how things are printed, and is no good plan.
func handMade(l *sectors.Layout) *planner.Plan {
	pair := func(id, layer string, n int, a, b, postA, postB string) planner.Pair {
		return planner.Pair{ID: id, Layer: layer, Number: n, Patrols: [2]string{a, b}, Posts: [2]string{postA, postB},
			Kinds: []string{"land", "river"}, MeetM: 1000, MeetH: 0.5, Sorties: 20, Used: 12}
	}
	beat := func(id, pair string, fromM, toM float64, point string, meetM float64, visits int, allowedH float64) planner.Beat {
		return planner.Beat{ID: id, Pair: pair, Sector: "sector-" + pair, FromM: fromM, ToM: toM, LengthM: toM - fromM,
			MeetM: meetM, MeetingPoint: point, PartM: toM, Visits: visits, Weight: 1, RevisitH: 672 / float64(visits), AllowedH: allowedH, AchievedH: 700 / float64(visits), WindowH: 650 / float64(visits),
			ArriveH: [2]float64{0.5, 1.25}, WalkH: 6, HomeH: [2]float64{2, 0.75}, SortieH: [2]float64{8.5, 8}, Share: 0.85}
	}
	return &planner.Plan{
		Format: planner.PlanFormat, Scenario: l.Scenario.Hash(), Name: l.Scenario.Name, Version: version, Sides: [2]string{"AA", "BB"},
		PeriodH: 672, ReferenceH: 168, LengthM: borderLengthM(l),
		Options: planner.Options{StepM: 100, Meet: planner.Designated},
		Layers:  []planner.Layer{surface(), ridge()},
		Pairs: []planner.Pair{
			pair("p1", "surface", 1, "unit-a1", "unit-b1", "aa-west", "bb-mid"),
			pair("p2", "surface", 2, "unit-a2", "unit-b2", "aa-ford", "bb-gone"),
			pair("p3", "ridge", 1, "unit-a3", "unit-b3", "aa-west", "bb-mid"),
		},
		Unpaired: []planner.Unpaired{{Patrol: "unit-a4", Side: "AA", Layer: "surface", Rule: planner.ByNobody},
			{Patrol: "unit-a5", Side: "AA", Layer: "surface", Rule: planner.ByNobody}, {Patrol: "unit-b6", Side: "BB", Layer: "ridge", Rule: planner.ByMeeting}},
		MeetingPoints: []planner.MeetingPoint{{ID: "ford", Name: "The Ford, east", ChainageM: 120000, Pairs: []string{"p1"}}, {ID: "stone", ChainageM: 60000, Pairs: []string{"p1"}}},
		Sectors: []planner.Sector{
			{ID: "sector-p1", Pair: "p1", Layer: "surface", FromM: 50000, ToM: 150000, LengthM: 100000, LambdaH: 336, Share: 0.85},
			{ID: "sector-p3", Pair: "p3", Layer: "ridge", FromM: 0, ToM: 30000, LengthM: 30000, LambdaH: 96, Share: 0.5},
		},
		Beats: []planner.Beat{
			beat("p1/1", "p1", 50000, 100000, "stone", 60000, 4, 168),
			beat("p1/2", "p1", 100000, 150000, "ford", 120000, 7, 48),
			beat("p3/1", "p3", 0, 30000, "", 12345, 7, 168),
		},
		Protocol: planner.Protocol{ToleranceMin: 20, IfAbsent: sectors.GoHome},
		Sorties: []planner.Sortie{sortie("p1", "p1/1", 1, "AA", 9), sortie("p1", "p1/2", 2, "BB", 57.5),
			sortie("p3", "p3/1", 1, "AA", 20)},
		Handovers:  []planner.Handover{{Pairs: [2]string{"p1", "p2"}, AtM: 150000, Touches: 3, Possible: 1200}},
		Infeasible: stretches(),
		Totals: planner.PlanTotals{Kinds: []planner.Total{{Of: "land", LengthM: 111319.491, CoveredM: 61319.491, GapM: 50000, ExposureKmH: 33600},
			{Of: "river", LengthM: 55659.745, GapM: 55659.745, LateM: 38680.509}, {Of: "sea", LengthM: 166979.236, GapM: 166979.236}}},
		Notes: []planner.Note{{Code: planner.NoteAnywhere}, {Code: planner.NotePartsApart, Subjects: []string{"stream", "bay"}, LengthM: 1500}},
	}
}

func sortie(pair, beat string, number int, host string, meetH float64) planner.Sortie {
	return planner.Sortie{ID: pair + "/s" + strconv.Itoa(number), Pair: pair, Beat: beat, Number: number, Host: host,
		DepartH: [2]float64{meetH - 0.5, meetH - 1.25}, MeetH: meetH, PartH: meetH + 6, ReturnH: [2]float64{meetH + 8, meetH + 6.75}}
}

func surface() planner.Layer {
	return planner.Layer{Name: "surface", Pairs: 2, CalendarH: 340, AchievedH: 350, WindowH: 350, VisitedM: 100000, UnreachableM: 178298.727, UnreachableWeightedM: 200000,
		LambdaH: 336, LowerBoundH: 336, Share: 0.85, Optimal: true, Pairing: planner.Pairing{LatestH: 1.25, TotalH: 2.5},
		Proof: planner.Proof{NextH: 300, MissingWeightedM: 4200, Bottleneck: &planner.Bottleneck{Pair: "p1", Beat: "p1/2", FromM: 100000, ToM: 150000, Rule: planner.BySorties, Visits: 7},
			Reach:    []planner.ProofReach{{Pair: "p1", ToM: 145000, Rule: planner.BySorties}, {Pair: "p2", ToM: 145000, Rule: planner.ByKind}},
			AnyOrder: planner.AnyOrder{UnreachableWeightedM: 190000, LowerBoundH: 168},
			Swaps:    []planner.Swap{{Pairs: [2]string{"p1", "p2"}, BeforeH: [2]float64{300, 0}, AfterH: [2]float64{168, 200}}}}}
}

func ridge() planner.Layer {
	return planner.Layer{Name: "ridge", Pairs: 1, CalendarH: 100, AchievedH: 100, WindowH: 92.857, VisitedM: 30000, UnreachableM: 248298.727, UnreachableWeightedM: 248298.727,
		LambdaH: 96, LowerBoundH: 84, Share: 0.5, GapPercent: 14.286, Pairing: planner.Pairing{LatestH: 0.5, TotalH: 0.5},
		Proof: planner.Proof{AnyOrder: planner.AnyOrder{UnreachableWeightedM: 248298.727, LowerBoundH: 84}}}
}

// stretches has a stretch for each rule, with and without a pair or patrol.
func stretches() []planner.Infeasible {
	var out []planner.Infeasible
	add := func(rule planner.Rule, pair, patrol string, mends ...planner.Change) {
		fromM := 150000 + 1000*float64(len(out))
		out = append(out, planner.Infeasible{Layer: "surface", FromM: fromM, ToM: fromM + 1000, LengthM: 1000,
			Kinds: []string{"river", "sea"}, Rule: rule, Pair: pair, Patrol: patrol, Mends: mends})
	}
	add(planner.ByShift, "p1", "unit-a1",
		planner.Change{Pair: "p1", Patrol: "unit-a1", Side: "AA", Field: "shift_h", From: 10, To: 10.5333},
		planner.Change{Side: "BB", Field: "post_distance_km", From: 30, To: 14.06, AtM: 150500},
		planner.Change{Side: "AA", Field: "post_distance_km", From: 30, To: 3, AtM: 150500})
	add(planner.ByShift, "p1", "")
	add(planner.ByShift, "", "")
	add(planner.BySorties, "p1", "", planner.Change{Pair: "p1", Patrol: "unit-b1", Side: "BB", Field: "shifts_per_week", From: 5, To: 6})
	add(planner.BySorties, "", "", planner.Change{Pair: "p1", Patrol: "unit-b1", Side: "BB", Field: "shifts_per_week", From: 5, To: 7.5})
	add(planner.ByKind, "p2", "")
	add(planner.ByMeeting, "p2", "")
	add(planner.ByRevisit, "p1", "")
	for _, rule := range []planner.Rule{planner.ByKind, planner.ByBreak, planner.ByForbidden, planner.ByMeeting, planner.ByFixed, planner.ByRevisit, planner.ByEnd, planner.ByNobody, planner.ByWrongSide} {
		add(rule, "", "")
	}
	return out
}
