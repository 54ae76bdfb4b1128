package tiles_test

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
	"github.com/paulmach/orb/simplify"
	"pgregory.net/rapid"

	"lindero/server/tiles"
)

// tolerance is how far what is drawn may stray from what is given, in units.
const tolerance = 2

// spot is a place in units of a tile, not rounded.
type spot [2]float64

// spotOf projects by the definition of Web Mercator (EPSG method 1024), into
// the units of a tile.
func spotOf(p orb.Point, at maptile.Tile) spot {
	n := 4096 * math.Pow(2, float64(at.Z))
	y := math.Log(math.Tan(math.Pi/4+p[1]*math.Pi/360)) / math.Pi // 1 at the top of the map
	if p[1] == 90 {
		y = 1
	}
	y = min(max(y, -1), 1)
	return spot{(p[0]+180)/360*n - 4096*float64(at.X), (1-y)/2*n - 4096*float64(at.Y)}
}

// sides returns west, south, east and north of the places that are so many
// units around a tile, in degrees.
func sides(at maptile.Tile, around float64) (west, south, east, north float64) {
	n := 4096 * math.Pow(2, float64(at.Z))
	lat := func(y float64) float64 {
		return 360/math.Pi*math.Atan(math.Exp(math.Pi*(1-2*y))) - 90
	}
	x, y := 4096*float64(at.X), 4096*float64(at.Y)
	north, south = lat((y-around)/n), lat((y+4096+around)/n)
	if y-around <= 0 {
		north = 90 // what lies beyond is at the edge
	}
	if y+4096+around >= n {
		south = -90
	}
	return (x-around)/n*360 - 180, south, (x+4096+around)/n*360 - 180, north
}

// sampled returns a line, and its copies 360° to either side, within so many
// units of a tile as short chords.
func sampled(line orb.LineString, at maptile.Tile, around float64) [][]spot {
	var out [][]spot
	for _, turn := range []float64{-360, 0, 360} {
		copied := line.Clone()
		for i := range copied {
			copied[i][0] += turn
		}
		out = append(out, chordsOf(copied, at, around)...)
	}
	return out
}

// chordsOf returns the chords of one copy. An edge is straight in degrees, so
// what of it is within the box is an interval.
func chordsOf(line orb.LineString, at maptile.Tile, around float64) [][]spot {
	west, south, east, north := sides(at, around)
	var out [][]spot
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		from, to := 0.0, 1.0
		for k, within := range [2][2]float64{{west, east}, {south, north}} {
			d := b[k] - a[k]
			if d == 0 {
				if a[k] < within[0] || a[k] > within[1] {
					from, to = 1, 0
				}
				continue
			}
			t, u := (within[0]-a[k])/d, (within[1]-a[k])/d
			from, to = max(from, min(t, u)), min(to, max(t, u))
		}
		if from > to {
			continue
		}
		const n = 1000
		chords := make([]spot, 0, n+1)
		for k := range n + 1 {
			t := from + (to-from)*float64(k)/n
			chords = append(chords, spotOf(orb.Point{a[0] + t*(b[0]-a[0]), a[1] + t*(b[1]-a[1])}, at))
		}
		out = append(out, chords)
	}
	return out
}

// away returns how far a place is from lines.
func away(p spot, lines [][]spot) float64 {
	least := math.Inf(1)
	for _, line := range lines {
		for i := 1; i < len(line); i++ {
			a, b := line[i-1], line[i]
			dx, dy := b[0]-a[0], b[1]-a[1]
			t := 0.0
			if l := dx*dx + dy*dy; l > 0 {
				t = min(max(((p[0]-a[0])*dx+(p[1]-a[1])*dy)/l, 0), 1)
			}
			least = min(least, math.Hypot(p[0]-a[0]-t*dx, p[1]-a[1]-t*dy))
		}
	}
	return least
}

// compareToTruth holds what a tile has of a line to the line itself: every
// vertex and the middle of every edge drawn is near the line, and every place
// of the line within the tile is near what is drawn.
func compareToTruth(line orb.LineString, at maptile.Tile, drawn [][][2]int) error {
	truth := sampled(line, at, 64+tolerance)
	var lines [][]spot
	for _, part := range drawn {
		var l []spot
		for _, p := range part {
			l = append(l, spot{float64(p[0]), float64(p[1])})
		}
		lines = append(lines, l)
		for i, p := range l {
			if d := away(p, truth); !(d <= tolerance) {
				return fmt.Errorf("%v is drawn %.2f units from the line", p, d)
			}
			if i > 0 {
				middle := spot{(p[0] + l[i-1][0]) / 2, (p[1] + l[i-1][1]) / 2}
				if d := away(middle, truth); !(d <= tolerance) {
					return fmt.Errorf("between %v and %v what is drawn is %.2f units from the line", l[i-1], p, d)
				}
			}
		}
	}
	for _, chords := range sampled(line, at, 0) {
		for k := 0; k < len(chords); k += 25 {
			if d := away(chords[k], lines); !(d <= tolerance) {
				return fmt.Errorf("%v of the line is %.2f units from what is drawn", chords[k], d)
			}
		}
	}
	return nil
}

// drawSeed returns a source of random numbers. What rapid draws is mostly small,
// which makes lines short and straight: it draws the seed only.
func drawSeed(t *rapid.T) *rand.Rand {
	return rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 7))
}

// drawZoom draws a zoom, and how long a step is in degrees that has so many
// units there, as powers of two; no longer than 3°.
func drawZoom(r *rand.Rand, least, most int, from, to float64) (z int, stepDeg float64) {
	z = least + r.IntN(most-least+1)
	return z, min(360.0/4096*math.Pow(2, from+(to-from)*r.Float64()-float64(z)), 3)
}

// drawLine draws a line as borders go: steps of like length that turn.
func drawLine(r *rand.Rand, stepDeg float64) orb.LineString {
	at := orb.Point{358*r.Float64() - 179, 140*r.Float64() - 70}
	wild := 4 * r.Float64() * r.Float64()
	var line orb.LineString
	way := 2 * math.Pi * r.Float64()
	for range 2 + r.IntN(300) {
		line = append(line, at)
		way += (r.Float64() - 0.5) * wild
		step := stepDeg * r.Float64()
		at = orb.Point{
			min(max(at[0]+step*math.Cos(way), -180), 180),
			min(max(at[1]+step*math.Sin(way), -70), 70),
		}
	}
	return line
}

// tileNear returns a tile that holds a place, or one beside it.
func tileNear(r *rand.Rand, p orb.Point, z int) maptile.Tile {
	home := spotOf(p, maptile.New(0, 0, maptile.Zoom(z)))
	last := 1<<z - 1
	x := int(home[0]/4096) + r.IntN(3) - 1
	y := int(home[1]/4096) + r.IntN(3) - 1
	return maptile.New(uint32(min(max(x, 0), last)), uint32(min(max(y, 0), last)), maptile.Zoom(z))
}

// drawnOf returns what a tile has of the only feature.
func drawnOf(s *tiles.Set, at maptile.Tile) ([][][2]int, error) {
	body, err := s.Tile(context.Background(), at)
	if err != nil || body == nil {
		return nil, err
	}
	v, err := decodeTile(body)
	if err != nil {
		return nil, err
	}
	return v.layers[0].features[0].parts, nil
}

func TestTilesShowTheLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawSeed(t)
		z, stepDeg := drawZoom(r, 0, tiles.MaxZoom, -5, 11)
		line := drawLine(r, stepDeg)
		s, err := tiles.New([]tiles.Layer{shapes("l", line)})
		if err != nil {
			t.Fatal(err)
		}
		at := tileNear(r, line[r.IntN(len(line))], z)
		drawn, err := drawnOf(s, at)
		if err != nil {
			t.Fatal(err)
		}
		if err := compareToTruth(line, at, drawn); err != nil {
			t.Fatalf("%v: %v", at, err)
		}
	})
}

// TestThinning compares with Douglas and Peucker's method as orb has it, with
// half a unit, for lines that are in one tile as a whole. At these zooms edges
// are so short that no vertices are put in.
func TestThinning(t *testing.T) {
	judged := 0
	rapid.Check(t, func(t *rapid.T) {
		r := drawSeed(t)
		z, stepDeg := drawZoom(r, 9, tiles.MaxZoom, -5, 3)
		line := drawLine(r, stepDeg)
		home := spotOf(line[0], maptile.New(0, 0, maptile.Zoom(z)))
		at := maptile.New(uint32(home[0]/4096), uint32(home[1]/4096), maptile.Zoom(z))
		var given orb.LineString
		for _, p := range line {
			given = append(given, orb.Point(spotOf(p, at)))
		}
		if frame := (orb.Bound{Min: orb.Point{-60, -60}, Max: orb.Point{4156, 4156}}); !frame.Contains(given.Bound().Min) || !frame.Contains(given.Bound().Max) {
			t.Skip("not in one tile")
		}
		var want [][2]int
		for _, p := range simplify.DouglasPeucker(0.5).LineString(given) {
			q := [2]int{int(math.Floor(p[0] + 0.5)), int(math.Floor(p[1] + 0.5))}
			if len(want) == 0 || want[len(want)-1] != q {
				want = append(want, q)
			}
		}
		judged++
		if len(want) < 2 {
			return // drawn as a line of one unit
		}
		s, err := tiles.New([]tiles.Layer{shapes("l", line)})
		if err != nil {
			t.Fatal(err)
		}
		drawn, err := drawnOf(s, at)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([][][2]int{want}, drawn); diff != "" {
			t.Fatal(diff)
		}
	})
	if judged < 50 {
		t.Errorf("%d lines were in one tile", judged)
	}
}

// TestFarEdges draws lines whose edges go over much of the earth.
func TestFarEdges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawSeed(t)
		var line orb.LineString
		for range 2 + r.IntN(4) {
			line = append(line, orb.Point{360*r.Float64() - 180, 180*r.Float64() - 90})
		}
		s, err := tiles.New([]tiles.Layer{shapes("l", line)})
		if err != nil {
			t.Fatal(err)
		}
		z, k, u := r.IntN(7), 1+r.IntN(len(line)-1), r.Float64()
		a, b := line[k-1], line[k]
		at := tileNear(r, orb.Point{a[0] + u*(b[0]-a[0]), a[1] + u*(b[1]-a[1])}, z)
		drawn, err := drawnOf(s, at)
		if err != nil {
			t.Fatal(err)
		}
		if err := compareToTruth(line, at, drawn); err != nil {
			t.Fatalf("%v: %v", at, err)
		}
	})
}

// TestNothingDisappears looks for every feature in the tiles of each zoom that
// the limits name, whatever its shape and however small.
func TestNothingDisappears(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		home := orb.Point{rapid.Float64Range(-180, 180).Draw(t, "lon"), rapid.Float64Range(-90, 90).Draw(t, "lat")}
		size := math.Pow(10, rapid.Float64Range(-8, 1).Draw(t, "log10 of the size"))
		place := rapid.Custom(func(t *rapid.T) orb.Point {
			return orb.Point{
				min(max(home[0]+size*rapid.Float64Range(-1, 1).Draw(t, "x"), -180), 180),
				min(max(home[1]+size*rapid.Float64Range(-1, 1).Draw(t, "y"), -90), 90),
			}
		})
		line := rapid.SliceOfN(place, 1, 9)
		shape := rapid.Custom(func(t *rapid.T) orb.Geometry {
			l := line.Draw(t, "places")
			switch rapid.IntRange(0, 5).Draw(t, "type") {
			case 0:
				return l[0]
			case 1:
				return orb.MultiPoint(l)
			case 2:
				return orb.LineString(l)
			case 3:
				return orb.MultiLineString{l, line.Draw(t, "more")}
			case 4:
				return orb.Polygon{l}
			}
			return orb.MultiPolygon{{l}, {line.Draw(t, "more"), line.Draw(t, "hole")}}
		})
		l := shapes("l", rapid.SliceOfN(shape, 1, 5).Draw(t, "shapes")...)
		s, err := tiles.New([]tiles.Layer{l})
		if err != nil {
			t.Fatal(err)
		}
		for z, limit := range s.Limits() {
			if (limit.MaxRow-limit.MinRow+1)*(limit.MaxCol-limit.MinCol+1) > 100 {
				break
			}
			seen := map[any]bool{}
			for y := limit.MinRow; y <= limit.MaxRow; y++ {
				for x := limit.MinCol; x <= limit.MaxCol; x++ {
					body, err := s.Tile(context.Background(), maptile.New(x, y, maptile.Zoom(z)))
					if err != nil {
						t.Fatal(err)
					}
					v, err := decodeTile(body)
					if err != nil {
						t.Fatalf("%d/%d/%d: %v", z, y, x, err)
					}
					for _, l := range v.layers {
						for _, f := range l.features {
							seen[f.properties["feature_id"]] = true
						}
					}
				}
			}
			for _, f := range l.Features {
				if !seen[f.ID] {
					t.Fatalf("%s is in no tile of zoom %d: %v", f.ID, z, f.Shape)
				}
			}
		}
	})
}

// TestLimitsLeaveNothingOut looks at all tiles of zooms 0 to 4: what is seen
// outside the limits is in the buffer.
func TestLimitsLeaveNothingOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := drawLine(drawSeed(t), 1)
		s, err := tiles.New([]tiles.Layer{shapes("l", line)})
		if err != nil {
			t.Fatal(err)
		}
		for z, limit := range s.Limits()[:5] {
			for y := range uint32(1) << z {
				for x := range uint32(1) << z {
					if y >= limit.MinRow && y <= limit.MaxRow && x >= limit.MinCol && x <= limit.MaxCol {
						continue
					}
					drawn, err := drawnOf(s, maptile.New(x, y, maptile.Zoom(z)))
					if err != nil {
						t.Fatal(err)
					}
					for _, part := range drawn {
						for _, p := range part {
							if p[0] > 0 && p[0] < 4096 && p[1] > 0 && p[1] < 4096 {
								t.Fatalf("%d/%d/%d is beyond %+v and holds %v", z, y, x, limit, p)
							}
						}
					}
				}
			}
		}
	})
}

// TestTurningTheEarth moves features by 360°, which changes nothing; and cuts
// lines at 180° that go over it.
func TestTurningTheEarth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawSeed(t)
		z := r.IntN(11)
		x := float64(r.IntN(201)-100) / 64 // moved without rounding
		y := 160*r.Float64() - 80
		line := orb.LineString{{180 - 2 + x, y}, {180 + x, y + 1}, {180 + 2 + x, y}}
		var turned orb.LineString
		for _, p := range line {
			turned = append(turned, orb.Point{p[0] - 360, p[1]})
		}
		at := tileNear(r, orb.Point{[]float64{-179.9, 179.9}[r.IntN(2)], y}, z)
		var bodies [][]byte
		for _, l := range []orb.LineString{line, turned} {
			s, err := tiles.New([]tiles.Layer{shapes("l", l)})
			if err != nil {
				t.Fatal(err)
			}
			body, err := s.Tile(context.Background(), at)
			if err != nil {
				t.Fatal(err)
			}
			bodies = append(bodies, body)
		}
		if !bytes.Equal(bodies[0], bodies[1]) {
			t.Fatalf("%v: other bytes", at)
		}
	})
}

// TestTilesMeet draws a line in two tiles side by side: where both show the
// strip along their edge, each shows the same.
func TestTilesMeet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawSeed(t)
		z, stepDeg := drawZoom(r, 1, tiles.MaxZoom, -2, 10)
		line := drawLine(r, stepDeg)
		s, err := tiles.New([]tiles.Layer{shapes("l", line)})
		if err != nil {
			t.Fatal(err)
		}
		west := tileNear(r, line[len(line)/2], z)
		if west.X == 1<<z-1 {
			west.X--
		}
		east := maptile.New(west.X+1, west.Y, west.Z)
		a, err := drawnOf(s, west)
		if err != nil {
			t.Fatal(err)
		}
		b, err := drawnOf(s, east)
		if err != nil {
			t.Fatal(err)
		}
		inStrip := func(parts [][][2]int, moved int) map[[2]int]bool {
			out := map[[2]int]bool{}
			for _, part := range parts {
				for _, p := range part {
					if x := p[0] + moved; x > 4096-64 && x < 4096+64 && p[1] > -64 && p[1] < 4096+64 {
						out[[2]int{x, p[1]}] = true
					}
				}
			}
			return out
		}
		left, right := inStrip(a, 0), inStrip(b, 4096)
		for p := range left {
			if !right[p] {
				t.Fatalf("%v: %v is in the western tile only", west, p)
			}
		}
		if len(left) != len(right) {
			t.Fatalf("%v: %d vertices in the west, %d in the east", west, len(left), len(right))
		}
	})
}
