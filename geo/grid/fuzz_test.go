package grid_test

import (
	"math"
	"strings"
	"testing"

	"lindero/geo/grid"
)

// seeds are given to every fuzz target.
var seeds = []string{
	"-92.1476,14.6812", `14°40'52.3"N 092°08'51.2"W`, "14:40:52.3n, 92:08:51.2o", "N14.68 W92.14",
	"15n 591841.802 1623106.328", "15 norte 591841 mE 1623106 mN", "n 2000000 2000000", "15P 591841 1623106",
	"15PWS9184123106", "15p ws 91841 23106", "ZAH0000000000", "BAN", "", " ", "\x00", "١٥", "°°'\"", "1e309,1",
	".,.", "60X WA", "1CAA", "o0n0", "0.N.0E",
}

// checkPlace fails if a parser gave what is neither a place nor an error.
func checkPlace(t *testing.T, s string, lon, lat float64, err error) {
	t.Helper()
	if err == nil && !(math.Abs(lon) <= 180 && math.Abs(lat) <= 90) {
		t.Errorf("%q read as %v, %v", s, lon, lat)
	}
	if err != nil && (lon != 0 || lat != 0 || err.Error() == "" || len(err.Error()) > 600) {
		t.Errorf("%q read as %v, %v with error %v", s, lon, lat, err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		lon, lat, err := grid.Parse(s)
		checkPlace(t, s, lon, lat, err)
	})
}

func FuzzParseDMS(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		lon, lat, err := grid.ParseDMS(s)
		checkPlace(t, s, lon, lat, err)
		if err != nil {
			return
		}
		again := grid.FormatDMS(lon, lat, 10)
		lon2, lat2, err := grid.ParseDMS(again)
		if err != nil || math.Abs(lat2-lat) > 1e-12 || math.Abs(math.Remainder(lon2-lon, 360)) > 1e-12 {
			t.Errorf("%q → %v, %v → %s → %v, %v, %v", s, lon, lat, again, lon2, lat2, err)
		}
	})
}

func FuzzParseUTM(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := grid.ParseUTM(s)
		if err != nil {
			if u != (grid.UTM{}) {
				t.Errorf("%q read as %v with error %v", s, u, err)
			}
			return
		}
		lon, lat, err := u.LonLat()
		checkPlace(t, s, lon, lat, err)
		if err != nil {
			t.Errorf("%q read as %v, which is no place: %v", s, u, err)
		}
		again, err := grid.ParseUTM(u.Text(9))
		if err != nil || math.Abs(again.EastingM-u.EastingM)+math.Abs(again.NorthingM-u.NorthingM) > 1e-8 {
			t.Errorf("%q → %s → %v, %v", s, u.Text(9), again, err)
		}
	})
}

func FuzzParseMGRS(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		lon, lat, size, err := grid.ParseMGRS(s)
		checkPlace(t, s, lon, lat, err)
		if err == nil && (size < 1 || size > 100e3) {
			t.Errorf("%q read with size %v", s, size)
		}
		lon2, lat2, _, err2 := grid.ParseMGRS(strings.ToLower(s) + " ")
		if (err == nil) != (err2 == nil) || lon != lon2 || lat != lat2 {
			t.Errorf("%q and its lower case differ: %v, %v", s, err, err2)
		}
	})
}
