package sheet

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"lindero/planner"
	"lindero/sectors"
)

// clock tells the times of a plan by the clocks of a side.
type clock struct {
	start time.Time
	side  *sectors.Side
}

// clock returns that of the side that reads; of the first where both do.
func (w *writer) clock() clock {
	s := w.layout.Scenario
	for i := range s.Sides {
		if s.Sides[i].Code == w.o.Side {
			return clock{s.Start, &s.Sides[i]}
		}
	}
	return clock{s.Start, &s.Sides[0]}
}

// At returns the time of an hour of the plan, to the nearest minute.
func (c clock) At(h float64) time.Time {
	return c.side.Clock(c.start.Add(time.Duration(math.Round(h*60)) * time.Minute))
}

// hands writes the time of day, and in brackets how many days it is from another.
func hands(at, day time.Time) string {
	text := at.Format("15:04")
	switch days := dayNumber(at) - dayNumber(day); {
	case days > 0:
		text += fmt.Sprintf(" (+%d)", days)
	case days < 0:
		text += fmt.Sprintf(" (−%d)", -days)
	}
	return text
}

// dayNumber counts days of the calendar.
func dayNumber(at time.Time) int {
	y, m, d := at.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 3600))
}

// times writes the timetable: of the sides that are shown when they leave and are
// back, and for both all else.
func (w *writer) times(s *Sheet, c clock) {
	head := func(text string) { s.TimesHead = append(s.TimesHead, text) }
	head(w.T("sheet no"))
	head(w.T("sheet date"))
	head(w.T("beat"))
	for i, code := range w.plan.Sides {
		if w.shown[i] {
			head(w.Message("%s leaves", code))
		}
	}
	head(w.T("sheet meets"))
	head(w.T("sheet parts"))
	for i, code := range w.plan.Sides {
		if w.shown[i] {
			head(w.Message("%s back", code))
		}
	}
	head(w.T("sheet host"))
	head(w.T("sheet sun"))
	beats := map[string]int{}
	for i, b := range w.beats {
		beats[b.ID] = i
	}
	marked, polar := false, false
	for _, x := range w.mine {
		i, ok := beats[x.Beat]
		if !ok {
			continue // of a beat that is not of this pair: nothing says where
		}
		row, beside := w.row(x, i, c)
		sun, always := w.sun(w.beats[i].MeetAt, c.At(x.MeetH))
		s.Times = append(s.Times, append(row, sun))
		marked, polar = marked || beside, polar || always
	}
	if len(s.Times) == 0 {
		s.TimesNotes = append(s.TimesNotes, w.T("sheet no sorties"))
		return
	}
	s.TimesNotes = append(s.TimesNotes, w.clocks(c)...)
	if marked {
		s.TimesNotes = append(s.TimesNotes, w.T("sheet days"))
	}
	s.TimesNotes = append(s.TimesNotes, w.T("sheet sun is"))
	if polar {
		s.TimesNotes = append(s.TimesNotes, w.T("sheet polar"))
	}
}

// row writes a sortie to a beat, and whether some time of it is on another day than
// its meeting.
func (w *writer) row(x *planner.Sortie, beat int, c clock) (row []string, beside bool) {
	day := c.At(x.MeetH)
	at := func(h float64) {
		t := c.At(h)
		beside = beside || dayNumber(t) != dayNumber(day)
		row = append(row, hands(t, day))
	}
	row = []string{strconv.Itoa(x.Number), w.words.Day(day), strconv.Itoa(beat + 1)}
	for i, h := range x.DepartH {
		if w.shown[i] {
			at(h)
		}
	}
	at(x.MeetH)
	at(x.PartH)
	for i, h := range x.ReturnH {
		if w.shown[i] {
			at(h)
		}
	}
	return append(row, x.Host), beside
}

// sun writes from when to when the sun is up at a place on the day of a time, by
// the same clocks; polar: it is up for all of it, or not at all.
func (w *writer) sun(place orb.Point, at time.Time) (text string, polar bool) {
	y, m, d := at.Date()
	rise, set, up := planner.SunOn(place, time.Date(y, m, d, 0, 0, 0, 0, at.Location()))
	switch {
	case !rise.IsZero():
		return minute(rise.In(at.Location())) + "–" + minute(set.In(at.Location())), false
	case up:
		return "24 h", true
	}
	return "0 h", true
}

// minute writes a time of day to the nearest minute.
func minute(at time.Time) string { return at.Add(30 * time.Second).Format("15:04") }

// clocks says by whose clocks times are, and how those of the other side differ.
func (w *writer) clocks(c clock) []string {
	own := w.zone(c)
	named := own
	if c.side.TimeZone != "" && c.side.TimeZone != "UTC" {
		named = c.side.TimeZone + ", " + own
	}
	out := []string{w.Message("Times are by the clocks of %s (%s).", c.side.Code, named)}
	for i := range w.layout.Scenario.Sides {
		side := &w.layout.Scenario.Sides[i]
		if theirs := w.zone(clock{c.start, side}); theirs != own {
			out = append(out, w.Message("Clocks of %s: %s.", side.Code, theirs))
		}
	}
	return out
}

// zone says how far clocks are from UTC, and when in the period they change.
func (w *writer) zone(c clock) string {
	return strings.ReplaceAll(w.words.Offsets(c.At(0), c.At(w.plan.PeriodH)), "UTC-", "UTC−")
}
