package geo_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// turned moves a line by whole turns.
func turned(ls orb.LineString, turn float64) orb.LineString {
	out := ls.Clone()
	for i := range out {
		out[i][0] += turn
	}
	return out
}

// runningOn writes a line that jumps at ±180 with longitudes that run on, or
// false where they would leave what NewLine takes.
func runningOn(ls orb.LineString) (orb.LineString, bool) {
	out := ls.Clone()
	for i := 1; i < len(out); i++ {
		out[i] = newEdge(out[i-1], out[i]).q
		if math.Abs(out[i][0]) > 180 {
			return out, math.Abs(out[i][0]) <= 540
		}
	}
	return out, true
}

func TestWholeTurnsChangeNothing(t *testing.T) {
	for i, c := range regions {
		r := seeded(uint64(1100 + i))
		ls := wiggle(r, c.at, 20, 15e3)
		plain := newLine(t, ls)
		forms := map[string]*geo.Line{"a turn east": newLine(t, turned(ls, 360)), "a turn west": newLine(t, turned(ls, -360))}
		if on, ok := runningOn(ls); ok {
			forms["running on"] = newLine(t, on)
		}
		area := star(r, orb.Point{c.at[0], c.at[1] * 0.995}, 1, 12)
		for name, l := range forms {
			if math.Abs(l.LengthM()-plain.LengthM()) > 1e-6 {
				t.Errorf("%s, %s: length %.9f, was %.9f", c.name, name, l.LengthM(), plain.LengthM())
			}
			for range 20 {
				p := beside(r, plain.At(r.Float64()*plain.LengthM()), 40e3*r.Float64())
				m := 50e3 * r.Float64()
				for _, turn := range []float64{-360, 0, 360} {
					q := orb.Point{p[0] + turn, p[1]}
					sameSpans(t, c.name+", "+name, l.Within(geo.NewReach(q, m)), plain.Within(geo.NewReach(p, m)))
					if a, b := l.Locate(q), plain.Locate(p); math.Abs(a.OffsetM-b.OffsetM) > 1e-6 || a.Side != b.Side {
						t.Errorf("%s, %s: Locate is %v, was %v", c.name, name, a, b)
					}
				}
			}
			sameSpans(t, c.name+", "+name+", inside", geo.Inside(l, orb.Polygon{area}), geo.Inside(plain, orb.Polygon{area}))
			sameSpans(t, c.name+", "+name+", inside jumping", geo.Inside(l, orb.Polygon{jumping(area)}), geo.Inside(plain, orb.Polygon{area}))
		}
	}
}

func sameSpans(t *testing.T, name string, got, want geo.Spans) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %v, want %v", name, got, want)
		return
	}
	for i, s := range got {
		if math.Abs(s.FromM-want[i].FromM) > 1e-6 || math.Abs(s.ToM-want[i].ToM) > 1e-6 {
			t.Errorf("%s: %v, want %v", name, got, want)
			return
		}
	}
}

// TestCrossingInThreeWritings: a line over the antimeridian that jumps, runs
// on, or is cut has the same spans, and so has a polygon.
func TestCrossingInThreeWritings(t *testing.T) {
	jump := orb.LineString{{179.5, 66}, {179.9, 66.25}, {-179.9, 66.75}, {-179.5, 67}, {179.75, 67.5}}
	on := orb.LineString{{179.5, 66}, {179.9, 66.25}, {180.1, 66.75}, {180.5, 67}, {179.75, 67.5}}
	back := 67 + 0.5*0.5/0.75
	cut := orb.MultiLineString{{{179.5, 66}, {179.9, 66.25}, {180, 66.5}},
		{{-180, 66.5}, {-179.9, 66.75}, {-179.5, 67}, {-180, back}}, {{180, back}, {179.75, 67.5}}}
	lines := map[string]*geo.Line{"jumping": newLine(t, jump), "running on": newLine(t, on), "cut": newLine(t, cut...)}
	plain := lines["jumping"]
	polygons := map[string]orb.Geometry{
		"jumping":    orb.Polygon{{{179.8, 66.2}, {-179.8, 66.2}, {-179.8, 67.3}, {179.8, 67.3}, {179.8, 66.2}}},
		"running on": orb.Polygon{{{179.8, 66.2}, {180.2, 66.2}, {180.2, 67.3}, {179.8, 67.3}, {179.8, 66.2}}},
		"cut": orb.MultiPolygon{{{{179.8, 66.2}, {180, 66.2}, {180, 67.3}, {179.8, 67.3}, {179.8, 66.2}}},
			{{{-180, 66.2}, {-179.8, 66.2}, {-179.8, 67.3}, {-180, 67.3}, {-180, 66.2}}}},
	}
	r := seeded(1200)
	for name, l := range lines {
		if len(l.Breaks()) != 0 {
			t.Errorf("%s: breaks at %v", name, l.Breaks())
		}
		// Cutting an edge measures it in other pieces.
		if math.Abs(l.LengthM()-plain.LengthM()) > 1e-3 {
			t.Errorf("%s: length %.6f, want %.6f", name, l.LengthM(), plain.LengthM())
		}
		for range 50 {
			p, m := beside(r, orb.Point{180, 66.7}, 60e3*r.Float64()), 40e3*r.Float64()
			got, want := l.Within(geo.NewReach(p, m)), plain.Within(geo.NewReach(p, m))
			if len(got) != len(want) || math.Abs(got.LengthM()-want.LengthM()) > 0.05 {
				t.Errorf("%s: %g m around %v: %v, want %v", name, m, p, got, want)
			}
		}
		for form, p := range polygons {
			for _, m := range []float64{0, 3000} {
				got, err := geo.Within(l, p, m)
				want, _ := geo.Within(plain, polygons["jumping"], m)
				if err != nil || len(got) != len(want) || math.Abs(got.LengthM()-want.LengthM()) > 0.02 {
					t.Errorf("%s, polygon %s, %g m: %v, want %v", name, form, m, got, want)
				}
			}
		}
	}
}
