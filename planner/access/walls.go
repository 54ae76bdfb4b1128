package access

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/axis"
	"lindero/sectors"
)

// onM is how near the border a post stands on it.
const onM = 1.0

// near is some metre, in degrees: a wall met so near to either end of a way is
// none.
const near = 1e-5

// walls are the lines that a patrol must not cross, seen from its post: the
// border, and the edges of ground that its side must not enter. They lie in
// the plane of longitude and latitude, the post in the middle.
type walls struct {
	m     *mover
	edges [][2]orb.Point
	// of sorts the edges by the directions in which they lie: bucket k has
	// edges[of[start[k]]] … edges[of[start[k+1]−1]].
	start, of []int32
	forbidden []*geo.Area
	onBorder  bool
}

func newWalls(m *mover, t *Table) *walls {
	w := &walls{m: m}
	_, place := axis.Nearest(m.Layout, m.post)
	w.onBorder = place.OffsetM <= onM
	w.border(t)
	w.areas()
	w.sort()
	return w
}

// border adds the edges of the border between the breakpoints of a table.
func (w *walls) border(t *Table) {
	fromM := w.m.ChainageM[t.From]
	toM := w.m.ChainageM[t.From+len(t.ArriveUs)-1]
	starts := w.m.Layout.BorderFromM
	for i, start := range starts {
		line := w.m.Layout.Routes[i].Line
		s := geo.Span{FromM: max(fromM-start, 0), ToM: min(toM-start, line.LengthM())}
		if s.LengthM() <= 0 {
			continue
		}
		for _, part := range line.Slice(s) {
			w.add(part)
		}
	}
}

func (w *walls) areas() {
	s := w.m.Layout.Scenario
	for _, f := range s.Forbidden {
		if f.Side != "" && f.Side != s.Sides[w.m.side].Code {
			continue
		}
		for _, p := range f.Polygon {
			w.forbidden = append(w.forbidden, geo.NewArea(p))
			for _, ring := range p {
				w.add(orb.LineString(ring))
			}
		}
	}
}

// add adds the edges of a line.
func (w *walls) add(line orb.LineString) {
	for i := 1; i < len(line); i++ {
		a, b := w.local(line[i-1]), w.local(line[i])
		if math.Abs(a[0]-b[0]) < 180 { // else it is on the other side of the earth
			w.edges = append(w.edges, [2]orb.Point{a, b})
		}
	}
}

// local returns a place with the post in the middle.
func (w *walls) local(p orb.Point) orb.Point {
	return orb.Point{math.Remainder(p[0]-w.m.post[0], 360), p[1] - w.m.post[1]}
}

// bucket returns the direction of a place, of n.
func bucket(p orb.Point, n int) int {
	return min(int((math.Atan2(p[1], p[0])/(2*math.Pi)+0.5)*float64(n)), n-1)
}

// sort sorts the edges by direction.
func (w *walls) sort() {
	n := 64
	for n < len(w.edges) {
		n *= 2
	}
	each := func(f func(bucket, edge int)) {
		for i, e := range w.edges {
			from, to := bucket(e[0], n), bucket(e[1], n)
			if (to-from+n)%n > (from-to+n)%n {
				from, to = to, from
			}
			// One more on either side, as directions are rounded.
			for k, steps := (from-1+n)%n, (to-from+n)%n+2; steps >= 0; k, steps = (k+1)%n, steps-1 {
				f(k, i)
			}
		}
	}
	w.start = make([]int32, n+1)
	each(func(k, _ int) { w.start[k+1]++ })
	for k := range n {
		w.start[k+1] += w.start[k]
	}
	w.of = make([]int32, w.start[n])
	next := slices.Clone(w.start)
	each(func(k, i int) { w.of[next[k]] = int32(i); next[k]++ })
}

// sees returns whether the patrol can go straight from its post to a place of
// the border. From a post on the border itself a straight way would leave on
// either side, so only the nearest breakpoints are reached so.
func (w *walls) sees() func(p orb.Point) bool {
	if slices.ContainsFunc(w.forbidden, func(a *geo.Area) bool { return a.Contains(w.m.post) }) {
		return func(orb.Point) bool { return false }
	}
	if w.onBorder {
		return func(p orb.Point) bool { return geo.DistanceM(w.m.post, p) <= w.m.StepM+onM }
	}
	return func(p orb.Point) bool { return w.clear(w.local(p)) }
}

// clear reports whether no wall stands between the post and x.
func (w *walls) clear(x orb.Point) bool {
	far := math.Hypot(x[0], x[1])
	if far <= 2*near {
		return true
	}
	low, high := near/far, 1-near/far
	k := bucket(x, len(w.start)-1)
	for _, i := range w.of[w.start[k]:w.start[k+1]] {
		a, b := w.edges[i][0], w.edges[i][1]
		if (cross(x, a) > 0) == (cross(x, b) > 0) {
			continue
		}
		d := orb.Point{b[0] - a[0], b[1] - a[1]}
		if t := cross(a, d) / cross(x, d); t > low && t < high {
			return false
		}
	}
	return true
}

func cross(a, b orb.Point) float64 { return a[0]*b[1] - a[1]*b[0] }

// Standing is where a post stands beside the border.
type Standing struct {
	// Side is the code of the side on which it stands; empty where it stands
	// on the border, or beyond an end, so that it cannot be told.
	Side      string
	DistanceM float64 // from the border
	// Breakpoint is one beside the nearest place of the border.
	Breakpoint int
}

// Stands returns where a post stands beside the border.
func Stands(a *axis.Axis, p *sectors.Post) Standing {
	route, at := axis.Nearest(a.Layout, p.At)
	if route < 0 {
		return Standing{DistanceM: at.OffsetM}
	}
	r := &a.Layout.Routes[route]
	b := a.Breakpoint(a.Layout.BorderFromM[route] + at.ChainageM)
	s := Standing{DistanceM: at.OffsetM, Breakpoint: b}
	// An open end, of the border or of one of its parts, is no side.
	open := func(e int) bool { return e < 0 || e >= a.N() || a.Elements[e].Route == axis.Void }
	if !a.Ring && (open(b-1) || open(b)) && geo.DistanceM(a.At[b], r.Line.At(at.ChainageM)) < onM {
		return s
	}
	if at.OffsetM <= onM {
		return s
	}
	switch at.Side {
	case geo.Left:
		s.Side = r.Left
	case geo.Right:
		s.Side = r.Right
	}
	return s
}
