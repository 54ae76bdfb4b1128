package main

import (
	"io"
	"os"
	"slices"
	"testing"
	"time"

	"lindero/bench/measure"
	"lindero/internal/milp"
	"lindero/internal/oracle"
	"lindero/planner/divide"
)

// TestDrawn holds the smallest border beside CBC to its purpose: pairs have to
// share it, both weights matter, and CBC finds the value that Solve finds.
func TestDrawn(t *testing.T) {
	in := drawn(40, 5)
	d, err := divide.Solve(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	levels := slices.Compact(slices.Sorted(slices.Values(in.Level)))
	if d.Visited == 0 || len(d.Beats) < 5 || len(levels) != 2 {
		t.Errorf("%+v of %d weights", d, len(levels))
	}
	oracle.Tool(t, "cbc")
	m, err := milp.New(in, t.TempDir(), farEnd)
	if err != nil {
		t.Fatal(err)
	}
	m.Limit = time.Minute
	v, err := m.Solve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := agree(v, d.Value); err != nil {
		t.Error(err)
	}
}

func TestAgree(t *testing.T) {
	v := divide.Value{Visited: 5, LambdaH: 3, Share: 0.5}
	if err := agree(v, v); err != nil {
		t.Error(err)
	}
	for _, other := range []divide.Value{{Visited: 4, LambdaH: 3, Share: 0.5}, {Visited: 5, LambdaH: 3.01, Share: 0.5}, {Visited: 5, LambdaH: 3, Share: 0.51}} {
		if agree(v, other) == nil || agree(other, v) == nil {
			t.Errorf("%+v is taken for %+v", other, v)
		}
	}
}

// TestFarEnd by hand: three elements of 10 µs, a meeting at breakpoint 1 only,
// 5 µs from the post to anywhere and back, shifts of 100 and 50 µs.
func TestFarEnd(t *testing.T) {
	five := []int64{5, 5, 5, 5}
	p := &divide.Pair{From: 2, Open: []bool{true, true, false}, WalkUs: []int64{0, 10, 20, 20}, Meet: []int{1},
		ArriveUs: [2][]int64{five, five}, HomeUs: [2][]int64{five, five}, ShiftUs: [2]int64{100, 50}}
	for _, tt := range []struct {
		beat divide.Span
		want float64
	}{
		{divide.Span{From: 3, To: 4}, 20.0 / 50},
		{divide.Span{From: 2, To: 3}, 20.0 / 50},
		{divide.Span{From: 2, To: 4}, 40.0 / 50},
		{divide.Span{From: 4, To: 5}, milp.Never}, // closed
		{divide.Span{From: 1, To: 3}, milp.Never}, // before the window
		{divide.Span{From: 3, To: 6}, milp.Never}, // beyond it
	} {
		if got := farEnd(p, tt.beat); got != tt.want {
			t.Errorf("%v: %v, want %v", tt.beat, got, tt.want)
		}
	}
	p.ShiftUs[1] = 39
	if got := farEnd(p, divide.Span{From: 2, To: 4}); got != milp.Never {
		t.Errorf("40 µs in a shift of 39: %v", got)
	}
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{{"-only", "world"}, {"-runs", "0"}, {"-nonsense"}} {
		if run(t.Context(), args, io.Discard, io.Discard) == nil {
			t.Errorf("%q is accepted", args)
		}
	}
}

func TestReadmeTakesTheTables(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		if _, err := measure.Between(text, measure.Table{Name: "plan-" + p.name}); err != nil {
			t.Error(err)
		}
	}
}
