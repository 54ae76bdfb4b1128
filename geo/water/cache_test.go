package water_test

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo/water"
)

// query is what one search is asked.
type query struct {
	seeds   []water.Seed
	targets []orb.Point
	maxM    float64
}

// queries draws searches that have targets, seeds and reach in common, or not.
func (a archipelago) queries(r *rand.Rand, n int) (out []query) {
	lists := [][]orb.Point{a.afloat(r, 12), a.afloat(r, 12), a.afloat(r, 3), a.afloatAny(r, 20)}
	starts := a.afloat(r, 8)
	if len(starts) == 0 {
		return nil
	}
	for range n {
		q := query{targets: lists[r.IntN(len(lists))], maxM: math.Inf(1)}
		if r.IntN(2) == 0 {
			q.maxM = 30e3 * r.Float64()
		}
		for range 1 + r.IntN(4) {
			q.seeds = append(q.seeds, water.Seed{At: starts[r.IntN(len(starts))], M: 3e3 * r.Float64() * float64(r.IntN(2))})
		}
		out = append(out, q)
	}
	return out
}

func (q *query) ask(t *testing.T, w *water.Water) *water.Tree {
	tree, err := w.Search(context.Background(), q.seeds, q.targets, q.maxM)
	if err != nil {
		t.Error(err)
	}
	return tree
}

// same checks that two searches have found exactly the same.
func (q *query) same(t *testing.T, got, want *water.Tree) bool {
	for k := range q.targets {
		if got.M(k) != want.M(k) || got.SeedOf(k) != want.SeedOf(k) || !slices.Equal(got.Path(k), want.Path(k)) {
			t.Errorf("%v to %v within %g m: %v m by %v, the first search %v m by %v",
				q.seeds, q.targets[k], q.maxM, got.M(k), got.Path(k), want.M(k), want.Path(k))
			return false
		}
	}
	return true
}

// TestSearchesKeepNothingWrong asks one water again and again what a new one is
// asked first.
func TestSearchesKeepNothingWrong(t *testing.T) {
	for seed := range uint64(scenes(200)) {
		r := rand.New(rand.NewPCG(seed, 5))
		a := newArchipelago(r)
		w := newWater(t, a.land, a.walls...)
		for _, q := range a.queries(r, 12) {
			want := q.ask(t, newWater(t, a.land, a.walls...))
			for range 2 { // made, and kept
				if !q.same(t, q.ask(t, w), want) {
					t.Fatalf("seed %d", seed)
				}
			}
		}
	}
}

// TestTogether asks one water from many goroutines.
func TestTogether(t *testing.T) {
	for seed := range uint64(scenes(20)) {
		r := rand.New(rand.NewPCG(seed, 6))
		a := newArchipelago(r)
		w := newWater(t, a.land, a.walls...)
		if seed%2 > 0 {
			w.KeepAtMost(2000)
		}
		queries := a.queries(r, 16)
		want := make([]*water.Tree, len(queries))
		for i := range queries {
			want[i] = queries[i].ask(t, newWater(t, a.land, a.walls...))
		}
		var group sync.WaitGroup
		for g := range 8 {
			group.Go(func() {
				for i := range queries {
					i = (i + 2*g) % len(queries)
					queries[i].same(t, queries[i].ask(t, w), want[i])
				}
			})
		}
		group.Wait()
	}
}

// TestKeptIsBounded asks for more than may be kept.
func TestKeptIsBounded(t *testing.T) {
	const most = 5000
	r := rand.New(rand.NewPCG(7, 7))
	land, wall, targets := seaboard(1000)
	w, plain := newWater(t, land, wall), newWater(t, land, wall)
	w.KeepAtMost(most)
	full := 0
	for i := range 40 {
		from := r.IntN(len(targets) - 100)
		q := query{[]water.Seed{{At: land[0][0][r.IntN(700)]}}, targets[from : from+100], math.Inf(1)}
		q.same(t, q.ask(t, w), q.ask(t, plain))
		words, lists := w.Kept()
		if words > most || lists > 8 {
			t.Fatalf("after %d searches %d words and %d lists are kept", i+1, words, lists)
		}
		if words > most/2 {
			full++
		}
	}
	if full == 0 {
		t.Error("next to nothing is ever kept")
	}
	if words, _ := plain.Kept(); words < 2*most {
		t.Errorf("%d words are kept where there is room", words)
	}
}

// TestLongEdges has continents of four vertices, with coasts that curve.
func TestLongEdges(t *testing.T) {
	w := newWater(t, []orb.Polygon{box(-170, 80, -70, 80.5), box(0, 80, 100, 80.5)})
	p, q := orb.Point{-160, 79.9}, orb.Point{10, 79.9}
	// Over the pole the land is in the way: along the parallel for a while.
	tree := search(t, w, p, q)
	near(t, "the length of the path", along(tree.Path(0)...), tree.M(0), 1e-3)
	near(t, "back", search(t, w, q, p).M(0), tree.M(0), 1e-3)
	if direct := along(p, q); !(tree.M(0) > direct && tree.M(0) < 1.7*direct) {
		t.Errorf("round the continents: %f m, straight %f", tree.M(0), direct)
	}
}
