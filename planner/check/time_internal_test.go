package check

import (
	"math"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"lindero/planner"
	"lindero/sectors"
)

// TestSun holds the sun to almanacs: it rises and sets within two minutes of
// what they say.
func TestSun(t *testing.T) {
	for _, c := range []struct {
		name, at string // UTC
		place    orb.Point
		rises    bool
	}{
		{"London", "2024-06-20T03:43:00Z", orb.Point{-0.1278, 51.5074}, true},
		{"London", "2024-06-20T20:21:00Z", orb.Point{-0.1278, 51.5074}, false},
		{"New York", "2024-12-21T12:17:00Z", orb.Point{-74.006, 40.7128}, true},
		{"New York", "2024-12-21T21:32:00Z", orb.Point{-74.006, 40.7128}, false},
		{"Sydney", "2024-12-20T18:41:00Z", orb.Point{151.2093, -33.8688}, true},
		{"Sydney", "2024-12-21T09:05:00Z", orb.Point{151.2093, -33.8688}, false},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		const within = 2 * time.Minute
		before, after := sunDeg(at.Add(-within), c.place) >= riseDeg, sunDeg(at.Add(within), c.place) >= riseDeg
		if before == c.rises || after != c.rises {
			t.Errorf("%s, %s: the sun at %.2f° then", c.name, c.at, sunDeg(at, c.place))
		}
	}
}

// TestSunOn holds what sheets say of sunrise and sunset to the sun that a check
// has: within three minutes (towards the poles, where it goes along the horizon for
// long, within 0.4°), on the calendar day that was asked for, also where clocks are
// a day from the sun, and where it does not rise or set.
func TestSunOn(t *testing.T) {
	const hour = 3600
	for _, c := range []struct {
		place orb.Point
		zoneH int
	}{
		{orb.Point{-92.15, 14.68}, -6}, {orb.Point{1.52, 42.5}, 1}, {orb.Point{25, 68}, 2}, {orb.Point{15, 80}, 1},
		{orb.Point{-60, -75}, -4}, {orb.Point{-157.4, 1.9}, 14}, {orb.Point{179.9, -17}, 12}, {orb.Point{-179.9, -17}, 13}, {orb.Point{75, 40}, 8},
	} {
		zone := time.FixedZone("", c.zoneH*hour)
		for day := 1; day <= 365; day += 7 {
			midnight := time.Date(2027, 1, day, 0, 0, 0, 0, zone)
			rise, set, up := planner.SunOn(c.place, midnight)
			if rise.IsZero() {
				noon := midnight.Add(time.Duration((float64(c.zoneH)-c.place[0]/15+12)*hour) * time.Second)
				if seen := sunDeg(noon, c.place) >= riseDeg; seen != up && math.Abs(sunDeg(noon, c.place)-riseDeg) > 0.3 || up && sunDeg(noon.Add(12*time.Hour), c.place) < riseDeg-0.3 {
					t.Errorf("%v, %s: up %v, the sun at %.2f° at noon", c.place, midnight, up, sunDeg(noon, c.place))
				}
				continue
			}
			if middle := rise.Add(set.Sub(rise) / 2); middle.Before(midnight.Add(-20*time.Minute)) || middle.After(midnight.Add(24*time.Hour+20*time.Minute)) || !rise.Before(set) {
				t.Errorf("%v, %s: from %s to %s", c.place, midnight, rise, set)
			}
			for at, rises := range map[time.Time]bool{rise: true, set: false} {
				before, after := sunDeg(at.Add(-unsure), c.place) >= riseDeg, sunDeg(at.Add(unsure), c.place) >= riseDeg
				if (before == rises || after != rises) && (math.Abs(c.place[1]) < 60 || math.Abs(sunDeg(at, c.place)-riseDeg) > 0.4) {
					t.Errorf("%v: the sun at %.2f° at %s", c.place, sunDeg(at, c.place), at)
				}
			}
		}
	}
}

// crowded is a checker of pairs that all meet at one place, at these hours.
func crowded(room int, meetsH ...float64) *checker {
	s := &sectors.Scenario{PeriodD: 7, MeetingPoints: []sectors.MeetingPoint{{ID: "m", Room: room}}}
	c := &checker{s: s, plan: &planner.Plan{}, duoOf: map[string]int{}}
	for i, h := range meetsH {
		id := string(rune('a' + i))
		c.duoOf[id] = i
		c.plan.Beats = append(c.plan.Beats, planner.Beat{ID: id, Pair: id, MeetingPoint: "m"})
		c.trips = append(c.trips, trip{ok: true, pair: i, beat: i, meetH: h})
	}
	c.walks = make([]walk, len(meetsH))
	return c
}

// TestRooms wants as many pairs at a place in an hour as it has room for, over
// the end of the period too.
func TestRooms(t *testing.T) {
	same := planner.Note{Code: planner.NoteSameHour, Subjects: []string{"m", "b", "a"}}
	for i, c := range []struct {
		checker *checker
		notes   []planner.Note
		clean   bool
	}{
		{crowded(0, 10, 11), nil, true},
		{crowded(1, 10, 10.9), nil, false},
		{crowded(1, 10, 10.9), []planner.Note{same}, true},
		{crowded(2, 10, 10.9), nil, true},
		{crowded(2, 10, 10.5, 10.9), nil, false},
		{crowded(2, 10, 10.5, 11.25), nil, true},
		{crowded(0, 0.25, 167.5), nil, false},
		{crowded(0, 0.25, 167.25), nil, true},
		{crowded(0, 1, 169.5), nil, false},
	} {
		c.checker.plan.Notes = c.notes
		if c.checker.rooms(); len(c.checker.found) == 0 != c.clean {
			t.Errorf("case %d: %v", i, c.checker.found)
		}
		for _, n := range c.notes {
			if _, holds := c.checker.aboutTime(n); !holds {
				t.Errorf("case %d: %v does not hold", i, n)
			}
		}
	}
	if _, holds := crowded(0, 10, 11).aboutTime(same); holds {
		t.Error("a note of an hour that nobody shares holds")
	}
}

// TestTimeline holds what follows from watches to what one sees at a glance.
func TestTimeline(t *testing.T) {
	c := &checker{s: &sectors.Scenario{PeriodD: 1}}
	x := c.newTimeline([]interval{{22, 25}, {1, 2}, {10, 11}, {-12, -11.5}})
	if got := x.waits(24); len(got) != 3 || got[0] != (interval{11, 12}) || got[1] != (interval{12.5, 22}) || got[2] != (interval{26, 34}) {
		t.Errorf("waits %v", got)
	}
	if x.worstH(24) != 9.5 || x.watchedH(24) != 5.5 || x.meanH(24) != 18.5/3 {
		t.Errorf("worst %v, watched %v, mean %v", x.worstH(24), x.watchedH(24), x.meanH(24))
	}
	for apartH, want := range map[float64]float64{0.9 * minuteH: 13, 1.1 * minuteH: (13 + 1.1*minuteH) / 2} { // less than a minute apart is once
		near := timeline{watches: []interval{{1, 5}, {5 + apartH, 12 + apartH}}}
		if got := near.roughMeanH(24 + apartH); math.Abs(got-want) > 1e-9 {
			t.Errorf("%v h apart: mean %v, want %v", apartH, got, want)
		}
	}
	if got := x.overdue(8.5, 24); len(got) != 1 || got[0] != (interval{21, 22}) {
		t.Errorf("overdue %v", got)
	}
	once := c.newTimeline([]interval{{20, 21}})
	if got := once.overdue(1, 24); len(got) != 2 || got[0] != (interval{0, 20}) || got[1] != (interval{22, 24}) {
		t.Errorf("overdue %v, seen once", got)
	}
	if whole := c.newTimeline([]interval{{5, 20}, {20, 29.5}}); !whole.always {
		t.Errorf("%v is not always watched", whole)
	}
}

// TestTogether wants each visit of a boundary counted once.
func TestTogether(t *testing.T) {
	c := &checker{s: &sectors.Scenario{PeriodD: 1}}
	for _, x := range []struct {
		a, b []float64
		want int
	}{
		{[]float64{1, 5}, []float64{1.5, 1.9}, 1},
		{[]float64{1, 2}, []float64{0.5, 1.5}, 2},
		{[]float64{1, 2}, []float64{2.5, 1.5}, 2},
		{[]float64{23.75}, []float64{0.5}, 1},
		{nil, []float64{3}, 0},
	} {
		if got := c.together(x.a, x.b); got != x.want {
			t.Errorf("%v and %v: %d, not %d", x.a, x.b, got, x.want)
		}
	}
}
