package planner

import (
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
}

// Legs returns, by beat of a plan, the legs of its sorties: together first,
// then those of each side; each of them in order of time. A beat of patrols
// that the layout does not have has none.
func Legs(l *sectors.Layout, p *Plan) ([][]Leg, error) {
	m, err := planModel(l, p)
	if err != nil {
		return nil, err
	}
	w, out := newWays(m, p, nil), make([][]Leg, len(p.Beats))
	for i := range p.Beats {
		for _, x := range w.legs(&p.Beats[i]) {
			out[i] = appendEven(out[i], &x)
		}
	}
	return out, nil
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
			out = append(out, Leg{x.name, x.side, line, access.Hours(k[from].Us), access.Hours(k[to].Us), x.RadiusM})
		}
		from = to
	}
	return out
}
