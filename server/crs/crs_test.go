package crs_test

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/project"
	"pgregory.net/rapid"

	"lindero/internal/oracle"
	"lindero/server/crs"
)

func TestFind(t *testing.T) {
	zone := crs.UTM(15, true)
	among := []crs.CRS{crs.CRS84, crs.EPSG4326, crs.EPSG3857, zone, crs.UTM(0, false)}
	for text, want := range map[string]crs.CRS{
		"http://www.opengis.net/def/crs/OGC/1.3/CRS84": crs.CRS84, "https://www.opengis.net/def/crs/OGC/1.3/CRS84": crs.CRS84, "OGC:CRS84": crs.CRS84, "[OGC:CRS84]": crs.CRS84, "urn:ogc:def:crs:OGC:1.3:CRS84": crs.CRS84, "urn:ogc:def:crs:OGC::CRS84": crs.CRS84,
		"http://www.opengis.net/def/crs/EPSG/0/4326": crs.EPSG4326, "EPSG:4326": crs.EPSG4326, "http://www.opengis.net/def/crs/EPSG/9.9.1/4326": crs.EPSG4326,
		"epsg:3857": crs.EPSG3857, "urn:ogc:def:crs:EPSG::32615": zone, "EPSG:32615": zone, "EPSG:5042": crs.UTM(0, false),
	} {
		if got, ok := crs.Find(text, among); !ok || got.URI() != want.URI() {
			t.Errorf("%s: %s, want %s", text, got.URI(), want.URI())
		}
	}
	for _, text := range []string{"", "4326", "EPSG:32715", "EPSG:", "EPSG:4326 ", "EPSG:99999999999999", "http://example.org/EPSG:4326", "CRS84"} {
		if got, ok := crs.Find(text, among); ok {
			t.Errorf("%q is %s", text, got.URI())
		}
	}
}

func TestZoneOf(t *testing.T) {
	for p, want := range map[orb.Point]string{{-91, 16}: "32615", {-69, -40}: "32719", {5, 60}: "32632", {0, 86}: "5041", {0, -86}: "5042"} {
		if c, err := crs.ZoneOf(p); err != nil || !strings.HasSuffix(c.URI(), "/"+want) {
			t.Errorf("%v: %s, %v, want %s", p, c.URI(), err, want)
		}
	}
	if _, err := crs.ZoneOf(orb.Point{0, math.NaN()}); err == nil {
		t.Error("no place has a zone")
	}
}

// TestAxes: EPSG:4326 has the latitude first, and leaves the given as it is.
func TestAxes(t *testing.T) {
	given := orb.MultiLineString{{{-92, 14.5}, {-91, 15}}}
	got, err := crs.EPSG4326.Shape(given)
	if diff := cmp.Diff(orb.Geometry(orb.MultiLineString{{{14.5, -92}, {15, -91}}}), got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if given[0][0] != (orb.Point{-92, 14.5}) {
		t.Error("the shape itself has changed")
	}
	if back, err := crs.EPSG4326.LonLat(got); err != nil || !orb.Equal(back, given) {
		t.Error(back, err)
	}
}

// TestMercator compares with orb's own projection.
func TestMercator(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := orb.Point{rapid.Float64Range(-180, 180).Draw(t, "lon"), rapid.Float64Range(-85.05, 85.05).Draw(t, "lat")}
		got, err := crs.EPSG3857.Shape(p)
		want := project.WGS84.ToMercator(p)
		if err != nil || math.Hypot(got.(orb.Point)[0]-want[0], got.(orb.Point)[1]-want[1]) > 2e-3 {
			t.Fatalf("%v: %v, want %v", p, got, want)
		}
		back, err := crs.EPSG3857.LonLat(got)
		if err != nil || math.Abs(back.(orb.Point)[0]-p[0]) > 1e-7 || math.Abs(back.(orb.Point)[1]-p[1]) > 1e-7 {
			t.Fatalf("%v: back %v, %v", p, back, err)
		}
	})
	if p, err := crs.EPSG3857.Shape(orb.Point{0, 90}); err != nil || math.Abs(p.(orb.Point)[1]-20037508.343) > 0.01 {
		t.Errorf("the pole is at %v, %v", p, err)
	}
}

// TestUTM compares places with GeoConvert, each way.
func TestUTM(t *testing.T) {
	var in strings.Builder
	places := orb.MultiPoint{}
	for i := range 200 {
		places = append(places, orb.Point{-94 + float64(i%20)*0.25, 13 + float64(i)*0.03})
		fmt.Fprintf(&in, "%.9f %.9f\n", places[i][1], places[i][0])
	}
	zone := crs.UTM(15, true)
	got, err := zone.Shape(places)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range oracle.Run(t, "GeoConvert", in.String(), "-u", "-z", "15n", "-p", "4") {
		f := strings.Fields(line)
		east, _ := strconv.ParseFloat(f[1], 64)
		north, _ := strconv.ParseFloat(f[2], 64)
		if p := got.(orb.MultiPoint)[i]; math.Hypot(p[0]-east, p[1]-north) > 2e-3 {
			t.Errorf("%v: %v, want %s", places[i], p, line)
		}
	}
	back, err := zone.LonLat(got)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range back.(orb.MultiPoint) {
		if math.Hypot(p[0]-places[i][0], p[1]-places[i][1]) > 2e-8 {
			t.Errorf("%v: back %v", places[i], p)
		}
	}
}

// TestEdgesStayStraight: every place of a long edge in longitude and latitude
// is within a metre or so of the line that is drawn in the projected system,
// and the given vertices are there.
func TestEdgesStayStraight(t *testing.T) {
	edge := orb.LineString{{-92.2, 14.5}, {-94.3, 11.9}, {-94.3, 11.9}, {-90, 17.8}}
	for _, c := range []crs.CRS{crs.UTM(15, true), crs.EPSG3857} {
		shape, err := c.Shape(edge)
		if err != nil {
			t.Fatal(err)
		}
		drawn := shape.(orb.LineString)
		if len(drawn) < 6 || len(drawn) > 500 {
			t.Errorf("%s: %d vertices", c.URI(), len(drawn))
		}
		for i, a := range edge {
			for k := range 40 {
				p := a
				if i+1 < len(edge) {
					b, s := edge[i+1], float64(k)/40
					p = orb.Point{a[0] + s*(b[0]-a[0]), a[1] + s*(b[1]-a[1])}
				}
				at, err := c.Shape(p)
				if err != nil {
					t.Fatal(err)
				}
				if m := fromLine(at.(orb.Point), drawn); m > 1.2 || k == 0 && m != 0 {
					t.Errorf("%s: %v is %.2f m off the line", c.URI(), p, m)
				}
			}
		}
	}
}

func fromLine(p orb.Point, line orb.LineString) float64 {
	least := math.Inf(1)
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		d := orb.Point{b[0] - a[0], b[1] - a[1]}
		s := 0.0
		if n := d[0]*d[0] + d[1]*d[1]; n > 0 {
			s = min(max(((p[0]-a[0])*d[0]+(p[1]-a[1])*d[1])/n, 0), 1)
		}
		least = min(least, math.Hypot(p[0]-a[0]-s*d[0], p[1]-a[1]-s*d[1]))
	}
	return least
}

// TestAllShapes goes through every type there is.
func TestAllShapes(t *testing.T) {
	for _, g := range orb.AllGeometries {
		if g == nil {
			continue
		}
		for _, c := range []crs.CRS{crs.CRS84, crs.EPSG4326, crs.EPSG3857, crs.UTM(31, true)} {
			if _, err := c.Shape(g); err != nil {
				t.Errorf("%s, %T: %v", c.URI(), g, err)
			}
		}
	}
}

func TestOutside(t *testing.T) {
	for _, c := range []struct {
		crs crs.CRS
		at  orb.Point
	}{{crs.EPSG3857, orb.Point{3e7, 0}}, {crs.EPSG4326, orb.Point{91, 0}}, {crs.UTM(15, true), orb.Point{5e7, 0}}, {crs.UTM(15, true), orb.Point{math.NaN(), 0}}, {crs.EPSG3857, orb.Point{0, math.Inf(1)}}} {
		if p, err := c.crs.LonLat(c.at); err == nil {
			t.Errorf("%s: %v is %v", c.crs.URI(), c.at, p)
		}
	}
	if _, err := crs.UTM(15, true).Shape(orb.MultiLineString{{{-92, 14}, {92, 14}}}); err == nil {
		t.Error("the other side of the earth is in a zone")
	}
}
