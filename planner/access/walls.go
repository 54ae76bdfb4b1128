package access

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// onM is how near the border a post stands on it.
const onM = 1.0

// near is just below onM in degrees: a wall met so near to either end of a way
// is none. Were it above, a post could stand beside the border and not see it.
const near = 8e-6

// touchM is how close the ends of two stretches of the border must be for
// nobody to pass between them.
const touchM = 0.02

// walls are the lines that a patrol must not cross, seen from its post: the
// border, and the edges of ground that its side must not enter. They lie in
// the plane of longitude and latitude, the post in the middle.
type walls struct {
	m     *mover
	box   orb.Bound // of all ways
	edges [][2]orb.Point
	// of sorts the edges by the directions in which they lie: bucket k has
	// edges[of[start[k]]] … edges[of[start[k+1]−1]].
	start, of []int32
}

// newWalls returns whether the patrol can go straight from its post to a
// breakpoint, one of those of a table that are asked for. From a post on the
// border itself a straight way would leave on either side, so only the ends of
// what it stands on are reached so, where the border does not bend around ground
// that is closed to it.
func newWalls(m *mover, t *Table, asked func(i int) bool) func(b int) bool {
	forbidden := forbidden(m.Layout.Scenario, m.side)
	if slices.ContainsFunc(forbidden, func(p orb.Polygon) bool { return geo.NewArea(p).Contains(m.post) }) {
		return func(int) bool { return false }
	}
	if on := m.standsOn(); len(on) > 0 {
		return func(b int) bool { return on[b] && m.forbidden[m.side].Clear(m.post, m.At[b], onM) }
	}
	w := &walls{m: m}
	for i := range t.ArriveUs {
		if asked(i) {
			w.box = w.box.Extend(w.local(m.At[t.From+i]))
		}
	}
	w.border()
	for _, p := range forbidden {
		for _, ring := range p {
			w.add(orb.LineString(ring))
			if n := len(ring); n > 0 {
				w.edge(w.local(ring[n-1]), w.local(ring[0]))
			}
		}
	}
	w.sort()
	return func(b int) bool { return w.clear(w.local(m.At[b])) }
}

// standsOn returns the ends of the elements on which a post on the border
// stands; of any other it returns none.
func (m *mover) standsOn() map[int]bool {
	ends := map[int]bool{}
	for _, e := range m.underfoot(m.post) {
		ends[e], ends[e+1] = true, true
	}
	return ends
}

// underfoot returns the elements of the border within a metre of a place.
func (x *Model) underfoot(at orb.Point) (out []int) {
	x.Layout.Index.Within(geo.NewReach(at, onM), func(route int, s geo.Span) {
		if route >= len(x.Layout.BorderFromM) {
			return
		}
		fromM, toM := x.Layout.BorderFromM[route]+s.FromM, x.Layout.BorderFromM[route]+s.ToM
		for e := max(x.Breakpoint(fromM)-1, 0); e < x.N() && x.ChainageM[e] < toM; e++ {
			if x.ChainageM[e+1] > fromM {
				out = append(out, e)
			}
		}
	})
	return out
}

// border adds the edges of the border, and the slits between ends that touch.
func (w *walls) border() {
	var first, last orb.Point
	for i := range w.m.Layout.BorderFromM {
		for k, part := range w.m.Layout.Routes[i].Line.Parts() {
			if i == 0 && k == 0 {
				first = part[0]
			} else {
				w.slit(last, part[0])
			}
			w.add(part)
			last = part[len(part)-1]
		}
	}
	w.slit(last, first)
}

func (w *walls) slit(a, b orb.Point) {
	if a != b && geo.DistanceM(a, b) <= touchM {
		w.edge(w.local(a), w.local(b))
	}
}

// add adds the edges of a line.
func (w *walls) add(line orb.LineString) {
	if len(line) == 0 {
		return
	}
	a := w.local(line[0])
	for _, p := range line[1:] {
		b := w.local(p)
		w.edge(a, b)
		a = b
	}
}

// edge adds an edge if a way may meet it; one over the meridian on the other
// side of the earth, where ways end, as it lies on either side of that.
func (w *walls) edge(a, b orb.Point) {
	if math.Abs(a[0]-b[0]) > 180 {
		turn := math.Copysign(360, a[0])
		w.edge(a, orb.Point{b[0] + turn, b[1]})
		a[0] -= turn
	}
	if min(a[0], b[0]) <= w.box.Max[0] && max(a[0], b[0]) >= w.box.Min[0] &&
		min(a[1], b[1]) <= w.box.Max[1] && max(a[1], b[1]) >= w.box.Min[1] {
		w.edges = append(w.edges, [2]orb.Point{a, b})
	}
}

// local returns a place with the post in the middle.
func (w *walls) local(p orb.Point) orb.Point {
	lon := p[0] - w.m.post[0]
	if math.Abs(lon) > 180 {
		lon = math.Remainder(lon, 360)
	}
	return orb.Point{lon, p[1] - w.m.post[1]}
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
	// Each edge is in the buckets from first, so many of them, round and round.
	type arc struct{ first, count int }
	arcs := make([]arc, len(w.edges))
	for i, e := range w.edges {
		from, to := bucket(e[0], n), bucket(e[1], n)
		if cross(e[0], e[1]) < 0 {
			from, to = to, from
		}
		// One more on either side, as directions are rounded.
		arcs[i] = arc{(from - 1 + n) % n, min((to-from+n)%n+3, n)}
	}
	each := func(f func(bucket, edge int)) {
		for i, a := range arcs {
			for k := range a.count {
				f((a.first+k)%n, i)
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
