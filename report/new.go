package report

import (
	"lindero/lang"
	"lindero/planner"
	"lindero/sectors"
)

// Input is what a report is of.
type Input struct {
	Layout *sectors.Layout
	Plan   *planner.Plan
	Since  *planner.Plan          // an earlier plan of the same border; nil: none
	More   *planner.Reinforcement // what further pairs would do; nil: it was not asked
}

// Viewer is who reads a report. The zero value may see all of both sides.
type Viewer struct {
	// Side is the code of the side whose report it is: of the other's posts and
	// patrols it names none.
	Side string
	// Public: no posts, no patrols, no times, nothing finer than a sector.
	Public bool
}

// Options are what may be chosen of a report.
type Options struct {
	Lang   lang.Lang
	Viewer Viewer
}
