package main

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"
)

// The lands of main_test.go, one of them with a lake and an island:
//
//	2  a-----b------c
//	1  |  W   e E o |  x-y
//	0  g-----h------i  |/
func drawnLands() map[string]country {
	lake := line{{3, 1}, {3, 1.1}, {3.1, 1.1}, {3, 1}}
	island := line{{5, 0.5}, {6, 1}, {5, 1}, {5, 0.5}}
	return map[string]country{"W": west, "E": {{east[0][0], lake}, {island}}}
}

var drawnShore = shore{codes: []string{"W", "E"}, box: box{point{0.5, -1}, point{10, 5}}, lostKM2: 100}

func TestGround(t *testing.T) {
	ground, err := drawnShore.derive(drawnLands())
	if err != nil {
		t.Fatal(err)
	}
	want := []line{
		{{0.5, 0}, {2, 0}, {4, 0}, {4, 2}, {2, 2}, {0.5, 2}, {0.5, 0}}, // nothing of b–e–h
		{{5, 0.5}, {6, 1}, {5, 1}, {5, 0.5}},
	}
	if len(ground.rings) != len(want) {
		t.Fatalf("rings %v", ground.rings)
	}
	for k, r := range ground.rings {
		if got := fromWest(r); !slices.Equal(got, want[k]) {
			t.Errorf("ring %d: %v, want %v", k, got, want[k])
		}
	}
	if !strings.Contains(ground.note, " 1 inner waters and slivers filled, the largest of 61.") {
		t.Error(ground.note)
	}
	var b bytes.Buffer
	for _, f := range ground.features() {
		if err := f.encode(&b); err != nil {
			t.Fatal(err)
		}
	}
	for _, part := range []string{`"id":"mainland"`, `"type":"Polygon","coordinates":[[[`, `"id":"islands"`, `"type":"MultiPolygon","coordinates":[[[[`} {
		if !strings.Contains(b.String(), part) {
			t.Errorf("%s is not in %s", part, b.String())
		}
	}
}

// fromWest is a ring from its south-westernmost vertex.
func fromWest(ring line) line {
	open := ring[:len(ring)-1]
	least := slices.MinFunc(open, func(p, q point) int { return slices.Compare(p[:], q[:]) })
	k := slices.Index(open, least)
	return append(append(slices.Clone(open[k:]), open[:k]...), least)
}

func TestGroundRefuses(t *testing.T) {
	horseshoe := country{{{{0, 0}, {9, 0}, {9, 9}, {0, 9}, {0, 6}, {6, 6}, {6, 3}, {0, 3}, {0, 0}}}}
	touching := drawnLands()
	touching["T"] = country{{{b, {2.5, 3}, {3, 3}, b}}, {{h, {2.2, -0.5}, {2.5, -0.5}, h}}} // in the way at both ends of b–e–h
	for name, c := range map[string]struct {
		change func(*shore)
		lands  map[string]country
		want   string
	}{
		"a lake too large":     {func(s *shore) { s.lostKM2 = 61 }, drawnLands(), "61.8"},
		"a cut in two":         {func(s *shore) { s.codes, s.box = []string{"H"}, box{point{1, -1}, point{5, 10}} }, map[string]country{"H": horseshoe}, "the box cuts land in two at 5 of axis 0"},
		"only the box touches": {func(s *shore) { s.box = box{point{4, 3}, point{10, 5}}; s.codes = []string{"D"} }, map[string]country{"D": {{{{0, 0}, {5, 0}, {0, 5}, {0, 0}}}}}, "has no part in the box"},
		"a coast that is open": {func(s *shore) { s.codes = []string{"W", "E", "T"} }, touching, "does not close"},
	} {
		s := drawnShore
		c.change(&s)
		if g, err := s.derive(c.lands); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, %v, want %q", name, g, err, c.want)
		}
	}
}

// TestCheckWaters moves the ground and the box about a sea route.
func TestCheckWaters(t *testing.T) {
	lands := drawnLands()
	sea := func(l line) feature { return feature{"lane", map[string]any{"kind": "sea"}, l} }
	road := feature{"road", map[string]any{"kind": "land"}, line{{1, 1}, {3, 1}}}
	ground, err := drawnShore.derive(lands)
	if err != nil {
		t.Fatal(err)
	}
	lane := sea(line{{1, -0.5}, {8, -0.5}})
	notes, err := drawnShore.checkWaters(ground, lands, 50, []feature{lane, sea(line{{4, 0}, {4, 4}})}, []feature{road})
	if err != nil || len(notes) != 2 || !strings.Contains(notes[0], "   0.000 of  779.") || !strings.Contains(notes[1], " 221.1") {
		t.Errorf("%q, %v", notes, err)
	}
	for name, c := range map[string]struct {
		ring  line
		lane  line
		wants string
	}{
		"a cape that grew": {line{{0.5, 0}, {2, -1}, {4, 0}, {4, 2}, {0.5, 2}, {0.5, 0}}, line{{1, -0.5}, {8, -0.5}}, "m of it are on land and were not"},
		"a cape that went": {line{{0.5, 0}, {2, 0.4}, {4, 0}, {4, 2}, {0.5, 2}, {0.5, 0}}, line{{1, 0.05}, {8, 0.05}}, "m of it are on land and were not"},
		"near the side":    {ground.rings[0], line{{0.7, 3}, {8, 3}}, "lane comes within 22.2 km of the side of the box"},
		"beyond the side":  {ground.rings[0], line{{1, 3}, {8, 5.5}}, "lane comes within -55.3 km"},
	} {
		g := ground
		g.rings = append([]line{c.ring}, ground.rings[1:]...)
		if notes, err := drawnShore.checkWaters(g, lands, 50, []feature{sea(c.lane)}); err == nil || !strings.Contains(err.Error(), c.wants) {
			t.Errorf("%s: %q, %v, want %q", name, notes, err, c.wants)
		}
	}
}

func TestArea(t *testing.T) {
	square := line{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}
	if got := square.km2(); math.Abs(got-12309) > 120 { // 111.319 km by 110.574 km
		t.Errorf("%v km²", got)
	}
	if square.signedArea() != 1 || square.reversed().signedArea() != -1 {
		t.Error("the area of a square has the wrong sign")
	}
}
