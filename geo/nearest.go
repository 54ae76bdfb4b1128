package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"

	"lindero/geo/wgs84"
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
	bound := perDegree * max(0, lo[1]-p.lat, p.lat-hi[1])
	turn := p.lon - lo[0]
	east := turn - 360*math.Floor(turn/360) // of the box's west side
	if width := hi[0] - lo[0]; east > width {
		x := min(east-width, 360-east, 90) * math.Pi / 180
		sine := x - x*x*x/6 // no more than the sine of x
		bound = max(bound, math.Sqrt(p.at.X*p.at.X+p.at.Y*p.at.Y)*sine)
	}
	return bound * (1 - 1e-12)
}

// Points finds points by place. It is immutable and safe for concurrent use.
type Points struct {
	buckets
	sorted []place  // by place on the curve
	curve  []uint64 // those places
	number []int32  // of each in the slice that NewPoints was given
}

// pointItems are places as buckets take them.
type pointItems []place

func (p pointItems) place(i int) (*place, float64) { return &p[i], 0 }
func (p pointItems) out(int) float64               { return 0 }
func (p pointItems) box(i int) box {
	at := [2]float64{p[i].lon, p[i].lat}
	return box{at, at}
}

// NewPoints indexes the points; results name them by their place in the
// slice. One that is no place on earth is never found.
func NewPoints(points []orb.Point) *Points {
	places := make([]place, len(points))
	for i, p := range points {
		places[i] = newPlace(p)
	}
	ps := &Points{}
	ps.number, ps.curve = neighbours(len(places), pointItems(places))
	ps.sorted = make([]place, len(ps.number))
	for k, i := range ps.number {
		ps.sorted[k] = places[i]
	}
	ps.buckets = newBuckets(len(ps.sorted), pointItems(ps.sorted))
	return ps
}

// Nearest returns the number of the point nearest to p among those that
// accept, when given, lets through, and its distance in metres; of several as
// near, the first. Without any it returns -1.
func (ps *Points) Nearest(p orb.Point, accept func(i int) bool) (i int, distanceM float64) {
	if i, distanceM = ps.guess(p, accept); i < 0 {
		return i, distanceM
	}
	q, cut2 := newPlace(p), square(chordOver(distanceM))
	ps.search(&ball{centre: q.at}, distanceM, func(g *bucket) {
		for k := g.from; k < g.to; k++ {
			n := int(ps.number[k])
			if q.at.Sub(ps.sorted[k].at).Norm2() > cut2 || accept != nil && !accept(n) {
				continue
			}
			if m := distance(q, ps.sorted[k]); m < distanceM || m == distanceM && n < i {
				i, distanceM, cut2 = n, m, square(chordOver(m))
			}
		}
	})
	return i, distanceM
}

// guess returns a point near p among those that accept, when given, lets
// through, and its distance: of those beside it on the curve the one of the
// shortest chord. Without any it returns -1.
func (ps *Points) guess(p orb.Point, accept func(i int) bool) (i int, distanceM float64) {
	q, best, least := newPlace(p), -1, math.Inf(1)
	if !q.onEarth() {
		return -1, least
	}
	middle, _ := slices.BinarySearch(ps.curve, curve(&q))
	for width := bucketSize; best < 0 && width < 2*len(ps.sorted)+2*bucketSize; width *= 2 {
		for k := max(middle-width, 0); k < min(middle+width, len(ps.sorted)); k++ {
			if c2 := q.at.Sub(ps.sorted[k].at).Norm2(); c2 < least && (accept == nil || accept(int(ps.number[k]))) {
				best, least = k, c2
			}
		}
	}
	if best < 0 {
		return -1, least
	}
	return int(ps.number[best]), distance(q, ps.sorted[best])
}

// search calls f with the buckets that may hold points within so many metres
// of what a ball holds.
func (ps *Points) search(b *ball, metres float64, f func(*bucket)) {
	// A ball's centre is near the surface, its radius a chord.
	around := Reach{place: placeAt(b.centre), m: metres + b.radiusM*(1+1e-3) + 1}
	bound := orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}}
	if around.m < math.Pi*wgs84.MinCurvatureRadiusM/2 {
		bound = around.box()
	}
	boxes, n := splitBox(bound)
	for _, x := range boxes[:n] {
		ps.tree.Search(x[0], x[1], func(_, _ [2]float64, k int32) bool {
			f(&ps.list[k])
			return true
		})
	}
}

func square(x float64) float64 { return x * x }

// NearestTo returns the number of the point nearest to a span of a line among
// those that accept, when given, lets through, its distance from the span,
// and the chainage nearest to it. Points whose distances differ by less than
// a millimetre count as equally near, and the first is taken. Without any it
// returns -1.
func (ps *Points) NearestTo(l *Line, s Span, accept func(i int) bool) (i int, distanceM, chainageM float64) {
	w := nearestTo{ps: ps, line: l, span: s, accept: accept, bestM: math.Inf(1)}
	held := s.within(l.LengthM())
	for k := range l.blocks {
		b := &l.blocks[k]
		if !l.overlaps(l.runs[b.from].from, l.runs[b.to-1].to, s) {
			continue
		}
		if math.IsInf(w.bestM, 1) { // the span is there: a bound to start with
			_, w.bestM = ps.guess(l.At((held.FromM+held.ToM)/2), accept)
		}
		w.block(b)
	}
	return w.first()
}

// tieM is the difference in distance below which points are equally near.
const tieM = 1e-3

// nearestTo seeks the points nearest to a span of a line.
type nearestTo struct {
	ps     *Points
	line   *Line
	span   Span
	accept func(i int) bool
	bestM  float64  // no point is nearer; an upper bound at first
	found  []nearby // all that may be as near as the best
}

// nearby is how near a point comes.
type nearby struct {
	i            int
	m, chainageM float64
}

// block looks for points near a block.
func (w *nearestTo) block(b *block) {
	w.ps.search(&b.ball, w.bestM+tieM, func(g *bucket) {
		if g.meets(&b.ball, w.bestM+tieM) {
			w.bucket(g, b)
		}
	})
}

// bucket looks at the points of a bucket beside the runs of a block.
func (w *nearestTo) bucket(g *bucket, b *block) {
	for k := g.from; k < g.to; k++ {
		p, i := &w.ps.sorted[k], int(w.ps.number[k])
		at := ball{centre: p.at}
		if !b.meets(&at, w.bestM+tieM) || w.accept != nil && !w.accept(i) {
			continue
		}
		for j := b.from; j < b.to; j++ {
			if u := &w.line.runs[j]; u.meets(&at, w.bestM+tieM) && w.line.overlaps(u.from, u.to, w.span) {
				w.run(u, p, i)
			}
		}
	}
}

// run measures from a point to what the span has of a run.
func (w *nearestTo) run(u *run, p *place, i int) {
	lo, hi := math.Max(w.line.cum[u.from], w.span.FromM), math.Min(w.line.cum[u.to], w.span.ToM)
	m, c, ok := w.line.spanDistance(u, lo, hi, *p, w.bestM+tieM)
	if !ok {
		return
	}
	if w.found = append(w.found, nearby{i, m, c}); m < w.bestM {
		w.bestM = m
		w.found = slices.DeleteFunc(w.found, func(x nearby) bool { return x.m > m+tieM })
	}
}

// first returns, of the points as near as the best, the first, where it is
// nearest.
func (w *nearestTo) first() (i int, distanceM, chainageM float64) {
	if len(w.found) == 0 {
		return -1, math.Inf(1), 0
	}
	x := slices.MinFunc(w.found, func(a, b nearby) int {
		return cmp.Or(cmp.Compare(a.i, b.i), cmp.Compare(a.m, b.m), cmp.Compare(a.chainageM, b.chainageM))
	})
	return x.i, x.m, x.chainageM
}

// spanDistance returns the distance from q to the chainages [lo, hi] of a
// run, and the nearest chainage; not ok where it is beyond atMost.
func (l *Line) spanDistance(u *run, lo, hi float64, q place, atMostM float64) (distanceM, chainageM float64, ok bool) {
	s := newSeeker(q, atMostM)
	s.pieces(l, int(u.from), int(u.to))
	if s.best.piece < 0 {
		return 0, 0, false
	}
	c := l.chainage(s.best)
	if lo <= c && c <= hi {
		return s.best.m, c, true
	}
	// The nearest place is outside: try the pieces within and the two ends.
	from, to := l.piece(lo), l.piece(hi)
	s = newSeeker(q, atMostM)
	s.pieces(l, max(from+1, int(u.from)), min(to, int(u.to)))
	distanceM = atMostM
	if s.best.piece >= 0 {
		distanceM, chainageM, ok = s.best.m, l.chainage(s.best), true
	}
	for _, end := range []float64{lo, hi} {
		i := min(max(l.piece(end), int(u.from)), int(u.to)-1)
		if m, at := l.endDistance(i, lo, hi, end, q); m < distanceM {
			distanceM, chainageM, ok = m, at, true
		}
	}
	return distanceM, chainageM, ok
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
