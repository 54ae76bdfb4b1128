package geo

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"
)

// visitNearest calls f with the tree's items in order of a lower bound of
// their true distance from q, metres, until f answers false.
func visitNearest[T any](tree *rtree.RTreeG[T], q place, f func(item T, atLeastM float64) bool) {
	tree.Nearby(
		func(lo, hi [2]float64, _ T, _ bool) float64 { return q.boxDistance(lo, hi) },
		func(_, _ [2]float64, item T, m float64) bool { return f(item, m) },
	)
}

// boxDistance returns a lower bound of the distance from p to a box in
// longitude and latitude: that between their parallels, or that to the plane
// of the box's nearer meridian.
func (p place) boxDistance(lo, hi [2]float64) float64 {
	const perDegree = math.Pi / 180 * 6335e3 // no degree of latitude is shorter
	bound := perDegree * math.Max(0, math.Max(lo[1]-p.lat, p.lat-hi[1]))
	east := math.Mod(p.lon-lo[0]+720, 360) // of the box's west side
	if width := hi[0] - lo[0]; east > width {
		turn := math.Min(math.Min(east-width, 360-east), 90)
		bound = math.Max(bound, math.Hypot(p.at.X, p.at.Y)*math.Sin(turn*math.Pi/180))
	}
	return bound * (1 - 1e-12)
}

// Points finds points by place. It is immutable and safe for concurrent use.
type Points struct {
	tree   rtree.RTreeG[int32]
	places []place
}

// NewPoints indexes the points; results name them by their place in the
// slice. One that is no place on earth is never found.
func NewPoints(points []orb.Point) *Points {
	ps := &Points{places: make([]place, len(points))}
	for i, p := range points {
		if ps.places[i] = newPlace(p); !ps.places[i].onEarth() {
			continue
		}
		at := near(p, 0)
		ps.tree.Insert(at, at, int32(i))
	}
	return ps
}

// Nearest returns the number of the point nearest to p among those that
// accept, when given, lets through, and its distance in metres; of several as
// near, the first. Without any it returns -1.
func (ps *Points) Nearest(p orb.Point, accept func(i int) bool) (i int, distanceM float64) {
	q, best, bestM := newPlace(p), -1, math.Inf(1)
	visitNearest(&ps.tree, q, func(i int32, atLeastM float64) bool {
		if atLeastM > bestM {
			return false
		}
		if accept != nil && !accept(int(i)) {
			return true
		}
		if m := distance(q, ps.places[i]); m < bestM || m == bestM && best >= 0 && int(i) < best {
			best, bestM = int(i), m
		}
		return true
	})
	return best, bestM
}

// NearestTo returns the number of the point nearest to a span of a line among
// those that accept, when given, lets through, its distance from the span,
// and the chainage nearest to it. Points whose distances differ by less than
// a millimetre count as equally near, and the first is taken. Without any it
// returns -1.
func (ps *Points) NearestTo(l *Line, s Span, accept func(i int) bool) (i int, distanceM, chainageM float64) {
	const tie = 1e-3
	best, bestM, at := -1, math.Inf(1), 0.0
	for k := range l.runs {
		u := &l.runs[k]
		lo, hi := math.Max(l.cum[u.from], s.FromM), math.Min(l.cum[u.to], s.ToM)
		if lo > hi || lo == hi && s.FromM < s.ToM { // only touches the span
			continue
		}
		// Only points this close to the run's middle can be nearer.
		q := placeAt(u.centre)
		visitNearest(&ps.tree, q, func(n int32, atLeastM float64) bool {
			i := int(n)
			if atLeastM > bestM+u.radiusM*(1+1e-3)+1 {
				return false
			}
			if accept != nil && !accept(i) {
				return true
			}
			m, c := l.spanDistance(u, lo, hi, ps.places[i])
			if m < bestM-tie || m < bestM+tie && i < best || m < bestM && i == best {
				best, bestM, at = i, m, c
			}
			return true
		})
	}
	return best, bestM, at
}

// spanDistance returns the distance from q to the chainages [lo, hi] of a
// run, and the nearest chainage.
func (l *Line) spanDistance(u *run, lo, hi float64, q place) (distanceM, chainageM float64) {
	s := newSeeker(q, math.Inf(1))
	s.pieces(l, int(u.from), int(u.to))
	c := l.chainage(s.best)
	if lo <= c && c <= hi {
		return s.best.m, c
	}
	// The nearest place is outside: try the pieces within and the two ends.
	from, to := l.piece(lo), l.piece(hi)
	s = newSeeker(q, math.Inf(1))
	s.pieces(l, max(from+1, int(u.from)), min(to, int(u.to)))
	distanceM, chainageM = s.best.m, 0
	if s.best.piece >= 0 {
		chainageM = l.chainage(s.best)
	}
	for _, end := range []float64{lo, hi} {
		i := min(max(l.piece(end), int(u.from)), int(u.to)-1)
		if m, at := l.endDistance(i, lo, hi, end, q); m < distanceM {
			distanceM, chainageM = m, at
		}
	}
	return distanceM, chainageM
}

// endDistance returns the distance from q to piece i held to [lo, hi].
func (l *Line) endDistance(i int, lo, hi, end float64, q place) (distanceM, chainageM float64) {
	s := newSeeker(q, math.Inf(1))
	s.pieces(l, i, i+1)
	c := end
	if s.best.piece == i {
		c = l.chainage(s.best)
	}
	c = math.Min(math.Max(c, lo), hi)
	return distance(q, placeAt(l.vec(i, c))), c
}
