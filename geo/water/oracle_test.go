package water_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/water"
)

// archipelago is land and walls so near to the equator and so small that great
// circles are straight in longitude and latitude.
type archipelago struct {
	land  []orb.Polygon
	walls []orb.LineString
}

const span = 0.1 // degrees

func place(r *rand.Rand) orb.Point { return orb.Point{span * r.Float64(), span * (r.Float64() - 0.5)} }

// island is a ring round c, without crossings.
func island(r *rand.Rand, c orb.Point, radius float64) orb.Ring {
	n := 3 + r.IntN(6)
	turn := r.Float64()
	var ring orb.Ring
	for i := range n {
		sin, cos := math.Sincos(2 * math.Pi * (float64(i) + turn + 0.6*r.Float64()) / float64(n))
		d := radius * (0.3 + 0.7*r.Float64())
		ring = append(ring, orb.Point{c[0] + d*cos, c[1] + d*sin})
	}
	return append(ring, ring[0])
}

// newArchipelago draws islands that may overlap, touch in a vertex, or have a
// common edge, lakes with islands in them, and walls that start anywhere.
func newArchipelago(r *rand.Rand) archipelago {
	var a archipelago
	for range 1 + r.IntN(6) {
		ring := island(r, place(r), span*(0.05+0.2*r.Float64()))
		if len(a.land) > 0 && r.IntN(2) == 0 {
			old := a.land[r.IntN(len(a.land))][0]
			k := r.IntN(len(old) - 1)
			ring[0], ring[len(ring)-1] = old[k], old[k]
			if r.IntN(2) == 0 {
				ring = orb.Ring{old[k], old[k+1], place(r), old[k]}
			}
		}
		p := orb.Polygon{ring}
		if r.IntN(4) == 0 { // a lake
			hole := slices.Clone(ring)
			for i := range hole {
				hole[i] = orb.Point{(hole[i][0] + ring[0][0] + ring[1][0] + ring[2][0]) / 4, (hole[i][1] + ring[0][1] + ring[1][1] + ring[2][1]) / 4}
			}
			p = append(p, hole)
		}
		a.land = append(a.land, p)
	}
	for range r.IntN(4) {
		var line orb.LineString
		for range 2 + r.IntN(3) {
			line = append(line, place(r))
		}
		coast := a.land[r.IntN(len(a.land))][0]
		switch k := r.IntN(len(coast) - 1); r.IntN(3) {
		case 0:
			line[0] = coast[k]
		case 1: // in the middle of an edge
			t := 0.2 + 0.6*r.Float64()
			line[0] = orb.Point{coast[k][0] + t*(coast[k+1][0]-coast[k][0]), coast[k][1] + t*(coast[k+1][1]-coast[k][1])}
		}
		a.walls = append(a.walls, line)
	}
	return a
}

func (a archipelago) edges() (out [][2]orb.Point) {
	for _, p := range a.land {
		for _, ring := range p {
			for i := 1; i < len(ring); i++ {
				out = append(out, [2]orb.Point{ring[i-1], ring[i]})
			}
		}
	}
	for _, l := range a.walls {
		for i := 1; i < len(l); i++ {
			out = append(out, [2]orb.Point{l[i-1], l[i]})
		}
	}
	return out
}

func (a archipelago) dry(p orb.Point) bool {
	return slices.ContainsFunc(a.land, func(q orb.Polygon) bool { return inside(q, p) })
}

// inside counts crossings of a ray to the east.
func inside(p orb.Polygon, q orb.Point) bool {
	odd := false
	for _, ring := range p {
		for i := 1; i < len(ring); i++ {
			a, b := ring[i-1], ring[i]
			if (a[1] > q[1]) != (b[1] > q[1]) && q[0] < a[0]+(q[1]-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
				odd = !odd
			}
		}
	}
	return odd
}

func area2(a, b, c orb.Point) float64 { return (b[0]-a[0])*(c[1]-a[1]) - (b[1]-a[1])*(c[0]-a[0]) }

func cross(p, q, a, b orb.Point) bool {
	return area2(p, q, a)*area2(p, q, b) < 0 && area2(a, b, p)*area2(a, b, q) < 0
}

// oracle is every place with every other: nodes are the gaps between the edges
// at a vertex, and a way beside a straight line, a hair to its left or right,
// leads from the gap that it starts in to the gap that it ends in.
type oracle struct {
	archipelago
	lines [][2]orb.Point
	nodes map[string]int
	arcs  [][3]float64 // from, to, metres
}

// gap returns the node at v that holds the direction to p.
func (o *oracle) gap(v, p orb.Point) int {
	k, angle := 0, math.Atan2(p[1]-v[1], p[0]-v[0])
	n := 0
	for _, e := range o.lines {
		for i := range 2 {
			if e[i] == v {
				n++
				if math.Atan2(e[1-i][1]-v[1], e[1-i][0]-v[0]) < angle {
					k++
				}
			}
		}
	}
	key := fmt.Sprint(v, k%max(n, 1))
	if _, ok := o.nodes[key]; !ok {
		o.nodes[key] = len(o.nodes)
	}
	return o.nodes[key]
}

func (o *oracle) clear(p, q orb.Point) bool {
	for _, e := range o.lines {
		if cross(p, q, e[0], e[1]) {
			return false
		}
	}
	return !o.dry(p) && !o.dry(q) && !o.dry(orb.Point{(p[0] + q[0]) / 2, (p[1] + q[1]) / 2})
}

// m returns the least metres from each place to each other by Bellman–Ford.
func (a archipelago) m(places []orb.Point) [][]float64 {
	o := &oracle{a, a.edges(), map[string]int{}, nil}
	all := slices.Clone(places)
	for _, e := range o.lines {
		// A vertex in the middle of an edge cuts it.
		for _, f := range slices.Clone(o.lines) {
			for _, v := range f {
				between := (v[0]-e[0][0])*(v[0]-e[1][0])+(v[1]-e[0][1])*(v[1]-e[1][1]) < 0
				if between && v != e[0] && v != e[1] && math.Abs(area2(e[0], e[1], v)) < 1e-15 {
					o.lines = append(o.lines, [2]orb.Point{e[0], v}, [2]orb.Point{v, e[1]})
				}
			}
		}
		all = append(all, e[0], e[1])
	}
	slices.SortFunc(all[len(places):], func(p, q orb.Point) int { return slices.Compare(p[:], q[:]) })
	all = slices.CompactFunc(all, func(p, q orb.Point) bool { return p == q })
	for i, p := range all {
		for _, q := range all[:i] {
			if p == q {
				continue
			}
			d := math.Hypot(q[0]-p[0], q[1]-p[1])
			u := orb.Point{(q[0] - p[0]) / d, (q[1] - p[1]) / d}
			for _, hair := range []float64{1e-10, -1e-10} {
				const in = 1e-7
				s := orb.Point{p[0] + in*u[0] - hair*u[1], p[1] + in*u[1] + hair*u[0]}
				t := orb.Point{q[0] - in*u[0] - hair*u[1], q[1] - in*u[1] + hair*u[0]}
				if o.clear(s, t) {
					f, g, m := float64(o.gap(p, s)), float64(o.gap(q, t)), geo.DistanceM(p, q)
					o.arcs = append(o.arcs, [3]float64{f, g, m}, [3]float64{g, f, m})
				}
			}
		}
	}
	out := make([][]float64, len(places))
	for i, p := range places {
		best := o.from(p)
		for _, q := range places {
			least := math.Inf(1)
			for key, k := range o.nodes {
				if at := fmt.Sprint(q); len(key) > len(at) && key[:len(at)] == at {
					least = min(least, best[k])
				}
			}
			out[i] = append(out[i], least)
		}
	}
	return out
}

func (o *oracle) from(p orb.Point) []float64 {
	best := make([]float64, len(o.nodes))
	for key, k := range o.nodes {
		best[k] = math.Inf(1)
		if at := fmt.Sprint(p); len(key) > len(at) && key[:len(at)] == at {
			best[k] = 0
		}
	}
	for changed := true; changed; {
		changed = false
		for _, a := range o.arcs {
			if m := best[int(a[0])] + a[2]; m < best[int(a[1])] {
				best[int(a[1])], changed = m, true
			}
		}
	}
	return best
}

// afloat draws places in the water, a few of them vertices.
func (a archipelago) afloat(r *rand.Rand, n int) (out []orb.Point) {
	lines := a.edges()
	for tries := 0; len(out) < n && tries < 1000; tries++ {
		p := place(r)
		vertex := r.IntN(4) == 0
		if vertex {
			p = lines[r.IntN(len(lines))][0]
		}
		if !slices.Contains(out, p) && (vertex || !a.dry(p)) && !slices.ContainsFunc(lines, func(e [2]orb.Point) bool { return besides(e, p) }) {
			out = append(out, p)
		}
	}
	return out
}

// besides reports whether an edge passes a place so closely that it may be
// none to ways that end there.
func besides(e [2]orb.Point, p orb.Point) bool { return beside(e, p) < 1.1 }

// blurred reports whether a vertex is so near to an edge that they touch
// though they do not meet.
func (a archipelago) blurred() bool {
	lines := a.edges()
	return slices.ContainsFunc(lines, func(e [2]orb.Point) bool {
		return slices.ContainsFunc(lines, func(f [2]orb.Point) bool {
			m := beside(e, f[0])
			n := beside(e, f[1])
			return m > 1e-4 && m < 0.1 || n > 1e-4 && n < 0.1
		})
	})
}

// beside returns how far an edge passes from a place, +Inf for its own ends.
func beside(e [2]orb.Point, p orb.Point) float64 {
	if e[0] == p || e[1] == p {
		return math.Inf(1)
	}
	d := orb.Point{e[1][0] - e[0][0], e[1][1] - e[0][1]}
	t := ((p[0]-e[0][0])*d[0] + (p[1]-e[0][1])*d[1]) / (d[0]*d[0] + d[1]*d[1])
	t = max(0, min(1, t))
	return geo.DistanceM(p, orb.Point{e[0][0] + t*d[0], e[0][1] + t*d[1]})
}

func newWater(t testing.TB, land []orb.Polygon, walls ...orb.LineString) *water.Water {
	t.Helper()
	w, err := water.New(land, walls)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func search(t testing.TB, w *water.Water, from orb.Point, to ...orb.Point) *water.Tree {
	t.Helper()
	tree, err := w.Search(context.Background(), []water.Seed{{At: from}}, to, math.Inf(1))
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// scenes is how many random scenes a test draws.
func scenes(n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}

func TestAsBruteForce(t *testing.T) {
	finite, apart := 0, 0
	for seed := range uint64(scenes(600)) {
		r := rand.New(rand.NewPCG(seed, 1))
		a := newArchipelago(r)
		if a.blurred() {
			continue
		}
		w := newWater(t, a.land, a.walls...)
		places := a.afloat(r, 8)
		want := a.m(places)
		for i, p := range places {
			tree := search(t, w, p, places...)
			for k, m := range want[i] {
				got := tree.M(k)
				if i == k {
					continue
				}
				if math.IsInf(m, 1) {
					apart++
				} else {
					finite++
				}
				if math.IsInf(got, 1) != math.IsInf(m, 1) || math.Abs(got-m) > 1e-6*m+1e-3 {
					t.Errorf("seed %d: %v to %v: %.6f m, want %.6f\nby %v", seed, p, places[k], got, m, tree.Path(k))
				}
			}
		}
		if t.Failed() && seed > 50 {
			t.Fatalf("land %v\nwalls %v", a.land, a.walls)
		}
	}
	t.Logf("%d ways, %d pairs apart", finite, apart)
	if finite < 1000 || apart < 100 {
		t.Errorf("%d ways and %d pairs apart: too few of one kind", finite, apart)
	}
}
