package ats_test

import (
	"encoding/json"
	"fmt"
	"math"
	"time"

	"github.com/paulmach/orb"
)

// places returns the vertices of a shape.
func places(g orb.Geometry) []orb.Point {
	var out []orb.Point
	for _, l := range lines(g) {
		out = append(out, l...)
	}
	return out
}

// lines returns a shape as lines; a place is one of one vertex.
func lines(g orb.Geometry) []orb.LineString {
	switch g := g.(type) {
	case orb.Point:
		return []orb.LineString{{g}}
	case orb.MultiPoint:
		var out []orb.LineString
		for _, p := range g {
			out = append(out, orb.LineString{p})
		}
		return out
	case orb.LineString:
		return []orb.LineString{g}
	case orb.MultiLineString:
		return g
	case orb.MultiPolygon:
		var out []orb.LineString
		for _, polygon := range g {
			for _, ring := range polygon {
				out = append(out, orb.LineString(ring))
			}
		}
		return out
	}
	return nil
}

// within reports whether a place is in an area, by how often a line from it to
// the east comes out.
func within(p orb.Point, g orb.Geometry) bool {
	if _, area := g.(orb.MultiPolygon); !area {
		return false
	}
	in := false
	for _, l := range lines(g) {
		for i := 1; i < len(l); i++ {
			a, b := l[i-1], l[i]
			if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0]+(p[1]-a[1])*(b[0]-a[0])/(b[1]-a[1]) {
				in = !in
			}
		}
	}
	return in
}

// inBox reports whether a place is in a box of west, south, east and north,
// west beyond east over the antimeridian.
func inBox(p orb.Point, b []float64) bool {
	in := b[0] <= p[0] && p[0] <= b[2]
	if b[0] > b[2] {
		in = b[0] <= p[0] || p[0] <= b[2]
	}
	return in && b[1] <= p[1] && p[1] <= b[3]
}

// meets reports whether a shape has a place in a box, by the parts of each
// edge that are within each of its four sides (Liang and Barsky), or an area that
// holds the box.
func meets(g orb.Geometry, b orb.Bound) bool {
	for _, l := range lines(g) {
		for i := range l {
			if b.Contains(l[i]) || i > 0 && crosses(l[i-1], l[i], b) {
				return true
			}
		}
	}
	return within(b.Min, g)
}

func crosses(p, q orb.Point, b orb.Bound) bool {
	from, to := 0.0, 1.0
	for axis := range 2 {
		d := q[axis] - p[axis]
		low, high := b.Min[axis]-p[axis], b.Max[axis]-p[axis]
		if d == 0 {
			if low > 0 || high < 0 {
				return false
			}
			continue
		}
		a, z := low/d, high/d
		from, to = max(from, min(a, z)), min(to, max(a, z))
	}
	return from <= to
}

// instant reads a time of RFC 3339; what is none is the zero time.
func instant(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}
	}
	return t
}

// property is one of a schema.
type property struct {
	Type   string
	Format string
	Role   string `json:"x-ogc-role"`
	Unit   *any   `json:"x-ogc-unit"`
}

// schema is that of a collection's features, or of its queryables.
type schema struct {
	Schema               string `json:"$schema"`
	ID                   string `json:"$id"`
	Type                 string
	Properties           map[string]property
	AdditionalProperties *bool
}

// times returns what reads from when to when a feature is, as the collection's
// schema says it; not timed where it does not.
func (s *site) times(c described) (when func(*feature) (from, to time.Time), timed bool, err error) {
	var v schema
	if err := s.get(s.path(c)+"/schema").read(typeSchema, &v); err != nil {
		return nil, false, err
	}
	var start, end string
	for name, p := range v.Properties {
		switch p.Role {
		case "primary-interval-start":
			start = name
		case "primary-interval-end":
			end = name
		}
	}
	when = func(f *feature) (from, to time.Time) {
		return instant(fmt.Sprint(f.Properties[start])), instant(fmt.Sprint(f.Properties[end]))
	}
	return when, start != "" && end != "", nil
}

// toSystem brings a place into a system that the test knows, by its own
// formulas; not ok where it does not know it.
func toSystem(uri string, p orb.Point) (q orb.Point, ok bool) {
	var zone int
	switch {
	case uri == crs84:
		return p, true
	case uri == epsg(4326):
		return orb.Point{p[1], p[0]}, true
	case uri == epsg(3857):
		return orb.Point{6378137 * p[0] * math.Pi / 180, 6378137 * math.Log(math.Tan(math.Pi/4+p[1]*math.Pi/360))}, true
	}
	if _, err := fmt.Sscanf(uri, epsg(32600)[:len(epsg(32600))-2]+"%d", &zone); err != nil || zone < 1 || zone > 60 {
		return p, false
	}
	return utm(zone, p), true
}

func epsg(code int) string { return fmt.Sprintf("http://www.opengis.net/def/crs/EPSG/0/%d", code) }

// utm returns easting and northing in a northern zone: Krüger's series to n⁴,
// good to a micrometre within the zone.
func utm(zone int, p orb.Point) orb.Point {
	const a, f = 6378137.0, 1 / 298.257223563
	const n = f / (2 - f)
	lat, lon := p[1]*math.Pi/180, (p[0]-float64(6*zone-183))*math.Pi/180
	e := 2 * math.Sqrt(n) / (1 + n)
	t := math.Sinh(math.Atanh(math.Sin(lat)) - e*math.Atanh(e*math.Sin(lat)))
	xi, eta := math.Atan2(t, math.Cos(lon)), math.Atanh(math.Sin(lon)/math.Sqrt(1+t*t))
	x, y := eta, xi
	for j, alpha := range []float64{
		n/2 - 2*n*n/3 + 5*n*n*n/16 + 41*n*n*n*n/180,
		13*n*n/48 - 3*n*n*n/5 + 557*n*n*n*n/1440,
		61*n*n*n/240 - 103*n*n*n*n/140,
		49561 * n * n * n * n / 161280,
	} {
		k := 2 * float64(j+1)
		x += alpha * math.Cos(k*xi) * math.Sinh(k*eta)
		y += alpha * math.Sin(k*xi) * math.Cosh(k*eta)
	}
	r := 0.9996 * a / (1 + n) * (1 + n*n/4 + n*n*n*n/64)
	return orb.Point{500000 + r*x, r * y}
}

// text writes a value as JSON.
func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}
