package osm

import (
	"math"
	"strconv"
	"strings"
)

// The fastest that a sign may say; what is above is a mistake.
const (
	maxLandKmh  = 200
	maxWaterKmh = 100
)

// speedUnits are the units of maxspeed, in km/h.
var speedUnits = []struct {
	unit string
	kmh  float64
}{
	{"km/h", 1}, {"kmh", 1}, {"kph", 1}, {"mph", 1.609344},
	{"knots", 1.852}, {"knot", 1.852}, {"kts", 1.852}, {"kt", 1.852}, {"kn", 1.852},
}

// zoneKmh are the limits that maxspeed names by the kind of zone, such as
// RO:urban: what they are in most countries.
var zoneKmh = map[string]float64{
	"walk": 5, "living_street": 20, "school": 30, "bicycle_road": 30,
	"urban": 50, "rural": 90, "trunk": 100, "expressway": 100, "motorway": 120,
	"nsl_restricted": 48.3, "nsl_single": 96.6, "nsl_dual": 112.7, // of Great Britain
}

// ownKmh are those of countries that have others.
var ownKmh = map[string]float64{
	"RU:urban": 60, "DE:rural": 100, "AT:rural": 100, "SE:rural": 70, "CH:rural": 80, "FR:rural": 80,
	"NL:rural": 80, "DK:rural": 80, "NO:rural": 80, "FI:rural": 80, "IE:rural": 80,
}

// parseSpeed returns what a text of maxspeed says in km/h, to a tenth; 0 where
// there is no limit. Of several, the least counts. It is not ok where nothing
// is said that can be: words, 0, less, or too much.
func parseSpeed(text string, onWater bool) (kmh float64, ok bool) {
	least, heard := math.Inf(1), false
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == '|' || r == ',' }) {
		v, ok := parseOneSpeed(strings.TrimSpace(part))
		most := float64(maxLandKmh)
		if onWater {
			most = maxWaterKmh
		}
		if !ok || v > most && !math.IsInf(v, 1) {
			return 0, false
		}
		least, heard = min(least, v), true
	}
	if heard && math.IsInf(least, 1) {
		return 0, true
	}
	kmh = math.Round(least*10) / 10
	return kmh, heard && kmh > 0
}

// parseOneSpeed returns a speed above 0, infinite for none.
func parseOneSpeed(text string) (float64, bool) {
	if text == "none" {
		return math.Inf(1), true
	}
	if v, ok := ownKmh[text]; ok {
		return v, true
	}
	_, zone, named := strings.Cut(text, ":")
	if !named {
		zone = text
	}
	if v, ok := zoneKmh[zone]; ok {
		return v, true
	}
	if number, ok := strings.CutPrefix(zone, "zone"); ok {
		return plainSpeed(strings.TrimPrefix(number, ":"), 1)
	}
	if named {
		return plainSpeed(zone, 1) // DE:30
	}
	lower := strings.ToLower(text)
	for _, u := range speedUnits {
		if number, ok := strings.CutSuffix(lower, u.unit); ok {
			return plainSpeed(strings.TrimSpace(number), u.kmh)
		}
	}
	return plainSpeed(text, 1)
}

// plainSpeed reads digits with at most one point.
func plainSpeed(text string, kmh float64) (float64, bool) {
	if text == "" || len(text) > 10 || strings.Trim(text, "0123456789.") != "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(text, 64)
	return v * kmh, err == nil && v > 0
}
