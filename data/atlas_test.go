package data_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/peterstace/simplefeatures/geom"

	"lindero/data"
	"lindero/sectors"
)

// way is an edge in the direction that it is gone.
type way [2]orb.Point

func (w way) back() way { return way{w[1], w[0]} }

// onSide reports whether an edge is along a side of a box.
func (w way) onSide(b orb.Bound) bool {
	for axis := range 2 {
		if w[0][axis] == w[1][axis] && (w[0][axis] == b.Min[axis] || w[0][axis] == b.Max[axis]) {
			return true
		}
	}
	return false
}

// waysOf returns the edges of polygons, and whose they are.
func waysOf(t *testing.T, into map[way]string, whose string, m orb.MultiPolygon) {
	for _, polygon := range m {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				w := way{ring[i-1], ring[i]}
				if other, taken := into[w]; taken {
					t.Errorf("%s and %s both have %v on the same side", whose, other, w)
				}
				into[w] = whose
			}
		}
	}
}

// TestCountriesMeet: in the scenarios in the box two countries that meet have
// the same edges, along the border those of the border and no others; all other
// edges are those of the land, or sides of the box.
func TestCountriesMeet(t *testing.T) {
	for _, name := range data.Embedded() {
		s := scenarioOf(t, name)
		ways, shore := map[way]string{}, map[way]string{}
		var box orb.Bound
		for i, c := range s.Countries {
			waysOf(t, ways, c.Code, c.Polygon)
			if box = box.Union(c.Polygon.Bound()); i == 0 {
				box = c.Polygon.Bound()
			}
		}
		for _, a := range s.Land {
			waysOf(t, shore, a.ID, a.Polygon)
		}
		border := bordersEdges(t, s, ways)
		inner := 0
		for w, whose := range ways {
			other, shared := ways[w.back()]
			switch {
			case shared && other != whose:
				inner++
				if two := sideOf(s, whose) + sideOf(s, other); len(two) == 4 && sideOf(s, whose) != sideOf(s, other) && !border[w] && !border[w.back()] {
					t.Errorf("%s: %s and %s meet at %v, where no border is", name, whose, other, w)
				}
			case !w.onSide(box) && shore[w] == "":
				t.Errorf("%s: %s has %v alone, and the land does not", name, whose, w)
			}
		}
		for w := range shore {
			if ways[w] == "" && !w.onSide(box) {
				t.Errorf("%s: the land's %v is of no country", name, w)
			}
		}
		if inner < 2*len(border) || len(border) < 900 {
			t.Errorf("%s: %d edges are shared, %d of the border", name, inner, len(border))
		}
	}
}

// sideOf returns the side of a country.
func sideOf(s *sectors.Scenario, code string) string {
	for _, c := range s.Countries {
		if c.Code == code {
			return c.Side
		}
	}
	return ""
}

// bordersEdges returns the edges of the border on land and rivers, each of which
// two countries of the two sides have to have.
func bordersEdges(t *testing.T, s *sectors.Scenario, ways map[way]string) map[way]bool {
	out := map[way]bool{}
	for _, r := range s.Border {
		if r.Kind == sectors.Sea {
			continue
		}
		for _, part := range r.Line.Parts() {
			for i := 1; i < len(part); i++ {
				w := way{part[i-1], part[i]}
				out[w] = true
				if left, right := sideOf(s, ways[w]), sideOf(s, ways[w.back()]); left != r.Left || right != r.Right {
					t.Errorf("%s: %v has %q on its left and %q on its right", r.ID, w, left, right)
				}
			}
		}
	}
	return out
}

// TestCountriesAreWhole: each country is valid (by simplefeatures), and a place
// of the land is in exactly one, one of the sea in none.
func TestCountriesAreWhole(t *testing.T) {
	for _, name := range data.Embedded() {
		s := scenarioOf(t, name)
		box := s.Countries[0].Polygon.Bound()
		for _, c := range s.Countries {
			box = box.Union(c.Polygon.Bound())
			valid(t, name+" "+c.Code, c.Polygon)
		}
		r := rand.New(rand.NewPCG(8, 1))
		met := map[int]int{}
		for range 2000 {
			p := orb.Point{box.Min[0] + r.Float64()*(box.Max[0]-box.Min[0]), box.Min[1] + r.Float64()*(box.Max[1]-box.Min[1])}
			in, want := 0, 0
			for _, c := range s.Countries {
				if planar.MultiPolygonContains(c.Polygon, p) {
					in++
				}
			}
			for _, a := range s.Land {
				if planar.MultiPolygonContains(a.Polygon, p) {
					want++
				}
			}
			if len(s.Land) == 0 {
				want = 1 // no sea is near
			}
			if in != want {
				t.Errorf("%s: %v is in %d countries, %d were expected", name, p, in, want)
			}
			met[in]++
		}
		if met[1] < 500 {
			t.Errorf("%s: %v", name, met)
		}
	}
}

// valid holds polygons to the rules of simple features.
func valid(t *testing.T, what string, m orb.MultiPolygon) {
	t.Helper()
	var polygons []geom.Polygon
	for _, polygon := range m {
		var rings []geom.LineString
		for k, ring := range polygon {
			if (ring.Orientation() == orb.CCW) != (k == 0) {
				t.Errorf("%s: a ring goes the wrong way", what)
			}
			var flat []float64
			for _, p := range ring {
				flat = append(flat, p[0], p[1])
			}
			rings = append(rings, geom.NewLineString(geom.NewSequence(flat, geom.DimXY)))
		}
		polygons = append(polygons, geom.NewPolygon(rings))
	}
	if err := geom.NewMultiPolygon(polygons).Validate(); err != nil {
		t.Errorf("%s: %v", what, err)
	}
}

// TestCountriesCoverLand: the areas of all countries are that of the land.
func TestCountriesCoverLand(t *testing.T) {
	s := scenarioOf(t, "guatemala-mexico")
	var countries, land float64
	for _, c := range s.Countries {
		countries += planar.Area(c.Polygon)
	}
	for _, a := range s.Land {
		land += planar.Area(a.Polygon)
	}
	if math.Abs(countries-land) > 1e-9 || land < 30 {
		t.Errorf("the countries have %v square degrees, the land %v", countries, land)
	}
	codes := []string{}
	for _, c := range s.Countries {
		codes = append(codes, c.Code+c.Side+c.Name)
	}
	if want := []string{"BZBelice", "GTGTGuatemala", "HNHonduras", "MXMXMéxico", "NINicaragua", "SVEl Salvador"}; !slices.Equal(codes, want) {
		t.Errorf("%v, want %v", codes, want)
	}
}

func scenarioOf(t *testing.T, name string) *sectors.Scenario {
	t.Helper()
	s, _, err := data.ReadScenario(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
