package planner

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lindero/sectors"
)

// changeFields are the fields of each change: those that it needs, and those
// that it may have. Of to_m and at it needs one, of pairs and sector too.
var changeFields = map[ChangeCode]struct{ needs, may []string }{
	MoveMeetingPoint:   {[]string{"meeting_point"}, []string{"to_m", "at"}},
	AddMeetingPoint:    {[]string{"meeting_point"}, []string{"to_m", "at", "name", "room"}},
	RemoveMeetingPoint: {[]string{"meeting_point"}, nil},
	MoveBoundary:       {[]string{"to_m"}, []string{"pairs", "sector", "end"}},
	ChangePatrol: {[]string{"patrol"}, []string{"shift_h", "rest_h", "shifts_per_week",
		"speed_land_kmh", "speed_river_kmh", "speed_sea_kmh", "watch_radius_m", "post"}},
	RemovePatrol: {[]string{"patrol"}, nil},
	AddPatrol: {[]string{"patrol", "side", "post", "shift_h", "shifts_per_week"}, []string{"layer", "rest_h",
		"speed_land_kmh", "speed_river_kmh", "speed_sea_kmh", "watch_radius_m"}},
	ChangeRule: {[]string{"rule", "value"}, nil},
}

// field is a field of a change, and whether it is given.
type field struct {
	name  string
	given bool
}

func (c *PlanChange) fields() []field {
	return []field{
		{"meeting_point", c.MeetingPoint != ""}, {"name", c.Name != ""}, {"room", c.Room != nil}, {"to_m", c.ToM != nil}, {"at", c.At != nil},
		{"pairs", len(c.Pairs) > 0}, {"sector", c.Sector != ""}, {"end", c.End != ""},
		{"patrol", c.Patrol != ""}, {"side", c.Side != ""}, {"post", c.Post != ""}, {"layer", c.Layer != ""},
		{"shift_h", c.ShiftH != nil}, {"rest_h", c.RestH != nil}, {"shifts_per_week", c.ShiftsPerWeek != nil},
		{"speed_land_kmh", c.SpeedLandKmh != nil}, {"speed_river_kmh", c.SpeedRiverKmh != nil}, {"speed_sea_kmh", c.SpeedSeaKmh != nil},
		{"watch_radius_m", c.WatchRadiusM != nil}, {"rule", c.Rule != ""}, {"value", c.Value != nil},
	}
}

// fields checks that a change has the fields it needs, and no other, and that
// what they say can be.
func (e *edit) fields(c *PlanChange) bool {
	of, ok := changeFields[c.Change]
	if !ok {
		e.add("change", ProblemChange, string(c.Change))
		return false
	}
	given := map[string]bool{}
	for _, f := range c.fields() {
		switch {
		case f.given && !slices.Contains(of.needs, f.name) && !slices.Contains(of.may, f.name):
			e.add(f.name, ProblemNotOf, f.name, string(c.Change))
		case !f.given && slices.Contains(of.needs, f.name):
			e.add(f.name, ProblemNoValue, f.name, string(c.Change))
		}
		given[f.name] = f.given
	}
	either := func(a, b string) {
		switch {
		case given[a] && given[b]:
			e.add(b, ProblemNotOf, b, string(c.Change)+" with "+a)
		case !given[a] && !given[b]:
			e.add(a, ProblemNoValue, a, string(c.Change))
		}
	}
	switch c.Change {
	case MoveMeetingPoint, AddMeetingPoint:
		either("to_m", "at")
	case MoveBoundary:
		either("pairs", "sector")
		if given["sector"] != given["end"] && !given["pairs"] {
			e.add("end", ProblemNoValue, "end", string(c.Change))
		}
	case ChangePatrol:
		if !slices.ContainsFunc(of.may, func(f string) bool { return given[f] }) {
			e.add("shift_h", ProblemNoValue, "shift_h", string(c.Change))
		}
	}
	e.values(c)
	return true
}

// ChangeFields returns the JSON names of the fields that a change needs, and of
// those that it may have; of to_m and at it needs one, of pairs and sector too. Of
// a change that there is not it returns none.
func ChangeFields(c ChangeCode) (needs, may []string) {
	of := changeFields[c]
	return slices.Clone(of.needs), slices.Clone(of.may)
}

// changeLimits are the least and the most that the numbers of a change may be.
var changeLimits = map[string][2]float64{
	"room": {1, 1_000_000}, "shift_h": {0.001, 100_000}, "rest_h": {0, 100_000}, "shifts_per_week": {0, 100_000},
	"speed_land_kmh": {0, 10_000}, "speed_river_kmh": {0, 10_000}, "speed_sea_kmh": {0, 10_000}, "watch_radius_m": {0, 1_000_000},
}

// ChangeLimits returns the least and the most that a number of a change may be, by
// its JSON name and in the unit that the name ends in; false for a field whose
// limits, if it has any, depend on the plan or on other fields.
func ChangeLimits(field string) (least, most float64, ok bool) {
	l, ok := changeLimits[field]
	return l[0], l[1], ok
}

// mostLetters is how long an id or a name may be.
const mostLetters = 200

// values checks what the fields of a change say by themselves.
func (e *edit) values(c *PlanChange) {
	for _, f := range [...]struct{ name, text string }{{"meeting_point", c.MeetingPoint}, {"name", c.Name}, {"patrol", c.Patrol}, {"layer", c.Layer}} {
		if len(f.text) > mostLetters || !utf8.ValidString(f.text) {
			e.add(f.name, ProblemNumber, f.name, itoa(len(f.text)), "1", itoa(mostLetters))
		} else if strings.TrimSpace(f.text) != f.text || strings.ContainsFunc(f.text, unicode.IsControl) {
			e.add(f.name, ProblemText, f.name, f.text)
		}
	}
	for _, f := range [...]struct {
		name  string
		value *float64
	}{
		{"shift_h", c.ShiftH}, {"rest_h", c.RestH}, {"shifts_per_week", c.ShiftsPerWeek}, {"speed_land_kmh", c.SpeedLandKmh},
		{"speed_river_kmh", c.SpeedRiverKmh}, {"speed_sea_kmh", c.SpeedSeaKmh}, {"watch_radius_m", c.WatchRadiusM},
	} {
		if least, most, ok := ChangeLimits(f.name); ok && f.value != nil {
			e.between(f.name, *f.value, least, most)
		}
	}
	if least, most, ok := ChangeLimits("room"); ok && c.Room != nil {
		e.between("room", float64(*c.Room), least, most)
	}
	if c.At != nil {
		e.between("at", c.At[0], -180, 180)
		e.between("at", c.At[1], -90, 90)
	}
	if len(c.Pairs) > 0 && len(c.Pairs) != 2 {
		e.add("pairs", ProblemNumber, "pairs", itoa(len(c.Pairs)), "2", "2")
	}
	if c.End != "" && c.End != SectorFrom && c.End != SectorTo {
		e.add("end", ProblemChoice, "end", c.End, SectorFrom, SectorTo)
	}
}

// between adds a problem where a number is out of range, or none.
func (e *edit) between(field string, x, least, most float64) bool {
	if x >= least && x <= most {
		return true
	}
	e.add(field, ProblemNumber, field, number64(x), number64(least), number64(most))
	return false
}

func abs64(x float64) float64 { return math.Abs(x) }

// mostWeekH is how many hours of shifts a week has room for.
const mostWeekH = 7 * 24

// patrolWith returns a patrol with the numbers of a change.
func (e *edit) patrolWith(p sectors.Patrol, c *PlanChange) (sectors.Patrol, bool) {
	for _, f := range [...]struct {
		to *float64
		of *float64
	}{
		{&p.ShiftH, c.ShiftH}, {&p.RestH, c.RestH}, {&p.ShiftsPerWeek, c.ShiftsPerWeek}, {&p.SpeedKmh.Land, c.SpeedLandKmh},
		{&p.SpeedKmh.River, c.SpeedRiverKmh}, {&p.SpeedKmh.Sea, c.SpeedSeaKmh}, {&p.WatchRadiusM, c.WatchRadiusM},
	} {
		if f.of != nil {
			*f.to = *f.of
		}
	}
	ok := true
	if c.Post != "" {
		i, found := e.find("post", c.Post, len(e.s.Posts), func(i int) string { return e.s.Posts[i].ID })
		if ok = found; found && e.s.Posts[i].Side != p.Side {
			e.add("post", ProblemOtherSide, c.Post, e.s.Posts[i].Side, p.ID, p.Side)
			ok = false
		}
		p.Post = c.Post
	}
	if p.SpeedKmh.Of(sectors.Any) == 0 {
		e.add("speed_land_kmh", ProblemNoSpeed, p.ID)
		ok = false
	}
	if p.ShiftH*p.ShiftsPerWeek > mostWeekH {
		ok = e.between("shifts_per_week", p.ShiftsPerWeek, 0, mostWeekH/p.ShiftH)
	}
	return p, ok
}

func (e *edit) patrolIndex(id string) (int, bool) {
	return e.find("patrol", id, len(e.s.Patrols), func(i int) string { return e.s.Patrols[i].ID })
}

func (e *edit) changePatrol(c *PlanChange) {
	i, ok := e.patrolIndex(c.Patrol)
	if !ok {
		return
	}
	p, ok := e.patrolWith(e.s.Patrols[i], c)
	if !ok || p == e.s.Patrols[i] {
		return
	}
	e.s.Patrols[i], e.changed, e.patrols[p.ID] = p, true, true
	if pair := e.pairOf(p.ID); pair != "" {
		e.touched[pair] = true
	}
}

// pairOf returns the pair of a patrol; nothing where it has none.
func (e *edit) pairOf(patrol string) string {
	for i := range e.plan.Pairs {
		if p := &e.plan.Pairs[i]; (p.Patrols[0] == patrol || p.Patrols[1] == patrol) && !e.removed[p.ID] {
			return p.ID
		}
	}
	return ""
}

func (e *edit) removePatrol(c *PlanChange) {
	i, ok := e.patrolIndex(c.Patrol)
	if !ok {
		return
	}
	pair := e.pairOf(c.Patrol)
	e.s.Patrols, e.changed = slices.Delete(e.s.Patrols, i, i+1), true
	delete(e.patrols, c.Patrol)
	e.s.Pairs = slices.DeleteFunc(e.s.Pairs, func(p sectors.FixedPair) bool { return p.Patrols[0] == c.Patrol || p.Patrols[1] == c.Patrol })
	if pair == "" {
		return
	}
	e.removed[pair] = true
	if at := e.pairs[pair].crew.sector; at >= 0 { // what was fixed for it is for nobody else
		e.uncut(at)
		id := e.layout.Scenario.Sectors[at].ID
		e.s.Sectors = slices.DeleteFunc(e.s.Sectors, func(f sectors.FixedSector) bool { return f.ID == id })
	}
	e.s.Sectors = slices.DeleteFunc(e.s.Sectors, func(f sectors.FixedSector) bool { return f.Pair == pair })
}

func (e *edit) addPatrol(c *PlanChange) {
	if slices.ContainsFunc(e.s.Patrols, func(p sectors.Patrol) bool { return p.ID == c.Patrol }) {
		e.add("patrol", ProblemTaken, "patrol", c.Patrol)
		return
	}
	if c.Side != e.s.Sides[0].Code && c.Side != e.s.Sides[1].Code {
		e.add("side", ProblemChoice, "side", c.Side, e.s.Sides[0].Code, e.s.Sides[1].Code)
		return
	}
	p := sectors.Patrol{ID: c.Patrol, Side: c.Side, Layer: c.Layer}
	if p.Layer == "" {
		p.Layer = sectors.SurfaceLayer
	}
	p, ok := e.patrolWith(p, c)
	if !ok {
		return
	}
	e.s.Patrols, e.changed, e.patrols[p.ID] = append(e.s.Patrols, p), true, true
}
