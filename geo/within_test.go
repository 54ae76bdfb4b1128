package geo_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// dense returns the places of a line at most stepM apart.
func dense(l *geo.Line, stepM float64) []orb.Point {
	n := int(l.LengthM()/stepM) + 2
	out := make([]orb.Point, n)
	for i := range out {
		out[i] = l.At(l.LengthM() * float64(i) / float64(n-1))
	}
	return out
}

// toPoints returns the least distance from p to any of the points.
func toPoints(p orb.Point, points []orb.Point) float64 {
	least := math.Inf(1)
	for _, q := range points {
		least = math.Min(least, geo.DistanceM(p, q))
	}
	return least
}

func TestWithinLineBySampling(t *testing.T) {
	for i, c := range regions {
		r := seeded(uint64(500 + i))
		for _, metres := range []float64{3, 800, 20e3, 90e3} {
			step := math.Max(metres, 200)
			shape := wiggle(r, c.at, 8, step)
			ls := wiggle(r, beside(r, c.at, metres), 8, step)
			l, other := newLine(t, ls), newLine(t, shape)
			spans, err := geo.Within(l, shape, metres)
			if err != nil {
				t.Fatal(err)
			}
			const n = 300
			points := dense(other, other.LengthM()/n)
			slack := other.LengthM() / n / 2
			// A place between two samples is nearer by at most slack²/2d.
			slack = math.Min(slack, slack*slack/metres) + 0.02
			for range 60 {
				at := r.Float64() * l.LengthM()
				m := toPoints(l.At(at), points)
				if in := spans.Contains(at); in && m > metres+slack || !in && m < metres-0.02 {
					t.Errorf("%s: %.4f m from the line, within %g m: %v", c.name, m, metres, in)
				}
			}
			// Locate answers the same question from the other side.
			for _, s := range spans {
				for _, end := range []float64{s.FromM, s.ToM} {
					if end == 0 || end == l.LengthM() {
						continue
					}
					if m := other.Locate(l.At(end)).OffsetM; math.Abs(m-metres) > 0.02 {
						t.Errorf("%s: an end is %.4f m from the line, want %g", c.name, m, metres)
					}
				}
			}
		}
	}
}

func TestWithinPolygonIsInsideAndBeside(t *testing.T) {
	t.Parallel()
	for i, c := range polygonCases(44) {
		if c.deg > 20 {
			continue // costs seconds and shows nothing new
		}
		r := seeded(uint64(4500 + i))
		a := geo.NewArea(c.p)
		at := orb.Point{c.at[0] + c.deg*r.Float64(), c.at[1] * (1 - r.Float64()*c.deg/100)}
		l := newLine(t, wiggle(r, at, 14, c.deg*40e3))
		const metres = 15e3
		spans, err := geo.Within(l, c.p, metres)
		if err != nil {
			t.Fatal(err)
		}
		var edges []*geo.Line
		for _, ring := range c.rings {
			edges = append(edges, newLine(t, orb.LineString(ring)))
		}
		for range 40 {
			chainage := r.Float64() * l.LengthM()
			p := l.At(chainage)
			m := math.Inf(1)
			for _, e := range edges {
				m = math.Min(m, e.Locate(p).OffsetM)
			}
			in := a.Contains(p) || m < metres
			if in != spans.Contains(chainage) && math.Abs(m-metres) > 0.02 && m > 0.02 {
				t.Errorf("%s: inside %v, %.3f m from the edge, within: %v", c.name, a.Contains(p), m, !in)
			}
		}
	}
}

func TestWithinShapes(t *testing.T) {
	l := newLine(t, orb.LineString{{0, 0}, {1, 0}})
	deg := l.LengthM()
	square := orb.Polygon{{{0.5, -0.1}, {0.7, -0.1}, {0.7, 0.1}, {0.5, 0.1}, {0.5, -0.1}}}
	const d = 1000.0
	for _, c := range []struct {
		name  string
		shape orb.Geometry
		want  float64
		spans int
	}{
		{"point", orb.Point{0.5, 0}, 2 * d, 1},
		{"points", orb.MultiPoint{{0.5, 0}, {0, 0}, {0.5, 0}}, 3 * d, 2},
		{"line across", orb.LineString{{0.5, -1}, {0.5, 1}}, 2 * d, 1},
		{"line along", orb.LineString{{0.2, 0}, {0.4, 0}}, 0.2*deg + 2*d, 1},
		{"lines", orb.MultiLineString{{{0.5, -1}, {0.5, 1}}, {{0.8, -1}, {0.8, 1}}}, 4 * d, 2},
		{"ring", square[0], 0.2*deg + 2*d, 1},
		{"polygon", square, 0.2*deg + 2*d, 1},
		{"polygon not closed", orb.Polygon{square[0][:4]}, 0.2*deg + 2*d, 1},
		{"bound", orb.Bound{Min: orb.Point{0.5, -0.1}, Max: orb.Point{0.7, 0.1}}, 0.2*deg + 2*d, 1},
		{"wide bound", orb.Bound{Min: orb.Point{-100, -0.1}, Max: orb.Point{100, 0.1}}, deg, 1},
		{"bound on the other side", orb.Bound{Min: orb.Point{100, -0.1}, Max: orb.Point{-100, 0.1}}, 0, 0},
		{"bound of the world", orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}}, deg, 1},
		{"polygons", orb.MultiPolygon{square, square}, 0.2*deg + 2*d, 1},
		{"collection", orb.Collection{orb.Point{0, 0}, square}, 0.2*deg + 3*d, 2},
		{"nothing", orb.Collection{}, 0, 0},
	} {
		got, err := geo.Within(l, c.shape, d)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if len(got) != c.spans || math.Abs(got.LengthM()-c.want) > 0.1 {
			t.Errorf("%s: %v of %.3f m, want %.3f m", c.name, got, got.LengthM(), c.want)
		}
	}
	for name, shape := range map[string]orb.Geometry{
		"no shape":         nil,
		"empty line":       orb.LineString{},
		"line of a place":  orb.LineString{{0, 0}, {0, 0}},
		"not on earth":     orb.LineString{{0, 0}, {0, 100}},
		"polygon at NaN":   orb.Polygon{{{0, 0}, {math.NaN(), 0}, {1, 1}}},
		"ring in the void": orb.Collection{orb.Polygon{{{0, 0}, {math.Inf(1), 0}, {1, 1}}}},
	} {
		if got, err := geo.Within(l, shape, d); err == nil {
			t.Errorf("%s: no error but %v", name, got)
		}
	}
	if _, err := geo.Within(l, square, 100.1e3); err == nil {
		t.Error("a reach of 100.1 km from edges is not refused")
	}
	for _, metres := range []float64{-1, math.NaN()} {
		if got, _ := geo.Within(l, square, metres); got != nil {
			t.Errorf("within %g m: %v", metres, got)
		}
	}
}
