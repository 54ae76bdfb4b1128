package planner_test

import (
	"context"
	"testing"

	"lindero/data"
	"lindero/planner"
)

// TestKeep: a plan that keeps what it can of itself is itself, and one of
// another scenario keeps at least what a plan from nothing has by chance.
func TestKeep(t *testing.T) {
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		t.Fatal(err)
	}
	run := func(current *planner.Plan) *planner.Plan {
		p, err := planner.Run(context.Background(), layoutOf(t, s), planner.Options{StepM: 500, Current: current})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	same := func(a, b *planner.Plan) (n int) {
		for _, x := range a.Sectors {
			for _, y := range b.Sectors {
				if x.Pair == y.Pair && x.FromM == y.FromM && x.ToM == y.ToM {
					n++
				}
			}
		}
		return n
	}
	first := run(nil)
	if again := run(first); same(first, again) != len(first.Sectors) || again.Options.Kept == "" {
		t.Errorf("of %d sectors %d are kept", len(first.Sectors), same(first, again))
	}
	// A patrol in the middle of the border is away more: what lies far from it
	// need not change.
	for i := range s.Patrols {
		if s.Patrols[i].ID == "GT-13" {
			s.Patrols[i].ShiftH--
		}
	}
	free, kept := run(nil), run(first)
	if same(first, kept) < same(first, free) {
		t.Errorf("%d sectors are kept, and without asking %d", same(first, kept), same(first, free))
	}
	t.Logf("of %d sectors %d are kept, without asking %d", len(first.Sectors), same(first, kept), same(first, free))
	for i, l := range free.Layers {
		k := kept.Layers[i]
		if l.LambdaH != k.LambdaH || l.UnreachableWeightedM != k.UnreachableWeightedM || l.Share < k.Share {
			t.Errorf("layer %s is worse for what it keeps: %+v, want %+v", l.Name, k, l)
		}
	}
}
