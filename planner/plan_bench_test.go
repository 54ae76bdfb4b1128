package planner_test

import (
	"context"
	"testing"

	"lindero/data"
	"lindero/planner"
)

// BenchmarkRun plans the border of Guatemala and Mexico, every 100 m, with the
// 18 patrols of each side.
func BenchmarkRun(b *testing.B) {
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		b.Fatal(err)
	}
	l := layoutOf(b, s)
	for b.Loop() {
		if _, err := planner.Run(context.Background(), l, planner.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
