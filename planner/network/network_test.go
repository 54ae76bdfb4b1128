package network_test

import (
	"fmt"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/network"
	"lindero/sectors"
)

// road is a route of a side, on land.
func road(t testing.TB, side string, parts ...orb.LineString) sectors.Route {
	return sectors.Route{ID: fmt.Sprint(parts[0][0]), Kind: sectors.Land, Side: side, Travel: true, Line: newLine(t, parts...)}
}

func always(orb.Point) bool { return true }

// walker is on foot, on side AA.
func walker() network.Profile {
	return network.Profile{SpeedKmh: sectors.PerKind{Land: 3.6}, TieKmh: sectors.PerKind{Land: 3.6}}
}

// driver is not.
func driver() network.Profile { return network.Profile{SpeedKmh: sectors.PerKind{Land: 36}} }

// takesUs returns how long it takes between the places nearest to two others.
func takesUs(t testing.TB, n *network.Network, p network.Profile, from, to orb.Point) int64 {
	t.Helper()
	a, b := n.Near(from, p.Side, sectors.Land, 1, always), n.Near(to, p.Side, sectors.Land, 1, always)
	if len(a) == 0 || len(b) == 0 {
		t.Fatalf("nothing near %v or %v", from, to)
	}
	best := network.Never
	tree := n.Search(p, []network.Seed{{Place: a[0].Place}}, false, network.Never)
	for _, x := range b {
		best = min(best, tree.Us(x.Place))
	}
	return best
}

func TestNoNetwork(t *testing.T) {
	n := network.New(layout(t, &sectors.Scenario{Border: []sectors.Route{{ID: "b", Left: "AA", Right: "BB", Travel: true, Line: newLine(t, orb.LineString{{0, 0}, {1, 0}})}}}))
	if n.Nodes() != 0 || n.Arcs() != 0 || n.Has(0, sectors.Land) || len(n.Near(orb.Point{0, 0}, 0, sectors.Land, 3, always)) > 0 {
		t.Error("the border is a network")
	}
	if tree := n.Search(walker(), nil, false, network.Never); tree == nil {
		t.Error("no tree")
	}
}

// TestJoinedToTheLastBit has vertices that differ in the tenth decimal, and such
// that are the same in every digit.
func TestJoinedToTheLastBit(t *testing.T) {
	for _, tt := range []struct {
		name string
		b    orb.Point
		want bool
	}{
		{"same", orb.Point{10.00123456789, 45}, true},
		{"another tenth decimal", orb.Point{10.0012345679, 45}, false},
	} {
		s := &sectors.Scenario{Routes: []sectors.Route{
			road(t, "", orb.LineString{{10, 45}, {10.00123456789, 45}, {10.002, 45}}),
			road(t, "", orb.LineString{{10.001, 45.001}, tt.b, {10.001, 44.999}})}}
		us := takesUs(t, network.New(layout(t, s)), walker(), orb.Point{10, 45}, orb.Point{10.001, 45.001})
		if (us < network.Never) != tt.want {
			t.Errorf("%s: %d µs", tt.name, us)
		}
	}
}

// TestOverTheAntimeridian writes one road in three ways.
func TestOverTheAntimeridian(t *testing.T) {
	var first int64
	for i, parts := range [][]orb.LineString{
		{{{179.9, 10}, {180.1, 10.1}, {180.3, 10}}},
		{{{179.9, 10}, {-179.9, 10.1}, {-179.7, 10}}},
		{{{179.9, 10}, {180, 10.05}}, {{-180, 10.05}, {-179.9, 10.1}, {-179.7, 10}}},
		{{{-180.1, 10}, {-179.9, 10.1}}, {{-179.9, 10.1}, {-179.7, 10}}},
	} {
		s := &sectors.Scenario{Routes: []sectors.Route{road(t, "", parts...), road(t, "", orb.LineString{{-179.9, 10.1}, {-179.9, 10.2}})}}
		n := network.New(layout(t, s))
		us := takesUs(t, n, walker(), orb.Point{179.9, 10}, orb.Point{-179.9, 10.2})
		if i == 0 {
			first = us
		}
		if us >= network.Never || us < first-2e5 || us > first+2e5 {
			t.Errorf("%v: %d µs, the first %d", parts, us, first)
		}
		for k := range n.Nodes() {
			if p := n.Node(k); p[0] <= -180 || p[0] > 180 {
				t.Errorf("%v: a junction at %v", parts, p)
			}
		}
	}
}

// TestNearTheBorder asks beside where a road crosses: one stretch leads to the
// own side, the other behind the border.
func TestNearTheBorder(t *testing.T) {
	for _, lat := range []float64{0, 0.000004} { // a vertex on the border, and a crossing between vertices
		for _, vertex := range []bool{true, false} {
			line := orb.LineString{{0.5, -0.1}, {0.5, 0.1}}
			if vertex {
				line = orb.LineString{{0.5, -0.1}, {0.5, lat}, {0.5, 0.1}}
			}
			s := &sectors.Scenario{
				Border: []sectors.Route{{ID: "b", Left: "AA", Right: "BB", Line: newLine(t, orb.LineString{{0, 0}, {1, 0}})}},
				Routes: []sectors.Route{road(t, "", line)}}
			n := network.New(layout(t, s))
			near := n.Near(orb.Point{0.5, 0}, 0, sectors.Land, 1, always)
			if len(near) != 2 {
				t.Errorf("vertex %v: %d places", vertex, len(near))
			}
			for _, end := range []float64{-0.1, 0.1} {
				if us := takesUs(t, n, walker(), orb.Point{0.5, end}, orb.Point{0.5, 0}); us < 11e9 || us > 12e9 {
					t.Errorf("vertex %v: from %v° to the border: %d µs", vertex, end, us)
				}
			}
			if us := takesUs(t, n, walker(), orb.Point{0.5, -0.1}, orb.Point{0.5, 0.1}); us < network.Never {
				t.Errorf("vertex %v: over the border in %d µs", vertex, us)
			}
		}
	}
}

// TestOneWayEnds stands where a one-way road begins and ends.
func TestOneWayEnds(t *testing.T) {
	oneWay := road(t, "", orb.LineString{{0, 0}, {0.01, 0}})
	oneWay.OneWay = true
	s := &sectors.Scenario{Routes: []sectors.Route{oneWay, road(t, "", orb.LineString{{0, 0}, {0, 0.01}}), road(t, "", orb.LineString{{0.01, 0}, {0.01, 0.01}})}}
	n := network.New(layout(t, s))
	us := func(p network.Profile, from, to float64, home bool) int64 {
		arc := func(m float64) network.Place { return network.PlaceOn(0, m) }
		return n.Search(p, []network.Seed{{Place: arc(from)}}, home, network.Never).Us(arc(to))
	}
	m := oneWay.Line.LengthM()
	for _, tt := range []struct {
		name     string
		p        network.Profile
		from, to float64
		home     bool
		want     bool
	}{
		{"along", driver(), 0, m, false, true},
		{"against", driver(), m, 0, false, false},
		{"against on foot", walker(), m, 0, false, true},
		{"home against", driver(), 0, m, true, false},
		{"home along", driver(), m, 0, true, true},
		{"nowhere", driver(), m / 2, m / 2, false, true},
	} {
		if got := us(tt.p, tt.from, tt.to, tt.home); (got < network.Never) != tt.want {
			t.Errorf("%s: %d µs", tt.name, got)
		}
	}
	// The end of the one-way road is the beginning of the next.
	tree := n.Search(driver(), []network.Seed{{Place: network.PlaceOn(0, m)}}, false, network.Never)
	if us := tree.Us(network.PlaceOn(2, 0)); us != 0 {
		t.Errorf("from the end to where it is: %d µs", us)
	}
}

// TestLandingsKeepTheirSide has a landing on a river's bank, and a road nearer to
// it behind the border.
func TestLandingsKeepTheirSide(t *testing.T) {
	river := road(t, "AA", orb.LineString{{0, 0}, {1, 0}})
	river.ID, river.Kind = "river", sectors.River
	s := &sectors.Scenario{
		Border:   []sectors.Route{{ID: "b", Kind: sectors.River, Left: "AA", Right: "BB", Line: newLine(t, orb.LineString{{0, 0}, {1, 0}})}},
		Routes:   []sectors.Route{river, road(t, "", orb.LineString{{0, -0.001}, {1, -0.001}}), road(t, "", orb.LineString{{0, 0.004}, {1, 0.004}})},
		Landings: []sectors.Landing{{ID: "quay", ChangeMin: 10, At: orb.Point{0.5, 0.0001}}},
	}
	n := network.New(layout(t, s))
	var ends []orb.Point
	for i := range n.Arcs() {
		if _, to, route, _ := n.Arc(i); route < 0 {
			ends = append(ends, n.Node(to))
		}
	}
	if len(ends) != 2 || ends[0][1] < -1e-9 || ends[1][1] < 0.0039 {
		t.Fatalf("tied to %v", ends)
	}
	boat := network.Profile{SpeedKmh: sectors.PerKind{Land: 3.6, River: 3.6}, TieKmh: sectors.PerKind{Land: 3.6, River: 3.6}}
	from, to := n.Near(orb.Point{0.5, 0.01}, 0, sectors.Land, 1, always)[0], n.Near(orb.Point{0.5, 0}, 0, sectors.River, 1, always)[0]
	tree := n.Search(boat, []network.Seed{{Place: from.Place}}, false, network.Never)
	want := geo.DistanceM(orb.Point{0.5, 0}, orb.Point{0.5, 0.004}) + 600 // at 1 m/s
	if got := float64(tree.Us(to.Place)) / 1e6; got < want-0.01 || got > want+0.01 {
		t.Errorf("%v s, want %v", got, want)
	}
}

// TestLandingOnTheBorder: from a road over a landing on the border nobody comes
// to a river behind it, unless the river is said to be of one's own side.
func TestLandingOnTheBorder(t *testing.T) {
	for side, want := range map[string]bool{"": false, "AA": true, "BB": false} {
		river := road(t, side, orb.LineString{{0.5, -0.001}, {0.5, -0.05}})
		river.Kind = sectors.River
		n := network.New(layout(t, &sectors.Scenario{Sides: [2]sectors.Side{{Code: "AA"}, {Code: "BB"}},
			Border:   []sectors.Route{{ID: "b", Left: "AA", Right: "BB", Line: newLine(t, orb.LineString{{0, 0}, {1, 0}})}},
			Routes:   []sectors.Route{road(t, "AA", orb.LineString{{0.5, 0.01}, {0.5, 0}}), river},
			Landings: []sectors.Landing{{ID: "quay", At: orb.Point{0.5, 0}}}}))
		p := network.Profile{SpeedKmh: sectors.PerKind{Land: 3.6, River: 3.6}, TieKmh: sectors.PerKind{Land: 3.6, River: 3.6}}
		start := n.Near(orb.Point{0.5, 0.01}, 0, sectors.Land, 1, always)
		tree := n.Search(p, []network.Seed{{Place: start[0].Place}}, false, network.Never)
		got := false
		for _, x := range n.Near(orb.Point{0.5, -0.04}, 0, sectors.River, 1, always) {
			got = got || tree.Us(x.Place) < network.Never
		}
		if got != want {
			t.Errorf("a river of %q behind the border is reached: %v", side, got)
		}
	}
}

// TestLandingAtABorderJunction: where a shared road ends on the border and one's
// own goes on, a landing is no obstacle, be it the other side's; but nor does
// anybody go on over the border.
func TestLandingAtABorderJunction(t *testing.T) {
	at := orb.Point{0.5, 0}
	for _, landings := range [][]sectors.Landing{nil, {{ID: "quay", At: at}}, {{ID: "quay", Side: "BB", At: at}}, {{ID: "quay", At: orb.Point{0.5, -0.001}}}} {
		for next, want := range map[string]bool{"": false, "AA": true} {
			for _, backwards := range []bool{false, true} { // the landing is tied to either end of the road
				first := orb.LineString{{0.5, 0.01}, at}
				if backwards {
					first.Reverse()
				}
				n := network.New(layout(t, &sectors.Scenario{Sides: [2]sectors.Side{{Code: "AA"}, {Code: "BB"}},
					Border:   []sectors.Route{{ID: "b", Left: "AA", Right: "BB", Line: newLine(t, orb.LineString{{0, 0}, {1, 0}})}},
					Routes:   []sectors.Route{road(t, "", first), road(t, next, orb.LineString{at, {0.51, 0.01}})},
					Landings: landings}))
				if us := takesUs(t, n, walker(), orb.Point{0.5, 0.01}, orb.Point{0.51, 0.01}); (us < network.Never) != want {
					t.Errorf("landings %+v, backwards %v, on along a road of %q: %d µs", landings, backwards, next, us)
				}
			}
		}
	}
}
