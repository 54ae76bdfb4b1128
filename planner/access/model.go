package access

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/water"
	"lindero/planner/axis"
	"lindero/planner/network"
	"lindero/sectors"
)

// Model is all that ways to a border depend on. It is immutable and safe for
// concurrent use.
type Model struct {
	*axis.Axis
	Network    *network.Network
	water      *water.Water // nil where nothing is known of open water
	currentKmh float64      // the strongest of a river
	border     *geo.Fence
	forbidden  [2]*geo.Fence // by side
	feet       *[2][len(sectors.Kinds)]feet
	ctx        context.Context // see Until; nil for none
}

// NewModel makes ready the ways to the border of an axis. It fails where land is
// such that no way around it can be found.
func NewModel(a *axis.Axis) (*Model, error) {
	x := &Model{Axis: a, feet: new([2][len(sectors.Kinds)]feet)}
	s := a.Layout.Scenario
	var border []orb.LineString
	for i := range s.Border {
		border = append(border, s.Border[i].Line.Parts()...)
	}
	x.border = geo.NewFence(border...)
	if slices.ContainsFunc(s.Routes, func(r sectors.Route) bool { return r.Travel }) || len(s.Landings) > 0 {
		x.Network = network.New(a.Layout)
	}
	for i := range s.Routes {
		if r := &s.Routes[i]; r.Travel && r.Kind == sectors.River {
			x.currentKmh = max(x.currentKmh, math.Abs(r.CurrentKmh))
		}
	}
	for side := range x.forbidden {
		var rings []orb.LineString
		for _, p := range forbidden(s, side) {
			for _, ring := range p {
				rings = append(rings, orb.LineString(ring))
			}
		}
		x.forbidden[side] = geo.NewFence(rings...)
	}
	var err error
	if x.water, err = a.Layout.Water(); err != nil {
		return nil, fmt.Errorf("land: %w", err)
	}
	return x, nil
}

// With returns the model of an axis with the same breakpoints and elements, and
// of a layout with the same routes, posts, ground and rules for ways: other in
// patrols, meeting points, sectors, pairs and revisit rules only. It shares all
// that was made for the first. It fails as NewModel does, where patrols sail
// that did not.
func (x *Model) With(a *axis.Axis) (*Model, error) {
	out := *x
	out.Axis = a
	var err error
	if out.water, err = a.Layout.Water(); err != nil {
		return nil, fmt.Errorf("land: %w", err)
	}
	return &out, nil
}

// Until returns the same model for work that is given up when ctx ends: of a
// patrol whose times are then being computed New and From return any times, or
// none, so the caller has to look at ctx before it uses them.
func (x *Model) Until(ctx context.Context) *Model {
	out := *x
	out.ctx = ctx
	return &out
}

// ended reports whether the work is to be given up.
func (x *Model) ended() bool { return x.ctx != nil && x.ctx.Err() != nil }

// often is after how many breakpoints it is looked whether the work is to be given
// up.
const often = 1024

// forbidden returns the ground that a side must not enter.
func forbidden(s *sectors.Scenario, side int) (out []orb.Polygon) {
	for _, f := range s.Forbidden {
		if f.Side == "" || f.Side == s.Sides[side].Code {
			out = append(out, f.Polygon...)
		}
	}
	return out
}

// Islands returns in how many parts that nothing joins a side's roads are.
func (x *Model) Islands(side int) network.Islands {
	if x.Network == nil {
		return network.Islands{}
	}
	return x.Network.Islands(side)
}

// clear reports whether a side can go straight from one place to another. What
// is within a metre of the ends does not count.
func (x *Model) clear(side int, a, b orb.Point) bool {
	return x.border.Clear(a, b, onM) && x.forbidden[side].Clear(a, b, onM)
}

// mostRoutes is from how many routes of a kind one goes straight to a place.
const mostRoutes = 3

// feet are the places of a kind of routes from which a side goes straight to
// each breakpoint.
type feet struct {
	mu sync.Mutex
	of [][]network.Near // by breakpoint
}

// feetOf returns the feet of a side and a kind; they are sought when they are
// first asked for, for all breakpoints at which patrols of that kind can come to
// the border. There are none where the work is given up.
func (x *Model) feetOf(side int, kind int) [][]network.Near {
	f := &x.feet[side][kind]
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.of != nil {
		return f.of
	}
	of := make([][]network.Near, x.N()+1)
	if x.Network.Has(side, sectors.Kinds[kind]) {
		var wg sync.WaitGroup
		workers := runtime.GOMAXPROCS(0)
		for w := range workers {
			wg.Go(func() {
				for b := w; b <= x.N() && !x.ended(); b += workers {
					if x.beside(b, sectors.Kinds[kind]) {
						of[b] = x.Network.Near(x.At[b], side, sectors.Kinds[kind], mostRoutes, func(at orb.Point) bool {
							return x.reaches(side, b, at)
						})
					}
				}
			})
		}
		wg.Wait()
	}
	if !x.ended() { // what is kept is whole
		f.of = of
	}
	return of
}

// reaches reports whether a side may go straight to a breakpoint from a place.
// From the border itself, where a straight way might lead over the other side,
// it goes along the element on which the place lies, and no farther.
func (x *Model) reaches(side, b int, at orb.Point) bool {
	if x.border.Touches(at, onM) {
		ends := func(e int) bool { return e == b || e+1 == b }
		return slices.ContainsFunc(x.underfoot(at), ends) && x.forbidden[side].Clear(x.At[b], at, onM)
	}
	return x.clear(side, x.At[b], at)
}

// beside reports whether one comes to a breakpoint by ways of a kind.
func (x *Model) beside(b int, k sectors.Kind) bool {
	return slices.ContainsFunc(x.elementsAt(b), func(e int) bool { return x.opens(e, k) })
}

// opens reports whether one comes to an element by ways of a kind: over land to
// all but the sea, on water to water of its kind.
func (x *Model) opens(e int, k sectors.Kind) bool {
	if x.Elements[e].Route == axis.Void {
		return false
	}
	at := x.Kind(e)
	return at == k || at == sectors.Any || k == sectors.Land && at != sectors.Sea
}

// elementsAt returns the elements that end or begin at a breakpoint.
func (x *Model) elementsAt(b int) (out []int) {
	before, after := b-1, b
	if x.Ring {
		before, after = (b-1+x.N())%x.N(), b%x.N()
	}
	if before >= 0 {
		out = append(out, before)
	}
	if after < x.N() {
		out = append(out, after)
	}
	return out
}
