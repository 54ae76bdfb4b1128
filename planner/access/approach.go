package access

import (
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/network"
	"lindero/sectors"
)

// approach is the ways of a patrol from its post to the border by routes, or
// from there home.
type approach struct {
	*mover
	home  bool
	from  int     // the first breakpoint
	us    []int64 // by breakpoint; Never where routes do not lead
	via   []way
	seeds []network.Seed
	start []network.Near // of each seed: the straight way from the post to it
	tree  *network.Tree
}

// way is how a patrol comes to a breakpoint: straight from a place of a route.
type way struct {
	on      bool // there is one
	foot    network.Near
	kind    sectors.Kind
	routeUs int64 // to the foot
}

// onRoutes reports whether a patrol follows routes at all.
func (x *Model) onRoutes(p *sectors.Patrol) bool {
	return x.Network != nil && p.Layer == sectors.SurfaceLayer
}

// approach finds the ways by routes; nil where there are none.
func (m *mover) approach(t *Table, home bool) *approach {
	if !m.onRoutes(m.patrol) || m.outlawed() {
		return nil
	}
	a := &approach{mover: m, home: home, from: t.From, us: make([]int64, len(t.ArriveUs)), via: make([]way, len(t.ArriveUs))}
	for i := range a.us {
		a.us[i] = Never
	}
	a.set()
	if len(a.seeds) == 0 {
		return nil
	}
	a.tree = m.Network.Search(m.profile(), a.seeds, home, Us(m.patrol.ShiftH))
	for k, kind := range sectors.Kinds {
		if m.patrol.SpeedKmh.Of(kind) > 0 && m.Network.Has(m.side, kind) {
			a.land(k, m.feetOf(m.side, k))
		}
	}
	return a
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

// set finds the routes that lie near the post.
func (a *approach) set() {
	on := len(a.standsOn()) > 0
	for _, k := range sectors.Kinds {
		v := a.offKmh(straightKind(a.patrol, k))
		if !(v > 0) {
			continue
		}
		for _, x := range a.Network.Near(a.post, a.side, k, mostRoutes, func(at orb.Point) bool { return a.clear(a.side, a.post, at) }) {
			// From the border itself one would come to either side of it.
			if (on || a.border.Touches(x.At, onM)) && a.Layout.Routes[a.Network.Route(x.Place)].Side == "" {
				continue
			}
			a.start = append(a.start, x)
			a.seeds = append(a.seeds, network.Seed{Place: x.Place, Us: WalkUs(x.DistanceM, v)})
		}
	}
}

// land takes the patrol from routes of a kind straight to the border.
func (a *approach) land(kind int, feet [][]network.Near) {
	k := sectors.Kinds[kind]
	off := straightKind(a.patrol, k)
	v := a.offKmh(off)
	for i := range a.us {
		b := a.from + i
		if !a.mayLand(b, k) {
			continue
		}
		for _, f := range feet[b] {
			routeUs := a.tree.Us(f.Place)
			if us := min(routeUs+WalkUs(f.DistanceM, v), Never); us < a.us[i] {
				a.us[i], a.via[i] = us, way{true, f, off, routeUs}
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
