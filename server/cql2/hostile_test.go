package cql2_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"lindero/server/cql2"
)

// TestTangles: literals whose edges meet too often for the relations that cut
// edges are refused, soon; S_INTERSECTS takes them, and long lines that do not
// cross themselves are good for all.
func TestTangles(t *testing.T) {
	line := func(n int, at func(i int) (x, y float64)) string {
		var out []string
		for i := range n {
			x, y := at(i)
			out = append(out, fmt.Sprintf("[%.4f,%.4f]", x, y))
		}
		return `{"type":"LineString","coordinates":[` + strings.Join(out, ",") + `]}`
	}
	const n = 4951
	round := func(turns float64) func(i int) (x, y float64) {
		return func(i int) (x, y float64) {
			a := float64(i) / (n - 1) * turns * 2 * math.Pi
			return 80 * math.Cos(a), 80 * math.Sin(a)
		}
	}
	star := line(n, round(2474))
	comb := line(n, func(i int) (x, y float64) { return float64(i%2)*100 - 50, float64(i) / 100 })
	few := line(60, func(i int) (x, y float64) { return float64(i%2)*100 - 50, float64(i * 29 % 60) })
	ring := `{"type":"Polygon","coordinates":[` + strings.TrimPrefix(line(n, round(1)), `{"type":"LineString","coordinates":`)
	ring = strings.TrimSuffix(ring, "}") + "]}"
	own := `{"property":"geometry"}`
	var hatching []string // boxes of 60 edges meet, the edges do not
	for i := range 60 {
		hatching = append(hatching, fmt.Sprintf("[[0,%v],[50,%v]]", float64(i)/10, 50+float64(i)/10))
	}
	hatched := `{"type":"MultiLineString","coordinates":[` + strings.Join(hatching, ",") + `]}`
	start := time.Now()
	for _, c := range []struct {
		op, a, b string
		refused  bool
	}{
		{"s_crosses", own, star, true}, {"s_within", own, comb, true}, {"s_touches", star, own, true},
		{"s_intersects", star, star, true}, {"s_disjoint", comb, comb, true}, // literals alone
		{"s_intersects", own, star, false}, {"s_disjoint", comb, own, false},
		{"s_crosses", own, ring, false}, {"s_within", own, ring, false}, {"s_overlaps", own, few, false}, {"s_touches", own, hatched, false},
	} {
		f, err := cql2.ParseJSON(fmt.Appendf(nil, `{"op":%q,"args":[%s,%s]}`, c.op, c.a, c.b), queryables)
		if refused := err != nil; refused != c.refused || refused && !strings.Contains(err.Error(), "meet each other") {
			t.Errorf("%s of %.40s… and %.40s…: %v", c.op, c.a, c.b, err)
		}
		if err == nil {
			f.Match(wanderers(1)[0])
		}
	}
	twice := fmt.Sprintf(`{"op":"s_crosses","args":[%s,%s]}`, own, few)
	if _, err := cql2.ParseJSON([]byte(`{"op":"or","args":[`+twice+`,`+twice+`,`+twice+`]}`), queryables); err == nil {
		t.Error("many tangles together are not refused")
	}
	if d := time.Since(start); d > 30*time.Second { // without bounds: an hour
		t.Errorf("took %v", d)
	}
}
