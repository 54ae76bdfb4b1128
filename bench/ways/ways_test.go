package main

import (
	"context"
	"io"
	"os"
	"testing"

	"github.com/paulmach/orb"

	"lindero/bench/measure"
	"lindero/bench/ways/peer"
	"lindero/planner/network"
	"lindero/sectors"
)

func TestUsage(t *testing.T) {
	for _, args := range [][]string{{"-only", "world"}, {"-runs", "0"}, {"-nonsense"}} {
		if run(t.Context(), args, io.Discard, io.Discard) == nil {
			t.Errorf("%q is accepted", args)
		}
	}
}

func TestReadmeTakesTheTables(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		if _, err := measure.Between(text, measure.Table{Name: "ways-" + p.name}); err != nil {
			t.Error(err)
		}
	}
}

func TestScriptsAreThere(t *testing.T) {
	for _, name := range []string{"edges", "index", peer.AllFirstWritten, peer.AllDrivingDistance, peer.AllDijkstraCost,
		peer.PairsFirstWritten, peer.PairsACall, peer.PairsOneCall} {
		if peer.Script(name) == "" {
			t.Errorf("no script %s", name)
		}
	}
}

func TestDelaware(t *testing.T) {
	s, err := delaware(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	oneWay := 0
	for i := range s.Routes {
		if s.Routes[i].OneWay {
			oneWay++
		}
	}
	if len(s.Routes) < 40000 || oneWay < 1000 {
		t.Errorf("%d routes, %d of them one-way", len(s.Routes), oneWay)
	}
}

// TestEdges has the stretches of a small network: a road of either side, one of
// none that is cut by the border, and one of one way.
func TestEdges(t *testing.T) {
	s, err := grid(3)(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.Routes[0].OneWay, s.Routes[1].Side = true, "BB"
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	n := network.New(l)
	back, closed := 0, 0
	for _, e := range peer.Edges(l, n, driver) {
		if e.Us >= 0 && e.BackUs < 0 {
			back++
		}
		if e.Us < 0 && e.BackUs < 0 {
			closed++
		}
		from, to, _, _ := n.Arc(e.ID)
		near := n.Near(n.Node(from), 0, sectors.Land, 1, func(orb.Point) bool { return true })
		us := n.Search(driver, []network.Seed{{Place: near[0].Place}}, false, network.Never).NodeUs(to)
		if e.Us >= 0 && e.Us < us {
			t.Errorf("%+v is faster than the quickest way, %d", e, us)
		}
	}
	if back != 2 || closed != 2 {
		t.Errorf("%d stretches of one way, %d closed", back, closed)
	}
}

// TestAndorra searches from posts of Andorra, and has every stretch tried until
// nothing is quicker (Bellman and Ford).
func TestAndorra(t *testing.T) {
	r, err := andorra(1)
	if err != nil {
		t.Fatal(err)
	}
	junctions, places, err := r.posts(3)
	if err != nil {
		t.Fatal(err)
	}
	times := peer.Times{}
	for _, k := range junctions {
		r.try(k, times)
	}
	for workers := 1; workers <= 3; workers++ {
		_, trees, err := r.searchAll(places, workers, 1)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.same(junctions, trees, times); err != nil {
			t.Errorf("%d at once: %v", workers, err)
		}
	}
}

// try adds the times from a junction to all that can be reached.
func (r *roads) try(from int, times peer.Times) {
	us := make([]int64, r.n.Nodes())
	for k := range us {
		us[k] = network.Never
	}
	us[from] = 0
	for again := true; again; {
		again = false
		step := func(a, b int, takes int64) {
			if takes >= 0 && us[a] < network.Never && us[a]+takes < us[b] {
				us[b], again = us[a]+takes, true
			}
		}
		for _, e := range r.edges {
			step(e.From, e.To, e.Us)
			step(e.To, e.From, e.BackUs)
		}
	}
	for k := range us {
		if us[k] < network.Never {
			times[[2]int{from, k}] = us[k]
		}
	}
}
