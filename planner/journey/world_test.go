package journey_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/geo"
	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/planner/journey"
	"lindero/sectors"
)

// drawn returns a small world by the equator: the border runs east along it for
// 1°, the first half land and the second river, AA to the north and BB to the
// south.
//
//	0.20  post a ──r-road──┐                 r-loop: a one-way ring, r-far: an island
//	0.10                 landing ═══r-river (current 2 km/h)══╗
//	0.00  ── hills (land) ────────────|──── stream (river) ───╨──
//	-0.10      post b
func drawn(t testing.TB) *sectors.Scenario {
	t.Helper()
	s := &sectors.Scenario{Name: "drawn", Sides: [2]sectors.Side{{Code: "AA"}, {Code: "BB"}},
		Rules: sectors.Rules{DetourFactor: 2, OffRouteSpeedKmh: sectors.PerKind{Land: 4, River: 6, Sea: 15}}}
	add := func(to *[]sectors.Route, r sectors.Route, line ...orb.Point) {
		r.Line = lineOf(t, line...)
		*to = append(*to, r)
	}
	add(&s.Border, sectors.Route{ID: "hills", Name: "Hills", Kind: sectors.Land, Left: "AA", Right: "BB"}, orb.Point{0, 0}, orb.Point{0.5, 0})
	add(&s.Border, sectors.Route{ID: "stream", Name: "Stream", Kind: sectors.River, Left: "AA", Right: "BB"}, orb.Point{0.5, 0}, orb.Point{1, 0})
	add(&s.Routes, sectors.Route{ID: "r-road", Name: "High Road", Class: "track", Kind: sectors.Land, Side: "AA", Travel: true, SpeedLimitKmh: 30},
		orb.Point{0.1, 0.2}, orb.Point{0.3, 0.2}, orb.Point{0.3, 0.1})
	// It crosses the river on a bridge: no vertex in common, so no turning.
	add(&s.Routes, sectors.Route{ID: "r-bridge", Name: "Bridge Road", Kind: sectors.Land, Side: "AA", Travel: true},
		orb.Point{0.3, 0.2}, orb.Point{0.4, 0.2}, orb.Point{0.4, 0.05})
	add(&s.Routes, sectors.Route{ID: "r-river", Name: "The River", Kind: sectors.River, Side: "AA", Travel: true, CurrentKmh: 2},
		orb.Point{0.3, 0.1}, orb.Point{0.8, 0.1})
	add(&s.Routes, sectors.Route{ID: "r-loop", Name: "The Loop", Kind: sectors.Land, Side: "AA", Travel: true, OneWay: true},
		orb.Point{0.1, 0.2}, orb.Point{0.1, 0.4}, orb.Point{0.3, 0.4}, orb.Point{0.3, 0.2})
	add(&s.Routes, sectors.Route{ID: "r-far", Name: "Island Road", Kind: sectors.Land, Side: "AA", Travel: true},
		orb.Point{0.05, 0.9}, orb.Point{0.15, 0.9})
	s.Landings = []sectors.Landing{{ID: "quay", Name: "Quay", ChangeMin: 12, At: orb.Point{0.3, 0.1}}}
	s.Posts = []sectors.Post{{ID: "a", Name: "North Post", Side: "AA", At: orb.Point{0.1, 0.2}}, {ID: "b", Name: "South Post", Side: "BB", At: orb.Point{0.1, -0.1}}}
	patrol := func(id, side, post string, v sectors.PerKind, shiftH float64) {
		s.Patrols = append(s.Patrols, sectors.Patrol{ID: id, Side: side, Post: post, Layer: sectors.SurfaceLayer, SpeedKmh: v, ShiftH: shiftH})
	}
	patrol("car", "AA", "a", sectors.PerKind{Land: 40}, 12)
	patrol("both", "AA", "a", sectors.PerKind{Land: 40, River: 10}, 12)
	patrol("foot", "BB", "b", sectors.PerKind{Land: 5}, 12)
	s.MeetingPoints = []sectors.MeetingPoint{{ID: "ford", Name: "The Ford", At: orb.Point{0.1, 0}}, {ID: "mill", Name: "The Mill", At: orb.Point{0.35, 0.0005}},
		{ID: "weir", At: orb.Point{0.9, 0}}}
	return s
}

func lineOf(t testing.TB, points ...orb.Point) *geo.Line {
	t.Helper()
	line, err := geo.NewLine(points)
	if err != nil {
		t.Fatal(err)
	}
	return line
}

func layoutOf(t testing.TB, s *sectors.Scenario) *sectors.Layout {
	t.Helper()
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// layouts are those of the box, read once.
var layouts = map[string]*sectors.Layout{}

// boxed returns a scenario of the box.
func boxed(t testing.TB, name string) *sectors.Layout {
	t.Helper()
	if layouts[name] == nil {
		s, _, err := data.ReadScenario(name)
		if err != nil {
			t.Fatal(err)
		}
		layouts[name] = layoutOf(t, s)
	}
	return layouts[name]
}

// route returns the way of a patrol to a place.
func route(t testing.TB, l *sectors.Layout, patrol string, to journey.Destination) *journey.Journey {
	t.Helper()
	j, err := journey.Route(t.Context(), l, patrol, to, 100)
	if err != nil {
		t.Fatalf("%s to %v: %v", patrol, to.At, err)
	}
	return j
}

// near reports whether two numbers are equal but for so much.
func near(a, b, by float64) bool { return math.Abs(a-b) <= by }

const degreeM = 111319.490793273573 // of the equator

// model makes ready the ways to the border of an axis.
func model(t testing.TB, a *axis.Axis) *access.Model {
	t.Helper()
	m, err := access.NewModel(a)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
