package main

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"lindero/planner"
)

// timetabled says what the timetable makes of the pairs of a layer.
func (t *planTables) timetabled(y *planner.Layer) {
	l := t.l
	if !(y.AchievedH > 0) {
		return
	}
	text := l.Message("In the timetable the longest weighted revisit is %s, the least that any calendar allows.", l.Hours(y.AchievedH))
	if y.AchievedH > y.CalendarH*(1+1e-9) {
		text = l.Message("In the timetable the longest weighted revisit is %s; no calendar allows less than %s, which is %s percent less.",
			l.Hours(y.AchievedH), l.Hours(y.CalendarH), l.Percent(y.AchievedH-y.CalendarH, y.AchievedH))
	}
	if y.WindowH < y.AchievedH*(1-1e-9) {
		text += " " + l.Message("One period by itself, from its start to its end, shows %s.", l.Hours(y.WindowH))
	}
	t.wrapped("", "", text)
}

// protocol says how many sorties there are, and what holds for their meetings.
func (t *planTables) protocol() {
	l, p := t.l, t.words.Plan
	if len(p.Sorties) == 0 {
		return
	}
	t.printf("\n")
	t.wrapped("", "", l.Message("%s sorties in %s, from %s on; the sides take turns as host. Who is at a meeting point waits %s min for the other, then %s.",
		l.Count(len(p.Sorties)), l.Hours(p.PeriodH), stamp(t.layout.Scenario.Start), l.Number(p.Protocol.ToleranceMin, 1), l.T(string(p.Protocol.IfAbsent))))
	for i := range p.Handovers {
		h := &p.Handovers[i]
		t.wrapped("", "  ", l.Message("Handovers: %s and %s at km %s, %s of %s times.", t.words.Pair(h.Pairs[0]), t.words.Pair(h.Pairs[1]),
			t.words.Km(h.AtM), l.Count(h.Touches), l.Count(h.Possible)))
	}
}

// clock writes a time of the plan by the clocks of a side; the day too where it
// is another than that of the time before it.
func (t *planTables) clock(side int, h float64, after time.Time) (string, time.Time) {
	at := t.layout.Scenario.Start.Add(time.Duration(h * float64(time.Hour)).Round(time.Second))
	at = t.layout.Scenario.Sides[side].Clock(at)
	if at.Format(time.DateOnly) == after.Format(time.DateOnly) {
		return at.Format("15:04"), at
	}
	return stamp(at), at
}

// sortiesOf prints the timetable of a layer in order of time: a row for each
// meeting, and below it when each patrol leaves and is back, by its own clock.
func (t *planTables) sortiesOf(y *planner.Layer) {
	l, p := t.l, t.words.Plan
	beats := map[string]*planner.Beat{}
	for i := range p.Beats {
		beats[p.Beats[i].ID] = &p.Beats[i]
	}
	var of []*planner.Sortie
	for i := range p.Sorties {
		if pair := t.words.Pairs[p.Sorties[i].Pair]; pair != nil && pair.Layer == y.Name && beats[p.Sorties[i].Beat] != nil {
			of = append(of, &p.Sorties[i])
		}
	}
	if len(of) == 0 {
		return
	}
	slices.SortStableFunc(of, func(a, b *planner.Sortie) int { return cmp.Compare(a.MeetH, b.MeetH) })
	rows, notes := [][]string{{l.T("meets"), l.T("pair"), l.T("from–to km"), l.T("parts"), l.T("host"), l.T("at")}}, []string{""}
	for _, s := range of {
		pair, b := t.words.Pairs[s.Pair], beats[s.Beat]
		host := max(slices.Index(p.Sides[:], s.Host), 0)
		meet, at := t.clock(host, s.MeetH, time.Time{})
		part, _ := t.clock(host, s.PartH, at)
		rows = append(rows, []string{meet, strconv.Itoa(pair.Number), t.words.Span(b.FromM, b.ToM), part, s.Host, t.words.Meeting(b.MeetingPoint, b.MeetM)})
		note := ""
		for k, patrol := range pair.Patrols {
			leave, at := t.clock(k, s.DepartH[k], time.Time{})
			back, _ := t.clock(k, s.ReturnH[k], at)
			if k > 0 {
				note += "; "
			}
			note += l.Message("%s leaves %s, is back %s", patrol, leave, back)
		}
		notes = append(notes, note)
	}
	t.heading(l.T("timetable"), y.Name)
	t.table(rows, notes, 4, 5)
}
