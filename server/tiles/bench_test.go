package tiles_test

import (
	"context"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"lindero/data"
	"lindero/planner"
	"lindero/sectors"
	"lindero/server/tiles"
)

// guatemalaMexico returns the collections of the plan of the embedded scenario,
// as a server draws them.
func guatemalaMexico(b *testing.B) []tiles.Layer {
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		b.Fatal(err)
	}
	l, err := sectors.NewLayout(s)
	if err != nil {
		b.Fatal(err)
	}
	p, err := planner.Run(context.Background(), l, planner.Options{})
	if err != nil {
		b.Fatal(err)
	}
	var out []tiles.Layer
	for _, c := range data.PlanCollections(data.Full) {
		layer := tiles.Layer{Name: c.Name, Title: c.Title}
		for f := range c.Features(l, p, data.Full) {
			id, _ := f.ID.(string)
			layer.Features = append(layer.Features, tiles.Feature{ID: id, Shape: f.Geometry, Properties: f.Properties})
		}
		out = append(out, layer)
	}
	return out
}

// BenchmarkGuatemalaMexico draws a plan: all of it in one tile, half the border
// at zoom 6, and its fullest tile at zoom 10.
func BenchmarkGuatemalaMexico(b *testing.B) {
	layers := guatemalaMexico(b)
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			newSet(b, layers...)
		}
	})
	s := newSet(b, layers...)
	for name, at := range map[string]maptile.Tile{
		"z0": maptile.New(0, 0, 0), "z6": maptile.At(orb.Point{-92, 15}, 6), "z10": fullest(b, s, 10), "z14": fullest(b, s, 14),
	} {
		b.Run(name, func(b *testing.B) { drawTile(b, s, at) })
	}
}

// drawTile measures one tile, and says how large it is.
func drawTile(b *testing.B, s *tiles.Set, at maptile.Tile) {
	b.ReportAllocs()
	size := 0
	for b.Loop() {
		body, err := s.Tile(context.Background(), at)
		if err != nil {
			b.Fatal(err)
		}
		size = len(body)
	}
	if size == 0 {
		b.Fatalf("nothing in %v", at)
	}
	b.ReportMetric(float64(size), "tile-bytes")
}

// fullest returns the tile of a zoom that holds the most, of those along the
// diagonals of the set's box and around its middle.
func fullest(b *testing.B, s *tiles.Set, z maptile.Zoom) maptile.Tile {
	box, ok := s.Bounds()
	if !ok {
		b.Fatal("an empty set")
	}
	var best maptile.Tile
	most := 0
	for i := range 40 {
		for k := range 40 {
			at := maptile.At(orb.Point{
				box.Min[0] + (box.Max[0]-box.Min[0])*float64(i)/39,
				box.Min[1] + (box.Max[1]-box.Min[1])*float64(k)/39,
			}, z)
			body, err := s.Tile(context.Background(), at)
			if err != nil {
				b.Fatal(err)
			}
			if len(body) > most {
				best, most = at, len(body)
			}
		}
	}
	return best
}

// manyVertices is how many the land borders of the earth have in our data.
const manyVertices = 1_500_000

// coast returns one line of manyVertices vertices, rough at every scale, from
// −60° to 60° of longitude.
func coast() orb.LineString {
	line := make(orb.LineString, manyVertices)
	for i := range line {
		t := float64(i) / manyVertices
		lat := 0.0
		for k := range 18 {
			f := math.Pow(2, float64(k))
			lat += 20 / f * math.Sin(2*math.Pi*f*t*3+float64(k*k))
		}
		line[i] = orb.Point{-60 + 120*t, lat}
	}
	return line
}

// BenchmarkLongLine draws a line of one and a half million vertices: a rough
// one, and a straight one, of which two vertices are left at every zoom.
func BenchmarkLongLine(b *testing.B) {
	straight := make(orb.LineString, manyVertices)
	for i := range straight {
		straight[i] = orb.Point{-60 + 120*float64(i)/manyVertices, 0}
	}
	for name, line := range map[string]orb.LineString{"rough": coast(), "straight": straight} {
		b.Run(name+"/new", func(b *testing.B) {
			for b.Loop() {
				newSet(b, shapes("l", line))
			}
		})
		s := newSet(b, shapes("l", line))
		for _, z := range []maptile.Zoom{0, 6, 10, 14} {
			at := maptile.At(line[manyVertices/3], z)
			b.Run(strings.Join([]string{name, "z" + string(rune('0'+z/10)) + string(rune('0'+z%10))}, "/"), func(b *testing.B) { drawTile(b, s, at) })
		}
	}
}

// BenchmarkCountries draws the land of the embedded scenario and its countries.
func BenchmarkCountries(b *testing.B) {
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		b.Fatal(err)
	}
	countries, land := tiles.Layer{Name: "countries"}, tiles.Layer{Name: "land"}
	for _, c := range s.Countries {
		countries.Features = append(countries.Features, tiles.Feature{ID: c.Code, Shape: c.Polygon})
	}
	for _, a := range s.Land {
		land.Features = append(land.Features, tiles.Feature{ID: a.ID, Shape: a.Polygon})
	}
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			newSet(b, countries, land)
		}
	})
	set := newSet(b, countries, land)
	for _, z := range []maptile.Zoom{0, 5, 10, 14} {
		b.Run("z"+strconv.Itoa(int(z)), func(b *testing.B) { drawTile(b, set, maptile.At(orb.Point{-90.9, 16.85}, z)) })
	}
}
