package water_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo/water"
)

// fractal returns a coast of so many edges between two places, by moving the
// middles of edges.
func fractal(r *rand.Rand, a, b orb.Point, n int) orb.LineString {
	if n <= 1 {
		return orb.LineString{a}
	}
	d := orb.Point{b[0] - a[0], b[1] - a[1]}
	k := 0.35 * (r.Float64() - 0.5)
	mid := orb.Point{(a[0]+b[0])/2 - k*d[1], (a[1]+b[1])/2 + k*d[0]}
	return append(fractal(r, a, mid, n/2), fractal(r, mid, b, n-n/2)...)
}

// seaboard is a mainland with a rough coast of n vertices, islands off it, and
// a border at sea from its middle, cut into targets.
func seaboard(n int) (land []orb.Polygon, border orb.LineString, targets []orb.Point) {
	r := rand.New(rand.NewPCG(7, 7))
	coast := fractal(r, orb.Point{-97, 15.5}, orb.Point{-87, 12.5}, n*3/4)
	ring := append(orb.Ring(coast), orb.Point{-87, 12.5}, orb.Point{-86, 18}, orb.Point{-97, 18})
	ring = append(ring, ring[0])
	land = append(land, orb.Polygon{ring})
	for range 25 {
		c := orb.Point{-96 + 8*r.Float64(), 0}
		c[1] = 14.2 - 0.3*(c[0]+96) - 0.6*r.Float64()
		q := orb.Point{c[0] + 0.06 + 0.1*r.Float64(), c[1]}
		island := append(fractal(r, q, c, n/200), fractal(r, c, q, n/200)...)
		land = append(land, orb.Polygon{append(orb.Ring(island), island[0])})
	}
	m := coast[len(coast)/2]
	border = orb.LineString{m, {m[0] - 1.1, m[1] - 1.5}, {m[0] - 2.2, m[1] - 2.6}}
	for i := range 2000 {
		t := float64(i) / 1000
		p, q := border[int(t)], border[int(t)+1]
		t -= math.Floor(t)
		targets = append(targets, orb.Point{p[0] + t*(q[0]-p[0]), p[1] + t*(q[1]-p[1])})
	}
	return land, border, targets
}

// carve gives a coast lagoons: at every so many vertices a narrow way inland to
// a basin.
func carve(coast orb.LineString, every int) (out orb.LineString) {
	for i, p := range coast {
		out = append(out, p)
		if i%every != every/2 || i+1 == len(coast) {
			continue
		}
		q := coast[i+1]
		along := orb.Point{(q[0] - p[0]) / 3, (q[1] - p[1]) / 3}
		in := orb.Point{-along[1], along[0]}
		at := func(x, y float64) orb.Point {
			return orb.Point{p[0] + x*along[0] + y*in[0], p[1] + x*along[1] + y*in[1]}
		}
		out = append(out, at(1, 0), at(1, 4), at(-9, 5), at(-9, 9), at(2, 12), at(14, 9), at(13, 6), at(2, 4), at(2, 0))
	}
	return out
}

// gulf is like a real sea to plan on: a coast of some 4,500 vertices with
// lagoons, 130 islands of 11 vertices, a wall at sea with 1,900 targets on it,
// 100 more along the coast, and four posts.
func gulf() (land []orb.Polygon, wall orb.LineString, targets, posts []orb.Point) {
	r := rand.New(rand.NewPCG(11, 11))
	coast := fractal(r, orb.Point{-97, 15.5}, orb.Point{-87, 12.5}, 3600)
	carved := carve(coast, 40)
	ring := append(orb.Ring(carved), orb.Point{-87, 12.5}, orb.Point{-86, 18}, orb.Point{-97, 18})
	land = append(land, orb.Polygon{append(ring, ring[0])})
	for range 130 {
		c := orb.Point{-96 + 8*r.Float64(), 0}
		c[1] = 14.4 - 0.3*(c[0]+96) - 0.8*r.Float64()
		land = append(land, orb.Polygon{island(r, c, 0.01+0.03*r.Float64())})
	}
	m := coast[len(coast)/2]
	wall = orb.LineString{m, {m[0] - 1.1, m[1] - 1.5}, {m[0] - 2.1, m[1] - 2.7}}
	for i := range 1900 {
		t := float64(i) / 950
		p, q := wall[int(t)], wall[int(t)+1]
		t -= math.Floor(t)
		targets = append(targets, orb.Point{p[0] + t*(q[0]-p[0]), p[1] + t*(q[1]-p[1])})
	}
	for i := range 100 {
		p := coast[len(coast)/4+i*len(coast)/200]
		targets = append(targets, orb.Point{p[0] - 0.02, p[1] - 0.05})
	}
	for _, k := range []int{1, 3, 4, 6} {
		posts = append(posts, coast[k*len(coast)/8])
	}
	return land, wall, targets, posts
}

// plan is what a plan asks of water: from each post a search out and one home,
// and two from 100 places that routes lead to.
func plan(b *testing.B, w *water.Water, targets, posts []orb.Point) (trees []*water.Tree) {
	search := func(seeds []water.Seed, maxM float64) {
		tree, err := w.Search(context.Background(), seeds, targets, maxM)
		if err != nil {
			b.Fatal(err)
		}
		trees = append(trees, tree)
	}
	for range 2 {
		for _, p := range posts {
			search([]water.Seed{{At: p}}, 1000e3)
		}
	}
	for _, p := range posts[1:3] {
		seeds := []water.Seed{{At: p}}
		for i, q := range targets[len(targets)-100:] {
			seeds = append(seeds, water.Seed{At: q, M: 20e3 + 1.5e3*float64(i)})
		}
		search(seeds, 600e3)
	}
	return trees
}

// BenchmarkPlan is all that a plan asks of water, with the making of it, and
// without.
func BenchmarkPlan(b *testing.B) {
	land, wall, targets, posts := gulf()
	b.Run("whole", func(b *testing.B) {
		for b.Loop() {
			w, err := water.New(land, []orb.LineString{wall})
			if err != nil {
				b.Fatal(err)
			}
			plan(b, w, targets, posts)
		}
	})
	b.Run("again", func(b *testing.B) {
		w, err := water.New(land, []orb.LineString{wall})
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			plan(b, w, targets, posts)
		}
	})
}

// BenchmarkLongEdges has continents of four vertices, with coasts that curve.
func BenchmarkLongEdges(b *testing.B) {
	for b.Loop() {
		w, err := water.New([]orb.Polygon{box(-170, 60, -70, 60.5), box(0, 60, 100, 60.5)}, nil)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := w.Search(context.Background(), []water.Seed{{At: orb.Point{-160, 59.7}}}, []orb.Point{{0, 60.8}, {100, 59.5}}, math.Inf(1)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for _, n := range []int{3000, 20000} {
		land, border, _ := seaboard(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := water.New(land, []orb.LineString{border}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSearch(b *testing.B) {
	for _, n := range []int{3000, 20000} {
		land, border, targets := seaboard(n)
		w, err := water.New(land, []orb.LineString{border})
		if err != nil {
			b.Fatal(err)
		}
		coast := land[0][0]
		at := coast[n/8]
		for _, m := range []float64{math.Inf(1), 300e3} {
			b.Run(fmt.Sprintf("%d within %g km", n, m/1000), func(b *testing.B) {
				for b.Loop() {
					tree, err := w.Search(context.Background(), []water.Seed{{At: at}}, targets, m)
					if err != nil {
						b.Fatal(err)
					}
					if i := len(targets) / 2; math.IsInf(m, 1) && math.IsInf(tree.M(i), 1) {
						b.Fatal("no way")
					}
				}
			})
		}
	}
}
