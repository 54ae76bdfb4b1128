package sheet_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/internal/oracle"
	"lindero/lang"
	"lindero/planner"
	"lindero/report/sheet"
	"lindero/sectors"
)

// planned is a scenario in the box with its plan.
type planned struct {
	layout *sectors.Layout
	plan   *planner.Plan
}

// plan plans a scenario in the box after a change.
func plan(t *testing.T, name string, change func(s *sectors.Scenario)) planned {
	t.Helper()
	s, _, err := data.ReadScenario(name)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(s)
	}
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	p, err := planner.Run(context.Background(), l, planner.Options{Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return planned{l, p}
}

// boxed are the scenarios in the box as they are, planned once.
var boxed = map[string]func(t *testing.T) planned{}

func init() {
	for _, name := range []string{"guatemala-mexico", "andorra"} {
		var once sync.Once
		var x planned
		boxed[name] = func(t *testing.T) planned {
			once.Do(func() { x = plan(t, name, nil) })
			return x
		}
	}
}

// both plans both scenarios in the box.
func both(t *testing.T) []planned {
	return []planned{boxed["guatemala-mexico"](t), boxed["andorra"](t)}
}

func (x planned) sheet(t *testing.T, pair string, o sheet.Options) *sheet.Sheet {
	t.Helper()
	if o.Lang == "" {
		o.Lang = lang.English
	}
	s, err := sheet.New(x.layout, x.plan, pair, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// sorties returns those of a pair, and its beats by id.
func (x planned) sorties(pair string) (out []planner.Sortie, beats map[string]int) {
	beats = map[string]int{}
	for _, b := range x.plan.Beats {
		if b.Pair == pair {
			beats[b.ID] = len(beats)
		}
	}
	for _, s := range x.plan.Sorties {
		if s.Pair == pair {
			out = append(out, s)
		}
	}
	return out, beats
}

// TestPairs wants a sheet of each pair that has a sector, and of no other.
func TestPairs(t *testing.T) {
	x := boxed["guatemala-mexico"](t)
	pairs := sheet.Pairs(x.plan)
	if len(pairs) != len(x.plan.Sectors) || len(pairs) != 17 {
		t.Errorf("%d sheets of %d sectors", len(pairs), len(x.plan.Sectors))
	}
	for _, id := range pairs {
		if s := x.sheet(t, id, sheet.Options{}); len(s.Beats) == 0 || len(s.Times) == 0 {
			t.Errorf("the sheet of %s is empty", id)
		}
	}
	for _, c := range []struct{ pair, side, want string }{
		{"GT-04+MX-05", "", "la pareja \"GT-04+MX-05\" no tiene sector en este plan, así que no hay hoja de ella"},
		{"nobody", "", "el plan no tiene la pareja \"nobody\""},
		{pairs[0], "FR", "\"FR\" no es un lado de este plan; tiene GT y MX"},
	} {
		_, err := sheet.New(x.layout, x.plan, c.pair, sheet.Options{Side: c.side})
		var m data.Message
		if !errors.As(err, &m) || m.In(lang.Spanish.Message) != c.want {
			t.Errorf("%s, %s: %v", c.pair, c.side, err)
		}
	}
	andorra := boxed["andorra"](t)
	if _, err := sheet.New(andorra.layout, x.plan, pairs[0], sheet.Options{}); err == nil {
		t.Error("a sheet of a plan of another scenario")
	}
}

// TestTimes holds each hour of a timetable to the plan's, told by the clocks of the
// zone, with the days that it is before or after the meeting.
func TestTimes(t *testing.T) {
	for _, x := range both(t) {
		start, err := time.Parse(time.RFC3339, x.plan.Start)
		if err != nil {
			t.Fatal(err)
		}
		for side := -1; side < 2; side++ {
			reader := x.layout.Scenario.Sides[max(side, 0)]
			zone, err := time.LoadLocation(reader.TimeZone)
			if err != nil {
				t.Fatal(err)
			}
			o, shown := sheet.Options{}, []int{0, 1}
			if side >= 0 {
				o.Side, shown = reader.Code, []int{side}
			}
			clock := func(h float64) time.Time {
				return time.Unix(start.Unix()+int64(math.Round(h*60))*60, 0).In(zone)
			}
			for _, id := range sheet.Pairs(x.plan) {
				s := x.sheet(t, id, o)
				sorties, beats := x.sorties(id)
				if len(s.Times) != len(sorties) {
					t.Fatalf("%s: %d of %d sorties", id, len(s.Times), len(sorties))
				}
				for i, c := range sorties {
					want := []string{strconv.Itoa(c.Number), clock(c.MeetH).Format("Mon 2 Jan"), strconv.Itoa(beats[c.Beat] + 1)}
					at := func(h float64) {
						text := clock(h).Format("15:04")
						for days := -9; days <= 9; days++ {
							if days != 0 && clock(h).Format(time.DateOnly) == clock(c.MeetH).AddDate(0, 0, days).Format(time.DateOnly) {
								text += strings.ReplaceAll(fmt.Sprintf(" (%+d)", days), "-", "−")
							}
						}
						want = append(want, text)
					}
					for _, k := range shown {
						at(c.DepartH[k])
					}
					at(c.MeetH)
					at(c.PartH)
					for _, k := range shown {
						at(c.ReturnH[k])
					}
					want = append(want, c.Host)
					if got := s.Times[i][:len(want)]; !slices.Equal(got, want) {
						t.Errorf("%s for %q: %q, want %q", c.ID, o.Side, got, want)
					}
					if len(s.Times[i]) != len(s.TimesHead) || len(s.TimesHead) != len(want)+1 {
						t.Errorf("%s: %d texts under %d heads", c.ID, len(s.Times[i]), len(s.TimesHead))
					}
				}
			}
		}
	}
}

// sunDeg is the height of the sun's centre, by the short formulas of the
// Astronomical Almanac (to 0.01° until 2050).
func sunDeg(at time.Time, place orb.Point) float64 {
	const rad = math.Pi / 180
	n := float64(at.Unix())/86400 + 2440587.5 - 2451545
	anomaly := (357.528 + 0.9856003*n) * rad
	longitude := (280.460 + 0.9856474*n + 1.915*math.Sin(anomaly) + 0.020*math.Sin(2*anomaly)) * rad
	tilt := (23.439 - 0.0000004*n) * rad
	right := math.Atan2(math.Cos(tilt)*math.Sin(longitude), math.Cos(longitude))
	declination := math.Asin(math.Sin(tilt) * math.Sin(longitude))
	sidereal := math.Mod(18.697374558+24.06570982441908*n, 24) * 15 * rad
	hour := sidereal + place[0]*rad - right
	return math.Asin(math.Sin(place[1]*rad)*math.Sin(declination)+math.Cos(place[1]*rad)*math.Cos(declination)*math.Cos(hour)) / rad
}

// TestSun holds sunrise and sunset, on the day and at the place of each meeting, to
// another sun: within three minutes.
func TestSun(t *testing.T) {
	for _, x := range both(t) {
		zone, err := time.LoadLocation(x.layout.Scenario.Sides[0].TimeZone)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range sheet.Pairs(x.plan) {
			s := x.sheet(t, id, sheet.Options{})
			sorties, _ := x.sorties(id)
			for i, c := range sorties {
				row := s.Times[i]
				day := x.layout.Scenario.Start.Add(time.Duration(c.MeetH * float64(time.Hour))).In(zone).Format(time.DateOnly)
				var place orb.Point
				for _, b := range x.plan.Beats {
					if b.ID == c.Beat {
						place = b.MeetAt
					}
				}
				rise, set, ok := strings.Cut(row[len(row)-1], "–")
				if !ok {
					t.Fatalf("%s: %q", c.ID, row)
				}
				for text, rises := range map[string]bool{rise: true, set: false} {
					at, err := time.ParseInLocation("2006-01-02 15:04", day+" "+text, zone)
					if err != nil {
						t.Fatal(err)
					}
					const within = 3 * time.Minute
					before, after := sunDeg(at.Add(-within), place) > -0.833, sunDeg(at.Add(within), place) > -0.833
					if before == rises || after != rises {
						t.Errorf("%s: %s on %s at %v, the sun at %.2f°", c.ID, text, day, place, sunDeg(at, place))
					}
				}
			}
		}
	}
}

// spots returns the places of a plan's beats beside what sheets say of them.
func (x planned) spots(t *testing.T) (places []orb.Point, said []sheet.Spot) {
	for _, id := range sheet.Pairs(x.plan) {
		s, i := x.sheet(t, id, sheet.Options{}), 0
		for _, b := range x.plan.Beats {
			if b.Pair == id {
				places, said = append(places, b.MeetAt, b.PartAt), append(said, s.Beats[i].Meet, s.Beats[i].Part)
				i++
			}
		}
	}
	return places, said
}

// TestSpots holds grid references to GeoConvert, and degrees to the place.
func TestSpots(t *testing.T) {
	for _, x := range both(t) {
		places, said := x.spots(t)
		var in strings.Builder
		for _, p := range places {
			fmt.Fprintf(&in, "%.12f %.12f\n", p[1], p[0])
		}
		for i, want := range oracle.Run(t, "GeoConvert", in.String(), "-m", "-p", "-1") {
			if got := strings.ReplaceAll(said[i].MGRS, " ", ""); got != want {
				t.Errorf("%v: %s, GeoConvert says %s", places[i], got, want)
			}
			var lat, lon float64
			var ns, ew string
			if _, err := fmt.Sscanf(said[i].Degrees, "%f° %s %f° %s", &lat, &ns, &lon, &ew); err != nil || ns != "N" {
				t.Fatalf("%q: %v", said[i].Degrees, err)
			}
			if ew == "W" {
				lon = -lon
			}
			if math.Abs(lat-places[i][1]) > 6e-6 || math.Abs(lon-places[i][0]) > 6e-6 {
				t.Errorf("%v: %q", places[i], said[i].Degrees)
			}
		}
	}
}

var winds = map[string]float64{"north": 0, "north-east": 45, "east": 90, "south-east": 135, "south": 180, "south-west": 225, "west": 270, "north-west": 315}

// TestWalks holds walks to the legs that sorties have.
func TestWalks(t *testing.T) {
	for _, x := range both(t) {
		legs, err := planner.Legs(x.layout, x.plan)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range sheet.Pairs(x.plan) {
			s, n := x.sheet(t, id, sheet.Options{}), 0
			for i, b := range x.plan.Beats {
				if b.Pair != id {
					continue
				}
				beat, want, sum := s.Beats[n], 0.0, 0.0
				n++
				for _, leg := range legs[i] {
					if leg.Name == planner.JointLeg {
						want += leg.Line.LengthM()
					}
				}
				got, _, _ := strings.Cut(strings.ReplaceAll(beat.Walk, ",", ""), " km")
				if km, err := strconv.ParseFloat(got, 64); err != nil || math.Abs(km*1000-want) > 55 {
					t.Errorf("%s: %q, want %.0f m", b.ID, beat.Walk, want)
				}
				h, rest, _ := strings.Cut(beat.Walk[strings.Index(beat.Walk, "km, ")+4:], " h ")
				hours, _ := strconv.Atoi(h)
				minutes, err := strconv.Atoi(strings.TrimSuffix(rest, " min"))
				if err != nil || math.Abs(float64(60*hours+minutes)-60*b.WalkH) > 0.51 {
					t.Errorf("%s: %q, want %.2f h", b.ID, beat.Walk, b.WalkH)
				}
				dated := 0
				for _, c := range x.plan.Sorties {
					if c.Beat == b.ID {
						dated++
					}
				}
				if beat.Times != strconv.Itoa(dated) || beat.Number != n {
					t.Errorf("%s: beat %d, %s times, want %d", b.ID, beat.Number, beat.Times, dated)
				}
				for _, leg := range beat.Legs {
					km, err := strconv.ParseFloat(strings.ReplaceAll(strings.Fields(leg)[0], ",", ""), 64)
					if err != nil {
						t.Fatal(leg)
					}
					sum += km * 1000
				}
				if math.Abs(sum-want) > 160 {
					t.Errorf("%s: legs %q, want %.0f m in all", b.ID, beat.Legs, want)
				}
			}
		}
	}
}

// TestWinds holds the winds of straight walks to GeodSolve.
func TestWinds(t *testing.T) {
	for _, x := range both(t) {
		var in strings.Builder
		var said []string
		for _, id := range sheet.Pairs(x.plan) {
			s, n := x.sheet(t, id, sheet.Options{}), 0
			for _, b := range x.plan.Beats {
				if b.Pair != id {
					continue
				}
				if legs := s.Beats[n].Legs; len(legs) == 1 && b.MeetAt != b.PartAt {
					fmt.Fprintf(&in, "%.9f %.9f %.9f %.9f\n", b.MeetAt[1], b.MeetAt[0], b.PartAt[1], b.PartAt[0])
					said = append(said, strings.TrimSuffix(strings.Fields(legs[0])[2], ","))
				}
				n++
			}
		}
		answers := oracle.Run(t, "GeodSolve", in.String(), "-i")
		if len(said) < 4 || len(answers) != len(said) {
			t.Fatalf("%d straight walks, %d answers", len(said), len(answers))
		}
		for i, answer := range answers {
			azimuth, err := strconv.ParseFloat(strings.Fields(answer)[0], 64)
			if err != nil {
				t.Fatal(err)
			}
			if off := math.Abs(math.Remainder(azimuth-winds[said[i]], 360)); off > 23 {
				t.Errorf("%s at an azimuth of %.1f°", said[i], azimuth)
			}
		}
	}
}

// TestBeside wants the sectors beside a pair's in its layer, on a ring all around.
func TestBeside(t *testing.T) {
	x := boxed["guatemala-mexico"](t)
	first := x.sheet(t, "GT-01+MX-01", sheet.Options{}).Beside
	if len(first) != 1 || !strings.HasPrefix(first[0].Text, "After along the border: pair 2, km 192.4 to 370.4.") || len(first[0].Meets) != 2 || first[0].Meets[1].Name != "Boca del Suchiate" {
		t.Errorf("beside the first: %+v", first)
	}
	ninth := x.sheet(t, "GT-09+MX-09", sheet.Options{}).Beside
	if len(ninth) != 2 || !strings.Contains(ninth[1].Text, "neither walks") || strings.Contains(ninth[0].Text, "neither walks") {
		t.Errorf("beside the ninth: %+v", ninth)
	}
	ring := boxed["andorra"](t)
	pairs := sheet.Pairs(ring.plan)
	of := ring.sheet(t, pairs[0], sheet.Options{}).Beside
	if len(of) != 2 || !strings.HasPrefix(of[0].Text, "Before along the border: pair 4,") || !strings.HasPrefix(of[1].Text, "After along the border: pair 2,") {
		t.Errorf("beside the first of a ring: %+v", of)
	}
	two := *ring.plan
	two.Sectors = two.Sectors[:2]
	if of := (planned{ring.layout, &two}).sheet(t, pairs[0], sheet.Options{}).Beside; len(of) != 1 || !strings.HasPrefix(of[0].Text, "After along the border: pair 2,") {
		t.Errorf("beside one of two: %+v", of)
	}
	two.Sectors = two.Sectors[:1]
	if of := (planned{ring.layout, &two}).sheet(t, pairs[0], sheet.Options{}).Beside; len(of) != 1 || of[0].Text != "None." {
		t.Errorf("beside the only one: %+v", of)
	}
}
