package planner

import (
	"cmp"
	"context"
	"slices"

	"lindero/geo"
	"lindero/sectors"
)

// Report is the coverage of a layout, its gaps, and their totals.
type Report struct {
	Coverage *Coverage
	Gaps     []Gap // by route and chainage
	Total    Totals
	ByRoute  []Totals // by route; zero for routes that are not watched
	ByKind   map[sectors.Kind]Totals
}

// Totals are sums over watched routes. CoveredM is LengthM − GapM.
type Totals struct {
	LengthM, GapM float64
	GapCount      int
}

// CoveredM returns the length that is covered.
func (t Totals) CoveredM() float64 { return t.LengthM - t.GapM }

// Add returns the sum of two totals.
func (t Totals) Add(u Totals) Totals {
	return Totals{t.LengthM + u.LengthM, t.GapM + u.GapM, t.GapCount + u.GapCount}
}

// NewReport computes coverage and gaps of a layout. It fails only when ctx
// ends.
func NewReport(ctx context.Context, l *sectors.Layout, progress Progress) (*Report, error) {
	c, err := Cover(ctx, l, progress.part(0))
	if err != nil {
		return nil, err
	}
	gaps, err := FindGaps(ctx, c, progress.part(1))
	if err != nil {
		return nil, err
	}
	r := &Report{Coverage: c, Gaps: gaps,
		ByRoute: make([]Totals, len(l.Routes)), ByKind: map[sectors.Kind]Totals{}}
	for _, g := range gaps {
		r.ByRoute[g.Route] = r.ByRoute[g.Route].Add(Totals{GapM: g.Span.LengthM(), GapCount: 1})
	}
	for i := range l.Routes {
		if !l.Routes[i].Watched {
			continue
		}
		r.ByRoute[i].LengthM = l.Routes[i].Line.LengthM()
		r.ByKind[l.Routes[i].Kind] = r.ByKind[l.Routes[i].Kind].Add(r.ByRoute[i])
		r.Total = r.Total.Add(r.ByRoute[i])
	}
	return r, nil
}

// Longest returns the n longest gaps, longest first; of equals the earlier.
func (r *Report) Longest(n int) []Gap {
	gaps := slices.Clone(r.Gaps)
	slices.SortStableFunc(gaps, func(a, b Gap) int { return cmp.Compare(b.Span.LengthM(), a.Span.LengthM()) })
	return gaps[:min(n, len(gaps))]
}

// BorderSpan returns a gap's span in border chainage, and whether its route
// is a stretch of the border.
func (r *Report) BorderSpan(g *Gap) (geo.Span, bool) {
	from := r.Coverage.Layout.BorderFromM
	if g.Route >= len(from) {
		return geo.Span{}, false
	}
	return geo.Span{FromM: from[g.Route] + g.Span.FromM, ToM: from[g.Route] + g.Span.ToM}, true
}
