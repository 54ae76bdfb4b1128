package check

import (
	"context"
	"math"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner"
	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/sectors"
)

// routed is a checker of a border along the equator, with a patrol of AA 2.2 km
// north of it that drives at 20 km/h and goes 5 km/h where no road leads; a road
// of AA towards the border, one of BB beside it, and a landing of BB.
func routed(t *testing.T) (*checker, *crew) {
	t.Helper()
	line := func(at ...orb.Point) *geo.Line {
		l, err := geo.NewLine(orb.LineString(at))
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	road := func(id, side string, at ...orb.Point) sectors.Route {
		return sectors.Route{ID: id, Kind: sectors.Land, Side: side, Travel: true, SpeedLimitKmh: 10, Line: line(at...)}
	}
	s := &sectors.Scenario{Sides: [2]sectors.Side{{Code: "AA"}, {Code: "BB"}}, PeriodD: 7, Start: time.Date(2027, 1, 4, 0, 0, 0, 0, time.UTC),
		Rules:  sectors.Rules{OffRouteSpeedKmh: sectors.PerKind{Land: 5}, DetourFactor: 2},
		Border: []sectors.Route{{ID: "b", Kind: sectors.Land, Left: "AA", Right: "BB", Line: line(orb.Point{0, 0}, orb.Point{0.04, 0})}},
		Routes: []sectors.Route{road("own", "AA", orb.Point{0.02, 0.019}, orb.Point{0.02, 0.001}), road("other", "BB", orb.Point{0.021, 0.019}, orb.Point{0.021, 0.001}),
			{ID: "watched", Kind: sectors.Land, Watched: true, Line: line(orb.Point{0.02, 0.019}, orb.Point{0.02, 0.001})}},
		Landings:  []sectors.Landing{{ID: "l", Side: "BB", ChangeMin: 10, At: orb.Point{0.02, 0.0195}}},
		Posts:     []sectors.Post{{ID: "post", Side: "AA", At: orb.Point{0.02, 0.02}}},
		Patrols:   []sectors.Patrol{{ID: "p", Side: "AA", Post: "post", Layer: sectors.SurfaceLayer, SpeedKmh: sectors.PerKind{Land: 20}, ShiftH: 20}},
		Forbidden: []sectors.Area{{ID: "f", Side: "AA", Polygon: orb.MultiPolygon{{{{0.03, 0.005}, {0.035, 0.005}, {0.035, 0.01}, {0.03, 0.005}}}}}}}
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	c := &checker{ctx: context.Background(), layout: l, s: s, plan: &planner.Plan{Options: planner.Options{StepM: 500}}}
	if !c.derive() {
		t.Fatal(c.found)
	}
	return c, c.crews[0]
}

// leg returns one along places, that takes as long as it should.
func (c *checker) made(x *crew, by access.By, route int, startUs int64, places ...orb.Point) access.Leg {
	l := access.Leg{By: by, Kind: sectors.Land, Route: route, Landing: -1, Parts: orb.MultiLineString{places}, FromUs: startUs}
	for k := 1; k < len(places); k++ {
		l.LengthM += geo.DistanceM(places[k-1], places[k])
	}
	l.ToM = l.LengthM
	if by == access.OnLanding {
		l.Landing = 0
	}
	l.ToUs = startUs + int64(math.Ceil(c.legUs(x, &l)))
	return l
}

// way is the legs out along a road, between places of it.
func (c *checker) handWay(x *crew, route int, onM, offM, b orb.Point) []access.Leg {
	first := c.made(x, access.OffRoute, axis.Void, 0, c.layout.PostOf(x.Patrol).At, onM)
	second := c.made(x, access.OnRoute, route, first.ToUs, onM, offM)
	return []access.Leg{first, second, c.made(x, access.OffRoute, axis.Void, second.ToUs, offM, b)}
}

// TestLegUs holds the times of legs to those worked out by hand.
func TestLegUs(t *testing.T) {
	c, x := routed(t)
	river := sectors.Route{ID: "r", Kind: sectors.River, Travel: true, CurrentKmh: 2, OneWay: true}
	c.layout.Routes = append(c.layout.Routes, river)
	x.SpeedKmh.River = 8
	for _, k := range []struct {
		leg   access.Leg
		hours float64
	}{
		{access.Leg{By: access.OnRoute, Kind: sectors.Land, Route: 1, ToM: 1000}, 0.1},
		{access.Leg{By: access.OnRoute, Kind: sectors.Land, Route: 1, FromM: 1000}, 0.1},
		{access.Leg{By: access.OnRoute, Kind: sectors.River, Route: 4, ToM: 1000}, 0.1},
		{access.Leg{By: access.OnRoute, Kind: sectors.River, Route: 4, FromM: 1000}, math.Inf(1)},
		{access.Leg{By: access.OffRoute, Kind: sectors.Land}, 0.4},
		{access.Leg{By: access.OpenWater, Kind: sectors.Land}, 0.2},
		{access.Leg{By: access.OnLanding, Kind: sectors.Land}, 0.4 + 5.0/60},
	} {
		k.leg.LengthM = 1000
		if got := c.legUs(x, &k.leg) / 3600e6; got != k.hours && math.Abs(got-k.hours) > 1e-9 {
			t.Errorf("%+v: %v h, want %v", k.leg, got, k.hours)
		}
	}
}

// TestLegs spoils a way made by hand and wants it to be found.
func TestLegs(t *testing.T) {
	c, x := routed(t)
	b := c.axis.Breakpoint(2226.4)
	for c.axis.At[b][0] < 0.02 {
		b++
	}
	onto, off, end := orb.Point{0.02, 0.019}, orb.Point{0.02, 0.001}, c.axis.At[b]
	good := func() []access.Leg { return c.handWay(x, 1, onto, off, end) }
	over := func() []access.Leg { // round by the other side
		legs := good()[:2]
		south := orb.Point{end[0], -0.001}
		legs = append(legs, c.made(x, access.OffRoute, axis.Void, legs[1].ToUs, off, south))
		return append(legs, c.made(x, access.OffRoute, axis.Void, legs[2].ToUs, south, end))
	}
	for _, k := range []struct {
		name   string
		legs   []access.Leg
		moreUs int64
		want   bool
	}{
		{name: "as it should be", legs: good()},
		{name: "across the border", legs: over(), want: true},
		{name: "on the other side's road", legs: c.handWay(x, 2, orb.Point{0.021, 0.019}, orb.Point{0.021, 0.001}, end), want: true},
		{name: "on a road that is not for travel", legs: c.handWay(x, 3, onto, off, end), want: true},
		{name: "less than the table's time", legs: good(), moreUs: 5, want: true},
		{name: "a second less on the road", legs: shifted(good(), 1, -1e6), want: true},
		{name: "a second more off it", legs: shifted(good(), 2, 1e6), want: true},
		{name: "of another length", legs: longer(good(), 1, 100), want: true},
		{name: "not from the post", legs: good()[1:], want: true},
		{name: "not to the border", legs: good()[:2], want: true},
		{name: "with a jump", legs: []access.Leg{good()[0], good()[2]}, want: true},
		{name: "over closed ground", legs: c.handWay(x, 1, orb.Point{0.0325, 0.019}, orb.Point{0.0325, 0.001}, end), want: true},
		{name: "by the other side's landing", legs: []access.Leg{c.made(x, access.OnLanding, axis.Void, 0, c.layout.PostOf(x.Patrol).At, end)}, want: true},
		{name: "no line", legs: []access.Leg{{By: access.OffRoute}}, want: true},
	} {
		c.found = nil
		us := k.legs[len(k.legs)-1].ToUs + k.moreUs
		c.legs("way", x, b, false, us, k.legs)
		if (len(c.found) > 0) != k.want {
			t.Errorf("%s: found %+v", k.name, c.found)
		}
		for _, v := range c.found {
			if v.Code != CodeWay {
				t.Errorf("%s: %+v", k.name, v)
			}
		}
	}
}

// shifted makes a leg take longer, and all after it begin later.
func shifted(legs []access.Leg, n int, us int64) []access.Leg {
	legs[n].ToUs += us
	for k := n + 1; k < len(legs); k++ {
		legs[k].FromUs, legs[k].ToUs = legs[k].FromUs+us, legs[k].ToUs+us
	}
	return legs
}

// longer makes a leg longer, and take as much longer.
func longer(legs []access.Leg, n int, m float64) []access.Leg {
	us := float64(legs[n].ToUs-legs[n].FromUs) / legs[n].LengthM * m
	legs[n].LengthM += m
	return shifted(legs, n, int64(us))
}
