// Package journey finds the way of a patrol from its post to a place and home,
// leg by leg, and where two patrols can meet: how soon, how far each gets in how
// long, and which of the border one of them cannot reach, with why.
//
// It takes a layout and gives values that are finished. Ways and times are those
// of package access: to the border by its tables, exact to a metre of the border,
// as a breakpoint is put where the way leads; else by Model.To. A place within
// OnBorderM of the border is on it. Lengths are metres, times hours since
// departure, speeds km/h. What is wrong with the question is a *Problem; that
// there is no way is an answer, with a witness that can be looked up in the
// scenario.
//
// A journey costs one search of the network each way, and the ways to the border
// two; a meeting four and, for each of its ways, some hundred legs.
package journey

import (
	"context"
	"math"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/grid"
	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/sectors"
)

// OnBorderM is how near the border a place is on it, in metres.
const OnBorderM = 100.0

// samePlaceM is how near its post a patrol is there already, in metres.
const samePlaceM = 1.0

// Place is a place on earth, and of the scenario if it is one.
type Place struct {
	ID   string    `json:"id,omitempty"` // of a post or meeting point
	Name string    `json:"name,omitempty"`
	At   orb.Point `json:"at"`   // longitude, latitude
	MGRS string    `json:"mgrs"` // to 1 m
	// BorderM is the chainage of the border where the place is on it, and OffsetM
	// how far beside it what was asked for lies.
	BorderM *float64 `json:"border_m,omitempty"`
	OffsetM float64  `json:"offset_m,omitempty"`
}

// newPlace describes a place.
func newPlace(id, name string, at orb.Point) Place {
	mgrs, err := grid.ToMGRS(at[0], at[1], 5)
	if err != nil {
		mgrs = "" // no place on earth lacks one
	}
	return Place{ID: id, Name: name, At: at, MGRS: mgrs}
}

// Destination is where a patrol is to go.
type Destination struct {
	ID, Name string // of a post or meeting point, if it is one
	At       orb.Point
	Border   bool // it means the nearest place of the border, however far that is
}

// How says how a leg is gone.
type How string

// How legs are gone. All but AlongBorder are those of package access.
const (
	OffRoute    = How(access.OffRoute)
	OnRoute     = How(access.OnRoute)
	OnLanding   = How(access.OnLanding)
	OpenWater   = How(access.OpenWater)
	AlongBorder = How("border") // along the border, on the patrol's own side of it
)

// Leg is a part of a way, gone at an even speed: it takes
// LengthM ÷ 1000 ÷ SpeedKmh + ChangeH hours.
type Leg struct {
	How   How    `json:"how"`
	Route string `json:"route,omitempty"` // id of the route, stretch of the border or landing
	Name  string `json:"name,omitempty"`  // and its name
	Class string `json:"class,omitempty"` // and what its source calls it
	Kind  string `json:"kind,omitempty"`
	// LengthM is what is gone: off route longer than what is drawn, by the detour
	// factor.
	LengthM  float64 `json:"length_m"`
	DrawnM   float64 `json:"drawn_m"`
	SpeedKmh float64 `json:"speed_kmh"`
	ChangeH  float64 `json:"change_h,omitempty"` // of the change at a landing, half of it
	Hours    float64 `json:"hours"`
	// Since departure.
	FromH  float64 `json:"from_h"`
	ToH    float64 `json:"to_h"`
	FromKm float64 `json:"from_km"`
	ToKm   float64 `json:"to_km"`
	// Of a route or stretch, the chainage at which it is entered and left.
	RouteFromM float64 `json:"route_from_m"`
	RouteToM   float64 `json:"route_to_m"`
	// Line is in the direction of travel.
	Line orb.MultiLineString `json:"-"`

	us int64
}

// Journey is the quickest way of a patrol from its post to a place, and home.
type Journey struct {
	Summary
	Out  []Leg `json:"legs"`
	Home []Leg `json:"home_legs"`
}

// Summary is what a journey takes in all.
type Summary struct {
	Patrol string `json:"patrol"`
	Side   string `json:"side"`
	Layer  string `json:"layer"`
	Post   Place  `json:"post"`
	To     Place  `json:"to"`
	// NoWay says why there is no way out or no way home; of that there are no legs
	// then.
	NoWay       *Why    `json:"no_way"`
	LengthM     float64 `json:"length_m"`
	HomeLengthM float64 `json:"home_length_m"`
	OutH        float64 `json:"out_h"`
	HomeH       float64 `json:"home_h"`
	ShiftH      float64 `json:"shift_h"`
	// Share is what out and home take of the shift; above 1 the journey is beyond
	// it.
	Share       float64 `json:"share"`
	BeyondShift bool    `json:"beyond_shift"`
	// GreatCircleM is the geodesic from the post, and LeastH how long it takes at
	// the patrol's fastest: no way there is quicker.
	GreatCircleM float64 `json:"great_circle_m"`
	FastestKmh   float64 `json:"fastest_kmh"`
	LeastH       float64 `json:"least_h"`
	DetourRatio  float64 `json:"detour_ratio"` // LengthM ÷ GreatCircleM; 0 at the post
}

// Route finds the way of a patrol of the layout to a place and home, with
// breakpoints every stepM metres of the border. It fails with a *Problem where
// the question has no meaning, and where ctx ends.
func Route(ctx context.Context, l *sectors.Layout, patrol string, to Destination, stepM float64) (*Journey, error) {
	p := patrolOf(l.Scenario, patrol)
	if p == nil {
		return nil, unknownPatrol(l.Scenario, patrol)
	}
	if !onEarth(to.At) {
		return nil, &Problem{Code: OffEarth}
	}
	g, err := newGround(ctx, l, stepM, to.At)
	if err != nil {
		return nil, err
	}
	t := g.traveller(p)
	if err := t.standing(); err != nil {
		return nil, err
	}
	j := &Journey{Out: []Leg{}, Home: []Leg{}, Summary: Summary{Patrol: p.ID, Side: p.Side, Layer: p.Layer,
		Post: newPlace(t.post.ID, t.post.Name, t.post.At), To: newPlace(to.ID, to.Name, to.At), ShiftH: p.ShiftH}}
	at := access.Stands(g.Axis, &sectors.Post{At: to.At})
	if !to.Border && at.DistanceM > OnBorderM && at.Side != "" && at.Side != p.Side {
		return nil, g.otherSide(p, at)
	}
	if to.Border || at.DistanceM <= OnBorderM {
		j.To.OffsetM = at.DistanceM
		err = t.toBorder(ctx, j, g.breakpointOf(to.At))
	} else {
		err = t.toPlace(ctx, j)
	}
	if err != nil {
		return nil, err
	}
	t.sum(j)
	return j, nil
}

// onEarth reports whether a point is a place.
func onEarth(p orb.Point) bool { return math.Abs(p[0]) <= 360 && math.Abs(p[1]) <= 90 }

// toBorder fills in the ways to a breakpoint of the border and home.
func (t *traveller) toBorder(ctx context.Context, j *Journey, b int) error {
	m := t.ChainageM[b]
	offsetM := j.To.OffsetM
	j.To = newPlace(j.To.ID, j.To.Name, t.At[b])
	j.To.BorderM, j.To.OffsetM = &m, offsetM
	if err := t.set(ctx); err != nil {
		return err
	}
	outUs, homeUs := t.table.At(b)
	if outUs >= access.Never || homeUs >= access.Never {
		j.NoWay = t.cut(b)
		return nil
	}
	j.Out, j.Home = t.legs(b, false), t.legs(b, true)
	return nil
}

// toPlace fills in the ways to a place beside the border and home.
func (t *traveller) toPlace(ctx context.Context, j *Journey) error {
	at := j.To.At
	if geo.DistanceM(t.post.At, at) <= samePlaceM {
		return nil
	}
	if why := t.barred(at); why != nil {
		j.NoWay = why
		return nil
	}
	limitUs := access.Us(t.far.ShiftH)
	out := t.To(t.patrol, at, false, limitUs)
	if err := ctx.Err(); err != nil {
		return err
	}
	home := t.To(t.patrol, at, true, limitUs)
	if err := ctx.Err(); err != nil {
		return err
	}
	j.Out, j.Home = t.timed(t.converted(out)), t.timed(t.converted(home))
	if len(out) == 0 {
		j.NoWay = t.apart(at, j.Home, false)
	} else if len(home) == 0 {
		j.NoWay = t.apart(at, j.Out, true)
	}
	return nil
}

// sum fills in what a journey takes in all.
func (t *traveller) sum(j *Journey) {
	if n := len(j.Out); n > 0 {
		j.LengthM, j.OutH = j.Out[n-1].ToKm*1000, j.Out[n-1].ToH
	}
	if n := len(j.Home); n > 0 {
		j.HomeLengthM, j.HomeH = j.Home[n-1].ToKm*1000, j.Home[n-1].ToH
	}
	if j.NoWay == nil {
		if t.patrol.ShiftH > 0 {
			j.Share = (j.OutH + j.HomeH) / t.patrol.ShiftH
		}
		j.BeyondShift = access.Us(j.OutH)+access.Us(j.HomeH) > access.Us(t.patrol.ShiftH)
	}
	j.GreatCircleM, j.FastestKmh = geo.DistanceM(j.Post.At, j.To.At), t.fastestKmh()
	if j.FastestKmh > 0 {
		j.LeastH = j.GreatCircleM / 1000 / j.FastestKmh
	}
	if j.GreatCircleM > samePlaceM {
		j.DetourRatio = j.LengthM / j.GreatCircleM
	}
}

// breakpointOf returns the breakpoint at the place of the border nearest to a
// point at which the border was cut.
func (g *ground) breakpointOf(at orb.Point) int {
	route, near := axis.Nearest(g.Layout, at)
	b := g.Breakpoint(g.Layout.BorderFromM[route] + near.ChainageM)
	if b > 0 && geo.DistanceM(at, g.At[b-1]) < geo.DistanceM(at, g.At[b]) {
		b--
	}
	for b < g.N() && geo.DistanceM(at, g.At[b+1]) < geo.DistanceM(at, g.At[b]) {
		b++
	}
	return b
}
