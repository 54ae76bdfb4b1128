package planner

import (
	"cmp"
	"slices"

	"lindero/geo"
)

// gapChanges returns the gaps of one plan that are none in the other, by route
// and chainage, in pieces in which neither plan's revisit changes. Revisits
// are told of a and b, whichever of them is which: before and after.
func gapChanges(of, other, a, b *Plan, before, after map[string]*revisits) []GapChange {
	closed := map[string][]geo.Span{}
	for _, g := range other.Gaps {
		closed[g.Route] = append(closed[g.Route], geo.Span{FromM: g.FromM, ToM: g.ToM})
	}
	out := []GapChange{}
	var cuts []float64
	for _, g := range openLines(of.Gaps) {
		places := geo.NewSpans(g.spans...)
		if len(places) == 0 {
			continue
		}
		fromM, toM := places[0].FromM, places[len(places)-1].ToM
		cuts = before[g.Route].appendEnds(cuts[:0], fromM, toM)
		cuts = after[g.Route].appendEnds(cuts, fromM, toM)
		for _, s := range g.spans {
			cuts = append(cuts, s.FromM, s.ToM)
		}
		slices.Sort(cuts)
		for _, s := range places.Subtract(geo.NewSpans(closed[g.Route]...)).SplitAt(slices.Compact(cuts)) {
			if s.LengthM() < toleranceM {
				continue
			}
			middle := (s.FromM + s.ToM) / 2
			c := GapChange{Route: g.Route, Kind: g.Kind, FromM: s.FromM, ToM: s.ToM, LengthM: s.LengthM(), AllowedH: g.AllowedH}
			c.ARevisitH, c.ANever = before[g.Route].at(middle, a.PeriodH)
			c.BRevisitH, c.BNever = after[g.Route].at(middle, b.PeriodH)
			out = appendChange(out, c)
		}
	}
	for i := range out {
		c := &out[i]
		c.AExposureKmH = exposure(c.LengthM, c.ARevisitH, c.AllowedH, a.PeriodH, c.ANever)
		c.BExposureKmH = exposure(c.LengthM, c.BRevisitH, c.AllowedH, b.PeriodH, c.BNever)
	}
	return out
}

// openLine is where one route has gaps of one rule.
type openLine struct {
	PlanGap // the first of them
	spans   []geo.Span
}

// openLines returns where the gaps are, whenever that is: one place may be a gap
// several times in a period, and is told once. They are in the order of the
// first gap of each route.
func openLines(gaps []PlanGap) []openLine {
	type key struct {
		route, kind string
		allowedH    float64
	}
	places := map[key]int{}
	var out []openLine
	for _, g := range gaps {
		k := key{g.Route, g.Kind, g.AllowedH}
		i, there := places[k]
		if !there {
			i = len(out)
			places[k] = i
			out = append(out, openLine{PlanGap: g})
		}
		out[i].spans = append(out[i].spans, geo.Span{FromM: g.FromM, ToM: g.ToM})
	}
	return out
}

// exposure returns the kilometres times the hours of a period by which the
// times between watches exceed the rule.
func exposure(lengthM, revisitH, allowedH, periodH float64, never bool) float64 {
	hours := periodH
	if !never {
		hours = 0
		if revisitH > allowedH {
			hours = periodH / revisitH * (revisitH - allowedH)
		}
	}
	return lengthM / 1000 * hours
}

// appendChange appends a change, or lets the last one go on where it says the
// same.
func appendChange(out []GapChange, c GapChange) []GapChange {
	if n := len(out); n > 0 {
		last := out[n-1]
		joined := last
		joined.ToM, joined.LengthM = c.ToM, c.ToM-last.FromM
		said := c
		said.FromM, said.LengthM = last.FromM, c.ToM-last.FromM
		if last.ToM == c.FromM && joined == said {
			out[n-1] = joined
			return out
		}
	}
	return append(out, c)
}

// revisits are the watched spans of a route, by their start, and for each the
// furthest end of those up to it.
type revisits struct {
	spans []revisit
	endM  []float64
}

// revisit is what is promised of a span.
type revisit struct {
	geo.Span
	h float64
}

// revisitsOf returns the watched spans of a plan by route.
func revisitsOf(p *Plan) map[string]*revisits {
	out := map[string]*revisits{}
	for i := range p.Coverage {
		s := &p.Coverage[i]
		if out[s.Route] == nil {
			out[s.Route] = &revisits{}
		}
		out[s.Route].spans = append(out[s.Route].spans, revisit{geo.Span{FromM: s.FromM, ToM: s.ToM}, s.RevisitH})
	}
	for _, r := range out {
		slices.SortFunc(r.spans, func(x, y revisit) int {
			return cmp.Or(cmp.Compare(x.FromM, y.FromM), cmp.Compare(x.ToM, y.ToM), cmp.Compare(x.h, y.h))
		})
		for i, s := range r.spans {
			if i > 0 {
				s.ToM = max(s.ToM, r.endM[i-1])
			}
			r.endM = append(r.endM, s.ToM)
		}
	}
	return out
}

// appendEnds appends the chainages between two at which the revisit may change.
func (r *revisits) appendEnds(dst []float64, fromM, toM float64) []float64 {
	if r == nil {
		return dst
	}
	for i := range r.spans {
		for _, m := range [2]float64{r.spans[i].FromM, r.spans[i].ToM} {
			if fromM < m && m < toM {
				dst = append(dst, m)
			}
		}
	}
	return dst
}

// at returns the shortest revisit that is promised at a chainage; the period
// where the route is never watched.
func (r *revisits) at(chainageM, periodH float64) (revisitH float64, never bool) {
	revisitH, never = periodH, true
	if r == nil {
		return revisitH, never
	}
	next, _ := slices.BinarySearchFunc(r.spans, chainageM, func(s revisit, m float64) int {
		if s.FromM <= m {
			return -1
		}
		return 1
	})
	for i := next - 1; i >= 0 && r.endM[i] > chainageM; i-- {
		if r.spans[i].ToM > chainageM {
			revisitH, never = min(revisitH, r.spans[i].h), false
		}
	}
	return revisitH, never
}
