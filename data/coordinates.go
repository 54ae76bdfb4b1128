package data

import (
	"bytes"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// maxLonDeg is the largest longitude a file may hold: lines over the
// antimeridian are written with 179 → 181 by some and in 0–360 by others.
const maxLonDeg = 360

// onMap reports whether checkPoint finds nothing wrong.
func onMap(p orb.Point) bool { return math.Abs(p[0]) <= maxLonDeg && math.Abs(p[1]) <= 90 }

// checkPoint returns what is wrong with a place, and how to mend it; both
// empty when nothing is.
func checkPoint(p orb.Point) (what, mend Message) {
	lon, lat := p[0], p[1]
	switch {
	case math.IsNaN(lon) || math.IsInf(lon, 0) || math.IsNaN(lat) || math.IsInf(lat, 0):
		return say("coordinates %v, %v are not finite numbers", lon, lat), say("give longitude and latitude in degrees")
	case math.Abs(lat) > 90 && math.Abs(lat) <= 180 && math.Abs(lon) <= 90:
		return say("latitude %v is beyond ±90", lat),
			say("longitude and latitude seem swapped: longitude comes first, %v, %v would fit", lat, lon)
	case math.Abs(lat) > 90 && math.Abs(lat) > 360 || math.Abs(lon) > maxLonDeg && math.Abs(lon) > 1000:
		return say("coordinates %v, %v are no degrees", lon, lat), say("re-project to WGS84 longitude and latitude (EPSG:4326)")
	case math.Abs(lat) > 90:
		return say("latitude %v is beyond ±90", lat), say("give longitude and latitude in degrees")
	case math.Abs(lon) > maxLonDeg:
		return say("longitude %v is beyond ±%d", lon, maxLonDeg), say("give longitude in −180 to 180 degrees")
	}
	return Message{}, Message{}
}

// tidy returns a coordinate without the dust of arithmetic: what is below
// 10⁻¹² degrees, a tenth of a micrometre, is 0. Distances between two places
// in the dust would be lost in rounding.
func tidy(degrees float64) float64 {
	if math.Abs(degrees) < 1e-12 {
		return 0
	}
	return degrees
}

// scanner reads the coordinates of a GeoJSON geometry from text that is known
// to be JSON.
type scanner struct {
	text []byte
	at   int
	bad  func(at, what, mend Message) // told of each place out of range
	path []int                        // numbers, from 1, of the arrays being read
	of   []func(int) Message          // what those arrays hold
}

// levels names what the coordinates of a geometry are made of.
var levels = map[string][]func(int) Message{
	"MultiPoint":      {atPoint},
	"LineString":      {atVertex},
	"MultiLineString": {atPart, atVertex},
	"Polygon":         {atRing, atVertex},
	"MultiPolygon":    {atPolygon, atRing, atVertex},
}

func atPoint(n int) Message   { return say("point %d", n) }
func atVertex(n int) Message  { return say("vertex %d", n) }
func atPart(n int) Message    { return say("part %d", n) }
func atRing(n int) Message    { return say("ring %d", n) }
func atPolygon(n int) Message { return say("polygon %d", n) }

// brackets shows how the coordinates of a geometry are nested.
func brackets(kind string) string {
	n := len(levels[kind])
	return strings.Repeat("[", n) + "[lon, lat]" + strings.Repeat(", …]", n)
}

// errShape says that coordinates are not nested as their type wants.
var errShape = say("the brackets do not fit the geometry's type")

func (s *scanner) space() {
	for s.at < len(s.text) {
		switch s.text[s.at] {
		case ' ', '\t', '\n', '\r':
			s.at++
		default:
			return
		}
	}
}

// next returns the next byte that is no space, 0 at the end.
func (s *scanner) next() byte {
	s.space()
	if s.at == len(s.text) {
		return 0
	}
	return s.text[s.at]
}

// array calls f for each element of an array.
func (s *scanner) array(f func() error) error {
	if s.next() != '[' {
		return errShape
	}
	s.at++
	s.path = append(s.path, 0)
	for first := true; ; first = false {
		switch c := s.next(); {
		case c == ']':
			s.at++
			s.path = s.path[:len(s.path)-1]
			return nil
		case !first && c == ',':
			s.at++
		case !first || c == 0:
			return errShape
		}
		s.path[len(s.path)-1]++
		if err := f(); err != nil {
			return err
		}
	}
}

func (s *scanner) number() (float64, error) {
	s.space()
	from := s.at
	for s.at < len(s.text) {
		switch c := s.text[s.at]; {
		case c >= '0' && c <= '9', c == '-', c == '+', c == '.', c == 'e', c == 'E':
			s.at++
			continue
		}
		break
	}
	if s.at == from {
		return 0, say("%s is no number", s.sample(from))
	}
	v, err := strconv.ParseFloat(string(s.text[from:s.at]), 64)
	if err != nil {
		return 0, say("%s is no finite number", s.text[from:s.at])
	}
	return v, nil
}

// sample returns what stands at from, up to the next comma or bracket, for a
// message.
func (s *scanner) sample(from int) string {
	rest := s.text[from:min(from+40, len(s.text))]
	if i := bytes.IndexAny(rest, ",[]{}"); i > 0 {
		rest = rest[:i]
	}
	return string(bytes.TrimSpace(rest))
}

// point reads a position. Height and further numbers are passed over.
func (s *scanner) point() (orb.Point, error) {
	var p orb.Point
	n := 0
	err := s.array(func() error {
		if c := s.next(); n == 0 && c == '[' {
			return errShape
		}
		v, err := s.number()
		if err != nil {
			return err
		}
		if n < 2 {
			p[n] = tidy(v)
		}
		n++
		return nil
	})
	if err == nil && n < 2 {
		err = say("a position needs a longitude and a latitude, here are %d numbers", n)
	}
	if err != nil {
		return p, err
	}
	if what, mend := checkPoint(p); !what.none() {
		s.bad(s.where(), what, mend)
	}
	return p, nil
}

// where names the vertex being read, whichever of its numbers is at fault.
func (s *scanner) where() Message {
	var at Message
	for i, n := range s.path[:min(len(s.path), len(s.of))] {
		if at.none() {
			at = s.of[i](n)
		} else {
			at = say("%s, %s", at, s.of[i](n))
		}
	}
	return at
}

func (s *scanner) points() ([]orb.Point, error) { return list(s, s.point) }

func (s *scanner) lines() ([]orb.LineString, error) {
	return list(s, func() (orb.LineString, error) { l, err := s.points(); return l, err })
}

func (s *scanner) polygon() (orb.Polygon, error) {
	return list(s, func() (orb.Ring, error) { r, err := s.points(); return r, err })
}

func (s *scanner) polygons() ([]orb.Polygon, error) { return list(s, s.polygon) }

// list reads an array of things.
func list[T any](s *scanner, one func() (T, error)) ([]T, error) {
	var out []T
	err := s.array(func() error {
		v, err := one()
		if err == nil {
			out = append(out, v)
		}
		return err
	})
	return out, err
}
