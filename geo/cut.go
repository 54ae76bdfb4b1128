package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
)

// Cut returns a shape as RFC 7946 wants it: longitudes in [-180, 180], cut at
// the antimeridian, outer rings counter-clockwise and holes clockwise, and
// seven decimals. Lines come back as MultiLineString, polygons and bounds as
// MultiPolygon, whether cut or not; points as they are but for their
// longitude. A polygon that goes over the antimeridian more than once comes
// back as one on either side, its pieces joined along ±180. Rings of no area
// are left out. The argument is not changed.
func Cut(g orb.Geometry) orb.Geometry {
	switch g := g.(type) {
	case orb.Point:
		return cutPoint(g)
	case orb.MultiPoint:
		out := make(orb.MultiPoint, len(g))
		for i, p := range g {
			out[i] = cutPoint(p)
		}
		return out
	case orb.LineString:
		return cutLines(orb.MultiLineString{g})
	case orb.MultiLineString:
		return cutLines(g)
	case orb.Ring:
		return cutPolygons(orb.MultiPolygon{{g}})
	case orb.Bound:
		return cutPolygons(orb.MultiPolygon{boundPolygon(g)})
	case orb.Polygon:
		return cutPolygons(orb.MultiPolygon{g})
	case orb.MultiPolygon:
		return cutPolygons(g)
	case orb.Collection:
		out := make(orb.Collection, len(g))
		for i, m := range g {
			out[i] = Cut(m)
		}
		return out
	}
	return g
}

func cutPoint(p orb.Point) orb.Point {
	p = near(p, 0)
	return roundPoint(p)
}

// roundPoint keeps seven decimals: 1.1 cm.
func roundPoint(p orb.Point) orb.Point {
	return orb.Point{math.Round(p[0]*1e7) / 1e7, math.Round(p[1]*1e7) / 1e7}
}

func cutLines(lines orb.MultiLineString) orb.MultiLineString {
	out := make(orb.MultiLineString, 0, len(lines))
	for _, l := range lines {
		parts, _ := cutLine(l, make([]float64, len(l)))
		out = append(out, parts...)
	}
	return out
}

// cutLine cuts a line, and the measures of its vertices, wherever it goes
// over the antimeridian.
func cutLine(l orb.LineString, measures []float64) (orb.MultiLineString, [][]float64) {
	if len(l) == 0 {
		return nil, nil
	}
	c := cutter{room: len(l)}
	turn := startTurn(l)
	last := orb.Point{l[0][0] - turn, l[0][1]}
	c.push(last, measures[0])
	for i := 1; i < len(l); i++ {
		q := orb.Point{onward(last[0], l[i-1], l[i]), l[i][1]}
		if q[0] > 180 || q[0] < -180 {
			edge := math.Copysign(180, q[0])
			t := (edge - last[0]) / (q[0] - last[0])
			lat, m := last[1]+t*(q[1]-last[1]), measures[i-1]+t*(measures[i]-measures[i-1])
			c.push(orb.Point{edge, lat}, m)
			c.end()
			last = orb.Point{-edge, lat}
			q[0] -= 2 * edge
			c.push(last, m)
		}
		c.push(q, measures[i])
		last = q
	}
	c.end()
	return c.parts, c.measures
}

// cutter collects the parts of a line that is cut.
type cutter struct {
	parts    orb.MultiLineString
	measures [][]float64
	part     orb.LineString // the one at hand
	m        []float64
	room     int // vertices that the first part may have
}

func (c *cutter) push(p orb.Point, m float64) {
	p = roundPoint(p)
	if c.room > 0 { // most lines are not cut at all
		c.part, c.m, c.room = make(orb.LineString, 0, c.room), make([]float64, 0, c.room), 0
	}
	if n := len(c.part); n == 0 || c.part[n-1] != p {
		c.part, c.m = append(c.part, p), append(c.m, m)
	} else if n > 1 {
		c.m[n-1] = m // of vertices closer than the decimals, the last counts
	}
}

// end ends the part at hand. It leaves out parts that are a single point,
// unless they are all there is.
func (c *cutter) end() {
	if len(c.part) == 1 && len(c.parts) == 0 { // shorter than a centimetre: still a line
		c.part, c.m = append(c.part, c.part[0]), append(c.m, c.m[0])
	}
	if len(c.part) > 1 {
		c.parts, c.measures = append(c.parts, slices.Clip(c.part)), append(c.measures, c.m)
	}
	c.part, c.m = nil, nil
}

// startTurn returns the whole turns to take off so that the line starts in
// [-180, 180], on the side of the antimeridian that it goes on to.
func startTurn(l orb.LineString) float64 {
	turn := 360 * math.Round(l[0][0]/360)
	at := l[0][0] - turn
	if math.Abs(at) != 180 {
		return turn
	}
	for _, p := range l[1:] {
		if d := near(p, l[0][0])[0] - l[0][0]; d != 0 {
			return turn + at + math.Copysign(180, d)
		}
	}
	return turn
}

func cutPolygons(polygons orb.MultiPolygon) orb.MultiPolygon {
	out := make(orb.MultiPolygon, 0, len(polygons))
	for _, p := range polygons {
		rings := make(orb.Polygon, len(p))
		for i, r := range p {
			rings[i] = overPole(runOn(r))
		}
		if len(rings) > 0 {
			out = append(out, cutPolygon(rings[0], rings[1:])...)
		}
	}
	return out
}

// overPole returns a ring round a pole as one that goes over it.
func overPole(r orb.Ring, pole float64) orb.Ring {
	if pole == 0 {
		return r
	}
	first, last := r[0], r[len(r)-1]
	return append(r, orb.Point{last[0], pole}, orb.Point{first[0], pole}, first)
}

// cutPolygon returns what lies in each turn of longitude of a polygon whose
// shell runs on. Its holes may have been written in any turn.
func cutPolygon(shell orb.Ring, holes []orb.Ring) orb.MultiPolygon {
	var out orb.MultiPolygon
	b := shell.Bound()
	for turn := 360 * math.Floor((b.Min[0]+180)/360); turn-180 < b.Max[0]; turn += 360 {
		window := orb.Bound{
			Min: orb.Point{math.Max(turn-180, b.Min[0]), -90},
			Max: orb.Point{math.Min(turn+180, b.Max[0]), 90},
		}
		part := appendRing(nil, clip.Ring(window, shell.Clone()), turn)
		if len(part) == 0 {
			continue
		}
		for _, h := range holes {
			hb := h.Bound()
			first := 360 * math.Ceil((window.Min[0]-hb.Max[0])/360)
			for move := first; hb.Min[0]+move < window.Max[0]; move += 360 {
				moved := h.Clone()
				shift(moved, move)
				part = appendRing(part, clip.Ring(window, moved), turn)
			}
		}
		out = append(out, part)
	}
	return out
}

// appendRing appends a ring moved by a turn, closed, wound and rounded, unless
// nothing is left of it.
func appendRing(p orb.Polygon, r orb.Ring, turn float64) orb.Polygon {
	shift(r, -turn)
	for j := range r {
		r[j] = roundPoint(r[j])
	}
	if r = slices.Compact(r); len(r) < 3 {
		return p
	}
	if !r.Closed() {
		r = append(r, r[0])
	}
	wound := r.Orientation()
	if len(r) < 4 || wound == 0 {
		return p
	}
	if (wound == orb.CCW) != (len(p) == 0) {
		r.Reverse()
	}
	return append(p, r)
}

func shift(r orb.Ring, lon float64) {
	for i := range r {
		r[i][0] += lon
	}
}

// BBox returns the box of a shape as RFC 7946 writes it: west, south, east,
// north, with west beyond east where the shape goes over the antimeridian. It
// is nil for a shape without points.
func BBox(g orb.Geometry) []float64 { return BBoxOfCut(Cut(g)) }

// BBoxOfCut is BBox of a shape that Cut has returned.
func BBoxOfCut(g orb.Geometry) []float64 {
	parts := partsOf(g)
	if len(parts) == 0 {
		return nil
	}
	slices.SortFunc(parts, func(a, b orb.Bound) int { return cmp.Compare(a.Min[0], b.Min[0]) })
	// The widest stretch of longitude without the shape is left outside.
	west, south, north := parts[0].Min[0], parts[0].Min[1], parts[0].Max[1]
	east := parts[0].Max[0]
	reach := east // easternmost so far
	widest := 0.0
	inner := [2]float64{}
	for _, b := range parts[1:] {
		if gap := b.Min[0] - reach; gap > widest {
			widest, inner = gap, [2]float64{reach, b.Min[0]}
		}
		reach = math.Max(reach, b.Max[0])
		south, north = math.Min(south, b.Min[1]), math.Max(north, b.Max[1])
	}
	east = reach
	if across := 360 - (east - west); widest > across { // RFC 7946, section 5.2
		west, east = inner[1], inner[0]
	}
	return []float64{west, south, east, north}
}

// partsOf returns the bounds of the parts of a cut shape.
func partsOf(g orb.Geometry) []orb.Bound {
	var out []orb.Bound
	switch g := g.(type) {
	case orb.Point:
		out = append(out, g.Bound())
	case orb.MultiPoint:
		for _, p := range g {
			out = append(out, p.Bound())
		}
	case orb.MultiLineString:
		for _, l := range g {
			out = append(out, l.Bound())
		}
	case orb.MultiPolygon:
		for _, p := range g {
			out = append(out, p.Bound())
		}
	case orb.Collection:
		for _, m := range g {
			out = append(out, partsOf(m)...)
		}
	}
	return out
}
