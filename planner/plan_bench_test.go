package planner_test

import (
	"context"
	"testing"

	"lindero/data"
	"lindero/planner"
)

// BenchmarkRun plans the border of Guatemala and Mexico, every 100 m, with the
// 18 patrols of each side; and Andorra's, which is a ring, with 8.
func BenchmarkRun(b *testing.B) {
	for _, name := range []string{"guatemala-mexico", "andorra"} {
		s, _, err := data.ReadScenario(name)
		if err != nil {
			b.Fatal(err)
		}
		l := layoutOf(b, s)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := planner.Run(context.Background(), l, planner.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
