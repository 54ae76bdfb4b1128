package journey_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/planner/journey"
	"lindero/sectors"
)

// TestUnreachableIsTrue looks up every witness, and asks for ways to places
// within and without.
func TestUnreachableIsTrue(t *testing.T) {
	for name, pairs := range boxedPairs {
		l := boxed(t, name)
		for _, pair := range pairs[:1] {
			r := meet(t, l, journey.Question{Patrols: pair})
			checkUnreachable(t, l, r)
		}
	}
}

// checkUnreachable holds what is told out of reach to the scenario.
func checkUnreachable(t *testing.T, l *sectors.Layout, r *journey.Rendezvous) {
	t.Helper()
	m := modelOf(t, l)
	a := m.Axis
	sum := 0.0
	for i := range r.Unreachable {
		u := &r.Unreachable[i]
		sum += u.LengthM
		if i > 0 && u.FromM < r.Unreachable[i-1].ToM-1e-6 || !near(u.LengthM, u.ToM-u.FromM, 1e-6) || len(u.Why) != len(u.Sides) {
			t.Errorf("%+v", u)
		}
		for k, w := range u.Why {
			if w.Side != u.Sides[k] {
				t.Errorf("of %v: %+v", u.Sides, w)
			}
			checkWitness(t, l, r, u, w)
		}
	}
	if !near(sum, r.UnreachableM, 1e-3) {
		t.Errorf("%v m are out of reach, the spans sum to %v m", r.UnreachableM, sum)
	}
	// Breakpoints, by tables with the patrols' own shifts.
	for s, id := range r.Patrols {
		p := patrolOf(l, id)
		table := m.New(p)
		for b := 1; b < a.N(); b++ {
			if a.Elements[b-1].Route == axis.Void || a.Elements[b].Route == axis.Void {
				continue
			}
			us, homeUs := table.At(b)
			got := us < access.Never && us+homeUs <= access.Us(p.ShiftH) && access.HugKmh(a, p, s, b) > 0 && access.HugKmh(a, p, s, b-1) > 0
			out := slices.ContainsFunc(r.Unreachable, func(u journey.Unreachable) bool {
				c := a.ChainageM[b]
				if c < u.FromM {
					c += r.LengthM
				}
				return c > u.FromM+0.01 && c < u.ToM-0.01 && slices.Contains(u.Sides, r.Sides[s])
			})
			if got && out {
				t.Errorf("%s: km %v is reached, and told to be out of reach", id, a.ChainageM[b]/1000)
			}
			if far := us >= access.Never || us+homeUs > access.Us(p.ShiftH)+2; far && !out && !slices.ContainsFunc(r.Unreachable, func(u journey.Unreachable) bool {
				return near(a.ChainageM[b], u.FromM, 0.02) || near(a.ChainageM[b], u.ToM, 0.02)
			}) {
				t.Errorf("%s: km %v is not reached, and not told", id, a.ChainageM[b]/1000)
			}
		}
	}
}

// timesAt returns how long a patrol takes to a chainage of the border, and there
// and home, from the nearer breakpoints of a table; and whether the chainage is
// where the ground changes or the border ends.
func timesAt(a *axis.Axis, p *sectors.Patrol, s int, table *access.Table, m float64) (outH, bothH float64, edge bool) {
	b := max(a.Breakpoint(m), 1)
	if near(a.ChainageM[b-1], m, 0.01) && b > 1 {
		b--
	}
	open := func(e int) bool { return e >= 0 && e < a.N() && access.HugKmh(a, p, s, e) > 0 }
	kmh := access.HugKmh(a, p, s, b-1)
	from, fromHome := table.At(b - 1)
	to, toHome := table.At(b)
	there, back := (m-a.ChainageM[b-1])/1000/kmh, (a.ChainageM[b]-m)/1000/kmh
	outH = min(access.Hours(from)+there, access.Hours(to)+back)
	return outH, outH + min(access.Hours(fromHome)+there, access.Hours(toHome)+back), near(a.ChainageM[b], m, 0.01) && open(b-1) != open(b)
}

// TestEndsAreExact wants isochrones to end where the time is just up, and what is
// out of reach where the shift just suffices.
func TestEndsAreExact(t *testing.T) {
	drawnLayout := layoutOf(t, drawn(t))
	for _, c := range []struct {
		l    *sectors.Layout
		pair [2]string
	}{{boxed(t, "guatemala-mexico"), [2]string{"GT-05", "MX-05"}}, {boxed(t, "andorra"), [2]string{"AD-06", "EU-05"}}, {drawnLayout, [2]string{"car", "foot"}}} {
		a, r := modelOf(t, c.l).Axis, meet(t, c.l, journey.Question{Patrols: c.pair})
		var tables [2]*access.Table
		for s, id := range c.pair {
			tables[s] = modelOf(t, c.l).New(longer(patrolOf(c.l, id)))
		}
		ends := 0
		for _, x := range r.Isochrones {
			s := slices.Index(r.Sides[:], x.Side)
			for _, span := range x.Spans {
				for _, m := range []float64{span.FromM, span.ToM} {
					outH, _, edge := timesAt(a, patrolOf(c.l, c.pair[s]), s, tables[s], m)
					if !edge && !near(outH, x.WithinH, 1e-6) && m > 0.01 && m < r.LengthM-0.01 {
						t.Errorf("%s within %v h ends at km %v, after %v h", c.pair[s], x.WithinH, m/1000, outH)
					}
					ends++
				}
			}
		}
		for _, u := range r.Unreachable {
			for _, m := range []float64{u.FromM, math.Mod(u.ToM, r.LengthM)} {
				exact := m < 0.01 || m > r.LengthM-0.01
				for s := range tables {
					_, bothH, edge := timesAt(a, patrolOf(c.l, c.pair[s]), s, tables[s], m)
					exact = exact || edge || near(bothH, r.ShiftH[s], 1e-6)
				}
				if !exact {
					t.Errorf("%v: what is out of reach ends at km %v", c.pair, m/1000)
				}
			}
		}
		if ends < 8 || len(r.Unreachable) < 2 {
			t.Errorf("%v: %d ends, %d spans out of reach", c.pair, ends, len(r.Unreachable))
		}
	}
}

// checkWitness looks a witness up in the scenario.
func checkWitness(t *testing.T, l *sectors.Layout, r *journey.Rendezvous, u *journey.Unreachable, w *journey.Why) {
	t.Helper()
	s := slices.Index(r.Sides[:], w.Side)
	p := patrolOf(l, r.Patrols[s])
	middleM := math.Mod((u.FromM+u.ToM)/2, r.LengthM)
	i, found := slices.BinarySearch(l.BorderFromM, middleM)
	if !found {
		i--
	}
	stretch := &l.Routes[i]
	middle := stretch.Line.At(middleM - l.BorderFromM[i])
	inside := func(id string, at orb.Point) bool {
		return slices.ContainsFunc(l.Scenario.Forbidden, func(f sectors.Area) bool {
			return f.ID == id && (f.Side == "" || f.Side == w.Side) && slices.ContainsFunc(f.Polygon, func(x orb.Polygon) bool { return geo.NewArea(x).Contains(at) })
		})
	}
	bad := func(why string) {
		t.Helper()
		t.Errorf("km %v–%v: %+v: %s", u.FromM/1000, u.ToM/1000, w, why)
	}
	switch w.Reason {
	case journey.ByKind:
		if p.SpeedKmh.Of(sectors.Kind(w.Kind)) > 0 || w.AtM == nil && (string(stretch.Kind) != w.Kind || w.Kind != "sea" && p.SpeedKmh.Land > 0) {
			bad("it can move there")
		}
	case journey.ByForbidden:
		if !inside(w.Subject, middle) && !inside(w.Subject, l.PostOf(p).At) && (w.AtM == nil || !crosses(l, w.Subject, l.PostOf(p).At, middle)) {
			bad("it may go there")
		}
	case journey.ByBorder:
		fence := geo.NewFence(l.Routes[slices.IndexFunc(l.Routes, func(x sectors.Route) bool { return x.ID == w.Subject })].Line.Parts()...)
		to, _ := breakpointAt(t, l, *w.AtM)
		if fence.Clear(l.PostOf(p).At, to, 1) {
			bad("the way is clear")
		}
	case journey.ByShift, journey.ByNoRoad, journey.ByIsland:
		checkLate(t, l, p, w, bad)
	default:
		bad("a reason without a test")
	}
}

// crosses reports whether a straight way meets the edge of forbidden ground.
func crosses(l *sectors.Layout, id string, from, to orb.Point) bool {
	for _, f := range l.Scenario.Forbidden {
		for _, x := range f.Polygon {
			if f.ID == id && !geo.NewFence(orb.LineString(x[0])).Clear(from, to, 1) {
				return true
			}
		}
	}
	return false
}

// breakpointAt returns the place at a chainage of the border.
func breakpointAt(t *testing.T, l *sectors.Layout, m float64) (orb.Point, int) {
	a := modelOf(t, l).Axis
	b := a.Breakpoint(m)
	return a.At[b], b
}

// checkLate holds the hours of a witness to the way to its place, and its nearest
// route to all there are.
func checkLate(t *testing.T, l *sectors.Layout, p *sectors.Patrol, w *journey.Why, bad func(string)) {
	t.Helper()
	if w.NeededH > 0 {
		if w.NeededH <= p.ShiftH || w.ShiftH != p.ShiftH {
			bad("it fits the shift")
		}
		at, b := breakpointAt(t, l, *w.AtM)
		m := modelOf(t, l)
		if tables[p] == nil {
			tables[p] = m.New(longer(p))
		}
		us, homeUs := tables[p].At(b)
		if near(m.ChainageM[b], *w.AtM, 1e-3) && !near(w.NeededH, access.Hours(us+homeUs), 1e-6) {
			bad(fmt.Sprintf("it takes %v h", access.Hours(us+homeUs)))
		}
		if w.Reason != journey.ByShift && w.NeededH-w.OffRouteH > p.ShiftH+1e-6 {
			bad("it takes too long on the routes too")
		}
		if w.NearWay != nil {
			checkNearWay(t, l, p, at, w.NearWay, bad)
		}
	}
	if w.Reason == journey.ByIsland && (w.NearWay == nil || w.NearWay.Joined || w.Subject != w.NearWay.Route) {
		bad("it is joined")
	}
}

// checkNearWay looks through all routes, and at which parts they are in.
func checkNearWay(t *testing.T, l *sectors.Layout, p *sectors.Patrol, at orb.Point, n *journey.NearWay, bad func(string)) {
	t.Helper()
	best, id := math.Inf(1), ""
	for i := len(l.BorderFromM); i < len(l.Routes); i++ {
		r := &l.Routes[i]
		if !r.Travel || r.Side != "" && r.Side != p.Side || !(p.SpeedKmh.Of(r.Kind) > 0) {
			continue
		}
		if d := r.Line.Locate(at).OffsetM; d < best {
			best, id = d, r.ID
		}
	}
	if !near(best, n.DistanceM, 1e-3) {
		bad(fmt.Sprintf("the nearest route is %s, %v m away", id, best))
	}
}

// TestDrawnUnreachable has a river that the car cannot move on but walks beside,
// forbidden ground, and the hours that the rest takes.
func TestDrawnUnreachable(t *testing.T) {
	s := drawn(t)
	s.Forbidden = []sectors.Area{{ID: "park", Name: "The Park", Side: "BB", Polygon: orb.MultiPolygon{{{{0.2, -0.05}, {0.3, -0.05}, {0.3, 0.05}, {0.2, 0.05}, {0.2, -0.05}}}}}}
	l := layoutOf(t, s)
	r := meet(t, l, journey.Question{Patrols: [2]string{"car", "foot"}})
	checkUnreachable(t, l, r)
	i := slices.IndexFunc(r.Unreachable, func(u journey.Unreachable) bool {
		return slices.ContainsFunc(u.Why, func(w *journey.Why) bool { return w.Reason == journey.ByForbidden })
	})
	if i < 0 || !near(r.Unreachable[i].FromM, 0.2*degreeM, 0.1) || !near(r.Unreachable[i].ToM, 0.3*degreeM, 0.1) || r.Unreachable[i].Why[0].Subject != "park" {
		t.Errorf("%+v", r.Unreachable)
	}
	// A boat of the river comes nowhere on land, and a ship nowhere at all.
	s = drawn(t)
	s.Patrols[0].SpeedKmh = sectors.PerKind{River: 10}
	l = layoutOf(t, s)
	r = meet(t, l, journey.Question{Patrols: [2]string{"car", "foot"}})
	checkUnreachable(t, l, r)
	if u := r.Unreachable[0]; u.FromM != 0 || u.Why[0].Reason != journey.ByKind || u.Why[0].Kind != "land" {
		t.Errorf("%+v", u)
	}
	// Of the border's parts the second lies behind the first.
	s = drawn(t)
	s.Border[1].Line = lineOf(t, orb.Point{0.1, -0.4}, orb.Point{0.4, -0.4})
	s.Border[1].Kind = sectors.Land
	s.Routes, s.Landings = nil, nil
	s.MeetingPoints = s.MeetingPoints[:1]
	l = layoutOf(t, s)
	r = meet(t, l, journey.Question{Patrols: [2]string{"car", "foot"}})
	checkUnreachable(t, l, r)
	last := r.Unreachable[len(r.Unreachable)-1]
	if k := slices.IndexFunc(last.Why, func(w *journey.Why) bool { return w.Side == "AA" }); k < 0 || last.Why[k].Reason != journey.ByBorder || last.Why[k].Subject != "hills" {
		t.Errorf("behind the border: %+v", r.Unreachable)
	}
}
