package network_test

import (
	"math/rand/v2"
	"testing"

	"lindero/planner/network"
)

// instances is how many scenarios are looked at. Some more are drawn: those in
// which something lies too near a bound are left out.
const instances = 2000

// TestQuickest holds a search on many drawn scenarios, between all junctions and
// places between them, to what the rules say.
func TestQuickest(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	seen := tally{}
	for i := uint64(0); seen["scenarios"] < instances && i < 3*instances; i++ {
		r := seeded(seed + i)
		s := draw(t, r)
		l := layout(t, s)
		g := join(l)
		if g.unsure || len(g.at) > 60 {
			seen["left out"]++
			continue
		}
		m := match(g, network.New(l))
		if m.unequal != "" {
			t.Fatalf("seed %d: %s", seed+i, m.unequal)
		}
		if len(g.stretches) == 0 {
			seen["empty"]++
			continue
		}
		seen.count(g)
		for range 2 {
			j := newJourneys(g, profile(r), r.IntN(2) == 0)
			if !compareAll(t, m, j, r, seen) {
				t.Fatalf("seed %d, %+v, home %v", seed+i, j.p, j.home)
			}
		}
	}
	t.Log(seen)
	for what, least := range map[string]int{"scenarios": instances, "junctions": 10 * instances, "reached": 40 * instances, "places reached": 5 * instances,
		"walls": instances / 2, "ties": instances / 4, "at the border": instances / 2, "barriers": instances / 2, "closed": instances / 4} {
		if seen[what] < least {
			t.Errorf("%s: %d, want %d or more", what, seen[what], least)
		}
	}
}

// tally counts what is seen.
type tally map[string]int

func (c tally) count(g *joined) {
	c["scenarios"]++
	c["junctions"] += len(g.at)
	c["stretches"] += len(g.stretches)
	for i := range g.stretches {
		a := &g.stretches[i]
		if a.ends[0] {
			c["walls"]++
		}
		if a.route < 0 {
			c["ties"]++
		}
		if a.sides == [2]bool{} {
			c["closed"]++
		}
	}
	for i := range g.at {
		if g.border[i] {
			c["at the border"]++
		}
		if g.barrier[i] > 0 {
			c["barriers"]++
		}
	}
}

// compareAll searches from every junction, and from and to some places.
func compareAll(t *testing.T, m *matched, j *journeys, r *rand.Rand, seen tally) bool {
	t.Helper()
	walled := make([]bool, len(m.at)) // where the chainage is not the same to the last bit
	from := make([]place, len(m.at))
	for i := range from {
		from[i].stretch = -1
	}
	for i := range m.stretches {
		a := &m.stretches[i]
		if a.route < 0 { // nobody starts on the way to a landing
			continue
		}
		for d, n := range [2]int{a.from, a.to} {
			walled[n] = walled[n] || a.ends[d]
			from[n] = place{i, [2]float64{a.fromM, a.toM}[d], 0}
		}
	}
	for n, s := range from {
		if walled[n] || s.stretch < 0 {
			continue
		}
		tree := m.n.Search(j.p, []network.Seed{m.seed(s)}, j.home, never)
		for k, other := range from {
			want, got := j.toNode(s, k), tree.NodeUs(m.node[k])
			if off := got - want; off != 0 && !(walled[k] && want < never && got < never && off < 1e5 && off > -1e5) {
				t.Errorf("from junction %d to %d (%v → %v): %d µs, want %d", n, k, m.at[n], m.at[k], got, want)
				return false
			}
			if want < never {
				seen["reached"]++
			}
			if other.stretch < 0 || walled[k] {
				continue
			}
			if want, got := j.toPlace(s, other), tree.Us(m.place(other)); want != got {
				t.Errorf("from junction %d to the end %d of a stretch: %d µs, want %d", n, k, got, want)
				return false
			}
		}
	}
	return compareSome(t, m, j, r, seen)
}

// compareSome searches from several places in mid-stretch to others, and looks at
// the ways.
func compareSome(t *testing.T, m *matched, j *journeys, r *rand.Rand, seen tally) bool {
	t.Helper()
	drawPlace := func() place {
		i := r.IntN(len(m.stretches))
		for m.stretches[i].route < 0 {
			i = r.IntN(len(m.stretches))
		}
		a := &m.stretches[i]
		// Where a wall is, the two are some millimetres apart.
		return place{i, a.fromM + (0.001+0.998*r.Float64())*(a.toM-a.fromM), 0}
	}
	for range 3 {
		starts, seeds := make([]place, 1+r.IntN(3)), []network.Seed(nil)
		for i := range starts {
			starts[i] = drawPlace()
			starts[i].us = r.Int64N(3) * 1e8
			seeds = append(seeds, m.seed(starts[i]))
		}
		limit := never
		if r.IntN(3) == 0 {
			limit = 1e9
		}
		tree := m.n.Search(j.p, seeds, j.home, limit)
		for range 10 {
			p := drawPlace()
			want := never
			for _, s := range starts {
				want = min(want, j.toPlace(s, p))
			}
			got := tree.Us(m.place(p))
			if got != want && (limit >= never || want <= limit || got < want) {
				t.Errorf("from %+v to %+v: %d µs, want %d", starts, p, got, want)
				return false
			}
			if got >= never {
				continue
			}
			seen["places reached"]++
			if err := m.follow(tree, j, starts, p, got); err != nil {
				t.Errorf("from %+v to %+v: %v", starts, p, err)
				return false
			}
		}
	}
	return true
}

func (m *matched) place(p place) network.Place { return network.PlaceOn(m.arc[p.stretch], p.m) }

func (m *matched) seed(p place) network.Seed { return network.Seed{Place: m.place(p), Us: p.us} }
