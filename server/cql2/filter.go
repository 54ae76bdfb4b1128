// Package cql2 reads filters of the Common Query Language (OGC 21-065r2) and
// says which features they hold for.
//
// ParseText reads CQL2 Text and ParseJSON reads CQL2 JSON; both give the same
// Filter. Names and types are held to a schema of queryables when a filter is
// read, and literal geometries are checked and prepared then, so that Match can
// only say yes or no. These classes of the standard are offered, each in full:
// Basic CQL2, Advanced Comparison Operators, Case-insensitive and
// Accent-insensitive Comparison, Basic Spatial Functions (also with additional
// spatial literals), Spatial Functions, Temporal Functions, Property-Property
// Comparisons, CQL2 Text and CQL2 JSON. Array Functions are offered for lists
// of texts. Arithmetic and functions of one's own are not.
//
// What the standard leaves open is settled so:
//
//   - Texts are compared code point by code point.
//   - Where one of two times is a date, the other is taken for the day in UTC
//     on which it is: T_INTERSECTS(at, DATE('2026-03-04')) holds all that day.
//   - An interval of properties that ends before it starts is NULL.
//   - BETWEEN is offered for texts and times too.
//   - Heights in literals are passed over. Edges are straight in longitude and
//     latitude (RFC 7946, section 3.1.1), and S_ functions are those of the
//     plane. A box whose west is beyond its east goes over ±180°.
//   - A property of another type than its queryable, or no number (NaN), is NULL.
package cql2

import (
	"math"
	"unicode/utf8"

	"github.com/paulmach/orb"
	"github.com/peterstace/simplefeatures/geom"
)

// What a filter may hold, so that it is read and matched in bounded time.
const (
	MaxText        = 64 << 10     // bytes of CQL2 Text
	MaxJSON        = 10 * MaxText // bytes of CQL2 JSON: what any text becomes
	MaxDepth       = 100          // of parentheses and of operators in operators
	MaxCoordinates = 10_000       // places in all literal geometries; a box has 5
	MaxSpatial     = 100          // S_ functions
)

// Type is the type of a queryable.
type Type int

// The types of queryables, and what Property answers for them.
const (
	Text     Type = iota // string
	Number               // float64 or int
	Integer              // int or float64
	Truth                // bool
	Instant              // string, a date-time of RFC 3339 with any offset
	Date                 // string, a full-date of RFC 3339
	Texts                // []string, a set
	Geometry             // the feature's shape; Property is not asked
)

// Schema are the queryables by name.
type Schema map[string]Type

// Feature is what a filter is matched against. A feature that has its shape
// as a geom.Geometry too can spare the conversion with a further method:
//
//	Geom() (geom.Geometry, bool) // false: there is none
type Feature interface {
	// Property returns the value of a queryable, of the Go type that its Type
	// says; nil is NULL.
	Property(name string) any
	// Shape returns the shape in longitude and latitude; nil is NULL.
	Shape() orb.Geometry
}

// converted is a feature that has its shape as a geom.Geometry too.
type converted interface {
	Geom() (geom.Geometry, bool)
}

// Options are what a filter is read with.
type Options struct {
	Schema Schema
	// FromCRS takes literal geometries to longitude and latitude, and may
	// change what it is given. Nil: they are in longitude and latitude.
	FromCRS func(orb.Geometry) (orb.Geometry, error)
}

// Filter is a filter that has been read and checked. It may be used by several
// goroutines at once.
type Filter struct {
	root      *node
	condition condition
}

// ParseText reads CQL2 Text. Any error is an *Error.
func ParseText(s string, o Options) (*Filter, error) {
	src := source{text: s}
	if len(s) > MaxText {
		return nil, src.wrong(place{}, "ask for less at a time", "the filter has %d bytes; %d are read", len(s), MaxText)
	}
	if i := invalidUTF8(s); i >= 0 {
		return nil, src.wrong(place{offset: i}, "send the filter as UTF-8", "a byte is no UTF-8")
	}
	root, err := parseText(src)
	if err != nil {
		return nil, err
	}
	return newFilter(src, root, o)
}

// ParseJSON reads CQL2 JSON. Any error is an *Error.
func ParseJSON(text []byte, o Options) (*Filter, error) {
	src := source{text: string(text), json: true}
	if len(text) > MaxJSON {
		return nil, src.wrong(place{}, "ask for less at a time", "the filter has %d bytes; %d are read", len(text), MaxJSON)
	}
	root, err := parseJSON(src)
	if err != nil {
		return nil, err
	}
	return newFilter(src, root, o)
}

func newFilter(src source, root *node, o Options) (*Filter, error) {
	c := checker{source: src, options: o}
	condition, err := c.condition(root)
	if err != nil {
		return nil, err
	}
	return &Filter{root: root, condition: condition}, nil
}

// invalidUTF8 returns where a text is no UTF-8, or -1.
func invalidUTF8(s string) int {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return i
			}
		}
	}
	return -1
}

// Match reports whether the filter holds for a feature: what is unknown,
// because a property is NULL, does not.
func (f *Filter) Match(x Feature) bool {
	return f.condition.test(&subject{Feature: x}) == yes
}

// subject is a feature that is being looked at.
type subject struct {
	Feature
	bound    orb.Bound // once it has been asked for
	bounded  bool
	geom     geom.Geometry // once it has been asked for
	prepared bool
}

// extent returns the bound of the shape, which is not nil.
func (s *subject) extent() orb.Bound {
	if !s.bounded {
		inf := math.Inf(1)
		b := orb.Bound{Min: orb.Point{inf, inf}, Max: orb.Point{-inf, -inf}}
		eachPoint(s.Shape(), func(p orb.Point) { // several times as fast as orb's
			b.Min[0], b.Min[1] = min(b.Min[0], p[0]), min(b.Min[1], p[1])
			b.Max[0], b.Max[1] = max(b.Max[0], p[0]), max(b.Max[1], p[1])
		})
		s.bound, s.bounded = b, true
	}
	return s.bound
}

// geometry returns the shape for simplefeatures; false where it cannot be
// converted.
func (s *subject) geometry() (geom.Geometry, bool) {
	if s.prepared {
		return s.geom, true
	}
	if c, ok := s.Feature.(converted); ok {
		if s.geom, s.prepared = c.Geom(); s.prepared {
			return s.geom, true
		}
	}
	g, err := convert(s.Shape(), geom.NoValidate{})
	s.geom, s.prepared = g, err == nil
	return s.geom, s.prepared
}
