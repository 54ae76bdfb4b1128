//go:build peers

package peers

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"lindero/data"
	"lindero/planner"
	"lindero/sectors"
	"lindero/server/tiles"
)

// writeTile writes a tile for GDAL, and returns its file and what tells GDAL
// where it is; no file where nothing is in it.
func writeTile(t *testing.T, s *tiles.Set, at maptile.Tile) (file string, options []string) {
	t.Helper()
	body, err := s.Tile(context.Background(), at)
	if err != nil {
		t.Fatal(err)
	}
	if body == nil {
		return "", nil
	}
	file = filepath.Join(t.TempDir(), "tile.mvt")
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
	return file, []string{
		"-oo", fmt.Sprintf("X=%d", at.X), "-oo", fmt.Sprintf("Y=%d", at.Y), "-oo", fmt.Sprintf("Z=%d", at.Z),
		"-oo", "CLIP=NO", // also what is in the buffer
	}
}

// TestGDALReadsTiles has GDAL say what is in a tile: how many features of which
// kind, where they are, and what their fields are.
func TestGDALReadsTiles(t *testing.T) {
	properties := map[string]any{"name": "Río", "length_m": 12.5, "visits": 3, "late": true, "pairs": []string{"a", "b"}}
	tests := []struct {
		shape    orb.Geometry
		geometry string
	}{
		{orb.MultiPoint{{-91.5, 15}, {-91, 16}}, "Multi Point"},
		{orb.MultiLineString{{{-91.5, 15}, {-91, 16}}, {{-91, 15}, {-91.5, 15.5}}}, "Multi Line String"},
		{orb.MultiPolygon{{{{-91.5, 15}, {-91, 15}, {-91, 16}, {-91.5, 16}, {-91.5, 15}}, {{-91.4, 15.2}, {-91.1, 15.2}, {-91.1, 15.8}, {-91.4, 15.2}}}}, "Multi Polygon"},
	}
	at := maptile.At(orb.Point{-91.2, 15.5}, 7)
	for _, test := range tests {
		layer := tiles.Layer{Name: "l", Features: []tiles.Feature{{ID: "x/1", Shape: test.shape, Properties: properties}, {ID: "x/2", Shape: test.shape}}}
		s, err := tiles.New([]tiles.Layer{layer})
		if err != nil {
			t.Fatal(err)
		}
		file, options := writeTile(t, s, at)
		l := ogrinfo(t, file, options...)
		if l.count != 2 || l.geometry != test.geometry {
			t.Errorf("%s: GDAL reads %d features of %s", test.geometry, l.count, l.geometry)
		}
		for name, want := range map[string]string{"feature_id": "String", "name": "String", "length_m": "Real", "visits": "Integer", "late": "Integer(Boolean)", "pairs": "String"} {
			if l.fields[name] != want {
				t.Errorf("%s: field %s is %q, want %s", test.geometry, name, l.fields[name], want)
			}
		}
		want := [4]float64{-91.5, 15, -91, 16}
		unit := 2 * math.Pi * 6378137 / 4096 / 128
		for i, degrees := range want {
			metres := degrees * math.Pi / 180 * 6378137
			if i%2 == 1 {
				metres = math.Log(math.Tan(math.Pi/4+degrees*math.Pi/360)) * 6378137
			}
			if math.Abs(l.bounds[i]-metres) > unit {
				t.Errorf("%s: GDAL has bound %d at %.0f m, want %.0f m", test.geometry, i, l.bounds[i], metres)
			}
		}
	}
}

var featureIDLine = regexp.MustCompile(`(?m)^  feature_id \(String\) = (.*)$`)

// TestGDALFindsEveryFeatureOfAPlan reads all tiles of some zooms of the plan of
// Guatemala–Mexico: every feature is in one, and GDAL has nothing to complain
// of.
func TestGDALFindsEveryFeatureOfAPlan(t *testing.T) {
	scenario, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		t.Fatal(err)
	}
	layout, err := sectors.NewLayout(scenario)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := planner.Run(context.Background(), layout, planner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range data.PlanCollections(data.Full) {
		layer := tiles.Layer{Name: c.Name}
		for f := range c.Features(layout, plan, data.Full) {
			layer.Features = append(layer.Features, tiles.Feature{ID: fmt.Sprint(f.ID), Shape: f.Geometry, Properties: f.Properties})
		}
		s, err := tiles.New([]tiles.Layer{layer})
		if err != nil {
			t.Fatal(err)
		}
		for _, z := range []int{0, 5, 8} {
			seen := map[string]bool{}
			limit := s.Limits()[z]
			for y := limit.MinRow; y <= limit.MaxRow; y++ {
				for x := limit.MinCol; x <= limit.MaxCol; x++ {
					file, options := writeTile(t, s, maptile.New(x, y, maptile.Zoom(z)))
					if file == "" {
						continue
					}
					args := append([]string{"-ro", "-al", "-geom=SUMMARY"}, options...)
					text := run{name: "ogrinfo", args: append(args, file), quiet: true}.output(t)
					for _, m := range featureIDLine.FindAllStringSubmatch(text, -1) {
						seen[m[1]] = true
					}
				}
			}
			missing := 0
			for _, f := range layer.Features {
				if !seen[f.ID] {
					missing++
				}
			}
			if missing > 0 || len(layer.Features) == 0 {
				t.Errorf("%s, zoom %d: GDAL misses %d of %d features", c.Name, z, missing, len(layer.Features))
			}
		}
	}
}
