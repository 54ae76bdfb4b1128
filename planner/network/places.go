package network

import (
	"slices"

	"lindero/sectors"
)

// Vertices returns the places of the vertices of all routes of a kind that a
// side may travel on, as the routes were given.
func (n *Network) Vertices(side int, k sectors.Kind) (out []Place) {
	for r := range n.of {
		for i := n.of[r][0]; i < n.of[r][1]; i++ {
			a := &n.arcs[i]
			if a.sides>>side&1 == 0 || a.kind != kindOf(k) {
				continue
			}
			_, ms := n.layout.Routes[r].Line.Measured(n.layout.Routes[r].Line.Whole())
			for _, m := range slices.Concat(ms...) {
				if m >= a.fromM && m <= a.toM {
					out = append(out, Place{i, m})
				}
			}
		}
	}
	return out
}

// Landing returns the place of a landing of the scenario; false where no route
// is near it.
func (n *Network) Landing(i int) (Place, bool) {
	node := n.landings[i]
	for _, h := range n.halves[n.first[node]:n.first[node+1]] {
		if a := &n.arcs[h.id>>1]; a.route == tie && a.from == node {
			return Place{h.id >> 1, a.fromM}, true
		}
	}
	return Place{}, false
}
