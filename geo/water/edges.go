package water

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/wgs84"
)

// MaxVertices is the most vertices that land and walls may have together,
// those included that are put into long edges.
const MaxVertices = 1 << 21

// ErrTooLong says that land and walls would need more than MaxVertices.
var ErrTooLong = errors.New("land and walls need too many vertices")

// earthM turns metres into angles between normals: no such angle is nearer on
// the ground, for this is the least radius of curvature.
const earthM = wgs84.MinCurvatureRadiusM

// How finely an edge, straight in longitude and latitude, is cut into arcs.
const (
	strayM   = 0.009 // farthest from the arc in its middle
	longestM = 20e3  // longer ones may stray elsewhere than in the middle
	finestM  = 0.05
)

// edges collects the edges of land and walls, whose ends are vertices of the
// mesh.
type edges struct {
	mesh   *mesh
	places []orb.Point        // of the vertices, as given
	cells  map[[3]int32]int32 // the vertex put last in each cell of a grid
	before []int32            // the vertex put before each in its cell, −1 for none
	list   []edge
	aside  []wgs84.Vec // vertices to put in beside edges
}

type edge struct {
	a, b int32
	kind uint8
}

// newEdges makes room for some n vertices.
func newEdges(m *mesh, n int) *edges {
	m.at, m.leave = slices.Grow(m.at, n), slices.Grow(m.leave, n)
	e := &edges{mesh: m, cells: make(map[[3]int32]int32, n), places: make([]orb.Point, 0, n), before: make([]int32, 0, n), list: make([]edge, 0, n)}
	for v, at := range m.at {
		e.places = append(e.places, lonLat(at))
		e.enter(int32(v))
	}
	return e
}

// addLine adds the edges of a ring or a wall.
func (e *edges) addLine(line orb.LineString, kind uint8) error {
	for i, p := range line {
		if !(math.Abs(p[0]) <= 540 && math.Abs(p[1]) <= 90) {
			return fmt.Errorf("vertex %d (%v, %v): %w", i+1, p[0], p[1], geo.ErrCoordinate)
		}
	}
	last := int32(-1)
	add := func(p end) bool {
		v := e.vertex(p)
		if last >= 0 && last != v {
			e.list = append(e.list, edge{last, v, kind})
		}
		last = v
		return len(e.list) <= MaxVertices && len(e.places) <= MaxVertices
	}
	var before end
	for i, p := range line {
		to := end{p, unit(p)}
		if i > 0 && !e.halve(before, ranOn(before.place, to), add) || !add(to) {
			return fmt.Errorf("vertex %d: %w", i+1, ErrTooLong)
		}
		before = to
	}
	return nil
}

// end is a place and its normal.
type end struct {
	place orb.Point
	at    wgs84.Vec
}

// ranOn returns the far end of an edge with the longitude that goes the short
// way round.
func ranOn(p orb.Point, q end) end {
	if d := q.place[0] - p[0]; math.Abs(d) > 180 {
		q.place[0] = p[0] + math.Remainder(d, 360)
	}
	return q
}

// halve calls put with the places needed strictly between the ends of an edge
// until it answers false.
func (e *edges) halve(p, q end, put func(end) bool) bool {
	if straight(p.place, q.place) {
		return true
	}
	place := orb.Point{(p.place[0] + q.place[0]) / 2, (p.place[1] + q.place[1]) / 2}
	mid := end{place, unit(place)}
	length, stray := q.at.Sub(p.at).Norm()*earthM, mid.at.Sub(p.at.Add(q.at).Unit()).Norm()*earthM
	if length <= finestM || length <= longestM && stray <= strayM {
		return true
	}
	if place == p.place || place == q.place {
		return true
	}
	if stray > 256*strayM { // will be cut into 16 at least
		e.support(p, mid, q)
	}
	return e.halve(p, mid, put) && put(mid) && e.halve(mid, q, put)
}

// support notes vertices beside an edge that is about to be cut finely, half as
// far from its middle as it is long: so triangles grow with how far they are
// from it, and a view along it passes few of them.
func (e *edges) support(p, mid, q end) {
	aside := mid.at.Cross(q.at.Sub(p.at)).Scale(0.5)
	e.aside = append(e.aside, mid.at.Add(aside).Unit(), mid.at.Sub(aside).Unit())
}

// straight reports whether an edge is so short that it surely need not be cut.
// An arc leaves it by an eighth, at most, of how much faster than along an arc
// the normal turns, which is (Δλ² cos φ + 2 Δλ Δφ) sin φ.
func straight(p, q orb.Point) bool {
	const degree = math.Pi / 180
	east, north := math.Abs(q[0]-p[0])*degree, math.Abs(q[1]-p[1])*degree
	sin := min(max(math.Abs(p[1]), math.Abs(q[1]))*degree, 1)
	return east+north < longestM/2/wgs84.MaxCurvatureRadiusM && (east*east+2*east*north)*sin/8*earthM <= strayM/2
}

// vertex returns the vertex at a place, one that touches it where there is.
func (e *edges) vertex(p end) int32 {
	lo := [3]int32{cell(p.at.X - touch), cell(p.at.Y - touch), cell(p.at.Z - touch)}
	hi := [3]int32{cell(p.at.X + touch), cell(p.at.Y + touch), cell(p.at.Z + touch)}
	for x := lo[0]; x <= hi[0]; x++ {
		for y := lo[1]; y <= hi[1]; y++ {
			for z := lo[2]; z <= hi[2]; z++ {
				v, ok := e.cells[[3]int32{x, y, z}]
				for ; ok && v >= 0; v = e.before[v] {
					if e.mesh.at[v].Sub(p.at).Norm2() <= touch*touch {
						return v
					}
				}
			}
		}
	}
	v := e.mesh.addVertex(p.at)
	e.places = append(e.places, p.place)
	e.enter(v)
	return v
}

// enter enters a vertex in the grid.
func (e *edges) enter(v int32) {
	at := e.mesh.at[v]
	home := [3]int32{cell(at.X), cell(at.Y), cell(at.Z)}
	before, ok := e.cells[home]
	if !ok {
		before = -1
	}
	e.before = append(e.before, before)
	e.cells[home] = v
}

// cell returns where in the grid, in one dimension, a coordinate is.
func cell(x float64) int32 {
	const wide = 16 * touch // so that most places are far from the next cell
	return int32(math.Floor(x / wide))
}

// closed returns a ring that ends where it starts. One that the rule of the
// short way would leave without any width, such as the rectangle from −180 to
// 180, is meant as it is written: geo.Area has it so too.
func closed(ring orb.Ring) orb.LineString {
	var out orb.LineString
	flat := true
	for i, p := range ring {
		flat = flat && math.Remainder(p[0]-ring[0][0], 360) == 0
		out = append(out, p)
		if i == len(ring)-1 && p != ring[0] {
			out = append(out, ring[0])
		}
	}
	if !flat {
		return out
	}
	written := orb.LineString{}
	for i, p := range out {
		if i > 0 && math.Abs(p[0]-out[i-1][0]) > 180 {
			for k := 1.0; k < 8; k++ {
				t := k / 8
				written = append(written, orb.Point{out[i-1][0] + t*(p[0]-out[i-1][0]), out[i-1][1] + t*(p[1]-out[i-1][1])})
			}
		}
		written = append(written, p)
	}
	return written
}
