package data

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"
)

// quick reads features that are written in the usual way, at many times the
// speed of a JSON decoder. Of all others it says that they are not, and leaves
// it to the decoder to read them or to say what is wrong: whatever it does
// read, the decoder would read the same.
type quick struct {
	text   []byte
	at     int
	points []orb.Point // room for the coordinates of a feature
	ends   []int       // in points, of its lines or rings
	closes []int       // in ends, of its polygons
}

// The members that a reader of features knows.
const (
	hasType = 1 << iota
	hasID
	hasProperties
	hasGeometry
	hasCoordinates
)

var memberBit = map[string]int{
	"type": hasType, "id": hasID, "properties": hasProperties, "geometry": hasGeometry, "coordinates": hasCoordinates,
}

// feature fills f from text, and reports whether it is whole and its geometry
// of one of the wanted types.
func (q *quick) feature(text []byte, want []string, f *feature) bool {
	if !utf8.Valid(text) {
		return false
	}
	q.text, q.at = text, 0
	seen, ok := q.members(func(name int) bool {
		switch name {
		case hasType:
			kind, ok := q.plainString()
			return ok && kind == "Feature"
		case hasID:
			return q.id(f)
		case hasProperties:
			return q.properties(f)
		case hasGeometry:
			return q.geometry(want, f)
		}
		return false
	})
	if !ok || q.at != len(text) || seen&(hasType|hasGeometry) != hasType|hasGeometry {
		return false
	}
	if f.id == "" {
		f.id = idText(f.props["id"])
	}
	return true
}

// members calls known for the value of each member that a reader knows, which
// may be there once, and passes over the others.
func (q *quick) members(known func(name int) bool) (seen int, ok bool) {
	if !q.take('{') {
		return 0, false
	}
	for first := true; ; first = false {
		if q.take('}') {
			return seen, true
		}
		if !first && !q.take(',') {
			return seen, false
		}
		name, ok := q.plainString()
		if !ok || !q.take(':') {
			return seen, false
		}
		bit := memberBit[name]
		switch {
		case bit != 0:
			if seen&bit != 0 || !known(bit) {
				return seen, false
			}
			seen |= bit
		case memberBit[strings.ToLower(strings.ToUpper(name))] != 0: // the decoder takes it for a known one, with ſ for s too
			return seen, false
		default:
			if value, ok := q.value(); !ok || !json.Valid(value) {
				return seen, false
			}
		}
	}
}

// take passes over a byte, if it comes next after space.
func (q *quick) take(c byte) bool {
	q.at = skipSpace(q.text, q.at)
	if q.at == len(q.text) || q.text[q.at] != c {
		return false
	}
	q.at++
	return true
}

// plainString reads a string without escapes.
func (q *quick) plainString() (string, bool) {
	if !q.take('"') {
		return "", false
	}
	from := q.at
	for ; q.at < len(q.text); q.at++ {
		switch c := q.text[q.at]; {
		case c == '"':
			q.at++
			return string(q.text[from : q.at-1]), true
		case c == '\\' || c < ' ':
			return "", false
		}
	}
	return "", false
}

// value returns the text of the value that comes next, be it JSON or not.
func (q *quick) value() ([]byte, bool) {
	q.at = skipSpace(q.text, q.at)
	from := q.at
	if q.at == len(q.text) {
		return nil, false
	}
	switch q.text[q.at] {
	case '{', '[':
		to, _ := closing(q.text, q.at)
		if to < 0 {
			return nil, false
		}
		q.at = to
	case '"':
		to := stringEnd(q.text, q.at)
		if to < 0 {
			return nil, false
		}
		q.at = to + 1
	default:
		for q.at < len(q.text) && !strings.ContainsRune(",]} \t\n\r", rune(q.text[q.at])) {
			q.at++
		}
	}
	return q.text[from:q.at], true
}

func (q *quick) id(f *feature) bool {
	value, ok := q.value()
	if !ok || !json.Valid(value) {
		return false
	}
	f.id = idText(value)
	return true
}

func (q *quick) properties(f *feature) bool {
	value, ok := q.value()
	if !ok {
		return false
	}
	if len(value) == 2 { // most lines of the world have none
		return string(value) == "{}"
	}
	return json.Unmarshal(value, &f.props) == nil
}

func (q *quick) geometry(want []string, f *feature) bool {
	kind, from := "", -1
	seen, ok := q.members(func(name int) bool {
		switch name {
		case hasType:
			var ok bool
			kind, ok = q.plainString()
			return ok && slices.Contains(want, kind)
		case hasCoordinates:
			if kind != "" {
				return q.coordinates(kind, f)
			}
			q.at = skipSpace(q.text, q.at)
			from = q.at
			_, ok := q.value()
			return ok
		}
		return false
	})
	if !ok || seen != hasType|hasCoordinates {
		return false
	}
	if from >= 0 { // the type came after them
		to := q.at
		q.at = from
		ok = q.coordinates(kind, f)
		q.at = to
	}
	return ok
}

// coordinates reads the coordinates of a geometry.
func (q *quick) coordinates(kind string, f *feature) bool {
	if !q.positions(kind) {
		return false
	}
	points := append(make([]orb.Point, 0, len(q.points)), q.points...)
	switch kind {
	case "Point":
		f.geometry = points[0]
	case "MultiPoint":
		f.geometry = orb.MultiPoint(points)
	case "LineString":
		f.geometry = orb.LineString(points)
	case "MultiLineString":
		f.geometry = orb.MultiLineString(shapes[orb.LineString](points, q.ends, 0))
	case "Polygon":
		f.geometry = orb.Polygon(shapes[orb.Ring](points, q.ends, 0))
	case "MultiPolygon":
		f.geometry = q.polygons(points)
	}
	return true
}

// positions reads all positions of a geometry, and where its parts end.
func (q *quick) positions(kind string) bool {
	q.points, q.ends, q.closes = q.points[:0], q.ends[:0], q.closes[:0]
	line := func() bool { ok := q.list(q.point); q.ends = append(q.ends, len(q.points)); return ok }
	switch kind {
	case "Point":
		return q.point()
	case "MultiPoint", "LineString":
		return q.list(q.point)
	case "MultiLineString", "Polygon":
		return q.list(line)
	case "MultiPolygon":
		return q.list(func() bool { ok := q.list(line); q.closes = append(q.closes, len(q.ends)); return ok })
	}
	return false
}

// shapes returns the lines or rings that end at ends, the first beginning at
// from.
func shapes[T ~[]orb.Point](points []orb.Point, ends []int, from int) []T {
	var out []T
	for _, to := range ends {
		out = append(out, T(points[from:to:to]))
		from = to
	}
	return out
}

func (q *quick) polygons(points []orb.Point) orb.MultiPolygon {
	var out orb.MultiPolygon
	from, first := 0, 0
	for _, to := range q.closes {
		out = append(out, shapes[orb.Ring](points, q.ends[first:to], from))
		if first = to; to > 0 {
			from = q.ends[to-1]
		}
	}
	return out
}

// list reads an array of what one reads.
func (q *quick) list(one func() bool) bool {
	if !q.take('[') {
		return false
	}
	if q.take(']') {
		return true
	}
	for one() {
		if q.take(']') {
			return true
		}
		if !q.take(',') {
			return false
		}
	}
	return false
}

// point reads a position on earth. Height and further numbers are passed over.
func (q *quick) point() bool {
	if !q.take('[') {
		return false
	}
	var p orb.Point
	for n := 0; ; n++ {
		v, ok := q.number()
		if !ok {
			return false
		}
		if n < 2 {
			p[n] = tidy(v)
		}
		if q.at < len(q.text) && q.text[q.at] == ',' {
			q.at++
			continue
		}
		if q.take(',') {
			continue
		}
		if n < 1 || !q.take(']') || !onMap(p) {
			return false
		}
		q.points = append(q.points, p)
		return true
	}
}

// number reads a number as JSON writes it.
func (q *quick) number() (float64, bool) {
	text, i := q.text, q.at
	if i < len(text) && text[i] <= ' ' {
		i = skipSpace(text, i)
	}
	from, negative := i, false
	if i < len(text) && text[i] == '-' {
		negative = true
		i++
	}
	mantissa, start := uint64(0), i
	for i < len(text) && text[i]-'0' < 10 {
		mantissa = mantissa*10 + uint64(text[i]-'0')
		i++
	}
	digits, decimals := i-start, 0
	if digits == 0 || digits > 1 && text[start] == '0' {
		return 0, false
	}
	if i < len(text) && text[i] == '.' {
		i++
		start = i
		for i < len(text) && text[i]-'0' < 10 {
			mantissa = mantissa*10 + uint64(text[i]-'0')
			i++
		}
		if decimals = i - start; decimals == 0 {
			return 0, false
		}
		digits += decimals
	}
	if i < len(text) && text[i]|0x20 == 'e' {
		return q.exponent(from, i)
	}
	q.at = i
	// Both are floats without rounding, so the quotient is the nearest one to
	// the number (Clinger 1990).
	if digits <= 15 {
		v := float64(mantissa) / powersOf10[decimals]
		if negative {
			v = -v
		}
		return v, true
	}
	v, err := strconv.ParseFloat(string(text[from:i]), 64)
	return v, err == nil
}

var powersOf10 = [...]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// exponent reads the number from from, whose exponent begins at e.
func (q *quick) exponent(from, e int) (float64, bool) {
	i := e + 1
	if i < len(q.text) && (q.text[i] == '+' || q.text[i] == '-') {
		i++
	}
	start := i
	for i < len(q.text) && q.text[i]-'0' < 10 {
		i++
	}
	q.at = i
	v, err := strconv.ParseFloat(string(q.text[from:i]), 64)
	return v, err == nil && i > start
}
