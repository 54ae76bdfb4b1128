package main

import (
	"bytes"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lindero/bench/measure"
)

// Three countries about a place where their borders meet, and an island that
// two of them claim whole:
//
//	2  a---b---c
//	   | A | B |      i: an island, A's and B's
//	1  d---e---f
//	   |   C   |
//	0  g-------h
var (
	a, b, c = point{0, 2}, point{1, 2}, point{2, 2}
	d, e, f = point{0, 1}, point{1, 1}, point{2, 1}
	g, h    = point{0, 0}, point{2, 0}
	island  = []point{{5, 5}, {6, 5}, {6, 6}, {5, 5}}

	drawn = []ring{
		{"A", []point{a, b, e, d, a}},
		{"B", []point{b, c, f, e, b}},
		{"C", []point{d, e, f, h, g, d}},
		{"B", island},
		{"A", island},
	}
)

func TestBorders(t *testing.T) {
	want := []line{
		{"A-B-1", []point{b, e}},
		{"A-B-2", island},
		{"A-C-1", []point{e, d}},
		{"B-C-1", []point{e, f}},
	}
	got := borders(drawn)
	if !slices.EqualFunc(got, want, sameLine) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

// TestBordersOfThree lets a third country have A's and B's border too: the
// edge counts once, for the first two.
func TestBordersOfThree(t *testing.T) {
	got := borders(append([]ring{{"Z", []point{b, e, {9, 9}, b}}}, drawn...))
	if got[0].id != "A-B-1" || len(got) != 4 {
		t.Errorf("%v", got)
	}
}

func TestChains(t *testing.T) {
	for _, tt := range []struct {
		name  string
		edges []edge
		want  [][]int32
	}{
		{"one chain, out of order", []edge{{2, 3}, {0, 1}, {1, 2}}, [][]int32{{3, 2, 1, 0}}},
		{"a fork", []edge{{0, 1}, {1, 2}, {1, 3}}, [][]int32{{0, 1}, {1, 2}, {1, 3}}},
		{"a ring", []edge{{0, 1}, {1, 2}, {0, 2}}, [][]int32{{0, 1, 2, 0}}},
		{"a ring on a stem", []edge{{0, 1}, {1, 2}, {2, 3}, {1, 3}}, [][]int32{{0, 1}, {1, 2, 3, 1}}},
	} {
		if got := chains(tt.edges); !slices.EqualFunc(got, tt.want, slices.Equal[[]int32]) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func sameLine(x, y line) bool { return x.id == y.id && slices.Equal(x.points, y.points) }

func TestWriteLines(t *testing.T) {
	var out strings.Builder
	if err := writeLines(&out, []line{{"A-B-1", []point{{0, -0.5}, {1e-7, 2}}}, {"A-B-2", []point{a, b}}}); err != nil {
		t.Fatal(err)
	}
	want := `{"type":"FeatureCollection","features":[
{"type":"Feature","id":"A-B-1","properties":{},"geometry":{"type":"LineString","coordinates":[[0,-0.5],[0.0000001,2]]}},
{"type":"Feature","id":"A-B-2","properties":{},"geometry":{"type":"LineString","coordinates":[[0,2],[1,2]]}}
]}
`
	if out.String() != want {
		t.Errorf("got\n%s", out.String())
	}
}

func TestSomeLinesAndPlaces(t *testing.T) {
	var file, some bytes.Buffer
	if err := writeLines(&file, []line{{"A-B-1", island}, {"A-B-2", island}, {"A-B-3", island}}); err != nil {
		t.Fatal(err)
	}
	if err := writeSomeLines(&some, file.Bytes(), 5); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(some.String(), "Feature\""); n != 2 || !strings.HasSuffix(some.String(), "}}\n]}\n") {
		t.Errorf("%d lines of 4 vertices for 5:\n%s", n, some.String())
	}
	places := []byte("id,name,lon,lat\n1,One,179.99999,0\n2,Two,5,-90\n")
	for _, n := range []int{1, 2, 50} {
		some.Reset()
		if err := writeSomePlaces(&some, places, n); err != nil {
			t.Fatal(err)
		}
		rows := strings.Split(strings.TrimSpace(some.String()), "\n")[1:]
		slices.Sort(rows)
		if len(slices.Compact(rows)) != n {
			t.Errorf("%d different places, want %d", len(rows), n)
		}
		for _, r := range rows {
			cells := strings.Split(r, ",")
			lon, _ := strconv.ParseFloat(cells[2], 64)
			lat, _ := strconv.ParseFloat(cells[3], 64)
			if lon < 4 || lon > 180 || lat < -90 || lat > 1 {
				t.Errorf("place %s is off the earth, or far from where it was drawn", r)
			}
		}
	}
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestReadmeTakesTheTables(t *testing.T) {
	text := readFile(t, "../README.md")
	for _, name := range []string{"world", "stages", "growth"} {
		if _, err := measure.Between(text, measure.Table{Name: name, Text: ""}); err != nil {
			t.Error(err)
		}
	}
}

func TestCheck(t *testing.T) {
	known := answer{1000, 100}
	// 200 ends, each off by 48.15 m at 45°, and 1 % of 100.
	_, high := bounds(known, 0)
	if high < 13.61 || high > 13.63 {
		t.Errorf("bound %.3f km", high)
	}
	for _, tt := range []struct {
		name      string
		ours, its answer
		ok        bool
	}{
		{"all agree", known, answer{1005, 101}, true},
		{"ours is off", answer{1000.01, 100}, known, false},
		{"ours has one more", answer{1000, 101}, known, false},
		{"a peer's circles are too large", known, answer{999.9, 100}, false},
		{"a peer's circles are too small", known, answer{1014, 100}, false},
		{"a peer counts two more", known, answer{1005, 102}, false},
	} {
		m := measured{task: task{known: known}, answer: tt.ours, peers: []peerRun{{answer: tt.its, scale: 1e-5}}}
		if err := check([]measured{m}); (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestParsePeers(t *testing.T) {
	for text, n := range map[string]int{"none": 0, "postgis": 1, "geos,postgis": 2, "": -1, "none,geos": -1, "oracle": -1} {
		got, err := parsePeers(text)
		if (err != nil) != (n < 0) || err == nil && len(got) != n {
			t.Errorf("%q: %d, %v", text, len(got), err)
		}
	}
}

func TestScriptsAreThere(t *testing.T) {
	for _, f := range formulations {
		for _, name := range []string{f.script, f.count, "tables", "index"} {
			if !strings.Contains(script(name), ";") {
				t.Errorf("no script %s", name)
			}
		}
	}
}
