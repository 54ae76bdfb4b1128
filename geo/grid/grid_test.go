package grid_test

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"lindero/geo/grid"
	"lindero/geo/wgs84"
	"lindero/internal/oracle"
)

// place is a longitude and latitude in degrees.
type place struct{ lon, lat float64 }

// places returns n random places, evenly over the sphere, near the poles and
// around the Suchiate, and every combination of coordinates where grids break.
func places(n int) []place {
	r := rand.New(rand.NewPCG(84, 80))
	out := edges()
	for i := range n {
		p := place{r.Float64()*360 - 180, math.Asin(2*r.Float64()-1) * 180 / math.Pi}
		switch i % 8 {
		case 0:
			p.lat = math.Copysign(78+12*r.Float64(), p.lat)
		case 1:
			p = place{-92.2 + r.Float64(), 14.5 + r.Float64()}
		case 2:
			p = place{42 * r.Float64(), 55 + 30*r.Float64()} // Norway, Svalbard
		case 3:
			p.lat = r.NormFloat64() * 1e-6
		}
		out = append(out, p)
	}
	return out
}

// edges returns places on and beside the borders of zones and bands.
func edges() []place {
	var lons, lats []float64
	for lon := -180.0; lon <= 180; lon += 3 {
		lons = append(lons, lon, lon-1e-9, lon+1e-9)
	}
	for lat := -88.0; lat <= 88; lat += 8 {
		lats = append(lats, lat, lat-1e-9, lat+1e-9)
	}
	lats = append(lats, -90, 90, -89.999999999, 89.999999999, 84, 84-1e-9, 84+1e-9,
		math.Copysign(0, -1), 1e-14, -1e-14, 1e-13, -1e-13, 60)
	var out []place
	for _, lon := range lons {
		for _, lat := range lats {
			out = append(out, place{lon, lat})
		}
	}
	return out
}

// ask feeds places to GeoConvert, latitude first.
func ask(t *testing.T, ps []place, args ...string) []string {
	t.Helper()
	var in strings.Builder
	for _, p := range ps {
		in.WriteString(strconv.FormatFloat(p.lat, 'f', -1, 64) + " " + strconv.FormatFloat(p.lon, 'f', -1, 64) + "\n")
	}
	lines := oracle.Run(t, "GeoConvert", in.String(), args...)
	if len(lines) != len(ps) {
		t.Fatalf("GeoConvert %v: %d answers for %d places", args, len(lines), len(ps))
	}
	return lines
}

// apart returns the distance in metres between two places.
func apart(lon1, lat1, lon2, lat2 float64) float64 {
	d, _, _ := wgs84.Inverse(lon1, lat1, lon2, lat2)
	return d
}

func TestParseAnyForm(t *testing.T) {
	want := place{-92.1476, 14.6812}
	utm, err := grid.ToUTM(want.lon, want.lat)
	if err != nil {
		t.Fatal(err)
	}
	mgrs, err := grid.ToMGRS(want.lon, want.lat, 5)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{
		"-92.1476,14.6812", " -92.1476 , 14.6812 ", "-92.1476;+14.6812",
		"14.6812N 92.1476W", "14.6812 n, 92.1476 o", "N14.6812 O92.1476", "W92.1476 N14.6812",
		grid.FormatDMS(want.lon, want.lat, 3), "14 40 52.32 N 92 8 51.36 W", `14d40'52.32"N092d08'51.36"W`,
		utm.String(), strings.ToUpper(utm.String()), "15 norte 591776.7 mE 1623238.8 mN", "15P 591776.7 1623238.8",
		mgrs, strings.ToLower(mgrs), mgrs[:3] + " " + mgrs[3:5] + " " + mgrs[5:10] + " " + mgrs[10:],
	} {
		lon, lat, err := grid.Parse(s)
		if err != nil {
			t.Errorf("Parse(%q): %v", s, err)
			continue
		}
		if d := apart(lon, lat, want.lon, want.lat); d > 1 {
			t.Errorf("Parse(%q) = %v, %v, which is %.1f m off", s, lon, lat, d)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for s, part := range map[string]string{
		"":                           "expected a pair",
		"hello":                      "expected latitude and longitude",
		"14.6812":                    "expected a pair",
		"14.6812 -92.1476":           "longitude,latitude",
		"14.6812,-92.1476":           "the order is longitude,latitude",
		"190,5":                      "not between -180 and 180",
		"1.2.3,4":                    "read longitude",
		"4,1.2.3":                    "read latitude",
		"14.6812N":                   "1 hemisphere letters",
		"-14.6812N 92.1476W":         "leave out the sign",
		"99N 92W":                    "more than 90",
		"14N 181W":                   "more than 180",
		"14N 15S":                    "same kind",
		`14°60'00"N 92°00'00"W`:      "not below 60",
		`14°00'60.0"N 92°00'00"W`:    "not below 60",
		`14.5°30'N 92°W`:             "only the last number",
		`40'52"N 92°W`:               "after the degrees",
		`14,5N 92,1W`:                "with a point",
		"1 2 3 4 N 92W":              "after the seconds",
		"61n 500000 1000000":         "zone 61",
		"15n 5000000 1000000":        "easting",
		"15n 500000 99000000":        "northing",
		"15i 500000 1000000":         "no hemisphere",
		"15T 591841 1623106":         "not in band T",
		"15PWS918412310":             "split evenly",
		"15PWS918411231061":          "more than the 5",
		"15PWS918411231061234":       "split evenly",
		"15IWS":                      "latitude band I",
		"15PAS":                      "column letter A",
		"15PWW":                      "row letter W",
		"15PWA":                      "not in latitude band P",
		"61PWS":                      "zone 61",
		"ZZZ":                        "column letter Z",
		"ZAZ":                        "row letter Z",
		strings.Repeat("1", 100_000): "too many",
	} {
		if lon, lat, err := grid.Parse(s); err == nil {
			t.Errorf("Parse(%.40q) = %v, %v; want an error with %q", s, lon, lat, part)
		} else if !strings.Contains(err.Error(), part) {
			t.Errorf("Parse(%.40q): %q does not say %q", s, err, part)
		}
	}
}

// oddNumbers are what a careless caller may pass.
var oddNumbers = []float64{
	math.NaN(), math.Inf(1), math.Inf(-1), 0, math.Copysign(0, -1), 5e-324, -5e-324, 1e-160,
	90, -90, 90.1, 180, -180, 540, 1e300, -math.MaxFloat64, 84, -80, 1e6, 2e6, 1e7,
}

func TestOddInputGivesErrors(t *testing.T) {
	for _, lon := range oddNumbers {
		for _, lat := range oddNumbers {
			onEarth := !math.IsNaN(lon) && !math.IsInf(lon, 0) && math.Abs(lat) <= 90
			if _, err := grid.ToUTM(lon, lat); (err == nil) != onEarth {
				t.Errorf("ToUTM(%v, %v): error %v", lon, lat, err)
			}
			if _, err := grid.ToMGRS(lon, lat, 5); (err == nil) != onEarth {
				t.Errorf("ToMGRS(%v, %v): error %v", lon, lat, err)
			}
			if s := grid.FormatDMS(lon, lat, 1); (s != "invalid") != onEarth {
				t.Errorf("FormatDMS(%v, %v) = %q", lon, lat, s)
			}
			for zone := -1; zone <= 61; zone++ {
				for _, north := range []bool{false, true} {
					checkUTM(t, grid.UTM{Zone: zone, North: north, EastingM: lon, NorthingM: lat})
				}
			}
		}
	}
	for _, digits := range []int{-1, 6} {
		if s, err := grid.ToMGRS(-92, 14, digits); err == nil {
			t.Errorf("ToMGRS with %d digits = %q, want an error", digits, s)
		}
	}
}

// checkUTM fails if u gives something that is neither a place nor an error.
func checkUTM(t *testing.T, u grid.UTM) {
	t.Helper()
	lon, lat, err := u.LonLat()
	if err == nil && !(math.Abs(lon) <= 180 && math.Abs(lat) <= 90) {
		t.Errorf("%#v.LonLat() = %v, %v", u, lon, lat)
	}
	if err != nil && (lon != 0 || lat != 0) {
		t.Errorf("%#v.LonLat() = %v, %v with error %v", u, lon, lat, err)
	}
}
