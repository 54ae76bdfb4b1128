package tiles_test

import (
	"bytes"
	"context"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
	"github.com/paulmach/orb/simplify"
	"pgregory.net/rapid"

	"lindero/server/tiles"
)

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

// onEdge reports whether a coordinate is between two units.
func onEdge(x float64) bool { return math.Abs(x-math.Floor(x)-0.5) < 1e-6 }

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
			if onEdge(p[0]) || onEdge(p[1]) {
				return // which unit it is in is for the last bit to say
			}
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
					// A line of which nothing is left, as it begins at a side of the frame
					// and leaves it, is one unit that goes inwards from there.
					if x := p[0] + moved; x > 4096-63 && x < 4096+63 && p[1] > -64 && p[1] < 4096+64 {
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
