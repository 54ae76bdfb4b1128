package water

import (
	"fmt"

	"github.com/paulmach/orb"

	"lindero/geo/wgs84"
)

// Water is the sea around land, with walls in it that must not be crossed. It
// never changes, but for what it keeps to make later searches faster, and is
// safe for concurrent use.
type Water struct {
	mesh     *mesh
	places   []orb.Point // of the vertices, as given
	ecef     []wgs84.Vec // of the vertices
	land     []bool      // which triangles are land
	open     []bool      // which half-edges a way may pass
	body     []int32     // the body of water that each triangle is in
	sectors  []sector    // those that a way can bend in
	sectorOf []int32     // the sector that each half-edge, or what is left of it, is in at its start; −1 for none
	exit     []int32     // of the triangles in pockets, the half-edge that leads out; −1 for none
	deep     []bool      // which triangles of water are in no pocket
	cache    cache
}

// New returns the water around land and between walls. Holes are water; what
// any polygon holds is land, so polygons may share edges, touch and overlap. A
// wall may end on the coast or in the water, cross land, other walls and
// itself. Rings without area hold no land; a line of one place is no wall.
//
// It fails with geo.ErrCoordinate, ErrTooLong or ErrTangled.
func New(land []orb.Polygon, walls []orb.LineString) (*Water, error) {
	m := newMesh()
	e := newEdges(m, count(land, walls))
	var islands []island
	for i, p := range land {
		closedRings := make(orb.Polygon, len(p))
		for k, ring := range p {
			line := closed(ring)
			closedRings[k] = orb.Ring(line)
			if err := e.addLine(line, coast); err != nil {
				return nil, fmt.Errorf("land polygon %d, ring %d: %w", i+1, k+1, err)
			}
		}
		islands = append(islands, newIsland(closedRings))
	}
	for i, line := range walls {
		if err := e.addLine(line, wall); err != nil {
			return nil, fmt.Errorf("wall %d: %w", i+1, err)
		}
	}
	// Last, so that none is in the place of a vertex that has been given.
	for _, at := range e.aside {
		e.vertex(end{lonLat(at), at})
	}
	m.reserve()
	m.insertAll(corners)
	for _, d := range e.list {
		if err := m.keep(d.a, d.b, d.kind, 0); err != nil {
			return nil, fmt.Errorf("near %v: %w", e.places[d.a], err)
		}
	}
	m.round()
	w := &Water{mesh: m, places: e.places, ecef: make([]wgs84.Vec, 0, len(m.at)), cache: cache{most: mostWords}}
	for v := range m.at {
		if v >= len(w.places) { // where edges cross
			w.places = append(w.places, lonLat(m.at[v]))
		}
		w.ecef = append(w.ecef, wgs84.ECEF(w.places[v][0], w.places[v][1]))
	}
	w.label(islands)
	return w, nil
}

// count returns how many vertices land and walls are given with.
func count(land []orb.Polygon, walls []orb.LineString) (n int) {
	for _, p := range land {
		for _, ring := range p {
			n += len(ring)
		}
	}
	for _, line := range walls {
		n += len(line)
	}
	return n
}
