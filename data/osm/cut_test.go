package osm_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"lindero/data/osm"
	"lindero/sectors"
)

func road(id, side string, l ...orb.Point) osm.Road { return osm.Road{ID: id, Side: side, Shape: l} }

func way(id string, runs ...osm.Line) osm.Way { return osm.Way{Road: osm.Road{ID: id}, Runs: runs} }

func border(left, right string, parts ...orb.LineString) *osm.Border {
	return osm.NewBorder([]osm.Stretch{{Parts: parts, Left: left, Right: right}})
}

// A square of a tenth of a degree, and roads about its eastern side at 0.1.
func TestCut(t *testing.T) {
	square := orb.LineString{{0, 0}, {0, 0.1}, {0.1, 0.1}, {0.1, 0}, {0, 0}}
	for _, tt := range []struct {
		name string
		l    osm.Line
		want []osm.Road
	}{
		{"within", osm.Line{{0.01, 0.01}, {0.09, 0.01}}, []osm.Road{road("w", "IN", orb.Point{0.01, 0.01}, orb.Point{0.09, 0.01})}},
		{"without", osm.Line{{0.2, 0.01}, {0.3, 0.01}}, []osm.Road{road("w", "OUT", orb.Point{0.2, 0.01}, orb.Point{0.3, 0.01})}},
		{"close to it, on one side", osm.Line{{0.0999, 0.01}, {0.0999, 0.02}}, []osm.Road{road("w", "IN", orb.Point{0.0999, 0.01}, orb.Point{0.0999, 0.02})}},
		{"past a corner", osm.Line{{0.05, -0.05}, {0.15, -0.05}}, []osm.Road{road("w", "OUT", orb.Point{0.05, -0.05}, orb.Point{0.15, -0.05})}},
		{"round a corner", osm.Line{{0.11, 0.09}, {0.11, 0.11}, {0.09, 0.11}}, []osm.Road{road("w", "OUT", orb.Point{0.11, 0.09}, orb.Point{0.11, 0.11}, orb.Point{0.09, 0.11})}},
		{"across", osm.Line{{0.05, 0.01}, {0.15, 0.01}}, []osm.Road{
			road("w-1", "IN", orb.Point{0.05, 0.01}, orb.Point{0.1, 0.01}),
			road("w-2", "OUT", orb.Point{0.1, 0.01}, orb.Point{0.15, 0.01})}},
		{"across at a vertex", osm.Line{{0.05, 0.01}, {0.1, 0.01}, {0.15, 0.02}}, []osm.Road{
			road("w-1", "IN", orb.Point{0.05, 0.01}, orb.Point{0.1, 0.01}),
			road("w-2", "OUT", orb.Point{0.1, 0.01}, orb.Point{0.15, 0.02})}},
		{"to it and back", osm.Line{{0.05, 0.01}, {0.1, 0.02}, {0.05, 0.03}}, []osm.Road{
			road("w", "IN", orb.Point{0.05, 0.01}, orb.Point{0.1, 0.02}, orb.Point{0.05, 0.03})}},
		{"through", osm.Line{{-0.05, 0.05}, {0.15, 0.05}}, []osm.Road{
			road("w-1", "OUT", orb.Point{-0.05, 0.05}, orb.Point{0, 0.05}),
			road("w-2", "IN", orb.Point{0, 0.05}, orb.Point{0.1, 0.05}),
			road("w-3", "OUT", orb.Point{0.1, 0.05}, orb.Point{0.15, 0.05})}},
		{"through a corner", osm.Line{{0.05, 0.05}, {0.15, 0.15}}, []osm.Road{
			road("w-1", "IN", orb.Point{0.05, 0.05}, orb.Point{0.1, 0.1}),
			road("w-2", "OUT", orb.Point{0.1, 0.1}, orb.Point{0.15, 0.15})}},
		// 0.0001° are 11 m.
		{"to and fro along it", osm.Line{{0.05, 0.01}, {0.1001, 0.01}, {0.0999, 0.02}, {0.1001, 0.03}}, []osm.Road{
			road("w-1", "IN", orb.Point{0.05, 0.01}, orb.Point{0.1, 0.01}),
			road("w-2", "", orb.Point{0.1, 0.01}, orb.Point{0.1001, 0.01}, orb.Point{0.1, 0.015}, orb.Point{0.0999, 0.02}, orb.Point{0.1, 0.025}, orb.Point{0.1001, 0.03})}},
		{"on the line itself", osm.Line{{0.1, 0.02}, {0.1, 0.05}}, []osm.Road{road("w", "", orb.Point{0.1, 0.02}, orb.Point{0.1, 0.05})}},
		{"along the line and off", osm.Line{{0.1, 0.02}, {0.1, 0.05}, {0.15, 0.05}}, []osm.Road{
			road("w-1", "", orb.Point{0.1, 0.02}, orb.Point{0.1, 0.05}),
			road("w-2", "OUT", orb.Point{0.1, 0.05}, orb.Point{0.15, 0.05})}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, cut := border("OUT", "IN", square).Cut([]osm.Way{way("w", tt.l)})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if (cut > 0) != (len(tt.want) > 1) {
				t.Errorf("%d ways are cut", cut)
			}
		})
	}
}

// Runs of a way are numbered with its parts.
func TestCutRuns(t *testing.T) {
	b := border("W", "E", orb.LineString{{0, -1}, {0, 1}})
	got, cut := b.Cut([]osm.Way{way("w", osm.Line{{-0.2, 0}, {-0.1, 0}}, osm.Line{{-0.05, 0}, {0.1, 0}})})
	want := []osm.Road{
		road("w-1", "W", orb.Point{-0.2, 0}, orb.Point{-0.1, 0}),
		road("w-2", "W", orb.Point{-0.05, 0}, orb.Point{0, 0}),
		road("w-3", "E", orb.Point{0, 0}, orb.Point{0.1, 0}),
	}
	if diff := cmp.Diff(want, got); diff != "" || cut != 1 {
		t.Error(cut, diff)
	}
}

// Beyond the end of a border that does not close, sides are those of the roads
// that lead there.
func TestSidesBeyondAnEnd(t *testing.T) {
	line := orb.LineString{{0, 0}, {0, 1}}
	one := []osm.Way{
		way("west", osm.Line{{-0.5, 0.5}, {-0.5, 1.5}}), way("north", osm.Line{{-0.5, 1.5}, {-0.5, 2}}),
		way("farther", osm.Line{{-0.5, 2}, {0.5, 2}}), way("east", osm.Line{{0.7, 0.5}, {0.7, 0.6}}),
		way("alone", osm.Line{{0.1, 3}, {0.2, 3}}),
	}
	roads, _ := border("W", "E", line).Cut(one)
	want := "west W, north W, farther W, east E, alone "
	if got := sides(roads); got != want {
		t.Errorf("%s; want %s", got, want)
	}
	// What crosses the line close to its end is on the other side then.
	for name, l := range map[string]osm.Line{"w-1 W, w-2 E": {{-0.1, 0.97}, {0.3, 1.05}}, "w-1 W, w-2 E, w-3 W": {{-0.3, 1.05}, {0.1, 0.97}, {-0.1, 0.9}}} {
		if got, _ := border("W", "E", line).Cut([]osm.Way{way("w", l)}); sides(got) != name {
			t.Errorf("%s; want %s", sides(got), name)
		}
	}
	// A road that leads round the end to the other side tells nothing.
	around := append(slices.Clip(one), way("back", osm.Line{{0.5, 2}, {0.5, 1.5}}), way("down", osm.Line{{0.5, 1.5}, {0.5, 0.5}}))
	roads, _ = border("W", "E", line).Cut(around)
	want = "west W, north , farther , east E, alone , back , down E"
	if got := sides(roads); got != want {
		t.Errorf("%s; want %s", got, want)
	}
}

func sides(roads []osm.Road) string {
	out := ""
	for i, r := range roads {
		if i > 0 {
			out += ", "
		}
		out += r.ID + " " + r.Side
	}
	return out
}

// Places beside vertices where several stretches meet, over the antimeridian,
// and where nothing can be told.
func TestSide(t *testing.T) {
	ring := []osm.Stretch{ // turned against each other
		{Parts: orb.MultiLineString{{{0, 0}, {1, 0}, {1, 1}}}, Left: "IN", Right: "OUT"},
		{Parts: orb.MultiLineString{{{0, 0}, {0, 1}, {1, 1}}}, Left: "OUT", Right: "IN"},
	}
	eight := []osm.Stretch{ // two rings that touch in a vertex
		{Parts: orb.MultiLineString{{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}, {{1, 1}, {2, 1}, {2, 2}, {1, 2}, {1, 1}}}, Left: "IN", Right: "OUT"},
	}
	dateLine := []osm.Stretch{{Parts: orb.MultiLineString{{{180, 0}, {180, 1}}}, Left: "W", Right: "E"}}
	beyond := []osm.Stretch{{Parts: orb.MultiLineString{{{179.9, 0}, {-179.9, 1}}}, Left: "W", Right: "E"}}
	for _, tt := range []struct {
		name   string
		border []osm.Stretch
		p      orb.Point
		want   string
	}{
		{"in a ring", ring, orb.Point{0.5, 0.5}, "IN"}, {"at a joint, inside", ring, orb.Point{0.01, 0.01}, "IN"},
		{"at a joint, outside", ring, orb.Point{-0.01, -0.01}, "OUT"}, {"far outside", ring, orb.Point{50, 40}, "OUT"},
		{"at the other joint", ring, orb.Point{1.01, 1.02}, "OUT"}, {"on the line", ring, orb.Point{0.5, 0}, ""},
		{"in the first", eight, orb.Point{0.99, 0.98}, "IN"}, {"in the second", eight, orb.Point{1.01, 1.02}, "IN"},
		{"between", eight, orb.Point{0.98, 1.03}, "OUT"}, {"between, below", eight, orb.Point{1.02, 0.97}, "OUT"},
		{"west of 180", dateLine, orb.Point{179.5, 0.5}, "W"}, {"east of it", dateLine, orb.Point{-179.5, 0.5}, "E"},
		{"over it, west", beyond, orb.Point{179.95, 0.6}, "W"}, {"over it, east", beyond, orb.Point{-179.95, 0.4}, "E"},
		{"beyond an end", dateLine, orb.Point{179.9, 2}, ""}, {"no border", nil, orb.Point{1, 1}, ""},
	} {
		if got := osm.NewBorder(tt.border).Side(tt.p); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// contains is the even-odd rule.
func contains(ring orb.LineString, p orb.Point) bool {
	in := false
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0]+(p[1]-a[1])*(b[0]-a[0])/(b[1]-a[1]) {
			in = !in
		}
	}
	return in
}

// Ways through random stars: their length stays, no part crosses, and every
// part lies where the even-odd rule has it.
func TestCutProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.Float64Range(-1, 1)
		n := rapid.IntRange(3, 40).Draw(t, "corners")
		var ring orb.LineString
		for i := range n {
			r := rapid.Float64Range(0.2, 0.9).Draw(t, "r")
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
			ring = append(ring, osm.Round(orb.Point{r * cos, r * sin}))
		}
		ring = append(ring, ring[0])
		var ways []osm.Way
		length := 0.0
		for k := range rapid.IntRange(1, 6).Draw(t, "ways") {
			var l osm.Line
			for range rapid.IntRange(2, 8).Draw(t, "vertices") {
				l = append(l, orb.Point{at.Draw(t, "x"), at.Draw(t, "y")})
			}
			if l = osm.Tidy(l); len(l) > 1 {
				ways = append(ways, way(fmt.Sprint("w", k), l))
				length += osm.LengthM(l)
			}
		}
		roads, _ := border("IN", "OUT", ring).Cut(ways)
		for _, r := range roads {
			length -= osm.LengthM(r.Shape)
			if r.Side == "" {
				continue // along the border
			}
			for i := 1; i < len(r.Shape); i++ {
				for _, f := range []float64{0.001, 0.25, 0.5, 0.75, 0.999} {
					p := osm.Between(r.Shape[i-1], r.Shape[i], f)
					if contains(ring, p) != (r.Side == "IN") && border("", "", ring).DistanceM(p) > 0.05 {
						t.Fatalf("%v of %+v lies elsewhere", p, r)
					}
				}
			}
		}
		if math.Abs(length) > 0.1 {
			t.Fatalf("%v m are lost", length)
		}
	})
}

func TestWithin(t *testing.T) {
	b := border("W", "E", orb.LineString{{0, 0}, {0, 1}})
	for name, tt := range map[string]struct {
		run  osm.Line
		want bool
	}{
		"near":             {osm.Line{{0.01, 0.5}, {0.02, 0.5}}, true},
		"far":              {osm.Line{{0.1, 0.5}, {0.2, 0.5}}, false},
		"from far to near": {osm.Line{{0.5, 0.5}, {0.3, 0.5}, {0.01, 0.5}}, true},
		"near and far":     {osm.Line{{0.5, 0.5}, {0.3, 0.5}, {0.01, 0.5}, {0.3, 0.51}}, true},
		"across":           {osm.Line{{-5, 0.5}, {5, 0.501}}, true},
		"near a post":      {osm.Line{{3, 3}, {3.01, 3}}, true},
		"just within":      {osm.Line{{0.0897, 0.5}, {0.2, 0.5}}, true},
		"just beyond":      {osm.Line{{0.0899, 0.5}, {0.2, 0.5}}, false},
	} {
		c := osm.NewCollector(osm.Rules{})
		c.Way("w", tags("highway=track"), []orb.LineString{tt.run})
		e := c.Extract()
		e.Within(b, []orb.Point{{3.05, 3}}, 10_000)
		if got := len(e.Ways) == 1; got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
		if kept, dropped := e.Tally.Kept[osm.Highway], e.Tally.Dropped[osm.Drop{Group: osm.Highway, Reason: osm.ByDistance}]; kept+1 != 1+len(e.Ways) || (dropped == nil) != tt.want {
			t.Errorf("%s: %d kept, %v dropped", name, kept, dropped)
		}
	}
}

// One metre is 0.000009° here.
func TestThin(t *testing.T) {
	straight := osm.Line{{0, 0}, {0.001, 0.000009}, {0.002, 0}, {0.003, 0.00009}, {0.004, 0}}
	thinned := osm.Line{{0, 0}, {0.002, 0}, {0.003, 0.00009}, {0.004, 0}}
	crossing := osm.Line{{0.001, -1}, {0.001, 0.000009}, {0.001, 1}}
	loop := osm.Line{{0, 0}, {0.001, 0.000009}, {0.002, 0}, {0.002, 1}, {0.001, 0.000009}}
	for name, tt := range map[string]struct {
		roads, want []osm.Line
		keep        []orb.Point
	}{
		"alone":                {[]osm.Line{straight}, []osm.Line{thinned}, nil},
		"a junction":           {[]osm.Line{straight, crossing}, []osm.Line{straight, crossing}, nil},
		"the foot of a loop":   {[]osm.Line{loop}, []osm.Line{loop}, nil},
		"a barrier on the way": {[]osm.Line{straight}, []osm.Line{straight}, []orb.Point{{0.001, 0.000009}}},
	} {
		var roads []osm.Road
		for _, l := range tt.roads {
			roads = append(roads, osm.Road{Shape: l})
		}
		var got []osm.Line
		for _, r := range osm.Thin(roads, 2, tt.keep) {
			got = append(got, r.Shape)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestConnect(t *testing.T) {
	land := func(side string, oneWay bool, l ...orb.Point) osm.Road {
		return osm.Road{ID: fmt.Sprint(l[0]), Kind: sectors.Land, Side: side, OneWay: oneWay, Shape: l}
	}
	far := land("", false, orb.Point{5, 5}, orb.Point{5, 6})
	n := osm.Connect([]osm.Road{land("", false, orb.Point{0, 0}, orb.Point{0, 1}, orb.Point{0, 2}), far, land("", false, orb.Point{1, 1}, orb.Point{0, 1})}, "", sectors.Land)
	if len(n.IslandsKm) != 2 || math.Abs(n.IslandsKm[0]-332.4) > 1 || math.Abs(n.Apart()-110.6) > 1 || math.Abs(n.Km-443) > 1 {
		t.Errorf("%+v", n)
	}
	if n := osm.Connect([]osm.Road{land("", false, orb.Point{0, 0}, orb.Point{2, 0}), land("", false, orb.Point{1, -1}, orb.Point{1, 1})}, "", sectors.Land); len(n.IslandsKm) != 2 {
		t.Errorf("roads that cross without a shared vertex: %+v", n)
	}
	// Roads of another side connect nothing, those of none do.
	between := func(side string) []osm.Road {
		return []osm.Road{land("A", false, orb.Point{0, 0}, orb.Point{1, 0}), land(side, false, orb.Point{1, 0}, orb.Point{2, 0}), land("A", false, orb.Point{2, 0}, orb.Point{3, 0})}
	}
	for side, want := range map[string]int{"A": 1, "": 1, "B": 2} {
		if n := osm.Connect(between(side), "A", sectors.Land); len(n.IslandsKm) != want {
			t.Errorf("between %q: %d islands", side, len(n.IslandsKm))
		}
	}
	// A one-way street out of a square: to its end, and on, there is no way back.
	square := []osm.Road{
		land("A", true, orb.Point{0, 0}, orb.Point{1, 0}, orb.Point{1, 1}, orb.Point{0, 1}, orb.Point{0, 0}),
		land("A", true, orb.Point{1, 0}, orb.Point{2, 0}), land("A", false, orb.Point{2, 0}, orb.Point{2, 1}),
		land("A", true, orb.Point{-1, 0}, orb.Point{0, 0}),
	}
	n = osm.Connect(square, "A", sectors.Land)
	if n.Traps.Count != 2 || math.Abs(n.TrapKm-221.9) > 1 || n.Traps.First[0] != "[1 0]" {
		t.Errorf("%+v", n)
	}
	square[1].OneWay = false
	if n := osm.Connect(square, "A", sectors.Land); n.Traps.Count != 0 || n.TrapKm != 0 {
		t.Errorf("with a way back: %+v", n)
	}
}
