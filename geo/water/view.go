package water

import (
	"math"

	"lindero/geo/wgs84"
)

// view is what is seen from a place over open water: triangle after triangle,
// each through the edge by which the sight enters it (the triangular expansion
// of Bungiu et al. 2014).
type view struct {
	w      *Water
	from   wgs84.Vec
	within float64 // the squared sine of the angle beyond which nothing is looked at; 1 for none
	todo   []beam
	enter  func(t int32, right, left wgs84.Vec) // called with each triangle that is seen into
	see    func(h int32)                        // called with each vertex seen, as the half-edge that leaves it in the triangle
}

// beam is the part of the view between two directions that goes out through
// half-edge h. A direction is the normal, towards the left, of the plane
// through the centre in which it lies.
type beam struct {
	h           int32
	right, left wgs84.Vec
}

func (v *view) start(from wgs84.Vec, reach float64) {
	v.from, v.todo, v.within = from, v.todo[:0], 1
	if reach < math.Pi/2 {
		v.within = math.Sin(reach) * math.Sin(reach)
	}
}

// direction returns the direction to a place.
func (v *view) direction(p wgs84.Vec) wgs84.Vec { return v.from.Cross(p.Sub(v.from)) }

// left is positive where p lies left of a direction.
func (v *view) left(of, p wgs84.Vec) float64 { return of.Dot(p.Sub(v.from)) }

// around looks in all directions from a place of a triangle.
func (v *view) around(t int32) {
	m := v.w.mesh
	for h := 3 * t; h < 3*t+3; h++ {
		v.see(h)
		a, b := m.at[m.org[h]], m.at[m.to(h)]
		// From a place on an edge, the triangle beyond is looked around as well.
		if turn(a, b, v.from) > on*b.Sub(a).Norm() {
			v.out(h, v.direction(a), v.direction(b))
		}
	}
	v.run()
}

// out adds the beam through h if it can be passed and is within reach.
func (v *view) out(h int32, right, left wgs84.Vec) {
	if !v.w.open[h] {
		return
	}
	m := v.w.mesh
	a, b := m.at[m.org[h]], m.at[m.to(h)]
	// The plane of the edge is at the sine of the least distance; beyond the
	// antipodes it is on the other side.
	n := a.Cross(b.Sub(a))
	ahead := n.Dot(v.from)
	if ahead <= 0 || v.within < 1 && ahead*ahead > v.within*n.Norm2() {
		return
	}
	v.todo = append(v.todo, beam{h, right, left})
}

// run follows the beams to their ends.
func (v *view) run() {
	m := v.w.mesh
	for len(v.todo) > 0 {
		b := v.todo[len(v.todo)-1]
		v.todo = v.todo[:len(v.todo)-1]
		g := m.twin[b.h]
		v.enter(g/3, b.right, b.left)
		x := m.at[m.apex(g)]
		ofRight, ofLeft := v.left(b.right, x), v.left(b.left, x)
		switch {
		case ofRight < 0:
			v.out(prev(g), b.right, b.left)
		case ofLeft > 0:
			v.out(next(g), b.right, b.left)
		default:
			v.see(prev(g))
			direction := v.direction(x)
			if ofRight > 0 {
				v.out(next(g), b.right, direction)
			}
			if ofLeft < 0 {
				v.out(prev(g), direction, b.left)
			}
		}
	}
}

// bendLeft looks from a sector's vertex, which a way from o has reached, at
// what it can bend to round an obstacle on its left: from straight ahead to
// the edge on the left.
func (v *view) bendLeft(s *sector, o wgs84.Vec) {
	m := v.w.mesh
	ahead := v.direction(aside(o, v.from, -1))
	for h := next(s.left); ; h = next(m.twin[h]) {
		right, left := v.direction(m.at[m.to(h)]), v.direction(m.at[m.apex(h)])
		v.see(prev(h))
		whole := v.left(ahead, m.at[m.to(h)]) >= 0
		if !whole {
			right = ahead
		}
		v.fan(h, right, left)
		if !whole {
			break
		}
		if h == s.right {
			v.see(next(h))
			break
		}
	}
	v.run()
}

// bendRight is bendLeft, mirrored.
func (v *view) bendRight(s *sector, o wgs84.Vec) {
	m := v.w.mesh
	ahead := v.direction(aside(o, v.from, 1))
	for h := s.right; ; h = m.twin[prev(h)] {
		right, left := v.direction(m.at[m.to(h)]), v.direction(m.at[m.apex(h)])
		v.see(next(h))
		whole := v.left(ahead, m.at[m.apex(h)]) <= 0
		if !whole {
			left = ahead
		}
		v.fan(h, right, left)
		if !whole {
			break
		}
		if prev(h) == s.left {
			v.see(prev(h))
			break
		}
	}
	v.run()
}

// fan looks into the triangle that h leaves the vertex in, and beyond it.
func (v *view) fan(h int32, right, left wgs84.Vec) {
	v.enter(h/3, right, left)
	v.out(next(h), right, left)
}

// aside returns a place straight ahead of the way from o through x, as far
// behind x as o is before it, and a hair to one side (left for 1, right for
// −1), so that what lies straight ahead is in view whatever the rounding.
func aside(o, x wgs84.Vec, side float64) wgs84.Vec {
	const hair = 1e-9
	p := x.Sub(o)
	far := p.Norm()
	return beyond(o, x).Add(x.Cross(p).Scale(side * (hair + 4*rounding/far)))
}
