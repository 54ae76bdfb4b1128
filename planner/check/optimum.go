package check

import (
	"context"
	"math"
	"slices"
)

// optimum is the most that pairs, in order, can visit: a dynamic programme
// forwards over pairs, sorties and breakpoints.
type optimum struct {
	ctx  context.Context
	row  *row
	duos []*duo
	// starts are, by pair and breakpoint, where the longest beat begins that
	// ends there.
	starts [][]int
	from   []int // by pair, the first and the last breakpoint of what it can visit
	to     []int
}

// newOptimum prepares for pairs in order, no side being out for longer than a
// part of its shift.
func newOptimum(ctx context.Context, r *row, duos []*duo, share float64) *optimum {
	o := &optimum{ctx: ctx, row: r}
	for _, d := range duos {
		if ctx.Err() != nil {
			return o
		}
		limit := d.limits()
		if share < 1 {
			for s := range limit {
				limit[s] = int64(math.Floor(share * float64(limit[s])))
			}
		}
		o.add(d, d.starts(limit))
	}
	return o
}

func (o *optimum) add(d *duo, starts []int) {
	from, to := len(starts), 0
	for b, x := range starts {
		if x < b {
			from, to = min(from, x), max(to, b)
		}
	}
	o.duos = append(o.duos, d)
	o.starts, o.from, o.to = append(o.starts, starts), append(o.from, from), append(o.to, to)
}

// swapped returns the same with the pairs i and i+1 in each other's place.
func (o *optimum) swapped(i int) *optimum {
	out := &optimum{ctx: o.ctx, row: o.row}
	for k := range o.duos {
		switch k {
		case i:
			k = i + 1
		case i + 1:
			k = i
		}
		out.add(o.duos[k], o.starts[k])
	}
	return out
}

// need returns how many visits a period a weight asks for at λ; one where
// there is no limit.
func need(weight, periodH, lambdaH float64) int {
	if !(lambdaH > 0) || !(weight > 0) {
		return 1
	}
	k := math.Ceil(weight*periodH/lambdaH*(1-1e-12) - 1e-12)
	if !(k < 1<<30) {
		return 1 << 30
	}
	return max(1, int(k))
}

// none is the worth of what cannot be.
const none = int64(math.MinInt64 / 4)

// best returns the most worth that can be visited with no weighted revisit
// above λ; 0 is no limit. Of a ring it is the most over all starts.
func (o *optimum) best(periodH, lambdaH float64) int64 {
	runs := o.limits(periodH, lambdaH)
	if o.row.copies == 1 {
		g := o.divide(runs, 0, 0, nil)
		return g[len(g)-1]
	}
	best := int64(0)
	if len(o.duos) > 0 && slices.ContainsFunc(o.duos, func(d *duo) bool { return d.fixed != nil }) {
		best = none
	}
	for first, starts := range o.ringStarts() {
		for _, b := range starts {
			if o.ctx.Err() != nil {
				return best
			}
			g := o.divide(runs, first, b, nil)
			best = max(best, g[len(g)-1])
		}
	}
	return best
}

// ringStarts returns where a division of a ring may begin, by the first pair
// that has a beat: turned back to the start of its first beat, a division is
// the same. Where something is fixed, every breakpoint is tried with all pairs.
func (o *optimum) ringStarts() [][]int {
	r := o.row
	out := make([][]int, len(o.duos))
	for i, starts := range o.starts {
		if slices.ContainsFunc(o.duos, func(d *duo) bool { return d.fixed != nil }) {
			if i == 0 {
				for b := range r.n {
					out[0] = append(out[0], r.first()+b)
				}
			}
			continue
		}
		for b := r.first(); b < r.first()+r.n; b++ {
			if starts[b+1] <= b {
				out[i] = append(out[i], b)
			}
		}
	}
	return out
}

// run is, for beats walked so often, the first element from which on, up to
// each breakpoint, no element asks for more.
type run struct {
	visits int
	from   []int32
}

// limits returns a run for each number of visits that some element asks for.
func (o *optimum) limits(periodH, lambdaH float64) []run {
	asked := make([]int, o.row.n)
	var ks []int
	for e := range asked {
		asked[e] = need(o.row.weight[e], periodH, lambdaH)
		ks = append(ks, asked[e])
	}
	slices.Sort(ks)
	ks = slices.Compact(ks)
	out := make([]run, len(ks))
	for i, k := range ks {
		out[i] = run{k, make([]int32, o.row.len()+1)}
		for e := range o.row.len() {
			out[i].from[e+1] = out[i].from[e]
			if asked[o.row.of(e)] > k {
				out[i].from[e+1] = int32(e + 1)
			}
		}
	}
	return out
}

// divide returns, by breakpoint from start on, the most that the pairs from
// first on can visit before it. after is told the same after each pair.
func (o *optimum) divide(runs []run, first, start int, after func(pair int, g []int64)) []int64 {
	n := o.row.n
	g := make([]int64, n+1)
	for i := first; i < len(o.duos); i++ {
		d := o.duos[i]
		low, high := max(o.from[i]-start, 0), min(o.to[i]-start, n)
		before := g
		if d.fixed != nil {
			g, low, high = o.fix(d, g, start, low, high)
		}
		for _, later := range o.duos[i+1:] {
			if later.fixed != nil { // its sector is nobody else's
				from, _, _ := later.fixedIn(start, n)
				high = min(high, from)
			}
		}
		for low < high && g[low] <= none {
			low++ // in a sector before, which is another's
		}
		if low < high {
			o.visit(i, runs, start, g, low, high)
		}
		for b := 1; b <= n; b++ {
			g[b] = max(g[b], g[b-1])
		}
		if after != nil {
			after(i, larger(before, g))
		}
		if d.fixed != nil {
			_, to, _ := d.fixedIn(start, n)
			for b := 0; b < min(to, n+1); b++ {
				g[b] = none
			}
		}
	}
	return g
}

// larger returns the larger of two numbers by breakpoint: also what is left as
// it is before a fixed sector.
func larger(a, b []int64) []int64 {
	out := slices.Clone(b)
	for i := range out {
		out[i] = max(out[i], a[i])
	}
	return out
}

// fix leaves nothing but what ends before the pair's fixed sector, and
// narrows the window to it.
func (o *optimum) fix(d *duo, g []int64, start, low, high int) (out []int64, from, to int) {
	f, t, ok := d.fixedIn(start, o.row.n)
	out = slices.Repeat([]int64{none}, len(g))
	if !ok {
		return out, 0, 0
	}
	for b := f; b < len(out); b++ {
		out[b] = g[f]
	}
	return out, max(low, f), min(high, t)
}

// fixedIn returns the pair's fixed sector counted from a start, if it lies in
// the n elements from there.
func (d *duo) fixedIn(start, n int) (from, to int, ok bool) {
	for round := range d.row.copies {
		from, to = d.fixed[0]+round*d.row.n-start, d.fixed[1]+round*d.row.n-start
		if from >= 0 && to <= n {
			return from, to, true
		}
	}
	return 0, n + 1, false
}

// visit adds to g what a pair can visit between the breakpoints low and high.
func (o *optimum) visit(i int, runs []run, start int, g []int64, low, high int) {
	sorties := o.duos[i].sorties
	sum := o.row.sum[start:]
	before := [][]int64{g[low : high+1]} // by sorties used
	idle := 0                            // sorties that added nothing
	for m := 1; m <= sorties; m++ {
		f := make([]int64, high-low+1)
		f[0] = g[low]
		for b := low + 1; b <= high; b++ {
			v := max(f[b-1-low], g[b])
			x := o.starts[i][start+b] - start
			if x < b {
				for _, r := range runs {
					if r.visits > m {
						break
					}
					from := max(x, int(r.from[start+b])-start, low)
					if from < b && before[m-r.visits][from-low] > none {
						v = max(v, before[m-r.visits][from-low]+sum[b]-sum[from])
					}
				}
			}
			f[b-low] = v
		}
		if slices.Equal(f, before[m-1]) {
			idle++
		} else {
			idle = 0
		}
		before = append(before, f)
		if idle >= runs[len(runs)-1].visits {
			break
		}
		if o.ctx.Err() != nil {
			return
		}
	}
	copy(g[low:high+1], before[len(before)-1])
}

// lambdas returns the weighted revisits that a division can have, ascending:
// each weight by each number of visits up to the most sorties of a pair.
func (o *optimum) lambdas(periodH float64) []float64 {
	most := 0
	for _, d := range o.duos {
		most = max(most, d.sorties)
	}
	weights := o.weights()
	var out []float64
	for _, w := range weights {
		for k := 1; k <= most; k++ {
			out = append(out, w*periodH/float64(k))
		}
	}
	slices.Sort(out)
	return slices.CompactFunc(out, func(a, b float64) bool { return same(a, b, 1e-12) })
}

// weights returns the different weights of elements, ascending.
func (o *optimum) weights() []float64 {
	var out []float64
	for _, w := range o.row.weight {
		if w > 0 {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
