package planner

import (
	"fmt"
	"strings"

	"github.com/paulmach/orb"
)

// Question asks what changes of a plan would do.
type Question struct {
	// Changes are made one after the other.
	Changes []PlanChange `json:"changes"`
	// Again asks for everything to be planned anew by Run on the changed
	// scenario. Without it the pairs, their order, and all that no change touches
	// stay as they are in the plan; see WhatIf.
	Again bool `json:"again"`
	// NoDays leaves out Plan.Totals.Days of the answer, which take a fifth of its
	// time.
	NoDays bool `json:"no_days"`
}

// ChangeCode says what a change is of.
type ChangeCode string

// The changes. Beside each are its fields; those in brackets may be left out.
const (
	// MoveMeetingPoint: meeting_point, and to_m or at.
	MoveMeetingPoint ChangeCode = "move_meeting_point"
	// AddMeetingPoint: meeting_point, to_m or at, [name, room].
	AddMeetingPoint ChangeCode = "add_meeting_point"
	// RemoveMeetingPoint: meeting_point.
	RemoveMeetingPoint ChangeCode = "remove_meeting_point"
	// MoveBoundary: to_m, and either pairs, two neighbours along the border, whose
	// boundary it is, or sector and end. An end that a neighbour's sector begins
	// or ends at is moved for both.
	MoveBoundary ChangeCode = "move_boundary"
	// ChangePatrol: patrol, and one or more of shift_h, rest_h, shifts_per_week,
	// speed_land_kmh, speed_river_kmh, speed_sea_kmh, watch_radius_m and post.
	ChangePatrol ChangeCode = "change_patrol"
	// RemovePatrol: patrol. What its pair had is left open.
	RemovePatrol ChangeCode = "remove_patrol"
	// AddPatrol: patrol, side, post, shift_h, shifts_per_week, one speed or more,
	// [layer, rest_h, watch_radius_m]. Without Question.Again it joins nobody.
	AddPatrol ChangeCode = "add_patrol"
	// ChangeRule: rule and value.
	ChangeRule ChangeCode = "change_rule"
)

// ChangeCodes lists the changes.
var ChangeCodes = [...]ChangeCode{MoveMeetingPoint, AddMeetingPoint, RemoveMeetingPoint, MoveBoundary,
	ChangePatrol, RemovePatrol, AddPatrol, ChangeRule}

// The rules that ChangeRule can change: hours, km/h, and a factor of 1 or more.
const (
	RuleRevisitLand   = "revisit_h.land"
	RuleRevisitRiver  = "revisit_h.river"
	RuleRevisitSea    = "revisit_h.sea"
	RuleOffRouteLand  = "off_route_speed_kmh.land"
	RuleOffRouteRiver = "off_route_speed_kmh.river"
	RuleOffRouteSea   = "off_route_speed_kmh.sea"
	RuleDetourFactor  = "detour_factor"
)

// ChangeRules lists the rules that can be changed.
var ChangeRules = [...]string{RuleRevisitLand, RuleRevisitRiver, RuleRevisitSea,
	RuleOffRouteLand, RuleOffRouteRiver, RuleOffRouteSea, RuleDetourFactor}

// The ends of a sector, in the direction of the border's chainage.
const (
	SectorFrom = "from"
	SectorTo   = "to"
)

// PlanChange is one change of a plan. Which fields it has is said at its code;
// a field that the code does not have must be left out.
type PlanChange struct {
	Change ChangeCode `json:"change"`

	MeetingPoint string     `json:"meeting_point,omitempty"` // its id
	Name         string     `json:"name,omitempty"`
	Room         *int       `json:"room,omitempty"` // pairs in the same hour, 1 or more
	ToM          *float64   `json:"to_m,omitempty"` // chainage of the border
	At           *orb.Point `json:"at,omitempty"`   // lon and lat, no farther than 5 km from the border

	Pairs  []string `json:"pairs,omitempty"` // two ids of pairs
	Sector string   `json:"sector,omitempty"`
	End    string   `json:"end,omitempty"` // SectorFrom or SectorTo

	Patrol        string   `json:"patrol,omitempty"`
	Side          string   `json:"side,omitempty"`
	Post          string   `json:"post,omitempty"` // id of a post of the patrol's side
	Layer         string   `json:"layer,omitempty"`
	ShiftH        *float64 `json:"shift_h,omitempty"`
	RestH         *float64 `json:"rest_h,omitempty"`
	ShiftsPerWeek *float64 `json:"shifts_per_week,omitempty"`
	SpeedLandKmh  *float64 `json:"speed_land_kmh,omitempty"` // 0: it cannot move on the kind
	SpeedRiverKmh *float64 `json:"speed_river_kmh,omitempty"`
	SpeedSeaKmh   *float64 `json:"speed_sea_kmh,omitempty"`
	WatchRadiusM  *float64 `json:"watch_radius_m,omitempty"`

	Rule  string   `json:"rule,omitempty"` // one of ChangeRules
	Value *float64 `json:"value,omitempty"`
}

// Answer is what the changes of a question do.
type Answer struct {
	// Plan is the changed plan, complete. Where Question.Again was not asked for,
	// nothing is proven of it (Options.Changed, Layer.Proof) and Infeasible says of
	// what stays open why, but not what would mend it. It shares with the plan
	// that was asked about what is as there, and must not be changed.
	Plan *Plan `json:"plan"`
	// Trips are those of Plan, for whom how patrols get to the border is known
	// already; nil with Question.Again.
	Trips *Trips `json:"-"`
	// Comparison is what Compare says of the plan before and Plan.
	Comparison *Comparison `json:"comparison"`
	// ExposureKmH is before and after, of all watched routes: kilometres times
	// the hours of a period by which the times between watches exceed the rules.
	ExposureKmH [2]float64 `json:"exposure_km_h"`
	// Touched are the ids of the pairs whose beats and timetable were made anew, with
	// Question.Again those of all pairs of Plan; then those of the pairs that are no
	// more.
	Touched []string `json:"touched"`
	// Places says where what was moved or added now stands, by change.
	Places []ChangedPlace `json:"places"`
	// Notes are those of Plan that the plan before does not have, and what else is
	// to be told of the changes.
	Notes []Note `json:"notes"`
}

// ChangedPlace is where a change has put something.
type ChangedPlace struct {
	Change       int       `json:"change"` // its place in Question.Changes
	MeetingPoint string    `json:"meeting_point,omitempty"`
	Pairs        []string  `json:"pairs,omitempty"` // whose boundary it is
	ChainageM    float64   `json:"chainage_m"`      // of the border
	At           orb.Point `json:"at"`              // that place on the border, lon and lat
	MovedM       float64   `json:"moved_m"`         // how far it is from where it was asked to be
}

// ChangeProblem is what keeps a change from being made.
type ChangeProblem struct {
	Change int    `json:"change"` // its place in Question.Changes
	Field  string `json:"field"`  // JSON name of the field at fault
	Note   Note   `json:"note"`   // data.PlanMessage says it for people
}

// QuestionError is all that keeps a question from being answered.
type QuestionError struct{ Problems []ChangeProblem }

// Error lists the fields and codes; data.PlanMessage says them for people.
func (e *QuestionError) Error() string {
	var b strings.Builder
	b.WriteString("the question cannot be answered:")
	for _, p := range e.Problems {
		fmt.Fprintf(&b, " changes[%d].%s: %s", p.Change, p.Field, p.Note.Code)
	}
	return b.String()
}

// NoteNoSectorThere is of an Answer: a meeting point was moved to, or added at, a
// place that is in no sector, so that nobody is asked to meet there: its id.
const NoteNoSectorThere NoteCode = "no_sector_there"

// NoteNoPartner is of an Answer: a patrol that was added, or whose partner is gone,
// has no partner, so that it makes no sortie: its id.
const NoteNoPartner NoteCode = "no_partner"

// The problems of changes.
const (
	// ProblemChange: there is no such change: its code.
	ProblemChange NoteCode = "no_such_change"
	// ProblemNoValue: a field that the change needs is not there: field, change.
	ProblemNoValue NoteCode = "no_value"
	// ProblemNotOf: a field that the change does not have: field, change.
	ProblemNotOf NoteCode = "not_of_change"
	// ProblemNumber: a number that is out of range: field, the number, the least
	// and the most it may be.
	ProblemNumber NoteCode = "number"
	// ProblemChoice: a text that is none of those there are: field, the text, and
	// those there are.
	ProblemChoice NoteCode = "choice"
	// ProblemUnknown: an id that the plan or its scenario does not have: field,
	// the id, and up to three that are near.
	ProblemUnknown NoteCode = "unknown"
	// ProblemTaken: an id that something has already: field, the id.
	ProblemTaken NoteCode = "taken"
	// ProblemText: a text that begins or ends with space, or has a character that is
	// none to read, such as a line end: no table would give it back: field, the text.
	ProblemText NoteCode = "text"
	// ProblemOffBorder: a chainage that the border does not have: field, the
	// chainage; LengthM is how long the border is.
	ProblemOffBorder NoteCode = "off_border"
	// ProblemFarPlace: a place that lies farther than 5 km from the border: field;
	// LengthM is how far.
	ProblemFarPlace NoteCode = "far_place"
	// ProblemNotNeighbours: two pairs that have no boundary in common: pair, pair.
	ProblemNotNeighbours NoteCode = "not_neighbours"
	// ProblemBeyond: a boundary would lie where one of the two sectors would have
	// nothing left, or beyond another sector: the chainage asked for, and those
	// between which it has to lie.
	ProblemBeyond NoteCode = "beyond_neighbour"
	// ProblemOtherSide: a post of the other side: post, its side, patrol, its side.
	ProblemOtherSide NoteCode = "other_side"
	// ProblemNoSpeed: a patrol that could move nowhere: patrol.
	ProblemNoSpeed NoteCode = "no_speed"
	// ProblemMany: more changes than are answered at once: how many there are, and
	// how many there may be.
	ProblemMany NoteCode = "many_changes"
)

// MostChanges is how many changes a question may have.
const MostChanges = 100
