package divide_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"

	"lindero/planner/divide"
)

// The quadratic programme goes from the end of the border to its start, and
// from the last pair to the first; it looks at all beats one by one, and is
// good to some 60 elements. It parts at the far end of a beat, as the package
// doc says is best.

// farEndShare is the smallest share of its shift that a pair can walk a beat
// with when it parts at the end of the beat that it comes to last.
func farEndShare(p *divide.Pair, beat divide.Span) float64 {
	x, y := beat.From-p.From, beat.To-p.From
	if !oneStretch(p, x, y) {
		return never
	}
	best := never
	for _, m := range meets(p) {
		if !oneStretch(p, m, x) {
			continue
		}
		for _, end := range [][2]int{{x, y}, {y, x}} {
			walk := between(p, m, end[0]) + between(p, x, y)
			worst := 0.0
			for s, shift := range p.ShiftUs {
				us := p.ArriveUs[s][m] + walk + p.HomeUs[s][end[1]]
				if us > shift {
					worst = never
				}
				worst = math.Max(worst, float64(us)/float64(shift))
			}
			best = math.Min(best, worst)
		}
	}
	return best
}

// program is an instance with what its thresholds are taken from.
type program struct {
	in     *divide.Instance
	shares shares
	turns  []divide.Span
}

func newProgram(in *divide.Instance) *program {
	return &program{in, allShares(in, farEndShare), starts(in)}
}

// quadratic returns the best value.
func quadratic(in *divide.Instance) divide.Value { return newProgram(in).solve() }

// solve seeks the best value: what can be visited at all, then the least
// candidate λ that visits as much, then the least share.
func (p *program) solve() divide.Value {
	v := divide.Value{Visited: p.visited(never, never)}
	if v.Visited == 0 {
		return v
	}
	lambdas := candidates(p.in)
	v.LambdaH = lambdas[sort.Search(len(lambdas), func(i int) bool {
		return p.visited(lambdas[i], never) == v.Visited
	})]
	var all []float64
	for i := range p.shares {
		for _, row := range p.shares[i] {
			for _, share := range row {
				if share > 0 && share < never {
					all = append(all, share)
				}
			}
		}
	}
	all = append(all, 0)
	slices.Sort(all)
	all = slices.Compact(all)
	v.Share = all[sort.Search(len(all), func(i int) bool {
		return p.visited(v.LambdaH, all[i]) == v.Visited
	})]
	return v
}

// candidates are all λ that a division can have, ascending: w·H/k for each
// weight of an element that is worth something and each number of visits. Of those that are the same
// number but for rounding, the largest stands.
func candidates(in *divide.Instance) []float64 {
	most := 0
	for i := range in.Pairs {
		most = max(most, in.Pairs[i].Sorties)
	}
	var all []float64
	for e, level := range in.Level {
		if in.Worth[e] == 0 {
			continue
		}
		for k := 1; k <= most; k++ {
			all = append(all, in.Weights[level]*in.PeriodH/float64(k))
		}
	}
	slices.Sort(all)
	var merged []float64
	for i, λ := range all {
		if i+1 < len(all) && same(λ, all[i+1]) {
			continue
		}
		merged = append(merged, λ)
	}
	return merged
}

// visited is the most worth that divisions visit with no weighted revisit above
// λ and no share above the given one.
func (p *program) visited(λ, share float64) int64 {
	best := int64(0)
	for _, turn := range p.turns {
		best = max(best, p.visitedIn(turn, len(p.in.Pairs), λ, share))
	}
	return best
}

// visitedIn is the most worth that the first pairs can visit within part of a
// turn that starts where the turn does.
func (p *program) visitedIn(part divide.Span, pairs int, λ, share float64) int64 {
	in, n := p.in, part.To-part.From
	turn := part
	if in.RingN > 0 {
		turn.To = turn.From + in.RingN
	}
	later := make([]int64, n+1) // most worth from here to the end, by the pairs after this one
	for i := pairs - 1; i >= 0; i-- {
		// rest[x][k]: the same with this pair too, which has k sorties left.
		sorties := in.Pairs[i].Sorties
		rest := make([][]int64, n+1)
		for x := n; x >= 0; x-- {
			rest[x] = slices.Repeat([]int64{later[x]}, sorties+1)
			if x == n {
				continue
			}
			for k := range rest[x] {
				rest[x][k] = max(rest[x][k], rest[x+1][k])
			}
			sum := int64(0)
			for y := x + 1; y <= n; y++ {
				beat := divide.Span{From: part.From + x, To: part.From + y}
				sum += in.Worth[beat.To-1]
				if p.shares[i][beat.From][beat.To] > share || p.shares[i][beat.From][beat.To] == never ||
					!permitted(in, i, beat, turn) {
					continue
				}
				need := 1
				for need <= sorties && lambdaH(in, beat, need) > λ*(1+nearly) {
					need++
				}
				for k := need; k <= sorties; k++ {
					rest[x][k] = max(rest[x][k], sum+rest[y][k-need])
				}
			}
		}
		for x := range later {
			later[x] = rest[x][sorties]
		}
	}
	return later[0]
}

// reach is, by pair, the furthest breakpoint of a turn before which the pairs
// down to this one, with no weighted revisit above λ, leave no more than left
// unvisited.
func (p *program) reach(turn divide.Span, λ float64, left int64) []int {
	all := make([]int, len(p.in.Pairs))
	for i := range all {
		part := turn
		for worth(p.in, part)-p.visitedIn(part, i+1, λ, never) > left {
			part.To--
		}
		all[i] = part.To
	}
	return all
}

// TestBruteForceAgreesWithQuadratic lets the two oracles judge each other.
func TestBruteForceAgreesWithQuadratic(t *testing.T) {
	const divisions = 200_000 // at most for one instance, so that the test is short
	compared, rings := 0, 0
	for number := range uint64(4000) {
		in := generate(number)
		want, all := bruteForce(in, divisions)
		if !all {
			continue
		}
		compared++
		if in.RingN > 0 {
			rings++
		}
		if got := quadratic(in); !agree(want, got) {
			t.Fatalf("brute force %+v, quadratic programme %+v: instance %d\n%s", want, got, number, describe(in))
		}
	}
	t.Logf("%d instances, %d of them rings", compared, rings)
	if compared < 3000 || rings < 300 {
		t.Errorf("only %d instances and %d rings were small enough", compared, rings)
	}
}

// TestSolveAgreesWithQuadratic compares Solve on borders too long for brute
// force.
func TestSolveAgreesWithQuadratic(t *testing.T) {
	var w worst
	for number := range uint64(60) {
		g := &generator{Rand: rand.New(rand.NewPCG(seed, 2_000_000+number))}
		ring := number%6 == 0
		g.n = 20 + g.IntN(40)
		if ring {
			g.n = 8 + g.IntN(8)
		}
		in := g.instance(2+g.IntN(4), ring)
		p := newProgram(in)
		want := p.solve()
		d, err := solve(t, in)
		if err == nil {
			if !agree(d.Value, want) {
				err = fmt.Errorf("%+v, the quadratic programme finds %+v", d.Value, want)
			}
			err = errors.Join(err, validate(in, d), validateProof(p, d))
		}
		w.add(number, in, err)
	}
	w.report(t)
}
