package data

import (
	"fmt"
	"math"
	"reflect"
	"time"

	"lindero/planner"
	"lindero/sectors"
)

// optional are the fields of a plan that may be left out.
var optional = map[reflect.Type][]string{
	reflect.TypeFor[planner.Plan]():         {"name", "version", "options", "unpaired", "infeasible", "handovers", "notes"},
	reflect.TypeFor[planner.Options]():      {"step_m", "cuts_m", "meet", "seed", "handover", "current", "changed"},
	reflect.TypeFor[planner.Pair]():         {"fixed"},
	reflect.TypeFor[planner.MeetingPoint](): {"name", "offset_m", "pairs"},
	reflect.TypeFor[planner.Sector]():       {"fixed"},
	reflect.TypeFor[planner.Beat]():         {"meeting_point"},
	reflect.TypeFor[planner.Infeasible]():   {"pair", "patrol", "mends"},
	reflect.TypeFor[planner.Change]():       {"pair", "patrol", "side", "at_m"},
	reflect.TypeFor[planner.Note]():         {"subjects", "length_m"},
}

// planCodes are the codes that the types of a plan may have.
var planCodes = map[reflect.Type][]string{
	reflect.TypeFor[planner.Meet](): textOf(planner.Designated, planner.Anywhere),
	reflect.TypeFor[planner.Rule](): textOf(planner.ByShift, planner.BySorties, planner.ByKind, planner.ByBreak, planner.ByForbidden,
		planner.ByMeeting, planner.ByFixed, planner.ByRevisit, planner.ByEnd, planner.ByNobody, planner.ByWrongSide,
		planner.ByDaylight, planner.ByAway, planner.ByWeek, planner.ByCalendar),
	reflect.TypeFor[planner.Reason]():   textOf(planner.BeyondReach, planner.NoPatrol, planner.NoSector, planner.NotScheduled, planner.RevisitExceeded),
	reflect.TypeFor[sectors.Absent]():   textOf(sectors.AloneOwnSide, sectors.GoHome),
	reflect.TypeFor[planner.NoteCode](): textOf(append(sorted(noteMessages), sorted(changeMessages)...)...),
}

func textOf[T ~string](codes ...T) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = string(c)
	}
	return out
}

// maxWeighted is the largest number of a plan that a risk goes into.
const maxWeighted = 1e18

// limits returns the least and the largest number that a field may have.
func limits(field string) (least, most float64) {
	switch field {
	case "from_m", "to_m", "meet_m", "part_m", "out_m", "back_m", "chainage_m", "at_m":
		return -maxNumber, maxNumber // before the start of a ring
	case "at", "meet_at", "part_at":
		return -maxNumber, maxNumber // told as a place
	case "weight", "risk", "lambda_h", "lower_bound_h", "next_h", "gap_percent",
		"unreachable_weighted_m", "missing_weighted_m", "calendar_h", "achieved_h", "window_h":
		return 0, maxWeighted
	}
	return 0, maxNumber
}

// planChecker finds what does not fit together in a plan.
type planChecker struct {
	*planner.Plan
	ps *problems
	// broken are the outermost fields with a problem: what names something of
	// theirs is then not checked, as it may be right.
	broken map[string]bool
}

func checkPlan(p *planner.Plan, ps *problems, broken map[string]bool) {
	c := &planChecker{p, ps, broken}
	c.numbers()
	layers := c.names("layers", len(p.Layers), func(i int) string { return p.Layers[i].Name }, "name")
	pairs := c.names("pairs", len(p.Pairs), func(i int) string { return p.Pairs[i].ID }, "id")
	points := c.names("meeting_points", len(p.MeetingPoints), func(i int) string { return p.MeetingPoints[i].ID }, "id")
	inSectors := c.names("sectors", len(p.Sectors), func(i int) string { return p.Sectors[i].ID }, "id")
	beats := c.names("beats", len(p.Beats), func(i int) string { return p.Beats[i].ID }, "id")
	c.times(pairs, beats, points)
	c.names("gaps", len(p.Gaps), func(i int) string { return p.Gaps[i].ID }, "id")
	for i := range p.Pairs {
		c.refer("pairs", i, "layer", p.Pairs[i].Layer, "layers", layers)
	}
	for i := range p.MeetingPoints {
		for k, id := range p.MeetingPoints[i].Pairs {
			c.refer("meeting_points", i, fmt.Sprintf("pairs[%d]", k), id, "pairs", pairs)
		}
	}
	for i := range p.Sectors {
		s := &p.Sectors[i]
		c.refer("sectors", i, "pair", s.Pair, "pairs", pairs)
		c.refer("sectors", i, "layer", s.Layer, "layers", layers)
		c.span("sectors", i, s.FromM, s.ToM, s.LengthM, p.LengthM)
	}
	for i := range p.Beats {
		b := &p.Beats[i]
		c.refer("beats", i, "pair", b.Pair, "pairs", pairs)
		c.refer("beats", i, "sector", b.Sector, "sectors", inSectors)
		if b.MeetingPoint != "" {
			c.refer("beats", i, "meeting_point", b.MeetingPoint, "meeting_points", points)
		}
		c.span("beats", i, b.FromM, b.ToM, b.LengthM, p.LengthM)
	}
	for i, s := range p.Coverage {
		c.span("coverage", i, s.FromM, s.ToM, s.ToM-s.FromM, maxNumber)
	}
	for i := range p.Gaps {
		c.span("gaps", i, p.Gaps[i].FromM, p.Gaps[i].ToM, p.Gaps[i].LengthM, maxNumber)
	}
}

// times checks what names something in the timetable and what follows from it.
func (c *planChecker) times(pairs, beats, points map[string]int) {
	if _, err := time.Parse(time.RFC3339, c.Start); err != nil && !c.broken["start"] {
		c.ps.add(Message{}, "start", say("%q is no date or time", c.Start), say("write %s", "2027-01-04T06:00:00Z"))
	}
	sorties := c.names("sorties", len(c.Sorties), func(i int) string { return c.Sorties[i].ID }, "id")
	for i := range c.Sorties {
		s := &c.Sorties[i]
		c.refer("sorties", i, "pair", s.Pair, "pairs", pairs)
		c.refer("sorties", i, "beat", s.Beat, "beats", beats)
		if s.Host != c.Sides[0] && s.Host != c.Sides[1] && c.Sides[0] != c.Sides[1] && !c.broken["sides"] && !c.broken["sorties"] {
			c.ps.add(Message{}, fmt.Sprintf("sorties[%d].host", i), say("%q is no code of a side", s.Host), say("write %s", oneOf(c.Sides[:])))
		}
	}
	for i := range c.Handovers {
		for k, id := range c.Handovers[i].Pairs {
			c.refer("handovers", i, fmt.Sprintf("pairs[%d]", k), id, "pairs", pairs)
		}
	}
	for i := range c.Coverage {
		for k, id := range c.Coverage[i].Beats {
			c.refer("coverage", i, fmt.Sprintf("beats[%d]", k), id, "beats", beats)
		}
		for k := range c.Coverage[i].Watches {
			c.refer("coverage", i, fmt.Sprintf("watches[%d].sortie", k), c.Coverage[i].Watches[k].Sortie, "sorties", sorties)
		}
	}
	for i := range c.Gaps {
		g := &c.Gaps[i]
		if g.MeetingPoint != "" {
			c.refer("gaps", i, "meeting_point", g.MeetingPoint, "meeting_points", points)
		}
		if g.ToH < g.FromH && !c.broken["gaps"] {
			c.ps.add(Message{}, fmt.Sprintf("gaps[%d].to_h", i), say("%v is before from_h, %v", g.ToH, g.FromH), say("give the end of the gap in hours"))
		}
	}
}

// numbers checks what the plan says as a whole.
func (c *planChecker) numbers() {
	if !c.broken["sides"] && (c.Sides[0] == "" || c.Sides[1] == "" || c.Sides[0] == c.Sides[1]) {
		c.ps.add(Message{}, "sides", say("are not two"), say("write the codes of the two sides"))
	}
	switch {
	case c.broken["period_h"]:
	case !(c.PeriodH > 0):
		c.ps.add(Message{}, "period_h", say("is not above 0"), say("give a number above 0"))
	case c.PeriodH < planner.MinPeriodH:
		c.ps.add(Message{}, "period_h", say("is below %v", planner.MinPeriodH), say("give the hours after which the timetable repeats"))
	case c.PeriodH > planner.MaxPeriodH:
		c.ps.add(Message{}, "period_h", say("is above %v", float64(planner.MaxPeriodH)), say("give the hours after which the timetable repeats"))
	}
	if !c.broken["length_m"] && !(c.LengthM > 0) {
		c.ps.add(Message{}, "length_m", say("is not above 0"), say("give a number above 0"))
	}
}

// names returns what the elements of a list are known by, and reports those
// without a name or with one that was there before.
func (c *planChecker) names(list string, n int, of func(i int) string, field string) map[string]int {
	seen := make(map[string]int, n)
	for i := range n {
		name := of(i)
		first, twice := seen[name]
		at := fmt.Sprintf("%s[%d].%s", list, i, field)
		switch {
		case name == "" && c.broken[list]: // missing or no text: told already
		case name == "":
			c.ps.add(Message{}, at, say("is empty"), say("give each its own id"))
		case twice:
			c.ps.add(Message{}, at, say("%q is already that of %s", name, fmt.Sprintf("%s[%d]", list, first)), say("give each its own id"))
		default:
			seen[name] = i
		}
	}
	return seen
}

// refer reports a name that no element of another list has.
func (c *planChecker) refer(list string, i int, field, name, to string, known map[string]int) {
	if _, ok := known[name]; ok || c.broken[to] || name == "" && c.broken[list] {
		return
	}
	c.ps.add(Message{}, fmt.Sprintf("%s[%d].%s", list, i, field), say("%q is in no element of %s", name, to), say("write the name of one that is there"))
}

// span reports a span that is none, that is longer than what it is of, or
// whose length is another.
func (c *planChecker) span(list string, i int, fromM, toM, lengthM, wholeM float64) {
	at := fmt.Sprintf("%s[%d]", list, i)
	if c.broken[list] {
		return // a missing end reads as 0
	}
	switch {
	case !(fromM < toM):
		c.ps.add(Message{}, at+".to_m", say("%v is not beyond from_m, %v", toM, fromM), say("give the end of the span in metres"))
	case math.Abs(toM-fromM-lengthM) > sameLengthM:
		c.ps.add(Message{}, at+".length_m", say("%v is not to_m less from_m, %v", lengthM, toM-fromM), say("give the length of the span in metres"))
	case c.broken["length_m"]:
	case toM-fromM > wholeM+sameLengthM || fromM < -wholeM-sameLengthM || toM > 2*wholeM+sameLengthM:
		c.ps.add(Message{}, at+".to_m", say("the span does not fit the border's length, %v", wholeM), say("give the end of the span in metres"))
	}
}

// sameLengthM is the difference up to which two lengths are the same.
const sameLengthM = 0.001
