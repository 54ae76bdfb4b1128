package cql2

import (
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// kind is what a node of a filter is.
type kind int

const (
	call      kind = iota // an operator or function with its arguments
	property              // a queryable, by name
	text                  // a literal text
	number                // a literal number
	truthful              // TRUE or FALSE
	timestamp             // a literal timestamp, as it was given
	date                  // a literal date, as it was given
	interval              // two of text and property
	list                  // a list
	shape                 // a literal geometry
	box                   // a literal box
)

// node is a part of a filter as it was written, before names, types and
// literals have been looked at. Texts and JSON of the same filter give the
// same nodes but for their places.
type node struct {
	kind   kind
	op     string  // of a call, as CQL2 JSON writes it
	args   []*node // of a call, an interval or a list
	text   string  // of a property, text, timestamp or date
	number float64
	truth  bool
	shape  orb.Geometry // in the CRS of the filter
	box    [4]float64   // the lower corner and the upper
	at     place
}

// String returns how an error names the node.
func (n *node) String() string {
	switch n.kind {
	case property:
		return strconv.Quote(shorten(n.text))
	case text:
		return "'" + shorten(n.text) + "'"
	case number:
		return strconv.FormatFloat(n.number, 'g', -1, 64)
	case truthful:
		return strings.ToUpper(strconv.FormatBool(n.truth))
	case timestamp:
		return "TIMESTAMP('" + shorten(n.text) + "')"
	case date:
		return "DATE('" + shorten(n.text) + "')"
	case interval:
		return "an INTERVAL"
	case list:
		return "a list"
	case shape:
		return "a " + n.shape.GeoJSONType()
	case box:
		return "a BBOX"
	}
	return strings.ToUpper(shorten(n.op))
}

// functions are the operators that are written as functions in CQL2 Text, in
// capital letters, and what they are in CQL2 JSON.
var functions = capitals("casei", "accenti",
	"s_intersects", "s_disjoint", "s_contains", "s_within", "s_equals", "s_touches", "s_crosses", "s_overlaps",
	"t_after", "t_before", "t_contains", "t_disjoint", "t_during", "t_equals", "t_finishedBy", "t_finishes",
	"t_intersects", "t_meets", "t_metBy", "t_overlappedBy", "t_overlaps", "t_startedBy", "t_starts",
	"a_equals", "a_contains", "a_containedBy", "a_overlaps")

// operators are all operators of CQL2 JSON that are offered, and how many
// arguments each has; 0: two or more.
var operators = func() map[string]int {
	out := map[string]int{"and": 0, "or": 0, "not": 1, "=": 2, "<>": 2, "<": 2, ">": 2, "<=": 2, ">=": 2,
		"like": 2, "between": 3, "in": 2, "isNull": 1}
	for _, op := range functions {
		out[op] = 2
	}
	out["casei"], out["accenti"] = 1, 1
	return out
}()

// arithmetic are the operators of arithmetic, which is not offered.
var arithmetic = []string{"+", "-", "*", "/", "%", "^", "div"}

func capitals(ops ...string) map[string]string {
	out := make(map[string]string)
	for _, op := range ops {
		out[strings.ToUpper(op)] = op
	}
	return out
}
