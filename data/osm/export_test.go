package osm

import osmlib "github.com/paulmach/osm"

// HoldNodes sets how many nodes of a file are held in memory, and returns what
// sets it back.
func HoldNodes(n int) func() {
	old := heldNodes
	heldNodes = n
	return func() { heldNodes = old }
}

// Judged is what the tags of a way say, for tests.
type Judged struct {
	Group    Group
	Reason   Reason
	Road     Road
	Reversed bool
	Speed    string
}

// Judge says what a way with the tags is.
func (r *Rules) Judge(tags osmlib.Tags) Judged {
	v := r.judge(tags)
	return Judged{v.group, v.reason, v.road, v.reversed, v.speed}
}

var (
	ParseSpeed = parseSpeed
	BarrierOf  = barrierOf
	LandingOf  = landingOf
)
