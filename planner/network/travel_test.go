package network_test

import (
	"math/rand/v2"
	"sync"
	"testing"

	"lindero/planner/network"
	"lindero/sectors"
)

// asked is a search.
type asked struct {
	p    network.Profile
	seed network.Seed
	home bool
}

// times returns what a network answers.
func (a *asked) times(n *network.Network) []int64 {
	tree := n.Search(a.p, []network.Seed{a.seed}, a.home, network.Never)
	us := make([]int64, n.Nodes())
	for i := range us {
		us[i] = tree.NodeUs(i)
	}
	return us
}

// drawAsked draws searches of more profiles than are kept, on roads of which some
// are of one way and some of one side.
func drawAsked(t *testing.T, r *rand.Rand) (*sectors.Layout, []asked) {
	s := grid(t, 12).Scenario
	for i := range s.Routes {
		s.Routes[i].OneWay, s.Routes[i].Side = r.IntN(4) == 0, []string{"", "", "", "AA", "BB"}[r.IntN(5)]
	}
	s.Barriers = []sectors.Barrier{{ID: "walk", Walk: true, At: s.Routes[0].Line.At(0)}, {ID: "closed", At: s.Routes[3].Line.At(0)}}
	l := layout(t, s)
	n := network.New(l)
	var all []asked
	for _, kmh := range []float64{3, 5, 7, 8, 20, 40, 60} {
		for side := range 2 {
			for _, home := range []bool{false, true} {
				i := r.IntN(n.Arcs())
				_, _, _, span := n.Arc(i)
				all = append(all, asked{network.Profile{Side: side, SpeedKmh: sectors.PerKind{Land: kmh}},
					network.Seed{Place: network.PlaceOn(i, span.FromM+r.Float64()*span.LengthM()), Us: r.Int64N(2e9) - 1e9}, home})
			}
		}
	}
	return l, all
}

// TestTogether asks one network for everything, in many orders at once, and a new
// one for each search.
func TestTogether(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	l, all := drawAsked(t, seeded(seed))
	if len(all) <= network.MostKept {
		t.Fatalf("only %d searches", len(all))
	}
	want := make([][]int64, len(all))
	for i := range all {
		want[i] = all[i].times(network.New(l))
	}
	n := network.New(l)
	var wg sync.WaitGroup
	for w := range uint64(4) {
		wg.Go(func() {
			r := seeded(seed + w)
			for range 20 * len(all) {
				// Some often, and all at times.
				i := min(r.IntN(len(all)), r.IntN(len(all)))
				got := all[i].times(n)
				for k := range got {
					if got[k] != want[i][k] {
						t.Errorf("%+v to junction %d: %d µs, a new network says %d", all[i], k, got[k], want[i][k])
						return
					}
				}
			}
		})
	}
	wg.Wait()
	if kept := network.Kept(n); kept != network.MostKept {
		t.Errorf("%d are kept, want %d", kept, network.MostKept)
	}
}

// TestBeforeZero starts before the clock does.
func TestBeforeZero(t *testing.T) {
	_, all := drawAsked(t, seeded(1))
	n := network.New(grid(t, 12))
	for _, a := range all {
		a.seed.Us = 5e9
		late := a.times(n)
		a.seed.Us = -5e9
		for k, us := range a.times(n) {
			if us < network.Never && us != late[k]-10e9 || us == network.Never && late[k] != us {
				t.Fatalf("%+v to junction %d: %d µs, 10,000 s later %d", a, k, us, late[k])
			}
		}
	}
}
