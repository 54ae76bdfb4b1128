package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"lindero/bench/measure"
	"lindero/bench/ways/peer"
	"lindero/planner/network"
	"lindero/sectors"
)

// asked is how many pairs are drawn.
const asked = 100

// pairs measures the quickest way between two places.
func pairs(ctx context.Context, o options, log io.Writer) (table string, versions []string, err error) {
	r, err := andorra(o.runs)
	if err != nil {
		return "", nil, err
	}
	from, to := r.drawPairs()
	var b strings.Builder
	fmt.Fprintf(&b, "The median of %d pairs of places.\n\n", asked)
	b.WriteString("| who | one way | times ours | load + index |\n|---|--:|--:|--:|\n")
	took := make([]time.Duration, asked)
	legs := 0
	for i := range took {
		took[i] = median(o.runs, func() { legs += len(r.way(r.n.Node(from[i]), r.n.Node(to[i]))) })
	}
	middle := func(all []time.Duration) time.Duration {
		return measure.Median(all, func(d time.Duration) time.Duration { return d })
	}
	ours := middle(took)
	fmt.Fprintf(log, "Lindero: %s, %d legs\n", measure.Round(ours), legs)
	fmt.Fprintf(&b, "| **Lindero**: places found, all junctions searched, the way | **%s** | 1 | %s |\n", measure.Round(ours), measure.Round(r.read+r.build))
	line := func(name string, d, load time.Duration) {
		fmt.Fprintf(log, "%s: %s\n", name, measure.Round(d))
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", name, measure.Round(d), measure.Ratio(d, ours), measure.Round(load))
	}
	version, err := r.askRoutino(ctx, o, from, to, line)
	if err != nil {
		return "", nil, err
	}
	db, err := peer.Open(ctx, r.l, r.edges, r.spans)
	if err != nil {
		return "", nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	for _, x := range []struct{ name, how string }{
		{"pgRouting, as first written: `pgr_dijkstra`", peer.PairsFirstWritten},
		{"pgRouting: `pgr_dijkstraCost` on the narrow table", peer.PairsACall},
		{"pgRouting, tuned: all pairs in one call of `pgr_dijkstraCost`, a hundredth", peer.PairsOneCall},
	} {
		took, times, err := db.Ask(ctx, x.how, from, to, o.runs)
		if err != nil {
			return "", nil, err
		}
		line(x.name, took.Wall/asked, db.Load)
		for i, f := range from {
			place, err := r.at(f)
			if err != nil {
				return "", nil, err
			}
			if us, ok := times[[2]int{f, to[i]}]; !ok || us != r.search(place).NodeUs(to[i]) {
				return "", nil, fmt.Errorf("%s: from junction %d to %d: %d µs, we say %d", x.how, f, to[i], us, r.search(place).NodeUs(to[i]))
			}
		}
	}
	return b.String(), []string{version, db.Version}, nil
}

// drawPairs draws junctions that are joined.
func (r *roads) drawPairs() (from, to []int) {
	random := rand.New(rand.NewPCG(1, 2))
	for len(from) < asked {
		f, t := random.IntN(r.n.Nodes()), random.IntN(r.n.Nodes())
		if !r.usable[f] || !r.usable[t] || f == t {
			continue
		}
		if place, err := r.at(f); err == nil && r.search(place).NodeUs(t) < network.Never {
			from, to = append(from, f), append(to, t)
		}
	}
	return from, to
}

// way answers as a router does: from two places on the earth to the legs between.
func (r *roads) way(from, to orb.Point) []network.Leg {
	nearest := func(p orb.Point) []network.Near {
		return r.n.Near(p, driver.Side, sectors.Land, 1, func(orb.Point) bool { return true })
	}
	a, b := nearest(from), nearest(to)
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	legs, _ := r.search(a[0].Place).Legs(b[0].Place)
	return legs
}

// askRoutino asks Routino for the same pairs, once each.
func (r *roads) askRoutino(ctx context.Context, o options, from, to []int, line func(string, time.Duration, time.Duration)) (string, error) {
	dir, err := os.MkdirTemp("", "lindero-ways-")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.RemoveAll(dir) }() // what stays in a temporary folder does no harm
	packed, err := testdata(ctx, "andorra-latest.osm.bz2")
	if err != nil {
		return "", err
	}
	osm := filepath.Join(dir, "andorra.osm")
	if err := peer.Unpack(ctx, packed, osm); err != nil {
		return "", err
	}
	routino, err := peer.NewRoutino(ctx, dir, osm)
	if err != nil {
		return "", err
	}
	var all []peer.Asked
	for i := range from {
		for range o.runs {
			a, err := routino.Ask(ctx, r.n.Node(from[i]), r.n.Node(to[i]))
			if err != nil {
				return "", err
			}
			if a.Found {
				all = append(all, a)
			}
		}
	}
	if len(all) < len(from)*o.runs/2 {
		return "", fmt.Errorf("ways: Routino finds %d of %d", len(all), len(from)*o.runs)
	}
	line("Routino, the search, by its own clock", measure.Median(all, func(a peer.Asked) time.Duration { return a.Search }), routino.Load)
	line("Routino, files opened and places found too, by its own clock", measure.Median(all, func(a peer.Asked) time.Duration { return a.Itself }), routino.Load)
	line("Routino, its process", measure.Median(all, func(a peer.Asked) time.Duration { return a.Process }), routino.Load)
	return fmt.Sprintf("%s (%d of %d ways found)", routino.Version, len(all)/o.runs, len(from)), nil
}
