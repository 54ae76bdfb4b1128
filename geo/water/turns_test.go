package water_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/water"
)

// moved applies f to all of an archipelago.
func (a archipelago) moved(f func(orb.Point) orb.Point) archipelago {
	var out archipelago
	for _, p := range a.land {
		var q orb.Polygon
		for _, ring := range p {
			q = append(q, orb.Ring(each(orb.LineString(ring), f)))
		}
		out.land = append(out.land, q)
	}
	for _, l := range a.walls {
		out.walls = append(out.walls, each(l, f))
	}
	return out
}

func each(l []orb.Point, f func(orb.Point) orb.Point) []orb.Point {
	out := slices.Clone(l)
	for i, p := range out {
		out[i] = f(p)
	}
	return out
}

// lengths returns the metres from each place to each other.
func lengths(t *testing.T, a archipelago, places []orb.Point) []float64 {
	w := newWater(t, a.land, a.walls...)
	var out []float64
	for _, p := range places {
		tree := search(t, w, p, places...)
		for k := range places {
			out = append(out, tree.M(k))
		}
	}
	return out
}

// TestMovedWays moves islands by what changes no length.
func TestMovedWays(t *testing.T) {
	jump := func(p orb.Point) orb.Point {
		if p[0] > 180 {
			p[0] -= 360
		}
		return p
	}
	for seed := range uint64(scenes(100)) {
		r := rand.New(rand.NewPCG(seed, 2))
		a := newArchipelago(r)
		if a.blurred() {
			continue
		}
		lat := 85 * (2*r.Float64() - 1)
		at := func(p orb.Point) orb.Point { return orb.Point{p[0] - span/2 + 12, p[1] + lat} }
		places := each(a.afloat(r, 6), at)
		a = a.moved(at)
		want := lengths(t, a, places)
		for name, f := range map[string]func(orb.Point) orb.Point{
			"a turn east":              func(p orb.Point) orb.Point { return orb.Point{p[0] + 360, p[1]} },
			"a turn west":              func(p orb.Point) orb.Point { return orb.Point{p[0] - 360, p[1]} },
			"over the antimeridian":    func(p orb.Point) orb.Point { return jump(orb.Point{p[0] + 168, p[1]}) },
			"running on there":         func(p orb.Point) orb.Point { return orb.Point{p[0] + 168, p[1]} },
			"a quarter turn":           func(p orb.Point) orb.Point { return orb.Point{p[0] + 90, p[1]} },
			"mirrored, east to west":   func(p orb.Point) orb.Point { return orb.Point{-p[0], p[1]} },
			"mirrored, north to south": func(p orb.Point) orb.Point { return orb.Point{p[0], -p[1]} },
		} {
			for i, got := range lengths(t, a.moved(f), each(places, f)) {
				if got != want[i] && !(math.Abs(got-want[i]) < 1e-3) {
					t.Errorf("seed %d, %s: %v to %v is %f m, was %f", seed, name, places[i/len(places)], places[i%len(places)], got, want[i])
				}
			}
		}
	}
}

// TestRoundThePole has eight islands round each pole, walls between all but
// two of them, and land at the pole itself.
func TestRoundThePole(t *testing.T) {
	for _, south := range []float64{1, -1} {
		var land []orb.Polygon
		var walls []orb.LineString
		for i := 0.0; i < 8; i++ {
			west := i*45 - 180
			land = append(land, orb.Polygon{{{west, south * 89.9}, {west + 20, south * 89.9}, {west + 20, south * 89.92}, {west, south * 89.92}, {west, south * 89.9}}})
			if i > 0 {
				walls = append(walls, orb.LineString{{west - 25, south * 89.91}, {west, south * 89.91}})
			}
		}
		w := newWater(t, land, walls...)
		in, out := orb.Point{0, south * 90}, orb.Point{120, south * 89.89}
		tree := search(t, w, in, out, orb.Point{120, south * 90}, orb.Point{170, south * 89.99})
		// The gap is between 155° and 180° east.
		path := tree.Path(0)
		var through bool
		for _, p := range path {
			through = through || p == orb.Point{155, south * 89.92} || p == orb.Point{155, south * 89.9} || math.Abs(p[0]) == 180
		}
		if !through || tree.M(0) < geo.DistanceM(in, out) {
			t.Errorf("out of the ring by %v", path)
		}
		near(t, "from the pole to the pole", tree.M(1), 0, 1e-9)
		near(t, "beside the pole", tree.M(2), geo.DistanceM(in, orb.Point{170, south * 89.99}), 1e-6)

		cap := orb.Polygon{{{-180, south * 89.95}, {-90, south * 89.95}, {0, south * 89.95}, {90, south * 89.95}, {180, south * 89.95}, {180, south * 90}, {-180, south * 90}, {-180, south * 89.95}}}
		w = newWater(t, []orb.Polygon{cap})
		a, b := orb.Point{45, south * 89.94}, orb.Point{-135, south * 89.94}
		m := search(t, w, a, b).M(0)
		if !w.OnLand(orb.Point{10, south * 89.98}) || !w.OnLand(orb.Point{180, south * 89.97}) || !w.OnLand(in) || w.OnLand(a) {
			t.Error("land at the pole is not land, or the sea is")
		}
		if !(m > 1.2*geo.DistanceM(a, b) && m < 1.6*geo.DistanceM(a, b)) {
			t.Errorf("round the pole: %f m, straight %f", m, geo.DistanceM(a, b))
		}
	}
}

// TestWaysHold: every way is as long as its pieces, over no land and no wall,
// no shorter than straight, the same both ways, and no longer than by another
// place.
func TestWaysHold(t *testing.T) {
	for seed := range uint64(scenes(300)) {
		r := rand.New(rand.NewPCG(seed, 3))
		a := newArchipelago(r)
		if a.blurred() {
			continue
		}
		places := a.afloat(r, 7)
		w := newWater(t, a.land, a.walls...)
		n := len(places)
		m := lengths(t, a, places)
		for i, p := range places {
			tree := search(t, w, p, places...)
			for k, q := range places {
				got := tree.M(k)
				if got != m[i*n+k] {
					t.Errorf("seed %d: the same search gives %v and %v", seed, got, m[i*n+k])
				}
				if math.IsInf(got, 1) {
					continue
				}
				if !(got >= geo.DistanceM(p, q)) || math.Abs(got-m[k*n+i]) > 1e-6 {
					t.Errorf("seed %d: %v to %v: %f m, back %f, straight %f", seed, p, q, got, m[k*n+i], geo.DistanceM(p, q))
				}
				for j := range places {
					if !slices.ContainsFunc(a.edges(), func(e [2]orb.Point) bool { return places[j] == e[0] || places[j] == e[1] }) && got > m[i*n+j]+m[j*n+k]+1e-6 {
						t.Errorf("seed %d: %v to %v: %f m, by %v %f", seed, p, q, got, places[j], m[i*n+j]+m[j*n+k])
					}
				}
				near(t, "length of the path", along(tree.Path(k)...), got, 1e-6)
				a.sail(t, seed, tree.Path(k))
			}
		}
	}
}

// sail goes along a way and looks for land and walls. What happens within a
// centimetre of a bend or a metre of an end does not count, nor does a wall
// within a metre of an end.
func (a archipelago) sail(t *testing.T, seed uint64, path orb.LineString) {
	t.Helper()
	path = water.Densify(path)
	for i := 1; i < len(path); i++ {
		p, q := path[i-1], path[i]
		m := geo.DistanceM(p, q)
		if m < 4 {
			continue
		}
		at := func(f float64) orb.Point { return orb.Point{p[0] + f*(q[0]-p[0]), p[1] + f*(q[1]-p[1])} }
		s, e := at(1.1/m), at(1-1.1/m)
		for _, l := range a.walls {
			for k := 1; k < len(l); k++ {
				edge := [2]orb.Point{l[k-1], l[k]}
				if besides(edge, path[0]) || besides(edge, path[len(path)-1]) {
					continue
				}
				if cross(s, e, l[k-1], l[k]) && math.Abs(area2(p, q, l[k-1])) > 1e-9*m/111e3 && math.Abs(area2(p, q, l[k])) > 1e-9*m/111e3 {
					t.Errorf("seed %d: the way %v–%v crosses the wall %v–%v", seed, p, q, l[k-1], l[k])
				}
			}
		}
		for f := 1; f < 100; f++ {
			p := at((1.1 + (m-2.2)*float64(f)/100) / m)
			if a.dry(p) && !slices.ContainsFunc(a.edges(), func(e [2]orb.Point) bool { return e[0] == p || e[1] == p || beside(e, p) < 0.01 }) {
				t.Errorf("seed %d: the way %v–%v is on land at %v", seed, path[i-1], q, p)
				break
			}
		}
	}
}

// FuzzWater looks for panics, and for ways over land.
func FuzzWater(f *testing.F) {
	f.Add([]byte("islands of some letters, and walls"), uint64(1))
	f.Add([]byte{0, 0, 0, 9, 9, 9, 9, 0, 0, 0, 200, 9, 9, 9, 9, 0, 9, 4, 4, 5, 5}, uint64(2))
	f.Add([]byte{1, 1, 1, 2, 2, 3, 3, 1, 1, 3, 3, 2, 2, 0, 1, 4, 2, 0, 0, 5, 5}, uint64(3))
	f.Fuzz(func(t *testing.T, data []byte, seed uint64) {
		var a archipelago
		var line []orb.Point
		for i := 0; i+2 < len(data) && i < 90; i += 3 {
			// A coarse grid, so that edges meet in all ways.
			line = append(line, orb.Point{float64(data[i]%16) / 160, (float64(data[i+1]%16) - 8) / 160})
			if data[i+2]%4 > 0 {
				continue
			}
			switch data[i+2] / 4 % 3 {
			case 0:
				a.walls = append(a.walls, line)
			default:
				a.land = append(a.land, orb.Polygon{append(orb.Ring(line), line[0])})
			}
			line = nil
		}
		w, err := water.New(a.land, a.walls)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(seed, 4))
		places := a.afloatAny(r, 5)
		for _, p := range places {
			tree := search(t, w, p, places...)
			for k := range places {
				if path := tree.Path(k); path != nil {
					a.sail(t, seed, path)
				}
			}
		}
	})
}

func (a archipelago) afloatAny(r *rand.Rand, n int) (out []orb.Point) {
	for tries := 0; tries < 100 && len(out) < n; tries++ {
		if p := place(r); !a.dry(p) {
			out = append(out, p)
		}
	}
	return out
}
