package ats_test

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
)

const cql2 = "http://www.opengis.net/spec/cql2/1.0/conf/"

// TestCQL2 is the abstract test suite of CQL2 (21-065r2) as far as HTTP shows
// it, in text.
func TestCQL2(t *testing.T) {
	class{cql2 + "basic-cql2", []assertion{
		{"/conf/basic-cql2/basic-test", func(s *site) error {
			return s.eachQueryable("", func(described, string, property, *features) error { return nil })
		}, nil},
		{"/conf/basic-cql2/comparison", holdsComparison, []spoil{fewer("items"), more("filter=.*%3E")}},
		{"/conf/basic-cql2/is-null", holdsIsNull, []spoil{more("NOT"), fewer("not"), more("IS")}},
		{"/conf/basic-cql2/boolean", holdsBoolean, []spoil{more("filter=false"), fewer("filter=true")}},
		{"/conf/basic-cql2/logical", holdsLogical, []spoil{more("AND"), fewer("OR"), more("NOT")}},
		{"/conf/cql2-text/validate", func(s *site) error { return declares(s, cql2+"cql2-text") }, []spoil{without("", "conformsTo")}},
		{"/conf/cql2-text/escaping", holdsEscaping, []spoil{accepted(), fewer("filter=")}},
	}}.testOnce(t)
	class{cql2 + "advanced-comparison-operators", []assertion{
		{"/conf/advanced-comparison-operators/like", holdsLike, []spoil{more("LIKE"), fewer("like"), fewer("LIKE")}},
		{"/conf/advanced-comparison-operators/between", holdsBetween, []spoil{more("BETWEEN"), fewer("BETWEEN")}},
		{"/conf/advanced-comparison-operators/in", holdsIn, []spoil{more("IN"), fewer("IN")}},
	}}.testOnce(t)
	class{cql2 + "basic-spatial-functions", []assertion{
		{"/conf/basic-spatial-functions/s_intersects", holdsIntersects, []spoil{accepted(), fewer("BBOX"), more("POINT")}},
	}}.testOnce(t)
	class{cql2 + "temporal-functions", []assertion{
		{"/conf/temporal-functions/temporal-functions-1", holdsTemporalInstants, []spoil{more("T_AFTER"), fewer("T_BEFORE"), fewer("T_DISJOINT")}},
		{"/conf/temporal-functions/temporal-functions-2", holdsTemporalIntervals, []spoil{more("T_DURING"), more("T_OVERLAPS"), fewer("T_CONTAINS"), fewer("T_DISJOINT")}},
	}}.testOnce(t)
	class{cql2 + "cql2-json", []assertion{{"/conf/cql2-json/validate", holdsJSON, []spoil{more("json"), accepted()}}}}.testOnce(t)
}

// eachQueryable calls a function for the queryables of each collection that are
// of a type ("" is any but lists and shapes), and its features.
func (s *site) eachQueryable(kind string, f func(c described, name string, p property, all *features) error) error {
	met := 0
	err := s.each(func(c described) error {
		v, err := s.queryables(c)
		if err != nil {
			return err
		}
		all, err := s.all(c)
		if err != nil {
			return err
		}
		var wrong faults
		for _, name := range slices.Sorted(maps.Keys(v.Properties)) {
			p := v.Properties[name]
			if p.Type == "" || p.Type == "array" || kind != "" && kind != kindOf(p) {
				continue
			}
			met++
			wrong.add(f(c, name, p, all))
		}
		return wrong.err()
	})
	// A scenario has no times, and what the public sees has few numbers.
	if err == nil && met == 0 && kind != "instant" && kind != "boolean" {
		err = fmt.Errorf("nothing of type %q is queryable", kind)
	}
	return err
}

// kindOf returns the type of a queryable, with instants apart from texts.
func kindOf(p property) string {
	if p.Format == "date-time" || p.Format == "date" {
		return "instant"
	}
	return p.Type
}

// literals returns the value of a type that the standard's tests use, and one
// that a feature has where there is any.
func literals(name string, p property, all *features) []any {
	out := []any{map[string]any{"string": "foo", "boolean": true, "number": 3.14, "integer": 1.0, "instant": instant("2022-04-14T14:48:46Z")}[kindOf(p)]}
	for _, f := range all.Features {
		if v := valueOf(f, name, p); v != nil {
			return append(out, v)
		}
	}
	return out
}

// valueOf returns the value of a queryable; nil is NULL.
func valueOf(f *feature, name string, p property) any {
	if p.Role == "id" {
		return f.ID
	}
	v := f.Properties[name]
	if text, ok := v.(string); ok && kindOf(p) == "instant" {
		return instant(text)
	}
	return v
}

// literal writes a value in CQL2 Text.
func literal(v any) string {
	switch v := v.(type) {
	case string:
		return "'" + strings.ReplaceAll(v, "'", "''") + "'"
	case time.Time:
		return "TIMESTAMP('" + v.UTC().Format(time.RFC3339) + "')"
	case float64:
		return fmt.Sprintf("%v", v)
	}
	return fmt.Sprint(v)
}

// quoted writes a name in CQL2 Text.
func quoted(name string) string { return `"` + name + `"` }

// compare orders two values of a type.
func compare(a, b any) int {
	switch a := a.(type) {
	case string:
		return strings.Compare(a, b.(string))
	case float64:
		return cmp.Compare(a, b.(float64))
	case time.Time:
		return a.Compare(b.(time.Time))
	case bool:
		return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b))
	}
	return 0
}

// matching wants a filter to have the features that a function holds for.
func (s *site) matching(c described, filter string, all *features, holds func(*feature) bool) error {
	var want []string
	for _, f := range all.Features {
		if holds(f) {
			want = append(want, fmt.Sprint(f.ID))
		}
	}
	got, err := s.idsOf(c, filter, "")
	if err != nil {
		return err
	}
	return same(c.ID+": "+filter, got, want)
}

// idsOf returns the ids of the features that a filter holds for.
func (s *site) idsOf(c described, filter, more string) ([]string, error) {
	a := s.serve(http.MethodGet, s.path(c)+"/items?limit=10000&filter="+url.QueryEscape(filter)+more)
	if s.spoil != nil {
		s.spoil(a)
	}
	var v struct{ Features []struct{ ID string } }
	if err := a.read(typeGeoJSON, &v); err != nil {
		return nil, err
	}
	if v.Features == nil {
		return nil, fmt.Errorf("%s: no features", a.target)
	}
	var out []string
	for _, f := range v.Features {
		out = append(out, f.ID)
	}
	return out, nil
}

var orders = map[string]func(int) bool{
	"=": func(o int) bool { return o == 0 }, "<>": func(o int) bool { return o != 0 },
	"<": func(o int) bool { return o < 0 }, ">": func(o int) bool { return o > 0 },
	"<=": func(o int) bool { return o <= 0 }, ">=": func(o int) bool { return o >= 0 },
}

func holdsComparison(s *site) error {
	return s.eachQueryable("", func(c described, name string, p property, all *features) error {
		var wrong faults
		for _, v := range literals(name, p, all) {
			for op, of := range orders {
				if kindOf(p) == "boolean" && op != "=" && op != "<>" {
					continue // no order is asked of truth values
				}
				wrong.add(s.matching(c, quoted(name)+" "+op+" "+literal(v), all, func(f *feature) bool {
					x := valueOf(f, name, p)
					return x != nil && of(compare(x, v))
				}))
			}
		}
		return wrong.err()
	})
}

func holdsIsNull(s *site) error {
	return s.eachQueryable("", func(c described, name string, p property, all *features) error {
		var wrong faults
		wrong.add(s.matching(c, name+" IS NULL", all, func(f *feature) bool { return valueOf(f, name, p) == nil }))
		wrong.add(s.matching(c, name+" is not null", all, func(f *feature) bool { return valueOf(f, name, p) != nil }))
		wrong.add(s.matching(c, "NOT ("+quoted(name)+" IS NULL)", all, func(f *feature) bool { return valueOf(f, name, p) != nil }))
		return wrong.err()
	})
}

func holdsBoolean(s *site) error {
	return s.each(func(c described) error {
		all, err := s.all(c)
		if err != nil {
			return err
		}
		var wrong faults
		wrong.add(s.matching(c, "true", all, func(*feature) bool { return true }))
		wrong.add(s.matching(c, "false", all, func(*feature) bool { return false }))
		return wrong.err()
	})
}

// holdsLogical joins predicates of a queryable, of which some are unknown where
// it is NULL, as the standard's tests join them.
func holdsLogical(s *site) error {
	return s.eachQueryable("", func(c described, name string, p property, all *features) error {
		v := literals(name, p, all)
		last := v[len(v)-1]
		is := func(f *feature) (known, equal bool) {
			x := valueOf(f, name, p)
			return x != nil, x != nil && compare(x, last) == 0
		}
		a, b := quoted(name)+" = "+literal(last), quoted(name)+" IS NULL"
		var wrong faults
		for filter, holds := range map[string]func(*feature) bool{
			a + " OR " + b:                        func(f *feature) bool { known, equal := is(f); return !known || equal },
			a + " AND " + b:                       func(*feature) bool { return false },
			"NOT (" + a + ")":                     func(f *feature) bool { known, equal := is(f); return known && !equal },
			"NOT (" + a + " OR " + b + ")":        func(f *feature) bool { known, equal := is(f); return known && !equal },
			"NOT (" + a + ") AND NOT (" + b + ")": func(f *feature) bool { known, equal := is(f); return known && !equal },
			"(NOT (" + a + ") OR " + a + ")":      func(f *feature) bool { known, _ := is(f); return known },
			b + " OR " + a + " AND false":         func(f *feature) bool { known, _ := is(f); return !known },
			"(" + b + " OR " + a + ") AND true":   func(f *feature) bool { known, equal := is(f); return !known || equal },
		} {
			wrong.add(s.matching(c, filter, all, holds))
		}
		return wrong.err()
	})
}

// holdsEscaping: quotes within texts, doubled or behind a backslash, and
// letters beyond ASCII.
func holdsEscaping(s *site) error {
	return s.eachQueryable("string", func(c described, name string, p property, all *features) error {
		if len(all.Features) == 0 {
			return nil
		}
		var wrong faults
		for _, text := range []string{"it''s", `it\'s`, "Usumacinta ñ 國", `\b\t\n\f\r\v`} {
			wrong.add(s.matching(c, quoted(name)+" <> '"+text+"'", all, func(f *feature) bool { return valueOf(f, name, p) != nil }))
		}
		wrong.add(s.get(s.path(c) + "/items?filter=" + url.QueryEscape(name+" = 'it's'")).refused(http.StatusBadRequest))
		return wrong.err()
	})
}

// like is LIKE as a regular expression.
func like(pattern string) *regexp.Regexp {
	return regexp.MustCompile("(?s)^" + strings.NewReplacer("%", ".*", "_", ".").Replace(regexp.QuoteMeta(pattern)) + "$")
}

func holdsLike(s *site) error {
	return s.eachQueryable("string", func(c described, name string, p property, all *features) error {
		var wrong faults
		for _, pattern := range []string{"%", "_%", "", "%%", "h%", "%_1", "_i%l_"} {
			is := like(pattern)
			for _, word := range []string{" LIKE ", " like ", " NOT LIKE "} {
				wrong.add(s.matching(c, quoted(name)+word+"'"+pattern+"'", all, func(f *feature) bool {
					x, ok := valueOf(f, name, p).(string)
					return ok && is.MatchString(x) != strings.Contains(word, "NOT")
				}))
			}
		}
		wrong.add(s.matching(c, quoted(name)+` LIKE '\%\_'`, all, func(f *feature) bool { return valueOf(f, name, p) == "%_" }))
		return wrong.err()
	})
}

func holdsBetween(s *site) error {
	number := func(c described, name string, p property, all *features) error {
		var wrong faults
		v := literals(name, p, all)
		last := v[len(v)-1].(float64)
		for filter, holds := range map[string]func(float64) bool{
			" BETWEEN 0 AND 100":                            func(x float64) bool { return x >= 0 && x <= 100 },
			" between 100.0 and 1.0":                        func(float64) bool { return false },
			" NOT BETWEEN 0 AND 100":                        func(x float64) bool { return x < 0 || x > 100 },
			fmt.Sprintf(" BETWEEN %v AND %v", last, last):   func(x float64) bool { return x == last },
			fmt.Sprintf(" BETWEEN %v AND %v", last-1, last): func(x float64) bool { return x >= last-1 && x <= last },
		} {
			wrong.add(s.matching(c, quoted(name)+filter, all, func(f *feature) bool {
				x, ok := f.Properties[name].(float64)
				return ok && holds(x)
			}))
		}
		return wrong.err()
	}
	return cmp.Or(s.eachQueryable("number", number), s.eachIfAny("integer", number))
}

// eachIfAny is eachQueryable where there may be none.
func (s *site) eachIfAny(kind string, f func(described, string, property, *features) error) error {
	return s.eachQueryable("", func(c described, name string, p property, all *features) error {
		if kindOf(p) != kind {
			return nil
		}
		return f(c, name, p, all)
	})
}

func holdsIn(s *site) error {
	return s.eachQueryable("", func(c described, name string, p property, all *features) error {
		v := literals(name, p, all)
		list := map[string][]any{
			"number": {1.0, 2.0, 3.0}, "integer": {1.0, 2.0, 3.0}, "string": {"foo", "bar"}, "boolean": {true},
			"instant": {instant("2022-04-14T14:52:56Z"), instant("2022-04-14T15:52:56Z")},
		}[kindOf(p)]
		var wrong faults
		for _, list := range [][]any{list, append(list, v[len(v)-1])} {
			var in []string
			for _, x := range list {
				in = append(in, literal(x))
			}
			for _, word := range []string{" IN ", " not in "} {
				wrong.add(s.matching(c, quoted(name)+word+"("+strings.Join(in, ", ")+")", all, func(f *feature) bool {
					x := valueOf(f, name, p)
					found := x != nil && slices.ContainsFunc(list, func(y any) bool { return compare(x, y) == 0 })
					return x != nil && found == (word == " IN ")
				}))
			}
		}
		return wrong.err()
	})
}

func holdsIntersects(s *site) error {
	return s.each(func(c described) error {
		v, err := s.queryables(c)
		if err != nil {
			return err
		}
		all, err := s.all(c)
		if err != nil || len(all.Features) == 0 {
			return err
		}
		shape, _ := v.spatial()
		bound := all.Features[0].shape().Bound()
		first := places(all.Features[0].shape())[0]
		west, east := orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{-90, 90}}, orb.Bound{Min: orb.Point{90, -90}, Max: orb.Point{180, 90}}
		within := func(b orb.Bound) func(*feature) bool { return func(f *feature) bool { return meets(f.shape(), b) } }
		var wrong faults
		of := "S_INTERSECTS(" + shape + ","
		wrong.add(s.matching(c, of+"BBOX(-180,-90,180,90))", all, func(*feature) bool { return true }))
		wrong.add(s.matching(c, of+"POINT(7.02 49.92))", all, within(orb.Point{7.02, 49.92}.Bound())))
		wrong.add(s.matching(c, fmt.Sprintf("%sPOINT(%v %v))", of, first[0], first[1]), all, within(first.Bound())))
		wrong.add(s.matching(c, of+"BBOX("+box(west)+")) AND "+of+"BBOX("+box(east)+"))", all, func(f *feature) bool { return within(west)(f) && within(east)(f) }))
		wrong.add(s.matching(c, of+"BBOX("+box(bound)+"))", all, within(bound)))
		wrong.add(s.matching(c, "NOT "+of+"BBOX("+box(bound)+"))", all, func(f *feature) bool { return !within(bound)(f) }))
		wrong.add(s.get(s.path(c) + "/items?filter=" + url.QueryEscape(of+"POINT(90 180))")).refused(http.StatusBadRequest))
		return wrong.err()
	})
}
