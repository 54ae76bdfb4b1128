package access_test

import (
	"fmt"
	"testing"

	"lindero/data"
	"lindero/planner/axis"
	"lindero/sectors"
)

// BenchmarkNew finds the times of one patrol on foot to the border of
// Guatemala and Mexico, every 100 m, by how far it can get.
func BenchmarkNew(b *testing.B) {
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		b.Fatal(err)
	}
	l, err := sectors.NewLayout(s)
	if err != nil {
		b.Fatal(err)
	}
	a, err := axis.New(l, 100)
	if err != nil {
		b.Fatal(err)
	}
	for _, reachKm := range []float64{70, 300} {
		b.Run(fmt.Sprint(reachKm, "km"), func(b *testing.B) {
			p := s.Patrols[3] // of Malacatán, near the border
			p.SpeedKmh = sectors.PerKind{Land: 5, River: 5}
			p.ShiftH = 2 * reachKm / 5
			n := 0
			for b.Loop() {
				n = len(model(b, a).New(&p).ArriveUs)
			}
			b.ReportMetric(float64(n), "breakpoints")
		})
	}
}
