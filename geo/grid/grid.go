// Package grid reads and writes the coordinates that people in the field use:
// UTM and UPS, MGRS, and degrees, minutes and seconds.
//
// Places go in and come out as longitude and latitude in degrees on WGS84,
// in that order; grid coordinates are metres. Latitudes come out in [-90, 90]
// and longitudes in [-180, 180]; any finite longitude is taken. Conversions
// agree with the program GeoConvert of GeographicLib, to some nanometres for
// UTM and UPS and to the last character for MGRS.
//
// Parsers forgive case, spaces and the usual variants of symbols, and their
// errors say what is wrong and which form is expected. All functions are pure
// and safe for concurrent use.
package grid

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// maxInput is the length in bytes of the longest text a parser looks at.
const maxInput = 200

var (
	pairShape = regexp.MustCompile(`^([+-]?[0-9.]+)\s*[,;]\s*([+-]?[0-9.]+)$`)
	mgrsShape = regexp.MustCompile(`^([0-9]{1,2}[A-Z]|[ABYZ])[A-Z]{2}[0-9]*$`)
)

// Parse reads a place in any form this package knows and returns its
// longitude and latitude in degrees:
//
//	-92.1476, 14.6812                  longitude, latitude in decimal degrees
//	14°40'52.3"N 092°08'51.2"W         degrees, minutes, seconds; see ParseDMS
//	15n 591841.802 1623106.328         UTM or UPS; see ParseUTM
//	15P WS 91841 23106                 MGRS, the centre of the square; see ParseMGRS
//
// A bare pair of numbers is longitude first, as everywhere in the program;
// with hemisphere letters the order is free.
func Parse(s string) (lon, lat float64, err error) {
	s = strings.TrimSpace(s)
	if len(s) > maxInput {
		return 0, 0, fmt.Errorf("read place: %d characters are too many for a coordinate", len(s))
	}
	if m := pairShape.FindStringSubmatch(s); m != nil {
		return parsePair(m[1], m[2])
	}
	if mgrsShape.MatchString(squeeze(s)) {
		lon, lat, _, err = ParseMGRS(s)
		return lon, lat, err
	}
	if utmShape.MatchString(s) {
		u, err := ParseUTM(s)
		if err != nil {
			return 0, 0, err
		}
		return u.LonLat()
	}
	if !strings.ContainsAny(strings.ToUpper(s), "NSEWO") {
		return 0, 0, fmt.Errorf("read place %.60q: expected a pair like -92.1476,14.6812 (longitude,latitude), "+
			"degrees like 14°40'52.3\"N 092°08'51.2\"W, UTM like 15n 591841 1623106, or MGRS like 15PWS9184123106", s)
	}
	return ParseDMS(s)
}

// parsePair reads a decimal longitude and latitude.
func parsePair(first, second string) (lon, lat float64, err error) {
	lon, err = strconv.ParseFloat(first, 64)
	if err != nil {
		return 0, 0, fmt.Errorf("read longitude %.60q: expected decimal degrees like -92.1476", first)
	}
	lat, err = strconv.ParseFloat(second, 64)
	if err != nil {
		return 0, 0, fmt.Errorf("read latitude %.60q: expected decimal degrees like 14.6812", second)
	}
	if err := checkPlace(lon, lat); err != nil {
		return 0, 0, fmt.Errorf("read pair %.60s,%.60s: %w (the order is longitude,latitude)", first, second, err)
	}
	if math.Abs(lon) > 180 {
		return 0, 0, fmt.Errorf("read pair %.60s,%.60s: longitude %v is not between -180 and 180", first, second, lon)
	}
	return lon, lat, nil
}

// checkPlace says why lon and lat are not a place on the earth.
func checkPlace(lon, lat float64) error {
	if math.IsNaN(lon) || math.IsInf(lon, 0) {
		return fmt.Errorf("longitude %v is not a number", lon)
	}
	if !(math.Abs(lat) <= 90) {
		return fmt.Errorf("latitude %v is not between -90 and 90", lat)
	}
	return nil
}

// squeeze returns s in upper case without any spaces.
func squeeze(s string) string {
	return strings.Join(strings.Fields(strings.ToUpper(s)), "")
}
