package check

import (
	"math"
	"strconv"
	"time"

	"github.com/paulmach/orb"

	"lindero/planner/access"
)

const (
	// riseDeg is the altitude of the sun's centre at which it rises and sets:
	// its radius and the refraction at the horizon.
	riseDeg = -0.833
	// unsure is how long before it rises, and after it sets, the sun may be held
	// to be up: formulas differ by that.
	unsure = 3 * time.Minute
	// sunStepH is how long a walk goes on between looks at the sun.
	sunStepH = 1.0 / 6
)

// sunDeg returns the altitude of the sun's centre over the horizon, without
// refraction, by the formulas of NOAA's solar calculator (after Meeus,
// Astronomical Algorithms): good to some hundredths of a degree.
func sunDeg(t time.Time, at orb.Point) float64 {
	const rad = math.Pi / 180
	days := float64(t.Unix())/86400 + 2440587.5 - 2451545
	century := days / 36525
	mean := math.Mod(280.46646+century*(36000.76983+century*0.0003032), 360)
	anomaly := (357.52911 + century*(35999.05029-0.0001537*century)) * rad
	eccentricity := 0.016708634 - century*(0.000042037+0.0000001267*century)
	centre := math.Sin(anomaly)*(1.914602-century*(0.004817+0.000014*century)) +
		math.Sin(2*anomaly)*(0.019993-0.000101*century) + math.Sin(3*anomaly)*0.000289
	node := (125.04 - 1934.136*century) * rad
	apparent := (mean + centre - 0.00569 - 0.00478*math.Sin(node)) * rad
	tilt := (23 + (26+(21.448-century*(46.815+century*(0.00059-century*0.001813)))/60)/60 + 0.00256*math.Cos(node)) * rad
	declination := math.Asin(math.Sin(tilt) * math.Sin(apparent))
	y := math.Tan(tilt/2) * math.Tan(tilt/2)
	// The equation of time, in degrees that the sky turns.
	equation := (y*math.Sin(2*mean*rad) - 2*eccentricity*math.Sin(anomaly) +
		4*eccentricity*y*math.Sin(anomaly)*math.Cos(2*mean*rad) -
		0.5*y*y*math.Sin(4*mean*rad) - 1.25*eccentricity*eccentricity*math.Sin(2*anomaly)) / rad
	utc := float64(t.Unix()%86400)/86400*360 + float64(t.Nanosecond())/1e9/240
	hour := (utc + equation + at[0] - 180) * rad
	latitude := at[1] * rad
	return math.Asin(math.Sin(latitude)*math.Sin(declination)+math.Cos(latitude)*math.Cos(declination)*math.Cos(hour)) / rad
}

// maybeUp reports whether the sun may be up, surelyUp whether it is.
func maybeUp(t time.Time, at orb.Point) bool {
	return sunDeg(t, at) >= riseDeg || sunDeg(t.Add(unsure), at) >= riseDeg || sunDeg(t.Add(-unsure), at) >= riseDeg
}

func surelyUp(t time.Time, at orb.Point) bool {
	return sunDeg(t, at) >= riseDeg && sunDeg(t.Add(unsure), at) >= riseDeg && sunDeg(t.Add(-unsure), at) >= riseDeg
}

// lit is a place that a pair is at on a walk that daylight is asked for, and how
// long after it has met.
type lit struct {
	afterH float64
	at     orb.Point
}

// byDay returns places of a beat's walk at which the sun has to be up: every
// some minutes, and where it comes to such ground and leaves it.
func (c *checker) byDay(beat int) []lit {
	w := &c.walks[beat]
	if !w.ok || len(c.s.Rules.Daylight) == 0 {
		return nil
	}
	d := c.duos[w.pair]
	var out []lit
	var end lit // of the ground that the walk is on
	running, us := false, int64(0)
	leave := func() {
		if running {
			out = append(out, end)
		}
		running = false
	}
	step := func(from, to int) { // breakpoints of the row beside each other
		took := d.way(from, to)
		defer func() { us += took }()
		if !c.s.Rules.ByDay(c.axis.Kind(c.row.of(min(from, to)))) {
			leave()
			return
		}
		start := lit{access.Hours(us), c.axis.At[c.row.home(from)]}
		end = lit{access.Hours(us + took), c.axis.At[c.row.home(to)]}
		if !running {
			out = append(out, start)
		}
		running = true
		for h := out[len(out)-1].afterH + sunStepH; h <= end.afterH; h += sunStepH {
			out = append(out, lit{h, end.at})
		}
	}
	goes(w.meet, w.from+w.to-w.part, step)
	goes(w.from+w.to-w.part, w.part, step)
	leave()
	return out
}

// goes calls step for each element from one breakpoint to another, either way.
func goes(from, to int, step func(from, to int)) {
	for b := from; b < to; b++ {
		step(b, b+1)
	}
	for b := from; b > to; b-- {
		step(b, b-1)
	}
}

// daylight wants the sun to be up where the rules ask for it.
func (c *checker) daylight() {
	if len(c.s.Rules.Daylight) == 0 {
		return
	}
	places := make([][]lit, len(c.plan.Beats))
	for i := range places {
		places[i] = c.byDay(i)
	}
	for i, t := range c.trips {
		if !t.ok || cerr(c.ctx, i) {
			continue
		}
		for _, x := range places[t.beat] {
			if when := c.moment(t.meetH + x.afterH); !maybeUp(when, x.at) {
				c.add(CodeDaylight, at("sorties", i, "meet_h"), "daylight "+show(x.afterH)+" h after", "the sun at "+strconv.FormatFloat(sunDeg(when, x.at), 'f', 1, 64)+"°")
				break
			}
		}
	}
}
