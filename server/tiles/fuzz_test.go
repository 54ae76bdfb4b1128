package tiles_test

import (
	"context"
	"encoding/binary"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"lindero/server/tiles"
)

// FuzzShapes draws shapes of any numbers: they are refused, or in a tile of
// zoom 0 and in one of the zoom asked for, and every tile can be read.
func FuzzShapes(f *testing.F) {
	seed := func(kind, z byte, numbers ...float64) {
		var b []byte
		for _, n := range numbers {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(n))
		}
		f.Add(kind, z, b)
	}
	seed(0, 3, -92, 15)
	seed(1, 0, 180, 0, -180, 0)
	seed(2, 10, 0, 0, 0, 90, 10, 90, 10, -90)
	seed(2, 24, -92.1, 14.5, -92.1, 14.5)
	seed(3, 16, 1, 1, 1.0000001, 1, 1, 1)
	seed(4, 5, 0, 0, 10, 0, 10, 10, 0, 10)
	seed(4, 22, 0, 0, 10, 0, 20, 0)
	seed(4, 11, 16.2, 0, 0, 0)
	seed(5, 2, 179, 80, 181, 89, 540, 85.06)
	seed(2, 1, math.NaN(), 0, math.Inf(1), 5e-324)
	seed(2, 1, -540, 85.0511287798066, 540, -85.0511287798066)
	f.Fuzz(func(t *testing.T, kind, z byte, numbers []byte) {
		var at []orb.Point
		for ; len(numbers) >= 16 && len(at) < 50; numbers = numbers[16:] {
			at = append(at, orb.Point{
				math.Float64frombits(binary.LittleEndian.Uint64(numbers)),
				math.Float64frombits(binary.LittleEndian.Uint64(numbers[8:])),
			})
		}
		if len(at) == 0 {
			return
		}
		half := len(at) / 2
		shape := []orb.Geometry{at[0], orb.MultiPoint(at), orb.LineString(at), orb.MultiLineString{at[:half], at[half:]},
			orb.Polygon{at}, orb.MultiPolygon{{at[half:], at[:half]}, {at[:half]}}}[kind%6]
		s, err := tiles.New([]tiles.Layer{shapes("l", shape)})
		if err != nil {
			return
		}
		zoom := maptile.Zoom(z % 25)
		limit := s.Limits()[0]
		if limit.MaxCol != 0 || limit.MaxRow != 0 {
			t.Fatalf("%+v", limit)
		}
		first := at[0]
		if kind%6 == 3 || kind%6 == 5 {
			first = at[half]
		}
		// The tile that holds the first vertex, by another way of projecting.
		home := spotOf(orb.Point{math.Remainder(first[0], 360), first[1]}, maptile.New(0, 0, zoom))
		last := math.Pow(2, float64(zoom)) - 1
		x, y := min(max(math.Floor(home[0]/4096), 0), last), min(max(math.Floor(home[1]/4096), 0), last)
		for _, tile := range []maptile.Tile{{}, {X: uint32(x), Y: uint32(y), Z: zoom}} {
			body, err := s.Tile(context.Background(), tile)
			if err != nil {
				t.Fatal(err)
			}
			if body == nil {
				t.Fatalf("%v is not in %v", shape, tile)
			}
			if _, err := decodeTile(body); err != nil {
				t.Fatalf("%v of %v: %v", tile, shape, err)
			}
		}
	})
}
