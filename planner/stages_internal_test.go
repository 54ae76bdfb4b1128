package planner

import (
	"context"
	"testing"

	"lindero/planner/divide"
	"lindero/sectors"
)

// Instance is what the first layer of a layout gives the solver.
func Instance(b *testing.B, s *sectors.Layout, o Options) *divide.Instance {
	r, err := newRun(context.Background(), s, o)
	if err != nil {
		b.Fatal(err)
	}
	layers, err := r.layers()
	if err != nil {
		b.Fatal(err)
	}
	return layers[0].instance()
}

// Stages lets benchmarks measure what a plan is made of, each stage by itself.
func Stages(b *testing.B, s *sectors.Layout) {
	ctx := context.Background()
	fail := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	var r *run
	var layers []*layer
	var err error
	b.Run("access", func(b *testing.B) {
		for b.Loop() {
			r, err = newRun(ctx, s, Options{})
			fail(err)
		}
	})
	b.Run("pairs", func(b *testing.B) {
		for b.Loop() {
			layers, err = r.layers()
			fail(err)
		}
	})
	b.Run("divide", func(b *testing.B) {
		for b.Loop() {
			for _, l := range layers {
				fail(l.divide())
			}
		}
	})
	b.Run("swaps", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			layers, err = r.layers()
			fail(err)
			b.StartTimer()
			for _, l := range layers {
				fail(l.solve())
			}
		}
	})
	b.Run("mends", func(b *testing.B) {
		for b.Loop() {
			for i := range r.twice {
				r.twice[i] = onceTable{}
			}
			for _, l := range layers {
				_, err := l.infeasible()
				fail(err)
			}
		}
	})
	b.Run("cover", func(b *testing.B) {
		for b.Loop() {
			fail(r.cover(&Plan{PeriodH: s.Scenario.PeriodD * 24}, layers))
		}
	})
	b.Run("hash", func(b *testing.B) {
		for b.Loop() {
			s.Scenario.Hash()
		}
	})
}
