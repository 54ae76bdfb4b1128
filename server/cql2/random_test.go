package cql2_test

import (
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"lindero/internal/filtertest"
	"lindero/server/cql2"
)

var typeOf = map[string]cql2.Type{"text": cql2.Text, "number": cql2.Number, "integer": cql2.Integer, "truth": cql2.Truth,
	"instant": cql2.Instant, "date": cql2.Date, "texts": cql2.Texts}

// drawnOptions are those of filters that are drawn.
func drawnOptions() cql2.Options {
	s := cql2.Schema{filtertest.Shape: cql2.Geometry}
	for name, t := range filtertest.Queryables {
		s[name] = typeOf[t]
	}
	return cql2.Options{Schema: s}
}

// TestMatchIsWhatTheNaiveSay: filters that are drawn, written as text in one of
// many ways and as JSON, match the features that a naive reading of the
// standard says; JSON gives the same filter again, and no match lies outside of
// the bounds.
func TestMatchIsWhatTheNaiveSay(t *testing.T) {
	o := drawnOptions()
	asked, matched, bounded := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		tree := filtertest.Draw(t, 3, false)
		seed := rapid.Uint64().Draw(t, "seed")
		text := filtertest.Writer{Chance: rand.New(rand.NewPCG(seed, 0))}.Text(tree)
		byText, err := cql2.ParseText(text, o)
		if err != nil {
			t.Fatalf("%s\n%v", text, err)
		}
		byJSON, err := cql2.ParseJSON(tree.JSON(), o)
		if err != nil {
			t.Fatalf("%s\n%v", tree.JSON(), err)
		}
		if a, b := string(byText.JSON()), string(byJSON.JSON()); a != b {
			t.Fatalf("%s is\n%s, not\n%s", text, a, b)
		}
		again, err := cql2.ParseJSON(byText.JSON(), o)
		if err != nil || string(again.JSON()) != string(byText.JSON()) {
			t.Fatalf("%s: %v", byText.JSON(), err)
		}
		boxes := byText.Bounds()
		if boxes != nil {
			bounded++
		}
		for range 12 {
			f := filtertest.DrawFeature(t)
			want := tree.Matches(f)
			for _, filter := range []*cql2.Filter{byText, byJSON, again} {
				if got := filter.Match(f); got != want {
					t.Fatalf("%s\nmatches %v with %s: %v, not %v", text, f.Values, wkt(f.Geo), got, want)
				}
			}
			asked++
			if want {
				matched++
				if boxes != nil && f.Geo != nil && !within(f.Shape().Bound(), boxes) {
					t.Fatalf("%s\nmatches %s outside of its bounds %v", text, wkt(f.Geo), boxes)
				}
			}
		}
	})
	t.Logf("%d answers, %d of them yes; %d filters have bounds", asked, matched, bounded)
	if !t.Failed() && (matched < asked/10 || matched > asked*9/10) {
		t.Errorf("%d of %d match: nothing to judge by", matched, asked)
	}
}

func wkt(g *filtertest.Geo) string {
	if g == nil {
		return "no geometry"
	}
	return g.WKT()
}

func within(b orb.Bound, boxes []orb.Bound) bool {
	for _, box := range boxes {
		if b.Intersects(box) {
			return true
		}
	}
	return false
}

// TestAllRelationsOfTime: all T_ functions of all intervals and instants over
// four hours or days, of each with each.
func TestAllRelationsOfTime(t *testing.T) {
	var spans []*filtertest.Tree
	for start := range 4 {
		for end := start; end < 4; end++ {
			a, b := &filtertest.Tree{Op: filtertest.Instant, X: 8 * float64(start)}, &filtertest.Tree{Op: filtertest.Instant, X: 8 * float64(end)}
			spans = append(spans, &filtertest.Tree{Op: filtertest.Interval, Args: []*filtertest.Tree{a, b}})
		}
	}
	day := &filtertest.Tree{Op: filtertest.Date, X: 1}
	spans = append(spans, &filtertest.Tree{Op: filtertest.Interval, Args: []*filtertest.Tree{{Op: filtertest.Before}, day}},
		&filtertest.Tree{Op: filtertest.Interval, Args: []*filtertest.Tree{day, {Op: filtertest.After}}})
	instants := append([]*filtertest.Tree{day, {Op: filtertest.Instant, X: 8}, {Op: filtertest.Instant, X: 24}}, spans...)
	eachPair(t, []string{"t_contains", "t_during", "t_finishedBy", "t_finishes", "t_meets", "t_metBy", "t_overlappedBy", "t_overlaps", "t_startedBy", "t_starts"}, spans, spans, filtertest.Feature{})
	eachPair(t, []string{"t_after", "t_before", "t_disjoint", "t_equals", "t_intersects"}, instants, instants, filtertest.Feature{})
}

// TestAllRelationsOfSpace: all S_ functions of features and literals of all
// types, either way round.
func TestAllRelationsOfSpace(t *testing.T) {
	own := &filtertest.Tree{Op: filtertest.Property, Text: filtertest.Shape}
	literal := rapid.Custom(func(t *rapid.T) *filtertest.Tree {
		return &filtertest.Tree{Op: filtertest.Geometry, Geo: filtertest.DrawGeo(t, true, true)}
	})
	var literals []*filtertest.Tree
	for i := range 24 {
		literals = append(literals, literal.Example(i))
	}
	ops := []string{"s_intersects", "s_disjoint", "s_contains", "s_within", "s_equals", "s_touches", "s_crosses", "s_overlaps"}
	eachPair(t, ops, literals, literals, filtertest.Feature{})
	for i := range 24 {
		f := rapid.Custom(filtertest.DrawFeature).Example(i)
		eachPair(t, ops, []*filtertest.Tree{own}, literals, f)
		eachPair(t, ops, literals, []*filtertest.Tree{own}, f)
	}
}

// eachPair tries functions of two operands with each pair of some.
func eachPair(t *testing.T, ops []string, as, bs []*filtertest.Tree, f filtertest.Feature) {
	t.Helper()
	for _, op := range ops {
		for _, a := range as {
			for _, b := range bs {
				tree := &filtertest.Tree{Op: op, Args: []*filtertest.Tree{a, b}}
				filter, err := cql2.ParseJSON(tree.JSON(), drawnOptions())
				if err != nil {
					t.Fatalf("%s: %v", tree, err)
				}
				got, want := filter.Match(f), tree.Matches(f)
				if got != want {
					t.Errorf("%s of %s: %v, not %v", tree, wkt(f.Geo), got, want)
				}
			}
		}
	}
}
