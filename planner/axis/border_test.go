package axis_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/wgs84"
	"lindero/sectors"
)

// inverseM is the geodesic between two places by Karney's method.
func inverseM(a, b orb.Point) float64 {
	m, _, _ := wgs84.Inverse(a[0], a[1], b[0], b[1])
	return m
}

// east returns the place so many metres east and north of another, nearly.
func east(from orb.Point, eastM, northM float64) orb.Point {
	return orb.Point{from[0] + eastM/111319.49/math.Cos(from[1]*math.Pi/180), from[1] + northM/111319.49}
}

// scenario returns a scenario of two sides with a border of given stretches,
// each a list of parts.
func scenario(tb testing.TB, stretches ...[]orb.LineString) *sectors.Scenario {
	tb.Helper()
	s := &sectors.Scenario{Sides: [2]sectors.Side{{Code: "GT"}, {Code: "MX"}}}
	for i, parts := range stretches {
		line, err := geo.NewLine(parts...)
		if err != nil {
			tb.Fatal(err)
		}
		s.Border = append(s.Border, sectors.Route{
			ID: fmt.Sprint("b", i), Kind: sectors.Kinds[i%3], Left: "GT", Right: "MX", Line: line,
		})
	}
	return s
}

func layout(tb testing.TB, s *sectors.Scenario) *sectors.Layout {
	tb.Helper()
	l, err := sectors.NewLayout(s)
	if err != nil {
		tb.Fatal(err)
	}
	return l
}

// origins are places about which random borders wind: usual ones, on either
// side of ±180°, and near the poles.
var origins = []orb.Point{{-92, 15}, {0, 0}, {179.99, 20}, {-179.995, -60}, {180, 0.01}, {30, 84}, {-100, -88}}

// wander returns a random line of n edges from a place, which mostly goes
// east.
func wander(r *rand.Rand, from orb.Point, n int) orb.LineString {
	line := orb.LineString{from}
	for range n {
		from = east(from, 50+2000*r.Float64(), 3000*(r.Float64()-0.5))
		line = append(line, from)
	}
	return line
}

// randomBorder returns stretches of parts, some of which touch, some nearly,
// and some not.
func randomBorder(r *rand.Rand) [][]orb.LineString {
	at := origins[r.IntN(len(origins))]
	var out [][]orb.LineString
	for range 1 + r.IntN(4) {
		var parts []orb.LineString
		for range 1 + r.IntN(3) {
			line := wander(r, at, 1+r.IntN(8))
			parts = append(parts, line)
			at = line[len(line)-1]
			switch r.IntN(4) {
			case 0:
				at = east(at, 0.015, 0)
			case 1:
				at = east(at, 0.05, 0)
			case 2:
				at = east(at, 3000*r.Float64(), 5000*(r.Float64()-0.5))
			}
		}
		out = append(out, parts)
	}
	return out
}

// closed returns a ring of n edges, cut into stretches.
func closed(r *rand.Rand, n, stretches int) [][]orb.LineString {
	at := origins[r.IntN(3)]
	radiusM := 2000 + 20000*r.Float64()
	turn := 2*math.Pi/float64(n) - 4*math.Pi/float64(n)*float64(r.IntN(2)) // either way round
	ring := make(orb.LineString, n+1)
	for i := range n {
		away := radiusM * (0.8 + 0.4*r.Float64())
		ring[i] = east(at, away*math.Cos(turn*float64(i)), away*math.Sin(turn*float64(i)))
	}
	ring[n] = ring[0]
	var out [][]orb.LineString
	for k := range stretches {
		out = append(out, []orb.LineString{ring[k*n/stretches : (k+1)*n/stretches+1]})
	}
	return out
}

// vertices returns the given vertices of a border.
func vertices(border [][]orb.LineString) (out []orb.Point) {
	for _, parts := range border {
		for _, p := range parts {
			out = append(out, p...)
		}
	}
	return out
}

// square returns a polygon about a place.
func square(at orb.Point, halfM float64) orb.Polygon {
	return orb.Polygon{{
		east(at, -halfM, -halfM), east(at, halfM, -halfM), east(at, halfM, halfM), east(at, -halfM, halfM), east(at, -halfM, -halfM),
	}}
}

// holds reports whether a polygon of one ring holds a place, by the turns of
// the ring about it, and how far its boundary is away in degrees.
func holds(p orb.Polygon, at orb.Point) (in bool, awayDeg float64) {
	winding, awayDeg := 0.0, math.Inf(1)
	local := func(q orb.Point) (x, y float64) { return math.Remainder(q[0]-at[0], 360), q[1] - at[1] }
	for i := 1; i < len(p[0]); i++ {
		ax, ay := local(p[0][i-1])
		bx, by := local(p[0][i])
		winding += math.Atan2(ax*by-ay*bx, ax*bx+ay*by)
		dx, dy := bx-ax, by-ay
		t := min(max(-(ax*dx+ay*dy)/(dx*dx+dy*dy), 0), 1)
		awayDeg = min(awayDeg, math.Hypot(ax+t*dx, ay+t*dy))
	}
	return math.Abs(winding) > 1, awayDeg
}
