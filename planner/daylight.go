package planner

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/nathan-osman/go-sunrise"
	"github.com/paulmach/orb"

	"lindero/planner/access"
	"lindero/planner/watch"
)

// Where daylight is looked at along a walk: at the ends of each run of the
// kinds that ask for it, and at least so often between.
const (
	daylightM  = 10_000
	daylightUs = 20 * 60 * watch.Second
)

// spot is a place that a walk passes, and when since the meeting.
type spot struct {
	at orb.Point
	us int64
}

// byDay returns, of each run of a beat's walk that is to be by daylight, the
// places where that is looked at.
func (w *ways) byDay(b *Beat) [][]spot {
	patrols, ok := w.patrolsOf(b.Pair)
	if !ok {
		return nil
	}
	var out [][]spot
	var run []spot
	end := func() {
		if len(run) > 0 {
			out = append(out, run)
		}
		run = nil
	}
	rules, us := &w.Layout.Scenario.Rules, 0.0
	far := b.FromM + b.ToM - b.PartM
	for _, leg := range [2][2]float64{{b.MeetM, far}, {far, b.PartM}} {
		spans := w.spans(min(leg[0], leg[1]), max(leg[0], leg[1]))
		if leg[1] < leg[0] {
			slices.Reverse(spans)
		}
		for _, s := range spans {
			route := &w.Layout.Routes[s.route]
			kmh := min(patrols[0].SpeedKmh.Of(route.Kind), patrols[1].SpeedKmh.Of(route.Kind))
			takes := s.LengthM() / 1000 / kmh * float64(access.Us(1))
			if !rules.ByDay(route.Kind) || !(kmh > 0) {
				end()
				us += takes
				continue
			}
			n := math.Ceil(max(s.LengthM()/daylightM, takes/daylightUs))
			for k := 0.0; k <= n; k++ {
				share := k / n
				if leg[1] < leg[0] {
					share = 1 - share
				}
				run = append(run, spot{route.Line.At(s.FromM + share*s.LengthM()), int64(us + k/n*takes)})
			}
			us += takes
		}
	}
	end()
	return out
}

// sun is when the sun is up at a place, in order, with on how many days it does
// not set or does not rise.
type sun struct {
	up             []watch.Interval
	noNight, noDay int
}

// SunOn returns when the sun rises and sets at a place on the calendar day that
// begins at a midnight: its upper edge is at the horizon then. It is good to 2
// minutes up to 60° of latitude, and beyond to 0.4° of the sun's height. Both are
// zero where it does not set, which is up, or does not rise.
func SunOn(at orb.Point, midnight time.Time) (rise, set time.Time, up bool) {
	y, m, day := midnight.UTC().Date()
	for d := -1; ; d++ { // clocks may be a day from the sun's
		s := solarDayOf(at, time.Date(y, m, day+d, 0, 0, 0, 0, time.UTC))
		if d > 0 || !s.noon.Before(midnight) {
			return s.rise, s.set, s.up
		}
	}
}

// solarDay is a day by the sun at a place. Without rise and set the sun is up for
// all of it, or not at all.
type solarDay struct {
	noon, rise, set time.Time
	up              bool
}

// solarDayOf returns the day by the sun that has the date of a time in UTC.
func solarDayOf(at orb.Point, date time.Time) solarDay {
	y, m, d := date.Date()
	s := solarDay{noon: sunrise.JulianDayToTime(sunrise.MeanSolarNoon(at[0], y, m, d))}
	s.rise, s.set = sunrise.SunriseSunset(at[1], at[0], y, m, d)
	s.up = !s.rise.IsZero() || sunrise.Elevation(at[1], at[0], s.noon) > 0
	return s
}

// sunAt returns when the sun is up at a place from a start on, up to a time, to
// 2 minutes; days are counted in the period. The sun is up from sunrise to sunset, when its upper
// edge is at the horizon.
func sunAt(at orb.Point, start time.Time, periodUs, toUs int64) sun {
	var out sun
	since := func(t time.Time) int64 { return t.Sub(start).Microseconds() }
	y, m, first := start.UTC().Date()
	const dayUs = 24 * 3600 * watch.Second
	for d := -1; ; d++ {
		day := solarDayOf(at, time.Date(y, m, first+d, 0, 0, 0, 0, time.UTC))
		noon := since(day.noon)
		if noon-dayUs > toUs {
			return out
		}
		up := watch.Interval{FromUs: since(day.rise), ToUs: since(day.set)}
		inside := noon >= 0 && noon < periodUs
		switch {
		case day.rise.IsZero() && day.up:
			up = watch.Interval{FromUs: noon - dayUs/2, ToUs: noon + dayUs/2}
			out.noNight += btoi(inside)
		case day.rise.IsZero():
			out.noDay += btoi(inside)
			continue
		}
		// Solar noon moves by half a minute from day to day.
		if n := len(out.up); n > 0 && up.FromUs <= out.up[n-1].ToUs+2*60*watch.Second {
			out.up[n-1].ToUs = max(out.up[n-1].ToUs, up.ToUs)
		} else {
			out.up = append(out.up, up)
		}
	}
}

// daylight returns when a pair may meet for a beat so that it walks by
// daylight where that is asked; nil for always.
func (c *calendar) daylight(b *Beat) []watch.Interval {
	runs := c.ways.byDay(b)
	if len(runs) == 0 {
		return nil
	}
	lastUs := c.periodUs + access.Us(b.WalkH) + max(access.Us(b.ArriveH[0]), access.Us(b.ArriveH[1]))
	may := []watch.Interval{{FromUs: -c.periodUs, ToUs: 2 * c.periodUs}}
	var worst sun
	for _, run := range runs {
		for _, s := range run {
			at := sunAt(s.at, c.start, c.periodUs, lastUs)
			worst.noNight, worst.noDay = max(worst.noNight, at.noNight), max(worst.noDay, at.noDay)
			for i := range at.up {
				at.up[i].FromUs -= s.us
				at.up[i].ToUs -= s.us
			}
			if may = inCommon(may, at.up); len(may) == 0 {
				break
			}
		}
	}
	if worst.noNight > 0 {
		c.notes = append(c.notes, Note{Code: NoteNoNight, Subjects: []string{b.ID, itoa(worst.noNight)}})
	}
	if worst.noDay > 0 {
		c.notes = append(c.notes, Note{Code: NoteNoDay, Subjects: []string{b.ID, itoa(worst.noDay)}})
	}
	return append([]watch.Interval{}, may...)
}

// inCommon returns what two lists of intervals have in common; both are in
// order.
func inCommon(x, y []watch.Interval) []watch.Interval {
	var out []watch.Interval
	for i, k := 0, 0; i < len(x) && k < len(y); {
		from, to := max(x[i].FromUs, y[k].FromUs), min(x[i].ToUs, y[k].ToUs)
		if from <= to {
			out = append(out, watch.Interval{FromUs: from, ToUs: to})
		}
		if cmp.Compare(x[i].ToUs, y[k].ToUs) < 0 {
			i++
		} else {
			k++
		}
	}
	return out
}
