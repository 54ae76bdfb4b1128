package data

import (
	"bytes"
	"encoding/json"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// feature is one feature of a GeoJSON file.
type feature struct {
	number   int // from 1
	id       string
	props    map[string]json.RawMessage
	geometry orb.Geometry
	ps       *problems
	added    *int      // vertices put into the lines of the file, to keep them straight
	measured *geo.Line // a line that has been measured already
}

// where names the feature in a message.
func (f *feature) where() Message { return f.spot().where(f.id) }

func (f *feature) spot() spot { return spot{n: f.number} }

func (f *feature) problem(field string, what, mend Message) { f.ps.add(f.where(), field, what, mend) }

// has reports whether the feature says anything under a name.
func (f *feature) has(name string) bool {
	v, ok := f.props[name]
	return ok && string(v) != "null"
}

// text returns a property that is text, or "".
func (f *feature) text(name string) string {
	if !f.has(name) {
		return ""
	}
	var s string
	if json.Unmarshal(f.props[name], &s) != nil {
		f.problem(name, say("%s is no text", f.props[name]), say("write it in quotes"))
	}
	return s
}

// float returns a property that is a number, or the default; not ok where it
// is something else, which is reported.
func (f *feature) float(name string, otherwise float64) (v float64, ok bool) {
	if !f.has(name) {
		return otherwise, true
	}
	if json.Unmarshal(f.props[name], &v) != nil {
		f.problem(name, say("%s is no number", f.props[name]), say("write a number without quotes or unit"))
		return 0, false
	}
	return v, true
}

// truth returns a property that is true or false, or the default.
func (f *feature) truth(name string, otherwise bool) bool {
	if !f.has(name) {
		return otherwise
	}
	var v bool
	if json.Unmarshal(f.props[name], &v) != nil {
		f.problem(name, say("%s is neither true nor false", f.props[name]), say("write true or false without quotes"))
	}
	return v
}

// idText returns an id as text, whether it is written as text or a number.
func idText(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	raw = bytes.TrimSpace(raw)
	if len(raw) > 0 && (raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9') {
		return string(raw)
	}
	return ""
}

// shape reads the coordinates of a geometry of one of the types that a
// reader may want.
func (f *feature) shape(kind string, coordinates json.RawMessage) orb.Geometry {
	s := &scanner{text: coordinates, of: levels[kind], bad: func(at, what, mend Message) {
		f.ps.addPart(f.where(), "coordinates", at, what, mend)
	}}
	var g orb.Geometry
	var err error
	switch kind {
	case "Point":
		g, err = s.point()
	case "MultiPoint":
		var p []orb.Point
		p, err = s.points()
		g = orb.MultiPoint(p)
	case "LineString":
		var p []orb.Point
		p, err = s.points()
		g = orb.LineString(p)
	case "MultiLineString":
		var p []orb.LineString
		p, err = s.lines()
		g = orb.MultiLineString(p)
	case "Polygon":
		g, err = s.polygon()
	case "MultiPolygon":
		var p []orb.Polygon
		p, err = s.polygons()
		g = orb.MultiPolygon(p)
	default:
		err = say("a %s cannot be read", kind)
	}
	if err != nil {
		f.ps.addPart(f.where(), "coordinates", s.where(), Reason(err), say("a %s is written %s", kind, brackets(kind)))
	}
	return g
}
