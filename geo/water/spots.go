package water

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo/wgs84"
)

// hintCells is how many cells of longitude and latitude, of two degrees, have
// a triangle to begin a search in.
const (
	hintDeg  = 2
	hintRow  = 360 / hintDeg
	hintRows = 180 / hintDeg
)

func (w *Water) hint() {
	w.hints = make([]int32, hintRow*hintRows)
	t := int32(0)
	for y := range hintRows {
		for k := range hintRow {
			x := k
			if y%2 == 1 { // to and fro, so that the next is near
				x = hintRow - 1 - k
			}
			t = w.mesh.locate(unit(orb.Point{(float64(x)+0.5)*hintDeg - 180, (float64(y)+0.5)*hintDeg - 90}), t)
			w.hints[y*hintRow+x] = t
		}
	}
}

// triangle returns the triangle that holds a place, sought from t if that is
// nearer than the hints.
func (w *Water) triangle(p orb.Point, at wgs84.Vec, t int32) int32 {
	lon := math.Remainder(p[0], 360)
	x := min(int((lon+180)/hintDeg), hintRow-1)
	y := min(int((p[1]+90)/hintDeg), hintRows-1)
	h := w.hints[y*hintRow+x]
	m := w.mesh
	if t >= 0 && m.at[m.org[3*t]].Sub(at).Norm2() < m.at[m.org[3*h]].Sub(at).Norm2() {
		h = t
	}
	return m.locate(at, h)
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
	return w.dry(at, w.triangle(p, at, -1))
}

// dry reports whether a place in triangle t is land, and not on the coast.
func (w *Water) dry(at wgs84.Vec, t int32) bool {
	return w.land[t] && len(w.spots(at, t, on)) == 0
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
// that, those it touches, and those across an obstacle that is within reach.
func (w *Water) spots(at wgs84.Vec, t int32, reach float64) []spot {
	return slices.DeleteFunc(w.around(at, t, reach), func(s spot) bool {
		return w.land[s.triangle] || !s.across && s.off > on
	})
}

// around returns the triangles, land as well, within reach of a place in
// triangle t.
func (w *Water) around(at wgs84.Vec, t int32, reach float64) []spot {
	m := w.mesh
	near := []spot{{t, at, 0, w.land[t]}}
	// First what hangs together with t, then what lies beyond obstacles.
	for _, across := range []bool{false, true} {
		for i := 0; i < len(near); i++ {
			s := near[i]
			for h := 3 * s.triangle; h < 3*s.triangle+3; h++ {
				g := m.twin[h]
				over := s.across || !w.open[h]
				if over != across || slices.ContainsFunc(near, func(s spot) bool { return s.triangle == g/3 }) {
					continue
				}
				f := foot(m.at[m.org[h]], m.at[m.to(h)], at)
				if f.Sub(at).Norm() > reach {
					continue
				}
				f = w.nearest(g/3, at)
				near = append(near, spot{g / 3, f, f.Sub(at).Norm(), over})
			}
		}
	}
	return near
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
