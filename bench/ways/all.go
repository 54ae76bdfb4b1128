package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/paulmach/orb"

	"lindero/bench/measure"
	"lindero/bench/ways/peer"
	"lindero/data"
	"lindero/geo"
	"lindero/planner/network"
	"lindero/sectors"
)

// driver drives as fast as the limits, on the side that has the roads.
var driver = network.Profile{SpeedKmh: sectors.PerKind{Land: 90}}

// roads is a network, and what pgRouting is given of it.
type roads struct {
	l           *sectors.Layout
	n           *network.Network
	read, build time.Duration // the scenario; of it the network
	edges       []peer.Edge
	spans       []geo.Span
	usable      []bool // by junction: one can leave it
}

// andorra reads the scenario in the box.
func andorra(runs int) (*roads, error) {
	r := &roads{}
	start := time.Now()
	s, _, err := data.ReadScenario("andorra")
	if err != nil {
		return nil, err
	}
	if r.l, err = sectors.NewLayout(s); err != nil {
		return nil, err
	}
	r.read = time.Since(start)
	r.build = median(runs, func() { r.n = network.New(r.l) })
	r.edges = peer.Edges(r.l, r.n, driver)
	r.usable = make([]bool, r.n.Nodes())
	for _, e := range r.edges {
		_, _, _, span := r.n.Arc(e.ID)
		r.spans = append(r.spans, span)
		r.usable[e.From] = r.usable[e.From] || e.Us >= 0
		r.usable[e.To] = r.usable[e.To] || e.BackUs >= 0
	}
	return r, nil
}

// median returns the median time of several calls.
func median(runs int, do func()) time.Duration {
	took := make([]time.Duration, runs)
	for i := range took {
		start := time.Now()
		do()
		took[i] = time.Since(start)
	}
	return measure.Median(took, func(d time.Duration) time.Duration { return d })
}

// at returns the place of a junction.
func (r *roads) at(junction int) (network.Place, error) {
	near := r.n.Near(r.n.Node(junction), driver.Side, sectors.Land, 1, func(orb.Point) bool { return true })
	if len(near) == 0 || near[0].DistanceM > 1e-6 {
		return network.Place{}, fmt.Errorf("no place at junction %d", junction)
	}
	return near[0].Place, nil
}

// junctionAt returns the nearest junction that one can leave.
func (r *roads) junctionAt(p orb.Point) int {
	best, bestM := -1, math.Inf(1)
	for k, ok := range r.usable {
		if m := geo.DistanceM(p, r.n.Node(k)); ok && m < bestM {
			best, bestM = k, m
		}
	}
	return best
}

// search looks from a place to everywhere.
func (r *roads) search(from network.Place) *network.Tree {
	return r.n.Search(driver, []network.Seed{{Place: from}}, false, network.Never)
}

// sources are how many junctions are searched from.
const sources = 20

// toAll measures the times from posts to all junctions.
func toAll(ctx context.Context, o options, log io.Writer) (table string, versions []string, err error) {
	r, err := andorra(o.runs)
	if err != nil {
		return "", nil, err
	}
	from, places, err := r.posts(sources)
	if err != nil {
		return "", nil, err
	}
	ours, trees, err := r.searchAll(places, 1, o.runs)
	if err != nil {
		return "", nil, err
	}
	workers := runtime.GOMAXPROCS(0)
	atOnce, _, err := r.searchAll(places, workers, o.runs)
	if err != nil {
		return "", nil, err
	}
	fmt.Fprintf(log, "Lindero: %s, %s; %d at once: %s, %s\n", measure.Round(ours.Wall), measure.Round(ours.CPU), workers, measure.Round(atOnce.Wall), measure.Round(atOnce.CPU))
	db, err := peer.Open(ctx, r.l, r.edges, r.spans)
	if err != nil {
		return "", nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var b strings.Builder
	fmt.Fprintf(&b, "%s stretches, %s junctions, from %d posts to all.\n\n", measure.Thousands(float64(r.n.Arcs()), 0), measure.Thousands(float64(r.n.Nodes()), 0), sources)
	fmt.Fprintf(&b, "| who | from all posts | times ours | times ours, %d at once | the processor's time | times ours | times ours, %[1]d at once | load + index |\n|---|--:|--:|--:|--:|--:|--:|--:|\n", workers)
	line := func(name string, t peer.Took, load time.Duration) {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s | %s |\n", name, measure.Round(t.Wall), measure.Ratio(t.Wall, ours.Wall), measure.Ratio(t.Wall, atOnce.Wall),
			measure.Round(t.CPU), measure.Ratio(t.CPU, ours.CPU), measure.Ratio(t.CPU, atOnce.CPU), measure.Round(load))
	}
	line("**Lindero**, one after the other", ours, r.read+r.build)
	line(fmt.Sprintf("**Lindero**, %d at once, as the planner does it", workers), atOnce, r.read+r.build)
	built := ours.Wall + r.build
	fmt.Fprintf(&b, "| **Lindero**, one after the other, and the network built (%s) | %s | %s | %s | | | | %s |\n", measure.Round(r.build), measure.Round(built),
		measure.Ratio(built, ours.Wall), measure.Ratio(built, atOnce.Wall), measure.Round(r.read))
	for _, x := range []struct{ name, how string }{
		{"pgRouting, as first written: `pgr_drivingDistance` for each post", peer.AllFirstWritten},
		{"pgRouting, tuned: `pgr_drivingDistance` of all posts in one call", peer.AllDrivingDistance},
		{"pgRouting, tuned: `pgr_dijkstraCost` of all posts and junctions in one call", peer.AllDijkstraCost},
	} {
		took, times, err := db.Ask(ctx, x.how, from, nil, o.runs)
		if err != nil {
			return "", nil, err
		}
		fmt.Fprintf(log, "%s: %s, %s\n", x.how, measure.Round(took.Wall), measure.Round(took.CPU))
		line(x.name, took, db.Load)
		if err := r.same(from, trees, times); err != nil {
			return "", nil, fmt.Errorf("%s: %w", x.how, err)
		}
	}
	return b.String(), []string{db.Version}, nil
}

// posts returns the junctions nearest to the first posts, and their places; again
// from the first where there are fewer.
func (r *roads) posts(n int) (junctions []int, places []network.Place, err error) {
	for i := range n {
		k := r.junctionAt(r.l.Scenario.Posts[i%len(r.l.Scenario.Posts)].At)
		p, err := r.at(k)
		if err != nil {
			return nil, nil, err
		}
		junctions, places = append(junctions, k), append(places, p)
	}
	return junctions, places, nil
}

// searchAll searches from all places, so many at once, many times.
func (r *roads) searchAll(from []network.Place, workers, runs int) (took peer.Took, trees []*network.Tree, err error) {
	const repeated = 20 // a processor's time is not told more finely
	trees = make([]*network.Tree, len(from))
	start, err := processor()
	if err != nil {
		return took, nil, err
	}
	took.Wall = median(repeated*runs, func() {
		var next atomic.Int64
		var wg sync.WaitGroup
		for range workers {
			wg.Go(func() {
				for i := next.Add(1) - 1; i < int64(len(from)); i = next.Add(1) - 1 {
					trees[i] = r.search(from[i])
				}
			})
		}
		wg.Wait()
	})
	end, err := processor()
	took.CPU = (end - start) / time.Duration(repeated*runs)
	return took, trees, err
}

// processor returns how long the processor has worked for this process.
func processor() (time.Duration, error) {
	var u syscall.Rusage
	err := syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), err
}

// same compares the times with those of the peer, to the microsecond.
func (r *roads) same(from []int, trees []*network.Tree, times peer.Times) error {
	for i, f := range from {
		for k := range r.n.Nodes() {
			want, ok := times[[2]int{f, k}]
			if got := trees[i].NodeUs(k); ok != (got < network.Never) || ok && got != want {
				return fmt.Errorf("from junction %d to %d: %d µs, we say %d", f, k, want, got)
			}
		}
	}
	return nil
}
