package filtertest

import (
	"encoding/json"
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// Geo is a geometry: its type in well-known text, in capitals, and its
// coordinates as GeoJSON nests them. BBOX has west, south, east and north.
type Geo struct {
	Type        string
	Coordinates any
	Members     []*Geo // of a GEOMETRYCOLLECTION
}

type (
	point   = [2]float64
	line    = []point
	polygon = []line
)

// DrawGeo draws a valid geometry on the grid of whole degrees from 0 to 6, so
// that often something touches. Boxes and collections are for filters.
func DrawGeo(t *rapid.T, boxes, collections bool) *Geo {
	d := drawer{t: t}
	kinds := []string{"POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON"}
	if boxes {
		kinds = append(kinds, "BBOX", "BBOX", "BBOX")
	}
	if collections {
		kinds = append(kinds, "GEOMETRYCOLLECTION")
	}
	g := &Geo{Type: pick(d, kinds...)}
	switch g.Type {
	case "POINT":
		g.Coordinates = d.point()
	case "LINESTRING":
		g.Coordinates = d.line()
	case "POLYGON":
		g.Coordinates = d.polygon(0, pointsTop)
	case "MULTIPOINT":
		g.Coordinates = []point{d.point(), d.point()}
	case "MULTILINESTRING":
		g.Coordinates = []line{d.line(), d.line()}
	case "MULTIPOLYGON":
		g.Coordinates = []polygon{d.polygon(0, 2), d.polygon(3, pointsTop)}
	case "BBOX":
		a, b := d.point(), d.point()
		g.Coordinates = []float64{min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])}
	default:
		for range d.number(1, 3) {
			g.Members = append(g.Members, DrawGeo(t, false, false))
		}
	}
	return g
}

func (d drawer) point() point {
	return point{float64(d.number(0, pointsTop)), float64(d.number(0, pointsTop))}
}

// line draws a line of two to four places, neighbours apart.
func (d drawer) line() line {
	out := line{d.point()}
	for range d.number(1, 3) {
		p := d.point()
		if p == out[len(out)-1] {
			p[0] = pointsTop - p[0] + 1
		}
		out = append(out, p)
	}
	return out
}

// polygon draws a rectangle, a triangle or a rectangle with a hole between two
// longitudes.
func (d drawer) polygon(west, east int) polygon {
	w := d.number(west, east-1)
	e := d.number(w+1, east)
	s := d.number(0, pointsTop-1)
	n := d.number(s+1, pointsTop)
	x0, y0, x1, y1 := float64(w), float64(s), float64(e), float64(n)
	ring := line{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}
	switch d.number(0, 2) {
	case 0:
		return polygon{{{x0, y0}, {x1, y0}, {x0, y1}, {x0, y0}}}
	case 1:
		if e-w > 2 && n-s > 2 {
			return polygon{ring, {{x0 + 1, y0 + 1}, {x0 + 1, y1 - 1}, {x1 - 1, y1 - 1}, {x1 - 1, y0 + 1}, {x0 + 1, y0 + 1}}}
		}
	}
	return polygon{ring}
}

// WKT returns the geometry as well-known text; a box as BBOX of CQL2.
func (g *Geo) WKT() string {
	if g.Type == "GEOMETRYCOLLECTION" {
		var parts []string
		for _, m := range g.Members {
			parts = append(parts, m.WKT())
		}
		return g.Type + "(" + strings.Join(parts, ", ") + ")"
	}
	inner := coordinates(g.Coordinates)
	if g.Type == "POINT" {
		inner = "(" + inner + ")"
	}
	return g.Type + inner
}

func coordinates(c any) string {
	var parts []string
	switch c := c.(type) {
	case point:
		return fmt.Sprintf("%v %v", c[0], c[1])
	case []float64:
		for _, x := range c {
			parts = append(parts, fmt.Sprint(x))
		}
	case line:
		for _, p := range c {
			parts = append(parts, coordinates(p))
		}
	case polygon:
		for _, l := range c {
			parts = append(parts, coordinates(l))
		}
	case []polygon:
		for _, p := range c {
			parts = append(parts, coordinates(p))
		}
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// Plain returns the geometry as well-known text, a box as what it covers: a
// polygon, a line or a point.
func (g *Geo) Plain() string {
	c, ok := g.Coordinates.([]float64)
	if !ok {
		return g.WKT()
	}
	switch w, s, e, n := c[0], c[1], c[2], c[3]; {
	case w == e && s == n:
		return fmt.Sprintf("POINT(%v %v)", w, s)
	case w == e || s == n:
		return fmt.Sprintf("LINESTRING(%v %v, %v %v)", w, s, e, n)
	default:
		return fmt.Sprintf("POLYGON((%v %v, %v %v, %v %v, %v %v, %v %v))", w, s, e, s, e, n, w, n, w, s)
	}
}

// types are the types of GeoJSON.
var types = map[string]string{"POINT": "Point", "LINESTRING": "LineString", "POLYGON": "Polygon", "MULTIPOINT": "MultiPoint",
	"MULTILINESTRING": "MultiLineString", "MULTIPOLYGON": "MultiPolygon", "GEOMETRYCOLLECTION": "GeometryCollection"}

// value returns the geometry for encoding/json, as CQL2 JSON has it.
func (g *Geo) value() any {
	switch g.Type {
	case "BBOX":
		return map[string]any{"bbox": g.Coordinates}
	case "GEOMETRYCOLLECTION":
		var members []any
		for _, m := range g.Members {
			members = append(members, m.value())
		}
		return map[string]any{"type": types[g.Type], "geometries": members}
	}
	return map[string]any{"type": types[g.Type], "coordinates": g.Coordinates}
}

// GeoJSON returns the geometry of a feature.
func (g *Geo) GeoJSON() []byte {
	b, err := json.Marshal(g.value())
	if err != nil {
		return nil // numbers always encode
	}
	return b
}
