package cql2_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"lindero/server/cql2"
)

// plain is a feature of some values.
type plain struct {
	values map[string]any
	shape  orb.Geometry
}

func (p plain) Property(name string) any { return p.values[name] }
func (p plain) Shape() orb.Geometry      { return p.shape }

// wanderers are lines of a thousand vertices that all go about the middle of
// the map.
func wanderers(n int) []plain {
	r := rand.New(rand.NewPCG(1, 2))
	var out []plain
	for range n {
		l := orb.LineString{{r.Float64()*20 - 10, r.Float64()*20 - 10}}
		for len(l) < 1000 {
			last := l[len(l)-1]
			l = append(l, orb.Point{last[0] + r.Float64() - 0.5, last[1] + r.Float64() - 0.5})
		}
		out = append(out, plain{shape: orb.MultiLineString{l}})
	}
	return out
}

// BenchmarkMatch looks at 2,000 lines of 1,000 vertices, of which the bounds of
// most meet the literal's.
func BenchmarkMatch(b *testing.B) {
	features := wanderers(2000)
	circle := make([]string, 0, 1001)
	for i := range 1001 {
		a := float64(i%1000) * math.Pi / 500
		circle = append(circle, fmt.Sprintf("%v %v", 3*math.Cos(a), 3*math.Sin(a)))
	}
	for name, text := range map[string]string{
		"box":     "S_INTERSECTS(geometry, BBOX(-0.1, -0.1, 0.1, 0.1))",
		"far":     "S_INTERSECTS(geometry, BBOX(100, 10, 101, 11))",
		"polygon": "S_INTERSECTS(geometry, POLYGON((" + strings.Join(circle, ", ") + ")))",
		"within":  "S_WITHIN(geometry, POLYGON((" + strings.Join(circle, ", ") + ")))",
	} {
		b.Run(name, func(b *testing.B) {
			f, err := cql2.ParseText(text, cql2.Options{Schema: cql2.Schema{"geometry": cql2.Geometry}})
			if err != nil {
				b.Fatal(err)
			}
			matched := 0
			for b.Loop() {
				for _, x := range features {
					if f.Match(x) {
						matched++
					}
				}
			}
			b.ReportMetric(float64(matched)/float64(b.N), "matches/op")
		})
	}
}
