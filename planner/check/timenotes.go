package check

import (
	"math"
	"slices"
	"strconv"
	"time"

	"lindero/planner"
)

type note = planner.Note

// polarDeg is the latitude below which the sun rises and sets every day.
const polarDeg = 60

// aboutTime reports whether a note is of the timetable, and whether it holds.
func (c *checker) aboutTime(n note) (known, holds bool) {
	if n.LengthM != 0 {
		return false, false
	}
	subject := func(i, of int) string {
		if len(n.Subjects) != of {
			return ""
		}
		return n.Subjects[i]
	}
	switch n.Code {
	case planner.NoteNotScheduled:
		return true, len(n.Subjects) == 4 && c.unscheduled(n)
	case planner.NoteShiftTooLong, planner.NoteRestTooLong:
		x := c.crewOf[subject(0, 1)]
		return true, x != nil && slices.Contains(c.tooLong(x), n.Code)
	case planner.NoteAway:
		x := c.crewOf[subject(0, 1)]
		return true, x != nil && c.cut(x.Patrol)
	case planner.NoteSameHour:
		return true, slices.ContainsFunc(c.crowds(), func(x crowd) bool { return c.excuses(n, x) })
	case planner.NoteClockChange:
		day := subject(1, 2)
		if len(n.Subjects) != 2 {
			return true, false
		}
		if n.Subjects[0] == c.s.Sides[0].Code {
			return true, slices.Contains(c.clockChanges(), day)
		}
		// What the clocks of the other side do is not told by the scenario.
		at, err := time.Parse(time.DateOnly, day)
		return true, err == nil && n.Subjects[0] == c.s.Sides[1].Code &&
			at.Sub(c.s.Start).Hours() > -48 && at.Sub(c.s.Start).Hours() < c.periodH()+48
	case planner.NoteNoNight, planner.NoteNoDay:
		days, err := strconv.Atoi(subject(1, 2))
		return true, err == nil && days >= 1 && days <= len(c.days())+1 && c.polar(subject(0, 2))
	}
	return false, false
}

// untold wants the notes of the timetable that have to be there: those of
// sorties that are left out, and of meetings in the same hour, are wanted with
// these.
func (c *checker) untold() {
	want := func(code planner.NoteCode, subjects ...string) {
		if !slices.ContainsFunc(c.plan.Notes, func(n note) bool { return n.Code == code && slices.Equal(n.Subjects, subjects) }) {
			c.add(CodeNote, "notes", string(code)+" "+join(subjects), "nothing")
		}
	}
	for _, x := range c.crews {
		if c.cut(x.Patrol) {
			want(planner.NoteAway, x.ID)
		}
	}
	for _, d := range c.duos {
		if d == nil || d.sorties > 0 {
			continue
		}
		for _, x := range d.crew {
			for _, code := range c.tooLong(x) {
				want(code, x.ID)
			}
		}
	}
	for _, day := range c.clockChanges() {
		want(planner.NoteClockChange, c.s.Sides[0].Code, day)
	}
}

// polar reports whether a beat is walked by daylight so far from the equator
// that the sun may stay up or down.
func (c *checker) polar(beat string) bool {
	for i := range c.plan.Beats {
		if c.plan.Beats[i].ID == beat {
			return slices.ContainsFunc(c.byDay(i), func(x lit) bool { return math.Abs(x.at[1]) > polarDeg })
		}
	}
	return false
}

// excuses reports whether a note says that two pairs of a crowd have no other
// time to meet.
func (c *checker) excuses(n note, x crowd) bool {
	if n.Code != planner.NoteSameHour || len(n.Subjects) != 3 || n.Subjects[1] == n.Subjects[2] || !c.named(x.at, n.Subjects[0]) {
		return false
	}
	in := func(id string) bool {
		i, ok := c.duoOf[id]
		return ok && slices.Contains(x.pairs, i)
	}
	return in(n.Subjects[1]) && in(n.Subjects[2])
}

// tooLong returns the notes that may be made of a patrol whose shift does not
// fit the period.
func (c *checker) tooLong(x *crew) (out []planner.NoteCode) {
	fromH, toH := c.available(x.Patrol)
	thereH := max(0, min(toH, c.periodH())-max(fromH, 0))
	if x.ShiftH > thereH {
		out = append(out, planner.NoteShiftTooLong)
	} else if !c.cut(x.Patrol) && x.ShiftH+x.RestH > thereH { // where nothing repeats, nobody rests after the last
		out = append(out, planner.NoteRestTooLong)
	}
	return out
}

// clockChanges returns the days on which the clocks of the first side change.
func (c *checker) clockChanges() (days []string) {
	_, last := c.s.Start.Zone()
	for h := 1.0; h < c.periodH(); h++ {
		at := c.moment(h)
		_, offset := at.In(c.s.Start.Location()).Zone()
		if offset != last {
			days = append(days, at.Format(time.DateOnly))
		}
		last = offset
	}
	return days
}

// missing returns how many sorties of a beat have no place in the timetable.
func (c *checker) missing(beat int) int { return c.plan.Beats[beat].Visits - len(c.meets(beat)) }

// unscheduled reports whether a note tells truly what is left out of a beat.
func (c *checker) unscheduled(n note) bool {
	for i := range c.plan.Beats {
		b := &c.plan.Beats[i]
		if b.ID != n.Subjects[0] || !c.walks[i].ok {
			continue
		}
		left := c.missing(i)
		return left > 0 && n.Subjects[1] == strconv.Itoa(left) && n.Subjects[2] == strconv.Itoa(b.Visits) &&
			c.mayBar(i, planner.Rule(n.Subjects[3]))
	}
	return false
}

// mayBar reports whether a rule may be why a sortie of a beat has no place.
func (c *checker) mayBar(beat int, rule planner.Rule) bool {
	switch rule {
	case planner.ByDaylight:
		return len(c.byDay(beat)) > 0
	case planner.ByAway:
		return !c.repeats(c.duos[c.walks[beat].pair])
	case planner.ByWeek, planner.ByCalendar:
		return true
	}
	return false
}

// counts wants each beat to have as many sorties as visits, but for those that
// a note says have no place, and wants it to be true that they have none.
func (c *checker) counts() {
	for i := range c.plan.Beats {
		left := c.missing(i)
		if left == 0 || c.ctx.Err() != nil {
			continue
		}
		b := &c.plan.Beats[i]
		told := slices.ContainsFunc(c.plan.Notes, func(n note) bool {
			return n.Code == planner.NoteNotScheduled && len(n.Subjects) == 4 && n.Subjects[0] == b.ID
		})
		if left < 0 || !told {
			c.add(CodeSorties, at("beats", i, "visits"), strconv.Itoa(len(c.meets(i)))+", as many as it has sorties", strconv.Itoa(b.Visits))
			continue
		}
		if h, ok := c.freePlace(i); ok {
			c.add(CodeNote, at("beats", i, "visits"), "no time for another sortie", "one that meets at "+show(h)+" h")
		}
	}
}

// freePlace returns a time at which another sortie of a beat could meet, the
// others being as they are.
func (c *checker) freePlace(beat int) (meetH float64, ok bool) {
	w := &c.walks[beat]
	if !w.ok {
		return 0, false
	}
	d, b := c.duos[w.pair], &c.plan.Beats[beat]
	places := c.byDay(beat)
	var others [2][]outing
	for s, x := range d.crew {
		others[s], _ = c.outings(x)
	}
	latestH := max(b.ArriveH[0], b.ArriveH[1])
	tick := c.plan.Pairs[w.pair].ClockMin / 60
	if !(tick > 0) {
		return 0, false // told with the pair
	}
	for k := math.Ceil(latestH/tick - exactH); k*tick-latestH < c.periodH()-exactH; k++ {
		meetH = k * tick
		free := true
		for s, x := range d.crew {
			free = free && c.freeFor(x, c.repeats(d), others[s], meetH-b.ArriveH[s], meetH+b.WalkH+b.HomeH[s])
		}
		if free && !slices.ContainsFunc(places, func(x lit) bool { return !surelyUp(c.moment(meetH+x.afterH), x.at) }) {
			return meetH, true
		}
	}
	return 0, false
}

// freeFor reports whether a patrol can be out between two times, beside what it
// does already.
func (c *checker) freeFor(x *crew, repeats bool, others []outing, fromH, toH float64) bool {
	thereH, goneH := c.available(x.Patrol)
	if fromH < thereH || toH > goneH || toH-fromH > x.ShiftH {
		return false
	}
	if repeats && fromH+c.periodH()-toH < x.RestH {
		return false
	}
	sameWeek := 1
	for _, o := range others {
		if c.weekOf(o.fromH) == c.weekOf(fromH) {
			sameWeek++
		}
		for turn := -2.0; turn <= 2; turn++ {
			if !repeats && turn != 0 {
				continue
			}
			shift := turn * c.periodH()
			if fromH < o.toH+shift+x.RestH && o.fromH+shift < toH+x.RestH {
				return false
			}
		}
	}
	return sameWeek <= c.shifts(x)
}
