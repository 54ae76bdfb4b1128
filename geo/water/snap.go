package water

import (
	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/wgs84"
)

// offM is how far off the coast Snap puts a place.
const offM = 2.0

// Snap returns a place in the water for a post on land or at a quay: p itself
// where it is not on land, else a place some 2 m off the nearest coast, closer
// to it where the water is narrow, and how far that is from p. It reports false
// where that is farther than withinM, or p is no place on earth.
func (w *Water) Snap(p orb.Point, withinM float64) (at orb.Point, distanceM float64, ok bool) {
	if !onEarth(p) || !(withinM >= 0) {
		return p, 0, false
	}
	from := unit(p)
	t := w.triangle(from, -1)
	if !w.dry(from, t) {
		return p, 0, true
	}
	h := w.shore(from, t, (withinM+1)/earthM)
	if h < 0 {
		return p, 0, false
	}
	m := w.mesh
	f := foot(m.at[m.org[h]], m.at[m.to(h)], from)
	at = w.offShore(from, f, m.twin[h]/3)
	distanceM = geo.DistanceM(p, at)
	return at, distanceM, distanceM <= withinM
}

// shore returns the half-edge, land on its left and water beyond, that is
// nearest to a place in triangle t of land and within reach of it; −1 for none.
func (w *Water) shore(p wgs84.Vec, t int32, reach float64) int32 {
	m := w.mesh
	var q queue
	seen := map[int32]bool{t: true}
	look := func(t int32) {
		for h := 3 * t; h < 3*t+3; h++ {
			f := foot(m.at[m.org[h]], m.at[m.to(h)], p)
			if d := f.Sub(p).Norm(); d <= reach {
				q.push(item{d, h, 0})
			}
		}
	}
	for look(t); len(q) > 0; {
		h := q.pop().node
		switch u := m.twin[h] / 3; {
		case !w.land[u]:
			return h
		case !seen[u]:
			seen[u] = true
			look(u)
		}
	}
	return -1
}

// offShore returns a place in the water off f, the nearest place of the coast
// seen from p, that can be reached from triangle t, which is water there.
func (w *Water) offShore(p, f wgs84.Vec, t int32) orb.Point {
	away := f.Sub(p)
	for m := offM; m > 1e-3 && away.Norm2() > 0; m /= 2 {
		c := f.Add(away.Scale(m / (earthM * away.Norm()))).Unit()
		place := lonLat(c)
		u := w.triangle(c, t)
		if w.land[u] {
			continue
		}
		// Nothing stands between where the triangles about c hang together
		// with one at f.
		for _, s := range w.around(nil, c, u, 1.01*m/earthM) {
			if !s.across && w.nearest(s.triangle, f).Sub(f).Norm() <= on {
				return place
			}
		}
	}
	return lonLat(f)
}
