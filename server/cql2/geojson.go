package cql2

import (
	"slices"
	"strconv"

	"github.com/paulmach/orb"
)

// geometry reads a geometry of RFC 7946, section 3.1.
func (p *jsonParser) geometry(n *node, o map[string]any) (*node, error) {
	g, err := p.shape(o, n.at.pointer, false)
	n.kind, n.shape = shape, g
	return n, err
}

// shapes are the types of geometries that have coordinates.
var shapes = []string{"Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"}

func (p *jsonParser) shape(o map[string]any, pointer string, member bool) (orb.Geometry, error) {
	name, _ := o["type"].(string)
	if name == "GeometryCollection" && !member {
		at := pointer + "/geometries"
		return each[orb.Collection](p, o["geometries"], at, func(p *jsonParser, v any, at string) (orb.Geometry, error) {
			o, _ := v.(map[string]any)
			return p.shape(o, at, true)
		})
	}
	v, at := o["coordinates"], pointer+"/coordinates"
	switch name {
	case "Point":
		return p.point(v, at)
	case "LineString":
		return p.line(v, at)
	case "Polygon":
		return p.polygon(v, at)
	case "MultiPoint":
		return each[orb.MultiPoint](p, v, at, (*jsonParser).point)
	case "MultiLineString":
		return each[orb.MultiLineString](p, v, at, (*jsonParser).line)
	case "MultiPolygon":
		return each[orb.MultiPolygon](p, v, at, (*jsonParser).polygon)
	}
	known := slices.Clone(shapes)
	if !member {
		known = append(known, "GeometryCollection")
	}
	return nil, p.wrong(place{pointer: pointer + "/type"}, instead(name, known), "%q is no type of geometry here", shorten(name))
}

// each reads a list that is not empty.
func each[L ~[]T, T any](p *jsonParser, v any, pointer string, read func(*jsonParser, any, string) (T, error)) (L, error) {
	list, _ := v.([]any)
	if len(list) == 0 {
		return nil, p.wrong(place{pointer: pointer}, "write the geometry as RFC 7946, section 3.1, has it", "a list of coordinates or geometries is missing or empty")
	}
	var out L
	for i, v := range list {
		x, err := read(p, v, pointer+"/"+strconv.Itoa(i))
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

func (p *jsonParser) point(v any, pointer string) (orb.Point, error) {
	list, _ := v.([]any)
	if len(list) != 2 && len(list) != 3 {
		return orb.Point{}, p.wrong(place{pointer: pointer}, "write [longitude, latitude]", "a place has 2 numbers, or 3 with a height")
	}
	var out orb.Point
	for i, v := range list {
		x, err := p.number(v, pointer+"/"+strconv.Itoa(i))
		if err != nil {
			return out, err
		}
		if i < len(out) {
			out[i] = x
		}
	}
	return out, nil
}

func (p *jsonParser) line(v any, pointer string) (orb.LineString, error) {
	return each[orb.LineString](p, v, pointer, (*jsonParser).point)
}

func (p *jsonParser) polygon(v any, pointer string) (orb.Polygon, error) {
	return each[orb.Polygon](p, v, pointer, func(p *jsonParser, v any, at string) (orb.Ring, error) {
		return each[orb.Ring](p, v, at, (*jsonParser).point)
	})
}
