// Package peer asks others for quickest ways: pgRouting in a throwaway cluster,
// and Routino's router.
package peer

import (
	"math"

	"lindero/planner/network"
	"lindero/sectors"
)

// Edge is a stretch of a network as one who travels takes it.
type Edge struct {
	ID, From, To int
	Route        int   // in Layout.Routes
	Us, BackUs   int64 // along and back, in microseconds; −1: not at all
}

// Edges returns the stretches that a profile can use, for searches outwards: with
// what a network says of its stretches, and the rules of its description for
// speeds, one-way roads and the border. Landings and barriers it does not know.
func Edges(l *sectors.Layout, n *network.Network, p network.Profile) []Edge {
	border := make([]bool, n.Nodes())
	for i := range border {
		border[i] = n.Fence().Touches(n.Node(i), network.OnM)
	}
	var edges []Edge
	for i := range n.Arcs() {
		from, to, route, span := n.Arc(i)
		if route < 0 {
			continue
		}
		r := &l.Routes[route]
		e := Edge{i, from, to, route, -1, -1}
		if r.Side == "" || r.Side == l.Scenario.Sides[p.Side].Code {
			along, against := MetreUs(r, p)
			if r.Side != "" || !border[from] {
				e.Us = lastsUs(span.ToM-span.FromM, along)
			}
			if r.Side != "" || !border[to] {
				e.BackUs = lastsUs(span.ToM-span.FromM, against)
			}
		}
		edges = append(edges, e)
	}
	return edges
}

// MetreUs returns how long a metre of a route takes along and against it, in
// microseconds; infinity where it cannot be gone.
func MetreUs(r *sectors.Route, p network.Profile) (along, against float64) {
	v, current := p.SpeedKmh.Of(r.Kind), r.CurrentKmh
	if r.SpeedLimitKmh > 0 {
		v = min(v, r.SpeedLimitKmh)
	}
	us := func(kmh float64) float64 {
		if v > 0 && kmh > 0 {
			return 3.6e6 / kmh
		}
		return math.Inf(1)
	}
	along, against = us(v+current), us(v-current)
	if r.OneWay && (r.Kind != sectors.Land || p.SpeedKmh.Land > sectors.WalkingKmh) {
		against = math.Inf(1)
	}
	return along, against
}

func lastsUs(m, perM float64) int64 {
	if math.IsInf(perM, 1) {
		return -1
	}
	return int64(math.Ceil(m*perM - 1e-6))
}
