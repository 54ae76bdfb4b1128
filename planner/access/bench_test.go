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

// BenchmarkTables finds the times of all patrols of a scenario to its border,
// every 100 m, and home: by roads in Andorra, by open water and straight between
// Guatemala and Mexico.
func BenchmarkTables(b *testing.B) {
	for _, name := range []string{"andorra", "guatemala-mexico"} {
		s, _, err := data.ReadScenario(name)
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
		b.Run(name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				m := model(b, a)
				n = 0
				for i := range s.Patrols {
					n += len(m.New(&s.Patrols[i]).ArriveUs)
				}
			}
			b.ReportMetric(float64(n), "times")
		})
	}
}
