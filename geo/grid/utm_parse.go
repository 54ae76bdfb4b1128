package grid

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// utmShape is zone, hemisphere or band, easting, northing.
var utmShape = regexp.MustCompile(`(?i)^([0-9]{1,2})?\s*(north|norte|south|sur|[a-z])\s*[\s,;]\s*` +
	`(-?[0-9]+(?:\.[0-9]*)?)\s*(?:m|me)?\s*[\s,;]\s*(-?[0-9]+(?:\.[0-9]*)?)\s*(?:m|mn)?$`)

// ParseUTM reads UTM or UPS coordinates: zone and hemisphere, easting,
// northing, in metres, separated by spaces or commas.
//
//	15n 591841.802 1623106.328      as String writes it
//	15 norte 591841 mE 1623106 mN   hemisphere in words, English or Spanish
//	15P 591841 1623106              MGRS latitude band
//	n 2000000 1333272.3             UPS
//
// After a zone, N and S always mean the hemisphere: 15S is the southern one,
// never band S. Another band letter must be the band the place lies in, give
// or take a kilometre. A zone, easting or northing outside the grid is an
// error.
func ParseUTM(s string) (UTM, error) {
	u, err := parseUTM(strings.TrimSpace(s))
	if err != nil {
		return UTM{}, fmt.Errorf("read UTM %.60q: %w", s, err)
	}
	return u, nil
}

func parseUTM(s string) (UTM, error) {
	if len(s) > maxInput {
		return UTM{}, errUTMForm
	}
	m := utmShape.FindStringSubmatch(s)
	if m == nil {
		return UTM{}, errUTMForm
	}
	var u UTM
	if m[1] != "" {
		u.Zone, _ = strconv.Atoi(m[1])
		if u.Zone < 1 || u.Zone > 60 {
			return UTM{}, fmt.Errorf("zone %s is not between 1 and 60", m[1])
		}
	}
	letter := strings.ToUpper(m[2])[0]
	band, known := hemisphereOf(letter, u.Zone)
	if !known {
		return UTM{}, fmt.Errorf("%q is no hemisphere (n or s) and no latitude band of this zone", m[2])
	}
	u.North = band
	u.EastingM, _ = strconv.ParseFloat(m[3], 64) // infinite at worst: check refuses it
	u.NorthingM, _ = strconv.ParseFloat(m[4], 64)
	if err := u.check(); err != nil {
		return UTM{}, err
	}
	return u, u.checkBand(letter)
}

// hemisphereOf returns the hemisphere that a letter after a zone stands for.
func hemisphereOf(letter byte, zone int) (north, known bool) {
	switch {
	case letter == 'N':
		return true, true
	case letter == 'S':
		return false, true
	case zone == 0:
		return letter == 'Y' || letter == 'Z', strings.IndexByte(polarBands, letter) >= 0
	}
	band := strings.IndexByte(bands, letter)
	return band >= equatorBand, band >= 0
}

// checkBand reports a band letter that contradicts the northing.
func (u UTM) checkBand(letter byte) error {
	if letter == 'N' || letter == 'S' || u.Zone == 0 {
		return nil
	}
	const slack = 0.01 // degrees: the letter is often read off a map's edge
	_, lat, err := u.LonLat()
	if err != nil {
		return err
	}
	south, north := bandRange(strings.IndexByte(bands, letter))
	if lat < south-slack || lat > north+slack {
		return fmt.Errorf("northing %v m lies at latitude %.2f, not in band %c (%v to %v)",
			u.NorthingM, lat, letter, south, north)
	}
	return nil
}
