package planner

import (
	"math"

	"lindero/geo"
	"lindero/planner/axis"
	"lindero/sectors"
)

// onRoute is a span of a stretch of the border.
type onRoute struct {
	route int
	geo.Span
}

// inTurn returns the spans of stretches between two chainages of the border.
func inTurn(a *axis.Axis, fromM, toM float64) []onRoute {
	var out []onRoute
	for i, start := range a.Layout.BorderFromM {
		line := a.Layout.Routes[i].Line
		s := geo.Span{FromM: max(fromM-start, 0), ToM: min(toM-start, line.LengthM())}
		if s.LengthM() < toleranceM {
			continue
		}
		for _, b := range line.Breaks() { // not a hair of the next part
			if math.Abs(s.FromM-b) < toleranceM {
				s.FromM = b
			}
			if math.Abs(s.ToM-b) < toleranceM {
				s.ToM = b
			}
		}
		out = append(out, onRoute{i, s})
	}
	return out
}

// constant returns what of a route posts see all the time, or is on covered
// ground.
func constant(l *sectors.Layout, route int) geo.Spans {
	var out []geo.Span
	line := l.Routes[route].Line
	for i := range l.Scenario.Posts {
		if p := &l.Scenario.Posts[i]; p.WatchRadiusM > 0 {
			out = append(out, line.Within(geo.NewReach(p.At, p.WatchRadiusM))...)
		}
	}
	for _, ground := range l.Scenario.Covered {
		out = append(out, geo.Inside(line, ground)...)
	}
	return settle(geo.Normalise(out), line.Whole())
}

// riskOf returns the largest risk in a span of a route.
func riskOf(a *axis.Axis, route int, s geo.Span) float64 {
	risk := 0.0
	if route < len(a.Layout.BorderFromM) {
		elementsIn(a, route, s, func(e int) { risk = max(risk, a.Elements[e].Risk) })
		return risk
	}
	var said geo.Spans
	for _, x := range a.Layout.Scenario.Risks {
		spans, err := geo.Within(a.Layout.Routes[route].Line, x.Shape, x.RadiusM)
		if spans = spans.Intersect(geo.Spans{s}); err == nil && len(spans) > 0 {
			risk, said = max(risk, x.Weight), said.Union(spans)
		}
	}
	if s.LengthM()-said.LengthM() > toleranceM { // where nothing is said it is 1
		risk = max(risk, 1)
	}
	return risk
}

// elementsIn calls f with the elements that a span of a stretch has length in.
func elementsIn(a *axis.Axis, route int, s geo.Span, f func(e int)) {
	start := a.Layout.BorderFromM[route]
	from, to := start+s.FromM+toleranceM, start+s.ToM-toleranceM
	for e := max(a.Breakpoint(from)-1, 0); e < a.N() && a.ChainageM[e] < to; e++ {
		if a.Elements[e].Route == route && a.ChainageM[e+1] > from {
			f(e)
		}
	}
}
