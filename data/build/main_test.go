package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// Two countries of three degrees by two, west and east of a line with a bend:
//
//	2  a---b---c      west: a b e h g
//	1  | W  e E|      east: b c i h e
//	0  g---h---i
var (
	a, b, c = point{0, 2}, point{2, 2}, point{4, 2}
	e       = point{2.5, 1}
	g, h, i = point{0, 0}, point{2, 0}, point{4, 0}

	west = country{{{a, b, e, h, g, a}}}
	east = country{{{b, c, i, h, e, b}}}
)

func TestSharedLine(t *testing.T) {
	if got, err := sharedLine(west, east, h); err != nil || !slices.Equal(got, line{h, e, b}) {
		t.Errorf("west on the left: %v, %v", got, err)
	}
	if got, err := sharedLine(east, west, b); err != nil || !slices.Equal(got, line{b, e, h}) {
		t.Errorf("east on the left: %v, %v", got, err)
	}
}

func TestSharedLineRefuses(t *testing.T) {
	island := country{{{{9, 9}, {9, 8}, {8, 8}, {9, 9}}}}
	if got, err := sharedLine(west, island, h); err == nil {
		t.Errorf("countries that do not touch share %v", got)
	}
	for _, at := range []point{e, b, c} {
		if got, err := sharedLine(west, east, at); err == nil {
			t.Errorf("a line that begins at %v: %v", at, got)
		}
	}
}

func TestCut(t *testing.T) {
	l := line{{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}}
	got, err := l.cut(point{1.000004, 0}, point{3, -0.000004})
	want := []line{l[0:2], l[1:4], l[3:5]}
	if err != nil || !slices.EqualFunc(got, want, slices.Equal[line]) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
	for name, at := range map[string][]point{
		"no vertex":     {{1.5, 0}},
		"the start":     {{0, 0}},
		"the end":       {{4, 0}},
		"the same":      {{2, 0}, {2, 0}},
		"out of order":  {{3, 0}, {1, 0}},
		"a vertex near": {{1.00002, 0}},
	} {
		if got, err := l.cut(at...); err == nil {
			t.Errorf("cut at %s: %v", name, got)
		}
	}
}

func TestCutStretchesHoldsTheEnd(t *testing.T) {
	l := line{h, e, b}
	if got, err := cutStretches(l, []stretch{{end: e}, {end: b}}); err != nil || len(got) != 2 {
		t.Errorf("got %v, %v; want two parts", got, err)
	}
	if got, err := cutStretches(l, []stretch{{end: e}, {end: c}}); err == nil {
		t.Errorf("an end elsewhere: %v", got)
	}
}

func TestCheckSides(t *testing.T) {
	northwards := line{h, e, b}
	if err := checkSides(northwards, west, east); err != nil {
		t.Error(err)
	}
	if err := checkSides(northwards, east, west); err == nil {
		t.Error("the sides may be swapped")
	}
}

// Lengths by GeodSolve; meridians and the equator are geodesics.
func TestKM(t *testing.T) {
	for _, tt := range []struct {
		l    line
		want float64
	}{
		{line{{0, 0}, {1, 0}}, 111.319491},
		{line{{0, 0}, {0, 1}}, 110.574389},
		{line{{-90, 15}, {-90, 16}, {-90, 15}}, 221.307288},
		{line{{5, 5}, {5, 5}}, 0},
	} {
		if got := tt.l.km(); math.Abs(got-tt.want) > 0.001 {
			t.Errorf("%v: %.6f km, want %.6f", tt.l, got, tt.want)
		}
	}
}

func TestClip(t *testing.T) {
	within := box{point{0, 0}, point{4, 2}}
	for _, tt := range []struct {
		name string
		l    line
		want []line
	}{
		{"through", line{{-1, 1}, {5, 1}}, []line{{{0, 1}, {4, 1}}}},
		{"inside", line{{1, 1}, {2, 1}, {3, 1}}, []line{{{1, 1}, {2, 1}, {3, 1}}}},
		{"out and in", line{{1, 1}, {1, 3}, {3, 3}, {3, 1}}, []line{{{1, 1}, {1, 2}}, {{3, 2}, {3, 1}}}},
		{"past", line{{-1, 3}, {5, 3}}, nil},
		{"a corner", line{{-1, 1}, {1, -1}}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := within.clip([]line{tt.l})
			if !slices.EqualFunc(got, tt.want, slices.Equal[line]) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestMerge(t *testing.T) {
	joined := merge([]line{{a, b}, {c, b}, {i, c}})
	if want := []line{{a, b, c, i}}; !slices.EqualFunc(joined, want, slices.Equal[line]) {
		t.Errorf("got %v, want %v", joined, want)
	}
	star := []line{{e, a}, {e, c}, {e, h}}
	if got := merge(star); !slices.EqualFunc(got, star, slices.Equal[line]) {
		t.Errorf("three lines that meet: got %v", got)
	}
	ring := []line{{a, c, i}, {i, g, a}}
	if got := merge(ring); len(got) != 1 || len(got[0]) != 5 {
		t.Errorf("a ring of two: got %v", got)
	}
}

func TestFinest(t *testing.T) {
	got := finest([]line{{a, c}, {b, h}, {c, b, a}})
	want := []line{{c, b, a}, {b, h}}
	if !slices.EqualFunc(got, want, slices.Equal[line]) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestEncode(t *testing.T) {
	c := collection{"drawn.geojson", []feature{
		{"one", map[string]any{"name": "Río", "kind": "river"}, line{{-90.1234567, 15}, {-91, 16.5}}},
		{"two", map[string]any{"side": "GT"}, point{1, 2}},
	}}
	got, err := c.encode()
	if err != nil {
		t.Fatal(err)
	}
	want := `{"type":"FeatureCollection","features":[
{"type":"Feature","id":"one","properties":{"kind":"river","name":"Río"},"geometry":{"type":"LineString","coordinates":[[-90.1234567,15],[-91,16.5]]}},
{"type":"Feature","id":"two","properties":{"side":"GT"},"geometry":{"type":"Point","coordinates":[1,2]}}
]}
`
	if !bytes.Equal(got, []byte(want)) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// The patrols are written by hand: each must start from a post of its side and
// have a week that is long enough.
func TestPatrolsFitPosts(t *testing.T) {
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) { checkPatrols(t, s) })
	}
}

func checkPatrols(t *testing.T, s scenario) {
	f, err := os.Open(filepath.Join("..", "scenarios", s.name, "patrols.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	sides, count := map[string]string{}, map[string]int{}
	for _, p := range s.posts {
		sides[p.id] = p.side
		count[p.side] = 0
	}
	for _, row := range rows[1:] {
		id, side, post := row[0], row[1], row[2]
		if sides[post] != side {
			t.Errorf("%s of %s starts from %q, which is no post of its side", id, side, post)
		}
		count[side]++
		var shift, rest, shifts float64
		for i, v := range []*float64{&shift, &rest, &shifts} {
			if err := json.Unmarshal([]byte(row[8+i]), v); err != nil {
				t.Errorf("%s, %s: %v", id, rows[0][8+i], err)
			}
		}
		if week := (shift + rest) * shifts; week > 7*24 {
			t.Errorf("%s needs %g hours a week", id, week)
		}
	}
	want := map[string]map[string]int{
		"guatemala-mexico": {"GT": 18, "MX": 18},
		"andorra":          {"AD": 8, "EU": 8},
	}[s.name]
	if !maps.Equal(count, want) {
		t.Errorf("patrols a side: %v, want %v", count, want)
	}
}
