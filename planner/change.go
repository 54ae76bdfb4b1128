package planner

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/axis"
	"lindero/planner/divide"
	"lindero/planner/spelling"
	"lindero/sectors"
)

// edit is a question whose changes are being made, one after the other.
type edit struct {
	*WhatIf
	Question
	s        sectors.Scenario
	meetings []axis.Meeting         // by meeting point of s
	spans    map[string]divide.Span // of the pairs' sectors, by pair
	moved    map[string]bool        // pairs with a boundary that was moved
	removed  map[string]bool        // pairs that have lost a patrol
	touched  map[string]bool        // pairs
	patrols  map[string]bool        // that are changed or new
	revisit  map[sectors.Kind]bool  // kinds whose rule is changed
	onWays   bool                   // rules about ways are changed
	cutsM    []float64              // chainages that would be breakpoints no more
	changed  bool                   // anything is
	places   []ChangedPlace
	notes    []Note
	problems []ChangeProblem
	at       int // the change at hand
}

// edit makes the changes of a question.
func (w *WhatIf) edit(q Question) (*edit, error) {
	e := &edit{WhatIf: w, Question: q, s: *w.layout.Scenario, meetings: slices.Clone(w.run.Meetings), spans: map[string]divide.Span{},
		moved: map[string]bool{}, removed: map[string]bool{}, touched: map[string]bool{}, patrols: map[string]bool{},
		revisit: map[sectors.Kind]bool{}, places: []ChangedPlace{}, notes: []Note{}}
	if n := len(q.Changes); n > MostChanges {
		e.add("change", ProblemMany, itoa(n), itoa(MostChanges))
		return nil, &QuestionError{e.problems}
	}
	e.s.MeetingPoints, e.s.Patrols = slices.Clone(e.s.MeetingPoints), slices.Clone(e.s.Patrols)
	e.s.Pairs, e.s.Sectors = slices.Clone(e.s.Pairs), slices.Clone(e.s.Sectors)
	for id, p := range w.pairs {
		e.spans[id] = p.span
		if p.pair.Sector != nil {
			e.spans[id] = *p.pair.Sector
		}
	}
	for i := range q.Changes {
		e.at = i
		if before := len(e.problems); e.fields(&q.Changes[i]) && len(e.problems) == before {
			e.make(&q.Changes[i])
		}
	}
	if len(e.problems) > 0 {
		return nil, &QuestionError{e.problems}
	}
	e.touchPoints()
	if len(e.revisit) > 0 {
		e.touchKinds()
	}
	if e.changed {
		e.fix()
	}
	return e, nil
}

// make makes one change whose fields are in order.
func (e *edit) make(c *PlanChange) {
	switch c.Change {
	case MoveMeetingPoint:
		e.movePoint(c)
	case AddMeetingPoint:
		e.addPoint(c)
	case RemoveMeetingPoint:
		e.removePoint(c)
	case MoveBoundary:
		e.moveBoundary(c)
	case ChangePatrol:
		e.changePatrol(c)
	case RemovePatrol:
		e.removePatrol(c)
	case AddPatrol:
		e.addPatrol(c)
	case ChangeRule:
		e.changeRule(c)
	}
}

// add adds a problem of the change at hand.
func (e *edit) add(field string, code NoteCode, subjects ...string) {
	e.addLength(field, code, 0, subjects...)
}

func (e *edit) addLength(field string, code NoteCode, lengthM float64, subjects ...string) {
	e.problems = append(e.problems, ChangeProblem{e.at, field, Note{Code: code, Subjects: subjects, LengthM: lengthM}})
}

// find returns the place of an id in a list, and adds a problem where it is not
// there.
func (e *edit) find(field, id string, n int, of func(i int) string) (int, bool) {
	ids := make([]string, n)
	for i := range ids {
		if ids[i] = of(i); ids[i] == id {
			return i, true
		}
	}
	e.add(field, ProblemUnknown, append([]string{field, id}, spelling.Some(id, ids)...)...)
	return 0, false
}

// site is where on the border something is to be.
type site struct {
	at      orb.Point // as it is asked for, or that place of the border
	chainM  float64
	offsetM float64
	b       int // the nearest breakpoint
}

// siteOf returns where a change wants something to be.
func (e *edit) siteOf(c *PlanChange) (s site, ok bool) {
	x := e.run.Axis
	switch {
	case c.ToM != nil:
		if m := *c.ToM; !(m >= 0 && m <= x.LengthM()) {
			e.addLength("to_m", ProblemOffBorder, x.LengthM(), "to_m", number64(m))
			return s, false
		}
		s.chainM = *c.ToM
		s.at = e.placeAt(s.chainM)
	default:
		route, at := axis.Nearest(e.layout, *c.At)
		if route == axis.Void || !(at.OffsetM <= farMeetingM) {
			e.addLength("at", ProblemFarPlace, at.OffsetM, "at")
			return s, false
		}
		s.at, s.chainM, s.offsetM = *c.At, e.layout.BorderFromM[route]+at.ChainageM, at.OffsetM
	}
	s.b = e.run.nearestBreakpoint(s.chainM)
	if s.b < x.N() && x.Elements[s.b].Route == axis.Void && geo.DistanceM(s.at, x.At[s.b+1]) < geo.DistanceM(s.at, x.At[s.b]) {
		s.b++ // of the two beside a void
	}
	return s, true
}

// placeAt returns the place at a chainage of the border.
func (e *edit) placeAt(m float64) orb.Point {
	from := e.layout.BorderFromM
	i, found := slices.BinarySearch(from, m)
	if !found {
		i--
	}
	return e.layout.Routes[i].Line.At(m - from[i])
}

// stand returns where a meeting point comes to stand, and tells of it.
func (e *edit) stand(id string, s site) (orb.Point, axis.Meeting) {
	x := e.run.Axis
	at, m := s.at, axis.Meeting{Breakpoint: s.b, OffsetM: s.offsetM}
	place := ChangedPlace{Change: e.at, MeetingPoint: id, ChainageM: s.chainM, At: e.placeAt(s.chainM)}
	if !e.Again {
		at = x.At[s.b]
		_, on := axis.Nearest(e.layout, at)
		m.OffsetM = on.OffsetM
		place.ChainageM, place.At, place.MovedM = x.ChainageM[s.b], at, max(s.chainM-x.ChainageM[s.b], x.ChainageM[s.b]-s.chainM)
	}
	e.places = append(e.places, place)
	return at, m
}

func (e *edit) pointIndex(id string) (int, bool) {
	return e.find("meeting_point", id, len(e.s.MeetingPoints), func(i int) string { return e.s.MeetingPoints[i].ID })
}

// movePoint moves a meeting point. One that comes back to where the plan has it is
// as it was there, be that beside the border.
func (e *edit) movePoint(c *PlanChange) {
	i, ok := e.pointIndex(c.MeetingPoint)
	if !ok {
		return
	}
	s, ok := e.siteOf(c)
	if !ok {
		return
	}
	at, m := e.stand(c.MeetingPoint, s)
	points := e.layout.Scenario.MeetingPoints
	if k := slices.IndexFunc(points, func(p sectors.MeetingPoint) bool { return p.ID == c.MeetingPoint }); k >= 0 {
		const hairM = 1e-6
		before := e.run.Meetings[k].Breakpoint
		here := m.Breakpoint == before || e.run.Ring && m.Breakpoint%e.run.N() == before%e.run.N()
		if e.Again && c.ToM != nil {
			here = abs64(s.chainM-e.run.ChainageM[before]) <= hairM
		} else if e.Again {
			here = at == points[k].At
		}
		if here {
			at, m = points[k].At, e.run.Meetings[k]
		}
	}
	e.s.MeetingPoints[i].At, e.meetings[i] = at, m
}

func (e *edit) addPoint(c *PlanChange) {
	for i := range e.s.MeetingPoints {
		if e.s.MeetingPoints[i].ID == c.MeetingPoint {
			e.add("meeting_point", ProblemTaken, "meeting_point", c.MeetingPoint)
			return
		}
	}
	s, ok := e.siteOf(c)
	if !ok {
		return
	}
	at, m := e.stand(c.MeetingPoint, s)
	p := sectors.MeetingPoint{ID: c.MeetingPoint, Name: c.Name, At: at}
	if c.Room != nil {
		p.Room = *c.Room
	}
	e.s.MeetingPoints, e.meetings = append(e.s.MeetingPoints, p), append(e.meetings, m)
}

func (e *edit) removePoint(c *PlanChange) {
	if i, ok := e.pointIndex(c.MeetingPoint); ok {
		e.s.MeetingPoints, e.meetings = slices.Delete(e.s.MeetingPoints, i, i+1), slices.Delete(e.meetings, i, i+1)
	}
}

// touchPoints touches the pairs that meet at a meeting point which is elsewhere, or
// no more, once all changes are made, and those in whose sectors one has come to
// stand: where it stood in between is nobody's matter.
func (e *edit) touchPoints() {
	before := e.layout.Scenario.MeetingPoints
	if slices.Equal(before, e.s.MeetingPoints) && slices.Equal(e.run.Meetings, e.meetings) {
		return
	}
	e.changed = true
	left := map[string]int{}
	for k := range before {
		left[before[k].ID] = k
	}
	for i := range e.s.MeetingPoints {
		p := &e.s.MeetingPoints[i]
		k, there := left[p.ID]
		delete(left, p.ID)
		switch {
		case there && *p == before[k] && e.meetings[i] == e.run.Meetings[k]:
			continue
		case there:
			e.leave(p.ID, k)
		}
		e.meetAt(p.ID, e.meetings[i].Breakpoint)
	}
	for k := range before {
		if _, gone := left[before[k].ID]; gone {
			e.leave(before[k].ID, k)
		}
	}
	if (len(before) == 0) != (len(e.s.MeetingPoints) == 0) && e.meet == Designated { // pairs met anywhere, or do now
		e.touchAll()
	}
}

// leave touches the pairs that meet at a meeting point of the plan.
func (e *edit) leave(id string, k int) {
	for i := range e.plan.Beats {
		if b := &e.plan.Beats[i]; b.MeetingPoint == id {
			e.touched[b.Pair] = true
		}
	}
	e.cutsM = append(e.cutsM, e.run.ChainageM[e.run.Meetings[k].Breakpoint])
}

// meetAt touches the pairs in whose sectors a meeting point has come to stand.
func (e *edit) meetAt(id string, b int) {
	e.cutsM = append(e.cutsM, e.run.ChainageM[b])
	there := false
	for pair, s := range e.spans {
		if e.removed[pair] || s.Empty() {
			continue
		}
		at := []int{b}
		if n := e.run.N(); e.run.Ring { // in any turn
			at = []int{b - n, b, b + n, b + 2*n}
		}
		if slices.ContainsFunc(at, func(b int) bool { return s.From <= b && b <= s.To }) {
			e.touched[pair], there = true, true
		}
	}
	if !there {
		e.notes = append(e.notes, Note{Code: NoteNoSectorThere, Subjects: []string{id}})
	}
}

func (e *edit) touchAll() {
	for id := range e.pairs {
		e.touched[id] = true
	}
}

// touchKinds touches the pairs for which a changed revisit rule matters: those
// that have its kind in their sector or, where what all else is weighed by
// changes, all.
func (e *edit) touchKinds() {
	longest := func(s *sectors.Scenario) (h float64) {
		for i := range s.Border {
			h = max(h, s.Rules.RevisitH.Of(s.Border[i].Kind))
		}
		return h
	}
	if longest(&e.s) != longest(e.layout.Scenario) {
		e.touchAll()
		return
	}
	x := e.run.Axis
	for pair, s := range e.spans {
		for b := s.From; b < s.To && !e.touched[pair]; b++ {
			if at := b % x.N(); x.Elements[at].Route != axis.Void && e.revisit[x.Kind(at)] {
				e.touched[pair] = true
			}
		}
	}
}

// changeRule changes a rule of the scenario.
func (e *edit) changeRule(c *PlanChange) {
	of, kind := ruleOf(&e.s.Rules, c.Rule)
	if of == nil {
		e.add("rule", ProblemChoice, append([]string{"rule", c.Rule}, ChangeRules[:]...)...)
		return
	}
	least, most := 0.0, 1000.0
	switch {
	case kind != sectors.Any:
		least, most = 0.001, 1_000_000
	case c.Rule == RuleDetourFactor:
		least, most = 1, 100
	}
	if !e.between("value", *c.Value, least, most) || *of == *c.Value {
		return
	}
	*of, e.changed = *c.Value, true
	if kind == sectors.Any {
		e.onWays = true
		e.touchAll()
		return
	}
	e.revisit[kind] = true
}

// ruleOf returns where a rule of ChangeRules stands, and the kind that a revisit
// rule is of, else Any; nil for no rule of them.
func ruleOf(r *sectors.Rules, rule string) (of *float64, revisit sectors.Kind) {
	switch rule {
	case RuleRevisitLand:
		return &r.RevisitH.Land, sectors.Land
	case RuleRevisitRiver:
		return &r.RevisitH.River, sectors.River
	case RuleRevisitSea:
		return &r.RevisitH.Sea, sectors.Sea
	case RuleOffRouteLand:
		return &r.OffRouteSpeedKmh.Land, sectors.Any
	case RuleOffRouteRiver:
		return &r.OffRouteSpeedKmh.River, sectors.Any
	case RuleOffRouteSea:
		return &r.OffRouteSpeedKmh.Sea, sectors.Any
	case RuleDetourFactor:
		return &r.DetourFactor, sectors.Any
	}
	return nil, sectors.Any
}

// RuleValues returns what the rules of a scenario that ChangeRule can change are,
// by ChangeRules: hours, km/h, and the detour factor.
func RuleValues(r sectors.Rules) map[string]float64 {
	out := make(map[string]float64, len(ChangeRules))
	for _, rule := range ChangeRules {
		of, _ := ruleOf(&r, rule)
		out[rule] = *of
	}
	return out
}

// number64 writes a number of a question.
func number64(x float64) string { return fmt.Sprintf("%.10g", x) }
