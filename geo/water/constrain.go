package water

import "errors"

// touchM is how near shapes lie that touch: nobody passes between a vertex and
// a vertex or an edge that are nearer to each other. It is what rounding to
// seven decimals may put between places that were one.
const touchM = 0.02

const touch = touchM / earthM // as an angle

// ErrTangled says that edges cross in so many places so close together that
// no map can be made of them.
var ErrTangled = errors.New("edges cross too closely together")

// deepest is how often an edge may be cut at others, one cut within another.
const deepest = 200

// keep makes the arc from a to b edges of the mesh. Where it passes a vertex
// closely it goes through it, and where it crosses a kept edge both get a
// vertex.
func (m *mesh) keep(a, b int32, kind uint8, depth int) error {
	if depth > deepest {
		return ErrTangled
	}
	for a != b {
		v, err := m.keepFirst(a, b, kind, depth)
		if err != nil {
			return err
		}
		a = v
	}
	return nil
}

// keepFirst makes the first part of the arc from a to b edges, and returns
// where it ends.
func (m *mesh) keepFirst(a, b int32, kind uint8, depth int) (int32, error) {
	start := int32(-1)
	first := m.leave[a]
	for h := first; ; {
		if v := m.to(h); v == b || m.passes(a, b, v) {
			m.mark(h, kind)
			return v, nil
		}
		if p, q := m.to(h), m.apex(h); m.side(a, p, b) > 0 && m.side(a, q, b) < 0 {
			start = next(h)
		}
		if h = m.twin[prev(h)]; h == first {
			break
		}
	}
	if start < 0 {
		return 0, ErrTangled
	}
	var crossed [][2]int32
	for e := start; ; {
		if m.kept[e] != 0 {
			v := m.crossing(a, b, e)
			return v, m.keep(a, v, kind, depth+1)
		}
		crossed = append(crossed, [2]int32{m.org[e], m.to(e)})
		g := m.twin[e]
		x := m.apex(g)
		switch {
		case x == b:
			if err := m.clear(a, b, crossed); err != nil {
				return 0, err
			}
			m.mark(m.find(a, b), kind)
			return b, nil
		case m.passes(a, b, x):
			return x, m.keep(a, x, kind, depth+1)
		case m.side(a, b, x) > 0:
			e = next(g)
		default:
			e = prev(g)
		}
		if len(crossed) > len(m.org) {
			return 0, ErrTangled
		}
	}
}

func (m *mesh) mark(h int32, kind uint8) {
	m.kept[h] |= kind
	m.kept[m.twin[h]] |= kind
}

// passes reports whether the arc from a to b passes v so closely that it is to
// go through it.
func (m *mesh) passes(a, b, v int32) bool {
	p, q, x := m.at[a], m.at[b], m.at[v]
	whole := q.Sub(p).Norm2()
	if v == a || v == b || x.Sub(p).Norm2() >= whole || x.Sub(q).Norm2() >= whole {
		return false
	}
	return m.side(a, b, v) == 0 || foot(p, q, x).Sub(x).Norm2() <= touch*touch
}

// crossing returns the vertex at which the arc from a to b crosses a kept
// edge, one end of the edge where that is close by.
func (m *mesh) crossing(a, b, e int32) int32 {
	p, q := m.org[e], m.to(e)
	x := meet(m.at[a], m.at[b], m.at[p], m.at[q])
	nearer, near2 := p, x.Sub(m.at[p]).Norm2()
	if d := x.Sub(m.at[q]).Norm2(); d < near2 {
		nearer, near2 = q, d
	}
	for _, v := range []int32{a, b} {
		if x == m.at[v] {
			return nearer
		}
	}
	c, d := m.at[m.apex(e)], m.at[m.apex(m.twin[e])]
	fits := side(c, m.at[p], x) > 0 && side(m.at[q], c, x) > 0 && side(m.at[p], d, x) > 0 && side(d, m.at[q], x) > 0
	if near2 <= touch*touch || !fits {
		return nearer
	}
	v := m.addVertex(x)
	m.splitEdge(e, v)
	return v
}

// clear flips the edges that the arc from a to b crosses until none does
// (Sloan 1993).
func (m *mesh) clear(a, b int32, crossed [][2]int32) error {
	for budget := 100 + 4*len(crossed)*len(crossed); len(crossed) > 0; budget-- {
		if budget == 0 {
			return ErrTangled
		}
		e := crossed[0]
		crossed = crossed[1:]
		h := m.find(e[0], e[1])
		if h < 0 {
			return ErrTangled
		}
		if !m.convex(h) {
			crossed = append(crossed, e)
			continue
		}
		c, d := m.apex(h), m.apex(m.twin[h])
		m.flip(h)
		if c != a && c != b && d != a && d != b && m.side(a, b, c) != m.side(a, b, d) {
			crossed = append(crossed, [2]int32{c, d})
		}
	}
	if m.find(a, b) < 0 {
		return ErrTangled
	}
	return nil
}

// round makes triangles rounder that keeping edges has left thin. It costs
// only speed to leave some as they are.
func (m *mesh) round() {
	for range 8 {
		flips := 0
		for h := range int32(len(m.org)) {
			if h < m.twin[h] && m.kept[h] == 0 && m.better(h) {
				m.flip(h)
				flips++
			}
		}
		if flips == 0 {
			return
		}
	}
}
