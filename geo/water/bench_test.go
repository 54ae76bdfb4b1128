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
