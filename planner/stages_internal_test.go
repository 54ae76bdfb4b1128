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
	TimeStages(b, s)
	b.Run("hash", func(b *testing.B) {
		for b.Loop() {
			s.Scenario.Hash()
		}
	})
}

// TimeStages lets benchmarks measure the timetable of a plan, and what it
// watches and leaves open.
func TimeStages(b *testing.B, s *sectors.Layout) {
	r, err := newRun(context.Background(), s, Options{})
	if err != nil {
		b.Fatal(err)
	}
	layers, err := r.layers()
	if err != nil {
		b.Fatal(err)
	}
	for _, l := range layers {
		if err := l.solve(); err != nil {
			b.Fatal(err)
		}
	}
	p, err := r.plan(layers)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("timetable", func(b *testing.B) {
		for b.Loop() {
			p.Notes = p.Notes[:0]
			if err := r.timetable(p); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("watched", func(b *testing.B) {
		for b.Loop() {
			if err := r.cover(p, layers); err != nil {
				b.Fatal(err)
			}
		}
	})
}
