package geo

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// runOn returns the ring closed and with longitudes that run on, and the pole
// that it goes round and holds: −90, 90, or 0 for none. A ring that is no
// place on earth comes back empty.
func runOn(ring orb.Ring) (out orb.Ring, pole float64) {
	ring = closed(ring)
	if len(ring) == 0 {
		return nil, 0
	}
	out = orb.Ring{ring[0]}
	atPole, sumLat := 0.0, 0.0
	for i, p := range ring {
		if !newPlace(p).onEarth() || math.Abs(p[0]) > 540 {
			return nil, 0
		}
		if math.Abs(p[1]) == 90 {
			atPole = p[1]
		}
		sumLat += p[1]
		if i > 0 {
			out = append(out, orb.Point{onward(out[i-1][0], ring[i-1], p), p[1]})
		}
		if math.Abs(out[i][0]-out[0][0]) >= 3*360 {
			return nil, 0
		}
	}
	switch turned := math.Abs(out[len(out)-1][0] - out[0][0]); {
	case turned < 180 || turned > 540: // not round, or twice
		return out, 0
	case atPole != 0:
		return out, atPole
	}
	return out, math.Copysign(90, sumLat)
}

// closed returns a copy of the ring that ends where it starts. A ring that
// the rule of the short way would leave without any width, such as the
// rectangle from −180 to 180, is meant as it is written.
func closed(ring orb.Ring) orb.Ring {
	ring = slices.Clone(ring)
	if len(ring) > 0 && ring[0] != ring[len(ring)-1] {
		ring = append(ring, ring[0])
	}
	flat := true
	for _, p := range ring {
		flat = flat && math.Remainder(p[0]-ring[0][0], 360) == 0
	}
	if flat {
		return asWritten(ring)
	}
	return ring
}

// asWritten returns the ring with vertices put into the edges that would be
// taken the other, shorter way round.
func asWritten(ring orb.Ring) orb.Ring {
	var out orb.Ring
	for i, p := range ring {
		if i > 0 && math.Abs(p[0]-ring[i-1][0]) > 180 {
			for k := 1.0; k < 8; k++ {
				out = append(out, lerp(ring[i-1], p, k/8))
			}
		}
		out = append(out, p)
	}
	return out
}

// boundPolygon returns a box as a polygon, however wide; one over the
// antimeridian has its west beyond its east or its east beyond 180.
func boundPolygon(b orb.Bound) orb.Polygon {
	if b.Max[0] < b.Min[0] {
		b.Max[0] += 360
	}
	return orb.Polygon{asWritten(b.ToRing())}
}

// InsideOnLeft reports whether a ring has its inside on the left of its
// direction, as outer rings have by RFC 7946. The ring may go over the
// antimeridian or round a pole in any of the ways that an Area takes; it need
// not be closed.
func InsideOnLeft(ring orb.Ring) bool {
	ring, pole := runOn(ring)
	if len(ring) == 0 {
		return false
	}
	if pole != 0 { // going east has north on the left
		return (ring[len(ring)-1][0] > ring[0][0]) == (pole > 0)
	}
	area, o := 0.0, ring[0]
	for i := 1; i < len(ring); i++ {
		p, q := ring[i-1], ring[i]
		area += (p[0]-o[0])*(q[1]-o[1]) - (q[0]-o[0])*(p[1]-o[1])
	}
	return area > 0
}
