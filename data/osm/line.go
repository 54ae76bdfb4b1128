package osm

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Line is a chain of places; its edges are straight in longitude and latitude.
type Line = orb.LineString

// WGS84.
const (
	semiMajor    = 6378137.0             // metres
	eccentricity = 0.0066943799901413165 // squared
)

// pieceM is how long a piece of an edge may be to be measured flat; 1 km
// keeps the error far below a metre in 100 km.
const pieceM = 1000

// LengthM is the length of a line in metres.
func LengthM(l Line) float64 {
	var m float64
	for i := 1; i < len(l); i++ {
		m += EdgeM(l[i-1], l[i])
	}
	return m
}

// EdgeM is the length of the edge from a to b in metres, measured in short
// pieces with the radii of curvature at the middle of each.
func EdgeM(a, b orb.Point) float64 {
	n := 1 + math.Floor(FlatM(a, b)/pieceM)
	var sum float64
	for i := range int(n) {
		sum += FlatM(Between(a, b, float64(i)/n), Between(a, b, float64(i+1)/n))
	}
	return sum
}

// FlatM is the length in metres of a short edge.
func FlatM(a, b orb.Point) float64 {
	const rad = math.Pi / 180
	sin, cos := math.Sincos((a[1] + b[1]) / 2 * rad)
	w := 1 - eccentricity*sin*sin
	prime := semiMajor / math.Sqrt(w)          // radius across the meridian
	meridian := prime * (1 - eccentricity) / w // radius along the meridian
	return math.Hypot((b[1]-a[1])*rad*meridian, (b[0]-a[0])*rad*prime*cos)
}

// Between is the place at fraction t of the edge from a to b.
func Between(a, b orb.Point, t float64) orb.Point {
	return orb.Point{a[0] + t*(b[0]-a[0]), a[1] + t*(b[1]-a[1])}
}

// unit is how many of a file's steps are a degree.
const unit = 1e7

// Round is the place in the seven decimals that are written.
func Round(p orb.Point) orb.Point {
	return orb.Point{math.Round(p[0]*unit) / unit, math.Round(p[1]*unit) / unit}
}

// Tidy rounds to the seven decimals that are written, and drops vertices that
// repeat their predecessor.
func Tidy(l Line) Line {
	out := make(Line, 0, len(l))
	for _, p := range l {
		q := Round(p)
		if len(out) == 0 || q != out[len(out)-1] {
			out = append(out, q)
		}
	}
	return out
}

// reversed is the line walked from its end.
func reversed(l Line) Line {
	r := slices.Clone(l)
	slices.Reverse(r)
	return r
}

// key is a place as a number: those of equal coordinates have the same.
type key uint64

func keyOf(p orb.Point) key {
	return key(uint32(int32(math.Round(p[0]*unit))))<<32 | key(uint32(int32(math.Round(p[1]*unit))))
}

// onEarth reports whether p is a place whose longitude is within ±180°.
func onEarth(p orb.Point) bool { return math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90 }
