// Package wgs84 holds the ellipsoid: earth-centred coordinates, chords, and
// the geodesic between two places.
//
// Longitudes and latitudes are degrees, everything else is metres. Points
// lie on the ellipsoid's surface; heights are not modelled. All functions
// are pure and safe for concurrent use.
package wgs84

import "math"

// The WGS84 ellipsoid (NIMA TR8350.2).
const (
	A  = 6378137.0         // equatorial radius, metres
	F  = 1 / 298.257223563 // flattening
	B  = A * (1 - F)       // polar radius, metres
	E2 = F * (2 - F)       // first eccentricity squared
	// MinCurvatureRadiusM and MaxCurvatureRadiusM bound the radius of
	// curvature of every normal section at every place: the meridian at the
	// equator and any section at a pole.
	MinCurvatureRadiusM = A * (1 - E2)
	MaxCurvatureRadiusM = A * A / B
)

const degree = math.Pi / 180

// Vec is a place or a difference of places in earth-centred, earth-fixed
// coordinates, metres: X towards 0° E 0° N, Z towards the north pole.
type Vec struct{ X, Y, Z float64 }

// ECEF returns the earth-centred coordinates of a place on the surface.
func ECEF(lonDeg, latDeg float64) Vec {
	sinLat, cosLat := sincosDeg(latDeg)
	sinLon, cosLon := sincosDeg(lonDeg)
	n := A / math.Sqrt(1-E2*sinLat*sinLat)
	return Vec{n * cosLat * cosLon, n * cosLat * sinLon, n * (1 - E2) * sinLat}
}

// sincosDeg is exact at multiples of 90°, so that the poles and the
// antimeridian are single places.
func sincosDeg(deg float64) (sin, cos float64) {
	q := math.Round(deg / 90)
	s, c := math.Sincos((deg - 90*q) * degree)
	switch int64(q) & 3 {
	case 0:
		return s, c
	case 1:
		return c, -s
	case 2:
		return -s, -c
	default:
		return -c, s
	}
}

// LonLat returns the longitude in [-180, 180] and latitude, in degrees, of
// the surface place above or below v. It is meant for places within 100 m of
// the surface, where the latitude is good to a micrometre (Bowring 1976, one
// step).
func (v Vec) LonLat() (lonDeg, latDeg float64) {
	p := math.Hypot(v.X, v.Y)
	const ep2 = E2 / (1 - E2)
	beta := math.Atan2(v.Z*A, p*B)
	sb, cb := math.Sincos(beta)
	lat := math.Atan2(v.Z+ep2*B*sb*sb*sb, p-E2*A*cb*cb*cb)
	return math.Atan2(v.Y, v.X) / degree, lat / degree
}

// Add returns v + w.
func (v Vec) Add(w Vec) Vec { return Vec{v.X + w.X, v.Y + w.Y, v.Z + w.Z} }

// Sub returns v − w.
func (v Vec) Sub(w Vec) Vec { return Vec{v.X - w.X, v.Y - w.Y, v.Z - w.Z} }

// Scale returns k·v.
func (v Vec) Scale(k float64) Vec { return Vec{k * v.X, k * v.Y, k * v.Z} }

// Dot returns the scalar product.
func (v Vec) Dot(w Vec) float64 { return v.X*w.X + v.Y*w.Y + v.Z*w.Z }

// Cross returns the vector product.
func (v Vec) Cross(w Vec) Vec {
	return Vec{v.Y*w.Z - v.Z*w.Y, v.Z*w.X - v.X*w.Z, v.X*w.Y - v.Y*w.X}
}

// Norm2 returns the squared length, square metres.
func (v Vec) Norm2() float64 { return v.Dot(v) }

// Norm returns the length, metres.
func (v Vec) Norm() float64 { return math.Sqrt(v.Norm2()) }

// Unit returns v scaled to length 1, or the zero vector for the zero vector.
func (v Vec) Unit() Vec {
	n := v.Norm()
	if n == 0 {
		return Vec{}
	}
	return v.Scale(1 / n)
}

// Up returns the outward normal of the ellipsoid at v, of length 1.
func (v Vec) Up() Vec { return Vec{v.X, v.Y, v.Z / (1 - E2)}.Unit() }

// Curvature returns the curvature, 1/m, of the normal section at place p in
// the direction d: Euler's formula in earth-centred form. d need not have
// length 1; for one too short to have a direction the curvature along the
// equator is returned.
func Curvature(p, d Vec) float64 {
	d2 := d.Norm2()
	if d2 < 1e-100 {
		return 1 / A
	}
	const a2, b2 = A * A, B * B
	section := (d.X*d.X+d.Y*d.Y)/a2 + d.Z*d.Z/b2
	gradient := math.Sqrt((p.X*p.X+p.Y*p.Y)/(a2*a2) + p.Z*p.Z/(b2*b2))
	return section / (d2 * gradient)
}

// ChordMaxM is the longest surface distance for which ChordDistance keeps
// its bound.
const ChordMaxM = 100e3

// ChordDistance returns the surface distance in metres between two surface
// places from the chord between them, with the curvature along the azimuth
// at the middle. The error is below 1 mm up to ChordMaxM; farther apart use
// Inverse.
func ChordDistance(p, q Vec) float64 {
	d := q.Sub(p)
	return ArcOfChord(d.Norm(), Curvature(p.Add(q).Scale(0.5), d))
}

// ArcOfChord returns the length of the arc of the given curvature (1/m) over
// a chord, metres.
func ArcOfChord(chordM, curvature float64) float64 {
	x := chordM * curvature / 2
	if x >= 1 {
		return math.Pi / curvature
	}
	if x < 1e-3 { // asin x = x + x³/6 + 3x⁵/40 + …: the next term is below 1e-22
		x2 := x * x
		return chordM * (1 + x2*(1.0/6+x2*(3.0/40)))
	}
	return 2 / curvature * math.Asin(x)
}

// ChordOfArc is the inverse of ArcOfChord; an arc longer than half a circle
// has the diameter as its chord.
func ChordOfArc(arcM, curvature float64) float64 {
	x := arcM * curvature / 2
	if x >= math.Pi/2 {
		return 2 / curvature
	}
	return 2 / curvature * math.Sin(x)
}
