package access

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/network"
	"lindero/sectors"
)

// To returns the quickest way of a patrol from its post to a place that need not
// lie on the border, within limitUs; nil where there is none. Home, it is the way
// from that place to the post.
func (x *Model) To(p *sectors.Patrol, at orb.Point, home bool, limitUs int64) []Leg {
	m := &mover{Model: x, patrol: p, post: x.Layout.PostOf(p).At}
	if p.Side == x.Layout.Scenario.Sides[1].Code {
		m.side = 1
	}
	if m.outlawed() {
		return nil
	}
	var best []Leg
	try := func(legs []Leg) {
		if n := len(legs); n > 0 && legs[n-1].ToUs <= limitUs && (best == nil || legs[n-1].ToUs < best[len(best)-1].ToUs) {
			best = legs
		}
	}
	a := &approach{mover: m, home: home}
	try(a.straightTo(at))
	if !m.onRoutes(p) {
		return best
	}
	var targets []orb.Point
	if m.sails() && !m.water.OnLand(at) {
		targets = append(targets, at)
	}
	if !a.search(slices.Clone(targets), limitUs) {
		return best
	}
	last := len(a.rounds) - 1
	if len(targets) > 0 && a.rounds[last].water.us(0) < Never {
		try(InTurn(a.voyage(last, 0)))
	}
	for _, k := range sectors.Kinds {
		if m.follows(k) {
			for _, f := range x.Network.Near(at, m.side, k, mostRoutes, func(from orb.Point) bool { return x.clear(m.side, at, from) }) {
				try(a.toPlace(k, f, at))
			}
		}
	}
	return best
}

// straightTo returns the way that goes straight; nil where a wall is in between.
func (a *approach) straightTo(at orb.Point) []Leg {
	if !a.clear(a.side, a.post, at) {
		return nil
	}
	// From the border itself one would come to either side of it.
	if s := Stands(a.Axis, &sectors.Post{At: at}); len(a.standsOn()) > 0 && s.Side != "" && s.Side != a.patrol.Side {
		return nil
	}
	kinds := slices.Clone(sectors.Kinds[:])
	if a.sails() { // the way over open water is known
		kinds = kinds[:len(kinds)-1]
	}
	k := slices.MaxFunc(kinds, func(i, j sectors.Kind) int { return cmp.Compare(a.offKmh(i), a.offKmh(j)) })
	if !(a.offKmh(k) > 0) {
		return nil
	}
	m := geo.DistanceM(a.post, at)
	return InTurn(a.straightLeg(k, a.post, at, m, WalkUs(m, a.offKmh(k))))
}

// toPlace returns the way by routes, and straight from a place of one.
func (a *approach) toPlace(k sectors.Kind, f network.Near, at orb.Point) []Leg {
	last := len(a.rounds) - 1
	if a.rounds[last].tree.Us(f.Place) >= Never {
		return nil
	}
	return InTurn(a.join(a.routed(last, f.Place), a.straightLeg(k, f.At, at, f.DistanceM, WalkUs(f.DistanceM, a.offKmh(k)))))
}
