// Package crs brings shapes in longitude and latitude (WGS84) into the
// reference systems that are served, and back: CRS84, EPSG:4326 (latitude
// first), EPSG:3857, and the UTM and UPS zones of WGS84.
//
// An edge is straight in longitude and latitude; in a projected system places
// are put in between until the edge there strays less than 1 m from it.
package crs

import (
	"fmt"
	"math"
	"regexp"
	"strconv"

	"github.com/paulmach/orb"

	"lindero/geo/grid"
)

// CRS is a reference system. The zero value is none.
type CRS struct {
	uri string
	// out brings a place into the system, in the order of its axes; in is the
	// inverse. They fail for places that the system does not have.
	out, in   func(orb.Point) (orb.Point, error)
	projected bool
}

// Places as they are, and with latitude first.
var (
	CRS84    = CRS{uri: "http://www.opengis.net/def/crs/OGC/1.3/CRS84", out: same, in: same}
	EPSG4326 = CRS{uri: epsg(4326), out: swapped, in: swapped}
	EPSG3857 = CRS{uri: epsg(3857), out: toMercator, in: fromMercator, projected: true}
)

func epsg(code int) string { return fmt.Sprintf("http://www.opengis.net/def/crs/EPSG/0/%d", code) }

func same(p orb.Point) (orb.Point, error)    { return p, nil }
func swapped(p orb.Point) (orb.Point, error) { return orb.Point{p[1], p[0]}, nil }

// radiusM is that of the sphere of EPSG:3857.
const radiusM = 6378137.0

// maxLat is the latitude at which the square of Web Mercator ends. What lies
// beyond is drawn on its edge.
const maxLat = 85.05112877980659

func toMercator(p orb.Point) (orb.Point, error) {
	lat := min(max(p[1], -maxLat), maxLat) * math.Pi / 180
	return orb.Point{radiusM * p[0] * math.Pi / 180, radiusM * math.Asinh(math.Tan(lat))}, nil
}

func fromMercator(p orb.Point) (orb.Point, error) {
	lon, lat := p[0]/radiusM*180/math.Pi, math.Atan(math.Sinh(p[1]/radiusM))*180/math.Pi
	if !(math.Abs(lon) <= 180+1e-7) { // a little more for what was rounded
		return p, fmt.Errorf("easting %v m is not between ±20037508.343", p[0])
	}
	return orb.Point{min(max(lon, -180), 180), lat}, nil
}

// UTM returns a UTM zone of WGS84, EPSG:32601 to 32760, or with zone 0 UPS
// with eastings first, EPSG:5041 and 5042.
func UTM(zone int, north bool) CRS {
	c := CRS{projected: true}
	switch {
	case zone == 0 && north:
		c.uri = epsg(5041)
	case zone == 0:
		c.uri = epsg(5042)
	case north:
		c.uri = epsg(32600 + zone)
	default:
		c.uri = epsg(32700 + zone)
	}
	c.out = func(p orb.Point) (orb.Point, error) {
		u, err := grid.ToZone(p[0], p[1], zone, north)
		return orb.Point{u.EastingM, u.NorthingM}, err
	}
	c.in = func(p orb.Point) (orb.Point, error) {
		lon, lat, err := grid.UTM{Zone: zone, North: north, EastingM: p[0], NorthingM: p[1]}.FromZone()
		return orb.Point{lon, lat}, err
	}
	return c
}

// ZoneOf returns the UTM or UPS zone of a place.
func ZoneOf(p orb.Point) (CRS, error) {
	u, err := grid.ToUTM(p[0], p[1])
	if err != nil {
		return CRS{}, err
	}
	return UTM(u.Zone, u.North), nil
}

// URI returns the name under which OGC knows the system.
func (c CRS) URI() string { return c.uri }

// Projected reports whether coordinates are metres on a plane.
func (c CRS) Projected() bool { return c.projected }

// IsWGS84 reports whether coordinates are longitude and latitude in degrees,
// in this order.
func (c CRS) IsWGS84() bool { return c.uri == CRS84.uri }

var (
	ogcForm  = regexp.MustCompile(`^(?i:https?://www\.opengis\.net/def/crs/OGC/(?:1\.3|0)/|urn:ogc:def:crs:OGC:(?:1\.3)?:|\[?OGC:)CRS84h?\]?$`)
	epsgForm = regexp.MustCompile(`^(?i:https?://www\.opengis\.net/def/crs/EPSG/[0-9.]+/|urn:ogc:def:crs:EPSG:[0-9.]*:|\[?EPSG:)([0-9]{1,6})\]?$`)
)

// Find returns the one of some systems that a text names: as a URI, a URN, or
// short as EPSG:32615.
func Find(text string, among []CRS) (CRS, bool) {
	uri := ""
	if m := epsgForm.FindStringSubmatch(text); m != nil {
		code, _ := strconv.Atoi(m[1]) // digits, and few of them
		uri = epsg(code)
	} else if ogcForm.MatchString(text) {
		uri = CRS84.uri
	}
	for _, c := range among {
		if c.uri == uri {
			return c, true
		}
	}
	return CRS{}, false
}
