package access

import (
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/axis"
	"lindero/planner/network"
	"lindero/sectors"
)

// By says how a leg is gone.
type By string

// How legs are gone.
const (
	OffRoute  By = "off_route"  // straight, longer by the detour factor
	OnRoute   By = "route"      // along a travel route
	OnLanding By = "landing"    // between a route and a landing, with half the time of the change
	OpenWater By = "open_water" // around land
)

// Leg is a part of a way, gone at an even speed.
type Leg struct {
	By         By
	Kind       sectors.Kind
	Route      int     // in Layout.Routes, or axis.Void
	Landing    int     // in Scenario.Landings, or −1
	FromM, ToM float64 // of the route
	// Parts are in the direction of travel; straight in longitude and latitude.
	Parts   orb.MultiLineString
	LengthM float64
	// From when to when, since the way began.
	FromUs, ToUs int64
}

// Follows reports whether the way to a breakpoint of the table, or home from it,
// follows routes or goes around land until it comes to the border there.
func (t *Table) Follows(b int, home bool) bool {
	a := t.approachOf(home)
	return a != nil && a.anchorOf(b) >= 0
}

// anchorOf returns the breakpoint to which routes lead a patrol on its way to
// another: that itself or, at the seam of a ring, the other end; else −1.
func (a *approach) anchorOf(b int) int {
	ends := []int{b}
	if a.Ring && (b == 0 || b == a.N()) {
		ends = append(ends, a.N()-b)
	}
	for _, b := range ends {
		if b >= a.from && b-a.from < len(a.via) && a.via[b-a.from].on {
			return b
		}
	}
	return -1
}

func (t *Table) approachOf(home bool) *approach {
	if home {
		return t.home
	}
	return t.out
}

// Way returns the legs from the post to a breakpoint at which the patrol comes to
// the border, or home from one at which it leaves it, as they follow routes; nil
// where they do not, or the breakpoint is not its own anchor: to its anchor, the
// way is straight then. The end of a ring is its start.
func (t *Table) Way(b int, home bool) []Leg {
	if !t.Follows(b, home) {
		return nil
	}
	a := t.approachOf(home)
	return a.way(a.anchorOf(b))
}

// way returns the legs from the post to a breakpoint, or home.
func (a *approach) way(b int) []Leg {
	w := &a.via[b-a.from]
	legs := a.routed(w.foot.Place)
	foot := a.straightLeg(w.kind, w.foot.At, a.At[b], w.foot.DistanceM, a.us[b-a.from]-w.routeUs)
	if !a.home {
		return inTurn(append(legs, foot...))
	}
	return inTurn(append(foot, legs...))
}

// routed returns the legs between the post and a place of the network.
func (a *approach) routed(p network.Place) []Leg {
	ride, seed := a.tree.Legs(p)
	if seed < 0 {
		return nil
	}
	s := a.start[seed]
	kind := straightKind(a.patrol, a.Layout.Routes[a.Network.Route(s.Place)].Kind)
	first := a.straightLeg(kind, a.post, s.At, s.DistanceM, a.seeds[seed].Us)
	var legs []Leg
	for i := range ride {
		legs = append(legs, a.ride(&ride[i]))
	}
	if a.home {
		return append(legs, first...)
	}
	return append(first, legs...)
}

// straightLeg returns the leg between a place and one nearer to the border, in
// the direction in which the approach goes; none where it takes no time.
func (a *approach) straightLeg(k sectors.Kind, from, to orb.Point, lengthM float64, us int64) []Leg {
	if us <= 0 {
		return nil
	}
	if a.home {
		from, to = to, from
	}
	return []Leg{{By: OffRoute, Kind: k, Route: axis.Void, Landing: -1, Parts: orb.MultiLineString{{from, to}}, LengthM: lengthM, ToUs: us}}
}

// ride returns a leg on the network.
func (a *approach) ride(x *network.Leg) Leg {
	out := Leg{By: OnRoute, Route: x.Route, Landing: x.Landing, FromM: x.FromM, ToM: x.ToM, ToUs: x.ToUs - x.FromUs}
	if x.Route < 0 {
		out.By, out.Kind, out.Route = OnLanding, x.Kind, axis.Void
		out.Parts, out.LengthM = orb.MultiLineString{{x.From, x.To}}, geo.DistanceM(x.From, x.To)
		return out
	}
	r := &a.Layout.Routes[x.Route]
	span := geo.Span{FromM: min(x.FromM, x.ToM), ToM: max(x.FromM, x.ToM)}
	out.Kind, out.Parts, out.LengthM = r.Kind, r.Line.Slice(span), span.LengthM()
	if x.ToM < x.FromM {
		out.Parts = reversed(out.Parts)
	}
	return out
}

// reversed returns a line in the other direction.
func reversed(parts orb.MultiLineString) orb.MultiLineString {
	out := make(orb.MultiLineString, len(parts))
	for i, part := range parts {
		part = slices.Clone(part)
		slices.Reverse(part)
		out[len(parts)-1-i] = part
	}
	return out
}

// inTurn sets the times of legs that each say how long they take.
func inTurn(legs []Leg) []Leg {
	us := int64(0)
	for i := range legs {
		legs[i].FromUs, legs[i].ToUs = us, us+legs[i].ToUs
		us = legs[i].ToUs
	}
	return legs
}
