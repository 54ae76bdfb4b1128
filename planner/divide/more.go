package divide

import (
	"context"
	"fmt"
	"slices"
)

// Choice is how many of each pair there are, and the best that they can do.
type Choice struct {
	Count   []int // by pair; 1 of those that are there anyway
	Visited int64
	LambdaH float64 // the least at which as much can be visited
}

// More returns, for each number r from 0 to most, the best choice of no more
// than r further pairs: the most visited, then the least λ. Pairs that are
// optional can be taken any number of times, the others once. A ring is cut at
// the breakpoint start. It fails where the instance is malformed, with
// ErrOrder, or where ctx ends.
func More(ctx context.Context, in *Instance, optional []bool, most, start int) ([]Choice, error) {
	c, err := newChooser(ctx, in, optional, most, start)
	if err != nil {
		return nil, err
	}
	visited, err := c.visited(c.once)
	if err != nil {
		return nil, err
	}
	if visited[0] < 0 {
		return nil, ErrOrder
	}
	lambdas := c.lambdas()
	tried := map[float64][]int64{} // a run is for all numbers of further pairs
	out := make([]Choice, most+1)
	for r := range out {
		at, _ := slices.BinarySearchFunc(lambdas, true, func(lambda float64, _ bool) int {
			if tried[lambda] == nil && err == nil {
				tried[lambda], err = c.visited(c.visits(lambda))
			}
			if err != nil || tried[lambda][r] >= visited[r] {
				return 1
			}
			return -1
		})
		if err != nil {
			return nil, err
		}
		visits := c.once
		out[r] = Choice{Visited: visited[r]}
		if visited[r] > 0 {
			out[r].LambdaH = lambdas[min(at, len(lambdas)-1)]
			visits = c.visits(out[r].LambdaH)
		}
		if out[r].Count, err = c.choose(visits, r, visited[r]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Fewest returns the choice of the fewest further pairs, up to most, that
// visits at least so much with no weighted revisit above λ, and whether there is one.
func Fewest(ctx context.Context, in *Instance, optional []bool, most, start int, visited int64, lambdaH float64) (Choice, bool, error) {
	c, err := newChooser(ctx, in, optional, most, start)
	if err != nil {
		return Choice{}, false, err
	}
	visits := c.visits(lambdaH)
	v, err := c.visited(visits)
	if err != nil {
		return Choice{}, false, err
	}
	r := slices.IndexFunc(v, func(v int64) bool { return v >= visited })
	if r < 0 {
		return Choice{}, false, nil
	}
	count, err := c.choose(visits, r, v[r])
	return Choice{Count: count, Visited: v[r], LambdaH: lambdaH}, true, err
}

// chooser is the search for further pairs.
type chooser struct {
	*search
	optional []bool
	most     int
	full     *plan
}

func newChooser(ctx context.Context, in *Instance, optional []bool, most, start int) (*chooser, error) {
	if len(optional) != len(in.Pairs) || most < 0 {
		return nil, fmt.Errorf("divide: %d further pairs of %d choices for %d pairs", most, len(optional), len(in.Pairs))
	}
	pairs, err := prepare(in)
	if err != nil {
		return nil, err
	}
	s := &search{ctx: ctx, Instance: in, pairs: pairs, once: slices.Repeat([]int{1}, len(in.Weights))}
	turn := 0
	if in.RingN > 0 {
		turn = (start%in.RingN + in.RingN) % in.RingN
	}
	s.solvers = []*solver{s.turn(turn)}
	if !s.solvers[0].fits() {
		return nil, ErrOrder
	}
	return &chooser{s, optional, most, s.planned(1)}, nil
}

// stage is what is kept of one pair, to find the way back: over its window,
// what was visited before it with r further pairs, and what is with it.
type stage struct {
	lo, hi    int
	pre, post [][]int64
	end       []int64 // what is visited at hi if the pair is taken
}

// visited returns the most that can be visited with each number of further
// pairs.
func (c *chooser) visited(visits []int) ([]int64, error) {
	fronts, _, err := c.sweep(visits, false)
	out := make([]int64, len(fronts))
	for r, f := range fronts {
		out[r] = f.at(c.solvers[0].hi)
	}
	return out, err
}

// sweep takes the pairs in, one after the other, for each number of further
// pairs.
func (c *chooser) sweep(visits []int, keep bool) ([]*front, []stage, error) {
	t := c.solvers[0]
	fronts := make([]*front, c.most+1)
	for r := range fronts {
		fronts[r] = newFront(t.lo, t.hi)
	}
	var stages []stage
	for i := range t.pairs {
		if err := c.ctx.Err(); err != nil {
			return nil, nil, err
		}
		lo, hi := t.window(i)
		x := stage{lo: lo, hi: hi, end: make([]int64, len(fronts))}
		for r, f := range fronts {
			if lo < hi {
				f.reach(hi)
			}
			if sector := t.sector(i); keep && sector != nil && lo < hi {
				x.pre = append(x.pre, slices.Repeat([]int64{f.at(sector.From)}, hi-lo+1))
			} else if keep {
				x.pre = append(x.pre, f.copy(lo, hi))
			}
			switch {
			case !c.optional[i]:
				if rows := t.advance(f, i, c.full.of(t, i), visits, &c.buf); rows != nil {
					x.end[r] = last(rows.at(rows.used))
				}
			case r > 0 && lo < hi:
				rows := t.fill(i, lo, hi, fronts[r-1].value[lo-f.from:hi-f.from+1], c.full.of(t, i), visits, &c.buf)
				values := rows.at(rows.used)
				x.end[r] = last(values)
				for k, v := range values {
					values[k] = max(v, f.value[lo-f.from+k])
				}
				f.raise(lo, hi, values)
			}
			if keep {
				x.post = append(x.post, f.copy(lo, hi))
			}
		}
		if keep {
			stages = append(stages, x)
		}
	}
	return fronts, stages, nil
}

func last(values []int64) int64 { return values[len(values)-1] }

// copy returns the values of a range.
func (f *front) copy(lo, hi int) []int64 {
	if lo >= hi {
		return nil
	}
	return slices.Clone(f.value[lo-f.from : hi-f.from+1])
}

// choose returns how often each pair is taken to visit so much with r further
// ones.
func (c *chooser) choose(visits []int, r int, visited int64) ([]int, error) {
	t := c.solvers[0]
	_, stages, err := c.sweep(visits, true)
	if err != nil {
		return nil, err
	}
	count := make([]int, len(t.pairs))
	value, b := visited, t.hi
	for i := len(t.pairs) - 1; i >= 0; i-- {
		x := &stages[i]
		if !c.optional[i] {
			count[i] = 1
			b, value = c.backOne(x, i, b, value, r, visits)
			continue
		}
		for r > 0 && x.lo < x.hi && b > x.lo {
			taken := b > x.hi && x.end[r] == value || b <= x.hi && x.pre[r][b-x.lo] < value
			if !taken {
				break
			}
			rows := t.fill(i, x.lo, x.hi, x.post[r-1], c.full.of(t, i), visits, &c.buf)
			b, value, _ = t.back(rows, i, min(b, x.hi), nil)
			count[i]++
			r--
		}
	}
	return count, nil
}

// backOne goes back over a pair that is there anyway, as trace does.
func (c *chooser) backOne(x *stage, i, b int, value int64, r int, visits []int) (int, int64) {
	t := c.solvers[0]
	sector := t.sector(i)
	if sector != nil {
		b = min(b, sector.To)
	}
	if x.lo < x.hi && b > x.lo && (b <= x.hi || x.end[r] == value) {
		rows := t.fill(i, x.lo, x.hi, x.pre[r], c.full.of(t, i), visits, &c.buf)
		b, value, _ = t.back(rows, i, min(b, x.hi), nil)
	}
	if sector != nil {
		b = min(b, sector.From)
	}
	return b, value
}
