package grid

import (
	"errors"
	"fmt"
	"math"
	"strconv"
)

// UTM is a place in the Universal Transverse Mercator grid or, with Zone 0,
// in the Universal Polar Stereographic grid about one of the poles.
type UTM struct {
	Zone     int  // 1 to 60, or 0 for UPS
	North    bool // hemisphere of the false northing
	EastingM float64
	// NorthingM is counted from the equator if North, else from 10,000 km
	// south of it; in UPS the pole is at 2,000 km, 2,000 km.
	NorthingM float64
}

// False origins in metres.
const (
	falseEastingUTM   = 500e3
	falseNorthingUTM  = 10000e3 // southern hemisphere
	falseOriginUPS    = 2000e3  // easting and northing
	utmSouth, utmEdge = -80, 84 // UTM covers latitudes in [utmSouth, utmEdge)
)

// ToUTM returns the UTM coordinates of a place in its standard zone, with the
// exceptions for Norway (32V) and Svalbard (31X to 37X), or the UPS
// coordinates for latitudes of 84° and more and below -80°. A zone owns its
// western border. The equator is north; a latitude of minus zero is south,
// as GeoConvert has it. A latitude beyond ±90 or a number that is not finite
// is an error.
//
// Accurate to 10 nm.
func ToUTM(lon, lat float64) (UTM, error) {
	if err := checkPlace(lon, lat); err != nil {
		return UTM{}, fmt.Errorf("to UTM: %w", err)
	}
	lon = math.Remainder(lon, 360)
	zone := 0
	if lat >= utmSouth && lat < utmEdge {
		zone = standardZone(lon, lat)
	}
	return inZone(lon, lat, zone, !math.Signbit(lat)), nil
}

// farFromMeridian is how many degrees of longitude from its central meridian a
// zone is carried on.
const farFromMeridian = 60

// ToZone returns the coordinates of a place in a given zone and hemisphere,
// carried on beyond the zone's own edges; with zone 0 in UPS about one of the
// poles. A place that ToUTM refuses, a zone that does not exist, a place more
// than 60° of longitude from the middle of a zone and the other pole of UPS
// are an error.
//
// Accurate to 10 nm within 35° of longitude from the middle of the zone.
func ToZone(lon, lat float64, zone int, north bool) (UTM, error) {
	if err := checkPlace(lon, lat); err != nil {
		return UTM{}, fmt.Errorf("to UTM: %w", err)
	}
	switch {
	case zone < 0 || zone > 60:
		return UTM{}, fmt.Errorf("to UTM: zone %d is not between 1 and 60, or 0 for the poles", zone)
	case zone == 0 && (north && lat <= -90 || !north && lat >= 90):
		return UTM{}, fmt.Errorf("to UTM: latitude %v has no place about the other pole", lat)
	case zone > 0 && math.Abs(math.Remainder(lon-centralMeridian(zone), 360)) > farFromMeridian:
		return UTM{}, fmt.Errorf("to UTM: longitude %v is more than %d° from the middle of zone %d", lon, farFromMeridian, zone)
	}
	return inZone(lon, lat, zone, north), nil
}

// inZone returns the coordinates of a place in a zone, or in UPS.
func inZone(lon, lat float64, zone int, north bool) UTM {
	u := UTM{Zone: zone, North: north}
	if zone == 0 {
		x, y := stereographic(lon, lat, north)
		u.EastingM, u.NorthingM = falseOriginUPS+x, falseOriginUPS+y
		return u
	}
	x, y := mercator(math.Remainder(lon-centralMeridian(zone), 360), lat)
	u.EastingM, u.NorthingM = falseEastingUTM+x, y
	if !north {
		u.NorthingM += falseNorthingUTM
	}
	return u
}

// centralMeridian returns the longitude in degrees in the middle of a zone.
func centralMeridian(zone int) float64 { return float64(6*zone - 183) }

// standardZone returns the UTM zone of a place, longitude in [-180, 180].
func standardZone(lon, lat float64) int {
	whole := int(math.Floor(lon))
	if whole == 180 {
		whole = -180
	}
	zone := (whole + 186) / 6
	band := latitudeBand(lat)
	switch {
	case bands[band] == 'V' && zone == 31 && whole >= 3:
		return 32 // Norway's coast
	case bands[band] == 'X' && whole >= 0 && whole < 42:
		return 2*((whole+3)/12) + 31 // Svalbard: zones 31, 33, 35, 37
	}
	return zone
}

// limits are the largest ranges, in metres, that coordinates are read in:
// 100 km beyond what MGRS covers, and a zone may be carried on across the
// equator.
type limits struct{ minE, maxE, minN, maxN float64 }

// limits returns the ranges for u's grid and hemisphere.
func (u UTM) limits() limits {
	switch {
	case u.Zone == 0 && u.North:
		return limits{1200e3, 2800e3, 1200e3, 2800e3}
	case u.Zone == 0:
		return limits{700e3, 3300e3, 700e3, 3300e3}
	case u.North:
		return limits{0, 1000e3, -9100e3, 9600e3}
	}
	return limits{0, 1000e3, 900e3, 19600e3}
}

// check says why u is not a place.
func (u UTM) check() error {
	if u.Zone < 0 || u.Zone > 60 {
		return fmt.Errorf("zone %d is not between 1 and 60, or 0 for the poles", u.Zone)
	}
	l := u.limits()
	if !(u.EastingM >= l.minE && u.EastingM <= l.maxE) {
		return fmt.Errorf("easting %v m is not between %.0f and %.0f", u.EastingM, l.minE, l.maxE)
	}
	if !(u.NorthingM >= l.minN && u.NorthingM <= l.maxN) {
		return fmt.Errorf("northing %v m is not between %.0f and %.0f", u.NorthingM, l.minN, l.maxN)
	}
	return nil
}

// LonLat returns the place in degrees, its longitude in [-180, 180]. A zone
// that does not exist and coordinates more than 100 km outside the grid are
// an error. Accurate to 10 nm within a zone.
func (u UTM) LonLat() (lon, lat float64, err error) {
	if err := u.check(); err != nil {
		return 0, 0, fmt.Errorf("from UTM: %w", err)
	}
	lon, lat = u.unproject()
	return lon, lat, nil
}

// unproject returns the place of any coordinates.
func (u UTM) unproject() (lon, lat float64) {
	if u.Zone == 0 {
		return unstereographic(u.EastingM-falseOriginUPS, u.NorthingM-falseOriginUPS, u.North)
	}
	y := u.NorthingM
	if !u.North {
		y -= falseNorthingUTM
	}
	dLon, lat := unmercator(u.EastingM-falseEastingUTM, y)
	return math.Remainder(dLon+centralMeridian(u.Zone), 360), lat
}

// FromZone is the inverse of ToZone: it returns the place in degrees, its
// longitude in [-180, 180], as far as the zone is carried on, which is farther
// than LonLat reads. Coordinates that ToZone has for no place are an error.
// Accurate to 10 nm within 35° of longitude from the middle of the zone.
func (u UTM) FromZone() (lon, lat float64, err error) {
	if u.check() == nil {
		return u.LonLat()
	}
	lon, lat = u.unproject()
	if back, err := ToZone(lon, lat, u.Zone, u.North); err != nil || !(math.Hypot(back.EastingM-u.EastingM, back.NorthingM-u.NorthingM) < 1e-3) {
		return 0, 0, fmt.Errorf("from UTM: easting %v m and northing %v m are farther than zone %d is carried on", u.EastingM, u.NorthingM, u.Zone)
	}
	return lon, lat, nil
}

// String returns u to the millimetre: "15n 591841.802 1623106.328" is zone,
// hemisphere (n or s), easting and northing; for UPS the zone is left out.
// It is what GeoConvert -u -p 3 prints, and ParseUTM reads it.
func (u UTM) String() string { return u.Text(3) }

// Text is String with the given number of decimals of a metre, cut to 0 to 9.
func (u UTM) Text(decimals int) string {
	decimals = max(0, min(9, decimals))
	b := make([]byte, 0, 40)
	if u.Zone != 0 {
		b = fmt.Appendf(b, "%02d", u.Zone)
	}
	hemisphere := "s "
	if u.North {
		hemisphere = "n "
	}
	b = append(b, hemisphere...)
	b = strconv.AppendFloat(b, u.EastingM, 'f', decimals, 64)
	b = append(b, ' ')
	b = strconv.AppendFloat(b, u.NorthingM, 'f', decimals, 64)
	return string(b)
}

// errUTMForm says which forms ParseUTM takes.
var errUTMForm = errors.New("expected zone and hemisphere, easting, northing like 15n 591841.8 1623106.3, " +
	"or without zone for the poles like n 2000000 1333272")
