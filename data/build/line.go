package main

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/data/osm"
)

// point is a longitude and a latitude in degrees.
type point = orb.Point

// line is a chain of points; its edges are straight in longitude and latitude.
type line []point

// km is the length of the line in kilometres.
func (l line) km() float64 { return osm.LengthM(osm.Line(l)) / 1000 }

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
func (l line) tidy() line { return line(osm.Tidy(osm.Line(l))) }

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
		m := osm.EdgeM(l[i-1], l[i])
		if rest >= m {
			rest -= m
			continue
		}
		low, high := 0.0, 1.0
		for range 50 { // halved until it is far below a millimetre
			mid := (low + high) / 2
			if osm.EdgeM(l[i-1], osm.Between(l[i-1], l[i], mid)) < rest {
				low = mid
			} else {
				high = mid
			}
		}
		return osm.Between(l[i-1], l[i], high)
	}
	return l[len(l)-1]
}

// flat is how far two places near each other are apart, in metres.
func flat(p, q point) float64 { return osm.FlatM(p, q) }
