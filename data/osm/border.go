package osm

import (
	"math"

	"github.com/paulmach/orb"
)

// Stretch is a piece of a border: its parts, and what lies left and right.
type Stretch struct {
	Parts       orb.MultiLineString
	Left, Right string
}

// Border is a border that ways are cut at. It is no use to several goroutines
// at once.
type Border struct {
	edges segments
	sides []edgeSides // of each edge
	at    map[key][]incident
	cells map[cell]stand
}

type edgeSides struct{ left, right string }

// incident is an edge at one of its ends, seen from there: the way it leads
// off, and what lies left and right of it then.
type incident struct {
	away orb.Point
	edgeSides
}

// stand says where a place lies.
type stand struct {
	how  standing
	side string // where it is told
}

type standing uint8

const (
	untold   standing = iota // beyond an open end of the border
	told                     // on a side
	onBorder                 // on the line itself
	mixed                    // of a cell: the border goes through it
)

// NewBorder indexes a border.
func NewBorder(stretches []Stretch) *Border {
	b := &Border{at: map[key][]incident{}, cells: map[cell]stand{}}
	for _, s := range stretches {
		for _, part := range s.Parts {
			for i := 1; i < len(part); i++ {
				b.add(part[i-1], part[i], edgeSides{s.Left, s.Right})
			}
		}
	}
	return b
}

func (b *Border) add(p, q orb.Point, sides edgeSides) {
	if vertexKey(p) == vertexKey(q) {
		return // too short to have sides
	}
	b.edges.add(p, q)
	b.sides = append(b.sides, sides)
	d := orb.Point{beside(q[0], p[0]) - p[0], q[1] - p[1]}
	b.at[vertexKey(p)] = append(b.at[vertexKey(p)], incident{d, sides})
	b.at[vertexKey(q)] = append(b.at[vertexKey(q)], incident{orb.Point{-d[0], -d[1]}, edgeSides{sides.right, sides.left}})
}

// vertexKey is a vertex of the border, whatever turn its longitude is on.
func vertexKey(p orb.Point) key {
	lon := p[0] - 360*math.Floor((p[0]+180)/360)
	return keyOf(Round(orb.Point{lon, p[1]}))
}

// Side returns the code of the side on which a place lies; empty where it lies
// on the border, or where that cannot be told as the border does not go on.
func (b *Border) Side(p orb.Point) string { return b.stand(p).side }

// cell is a square of the map: its size by level, and its place.
type cell struct{ level, lon, lat int32 }

// cellDeg are the sizes of cells, in degrees.
var cellDeg = [...]float64{1.28, 0.32, 0.08, 0.02, 0.005}

// stand says where a place lies. In a cell that the border does not go through
// all places lie as its centre does.
func (b *Border) stand(p orb.Point) stand {
	for level, size := range cellDeg {
		c := cell{int32(level), int32(math.Floor(p[0] / size)), int32(math.Floor(p[1] / size))}
		s, known := b.cells[c]
		if !known {
			s = b.standOf(c, size)
			b.cells[c] = s
		}
		if s.how == told || s.how == untold && level == len(cellDeg)-1 {
			return s
		}
	}
	return b.exactly(p)
}

func (b *Border) standOf(c cell, size float64) stand {
	lo := [2]float64{float64(c.lon) * size, float64(c.lat) * size}
	hi := [2]float64{lo[0] + size, lo[1] + size}
	if b.edges.meet(lo, hi) {
		return stand{how: mixed}
	}
	return b.exactly(orb.Point{lo[0] + size/2, lo[1] + size/2})
}

// onDeg is how near to the line a place is on it, in degrees: a tenth of a
// millimetre.
const onDeg = 1e-9

// exactly says where a place lies by the nearest place of the border: the
// straight way there crosses no edge.
func (b *Border) exactly(p orb.Point) stand {
	e, t, _, ok := b.edges.nearest(p)
	if !ok {
		return stand{}
	}
	near := foot(e, t)
	if math.Hypot(p[0]-near[0], p[1]-near[1]) <= onDeg {
		return stand{how: onBorder}
	}
	if t == 0 || t == 1 {
		return b.atVertex(near, p)
	}
	sides := b.sides[e.number]
	if cross(orb.Point{e.b[0] - e.a[0], e.b[1] - e.a[1]}, orb.Point{p[0] - e.a[0], p[1] - e.a[1]}) > 0 {
		return stand{told, sides.left}
	}
	return stand{told, sides.right}
}

// atVertex says where p lies, to which a vertex is nearest: left of the edge
// that comes next clockwise, seen from the vertex. An end of the border has no
// sides.
func (b *Border) atVertex(v, p orb.Point) stand {
	edges := b.at[vertexKey(v)]
	if len(edges) < 2 {
		return stand{}
	}
	to := orb.Point{p[0] - v[0], p[1] - v[1]}
	least, side := math.Inf(1), ""
	for _, e := range edges {
		turn := math.Atan2(cross(e.away, to), e.away[0]*to[0]+e.away[1]*to[1])
		if turn < 0 {
			turn += 2 * math.Pi
		}
		if turn < least {
			least, side = turn, e.left
		}
	}
	return stand{told, side}
}

func cross(a, b orb.Point) float64 { return a[0]*b[1] - a[1]*b[0] }

// DistanceM returns how far a place is from the border, flat.
func (b *Border) DistanceM(p orb.Point) float64 {
	_, _, m, _ := b.edges.nearest(p)
	return m
}
