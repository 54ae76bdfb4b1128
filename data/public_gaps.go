package data

import (
	"iter"
	"math"

	"github.com/paulmach/orb/geojson"

	"lindero/geo"
	"lindero/planner"
	"lindero/sectors"
)

// publicCellM is how long the cells of a route are, at least, that the public's
// gaps are made of, metres. A gap ends where somebody sees as far as: to the
// metre, its ends lie on the circle around a post.
const publicCellM = 10_000

// openCells returns the cells of a route that are open anywhere: cells of one
// length, and one alone where the route is too short for two.
func openCells(open geo.Spans, lengthM float64) geo.Spans {
	n := max(1, math.Floor(lengthM/publicCellM))
	edge := func(k float64) float64 {
		if k >= n {
			return lengthM // to the bit, as no line goes farther
		}
		return max(0, k) * lengthM / n
	}
	cells := make([]geo.Span, 0, len(open))
	for _, s := range open {
		cells = append(cells, geo.Span{FromM: edge(math.Floor(s.FromM * n / lengthM)), ToM: edge(math.Ceil(s.ToM * n / lengthM))})
	}
	return geo.NewSpans(cells...)
}

// publicGaps yields the cells of routes in which a place is open at some time,
// as stretches: not how many gaps there are, which would tell how often somebody
// comes, and not to the metre where they end, which would tell where from. Open
// are the spans of each route of the layout.
func publicGaps(l *sectors.Layout, open [][]geo.Span) iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		number := numbering{}
		for i := range l.Routes {
			r := &l.Routes[i]
			for _, s := range openCells(geo.NewSpans(open[i]...), r.Line.LengthM()).SplitAt(r.Line.Breaks()) {
				f := spanFeature(r, s, number.next(r.ID))
				f.Properties["gap"] = f.ID
				if i < len(l.BorderFromM) {
					f.Properties["border_from_m"], f.Properties["border_to_m"] = metres(l.BorderFromM[i]+s.FromM), metres(l.BorderFromM[i]+s.ToM)
				}
				if !yield(f) {
					return
				}
			}
		}
	}
}

// publicReportGaps yields what the public sees of a report's gaps.
func publicReportGaps(r *planner.Report) iter.Seq[*geojson.Feature] {
	l := r.Coverage.Layout
	open := make([][]geo.Span, len(l.Routes))
	for i := range r.Gaps {
		g := &r.Gaps[i]
		open[g.Route] = append(open[g.Route], g.Span)
	}
	return publicGaps(l, open)
}

// publicPlanGaps yields what the public sees of a plan's gaps.
func publicPlanGaps(x *planned) iter.Seq[*geojson.Feature] {
	open := make([][]geo.Span, len(x.l.Routes))
	for i := range x.p.Gaps {
		g := &x.p.Gaps[i]
		if route, ok := x.routes[g.Route]; ok {
			open[route] = append(open[route], geo.Span{FromM: g.FromM, ToM: g.ToM})
		}
	}
	return publicGaps(x.l, open)
}
