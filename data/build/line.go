package main

import (
	"fmt"
	"math"
	"slices"
)

// point is a longitude and a latitude in degrees.
type point [2]float64

// line is a chain of points; its edges are straight in longitude and latitude.
type line []point

// WGS84.
const (
	semiMajor    = 6378137.0             // metres
	eccentricity = 0.0066943799901413165 // squared
)

// pieceM is how long a piece of an edge may be to be measured flat; 1 km
// keeps the error far below a metre in 100 km.
const pieceM = 1000

// km is the length of the line in kilometres.
func (l line) km() float64 {
	var m float64
	for i := 1; i < len(l); i++ {
		m += metres(l[i-1], l[i])
	}
	return m / 1000
}

// metres is the length of the edge from a to b, measured in short pieces with
// the radii of curvature at the middle of each.
func metres(a, b point) float64 {
	n := 1 + math.Floor(flat(a, b)/pieceM)
	var sum float64
	for i := range int(n) {
		sum += flat(between(a, b, float64(i)/n), between(a, b, float64(i+1)/n))
	}
	return sum
}

func flat(a, b point) float64 {
	const rad = math.Pi / 180
	sin, cos := math.Sincos((a[1] + b[1]) / 2 * rad)
	w := 1 - eccentricity*sin*sin
	prime := semiMajor / math.Sqrt(w)          // radius across the meridian
	meridian := prime * (1 - eccentricity) / w // radius along the meridian
	return math.Hypot((b[1]-a[1])*rad*meridian, (b[0]-a[0])*rad*prime*cos)
}

// between is the point at fraction t of the edge from a to b.
func between(a, b point, t float64) point {
	return point{a[0] + t*(b[0]-a[0]), a[1] + t*(b[1]-a[1])}
}

// reversed is the line walked from its end.
func (l line) reversed() line {
	r := slices.Clone(l)
	slices.Reverse(r)
	return r
}

// eastward is the line, turned if need be so that it ends east of its start.
func (l line) eastward() line {
	if l[0][0] > l[len(l)-1][0] {
		return l.reversed()
	}
	return l
}

// tidy rounds to the seven decimals that are written and drops vertices that
// repeat their predecessor.
func (l line) tidy() line {
	out := make(line, 0, len(l))
	for _, p := range l {
		q := point{math.Round(p[0]*1e7) / 1e7, math.Round(p[1]*1e7) / 1e7}
		if len(out) == 0 || q != out[len(out)-1] {
			out = append(out, q)
		}
	}
	return out
}

// sameVertex is how far, in degrees, a vertex may lie from a position that is
// quoted with five decimals.
const sameVertex = 0.6e-5

// cut divides the line at the vertices that lie at the given positions, which
// follow each other along it. Neighbouring parts share the vertex.
func (l line) cut(at ...point) ([]line, error) {
	var parts []line
	from := 0
	for _, p := range at {
		i, err := l.find(p)
		if err != nil {
			return nil, err
		}
		if i <= from || i == len(l)-1 {
			return nil, fmt.Errorf("cut at %v: vertex %d does not follow vertex %d inside the line", p, i, from)
		}
		parts = append(parts, l[from:i+1])
		from = i
	}
	return append(parts, l[from:]), nil
}

// find is the index of the only vertex at p.
func (l line) find(p point) (int, error) {
	found := -1
	for i, q := range l {
		if math.Abs(p[0]-q[0]) > sameVertex || math.Abs(p[1]-q[1]) > sameVertex {
			continue
		}
		if found >= 0 {
			return 0, fmt.Errorf("vertices %d and %d both lie at %v", found, i, p)
		}
		found = i
	}
	if found < 0 {
		return 0, fmt.Errorf("no vertex at %v", p)
	}
	return found, nil
}

// at is the point at a chainage; the start or the end where that lies beyond.
func (l line) at(km float64) point {
	rest := max(km, 0) * 1000
	for i := 1; i < len(l); i++ {
		m := metres(l[i-1], l[i])
		if rest >= m {
			rest -= m
			continue
		}
		low, high := 0.0, 1.0
		for range 50 { // halved until it is far below a millimetre
			mid := (low + high) / 2
			if metres(l[i-1], between(l[i-1], l[i], mid)) < rest {
				low = mid
			} else {
				high = mid
			}
		}
		return between(l[i-1], l[i], high)
	}
	return l[len(l)-1]
}
