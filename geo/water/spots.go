package water

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo/wgs84"
)

// triangle returns the triangle that holds a place, sought from t or, where t is
// far away or −1, from the nearest of some vertices: as many as make looking at
// them take about as long as to walk from there.
func (w *Water) triangle(at wgs84.Vec, t int32) int32 {
	const near = 20e3 / earthM
	m := w.mesh
	best := math.Inf(1)
	if t >= 0 {
		best = m.at[m.org[3*t]].Sub(at).Norm2()
	}
	if best > near*near {
		n := len(m.at)
		step := max(n/int(4*math.Cbrt(float64(n))), 1)
		for v := 0; v < n; v += step {
			if d := m.at[v].Sub(at).Norm2(); d < best {
				best, t = d, m.leave[v]/3
			}
		}
	}
	return m.locate(at, t)
}

func onEarth(p orb.Point) bool {
	return !math.IsNaN(p[0]) && !math.IsInf(p[0], 0) && math.Abs(p[1]) <= 90
}

// OnLand reports whether a place is strictly inside land. Holes are water, and
// so are the coast and a point that is no place on earth.
func (w *Water) OnLand(p orb.Point) bool {
	if !onEarth(p) {
		return false
	}
	at := unit(p)
	return w.dry(at, w.triangle(at, -1))
}

// dry reports whether a place in triangle t is land, and not on the coast.
func (w *Water) dry(at wgs84.Vec, t int32) bool {
	return w.land[t] && len(w.spots(nil, at, t, on)) == 0
}

// on is how near a place is to an edge or vertex that it is on, as an angle:
// what rounding makes of it.
const on = 1e-14

// freeM is how near a way's free end an obstacle is none.
const freeM = 1.0

// spot is a free end of a way as one of the triangles near it has it: where it
// is, or the nearest place of the triangle.
type spot struct {
	triangle int32
	at       wgs84.Vec
	off      float64 // how far from the free end, as an angle
	across   bool    // whether an obstacle lies between
}

// spots returns the triangles of water within reach of a place in triangle t:
// that, those it touches, and those across an obstacle that is within reach. It
// writes over buf.
func (w *Water) spots(buf []spot, at wgs84.Vec, t int32, reach float64) []spot {
	return slices.DeleteFunc(w.around(buf, at, t, reach), func(s spot) bool {
		return w.land[s.triangle] || !s.across && s.off > on
	})
}

// around returns the triangles, land as well, within reach of a place in
// triangle t. It writes over buf.
func (w *Water) around(buf []spot, at wgs84.Vec, t int32, reach float64) []spot {
	m := w.mesh
	near := buf[:0]
	near = append(near, spot{t, at, 0, w.land[t]})
	// First what hangs together with t, then what lies beyond obstacles.
	for _, across := range [2]bool{false, true} {
		for i := 0; i < len(near); i++ {
			s := near[i]
			for h := 3 * s.triangle; h < 3*s.triangle+3; h++ {
				g := m.twin[h]
				over := s.across || !w.open[h]
				if over != across || slices.ContainsFunc(near, func(s spot) bool { return s.triangle == g/3 }) {
					continue
				}
				if !within(m.at[m.org[h]], m.at[m.to(h)], at, reach) {
					continue
				}
				f := w.nearest(g/3, at)
				near = append(near, spot{g / 3, f, f.Sub(at).Norm(), over})
			}
		}
	}
	return near
}

// within reports whether the arc from a to b passes p so closely.
func within(a, b, p wgs84.Vec, reach float64) bool {
	n := a.Cross(b.Sub(a))
	if off := n.Dot(p); off*off > 4*reach*reach*n.Norm2() { // the plane is farther
		return false
	}
	return foot(a, b, p).Sub(p).Norm() <= reach
}

// nearest returns the place of a triangle nearest to p.
func (w *Water) nearest(t int32, p wgs84.Vec) wgs84.Vec {
	m := w.mesh
	best, least, inside := p, math.Inf(1), true
	for h := 3 * t; h < 3*t+3; h++ {
		a, b := m.at[m.org[h]], m.at[m.to(h)]
		if side(a, b, p) < 0 {
			inside = false
		}
		if f := foot(a, b, p); f.Sub(p).Norm2() < least {
			best, least = f, f.Sub(p).Norm2()
		}
	}
	if inside {
		return p
	}
	return best
}
