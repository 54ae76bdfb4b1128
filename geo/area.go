package geo

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"
)

// Area is a polygon prepared for many lines. Its edges are straight in
// longitude and latitude; its boundary, 1 µm wide, belongs to it. Holes and
// rings count by the even-odd rule. It is immutable.
//
// A ring that goes over the antimeridian may be cut there, jump from 179 to
// −179, or run on beyond 180. A ring round a pole holds the pole that it has
// vertices at or, without any, the one nearer to it. A ring with a coordinate
// that a Line would refuse, or that goes round the earth thrice, holds nothing.
type Area struct {
	edges    []areaEdge
	tree     rtree.RTreeG[int32]
	min, max [2]float64
	south    bool // the south pole is inside
}

type areaEdge struct{ a, b orb.Point }

// boundaryDeg is half the width of an area's boundary: what the rounding of
// longitudes moved by whole turns needs.
const boundaryDeg = 1e-11

// NewArea prepares a polygon.
func NewArea(p orb.Polygon) *Area {
	a := &Area{
		min: [2]float64{math.Inf(1), math.Inf(1)},
		max: [2]float64{math.Inf(-1), math.Inf(-1)},
	}
	for _, ring := range p {
		ring, pole := runOn(ring)
		a.addRing(ring)
		if pole != 0 {
			a.min[1], a.max[1] = -90, 90
			a.south = a.south != (pole < 0)
		}
	}
	return a
}

func (a *Area) addRing(ring orb.Ring) {
	for i := 1; i < len(ring); i++ {
		e := areaEdge{ring[i-1], ring[i]}
		if e.a == e.b {
			continue
		}
		lo := [2]float64{math.Min(e.a[0], e.b[0]), math.Min(e.a[1], e.b[1])}
		hi := [2]float64{math.Max(e.a[0], e.b[0]), math.Max(e.a[1], e.b[1])}
		for k := range lo {
			a.min[k], a.max[k] = math.Min(a.min[k], lo[k]), math.Max(a.max[k], hi[k])
		}
		a.tree.Insert(lo, hi, int32(len(a.edges)))
		a.edges = append(a.edges, e)
	}
}

// Contains reports whether the area holds a point.
func (a *Area) Contains(p orb.Point) bool {
	if !newPlace(p).onEarth() {
		return false
	}
	odd := a.south
	for turn := a.firstTurn(p[0]); p[0]+turn <= a.max[0]+boundaryDeg; turn += 360 {
		below, on := a.below(orb.Point{p[0] + turn, p[1]})
		if on {
			return true
		}
		odd = odd != below
	}
	return odd
}

// firstTurn returns the least turn that brings lon to the area or beyond its
// west.
func (a *Area) firstTurn(lon float64) float64 {
	return 360 * math.Ceil((a.min[0]-boundaryDeg-lon)/360)
}

// below reports whether the number of edges south of p is odd, and whether p
// is on one.
func (a *Area) below(p orb.Point) (odd, on bool) {
	a.tree.Search([2]float64{p[0] - boundaryDeg, -90}, [2]float64{p[0] + boundaryDeg, p[1] + boundaryDeg},
		func(_, hi [2]float64, i int32) bool {
			e := a.edges[i]
			side := cross(e.a, e.b, p)
			if p[1] <= hi[1]+boundaryDeg && math.Abs(side) <= boundaryDeg*math.Hypot(e.b[0]-e.a[0], e.b[1]-e.a[1]) {
				on = true
				return false
			}
			if east := e.b[0] > p[0]; (e.a[0] > p[0]) != east && (side > 0) == east {
				odd = !odd
			}
			return true
		})
	return odd, on
}

// cross is positive where c lies left of a→b.
func cross(a, b, c orb.Point) float64 {
	return (b[0]-a[0])*(c[1]-a[1]) - (b[1]-a[1])*(c[0]-a[0])
}

// Inside returns the spans of the line that lie in a polygon, its boundary
// included, both being straight in longitude and latitude.
func Inside(l *Line, p orb.Polygon) Spans { return l.Inside(NewArea(p)) }

// Inside returns the spans of the line that lie in the area.
func (l *Line) Inside(a *Area) Spans {
	if len(a.edges) == 0 {
		return nil
	}
	var out []Span
	j := 0 // number of the given vertex at the start of the edge
	for _, part := range l.parts {
		for i := 1; i < len(part); i, j = i+1, j+1 {
			p, q := part[i-1], part[i]
			q[0] = onward(p[0], p, q)
			out = l.insideEdge(out, a, j, p, q)
		}
		j++
	}
	return Normalise(out)
}

// insideEdge appends the spans of the given edge p–q, from given vertex j,
// that lie in the area.
func (l *Line) insideEdge(dst []Span, a *Area, j int, p, q orb.Point) []Span {
	if math.Max(p[1], q[1]) < a.min[1]-boundaryDeg || math.Min(p[1], q[1]) > a.max[1]+boundaryDeg {
		return dst
	}
	cuts := a.cuts(p, q)
	for i := 1; i < len(cuts); i++ {
		if a.Contains(lerp(p, q, (cuts[i-1]+cuts[i])/2)) {
			dst = extend(dst, l.onEdge(j, p, q, cuts[i-1]), l.onEdge(j, p, q, cuts[i]))
		}
	}
	return dst
}

func lerp(p, q orb.Point, t float64) orb.Point {
	return orb.Point{p[0] + t*(q[0]-p[0]), p[1] + t*(q[1]-p[1])}
}

// cuts returns, sorted, the fractions of p–q at which it may enter or leave
// the area, 0 and 1 among them. A cut too many does no harm: each part between
// cuts is judged by its middle.
func (a *Area) cuts(p, q orb.Point) []float64 {
	cuts := []float64{0, 1}
	west, east := math.Min(p[0], q[0]), math.Max(p[0], q[0])
	for turn := a.firstTurn(east); west+turn <= a.max[0]+boundaryDeg; turn += 360 {
		cuts = a.appendCuts(cuts, orb.Point{p[0] + turn, p[1]}, orb.Point{q[0] + turn, q[1]})
	}
	slices.Sort(cuts)
	// Two edges that meet cut at one place but for rounding.
	cuts = slices.CompactFunc(cuts, func(s, t float64) bool { return math.Abs(t-s) < 1e-12 })
	cuts[len(cuts)-1] = 1
	return cuts
}

// appendCuts appends the fractions of p–q at which it meets an edge or an end
// of an edge.
func (a *Area) appendCuts(cuts []float64, p, q orb.Point) []float64 {
	add := func(t float64) {
		if t > 0 && t < 1 {
			cuts = append(cuts, t)
		}
	}
	width := boundaryDeg * math.Hypot(q[0]-p[0], q[1]-p[1])
	lo := [2]float64{math.Min(p[0], q[0]) - boundaryDeg, math.Min(p[1], q[1]) - boundaryDeg}
	hi := [2]float64{math.Max(p[0], q[0]) + boundaryDeg, math.Max(p[1], q[1]) + boundaryDeg}
	a.tree.Search(lo, hi, func(_, _ [2]float64, i int32) bool {
		e := a.edges[i]
		sa, sb := cross(p, q, e.a), cross(p, q, e.b)
		if math.Abs(sa) <= width {
			add(fraction(p, q, e.a))
		}
		if math.Abs(sb) <= width {
			add(fraction(p, q, e.b))
		}
		sp, sq := cross(e.a, e.b, p), cross(e.a, e.b, q)
		if (sa > 0) != (sb > 0) && sp != sq {
			add(sp / (sp - sq))
		}
		return true
	})
	return cuts
}

// fraction returns where r, on the line through p and q, lies between them.
func fraction(p, q, r orb.Point) float64 {
	if math.Abs(q[0]-p[0]) > math.Abs(q[1]-p[1]) {
		return (r[0] - p[0]) / (q[0] - p[0])
	}
	return (r[1] - p[1]) / (q[1] - p[1])
}

// onEdge returns the chainage of the fraction t of the given edge p–q that
// starts at given vertex j.
func (l *Line) onEdge(j int, p, q orb.Point, t float64) float64 {
	from, to := l.vertex(j), l.vertex(j+1)
	switch {
	case t <= 0:
		return l.cum[from]
	case t >= 1:
		return l.cum[to]
	}
	const aside = 1.0 // metres: ample for a place that is on the edge
	s := newSeeker(newPlace(lerp(p, q, t)), aside)
	if s.pieces(l, from, to); s.best.piece < 0 {
		return l.cum[from]
	}
	return l.chainage(s.best)
}
