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
	arc := n.landings[i]
	if arc == none {
		return Place{}, false
	}
	return Place{arc, n.arcs[arc].fromM}, true
}
