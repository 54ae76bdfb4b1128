// Package access says how long a patrol takes from its post to the breakpoints
// of a border, and home, on its own side, and which way it goes.
//
// Off route a patrol goes straight, longer by the scenario's detour factor, at
// its own speed, on the surface no faster than the scenario's cross-country speed
// of the kind: over land where it can move on land and is not bound for the sea,
// else over the water that it is bound for. Where the straight line (in longitude
// and latitude) would cross the border, or ground that its side must not enter,
// it goes to a place of the border that it can reach, and along the border on its
// own side from there: on the border itself where it can move on its kind or on
// the land beside it, whichever is faster, every bend as drawn. So the times are
// closed under walking along the border. A post within a metre of the border
// stands on it: straight ways from there lead to the next breakpoints only. Who
// stands on ground that its side must not enter comes nowhere.
//
// Where that is quicker, a patrol of the surface follows the travel routes of
// package network: off route to one of them, from its post, along them, and off
// route to a breakpoint. Off route it goes between a place (the post, or the
// breakpoint) and routes of each kind that it moves on: for each route that its
// side may use, to the place of it that is nearest, if that is on open ground
// within 100 km and nothing is in between; of these to the nearest three and, if
// none of them is in the part of the side's network that has most of the kind's
// length, to the nearest one that is. To the sea and from it that is over water,
// to rivers and roads over land where it can; to a breakpoint by roads if there is
// border beside it that is not at sea, by rivers and lanes if there is border of
// their kind, and its side may enter that. Home it may go where it may go out,
// backwards. Where the scenario has land, open water is known: ships go around it,
// at the cross-country speed of the sea, and may turn to lanes at their vertices
// and to rivers and roads at landings.
//
// From a place of a route within a metre of the border it goes straight to the
// ends of the element there only; and from its post not to such a place, nor from
// a post on the border to any, to go on along a route from there, unless the
// scenario says that the route is its side's: one would come to either side.
//
// Times are whole microseconds, rounded up. Ways over the end of a border that
// does not close on itself are not held to be a crossing, nor is what a way meets
// within a metre of its ends. A line that only touches the way, as a bend may,
// can count as crossed. Routes count as they are measured, within a centimetre of
// where they are drawn; places within a metre of the border as they may.
package access

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/wgs84"
	"lindero/planner/axis"
	"lindero/sectors"
)

// Never is a time longer than any shift.
const Never = int64(1) << 60

// hourUs is an hour in microseconds, the unit of all times.
const hourUs = 3600e6

// Us returns hours as microseconds, rounded to the nearest; at most Never.
func Us(hours float64) int64 {
	if us := math.Round(hours * hourUs); us < float64(Never) {
		return int64(us)
	}
	return Never
}

// Hours returns microseconds as hours.
func Hours(us int64) float64 { return float64(us) / hourUs }

// Table is how long a patrol takes to the breakpoints From, From+1, … and
// home. Breakpoints outside the table are out of its reach: no sortie of its
// shift can take them in.
type Table struct {
	From             int
	ArriveUs, HomeUs []int64
	// Anchor is the breakpoint at which the patrol comes to the border on its way
	// to each, and HomeAnchor that at which it leaves it on its way home; −1 where
	// there is no way.
	Anchor, HomeAnchor []int32

	mover     *mover
	out, home *approach // home is nil where it is out the other way round
}

// At returns the times to a breakpoint of the border and home from it.
func (t *Table) At(b int) (arriveUs, homeUs int64) {
	if b < t.From || b-t.From >= len(t.ArriveUs) {
		return Never, Never
	}
	return t.ArriveUs[b-t.From], t.HomeUs[b-t.From]
}

// WalkKmh returns the speed at which a patrol goes along an element; 0 where
// it cannot or must not. side is its place among the scenario's sides.
func WalkKmh(a *axis.Axis, p *sectors.Patrol, side, e int) float64 {
	if x := &a.Elements[e]; x.Route == axis.Void || x.Forbidden[side] {
		return 0
	}
	return p.SpeedKmh.Of(a.Kind(e))
}

// WalkUs returns the time along a length at a speed, rounded up; Never at 0.
func WalkUs(lengthM, speedKmh float64) int64 {
	if !(speedKmh > 0) {
		return Never
	}
	return up(lengthM / 1000 / speedKmh * hourUs)
}

// up rounds up, but for what is noise of the last digits.
func up(us float64) int64 {
	if !(us < float64(Never)) {
		return Never
	}
	return int64(math.Ceil(us - 1e-6))
}

// mover is a patrol on an axis.
type mover struct {
	*Model
	patrol *sectors.Patrol
	side   int // among the scenario's sides
	post   orb.Point
}

// New returns the times of a patrol of the scenario.
func (x *Model) New(p *sectors.Patrol) *Table { return x.From(p, x.Layout.PostOf(p).At) }

// WaysOf returns a table for the ways of a patrol of the scenario: without times
// where the patrol follows no routes and sails nowhere, as all its ways are
// straight then.
func (x *Model) WaysOf(p *sectors.Patrol) *Table {
	m := x.mover(p, x.Layout.PostOf(p).At)
	follows := m.sails() || m.onRoutes(p) && slices.ContainsFunc(sectors.Kinds[:], func(k sectors.Kind) bool {
		return m.follows(k) && m.Network.Has(m.side, k)
	})
	if !follows {
		return &Table{mover: m}
	}
	return x.New(p)
}

// mover returns a patrol at a post.
func (x *Model) mover(p *sectors.Patrol, post orb.Point) *mover {
	m := &mover{Model: x, patrol: p, post: post}
	if p.Side == x.Layout.Scenario.Sides[1].Code {
		m.side = 1
	}
	return m
}

// From returns the times of a patrol from a place on its own side.
func (x *Model) From(p *sectors.Patrol, post orb.Point) *Table {
	m := x.mover(p, post)
	if m.ended() {
		return &Table{mover: m}
	}
	from, to := m.window()
	if from > to {
		return &Table{mover: m}
	}
	n := to - from + 1
	t := &Table{mover: m, From: from, ArriveUs: make([]int64, n), Anchor: make([]int32, n)}
	walkUs := make([]int64, to-from)
	for i := range walkUs {
		walkUs[i] = WalkUs(m.Elements[from+i].LengthM, m.hugKmh(from+i))
	}
	if m.straight(t, walkUs); m.ended() {
		return &Table{mover: m}
	}
	even := m.even()
	limitUs := Us(p.ShiftH)
	if even {
		limitUs /= 2 // as it has to be back in time
	}
	t.out = m.approach(t, false, limitUs)
	if m.ended() {
		return &Table{mover: m}
	}
	if t.out != nil && !even {
		t.home = m.approach(t, true, limitUs)
		back := &Table{From: from, ArriveUs: slices.Clone(t.ArriveUs), Anchor: slices.Clone(t.Anchor)}
		t.home.better(back)
		m.along(back, walkUs)
		t.home.settle(back)
		t.HomeUs, t.HomeAnchor = back.ArriveUs, back.Anchor
	}
	if t.out != nil {
		t.out.better(t)
	}
	m.along(t, walkUs)
	if t.out != nil {
		t.out.settle(t)
	}
	if t.home == nil { // the way back is as long
		t.HomeUs, t.HomeAnchor = t.ArriveUs, t.Anchor
	}
	m.trim(t)
	return t
}

// reachM is how far from its post, as the crow flies, a patrol can get if it is
// to be back within its shift. A current that helps it on the way out it need
// not meet on the way home.
func (m *mover) reachM() float64 {
	return (m.patrol.SpeedKmh.Of(sectors.Any)+m.currentKmh)*1000*m.patrol.ShiftH/2 + 1
}

// window returns the first and the last breakpoint that may be in reach; of a
// ring all, if any.
func (m *mover) window() (from, to int) {
	border := m.Layout.BorderFromM
	low, high := math.Inf(1), math.Inf(-1)
	m.Layout.Index.Within(geo.NewReach(m.post, m.reachM()), func(line int, s geo.Span) {
		if line < len(border) {
			low, high = min(low, border[line]+s.FromM), max(high, border[line]+s.ToM)
		}
	})
	if low > high {
		return 1, 0
	}
	if m.Ring {
		return 0, m.N()
	}
	to = m.Breakpoint(high)
	for to < m.N() && m.ChainageM[to+1] <= high {
		to++
	}
	return max(m.Breakpoint(low)-1, 0), to
}

// offRouteKmh is the speed at which a patrol goes where no route leads.
func offRouteKmh(rules *sectors.Rules, p *sectors.Patrol, k sectors.Kind) float64 {
	v := p.SpeedKmh.Of(k)
	if limit := rules.OffRouteSpeedKmh.Of(k); p.Layer == sectors.SurfaceLayer && limit > 0 {
		v = min(v, limit)
	}
	return v
}

// besideKmh is the speed at which the patrol comes straight to an element.
func (m *mover) besideKmh(e int) float64 {
	if m.sails() && e >= 0 && e < m.N() && m.Elements[e].Route != axis.Void && m.Kind(e) == sectors.Sea {
		return 0 // the way over open water is known
	}
	return StraightKmh(m.Axis, m.patrol, m.side, e)
}

// StraightKmh returns the speed at which a patrol comes straight to an element
// where no route leads: over land where it can, but not to a border at sea. It
// is 0 where it cannot or must not, and for an element that there is none of.
func StraightKmh(a *axis.Axis, p *sectors.Patrol, side, e int) float64 {
	if e < 0 || e >= a.N() || a.Elements[e].Route == axis.Void || a.Elements[e].Forbidden[side] {
		return 0
	}
	return offRouteKmh(&a.Layout.Scenario.Rules, p, straightKind(p, a.Kind(e)))
}

// straightKind is what a patrol moves on that comes straight to a border of a
// kind: land where it can, but not to a border at sea.
func straightKind(p *sectors.Patrol, k sectors.Kind) sectors.Kind {
	if k != sectors.Sea && k != sectors.Any && p.SpeedKmh.Land > 0 {
		return sectors.Land
	}
	return k
}

// straight fills in the times to the breakpoints that can be reached straight,
// but for those to which going on from a neighbour is shorter. walkUs is of
// the elements between them.
func (m *mover) straight(t *Table, walkUs []int64) {
	detour := max(m.Layout.Scenario.Rules.DetourFactor, 1)
	shiftUs := Us(m.patrol.ShiftH)
	kmh, leastUs := m.leastUs(t, detour)
	sees := newWalls(m, t, func(i int) bool { return leastUs[i] <= shiftUs })
	done, ended := 0, m.ended()
	// visit returns the time to i so far, beforeUs being that by a neighbour.
	visit := func(i int, beforeUs int64) int64 {
		t.ArriveUs[i], t.Anchor[i] = Never, -1
		if done++; done%often == 0 {
			ended = m.ended()
		}
		if ended || leastUs[i] > min(shiftUs, beforeUs) || !sees(t.From+i) {
			return beforeUs
		}
		us := up(geo.DistanceM(m.post, m.At[t.From+i]) * detour / 1000 / kmh[i] * hourUs)
		if us <= shiftUs {
			t.ArriveUs[i], t.Anchor[i] = us, int32(t.From+i)
			return min(us, beforeUs)
		}
		return beforeUs
	}
	// From the nearest outwards, as farther ones are nearer along the border.
	nearest := slices.Index(leastUs, slices.Min(leastUs))
	first := visit(nearest, Never)
	for i, us := nearest+1, first; i < len(leastUs); i++ {
		us = visit(i, min(us+walkUs[i-1], Never))
	}
	for i, us := nearest-1, first; i >= 0; i-- {
		us = visit(i, min(us+walkUs[i], Never))
	}
}

// leastUs returns the speed of a straight way to each breakpoint of a table,
// and a time that it does not fall below: that through the earth.
func (m *mover) leastUs(t *Table, detour float64) (kmh []float64, us []int64) {
	kmh, us = make([]float64, len(t.ArriveUs)), make([]int64, len(t.ArriveUs))
	post := wgs84.ECEF(m.post[0], m.post[1])
	for i := range us {
		if i%often == 0 && m.ended() {
			break
		}
		b := t.From + i
		kmh[i] = m.straightKmh(b)
		us[i] = Never
		if kmh[i] > 0 {
			chordM := wgs84.ECEF(m.At[b][0], m.At[b][1]).Sub(post).Norm()
			us[i] = up(chordM * (1 - 1e-12) * detour / 1000 / kmh[i] * hourUs)
		}
	}
	return kmh, us
}

// straightKmh is the speed at which the patrol comes straight to a breakpoint.
func (m *mover) straightKmh(b int) (kmh float64) {
	for _, e := range m.elementsAt(b) {
		kmh = max(kmh, m.besideKmh(e))
	}
	return kmh
}

// along makes the times those of going along the border from a place reached
// straight, where that is shorter.
func (m *mover) along(t *Table, walkUs []int64) {
	last := len(t.ArriveUs) - 1
	step := func(e, from, to int) {
		if us := t.ArriveUs[from] + walkUs[e]; us < t.ArriveUs[to] {
			t.ArriveUs[to], t.Anchor[to] = us, t.Anchor[from]
		}
	}
	rounds := 1
	if m.Ring {
		rounds = 2
	}
	for range rounds {
		for i := range last {
			step(i, i, i+1)
		}
		if m.Ring {
			m.seam(t, last, 0)
		}
		for i := last; i > 0; i-- {
			step(i-1, i, i-1)
		}
		if m.Ring {
			m.seam(t, 0, last)
		}
	}
}

// seam makes the last breakpoint of a ring the first.
func (m *mover) seam(t *Table, from, to int) {
	if t.ArriveUs[from] < t.ArriveUs[to] {
		t.ArriveUs[to], t.Anchor[to] = t.ArriveUs[from], t.Anchor[from]
	}
}

// hugKmh is the speed along an element of the border: on it or beside it.
func (m *mover) hugKmh(e int) float64 { return HugKmh(m.Axis, m.patrol, m.side, e) }

// HugKmh returns the speed at which a patrol by itself goes along an element
// of the border, on it or beside it on its own side, whichever is faster; 0
// where it cannot or must not.
func HugKmh(a *axis.Axis, p *sectors.Patrol, side, e int) float64 {
	return max(WalkKmh(a, p, side, e), StraightKmh(a, p, side, e))
}

// trim leaves out what no sortie can take in: by closure, a breakpoint from
// which the patrol cannot be back within its shift.
func (m *mover) trim(t *Table) {
	shiftUs := Us(m.patrol.ShiftH)
	from, to := len(t.ArriveUs), -1
	for i, us := range t.ArriveUs {
		if us < Never && us+t.HomeUs[i] <= shiftUs {
			from, to = min(from, i), i
		}
	}
	if from > to {
		*t = Table{mover: m}
		return
	}
	if m.Ring {
		return
	}
	t.From += from
	t.ArriveUs, t.HomeUs = t.ArriveUs[from:to+1], t.HomeUs[from:to+1]
	t.Anchor, t.HomeAnchor = t.Anchor[from:to+1], t.HomeAnchor[from:to+1]
}
