package frontier_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"lindero/geo/frontier"
)

// Lands are drawn: each letter is a cell of one degree of the land of that
// code, '.' is nobody's. A letter of the other case is a cell of the land in a
// polygon of its own. The lower left cell's corner is 0 0.
func draw(code byte, rows ...string) frontier.Land {
	var out orb.MultiPolygon
	for _, c := range []byte{code, code + 'a' - 'A'} {
		out = append(out, outline(c, rows)...)
	}
	return frontier.Land{Code: string(code), Polygons: out}
}

// outline traces the cells of a letter: the edges that have it on the left
// only, followed from vertex to vertex, bearing right where cells touch in a
// corner, so that these are polygons of their own.
func outline(c byte, rows []string) []orb.Polygon {
	is := func(x, y int) bool {
		row := len(rows) - 1 - y
		return row >= 0 && row < len(rows) && x >= 0 && x < len(rows[row]) && rows[row][x] == c
	}
	next := map[orb.Point][]orb.Point{}
	add := func(x, y, dx, dy int) {
		p := orb.Point{float64(x), float64(y)}
		next[p] = append(next[p], orb.Point{float64(x + dx), float64(y + dy)})
	}
	for y := range rows {
		for x := range rows[len(rows)-1-y] {
			if !is(x, y) {
				continue
			}
			if !is(x, y-1) {
				add(x, y, 1, 0)
			}
			if !is(x+1, y) {
				add(x+1, y, 0, 1)
			}
			if !is(x, y+1) {
				add(x+1, y+1, -1, 0)
			}
			if !is(x-1, y) {
				add(x, y+1, 0, -1)
			}
		}
	}
	return polygons(trace(next))
}

func trace(next map[orb.Point][]orb.Point) []orb.Ring {
	starts := make([]orb.Point, 0, len(next))
	for p := range next {
		starts = append(starts, p)
	}
	slices.SortFunc(starts, func(p, q orb.Point) int { return strings.Compare(fmt.Sprint(p), fmt.Sprint(q)) })
	var rings []orb.Ring
	for _, start := range starts {
		for len(next[start]) > 0 {
			ring := orb.Ring{start}
			for p, from := start, (orb.Point{}); ; {
				k := 0
				if len(next[p]) > 1 && p != start { // turn left: keep to the same cell
					dx, dy := p[0]-from[0], p[1]-from[1]
					k = slices.Index(next[p], orb.Point{p[0] - dy, p[1] + dx})
				}
				q := next[p][k]
				next[p] = slices.Delete(next[p], k, k+1)
				ring = append(ring, q)
				if q == start {
					break
				}
				from, p = p, q
			}
			rings = append(rings, ring)
		}
	}
	return rings
}

// polygons gives every ring that goes clockwise to the outer ring that holds
// it, drawings having no land within an enclave of the same letter.
func polygons(rings []orb.Ring) []orb.Polygon {
	var out []orb.Polygon
	for _, r := range rings {
		if r.Orientation() == orb.CCW {
			out = append(out, orb.Polygon{r})
		}
	}
	for _, r := range rings {
		if r.Orientation() == orb.CCW {
			continue
		}
		for i := range out {
			if b := out[i][0].Bound(); b.Contains(r.Bound().Min) && b.Contains(r.Bound().Max) {
				out[i] = append(out[i], r)
				break
			}
		}
	}
	return out
}

// written writes the parts of a border without the vertices on straight
// stretches.
func written(b frontier.Border) []string {
	var out []string
	for _, part := range b.Parts {
		var s []string
		for i, p := range part {
			if i > 0 && i+1 < len(part) {
				q, r := part[i-1], part[i+1]
				if (p[0]-q[0])*(r[1]-p[1]) == (p[1]-q[1])*(r[0]-p[0]) {
					continue
				}
			}
			s = append(s, fmt.Sprintf("%g,%g", p[0], p[1]))
		}
		out = append(out, strings.Join(s, " "))
	}
	return out
}

func TestBetween(t *testing.T) {
	for _, tt := range []struct {
		name  string
		rows  []string
		want  []string // A on the left
		rings int
	}{
		{"one line", []string{
			"AAAB",
			"AABB"}, []string{"2,0 2,1 3,1 3,2"}, 0},
		{"the other way round", []string{
			"BAA",
			"BAA"}, []string{"1,2 1,0"}, 0},
		{"not at all", []string{
			"AA.B"}, nil, 0},
		{"a corner", []string{
			"A.",
			".B"}, nil, 0},
		{"two parts over a lake, going on", []string{
			"AABB",
			"A..B",
			"AABB"}, []string{"2,0 2,1", "2,2 2,3"}, 0},
		{"three parts, and the nearest next", []string{
			"AB",
			"..",
			"AB",
			"AB",
			"..",
			"AB"}, []string{"1,0 1,1", "1,2 1,4", "1,5 1,6"}, 0},
		{"polygons of one land joined", []string{
			"aB",
			"AB",
			"aB"}, []string{"1,0 1,3"}, 0},
		{"an enclave", []string{
			"AAA",
			"ABA",
			"AAA"}, []string{"1,1 1,2 2,2 2,1 1,1"}, 1},
		{"an enclave of the other", []string{
			"BBB",
			"BAB",
			"BBB"}, []string{"1,1 2,1 2,2 1,2 1,1"}, 1},
		{"a counter-enclave", []string{
			"AAAAA",
			"ABBBA",
			"ABaBA",
			"ABBBA",
			"AAAAA"}, []string{"1,1 1,4 4,4 4,1 1,1", "2,2 3,2 3,3 2,3 2,2"}, 2},
		{"open parts before rings", []string{
			"AAAAB",
			"ABAAB",
			"AAAAB"}, []string{"4,0 4,3", "1,1 1,2 2,2 2,1 1,1"}, 1},
		{"of rings the one that is nearest to the end first", []string{
			"AAAAAAAAAB",
			"ABAAAAABAB",
			"AAAAAAAAAB"}, []string{"9,0 9,3", "7,1 7,2 8,2 8,1 7,1", "1,1 1,2 2,2 2,1 1,1"}, 2},
		{"enclaves that touch in a corner, in one ring of A", []string{
			"AAAA",
			"ABAA",
			"AABA",
			"AAAA"}, []string{"1,2 1,3 2,3 2,2 3,2 3,1 2,1 2,2 1,2"}, 1},
		{"enclaves in a corner of which A's rings touch", []string{
			"BBBB",
			"BABB",
			"BBAB",
			"BBBB"}, []string{"1,2 2,2 2,3 1,3 1,2", "2,1 3,1 3,2 2,2 2,1"}, 2},
		{"an exclave", []string{
			"BB.A.B",
			"BB.ABB"}, []string{"4,0 4,1"}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, b := draw('A', tt.rows...), draw('B', tt.rows...)
			got := frontier.Between(a, b)
			if w := written(got); !slices.Equal(w, tt.want) || got.Rings != tt.rings {
				t.Errorf("got %q with %d rings, want %q with %d", w, got.Rings, tt.want, tt.rings)
			}
			if got.Left != "A" || got.Right != "B" {
				t.Errorf("sides %s, %s", got.Left, got.Right)
			}
		})
	}
}

func TestAll(t *testing.T) {
	rows := []string{
		"AABB",
		"AABC",
		"DDCC"}
	var lands []frontier.Land
	for _, c := range []byte("DCBA") {
		lands = append(lands, draw(c, rows...))
	}
	calls := 0
	got, err := frontier.All(context.Background(), lands, func(done, total int) {
		if calls++; done != calls || total != 4 {
			t.Errorf("progress %d of %d in call %d", done, total, calls)
		}
	})
	if err != nil || calls != 4 {
		t.Fatal(err, calls)
	}
	var s []string
	for _, b := range got {
		s = append(s, b.Left+b.Right+" "+strings.Join(written(b), "; "))
	}
	want := []string{"AB 2,1 2,3", "AD 0,1 2,1", "BC 2,1 3,1 3,2 4,2", "CD 2,1 2,0"}
	if !slices.Equal(s, want) {
		t.Errorf("got %q, want %q", s, want)
	}
}

func TestAllRefuses(t *testing.T) {
	a := draw('A', "A")
	if _, err := frontier.All(context.Background(), []frontier.Land{a, a}, nil); !errors.Is(err, frontier.ErrTwice) {
		t.Errorf("one code twice: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := frontier.All(ctx, []frontier.Land{a}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestAlone(t *testing.T) {
	for _, tt := range []struct {
		rows []string
		want []string
	}{
		{[]string{"CAB"}, []string{"1,0 2,0", "2,1 1,1"}},
		{[]string{"A"}, []string{"0,0 1,0 1,1 0,1 0,0"}},
		{[]string{".A.", "ABA", "AAA"}, []string{"0,0 3,0 3,2 2,2 2,3 1,3 1,2 0,2 0,0"}},
		{[]string{"BBB", "BAB", "BBB"}, nil},
	} {
		got := frontier.Alone(draw('A', tt.rows...), draw('B', tt.rows...), draw('C', tt.rows...))
		if w := written(frontier.Border{Parts: got}); !slices.Equal(w, tt.want) {
			t.Errorf("%q: %q, want %q", tt.rows, w, tt.want)
		}
	}
}

func TestTouch(t *testing.T) {
	for _, tt := range []struct {
		rows []string
		want []orb.Point
	}{
		{[]string{"A.", ".B"}, []orb.Point{{1, 1}}},
		{[]string{"A.A", ".B.", "A.A"}, []orb.Point{{1, 1}, {1, 2}, {2, 1}, {2, 2}}},
		{[]string{"AB"}, nil},
		{[]string{"A.B"}, nil},
		{[]string{"A...", ".B.B", ".BBA"}, []orb.Point{{1, 2}}},
	} {
		if got := frontier.Touch(draw('A', tt.rows...), draw('B', tt.rows...)); !slices.Equal(got, tt.want) {
			t.Errorf("%q: %v, want %v", tt.rows, got, tt.want)
		}
	}
}

// Two lands that lie over the antimeridian, cut there or not.
func TestAntimeridian(t *testing.T) {
	box := func(w, s, e, n float64, between ...orb.Point) orb.Polygon {
		return orb.Polygon{append(append(orb.Ring{{w, s}, {e, s}, {e, n}}, between...), orb.Point{w, n}, orb.Point{w, s})}
	}
	for _, tt := range []struct {
		name string
		a, b orb.MultiPolygon
		want string
	}{
		{"cut", orb.MultiPolygon{box(170, 0, 180, 10), box(-180, 0, -170, 10)},
			orb.MultiPolygon{box(170, 10, 180, 20), box(-180, 10, -170, 20)}, "-170,10 -180,10 170,10"},
		{"jumping", orb.MultiPolygon{{{{170, 0}, {-170, 0}, {-170, 10}, {170, 10}, {170, 0}}}},
			orb.MultiPolygon{{{{170, 10}, {-170, 10}, {-170, 20}, {170, 20}, {170, 10}}}}, "-170,10 170,10"},
		{"going on", orb.MultiPolygon{box(170, 0, 190, 10)}, orb.MultiPolygon{box(170, 10, 190, 20)}, "190,10 170,10"},
		{"beside the cut", orb.MultiPolygon{box(170, 0, 180, 10)}, orb.MultiPolygon{box(-180, 0, -170, 10)}, ""},
		{"either side of the cut", orb.MultiPolygon{box(170, 0, 180, 10)}, orb.MultiPolygon{box(180, 0, 190, 10)}, ""},
		{"both along the cut", orb.MultiPolygon{box(170, 0, 180, 10)}, orb.MultiPolygon{box(175, 0, 180, 10)}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := frontier.Between(frontier.Land{Code: "A", Polygons: tt.a}, frontier.Land{Code: "B", Polygons: tt.b})
			var s []string
			for _, part := range got.Parts {
				for _, p := range part {
					s = append(s, fmt.Sprintf("%g,%g", p[0], p[1]))
				}
				s = append(s, "|")
			}
			if w := strings.TrimSuffix(strings.Join(s, " "), " |"); w != tt.want {
				t.Errorf("got %q, want %q", w, tt.want)
			}
		})
	}
}

// An enclave that lies over the antimeridian and is cut there is one ring.
func TestRingOverTheAntimeridian(t *testing.T) {
	east := orb.Ring{{180, 2}, {178, 2}, {178, -2}, {180, -2}}
	west := orb.Ring{{-180, -2}, {-178, -2}, {-178, 2}, {-180, 2}}
	hole := orb.Ring{{170, -9}, {170, 9}, {180, 9}, {180, 2}, {178, 2}, {178, -2}, {180, -2}, {180, -9}, {170, -9}}
	other := orb.Ring{{-170, -9}, {-170, 9}, {-180, 9}, {-180, 2}, {-178, 2}, {-178, -2}, {-180, -2}, {-180, -9}, {-170, -9}}
	a := frontier.Land{Code: "A", Polygons: orb.MultiPolygon{{east}, {west}}}
	b := frontier.Land{Code: "B", Polygons: orb.MultiPolygon{{hole}, {other}}}
	got := frontier.Between(a, b)
	want := orb.LineString{{-180, 2}, {178, 2}, {178, -2}, {180, -2}, {-178, -2}, {-178, 2}, {-180, 2}}
	if len(got.Parts) != 1 || got.Rings != 1 || !slices.Equal(got.Parts[0], want) {
		t.Errorf("got %v with %d rings, want %v", got.Parts, got.Rings, want)
	}
}

// Some files write holes as polygons of their own: by their place they are
// holes, and an island in one is land again.
func TestHolesAsPolygons(t *testing.T) {
	box := func(w, e float64) orb.Polygon { return orb.Polygon{{{w, w}, {e, w}, {e, e}, {w, e}, {w, w}}} }
	a := frontier.Land{Code: "A", Polygons: orb.MultiPolygon{box(0, 9), box(1, 8), box(2, 7), box(20, 21)}}
	b := frontier.Land{Code: "B", Polygons: orb.MultiPolygon{box(2, 7), box(1, 8)}}
	want := []string{"1,1 1,8 8,8 8,1 1,1", "2,2 7,2 7,7 2,7 2,2"}
	if w := written(frontier.Between(a, b)); !slices.Equal(w, want) {
		t.Errorf("got %q, want %q", w, want)
	}
}

// Where lands overlap, an edge of both may have both on one side.
func TestOverlap(t *testing.T) {
	square := orb.Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}}
	above := orb.Polygon{{{0, 0}, {1, 0}, {1, 3}, {0, 0}}}
	below := orb.Polygon{{{0, 0}, {1, 0}, {1, -3}, {0, 0}}}
	for _, tt := range []struct {
		name           string
		a, b           orb.MultiPolygon
		parts, overlap []orb.LineString
	}{
		{"one side", orb.MultiPolygon{square}, orb.MultiPolygon{above}, nil, []orb.LineString{{{0, 0}, {1, 0}}}},
		{"either side", orb.MultiPolygon{square}, orb.MultiPolygon{below}, []orb.LineString{{{0, 0}, {1, 0}}}, nil},
		{"A to either side", orb.MultiPolygon{above, below}, orb.MultiPolygon{square}, nil, []orb.LineString{{{1, 0}, {0, 0}}}},
		{"B to either side", orb.MultiPolygon{square}, orb.MultiPolygon{below, above}, nil, []orb.LineString{{{0, 0}, {1, 0}}}},
		{"both to either side", orb.MultiPolygon{above, below}, orb.MultiPolygon{below, above}, nil,
			[]orb.LineString{{{0, 0}, {1, -3}, {1, 0}}, {{1, 0}, {1, 3}, {0, 0}}, {{0, 0}, {1, 0}}}},
		{"the same land", orb.MultiPolygon{square}, orb.MultiPolygon{square}, nil,
			[]orb.LineString{{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := frontier.Between(frontier.Land{Code: "A", Polygons: tt.a}, frontier.Land{Code: "B", Polygons: tt.b})
			want := frontier.Border{Left: "A", Right: "B", Parts: tt.parts, Overlaps: tt.overlap}
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
		})
	}
}
