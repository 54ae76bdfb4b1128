package report

import (
	"lindero/geo"
	"lindero/lang"
	"lindero/planner"
	"lindero/sectors"
)

// sum is what a plan makes of some of the watched lines.
type sum struct {
	planner.Total
	gaps  int
	kinds map[string]float64 // never seen, in metres
}

// Border sums up what a plan makes of the border alone: lengths and exposure.
func Border(l *sectors.Layout, p *planner.Plan) planner.Total { return onBorder(l, p).Total }

// onBorder sums up the border alone, which plans do not: their sums have the lines
// beside it too. What is in gaps is of the plan itself, so the sums of all lines
// made in this way are those of the plan.
func onBorder(l *sectors.Layout, p *planner.Plan) *sum {
	out := &sum{kinds: map[string]float64{}}
	routes := l.Routes[:len(l.BorderFromM)]
	place := make(map[string]int, len(routes))
	for i := range routes {
		place[routes[i].ID] = i
	}
	open, late := make([][]geo.Span, len(routes)), make([][]geo.Span, len(routes))
	for i := range p.Gaps {
		g := &p.Gaps[i]
		at, border := place[g.Route]
		if !border {
			continue
		}
		out.gaps++
		out.ExposureKmH += g.ExposureKmH
		span := geo.Span{FromM: g.FromM, ToM: g.ToM}
		open[at] = append(open[at], span)
		if g.Reason == planner.RevisitExceeded {
			late[at] = append(late[at], span)
		}
	}
	for i := range routes {
		if !routes[i].Watched {
			continue
		}
		gapM, lateM := geo.NewSpans(open[i]...).LengthM(), geo.NewSpans(late[i]...).LengthM()
		out.LengthM += routes[i].Line.LengthM()
		out.GapM += gapM
		out.LateM += lateM
		out.kinds[string(routes[i].Kind)] += max(gapM-lateM, 0)
	}
	out.CoveredM = out.LengthM - out.GapM
	return out
}

// overdueM is the length that is overdue on average, in metres.
func overdueM(x *planner.Total, periodH float64) float64 {
	if !(periodH > 0) {
		return 0
	}
	return x.ExposureKmH / periodH * 1000
}

// everywhere sums up all watched lines, as the plan has them.
func (b *builder) everywhere() *sum {
	out := &sum{Total: b.all(), gaps: len(b.Plan.Gaps), kinds: map[string]float64{}}
	for i := range b.Plan.Totals.Kinds {
		x := &b.Plan.Totals.Kinds[i]
		out.kinds[x.Of] = never(x)
	}
	return out
}

// Share is a share in percent, which is 100.0 of nothing but the whole and 0.0 of
// nothing but nothing; a dash where it is of nothing.
func Share(l lang.Lang, part, whole float64) string {
	text := l.Percent(part, whole)
	switch {
	case text == "100.0" && whole-part > whole*1e-9:
		return ">99.9"
	case text == "0.0" && part > whole*1e-9:
		return "<0.1"
	}
	return text
}

// Length is a length in metres read in kilometres, which is 0.0 of nothing alone:
// what is under a millimetre is of rounding.
func Length(l lang.Lang, m float64) string {
	if text := l.Km(m); text != "0.0" || m < 0.001 {
		return text
	}
	return "<0.1"
}
