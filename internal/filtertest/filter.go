// Package filtertest draws filters of CQL2 and features to match, and says by
// slow and simple means which match: for tests of package server/cql2 and
// against PostGIS. It shares nothing with what it judges.
package filtertest

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"pgregory.net/rapid"
)

// Tree is a filter or a part of one.
type Tree struct {
	Op   string // and, or, not, =, like, s_intersects …; or one of the leaves below
	Args []*Tree
	Text string  // of property, text, like's pattern
	X    float64 // of number; hours of instant; days of date
	Is   bool    // of truth
	Geo  *Geo    // of geometry
}

// The leaves of a tree: what Op is beside operators.
const (
	Property  = "property"
	Text      = "text"
	Number    = "number"
	Truth     = "truth"
	Instant   = "instant"
	Date      = "date"
	Before    = "before" // the open start of an interval
	After     = "after"  // the open end of one
	Interval  = "interval"
	List      = "list"
	Geometry  = "geometry"
	Shape     = "geometry" // the name of the property
	FirstDay  = "2026-03-01"
	pointsTop = 6 // coordinates are whole, from 0 to this
)

// Queryables are the properties that filters ask for and features have, and
// their types: text, number, integer, truth, instant, date, texts.
var Queryables = map[string]string{"name": "text", "kind": "text", "length_m": "number", "visits": "integer", "watched": "truth",
	"at": "instant", "until": "instant", "day": "date", "sides": "texts"}

// Texts are those that filters and features have.
var Texts = []string{"", "a", "A", "b", "ab", "aB", "á", "Á", "ñu", "NU", "a%", "a_b", "it's", `a\b`, "río San Juan"}

var patterns = []string{"%", "a%", "%b", "_", "a_", "%a%b%", `a\%`, `%\_%`, "", "á%", "%San%", `a\\b`, "A%"}

// Draw draws a filter of some depth. Plain leaves out what PostGIS has not:
// relations of collections.
func Draw(t *rapid.T, depth int, plain bool) *Tree {
	d := drawer{t, plain}
	return d.condition(depth)
}

type drawer struct {
	t     *rapid.T
	plain bool
}

func pick[T any](d drawer, of ...T) T { return rapid.SampledFrom(of).Draw(d.t, "pick") }

func (d drawer) number(from, to int) int { return rapid.IntRange(from, to).Draw(d.t, "n") }

func (d drawer) condition(depth int) *Tree {
	if depth > 0 {
		switch d.number(0, 5) {
		case 0, 1:
			out := &Tree{Op: pick(d, "and", "or")}
			for range d.number(2, 3) {
				out.Args = append(out.Args, d.condition(depth-1))
			}
			return out
		case 2:
			return &Tree{Op: "not", Args: []*Tree{d.condition(depth - 1)}}
		case 3:
			return &Tree{Op: "isNull", Args: []*Tree{d.condition(depth - 1)}}
		}
	}
	return d.predicate()
}

func (d drawer) predicate() *Tree {
	switch d.number(0, 10) {
	case 0:
		return &Tree{Op: Truth, Is: d.number(0, 1) == 1}
	case 1:
		return &Tree{Op: "like", Args: []*Tree{d.text(), {Op: Text, Text: pick(d, patterns...)}}}
	case 2:
		return &Tree{Op: "isNull", Args: []*Tree{pick(d, d.property("name"), d.property("length_m"), d.property("at"), d.property("sides"), d.property(Shape), d.interval())}}
	case 3:
		return d.in()
	case 4:
		value := d.value()
		return &Tree{Op: "between", Args: []*Tree{value(), value(), value()}}
	case 5:
		return &Tree{Op: pick(d, "a_equals", "a_contains", "a_containedBy", "a_overlaps"), Args: []*Tree{d.set(), d.set()}}
	case 6, 7:
		ops := []string{"s_intersects", "s_disjoint", "s_contains", "s_within", "s_equals", "s_touches", "s_crosses", "s_overlaps"}
		return &Tree{Op: pick(d, ops...), Args: []*Tree{d.place(), d.place()}}
	case 8:
		ops := []string{"t_contains", "t_during", "t_finishedBy", "t_finishes", "t_meets", "t_metBy", "t_overlappedBy", "t_overlaps", "t_startedBy", "t_starts"}
		return &Tree{Op: pick(d, ops...), Args: []*Tree{d.interval(), d.interval()}}
	case 9:
		ops := []string{"t_after", "t_before", "t_disjoint", "t_equals", "t_intersects"}
		either := func() *Tree { return pick(d, d.interval(), d.time()) }
		return &Tree{Op: pick(d, ops...), Args: []*Tree{either(), either()}}
	}
	value := d.value()
	return &Tree{Op: pick(d, "=", "<>", "<", ">", "<=", ">="), Args: []*Tree{value(), value()}}
}

func (d drawer) in() *Tree {
	value := d.value()
	list := &Tree{Op: List}
	for range d.number(1, 4) {
		list.Args = append(list.Args, value())
	}
	return &Tree{Op: "in", Args: []*Tree{value(), list}}
}

func (d drawer) property(name string) *Tree { return &Tree{Op: Property, Text: name} }

// value draws what values of one type are drawn with.
func (d drawer) value() func() *Tree {
	return pick(d, d.text, d.amount, d.time, func() *Tree {
		return pick(d, d.property("watched"), &Tree{Op: Truth, Is: d.number(0, 1) == 1})
	})
}

func (d drawer) text() *Tree {
	out := pick(d, d.property("name"), d.property("kind"), &Tree{Op: Text, Text: pick(d, Texts...)})
	for range d.number(0, 4) / 3 {
		out = &Tree{Op: pick(d, "casei", "accenti"), Args: []*Tree{out}}
	}
	return out
}

func (d drawer) amount() *Tree {
	return pick(d, d.property("length_m"), d.property("visits"), &Tree{Op: Number, X: float64(d.number(-4, 8)) / 2})
}

func (d drawer) instant() *Tree { return &Tree{Op: Instant, X: float64(d.number(0, 96))} }
func (d drawer) date() *Tree    { return &Tree{Op: Date, X: float64(d.number(0, 4))} }

func (d drawer) time() *Tree {
	return pick(d, d.property("at"), d.property("until"), d.property("day"), d.instant(), d.date())
}

// interval draws an interval that does not end before it starts, unless a
// property says so.
func (d drawer) interval() *Tree {
	a := pick(d, d.property("at"), d.property("day"), d.instant(), d.date(), &Tree{Op: Before})
	b := pick(d, d.property("until"), d.property("day"), d.instant(), d.date(), &Tree{Op: After})
	if x, y := a.moment(), b.moment(); x != nil && y != nil && compare(*x, *y) > 0 {
		a, b = b, a
	}
	return &Tree{Op: Interval, Args: []*Tree{a, b}}
}

func (d drawer) set() *Tree {
	if d.number(0, 2) > 0 {
		return d.property("sides")
	}
	out := &Tree{Op: List}
	for range d.number(0, 3) {
		out.Args = append(out.Args, &Tree{Op: Text, Text: pick(d, "GT", "MX", "BZ")})
	}
	return out
}

func (d drawer) place() *Tree {
	if d.number(0, 1) == 0 {
		return d.property(Shape)
	}
	return &Tree{Op: Geometry, Geo: DrawGeo(d.t, true, !d.plain)}
}

// Feature is what filters are matched against: nil is NULL, else string,
// float64, int, bool, []string; instants as hours and dates as days, both as
// float64, from the first day on.
type Feature struct {
	Values map[string]any
	Geo    *Geo // nil: NULL
	Offset int  // of instants from UTC, in hours
	shape  orb.Geometry
}

// Property returns a value as package cql2 asks for it.
func (f Feature) Property(name string) any {
	v := f.Values[name]
	if x, ok := v.(float64); ok {
		switch Queryables[name] {
		case "instant":
			return InstantText(x, f.Offset)
		case "date":
			return DateText(x)
		}
	}
	return v
}

// Shape returns the geometry as package cql2 asks for it.
func (f Feature) Shape() orb.Geometry { return f.shape }

// DrawFeature draws a feature.
func DrawFeature(t *rapid.T) Feature {
	d := drawer{t: t}
	f := Feature{Values: map[string]any{
		"name": pick(d, Texts...), "kind": pick(d, Texts...), "length_m": float64(d.number(-4, 8)) / 2, "visits": d.number(-2, 4),
		"watched": d.number(0, 1) == 1, "at": float64(d.number(0, 96)), "until": float64(d.number(0, 96)), "day": float64(d.number(0, 4)),
		"sides": rapid.SliceOfDistinct(rapid.SampledFrom([]string{"GT", "MX", "BZ"}), rapid.ID).Draw(t, "sides"),
	}}
	for _, name := range slices.Sorted(maps.Keys(Queryables)) { // the same draw, the same feature
		if d.number(0, 5) == 0 {
			f.Values[name] = nil
		}
	}
	f.Offset = d.number(-12, 12)
	if d.number(0, 8) > 0 {
		f.Geo = DrawGeo(t, false, false)
		g, err := geojson.UnmarshalGeometry(f.Geo.GeoJSON())
		if err != nil {
			t.Fatal(err)
		}
		f.shape = g.Geometry()
	}
	return f
}

// InstantText writes hours as a date-time with an offset in hours.
func InstantText(hours float64, offset int) string {
	local := int(hours) + offset + 24
	zone := fmt.Sprintf("%+03d:00", offset)
	if offset == 0 {
		zone = "Z"
	}
	return fmt.Sprintf("%sT%02d:00:00%s", DateText(math.Floor(float64(local)/24)-1), local%24, zone)
}

// DateText writes days as a date: those of March 2026 and the day before.
func DateText(days float64) string {
	if days < 0 {
		return "2026-02-28"
	}
	return fmt.Sprintf("2026-03-%02d", int(days)+1)
}

// String returns the filter in CQL2 Text.
func (x *Tree) String() string { return Writer{}.Text(x) }

// quote writes a text between quotes, which are doubled in it.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
