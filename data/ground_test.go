package data_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/geo"
	"lindero/sectors"
)

// TestLandOfTheBox holds the land of guatemala-mexico to what ships use, and
// landings to the water's edge.
func TestLandOfTheBox(t *testing.T) {
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		t.Fatal(err)
	}
	edge := map[orb.Point]bool{} // vertices of land and of rivers
	var areas []*geo.Area
	rings := 0
	for _, a := range s.Land {
		for _, p := range a.Polygon {
			areas, rings = append(areas, geo.NewArea(p)), rings+len(p)
			for _, v := range p[0] {
				edge[v] = true
			}
			if !geo.InsideOnLeft(p[0]) {
				t.Errorf("%s: the ring at %v goes round clockwise", a.ID, p[0][0])
			}
		}
	}
	if len(edge) != 5997 || rings != 128 {
		t.Errorf("%d vertices in %d rings", len(edge), rings)
	}
	if mouth := s.Border[1].Line.Parts()[0][0]; !edge[mouth] {
		t.Errorf("the mouth of the Suchiate, %v, is no vertex of the land", mouth)
	}
	for _, r := range append(s.Border, s.Routes...) {
		line := r.Line.Parts()[0]
		switch {
		case r.ID == "pacific-coast-gt" || r.ID == "caribbean-coast-gt":
			for _, v := range line {
				if !edge[v] {
					t.Errorf("%s: %v is no vertex of the land", r.ID, v)
				}
			}
		case r.Kind == sectors.Sea:
			for _, a := range areas {
				if on := r.Line.Inside(a).LengthM(); on > 0.01 {
					t.Errorf("%s: %.2f m of it are on land", r.ID, on)
				}
			}
		}
	}
	for _, r := range s.Border {
		if r.Kind == sectors.River {
			for _, v := range r.Line.Parts()[0] {
				edge[v] = true
			}
		}
	}
	if len(s.Landings) != 9 {
		t.Errorf("%d landings", len(s.Landings))
	}
	for _, l := range s.Landings {
		if !edge[l.At] {
			t.Errorf("%s, %v, is at no vertex of land or river", l.ID, l.At)
		}
	}
}

// TestPostsWithinTheBox: posts keep from the sides at which the land is cut.
func TestPostsWithinTheBox(t *testing.T) {
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		t.Fatal(err)
	}
	bound := s.Land[0].Polygon.Bound().Union(s.Land[1].Polygon.Bound())
	const marginKM = 40
	for _, p := range s.Posts {
		for _, off := range []orb.Point{{bound.Min[0], p.At[1]}, {bound.Max[0], p.At[1]}, {p.At[0], bound.Min[1]}, {p.At[0], bound.Max[1]}} {
			if !bound.Contains(p.At) || geo.DistanceM(p.At, off) < marginKM*1000 {
				t.Errorf("%s lies at the side of the land, %v", p.ID, bound)
			}
		}
	}
}

// TestNoShipLeavesTheBox: the way from one ocean to the other that the cut of
// the land leaves open is longer than any ship's.
func TestNoShipLeavesTheBox(t *testing.T) {
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		t.Fatal(err)
	}
	mainland := s.Land[0].Polygon[0][0]
	bound := mainland.Bound()
	var west, east, north []orb.Point // where its shore meets the sides of the box
	for _, p := range mainland {
		switch {
		case p[0] == bound.Min[0]:
			west = append(west, p)
		case p[0] == bound.Max[0]:
			east = append(east, p)
		case p[1] == bound.Max[1]:
			north = append(north, p)
		}
	}
	if len(west) != 2 || len(east) != 2 || len(north) != 2 {
		t.Fatalf("the shore meets the sides at %v, %v, %v", west, east, north)
	}
	nearestM := func(pacific bool, cut []orb.Point) float64 { // of a sea route
		least := math.Inf(1)
		for _, r := range append(s.Border, s.Routes...) {
			if r.Kind == sectors.Sea && (r.Line.At(0)[0] < -89) == pacific {
				least = min(least, r.Line.Locate(cut[0]).OffsetM, r.Line.Locate(cut[1]).OffsetM)
			}
		}
		return least
	}
	eastM := nearestM(true, east) + geo.DistanceM(east[0], east[1]) + nearestM(false, east)
	westM := nearestM(true, west) + geo.DistanceM(west[0], west[1]) + geo.DistanceM(north[0], north[1]) + nearestM(false, north)
	for _, p := range s.Patrols {
		if m := p.SpeedKmh.Sea * p.ShiftH / 2 * 1000; p.Layer == sectors.SurfaceLayer && m > min(eastM, westM) {
			t.Errorf("%s gets %.0f km far, and round the land it is %.0f or %.0f", p.ID, m/1000, eastM/1000, westM/1000)
		}
	}
	if math.Abs(eastM/1000-931) > 1 || math.Abs(westM/1000-1079) > 1 { // as data/SOURCES.md says
		t.Errorf("round the east it is %.0f km, round the west %.0f", eastM/1000, westM/1000)
	}
}
