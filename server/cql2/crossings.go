package cql2

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"
)

// maxCrossings is how often the edges of literals of a filter may meet beside
// their ends. Relations other than "intersects" are found by cutting edges
// where they meet, which takes some 10 µs each: a star of 400 places would take
// a second for each feature.
const maxCrossings = 1000

// maxPairs is how many pairs of edges are looked at to count them: a tenth of a
// second. Edges of common geometries are short, and few lie above each other.
const maxPairs = 2_000_000

// segment is an edge of a literal.
type segment struct{ a, b orb.Point }

func (s segment) west() float64 { return min(s.a[0], s.b[0]) }
func (s segment) east() float64 { return max(s.a[0], s.b[0]) }

// crossings counts how often edges of shapes meet other than where one ends
// and the next begins. Once that is more than maxCrossings, or there is too
// much to look at, it stops and returns maxCrossings + 1.
func crossings(shapes ...orb.Geometry) int {
	var all []segment
	for _, g := range shapes {
		eachLine(g, func(l []orb.Point) {
			for i := 1; i < len(l); i++ {
				all = append(all, segment{l[i-1], l[i]})
			}
		})
	}
	slices.SortFunc(all, func(s, t segment) int { return cmp.Compare(s.west(), t.west()) })
	count, pairs := 0, 0
	for i, s := range all {
		for _, t := range all[i+1:] {
			if t.west() > s.east() {
				break
			}
			if pairs++; pairs > maxPairs || count > maxCrossings {
				return maxCrossings + 1
			}
			if s.a != t.b && s.b != t.a && s.meets(t) {
				count++
			}
		}
	}
	return count
}

// meets reports whether two segments have a place in common.
func (s segment) meets(t segment) bool {
	box := orb.Bound{Min: t.a, Max: t.a}.Extend(t.b)
	return !beside(s.a, s.b, box) &&
		turn(s.a, s.b, t.a)*turn(s.a, s.b, t.b) <= 0 && turn(t.a, t.b, s.a)*turn(t.a, t.b, s.b) <= 0
}

// eachLine calls do for each line and ring of a geometry that a filter can have.
func eachLine(g orb.Geometry, do func([]orb.Point)) {
	switch g := g.(type) {
	case orb.LineString:
		do(g)
	case orb.Ring:
		do(g)
	case orb.MultiLineString:
		for _, l := range g {
			do(l)
		}
	case orb.Polygon:
		for _, r := range g {
			do(r)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			eachLine(p, do)
		}
	case orb.Collection:
		for _, m := range g {
			eachLine(m, do)
		}
	case orb.Bound:
		do(g.ToRing())
	}
}
