package access

import (
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/axis"
	"lindero/planner/network"
	"lindero/sectors"
)

// To returns the quickest way of a patrol from its post to a place that need not
// lie on the border, within limitUs; nil where there is none. Home, it is the way
// from that place to the post. To a place of the border it goes by the kinds of
// ways by which New does; to any other over land where it can, else over the
// water on which it is fastest.
func (x *Model) To(p *sectors.Patrol, at orb.Point, home bool, limitUs int64) []Leg {
	m := x.mover(p, x.Layout.PostOf(p).At)
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
	on := x.underfoot(at)
	try(a.straightTo(at, on))
	if !m.onRoutes(p) {
		return best
	}
	var targets []orb.Point
	if m.sails() && !m.water.OnLand(at) {
		targets = append(targets, at)
	}
	if !a.search(slices.Clone(targets), limitUs) || m.ended() {
		return best
	}
	last := len(a.rounds) - 1
	if len(targets) > 0 && a.rounds[last].water.us(0) < Never {
		try(InTurn(a.voyage(last, 0)))
	}
	for _, k := range sectors.Kinds {
		off := straightKind(p, k)
		v := m.offKmh(off)
		if !(v > 0) || !m.follows(k) || len(on) > 0 && !slices.ContainsFunc(on, func(e int) bool { return m.mayEnter(e, k) }) {
			continue
		}
		for _, f := range x.Network.Near(at, m.side, k, mostRoutes, func(from orb.Point) bool { return m.goes(from, at, on) }) {
			try(a.toPlace(off, f, at, v))
		}
	}
	return best
}

// goes reports whether the patrol may go straight from one place to another,
// which lies on some elements of the border or on none. From the border itself
// one would come to either side of it.
func (m *mover) goes(from, to orb.Point, on []int) bool {
	under := m.underfoot(from)
	switch {
	case len(under) == 0:
		return m.clear(m.side, from, to)
	case len(on) == 0:
		side := Stands(m.Axis, &sectors.Post{At: to}).Side
		return m.clear(m.side, from, to) && (side == "" || side == m.patrol.Side)
	}
	same := func(e int) bool { return slices.Contains(on, e) }
	return slices.ContainsFunc(under, same) && m.forbidden[m.side].Clear(from, to, onM)
}

// straightTo returns the way that goes straight; nil where a wall is in between.
func (a *approach) straightTo(at orb.Point, on []int) []Leg {
	if !a.goes(a.post, at, on) {
		return nil
	}
	var kind sectors.Kind
	best := 0.0
	faster := func(k sectors.Kind) {
		if v := a.offKmh(k); v > best && (k != sectors.Sea || !a.sails()) { // over open water the way is known
			kind, best = k, v
		}
	}
	for _, e := range on {
		if !a.Elements[e].Forbidden[a.side] {
			faster(straightKind(a.patrol, a.Kind(e)))
		}
	}
	if len(on) == 0 {
		if faster(sectors.Land); best == 0 {
			faster(sectors.River)
			faster(sectors.Sea)
		}
	}
	m := geo.DistanceM(a.post, at)
	us := WalkUs(m, best)
	if us >= Never {
		return nil
	}
	if us == 0 { // the place is the post
		return []Leg{{By: OffRoute, Kind: kind, Route: axis.Void, Landing: -1, Parts: orb.MultiLineString{{at, at}}}}
	}
	return InTurn(a.straightLeg(kind, a.post, at, m, us))
}

// toPlace returns the way by routes, and straight from a place of one.
func (a *approach) toPlace(k sectors.Kind, f network.Near, at orb.Point, kmh float64) []Leg {
	last := len(a.rounds) - 1
	if a.rounds[last].tree.Us(f.Place) >= Never {
		return nil
	}
	return InTurn(a.join(a.routed(last, f.Place), a.straightLeg(k, f.At, at, f.DistanceM, WalkUs(f.DistanceM, kmh))))
}
