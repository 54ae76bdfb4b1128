package geo_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/wgs84"
	"lindero/internal/oracle"
)

// pair is two places to measure between.
type pair struct{ a, b orb.Point }

// geodesics returns the distance in metres of each pair by GeographicLib, in
// one run of GeodSolve.
func geodesics(t testing.TB, pairs []pair) []float64 {
	t.Helper()
	if len(pairs) == 0 {
		return nil
	}
	var in []byte
	for _, p := range pairs {
		for _, x := range []float64{p.a[1], p.a[0], p.b[1], p.b[0]} {
			in = append(strconv.AppendFloat(in, x, 'f', -1, 64), ' ') // no exponent: its e would be east
		}
		in[len(in)-1] = '\n'
	}
	lines := oracle.Run(t, "GeodSolve", string(in), "-i", "-p", "9")
	if len(lines) != len(pairs) {
		t.Fatalf("GeodSolve answered %d of %d pairs", len(lines), len(pairs))
	}
	out := make([]float64, len(lines))
	for i, line := range lines {
		f := strings.Fields(line)
		m, err := strconv.ParseFloat(f[len(f)-1], 64)
		if err != nil {
			t.Fatalf("GeodSolve answered %q to %v", line, pairs[i])
		}
		out[i] = m
	}
	return out
}

// seeded returns a random source of its own for each case of a test.
func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 20260101)) }

// anywhere draws a place evenly over the sphere.
func anywhere(r *rand.Rand) orb.Point {
	return orb.Point{r.Float64()*360 - 180, math.Asin(2*r.Float64()-1) * 180 / math.Pi}
}

// beside draws a place about so many metres from p in a random direction.
func beside(r *rand.Rand, p orb.Point, metres float64) orb.Point {
	lon, lat, _ := wgs84.Direct(p[0], p[1], r.Float64()*360, metres)
	return orb.Point{lon, lat}
}

// wiggle returns a line of n vertices that wanders from p in steps of about
// so many metres, going on over poles and antimeridian as it meets them. Its
// longitudes jump at ±180.
func wiggle(r *rand.Rand, p orb.Point, n int, stepM float64) orb.LineString {
	out := orb.LineString{p}
	dir := r.Float64() * 360
	for len(out) < n {
		dir += r.NormFloat64() * 50
		lon, lat, on := wgs84.Direct(p[0], p[1], dir, stepM*(0.1+r.Float64()))
		p, dir = orb.Point{lon, lat}, on
		out = append(out, p)
	}
	return out
}

// regions are where random lines start: all latitudes, the seams and the
// corners of the map.
var regions = []struct {
	name string
	at   orb.Point
}{
	{"equator", orb.Point{-90.3, 0.01}},
	{"tropics", orb.Point{-91.4, 15.2}},
	{"middle latitudes", orb.Point{23.6, 48.7}},
	{"60°", orb.Point{100, -60}},
	{"arctic", orb.Point{19, 80.3}},
	{"antimeridian", orb.Point{179.99, 66.9}},
	{"antimeridian on the equator", orb.Point{-179.999, 0}},
	{"beside the north pole", orb.Point{10, 89.99}},
	{"south pole", orb.Point{-60, -90}},
}

func newLine(t testing.TB, parts ...orb.LineString) *geo.Line {
	t.Helper()
	l, err := geo.NewLine(parts...)
	if err != nil {
		t.Fatalf("NewLine: %v", err)
	}
	return l
}

// edge is a straight line in longitude and latitude.
type edge struct{ p, q orb.Point }

// newEdge goes from p the short way to q.
func newEdge(p, q orb.Point) edge {
	if d := q[0] - p[0]; math.Abs(d) > 180 {
		q[0] -= 360 * math.Round(d/360)
	}
	return edge{p, q}
}

func (e edge) at(t float64) orb.Point {
	return orb.Point{e.p[0] + t*(e.q[0]-e.p[0]), e.p[1] + t*(e.q[1]-e.p[1])}
}

// speed returns metres per unit of t, from the radii of curvature of the
// meridian and of the prime vertical.
func (e edge) speed(t float64) float64 {
	const a, f = 6378137.0, 1 / 298.257223563
	const e2 = f * (2 - f)
	sin, cos := math.Sincos(e.at(t)[1] * math.Pi / 180)
	w := math.Sqrt(1 - e2*sin*sin)
	m, n := a*(1-e2)/(w*w*w), a/w
	return math.Hypot(m*(e.q[1]-e.p[1]), n*cos*(e.q[0]-e.p[0])) * math.Pi / 180
}

// lengthM integrates the edge from 0 to t by Gauss and Legendre, five points
// on each of 150 steps.
func (e edge) lengthM(t float64) float64 {
	x := [3]float64{0, math.Sqrt(5-2*math.Sqrt(10.0/7)) / 3, math.Sqrt(5+2*math.Sqrt(10.0/7)) / 3}
	w := [3]float64{128.0 / 225, (322 + 13*math.Sqrt(70)) / 900, (322 - 13*math.Sqrt(70)) / 900}
	const steps = 150
	h, sum := t/steps/2, 0.0
	for i := range steps {
		mid := (2*float64(i) + 1) * h
		sum += w[0] * e.speed(mid)
		for k := 1; k < 3; k++ {
			sum += w[k] * (e.speed(mid-x[k]*h) + e.speed(mid+x[k]*h))
		}
	}
	return sum * h
}

// nearest returns the fraction of the edge nearest to p, by thirds around a
// first guess.
func (e edge) nearest(p orb.Point, guess, width float64) float64 {
	far := func(t float64) float64 {
		at := e.at(t)
		return wgs84.ECEF(at[0], at[1]).Sub(wgs84.ECEF(p[0], p[1])).Norm2()
	}
	lo, hi := math.Max(0, guess-width), math.Min(1, guess+width)
	for range 90 {
		a, b := lo+(hi-lo)/3, hi-(hi-lo)/3
		if far(a) < far(b) {
			hi = b
		} else {
			lo = a
		}
	}
	return (lo + hi) / 2
}

// worst keeps the greatest value seen and where.
type worst struct {
	v     float64
	where string
}

func (w *worst) see(v float64, format string, args ...any) {
	if v > w.v || math.IsNaN(v) {
		w.v, w.where = v, fmt.Sprintf(format, args...)
	}
}
