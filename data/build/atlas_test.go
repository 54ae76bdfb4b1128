package main

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// Three countries, cut at −1 and 4.5, −1 and 4: between west and east the border
// of the scenario, between them and the north a line of many vertices. The east
// has a lake and an island.
//
//	3  k-----------l
//	   |     N     |
//	2  a~~~~~b~~~~~c
//	1  |  W   e E o |  x-y
//	0  g-----h------i  |/
var (
	k, l       = point{0, 3}, point{4, 3}
	drawnAtlas = atlas{
		countries: []mapped{{"EEE", "EE", "East", ""}, {"NNN", "NN", "North", "WW"}, {"WWW", "WW", "West", ""}},
		box:       box{point{-1, -1}, point{5.5, 4}},
		lostKM2:   100,
	}
	atlasBorder = []feature{{"border", nil, line{h, e, b}}}
)

// between leads from p to q on 61 vertices, every other 10 m aside.
func between(p, q point) line {
	out := line{}
	for i := range 61 {
		t := float64(i) / 60
		aside := 0.0001 * float64(i%2)
		out = append(out, point{p[0] + t*(q[0]-p[0]), p[1] + t*(q[1]-p[1]) + aside})
	}
	out[60] = q
	return out
}

func drawnCountries() map[string]country {
	lake := line{{3, 1}, {3, 1.1}, {3.1, 1.1}, {3, 1}}
	island := line{{5, 0.5}, {6, 1}, {5, 1}, {5, 0.5}}
	far := line{{8, 8}, {9, 8}, {9, 9}, {8, 8}}
	ab, bc := between(a, b), between(b, c)
	return map[string]country{
		"WWW": {{slices.Concat(line{h}, line{e}, ab.reversed(), line{g, h})}},
		"EEE": {{slices.Concat(line{h, i}, bc.reversed(), line{e, h}), lake}, {island}, {far}},
		"NNN": {{slices.Concat(ab, bc[1:], line{l, k, a})}},
	}
}

// ringsOf returns the outer rings of a feature, each from its south-westernmost vertex.
func ringsOf(t *testing.T, f feature) []line {
	t.Helper()
	c, ok := f.geometry.(country)
	if !ok {
		t.Fatalf("%s is a %T", f.id, f.geometry)
	}
	var out []line
	for _, p := range c {
		if len(p) != 1 || p[0].signedArea() <= 0 {
			t.Errorf("%s: %v", f.id, p)
		}
		out = append(out, fromWest(p[0]))
	}
	return out
}

func TestAtlas(t *testing.T) {
	got, notes, err := drawnAtlas.derive(drawnCountries(), atlasBorder)
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		id         string
		properties map[string]any
		rings      []line
	}{
		{"EE", map[string]any{"code": "EE", "name": "East"}, []line{{h, i, c, b, e, h}, {{5, 0.5}, {5.5, 0.75}, {5.5, 1}, {5, 1}, {5, 0.5}}}},
		{"NN", map[string]any{"code": "NN", "name": "North", "side": "WW"}, []line{{a, b, c, l, k, a}}},
		{"WW", map[string]any{"code": "WW", "name": "West"}, []line{{g, h, e, b, a, g}}},
	}
	if len(got) != len(want) {
		t.Fatalf("%v", got)
	}
	for n, w := range want {
		rings := ringsOf(t, got[n])
		if got[n].id != w.id || !maps.Equal(got[n].properties, w.properties) || !slices.EqualFunc(rings, w.rings, slices.Equal[line]) {
			t.Errorf("%s %v: %v, want %v", got[n].id, got[n].properties, rings, w.rings)
		}
	}
	if len(notes) != 1 || notes[0] != "  countries: 1 inner waters and 0 slivers filled" {
		t.Error(notes)
	}
}

// TestAtlasKeepsTheBorder: what would be thinned stays where it is the border's.
func TestAtlasKeepsTheBorder(t *testing.T) {
	border := append(slices.Clone(atlasBorder), feature{"more", nil, between(a, b).tidy()})
	got, _, err := drawnAtlas.derive(drawnCountries(), border)
	if err != nil {
		t.Fatal(err)
	}
	if north, west := ringsOf(t, got[1])[0], ringsOf(t, got[2])[0]; len(north) != 65 || len(west) != 65 {
		t.Errorf("%d and %d vertices: %v", len(north), len(west), north)
	}
}

// TestAtlasFillsSlivers: where two countries have lines of their own between the
// same ends, both get the one with more vertices.
func TestAtlasFillsSlivers(t *testing.T) {
	lands := drawnCountries()
	p, q, r, s := point{2.2, 0.4}, point{2.7, 1}, point{2.4, 1.2}, point{2.3, 1.5}
	whole := lands["WWW"][0][0] // h, e, b …
	lands["WWW"][0][0] = slices.Insert(slices.Insert(slices.Clone(whole), 2, s), 1, p)
	whole = lands["EEE"][0][0] // … b, e, h
	lands["EEE"][0][0] = append(slices.Clone(whole[:len(whole)-2]), s, r, q, p, h)
	got, notes, err := drawnAtlas.derive(lands, nil)
	if err != nil || len(ringsOf(t, got[0])[0]) != 9 || len(ringsOf(t, got[2])[0]) != 8 || !strings.Contains(notes[0], "0 slivers") {
		t.Fatalf("what is wide, as a bay is, stays: %v, %v, %v", got, notes, err)
	}
	wide := drawnAtlas
	wide.lostKM2 = 2000
	if got, notes, err = wide.derive(lands, nil); err != nil {
		t.Fatal(err)
	}
	if want := (line{g, h, p, q, r, s, b, a, g}); !slices.Equal(ringsOf(t, got[2])[0], want) {
		t.Errorf("%v, want %v", ringsOf(t, got[2])[0], want)
	}
	if notes[0] != "  countries: 1 inner waters and 1 slivers filled" {
		t.Error(notes)
	}
}

func TestAtlasRefuses(t *testing.T) {
	for name, x := range map[string]struct {
		change func(*atlas, map[string]country)
		border []feature
		want   string
	}{
		"a lake too large":    {func(a *atlas, _ map[string]country) { a.lostKM2 = 61 }, atlasBorder, "EE: an inner water of 61.8"},
		"part of the border":  {func(*atlas, map[string]country) {}, []feature{{"half", nil, line{h, e}}}, "of 2 edges from [2 2] to [2 0] 1 are of the border"},
		"a country elsewhere": {func(a *atlas, _ map[string]country) { a.box.max[1] = 1.5 }, atlasBorder, "NN: has no part in the box"},
	} {
		a, lands := drawnAtlas, drawnCountries()
		x.change(&a, lands)
		if got, _, err := a.derive(lands, x.border); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v, %v, want %q", name, got, err, x.want)
		}
	}
}

func TestAlong(t *testing.T) {
	l := line{b, {2.2, 1}, h} // in place of b–e–h
	got, err := west.along(l)
	if want := (line{g, h, {2.2, 1}, b, a, g}); err != nil || len(got) != 1 || !slices.Equal(fromWest(turned(got[0][0])), want) {
		t.Errorf("%v, %v, want %v", got, err, want)
	}
	got, err = country{east[0], {{{9, 9}, {9, 8}, {8, 8}, {9, 9}}}}.along(l.reversed())
	if want := (line{h, i, c, b, {2.2, 1}, h}); err != nil || len(got) != 2 || !slices.Equal(fromWest(turned(got[0][0])), want) {
		t.Errorf("%v, %v, want %v", got, err, want)
	}
	for name, l := range map[string]line{
		"ends elsewhere":     {b, {2.2, 1}, {2, 0.001}},
		"a way far too long": {a, {-50, 1}, g},
		"a way too short":    {a, c},
	} {
		if got, err := (country{{{a, b, c, i, h, g, a}}}).along(l); err == nil {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// turned is a ring with its land on the left.
func turned(ring line) line {
	if ring.signedArea() < 0 {
		return ring.reversed()
	}
	return ring
}
