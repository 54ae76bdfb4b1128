package divide_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"lindero/planner/divide"
)

// The brute force of further pairs goes through all choices of so many of each
// pair, and asks Solve, which is tried elsewhere, about each.

// growing is an instance some of whose pairs can be taken any number of times.
type growing struct {
	in       *divide.Instance
	optional []bool
	most     int
	start    int // of a ring
}

// grow makes the growing instance of a number.
func grow(number uint64) (*generator, growing) {
	g := again(number)
	x := growing{in: g.in, most: g.IntN(4), start: g.IntN(3 * g.n)}
	for i := range g.in.Pairs {
		x.optional = append(x.optional, g.in.Pairs[i].Sector == nil && g.chance(60))
	}
	return g, x
}

// cut returns the border without its being a ring: of the three turns only the
// one that begins at the start is worth anything. It is false where a fixed
// sector goes over the start, or they are not in the order of the pairs then.
func (x growing) cut() (*divide.Instance, bool) {
	if x.in.RingN == 0 {
		return x.in, true
	}
	last := 0
	n := x.in.RingN
	turn := divide.Span{From: n + x.start%n, To: 2*n + x.start%n}
	in := *x.in
	in.RingN = 0
	in.Worth, in.Pairs = slices.Clone(in.Worth), slices.Clone(in.Pairs)
	for e := range in.Worth {
		if e < turn.From || e >= turn.To {
			in.Worth[e] = 0
		}
	}
	for i := range in.Pairs {
		s := fixed(x.in, i, turn)
		if s != nil {
			if s.To > turn.To || s.From < last {
				return nil, false
			}
			last = s.To
		}
		in.Pairs[i].Sector = s
	}
	return &in, true
}

// with returns an instance with so many of each pair.
func with(in *divide.Instance, count []int) *divide.Instance {
	out := *in
	out.Pairs = nil
	for i, n := range count {
		out.Pairs = append(out.Pairs, slices.Repeat(in.Pairs[i:i+1], n)...)
	}
	return &out
}

// choices calls f with every choice of exactly r further pairs.
func (x growing) choices(r int, f func(count []int)) {
	count := make([]int, len(x.optional))
	var from func(i, left int)
	from = func(i, left int) {
		switch {
		case i == len(count) && left == 0:
			f(count)
		case i == len(count):
		case !x.optional[i]:
			count[i] = 1
			from(i+1, left)
		default:
			for n := range left + 1 {
				count[i] = n
				from(i+1, left-n)
			}
		}
	}
	from(0, r)
}

// further returns how many further pairs there are, and whether those that are
// there anyway are there once.
func (x growing) further(count []int) (more int, right bool) {
	right = len(count) == len(x.optional)
	for i, n := range count {
		if i < len(x.optional) && x.optional[i] {
			more += n
		} else if n != 1 {
			right = false
		}
	}
	return more, right
}

// against compares what More says with every choice there is.
func (x growing) against(t *testing.T, got []divide.Choice) error {
	cut, _ := x.cut()
	if len(got) != x.most+1 {
		return fmt.Errorf("%d choices, not %d", len(got), x.most+1)
	}
	best := divide.Value{}
	for r, c := range got {
		var err error
		x.choices(r, func(count []int) {
			d, wrong := solve(t, with(cut, count))
			if wrong != nil {
				err = wrong
				return
			}
			if v := (divide.Value{Visited: d.Visited, LambdaH: d.LambdaH}); r == 0 && d.Visited == 0 || better(v, best) {
				best = v
			}
		})
		if err != nil {
			return err
		}
		if c.Visited != best.Visited || !same(c.LambdaH, best.LambdaH) {
			return fmt.Errorf("with %d more %d at %v h, all choices find %+v", r, c.Visited, c.LambdaH, best)
		}
		if more, right := x.further(c.Count); !right || more > r {
			return fmt.Errorf("with %d more the choice is %v", r, c.Count)
		}
		d, err := solve(t, with(cut, c.Count))
		if err != nil || d.Visited != c.Visited || !same(d.LambdaH, c.LambdaH) {
			return fmt.Errorf("with %d more the choice %v visits %d, %v", r, c.Count, d.Visited, err)
		}
	}
	return nil
}

// TestMore compares More with all choices of further pairs.
func TestMore(t *testing.T) {
	var w worst
	rings, fixedSectors, helped := 0, 0, 0
	for number := range uint64(4000) {
		_, x := grow(number)
		before := describe(x.in)
		got, err := divide.More(t.Context(), x.in, x.optional, x.most, x.start)
		if after := describe(x.in); after != before {
			t.Fatalf("instance %d: More changed it", number)
		}
		if _, ok := x.cut(); !ok {
			if !errors.Is(err, divide.ErrOrder) {
				w.add(number, x.in, fmt.Errorf("a sector over the start: %v", err))
			}
			continue
		}
		if err == nil {
			err = x.against(t, got)
		}
		if err != nil {
			err = fmt.Errorf("optional %v, start %d: %w", x.optional, x.start, err)
		}
		w.add(number, x.in, err)
		if x.in.RingN > 0 {
			rings++
		}
		if slices.ContainsFunc(x.in.Pairs, func(p divide.Pair) bool { return p.Sector != nil }) {
			fixedSectors++
		}
		if n := len(got); n > 1 && got[n-1].Visited > got[0].Visited {
			helped++
		}
	}
	w.report(t)
	t.Logf("%d rings, %d with fixed sectors, in %d more pairs visit more", rings, fixedSectors, helped)
	if rings < 300 || fixedSectors < 300 || helped < 500 {
		t.Error("too few instances of a sort")
	}
}

// fewest returns the fewest further pairs, of all choices, that visit so much
// at λ by the quadratic programme; −1 where there are none.
func (x growing) fewest(visited int64, lambdaH float64) int {
	cut, _ := x.cut()
	for r := range x.most + 1 {
		found := false
		x.choices(r, func(count []int) {
			found = found || newProgram(with(cut, count)).visited(lambdaH*(1+nearly), never) >= visited
		})
		if found {
			return r
		}
	}
	return -1
}

// TestFewest compares Fewest with all choices of further pairs, each judged by
// the quadratic programme.
func TestFewest(t *testing.T) {
	var w worst
	none, some := 0, 0
	for number := range uint64(3000) {
		g, x := grow(number)
		cut, ok := x.cut()
		if !ok {
			continue
		}
		all := candidates(cut)
		if len(all) == 0 {
			continue
		}
		lambda := all[g.IntN(len(all))]
		visited := 1 + int64(g.IntN(1+int(worth(cut, divide.Span{From: 0, To: len(cut.Worth)}))))
		c, found, err := divide.Fewest(t.Context(), x.in, x.optional, x.most, x.start, visited, lambda)
		if err != nil {
			w.add(number, x.in, err)
			continue
		}
		want := x.fewest(visited, lambda)
		if found != (want >= 0) {
			err = fmt.Errorf("found is %v, all choices find %d", found, want)
		}
		if found && err == nil {
			some++
			if more, right := x.further(c.Count); !right || more != want {
				err = fmt.Errorf("choice %v, the fewest are %d more", c.Count, want)
			} else if v := newProgram(with(cut, c.Count)).visited(lambda*(1+nearly), never); v < visited || v != c.Visited {
				err = fmt.Errorf("choice %v visits %d, not %d", c.Count, v, c.Visited)
			}
		} else {
			none++
		}
		if err != nil {
			err = fmt.Errorf("optional %v, start %d, %d at %v h: %w", x.optional, x.start, visited, lambda, err)
		}
		w.add(number, x.in, err)
	}
	w.report(t)
	t.Logf("%d can, %d cannot", some, none)
	if some < 500 || none < 500 {
		t.Error("too few instances of a sort")
	}
}

// TestMoreRefuses: what is malformed is an error and no panic, and so is a
// context that has ended.
func TestMoreRefuses(t *testing.T) {
	in := generate(1)
	optional := make([]bool, len(in.Pairs))
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		name     string
		ctx      context.Context
		optional []bool
		most     int
	}{
		{"too few optional", t.Context(), nil, 1},
		{"too many optional", t.Context(), append(slices.Clone(optional), true), 1},
		{"fewer than no pairs", t.Context(), optional, -1},
		{"cancelled", ended, optional, 1},
	} {
		if got, err := divide.More(c.ctx, in, c.optional, c.most, 0); err == nil {
			t.Errorf("%s: More gives %v", c.name, got)
		}
		if got, _, err := divide.Fewest(c.ctx, in, c.optional, c.most, 0, 1, 1); err == nil {
			t.Errorf("%s: Fewest gives %v", c.name, got)
		}
	}
	bad := *in
	bad.PeriodH = 0
	if _, err := divide.More(t.Context(), &bad, optional, 1, 0); err == nil {
		t.Error("a period of nothing is planned")
	}
	if got, err := divide.More(t.Context(), in, optional, 1, -7); err != nil || len(got) != 2 {
		t.Errorf("a start before the border: %v, %v", got, err)
	}
}
