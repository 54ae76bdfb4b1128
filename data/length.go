package data

import (
	"math"
	"strings"
)

// metresPer holds the units of length that ParseLength knows.
var metresPer = []struct {
	unit   string
	metres float64
}{{"nmi", 1852}, {"nm", 1852}, {"km", 1000}, {"mi", 1609.344}, {"m", 1}}

// ParseLength reads a length with its unit (m, km, mi, nmi), such as 10km or
// 2.5 nmi, and returns metres above 0.
func ParseLength(s string) (float64, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	for _, u := range metresPer {
		number, ok := strings.CutSuffix(s, u.unit)
		if !ok {
			continue
		}
		v, err := parseFloat(strings.TrimSpace(number))
		if err != nil {
			return 0, say("length %q: %s; write it like 10km, 500m or 3nmi", s, err)
		}
		if v *= u.metres; !(v > 0) {
			return 0, say("length %q is not above 0; write it like 10km, 500m or 3nmi", s)
		}
		if math.IsInf(v, 0) {
			return 0, say("length %q is no finite number of metres", s)
		}
		return v, nil
	}
	if _, err := parseFloat(s); err == nil {
		return 0, say("length %q has no unit; write %sm or %skm", s, s, s)
	}
	return 0, say("%q is no length; write it like 10km, 500m or 3nmi", s)
}

// hoursPer holds the units of time that ParseHours knows.
var hoursPer = []struct {
	unit  string
	hours float64
}{{"min", 1.0 / 60}, {"h", 1}, {"d", 24}}

// ParseHours reads a time with its unit (min, h, d), such as 90min or 1.5 h, and
// returns hours above 0.
func ParseHours(s string) (float64, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	for _, u := range hoursPer {
		number, ok := strings.CutSuffix(s, u.unit)
		if !ok {
			continue
		}
		v, err := parseFloat(strings.TrimSpace(number))
		if err != nil {
			return 0, say("time %q: %s; write it like 90min, 1.5h or 2d", s, err)
		}
		if v *= u.hours; !(v > 0) || v > 1e6 {
			return 0, say("time %q is not above 0, or too long; write it like 90min, 1.5h or 2d", s)
		}
		return v, nil
	}
	return 0, say("time %q has no unit; write it like 90min, 1.5h or 2d", s)
}
