package planner

import (
	"math"
	"slices"

	"lindero/planner/access"
	"lindero/planner/schedule"
	"lindero/planner/watch"
)

// timetable fills in the sorties of the changed plan: of the touched pairs anew,
// around those of the others.
func (a *answering) timetable() error {
	r, p := a.next, a.p
	c := &calendar{run: r, p: p, ways: newWays(r.model, p, r.tables), start: r.s.Start, periodUs: access.Us(p.PeriodH),
		taken: map[int][]meeting{}, rooms: map[int]int{}}
	all := c.jobs()
	var anew []*pairTime
	for _, j := range all {
		if a.touched[j.pair.ID] {
			anew = append(anew, j)
		} else {
			a.takeOver(c, j)
		}
	}
	err := each(r.ctx, len(anew), nil, func(from, to int) {
		for _, j := range anew[from:to] {
			c.solve(j)
		}
	})
	if err != nil {
		return err
	}
	notes := a.notesByPair()
	for i, j := range all {
		if !a.touched[j.pair.ID] {
			for _, k := range a.pairs[j.pair.ID].sorties {
				p.Sorties = append(p.Sorties, a.plan.Sorties[k])
			}
			p.Notes = append(p.Notes, notes[j.pair.ID]...)
			continue
		}
		if err := r.ctx.Err(); err != nil {
			return err
		}
		var before *pairTime
		if i > 0 && all[i-1].pair.Layer == j.pair.Layer {
			before = all[i-1]
		}
		c.place(j, before)
		c.write(j)
		p.Notes = append(p.Notes, j.notes...)
	}
	c.handovers(all)
	c.achieved()
	p.Notes = append(p.Notes, c.patrolNotes()...)
	return nil
}

// takeOver makes the timetable of a pair what it is in the plan before.
func (a *answering) takeOver(c *calendar, j *pairTime) {
	j.clock = clock{c.periodUs, 1}
	if ticks := math.Round(float64(c.periodUs) / (j.pair.ClockMin * 60 * watch.Second)); ticks >= 1 && ticks <= 100*mostTicks {
		j.ticks = int(ticks)
	}
	at := map[string]int{}
	for i, b := range j.beats {
		at[b.ID] = i
	}
	j.table = &schedule.Timetable{LeftOut: make([]int, len(j.beats))}
	for _, k := range a.pairs[j.pair.ID].sorties {
		s := &a.plan.Sorties[k]
		b, us := at[s.Beat], access.Us(s.MeetH)
		j.table.Meets = append(j.table.Meets, schedule.Meet{Beat: b, Tick: j.tickFrom(us)})
		c.taken[j.places[b]] = append(c.taken[j.places[b]], meeting{j.pair.ID, mod(us, c.periodUs)})
	}
}

// notesByPair returns what the plan before notes of the timetables of pairs that
// are not touched, and that still holds.
func (a *answering) notesByPair() map[string][]Note {
	pairOf := map[string]string{} // of a beat
	for i := range a.plan.Beats {
		pairOf[a.plan.Beats[i].ID] = a.plan.Beats[i].Pair
	}
	gone := func(pair string) bool { return a.touched[pair] || a.removed[pair] }
	out := map[string][]Note{}
	for _, n := range a.plan.Notes {
		pair := ""
		switch n.Code {
		case NoteNotScheduled, NoteNoNight, NoteNoDay:
			if len(n.Subjects) > 0 {
				pair = pairOf[n.Subjects[0]]
			}
		case NoteSameHour:
			if len(n.Subjects) == 3 && !gone(n.Subjects[1]) && a.isPlace(n.Subjects[0]) {
				pair = n.Subjects[2]
			}
		}
		if pair != "" && !gone(pair) {
			out[pair] = append(out[pair], n)
		}
	}
	return out
}

// isPlace reports whether a meeting point is still there; a place that is told by
// its chainage is.
func (a *answering) isPlace(id string) bool {
	named := func(points []MeetingPoint) bool {
		return slices.ContainsFunc(points, func(m MeetingPoint) bool { return m.ID == id })
	}
	return !named(a.plan.MeetingPoints) || named(a.p.MeetingPoints)
}
