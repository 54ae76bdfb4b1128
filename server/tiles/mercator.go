package tiles

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

const (
	// maxLatitude is where the square of Web Mercator ends, in degrees:
	// atan(sinh π).
	maxLatitude = 85.05112877980659

	// maxLongitude bounds longitudes. They may count on beyond ±180, once round
	// the earth.
	maxLongitude = 540

	// straightness is how far a drawn edge may stray from the given one, in
	// widths of the square: a quarter of a unit of a tile at MaxZoom, 4 cm on
	// the equator.
	straightness = 0.25 / (Extent << MaxZoom)

	// maxPieces bounds what one edge becomes. It is met by edges that go over
	// a good part of the earth only, which then stray by more.
	maxPieces = 1024
)

// project returns the place on the square of Web Mercator: x from 0 at 180° W
// to 1 at 180° E, y from 0 in the north to 1 in the south. What lies beyond
// ±85.05° comes to its edge.
func project(p orb.Point) orb.Point {
	y := 0.5 - math.Asinh(math.Tan(p[1]*math.Pi/180))/(2*math.Pi)
	return orb.Point{p[0]/360 + 0.5, min(max(y, 0), 1)}
}

// unproject returns the longitude and latitude of a place on the square.
func unproject(p orb.Point) orb.Point {
	return orb.Point{360 * (p[0] - 0.5), math.Atan(math.Sinh(2*math.Pi*(0.5-p[1]))) * 180 / math.Pi}
}

// projectLine returns a line on the square. Edges are straight in longitude and
// latitude (RFC 7946, section 3.1.1), so vertices are put in where the square
// bends them, and where they leave it.
func projectLine(line []orb.Point) ([]orb.Point, error) {
	out := make([]orb.Point, 0, len(line))
	for i, p := range line {
		if err := checkPlace(p); err != nil {
			return nil, fmt.Errorf("vertex %d: %w", i+1, err)
		}
		if i > 0 {
			out = appendBetween(out, line[i-1], p)
		}
		out = append(out, project(p))
	}
	return out, nil
}

func checkPlace(p orb.Point) error {
	if math.Abs(p[0]) <= maxLongitude && math.Abs(p[1]) <= 90 {
		return nil // NaN is not
	}
	return fmt.Errorf("longitude %v, latitude %v is no place on earth; give degrees, longitudes within ±180 and latitudes within ±90", p[0], p[1])
}

// appendBetween appends the vertices that the edge from a to b needs between
// its ends. They are the same as those from b to a, to the last bit.
func appendBetween(dst []orb.Point, a, b orb.Point) []orb.Point {
	from := len(dst)
	if comparePoints(a, b) > 0 {
		dst = appendOnward(dst, b, a)
		slices.Reverse(dst[from:])
		return dst
	}
	return appendOnward(dst, a, b)
}

// appendOnward is appendBetween of an edge from its western end.
func appendOnward(dst []orb.Point, a, b orb.Point) []orb.Point {
	dLat := b[1] - a[1]
	if dLat == 0 || a[0] == b[0] {
		return dst
	}
	cuts := []float64{0, 1}
	for _, lat := range []float64{-maxLatitude, maxLatitude} {
		if t := (lat - a[1]) / dLat; t > 0 && t < 1 {
			cuts = append(cuts, t)
		}
	}
	slices.Sort(cuts)
	at := func(t float64) orb.Point { return orb.Point{a[0] + t*(b[0]-a[0]), a[1] + t*dLat} }
	for i, from := range cuts[:len(cuts)-1] {
		to := cuts[i+1]
		n := pieces(at(from), at(to))
		for k := 1; k <= n; k++ {
			if t := from + (to-from)*float64(k)/float64(n); t < 1 {
				dst = append(dst, project(at(t)))
			}
		}
	}
	return dst
}

// pieces returns into how many an edge that does not go over ±85.05° has to be
// cut to be straight on the square. The bend of y over latitude, sec·tan, is
// largest at the end farther from the equator; over a piece of d radians a
// curve strays by no more than bend·d²/8 upwards, and of that the part across
// the edge counts.
func pieces(a, b orb.Point) int {
	far := max(math.Abs(a[1]), math.Abs(b[1]))
	if far > maxLatitude+1e-9 {
		return 1 // along the edge of the square
	}
	phi, d := far*math.Pi/180, (b[1]-a[1])*math.Pi/180
	bend := math.Tan(phi) / math.Cos(phi)
	p, q := project(a), project(b)
	length := math.Hypot(q[0]-p[0], q[1]-p[1])
	if length == 0 {
		return 1
	}
	across := math.Abs(q[0]-p[0]) / length
	n := math.Ceil(math.Sqrt(bend * d * d / 8 / (2 * math.Pi) * across / straightness))
	return int(min(max(n, 1), maxPieces))
}
