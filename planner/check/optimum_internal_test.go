package check

import (
	"math/rand/v2"
	"slices"
	"testing"

	"lindero/planner/axis"
)

// tiny makes a row of a few elements and pairs with tables of their own.
func tiny(rng *rand.Rand, ring bool) (*row, []*duo) {
	n := 2 + rng.IntN(4)
	r := &row{axis: &axis.Axis{Ring: ring}, n: n, copies: 1}
	if ring {
		r.copies = ringCopies
	}
	for range n {
		r.worth, r.weight = append(r.worth, 1+rng.Int64N(9)), append(r.weight, []float64{0.5, 1, 2, 3}[rng.IntN(4)])
	}
	r.sum = make([]int64, r.len()+1)
	for e := range r.len() {
		r.sum[e+1] = r.sum[e] + r.worth[r.of(e)]
	}
	r.total = r.sum[n]
	var duos []*duo
	for range 1 + rng.IntN(2) {
		d := &duo{row: r, sorties: rng.IntN(5), walk: make([]int64, r.len()+1), closed: make([]int, r.len()+1)}
		us, shut := make([]int64, n), make([]int, n)
		for e := range n {
			us[e], shut[e] = 1+rng.Int64N(5), max(0, rng.IntN(6)-4)
		}
		for e := range r.len() {
			d.walk[e+1], d.closed[e+1] = d.walk[e]+us[e%n], d.closed[e]+shut[e%n]
		}
		for s := range 2 {
			there, back := make([]int64, n+1), make([]int64, n+1)
			for b := range there {
				there[b], back[b] = rng.Int64N(30), rng.Int64N(30)
			}
			d.crew[s] = &crew{shiftUs: 10 + rng.Int64N(20)}
			for b := range r.len() + 1 {
				d.arrive[s], d.home[s] = append(d.arrive[s], there[r.home(b)]), append(d.home[s], back[r.home(b)])
			}
			d.close(d.arrive[s])
			d.close(d.home[s])
		}
		if rng.IntN(2) == 0 {
			d.meet = []int{}
			for b := range r.len() + 1 {
				if r.home(b) == 1 {
					d.meet = append(d.meet, b)
				}
			}
		}
		if rng.IntN(4) == 0 {
			from := rng.IntN(n)
			d.fixed = &[2]int{from, from + 1 + rng.IntN(n-from)}
		}
		duos = append(duos, d)
	}
	return r, duos
}

// canCover is whether a sortie can cover [x, y) from any meeting point to any
// parting point, by trying all.
func canCover(d *duo, x, y int) bool {
	for p := range d.walk {
		if d.meet != nil && !slices.Contains(d.meet, p) || !d.open(p, x) || !d.open(x, y) {
			continue
		}
		for e := range d.walk {
			if !d.open(e, x) {
				continue
			}
			us := min(d.way(p, x)+d.way(x, y)+d.way(y, e), d.way(p, y)+d.way(y, x)+d.way(x, e))
			if d.arrive[0][p]+us+d.home[0][e] <= d.crew[0].shiftUs && d.arrive[1][p]+us+d.home[1][e] <= d.crew[1].shiftUs {
				return true
			}
		}
	}
	return false
}

// allDivisions returns the most worth of any division of [at, end), tried one
// by one: skip an element, walk a beat, or go on to the next pair.
func allDivisions(duos []*duo, at, end, used int, periodH, lambdaH float64) int64 {
	if len(duos) == 0 {
		return 0
	}
	d, r := duos[0], duos[0].row
	low, high := at, end
	best := none
	if d.fixed == nil || used < 0 {
		best = allDivisions(duos[1:], at, end, 0, periodH, lambdaH)
	}
	if d.fixed != nil && used == 0 {
		// The pair's sector is this one: what is before and after is others'.
		for round := range r.copies {
			from, to := d.fixed[0]+round*r.n, d.fixed[1]+round*r.n
			if from < at || to > end {
				continue
			}
			within := *d
			within.fixed = nil
			best = max(best, allDivisions([]*duo{&within}, from, to, 0, periodH, lambdaH)+allDivisions(duos[1:], to, end, 0, periodH, lambdaH))
		}
		return best
	}
	for x := low; x < high; x++ {
		weight := 0.0
		for y := x + 1; y <= high; y++ {
			weight = max(weight, r.weight[r.of(y-1)])
			visits := 1
			for lambdaH > 0 && weight*periodH/float64(visits) > lambdaH*(1+1e-9) {
				visits++
			}
			if used+visits <= d.sorties && canCover(d, x, y) {
				best = max(best, r.sum[y]-r.sum[x]+allDivisions(duos, y, end, used+visits, periodH, lambdaH))
			}
		}
	}
	return best
}

// TestBest holds the dynamic programme to all divisions, of lines and rings.
func TestBest(t *testing.T) {
	visited := 0
	for seed := range uint64(1500) {
		rng := rand.New(rand.NewPCG(seed, 1))
		ring := seed%4 == 0
		r, duos := tiny(rng, ring)
		o := newOptimum(t.Context(), r, duos, 1)
		for _, lambdaH := range []float64{0, 20, 30, 60, 120} {
			want := none
			if ring {
				for b := r.first(); b < r.first()+r.n; b++ {
					want = max(want, allDivisions(duos, b, b+r.n, 0, 60, lambdaH))
				}
			} else {
				want = allDivisions(duos, 0, r.n, 0, 60, lambdaH)
			}
			if got := o.best(60, lambdaH); max(got, -1) != max(want, -1) {
				t.Fatalf("seed %d, λ %v: %d, of all divisions %d", seed, lambdaH, got, want)
			}
			if want > 0 {
				visited++
			}
		}
	}
	if visited < 1000 {
		t.Errorf("only %d divisions visit anything", visited)
	}
}

// TestMatching holds the matching to all matchings.
func TestMatching(t *testing.T) {
	for seed := range uint64(2000) {
		rng := rand.New(rand.NewPCG(seed, 2))
		cost := make([][]int64, rng.IntN(5))
		columns := 1 + rng.IntN(4)
		for i := range cost {
			cost[i] = make([]int64, columns)
			for j := range cost[i] {
				cost[i][j] = rng.Int64N(10)
				if rng.IntN(3) == 0 {
					cost[i][j] = never
				}
			}
		}
		best := [3]int64{0, 0, 0} // −count, latest, total
		var try func(i int, taken []bool, at [3]int64)
		try = func(i int, taken []bool, at [3]int64) {
			if i == len(cost) {
				if slices.Compare(at[:], best[:]) < 0 {
					best = at
				}
				return
			}
			try(i+1, taken, at)
			for j, v := range cost[i] {
				if !taken[j] && v < never {
					taken[j] = true
					try(i+1, taken, [3]int64{at[0] - 1, max(at[1], v), at[2] + v})
					taken[j] = false
				}
			}
		}
		try(0, make([]bool, columns), best)
		count, latest, total := bestMatching(cost)
		if got := [3]int64{-int64(count), latest, total}; got != best {
			t.Fatalf("seed %d: %v, of all matchings %v", seed, got, best)
		}
	}
}
