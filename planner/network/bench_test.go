package network_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/planner/network"
	"lindero/sectors"
)

func andorra(t testing.TB) *sectors.Layout {
	t.Helper()
	s, _, err := data.ReadScenario("andorra")
	if err != nil {
		t.Fatal(err)
	}
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// grid is n roads each way, a hundred metres apart, with a vertex wherever two of
// them meet: 2n(n−1) stretches.
func grid(t testing.TB, n int) *sectors.Layout {
	t.Helper()
	s := &sectors.Scenario{}
	at := func(i, j int) orb.Point { return orb.Point{float64(i) / 1000, float64(j) / 1000} }
	for i := range n {
		var row, column orb.LineString
		for j := range n {
			row, column = append(row, at(j, i)), append(column, at(i, j))
		}
		for k, line := range []orb.LineString{row, column} {
			x := road(t, "", line)
			x.ID = fmt.Sprint(k, i)
			x.SpeedLimitKmh = []float64{0, 20, 50}[(7*i+k)%3]
			s.Routes = append(s.Routes, x)
		}
	}
	return layout(t, s)
}

func BenchmarkNew(b *testing.B) {
	for _, bb := range []struct {
		name string
		l    *sectors.Layout
	}{{"andorra", andorra(b)}, {"grid of a million", grid(b, 708)}} {
		b.Run(bb.name, func(b *testing.B) {
			held := func() uint64 {
				runtime.GC()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				return m.HeapAlloc
			}
			before := held()
			n := network.New(bb.l)
			after := held()
			for b.Loop() {
				n = network.New(bb.l)
			}
			b.ReportMetric(float64(n.Arcs()), "arcs")
			b.ReportMetric(float64(after-before)/float64(n.Arcs()), "B/arc")
			runtime.KeepAlive(n)
		})
	}
}

// BenchmarkOneToAll is one search from a post to every junction.
func BenchmarkOneToAll(b *testing.B) {
	driver := network.Profile{SpeedKmh: sectors.PerKind{Land: 40}}
	for _, bb := range []struct {
		name string
		l    *sectors.Layout
	}{{"andorra", andorra(b)}, {"grid of a million", grid(b, 708)}} {
		b.Run(bb.name, func(b *testing.B) {
			n := network.New(bb.l)
			at := orb.Point{1.52, 42.51}
			if len(bb.l.Scenario.Posts) == 0 {
				at = orb.Point{0.3, 0.4}
			}
			near := n.Near(at, 0, sectors.Land, 1, always)
			reached := 0
			for b.Loop() {
				tree := n.Search(driver, []network.Seed{{Place: near[len(near)-1].Place}}, false, network.Never)
				for i := range n.Nodes() {
					if reached++; tree.NodeUs(i) >= network.Never {
						reached--
					}
				}
			}
			b.ReportMetric(float64(reached)/float64(b.N), "reached")
			b.ReportMetric(float64(n.Nodes()), "nodes")
		})
	}
}
