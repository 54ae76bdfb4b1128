package cql2

import (
	"slices"
	"strings"

	"github.com/paulmach/orb"
)

// geometries are the keywords of literal geometries in well-known text.
var geometries = []string{"POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION"}

// geometry = keyword ["Z"] coordinates; the keyword is next.
func (p *textParser) geometry(n *node) (*node, error) {
	g, err := p.tagged()
	n.kind, n.shape = shape, g
	return n, err
}

func (p *textParser) tagged() (orb.Geometry, error) {
	keyword := strings.ToUpper(p.take().text)
	p.accept("z")
	switch keyword {
	case "POINT":
		return inParentheses(p, (*textParser).coordinate)
	case "LINESTRING":
		return p.line()
	case "POLYGON":
		return p.polygon()
	case "MULTIPOINT":
		points, err := many(p, (*textParser).point)
		return orb.MultiPoint(points), err
	case "MULTILINESTRING":
		lines, err := many(p, (*textParser).line)
		return orb.MultiLineString(lines), err
	case "MULTIPOLYGON":
		polygons, err := many(p, (*textParser).polygon)
		return orb.MultiPolygon(polygons), err
	}
	members, err := many(p, (*textParser).member)
	return orb.Collection(members), err
}

// member is a geometry in a collection, which is no collection.
func (p *textParser) member() (orb.Geometry, error) {
	t := p.peek()
	if t.kind != nameToken || !slices.Contains(geometries, strings.ToUpper(t.text)) || t.is("GEOMETRYCOLLECTION") {
		return nil, p.unexpected(t, "a geometry such as POINT(-91.5 15.2)")
	}
	return p.tagged()
}

// coordinate = x y [z]; the height is passed over.
func (p *textParser) coordinate() (orb.Point, error) {
	var at orb.Point
	for i := range at {
		x, err := p.number()
		if err != nil {
			return at, err
		}
		at[i] = x
	}
	if t := p.peek(); t.kind == numberToken || t.is("-") || t.is("+") {
		if _, err := p.number(); err != nil {
			return at, err
		}
	}
	return at, nil
}

// point is a coordinate, in parentheses or, as older writers have it in a
// MULTIPOINT, without.
func (p *textParser) point() (orb.Point, error) {
	if p.peek().is("(") {
		return inParentheses(p, (*textParser).coordinate)
	}
	return p.coordinate()
}

func (p *textParser) line() (orb.LineString, error) {
	points, err := many(p, (*textParser).coordinate)
	return points, err
}

func (p *textParser) polygon() (orb.Polygon, error) {
	lines, err := many(p, (*textParser).line)
	var out orb.Polygon
	for _, l := range lines {
		out = append(out, orb.Ring(l))
	}
	return out, err
}

// many = "(" x {"," x} ")".
func many[T any](p *textParser, read func(*textParser) (T, error)) ([]T, error) {
	return inParentheses(p, func(p *textParser) ([]T, error) {
		var out []T
		for {
			x, err := read(p)
			if err != nil {
				return nil, err
			}
			out = append(out, x)
			if !p.accept(",") {
				return out, nil
			}
		}
	})
}

func inParentheses[T any](p *textParser, read func(*textParser) (T, error)) (T, error) {
	var none T
	if err := p.expect("("); err != nil {
		return none, err
	}
	x, err := read(p)
	if err != nil {
		return none, err
	}
	return x, p.expect(")")
}

// box = BBOX "(" four or six numbers ")".
func (p *textParser) box(n *node) (*node, error) {
	p.take()
	numbers, err := many(p, (*textParser).number)
	if err != nil {
		return nil, err
	}
	n.kind = box
	ok := false
	if n.box, ok = corners(numbers); !ok {
		return nil, p.wrong(n.at, boxMend, "a BBOX has 4 numbers, or 6 with heights; this one has %d", len(numbers))
	}
	return n, nil
}

const boxMend = "write BBOX(west, south, east, north)"

// corners returns the lower and the upper corner of a box, without heights.
func corners(numbers []float64) ([4]float64, bool) {
	switch len(numbers) {
	case 4:
		return [4]float64(numbers), true
	case 6:
		return [4]float64{numbers[0], numbers[1], numbers[3], numbers[4]}, true
	}
	return [4]float64{}, false
}
