package crs

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

const (
	strayM = 1.0 // how far an edge of a projected system may be from the true one
	halves = 12  // how often an edge is cut in two at most
)

// Shape brings a shape in longitude and latitude into the system: coordinates
// in the order of its axes, in degrees to 1e-7 or metres to 1 mm. It fails
// where the system does not have a place of the shape.
func (c CRS) Shape(g orb.Geometry) (orb.Geometry, error) {
	if c.IsWGS84() {
		return g, nil
	}
	return c.walk(g, c.outLine, c.outPoint)
}

// LonLat brings a shape of the system into longitude and latitude. Edges stay
// edges between the same vertices. It fails where a place is outside of the
// system.
func (c CRS) LonLat(g orb.Geometry) (orb.Geometry, error) {
	if c.IsWGS84() {
		return g, nil
	}
	return c.walk(g, func(line []orb.Point) ([]orb.Point, error) {
		out := make([]orb.Point, len(line))
		for i, p := range line {
			var err error
			if out[i], err = c.inPoint(p); err != nil {
				return nil, err
			}
		}
		return out, nil
	}, c.inPoint)
}

// Place brings a place of the system into longitude and latitude.
func (c CRS) Place(p orb.Point) (orb.Point, error) { return c.inPoint(p) }

func (c CRS) inPoint(p orb.Point) (orb.Point, error) {
	if math.IsNaN(p[0]+p[1]) || math.IsInf(p[0]+p[1], 0) {
		return p, fmt.Errorf("%v, %v is no place", p[0], p[1])
	}
	q, err := c.in(p)
	if err == nil && !(math.Abs(q[0]) <= 180 && math.Abs(q[1]) <= 90) {
		err = fmt.Errorf("%v, %v is no place on earth", p[0], p[1])
	}
	return q, err
}

func (c CRS) outPoint(p orb.Point) (orb.Point, error) {
	q, err := c.out(p)
	if c.projected {
		q[0], q[1] = math.Round(q[0]*1e3)/1e3, math.Round(q[1]*1e3)/1e3
	}
	return q, err
}

// outLine brings a line into the system, with places put in between where the
// system needs them.
func (c CRS) outLine(line []orb.Point) ([]orb.Point, error) {
	out := make([]orb.Point, 0, len(line))
	for i, p := range line {
		q, err := c.outPoint(p)
		if err != nil {
			return nil, err
		}
		if i > 0 && c.projected {
			if out, err = c.between(out, placed{line[i-1], out[len(out)-1]}, placed{p, q}, halves); err != nil {
				return nil, err
			}
		}
		out = append(out, q)
	}
	return out, nil
}

// placed is a place in longitude and latitude, and in the system.
type placed struct{ lonLat, at orb.Point }

// between appends what has to stand between two vertices so that no edge
// strays: the middle of the true edge is compared with the middle of the drawn
// one.
func (c CRS) between(dst []orb.Point, a, b placed, left int) ([]orb.Point, error) {
	if left == 0 || a.lonLat == b.lonLat {
		return dst, nil
	}
	middle := placed{lonLat: orb.Point{(a.lonLat[0] + b.lonLat[0]) / 2, (a.lonLat[1] + b.lonLat[1]) / 2}}
	var err error
	if middle.at, err = c.outPoint(middle.lonLat); err != nil {
		return nil, err
	}
	if math.Hypot(middle.at[0]-(a.at[0]+b.at[0])/2, middle.at[1]-(a.at[1]+b.at[1])/2) <= strayM {
		return dst, nil
	}
	if dst, err = c.between(dst, a, middle, left-1); err != nil {
		return nil, err
	}
	return c.between(append(dst, middle.at), middle, b, left-1)
}

// walk applies a function to each line of a shape, and another to each place
// that is no line's.
func (c CRS) walk(g orb.Geometry, line func([]orb.Point) ([]orb.Point, error), point func(orb.Point) (orb.Point, error)) (orb.Geometry, error) {
	switch g := g.(type) {
	case nil:
		return nil, nil
	case orb.Point:
		return point(g)
	case orb.MultiPoint:
		return each(g, point)
	case orb.LineString:
		out, err := line(g)
		return orb.LineString(out), err
	case orb.Ring:
		out, err := line(g)
		return orb.Ring(out), err
	case orb.MultiLineString:
		return each(g, func(l orb.LineString) (orb.LineString, error) { return line(l) })
	case orb.Polygon:
		return each(g, func(r orb.Ring) (orb.Ring, error) { return line(r) })
	case orb.MultiPolygon:
		return each(g, func(p orb.Polygon) (orb.Polygon, error) {
			return each(p, func(r orb.Ring) (orb.Ring, error) { return line(r) })
		})
	case orb.Collection:
		return each(g, func(x orb.Geometry) (orb.Geometry, error) { return c.walk(x, line, point) })
	case orb.Bound:
		return c.walk(g.ToPolygon(), line, point)
	}
	return nil, fmt.Errorf("a %s cannot be brought into another reference system", g.GeoJSONType())
}

// each applies a function to all parts of a shape.
func each[S ~[]E, E any](parts S, f func(E) (E, error)) (S, error) {
	out := make(S, len(parts))
	for i, x := range parts {
		var err error
		if out[i], err = f(x); err != nil {
			return nil, err
		}
	}
	return out, nil
}
