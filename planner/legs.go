package planner

import (
	"context"
	"math"

	"lindero/geo"
	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/sectors"
)

// LegName says what a leg of a sortie is.
type LegName string

// The legs of a sortie.
const (
	OutLeg   LegName = "out"   // one patrol, from its post to the meeting point
	JointLeg LegName = "joint" // both, along the border
	HomeLeg  LegName = "home"  // one patrol, from the parting point to its post
)

// Both is the side of a leg that both sides go together.
const Both = -1

// Leg is a part of the way of a sortie along a line, at an even speed.
type Leg struct {
	Name LegName
	Side int // of the patrol, as its place in Plan.Sides; or Both
	Line *geo.Line
	// Hours since the meeting.
	FromH, ToH float64
	RadiusM    float64 // how far is seen from it
	// Along says that the leg goes along the border: from one chainage of it to
	// another, in the direction of travel, so that the first may be the larger. On
	// a ring they may count on beyond its start or end, as those of a Beat do.
	Along                  bool
	BorderFromM, BorderToM float64
}

// Trips are what the sorties of a plan go along. How patrols get to the border,
// which takes the most time, is worked out once for all that is asked of them. They
// are safe for concurrent use.
type Trips struct{ ways *ways }

// NewTrips makes the trips of a plan of a layout. It fails where the border is not
// to be cut as the plan says.
func NewTrips(l *sectors.Layout, p *Plan) (*Trips, error) {
	m, err := planModel(l, p)
	if err != nil {
		return nil, err
	}
	return &Trips{newWays(m, p, nil)}, nil
}

// Legs returns, by beat of the plan, the legs of its sorties: together first,
// then those of each side; each of them in order of time. A beat of patrols
// that the layout does not have has none.
func (t *Trips) Legs() [][]Leg {
	beats := t.ways.p.Beats
	out := make([][]Leg, len(beats))
	t.find()
	_ = each(context.Background(), len(beats), nil, func(from, to int) {
		for i := from; i < to; i++ {
			for _, x := range t.ways.legs(&beats[i]) {
				out[i] = appendEven(out[i], &x)
			}
		}
	})
	return out
}

// find works out how the patrols of the plan get to the border, several at once.
func (t *Trips) find() {
	var patrols []*sectors.Patrol
	met := map[string]bool{}
	for i := range t.ways.p.Beats {
		pair := t.ways.p.Beats[i].Pair
		if both, ok := t.ways.patrolsOf(pair); ok && !met[pair] {
			met[pair], patrols = true, append(patrols, both[0], both[1])
		}
	}
	_ = each(context.Background(), len(patrols), nil, func(from, to int) { // which never ends
		for _, p := range patrols[from:to] {
			t.ways.table(p)
		}
	})
}

// Legs returns what Trips.Legs does.
func Legs(l *sectors.Layout, p *Plan) ([][]Leg, error) {
	t, err := NewTrips(l, p)
	if err != nil {
		return nil, err
	}
	return t.Legs(), nil
}

// planModel returns the border cut as it was for a plan, and the ways to it.
func planModel(l *sectors.Layout, p *Plan) (*access.Model, error) {
	stepM := p.Options.StepM
	if !(stepM > 0) {
		stepM = DefaultStepM
	}
	a, err := axis.New(l, stepM, p.Options.CutsM...)
	if err != nil {
		return nil, err
	}
	return access.NewModel(a)
}

// appendEven appends a leg in parts of an even speed each.
func appendEven(out []Leg, x *wayLeg) []Leg {
	k := x.Knots
	speed := func(i int) float64 { return (k[i].M - k[i-1].M) / max(float64(k[i].Us-k[i-1].Us), 1) }
	for from := 0; from+1 < len(k); {
		to := from + 1
		for to+1 < len(k) && math.Abs(speed(to+1)-speed(from+1)) < 1e-3*speed(from+1) {
			to++
		}
		parts := x.Line.Slice(geo.Span{FromM: k[from].M, ToM: k[to].M})
		if line, err := geo.NewLine(parts...); err == nil {
			leg := Leg{Name: x.name, Side: x.side, Line: line, FromH: access.Hours(k[from].Us), ToH: access.Hours(k[to].Us), RadiusM: x.RadiusM}
			if x.borderM != nil {
				leg.Along, leg.BorderFromM, leg.BorderToM = true, x.borderM[from][0], x.borderM[to-1][1]
			}
			out = append(out, leg)
		}
		from = to
	}
	return out
}
