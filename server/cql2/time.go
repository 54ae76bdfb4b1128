package cql2

import (
	"time"

	"github.com/paulmach/orb"
)

// moment is an instant, a day, or an open end of an interval.
type moment struct {
	at   time.Time // in UTC; of a day its beginning
	day  bool
	open int // −1: before all, 1: after all others
}

// compare returns the order of two moments: if one of them is a day, that of
// the days.
func (m moment) compare(o moment) int {
	switch {
	case m.open != 0 || o.open != 0:
		return m.open - o.open
	case m.day || o.day:
		return m.at.Truncate(day).Compare(o.at.Truncate(day))
	}
	return m.at.Compare(o.at)
}

// day is a day in UTC. Truncate counts from the beginning of year 1, which is
// the beginning of a day.
const day = 24 * time.Hour

// parseMoment reads a date-time or full-date (RFC 3339, section 5.6).
func parseMoment(s string) (moment, bool) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return moment{at: t, day: true}, true
	}
	t, err := time.Parse(time.RFC3339, s)
	t = t.UTC()
	return moment{at: t}, err == nil && 0 <= t.Year() && t.Year() <= 9999
}

// moment reads a literal of a date or a timestamp.
func (c *checker) moment(n *node, s string, day bool) (moment, error) {
	m, ok := parseMoment(s)
	switch {
	case day && (!ok || !m.day):
		return m, c.wrong(n.at, "write it as in DATE('2026-03-04')", "'%s' is no date", shorten(s))
	case !day && (!ok || m.day):
		return m, c.wrong(n.at, "write it as in TIMESTAMP('2026-03-04T05:06:07Z')", "'%s' is no timestamp", shorten(s))
	}
	return m, nil
}

// span is a temporal operand: an interval, or an instant as one that begins
// and ends at once.
type span struct{ start, end operand }

// stretch is what a span is for a feature.
type stretch struct{ start, end moment }

// at returns the span for a feature; false is NULL.
func (x span) at(s *subject) (stretch, bool) {
	a, ok := x.start.value(s)
	if !ok {
		return stretch{}, false
	}
	b, ok := x.end.value(s)
	return stretch{a.moment, b.moment}, ok && a.moment.compare(b.moment) <= 0
}

// span makes the temporal operand of a node.
func (c *checker) span(n *node) (span, error) {
	if n.kind != interval {
		if n.kind == property || n.kind == timestamp || n.kind == date {
			x, err := c.scalar(n)
			if err != nil || x.class == temporal {
				return span{x, x}, err
			}
		}
		return span{}, c.wrong(n.at, "write a property that is a time, TIMESTAMP('2026-03-04T05:06:07Z'), DATE('2026-03-04') or INTERVAL('2026-03-04', '..')",
			"%s is no time", n)
	}
	if len(n.args) != 2 {
		return span{}, c.wrong(n.at, "write INTERVAL(start, end)", "an interval has a start and an end; here are %d", len(n.args))
	}
	var ends [2]operand
	for i, x := range n.args {
		var err error
		if ends[i], err = c.end(x, 2*i-1); err != nil {
			return span{}, err
		}
	}
	out := span{ends[0], ends[1]}
	if a, b := ends[0].constant, ends[1].constant; a != nil && b != nil && a.moment.compare(b.moment) > 0 {
		return out, c.wrong(n.at, "put the earlier first", "an interval ends before it starts")
	}
	return out, nil
}

// end makes an end of an interval: open is what ".." stands for.
func (c *checker) end(n *node, open int) (operand, error) {
	const mend = "write a property that is a time, '2026-03-04', '2026-03-04T05:06:07Z' or '..'"
	switch {
	case n.kind == text && n.text == "..":
		return literal(temporal, value{moment: moment{open: open}}), nil
	case n.kind == text:
		if m, ok := parseMoment(n.text); ok {
			return literal(temporal, value{moment: m}), nil
		}
	case n.kind == property:
		x, err := c.scalar(n)
		if err != nil || x.class == temporal {
			return x, err
		}
	}
	return operand{}, c.wrong(n.at, mend, "%s is no end of an interval", n)
}

// temporal makes the condition of a T_ function.
func (c *checker) temporal(n *node) (condition, error) {
	var both [2]span
	for i, x := range n.args {
		var err error
		if both[i], err = c.span(x); err != nil {
			return nil, err
		}
		if !ofInstants[n.op] && x.kind != interval {
			return nil, c.wrong(x.at, "write INTERVAL(start, end), or use T_AFTER, T_BEFORE, T_DISJOINT, T_EQUALS or T_INTERSECTS",
				"%s compares intervals, and %s is an instant", n, x)
		}
	}
	return timed{n.op, both[0], both[1]}, nil
}

// ofInstants are the T_ functions that compare instants too (OGC 21-065r2,
// table 8); the others compare intervals only (table 9).
var ofInstants = map[string]bool{"t_after": true, "t_before": true, "t_disjoint": true, "t_equals": true, "t_intersects": true}

// timed is a T_ function.
type timed struct {
	op   string
	a, b span
}

func (t timed) test(s *subject) truth {
	a, ok := t.a.at(s)
	if !ok {
		return unknown
	}
	b, ok := t.b.at(s)
	if !ok {
		return unknown
	}
	return truthOf(related(t.op, a, b))
}

func (t timed) bounds(bool) []orb.Bound { return nil }

// related reports whether two stretches of time, closed at both ends, are in a
// relation (Time Ontology in OWL, section 4).
func related(op string, a, b stretch) bool {
	starts, ends := a.start.compare(b.start), a.end.compare(b.end)
	across, back := a.end.compare(b.start), a.start.compare(b.end) // how one ends to how the other starts
	switch op {
	case "t_after":
		return back > 0
	case "t_before":
		return across < 0
	case "t_disjoint":
		return across < 0 || back > 0
	case "t_intersects":
		return across >= 0 && back <= 0
	case "t_equals":
		return starts == 0 && ends == 0
	case "t_contains":
		return starts < 0 && ends > 0
	case "t_during":
		return starts > 0 && ends < 0
	case "t_finishedBy":
		return starts < 0 && ends == 0
	case "t_finishes":
		return starts > 0 && ends == 0
	case "t_meets":
		return across == 0
	case "t_metBy":
		return back == 0
	case "t_overlappedBy":
		return starts > 0 && back < 0 && ends > 0
	case "t_overlaps":
		return starts < 0 && across > 0 && ends < 0
	case "t_startedBy":
		return starts == 0 && ends > 0
	}
	return starts == 0 && ends < 0 // t_starts
}
