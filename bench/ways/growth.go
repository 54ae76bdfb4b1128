package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"lindero/bench/measure"
	"lindero/data"
	"lindero/geo"
	"lindero/planner/network"
	"lindero/sectors"
)

// sized is a network that is measured.
type sized struct {
	name string
	read func(ctx context.Context) (*sectors.Scenario, error)
	at   orb.Point // near where one starts
}

var cases = []sized{
	{"Andorra, in the box", func(context.Context) (*sectors.Scenario, error) {
		s, _, err := data.ReadScenario("andorra")
		return s, err
	}, orb.Point{1.52, 42.51}},
	{"a grid", grid(225), orb.Point{0.1, 0.1}},
	{"Delaware, from `delaware-latest.osm.pbf`", delaware, orb.Point{-75.55, 39.74}},
	{"a grid", grid(708), orb.Point{0.3, 0.3}},
}

// grid is n roads each way, some hundred metres apart.
func grid(n int) func(context.Context) (*sectors.Scenario, error) {
	return func(context.Context) (*sectors.Scenario, error) {
		s := empty()
		at := func(i, j int) orb.Point { return orb.Point{float64(i) / 1000, float64(j) / 1000} }
		for i := range n {
			var lines [2]orb.LineString
			for j := range n {
				lines[0], lines[1] = append(lines[0], at(j, i)), append(lines[1], at(i, j))
			}
			for k, line := range lines {
				measured, err := geo.NewLine(line)
				if err != nil {
					return nil, err
				}
				s.Routes = append(s.Routes, sectors.Route{ID: fmt.Sprintf("%d-%d", k, i), Kind: sectors.Land, Travel: true,
					SpeedLimitKmh: []float64{0, 30, 50}[(7*i+k)%3], Line: measured})
			}
		}
		return s, nil
	}
}

// empty is a scenario of two sides and nothing else.
func empty() *sectors.Scenario {
	return &sectors.Scenario{Sides: [2]sectors.Side{{Code: "AA"}, {Code: "BB"}}}
}

// delaware reads the roads of Delaware.
func delaware(ctx context.Context) (*sectors.Scenario, error) {
	file, err := testdata(ctx, "delaware-latest.osm.pbf")
	if err != nil {
		return nil, err
	}
	s := empty()
	s.Routes, err = readRoads(ctx, file)
	return s, err
}

// growth measures networks of all sizes.
func growth(ctx context.Context, o options, log io.Writer) (string, []string, error) {
	var b strings.Builder
	b.WriteString("| network | routes | stretches | junctions | read and index | build | from one place to all | a stretch | memory a million stretches |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, c := range cases {
		start := time.Now()
		s, err := c.read(ctx)
		if err != nil {
			return "", nil, err
		}
		l, err := sectors.NewLayout(s)
		if err != nil {
			return "", nil, err
		}
		read := time.Since(start)
		before := held()
		n := network.New(l)
		heldB := held() - before
		build := median(o.runs, func() { n = network.New(l) })
		near := n.Near(c.at, 0, sectors.Land, 1, func(orb.Point) bool { return true })
		if len(near) == 0 {
			return "", nil, errors.New("nothing near " + c.name)
		}
		reached := 0
		one := median(max(o.runs, 5), func() {
			tree := n.Search(driver, []network.Seed{{Place: near[len(near)-1].Place}}, false, network.Never)
			reached = 0
			for i := range n.Nodes() {
				if tree.NodeUs(i) < network.Never {
					reached++
				}
			}
		})
		if reached < n.Nodes()/2 {
			return "", nil, fmt.Errorf("%s: only %d of %d junctions are reached", c.name, reached, n.Nodes())
		}
		fmt.Fprintf(log, "%s: %d stretches, built in %s, to all %s\n", c.name, n.Arcs(), measure.Round(build), measure.Round(one))
		count := func(i int) string { return measure.Thousands(float64(i), 0) }
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s | %.0f ns | %s |\n", c.name, count(len(s.Routes)), count(n.Arcs()), count(n.Nodes()),
			measure.Round(read), measure.Round(build), measure.Round(one), float64(one.Nanoseconds())/float64(n.Arcs()),
			measure.Megabytes(int64(float64(heldB)/float64(n.Arcs())*1e6)))
		runtime.KeepAlive(l)
	}
	return b.String(), nil, nil
}

// held is how much memory is in use.
func held() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
