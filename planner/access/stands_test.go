package access_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/sectors"
)

// besideOf returns a random place near a vertex of a line: at its corners
// sides are easily mistaken.
func besideOf(r *rand.Rand, line orb.LineString, offM float64) orb.Point {
	return east(line[r.IntN(len(line))], offM*(2*r.Float64()-1), offM*(2*r.Float64()-1))
}

// stretches cuts a line at random vertices into stretches.
func stretches(r *rand.Rand, w *world, line orb.LineString) {
	for from := 0; from+1 < len(line); {
		to := min(from+1+r.IntN(len(line)), len(line)-1)
		w.add(sectors.Land, line[from:to+1])
		from = to
	}
}

// checkStands holds what Stands says to a side and to the border's distance.
func checkStands(t *testing.T, seed uint64, a *axis.Axis, at orb.Point, want string) {
	t.Helper()
	got := access.Stands(a, &sectors.Post{At: at})
	distanceM, foot := math.Inf(1), 0.0
	for i := range a.Layout.BorderFromM {
		if x := a.Layout.Routes[i].Line.Locate(at); x.OffsetM < distanceM {
			distanceM, foot = x.OffsetM, a.Layout.BorderFromM[i]+x.ChainageM
		}
	}
	if distanceM <= 1 {
		want = ""
	}
	if got.Side != want || math.Abs(got.DistanceM-distanceM) > 0.001 {
		t.Errorf("seed %d: at %v stands on side %q, %v m off; want %q, %v m", seed, at, got.Side, got.DistanceM, want, distanceM)
	}
	if math.Abs(a.ChainageM[got.Breakpoint]-foot) > a.StepM+0.01 {
		t.Errorf("seed %d: breakpoint at %v m, nearest place at %v", seed, a.ChainageM[got.Breakpoint], foot)
	}
}

// TestStandsRing asks of posts in and out of rings on which side they stand.
func TestStandsRing(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 21))
		w := newWorld()
		line := ring(r, origins[r.IntN(5)], 5+r.IntN(20), 500+20000*r.Float64())
		stretches(r, w, line)
		a := w.axis(t)
		ccw := 0.0
		for i := 1; i < len(line); i++ {
			ccw += (math.Remainder(line[i-1][0]-line[0][0], 360))*(line[i][1]-line[0][1]) -
				math.Remainder(line[i][0]-line[0][0], 360)*(line[i-1][1]-line[0][1])
		}
		for range 20 {
			at := besideOf(r, line, []float64{30, 1000, 20000}[r.IntN(3)])
			want := "MX"
			if around(orb.Ring(line), at) == (ccw > 0) {
				want = "GT"
			}
			checkStands(t, seed, a, at, want)
		}
	}
}

// TestStandsOpen asks it of posts along a border with ends, whose sides are
// those of the ring that goes on far to the north.
func TestStandsOpen(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 22))
		w := newWorld()
		line := wander(r, origins[r.IntN(5)], 20, 2000)
		stretches(r, w, line)
		a := w.axis(t)
		first, last := line[0], line[len(line)-1]
		closed := append(orb.Ring{}, line...)
		closed = append(closed, east(last, 5e5, 0), east(last, 5e5, 5e5), east(first, -5e5, 5e5), east(first, -5e5, 0), first)
		for range 20 {
			at := besideOf(r, line[3:18], []float64{30, 500}[r.IntN(2)])
			want := "MX"
			if around(closed, at) {
				want = "GT"
			}
			checkStands(t, seed, a, at, want)
		}
	}
}

// TestStandsEnd shows that beyond an open end of a part there is no side, and
// beside it there is.
func TestStandsEnd(t *testing.T) {
	at := orb.Point{-92, 0}
	x := func(m float64) orb.Point { return east(at, m, 0) }
	parts := []orb.LineString{{x(0), x(3000)}, {x(8000), x(12000)}, {x(20000), x(22000)}}
	one, three := newWorld(), newWorld()
	one.add(sectors.Land, parts...)
	for _, p := range parts {
		three.add(sectors.Land, p)
	}
	for name, w := range map[string]*world{"one stretch": one, "three": three} {
		a := w.axis(t)
		for _, c := range []struct {
			m, northM float64
			want      string
		}{
			{-500, 400, ""}, {500, 400, "GT"}, {500, -400, "MX"}, {2500, 40, "GT"}, {2990, -400, "MX"},
			{3100, 50, ""}, {4000, 700, ""}, {7000, -700, ""}, {7990, -70, ""}, {8010, -70, "MX"},
			{10000, 900, "GT"}, {12500, 10, ""}, {19999, 5, ""}, {20010, 5, "GT"}, {21990, -5, "MX"}, {22100, 50, ""},
			{8010, 0.5, ""}, {5, 5, "GT"}, {2995, 5, "GT"},
		} {
			post := east(at, c.m, c.northM)
			if got := access.Stands(a, &sectors.Post{At: post}); got.Side != c.want {
				t.Errorf("%s: %v m east, %v north: side %q, want %q", name, c.m, c.northM, got.Side, c.want)
			}
		}
	}
}
