package planner

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"time"

	"lindero/planner/access"
	"lindero/planner/schedule"
)

// morningUs is when the first sortie leaves where nothing else decides.
const morningUs = 6 * hourUs

// place moves the timetable of a pair as a whole, which changes no revisit: to
// where no other pair is at its meeting points in the same hour and, if that
// is asked, it is often at the boundary with the pair before when that one is
// there; else so that the first sortie leaves in the morning. Where no such
// place is to be had, the timetable is made anew around the other pairs.
func (c *calendar) place(j, before *pairTime) {
	if shift, ok := c.shift(j, before); ok {
		j.move(shift)
	} else if !c.around(j) {
		c.sameHour(j)
	}
	for _, m := range j.table.Meets {
		at := j.places[m.Beat]
		c.taken[at] = append(c.taken[at], meeting{j.pair.ID, mod(j.at(m.Tick), c.periodUs)})
	}
}

func (j *pairTime) move(ticks int) {
	for i := range j.table.Meets {
		j.table.Meets[i].Tick += ticks
	}
}

// mostMoves is how many meetings are looked at, at most, to move a timetable.
const mostMoves = 10_000_000

// shift returns by how many ticks a timetable is to be moved.
func (c *calendar) shift(j, before *pairTime) (best int, ok bool) {
	if len(j.table.Meets) == 0 {
		return 0, true
	}
	count := 1
	if !j.away {
		count = newClock(j.periodUs, coarseUs, mostTicks).ticks
		count = min(count, max(mostMoves/len(j.table.Meets), 8))
	}
	most := -1
	first := c.morning(j)
	full := make([][]bool, len(j.places))
	for i, at := range j.places {
		full[i] = c.full(j.clock, at)
	}
	for k := range count {
		shift := (first + k*(j.ticks/count)) % j.ticks
		if j.away {
			shift = 0
		}
		if !c.fits(j, shift, full) {
			continue
		}
		if !c.o.Handover || before == nil {
			return shift, true
		}
		if n := c.touches(before, j, shift); n > most {
			best, most, ok = shift, n, true
		}
	}
	return best, ok
}

// morning returns by how many ticks a timetable is to be moved for its first
// sortie to leave in the morning; not at all where it keeps to windows.
func (c *calendar) morning(j *pairTime) int {
	m := j.table.Meets[0]
	if j.job.Beats[m.Beat].Open != nil {
		return 0
	}
	y, month, day := c.start.Date()
	six := time.Date(y, month, day, 0, 0, 0, 0, c.start.Location()).Sub(c.start).Microseconds() + morningUs
	b := j.beats[m.Beat]
	leave := six + max(access.Us(b.ArriveH[0]), access.Us(b.ArriveH[1]))
	return ((j.tickFrom(leave)-m.Tick)%j.ticks + j.ticks) % j.ticks
}

// fits reports whether a timetable that is moved keeps to its windows, its
// weeks, and the room at its meeting points, of which full says by beat when they
// have none.
func (c *calendar) fits(j *pairTime, shift int, full [][]bool) bool {
	for _, m := range j.table.Meets {
		tick := (m.Tick + shift) % j.ticks
		if open := j.job.Beats[m.Beat].Open; open != nil && !open[tick] {
			return false
		}
		if full[m.Beat] != nil && full[m.Beat][tick] {
			return false
		}
	}
	if len(j.job.Weeks) == 0 {
		return true
	}
	for s, p := range j.patrols {
		weeks := make([]int, (c.periodUs+weekUs-1)/weekUs)
		for _, m := range j.table.Meets {
			leave := mod(j.at(m.Tick+shift)-access.Us(j.beats[m.Beat].ArriveH[s]), c.periodUs)
			if weeks[leave/weekUs]++; weeks[leave/weekUs] > weekly(p) {
				return false
			}
		}
	}
	return true
}

// meetingPlace returns the breakpoint where a beat's pair meets.
func (c *calendar) meetingPlace(b *Beat) int {
	if i := c.Breakpoint(c.ways.home(b.MeetM)); !c.Ring || i < c.N() {
		return i
	}
	return 0
}

// roomAt is how many pairs may be at a breakpoint in the same hour.
func (c *calendar) roomAt(breakpoint int) int {
	room, known := c.rooms[breakpoint]
	if !known {
		room = 1
		if i := c.meetingAt(breakpoint); i >= 0 {
			room = max(room, c.s.MeetingPoints[i].Room)
		}
		c.rooms[breakpoint] = room
	}
	return room
}

// apartUs is how far two times of the period are apart, also over its end.
func (c *calendar) apartUs(x, y int64) int64 {
	d := mod(x-y, c.periodUs)
	return min(d, c.periodUs-d)
}

// room reports whether there is room for one more pair.
func (c *calendar) room(breakpoint int, us int64) bool {
	all := c.taken[breakpoint]
	if len(all) == 0 {
		return true
	}
	n := 0
	for _, m := range all {
		if c.apartUs(m.us, us) < hourUs {
			n++
		}
	}
	return n < c.roomAt(breakpoint)
}

// full says at which ticks of a clock there is no room for one more pair; nil
// where nobody else meets.
func (c *calendar) full(of clock, breakpoint int) []bool {
	all := c.taken[breakpoint]
	if len(all) == 0 {
		return nil
	}
	there, out := make([]int32, of.ticks), make([]bool, of.ticks)
	most := int32(min(c.roomAt(breakpoint), math.MaxInt32))
	for _, m := range all {
		// Ticks within the hour, each once where the hour goes round the period.
		first := of.tickFrom(m.us - hourUs + 1)
		for k := 0; k < of.ticks && of.at(first+k) < m.us+hourUs; k++ {
			tick := mod(int64(first+k), int64(of.ticks))
			there[tick]++
			out[tick] = there[tick] >= most
		}
	}
	return out
}

// around makes the timetable of a pair anew, for ticks at which there is room
// for it; it reports whether all visits have a place that had one before.
func (c *calendar) around(j *pairTime) bool {
	was := *j
	j.clock = newClock(c.periodUs, coarseUs, mostTicks)
	c.prepare(j)
	job := *j.job
	for i := range job.Beats {
		full := c.full(j.clock, j.places[i])
		if full == nil {
			continue
		}
		open := make([]bool, j.ticks)
		for tick := range open {
			open[tick] = (job.Beats[i].Open == nil || job.Beats[i].Open[tick]) && !full[tick]
		}
		job.Beats[i].Open = open
	}
	table := schedule.Solve(&job)
	for i, n := range table.LeftOut {
		if n > j.table.LeftOut[i] {
			*j = was
			return false
		}
	}
	// What any calendar allows is known from the one without the others.
	table.Bound, table.Exact = j.table.Bound*float64(j.ticks)/float64(was.ticks), j.table.Exact
	j.table = table
	return true
}

// sameHour notes with whom a pair meets at one place in the same hour.
func (c *calendar) sameHour(j *pairTime) {
	told := map[string]bool{}
	for _, m := range j.table.Meets {
		b := j.beats[m.Beat]
		at := j.places[m.Beat]
		if c.room(at, mod(j.at(m.Tick), c.periodUs)) {
			continue
		}
		place := b.MeetingPoint
		if place == "" {
			place = strconv.FormatFloat(math.Round(c.ChainageM[at]), 'f', -1, 64)
		}
		for _, other := range c.taken[at] {
			if key := place + "\x00" + other.pair; c.apartUs(other.us, j.at(m.Tick)) < hourUs && !told[key] {
				told[key] = true
				j.notes = append(j.notes, Note{Code: NoteSameHour, Subjects: []string{place, other.pair, j.pair.ID}})
			}
		}
	}
}

// boundary returns the chainage that two pairs' sectors have in common.
func (c *calendar) boundary(a, b *pairTime) (m float64, ok bool) {
	var x, y *Sector
	for i := range c.p.Sectors {
		switch s := &c.p.Sectors[i]; s.Pair {
		case a.pair.ID:
			x = s
		case b.pair.ID:
			y = s
		}
	}
	if x == nil || y == nil || math.Abs(x.ToM-y.FromM) > toleranceM && !(c.Ring && math.Abs(x.ToM-y.FromM-c.LengthM()) <= toleranceM) {
		return 0, false
	}
	return x.ToM, true
}

// there returns when in the period a pair is at a boundary of its sector: the
// first time on each sortie to the beat there.
func (c *calendar) there(j *pairTime, atM float64, shift int) []int64 {
	var out []int64
	for i, b := range j.beats {
		atM := atM
		if c.Ring && math.Abs(b.FromM+c.LengthM()-atM) <= toleranceM {
			atM -= c.LengthM()
		}
		if math.Abs(b.FromM-atM) > toleranceM && math.Abs(b.ToM-atM) > toleranceM {
			continue
		}
		joint := func(route int) float64 {
			k := c.Layout.Routes[route].Kind
			return min(j.patrols[0].SpeedKmh.Of(k), j.patrols[1].SpeedKmh.Of(k))
		}
		far := b.FromM + b.ToM - b.PartM
		us := access.Us(b.WalkH)
		if (b.MeetM-atM)*(far-atM) <= 0 {
			way := c.ways.along(b.MeetM, atM, joint)
			us = int64(way.us)
		}
		for _, m := range j.table.Meets {
			if m.Beat == i {
				out = append(out, mod(j.at(m.Tick+shift)+us, c.periodUs))
			}
		}
	}
	slices.Sort(out)
	return out
}

// touches counts how often two pairs are at their boundary in the same hour,
// each time of either counted once.
func (c *calendar) touches(a, b *pairTime, shift int) int {
	m, ok := c.boundary(a, b)
	if !ok {
		return 0
	}
	x, y := c.there(a, m, 0), c.there(b, m, shift)
	n, k := 0, 0
	for _, us := range x {
		for k < len(y) && y[k] < us-hourUs {
			k++
		}
		if k < len(y) && y[k] <= us+hourUs {
			n, k = n+1, k+1
		}
	}
	return n
}

// handover writes down how often two neighbours are at their boundary in the
// same hour.
func (c *calendar) handover(a, b *pairTime) {
	m, ok := c.boundary(a, b)
	if !ok {
		return
	}
	x, y := c.there(a, m, 0), c.there(b, m, 0)
	c.p.Handovers = append(c.p.Handovers, Handover{Pairs: [2]string{a.pair.ID, b.pair.ID}, AtM: m,
		Touches: c.touches(a, b, 0), Possible: min(len(x), len(y))})
}

// handovers writes down how often neighbours are at their boundary in the same
// hour; on a ring the last pair of a layer and its first are neighbours too.
func (c *calendar) handovers(jobs []*pairTime) {
	if !c.o.Handover {
		return
	}
	first := 0
	for i, j := range jobs {
		if j.pair.Layer != jobs[first].pair.Layer {
			first = i
		}
		switch last := i+1 == len(jobs) || jobs[i+1].pair.Layer != j.pair.Layer; {
		case !last:
			c.handover(j, jobs[i+1])
		case c.Ring && i > first:
			c.handover(j, jobs[first])
		}
	}
}

// achieved fills in what revisits the timetable has.
func (c *calendar) achieved() {
	meets := map[string][]int64{}
	for i := range c.p.Sorties {
		s := &c.p.Sorties[i]
		meets[s.Beat] = append(meets[s.Beat], mod(access.Us(s.MeetH), c.periodUs))
	}
	layers := map[string]*Layer{}
	for i := range c.p.Layers {
		layers[c.p.Layers[i].Name] = &c.p.Layers[i]
	}
	inSector := map[string]*Sector{}
	for i := range c.p.Sectors {
		inSector[c.p.Sectors[i].ID] = &c.p.Sectors[i]
	}
	for i := range c.p.Beats {
		b := &c.p.Beats[i]
		at := meets[b.ID]
		if len(at) == 0 {
			continue
		}
		slices.Sort(at)
		first, last := at[0], at[len(at)-1]
		worst, window := first+c.periodUs-last, max(first, c.periodUs-last)
		for k := 1; k < len(at); k++ {
			worst, window = max(worst, at[k]-at[k-1]), max(window, at[k]-at[k-1])
		}
		b.AchievedH, b.WindowH = access.Hours(worst), access.Hours(window)
		s := inSector[b.Sector]
		s.AchievedH = max(s.AchievedH, b.Weight*b.AchievedH)
		y := layers[s.Layer]
		y.AchievedH, y.WindowH = max(y.AchievedH, b.Weight*b.AchievedH), max(y.WindowH, b.Weight*b.WindowH)
	}
	for i := range c.p.Sectors {
		s := &c.p.Sectors[i]
		y := layers[s.Layer]
		y.CalendarH = max(y.CalendarH, s.CalendarH)
	}
}

// patrolNotes tells what of the patrols' times a planner should know.
func (c *calendar) patrolNotes() []Note {
	var out []Note
	for i := range c.s.Patrols {
		p := &c.s.Patrols[i]
		fromUs, toUs, all := c.available(p)
		hours := access.Hours(max(toUs-fromUs, 0))
		switch {
		case p.ShiftH > hours:
			out = append(out, Note{Code: NoteShiftTooLong, Subjects: []string{p.ID}})
		case all && p.ShiftH+p.RestH > hours:
			out = append(out, Note{Code: NoteRestTooLong, Subjects: []string{p.ID}})
		}
		if !all {
			out = append(out, Note{Code: NoteAway, Subjects: []string{p.ID}})
		}
	}
	slices.SortStableFunc(out, func(x, y Note) int {
		return cmp.Or(cmp.Compare(x.Code, y.Code), cmp.Compare(x.Subjects[0], y.Subjects[0]))
	})
	return append(out, c.clocks()...)
}

// clocks tells on which days of the period the clocks of a side change.
func (c *calendar) clocks() []Note {
	var out []Note
	for i := range c.s.Sides {
		side, start := &c.s.Sides[i], c.start // which is by the clocks of the first
		if i > 0 && side.Zone == nil {
			continue // they are not known
		}
		if i > 0 {
			start = side.Clock(start)
		}
		for _, d := range daysOf(start, 0, c.periodUs) {
			_, x := start.Add(time.Duration(access.Us(d.FromH)) * time.Microsecond).Zone()
			_, y := start.Add(time.Duration(access.Us(d.ToH)) * time.Microsecond).Zone()
			if x != y {
				out = append(out, Note{Code: NoteClockChange, Subjects: []string{side.Code, d.Date}})
			}
		}
	}
	return out
}
