package planner

import (
	"context"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/sectors"
)

// Reason says why a stretch is open. The values are stable codes.
type Reason string

// The reasons for a gap.
const (
	// BeyondReach: there are patrols that move on the route's kind, but none
	// comes this far; nor does a post see it.
	BeyondReach Reason = "beyond_reach"
	// NoPatrol: no patrol of the scenario moves on the route's kind, and no
	// post sees this far.
	NoPatrol Reason = "no_patrol_for_kind"
	// NoSector: a patrol could come here, but the plan gives it to no pair.
	NoSector Reason = "no_sector"
	// NotScheduled: it is in a beat whose sorties have no place in the calendar.
	NotScheduled Reason = "not_scheduled"
	// RevisitExceeded: it is watched, but less often than its rule allows.
	RevisitExceeded Reason = "revisit_exceeded"
)

// Gap is a stretch of a watched route that nothing covers.
type Gap struct {
	Route  int // in Layout.Routes
	Span   geo.Span
	Reason Reason
	// Start, Middle and End are places on the route, at the ends of the span
	// and half-way along it.
	Start, Middle, End orb.Point
	// Nearest is the post closest to any place of the gap, Nearby the post of
	// each side closest to its middle (in the order of the scenario's sides;
	// in a scenario without sides the first is the closest of all). Post is
	// −1 where there is none.
	Nearest PostDistance
	Nearby  [2]PostDistance
}

// PostDistance is a post, by its number in the scenario, and how far it is.
type PostDistance struct {
	Post      int
	DistanceM float64
}

// FindGaps returns the gaps of a coverage, by route and chainage, with their
// places and the posts near them. It fails only when ctx ends.
func FindGaps(ctx context.Context, c *Coverage, progress Progress) ([]Gap, error) {
	gaps := OpenSpans(c)
	err := each(ctx, len(gaps), progress, func(from, to int) {
		for i := from; i < to; i++ {
			describe(c.Layout, &gaps[i])
		}
	})
	return gaps, err
}

// OpenSpans returns the gaps of a coverage, by route and chainage: route, span
// and reason alone. A gap goes on into a line's next part only where the two
// touch.
func OpenSpans(c *Coverage) []Gap {
	l := c.Layout
	served := servedKinds(l)
	var gaps []Gap
	for i := range l.Routes {
		r := &l.Routes[i]
		if !r.Watched {
			continue
		}
		reason := BeyondReach
		if !served(r.Kind) {
			reason = NoPatrol
		}
		open := c.Spans[i].Complement(r.Line.Whole())
		for _, s := range open.SplitAt(r.Line.Breaks()) {
			if s.LengthM() >= toleranceM {
				gaps = append(gaps, Gap{Route: i, Span: s, Reason: reason})
			}
		}
	}
	return gaps
}

// servedKinds returns whether a patrol of the scenario can move on a kind. A
// line of which no kind is known is served by any patrol, and by a post that
// sees something.
func servedKinds(l *sectors.Layout) func(sectors.Kind) bool {
	served := map[sectors.Kind]bool{
		sectors.Any: slices.ContainsFunc(l.Scenario.Posts, func(p sectors.Post) bool { return p.WatchRadiusM > 0 }),
	}
	for i := range l.Scenario.Patrols {
		for _, k := range append(sectors.Kinds[:], sectors.Any) {
			served[k] = served[k] || l.Scenario.Patrols[i].SpeedKmh.Of(k) > 0
		}
	}
	return func(k sectors.Kind) bool { return served[k] }
}

// describe fills in the places of a gap and the posts near it.
func describe(l *sectors.Layout, g *Gap) {
	line := l.Routes[g.Route].Line
	g.Start = line.At(g.Span.FromM)
	g.Middle = line.At((g.Span.FromM + g.Span.ToM) / 2)
	g.End = line.End(g.Span)
	g.Nearest.Post, g.Nearest.DistanceM, _ = l.Posts.NearestTo(line, g.Span, nil)
	for i, side := range l.Scenario.Sides {
		g.Nearby[i].Post = -1
		if i > 0 && side.Code == "" {
			break
		}
		var of func(int) bool
		if side.Code != "" {
			of = func(p int) bool { return l.Scenario.Posts[p].Side == side.Code }
		}
		g.Nearby[i].Post, g.Nearby[i].DistanceM = l.Posts.Nearest(g.Middle, of)
	}
}
