package journey_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/access"
	"lindero/planner/journey"
	"lindero/sectors"
)

// checkLegs holds every number of a way to the others, and to the rules.
func checkLegs(t *testing.T, l *sectors.Layout, patrol string, legs []journey.Leg, h, lengthM float64) {
	t.Helper()
	p := l.Scenario.Patrols[slices.IndexFunc(l.Scenario.Patrols, func(p sectors.Patrol) bool { return p.ID == patrol })]
	sumH, km := 0.0, 0.0
	for i := range legs {
		x := &legs[i]
		if !near(x.FromH, sumH, 1e-9) || !near(x.FromKm, km, 1e-9) || !near(x.ToH-x.FromH, x.Hours, 1e-9) || !near(x.ToKm-x.FromKm, x.LengthM/1000, 1e-9) {
			t.Errorf("%s: leg %d does not follow: %+v", patrol, i, x)
		}
		if x.SpeedKmh > 0 && !near(x.Hours, x.LengthM/1000/x.SpeedKmh+x.ChangeH, 1e-8+1e-6*x.Hours) {
			t.Errorf("%s: leg %d takes %v h, %v m at %v km/h %v", patrol, i, x.Hours, x.LengthM, x.SpeedKmh, x.LengthM/1000/x.SpeedKmh+x.ChangeH)
		}
		checkSpeed(t, l, &p, x)
		drawnM := 0.0
		for _, part := range x.Line {
			if line, err := geo.NewLine(part); err == nil {
				drawnM += line.LengthM()
			}
		}
		if x.How != journey.OffRoute && x.How != journey.OnLanding && !near(drawnM, x.DrawnM, 0.01+1e-6*drawnM) {
			t.Errorf("%s: leg %d is drawn with %v m of %v", patrol, i, drawnM, x.DrawnM)
		}
		if i > 0 {
			before := legs[i-1].Line[len(legs[i-1].Line)-1]
			if d := geo.DistanceM(before[len(before)-1], x.Line[0][0]); d > 0.5 {
				t.Errorf("%s: leg %d begins %v m from where leg %d ends", patrol, i, d, i-1)
			}
		}
		sumH, km = sumH+x.Hours, km+x.LengthM/1000
	}
	if !near(sumH, h, 1e-6) || !near(km*1000, lengthM, 1e-3) {
		t.Errorf("%s: legs sum to %v h and %v km, the way is %v h and %v m", patrol, sumH, km, h, lengthM)
	}
}

// checkSpeed derives a leg's speed from the scenario.
func checkSpeed(t *testing.T, l *sectors.Layout, p *sectors.Patrol, x *journey.Leg) {
	t.Helper()
	if x.LengthM < 5 { // whole microseconds show
		return
	}
	own := p.SpeedKmh.Of(sectors.Kind(x.Kind))
	off := own
	if limit := l.Scenario.Rules.OffRouteSpeedKmh.Of(sectors.Kind(x.Kind)); p.Layer == sectors.SurfaceLayer && limit > 0 {
		off = min(off, limit)
	}
	want := off
	switch x.How {
	case journey.OnRoute:
		r := l.Routes[slices.IndexFunc(l.Routes, func(r sectors.Route) bool { return r.ID == x.Route })]
		if want = own; r.SpeedLimitKmh > 0 {
			want = min(want, r.SpeedLimitKmh)
		}
		if x.RouteToM > x.RouteFromM {
			want += r.CurrentKmh
		} else {
			want -= r.CurrentKmh
			if r.OneWay && p.SpeedKmh.Land > sectors.WalkingKmh {
				t.Errorf("%s goes against %s", p.ID, r.ID)
			}
		}
	case journey.AlongBorder:
		land := p.SpeedKmh.Land
		if limit := l.Scenario.Rules.OffRouteSpeedKmh.Land; p.Layer == sectors.SurfaceLayer && limit > 0 {
			land = min(land, limit)
		}
		if want = max(own, off); x.Kind != string(sectors.Sea) {
			want = max(own, land)
		}
	}
	if x.How != journey.OnLanding && !near(x.SpeedKmh, want, 1e-4*want+0.001) {
		t.Errorf("%s: %+v at %v km/h, want %v", p.ID, x, x.SpeedKmh, want)
	}
}

func checkJourney(t *testing.T, l *sectors.Layout, j *journey.Journey) {
	t.Helper()
	checkLegs(t, l, j.Patrol, j.Out, j.OutH, j.LengthM)
	checkLegs(t, l, j.Patrol, j.Home, j.HomeH, j.HomeLengthM)
	if j.NoWay != nil {
		return
	}
	if !near(j.Share, (j.OutH+j.HomeH)/j.ShiftH, 1e-9) || j.BeyondShift != (j.Share > 1+1e-12) {
		t.Errorf("%s: share %v, beyond %v: %v + %v of %v", j.Patrol, j.Share, j.BeyondShift, j.OutH, j.HomeH, j.ShiftH)
	}
	if !near(j.LeastH, j.GreatCircleM/1000/j.FastestKmh, 1e-9) || j.LeastH > j.OutH+1e-6 || j.LeastH > j.HomeH+1e-6 {
		t.Errorf("%s: no way takes less than %v h, yet these take %v and %v", j.Patrol, j.LeastH, j.OutH, j.HomeH)
	}
	if j.GreatCircleM > 2 && (!near(j.DetourRatio, j.LengthM/j.GreatCircleM, 1e-9) || j.DetourRatio < 0.99) {
		t.Errorf("%s: detour %v of %v m, %v m as the crow flies", j.Patrol, j.DetourRatio, j.LengthM, j.GreatCircleM)
	}
}

// hows writes how a way is gone, and along what.
func hows(legs []journey.Leg) (out []string) {
	for i := range legs {
		out = append(out, fmt.Sprint(legs[i].How, " ", legs[i].Route))
	}
	return out
}

// TestDrawnRiver goes by road to a quay, and down a river and up again.
func TestDrawnRiver(t *testing.T) {
	l := layoutOf(t, drawn(t))
	j := route(t, l, "both", journey.Destination{At: orb.Point{0.8, 0.1}})
	checkJourney(t, l, j)
	if want := []string{"route r-road", "landing quay", "landing quay", "route r-river"}; !slices.Equal(hows(j.Out), want) {
		t.Errorf("out by %v, want %v", hows(j.Out), want)
	}
	road, river := l.Routes[2].Line.LengthM(), l.Routes[4].Line.LengthM()
	// 30 km/h by road, 12 minutes for the change, 10 + 2 km/h down and 10 − 2 up.
	if want := road/30e3 + 0.2 + river/12e3; !near(j.OutH, want, 1e-6) {
		t.Errorf("out in %v h, want %v", j.OutH, want)
	}
	if want := road/30e3 + 0.2 + river/8e3; !near(j.HomeH, want, 1e-6) {
		t.Errorf("home in %v h, want %v", j.HomeH, want)
	}
	if x := j.Out[0]; x.Name != "High Road" || x.Class != "track" || x.Kind != "land" || j.Out[1].ChangeH != 0.1 {
		t.Errorf("first legs %+v", j.Out[:2])
	}
	s := drawn(t)
	s.Patrols[1].SpeedKmh.River = 45
	if j = route(t, layoutOf(t, s), "both", journey.Destination{At: orb.Point{0.8, 0.1}}); j.FastestKmh != 47 {
		t.Errorf("with the current no faster than %v km/h", j.FastestKmh)
	}
	// The car has no boat: off route from the road's end.
	j = route(t, l, "car", journey.Destination{At: orb.Point{0.8, 0.1}})
	checkJourney(t, l, j)
	if x := j.Out[len(j.Out)-1]; x.How != journey.OffRoute || x.Kind != "land" || !near(x.LengthM, 2*x.DrawnM, 1e-6) {
		t.Errorf("the car ends with %+v", x)
	}
}

// TestDrawnBridge: over the river by the bridge, and on off route to the border.
func TestDrawnBridge(t *testing.T) {
	l := layoutOf(t, drawn(t))
	j := route(t, l, "car", journey.Destination{At: orb.Point{0.4, 0.0004}})
	checkJourney(t, l, j)
	if want := []string{"route r-road", "route r-bridge", "off_route "}; !slices.Equal(hows(j.Out), want) {
		t.Fatalf("out by %v, want %v", hows(j.Out), want)
	}
	tail := geo.DistanceM(orb.Point{0.4, 0.05}, orb.Point{0.4, 0})
	if want := 0.2*degreeM/30e3 + l.Routes[3].Line.LengthM()/40e3 + 2*tail/4e3; !near(j.OutH, want, 2e-4) { // the road is a parallel at 0.2°
		t.Errorf("out in %v h, want %v", j.OutH, want)
	}
	if j.To.BorderM == nil || !near(*j.To.BorderM, 0.4*degreeM, 0.1) || !near(j.To.OffsetM, geo.DistanceM(orb.Point{0.4, 0.0004}, orb.Point{0.4, 0}), 0.01) {
		t.Errorf("comes to %+v", j.To)
	}
}

// TestDrawnLoop goes round a one-way loop, and home by going on round.
func TestDrawnLoop(t *testing.T) {
	l := layoutOf(t, drawn(t))
	j := route(t, l, "car", journey.Destination{At: orb.Point{0.1, 0.4}})
	checkJourney(t, l, j)
	loop := l.Routes[5].Line
	first := geo.DistanceM(orb.Point{0.1, 0.2}, orb.Point{0.1, 0.4})
	if !slices.Equal(hows(j.Out), []string{"route r-loop"}) || !near(j.OutH, first/40e3, 1e-6) {
		t.Errorf("out by %v in %v h", hows(j.Out), j.OutH)
	}
	if want := (loop.LengthM()-first)/40e3 + geo.DistanceM(orb.Point{0.1, 0.2}, orb.Point{0.3, 0.2})/30e3; !slices.Equal(hows(j.Home), []string{"route r-loop", "route r-road"}) || !near(j.HomeH, want, 1e-4) {
		t.Errorf("home by %v in %v h, want %v", hows(j.Home), j.HomeH, want)
	}
}

// TestNoWay wants the reason of what cannot be reached.
func TestNoWay(t *testing.T) {
	fenced := func(id string, ring orb.Ring) func(s *sectors.Scenario) {
		return func(s *sectors.Scenario) {
			s.Forbidden = append(s.Forbidden, sectors.Area{ID: id, Side: "AA", Polygon: orb.MultiPolygon{{ring}}})
		}
	}
	box := func(x0, y0, x1, y1 float64) orb.Ring {
		return orb.Ring{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}
	}
	for _, c := range []struct {
		name, patrol string
		to           orb.Point
		spoil        func(s *sectors.Scenario)
		reason       journey.Reason
		subject, way string
	}{
		{"in forbidden ground", "car", orb.Point{0.9, 0.5}, fenced("park", box(0.85, 0.4, 0.95, 0.6)), journey.ByForbidden, "park", ""},
		{"a post in forbidden ground", "car", orb.Point{0.9, 0.5}, fenced("camp", box(0.05, 0.15, 0.15, 0.25)), journey.ByForbidden, "camp", ""},
		{"behind forbidden ground", "car", orb.Point{0.9, 0.5}, func(s *sectors.Scenario) {
			s.Routes = nil
			s.Landings = nil
			fenced("wall", box(0.6, 0.05, 0.7, 0.95))(s)
		}, journey.ByForbidden, "wall", "out"},
		{"an island of the roads behind a wall", "car", orb.Point{0.1, 0.9}, fenced("wall", box(-1, 0.6, 2, 0.7)), journey.ByIsland, "r-far", "out"},
		{"an island of the river behind a wall, nearer than the roads", "both", orb.Point{0.9, 0.5}, fenced("wall", box(0.6, 0.05, 0.7, 0.95)), journey.ByIsland, "r-river", "out"},
		{"a boat to the hills", "boat", orb.Point{0.1, 0.6}, func(s *sectors.Scenario) {
			s.Patrols = append(s.Patrols, sectors.Patrol{ID: "boat", Side: "AA", Post: "a", Layer: sectors.SurfaceLayer, SpeedKmh: sectors.PerKind{River: 10}, ShiftH: 10})
		}, journey.ByKind, "", ""},
		{"nobody moves", "still", orb.Point{0.1, 0.6}, func(s *sectors.Scenario) {
			s.Patrols = append(s.Patrols, sectors.Patrol{ID: "still", Side: "AA", Post: "a", Layer: sectors.SurfaceLayer, ShiftH: 10})
		}, journey.ByKind, "", ""},
		{"behind the border", "car", orb.Point{0.5, -0.2}, func(s *sectors.Scenario) { // a bay of BB's side that is AA's
			s.Border[0].Line = lineOf(t, orb.Point{0, 0}, orb.Point{0.4, 0}, orb.Point{0.4, -0.1}, orb.Point{0.3, -0.1}, orb.Point{0.3, -0.3}, orb.Point{0.6, -0.3}, orb.Point{0.6, -0.01}, orb.Point{0.5, 0})
			s.Routes, s.Landings = nil, nil
			s.Posts[0].At = orb.Point{0.05, 0.1}
		}, journey.ByBorder, "hills", "out"},
		{"land in the sea", "car", orb.Point{0.9, 0.5}, func(s *sectors.Scenario) {
			s.Land = []sectors.Area{{ID: "main", Polygon: orb.MultiPolygon{{box(-1, -1, 0.5, 1)}}}}
		}, journey.ByKind, "", ""},
		{"a trap", "car", orb.Point{0.3, 0.25}, func(s *sectors.Scenario) {
			s.Routes = []sectors.Route{s.Routes[3]}
			s.Routes[0] = sectors.Route{ID: "slide", Kind: sectors.Land, Side: "AA", Travel: true, OneWay: true, Line: lineOf(t, orb.Point{0.1, 0.2}, orb.Point{0.3, 0.25})}
			s.Landings = nil
			fenced("wall", box(0.2, 0.05, 0.21, 0.21))(s) // not across the slide
			fenced("high", box(0.2, 0.235, 0.21, 2))(s)
		}, "", "", ""},
	} {
		s := drawn(t)
		c.spoil(s)
		l := layoutOf(t, s)
		j := route(t, l, c.patrol, journey.Destination{At: c.to})
		switch {
		case c.reason == "" && j.NoWay == nil:
			checkJourney(t, l, j)
		case j.NoWay == nil || j.NoWay.Reason != c.reason || j.NoWay.Subject != c.subject || j.NoWay.Way != c.way:
			t.Errorf("%s: %+v, want %s %q %s", c.name, j.NoWay, c.reason, c.subject, c.way)
		case len(j.Out) > 0:
			t.Errorf("%s: there are legs", c.name)
		}
	}
}

// TestOneWayTrap: what cannot be left again is told, with the way there.
func TestOneWayTrap(t *testing.T) {
	s := drawn(t)
	s.Routes = []sectors.Route{{ID: "slide", Name: "The Slide", Kind: sectors.Land, Side: "AA", Travel: true, OneWay: true,
		Line: lineOf(t, orb.Point{0.1, 0.2}, orb.Point{0.2, 0.3}, orb.Point{0.3, 0.2})}}
	s.Landings = nil
	// Walls on both sides of the bend leave the slide alone open.
	s.Forbidden = []sectors.Area{{ID: "low", Polygon: orb.MultiPolygon{{{{0.15, -1}, {0.25, -1}, {0.25, 0.24}, {0.2, 0.29}, {0.15, 0.24}, {0.15, -1}}}}},
		{ID: "high", Polygon: orb.MultiPolygon{{{{0.15, 2}, {0.15, 0.26}, {0.2, 0.31}, {0.25, 0.26}, {0.25, 2}, {0.15, 2}}}}}}
	l := layoutOf(t, s)
	j := route(t, l, "car", journey.Destination{At: orb.Point{0.3, 0.2}})
	if j.NoWay == nil || j.NoWay.Reason != journey.ByOneWay || j.NoWay.Subject != "slide" || j.NoWay.Way != "home" || len(j.Out) == 0 || len(j.Home) > 0 {
		t.Errorf("%+v, out by %v, home by %v", j.NoWay, hows(j.Out), hows(j.Home))
	}
	checkJourney(t, l, j)
	// On foot one goes back.
	s.Patrols[0].SpeedKmh.Land = 5
	if j = route(t, layoutOf(t, s), "car", journey.Destination{At: orb.Point{0.3, 0.2}}); j.NoWay != nil {
		t.Errorf("on foot: %+v", j.NoWay)
	}
}

// TestProblems wants questions without a meaning refused.
func TestProblems(t *testing.T) {
	for _, c := range []struct {
		name, patrol string
		to           orb.Point
		stepM        float64
		spoil        func(s *sectors.Scenario)
		code         journey.Code
		subjects     []string
	}{
		{"no patrol", "cra", orb.Point{0.5, 0.5}, 100, nil, journey.UnknownPatrol, []string{"cra", "car"}},
		{"no patrol like it", "zzzzz", orb.Point{0.5, 0.5}, 100, nil, journey.UnknownPatrol, []string{"zzzzz", "car", "both", "foot"}},
		{"the other side", "car", orb.Point{0.5, -0.5}, 100, nil, journey.OtherSide, []string{"AA", "BB"}},
		{"beyond the pole", "car", orb.Point{0.5, 91}, 100, nil, journey.OffEarth, nil},
		{"no number", "car", orb.Point{math.NaN(), 1}, 100, nil, journey.OffEarth, nil},
		{"no step", "car", orb.Point{0.5, 0.5}, 0, nil, journey.BadStep, nil},
		{"a step too small", "car", orb.Point{0.5, 0.5}, 1e-3, nil, journey.BadStep, nil},
		{"no border", "car", orb.Point{0.5, 0.5}, 100, func(s *sectors.Scenario) { s.Border = nil }, journey.NoBorder, nil},
		{"a post on the wrong side", "foot", orb.Point{0.5, -0.5}, 100, func(s *sectors.Scenario) { s.Posts[1].At = orb.Point{0.1, 0.01} },
			journey.WrongSide, []string{"b", "BB", "AA"}},
		{"a post in the sea", "foot", orb.Point{0.5, -0.5}, 100, func(s *sectors.Scenario) {
			s.Land = []sectors.Area{{ID: "isle", Polygon: orb.MultiPolygon{{{{0.3, -1}, {1, -1}, {1, 1}, {0.3, 1}, {0.3, -1}}}}}}
		}, journey.PostAtSea, []string{"b", "foot"}},
	} {
		s := drawn(t)
		if c.spoil != nil {
			c.spoil(s)
		}
		j, err := journey.Route(t.Context(), layoutOf(t, s), c.patrol, journey.Destination{At: c.to}, c.stepM)
		var p *journey.Problem
		if j != nil || !errors.As(err, &p) || p.Code != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
			continue
		}
		if c.subjects != nil && !slices.Equal(p.Subjects, c.subjects) {
			t.Errorf("%s: %v, want %v", c.name, p.Subjects, c.subjects)
		}
		if c.code == journey.OtherSide && (!near(p.LengthM, geo.DistanceM(c.to, orb.Point{0.5, 0}), 1e-3) || p.Near == nil || !near(*p.Near.BorderM, 0.5*degreeM, 0.1)) {
			t.Errorf("%s: %v m from %+v", c.name, p.LengthM, p.Near)
		}
	}
}

// TestCancelled ends at once.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	l := layoutOf(t, drawn(t))
	if _, err := journey.Route(ctx, l, "car", journey.Destination{At: orb.Point{0.5, 0.5}}, 100); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := journey.Meet(ctx, l, journey.Question{Patrols: [2]string{"car", "foot"}, StepM: 100}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestAtThePost is there already.
func TestAtThePost(t *testing.T) {
	j := route(t, layoutOf(t, drawn(t)), "car", journey.Destination{At: orb.Point{0.1, 0.2}})
	if j.NoWay != nil || j.OutH != 0 || j.HomeH != 0 || len(j.Out) > 0 || j.DetourRatio != 0 || j.BeyondShift {
		t.Errorf("%+v", j)
	}
}

// TestBoxedRoutes holds ways of every patrol in the box to their own numbers, to
// the rules, and at meeting points within reach to the tables of package access.
func TestBoxedRoutes(t *testing.T) {
	for _, name := range []string{"andorra", "guatemala-mexico"} {
		l := boxed(t, name)
		m := modelOf(t, l)
		a := m.Axis
		compared := 0
		for i := range l.Scenario.Patrols {
			p := &l.Scenario.Patrols[i]
			table := m.New(p)
			nearest := 0
			for k := range l.Scenario.MeetingPoints {
				if post := l.PostOf(p).At; geo.DistanceM(post, l.Scenario.MeetingPoints[k].At) < geo.DistanceM(post, l.Scenario.MeetingPoints[nearest].At) {
					nearest = k
				}
			}
			for _, k := range [][]int{{nearest}, {i * 5 % len(l.Scenario.MeetingPoints)}}[i%2] {
				x := &l.Scenario.MeetingPoints[k]
				j := route(t, l, p.ID, journey.Destination{ID: x.ID, Name: x.Name, At: x.At, Border: true})
				checkJourney(t, l, j)
				us, homeUs := table.At(a.Meetings[k].Breakpoint)
				if us >= access.Never || homeUs >= access.Never || us+homeUs > access.Us(p.ShiftH) {
					if j.NoWay == nil && !j.BeyondShift {
						t.Errorf("%s to %s: within its shift, %v + %v h, which it is not", p.ID, x.ID, j.OutH, j.HomeH)
					}
					continue
				}
				compared++
				if j.NoWay != nil || !near(j.OutH, access.Hours(us), 1e-9) || !near(j.HomeH, access.Hours(homeUs), 1e-9) {
					t.Errorf("%s to %s: %v and %v h, by the table %v and %v", p.ID, x.ID, j.OutH, j.HomeH, access.Hours(us), access.Hours(homeUs))
				}
			}
		}
		if compared < 5 {
			t.Errorf("%s: only %d ways are compared", name, compared)
		}
	}
}
