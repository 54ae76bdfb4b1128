package filtertest

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/peterstace/simplefeatures/geom"
)

// Matches says whether a filter holds for a feature.
func (x *Tree) Matches(f Feature) bool {
	b := x.truth(f)
	return b != nil && *b
}

// truth is what a condition is; nil is NULL.
func (x *Tree) truth(f Feature) *bool {
	switch x.Op {
	case Truth:
		return &x.Is
	case "and", "or":
		return x.joined(f)
	case "not":
		b := x.Args[0].truth(f)
		if b == nil {
			return nil
		}
		return truth(!*b)
	case "isNull":
		return truth(x.Args[0].null(f))
	case "in":
		out := &Tree{Op: "or"}
		for _, v := range x.Args[1].Args {
			out.Args = append(out.Args, &Tree{Op: "=", Args: []*Tree{x.Args[0], v}})
		}
		return out.joined(f)
	case "between":
		return (&Tree{Op: "and", Args: []*Tree{{Op: ">=", Args: x.Args[:2]}, {Op: "<=", Args: []*Tree{x.Args[0], x.Args[2]}}}}).joined(f)
	}
	for _, a := range x.Args {
		if a.null(f) {
			return nil
		}
	}
	a, b := x.Args[0], x.Args[1]
	switch {
	case strings.HasPrefix(x.Op, "s_"):
		return truth(relates(x.Op, a.geo(f), b.geo(f)))
	case strings.HasPrefix(x.Op, "t_"):
		return truth(timed(x.Op, a.ends(f), b.ends(f)))
	case strings.HasPrefix(x.Op, "a_"):
		return truth(arrays(x.Op, a.list(f), b.list(f)))
	case x.Op == "like":
		return truth(like(a.value(f).(string), b.Text))
	}
	return truth(ordered(x.Op, a.value(f), b.value(f)))
}

func truth(b bool) *bool { return &b }

// joined is AND and OR by table 1 of the standard.
func (x *Tree) joined(f Feature) *bool {
	decides, null := x.Op == "or", false
	for _, a := range x.Args {
		switch b := a.truth(f); {
		case b == nil:
			null = true
		case *b == decides:
			return b
		}
	}
	if null {
		return nil
	}
	return truth(!decides)
}

// null reports whether an operand of any type is NULL.
func (x *Tree) null(f Feature) bool {
	switch x.Op {
	case Property:
		if x.Text == Shape {
			return f.Geo == nil
		}
		return f.Values[x.Text] == nil
	case Interval:
		if x.Args[0].null(f) || x.Args[1].null(f) {
			return true
		}
		e := x.ends(f)
		return compare(e[0], e[1]) > 0
	case "casei", "accenti":
		return x.Args[0].null(f)
	case List:
		return slices.ContainsFunc(x.Args, func(a *Tree) bool { return a.null(f) })
	case Text, Number, Truth, Instant, Date, Before, After, Geometry:
		return false
	}
	return x.truth(f) == nil
}

// value is a text, number, truth or moment that is not NULL.
func (x *Tree) value(f Feature) any {
	switch x.Op {
	case Property:
		v := f.Values[x.Text]
		switch Queryables[x.Text] {
		case "integer":
			return float64(v.(int))
		case "instant":
			return moment{x: v.(float64)}
		case "date":
			return moment{x: 24 * v.(float64), day: true}
		}
		return v
	case Text:
		return x.Text
	case Number:
		return x.X
	case Truth:
		return x.Is
	case "casei":
		return strings.ToLower(x.Args[0].value(f).(string))
	case "accenti":
		return strings.NewReplacer("á", "a", "Á", "A", "ñ", "n", "í", "i").Replace(x.Args[0].value(f).(string))
	}
	return *x.moment()
}

// moment is hours since the first day, or a day's first.
type moment struct {
	x   float64
	day bool
}

// moment returns what a literal is; nil for others.
func (x *Tree) moment() *moment {
	switch x.Op {
	case Instant:
		return &moment{x: x.X}
	case Date:
		return &moment{24 * x.X, true}
	case Before:
		return &moment{x: math.Inf(-1)}
	case After:
		return &moment{x: math.Inf(1)}
	}
	return nil
}

func compare(a, b moment) int {
	if a.day || b.day {
		return cmp.Compare(math.Floor(a.x/24), math.Floor(b.x/24))
	}
	return cmp.Compare(a.x, b.x)
}

func (x *Tree) ends(f Feature) [2]moment {
	if x.Op == Interval {
		return [2]moment{x.Args[0].value(f).(moment), x.Args[1].value(f).(moment)}
	}
	m := x.value(f).(moment)
	return [2]moment{m, m}
}

func ordered(op string, a, b any) bool {
	var c int
	switch a := a.(type) {
	case string:
		c = strings.Compare(a, b.(string))
	case float64:
		c = cmp.Compare(a, b.(float64))
	case moment:
		c = compare(a, b.(moment))
	case bool:
		switch {
		case a == b.(bool):
		case a:
			c = 1
		default:
			c = -1
		}
	}
	return map[string]bool{"=": c == 0, "<>": c != 0, "<": c < 0, ">": c > 0, "<=": c <= 0, ">=": c >= 0}[op]
}

// like asks a regular expression.
func like(s, pattern string) bool {
	re := `(?s)^`
	for r := []rune(pattern); len(r) > 0; r = r[1:] {
		switch {
		case r[0] == '\\' && len(r) > 1:
			r = r[1:]
			re += regexp.QuoteMeta(string(r[0]))
		case r[0] == '%':
			re += `.*`
		case r[0] == '_':
			re += `.`
		default:
			re += regexp.QuoteMeta(string(r[0]))
		}
	}
	return regexp.MustCompile(re + `$`).MatchString(s)
}

// timed is the definitions of Allen's relations, written out.
func timed(op string, a, b [2]moment) bool {
	lt := func(x, y moment) bool { return compare(x, y) < 0 }
	eq := func(x, y moment) bool { return compare(x, y) == 0 }
	switch op {
	case "t_after":
		return lt(b[1], a[0])
	case "t_before":
		return lt(a[1], b[0])
	case "t_disjoint":
		return timed("t_after", a, b) || timed("t_before", a, b)
	case "t_intersects":
		return !timed("t_disjoint", a, b)
	case "t_equals":
		return eq(a[0], b[0]) && eq(a[1], b[1])
	case "t_contains":
		return lt(a[0], b[0]) && lt(b[1], a[1])
	case "t_finishedBy":
		return lt(a[0], b[0]) && eq(a[1], b[1])
	case "t_meets":
		return eq(a[1], b[0])
	case "t_overlaps":
		return lt(a[0], b[0]) && lt(b[0], a[1]) && lt(a[1], b[1])
	case "t_startedBy":
		return eq(a[0], b[0]) && lt(b[1], a[1])
	}
	inverse := map[string]string{"t_during": "t_contains", "t_finishes": "t_finishedBy", "t_metBy": "t_meets",
		"t_overlappedBy": "t_overlaps", "t_starts": "t_startedBy"}
	return timed(inverse[op], b, a)
}

func (x *Tree) list(f Feature) []string {
	if x.Op == Property {
		return f.Values[x.Text].([]string)
	}
	var out []string
	for _, a := range x.Args {
		out = append(out, a.Text)
	}
	return out
}

func arrays(op string, a, b []string) bool {
	within := func(a, b []string) bool {
		return !slices.ContainsFunc(a, func(s string) bool { return !slices.Contains(b, s) })
	}
	switch op {
	case "a_contains":
		return within(b, a)
	case "a_containedBy":
		return within(a, b)
	case "a_equals":
		return within(a, b) && within(b, a)
	}
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

func (x *Tree) geo(f Feature) *Geo {
	if x.Op == Property {
		return f.Geo
	}
	return x.Geo
}

// relates looks at the whole DE-9IM matrix (table 6 of the standard).
func relates(op string, a, b *Geo) bool {
	x, err := geom.UnmarshalWKT(a.Plain())
	y, err2 := geom.UnmarshalWKT(b.Plain())
	m, err3 := geom.Relate(x, y)
	if err != nil || err2 != nil || err3 != nil {
		return false
	}
	in := func(i int) bool { return m[i] != 'F' }
	meets := in(0) || in(1) || in(3) || in(4)
	dx, dy := x.Dimension(), y.Dimension()
	switch op {
	case "s_intersects":
		return meets
	case "s_disjoint":
		return !meets
	case "s_contains":
		return in(0) && !in(6) && !in(7)
	case "s_within":
		return in(0) && !in(2) && !in(5)
	case "s_equals":
		return in(0) && !in(2) && !in(5) && !in(6) && !in(7)
	case "s_touches":
		return !in(0) && meets
	case "s_crosses":
		return dx < dy && in(0) && in(2) || dx > dy && in(0) && in(6) || dx == 1 && dy == 1 && m[0] == '0'
	}
	return dx == dy && in(0) && in(2) && in(6) && (dx != 1 || m[0] == '1')
}
