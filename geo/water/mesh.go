package water

import (
	"math"
	"slices"

	"lindero/geo/wgs84"
)

// mesh is a triangulation of the whole sphere. Triangle t has the half-edges
// 3t, 3t+1 and 3t+2, anticlockwise seen from outside; half-edge h leads from
// vertex org[h] to org[next(h)], and twin[h] leads back in the triangle beyond.
type mesh struct {
	at    []wgs84.Vec // of the vertices
	org   []int32
	twin  []int32
	kept  []uint8 // the obstacles whose edge a half-edge is: bits of coast and wall
	leave []int32 // a half-edge that leaves each vertex
}

// What an edge of the mesh is part of.
const (
	coast = 1 << iota
	wall
)

func next(h int32) int32 {
	if h%3 == 2 {
		return h - 2
	}
	return h + 1
}

func prev(h int32) int32 {
	if h%3 == 0 {
		return h + 2
	}
	return h - 1
}

// corners is how many vertices a mesh has before any is put in: those of an
// octahedron, askew so that none is a place that people name.
const corners = 6

func newMesh() *mesh {
	m := &mesh{}
	x := wgs84.Vec{X: 0.81, Y: -0.47, Z: 0.3511}.Unit()
	y := x.Cross(wgs84.Vec{X: 0.1213, Y: 0.3137, Z: 0.94}).Unit()
	z := x.Cross(y)
	for _, v := range []wgs84.Vec{x, y, z, x.Scale(-1), y.Scale(-1), z.Scale(-1)} {
		m.addVertex(v)
	}
	faces := [][3]int32{{0, 1, 2}, {1, 3, 2}, {3, 4, 2}, {4, 0, 2}, {1, 0, 5}, {3, 1, 5}, {4, 3, 5}, {0, 4, 5}}
	for _, f := range faces {
		m.set(m.addTriangle(), f[0], f[1], f[2])
	}
	for h := range m.org {
		for g := range m.org {
			if m.org[h] == m.to(int32(g)) && m.to(int32(h)) == m.org[g] {
				m.twin[h] = int32(g)
			}
		}
	}
	return m
}

func (m *mesh) addVertex(v wgs84.Vec) int32 {
	m.at = append(m.at, v)
	m.leave = append(m.leave, -1)
	return int32(len(m.at) - 1)
}

// reserve makes room for the triangles that the vertices will make.
func (m *mesh) reserve() {
	n := 6 * len(m.at)
	m.org, m.twin, m.kept = slices.Grow(m.org, n), slices.Grow(m.twin, n), slices.Grow(m.kept, n)
}

func (m *mesh) addTriangle() int32 {
	m.org = append(m.org, 0, 0, 0)
	m.twin = append(m.twin, 0, 0, 0)
	m.kept = append(m.kept, 0, 0, 0)
	return int32(len(m.org)/3 - 1)
}

func (m *mesh) set(t, a, b, c int32) {
	for k, v := range [3]int32{a, b, c} {
		m.org[3*t+int32(k)] = v
		m.leave[v] = 3*t + int32(k)
	}
}

// to returns the vertex at which a half-edge ends.
func (m *mesh) to(h int32) int32 { return m.org[next(h)] }

// apex returns the vertex opposite a half-edge.
func (m *mesh) apex(h int32) int32 { return m.org[prev(h)] }

// link makes two half-edges one edge.
func (m *mesh) link(h, g int32, kept uint8) {
	m.twin[h], m.twin[g] = g, h
	m.kept[h], m.kept[g] = kept, kept
}

// outer is an edge of triangles that are about to be replaced.
type outer struct {
	beyond int32
	kept   uint8
}

func (m *mesh) outer(h int32) outer { return outer{m.twin[h], m.kept[h]} }

func (m *mesh) join(h int32, o outer) { m.link(h, o.beyond, o.kept) }

// side is side of three vertices.
func (m *mesh) side(a, b, c int32) int { return side(m.at[a], m.at[b], m.at[c]) }

// locate returns a triangle that holds p, sought from another. It takes some
// √n steps.
func (m *mesh) locate(p wgs84.Vec, from int32) int32 {
	t, in := from, int32(-1)
	for step := range len(m.org) + 64 {
		out := int32(-1)
		for k := range int32(3) {
			// Begin with another edge each time, so as not to go in circles.
			h := 3*t + (k+int32(step*step>>2))%3
			if h != in && side(m.at[m.org[h]], m.at[m.to(h)], p) < 0 {
				out = m.twin[h]
				break
			}
		}
		in = out
		if out < 0 {
			return t
		}
		t = out / 3
	}
	return m.scan(p)
}

// scan returns the triangle that holds p, or is nearest to doing so.
func (m *mesh) scan(p wgs84.Vec) int32 {
	best, least := int32(0), math.Inf(-1)
	for t := range int32(len(m.org) / 3) {
		inside := math.Inf(1)
		for h := 3 * t; h < 3*t+3; h++ {
			inside = min(inside, turn(m.at[m.org[h]], m.at[m.to(h)], p))
		}
		if inside > least {
			best, least = t, inside
		}
	}
	return best
}

// insertAll puts the vertices from the given one on into the mesh. It begins
// with few that are far apart and goes on to those between: in the order of a
// coast each would undo much of what the ones before have made.
func (m *mesh) insertAll(from int) {
	n := len(m.at) - from
	step := 1
	for step < n {
		step *= 2
	}
	hint := int32(0)
	for ; step > 0; step /= 2 {
		for i := step; i <= n; i += 2 * step {
			if i > step { // in by now
				hint = m.leave[from+i-step-1] / 3
			}
			m.insert(int32(from+i-1), hint)
		}
	}
}

// insert puts a vertex in where none is, sought from triangle t.
func (m *mesh) insert(v, t int32) {
	p := m.at[v]
	t = m.locate(p, t)
	for h := 3 * t; h < 3*t+3; h++ {
		if side(m.at[m.org[h]], m.at[m.to(h)], p) == 0 {
			m.splitEdge(h, v)
			return
		}
	}
	m.splitTriangle(t, v)
}

// splitTriangle cuts a triangle in three at v.
func (m *mesh) splitTriangle(t, v int32) {
	a, b, c := m.org[3*t], m.org[3*t+1], m.org[3*t+2]
	ab, bc, ca := m.outer(3*t), m.outer(3*t+1), m.outer(3*t+2)
	u, w := m.addTriangle(), m.addTriangle()
	m.set(t, a, b, v)
	m.set(u, b, c, v)
	m.set(w, c, a, v)
	m.join(3*t, ab)
	m.join(3*u, bc)
	m.join(3*w, ca)
	m.link(3*t+1, 3*u+2, 0)
	m.link(3*u+1, 3*w+2, 0)
	m.link(3*w+1, 3*t+2, 0)
	m.improve(3*t, 3*u, 3*w)
}

// splitEdge cuts the triangles on either side of h in two at v.
func (m *mesh) splitEdge(h, v int32) {
	g := m.twin[h]
	a, b, c, d := m.org[h], m.org[g], m.apex(h), m.apex(g)
	bc, ca, ad, db := m.outer(next(h)), m.outer(prev(h)), m.outer(next(g)), m.outer(prev(g))
	kept := m.kept[h]
	s, t, u, w := h/3, m.addTriangle(), g/3, m.addTriangle()
	m.set(s, c, a, v)
	m.set(t, b, c, v)
	m.set(u, a, d, v)
	m.set(w, d, b, v)
	m.join(3*s, ca)
	m.join(3*t, bc)
	m.join(3*u, ad)
	m.join(3*w, db)
	m.link(3*s+1, 3*u+2, kept)
	m.link(3*s+2, 3*t+1, 0)
	m.link(3*t+2, 3*w+1, kept)
	m.link(3*u+1, 3*w+2, 0)
	m.improve(3*s, 3*t, 3*u, 3*w)
}

// improve makes the triangles on the given half-edges, whose apex has been put
// in, Delaunay triangles.
func (m *mesh) improve(todo ...int32) {
	for len(todo) > 0 {
		h := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if m.kept[h] == 0 && m.better(h) {
			todo = append(todo, m.flip(h)...)
		}
	}
}

// better reports whether flipping an edge makes rounder triangles.
func (m *mesh) better(h int32) bool {
	a, b, c, d := m.at[m.org[h]], m.at[m.to(h)], m.at[m.apex(h)], m.at[m.apex(m.twin[h])]
	return b.Sub(a).Cross(c.Sub(a)).Dot(d.Sub(a)) > 0 && m.convex(h)
}

// convex reports whether an edge can be flipped.
func (m *mesh) convex(h int32) bool {
	g := m.twin[h]
	c, d := m.apex(h), m.apex(g)
	return m.side(m.org[h], d, c) > 0 && m.side(d, m.org[g], c) > 0
}

// flip turns an edge into the other diagonal of the triangles beside it. It
// returns the half-edges opposite the apex of h beyond the new edge.
func (m *mesh) flip(h int32) []int32 {
	g := m.twin[h]
	a, b, c, d := m.org[h], m.org[g], m.apex(h), m.apex(g)
	bc, ca, ad, db := m.outer(next(h)), m.outer(prev(h)), m.outer(next(g)), m.outer(prev(g))
	s, t := h/3, g/3
	m.set(s, a, d, c)
	m.set(t, d, b, c)
	m.join(3*s, ad)
	m.join(3*s+2, ca)
	m.join(3*t, db)
	m.join(3*t+1, bc)
	m.link(3*s+1, 3*t+2, 0)
	return []int32{3 * s, 3 * t}
}

// find returns the half-edge from a to b, −1 where there is none.
func (m *mesh) find(a, b int32) int32 {
	first := m.leave[a]
	for h := first; ; {
		if m.to(h) == b {
			return h
		}
		if h = m.twin[prev(h)]; h == first {
			return -1
		}
	}
}
