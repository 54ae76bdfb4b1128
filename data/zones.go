package data

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"

	"github.com/paulmach/orb"

	"lindero/geo/wgs84"
)

// zoneTable lists the time zones of each country with their principal places,
// from tzdata; see SOURCES.md.
//
//go:embed zones.tab
var zoneTable string

// zone is a time zone of a country.
type zone struct {
	name string
	at   wgs84.Vec // its principal place
}

// zones holds the time zones by country; under "" all of them.
var zones = sync.OnceValue(func() map[string][]zone {
	out := map[string][]zone{}
	for row := range strings.Lines(zoneTable) {
		if cell := strings.Split(strings.TrimSpace(row), "\t"); len(cell) == 3 {
			p := zonePlace(cell[1])
			z := zone{cell[2], wgs84.ECEF(p[0], p[1])}
			out[cell[0]], out[""] = append(out[cell[0]], z), append(out[""], z)
		}
	}
	return out
})

// zoneNear returns the IANA time zone of a country whose principal place is
// the nearest to most of the length of the lines; for a country that the table
// does not know, that of any. Most of it, for the end of a long border may be
// near a zone that hardly anybody keeps elsewhere.
func zoneNear(country string, lines []orb.LineString) string {
	of := zones()[country]
	switch len(of) {
	case 0:
		of = zones()[""]
	case 1:
		return of[0].name
	}
	lengths := make([]float64, len(of))
	for _, line := range lines {
		for i := 1; i < len(line); i++ {
			p, q := wgs84.ECEF(line[i-1][0], line[i-1][1]), wgs84.ECEF(line[i][0], line[i][1])
			at, least := 0, math.Inf(1)
			for k, z := range of {
				if d := z.at.Sub(p).Norm2() + z.at.Sub(q).Norm2(); d < least { // as from the middle
					at, least = k, d
				}
			}
			lengths[at] += math.Sqrt(p.Sub(q).Norm2())
		}
	}
	at := 0
	for k, m := range lengths {
		if m > lengths[at] {
			at = k
		}
	}
	return of[at].name
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
