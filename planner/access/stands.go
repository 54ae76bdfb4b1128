package access

import (
	"math"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/wgs84"
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
	fromStartM := a.Layout.BorderFromM[route] + at.ChainageM
	b := a.Breakpoint(fromStartM)
	// Beside a void are two of one chainage.
	void := func(e int) bool { return e < a.N() && a.Elements[e].Route == axis.Void }
	if void(b) && geo.DistanceM(p.At, a.At[b+1]) < geo.DistanceM(p.At, a.At[b]) {
		b++
	}
	s := Standing{DistanceM: at.OffsetM, Breakpoint: b}
	if !(at.OffsetM > onM) || math.IsInf(at.OffsetM, 1) || beyondEnd(a, fromStartM, b) {
		return s
	}
	r := &a.Layout.Routes[route]
	s.Side = r.Right
	if onLeft(a, route, at.ChainageM, p.At) {
		s.Side = r.Left
	}
	return s
}

// beyondEnd reports whether a chainage of the border, with breakpoint b beside
// it, is within a metre of an open end, of the border or of one of its parts:
// an end has no sides.
func beyondEnd(a *axis.Axis, chainageM float64, b int) bool {
	open := func(e int) bool { return e < 0 || e >= a.N() || a.Elements[e].Route == axis.Void }
	for _, k := range []int{max(b-1, 0), b} {
		if !a.Ring && (open(k-1) || open(k)) && math.Abs(a.ChainageM[k]-chainageM) < onM {
			return true
		}
	}
	return false
}

// onLeft reports whether p, to which a chainage of a route is nearest, lies left
// of the border. Where stretches or parts meet at an angle, one of them alone
// would not tell.
func onLeft(a *axis.Axis, route int, chainageM float64, p orb.Point) bool {
	const hairM = 1e-4
	routes := a.Layout.Routes[:len(a.Layout.BorderFromM)]
	line := routes[route].Line
	before, after := route, route
	beforeM, afterM := chainageM-hairM, chainageM+hairM
	if beforeM < 0 && (route > 0 || a.Ring) {
		before = (route - 1 + len(routes)) % len(routes)
		beforeM += routes[before].Line.LengthM()
	}
	if afterM > line.LengthM() && (route+1 < len(routes) || a.Ring) {
		after = (route + 1) % len(routes)
		afterM -= line.LengthM()
	}
	from := line.At(chainageM)
	_, azimuth, _ := wgs84.Inverse(from[0], from[1], p[0], p[1])
	// Left of the bisector of where the border comes from and where it goes.
	return sinDeg(routes[before].Line.BearingDeg(beforeM)-azimuth)+sinDeg(routes[after].Line.BearingDeg(afterM)-azimuth) > 0
}

func sinDeg(deg float64) float64 { return math.Sin(deg * math.Pi / 180) }
