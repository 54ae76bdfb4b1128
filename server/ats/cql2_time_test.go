package ats_test

import (
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// span is a closed interval of time, or an instant.
type span struct{ from, to time.Time }

// relations are the T_ functions on two intervals (21-065r2, table 9; Allen).
var relations = map[string]func(a, b span) bool{
	"T_AFTER":        func(a, b span) bool { return a.from.After(b.to) },
	"T_BEFORE":       func(a, b span) bool { return a.to.Before(b.from) },
	"T_DISJOINT":     func(a, b span) bool { return a.from.After(b.to) || a.to.Before(b.from) },
	"T_INTERSECTS":   func(a, b span) bool { return !a.from.After(b.to) && !a.to.Before(b.from) },
	"T_EQUALS":       func(a, b span) bool { return a.from.Equal(b.from) && a.to.Equal(b.to) },
	"T_CONTAINS":     func(a, b span) bool { return a.from.Before(b.from) && a.to.After(b.to) },
	"T_DURING":       func(a, b span) bool { return a.from.After(b.from) && a.to.Before(b.to) },
	"T_FINISHEDBY":   func(a, b span) bool { return a.from.Before(b.from) && a.to.Equal(b.to) },
	"T_FINISHES":     func(a, b span) bool { return a.from.After(b.from) && a.to.Equal(b.to) },
	"T_MEETS":        func(a, b span) bool { return a.to.Equal(b.from) },
	"T_METBY":        func(a, b span) bool { return a.from.Equal(b.to) },
	"T_OVERLAPPEDBY": func(a, b span) bool { return a.from.After(b.from) && a.from.Before(b.to) && a.to.After(b.to) },
	"T_OVERLAPS":     func(a, b span) bool { return a.from.Before(b.from) && a.to.After(b.from) && a.to.Before(b.to) },
	"T_STARTEDBY":    func(a, b span) bool { return a.from.Equal(b.from) && a.to.After(b.to) },
	"T_STARTS":       func(a, b span) bool { return a.from.Equal(b.from) && a.to.Before(b.to) },
}

// ofInstants are those that compare instants too.
var ofInstants = []string{"T_AFTER", "T_BEFORE", "T_DISJOINT", "T_EQUALS", "T_INTERSECTS"}

// some returns intervals to compare with: one of a feature, one that shares its
// start, one that shares its end, one within, one around, one long ago.
func some(all *features, from, to func(*feature) time.Time) []span {
	out := []span{{instant("2021-01-01T00:00:00Z"), instant("2021-12-31T23:59:59Z")}}
	if len(all.Features) == 0 {
		return out
	}
	f := all.Features[len(all.Features)/2]
	a, z := from(f), to(f)
	const s = time.Second
	return append(out, span{a, z}, span{a, z.Add(s)}, span{a.Add(-s), z}, span{a.Add(-s), z.Add(s)}, span{a.Add(s), z.Add(-s)}, span{a.Add(-time.Hour), a}, span{z, z.Add(time.Hour)}, span{a, z.Add(-s)}, span{a.Add(s), z})
}

// holdsTemporalInstants compares each time of features with instants, days and
// intervals.
func holdsTemporalInstants(s *site) error {
	return s.eachQueryable("", func(c described, name string, p property, all *features) error {
		if kindOf(p) != "instant" {
			return nil
		}
		at := func(f *feature) time.Time { v, _ := valueOf(f, name, p).(time.Time); return v }
		var wrong faults
		for _, op := range ofInstants {
			for _, b := range some(all, at, func(f *feature) time.Time { return at(f).Add(time.Hour) }) {
				holds := func(b span) func(*feature) bool {
					return func(f *feature) bool { return !at(f).IsZero() && relations[op](span{at(f), at(f)}, b) }
				}
				wrong.add(s.matching(c, fmt.Sprintf("%s(%s,%s)", op, quoted(name), literal(b.from)), all, holds(span{b.from, b.from})))
				wrong.add(s.matching(c, fmt.Sprintf("%s(%s,%s)", op, quoted(name), interval(b)), all, holds(b)))
			}
			for _, text := range []string{"DATE('2022-04-24')", "INTERVAL('2021-01-01','2021-12-31')", "INTERVAL('..','2021-12-31')"} {
				wrong.add(s.get(s.path(c)+"/items?limit=1&filter="+url.QueryEscape(op+"("+name+","+text+")")).is(http.StatusOK, typeGeoJSON))
			}
		}
		return wrong.err()
	})
}

func interval(b span) string {
	return fmt.Sprintf("INTERVAL('%s','%s')", b.from.UTC().Format(time.RFC3339), b.to.UTC().Format(time.RFC3339))
}

// holdsTemporalIntervals compares the interval of each feature.
func holdsTemporalIntervals(s *site) error {
	return s.each(func(c described) error {
		when, timed, err := s.times(c)
		if err != nil || !timed {
			return err
		}
		all, err := s.all(c)
		if err != nil {
			return err
		}
		from, to := func(f *feature) time.Time { a, _ := when(f); return a }, func(f *feature) time.Time { _, z := when(f); return z }
		var wrong faults
		for op, holds := range relations {
			for _, b := range some(all, from, to) {
				wrong.add(s.matching(c, fmt.Sprintf(`%s(INTERVAL("from","to"),%s)`, op, interval(b)), all, func(f *feature) bool { return holds(span{from(f), to(f)}, b) }))
			}
			wrong.add(s.get(s.path(c)+"/items?limit=1&filter="+url.QueryEscape(op+`(INTERVAL("from","to"),INTERVAL('2021-01-01','2021-12-31'))`)).is(http.StatusOK, typeGeoJSON))
		}
		return wrong.err()
	})
}

// holdsJSON asks the same in text and JSON.
func holdsJSON(s *site) error {
	return s.eachQueryable("", func(c described, name string, p property, all *features) error {
		v := literals(name, p, all)
		last := v[len(v)-1]
		value := text(last)
		if at, ok := last.(time.Time); ok {
			value = text(map[string]string{"timestamp": at.UTC().Format(time.RFC3339)})
		}
		of := `{"property":` + text(name) + `}`
		var wrong faults
		for _, op := range []string{"=", "<>", "<", ">", "<=", ">="} {
			if kindOf(p) == "boolean" && op != "=" && op != "<>" {
				continue
			}
			got, err := s.idsOf(c, `{"op":"`+op+`","args":[`+of+`,`+value+`]}`, "&filter-lang=cql2-json")
			if err != nil {
				return err
			}
			wrong.add(s.matching(c, quoted(name)+op+literal(last), all, func(f *feature) bool {
				x := valueOf(f, name, p)
				return x != nil && orders[op](compare(x, last))
			}))
			want, err := s.idsOf(c, quoted(name)+op+literal(last), "")
			if err != nil {
				return err
			}
			wrong.add(same(name+op+value, got, want))
		}
		wrong.add(s.get(s.path(c) + "/items?filter-lang=cql2-json&filter=" + url.QueryEscape(`{"op":"=","args":[`+of+`]}`)).refused(http.StatusBadRequest))
		return wrong.err()
	})
}
