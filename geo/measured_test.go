package geo_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// TestMeasuredInterpolates holds Measured to its promise: between two of its
// vertices the place half-way in longitude and latitude is less than 1 m from
// the one half-way in chainage.
func TestMeasuredInterpolates(t *testing.T) {
	lines := map[string]orb.MultiLineString{
		"long edges":        {{{10, 60}, {14, 62}, {15, 70}}},
		"over 180, jumping": {{{178, -40}, {-179, -42}, {-176, -39}}},
		"parts":             {{{0, 0}, {3, 4}}, {{3, 4}, {2, 9}}, {{20, 9}, {21, 12}}},
		"dense":             {{{0, 0}, {0.001, 0.001}, {0.002, 0}}},
	}
	for name, parts := range lines {
		l := newLine(t, parts...)
		s := geo.Span{FromM: 0.1 * l.LengthM(), ToM: 0.9 * l.LengthM()}
		got, m := l.Measured(s)
		if first, last := m[0][0], m[len(m)-1][len(m[len(m)-1])-1]; first != s.FromM || last != s.ToM {
			t.Errorf("%s: chainages run from %v to %v, want %v to %v", name, first, last, s.FromM, s.ToM)
		}
		for i, part := range got {
			if len(part) != len(m[i]) {
				t.Fatalf("%s: %d vertices, %d chainages", name, len(part), len(m[i]))
			}
			for j := 1; j < len(part); j++ {
				p, q := part[j-1], part[j]
				if math.Abs(q[0]-p[0]) > 180 {
					t.Errorf("%s: an edge from %v to %v", name, p, q)
				}
				half := orb.Point{(p[0] + q[0]) / 2, (p[1] + q[1]) / 2}
				if d := geo.DistanceM(half, l.At((m[i][j-1]+m[i][j])/2)); d > 1 {
					t.Errorf("%s: half-way between %v and %v is %.3f m off", name, p, q, d)
				}
			}
		}
	}
}
