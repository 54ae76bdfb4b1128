package planner_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"lindero/planner"
)

// TestRunEnds gives up plans of a border that is cut so finely that the ways of
// its ships alone take minutes, and wants each to end soon after its context does:
// within a tenth of a second, for which a busy machine is given ten times as long.
// Before that the border is cut, which is done as a whole.
func TestRunEnds(t *testing.T) {
	l := layoutFor(t, boxed(t, "guatemala-mexico"))
	for _, after := range []time.Duration{0, 2 * time.Second, 3 * time.Second} {
		ctx, cancel := context.WithTimeout(t.Context(), after)
		start := time.Now()
		_, err := planner.Run(ctx, l, planner.Options{StepM: 1})
		cancel()
		if late := time.Since(start) - after; !errors.Is(err, context.DeadlineExceeded) || late > time.Second {
			t.Errorf("given up after %v it ended %v later with %v", after, late, err)
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
