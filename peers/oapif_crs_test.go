//go:build peers

package peers

import (
	"math"
	"strings"
	"testing"
)

// TestGDALProjects: places in each reference system are where GDAL has them, to
// a centimetre, in the order of the system's axes. What is put in between on
// lines lies on them.
func TestGDALProjects(t *testing.T) {
	base := serve(t)
	all := collectionsOf(t, base, "plans/current")
	for _, name := range []string{"border", "posts", "meeting-points", "gaps", "sectors"} {
		c := named(t, all, name)
		file := c.file(t, base)
		if len(c.crs) != 4 {
			t.Fatalf("%s is in %v", name, c.crs)
		}
		for _, uri := range c.crs[1:] {
			code := "EPSG:" + uri[strings.LastIndex(uri, "/")+1:]
			text := get(t, c.at(base)+"/items"+query("crs", uri, "limit", "10000"))
			var got struct{ Features []feature }
			readJSON(t, text, &got)
			tolerance := 0.01 // metres
			want := copied(t, "-t_srs", code, file)
			if code == "EPSG:4326" {
				tolerance = 1e-7 // degrees: the data's own last digit
			}
			var back []feature
			if code != "EPSG:4326" {
				back = copied(t, "-s_srs", code, "-t_srs", "OGC:CRS84", write(t, "projected.geojson", string(text)))
			}
			if len(got.Features) != len(want) || len(want) == 0 {
				t.Fatalf("%s in %s: %d features, want %d", name, code, len(got.Features), len(want))
			}
			for i := range want {
				at, places := got.Features[i].places(t), want[i].places(t)
				if code == "EPSG:4326" { // GDAL writes GeoJSON with longitude first whatever the system
					for k := range places {
						places[k] = [2]float64{places[k][1], places[k][0]}
					}
				}
				if missed := within(at, places, tolerance); missed != nil {
					t.Errorf("%s in %s: %s lacks %v", name, code, c.features[i].ID, *missed)
				}
				if back == nil && len(at) != len(places) {
					t.Errorf("%s in %s: %s has %d places, want %d", name, code, c.features[i].ID, len(at), len(places))
				}
				if back != nil {
					checkOnLine(t, name+" in "+code, back[i].places(t), c.features[i].places(t))
				}
			}
		}
	}
}

// within returns the first of some places that is not among others, in order.
func within(all, places [][2]float64, tolerance float64) *[2]float64 {
	k := 0
	for i, p := range places {
		for k < len(all) && math.Hypot(all[k][0]-p[0], all[k][1]-p[1]) > tolerance {
			k++
		}
		if k == len(all) {
			return &places[i]
		}
	}
	return nil
}

// checkOnLine reports places that are not on a line in the plane of longitude
// and latitude.
func checkOnLine(t *testing.T, name string, places, line [][2]float64) {
	t.Helper()
	for _, p := range places {
		least := math.Inf(1)
		for i := range line {
			a, b := line[max(i-1, 0)], line[i]
			dx, dy := b[0]-a[0], b[1]-a[1]
			s := 0.0
			if d := dx*dx + dy*dy; d > 0 {
				s = min(max(((p[0]-a[0])*dx+(p[1]-a[1])*dy)/d, 0), 1)
			}
			least = min(least, math.Hypot(p[0]-a[0]-s*dx, p[1]-a[1]-s*dy))
		}
		if least > 2e-7 {
			t.Errorf("%s: %v is %.9f° off the line", name, p, least)
			return
		}
	}
}
