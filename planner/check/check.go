// Package check re-derives a plan from the scenario and the plan alone,
// without the solver: a plan made by hand or by another program can be checked
// too.
//
// It shares with planning how the border is cut (package axis) and how long a
// patrol takes to it (package access), and nothing else: who pairs with whom,
// what a beat takes, what can be visited at most and at which λ, when each
// sortie is where, whether it keeps shift, rest, week and daylight, and who sees
// what and when are worked out again, plainly. Chainages are metres, times
// hours, as in the plan; within, times of walks are whole microseconds and
// worths whole weighted millimetres.
//
// Coverage and gaps are held to samples of every watched route, 100 or 200 m
// apart, more beside every end that the plan has. Where a place is surely seen,
// and where it may be, as the ways of planning are 0.5 m off, bounds what the
// plan may say of it; times may be off by a minute, the sun by three.
//
// A plan that is a change of another (Options.Changed) claims no proof, and is held
// to that; its pairs and their order need not be the best.
//
// What a plan says that nothing follows from is not checked: its Version, its
// Seed, Options.Kept, which plan Options.Changed names, the ids of beats beyond being there once, which of several
// equal beats it names as its bottleneck, whether a calendar reaches a bound that
// the timetable does not, and the clocks of the second side.
package check

import (
	"context"
	"fmt"
	"math"
	"strconv"

	"lindero/geo"
	"lindero/planner"
	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/sectors"
)

// Violation is one thing that is wrong with a plan.
type Violation struct {
	Code  string `json:"code"`  // stable: what rule is broken
	Where string `json:"where"` // such as beats[3].visits
	Want  string `json:"want"`
	Got   string `json:"got"`
}

// The codes of violations.
const (
	CodeNone       = "no_plan"    // there is nothing to check
	CodeFormat     = "format"     // of a form that is not known
	CodeScenario   = "scenario"   // it is a plan of something else
	CodeOptions    = "options"    // cannot be what it was planned with
	CodeValue      = "value"      // a number or a name is not what follows from the rest
	CodeUnknown    = "unknown"    // an id that nothing has
	CodeTwice      = "twice"      // an id or a patrol that is there more than once
	CodeMissing    = "missing"    // something that has to be there is not
	CodeOrder      = "order"      // not in the order that the form asks for
	CodePairing    = "pairing"    // another pairing is better, or this one cannot be
	CodeBreakpoint = "breakpoint" // a chainage at which nothing begins or ends
	CodeOverlap    = "overlap"    // two things lie on one stretch
	CodeOutside    = "outside"    // a beat outside its sector, or a sector not that of its beats
	CodeClosed     = "closed"     // a walk over what the pair cannot or must not go along
	CodeMeeting    = "meeting"    // a place where the pair may not meet
	CodeShift      = "shift"      // a sortie is longer than the shift
	CodeSorties    = "sorties"    // more sorties than the pair can make
	CodeFixed      = "fixed"      // not as the user fixed it
	CodeProof      = "proof"      // the objectives, or their proof, do not hold
	CodeInfeasible = "infeasible" // what stays open is not explained, or not so
	CodeCoverage   = "coverage"   // a place is not watched as the plan says
	CodeGap        = "gap"        // a place is, or is not, in a gap
	CodeTotal      = "total"      // a sum is wrong
	CodeNote       = "note"       // a note that does not hold, or is not there
	CodeTime       = "time"       // not when it has to be
	CodeTogether   = "together"   // the two sides are not at the meeting point at the same time
	CodeRest       = "rest"       // too soon after the sortie before
	CodeWeek       = "week"       // more shifts in a week than a patrol has
	CodeAway       = "away"       // a sortie of a patrol that is not there
	CodeDaylight   = "daylight"   // a walk in the dark where the rules ask for daylight
	CodeRoom       = "room"       // more pairs at a place in the same hour than it has room for
	CodeCalendar   = "calendar"   // the timetable does not come to what is said of it
	CodeWay        = "way"        // a patrol does not get to the border, or home, so
	CodeHandover   = "handover"   // pairs are at their boundary more or less often than is said
	CodeMore       = "more"       // there are more violations than are listed
)

// MaxViolations is how many violations are listed.
const MaxViolations = 1000

// maxElements is the number of elements above which a step is taken for a
// mistake.
const maxElements = 2_000_000

// Plan lists what is wrong with a plan of a layout; nothing where it is
// clean. It fails only where ctx ends.
func Plan(ctx context.Context, l *sectors.Layout, p *planner.Plan) ([]Violation, error) {
	c := &checker{ctx: ctx, layout: l, s: l.Scenario, plan: p}
	if p == nil {
		c.add(CodeNone, "", "a plan", "nothing")
		return c.found, ctx.Err()
	}
	c.head()
	if !c.derive() {
		return c.found, ctx.Err()
	}
	for _, step := range []func(){
		c.pairs, c.unpaired, c.sectors, c.beats, c.meetingPoints, c.layers, c.infeasible,
		c.sorties, c.counts, c.rests, c.rooms, c.daylight, c.calendar, c.handovers,
		c.gaps, c.coverage, c.notes,
	} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		step()
	}
	return c.found, ctx.Err()
}

// checker is a check under way.
type checker struct {
	ctx    context.Context
	layout *sectors.Layout
	s      *sectors.Scenario
	plan   *planner.Plan
	found  []Violation

	axis     *axis.Axis
	model    *access.Model
	row      *row
	anywhere bool // pairs may meet at every breakpoint
	crews    []*crew
	crewOf   map[string]*crew
	layerOf  []string // names of the layers, in order
	duos     []*duo   // by Plan.Pairs; nil where the pair cannot be
	duoOf    map[string]int
	sectorOf map[string]int       // of a sector's id, its place in Plan.Sectors
	walks    []walk               // by Plan.Beats
	trips    []trip               // by Plan.Sorties
	cellM    float64              // between samples of a route
	risks    map[[2]int]geo.Spans // by route and risk
	tripsOf  [][]int              // by Plan.Beats, in Plan.Sorties
	met      [][]float64          // by Plan.Beats, when its sorties meet
}

// add lists a violation.
func (c *checker) add(code, where, want, got string) {
	switch {
	case len(c.found) < MaxViolations:
		c.found = append(c.found, Violation{code, where, want, got})
	case len(c.found) == MaxViolations:
		c.found = append(c.found, Violation{CodeMore, "", "at most " + strconv.Itoa(MaxViolations), "more"})
	}
}

// at names a field of an element of a list.
func at(list string, i int, field string) string {
	where := list + "[" + strconv.Itoa(i) + "]"
	if field != "" {
		where += "." + field
	}
	return where
}

// text wants a name to be another.
func (c *checker) text(code, where, want, got string) {
	if want != got {
		c.add(code, where, strconv.Quote(want), strconv.Quote(got))
	}
}

// whole wants two whole numbers to be the same.
func (c *checker) whole(code, where string, want, got int) {
	if want != got {
		c.add(code, where, strconv.Itoa(want), strconv.Itoa(got))
	}
}

// number wants two numbers to be the same but for the noise of their last
// digits.
func (c *checker) number(code, where string, want, got float64) {
	c.near(code, where, want, got, 1e-9)
}

// near wants two numbers to differ by no more than a part of the larger, or of
// 1.
func (c *checker) near(code, where string, want, got, tolerance float64) {
	if !same(want, got, tolerance) {
		c.add(code, where, show(want), show(got))
	}
}

func same(a, b, tolerance float64) bool {
	d := math.Abs(a - b)
	return a == b || d <= math.MaxFloat64 && d <= tolerance*max(1, math.Abs(a), math.Abs(b))
}

func (c *checker) truth(code, where string, want, got bool) {
	if want != got {
		c.add(code, where, strconv.FormatBool(want), strconv.FormatBool(got))
	}
}

// list wants two lists of names to be the same.
func (c *checker) list(code, where string, want, got []string) {
	if len(want) == len(got) {
		equal := true
		for i := range want {
			equal = equal && want[i] == got[i]
		}
		if equal {
			return
		}
	}
	c.add(code, where, fmt.Sprintf("%q", want), fmt.Sprintf("%q", got))
}

func show(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

func cerr(ctx context.Context, i int) bool { return i%1024 == 0 && ctx.Err() != nil }
