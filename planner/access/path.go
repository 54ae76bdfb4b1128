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
	Border    By = "border"     // along the border or beside it
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

// Follows reports whether the way to a breakpoint, or home from it, follows
// routes or goes around land until it comes to the border there.
func (t *Table) Follows(b int, home bool) bool {
	a, _ := t.followed(b, home)
	return a != nil
}

// followed returns the approach that leads to a breakpoint, and which of the two
// ends of a ring it knows it as.
func (t *Table) followed(b int, home bool) (a *approach, at int) {
	if a = t.out; home && t.home != nil {
		a = t.home
	}
	if a == nil {
		return nil, b
	}
	ends := []int{b}
	if a.Ring && b%a.N() == 0 {
		ends = []int{0, a.N()}
	}
	for _, at := range ends {
		if i := at - a.from; i >= 0 && i < len(a.via) && a.via[i].on {
			return a, at
		}
	}
	return nil, b
}

// Way returns the legs from the post to a breakpoint at which the patrol comes to
// the border, or home from one at which it leaves it: by routes, or straight. The
// end of a ring is its start.
func (t *Table) Way(b int, home bool) []Leg {
	if a, at := t.followed(b, home); a != nil {
		legs := a.way(at)
		if a.home != home {
			return turnedBack(legs)
		}
		return legs
	}
	a := &approach{mover: t.mover, home: home}
	k := sectors.Any
	for _, e := range a.elementsAt(b) {
		if v := StraightKmh(a.Axis, a.patrol, a.side, e); v > 0 && v == a.straightKmh(b) {
			k = straightKind(a.patrol, a.Kind(e))
		}
	}
	m := geo.DistanceM(a.post, a.At[b])
	return a.straightLeg(k, a.post, a.At[b], m, WalkUs(m*max(a.Layout.Scenario.Rules.DetourFactor, 1), a.straightKmh(b)))
}

// way returns the legs from the post to a breakpoint, or home.
func (a *approach) way(b int) []Leg {
	w, last := &a.via[b-a.from], len(a.rounds)-1
	if w.water >= 0 {
		return InTurn(a.voyage(last, w.water))
	}
	return InTurn(a.join(a.routed(last, w.foot.Place), a.straightLeg(w.kind, w.foot.At, a.At[b], w.foot.DistanceM, a.us[b-a.from]-w.routeUs)))
}

// routed returns the legs between the post and a place of the network, as a round
// has them.
func (a *approach) routed(round int, p network.Place) []Leg {
	r := &a.rounds[round]
	ride, seed := r.tree.Legs(p)
	if seed < 0 {
		return nil
	}
	var legs []Leg
	for i := range ride {
		legs = append(legs, a.ride(&ride[i]))
	}
	s := r.start[seed]
	if s.quay >= 0 {
		q := &a.quays[s.quay]
		return a.join(a.join(a.voyage(round, len(r.water.targets)-len(r.water.quays)+s.quay), a.ashore(q, true)), legs)
	}
	kind := straightKind(a.patrol, a.Layout.Routes[a.Network.Route(s.near.Place)].Kind)
	return a.join(a.straightLeg(kind, a.post, s.near.At, s.near.DistanceM, r.seeds[seed].Us), legs)
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
		out.Parts = Reversed(out.Parts)
	}
	return out
}

// Reversed returns a line in the other direction.
func Reversed(parts orb.MultiLineString) orb.MultiLineString {
	out := make(orb.MultiLineString, len(parts))
	for i, part := range parts {
		part = slices.Clone(part)
		slices.Reverse(part)
		out[len(parts)-1-i] = part
	}
	return out
}

// turnedBack returns legs the other way round.
func turnedBack(legs []Leg) []Leg {
	out := make([]Leg, len(legs))
	for i, x := range legs {
		x.FromM, x.ToM, x.Parts = x.ToM, x.FromM, Reversed(x.Parts)
		out[len(legs)-1-i] = x
	}
	return InTurn(out)
}

// InTurn sets the times of legs, which each say how long they take, to follow each
// other.
func InTurn(legs []Leg) []Leg {
	us := int64(0)
	for i := range legs {
		legs[i].FromUs, legs[i].ToUs = us, us+legs[i].ToUs-legs[i].FromUs
		us = legs[i].ToUs
	}
	return legs
}
