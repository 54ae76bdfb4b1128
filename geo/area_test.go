package geo_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// star draws a ring round p that need not be convex, of radius up to deg
// degrees, with longitudes that run on. Round a pole it goes all the way.
func star(r *rand.Rand, p orb.Point, deg float64, n int) orb.Ring {
	var out orb.Ring
	for i := range n {
		a := 2 * math.Pi * float64(i) / float64(n)
		rad := deg * (0.3 + 0.7*r.Float64())
		if math.Abs(p[1]) == 90 {
			out = append(out, orb.Point{p[0] + 360*float64(i)/float64(n), p[1] - math.Copysign(rad, p[1])})
			continue
		}
		out = append(out, orb.Point{p[0] + 2*rad*math.Cos(a), p[1] + rad*math.Sin(a)})
	}
	if math.Abs(p[1]) == 90 {
		return append(out, orb.Point{out[0][0] + 360, out[0][1]})
	}
	return append(out, out[0])
}

// jumping writes a ring with longitudes in [-180, 180).
func jumping(ring orb.Ring) orb.Ring {
	out := ring.Clone()
	for i := range out {
		out[i][0] -= 360 * math.Floor((out[i][0]+180)/360)
	}
	return out
}

// odd is an independent test by the even-odd rule: it counts the edges that a
// meridian crosses between p and the pole that is surely outside or inside.
// turns are the rings as they run on; south says that the south pole is in.
func odd(rings []orb.Ring, south bool, p orb.Point) bool {
	in := south
	for _, ring := range rings {
		for i := 1; i < len(ring); i++ {
			a, b := ring[i-1], ring[i]
			for turn := -1440.0; turn <= 1440; turn += 360 {
				x := p[0] + turn
				if (a[0] <= x) == (b[0] <= x) {
					continue
				}
				if a[1]+(x-a[0])/(b[0]-a[0])*(b[1]-a[1]) < p[1] {
					in = !in
				}
			}
		}
	}
	return in
}

// polygonCase is a polygon in one of its writings, with its rings run on.
type polygonCase struct {
	name  string
	p     orb.Polygon
	rings []orb.Ring
	south bool
	at    orb.Point
	deg   float64
}

func polygonCases(seed uint64) []polygonCase {
	r := seeded(seed)
	var out []polygonCase
	add := func(name string, south bool, at orb.Point, deg float64, rings ...orb.Ring) {
		var beyond, jump orb.Polygon
		for _, ring := range rings {
			beyond, jump = append(beyond, ring), append(jump, jumping(ring))
		}
		out = append(out, polygonCase{name + ", running on", beyond, rings, south, at, deg},
			polygonCase{name + ", jumping", jump, rings, south, at, deg})
		if len(rings) > 1 { // a hole in another turn
			mixed := append(orb.Polygon{beyond[0]}, jump[1:]...)
			out = append(out, polygonCase{name + ", mixed", mixed, rings, south, at, deg})
		}
	}
	for _, c := range []struct {
		name string
		at   orb.Point
		deg  float64
	}{
		{"inland", orb.Point{-90, 15}, 2}, {"antimeridian", orb.Point{179.7, -17}, 1},
		{"west of it", orb.Point{-179.2, 66}, 3}, {"wide", orb.Point{150, 0}, 60},
	} {
		shell, hole := star(r, c.at, c.deg, 17), star(r, c.at, c.deg*0.29, 9)
		add(c.name, false, c.at, c.deg, shell)
		add(c.name+" with a hole", false, c.at, c.deg, shell, hole)
	}
	for _, lat := range []float64{90, -90} {
		at := orb.Point{-170, lat}
		shell, hole := star(r, at, 12, 24), star(r, orb.Point{20, lat}, 3, 15)
		side := star(r, orb.Point{-170, lat - math.Copysign(3.2, lat)}, 0.3, 9)
		add("round a pole", lat < 0, at, 12, shell)
		add("annulus", false, at, 12, shell, hole)
		add("round a pole with a hole on its seam", lat < 0, at, 12, shell, side)
		spiked := append(shell.Clone(), orb.Point{190, lat}, orb.Point{-170, lat}, shell[0])
		c := polygonCase{"with vertices at the pole", orb.Polygon{spiked}, []orb.Ring{shell}, lat < 0, at, 12}
		out = append(out, c)
	}
	return out
}

func TestAreaContainsByEvenOdd(t *testing.T) {
	for _, c := range polygonCases(40) {
		r, a, in := seeded(41), geo.NewArea(c.p), 0
		for range 2000 {
			p := orb.Point{c.at[0] + (4*r.Float64()-2)*c.deg*1.2, c.at[1] + (2*r.Float64()-1)*c.deg*1.2}
			if math.Abs(c.at[1]) == 90 {
				p = orb.Point{r.Float64()*360 - 180, c.at[1] - math.Copysign(r.Float64()*15, c.at[1])}
			}
			if math.Abs(p[1]) > 90 {
				continue
			}
			want := odd(c.rings, c.south, p)
			if want {
				in++
			}
			for _, turn := range []float64{0, 360, -360} {
				if at := (orb.Point{p[0] + turn, p[1]}); math.Abs(at[0]) <= 540 && a.Contains(at) != want {
					t.Fatalf("%s: Contains(%v) = %v", c.name, at, !want)
				}
			}
		}
		if in < 100 {
			t.Errorf("%s: only %d points inside", c.name, in)
		}
		if !a.Contains(c.p[0][3]) || !a.Contains(c.p[0][5]) {
			t.Errorf("%s: a vertex is not in the area", c.name)
		}
	}
}

func TestInsideBySampling(t *testing.T) {
	t.Parallel()
	for i, c := range polygonCases(42) {
		r, a := seeded(uint64(4300+i)), geo.NewArea(c.p)
		for range 4 {
			at := orb.Point{c.at[0] + r.NormFloat64()*c.deg/2, c.at[1] + r.NormFloat64()*c.deg/2}
			if math.Abs(at[1]) > 90 {
				at[1] = math.Copysign(90-r.Float64()*c.deg, at[1])
			}
			ls := wiggle(r, at, 12, math.Min(c.deg*60e3, 600e3))
			l := newLine(t, ls)
			spans := l.Inside(a)
			for range 300 {
				chainage := r.Float64() * l.LengthM()
				p := l.At(chainage)
				if in := odd(c.rings, c.south, p); in != spans.Contains(chainage) && !close(spans, chainage) {
					t.Fatalf("%s: %v at %.3f is inside: %v, spans %v", c.name, p, chainage, in, spans)
				}
			}
		}
	}
}

// close reports whether a chainage is beside an end of spans: a measured line
// strays up to 1 cm, which on an edge that it hardly crosses is more along it.
func close(spans geo.Spans, chainageM float64) bool {
	for _, s := range spans {
		if math.Abs(s.FromM-chainageM) < 0.5 || math.Abs(s.ToM-chainageM) < 0.5 {
			return true
		}
	}
	return false
}

func TestInsideTables(t *testing.T) {
	square := orb.Ring{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}
	hole := orb.Ring{{0.4, 0.4}, {0.6, 0.4}, {0.6, 0.6}, {0.4, 0.6}, {0.4, 0.4}}
	slanted := orb.Ring{{10.1, 3.3}, {11.7, 4.1}, {10.9, 5.7}, {10.1, 3.3}}
	third := func(p, q orb.Point, t float64) orb.Point {
		return orb.Point{p[0] + t*(q[0]-p[0]), p[1] + t*(q[1]-p[1])}
	}
	for _, c := range []struct {
		name string
		ls   orb.LineString
		p    orb.Polygon
		want float64 // of the line's length
	}{
		{"along an edge", orb.LineString{{0, 0}, {1, 0}}, orb.Polygon{square}, 1},
		{"along an edge and on", orb.LineString{{-1, 0}, {1, 0}}, orb.Polygon{square}, 0.5},
		{"along part of a slanted edge", orb.LineString{third(slanted[0], slanted[1], 0.31), third(slanted[0], slanted[1], 0.77)}, orb.Polygon{slanted}, 1},
		{"along a slanted edge, a turn on", orb.LineString{{371.7, 4.1}, {370.9, 5.7}}, orb.Polygon{slanted}, 1},
		{"along a hole's edge", orb.LineString{{0.4, 0.4}, {0.4, 0.6}}, orb.Polygon{square, hole}, 1},
		{"in the hole", orb.LineString{{0.45, 0.45}, {0.55, 0.55}}, orb.Polygon{square, hole}, 0},
		{"through the hole", orb.LineString{{0, 0.5}, {1, 0.5}}, orb.Polygon{square, hole}, 0.8},
		{"touching a corner", orb.LineString{{0, 2}, {2, 0}}, orb.Polygon{square}, 0},
		{"through two corners", orb.LineString{{-1, -1}, {2, 2}}, orb.Polygon{square}, 1.0 / 3},
		{"ring not closed", orb.LineString{{-1, 0.5}, {2, 0.5}}, orb.Polygon{square[:4]}, 1.0 / 3},
		{"clockwise", orb.LineString{{-1, 0.5}, {2, 0.5}}, orb.Polygon{{{0, 0}, {0, 1}, {1, 1}, {1, 0}, {0, 0}}}, 1.0 / 3},
		{"the whole world", orb.LineString{{-100, 10}, {150, 10}},
			orb.Polygon{{{-180, -90}, {180, -90}, {180, 90}, {-180, 90}, {-180, -90}}}, 1},
		{"a polar cap written as a rectangle", orb.LineString{{30, 70}, {30, 90}},
			orb.Polygon{{{-180, 80}, {180, 80}, {180, 90}, {-180, 90}, {-180, 80}}}, 0.5},
		{"half the world", orb.LineString{{-90, 0}, {90, 0}},
			orb.Polygon{{{0, -10}, {180, -10}, {180, 10}, {0, 10}, {0, -10}}}, 0.5},
		{"no polygon", orb.LineString{{0, 0}, {1, 0}}, nil, 0},
		{"empty ring", orb.LineString{{0, 0}, {1, 0}}, orb.Polygon{{}}, 0},
		{"no numbers", orb.LineString{{0, 0}, {1, 0}}, orb.Polygon{{{0, 0}, {math.NaN(), 1}, {math.Inf(1), 0}}}, 0},
		{"infinite", orb.LineString{{0, 0}, {1, 0}}, orb.Polygon{{{math.Inf(-1), -1}, {9, -1}, {9, 1}}}, 0},
		{"far turns", orb.LineString{{0, 0}, {1, 0}}, orb.Polygon{{{1e300, -1}, {9e300, -1}, {9, 1}}}, 0},
	} {
		l := newLine(t, c.ls)
		if got := geo.Inside(l, c.p).LengthM() / l.LengthM(); math.Abs(got-c.want) > 3e-3 {
			t.Errorf("%s: %g of the line is inside, want %g", c.name, got, c.want)
		}
		if n := len(geo.Inside(l, c.p)); c.want == 1 && n != 1 {
			t.Errorf("%s: %d spans", c.name, n)
		}
	}
}
