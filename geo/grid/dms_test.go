package grid_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"lindero/geo/grid"
)

func TestFormatDMS(t *testing.T) {
	for _, c := range []struct {
		lon, lat float64
		decimals int
		want     string
	}{
		{-92.1475555555, 14.6811944444, 1, `14°40'52.3"N 092°08'51.2"W`},
		{-92.1475555555, 14.6811944444, 0, `14°40'52"N 092°08'51"W`},
		{-92.1475555555, 14.6811944444, -5, `14°40'52"N 092°08'51"W`},
		{0, 0, 2, `00°00'00.00"N 000°00'00.00"E`},
		{-1e-9, -1e-9, 1, `00°00'00.0"N 000°00'00.0"E`},
		{-1e-9, -1e-9, 6, `00°00'00.000004"S 000°00'00.000004"W`},
		{12.9999999, -33.9999999, 0, `34°00'00"S 013°00'00"E`},
		{12.999, 59.99999, 1, `60°00'00.0"N 012°59'56.4"E`},
		{180, 90, 1, `90°00'00.0"N 180°00'00.0"E`},
		{-180, -90, 0, `90°00'00"S 180°00'00"W`},
		{267.8524444444, 14.5, 1, `14°30'00.0"N 092°08'51.2"W`},
		{1.0 / 3, 0.1, 30, `00°06'00.0000000000"N 000°20'00.0000000000"E`},
		{math.NaN(), 0, 1, "invalid"},
		{0, 91, 1, "invalid"},
	} {
		if got := grid.FormatDMS(c.lon, c.lat, c.decimals); got != c.want {
			t.Errorf("FormatDMS(%v, %v, %d) = %s, want %s", c.lon, c.lat, c.decimals, got, c.want)
		}
	}
}

func TestFormatDMSAgreesWithGeoConvert(t *testing.T) {
	ps := places(8000)
	// GeoConvert -p 1 prints two decimals of a second.
	for i, line := range ask(t, ps, "-d", "-p", "1") {
		got := strings.ReplaceAll(grid.FormatDMS(ps[i].lon, ps[i].lat, 2), "°", "d")
		if len(line) != len(got) {
			t.Fatalf("FormatDMS%v = %s, GeoConvert: %s", ps[i], got, line)
		}
		lon, lat, err := grid.ParseDMS(line)
		if err != nil {
			t.Fatalf("ParseDMS(%s): %v", line, err)
		}
		gotLon, gotLat, err := grid.ParseDMS(got)
		// A tie may be rounded either way.
		if err != nil || math.Abs(lat-gotLat) > 0.0101/3600 || math.Abs(math.Remainder(lon-gotLon, 360)) > 0.0101/3600 {
			t.Errorf("FormatDMS%v = %s, GeoConvert: %s, error %v", ps[i], got, line, err)
		}
	}
}

func TestDMSRoundTrip(t *testing.T) {
	for i, p := range places(5000) {
		decimals := i % 11
		s := grid.FormatDMS(p.lon, p.lat, decimals)
		lon, lat, err := grid.ParseDMS(s)
		if err != nil {
			t.Fatalf("ParseDMS(%s): %v", s, err)
		}
		half := 0.5/3600/math.Pow10(decimals) + 1e-13
		if math.Abs(lat-p.lat) > half || math.Abs(math.Remainder(lon-p.lon, 360)) > half {
			t.Errorf("%v → %s → %v, %v", p, s, lon, lat)
		}
		if strings.Contains(s, "'60") || strings.Contains(s, "°60") {
			t.Errorf("FormatDMS%v = %s", p, s)
		}
	}
}

func TestParseDMSForms(t *testing.T) {
	const lon, lat = -(92 + 8.0/60 + 51.2/3600), 14 + 40.0/60 + 52.3/3600
	for _, s := range []string{
		`14°40'52.3"N 092°08'51.2"W`, `14º40´52.3''N 92º8´51.2''O`, `14° 40′ 52.3″ N, 92° 8′ 51.2″ W`,
		`N14°40'52.3" W092°08'51.2"`, "14 40 52.3 N 92 8 51.2 W", "N 14 40 52.3, O 92 8 51.2",
		"14:40:52.3n 92:08:51.2o", `92°08'51.2"W 14°40'52.3"N`, `14d40'52.3"N;92d8'51.2"w`,
		`14°40’52.3”N 92°08’51.2”W`, "14° 40.871666667' N 92° 8.853333333' O", "14 40.871666667N 92 8.853333333W",
		"14.681194444°N 92.147555556°W", "14.681194444 N 92.147555556 O", "N14.681194444W92.147555556",
	} {
		gotLon, gotLat, err := grid.ParseDMS(s)
		if err != nil || math.Abs(gotLon-lon) > 1e-9 || math.Abs(gotLat-lat) > 1e-9 {
			t.Errorf("ParseDMS(%q) = %v, %v, %v; want %v, %v", s, gotLon, gotLat, err, lon, lat)
		}
	}
}

// TestParseDMSDecimalDegreesAreExact: nothing is lost on the way through text.
func TestParseDMSDecimalDegreesAreExact(t *testing.T) {
	for _, p := range places(2000) {
		s := strconv.FormatFloat(math.Abs(p.lat), 'f', -1, 64) + "S " +
			strconv.FormatFloat(math.Min(180, math.Abs(p.lon)), 'f', -1, 64) + "O"
		lon, lat, err := grid.ParseDMS(s)
		if err != nil || lon != -math.Min(180, math.Abs(p.lon)) || lat != -math.Abs(p.lat) {
			t.Errorf("ParseDMS(%q) = %v, %v, %v", s, lon, lat, err)
		}
	}
}
