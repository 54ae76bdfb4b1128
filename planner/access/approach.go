package access

import (
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/network"
	"lindero/sectors"
)

// approach is the ways of a patrol from its post to the border by routes and
// over open water, or from there home. It is found in rounds: over water from the
// post, along routes from there, and over water again from the lanes and landings
// that are reached sooner so, until nothing is.
type approach struct {
	*mover
	home   bool
	from   int     // the first breakpoint
	us     []int64 // by breakpoint; Never where neither leads
	via    []way
	rounds []round
	// Places on the way that are reached over water: of the network, with how
	// long it takes from the water to them.
	quays []quay
}

// round is a search over water and one along routes.
type round struct {
	water *waterRound
	seeds []network.Seed
	start []start // of each seed
	tree  *network.Tree
}

// start is how a seed is reached: straight from the post to a place near it, or
// over the water of the round to a quay.
type start struct {
	near network.Near
	quay int // −1: straight
}

// way is how a patrol comes to a breakpoint: straight from a place of a route, or
// over water.
type way struct {
	on      bool // there is one
	water   int  // the target of the last round's search, or −1
	foot    network.Near
	kind    sectors.Kind
	routeUs int64 // to the foot
}

// onRoutes reports whether a patrol follows routes, or goes around land, at all.
func (x *Model) onRoutes(p *sectors.Patrol) bool {
	return (x.Network != nil || x.water != nil) && p.Layer == sectors.SurfaceLayer
}

// approach finds the ways by routes and over water; nil where there are none.
func (m *mover) approach(t *Table, home bool, limitUs int64) *approach {
	if !m.onRoutes(m.patrol) || m.outlawed() {
		return nil
	}
	a := &approach{mover: m, home: home, from: t.From, us: make([]int64, len(t.ArriveUs)), via: make([]way, len(t.ArriveUs))}
	for i := range a.us {
		a.us[i] = Never
	}
	var shore []int
	var targets []orb.Point
	for i := range a.us {
		if m.sails() && a.mayLand(a.from+i, sectors.Sea) {
			shore, targets = append(shore, i), append(targets, m.At[a.from+i])
		}
	}
	if !a.search(targets, limitUs) || m.ended() {
		return nil
	}
	last := &a.rounds[len(a.rounds)-1]
	for k, i := range shore {
		if us := last.water.us(k); us < a.us[i] {
			a.us[i], a.via[i] = us, way{on: true, water: k}
		}
	}
	for k, kind := range sectors.Kinds {
		if m.follows(kind) && m.Network.Has(m.side, kind) {
			a.land(k, m.feetOf(m.side, k))
		}
	}
	return a
}

// even reports whether all ways of the patrol take as long there as back: no
// one-way route binds it, and no current carries it.
func (m *mover) even() bool {
	s := m.Layout.Scenario
	return !slices.ContainsFunc(s.Routes, func(r sectors.Route) bool {
		binds := r.OneWay && (r.Kind != sectors.Land || m.patrol.SpeedKmh.Land > sectors.WalkingKmh)
		return r.Travel && m.patrol.SpeedKmh.Of(r.Kind) > 0 && (binds || r.Kind == sectors.River && r.CurrentKmh != 0)
	})
}

// follows reports whether the patrol goes straight to and from routes of a kind.
func (m *mover) follows(k sectors.Kind) bool {
	return m.Network != nil && m.patrol.SpeedKmh.Of(k) > 0 && (k != sectors.Sea || !m.sails())
}

// search goes from the post to the targets over water, and to all routes; false
// where there is neither water nor a route near the post.
func (a *approach) search(targets []orb.Point, limitUs int64) bool {
	near := a.near()
	a.moor(&targets)
	r := round{water: a.sail(targets, nil, limitUs)}
	if r.water == nil && len(near) == 0 {
		return false
	}
	const mostRounds = 8
	for {
		a.follow(&r, near, limitUs)
		a.rounds = append(a.rounds, r)
		sooner := a.sooner(&r)
		if len(sooner) == 0 || len(a.rounds) == mostRounds {
			return true
		}
		r = round{water: a.sail(targets, sooner, limitUs)}
	}
}

// follow searches along the routes, from the post and from the quays.
func (a *approach) follow(r *round, near []network.Near, limitUs int64) {
	if a.Network == nil {
		return
	}
	for _, x := range near {
		kind := straightKind(a.patrol, a.Layout.Routes[a.Network.Route(x.Place)].Kind)
		r.start = append(r.start, start{x, -1})
		r.seeds = append(r.seeds, network.Seed{Place: x.Place, Us: WalkUs(x.DistanceM, a.offKmh(kind))})
	}
	for i := range a.quays {
		if us := r.water.quayUs(i); us < limitUs {
			r.start = append(r.start, start{quay: i})
			r.seeds = append(r.seeds, network.Seed{Place: a.quays[i].Place, Us: us})
		}
	}
	r.tree = a.Network.Search(a.profile(), r.seeds, a.home, limitUs)
}

// outlawed reports whether the post stands on ground that its side must not
// enter.
func (m *mover) outlawed() bool {
	return slices.ContainsFunc(forbidden(m.Layout.Scenario, m.side), func(p orb.Polygon) bool { return geo.NewArea(p).Contains(m.post) })
}

// profile returns what the network is to know of the patrol.
func (m *mover) profile() network.Profile {
	p := network.Profile{Side: m.side, SpeedKmh: m.patrol.SpeedKmh}
	for _, k := range sectors.Kinds {
		p.TieKmh.Set(k, m.offKmh(k))
	}
	return p
}

// offKmh is how fast a patrol comes straight nearer where no route leads: its
// off-route speed by the detour factor.
func (m *mover) offKmh(k sectors.Kind) float64 {
	rules := &m.Layout.Scenario.Rules
	return offRouteKmh(rules, m.patrol, k) / max(rules.DetourFactor, 1)
}

// near finds the routes that lie near the post.
func (a *approach) near() (out []network.Near) {
	on := len(a.standsOn()) > 0
	for _, k := range sectors.Kinds {
		if !a.follows(k) {
			continue
		}
		for _, x := range a.Network.Near(a.post, a.side, k, mostRoutes, func(at orb.Point) bool { return a.clear(a.side, a.post, at) }) {
			// From the border itself one would come to either side of it.
			if !on && !a.border.Touches(x.At, onM) || a.Layout.Routes[a.Network.Route(x.Place)].Side != "" {
				out = append(out, x)
			}
		}
	}
	return out
}

// land takes the patrol from routes of a kind straight to the border.
func (a *approach) land(kind int, feet [][]network.Near) {
	k := sectors.Kinds[kind]
	off := straightKind(a.patrol, k)
	v := a.offKmh(off)
	tree := a.rounds[len(a.rounds)-1].tree
	for i := range a.us {
		b := a.from + i
		if !a.mayLand(b, k) {
			continue
		}
		for _, f := range feet[b] {
			routeUs := tree.Us(f.Place)
			if us := min(routeUs+WalkUs(f.DistanceM, v), Never); us < a.us[i] {
				a.us[i], a.via[i] = us, way{true, -1, f, off, routeUs}
			}
		}
	}
}

// mayLand reports whether the patrol may come to a breakpoint by ways of a kind:
// over land to all but the sea, on water to water of its kind.
func (a *approach) mayLand(b int, k sectors.Kind) bool {
	return slices.ContainsFunc(a.elementsAt(b), func(e int) bool { return a.mayEnter(e, k) })
}

// mayEnter reports whether the patrol may come to an element by ways of a kind.
func (m *mover) mayEnter(e int, k sectors.Kind) bool {
	return m.opens(e, k) && !m.Elements[e].Forbidden[m.side]
}

// better takes over the ways that are quicker than going straight.
func (a *approach) better(t *Table) {
	arriveUs, anchor := t.ArriveUs, t.Anchor
	shiftUs := Us(a.patrol.ShiftH)
	for i, us := range a.us {
		if us < arriveUs[i] && us <= shiftUs {
			arriveUs[i], anchor[i] = us, int32(a.from+i)
		} else {
			a.via[i].on = false
		}
	}
}

// settle forgets the ways to breakpoints to which going on along the border is
// quicker.
func (a *approach) settle(t *Table) {
	for i, anchor := range t.Anchor {
		if int(anchor) != a.from+i {
			a.via[i].on = false
		}
	}
}
