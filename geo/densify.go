package geo

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"lindero/geo/wgs84"
)

// How finely an edge is cut, so that a piece can be taken for the geodesic
// between its ends.
const (
	maxPieceM = 2000.0 // longest piece
	maxStrayM = 0.009  // farthest from the given edge
	maxTurn   = 3e-4   // most a piece turns from the geodesic, radians: keeps its length to 4e-9
	minPieceM = 0.01   // cut no finer (beside a pole)
)

// builder collects the vertices of a line with the longitudes and latitudes
// that only its runs need: first the given ones, and how many must be put in;
// then, at their final places, all of them.
type builder struct {
	line     *Line
	lon, lat []float64 // per vertex of line.v; longitudes run on within a part
	coarse   []int32   // given vertices before which some must be put in
	more     int       // how many
}

func newBuilder(l *Line, given int) *builder {
	b := &builder{line: l}
	b.reserve(given)
	return b
}

func (b *builder) reserve(n int) {
	b.line.v = make([]wgs84.Vec, 0, n)
	b.lon, b.lat = make([]float64, 0, n), make([]float64, 0, n)
}

// vertex is a place in both kinds of coordinates.
type vertex struct {
	lon, lat float64
	at       wgs84.Vec
}

func (b *builder) add(p vertex) {
	b.line.v = append(b.line.v, p.at)
	b.lon = append(b.lon, p.lon)
	b.lat = append(b.lat, p.lat)
}

// addPart adds the given vertices of one part and counts those to be put in
// between them.
func (b *builder) addPart(part orb.LineString) error {
	l := b.line
	l.first = append(l.first, int32(len(l.v)))
	var last vertex
	for j, p := range part {
		if !(math.Abs(p[0]) <= 540 && math.Abs(p[1]) <= 90) {
			return fmt.Errorf("vertex %d (%v, %v): %w", j+1, p[0], p[1], ErrCoordinate)
		}
		lon := p[0]
		if j > 0 {
			lon = onward(last.lon, part[j-1], p)
		}
		v := vertex{lon, p[1], wgs84.ECEF(lon, p[1])}
		b.add(v)
		if j > 0 && !fine(last, v) {
			b.coarse = append(b.coarse, int32(len(l.v)-1))
			if !halve(last, v, b.count) {
				return fmt.Errorf("vertex %d: %w", j+1, ErrTooLong)
			}
		}
		last = v
	}
	return nil
}

// count counts a vertex to be put in. It reports false when the line grows
// beyond MaxVertices: nothing has been put in by then.
func (b *builder) count(vertex) bool {
	b.more++
	return len(b.line.v)+b.more <= MaxVertices
}

// densify puts in the vertices that have been counted.
func (b *builder) densify() {
	l := b.line
	if b.more == 0 {
		return
	}
	v, lon, lat := l.v, b.lon, b.lat
	given := func(j int32) vertex { return vertex{lon[j], lat[j], v[j]} }
	put := func(p vertex) bool { b.add(p); return true }
	b.reserve(len(v) + b.more)
	l.given = make([]int32, len(v))
	b.coarse = append(b.coarse, int32(len(v))) // after the last
	from, part := int32(0), 0
	for _, to := range b.coarse {
		moved := int32(len(l.v)) - from
		l.v = append(l.v, v[from:to]...)
		b.lon, b.lat = append(b.lon, lon[from:to]...), append(b.lat, lat[from:to]...)
		for j := from; j < to; j++ {
			l.given[j] = j + moved
		}
		for ; part < len(l.first) && l.first[part] < to; part++ {
			l.first[part] += moved
		}
		if int(to) < len(v) {
			halve(given(to-1), given(to), put)
		}
		from = to
	}
	l.first[len(l.first)-1] = int32(len(l.v))
}

// halve calls put with the vertices needed strictly between p and q, in
// order, until it answers false.
func halve(p, q vertex, put func(vertex) bool) bool {
	if fine(p, q) {
		return true
	}
	lon, lat := (p.lon+q.lon)/2, (p.lat+q.lat)/2
	m := vertex{lon, lat, wgs84.ECEF(lon, lat)}
	return halve(p, m, put) && put(m) && halve(m, q, put)
}

// fine reports whether the straight line in longitude and latitude from p to
// q may be taken for the geodesic.
//
// On a sphere of radius R the edge, at azimuth α, turns from the geodesic by
// κ = tan φ · sin α · (1 + cos² α) / R per metre, at most 1.09 tan φ / R. Over
// a length s it strays by κs²/8 and is longer by (κs)²/24 of itself.
func fine(p, q vertex) bool {
	s2 := q.at.Sub(p.at).Norm2()
	if s2 <= minPieceM*minPieceM {
		return true
	}
	if s2 > maxPieceM*maxPieceM {
		return false
	}
	rp2, rq2 := p.at.X*p.at.X+p.at.Y*p.at.Y, q.at.X*q.at.X+q.at.Y*q.at.Y
	z := max(math.Abs(p.at.Z), math.Abs(q.at.Z))
	// Most edges are fine whatever their azimuth.
	const most = 1.09 * 1.01 / wgs84.MinCurvatureRadiusM
	if turn2 := most * most * z * z * s2 / min(rp2, rq2); turn2 <= maxTurn*maxTurn && turn2*s2 <= 64*maxStrayM*maxStrayM {
		return true
	}
	s := math.Sqrt(s2)
	sinAzimuth := math.Sqrt(max(rp2, rq2)) * math.Abs(q.lon-p.lon) * math.Pi / 180 / s
	if sinAzimuth == 0 {
		return true
	}
	tanLat := 1.01 * z / math.Sqrt(min(rp2, rq2))
	turn := min(1.09, 2*sinAzimuth) * tanLat / wgs84.MinCurvatureRadiusM * s
	return turn <= maxTurn && turn*s/8 <= maxStrayM
}
