package frontier_test

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"lindero/geo/frontier"
)

// drawn is a map of up to 8 by 8 cells of three lands and nobody's.
func drawn(t *rapid.T) []frontier.Land {
	rows := cells(t)
	return []frontier.Land{draw('A', rows...), draw('B', rows...), draw('C', rows...)}
}

// overlapping is three lands each from a map of its own.
func overlapping(t *rapid.T) []frontier.Land {
	return []frontier.Land{draw('A', cells(t)...), draw('B', cells(t)...), draw('C', cells(t)...)}
}

func cells(t *rapid.T) []string {
	width, height := rapid.IntRange(1, 8).Draw(t, "width"), rapid.IntRange(1, 8).Draw(t, "height")
	rows := make([]string, height)
	for y := range rows {
		row := make([]byte, width)
		for x := range row {
			row[x] = rapid.SampledFrom([]byte("AAAaBBBbC.")).Draw(t, "cell")
		}
		rows[y] = string(row)
	}
	return rows
}

// rewritten is the same lands written in another way: polygons and holes in
// another order, holes as polygons of their own, rings from another vertex and
// in either direction, some vertices twice.
func rewritten(t *rapid.T, lands []frontier.Land) []frontier.Land {
	out := rapid.Permutation(lands).Draw(t, "lands")
	for i := range out {
		var polygons orb.MultiPolygon
		for _, p := range rapid.Permutation(out[i].Polygons).Draw(t, "polygons") {
			q := orb.Polygon{p[0]}
			if len(p) > 1 {
				q = append(q, rapid.Permutation(p[1:]).Draw(t, "holes")...)
			}
			for k, ring := range q {
				n := len(ring) - 1
				start := rapid.IntRange(0, n-1).Draw(t, "start")
				ring = slices.Concat(ring[start:n], ring[:start], orb.Ring{ring[start]})
				if rapid.Bool().Draw(t, "turned") {
					slices.Reverse(ring)
				}
				if rapid.Bool().Draw(t, "twice") {
					at := rapid.IntRange(0, n).Draw(t, "vertex")
					ring = slices.Insert(ring, at, ring[at])
				}
				q[k] = ring
			}
			if rapid.Bool().Draw(t, "holes as polygons") {
				for _, hole := range q[1:] {
					polygons = append(polygons, orb.Polygon{hole})
				}
				q = q[:1]
			}
			polygons = append(polygons, q)
		}
		out[i].Polygons = polygons
	}
	return out
}

func TestTheSameHoweverWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lands := rapid.OneOf(rapid.Custom(drawn), rapid.Custom(overlapping)).Draw(t, "map")
		want, err := frontier.All(context.Background(), lands, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := frontier.All(context.Background(), rewritten(t, lands), nil)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("written in another way:\n%s", d)
		}
	})
}

// TestEdges compares with the plain definition: the edges of A that B has
// too, each once, A to the left.
func TestEdges(t *testing.T) {
	type edge [2]orb.Point
	edges := func(l frontier.Land) map[edge]bool {
		set := map[edge]bool{}
		for _, p := range l.Polygons {
			for _, ring := range p {
				for i := 1; i < len(ring); i++ {
					set[edge{ring[i-1], ring[i]}] = true
				}
			}
		}
		return set
	}
	rapid.Check(t, func(t *rapid.T) {
		lands := drawn(t) // with the land to the left of its rings
		a, b := edges(lands[0]), edges(lands[1])
		want := map[edge]bool{}
		for e := range a {
			if b[edge{e[1], e[0]}] {
				want[e] = true
			}
		}
		border := frontier.Between(lands[0], lands[1])
		got := map[edge]bool{}
		for i, part := range border.Parts {
			if closed := part[0] == part[len(part)-1]; closed != (i >= len(border.Parts)-border.Rings) {
				t.Errorf("part %d of %d, %d of them closed: %v", i, len(border.Parts), border.Rings, part)
			}
			for k := 1; k < len(part); k++ {
				e := edge{part[k-1], part[k]}
				if got[e] {
					t.Errorf("edge %v is there twice", e)
				}
				got[e] = true
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
		all, err := frontier.All(context.Background(), lands, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(all) > 0 && all[0].Right == "B" {
			if d := cmp.Diff(border, all[0]); d != "" {
				t.Errorf("one pair and all differ:\n%s", d)
			}
		} else if len(border.Parts) > 0 {
			t.Errorf("All has no border AB, Between %v", border.Parts)
		}
	})
}

// TestLongest holds that no two parts could be one: an end where exactly one
// part ends and one starts is none.
func TestLongest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lands := drawn(t)
		border := frontier.Between(lands[0], lands[1])
		starts, ends := map[orb.Point]int{}, map[orb.Point]int{}
		open := border.Parts[:len(border.Parts)-border.Rings]
		for _, part := range open {
			starts[part[0]]++
			ends[part[len(part)-1]]++
		}
		for _, part := range open {
			if p := part[0]; starts[p] == 1 && ends[p] == 1 {
				t.Errorf("two parts meet at %v: %v", p, border.Parts)
			}
		}
	})
}
