package divide_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"lindero/planner/divide"
)

// instances is how many a property is tried on.
const instances = 10_000

// worst collects what fails, to tell the smallest instance of it.
type worst struct {
	failures, size int
	text           string
}

func (w *worst) add(number uint64, in *divide.Instance, err error) {
	if err == nil {
		return
	}
	w.failures++
	size := len(in.Worth)
	for i := range in.Pairs {
		size += len(in.Pairs[i].WalkUs) + in.Pairs[i].Sorties
	}
	if w.failures == 1 || size < w.size {
		w.size, w.text = size, fmt.Sprintf("instance %d: %v\n%s", number, err, describe(in))
	}
}

func (w *worst) report(t *testing.T) {
	t.Helper()
	if w.failures > 0 {
		t.Errorf("seed %d: %d instances fail; the smallest is\n%s", seed, w.failures, w.text)
	}
}

// solve runs Solve, and sees whether it ends and leaves the instance as it is.
func solve(t *testing.T, in *divide.Instance) (*divide.Division, error) {
	t.Helper()
	before := describe(in)
	var d *divide.Division
	var err error
	done := make(chan struct{})
	go func() {
		defer close(done)
		d, err = divide.Solve(t.Context(), in)
	}()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		t.Fatalf("seed %d: Solve does not end: %s", seed, before)
	}
	if err == nil && d == nil {
		err = errors.New("neither a division nor an error")
	}
	if after := describe(in); after != before {
		return d, errors.Join(err, fmt.Errorf("Solve changed the instance to %s", after))
	}
	return d, err
}

// TestBestIsTheValueOfSolve compares Best with the dynamic programme, share aside,
// and with what Solve refuses.
func TestBestIsTheValueOfSolve(t *testing.T) {
	var w worst
	for number := range uint64(instances) {
		in := generate(number)
		before := describe(in)
		want := newProgram(in).solve()
		d, refused := solve(t, in)
		got, err := divide.Best(t.Context(), in)
		switch {
		case (err == nil) != (refused == nil):
			w.add(number, in, errors.Join(errors.New("one of Best and Solve refuses"), err, refused))
		case err == nil && (got.Visited != want.Visited || !same(got.LambdaH, want.LambdaH) || got.LambdaH != d.LambdaH || got.Share != 0):
			w.add(number, in, fmt.Errorf("Best finds %+v, the programme %+v", got, want))
		}
		if describe(in) != before {
			t.Fatalf("Best changed instance %d", number)
		}
	}
	w.report(t)
}

// TestSolveIsOptimal compares Solve with both oracles, and validates what it
// gives and proves.
func TestSolveIsOptimal(t *testing.T) {
	const divisions = 20_000 // at most for one brute force
	var w worst
	forced, whole, part, slower, rings := 0, 0, 0, 0, 0
	for number := range uint64(instances) {
		in := generate(number)
		p := newProgram(in)
		want := p.solve()
		d, err := solve(t, in)
		if err != nil {
			w.add(number, in, err)
			continue
		}
		if !agree(d.Value, want) {
			err = fmt.Errorf("%+v, the quadratic programme finds %+v", d.Value, want)
		}
		if best, all := bruteForce(in, divisions); all {
			forced++
			if !agree(d.Value, best) {
				err = errors.Join(err, fmt.Errorf("%+v, brute force finds %+v", d.Value, best))
			}
		}
		w.add(number, in, errors.Join(err, validate(in, d), validateProof(p, d)))
		switch {
		case want.Visited == 0:
		case want.Visited == worth(in, p.turns[0]):
			whole++
		default:
			part++
		}
		if all := candidates(in); want.Visited > 0 && want.LambdaH < all[len(all)-1] {
			slower++
		}
		if in.RingN > 0 {
			rings++
		}
	}
	w.report(t)
	t.Logf("%d by brute force too; %d visited whole, %d in part, %d with λ below the largest; %d rings",
		forced, whole, part, slower, rings)
	if forced < instances*8/10 || whole < instances/4 || part < instances/4 || slower < instances/4 || rings < instances/10 {
		t.Error("too few instances of a sort")
	}
}

// TestTrial asks pairs one by one whether they can visit everything, with the
// shifts and sorties that they have, and with others, for each λ that matters.
func TestTrial(t *testing.T) {
	var w worst
	yes, no, rings := 0, 0, 0
	for number := range uint64(instances / 2) {
		g := again(number)
		in := g.in
		in.Pairs = in.Pairs[:1]
		in.Pairs[0].Sector = nil
		asked := *in // of a part of the border, as one pair rarely visits all of it
		asked.Worth = slices.Clone(in.Worth)
		from, turn := g.IntN(g.n), max(g.n/2, 1)
		for e := range asked.Worth {
			if (e%g.n-from+g.n)%g.n >= turn {
				asked.Worth[e] = 0
			}
		}
		trial, err := divide.NewTrial(&asked)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			p := &in.Pairs[0]
			p.ShiftUs, p.Sorties = [2]int64{int64(g.IntN(150)), int64(g.IntN(150))}, g.IntN(9)
			is := newProgram(&asked)
			for _, λ := range append(candidates(&asked), never) {
				limit := λ
				if λ == never {
					limit = 0
				}
				got, want := trial.All(p.ShiftUs, p.Sorties, limit), is.visited(λ, never) == worth(&asked, is.turns[0])
				if got != want {
					w.add(number, &asked, fmt.Errorf("at λ = %v h All is %v, by the quadratic programme %v", limit, got, want))
				}
				switch {
				case !want:
					no++
				case in.RingN > 0:
					rings++
				default:
					yes++
				}
			}
		}
	}
	w.report(t)
	t.Logf("%d can, %d on rings, %d cannot", yes, rings, no)
	if yes < instances/4 || rings < instances/20 || no < instances/4 {
		t.Error("too few instances of a sort")
	}
}
