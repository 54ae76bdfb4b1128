package water

import (
	"errors"
	"fmt"
	"math"

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
	ends   []wgs84.Vec // of the ring or wall being read
}

type edge struct {
	a, b int32
	kind uint8
}

func newEdges(m *mesh) *edges {
	e := &edges{mesh: m, cells: map[[3]int32]int32{}}
	for v, at := range m.at {
		e.places = append(e.places, lonLat(at))
		e.enter(int32(v))
	}
	return e
}

// addLine adds the edges of a ring or a wall.
func (e *edges) addLine(line orb.LineString, kind uint8) error {
	e.ends = e.ends[:0]
	for i, p := range line {
		if !(math.Abs(p[0]) <= 540 && math.Abs(p[1]) <= 90) {
			return fmt.Errorf("vertex %d (%v, %v): %w", i+1, p[0], p[1], geo.ErrCoordinate)
		}
	}
	last := int32(-1)
	add := func(p orb.Point) bool {
		v := e.vertex(p)
		if last >= 0 && last != v {
			e.list = append(e.list, edge{last, v, kind})
		}
		last = v
		return len(e.list) <= MaxVertices && len(e.places) <= MaxVertices
	}
	for i, p := range line {
		if i > 0 && !halve(ranOn(line[i-1], p), add) || !add(p) {
			return fmt.Errorf("vertex %d: %w", i+1, ErrTooLong)
		}
	}
	return nil
}

// ranOn returns an edge that goes the short way round.
func ranOn(p, q orb.Point) [2]orb.Point {
	if d := q[0] - p[0]; math.Abs(d) > 180 {
		q[0] = p[0] + math.Remainder(d, 360)
	}
	return [2]orb.Point{p, q}
}

// halve calls put with the places needed strictly between the ends of an edge
// until it answers false.
func halve(e [2]orb.Point, put func(orb.Point) bool) bool {
	mid := orb.Point{(e[0][0] + e[1][0]) / 2, (e[0][1] + e[1][1]) / 2}
	a, b := unit(e[0]), unit(e[1])
	length := b.Sub(a).Norm() * earthM
	if length <= finestM || length <= longestM && unit(mid).Sub(a.Add(b).Unit()).Norm()*earthM <= strayM {
		return true
	}
	if mid == e[0] || mid == e[1] {
		return true
	}
	return halve([2]orb.Point{e[0], mid}, put) && put(mid) && halve([2]orb.Point{mid, e[1]}, put)
}

// vertex returns the vertex at a place, one that touches it where there is.
func (e *edges) vertex(p orb.Point) int32 {
	at := unit(p)
	for _, x := range [2]float64{at.X - touch, at.X + touch} {
		for _, y := range [2]float64{at.Y - touch, at.Y + touch} {
			for _, z := range [2]float64{at.Z - touch, at.Z + touch} {
				v, ok := e.cells[[3]int32{cell(x), cell(y), cell(z)}]
				for ; ok && v >= 0; v = e.before[v] {
					if e.mesh.at[v].Sub(at).Norm2() <= touch*touch {
						return v
					}
				}
			}
		}
	}
	v := e.mesh.addVertex(at)
	e.places = append(e.places, p)
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
func cell(x float64) int32 { return int32(math.Floor(x / (2 * touch))) }

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
