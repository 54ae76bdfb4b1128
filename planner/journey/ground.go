package journey

import (
	"context"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/planner/network"
	"lindero/sectors"
)

// ground is what ways depend on.
type ground struct {
	*access.Model
	s          *sectors.Scenario
	border     *geo.Fence
	closed     [2][]area // to each side
	land       []area
	currentKmh float64 // the strongest of a river
}

// area is an area of the scenario, ready to be asked.
type area struct {
	*sectors.Area
	parts []*geo.Area
	edge  *geo.Fence
}

func newArea(a *sectors.Area) area {
	x := area{Area: a}
	var rings []orb.LineString
	for _, p := range a.Polygon {
		x.parts = append(x.parts, geo.NewArea(p))
		for _, ring := range p {
			rings = append(rings, orb.LineString(ring))
		}
	}
	x.edge = geo.NewFence(rings...)
	return x
}

// holds reports whether a place lies in the area.
func (a *area) holds(p orb.Point) bool {
	return slices.ContainsFunc(a.parts, func(x *geo.Area) bool { return x.Contains(p) })
}

// newGround cuts the border of a layout every stepM metres, and at the places
// nearest to those given.
func newGround(ctx context.Context, l *sectors.Layout, stepM float64, cuts ...orb.Point) (*ground, error) {
	if len(l.BorderFromM) == 0 {
		return nil, &Problem{Code: NoBorder}
	}
	if !(stepM >= 1) || stepM > 1e6 || borderLengthM(l)/stepM > axis.MaxElements {
		return nil, &Problem{Code: BadStep}
	}
	// Meeting points are where an axis is cut.
	cut, s := *l, *l.Scenario
	s.MeetingPoints = slices.Clip(s.MeetingPoints)
	for _, p := range cuts {
		s.MeetingPoints = append(s.MeetingPoints, sectors.MeetingPoint{At: p})
	}
	cut.Scenario = &s
	a, err := axis.New(&cut, stepM)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m, err := access.NewModel(a)
	if err != nil {
		return nil, err
	}
	g := &ground{Model: m, s: l.Scenario}
	var border []orb.LineString
	for i := range s.Border {
		border = append(border, s.Border[i].Line.Parts()...)
	}
	g.border = geo.NewFence(border...)
	for i := range s.Forbidden {
		for side := range g.closed {
			if x := &s.Forbidden[i]; x.Side == "" || x.Side == s.Sides[side].Code {
				g.closed[side] = append(g.closed[side], newArea(x))
			}
		}
	}
	for i := range s.Land {
		g.land = append(g.land, newArea(&s.Land[i]))
	}
	for i := range s.Routes {
		if r := &s.Routes[i]; r.Travel && r.Kind == sectors.River {
			g.currentKmh = max(g.currentKmh, math.Abs(r.CurrentKmh))
		}
	}
	return g, ctx.Err()
}

func borderLengthM(l *sectors.Layout) float64 {
	last := len(l.BorderFromM) - 1
	return l.BorderFromM[last] + l.Routes[last].Line.LengthM()
}

// traveller is a patrol on its ground.
type traveller struct {
	*ground
	patrol *sectors.Patrol
	far    sectors.Patrol // the same with time enough for any way
	side   int            // among the scenario's sides
	post   *sectors.Post
	table  *access.Table // of far
	tree   *network.Tree // of far; nil where it follows no routes
}

// farKm is how far from its post, as the crow flies, ways are sought.
const farKm = 19_500

// traveller returns a patrol of the scenario on this ground.
func (g *ground) traveller(p *sectors.Patrol) *traveller {
	t := &traveller{ground: g, patrol: p, far: *p, post: g.Layout.PostOf(p)}
	if p.Side == g.s.Sides[1].Code {
		t.side = 1
	}
	if v := p.SpeedKmh.Of(sectors.Any) + g.currentKmh; v > 0 {
		t.far.ShiftH = max(p.ShiftH, 2*farKm/v)
	}
	return t
}

// set finds the ways to the border, for whatever they take.
func (t *traveller) set(ctx context.Context) error {
	if t.table == nil {
		t.table = t.New(&t.far)
	}
	return ctx.Err()
}

// fastestKmh is a speed that the patrol nowhere exceeds.
func (t *traveller) fastestKmh() float64 {
	v := t.patrol.SpeedKmh
	if v.River > 0 {
		v.River += t.currentKmh
	}
	return v.Of(sectors.Any)
}

// routes returns the search for ways by routes; nil where it follows none.
func (t *traveller) routes() *network.Tree {
	if t.tree == nil {
		t.tree = t.Tree(t.patrol, false, access.Us(t.far.ShiftH))
	}
	return t.tree
}
