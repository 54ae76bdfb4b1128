package data

import (
	_ "embed"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// zoneTable lists the time zones of each country with their principal places,
// from tzdata; see SOURCES.md.
//
//go:embed zones.tab
var zoneTable string

// zoneNear returns the IANA time zone of a country whose principal place is
// nearest to a line; for a country that the table does not know, that of any.
func zoneNear(country string, l *geo.Line) string {
	best, bestM, own := "", math.Inf(1), false
	for row := range strings.Lines(zoneTable) {
		cell := strings.Split(strings.TrimSpace(row), "\t")
		if len(cell) != 3 || own && cell[0] != country {
			continue
		}
		if cell[0] == country && !own {
			bestM, own = math.Inf(1), true
		}
		if m := l.Locate(zonePlace(cell[1])).OffsetM; m < bestM {
			best, bestM = cell[2], m
		}
	}
	return best
}

// zonePlace reads a place in the form of ISO 6709 that tzdata has: ±DDMM±DDDMM
// or ±DDMMSS±DDDMMSS.
func zonePlace(s string) orb.Point {
	at := strings.LastIndexAny(s, "+-")
	if at < 1 {
		return orb.Point{}
	}
	return orb.Point{sexagesimal(s[at:], 3), sexagesimal(s[:at], 2)}
}

// sexagesimal reads a sign, so many digits of degrees, and minutes and seconds.
func sexagesimal(s string, digits int) float64 {
	sign := 1.0
	if strings.HasPrefix(s, "-") {
		sign = -1
	}
	s = s[1:]
	degrees, unit := 0.0, 1.0
	for len(s) >= digits {
		n, err := strconv.Atoi(s[:digits])
		if err != nil {
			return 0
		}
		degrees += float64(n) / unit
		s, unit, digits = s[digits:], unit*60, 2
	}
	return sign * degrees
}
