package access_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/axis"
	"lindero/sectors"
)

// east returns the place so many metres east and north of another, nearly.
func east(from orb.Point, eastM, northM float64) orb.Point {
	return orb.Point{from[0] + eastM/111319.49/math.Cos(from[1]*math.Pi/180), from[1] + northM/111319.49}
}

// origins are places about which random borders wind: usual ones, on either
// side of ±180°, and near the poles.
var origins = []orb.Point{{-92, 15}, {1, 42}, {179.95, 20}, {-179.99, -60}, {180, 0.01}, {30, 80}, {-100, -88.7}}

// wander returns a random line of n edges from a place, which mostly goes
// east.
func wander(r *rand.Rand, from orb.Point, n int, edgeM float64) orb.LineString {
	line := orb.LineString{from}
	for range n {
		from = east(from, edgeM*(0.05+r.Float64()), 2*edgeM*(r.Float64()-0.5))
		line = append(line, from)
	}
	return line
}

// meander returns a line of loops that lean over each other, as rivers have.
func meander(r *rand.Rand, from orb.Point, n int, edgeM float64) orb.LineString {
	line := orb.LineString{from}
	lean, loop := 0.5+1.5*r.Float64(), 12+r.Float64()*20
	for k := range n {
		angle := lean*math.Sin(2*math.Pi*float64(k)/loop) + 0.2*(r.Float64()-0.5)
		from = east(from, edgeM*math.Cos(angle), edgeM*math.Sin(angle))
		line = append(line, from)
	}
	return line
}

// spike returns a line that doubles back on itself.
func spike(r *rand.Rand, from orb.Point, edgeM float64) orb.LineString {
	line := wander(r, from, 4, edgeM)
	back := line[2]
	out := append(orb.LineString{}, line[:4]...)
	out = append(out, back)
	return append(out, wander(r, back, 4, edgeM)[1:]...)
}

// ring returns a closed line of n edges.
func ring(r *rand.Rand, at orb.Point, n int, radiusM float64) orb.LineString {
	turn := 2 * math.Pi / float64(n)
	if r.IntN(2) == 0 {
		turn = -turn
	}
	line := make(orb.LineString, n+1)
	for i := range n {
		away := radiusM * (0.5 + r.Float64())
		line[i] = east(at, away*math.Cos(turn*float64(i)), away*math.Sin(turn*float64(i)))
	}
	line[n] = line[0]
	return line
}

// world is a scenario under way, with the parts of its border's stretches.
type world struct {
	*sectors.Scenario
	border [][]orb.LineString
	roads  [][]orb.LineString // the parts of Routes
	stepM  float64
}

func newWorld() *world {
	return &world{Scenario: &sectors.Scenario{Sides: [2]sectors.Side{{Code: "GT"}, {Code: "MX"}}}, stepM: 500}
}

// add appends a stretch to the border.
func (w *world) add(k sectors.Kind, parts ...orb.LineString) { w.addOf("GT", "MX", k, parts...) }

func (w *world) addOf(left, right string, k sectors.Kind, parts ...orb.LineString) {
	own := make([]orb.LineString, len(parts))
	for i := range parts {
		own[i] = parts[i].Clone()
	}
	w.border = append(w.border, own)
	w.Border = append(w.Border, sectors.Route{ID: fmt.Sprint("b", len(w.Border)), Kind: k, Left: left, Right: right})
}

// axis measures the border and cuts it.
func (w *world) axis(tb testing.TB) *axis.Axis {
	tb.Helper()
	for i, parts := range w.border {
		line, err := geo.NewLine(parts...)
		if err != nil {
			tb.Fatal(err)
		}
		w.Border[i].Line = line
	}
	for i, parts := range w.roads {
		line, err := geo.NewLine(parts...)
		if err != nil {
			tb.Fatal(err)
		}
		w.Routes[i].Line = line
	}
	l, err := sectors.NewLayout(w.Scenario)
	if err != nil {
		tb.Fatal(err)
	}
	a, err := axis.New(l, w.stepM)
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

// vertices returns the given vertices of the border.
func (w *world) vertices() (out orb.LineString) {
	for _, parts := range w.border {
		for _, p := range parts {
			out = append(out, p...)
		}
	}
	return out
}

// randomWorld returns a border with rules and forbidden ground, and one post
// with one patrol.
func randomWorld(r *rand.Rand) *world {
	w := newWorld()
	w.stepM = 200 + 800*r.Float64()
	at, edgeM := origins[r.IntN(len(origins))], math.Pow(10, 2.3+1.2*r.Float64())
	kinds := func() sectors.Kind { return sectors.Kinds[r.IntN(3)] }
	switch r.IntN(6) {
	case 0: // a ring, of one stretch or several
		line := ring(r, at, 12+r.IntN(20), 4*edgeM)
		cut := len(line) / 2
		if r.IntN(2) == 0 {
			w.add(kinds(), line)
		} else {
			w.add(kinds(), line[:cut+1])
			w.add(kinds(), line[cut:])
		}
	case 1:
		w.add(kinds(), spike(r, at, edgeM))
	default:
		for range 1 + r.IntN(3) {
			var parts []orb.LineString
			for range 1 + r.IntN(2) {
				line := wander(r, at, 2+r.IntN(10), edgeM)
				if r.IntN(2) == 0 {
					line = meander(r, at, 10+r.IntN(40), edgeM/3)
				}
				parts, at = append(parts, line), line[len(line)-1]
				if r.IntN(4) == 0 {
					at = east(at, edgeM, edgeM*(r.Float64()-0.5))
				}
			}
			w.add(kinds(), parts...)
		}
	}
	w.decorate(r, edgeM)
	return w
}

// square returns a polygon about a place, of four edges or of three.
func square(r *rand.Rand, at orb.Point, halfM float64) orb.Polygon {
	p := orb.Ring{east(at, -halfM, -halfM), east(at, halfM, -halfM), east(at, halfM, halfM), east(at, -halfM, halfM), east(at, -halfM, -halfM)}
	if r.IntN(2) == 0 {
		p = orb.Ring{p[0], p[1], p[2], p[0]}
	}
	return orb.Polygon{p}
}

// decorate adds forbidden ground, rules, a post and a patrol.
func (w *world) decorate(r *rand.Rand, edgeM float64) {
	near := w.vertices()
	place := func(offM float64) orb.Point {
		return east(near[r.IntN(len(near))], 2*offM*(r.Float64()-0.5), 2*offM*(r.Float64()-0.5))
	}
	for i := range r.IntN(3) {
		w.Forbidden = append(w.Forbidden, sectors.Area{ID: fmt.Sprint("f", i), Side: []string{"", "GT", "MX"}[r.IntN(3)],
			Polygon: orb.MultiPolygon{square(r, place(2*edgeM), edgeM*(0.1+r.Float64()))}})
	}
	speed := func(none int, most float64) float64 {
		if r.IntN(none) == 0 {
			return 0
		}
		return 1 + most*r.Float64()
	}
	w.Rules.DetourFactor = []float64{0, 1, 1.3, 2}[r.IntN(4)]
	w.Rules.OffRouteSpeedKmh = sectors.PerKind{Land: speed(3, 10), River: speed(3, 15), Sea: speed(3, 20)}
	p := sectors.Patrol{ID: "p", Post: "post", Side: []string{"GT", "MX"}[r.IntN(2)], Layer: sectors.SurfaceLayer,
		SpeedKmh: sectors.PerKind{Land: speed(3, 10), River: speed(3, 30), Sea: speed(3, 40)}, ShiftH: 0.2 + 8*r.Float64()}
	if r.IntN(4) == 0 {
		v := 30 + 100*r.Float64()
		p.Layer, p.SpeedKmh = "air", sectors.PerKind{Land: v, River: v, Sea: v}
	}
	var at orb.Point
	switch r.IntN(10) {
	case 0: // on a vertex
		at = near[r.IntN(len(near))]
	case 1: // on an edge
		i := 1 + r.IntN(len(near)-1)
		t := r.Float64()
		at = orb.Point{near[i-1][0] + t*(near[i][0]-near[i-1][0]), near[i-1][1] + t*(near[i][1]-near[i-1][1])}
	case 2: // beside an end
		at = east(near[(len(near)-1)*r.IntN(2)], 200*(r.Float64()-0.5), 200*(r.Float64()-0.5))
	case 3: // hard by the border
		at = place(5)
	case 4: // far
		at = place(20 * edgeM)
		p.ShiftH *= 4
	default:
		at = place(2 * edgeM)
	}
	if len(w.Forbidden) > 0 && r.IntN(8) == 0 {
		ring := w.Forbidden[0].Polygon[0][0]
		at = orb.Point{(ring[0][0] + ring[1][0] + ring[2][0]) / 3, (ring[0][1] + ring[1][1] + ring[2][1]) / 3}
	}
	w.Posts = []sectors.Post{{ID: "post", Side: p.Side, At: at}}
	w.Patrols = []sectors.Patrol{p}
}
