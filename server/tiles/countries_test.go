package tiles_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
	"github.com/peterstace/simplefeatures/geom"

	"lindero/data"
	"lindero/sectors"
	"lindero/server/tiles"
)

// drawnCountries returns the tiles of the countries, the land and the border of
// an embedded scenario, and the vertices of the border on land.
func drawnCountries(t *testing.T, name string) (*tiles.Set, orb.LineString) {
	t.Helper()
	s, _, err := data.ReadScenario(name)
	if err != nil {
		t.Fatal(err)
	}
	countries, land, border := tiles.Layer{Name: "countries"}, tiles.Layer{Name: "land"}, tiles.Layer{Name: "border"}
	for _, c := range s.Countries {
		countries.Features = append(countries.Features, tiles.Feature{ID: c.Code, Shape: c.Polygon})
	}
	for _, a := range s.Land {
		land.Features = append(land.Features, tiles.Feature{ID: a.ID, Shape: a.Polygon})
	}
	var all orb.LineString
	for _, b := range s.Border {
		if b.Kind != sectors.Sea {
			border.Features = append(border.Features, tiles.Feature{ID: b.ID, Shape: b.Line.Parts()})
			all = append(all, b.Line.Parts()[0]...)
		}
	}
	return newSet(t, countries, land, border), all
}

// TestCountriesOnTheMap draws the embedded scenarios along their borders: what
// the border's line shows is the edge of a country on either side of it at every
// zoom, and from zoom 8 on every polygon is valid (by simplefeatures). Below,
// inlets and islets are finer than a unit.
func TestCountriesOnTheMap(t *testing.T) {
	const validFrom = 8
	for _, name := range data.Embedded() {
		s, line := drawnCountries(t, name)
		edges := 0
		for z := range maptile.Zoom(tiles.MaxZoom + 1) {
			seen := map[maptile.Tile]bool{}
			for i := 0; i < len(line); i += max(1, len(line)/100) {
				seen[maptile.At(line[i], z)] = true
			}
			for at := range seen {
				body, err := s.Tile(context.Background(), at)
				if err != nil {
					t.Fatal(err)
				}
				ofCountries, shown := map[[2][2]int]bool{}, [][][2]int{}
				for _, l := range decode(t, body).layers {
					for _, f := range l.features {
						if l.name == "border" {
							shown = append(shown, f.parts...)
							continue
						}
						if z >= validFrom {
							checkValid(t, fmt.Sprintf("%s %v of %s at %v", l.name, f.properties["feature_id"], name, at), f.parts)
						}
						if l.name == "countries" {
							for e := range inner(f.parts) {
								ofCountries[e] = true
							}
						}
					}
				}
				for _, part := range shown {
					for i := 1; i < len(part); i++ {
						e := [2][2]int{part[i-1], part[i]}
						edges++
						if z >= validFrom && !alongFrame(e) && (!ofCountries[e] || !ofCountries[[2][2]int{e[1], e[0]}]) {
							t.Errorf("%s at %v: the border has %v, and a country has not", name, at, e)
						}
					}
				}
			}
		}
		if edges < 1000 {
			t.Errorf("%s: only %d edges", name, edges)
		}
	}
}

// checkValid holds the rings of a feature to the rules of simple features.
func checkValid(t *testing.T, what string, rings [][][2]int) {
	t.Helper()
	var polygon []geom.LineString
	check := func() {
		if err := geom.NewPolygon(polygon).Validate(); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	for i, ring := range rings {
		if i > 0 && surveyed(ring) > 0 {
			check()
			polygon = nil
		}
		var flat []float64
		for _, p := range append(slices.Clone(ring), ring[0]) {
			flat = append(flat, float64(p[0]), float64(p[1]))
		}
		polygon = append(polygon, geom.NewLineString(geom.NewSequence(flat, geom.DimXY)))
	}
	check()
}
