package planner

import (
	"testing"
	"time"

	"github.com/paulmach/orb"

	"lindero/planner/watch"
)

// TestSunAt holds sunrise and sunset to almanacs, and knows polar day and night.
func TestSunAt(t *testing.T) {
	const dayUs = 24 * 3600 * watch.Second
	for _, c := range []struct {
		name      string
		at        orb.Point
		day       time.Time
		rise, set string // UTC
	}{
		{"Greenwich, midsummer", orb.Point{0, 51.477}, time.Date(2027, 6, 21, 0, 0, 0, 0, time.UTC), "03:43", "20:22"},
		{"Greenwich, midwinter", orb.Point{0, 51.477}, time.Date(2027, 12, 21, 0, 0, 0, 0, time.UTC), "08:03", "15:53"},
		{"Quito, equinox", orb.Point{-78.5, -0.2}, time.Date(2027, 3, 20, 6, 0, 0, 0, time.UTC), "11:18", "23:25"},
	} {
		sun := sunAt(c.at, c.day, dayUs, dayUs)
		ok := false
		for _, up := range sun.up {
			near := func(us int64, clock string) bool {
				want, err := time.Parse("15:04", clock)
				if err != nil {
					t.Fatal(err)
				}
				at := c.day.Add(time.Duration(us) * time.Microsecond)
				d := time.Date(at.Year(), at.Month(), at.Day(), want.Hour(), want.Minute(), 0, 0, time.UTC).Sub(at)
				return d.Abs() < 3*time.Minute
			}
			ok = ok || near(up.FromUs, c.rise) && near(up.ToUs, c.set)
		}
		if !ok {
			t.Errorf("%s: %v", c.name, sun.up)
		}
	}
	tromso := orb.Point{18.96, 69.65}
	if sun := sunAt(tromso, time.Date(2027, 6, 10, 0, 0, 0, 0, time.UTC), 10*dayUs, 10*dayUs); sun.noNight != 10 || len(sun.up) != 1 {
		t.Errorf("polar day: %+v", sun)
	}
	if sun := sunAt(tromso, time.Date(2027, 12, 10, 0, 0, 0, 0, time.UTC), 10*dayUs, 10*dayUs); sun.noDay != 10 || len(sun.up) != 0 {
		t.Errorf("polar night: %+v", sun)
	}
}
