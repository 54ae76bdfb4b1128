package ats_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

// question is what is asked for of a collection, drawn.
type question struct {
	c     described
	query url.Values
}

// drawQuestion draws any of the parameters that choose features.
func drawQuestion(t *rapid.T, s *site, all []described) question {
	c := rapid.SampledFrom(all).Draw(t, "collection")
	q := question{c, url.Values{}}
	if rapid.Bool().Draw(t, "has bbox") {
		b := drawBox(t, c)
		q.query.Set("bbox", box(b))
	}
	if rapid.Bool().Draw(t, "has datetime") {
		q.query.Set("datetime", rapid.SampledFrom([]string{"2027-01-05T00:00:00Z", "2027-01-04/2027-01-10", "../2027-01-12T00:00:00Z", "2027-01-20/..", "../.."}).Draw(t, "datetime"))
	}
	if rapid.Bool().Draw(t, "has filter") {
		q.query.Set("filter", drawFilter(t, s, c, 2).text)
	}
	return q
}

// drawBox draws a box about the extent of a collection.
func drawBox(t *rapid.T, c described) orb.Bound {
	e := []float64{-1, -1, 2, 1}
	if len(c.Extent.Spatial.BBox) > 0 {
		e = c.Extent.Spatial.BBox[0]
	}
	draw := func(name string, axis int) float64 {
		a, z := e[axis]-0.1, e[axis+2]+0.1
		return float64(int(rapid.Float64Range(a, z).Draw(t, name)*1e4)) / 1e4
	}
	return orb.MultiPoint{{draw("lon", 0), draw("lat", 1)}, {draw("lon", 0), draw("lat", 1)}}.Bound()
}

// filter is a filter in both languages.
type filter struct{ text, json string }

// drawFilter draws a filter on what is queryable, of some depth.
func drawFilter(t *rapid.T, s *site, c described, depth int) filter {
	kind := rapid.IntRange(0, 7).Draw(t, "kind")
	if depth > 0 && kind < 3 {
		a, b := drawFilter(t, s, c, depth-1), drawFilter(t, s, c, depth-1)
		switch kind {
		case 0:
			return filter{"(" + a.text + " AND " + b.text + ")", `{"op":"and","args":[` + a.json + "," + b.json + "]}"}
		case 1:
			return filter{"(" + a.text + " OR " + b.text + ")", `{"op":"or","args":[` + a.json + "," + b.json + "]}"}
		}
		return filter{"NOT (" + a.text + ")", `{"op":"not","args":[` + a.json + "]}"}
	}
	if kind == 3 {
		b := drawBox(t, c)
		return filter{"S_INTERSECTS(geometry,BBOX(" + box(b) + "))", `{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[` + box(b) + "]}]}"}
	}
	v, err := s.queryables(c)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for name, p := range v.Properties {
		if p.Type != "" && p.Type != "array" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	name := rapid.SampledFrom(names).Draw(t, "name")
	of := `{"property":` + text(name) + `}`
	if kind == 4 {
		return filter{quoted(name) + " IS NULL", `{"op":"isNull","args":[` + of + "]}"}
	}
	var value, inJSON string
	switch p := v.Properties[name]; kindOf(p) {
	case "boolean":
		value = fmt.Sprint(rapid.Bool().Draw(t, "value"))
		inJSON = value
		return filter{quoted(name) + " = " + value, `{"op":"=","args":[` + of + "," + inJSON + "]}"}
	case "instant":
		at := rapid.SampledFrom([]string{"2027-01-04T10:00:00Z", "2027-01-14T00:00:00Z"}).Draw(t, "value")
		value, inJSON = "TIMESTAMP('"+at+"')", `{"timestamp":"`+at+`"}`
	case "string":
		word := rapid.SampledFrom([]string{"hills", "land", "unit-a1", "pair-1", "m", "", "it's"}).Draw(t, "value")
		value, inJSON = literal(word), text(word)
	default:
		value = fmt.Sprint(rapid.IntRange(-10, 200000).Draw(t, "value"))
		inJSON = value
	}
	op := rapid.SampledFrom([]string{"=", "<>", "<", ">", "<=", ">="}).Draw(t, "op")
	return filter{quoted(name) + " " + op + " " + value, `{"op":"` + op + `","args":[` + of + "," + inJSON + "]}"}
}

// TestPaging: whatever is asked for and however small the pages, the links lead
// to each feature that matches once, in the same order, and numberMatched is
// how many there are.
func TestPaging(t *testing.T) {
	s := sites(t)[0]
	all, err := s.collections()
	if err != nil {
		t.Fatal(err)
	}
	met := 0
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuestion(t, s, all)
		whole, err := s.items(q.c, "limit=10000&"+q.query.Encode())
		if err != nil {
			t.Fatal(err)
		}
		limit := rapid.IntRange(1, 9).Draw(t, "limit")
		var got []string
		for target := fmt.Sprintf("%s/items?limit=%d&%s", s.path(q.c), limit, q.query.Encode()); target != ""; {
			page, err := s.page(target)
			if err != nil {
				t.Fatal(err)
			}
			if *page.NumberMatched != len(whole.Features) || len(page.Features) > limit || len(page.Features) == 0 && len(whole.Features) > 0 {
				t.Fatalf("%s: %d of %d, all are %d", target, len(page.Features), *page.NumberMatched, len(whole.Features))
			}
			got = append(got, page.ids()...)
			target = ""
			for _, l := range rel(page.Links, "next") {
				target = strings.TrimPrefix(l.Href, base)
			}
			if len(got) > len(whole.Features) {
				t.Fatalf("the links go round: %v", got)
			}
		}
		if err := same(q.query.Encode(), got, append([]string{}, whole.ids()...)); err != nil {
			t.Fatal(err)
		}
		met += len(got)
	})
	if met == 0 {
		t.Error("nothing was ever found")
	}
}

// TestFilterLanguages: the same filter in text and JSON has the same features.
func TestFilterLanguages(t *testing.T) {
	s := sites(t)[0]
	all, err := s.collections()
	if err != nil {
		t.Fatal(err)
	}
	some := 0
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(all).Draw(t, "collection")
		f := drawFilter(t, s, c, 3)
		inText, err := s.idsOf(c, f.text, "&filter-lang=cql2-text")
		if err != nil {
			t.Fatal(err)
		}
		inJSON, err := s.idsOf(c, f.json, "&filter-lang=cql2-json")
		if err != nil {
			t.Fatal(err)
		}
		if err := same(f.text, inJSON, inText); err != nil {
			t.Fatal(err)
		}
		// What a filter does not hold for, its negation may; never both.
		not, err := s.idsOf(c, "NOT ("+f.text+")", "")
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range inText {
			if slices.Contains(not, id) {
				t.Fatalf("%s holds for %s, and its negation too", f.text, id)
			}
		}
		if len(inText) > 0 && len(not) > 0 {
			some++
		}
	})
	if some == 0 {
		t.Error("no filter parts the features")
	}
}

// TestCells: the features in the cells of a box are those in the box.
func TestCells(t *testing.T) {
	s := sites(t)[0]
	all, err := s.collections()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(all).Draw(t, "collection")
		b := drawBox(t, c)
		cuts := func(axis int) []float64 {
			out := []float64{b.Min[axis], b.Max[axis]}
			for range rapid.IntRange(0, 3).Draw(t, "cuts") {
				out = append(out, rapid.Float64Range(b.Min[axis], b.Max[axis]).Draw(t, "cut"))
			}
			slices.Sort(out)
			return out
		}
		lons, lats := cuts(0), cuts(1)
		want, err := s.items(c, "limit=10000&bbox="+box(b))
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]bool{}
		for i := 1; i < len(lons); i++ {
			for k := 1; k < len(lats); k++ {
				cell := orb.Bound{Min: orb.Point{lons[i-1], lats[k-1]}, Max: orb.Point{lons[i], lats[k]}}
				page, err := s.items(c, "limit=10000&bbox="+box(cell))
				if err != nil {
					t.Fatal(err)
				}
				for _, id := range page.ids() {
					found[id] = true
				}
			}
		}
		var got []string
		for _, id := range want.ids() {
			if found[id] {
				got = append(got, id)
			}
		}
		if err := same(c.ID+" in the cells of "+box(b), got, append([]string(nil), want.ids()...)); err != nil || len(found) != len(got) {
			t.Fatalf("%v; %d are in a cell, %d in the box", err, len(found), len(want.ids()))
		}
	})
}

// TestTilesHoldAll: the tiles of each zoom hold each feature.
func TestTilesHoldAll(t *testing.T) {
	for _, s := range sites(t) {
		if s.root != "/plans/current" {
			continue
		}
		err := s.each(func(c described) error {
			all, err := s.all(c)
			if err != nil {
				return err
			}
			_, v, err := s.template(s.path(c))
			if err != nil {
				return err
			}
			var wrong faults
			for _, l := range v.Limits {
				if len(l.Matrix) > 1 || l.Matrix > "6" {
					continue
				}
				seen := map[string]bool{}
				for row := l.MinRow; row <= l.MaxRow; row++ {
					for col := l.MinCol; col <= l.MaxCol; col++ {
						a := s.serve(http.MethodGet, fmt.Sprintf("%s%s/%s/%d/%d", s.path(c), quad, l.Matrix, row, col))
						if a.status == http.StatusNoContent {
							continue
						}
						wrong.add(a.is(http.StatusOK, typeTile))
						texts, err := texts(a.body)
						wrong.add(err)
						for _, id := range texts {
							seen[id] = true
						}
					}
				}
				for _, id := range all.ids() {
					wrong.want(seen[id], "zoom %s has no feature %s", l.Matrix, id)
				}
			}
			wrong.want(len(v.Limits) > 6 || len(all.Features) == 0, "limits %v", v.Limits)
			return wrong.err()
		})
		if err != nil {
			t.Errorf("%s: %v", s.name, err)
		}
	}
}
