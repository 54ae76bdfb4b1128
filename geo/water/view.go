package water

import (
	"math"

	"lindero/geo/wgs84"
)

// view finds out what is seen from a place over open water: triangle after
// triangle, each through the edge by which the sight enters it (the triangular
// expansion of Bungiu et al. 2014).
type view struct {
	w      *Water
	live   []bool // the triangles to look at
	ecef   wgs84.Vec
	from   wgs84.Vec
	within float64 // the squared sine of the angle beyond which nothing is looked at; 1 for none
	cut    bool    // whether there is anything beyond
	todo   []beam
	seen   sight
}

// beam is the part of the view between two directions that goes out through
// half-edge h. A direction is the normal, towards the left, of the plane
// through the centre in which it lies; v is the vertex on the right, as in bound.
type beam struct {
	h, v        int32
	right, left wgs84.Vec
}

// start begins a view of what is nearer than reach, as an angle.
func (v *view) start(ecef, from wgs84.Vec, reach float64) {
	v.ecef, v.from, v.within, v.cut = ecef, from, 1, false
	if reach < math.Pi/2 {
		v.within = math.Sin(reach) * math.Sin(reach)
	}
	g := &v.seen
	*g = sight{from: from, reach: reach, tangents: g.tangents[:0], arms: g.arms[:0], bounds: g.bounds[:0], shut: g.shut[:0]}
}

// finish returns what has been seen.
func (v *view) finish() *sight {
	g := v.seen
	if !v.cut {
		g.reach = math.Inf(1)
	}
	g.measure(v.w.mesh)
	g.tangents = append([]tangent(nil), g.tangents...)
	g.arms = append([]arm(nil), g.arms...)
	g.bounds = append([]bound(nil), g.bounds...)
	g.shut = append([]int32(nil), g.shut...)
	return &g
}

// direction returns the direction to a place.
func (v *view) direction(p wgs84.Vec) wgs84.Vec { return v.from.Cross(p.Sub(v.from)) }

// around looks in all directions from a place of a triangle.
func (v *view) around(t int32) {
	m := v.w.mesh
	for h := 3 * t; h < 3*t+3; h++ {
		v.see(h)
		a, b := m.at[m.org[h]], m.at[m.to(h)]
		// From a place on an edge, the triangle beyond is looked around as well.
		if turn(a, b, v.from) > on*b.Sub(a).Norm() {
			v.arm(h, v.direction(a), v.direction(b))
		}
	}
}

// arm looks between two directions, and out through h.
func (v *view) arm(h int32, right, left wgs84.Vec) {
	lo := int32(len(v.seen.bounds))
	v.todo = append(v.todo, beam{h, -1, right, left})
	v.run()
	v.seen.arms = append(v.seen.arms, arm{right, left, lo, int32(len(v.seen.bounds))})
}

// passes reports whether a sight goes on through an edge.
func (v *view) passes(h int32) bool {
	if !v.w.open[h] {
		return false
	}
	m := v.w.mesh
	if t := m.twin[h] / 3; !v.live[t] {
		v.seen.shut = append(v.seen.shut, t)
		return false
	}
	a, b := &m.at[m.org[h]], &m.at[m.to(h)]
	// The plane of the edge is at the sine of the least distance; beyond the
	// antipodes it is on the other side, as it may be of an edge seen end on.
	n := a.Cross(b.Sub(*a))
	ahead := n.Dot(v.from)
	if ahead <= 0 {
		return false
	}
	if v.within < 1 && ahead*ahead > v.within*n.Norm2() {
		v.cut = true
		return false
	}
	return true
}

// run follows the beams to their ends, from left to right.
func (v *view) run() {
	m := v.w.mesh
	for len(v.todo) > 0 {
		b := v.todo[len(v.todo)-1]
		v.todo = v.todo[:len(v.todo)-1]
		for v.passes(b.h) {
			g := m.twin[b.h]
			apex := m.apex(g)
			x := m.at[apex].Sub(v.from)
			ofRight, ofLeft := b.right.Dot(x), b.left.Dot(x)
			if ofRight < 0 {
				b.h = prev(g)
				continue
			}
			if ofLeft > 0 {
				b.h = next(g)
				continue
			}
			v.see(prev(g))
			d := v.from.Cross(x)
			if ofRight > 0 {
				v.todo = append(v.todo, beam{next(g), b.v, b.right, d})
			}
			b.h, b.v, b.right = prev(g), apex, d
		}
		v.bound(&b)
	}
}

// bound notes where a beam ends.
func (v *view) bound(b *beam) {
	m := v.w.mesh
	o, d := m.at[m.org[b.h]], m.at[m.to(b.h)]
	if turn(o, d, v.from) <= 0 && v.w.open[b.h] {
		if o.Add(d).Dot(v.from) > 0 {
			return // end on: the beams beside it see as much
		}
		b.h = -1
	}
	v.seen.bounds = append(v.seen.bounds, bound{b.h, b.v})
}

// see notes a vertex that is seen if ways can bend there, whatever the length.
func (v *view) see(h int32) {
	w := v.w
	node := w.sectorOf[h]
	if node < 0 || !v.live[h/3] {
		return
	}
	c := &w.sectors[node]
	x := w.mesh.at[c.vertex]
	if x.Sub(v.from).Norm2() < on*on || !leftOf(v.from, x, w.leftEnd(c)) && !rightOf(v.from, x, w.rightEnd(c)) {
		return
	}
	chord2 := w.ecef[c.vertex].Sub(v.ecef).Norm2()
	m := -math.Sqrt(chord2)
	if chord2 < wgs84.ChordMaxM*wgs84.ChordMaxM {
		m = wgs84.ChordDistance(v.ecef, w.ecef[c.vertex])
	}
	v.seen.tangents = append(v.seen.tangents, tangent{h, node, m})
}

// toLeft looks from a sector's vertex at all that ways can bend to there round
// an obstacle on their left: from straight ahead of the edge on the right to
// the edge on the left.
func (v *view) toLeft(s *sector) {
	m := v.w.mesh
	most := v.direction(aside(v.w.rightEnd(s), v.from, -1))
	v.seen.edge = v.direction(v.w.leftEnd(s))
	for h := next(s.left); ; h = next(m.twin[h]) {
		right, left := v.direction(m.at[m.to(h)]), v.direction(m.at[m.apex(h)])
		v.see(prev(h))
		whole := v.seen.left(most, m.at[m.to(h)]) >= 0
		if whole {
			v.see(next(h))
		} else {
			right = most
		}
		v.fan(h, right, left)
		if !whole || h == s.right {
			return
		}
	}
}

// toRight is toLeft, mirrored.
func (v *view) toRight(s *sector) {
	m := v.w.mesh
	most := v.direction(aside(v.w.leftEnd(s), v.from, 1))
	v.seen.edge = v.direction(v.w.rightEnd(s))
	for h := s.right; ; h = m.twin[prev(h)] {
		right, left := v.direction(m.at[m.to(h)]), v.direction(m.at[m.apex(h)])
		v.see(next(h))
		whole := v.seen.left(most, m.at[m.apex(h)]) <= 0
		if whole {
			v.see(prev(h))
		} else {
			left = most
		}
		v.fan(h, right, left)
		if !whole || prev(h) == s.left {
			return
		}
	}
}

// fan looks into the triangle that h leaves the vertex in, and beyond it.
func (v *view) fan(h int32, right, left wgs84.Vec) {
	if t := h / 3; !v.live[t] {
		v.seen.shut = append(v.seen.shut, t)
		return
	}
	v.arm(next(h), right, left)
}

// aside returns a place straight ahead of the way from o through x, as far
// behind x as o is before it, and a hair to one side (left for 1, right for
// −1), so that what lies straight ahead is in view whatever the rounding.
func aside(o, x wgs84.Vec, side float64) wgs84.Vec {
	p := x.Sub(o)
	return beyond(o, x).Add(x.Cross(p).Scale(side * (hair + 4*rounding/p.Norm())))
}

// hair is the angle by which more is in view than what is straight ahead.
const hair = 1e-9
