package water

import (
	"math"

	"github.com/paulmach/orb"

	"lindero/geo/wgs84"
)

// drawnM is how far an edge, drawn straight in longitude and latitude, may be
// from the great circle that it stands for.
const drawnM = 1.0

// Densify puts vertices into a way so that edges straight in longitude and
// latitude follow its great circles to a metre. Longitudes jump at ±180°, the
// short way round being meant; a pole, where the longitude changes, is there
// twice. What is no place on earth stays as it is.
func Densify(path orb.LineString) orb.LineString {
	var out orb.LineString
	for i, p := range path {
		if i > 0 && onEarth(path[i-1]) && onEarth(p) {
			out = appendArc(out, path[i-1], p, 0)
		}
		out = append(out, p)
	}
	return out
}

// appendArc appends the vertices needed strictly between p and q.
func appendArc(dst orb.LineString, p, q orb.Point, depth int) orb.LineString {
	const deepest = 48 // halves 20,000 km to less than a micrometre
	a, b := unit(p), unit(q)
	chord := b.Sub(a).Norm()
	if chord*earthM <= drawnM/2 || depth > deepest {
		return dst
	}
	// At a pole, the longitude is that of the other end.
	atP, atQ := math.Abs(p[1]) == 90, math.Abs(q[1]) == 90
	switch {
	case atP && atQ:
	case atP && math.Remainder(p[0]-q[0], 360) != 0:
		p[0] = q[0]
		return appendArc(append(dst, p), p, q, depth+1)
	case atQ && math.Remainder(p[0]-q[0], 360) != 0:
		q[0] = p[0]
		return append(appendArc(dst, p, q, depth+1), q)
	}
	if follows(p, q, a, b) {
		return dst
	}
	mid := middle(p, a, b)
	dst = appendArc(dst, p, mid, depth+1)
	dst = append(dst, mid)
	return appendArc(dst, mid, q, depth+1)
}

// follows reports whether the edge, drawn straight, follows the arc: in its
// quarters, of which an edge over the equator may be right in one.
func follows(p, q orb.Point, a, b wgs84.Vec) bool {
	n := a.Cross(b.Sub(a)).Unit()
	east := q[0] - p[0]
	if math.Abs(east) > 180 {
		east = math.Remainder(east, 360)
	}
	if a.Dot(b) < 0 {
		return false
	}
	for k := 1.0; k < 4; k++ {
		at := unit(orb.Point{p[0] + k/4*east, p[1] + k/4*(q[1]-p[1])})
		if math.Abs(at.Dot(n))*wgs84.MaxCurvatureRadiusM > drawnM*0.9 {
			return false
		}
	}
	return true
}

// middle returns the middle of an arc; of one between antipodes, a way by a pole.
func middle(p orb.Point, a, b wgs84.Vec) orb.Point {
	mid := a.Add(b)
	if mid.Norm2() < 1e-24 {
		if math.Abs(p[1]) < 89 {
			return orb.Point{p[0], 90}
		}
		return orb.Point{p[0], 0}
	}
	mid = mid.Unit()
	if math.Hypot(mid.X, mid.Y) < 1e-12 {
		return orb.Point{p[0], math.Copysign(90, mid.Z)}
	}
	return lonLat(mid)
}
