package access

import (
	"lindero/geo"
	"lindero/planner/axis"
	"lindero/sectors"
)

// Standing is where a post stands beside the border.
type Standing struct {
	// Side is the code of the side on which it stands; empty where it stands
	// on the border, or beyond an end, so that it cannot be told.
	Side      string
	DistanceM float64 // from the border
	// Breakpoint is one beside the nearest place of the border.
	Breakpoint int
}

// Stands returns where a post stands beside the border.
func Stands(a *axis.Axis, p *sectors.Post) Standing {
	route, at := axis.Nearest(a.Layout, p.At)
	if route == axis.Void {
		return Standing{DistanceM: at.OffsetM}
	}
	r := &a.Layout.Routes[route]
	b := a.Breakpoint(a.Layout.BorderFromM[route] + at.ChainageM)
	s := Standing{DistanceM: at.OffsetM, Breakpoint: b}
	// An open end, of the border or of one of its parts, is no side.
	open := func(e int) bool { return e < 0 || e >= a.N() || a.Elements[e].Route == axis.Void }
	if !a.Ring && (open(b-1) || open(b)) && geo.DistanceM(a.At[b], r.Line.At(at.ChainageM)) < onM {
		return s
	}
	if at.OffsetM <= onM {
		return s
	}
	switch at.Side {
	case geo.Left:
		s.Side = r.Left
	case geo.Right:
		s.Side = r.Right
	}
	return s
}
