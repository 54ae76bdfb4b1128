package network_test

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/network"
	"lindero/sectors"
)

// TestNear compares with looking at every route.
func TestNear(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	falls, found := 0, 0
	for i := range uint64(600) {
		r := seeded(seed + i)
		l := layout(t, draw(t, r))
		g := join(l)
		if g.unsure {
			continue
		}
		n := network.New(l)
		parts := newParts(g)
		for range 10 {
			p := orb.Point{g.l.Scenario.Routes[0].Line.At(0)[0] + (r.Float64()-0.5)/10, 45 + (r.Float64()-0.5)/10}
			side, kind, most := r.IntN(2), sectors.Kinds[r.IntN(3)], 1+r.IntN(4)
			tight := false // a place is a millimetre from where it would be reached, or not
			reach := func(at orb.Point) bool {
				strip := math.Abs(at[0])*1e4 + 0.377
				tight = tight || i%3 != 0 && math.Abs(strip-math.Round(strip)) < 1e-4
				return i%3 == 0 || int(strip)%3 != 0
			}
			want, fell, sure := parts.near(p, side, kind, most, reach)
			got := n.Near(p, side, kind, most, reach)
			if !sure || tight {
				continue
			}
			var offs []float64
			for k, x := range got {
				if k > 0 && n.Route(got[k-1].Place) == n.Route(x.Place) && got[k-1].DistanceM == x.DistanceM {
					continue // both stretches at the border
				}
				offs = append(offs, x.DistanceM)
				if d := geo.DistanceM(x.At, n.At(x.Place)); d != 0 || math.Abs(geo.DistanceM(p, x.At)-x.DistanceM) > 1.1 {
					t.Errorf("seed %d: %+v is not there", seed+i, x)
				}
			}
			if !slices.EqualFunc(offs, want, func(a, b float64) bool { return math.Abs(a-b) < 1e-3 }) {
				t.Fatalf("seed %d: near %v on side %d, kind %s, %d: %v, want %v", seed+i, p, side, kind, most, offs, want)
			}
			found += len(want)
			if fell {
				falls++
			}
		}
	}
	if found < 1000 || falls < 8 {
		t.Errorf("%d places, %d of them of the longest part: too few", found, falls)
	}
}

// parts are what of a network is joined, for each side.
type parts struct {
	*joined
	part    [2][]int // by node
	lengths [2]map[sectors.Kind]map[int]float64
	main    [2]map[sectors.Kind]int
}

func newParts(g *joined) *parts {
	p := &parts{joined: g}
	for side := range 2 {
		part := make([]int, len(g.at))
		for i := range part {
			part[i] = i
		}
		for changed := true; changed; { // colours spread until nothing changes
			changed = false
			for i := range g.stretches {
				a := &g.stretches[i]
				if lo := min(part[a.from], part[a.to]); a.sides[side] && (part[a.from] != lo || part[a.to] != lo) {
					part[a.from], part[a.to], changed = lo, lo, true
				}
			}
		}
		p.part[side], p.lengths[side], p.main[side] = part, map[sectors.Kind]map[int]float64{}, map[sectors.Kind]int{}
		for _, kind := range sectors.Kinds {
			lengths := map[int]float64{}
			for i := range g.stretches {
				if a := &g.stretches[i]; a.sides[side] && a.route >= 0 && a.toM > a.fromM && p.l.Routes[a.route].Kind == kind {
					lengths[part[a.from]] += a.toM - a.fromM
				}
			}
			main := -1
			for k, m := range lengths {
				if main < 0 || m > lengths[main] {
					main = k
				}
			}
			p.lengths[side][kind], p.main[side][kind] = lengths, main
		}
	}
	return p
}

// candidate is the nearest place of a route, where the side may be.
type candidate struct {
	offM float64
	at   orb.Point
	main bool
}

// near looks at all routes, and again at those of the longest part where none of
// what it finds lies there.
func (p *parts) near(at orb.Point, side int, k sectors.Kind, most int, reach func(orb.Point) bool) (offs []float64, fell, sure bool) {
	var all []candidate
	sure = true
	for r := range p.l.Routes {
		x := &p.l.Routes[r]
		here := x.Line.Locate(at)
		c := candidate{offM: here.OffsetM, at: x.Line.At(here.ChainageM)}
		if end := x.Line.End(geo.Span{ToM: here.ChainageM}); math.Abs(geo.DistanceM(at, c.at)-c.offM) > math.Abs(geo.DistanceM(at, end)-c.offM) {
			c.at = end
		}
		if x.Kind == k && len(x.Line.LocateAll(c.at, 0.1)) != 1 {
			sure = false // the route passes there twice, maybe at a place that is closed
		}
		may := false
		for i := range p.stretches {
			a := &p.stretches[i]
			on := a.route == r && a.sides[side] && a.toM >= a.fromM && here.ChainageM >= a.fromM-1e-3 && here.ChainageM <= a.toM+1e-3
			// Where one part ends and the next begins elsewhere, both are there.
			on = on && (math.Abs(here.ChainageM-a.fromM) > 1e-3 || geo.DistanceM(p.at[a.from], c.at) < 1)
			on = on && (math.Abs(here.ChainageM-a.toM) > 1e-3 || geo.DistanceM(p.at[a.to], c.at) < 1)
			if !on || x.Kind != k || !reach(c.at) {
				continue
			}
			may = true
			c.main = c.main || p.part[side][a.from] == p.main[side][k]
		}
		if may {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(a.offM, b.offM) })
	for i := 1; i < len(all); i++ {
		sure = sure && all[i].offM > all[i-1].offM+1e-6 // else either may be left out
	}
	inMain := false
	for _, c := range all[:min(most, len(all))] {
		offs, inMain = append(offs, c.offM), inMain || c.main
	}
	if i := slices.IndexFunc(all, func(c candidate) bool { return c.main }); !inMain && i >= 0 {
		return append(offs, all[i].offM), true, sure
	}
	return offs, false, sure
}

// TestIslands compares the parts of drawn networks.
func TestIslands(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	for i := range uint64(300) {
		l := layout(t, draw(t, seeded(seed+i)))
		g := join(l)
		if g.unsure {
			continue
		}
		n, p := network.New(l), newParts(g)
		for side := range 2 {
			got, roads := n.Islands(side), p.lengths[side][sectors.Land]
			want := network.Islands{Parts: len(roads)}
			for _, m := range roads {
				want.LengthM += m
				want.MainM = max(want.MainM, m)
			}
			if got.Parts != want.Parts || math.Abs(got.LengthM-want.LengthM) > 0.1 || math.Abs(got.MainM-want.MainM) > 0.1 {
				t.Fatalf("seed %d: side %d has %+v, want %+v", seed+i, side, got, want)
			}
			has := false
			for _, k := range sectors.Kinds {
				has = has || n.Has(side, k)
			}
			if has != slices.ContainsFunc(g.stretches, func(a stretch) bool { return a.route >= 0 && a.sides[side] }) {
				t.Fatalf("seed %d: side %d has a network: %v", seed+i, side, has)
			}
		}
	}
}
