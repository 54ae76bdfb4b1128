package network

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/sectors"
)

// moored is a node to which a landing is tied.
type moored struct {
	node    int32
	kind    kind
	landing int32
	route   int32
}

// hook is a place of a route to which a landing is tied.
type hook struct {
	route   int
	m       float64
	at      orb.Point
	landing int32
}

// hook finds the routes that landings are tied to.
func (b *builder) hook() {
	s := b.layout.Scenario
	for i := range s.Landings {
		for _, k := range sectors.Kinds {
			b.hookTo(int32(i), k)
		}
	}
	slices.SortStableFunc(b.hooks, func(x, y hook) int { return cmp.Or(cmp.Compare(x.route, y.route), cmp.Compare(x.m, y.m)) })
}

// hookTo finds the route of a kind that a landing is tied to: the nearest that
// does not lie behind the border.
func (b *builder) hookTo(landing int32, k sectors.Kind) {
	s := &b.layout.Scenario.Landings[landing]
	usable := func(r int) bool {
		x := &b.layout.Routes[r]
		return b.travels(r) && x.Kind == k && (x.Side == "" || s.Side == "" || x.Side == s.Side)
	}
	const most = 16
	for tried := 1; tried <= most; tried *= 4 {
		near := b.layout.Index.NearestOf(s.At, tried, TieM, usable)
		for _, x := range near {
			at := foot(b.layout.Routes[x.Line].Line, s.At, x.Place)
			if b.fence.Clear(s.At, at, OnM) {
				b.hooks = append(b.hooks, hook{x.Line, x.ChainageM, at, landing})
				return
			}
		}
		if len(near) < tried {
			return
		}
	}
}

// tie adds a node for each landing, and the arcs to the routes it is tied to.
func (b *builder) tie() {
	s := b.layout.Scenario
	nodes := make([]int32, len(s.Landings))
	for i := range nodes {
		nodes[i] = b.add(s.Landings[i].At)
		b.landings = append(b.landings, none)
	}
	var fences [2]*geo.Fence // of closed ground
	for k, side := range s.Sides {
		var rings []orb.LineString
		for _, f := range s.Forbidden {
			if f.Side == "" || f.Side == side.Code {
				for _, p := range f.Polygon {
					for _, ring := range p {
						rings = append(rings, orb.LineString(ring))
					}
				}
			}
		}
		fences[k] = geo.NewFence(rings...)
	}
	for _, t := range b.ties {
		sides := uint8(3)
		for k, side := range s.Sides {
			if x := s.Landings[t.landing].Side; x != "" && x != side.Code {
				sides &^= 1 << k
			}
		}
		from := nodes[t.landing]
		if b.landings[t.landing] == none {
			b.landings[t.landing] = int32(len(b.arcs))
		}
		for k, fence := range fences {
			if !fence.Clear(b.nodes[from].at, b.nodes[t.node].at, OnM) {
				sides &^= 1 << k
			}
		}
		// From a landing on the border one would come to either side of it.
		if b.nodes[from].onBorder && !b.nodes[t.node].onBorder {
			sides &= b.whose(int(t.route))
		}
		b.arcs = append(b.arcs, arc{from: from, to: t.node, route: tie, kind: t.kind, sides: sides, landing: t.landing,
			toM: geo.DistanceM(b.nodes[from].at, b.nodes[t.node].at)})
	}
}

// whose returns the side that a route is said to belong to; none if it is shared.
func (b *builder) whose(route int) (sides uint8) {
	for k, side := range b.layout.Scenario.Sides {
		if b.layout.Routes[route].Side == side.Code {
			sides |= 1 << k
		}
	}
	return sides
}
