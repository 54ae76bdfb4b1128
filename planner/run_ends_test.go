package planner_test

import (
	"context"
	"errors"
	"syscall"
	"testing"
	"time"

	"lindero/planner"
)

// worked returns how long processors have worked for this program: what else a
// machine does makes it no longer.
func worked(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Error(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// TestRunEnds gives up plans of a border that is cut so finely that the ways of
// its ships alone take minutes, and wants each to end soon after its context does:
// within half the work of a plan that is fifteen times coarser. While the border is
// being cut, which is done as a whole, it takes a fifth, and else far less.
func TestRunEnds(t *testing.T) {
	l := layoutFor(t, boxed(t, "guatemala-mexico"))
	began := worked(t)
	if _, err := planner.Run(t.Context(), l, planner.Options{StepM: 15}); err != nil {
		t.Fatal(err)
	}
	coarse := worked(t) - began
	for _, after := range []time.Duration{0, coarse / 10, 2 * coarse} {
		ctx, cancel := context.WithCancel(t.Context())
		if after == 0 {
			cancel()
		}
		ended := make(chan error, 1)
		began := worked(t)
		go func() {
			_, err := planner.Run(ctx, l, planner.Options{StepM: 1})
			ended <- err
		}()
		for worked(t)-began < after {
			time.Sleep(time.Millisecond)
		}
		given := worked(t)
		cancel()
		err := <-ended
		if late := worked(t) - given; !errors.Is(err, context.Canceled) || late > coarse/2 {
			t.Errorf("given up after %v of work it ended %v later with %v; the coarse one is %v", after, late, err, coarse)
		}
	}
}

// TestAskEnds wants nothing of a question whose context has ended, and all of
// the next: what a model keeps is not half of it.
func TestAskEnds(t *testing.T) {
	l := layoutFor(t, boxed(t, "andorra"))
	p, err := planner.Run(t.Context(), l, planner.Options{StepM: 500})
	if err != nil {
		t.Fatal(err)
	}
	ended, cancel := context.WithCancel(t.Context())
	w, err := planner.NewWhatIf(ended, l, p)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := planner.NewWhatIf(ended, l, p); !errors.Is(err, context.Canceled) {
		t.Errorf("ready, though given up: %v", err)
	}
	detour := 3.0
	q := planner.Question{Changes: []planner.PlanChange{{Change: planner.ChangeRule, Rule: planner.RuleDetourFactor, Value: &detour}}}
	again := q
	again.Again = true
	for _, q := range []planner.Question{q, again} {
		if _, err := w.Ask(ended, q); !errors.Is(err, context.Canceled) {
			t.Errorf("answered, though given up: %v", err)
		}
	}
	got, err := w.Ask(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := planner.NewWhatIf(t.Context(), l, p)
	if err != nil {
		t.Fatal(err)
	}
	want, err := fresh.Ask(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if bytesOf(t, got) != bytesOf(t, want) {
		t.Error("another answer than of one that was never given up")
	}
}
