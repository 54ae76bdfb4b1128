package grid_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"lindero/geo/grid"
	"lindero/internal/oracle"
)

func TestToMGRSAgreesWithGeoConvert(t *testing.T) {
	ps := places(24000)
	for digits := range 6 {
		batch := ps
		if digits < 5 {
			batch = ps[digits*1000:][:8000]
		}
		for i, want := range ask(t, batch, "-m", "-p", fmt.Sprint(digits-5)) {
			got, err := grid.ToMGRS(batch[i].lon, batch[i].lat, digits)
			if err != nil || got != want {
				t.Errorf("ToMGRS(%v, %v, %d) = %s, %v; want %s", batch[i].lon, batch[i].lat, digits, got, err, want)
			}
		}
	}
}

func TestParseMGRSAgreesWithGeoConvert(t *testing.T) {
	var refs []string
	for i, p := range places(6000) {
		s, err := grid.ToMGRS(p.lon, p.lat, i%6)
		if err != nil {
			t.Fatal(err)
		}
		refs = append(refs, s)
	}
	lines := oracle.Run(t, "GeoConvert", strings.Join(refs, "\n"), "-g", "-p", "9")
	if len(lines) != len(refs) {
		t.Fatalf("%d answers for %d references", len(lines), len(refs))
	}
	var worst float64
	for i, ref := range refs {
		var wantLon, wantLat float64
		if _, err := fmt.Sscan(lines[i], &wantLat, &wantLon); err != nil {
			t.Fatalf("GeoConvert answered %q for %s", lines[i], ref)
		}
		lon, lat, _, err := grid.ParseMGRS(ref)
		e := apart(lon, lat, wantLon, wantLat)
		worst = math.Max(worst, e)
		if err != nil || !(e <= 2e-8) {
			t.Errorf("ParseMGRS(%s) = %v, %v, %v; want %v, %v (%g m)", ref, lon, lat, err, wantLon, wantLat, e)
		}
	}
	t.Logf("%d references: worst difference %.2g m", len(refs), worst)
}

// TestSquaresAgreeWithGeoConvert asks of every combination of letters in an
// odd, an even and a third zone and at the poles whether it exists.
func TestSquaresAgreeWithGeoConvert(t *testing.T) {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	var refs []string
	for _, prefix := range []string{"", "01", "32", "15"} {
		for _, band := range letters {
			for _, col := range letters {
				for _, row := range letters {
					refs = append(refs, prefix+string(band)+string(col)+string(row))
				}
			}
		}
	}
	lines := oracle.Run(t, "GeoConvert", strings.Join(refs, "\n"), "-g", "-p", "3")
	if len(lines) != len(refs) {
		t.Fatalf("%d answers for %d references", len(lines), len(refs))
	}
	exist := 0
	for i, ref := range refs {
		lon, lat, size, err := grid.ParseMGRS(ref)
		// GeoConvert takes INV for its own mark of an invalid place.
		if refused := strings.HasPrefix(lines[i], "ERROR") || lines[i] == "nan nan"; refused != (err != nil) {
			t.Errorf("ParseMGRS(%s): %v, %v, error %v; GeoConvert: %s", ref, lon, lat, err, lines[i])
			continue
		}
		if err == nil {
			exist++
			var wantLon, wantLat float64
			_, scanErr := fmt.Sscan(lines[i], &wantLat, &wantLon)
			if scanErr != nil || size != 100e3 || apart(lon, lat, wantLon, wantLat) > 1e-2 {
				t.Errorf("ParseMGRS(%s) = %v, %v, %v; want %s", ref, lon, lat, size, lines[i])
			}
		}
	}
	t.Logf("%d of %d squares exist", exist, len(refs))
}

func TestMGRSTable(t *testing.T) {
	for _, c := range []struct {
		lon, lat float64
		digits   int
		want     string
	}{
		{-92.147, 14.68, 5, "15PWS9184123106"},
		{-92.147, 14.68, 3, "15PWS918231"},
		{-92.147, 14.68, 0, "15PWS"},
		{0, 0, 5, "31NAA6602100000"},
		{10, math.Copysign(0, -1), 5, "32MPE1128099999"},
		{10, -1e-20, 5, "32MPE1128099999"},
		{3, 60, 5, "32VJM6564066593"},
		{10, 72, 5, "33XUV2772496086"},
		{0, -80, 5, "31CDM4186716915"},
		{0, 84, 1, "ZAA03"},
		{0, 90, 5, "ZAH0000000000"},
		{-77, -90, 5, "BAN0000000000"},
		{180, -85, 0, "BAG"},
		{180, 10, 5, "01PAM7107106908"},
	} {
		got, err := grid.ToMGRS(c.lon, c.lat, c.digits)
		if err != nil || got != c.want {
			t.Errorf("ToMGRS(%v, %v, %d) = %s, %v; want %s", c.lon, c.lat, c.digits, got, err, c.want)
		}
	}
}

// TestMGRSRoundTrip: the centre lies within half a diagonal of the place, and
// names its own square again unless a border cuts the square.
func TestMGRSRoundTrip(t *testing.T) {
	for i, p := range places(5000) {
		digits := i % 6
		ref, err := grid.ToMGRS(p.lon, p.lat, digits)
		if err != nil {
			t.Fatal(err)
		}
		lon, lat, size, err := grid.ParseMGRS(" " + strings.ToLower(ref[:2]) + " " + ref[2:] + "\t")
		if want := math.Pow10(5 - digits); err != nil || size != want {
			t.Fatalf("ParseMGRS(%s): size %v, error %v; want %v", ref, size, err, want)
		}
		// UPS stretches by up to 1.06 at 80° north, UTM shrinks and stretches by 0.1 %.
		if d := apart(lon, lat, p.lon, p.lat); d > size*0.7072*1.01+1e-6 {
			t.Errorf("%v is %s, whose centre is %v m away", p, ref, d)
		}
		if digits < 5 || math.Abs(lat) > 79 {
			continue
		}
		again, err := grid.ToMGRS(lon, lat, digits)
		if err != nil || again != ref && again[:3] == ref[:3] {
			t.Errorf("the centre of %s is in %s, %v", ref, again, err)
		}
	}
}

func BenchmarkToMGRS(b *testing.B) {
	for i := 0; b.Loop(); i++ {
		if _, err := grid.ToMGRS(-92-float64(i%8)/10, 14.68, 5); err != nil {
			b.Fatal(err)
		}
	}
}
