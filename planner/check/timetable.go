package check

import (
	"math"
	"slices"
	"strconv"
	"time"

	"lindero/planner"
	"lindero/planner/access"
)

const (
	// clockMin is what pairs meet at multiples of, where the period is one.
	clockMin = 5.0
	// exactH is how far a time may be from what follows: whole microseconds are
	// written as hours.
	exactH = 1e-6
)

func (c *checker) periodH() float64 { return c.s.PeriodD * 24 }

// turned returns a time within the period, as the timetable repeats.
func (c *checker) turned(h float64) float64 {
	p := c.periodH()
	h = math.Mod(h, p)
	if h < 0 {
		h += p
	}
	if h >= p {
		h = 0
	}
	return h
}

// moment returns the time of so many hours from the start.
func (c *checker) moment(h float64) time.Time {
	return c.s.Start.Add(time.Duration(math.Round(h * float64(time.Hour))))
}

// clock checks when the timetable begins, and what holds for every meeting.
func (c *checker) clock() {
	p := c.plan
	if start, err := time.Parse(time.RFC3339, p.Start); err != nil || !start.Equal(c.s.Start) {
		c.add(CodeTime, "start", c.s.Start.Format(time.RFC3339), strconv.Quote(p.Start))
	}
	c.number(CodeScenario, "protocol.tolerance_min", c.s.Rules.MeetingToleranceMin, p.Protocol.ToleranceMin)
	c.text(CodeScenario, "protocol.if_absent", string(c.s.Rules.IfAbsent), string(p.Protocol.IfAbsent))
}

// clockOf wants the period to be a whole number of what a pair meets at multiples
// of: five minutes, or less where that is no part of it, or leaves no time. A
// pair that has nothing to meet for may say 0.
func (c *checker) clockOf(i int, q *planner.Pair) {
	ticks := c.periodH() * 60 / q.ClockMin
	if q.Used == 0 && q.ClockMin == 0 {
		return
	}
	if !(q.ClockMin > 0 && q.ClockMin <= clockMin+exactH && math.Abs(ticks-math.Round(ticks)) <= 1e-6*ticks) {
		c.add(CodeTime, at("pairs", i, "clock_min"), "a part of the period, of 5 minutes at the most", show(q.ClockMin))
	}
}

// trip is a sortie of the plan whose pair and beat are known.
type trip struct {
	ok         bool
	pair, beat int // in Plan.Pairs, Plan.Beats
	departH    [2]float64
	meetH      float64
	returnH    [2]float64
}

// sorties checks each sortie by itself, and their order.
func (c *checker) sorties() {
	c.trips = make([]trip, len(c.plan.Sorties))
	c.met = make([][]float64, len(c.plan.Beats))
	c.tripsOf = make([][]int, len(c.plan.Beats))
	beatOf := map[string]int{}
	for i := range c.plan.Beats {
		if _, twice := beatOf[c.plan.Beats[i].ID]; !twice {
			beatOf[c.plan.Beats[i].ID] = i
		}
	}
	ids := map[string]bool{}
	last, number, lastH := -1, 0, 0.0
	for i := range c.plan.Sorties {
		s := &c.plan.Sorties[i]
		if ids[s.ID] || s.ID == "" {
			c.add(CodeTwice, at("sorties", i, "id"), "an id of its own", strconv.Quote(s.ID))
		}
		ids[s.ID] = true
		pair, ok := c.duoOf[s.Pair]
		if !ok {
			c.add(CodeUnknown, at("sorties", i, "pair"), "a pair", strconv.Quote(s.Pair))
			continue
		}
		beat, ok := beatOf[s.Beat]
		if !ok {
			c.add(CodeUnknown, at("sorties", i, "beat"), "a beat", strconv.Quote(s.Beat))
			continue
		}
		c.text(CodeValue, at("sorties", i, "pair"), c.plan.Beats[beat].Pair, s.Pair)
		switch {
		case pair < last:
			c.add(CodeOrder, at("sorties", i, "pair"), "sorties in the order of pairs", s.Pair)
		case pair == last && !(s.MeetH >= lastH):
			c.add(CodeOrder, at("sorties", i, "meet_h"), "at or after "+show(lastH), show(s.MeetH))
		case pair > last:
			number = 0
		}
		last, lastH = pair, s.MeetH
		number++
		c.whole(CodeOrder, at("sorties", i, "number"), number, s.Number)
		c.text(CodeValue, at("sorties", i, "id"), s.Pair+"/s"+strconv.Itoa(number), s.ID)
		c.text(CodeValue, at("sorties", i, "host"), c.s.Sides[(number-1)%2].Code, s.Host)
		c.trips[i] = trip{true, pair, beat, s.DepartH, s.MeetH, s.ReturnH}
		if c.trips[i].ok = c.hours(i, s, beat); c.trips[i].ok {
			c.tripsOf[beat] = append(c.tripsOf[beat], i)
			c.met[beat] = append(c.met[beat], c.turned(s.MeetH))
		}
	}
	for _, meets := range c.met {
		slices.Sort(meets)
	}
}

// hours checks when a sortie is where. It reports whether the times can be
// used at all.
func (c *checker) hours(i int, s *planner.Sortie, beat int) bool {
	exact := func(code, field string, want, got float64) {
		if !(math.Abs(want-got) <= exactH) {
			c.add(code, at("sorties", i, field), show(want), show(got))
		}
	}
	b := &c.plan.Beats[beat]
	arriveH, walkH, homeH := b.ArriveH, b.WalkH, b.HomeH
	if w := &c.walks[beat]; w.ok {
		d := c.duos[w.pair]
		far := w.from + w.to - w.part
		walkH = access.Hours(d.way(w.meet, far) + d.way(far, w.part))
		for k := range arriveH {
			arriveH[k], homeH[k] = access.Hours(d.arrive[k][w.meet]), access.Hours(d.home[k][w.part])
		}
	}
	if k, ok := c.duoOf[s.Pair]; ok {
		tickH := c.plan.Pairs[k].ClockMin / 60
		exact(CodeTime, "meet_h", math.Round(s.MeetH/tickH)*tickH, s.MeetH)
	}
	exact(CodeTime, "part_h", s.MeetH+walkH, s.PartH)
	for k := range s.DepartH {
		exact(CodeTogether, "depart_h["+strconv.Itoa(k)+"]", s.MeetH-arriveH[k], s.DepartH[k])
		exact(CodeTime, "return_h["+strconv.Itoa(k)+"]", s.PartH+homeH[k], s.ReturnH[k])
	}
	if first := min(s.DepartH[0], s.DepartH[1]); !(first >= -exactH && first < c.periodH()) {
		c.add(CodeTime, at("sorties", i, "depart_h"), "within the period", show(first))
	}
	for _, h := range []float64{s.DepartH[0], s.DepartH[1], s.MeetH, s.PartH, s.ReturnH[0], s.ReturnH[1]} {
		if !(math.Abs(h) < 1e7) {
			return false
		}
	}
	return true
}

// meets returns when a beat's sorties meet, within the period, in order.
func (c *checker) meets(beat int) []float64 { return c.met[beat] }

// achieved returns the longest time from one visit to the next, as the
// timetable repeats and in one period by itself; 0 where there is none.
func (c *checker) achieved(beat int) (repeatingH, windowH float64) {
	meets := c.meets(beat)
	n := len(meets)
	if n == 0 {
		return 0, 0
	}
	repeatingH = meets[0] + c.periodH() - meets[n-1]
	windowH = max(meets[0], c.periodH()-meets[n-1])
	for i := 1; i < n; i++ {
		repeatingH = max(repeatingH, meets[i]-meets[i-1])
		windowH = max(windowH, meets[i]-meets[i-1])
	}
	return repeatingH, windowH
}

// calendar checks what the timetable comes to, of beats, sectors and layers.
func (c *checker) calendar() {
	type worst struct{ achieved, window, calendar, bound float64 }
	sectors, layers := map[string]*worst{}, map[string]*worst{}
	for i := range c.plan.Sectors {
		sectors[c.plan.Sectors[i].ID] = &worst{}
	}
	for i := range c.plan.Layers {
		layers[c.plan.Layers[i].Name] = &worst{}
	}
	layerOf := map[string]string{}
	for i := range c.plan.Sectors {
		layerOf[c.plan.Sectors[i].ID] = c.plan.Sectors[i].Layer
	}
	for i := range c.plan.Beats {
		b := &c.plan.Beats[i]
		repeatingH, windowH := c.achieved(i)
		c.near(CodeCalendar, at("beats", i, "achieved_h"), repeatingH, b.AchievedH, exactH/10)
		c.near(CodeCalendar, at("beats", i, "window_h"), windowH, b.WindowH, exactH/10)
		for _, x := range []*worst{sectors[b.Sector], layers[layerOf[b.Sector]]} {
			if x != nil {
				x.achieved, x.window = max(x.achieved, b.Weight*repeatingH), max(x.window, b.Weight*windowH)
				if b.Visits > 0 && repeatingH > 0 && len(c.meets(i)) == b.Visits {
					x.bound = max(x.bound, b.Weight*c.periodH()/float64(b.Visits))
				}
			}
		}
	}
	for i := range c.plan.Sectors {
		s := &c.plan.Sectors[i]
		x := sectors[s.ID]
		c.near(CodeCalendar, at("sectors", i, "achieved_h"), x.achieved, s.AchievedH, exactH/10)
		c.between(at("sectors", i, "calendar_h"), x.bound, x.achieved, s.CalendarH)
		if s.AchievedH <= s.CalendarH*(1+1e-9) && !s.CalendarExact {
			c.add(CodeCalendar, at("sectors", i, "calendar_exact"), "true, as the timetable reaches it", "false")
		}
		if l := layers[s.Layer]; l != nil {
			l.calendar = max(l.calendar, s.CalendarH)
		}
	}
	for i := range c.plan.Layers {
		l := &c.plan.Layers[i]
		x := layers[l.Name]
		c.near(CodeCalendar, at("layers", i, "achieved_h"), x.achieved, l.AchievedH, exactH/10)
		c.near(CodeCalendar, at("layers", i, "window_h"), x.window, l.WindowH, exactH/10)
		c.number(CodeCalendar, at("layers", i, "calendar_h"), x.calendar, l.CalendarH)
	}
}

// between wants the best calendar's revisit to be at least the period shared
// out evenly, and no more than what the timetable has.
func (c *checker) between(where string, low, high, got float64) {
	const noise = 1e-9
	if !(got >= low*(1-noise)-exactH && got <= high*(1+noise)+exactH) {
		c.add(CodeCalendar, where, show(low)+" to "+show(high), show(got))
	}
}
