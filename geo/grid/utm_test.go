package grid_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lindero/geo/grid"
	"lindero/internal/oracle"
)

func TestToUTMAgreesWithGeoConvert(t *testing.T) {
	ps := places(20000)
	var worst, worstBack float64
	for i, line := range ask(t, ps, "-u", "-p", "9") {
		p := ps[i]
		u, err := grid.ToUTM(p.lon, p.lat)
		if err != nil {
			t.Fatalf("ToUTM(%v): %v", p, err)
		}
		f := strings.Fields(line)
		if zone := strings.Fields(u.String())[0]; len(f) != 3 || zone != f[0] {
			t.Errorf("ToUTM(%v) = %v, want %s", p, u, line)
			continue
		}
		east, _ := strconv.ParseFloat(f[1], 64)
		north, _ := strconv.ParseFloat(f[2], 64)
		e := math.Hypot(u.EastingM-east, u.NorthingM-north)
		worst = math.Max(worst, e)
		if !(e <= 2e-8) {
			t.Errorf("ToUTM(%v) = %s, want %s", p, u.Text(9), line)
		}
		lon, lat, err := u.LonLat()
		if err != nil {
			t.Fatalf("%v.LonLat(): %v", u, err)
		}
		back := apart(lon, lat, p.lon, p.lat)
		worstBack = math.Max(worstBack, back)
		if !(back <= 2e-8) {
			t.Errorf("%v → %v → %v %v: off by %g m", p, u, lon, lat, back)
		}
	}
	t.Logf("%d places: worst difference %.2g m, worst round trip %.2g m", len(ps), worst, worstBack)
}

func TestUTMLonLatAgreesWithGeoConvert(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 366))
	us := make([]grid.UTM, 20000)
	var in strings.Builder
	for i := range us {
		u := grid.UTM{Zone: r.IntN(61), North: r.IntN(2) == 0}
		u.EastingM, u.NorthingM = 1e6*r.Float64(), 9.6e6*r.Float64()
		switch {
		case u.Zone == 0 && u.North:
			u.EastingM, u.NorthingM = 1.2e6+1.6e6*r.Float64(), 1.2e6+1.6e6*r.Float64()
		case u.Zone == 0:
			u.EastingM, u.NorthingM = 0.7e6+2.6e6*r.Float64(), 0.7e6+2.6e6*r.Float64()
		case !u.North:
			u.NorthingM += 0.9e6
		}
		us[i] = u
		fmt.Fprintln(&in, u.Text(9))
	}
	lines := oracle.Run(t, "GeoConvert", in.String(), "-g", "-p", "9")
	if len(lines) != len(us) {
		t.Fatalf("%d answers for %d coordinates", len(lines), len(us))
	}
	var worst float64
	for i, u := range us {
		lon, lat, err := u.LonLat()
		if err != nil {
			t.Fatalf("%v.LonLat(): %v", u, err)
		}
		var wantLon, wantLat float64
		if _, err := fmt.Sscan(lines[i], &wantLat, &wantLon); err != nil {
			t.Fatalf("GeoConvert answered %q for %v", lines[i], u)
		}
		e := apart(lon, lat, wantLon, wantLat)
		worst = math.Max(worst, e)
		if !(e <= 2e-8) {
			t.Errorf("%v.LonLat() = %v, %v; want %v, %v (%g m)", u, lon, lat, wantLon, wantLat, e)
		}
	}
	t.Logf("worst difference %.2g m", worst)
}

func TestUTMString(t *testing.T) {
	for _, c := range []struct {
		lon, lat float64
		want     string
	}{
		{-92.147, 14.68, "15n 591841.802 1623106.328"},
		{0, 0, "31n 166021.443 0.000"},
		{0, math.Copysign(0, -1), "31s 166021.443 10000000.000"},
		{3, 60, "32n 165640.332 6666593.572"},
		{10, 72, "33n 327724.949 7996086.925"},
		{0, 84, "n 2000000.000 1333272.296"},
		{123, -90, "s 2000000.000 2000000.000"},
		{180, 0, "01n 166021.443 0.000"},
		{-180, 0, "01n 166021.443 0.000"},
		{-92.147 + 720, 14.68, "15n 591841.802 1623106.328"},
	} {
		u, err := grid.ToUTM(c.lon, c.lat)
		if err != nil || u.String() != c.want {
			t.Errorf("ToUTM(%v, %v) = %v, %v; want %s", c.lon, c.lat, u, err, c.want)
		}
		back, err := grid.ParseUTM(u.Text(9))
		if err != nil || back.Zone != u.Zone || back.North != u.North ||
			math.Abs(back.EastingM-u.EastingM)+math.Abs(back.NorthingM-u.NorthingM) > 1e-8 {
			t.Errorf("ParseUTM(%s) = %+v, %v", u.Text(9), back, err)
		}
	}
	u := grid.UTM{Zone: 5, EastingM: 500000.6, NorthingM: 1}
	if got := u.Text(-3); got != "05s 500001 1" {
		t.Errorf("Text(-3) = %q", got)
	}
}

func TestParseUTM(t *testing.T) {
	want := grid.UTM{Zone: 15, North: true, EastingM: 591841, NorthingM: 1623106}
	for _, s := range []string{
		"15n 591841 1623106", "15N 591841 1623106", " 15 N 591841, 1623106 ", "15n,591841,1623106.",
		"15north 591841 1623106", "15 NORTE 591841mE 1623106mN", "15P 591841 m 1623106 m", "15 p 591841 1623106",
	} {
		if u, err := grid.ParseUTM(s); err != nil || u != want {
			t.Errorf("ParseUTM(%q) = %v, %v; want %v", s, u, err, want)
		}
	}
	for s, want := range map[string]grid.UTM{
		"15s 591841 1623106":  {Zone: 15, EastingM: 591841, NorthingM: 1623106},
		"15 sur 591841 9e6":   {},
		"n 2000000 1333272.5": {North: true, EastingM: 2e6, NorthingM: 1333272.5},
		"Z 2000000 1333272.5": {North: true, EastingM: 2e6, NorthingM: 1333272.5},
		"A 2000000 1333272.5": {EastingM: 2e6, NorthingM: 1333272.5},
		"B2000000 1333272.5":  {},
		"00n 500000 0":        {},
		"15n 500000":          {},
		"15n -1 0":            {},
		"15n 500000 -100000":  {Zone: 15, North: true, EastingM: 5e5, NorthingM: -1e5},
	} {
		u, err := grid.ParseUTM(s)
		if u != want || (err == nil) != (want != grid.UTM{}) {
			t.Errorf("ParseUTM(%q) = %+v, %v; want %+v", s, u, err, want)
		}
	}
}

func BenchmarkToUTM(b *testing.B) {
	for i := 0; b.Loop(); i++ {
		if _, err := grid.ToUTM(-92-float64(i%8)/10, 14.68); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkUTMLonLat(b *testing.B) {
	u := grid.UTM{Zone: 15, North: true, EastingM: 591841, NorthingM: 1623106}
	for b.Loop() {
		if _, _, err := u.LonLat(); err != nil {
			b.Fatal(err)
		}
	}
}

// TestToZoneAgreesWithTransverseMercator carries zones on to 35° from their
// middle, and compares with the exact projection (Lee's elliptic functions).
func TestToZoneAgreesWithTransverseMercator(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 366))
	type place struct{ dLon, lat float64 }
	var in strings.Builder
	ps := make([]place, 5000)
	for i := range ps {
		ps[i] = place{70*r.Float64() - 35, 160*r.Float64() - 80}
		if i%2 == 0 {
			ps[i].dLon = 18*r.Float64() - 9
		}
		fmt.Fprintf(&in, "%.12f %.12f\n", ps[i].lat, ps[i].dLon)
	}
	var near, far float64
	for i, line := range oracle.Run(t, "TransverseMercatorProj", in.String(), "-k", "0.9996", "-l", "0", "-p", "9") {
		p := ps[i]
		dLon, _ := strconv.ParseFloat(fmt.Sprintf("%.12f", p.dLon), 64)
		lat, _ := strconv.ParseFloat(fmt.Sprintf("%.12f", p.lat), 64)
		zone := 1 + r.IntN(60)
		u, err := grid.ToZone(math.Remainder(dLon+float64(6*zone-183), 360), lat, zone, i%3 == 0)
		if err != nil {
			t.Fatal(err)
		}
		f := strings.Fields(line)
		east, _ := strconv.ParseFloat(f[0], 64)
		north, _ := strconv.ParseFloat(f[1], 64)
		if i%3 != 0 {
			north += 10e6
		}
		e := math.Hypot(u.EastingM-500e3-east, u.NorthingM-north)
		if math.Abs(p.dLon) <= 9 {
			near = max(near, e)
		} else {
			far = max(far, e)
		}
		if u.Zone != zone || u.North != (i%3 == 0) {
			t.Fatalf("%+v, asked for zone %d", u, zone)
		}
	}
	if !(near <= 2e-8) || !(far <= 2e-8) {
		t.Errorf("worst differences %.2g m within 9°, %.2g m within 35°", near, far)
	}
	t.Logf("worst differences %.2g m within 9°, %.2g m within 35°", near, far)
}

func TestToZone(t *testing.T) {
	for _, p := range [][2]float64{{-92, 15}, {179.9, -40}, {5, 60}, {0, 85}, {12, -84}} {
		want, err := grid.ToUTM(p[0], p[1])
		if err != nil {
			t.Fatal(err)
		}
		if got, err := grid.ToZone(p[0], p[1], want.Zone, want.North); err != nil || got != want {
			t.Errorf("%v: %v, %v, want %v", p, got, err, want)
		}
	}
	for _, c := range []struct {
		lon, lat float64
		zone     int
		north    bool
	}{{0, 0, -1, true}, {0, 0, 61, true}, {0, 91, 31, true}, {math.NaN(), 0, 31, true}, {64, 0, 31, true}, {-58, 0, 31, false}, {0, -90, 0, true}, {0, 90, 0, false}} {
		if u, err := grid.ToZone(c.lon, c.lat, c.zone, c.north); err == nil {
			t.Errorf("%+v: %v", c, u)
		}
	}
}

// TestFromZone goes to a zone and back, however far it is carried on, and far
// from where it is.
func TestFromZone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, north := rapid.IntRange(1, 60).Draw(t, "zone"), rapid.Bool().Draw(t, "north")
		lon := math.Remainder(float64(6*zone-183)+rapid.Float64Range(-34.9, 34.9).Draw(t, "off"), 360)
		lat := rapid.Float64Range(-89, 89).Draw(t, "lat")
		u, err := grid.ToZone(lon, lat, zone, north)
		if err != nil {
			t.Fatal(err)
		}
		backLon, backLat, err := u.FromZone()
		if off := math.Abs(math.Remainder(backLon-lon, 360)); err != nil || off*math.Cos(lat*math.Pi/180) > 1e-12 || math.Abs(backLat-lat) > 1e-12 {
			t.Fatalf("%v, %v: back %v, %v, %v", lon, lat, backLon, backLat, err)
		}
		u.EastingM, u.NorthingM = rapid.Float64().Draw(t, "easting"), rapid.Float64().Draw(t, "northing")
		if lon, lat, err := u.FromZone(); err == nil {
			if _, err := grid.ToZone(lon, lat, zone, north); err != nil {
				t.Fatalf("%+v is %v, %v: %v", u, lon, lat, err)
			}
		}
	})
	for _, u := range []grid.UTM{{Zone: 15, North: true, EastingM: 2e7}, {Zone: 15, NorthingM: 3e7}, {Zone: 61, EastingM: 2e6}, {Zone: -1}, {EastingM: math.NaN()}, {Zone: 1, EastingM: math.Inf(1)}} {
		if lon, lat, err := u.FromZone(); err == nil {
			t.Errorf("%+v is %v, %v", u, lon, lat)
		}
	}
}
