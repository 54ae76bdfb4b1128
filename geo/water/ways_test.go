package water_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/water"
	"lindero/geo/wgs84"
)

// box is the land between two corners.
func box(west, south, east, north float64) orb.Polygon {
	return orb.Polygon{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}}
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: %.6f m, want %.6f", what, got, want)
	}
}

func along(path ...orb.Point) (m float64) {
	for i := 1; i < len(path); i++ {
		m += geo.DistanceM(path[i-1], path[i])
	}
	return m
}

func TestRoundIslands(t *testing.T) {
	in := orb.Point{0.5, 0.02}
	long := newWater(t, []orb.Polygon{box(0, 0, 1, 0.1)})
	south, north := orb.Point{0.4, -0.01}, orb.Point{0.4, 0.11}
	tree := search(t, long, south, north, in, orb.Point{0.9, -0.2})
	near(t, "round the end of a long island", tree.M(0), along(south, orb.Point{0, 0}, orb.Point{0, 0.1}, north), 1e-3)
	if !math.IsInf(tree.M(1), 1) || tree.Path(1) != nil || tree.SeedOf(1) != -1 {
		t.Errorf("a way to the middle of an island: %v", tree.Path(1))
	}
	near(t, "in sight", tree.M(2), along(south, orb.Point{0.9, -0.2}), 0)

	const sides, radius = 360, 0.05
	var disc orb.Ring
	for i := range sides + 1 {
		sin, cos := math.Sincos(2 * math.Pi * float64(i%sides) / sides)
		disc = append(disc, orb.Point{radius * cos, radius * sin})
	}
	west, east := orb.Point{-0.2, 0}, orb.Point{0.2, 0}
	got := search(t, newWater(t, []orb.Polygon{{disc}}), west, east).M(0)
	// On the equator a degree of latitude is shorter than one of longitude,
	// so the disc is an ellipse: sum its edges from tangent to tangent.
	touch := math.Acos(radius / 0.2)
	var arc orb.LineString
	for i := range sides / 2 {
		if a := math.Pi - 2*math.Pi*float64(i)/sides; a >= touch-0.02 && a <= math.Pi-touch+0.02 {
			arc = append(arc, disc[sides/2-i])
		}
	}
	path := append(append(orb.LineString{west}, arc...), east)
	near(t, "tangent, arc, tangent", got, along(path...), 0.3)
}

func TestWalls(t *testing.T) {
	land := []orb.Polygon{box(0, 0, 1, 0.5)}
	end := orb.Point{0.5, -0.4}
	wall := orb.LineString{{0.5, 0}, {0.5, -0.2}, end}
	w := newWater(t, land, wall)
	west, east := orb.Point{0.4, -0.1}, orb.Point{0.6, -0.15}
	on := orb.Point{0.5, -0.1}
	tree := search(t, w, west, east, on, orb.Point{0.5, -0.3}, wall[1])
	near(t, "round the free end", tree.M(0), along(west, end, east), 1e-6)
	near(t, "to the wall", tree.M(1), along(west, on), 1e-6)
	near(t, "to the wall beyond its vertex", tree.M(2), along(west, orb.Point{0.5, -0.3}), 1e-6)
	near(t, "to its vertex", tree.M(3), along(west, wall[1]), 1e-6)
	near(t, "from the wall, east", search(t, w, on, east).M(0), along(on, east), 1e-6)
	near(t, "along the wall", search(t, w, on, end).M(0), along(on, end), 1e-6)
	// A wall to far beyond closes the sea but for the way round the land.
	closed := newWater(t, land, wall, orb.LineString{end, {0.5, -3}})
	if m := search(t, closed, west, east).M(0); !(m > along(west, orb.Point{0, 0}, orb.Point{0, 0.5}, orb.Point{1, 0.5}, orb.Point{1, 0}, east)-1) {
		t.Errorf("through the joint of two walls: %f m", m)
	}
	ring := newWater(t, nil, orb.LineString{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}, {-1, -1}})
	if m := search(t, ring, orb.Point{}, orb.Point{2, 0}).M(0); !math.IsInf(m, 1) {
		t.Errorf("out of a ring of walls: %f m", m)
	}
}

func TestBordersAtSea(t *testing.T) {
	// Breakpoints of a slanting border, as a measured line has them, lie up to
	// centimetres beside the wall.
	border := orb.LineString{{-92.22581, 14.52942}, {-93.36349, 13.08288}, {-94.30881, 11.87329}}
	land := []orb.Polygon{{{{-92.22581, 14.52942}, {-91, 13.9}, {-91, 16}, {-94, 16}, {-93.5, 15.7}, {-92.22581, 14.52942}}}}
	line, err := geo.NewLine(border)
	if err != nil {
		t.Fatal(err)
	}
	w := newWater(t, land, border)
	port := orb.Point{-91.8, 14.25}
	var targets []orb.Point
	for m := 0.0; m < line.LengthM(); m += 500 {
		targets = append(targets, line.At(m))
	}
	at, _, ok := w.Snap(port, 50e3)
	if !ok {
		t.Fatalf("%v has no water", port)
	}
	tree := search(t, w, at, targets...)
	for i, p := range targets {
		if m, direct := tree.M(i), geo.DistanceM(at, p); !(m >= direct && m < direct*1.01+1500) {
			t.Errorf("to chainage %d m: %f m, straight %f by %v", i*500, m, direct, tree.Path(i))
		}
	}
}

func TestCommonBordersAreNoWater(t *testing.T) {
	land := []orb.Polygon{box(0, 0, 1, 1), box(1, 0, 2, 1), box(2, 1, 3, 2)}
	w := newWater(t, land)
	tree := search(t, w, orb.Point{1, -0.1}, orb.Point{1, 1.1}, orb.Point{2.5, 0.5}, orb.Point{1, 0.5})
	if m := tree.M(0); !(m > 200e3) {
		t.Errorf("along a common border: %f m", m)
	}
	// Two lands touch at 2, 1: nobody passes there.
	south, north := orb.Point{2.2, 0.9}, orb.Point{1.8, 1.1}
	if m := search(t, w, south, north).M(0); !(m > 300e3) {
		t.Errorf("between touching lands: %f m", m)
	}
	if m := tree.M(2); !math.IsInf(m, 1) {
		t.Errorf("into a common border: %f m", m)
	}
	if !w.OnLand(orb.Point{1, 0.5}) || w.OnLand(orb.Point{1, 0}) || w.OnLand(orb.Point{1.5, 1.5}) {
		t.Error("a common border is land, its end on the coast is not")
	}
}

func TestQuaysAndFreeEnds(t *testing.T) {
	w := newWater(t, []orb.Polygon{box(0, 0, 1, 0.5)})
	const metre = 1 / 111e3
	quay := orb.Point{0.3, 0.5 * metre}
	tree := search(t, w, quay, orb.Point{0.7, 0.4 * metre}, orb.Point{0.3, 0.5}, orb.Point{0.3, -0.1}, orb.Point{0.3, 3 * metre})
	near(t, "along the coast from quay to quay", tree.M(0), along(quay, orb.Point{0.7, 0.4 * metre}), 1e-3)
	near(t, "round, not through the land", tree.M(1), along(quay, orb.Point{0, 0}, orb.Point{0, 0.5}, orb.Point{0.3, 0.5}), 1e-2)
	near(t, "to sea", tree.M(2), along(quay, orb.Point{0.3, -0.1}), 1e-3)
	if m := tree.M(3); !math.IsInf(m, 1) {
		t.Errorf("3 m inland: %f m", m)
	}
}

func TestSnap(t *testing.T) {
	w := newWater(t, []orb.Polygon{box(0, 0, 1, 0.5), box(0, 0.5, 1, 1)}, orb.LineString{{0.5, -1}, {0.5, 0.5}})
	for _, c := range []struct {
		p       orb.Point
		within  float64
		ok      bool
		metres  float64
		because string
	}{
		{orb.Point{0.3, -0.1}, 0, true, 0, "in the water"},
		{orb.Point{0.3, 0}, 0, true, 0, "on the coast"},
		{orb.Point{0.3, 0.01}, 2000, true, 1107.74, "a town by the sea"},
		{orb.Point{0.3, 0.01}, 1000, false, 0, "farther than asked for"},
		{orb.Point{0.3, 0.499}, 60e3, true, geo.DistanceM(orb.Point{0.3, 0.5}, orb.Point{0, 0.5}), "over a common border"},
		{orb.Point{math.NaN(), 0.5}, 60e3, false, 0, "nowhere"},
		{orb.Point{0.3, 0.01}, math.NaN(), false, 0, "within nothing"},
	} {
		at, m, ok := w.Snap(c.p, c.within)
		if ok != c.ok || ok && (math.Abs(m-c.metres) > 3 || w.OnLand(at)) {
			t.Errorf("%s: %v, %f m, %v; want %f m, %v", c.because, at, m, ok, c.metres, c.ok)
		}
		if ok && c.metres > 0 && !(m > 2) {
			t.Errorf("%s: %v is not off the coast", c.because, at)
		}
	}
}

func TestSeedsWithMetresGone(t *testing.T) {
	w := newWater(t, nil)
	seeds := []water.Seed{{orb.Point{0, 0}, 50e3}, {orb.Point{1, 0}, 0}, {orb.Point{math.NaN(), 0}, 0}, {orb.Point{0.1, 0}, math.NaN()}}
	targets := []orb.Point{{0.1, 0}, {0.9, 0}, {5, 0}, {math.Inf(1), 0}, {0, 91}}
	tree, err := w.Search(context.Background(), seeds, targets, 200e3)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{0, 1, -1, -1, -1} {
		if got := tree.SeedOf(i); got != want {
			t.Errorf("target %d is reached from %d, want %d", i, got, want)
		}
	}
	near(t, "with metres gone", tree.M(0), 50e3+geo.DistanceM(seeds[0].At, targets[0]), 1e-6)
	if tree, _ := w.Search(context.Background(), seeds, targets, math.NaN()); !math.IsInf(tree.M(0), 1) {
		t.Error("a way within no number of metres")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := w.Search(ctx, seeds, targets, 200e3); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestFarAcrossOpenSea(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	w := newWater(t, []orb.Polygon{box(10, 10, 10.01, 10.01)})
	for range 200 {
		p := orb.Point{360*r.Float64() - 180, math.Asin(2*r.Float64()-1) * 180 / math.Pi}
		q := orb.Point{360*r.Float64() - 180, math.Asin(2*r.Float64()-1) * 180 / math.Pi}
		near(t, "open sea", search(t, w, p, q).M(0), geo.DistanceM(p, q), 1)
	}
}

// TestEdgesAreStraightInLonLat: the coast along a parallel is the parallel,
// not the great circle, which is 2 km away in its middle.
func TestEdgesAreStraightInLonLat(t *testing.T) {
	w := newWater(t, []orb.Polygon{box(0, 60, 6, 61)})
	const degM = 111412.0 // of latitude, at 60°
	for lon := 0.05; lon < 6; lon += 0.0137 {
		for _, off := range []float64{-0.011, 0.011} {
			if got := w.OnLand(orb.Point{lon, 60 + off/degM}); got != (off > 0) {
				t.Errorf("%g m north of the coast at %g: on land %v", off, lon, got)
			}
		}
	}
}

func TestDensify(t *testing.T) {
	paths := []orb.LineString{
		{{-93, 14}, {-170, 50}}, {{170, 50}, {-160, 55}}, {{10, -30}, {60, 30}}, {{0, 80}, {179, 80}},
		{{0, 85}, {180, 85}}, {{20, 89}, {20, 90}, {140, 89}}, {{20, 40}, {20, -40}}, {{0, 0}, {0, 0}},
		{{30, 89.99999}, {-149, 89.9999}}, {{math.NaN(), 0}, {1, 1}}, nil,
	}
	for _, path := range paths {
		out := water.Densify(path)
		if len(out) < len(path) || len(out) > 3000 {
			t.Errorf("%v: %d vertices", path, len(out))
		}
		k := 0
		for i := range out {
			if k+1 < len(path) && out[i] == path[k+1] {
				k++
			}
			if i == 0 || k+1 >= len(path) || math.IsNaN(path[0][0]) {
				continue
			}
			a, b := normal(path[k]), normal(path[k+1])
			n := a.Cross(b).Unit()
			east := math.Remainder(out[i][0]-out[i-1][0], 360)
			if out[i] == path[k] {
				continue
			}
			for f := 0.0; f <= 1; f += 1.0 / 16 {
				p := normal(orb.Point{out[i-1][0] + f*east, out[i-1][1] + f*(out[i][1]-out[i-1][1])})
				if off := math.Abs(p.Dot(n)) * 6.38e6; off > 1.5 {
					t.Errorf("%v: %v–%v is %f m beside the great circle", path, out[i-1], out[i], off)
					break
				}
			}
		}
	}
}

func normal(p orb.Point) wgs84.Vec {
	sinLat, cosLat := math.Sincos(p[1] * math.Pi / 180)
	sinLon, cosLon := math.Sincos(p[0] * math.Pi / 180)
	return wgs84.Vec{X: cosLat * cosLon, Y: cosLat * sinLon, Z: sinLat}
}

func TestBadInput(t *testing.T) {
	nan := math.NaN()
	for _, land := range []orb.Polygon{{{{nan, 0}, {1, 0}, {1, 1}, {nan, 0}}}, {{{0, 91}, {1, 0}, {1, 1}, {0, 91}}}, {{{600, 0}, {1, 0}, {1, 1}}}, {{{math.Inf(1), 0}, {1, 0}, {1, 1}}}} {
		if _, err := water.New([]orb.Polygon{land}, nil); !errors.Is(err, geo.ErrCoordinate) {
			t.Errorf("land %v: %v", land, err)
		}
		if _, err := water.New(nil, []orb.LineString{orb.LineString(land[0])}); !errors.Is(err, geo.ErrCoordinate) {
			t.Errorf("wall %v: %v", land[0], err)
		}
	}
	land := []orb.Polygon{
		nil, {}, {nil}, {{}}, {{{1, 1}}}, {{{1, 1}, {2, 2}}}, {{{1, 1}, {1, 1}, {1, 1}}}, {{{0, 0}, {1, 0}, {2, 0}, {0, 0}}},
		{{{3, 0}, {4, 1}, {4, 0}, {3, 1}, {3, 0}}},                 // a bow tie
		{{{5, 0}, {6, 0}, {6, 1}, {5.5, 0}, {5, 1}, {5, 0}}},       // touches itself
		{{{7, 0}, {8, 0}, {8, 0}, {8, 1}, {8, 1}, {7, 1}, {7, 0}}}, // repeats vertices
	}
	w := newWater(t, land, nil, orb.LineString{{1, 1}}, orb.LineString{{2, 2}, {2, 2}})
	a, b := orb.Point{0.5, 0.5}, orb.Point{0.5, -0.5}
	near(t, "over land without area", search(t, w, a, b).M(0), along(a, b), 0)
	for p, want := range map[orb.Point]bool{{3.2, 0.5}: true, {3.5, 0.9}: false, {5.1, 0.5}: true, {5.5, 0.5}: false, {7.5, 0.5}: true, {nan, 0}: false} {
		if w.OnLand(p) != want {
			t.Errorf("%v on land: %v", p, !want)
		}
	}
}
