package main

import (
	"lindero/planner"
)

// proofOf prints why no division of a layer is better, in a few lines.
func (t *planTables) proofOf(y *planner.Layer) {
	l := t.l
	if y.Pairs == 0 {
		return // nobody does anything, and there is nothing to prove
	}
	t.heading(l.T("proof"), y.Name)
	line := func(text string) { t.wrapped("  ", "    ", text) }
	line(l.Message("Pairing: both patrols of a pair can be at the border within %s; no pairing has a shorter longest way (%s for all pairs together).",
		l.Hours(y.Pairing.LatestH), l.Hours(y.Pairing.TotalH)))
	line(l.Message("Never visited: %s km, weighted by risk; these pairs in this order cannot leave less.", l.Km(y.UnreachableWeightedM)))
	switch {
	case y.VisitedM == 0: // there is no revisit
	case y.Optimal:
		line(l.Message("Longest weighted revisit: %s, and the lower bound is the same: the best there is.", l.Hours(y.LambdaH)))
	default:
		line(l.Message("Longest weighted revisit: %s; lower bound %s: at most %s percent from the best.", l.Hours(y.LambdaH), l.Hours(y.LowerBoundH), l.Number(y.GapPercent, 1)))
	}
	if b := y.Proof.Bottleneck; b != nil {
		line(l.Message("It comes from %s, km %s, walked once every %s: %s.", t.words.Pair(b.Pair), t.words.Span(b.FromM, b.ToM),
			l.Hours(t.words.Plan.PeriodH/float64(max(b.Visits, 1))), t.words.Rule(b.Rule)))
	}
	if y.Proof.NextH > 0 {
		line(l.Message("The next smaller revisit is %s: with it %s km more, weighted by risk, would stay open.", l.Hours(y.Proof.NextH), l.Km(y.Proof.MissingWeightedM)))
	}
	order := l.Message("In whatever order the pairs stand, at least %s km stay open, weighted by risk", l.Km(y.Proof.AnyOrder.UnreachableWeightedM))
	if h := y.Proof.AnyOrder.LowerBoundH; h > 0 {
		order = l.Message("%s, and the weighted revisit is %s or more", order, l.Hours(h))
	}
	line(order + ".")
	for _, s := range y.Proof.Swaps {
		line(l.Message("Changed places: %s now goes before %s, as they do better so together. Longest weighted revisits before: %s and %s; now: %s and %s.",
			t.words.Pair(s.Pairs[0]), t.words.Pair(s.Pairs[1]), t.revisit(s.BeforeH[0]), t.revisit(s.BeforeH[1]), t.revisit(s.AfterH[0]), t.revisit(s.AfterH[1])))
	}
	if t.proof {
		t.reach(y)
	}
}

// revisit writes a weighted revisit; "no beat" for a pair that visits nothing.
func (t *planTables) revisit(h float64) string {
	if h == 0 {
		return t.l.Message("no beat")
	}
	return t.l.Hours(h)
}

// reach prints how far each pair gets at the next smaller revisit.
func (t *planTables) reach(y *planner.Layer) {
	l := t.l
	if len(y.Proof.Reach) == 0 {
		return
	}
	t.printf("\n")
	t.wrapped("", "", l.Message("With a weighted revisit of %s the pairs down to each get no further than this, if no more is to stay open than now, and fall short of the end:", l.Hours(y.Proof.NextH)))
	t.printf("\n")
	rows := [][]string{{l.T("pair"), l.T("to km"), l.T("stopped by")}}
	for _, r := range y.Proof.Reach {
		rows = append(rows, []string{t.words.Pair(r.Pair), l.Km(r.ToM), t.words.Stop(r.Rule)})
	}
	t.table(rows, nil, 2)
}
