package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Held reports which of the points lie in any of the polygons, which may go
// over the antimeridian or round a pole as those of an Area. It makes no
// index: each edge is shown to the points on its meridians only, so that many
// points cost hardly more than the polygons' edges. Polygons may not overlap;
// on a boundary a point may lie to either side.
func Held(points []orb.Point, polygons orb.MultiPolygon) []bool {
	s := &sweep{in: make([]bool, len(points))}
	for i, p := range points {
		if newPlace(p).onEarth() {
			at := near(p, 0)
			if at[0] == 180 {
				at[0] = -180 // edges are shown from their west end on
			}
			s.points = append(s.points, swept{at, i})
		}
	}
	slices.SortFunc(s.points, func(a, b swept) int { return cmp.Compare(a.at[0], b.at[0]) })
	for _, p := range polygons {
		for _, ring := range p {
			s.ring(ring)
		}
	}
	return s.in
}

// sweep counts for each point the edges north of it, whether they are odd.
type sweep struct {
	points []swept // from west to east
	in     []bool
}

type swept struct {
	at     orb.Point // longitude in [-180, 180)
	number int
}

// ring shows the edges of a ring. One that goes round the north pole has it
// inside or outside of all that is north of the ring.
func (s *sweep) ring(ring orb.Ring) {
	if !s.meets(ring) {
		return
	}
	ring, pole := runOn(ring)
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		if a[0] > b[0] {
			a, b = b, a
		}
		for turn := 360 * math.Floor((a[0]+180)/360); turn-180 <= b[0]; turn += 360 {
			s.edge(orb.Point{a[0] - turn, a[1]}, orb.Point{b[0] - turn, b[1]})
		}
	}
	if pole > 0 {
		for i := range s.in {
			s.in[i] = !s.in[i]
		}
	}
}

// meets reports whether a ring has points between its parallels; one that
// may go round a pole has.
func (s *sweep) meets(ring orb.Ring) bool {
	b := ring.Bound()
	if b.Max[0]-b.Min[0] > 180 {
		return true
	}
	return slices.ContainsFunc(s.points, func(p swept) bool { return p.at[1] >= b.Min[1] && p.at[1] <= b.Max[1] })
}

// edge shows an edge that runs east to the points from its west end on and
// short of its east end.
func (s *sweep) edge(a, b orb.Point) {
	first, _ := slices.BinarySearchFunc(s.points, a[0], func(p swept, lon float64) int { return cmp.Compare(p.at[0], lon) })
	for _, p := range s.points[first:] {
		if p.at[0] >= b[0] {
			return
		}
		if a[1]+(p.at[0]-a[0])/(b[0]-a[0])*(b[1]-a[1]) > p.at[1] {
			s.in[p.number] = !s.in[p.number]
		}
	}
}
