package planner

import (
	"github.com/paulmach/orb"

	"lindero/sectors"
)

// PlanFormat is the version of the form of a Plan. Every form that was ever
// released stays readable. Form 2 has the timetable.
const PlanFormat = 2

// Plan is everything that comes out of planning: who meets whom where, which
// sector and beats each pair walks and how often, what stays open, and the
// proof. It is immutable, and the same input gives the same bytes. Chainages
// (…_m of a sector, a beat, a meeting point) are of the border; those of
// coverage and gaps are of their route.
type Plan struct {
	Format     int       `json:"format"`
	Scenario   string    `json:"scenario"` // hash of the scenario's content
	Name       string    `json:"name"`     // of the scenario
	Version    string    `json:"version"`  // of the program
	Options    Options   `json:"options"`  // as they were used, defaults filled in
	Sides      [2]string `json:"sides"`
	PeriodH    float64   `json:"period_h"`    // the timetable repeats after it
	ReferenceH float64   `json:"reference_h"` // weight 1: λ up to this meets every revisit rule
	LengthM    float64   `json:"length_m"`    // of the border
	// Start is when the timetable begins, RFC 3339. All …_h of sorties, watches,
	// gaps and days are hours from then.
	Start    string   `json:"start"`
	Protocol Protocol `json:"protocol"`

	Layers        []Layer        `json:"layers"`
	Pairs         []Pair         `json:"pairs"`    // by layer, in order along the border
	Unpaired      []Unpaired     `json:"unpaired"` // patrols without a partner
	MeetingPoints []MeetingPoint `json:"meeting_points"`
	Sectors       []Sector       `json:"sectors"` // by pair; none for a pair without one
	Beats         []Beat         `json:"beats"`   // by pair, in order along the border
	Infeasible    []Infeasible   `json:"infeasible"`
	Sorties       []Sortie       `json:"sorties"`   // by pair, in order of time
	Handovers     []Handover     `json:"handovers"` // where they were asked for
	Coverage      []RouteSpan    `json:"coverage"`
	Gaps          []PlanGap      `json:"gaps"`
	Totals        PlanTotals     `json:"totals"` // of all watched routes
	Notes         []Note         `json:"notes"`
}

// Options are what may be chosen when planning. The zero value asks for the
// defaults.
type Options struct {
	StepM float64 `json:"step_m"` // between breakpoints; default 100
	// CutsM are further chainages of the border that are breakpoints: places that
	// meeting points or ends of sectors have, or had in a plan of which this one
	// is a change.
	CutsM   []float64 `json:"cuts_m,omitempty"`
	Meet    Meet      `json:"meet"` // where pairs may meet
	Version string    `json:"-"`    // of the program, for Plan.Version
	Seed    uint64    `json:"seed"` // nothing is drawn yet; kept with the plan
	// Handover asks neighbouring pairs to be at their common boundary in the
	// same hour as often as that costs no revisit.
	Handover bool   `json:"handover"`
	Current  *Plan  `json:"-"`       // change as little of it as the objectives allow
	Kept     string `json:"current"` // the SHA-256 of Current as JSON; filled in
	// Changed is the hash (Plan.Hash) of the plan of which this one is a change by
	// WhatIf; empty for one that Run has made. Of a change nothing is proven.
	Changed string `json:"changed,omitempty"`
}

// Meet says where pairs may meet.
type Meet string

// The places where pairs may meet.
const (
	// Designated: at the scenario's meeting points; anywhere, if it has none.
	Designated Meet = "designated"
	// Anywhere: at every breakpoint.
	Anywhere Meet = "anywhere"
)

// Layer is the division of the border by the pairs of one layer, and its
// proof.
type Layer struct {
	Name         string  `json:"name"`
	Pairs        int     `json:"pairs"`
	VisitedM     float64 `json:"visited_m"`     // length that is in a beat
	UnreachableM float64 `json:"unreachable_m"` // length that is in none
	// Weighted by risk; the least there can be for these pairs in this order.
	UnreachableWeightedM float64 `json:"unreachable_weighted_m"`
	LambdaH              float64 `json:"lambda_h"`
	LowerBoundH          float64 `json:"lower_bound_h"`
	// The largest weighted revisit of the sorties: the least that any calendar
	// allows, what the timetable has as it repeats, and what of it one period
	// by itself shows, from its start to its end.
	CalendarH  float64 `json:"calendar_h"`
	AchievedH  float64 `json:"achieved_h"`
	WindowH    float64 `json:"window_h"`
	Share      float64 `json:"share"` // largest share of its shift that a sortie uses
	Optimal    bool    `json:"optimal"`
	GapPercent float64 `json:"gap_percent"` // of λ over its bound
	Pairing    Pairing `json:"pairing"`
	Proof      Proof   `json:"proof"`
}

// Pairing is what the matching of a layer is judged by: the pairs that the user
// fixed are not counted.
type Pairing struct {
	LatestH float64 `json:"latest_h"` // the largest cost of a pair: the bottleneck
	TotalH  float64 `json:"total_h"`
}

// Proof says why no division into disjoint beats, for these pairs in this
// order, does better.
type Proof struct {
	// NextH is the next smaller λ that a division can have; 0: none.
	NextH float64 `json:"next_h"`
	// With every sortie as often as NextH asks, at least this much more,
	// weighted by risk, stays unvisited.
	MissingWeightedM float64      `json:"missing_weighted_m"`
	Bottleneck       *Bottleneck  `json:"bottleneck"` // nil where nothing is visited
	Reach            []ProofReach `json:"reach"`      // by pair, in order
	// AnyOrder bounds what pairs free to take any order could do.
	AnyOrder AnyOrder `json:"any_order"`
	// Swaps are the neighbours that changed places, one after the other, from
	// the order of Pair.MeetM, as they do better so. With the order that the
	// plan has, no further two would.
	Swaps []Swap `json:"swaps"`
}

// Bottleneck is the beat that λ comes from.
type Bottleneck struct {
	Pair   string  `json:"pair"`
	Beat   string  `json:"beat"`
	FromM  float64 `json:"from_m"`
	ToM    float64 `json:"to_m"`
	Rule   Rule    `json:"rule"`
	Visits int     `json:"visits"`
}

// ProofReach is the furthest that the pairs down to this one get at the next
// smaller λ, leaving no more open than the plan does, and what stops them.
type ProofReach struct {
	Pair string  `json:"pair"`
	ToM  float64 `json:"to_m"`
	Rule Rule    `json:"rule"`
}

// AnyOrder is a bound for the same pairs in any order.
type AnyOrder struct {
	UnreachableWeightedM float64 `json:"unreachable_weighted_m"`
	LowerBoundH          float64 `json:"lower_bound_h"`
}

// Swap is a change of places: of pairs, the first goes before the second since
// then. The largest weighted revisits of each were and are those that follow,
// 0 where a pair has no beat.
type Swap struct {
	Pairs   [2]string  `json:"pairs"`
	BeforeH [2]float64 `json:"before_h"`
	AfterH  [2]float64 `json:"after_h"`
}

// Rule is why something cannot be.
type Rule string

// The rules.
const (
	ByShift     Rule = "shift"      // a sortie would not fit the shift
	BySorties   Rule = "sorties"    // all sorties of the period are used
	ByKind      Rule = "kind"       // the pair cannot move on the kind of border
	ByBreak     Rule = "break"      // the border's parts do not touch
	ByForbidden Rule = "forbidden"  // ground that patrols must not enter
	ByMeeting   Rule = "meeting"    // no meeting point that both can use
	ByFixed     Rule = "fixed"      // what the user fixed
	ByRevisit   Rule = "revisit"    // the allowed revisit is shorter than the pair can hold
	ByEnd       Rule = "end"        // the end of the border
	ByNobody    Rule = "no_pair"    // there is no pair at all
	ByWrongSide Rule = "wrong_side" // a post stands on the other side
	ByDaylight  Rule = "daylight"   // the day is too short for the walk
	ByAway      Rule = "away"       // a patrol is not available
	ByWeek      Rule = "week"       // all shifts of the week are used
	ByCalendar  Rule = "calendar"   // shifts and rest of both sides leave no time
)

// Pair is one patrol of each side that work together.
type Pair struct {
	ID      string    `json:"id"`
	Number  int       `json:"number"` // along the border, within its layer
	Layer   string    `json:"layer"`
	Fixed   bool      `json:"fixed"`   // by the user
	Patrols [2]string `json:"patrols"` // in the order of Plan.Sides
	Posts   [2]string `json:"posts"`
	Kinds   []string  `json:"kinds"` // that both can move on
	// MeetM is where on the border the later of the two is there first, and
	// MeetH when: the cost of the pair.
	MeetM   float64 `json:"meet_m"`
	MeetH   float64 `json:"meet_h"`
	Sorties int     `json:"sorties"` // that it can make in a period
	Used    int     `json:"used"`    // sorties that the plan uses
	// ClockMin: the pair meets at multiples of it from Plan.Start.
	ClockMin float64 `json:"clock_min"`
}

// Unpaired is a patrol without a partner, and why.
type Unpaired struct {
	Patrol string `json:"patrol"`
	Side   string `json:"side"`
	Layer  string `json:"layer"`
	// Rule is no_pair where there are more patrols than partners, shift where
	// it does not get to the border and home in time, forbidden where it must
	// not enter, kind or meeting where no partner fits.
	Rule Rule `json:"rule"`
}

// MeetingPoint is a place where pairs may meet.
type MeetingPoint struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	ChainageM float64   `json:"chainage_m"` // of the nearest place on the border
	At        orb.Point `json:"at"`         // that place, lon and lat
	OffsetM   float64   `json:"offset_m"`   // how far the designated place is from it
	Pairs     []string  `json:"pairs"`      // that meet there
}

// Sector is the stretch of the border given to one pair, from the start of its
// first beat to the end of its last.
type Sector struct {
	ID      string  `json:"id"`
	Pair    string  `json:"pair"`
	Layer   string  `json:"layer"`
	FromM   float64 `json:"from_m"`
	ToM     float64 `json:"to_m"`
	LengthM float64 `json:"length_m"`
	LambdaH float64 `json:"lambda_h"` // the largest weighted revisit of its beats
	// As in Layer. CalendarExact: no calendar of this pair does better than
	// CalendarH, and one reaches it; else it is a bound.
	CalendarH     float64 `json:"calendar_h"`
	CalendarExact bool    `json:"calendar_exact"`
	AchievedH     float64 `json:"achieved_h"`
	Share         float64 `json:"share"`
	Fixed         string  `json:"fixed"` // id of the sector that the user fixed, if it is one
}

// Beat is part of a sector that one sortie covers.
type Beat struct {
	ID      string  `json:"id"`
	Pair    string  `json:"pair"`
	Sector  string  `json:"sector"`
	FromM   float64 `json:"from_m"`
	ToM     float64 `json:"to_m"`
	LengthM float64 `json:"length_m"`
	// The pair meets at MeetM, goes along the border to the end of the beat
	// that is not PartM, along the beat, and parts at PartM. On a ring
	// chainages outside the border's length count on.
	MeetM        float64   `json:"meet_m"`
	MeetAt       orb.Point `json:"meet_at"`
	MeetingPoint string    `json:"meeting_point"` // its id; empty for a breakpoint
	PartM        float64   `json:"part_m"`
	PartAt       orb.Point `json:"part_at"`
	Visits       int       `json:"visits"`    // a period
	Weight       float64   `json:"weight"`    // the largest of its elements
	RevisitH     float64   `json:"revisit_h"` // period ÷ visits
	AllowedH     float64   `json:"allowed_h"` // the shortest revisit rule of its kinds
	// The longest time from one visit to the next in the timetable: as it
	// repeats, and in one period by itself, from its start and to its end.
	AchievedH float64 `json:"achieved_h"`
	WindowH   float64 `json:"window_h"`
	// By side, in the order of Plan.Sides. A patrol goes straight from its post
	// to OutM of the border and along its own side of it to MeetM; and from PartM
	// along the border to BackM and straight home.
	OutM    [2]float64 `json:"out_m"`
	BackM   [2]float64 `json:"back_m"`
	ArriveH [2]float64 `json:"arrive_h"` // from the post to the meeting point
	WalkH   float64    `json:"walk_h"`   // together
	HomeH   [2]float64 `json:"home_h"`
	SortieH [2]float64 `json:"sortie_h"`
	Share   float64    `json:"share"` // of the shift; the larger of the two
}

// Infeasible is a stretch that some rule keeps from being visited at all, or as
// often as its revisit rule and its risk ask (λ above Plan.ReferenceH), and the
// smallest change that mends it.
type Infeasible struct {
	Layer   string   `json:"layer"`
	FromM   float64  `json:"from_m"`
	ToM     float64  `json:"to_m"`
	LengthM float64  `json:"length_m"`
	Kinds   []string `json:"kinds"`
	Rule    Rule     `json:"rule"`
	// Pair and Patrol are those that the rule is of, where it is one's.
	Pair   string   `json:"pair"`
	Patrol string   `json:"patrol"`
	Mends  []Change `json:"mends"` // the smallest change first; empty: no change of one number does
}

// Change is a change of one number of the scenario.
type Change struct {
	Pair   string `json:"pair"`
	Patrol string `json:"patrol"`
	Side   string `json:"side"`
	// Field is shift_h of the patrol; shifts_per_week of both patrols of the
	// pair; or post_distance_km: one more pair with the numbers of this one,
	// from posts of either side no farther than To from AtM of the border.
	Field string  `json:"field"`
	From  float64 `json:"from"`
	To    float64 `json:"to"`
	AtM   float64 `json:"at_m"`
}

// Protocol is what holds for every meeting.
type Protocol struct {
	ToleranceMin float64        `json:"tolerance_min"` // how long who is there waits for the other
	IfAbsent     sectors.Absent `json:"if_absent"`     // what it does then
}

// Sortie is one dated execution of a beat. Hours are from Plan.Start; both
// sides leave within the period, and may be back after its end.
type Sortie struct {
	ID     string `json:"id"`
	Pair   string `json:"pair"`
	Beat   string `json:"beat"`
	Number int    `json:"number"` // among those of the pair, in order of time
	Host   string `json:"host"`   // code of the side that receives the other
	// By side, in the order of Plan.Sides.
	DepartH [2]float64 `json:"depart_h"` // from the post
	MeetH   float64    `json:"meet_h"`   // both
	PartH   float64    `json:"part_h"`   // both
	ReturnH [2]float64 `json:"return_h"` // at the post
}

// Handover is a boundary that two pairs have in common, and how often both are
// there in the same hour.
type Handover struct {
	Pairs    [2]string `json:"pairs"` // in order along the border
	AtM      float64   `json:"at_m"`
	Touches  int       `json:"touches"`  // a period
	Possible int       `json:"possible"` // visits of the one that comes less often
}

// RouteSpan is a span of a route that the plan watches: the same beats see all
// of it, and all of it keeps its revisit rule or none of it does.
type RouteSpan struct {
	Route string  `json:"route"`
	FromM float64 `json:"from_m"`
	ToM   float64 `json:"to_m"`
	// RevisitH is the longest time between two watches of a place, as the
	// timetable repeats; 0 where it is watched all the time. MeanH is the mean.
	RevisitH   float64  `json:"revisit_h"`
	MeanH      float64  `json:"mean_h"`
	WatchedKmH float64  `json:"watched_km_h"` // length × time watched, a period
	Beats      []string `json:"beats"`        // whose sorties see it; none: posts, all the time
	Watches    []Watch  `json:"watches"`      // in order of time
}

// Watch is when a sortie sees a span: from when it sees the first place of it
// until it has seen the last. Hours are from Plan.Start.
type Watch struct {
	Sortie string  `json:"sortie"`
	FromH  float64 `json:"from_h"`
	ToH    float64 `json:"to_h"`
}

// PlanGap is a span of a route and a time within the period for which the
// plan leaves it longer unseen than its revisit rule allows, between the same
// two sorties: all of the period where it is never watched.
type PlanGap struct {
	ID      string  `json:"id"`
	Route   string  `json:"route"`
	Kind    string  `json:"kind"`
	FromM   float64 `json:"from_m"`
	ToM     float64 `json:"to_m"`
	LengthM float64 `json:"length_m"`
	// From when the first place of it is overdue until the last one is watched
	// again, in hours from Plan.Start; cut at the ends of the period.
	FromH       float64 `json:"from_h"`
	ToH         float64 `json:"to_h"`
	GapH        float64 `json:"gap_h"`         // the longest that a place of it is overdue
	ExposureKmH float64 `json:"exposure_km_h"` // length × time overdue
	Reason      Reason  `json:"reason"`
	RevisitH    float64 `json:"revisit_h"` // the longest between the two watches; the whole period where it is never watched
	AllowedH    float64 `json:"allowed_h"`
	Risk        float64 `json:"risk"` // the largest in the span
	// The meeting point nearest to its middle, and by side the nearest post;
	// empty where there is none.
	MeetingPoint string    `json:"meeting_point"`
	Posts        [2]string `json:"posts"`
	// Outline is the gap in space and time, in order along the route: between
	// two entries its ends run straight. It is within a minute of the truth.
	Outline []GapEdge `json:"outline"`
}

// GapEdge is from when to when a gap lasts at a place of its route, in hours
// from Plan.Start.
type GapEdge struct {
	AtM   float64 `json:"at_m"`
	FromH float64 `json:"from_h"`
	ToH   float64 `json:"to_h"`
}

// PlanTotals are the sums over all watched routes, in four ways.
type PlanTotals struct {
	Kinds   []Total `json:"kinds"`
	Sides   []Total `json:"sides"`   // by the side that a route belongs to; "" is of both: the border, lanes
	Sectors []Total `json:"sectors"` // the border within each sector
	Days    []Day   `json:"days"`    // of the calendar of the first side
}

// Total is a sum over some of the watched routes, for one period.
type Total struct {
	Of       string  `json:"of"` // the kind, side or sector
	LengthM  float64 `json:"length_m"`
	CoveredM float64 `json:"covered_m"` // as often as the rule asks
	GapM     float64 `json:"gap_m"`     // LengthM − CoveredM
	LateM    float64 `json:"late_m"`    // the part of GapM that is watched, but too seldom
	// Length × time: watched, and unseen for longer than the rule allows.
	WatchedKmH  float64 `json:"watched_km_h"`
	ExposureKmH float64 `json:"exposure_km_h"`
	// Between two watches of a place, as the timetable repeats: the longest
	// time, and the mean of the places' means. What is never watched does not
	// count.
	WorstH float64 `json:"worst_h"`
	MeanH  float64 `json:"mean_h"`
}

// Day is a calendar day of the period, cut at its ends.
type Day struct {
	Date  string  `json:"date"` // 2027-01-04
	FromH float64 `json:"from_h"`
	ToH   float64 `json:"to_h"`
	// Sorties that meet on the day.
	Sorties     int     `json:"sorties"`
	CoveredM    float64 `json:"covered_m"` // length that is not overdue on the day
	WatchedKmH  float64 `json:"watched_km_h"`
	ExposureKmH float64 `json:"exposure_km_h"`
	// Of the times between two watches that end on the day: the longest, and
	// the mean by length.
	WorstH float64 `json:"worst_h"`
	MeanH  float64 `json:"mean_h"`
}

// Note is something that a planner should know: a code, what it is about, and
// a length where there is one.
type Note struct {
	Code     NoteCode `json:"code"`
	Subjects []string `json:"subjects"` // ids, in the order that the code says
	LengthM  float64  `json:"length_m"`
}

// NoteCode says what a note, or a problem with the input, is.
type NoteCode string

// The notes of a plan.
const (
	// NotePartsApart: two neighbouring stretches of the border, or parts of
	// one, do not touch: they are LengthM apart, and nobody walks over.
	NotePartsApart NoteCode = "parts_apart"
	// NoteAnywhere: the scenario has no meeting points, so that pairs meet at
	// any breakpoint.
	NoteAnywhere NoteCode = "meet_anywhere"
	// NoteFarPost: no border is within a shift's reach of the patrol of a post:
	// patrol, post; LengthM is how far the nearest place of the border is.
	NoteFarPost NoteCode = "far_post"
	// NoteIslands: the roads of a side are in parts that nothing joins: side, how
	// many; LengthM is the length that is not in the longest.
	NoteIslands NoteCode = "islands"
	// NoteNoWater: a patrol goes by sea only, and there is no open water within
	// 5 km of its post: patrol, post.
	NoteNoWater NoteCode = "no_water"
	// NoteAtSea: a patrol does not go by sea, and its post is in open water:
	// patrol, post.
	NoteAtSea NoteCode = "at_sea"
	// NotePairCannotMeet: a pair that the user fixed has no meeting point that
	// both can reach and be back from in time: pair.
	NotePairCannotMeet NoteCode = "pair_cannot_meet"
	// NoteNotScheduled: sorties of a beat have no place in the calendar: beat,
	// how many, of how many, and the rule that keeps them out.
	NoteNotScheduled NoteCode = "not_scheduled"
	// NoteShiftTooLong, NoteRestTooLong: the shift of a patrol, or its shift and
	// rest together, are longer than the period or the time it is available in,
	// so it makes no sortie: patrol.
	NoteShiftTooLong NoteCode = "shift_too_long"
	NoteRestTooLong  NoteCode = "rest_too_long"
	// NoteSameHour: two pairs meet at one place in the same hour, as there is
	// no other time: meeting point (or chainage in metres), pair, pair.
	NoteSameHour NoteCode = "same_hour"
	// NoteClockChange: the clocks of a side change within the period: side, the
	// day of it. Hours are counted on; only the clock times of the side move.
	NoteClockChange NoteCode = "clock_change"
	// NoteNoNight, NoteNoDay: at a place of a beat that is to be walked by
	// daylight the sun does not set, or does not rise, on some days: beat, how
	// many days.
	NoteNoNight NoteCode = "no_night"
	NoteNoDay   NoteCode = "no_day"
	// NoteAway: a patrol is not available for all of the period: patrol.
	NoteAway NoteCode = "away"
	// NoteSectorGiven: a fixed sector without a pair was given to this one:
	// sector, pair.
	NoteSectorGiven NoteCode = "sector_given"
)

// The problems that keep a scenario from being planned.
const (
	// ProblemNoBorder: the scenario has no border.
	ProblemNoBorder NoteCode = "no_border"
	// ProblemNoPatrols: a side has no patrols: side.
	ProblemNoPatrols NoteCode = "no_patrols"
	// ProblemWrongSide: a post with patrols lies on the other side: post, its
	// side, the side it lies on; LengthM from the border.
	ProblemWrongSide NoteCode = "wrong_side"
	// ProblemFarMeeting: a meeting point lies too far from the border: its id;
	// LengthM from the border.
	ProblemFarMeeting NoteCode = "far_meeting_point"
	// ProblemFarSector: a fixed sector does not lie along the border: its id;
	// LengthM is how far its farther end is from it.
	ProblemFarSector NoteCode = "far_sector"
	// ProblemSectorsOverlap: two fixed sectors overlap by LengthM: their ids.
	ProblemSectorsOverlap NoteCode = "sectors_overlap"
	// ProblemTwoSectors: a pair has two fixed sectors: pair, sector, sector.
	ProblemTwoSectors NoteCode = "two_sectors"
	// ProblemLayers: the patrols of a fixed pair are of two layers: pair,
	// patrol, patrol.
	ProblemLayers NoteCode = "layers"
	// ProblemNoPairFor: no pair is left for a fixed sector: its id.
	ProblemNoPairFor NoteCode = "no_pair_for_sector"
	// ProblemNoPost: a candidate post is none of the scenario: its id.
	ProblemNoPost NoteCode = "no_post"
	// ProblemStep, ProblemPeriod, ProblemRisk: an option or a number of the
	// scenario that nothing can be planned with: its name.
	ProblemStep   NoteCode = "step"
	ProblemPeriod NoteCode = "period"
	ProblemRisk   NoteCode = "risk"
	// ProblemSize: the border has more breakpoints than fit: how many.
	ProblemSize NoteCode = "size"
)

// InputError is all that keeps a scenario from being planned.
type InputError struct{ Problems []Note }

// Error lists the codes; data.PlanMessage says them for people.
func (e *InputError) Error() string {
	text := "the scenario cannot be planned:"
	for _, p := range e.Problems {
		text += " " + string(p.Code)
	}
	return text
}
