package tiles_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
	"pgregory.net/rapid"

	"lindero/server/tiles"
)

// down16 is the latitude that lies so many units below the top of tile 8/8/4, in
// the middle of which a degree of longitude is 182.04 units.
func down16(units float64) float64 { return down((8*4096 + units) / (16 * 4096)) }

// east16 is the longitude that lies so many units east of its western side.
func east16(units float64) float64 { return units / (16 * 4096) * 360 }

// ring16 makes a ring of units of tile 8/8/4.
func ring16(units ...[2]float64) orb.Ring {
	var out orb.Ring
	for _, u := range units {
		out = append(out, orb.Point{east16(u[0]), down16(u[1])})
	}
	return append(out, out[0])
}

// TestAreasAtTheFrame draws areas that leave the tile and come back: each part of
// them is a polygon of its own.
func TestAreasAtTheFrame(t *testing.T) {
	far := 9000.0
	outer := ring16([2]float64{-far, -far}, [2]float64{far, -far}, [2]float64{far, far}, [2]float64{-far, far})
	for _, test := range []struct {
		name string
		of   orb.Geometry
		want [][][2]int
	}{
		{"a U whose bottom is outside",
			orb.Polygon{ring16([2]float64{1000, 1000}, [2]float64{1500, 1000}, [2]float64{1500, far}, [2]float64{2500, far},
				[2]float64{2500, 1000}, [2]float64{3000, 1000}, [2]float64{3000, far + 9}, [2]float64{1000, far + 9})},
			[][][2]int{
				{{1000, 4160}, {1000, 1000}, {1500, 1000}, {1500, 4160}},
				{{2500, 4160}, {2500, 1000}, {3000, 1000}, {3000, 4160}},
			}},
		{"all of the frame", orb.Polygon{outer}, [][][2]int{{{-64, -64}, {4160, -64}, {4160, 4160}, {-64, 4160}}}},
		{"but for a hole in the middle",
			orb.Polygon{outer, ring16([2]float64{1000, 1000}, [2]float64{1000, 2000}, [2]float64{2000, 2000}, [2]float64{2000, 1000})},
			[][][2]int{{{-64, -64}, {4160, -64}, {4160, 4160}, {-64, 4160}}, {{1000, 1000}, {1000, 2000}, {2000, 2000}, {2000, 1000}}}},
		{"but for a hole over the edge",
			orb.Polygon{outer, ring16([2]float64{-far + 9, 1000}, [2]float64{-far + 9, 2000}, [2]float64{2000, 2000}, [2]float64{2000, 1000})},
			[][][2]int{{{-64, -64}, {4160, -64}, {4160, 4160}, {-64, 4160}, {-64, 2000}, {2000, 2000}, {2000, 1000}, {-64, 1000}}}},
		{"but for a hole from side to side",
			orb.Polygon{outer, ring16([2]float64{-far + 9, 1000}, [2]float64{-far + 9, 2000}, [2]float64{far - 9, 2000}, [2]float64{far - 9, 1000})},
			[][][2]int{
				{{-64, -64}, {4160, -64}, {4160, 1000}, {-64, 1000}},
				{{-64, 2000}, {4160, 2000}, {4160, 4160}, {-64, 4160}},
			}},
		{"a channel that closes at this zoom",
			orb.Polygon{ring16([2]float64{0, 0}, [2]float64{1000, 0}, [2]float64{1000, 500}, [2]float64{600, 500}, [2]float64{600, 200},
				[2]float64{300, 200}, [2]float64{300, 800}, [2]float64{600, 800}, [2]float64{600, 500.2}, [2]float64{1000, 500.2}, [2]float64{1000, 1000}, [2]float64{0, 1000})},
			[][][2]int{
				{{0, 0}, {1000, 0}, {1000, 500}, {1000, 1000}, {0, 1000}},
				{{300, 200}, {300, 800}, {600, 800}, {600, 500}, {600, 200}},
			}},
	} {
		got := parts(t, tile(t, newSet(t, shapes("l", test.of)), 8, 8, 4))
		for _, f := range got {
			for k := range f {
				f[k] = fromFirst(f[k])
			}
			slices.SortStableFunc(f, func(a, b [][2]int) int { return slices.Compare(a[0][:], b[0][:]) })
		}
		for k := range test.want {
			test.want[k] = fromFirst(test.want[k])
		}
		if diff := cmp.Diff([][][][2]int{test.want}, got); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

// fromFirst returns a ring from its first vertex from the west, and from the
// north of these.
func fromFirst(ring [][2]int) [][2]int {
	first := slices.IndexFunc(ring, func(p [2]int) bool {
		return p == slices.MinFunc(ring, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	})
	return slices.Concat(ring[first:], ring[:first])
}

// drawBlob draws a ring around a place: anticlockwise, rough, no farther from it
// than size, and nowhere nearer than least of that.
func drawBlob(r *rand.Rand, at orb.Point, sizeDeg, least float64, vertices int) orb.Ring {
	var out orb.Ring
	far := least + (1-least)*r.Float64()
	for i := range vertices {
		far = min(max(far+(r.Float64()-0.5)*0.3, least), 1)
		way := 2 * math.Pi * float64(i) / float64(vertices)
		out = append(out, orb.Point{at[0] + far*sizeDeg*math.Cos(way), at[1] + far*sizeDeg*math.Sin(way)})
	}
	return append(out, out[0])
}

// inside reports whether a place is in a polygon of degrees, by the even-odd
// rule.
func inside(p orb.Point, polygon orb.Polygon) bool {
	in := false
	for _, ring := range polygon {
		for i := 1; i < len(ring); i++ {
			a, b := ring[i-1], ring[i]
			if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0]+(p[1]-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
				in = !in
			}
		}
	}
	return in
}

// painted returns how many polygons hold the middle of a unit, by the winding
// rule for outer rings and holes.
func painted(p [2]int, rings [][][2]int) int {
	n := 0
	for _, ring := range rings {
		for i, a := range ring {
			b := ring[(i+1)%len(ring)]
			y := float64(p[1]) + 0.5
			if (float64(a[1]) > y) == (float64(b[1]) > y) {
				continue
			}
			if float64(p[0])+0.5 < float64(a[0])+(y-float64(a[1]))/float64(b[1]-a[1])*float64(b[0]-a[0]) {
				if b[1] > a[1] {
					n++
				} else {
					n--
				}
			}
		}
	}
	return n
}

// TestTilesShowTheArea draws rough areas with a hole, and compares places of a
// tile with the area itself: each is in one drawn polygon or in none.
func TestTilesShowTheArea(t *testing.T) {
	met := map[bool]int{}
	rapid.Check(t, func(t *rapid.T) {
		r := drawSeed(t)
		z, sizeDeg := drawZoom(r, 0, tiles.MaxZoom, 6, 15)
		at := orb.Point{340*r.Float64() - 170, 130*r.Float64() - 65}
		polygon := orb.Polygon{drawBlob(r, at, sizeDeg, 0.6, 3+r.IntN(1500)), drawBlob(r, at, sizeDeg/2, 0.2, 3+r.IntN(300))}
		if r.IntN(2) == 0 {
			polygon[0].Reverse()
		}
		s, err := tiles.New([]tiles.Layer{shapes("l", polygon)})
		if err != nil {
			t.Fatal(err)
		}
		of := polygon[r.IntN(2)]
		home := tileNear(r, of[r.IntN(len(of))], z)
		drawn, err := drawnOf(s, home)
		if err != nil {
			t.Fatal(err)
		}
		var edges [][]spot
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				edges = append(edges, []spot{spotOf(ring[i-1], home), spotOf(ring[i], home)})
			}
		}
		west, south, east, north := sides(home, 0)
		for range 60 {
			lon := west + (east-west)*r.Float64()
			p := orb.Point{lon, south + (north-south)*r.Float64()}
			u := spotOf(p, home)
			if away(u, edges) < tolerance+2 {
				continue
			}
			want := 0
			if inside(p, polygon) {
				want = 1
			}
			if got := painted([2]int{int(math.Floor(u[0])), int(math.Floor(u[1]))}, drawn); got != want {
				t.Fatalf("%v: %v is in %d polygons, want %d", home, u, got, want)
			}
			met[want > 0]++
		}
	})
	if met[true] < 500 || met[false] < 500 {
		t.Errorf("places inside and outside: %v", met)
	}
}

// inner returns the edges of rings that are not along the frame.
func inner(rings [][][2]int) map[[2][2]int]bool {
	out := map[[2][2]int]bool{}
	for _, ring := range rings {
		for i, p := range ring {
			if e := [2][2]int{p, ring[(i+1)%len(ring)]}; !alongFrame(e) {
				out[e] = true
			}
		}
	}
	return out
}

// alongFrame reports whether an edge goes along a side of the frame.
func alongFrame(e [2][2]int) bool {
	side := func(v int) bool { return v == -64 || v == 4160 }
	return side(e[0][0]) && e[0][0] == e[1][0] || side(e[0][1]) && e[0][1] == e[1][1]
}

// cutAt cuts a line at one of its inner vertices; 0 leaves it as it is.
func cutAt(line orb.LineString, k int) []orb.LineString {
	if k == 0 {
		return []orb.LineString{line}
	}
	return []orb.LineString{line[:k+1], line[k:]}
}

// drawMeeting draws a rough line northwards, three tiles long, and in two layers an
// area in the west that goes along all of it and one or two in the east, each
// written from another vertex and another way round. Lines lie there too: they end
// where the two in the east meet, as what goes on there is thinned as one, and
// perhaps somewhere else.
func drawMeeting(r *rand.Rand, z int) (orb.LineString, []tiles.Layer) {
	n := 10 + r.IntN(1000)
	stepDeg := 3 * 360 / math.Pow(2, float64(z)) / float64(n)
	at := orb.Point{300*r.Float64() - 150, 120*r.Float64() - 60}
	far := 3 * float64(n) * stepDeg
	var line orb.LineString
	width := 0.0
	for i := range n {
		width += (r.Float64() - 0.5) * stepDeg
		line = append(line, orb.Point{at[0] + width, at[1] + stepDeg*(float64(i)+0.9*r.Float64())})
	}
	beside := func(line orb.LineString, x float64) orb.Polygon {
		ring := append(orb.Ring(slices.Clone(line)), orb.Point{x, line[len(line)-1][1]}, orb.Point{x, line[0][1]})
		i := r.IntN(len(ring))
		ring = slices.Concat(ring[i:], ring[:i+1])
		if r.IntN(2) == 0 {
			ring.Reverse()
		}
		return orb.Polygon{ring}
	}
	// A third of the draws has one area in the east, and as many uncut lines.
	maybe := func(n int) int { return min(r.IntN(3), 1) * (1 + r.IntN(n-2)) }
	a, b, ways := []orb.Geometry{beside(line, at[0]-far)}, []orb.Geometry{}, []orb.Geometry{}
	for i, part := range cutAt(line, maybe(n)) {
		if area := beside(part, at[0]+far); i == 0 {
			a = append(a, area)
		} else {
			b = append(b, area)
		}
		cut := 0
		if len(part) > 2 {
			cut = maybe(len(part))
		}
		for _, way := range cutAt(part, cut) {
			way = way.Clone()
			if r.IntN(2) == 0 {
				way.Reverse()
			}
			ways = append(ways, way)
		}
	}
	return line, []tiles.Layer{shapes("a", a...), shapes("b", b...), shapes("line", ways...)}
}

// edgesOf returns the edges of all areas of a tile, and of all lines, that are not
// along the frame; of each whose it is.
func edgesOf(v mvtTile) (areas, lines map[[2][2]int]string) {
	areas, lines = map[[2][2]int]string{}, map[[2][2]int]string{}
	for _, l := range v.layers {
		for _, f := range l.features {
			if l.name != "line" {
				for e := range inner(f.parts) {
					areas[e] = fmt.Sprint(l.name, f.id)
				}
				continue
			}
			for _, part := range f.parts {
				for i := 1; i < len(part); i++ {
					if e := [2][2]int{part[i-1], part[i]}; !alongFrame(e) {
						lines[e] = fmt.Sprint(l.name, f.id)
					}
				}
			}
		}
	}
	return areas, lines
}

// TestNeighboursShareTheirLine looks at areas that meet along a line, and at lines
// that lie there: at every zoom they have the same edges.
func TestNeighboursShareTheirLine(t *testing.T) {
	met, on := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		r := drawSeed(t)
		z := 6 + r.IntN(tiles.MaxZoom-5)
		line, layers := drawMeeting(r, z)
		s, err := tiles.New(layers)
		if err != nil {
			t.Fatal(err)
		}
		n := len(line)
		home := maptile.At(line[n/3+r.IntN(n/3)], maptile.Zoom(z))
		if spotOf(line[0], home)[1] < 4170 || spotOf(line[n-1], home)[1] > -70 {
			return // their other sides are in the tile
		}
		body, err := s.Tile(context.Background(), home)
		if err != nil {
			t.Fatal(err)
		}
		v, err := decodeTile(body)
		if err != nil {
			t.Fatal(err)
		}
		areas, lines := edgesOf(v)
		for e, whose := range areas {
			if areas[[2][2]int{e[1], e[0]}] == "" {
				t.Fatalf("%v: %s has %v, and no neighbour has", home, whose, e)
			}
			met++
		}
		for e := range lines {
			if areas[e] == "" {
				t.Fatalf("%v: the line has %v, and no area has", home, e)
			}
			on++
		}
	})
	if met < 1000 || on < 1000 {
		t.Errorf("only %d edges of areas, and %d of lines", met, on)
	}
}

// TestArcsFromEitherEnd draws neighbours whose line looks the same at many places,
// so that it matters from which end it is thinned, and has edges that the map
// bends.
func TestArcsFromEitherEnd(t *testing.T) {
	var teeth orb.LineString
	for i := range 64 {
		teeth = append(teeth, orb.Point{0.5 * float64(i%2), float64(i) / 8})
	}
	for name, line := range map[string]orb.LineString{"teeth": teeth, "bent": {{0, 0}, {7.3, 61.7}, {5.1, 80.3}}} {
		n := len(line) - 1
		west := append(orb.Ring(line.Clone()), orb.Point{-90, line[n][1]}, orb.Point{-90, line[0][1]}, line[0])
		east := append(orb.Ring(line.Clone()), orb.Point{90, line[n][1]}, orb.Point{90, line[0][1]}, line[0])
		east.Reverse()
		s := newSet(t, shapes("l", orb.Polygon{west}, orb.Polygon{east}))
		for z := range maptile.Zoom(14) {
			for _, p := range line {
				at := maptile.At(p, z)
				drawn := parts(t, tile(t, s, at.X, at.Y, z))
				if len(drawn) < 2 {
					continue
				}
				a, b := inner(drawn[0]), inner(drawn[1])
				level := func(e [2][2]int) bool { return e[0][1] == e[1][1] } // the other sides
				for e := range a {
					if !level(e) && e[0][0] > -64 && !b[[2][2]int{e[1], e[0]}] && !outerSide(e, at) {
						t.Fatalf("%s at %v: the west has %v, the east has not", name, at, e)
					}
				}
				if z < 3 && len(a) > 150 {
					t.Errorf("%s at %v: %d edges", name, at, len(a))
				}
			}
		}
	}
}

// outerSide reports whether an edge is on 90° west or east.
func outerSide(e [2][2]int, at maptile.Tile) bool {
	side := func(lon float64) bool { return math.Abs(spotOf(orb.Point{lon, 0}, at)[0]-float64(e[0][0])) < 2 }
	return e[0][0] == e[1][0] && (side(-90) || side(90))
}
