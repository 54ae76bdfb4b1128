package planner_test

import (
	"math"
	"slices"
	"testing"

	"lindero/geo"
	"lindero/planner"
	"lindero/sectors"
)

// The pairs of small scenarios are held to every matching there is, with costs
// computed here from the model as package access tells it, on a border that is
// straight, so that no way crosses it.

const pairStepM = 1000

// closeH is how far two times computed in different ways may differ, in hours:
// microseconds are rounded up at every element.
const closeH = 1e-6

// breakpoints returns the chainages of the breakpoints of a scenario along the
// equator, in kilometres, with the kind of what follows each, and where pairs
// may meet.
func breakpoints(s *sectors.Scenario) (atKm []float64, kinds []sectors.Kind, meet []bool) {
	lengthKm := 0.0
	for i := range s.Border {
		from := lengthKm
		lengthKm += s.Border[i].Line.LengthM() / 1000
		for km := from; km < lengthKm-1e-6; km += pairStepM / 1000.0 {
			atKm, kinds = append(atKm, km), append(kinds, s.Border[i].Kind)
		}
		for _, m := range s.MeetingPoints {
			km := m.At[0] * degreeM / 1000
			if km > from+1e-6 && km < lengthKm-1e-6 && !slices.ContainsFunc(atKm, func(x float64) bool { return math.Abs(x-km) < 1e-6 }) {
				atKm, kinds = append(atKm, km), append(kinds, s.Border[i].Kind)
			}
		}
	}
	atKm = append(atKm, lengthKm)
	slices.Sort(atKm)
	kinds = kinds[:0]
	for _, km := range atKm[:len(atKm)-1] {
		kinds = append(kinds, kindAt(s, km))
	}
	for _, km := range atKm {
		meet = append(meet, len(s.MeetingPoints) == 0 || slices.ContainsFunc(s.MeetingPoints, func(m sectors.MeetingPoint) bool {
			return math.Abs(m.At[0]*degreeM/1000-km) < 1e-6
		}))
	}
	return atKm, kinds, meet
}

func kindAt(s *sectors.Scenario, km float64) sectors.Kind {
	end := 0.0
	for i := range s.Border {
		if end += s.Border[i].Line.LengthM() / 1000; km < end-1e-6 {
			return s.Border[i].Kind
		}
	}
	return sectors.Any
}

// arrivals are how many hours a patrol takes to each breakpoint: straight, or
// straight to another and along the border.
func arrivals(s *sectors.Scenario, p *sectors.Patrol, atKm []float64, kinds []sectors.Kind) []float64 {
	post := s.Posts[slices.IndexFunc(s.Posts, func(x sectors.Post) bool { return x.ID == p.Post })].At
	off := func(k sectors.Kind) float64 {
		v := p.SpeedKmh.Of(k)
		if limit := s.Rules.OffRouteSpeedKmh.Of(k); limit > 0 && p.Layer == sectors.SurfaceLayer {
			v = math.Min(v, limit)
		}
		return v
	}
	beside := func(e int) float64 {
		if e < 0 || e >= len(kinds) {
			return 0
		}
		if p.SpeedKmh.Land > 0 {
			return off(sectors.Land)
		}
		return off(kinds[e])
	}
	straight := make([]float64, len(atKm))
	for b, km := range atKm {
		v := math.Max(beside(b-1), beside(b))
		straight[b] = geo.DistanceM(post, spot(km, 0)) * s.Rules.DetourFactor / 1000 / v
		if straight[b] > p.ShiftH {
			straight[b] = math.Inf(1)
		}
	}
	alongH := func(from, to int) (h float64) {
		for e := min(from, to); e < max(from, to); e++ {
			h += (atKm[e+1] - atKm[e]) / math.Max(p.SpeedKmh.Of(kinds[e]), beside(e))
		}
		return h
	}
	out := make([]float64, len(atKm))
	for b := range out {
		out[b] = math.Inf(1)
		for q := range out {
			out[b] = math.Min(out[b], straight[q]+alongH(q, b))
		}
		if 2*out[b] > p.ShiftH+closeH {
			out[b] = math.Inf(1)
		}
	}
	return out
}

// costH returns when the later of two patrols is there first, and whether they
// can be a pair.
func costH(s *sectors.Scenario, a, b *sectors.Patrol) (float64, bool) {
	atKm, kinds, meet := breakpoints(s)
	x, y := arrivals(s, a, atKm, kinds), arrivals(s, b, atKm, kinds)
	joint := func(e int) bool {
		return e >= 0 && e < len(kinds) && a.SpeedKmh.Of(kinds[e]) > 0 && b.SpeedKmh.Of(kinds[e]) > 0
	}
	least, ok := math.Inf(1), false
	for p := range atKm {
		if later := math.Max(x[p], y[p]); joint(p-1) || joint(p) {
			least = math.Min(least, later)
			ok = ok || meet[p] && !math.IsInf(later, 1)
		}
	}
	return least, ok
}

// matching is what pairings are judged by.
type matching struct {
	count         int
	latestH, sumH float64
}

func (m matching) betterThan(o matching) bool {
	switch {
	case m.count != o.count:
		return m.count > o.count
	case math.Abs(m.latestH-o.latestH) > closeH:
		return m.latestH < o.latestH
	}
	return m.sumH < o.sumH
}

// bestMatching goes through all matchings of two groups of patrols.
func bestMatching(s *sectors.Scenario, as, bs []*sectors.Patrol) matching {
	costs, can := make([][]float64, len(as)), make([][]bool, len(as))
	for i := range as {
		for j := range bs {
			c, ok := costH(s, as[i], bs[j])
			costs[i], can[i] = append(costs[i], c), append(can[i], ok)
		}
	}
	best, taken := matching{}, make([]bool, len(bs))
	var from func(i int, m matching)
	from = func(i int, m matching) {
		if m.betterThan(best) {
			best = m
		}
		if i == len(as) {
			return
		}
		from(i+1, m)
		for j := range bs {
			if can[i][j] && !taken[j] {
				taken[j] = true
				from(i+1, matching{m.count + 1, math.Max(m.latestH, costs[i][j]), m.sumH + costs[i][j]})
				taken[j] = false
			}
		}
	}
	from(0, matching{})
	return best
}

// TestPairs compares the pairs of scenarios with the best of all matchings, by
// layer, beside the pairs that are fixed.
func TestPairs(t *testing.T) {
	pairs, alone, fixedOnes, layered := 0, 0, 0, 0
	for number := range uint64(300) {
		m := makerOf(number)
		s := m.scenario(t, 5)
		for i := range s.Patrols {
			if number%3 == 0 && m.chance(30) {
				s.Patrols[i].Layer = "air"
			}
		}
		// Of the first and the last patrol of each side two pairs, crosswise.
		firstB := slices.IndexFunc(s.Patrols, func(p sectors.Patrol) bool { return p.Side == "BB" })
		if number%4 == 0 && firstB > 1 && len(s.Patrols) > firstB+1 {
			for i, ids := range [][2]int{{0, len(s.Patrols) - 1}, {firstB, firstB - 1}} {
				s.Patrols[ids[0]].Layer, s.Patrols[ids[1]].Layer = sectors.SurfaceLayer, sectors.SurfaceLayer
				s.Pairs = append(s.Pairs, sectors.FixedPair{ID: []string{"one", "two"}[i], Patrols: [2]string{s.Patrols[ids[0]].ID, s.Patrols[ids[1]].ID}})
				fixedOnes++
			}
		}
		p := planOf(t, s, planner.Options{StepM: pairStepM})
		for _, l := range p.Layers {
			var groups [2][]*sectors.Patrol
			for i := range s.Patrols {
				x := &s.Patrols[i]
				side := slices.Index([]string{"AA", "BB"}, x.Side)
				if x.Layer == l.Name && !slices.ContainsFunc(s.Pairs, func(f sectors.FixedPair) bool { return slices.Contains(f.Patrols[:], x.ID) }) {
					groups[side] = append(groups[side], x)
				}
			}
			free := 0
			for _, x := range p.Pairs {
				if x.Layer == l.Name && !x.Fixed {
					free++
				}
			}
			want := bestMatching(s, groups[0], groups[1])
			if free != want.count || math.Abs(l.Pairing.LatestH-want.latestH) > closeH || math.Abs(l.Pairing.TotalH-want.sumH) > 10*closeH {
				t.Errorf("seed %d, scenario %d, layer %s: %d pairs, %+v; of all matchings the best is %+v", planSeed, number, l.Name, free, l.Pairing, want)
			}
			pairs += free
			if l.Name != sectors.SurfaceLayer {
				layered++
			}
		}
		alone += len(p.Unpaired)
		everyoneOnce(t, s, p)
	}
	t.Logf("%d pairs, %d patrols without, %d fixed, %d layers more", pairs, alone, fixedOnes, layered)
	if pairs < 300 || alone < 300 || fixedOnes < 20 || layered < 30 {
		t.Error("too few scenarios of a sort")
	}
}

// everyoneOnce holds a plan to have each patrol in one pair or none.
func everyoneOnce(t *testing.T, s *sectors.Scenario, p *planner.Plan) {
	t.Helper()
	seen := map[string]int{}
	for _, x := range p.Pairs {
		seen[x.Patrols[0]]++
		seen[x.Patrols[1]]++
		a, b := patrolOf(s, x.Patrols[0]), patrolOf(s, x.Patrols[1])
		if a.Side != p.Sides[0] || b.Side != p.Sides[1] || a.Layer != x.Layer || b.Layer != x.Layer {
			t.Errorf("pair %+v of %+v and %+v", x, a, b)
		}
	}
	for _, u := range p.Unpaired {
		seen[u.Patrol]++
		if x := patrolOf(s, u.Patrol); u.Side != x.Side || u.Layer != x.Layer || u.Rule == "" {
			t.Errorf("unpaired %+v", u)
		}
	}
	for i := range s.Patrols {
		if n := seen[s.Patrols[i].ID]; n != 1 {
			t.Errorf("patrol %s is told of %d times", s.Patrols[i].ID, n)
		}
	}
	for _, f := range s.Pairs {
		if x := pairOf(p, f.ID); !x.Fixed || x.Patrols != f.Patrols && x.Patrols != [2]string{f.Patrols[1], f.Patrols[0]} {
			t.Errorf("fixed pair %+v is %+v", f, x)
		}
	}
}

// TestUnpairedRules: why a patrol has no partner.
func TestUnpairedRules(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(s *sectors.Scenario)
		want planner.Rule
	}{
		{"more patrols than partners", func(s *sectors.Scenario) { unit(s, "a0", 2, 1); unit(s, "a1", 9, 1) }, planner.ByNobody},
		{"too far from the border", func(s *sectors.Scenario) { unit(s, "a1", 2, 90) }, planner.ByShift},
		{"on another kind", func(s *sectors.Scenario) { unit(s, "a1", 2, 1).SpeedKmh = sectors.PerKind{Sea: 9} }, planner.ByKind},
		{"too far from each other", func(s *sectors.Scenario) { unit(s, "a1", 60, 1) }, planner.ByMeeting},
	} {
		s := plain(t, sectors.Land, 70)
		unit(s, "b0", 2, -1)
		c.make(s)
		p := planOf(t, s, planner.Options{StepM: pairStepM})
		at := slices.IndexFunc(p.Unpaired, func(u planner.Unpaired) bool { return u.Patrol == "a1" })
		if at < 0 || p.Unpaired[at].Rule != c.want {
			t.Errorf("%s: %+v", c.name, p.Unpaired)
		}
		everyoneOnce(t, s, p)
	}
}
