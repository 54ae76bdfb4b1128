package axis_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"lindero/planner/axis"
)

// BenchmarkNew cuts a winding border of 1,000 vertices, with some risks,
// forbidden ground and meeting points.
func BenchmarkNew(b *testing.B) {
	for _, n := range []int{13_500, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := rand.New(rand.NewPCG(1, 5))
			at := orb.Point{-92, 15}
			s := scenario(b, []orb.LineString{wander(r, at, 1000)})
			decorate(r, s, s.Border[0].Line.Parts()[0])
			l := layout(b, s)
			stepM := l.Routes[0].Line.LengthM() / float64(n)
			for b.Loop() {
				if _, err := axis.New(l, stepM); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
