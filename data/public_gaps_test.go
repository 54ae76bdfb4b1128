package data_test

import (
	"iter"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"lindero/data"
	"lindero/geo"
	"lindero/sectors"
)

// nearCircle is how close to a circle around a post an end may not lie, metres.
const nearCircle = 2

// endsOnCircles returns how many ends of lines lie on the circle that a post
// watches, or that a patrol reaches from it: two of them place the post.
func endsOnCircles(l *sectors.Layout, features iter.Seq[*geojson.Feature]) (on, ends int) {
	s := l.Scenario
	circle := func(at orb.Point) bool {
		for i := range s.Posts {
			if r := s.Posts[i].WatchRadiusM; r > 0 && math.Abs(geo.DistanceM(at, s.Posts[i].At)-r) < nearCircle {
				return true
			}
		}
		for i := range s.Patrols {
			for _, k := range sectors.Kinds {
				r := s.Patrols[i].ReachM(k, s.Rules.DetourFactor)
				if r > 0 && math.Abs(geo.DistanceM(at, l.PostOf(&s.Patrols[i]).At)-r) < nearCircle {
					return true
				}
			}
		}
		return false
	}
	for f := range features {
		lines, _ := f.Geometry.(orb.MultiLineString)
		for _, line := range lines {
			for _, at := range []orb.Point{line[0], line[len(line)-1]} {
				ends++
				if circle(at) {
					on++
				}
			}
		}
	}
	return on, ends
}

// TestPublicGapsPlaceNoPost: the ends of gaps lie on circles around posts, and
// those of the public's gaps do not.
func TestPublicGapsPlaceNoPost(t *testing.T) {
	gapsOf := func(all []data.Collection) data.Collection {
		for _, c := range all {
			if c.Name == "gaps" {
				return c
			}
		}
		t.Fatal("there are no gaps")
		return data.Collection{}
	}
	for _, name := range []string{"andorra", drawn} {
		r := reportOf(t, name)
		l := r.Coverage.Layout
		if on, ends := endsOnCircles(l, gapsOf(data.Collections(data.Full)).Features(r, data.Full)); on == 0 {
			t.Errorf("%s: none of %d ends is on a circle, so that this test sees nothing", name, ends)
		}
		if on, ends := endsOnCircles(l, gapsOf(data.Collections(data.Public)).Features(r, data.Public)); on > 0 {
			t.Errorf("%s: of %d ends %d are on circles around posts", name, ends, on)
		}
	}
	l, p := flagship(t)
	for _, c := range data.PlanCollections(data.Public) {
		if c.Name != "gaps" {
			continue
		}
		if on, ends := endsOnCircles(l, c.Features(l, p, data.Public)); on > 0 || ends == 0 {
			t.Errorf("of %d ends of a plan's gaps %d are on circles around posts", ends, on)
		}
	}
}

// TestPublicGapsAreCells: the public's gaps are whole cells of 10 km or more, of
// which each holds a place of a gap, and all gaps are in them.
func TestPublicGapsAreCells(t *testing.T) {
	l, p := flagship(t)
	exact, length := map[string][]geo.Span{}, map[string]float64{}
	for i := range p.Gaps {
		exact[p.Gaps[i].Route] = append(exact[p.Gaps[i].Route], geo.Span{FromM: p.Gaps[i].FromM, ToM: p.Gaps[i].ToM})
	}
	for i := range l.Routes {
		length[l.Routes[i].ID] = l.Routes[i].Line.LengthM()
	}
	shown, cells := map[string][]geo.Span{}, 0
	for _, f := range planFeatures(t, l, p, data.Public, "gaps") {
		route, _ := f.Properties["id"].(string)
		from, _ := f.Properties["from_m"].(float64)
		to, _ := f.Properties["to_m"].(float64)
		n := max(1, math.Floor(length[route]/10_000))
		cell := length[route] / n
		for k := math.Round(from / cell); k < math.Round(to/cell); k++ {
			cells++
			of := geo.NewSpans(geo.Span{FromM: k * cell, ToM: (k + 1) * cell})
			if len(of.Intersect(geo.NewSpans(exact[route]...))) == 0 {
				t.Errorf("%s: nothing is open from %.0f m to %.0f m", route, of[0].FromM, of[0].ToM)
			}
		}
		for _, m := range []float64{from, to} {
			if off := math.Abs(m - math.Round(m/cell)*cell); off > 0.001 {
				t.Errorf("%s: %.3f m is no end of a cell of %.3f m", route, m, cell)
			}
		}
		shown[route] = append(shown[route], geo.Span{FromM: from - 0.001, ToM: to + 0.001})
	}
	for route, spans := range exact {
		if missing := geo.NewSpans(spans...).Subtract(geo.NewSpans(shown[route]...)); len(missing) > 0 {
			t.Errorf("%s: %v are not shown", route, missing)
		}
	}
	if cells < 50 {
		t.Errorf("%d cells", cells)
	}
}
