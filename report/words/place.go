package words

import (
	"strconv"
	"time"

	"github.com/paulmach/orb"

	"lindero/geo/grid"
	"lindero/lang"
)

// MGRS writes a place to a metre, in groups; where the grid has none, as it can.
func MGRS(at orb.Point) string {
	s, err := grid.ToMGRS(at[0], at[1], 5)
	if err != nil || len(s) < 13 {
		return s
	}
	n := len(s)
	return s[:n-12] + " " + s[n-12:n-10] + " " + s[n-10:n-5] + " " + s[n-5:]
}

// Day writes a day of the clock of a time: Mon 4 Jan.
func (w *Words) Day(t time.Time) string {
	return w.Lang.T(weekdays[t.Weekday()]) + " " + strconv.Itoa(t.Day()) + " " + w.Lang.T(months[t.Month()-1])
}

// Moment writes a day and its hour: Mon 4 Jan 05:51, of the nearest minute, as
// pictures and sheets have it.
func (w *Words) Moment(t time.Time) string {
	t = t.Round(time.Minute)
	return w.Day(t) + " " + t.Format("15:04")
}

// Layer writes the name of a layer: surface and air have words, others stand as they
// are, be they keys of texts or not.
func Layer(l lang.Lang, name string) string {
	switch name {
	case "surface", "air":
		return l.T(name)
	}
	return name
}

// mostChanges is how many changes of clocks are told: years of them.
const mostChanges = 8

// Offsets says how far the clocks of a time are from UTC, and, of those that are
// changed before another time, on which day and to what: UTC-06:00, from Sun 4 Apr
// UTC-05:00. Where they are changed very often it ends in an ellipsis.
func (w *Words) Offsets(from, to time.Time) string {
	offset := from.Format("-07:00")
	text := "UTC" + offset
	for n, at := 0, from; ; {
		_, next := at.ZoneBounds()
		if next.IsZero() || !next.Before(to) {
			return text
		}
		if at = next; at.Format("-07:00") == offset {
			continue // by another name
		}
		if n++; n > mostChanges {
			return text + " …"
		}
		offset = at.Format("-07:00")
		text = w.Lang.Message("%s, from %s %s", text, w.Day(at), "UTC"+offset)
	}
}
