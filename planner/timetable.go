package planner

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"time"

	"lindero/planner/access"
	"lindero/planner/schedule"
	"lindero/planner/watch"
	"lindero/sectors"
)

// calendar makes the timetable of a plan.
type calendar struct {
	*run
	p        *Plan
	ways     *ways
	start    time.Time
	periodUs int64
	notes    []Note
	taken    map[int][]meeting // by breakpoint where pairs meet
	rooms    map[int]int       // by breakpoint, as they are asked for
}

// meeting is when a pair is at a meeting point.
type meeting struct {
	pair string
	us   int64 // in the period
}

// pairTime is the timetable of one pair in the making.
type pairTime struct {
	clock
	pair    *Pair
	patrols [2]*sectors.Patrol
	beats   []*Beat
	job     *schedule.Pair
	table   *schedule.Timetable
	away    bool   // available for a part of the period only
	places  []int  // by beat, the breakpoint where it meets
	dark    []bool // by beat: daylight limits when it may be walked
	notes   []Note
}

// hourUs is how far apart two pairs are at one meeting point.
const hourUs = 3600 * watch.Second

// timetable fills in the sorties of a plan, and what revisits they achieve.
func (r *run) timetable(p *Plan) error {
	c := &calendar{run: r, p: p, ways: newWays(r.model, p, r.tables), start: r.s.Start, periodUs: access.Us(p.PeriodH), taken: map[int][]meeting{}, rooms: map[int]int{}}
	p.Start = r.s.Start.UTC().Format(time.RFC3339Nano)
	p.Protocol = Protocol{r.s.Rules.MeetingToleranceMin, r.s.Rules.IfAbsent}
	p.Sorties, p.Handovers = []Sortie{}, []Handover{}
	jobs := c.jobs()
	err := each(r.ctx, len(jobs), nil, func(from, to int) {
		for _, j := range jobs[from:to] {
			c.solve(j)
		}
	})
	if err != nil {
		return err
	}
	for i, j := range jobs {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		var before *pairTime
		if i > 0 && jobs[i-1].pair.Layer == j.pair.Layer {
			before = jobs[i-1]
		}
		c.place(j, before)
		c.write(j)
		p.Notes = append(p.Notes, j.notes...)
	}
	c.handovers(jobs)
	c.achieved()
	p.Notes = append(append(p.Notes, c.notes...), c.patrolNotes()...)
	return nil
}

// jobs returns the pairs that have beats.
func (c *calendar) jobs() []*pairTime {
	var out []*pairTime
	byPair := map[string]*pairTime{}
	for i := range c.p.Pairs {
		j := &pairTime{pair: &c.p.Pairs[i]}
		j.patrols, _ = c.ways.patrolsOf(j.pair.ID)
		byPair[j.pair.ID] = j
		out = append(out, j)
	}
	for i := range c.p.Beats {
		j := byPair[c.p.Beats[i].Pair]
		j.beats = append(j.beats, &c.p.Beats[i])
		j.places = append(j.places, c.meetingPlace(&c.p.Beats[i]))
	}
	return slices.DeleteFunc(out, func(j *pairTime) bool { return len(j.beats) == 0 })
}

// solve makes the timetable of a pair by itself, by the fine clock where that
// leaves out fewer visits.
func (c *calendar) solve(j *pairTime) {
	for _, p := range j.patrols {
		_, _, all := c.available(p)
		j.away = j.away || !all
	}
	j.clock = newClock(c.periodUs, minuteUs, mostTicks)
	switch {
	case c.short(j):
		j.clock = newClock(c.periodUs, fineUs, 100*mostTicks)
	case j.away || len(c.s.Rules.Daylight) > 0:
		j.clock = newClock(c.periodUs, coarseUs, mostTicks)
	}
	c.prepare(j)
	j.table = schedule.Solve(j.job)
	left := total(j.table.LeftOut)
	if left == 0 || slices.ContainsFunc(j.job.Beats, func(b schedule.Beat) bool { return b.Open != nil }) {
		return
	}
	fine := *j
	fine.clock = newClock(c.periodUs, fineUs, 100*mostTicks)
	c.prepare(&fine)
	if fine.table = schedule.Solve(fine.job); total(fine.table.LeftOut) < left {
		*j = fine
	}
}

func total(x []int) (n int) {
	for _, k := range x {
		n += k
	}
	return n
}

// short reports whether sorties follow each other within the hour.
func (c *calendar) short(j *pairTime) bool {
	for _, b := range j.beats {
		for s, p := range j.patrols {
			if access.Us(b.WalkH+b.HomeH[s]+b.ArriveH[s]+p.RestH) > hourUs {
				return false
			}
		}
	}
	return true
}

// prepare says what the calendar of a pair has to keep.
func (c *calendar) prepare(j *pairTime) {
	n := len(j.beats)
	j.notes = nil
	j.job = &schedule.Pair{Ticks: j.ticks, Wraps: true, Apart: make([][]int, n)}
	j.dark = make([]bool, n)
	tickUs := max(j.periodUs/int64(j.ticks), 1)
	sorties := 0
	for i, b := range j.beats {
		sorties += b.Visits
		j.job.Beats = append(j.job.Beats, schedule.Beat{Visits: b.Visits, Weight: max(b.Weight, 1e-9)})
		j.job.Apart[i] = make([]int, n)
		for k, next := range j.beats {
			apartUs := int64(1)
			for s, p := range j.patrols {
				apartUs = max(apartUs, access.Us(b.WalkH)+access.Us(b.HomeH[s])+access.Us(p.RestH)+access.Us(next.ArriveH[s]))
			}
			j.job.Apart[i][k] = int(min((apartUs+tickUs-1)/tickUs, int64(4*j.ticks)))
		}
	}
	for s, p := range j.patrols {
		if most := weekly(p); most < sorties {
			j.job.Weeks = append(j.job.Weeks, c.weeks(j, s, most))
		}
	}
	c.windows(j)
}

// weekly is how many shifts a patrol may begin in a week.
func weekly(p *sectors.Patrol) int {
	return int(min(max(math.Ceil(p.ShiftsPerWeek-1e-9), 1), 1e9))
}

const weekUs = 7 * 24 * hourUs

// weeks limits the shifts of one side in a week, counted from the start of each
// period: that in which it leaves its post.
func (c *calendar) weeks(j *pairTime, side, most int) schedule.Week {
	w := schedule.Week{Most: most}
	for _, b := range j.beats {
		var begins []int
		for us := int64(0); us < c.periodUs; us += weekUs {
			begins = append(begins, j.tickFrom(us+access.Us(b.ArriveH[side])))
		}
		w.Begins = append(w.Begins, begins)
	}
	return w
}

// available returns when a patrol is there, within the period.
func (c *calendar) available(p *sectors.Patrol) (fromUs, toUs int64, all bool) {
	toUs = c.periodUs
	if !p.AvailableFrom.IsZero() {
		fromUs = max(p.AvailableFrom.Sub(c.start).Microseconds(), 0)
	}
	if !p.AvailableTo.IsZero() {
		toUs = min(p.AvailableTo.Sub(c.start).Microseconds(), c.periodUs)
	}
	return fromUs, toUs, fromUs == 0 && toUs == c.periodUs
}

// windows says at which ticks the pair may meet for each beat: where both are
// available, and by daylight where that is asked.
func (c *calendar) windows(j *pairTime) {
	j.job.Wraps = !j.away
	for i, b := range j.beats {
		may := c.daylightOf(j, b)
		j.dark[i] = may != nil
		if may == nil && !j.away {
			continue
		}
		from, to := -c.periodUs, 2*c.periodUs
		if j.away {
			for s, p := range j.patrols {
				fromUs, toUs, _ := c.available(p)
				from = max(from, fromUs+access.Us(b.ArriveH[s]))
				to = min(to, toUs-access.Us(b.WalkH)-access.Us(b.HomeH[s]))
			}
		}
		there := []watch.Interval{{FromUs: from, ToUs: to}}
		if may != nil {
			there = inCommon(there, may)
		}
		open := make([]bool, j.ticks)
		lead := max(access.Us(b.ArriveH[0]), access.Us(b.ArriveH[1]))
		for tick := range open {
			us := j.at(tick)
			if us < lead { // the sortie that leaves within the period meets in the next
				us += c.periodUs
			}
			open[tick] = holds(there, us)
		}
		j.job.Beats[i].Open = open
	}
}

// holds reports whether a time is in one of some intervals, which are in order.
func holds(x []watch.Interval, us int64) bool {
	i := sort.Search(len(x), func(i int) bool { return x[i].ToUs >= us })
	return i < len(x) && x[i].FromUs <= us
}

// daylightOf is daylight, with what there is to be told of it kept apart.
func (c *calendar) daylightOf(j *pairTime, b *Beat) []watch.Interval {
	own := calendar{run: c.run, ways: c.ways, start: c.start, periodUs: c.periodUs}
	may := own.daylight(b)
	j.notes = append(j.notes, own.notes...)
	return may
}

// write writes down the sorties of a pair, and what has no place.
func (c *calendar) write(j *pairTime) {
	j.pair.ClockMin = j.minutes()
	var out []Sortie
	for _, m := range j.table.Meets {
		b := j.beats[m.Beat]
		meetUs, walkUs := j.at(m.Tick), access.Us(b.WalkH)
		departUs := meetUs - max(access.Us(b.ArriveH[0]), access.Us(b.ArriveH[1]))
		meetUs += mod(departUs, c.periodUs) - departUs
		s := Sortie{Pair: j.pair.ID, Beat: b.ID, MeetH: access.Hours(meetUs), PartH: access.Hours(meetUs + walkUs)}
		for k := range 2 {
			s.DepartH[k] = access.Hours(meetUs - access.Us(b.ArriveH[k]))
			s.ReturnH[k] = access.Hours(meetUs + walkUs + access.Us(b.HomeH[k]))
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(x, y Sortie) int { return cmp.Compare(x.MeetH, y.MeetH) })
	for i := range out {
		out[i].Number, out[i].ID = i+1, j.pair.ID+"/s"+itoa(i+1)
		out[i].Host = c.p.Sides[i%2]
	}
	c.p.Sorties = append(c.p.Sorties, out...)
	for i := range c.p.Sectors {
		if s := &c.p.Sectors[i]; s.Pair == j.pair.ID {
			s.CalendarH = j.table.Bound * access.Hours(c.periodUs) / float64(j.ticks)
			s.CalendarExact = j.table.Exact
		}
	}
	for i, n := range j.table.LeftOut {
		if n > 0 {
			c.p.Notes = append(c.p.Notes, Note{Code: NoteNotScheduled,
				Subjects: []string{j.beats[i].ID, itoa(n), itoa(j.beats[i].Visits), string(c.keptOut(j, i))}})
		}
	}
}

// keptOut says which rule keeps visits of a beat out of the calendar.
func (c *calendar) keptOut(j *pairTime, beat int) Rule {
	b := &j.job.Beats[beat]
	never := b.Open != nil && !slices.Contains(b.Open, true)
	switch {
	case j.dark[beat] && (never || !j.away):
		return ByDaylight
	case j.away:
		return ByAway
	case len(j.job.Weeks) > 0:
		return ByWeek
	}
	return ByCalendar
}
