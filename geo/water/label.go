package water

import (
	"math"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/wgs84"
)

// island is a polygon of land and a cap that holds it.
type island struct {
	area   *geo.Area
	centre wgs84.Vec
	cos    float64 // of the cap's radius; −1 for a polygon that may be anywhere
}

func newIsland(p orb.Polygon) island {
	s := island{area: geo.NewArea(p), cos: -1}
	for _, ring := range p {
		for _, q := range ring {
			s.centre = s.centre.Add(unit(q))
		}
	}
	s.centre = s.centre.Unit()
	cos := 1.0
	for _, ring := range p {
		for i, q := range ring {
			cos = min(cos, s.centre.Dot(unit(q)))
			if i > 0 && math.Abs(q[0]-ring[i-1][0]) > 90 { // may bulge out of the cap
				return s
			}
		}
	}
	if cos > 0.5 {
		s.cos = cos - 0.1
	}
	return s
}

func (s *island) holds(at wgs84.Vec, p orb.Point) bool {
	return s.centre.Dot(at) >= s.cos && s.area.Contains(p)
}

// label finds out which triangles are land, which edges can be passed, and
// which sectors the vertices have.
func (w *Water) label(islands []island) {
	m := w.mesh
	triangles := len(m.org) / 3
	faces := w.flood(func(h int32) bool { return m.kept[h] == 0 })
	var inner []int32 // the largest triangle of each face
	var size []float64
	for t, f := range faces {
		if int(f) == len(inner) {
			inner, size = append(inner, 0), append(size, -1)
		}
		a, b, c := m.at[m.org[3*t]], m.at[m.org[3*t+1]], m.at[m.org[3*t+2]]
		if s := turn(a, b, c); s > size[f] {
			inner[f], size[f] = int32(t), s
		}
	}
	dry := make([]bool, len(inner))
	for f, t := range inner {
		at := m.at[m.org[3*t]].Add(m.at[m.org[3*t+1]]).Add(m.at[m.org[3*t+2]]).Unit()
		p := lonLat(at)
		for i := range islands {
			if islands[i].holds(at, p) {
				dry[f] = true
				break
			}
		}
	}
	w.land = make([]bool, triangles)
	for t, f := range faces {
		w.land[t] = dry[f]
	}
	w.open = make([]bool, len(m.org))
	for h := range m.org {
		w.open[h] = m.kept[h]&wall == 0 && !w.land[h/3] && !w.land[m.twin[h]/3]
	}
	w.drain()
	w.body = w.flood(func(h int32) bool { return w.open[h] })
	w.cutSectors()
}

// flood numbers the triangles: those that hang together over the edges that
// pass allows get the same number, the first ones 0, the next 1 and so on.
func (w *Water) flood(pass func(h int32) bool) []int32 {
	m := w.mesh
	out := make([]int32, len(m.org)/3)
	for t := range out {
		out[t] = -1
	}
	n := int32(0)
	var todo []int32
	for t := range out {
		if out[t] >= 0 {
			continue
		}
		out[t] = n
		todo = append(todo[:0], int32(t))
		for len(todo) > 0 {
			u := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			for h := 3 * u; h < 3*u+3; h++ {
				if v := m.twin[h] / 3; out[v] < 0 && pass(h) {
					out[v] = n
					todo = append(todo, v)
				}
			}
		}
		n++
	}
	return out
}

// sector is the water at a vertex between two edges that cannot be passed:
// anticlockwise from half-edge right, which leaves the vertex, to half-edge
// left, which arrives there.
type sector struct {
	vertex      int32
	right, left int32
}

// cutSectors finds the sectors that a shortest way can bend in: those of more
// than 180°. It keeps those of 180° but for rounding, too: a way that runs
// along a straight coast may go by the vertices on it.
func (w *Water) cutSectors() {
	m := w.mesh
	w.sectorOf = make([]int32, len(m.org))
	for h := range w.sectorOf {
		w.sectorOf[h] = -1
	}
	for h := range int32(len(m.org)) {
		if w.land[h/3] || w.open[h] {
			continue
		}
		s := sector{vertex: m.org[h], right: h, left: prev(h)}
		for w.open[s.left] {
			s.left = prev(m.twin[s.left])
		}
		f, x, g := m.at[m.to(s.right)], m.at[s.vertex], m.at[m.org[s.left]]
		if m.to(s.right) != m.org[s.left] && !leftOf(f, x, g) {
			continue
		}
		for k := s.right; ; k = m.twin[prev(k)] {
			w.sectorOf[k] = int32(len(w.sectors))
			if prev(k) == s.left {
				break
			}
		}
		w.sectors = append(w.sectors, s)
	}
}

// rounding is how far, as an angle, rounding may put a vertex beside its
// place, and a little more.
const rounding = 1e-15

// leftOf reports whether g lies left of the way from o through x, or straight
// ahead but for rounding; rightOf likewise.
func leftOf(o, x, g wgs84.Vec) bool {
	p, q := x.Sub(o), g.Sub(x)
	return p.Cross(q).Dot(x) >= -rounding*math.Sqrt(max(p.Norm2(), q.Norm2()))
}

func rightOf(o, x, g wgs84.Vec) bool { return leftOf(g, x, o) }
