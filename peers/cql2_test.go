//go:build peers

package peers

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lindero/internal/filtertest"
	"lindero/server/cql2"
)

// TestPostGISAgreesOnCQL2: filters that are drawn, and made SQL here, select
// the same rows of a table of features in PostGIS as package cql2 matches.
func TestPostGISAgreesOnCQL2(t *testing.T) {
	const filters, rows = 200, 150
	db := newDatabase(t)
	schema := cql2.Schema{filtertest.Shape: cql2.Geometry}
	types := map[string]cql2.Type{"text": cql2.Text, "number": cql2.Number, "integer": cql2.Integer, "truth": cql2.Truth,
		"instant": cql2.Instant, "date": cql2.Date, "texts": cql2.Texts}
	for name, of := range filtertest.Queryables {
		schema[name] = types[of]
	}
	seed := rand.IntN(1 << 30)
	t.Logf("seed %d", seed)
	var s strings.Builder
	s.WriteString(`SET TimeZone = 'UTC';
CREATE TABLE features (i int, name text COLLATE "C", kind text COLLATE "C", length_m float8, visits int, watched bool,
	at timestamptz, until timestamptz, day date, sides text[], geometry geometry);
`)
	var features []filtertest.Feature
	for i := range rows {
		f := rapid.Custom(filtertest.DrawFeature).Example(seed + i)
		features = append(features, f)
		fmt.Fprintf(&s, "INSERT INTO features VALUES (%d, %s);\n", i, rowOf(f))
	}
	draw := rapid.Custom(func(t *rapid.T) *filtertest.Tree { return filtertest.Draw(t, 3, true) })
	var trees []*filtertest.Tree
	for i := range filters {
		trees = append(trees, draw.Example(seed+i))
		fmt.Fprintf(&s, "SELECT coalesce(string_agg(i::text, ' ' ORDER BY i), '') FROM features WHERE %s;\n", sqlOf(trees[i]))
	}
	answers := db.query(t, s.String())
	if len(answers) != filters {
		t.Fatalf("%d answers", len(answers))
	}
	matched := 0
	for i, tree := range trees {
		text := filtertest.Writer{Chance: rand.New(rand.NewPCG(uint64(seed), uint64(i)))}.Text(tree)
		filter, err := cql2.ParseText(text, cql2.Options{Schema: schema})
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		var ours []string
		for k, f := range features {
			if filter.Match(f) {
				ours = append(ours, strconv.Itoa(k))
			}
		}
		matched += len(ours)
		if theirs := answers[i][0]; strings.Join(ours, " ") != theirs {
			t.Errorf("%s\nmatches %s\nPostGIS %s\n%s", text, strings.Join(ours, " "), theirs, sqlOf(tree))
		}
	}
	t.Logf("%d filters, %d features: %d of %d match", filters, rows, matched, filters*rows)
	if matched < filters*rows/20 || matched > filters*rows*19/20 {
		t.Error("nothing to judge by")
	}
}

// rowOf writes the values of a feature.
func rowOf(f filtertest.Feature) string {
	var out []string
	for _, name := range []string{"name", "kind", "length_m", "visits", "watched", "at", "until", "day", "sides"} {
		switch v := f.Property(name).(type) {
		case nil:
			out = append(out, "NULL")
		case string:
			out = append(out, quote(v))
		case []string:
			out = append(out, arrayOf(v))
		default:
			out = append(out, fmt.Sprint(v))
		}
	}
	if f.Geo == nil {
		return strings.Join(out, ", ") + ", NULL"
	}
	return strings.Join(out, ", ") + fmt.Sprintf(", ST_GeomFromText('%s')", f.Geo.WKT())
}

func arrayOf(texts []string) string {
	var out []string
	for _, s := range texts {
		out = append(out, quote(s))
	}
	return "ARRAY[" + strings.Join(out, ", ") + "]::text[]"
}

// sqlOf writes a filter, or an operand that is no time, in SQL.
func sqlOf(x *filtertest.Tree) string {
	var args []string
	if x.Op != filtertest.Interval && !strings.HasPrefix(x.Op, "t_") {
		for _, a := range x.Args {
			args = append(args, sqlOf(a))
		}
	}
	switch x.Op {
	case filtertest.Property:
		return x.Text
	case filtertest.Text:
		return quote(x.Text) + "::text"
	case filtertest.Number:
		return fmt.Sprintf("(%v)::float8", x.X)
	case filtertest.Truth:
		return fmt.Sprint(x.Is)
	case filtertest.Instant:
		return quote(filtertest.InstantText(x.X, 0)) + "::timestamptz"
	case filtertest.Date:
		return quote(filtertest.DateText(x.X)) + "::date"
	case filtertest.Before:
		return "'-infinity'::timestamptz"
	case filtertest.After:
		return "'infinity'::timestamptz"
	case filtertest.Geometry:
		return "ST_GeomFromText('" + x.Geo.Plain() + "')"
	case filtertest.List:
		return "ARRAY[" + strings.Join(args, ", ") + "]::text[]"
	case filtertest.Interval:
		return "CASE WHEN " + timeSQL("<=", x.Args[0], x.Args[1]) + " THEN true END"
	case "and", "or":
		return "(" + strings.Join(args, " "+x.Op+" ") + ")"
	case "not":
		return "(NOT " + args[0] + ")"
	case "isNull":
		return "(" + args[0] + " IS NULL)"
	case "casei":
		return "lower(" + args[0] + ` COLLATE "default")` // "C" knows no letters but ASCII's
	case "accenti":
		return "translate(" + args[0] + ", 'áÁñí', 'aAni')"
	case "like":
		return "(" + args[0] + ` COLLATE "C" LIKE ` + args[1] + ")"
	case "a_equals":
		return fmt.Sprintf("(%s @> %s AND %s <@ %s)", args[0], args[1], args[0], args[1])
	case "a_contains":
		return "(" + args[0] + " @> " + args[1] + ")"
	case "a_containedBy":
		return "(" + args[0] + " <@ " + args[1] + ")"
	case "a_overlaps":
		return "(" + args[0] + " && " + args[1] + ")"
	}
	if name, ok := strings.CutPrefix(x.Op, "s_"); ok {
		return fmt.Sprintf("ST_%s(%s, %s)", name, args[0], args[1])
	}
	if strings.HasPrefix(x.Op, "t_") {
		return relationSQL(x)
	}
	return comparisonSQL(x, args)
}

// comparisonSQL writes a comparison, BETWEEN or IN.
func comparisonSQL(x *filtertest.Tree, args []string) string {
	a := x.Args[0]
	switch timed := isTime(a); {
	case x.Op == "between" && timed:
		return "(" + timeSQL(">=", a, x.Args[1]) + " AND " + timeSQL("<=", a, x.Args[2]) + ")"
	case x.Op == "between":
		return fmt.Sprintf("(%s BETWEEN %s AND %s)", args[0], args[1], args[2])
	case x.Op == "in":
		var each []string
		for _, v := range x.Args[1].Args {
			if timed {
				each = append(each, timeSQL("=", a, v))
			} else {
				each = append(each, sqlOf(v))
			}
		}
		if timed {
			return "(" + strings.Join(each, " OR ") + ")"
		}
		return "(" + args[0] + " IN (" + strings.Join(each, ", ") + "))"
	case timed:
		return timeSQL(x.Op, a, x.Args[1])
	}
	if isText(a) {
		return "(" + args[0] + ` COLLATE "C" ` + x.Op + " " + args[1] + ` COLLATE "C")`
	}
	return "(" + args[0] + " " + x.Op + " " + args[1] + ")"
}

func isText(x *filtertest.Tree) bool {
	return x.Op == filtertest.Text || x.Op == "casei" || x.Op == "accenti" || x.Op == filtertest.Property && filtertest.Queryables[x.Text] == "text"
}

func isDate(x *filtertest.Tree) bool {
	return x.Op == filtertest.Date || x.Op == filtertest.Property && filtertest.Queryables[x.Text] == "date"
}

func isTime(x *filtertest.Tree) bool {
	return isDate(x) || x.Op == filtertest.Instant || x.Op == filtertest.Property && filtertest.Queryables[x.Text] == "instant"
}

// timeSQL compares two times: as dates if one is a date.
func timeSQL(op string, a, b *filtertest.Tree) string {
	x, y := sqlOf(a), sqlOf(b)
	if isDate(a) || isDate(b) {
		x, y = x+"::date", y+"::date" // in UTC
	}
	return "(" + x + " " + op + " " + y + ")"
}

// relationSQL writes a T_ function as the Time Ontology defines it.
func relationSQL(x *filtertest.Tree) string {
	ends := func(x *filtertest.Tree) (start, end *filtertest.Tree) {
		if x.Op == filtertest.Interval {
			return x.Args[0], x.Args[1]
		}
		return x, x
	}
	s1, e1 := ends(x.Args[0])
	s2, e2 := ends(x.Args[1])
	both := func(a, b string) string { return "(" + a + " AND " + b + ")" }
	is := map[string]string{
		"t_after":        timeSQL(">", s1, e2),
		"t_before":       timeSQL("<", e1, s2),
		"t_disjoint":     "(" + timeSQL(">", s1, e2) + " OR " + timeSQL("<", e1, s2) + ")",
		"t_intersects":   both(timeSQL("<=", s1, e2), timeSQL(">=", e1, s2)),
		"t_equals":       both(timeSQL("=", s1, s2), timeSQL("=", e1, e2)),
		"t_contains":     both(timeSQL("<", s1, s2), timeSQL(">", e1, e2)),
		"t_during":       both(timeSQL(">", s1, s2), timeSQL("<", e1, e2)),
		"t_finishedBy":   both(timeSQL("<", s1, s2), timeSQL("=", e1, e2)),
		"t_finishes":     both(timeSQL(">", s1, s2), timeSQL("=", e1, e2)),
		"t_meets":        timeSQL("=", e1, s2),
		"t_metBy":        timeSQL("=", s1, e2),
		"t_overlappedBy": both(timeSQL(">", s1, s2), both(timeSQL("<", s1, e2), timeSQL(">", e1, e2))),
		"t_overlaps":     both(timeSQL("<", s1, s2), both(timeSQL(">", e1, s2), timeSQL("<", e1, e2))),
		"t_startedBy":    both(timeSQL("=", s1, s2), timeSQL(">", e1, e2)),
		"t_starts":       both(timeSQL("=", s1, s2), timeSQL("<", e1, e2)),
	}[x.Op]
	return "CASE WHEN " + timeSQL("<=", s1, e1) + " AND " + timeSQL("<=", s2, e2) + " THEN " + is + " END"
}
