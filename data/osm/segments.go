package osm

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"
)

// segments are edges, or single places, that are found by place. Near ±180°
// they stand there twice.
type segments struct {
	tree rtree.RTreeG[segment]
	n    int
}

// segment is an edge whose first end lies within ±180°, or a copy of it a turn
// away; number is that of the edge.
type segment struct {
	a, b   orb.Point
	number int
}

// copiedDeg is how far from ±180° edges stand there twice: what is asked for
// lies nearer than 10°.
const copiedDeg = 170

// add adds an edge. One of more than 180° of longitude goes the short way.
func (s *segments) add(a, b orb.Point) {
	turn := 360 * math.Round(a[0]/360)
	a[0], b[0] = a[0]-turn, b[0]-turn
	b[0] = beside(b[0], a[0])
	put := func(by float64) {
		e := segment{orb.Point{a[0] + by, a[1]}, orb.Point{b[0] + by, b[1]}, s.n}
		lo, hi := boxOf(e.a, e.b)
		s.tree.Insert(lo, hi, e)
	}
	put(0)
	if max(a[0], b[0]) > copiedDeg {
		put(-360)
	}
	if min(a[0], b[0]) < -copiedDeg {
		put(360)
	}
	s.n++
}

// addLine adds the edges of a line.
func (s *segments) addLine(l Line) {
	for i := 1; i < len(l); i++ {
		s.add(l[i-1], l[i])
	}
}

// beside is a longitude as it stands within 180° of another.
func beside(lon, other float64) float64 { return lon - 360*math.Round((lon-other)/360) }

func boxOf(l ...orb.Point) (lo, hi [2]float64) {
	lo, hi = l[0], l[0]
	for _, p := range l[1:] {
		lo = [2]float64{min(lo[0], p[0]), min(lo[1], p[1])}
		hi = [2]float64{max(hi[0], p[0]), max(hi[1], p[1])}
	}
	return lo, hi
}

// meet reports whether the box of any edge meets a box.
func (s *segments) meet(lo, hi [2]float64) bool {
	found := false
	s.tree.Search(lo, hi, func(_, _ [2]float64, _ segment) bool {
		found = true
		return false
	})
	return found
}

// nearest returns the edge nearest to p, where on it that is, as a fraction,
// and how far in metres, flat. Degrees of longitude count as long as they are
// at p; the way there crosses no other edge. Not ok where there is none.
func (s *segments) nearest(p orb.Point) (e segment, t, metres float64, ok bool) {
	shrink := math.Cos(p[1] * math.Pi / 180)
	s.tree.Nearby(func(lo, hi [2]float64, e segment, isEdge bool) float64 {
		if isEdge {
			return math.Sqrt(squared(p, foot(e, nearestOn(e, p, shrink)), shrink))
		}
		dx, dy := max(0, lo[0]-p[0], p[0]-hi[0])*shrink, max(0, lo[1]-p[1], p[1]-hi[1])
		return math.Sqrt(dx*dx + dy*dy)
	}, func(_, _ [2]float64, found segment, _ float64) bool {
		e, ok = found, true
		return false
	})
	if !ok {
		return e, 0, math.Inf(1), false
	}
	t = nearestOn(e, p, shrink)
	return e, t, FlatM(p, foot(e, t)), true
}

// foot is the place at a fraction of an edge, its ends as they are.
func foot(e segment, t float64) orb.Point {
	switch t {
	case 0:
		return e.a
	case 1:
		return e.b
	}
	return Between(e.a, e.b, t)
}

func squared(p, q orb.Point, shrink float64) float64 {
	dx, dy := (p[0]-q[0])*shrink, p[1]-q[1]
	return dx*dx + dy*dy
}

// nearestOn is the fraction of an edge that lies nearest to p.
func nearestOn(e segment, p orb.Point, shrink float64) float64 {
	dx, dy := (e.b[0]-e.a[0])*shrink, e.b[1]-e.a[1]
	length := dx*dx + dy*dy
	if length == 0 {
		return 0
	}
	return min(max(((p[0]-e.a[0])*shrink*dx+(p[1]-e.a[1])*dy)/length, 0), 1)
}

// crossings adds to fractions those of the edge from p to q, its ends
// excluded, where it crosses edges. Edges that are parallel do not cross.
func (s *segments) crossings(fractions []float64, p, q orb.Point) []float64 {
	lo, hi := boxOf(p, q)
	s.tree.Search(lo, hi, func(_, _ [2]float64, e segment) bool {
		if t, ok := crossing(p, q, e.a, e.b); ok {
			fractions = append(fractions, t)
		}
		return true
	})
	return fractions
}

// crossing is the fraction of the edge from p to q, its ends excluded, where
// it crosses the edge from a to b.
func crossing(p, q, a, b orb.Point) (float64, bool) {
	dx, dy, ex, ey := q[0]-p[0], q[1]-p[1], b[0]-a[0], b[1]-a[1]
	det := ex*dy - dx*ey
	if det == 0 {
		return 0, false
	}
	t := (ex*(a[1]-p[1]) - ey*(a[0]-p[0])) / det
	u := (dx*(a[1]-p[1]) - dy*(a[0]-p[0])) / det
	return t, t > 0 && t < 1 && u >= 0 && u <= 1
}
