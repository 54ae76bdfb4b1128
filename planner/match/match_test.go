package match_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"lindero/planner/match"
)

// brute tries every matching.
func brute(na, nb int, cost [][]int64) (count int, largest, total int64) {
	used := make([]bool, nb)
	var try func(a, n int, most, sum int64)
	try = func(a, n int, most, sum int64) {
		if a == na {
			if n > count || n == count && (most < largest || most == largest && sum < total) {
				count, largest, total = n, most, sum
			}
			return
		}
		try(a+1, n, most, sum)
		for b := range nb {
			if !used[b] && cost[a][b] >= 0 {
				used[b] = true
				try(a+1, n+1, max(most, cost[a][b]), sum+cost[a][b])
				used[b] = false
			}
		}
	}
	try(0, 0, 0, 0)
	return count, largest, total
}

func TestBest(t *testing.T) {
	const seed = 7
	r := rand.New(rand.NewPCG(seed, 0))
	for n := range 20_000 {
		na, nb := r.IntN(6), r.IntN(6)
		cost := make([][]int64, na)
		var edges []match.Edge
		for a := range cost {
			cost[a] = make([]int64, nb)
			for b := range cost[a] {
				cost[a][b] = int64(r.IntN(12)) - 4
				if cost[a][b] >= 0 {
					edges = append(edges, match.Edge{A: a, B: b, Cost: cost[a][b]})
				}
			}
		}
		count, largest, total := brute(na, nb, cost)
		m := match.Best(na, nb, edges)
		if m.Count != count || m.Largest != largest || m.Total != total {
			t.Fatalf("seed %d, case %d: %+v, want %d pairs, largest %d, total %d of %v", seed, n, m, count, largest, total, cost)
		}
		held := map[int]bool{}
		var sum int64
		for a, b := range m.Of {
			if b < 0 {
				continue
			}
			if held[b] || cost[a][b] < 0 {
				t.Fatalf("seed %d, case %d: %v of %v", seed, n, m.Of, cost)
			}
			held[b] = true
			sum += cost[a][b]
		}
		if sum != total || len(held) != count {
			t.Fatalf("seed %d, case %d: %v sums to %d, want %d", seed, n, m.Of, sum, total)
		}
		r.Shuffle(len(edges), func(i, j int) { edges[i], edges[j] = edges[j], edges[i] })
		if again := match.Best(na, nb, edges); !slices.Equal(again.Of, m.Of) {
			t.Fatalf("seed %d, case %d: %v, in another order of edges %v", seed, n, m.Of, again.Of)
		}
	}
}

// TestBestLeavesOut: edges that cannot be are none, and the cheapest counts.
func TestBestLeavesOut(t *testing.T) {
	m := match.Best(1, 1, []match.Edge{{A: 0, B: 1}, {A: -1, B: 0}, {A: 0, B: 0, Cost: -1}, {A: 0, B: 0, Cost: 9}, {A: 0, B: 0, Cost: 4}})
	if m.Count != 1 || m.Total != 4 || m.Of[0] != 0 {
		t.Errorf("%+v", m)
	}
}

// BenchmarkBest pairs a thousand with a thousand, each near twenty others.
func BenchmarkBest(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 0))
	var edges []match.Edge
	for a := range 1000 {
		for k := max(0, a-10); k < min(1000, a+10); k++ {
			edges = append(edges, match.Edge{A: a, B: k, Cost: int64(r.IntN(1e9))})
		}
	}
	for b.Loop() {
		match.Best(1000, 1000, edges)
	}
}
