package check

import (
	"slices"
	"strconv"

	"lindero/geo"
	"lindero/planner"
	"lindero/sectors"
)

// gaps checks what each gap says of itself. That they are where nobody sees,
// or too seldom, is held to samples with the coverage.
func (c *checker) gaps() {
	ids := map[string]bool{}
	for i := range c.plan.Gaps {
		g := &c.plan.Gaps[i]
		if ids[g.ID] || g.ID == "" {
			c.add(CodeTwice, at("gaps", i, "id"), "an id of its own", strconv.Quote(g.ID))
		}
		ids[g.ID] = true
		route := slices.IndexFunc(c.layout.Routes, func(r sectors.Route) bool { return r.ID == g.Route })
		if route < 0 {
			continue // told with the coverage
		}
		kind := c.layout.Routes[route].Kind
		c.text(CodeValue, at("gaps", i, "kind"), string(kind), g.Kind)
		c.near(CodeValue, at("gaps", i, "length_m"), g.ToM-g.FromM, g.LengthM, 1e-9)
		c.number(CodeValue, at("gaps", i, "allowed_h"), c.s.Rules.RevisitH.Of(kind), g.AllowedH)
		low, high := c.riskOf(route, g.FromM, g.ToM)
		if !slices.ContainsFunc(low, func(w float64) bool { return same(w, g.Risk, 1e-9) }) || !(g.Risk >= high) {
			c.add(CodeValue, at("gaps", i, "risk"), show(slices.Max(low)), show(g.Risk))
		}
		switch g.Reason {
		case planner.BeyondReach, planner.NoPatrol, planner.NoSector, planner.RevisitExceeded:
		default:
			c.add(CodeGap, at("gaps", i, "reason"), "a reason", strconv.Quote(string(g.Reason)))
		}
	}
}

// riskOf returns the weights that are said within a metre of a span of a
// route, and the largest that surely is.
func (c *checker) riskOf(route int, fromM, toM float64) (near []float64, sure float64) {
	line := c.layout.Routes[route].Line
	wide := geo.NewSpans(geo.Span{FromM: max(0, fromM-1), ToM: min(line.LengthM(), toM+1)})
	span := geo.NewSpans(geo.Span{FromM: fromM, ToM: toM})
	var said geo.Spans
	for _, r := range c.s.Risks {
		spans, err := geo.Within(line, r.Shape, r.RadiusM)
		if err != nil {
			continue
		}
		if len(spans.Intersect(wide)) > 0 {
			near = append(near, r.Weight)
		}
		if spans.Intersect(span).LengthM() > 1 {
			sure = max(sure, r.Weight)
		}
		said = said.Union(spans)
	}
	if rest := span.Subtract(said).LengthM(); rest > 1 {
		near, sure = append(near, 1), max(sure, 1)
	} else if rest > 0 || len(near) == 0 {
		near = append(near, 1)
	}
	return near, sure
}

// totals checks the sums by kind.
func (c *checker) totals() {
	type sum struct{ lengthM, gapM, lateM float64 }
	sums := map[sectors.Kind]*sum{}
	for i := range c.layout.Routes {
		if r := &c.layout.Routes[i]; r.Watched {
			if sums[r.Kind] == nil {
				sums[r.Kind] = &sum{}
			}
			sums[r.Kind].lengthM += r.Line.LengthM()
		}
	}
	for i := range c.plan.Gaps {
		g := &c.plan.Gaps[i]
		if s := sums[sectors.Kind(g.Kind)]; s != nil {
			s.gapM += g.LengthM
			if g.Reason == planner.RevisitExceeded {
				s.lateM += g.LengthM
			}
		}
	}
	var want, got []string
	for _, k := range append(slices.Clone(sectors.Kinds[:]), sectors.Any) {
		if sums[k] != nil {
			want = append(want, string(k))
		}
	}
	for i := range c.plan.Totals.Kinds {
		t := &c.plan.Totals.Kinds[i]
		got = append(got, t.Of)
		s := sums[sectors.Kind(t.Of)]
		if s == nil {
			continue
		}
		c.near(CodeTotal, at("totals.kinds", i, "length_m"), s.lengthM, t.LengthM, 1e-9)
		c.near(CodeTotal, at("totals.kinds", i, "gap_m"), s.gapM, t.GapM, 1e-9)
		c.near(CodeTotal, at("totals.kinds", i, "late_m"), s.lateM, t.LateM, 1e-9)
		c.near(CodeTotal, at("totals.kinds", i, "covered_m"), s.lengthM-s.gapM, t.CoveredM, 1e-9)
	}
	c.list(CodeTotal, "totals", want, got)
}
