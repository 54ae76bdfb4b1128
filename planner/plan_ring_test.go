package planner_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"lindero/planner"
	"lindero/sectors"
)

// ring makes the scenario of an enclave of AA: a border of equal edges, each a
// stretch and an element. Its pairs start from posts within and without.
func (m *maker) ring(t *testing.T) *sectors.Scenario {
	edges := 8 + m.IntN(10)
	radiusKm := m.between(2, 5, 0.5)
	s := plain(t, sectors.Land)
	corner := func(k int) orb.Point {
		a := 2 * math.Pi * float64(k%edges) / float64(edges)
		return spot(radiusKm*math.Cos(a), radiusKm*math.Sin(a))
	}
	for k := range edges {
		s.Border = append(s.Border, stretchOf(t, fmt.Sprint("b", k), sectors.Land, corner(k), corner(k+1)))
	}
	s.PeriodD = 14
	for side := range 2 {
		for k := range 1 + m.IntN(3) {
			a, r := 2*math.Pi*m.Float64(), radiusKm*0.8*m.Float64()
			if side == 1 {
				r = radiusKm*1.1 + 2*m.Float64()
			}
			p := unit(s, fmt.Sprintf("%s%d", []string{"a", "b"}[side], k), r*math.Cos(a), r*math.Sin(a))
			p.Side = s.Sides[side].Code
			s.Posts[len(s.Posts)-1].Side = p.Side
			p.ShiftH, p.ShiftsPerWeek = m.between(3, 9, 0.5), m.between(1, 5, 1)
		}
	}
	for k := range edges {
		if m.chance(20) {
			s.MeetingPoints = append(s.MeetingPoints, sectors.MeetingPoint{ID: fmt.Sprint("m", k), At: corner(k)})
		}
	}
	return s
}

// from returns a ring that starts with another of its stretches.
func from(s *sectors.Scenario, k int) *sectors.Scenario {
	out := copyOf(s)
	out.Border = append(append([]sectors.Route{}, s.Border[k:]...), s.Border[:k]...)
	return out
}

// opened returns a ring with some centimetres of its last edge taken out, so
// that nobody walks over its start.
func opened(t *testing.T, s *sectors.Scenario) *sectors.Scenario {
	t.Helper()
	out := copyOf(s)
	last := &out.Border[len(out.Border)-1]
	line := last.Line.Parts()[0]
	a, b := line[0], line[len(line)-1]
	const kept = 0.9999
	*last = stretchOf(t, last.ID, last.Kind, a, orb.Point{a[0] + (b[0]-a[0])*kept, a[1] + (b[1]-a[1])*kept})
	return out
}

// TestRings: wherever a ring is said to start, its plan is as good, and as good
// at least as that of any border it is cut to, the best of which it mostly is.
func TestRings(t *testing.T) {
	rings, same, several := 0, 0, 0
	for number := range uint64(100) {
		m := makerOf(2_000_000 + number)
		s := m.ring(t)
		o := planner.Options{StepM: 1e5}
		p := planOf(t, s, o)
		if len(p.Pairs) == 0 || swapped(p) || alikeAt(p) {
			continue
		}
		name := fmt.Sprintf("seed %d, ring %d", planSeed, number)
		rings++
		if len(p.Pairs) > 1 {
			several++
		}
		accounts(t, name, p)
		ringInOrder(t, name, p)
		got := worthOf{p.Layers[0].UnreachableM, p.Layers[0].LambdaH}
		best := worthOf{math.Inf(1), math.Inf(1)}
		s = fixPairs(s, p) // from a border that is cut others may come first
		for k := range s.Border {
			turned := planOf(t, from(s, k), o)
			if v := (worthOf{turned.Layers[0].UnreachableM, turned.Layers[0].LambdaH}); !v.is(got) && !swapped(turned) {
				t.Errorf("%s: from stretch %d %+v, else %+v", name, k, v, got)
			}
			cut := planOf(t, opened(t, from(s, k)), o)
			if l := cut.Layers[0]; !swapped(cut) {
				v := worthOf{l.UnreachableM, l.LambdaH}
				if v.openM < got.openM-1 || math.Abs(v.openM-got.openM) <= 1 && v.lambdaH < got.lambdaH-1e-6 {
					t.Errorf("%s: cut before stretch %d it is better: %+v, as a ring %+v", name, k, v, got)
				}
				if v.betterThan(best) {
					best = v
				}
			}
		}
		if math.Abs(best.openM-got.openM) <= 1 && math.Abs(best.lambdaH-got.lambdaH) < 1e-6 {
			same++
		}
	}
	t.Logf("%d rings, %d of several pairs, %d as good as the best cut", rings, several, same)
	if rings < 20 || several < 5 || same < rings/2 {
		t.Error("too few rings of a sort")
	}
}

// TestRingPairs: on a ring, too, both patrols have to be back in time from where
// they meet: one that could come round the ring, but not back, is no partner.
func TestRingPairs(t *testing.T) {
	for _, c := range []struct {
		shifts [2]float64
		pairs  int
	}{{[2]float64{1, 3.5}, 0}, {[2]float64{1, 5.5}, 1}, {[2]float64{1.9, 1}, 0}, {[2]float64{2.8, 1}, 1}} {
		s := makerOf(1).ring(t)
		s.Posts, s.Patrols, s.MeetingPoints = nil, nil, nil
		radiusKm := s.Border[0].Line.Parts()[0][0][0] * degreeM / 1000
		v := radiusKm * 4 / 3
		for side, x := range []float64{radiusKm * 0.8, -radiusKm * 1.2} {
			p := unit(s, []string{"a", "b"}[side], x, 0)
			p.Side, p.ShiftH, p.SpeedKmh.Land = s.Sides[side].Code, c.shifts[side], v
			s.Posts[side].Side = p.Side
		}
		p := planOf(t, s, planner.Options{StepM: 200})
		if len(p.Pairs) != c.pairs || len(p.Unpaired) != 2*(1-c.pairs) {
			t.Errorf("%+v: %+v, %+v", c, p.Pairs, p.Unpaired)
		}
		for _, u := range p.Unpaired {
			if u.Rule != planner.ByMeeting {
				t.Errorf("%+v: %+v", c, u)
			}
		}
	}
}

// ringInOrder holds the sectors of a ring to lie one after the other within one
// turn.
func ringInOrder(t *testing.T, name string, p *planner.Plan) {
	t.Helper()
	for i, x := range p.Sectors {
		next := p.Sectors[(i+1)%len(p.Sectors)].FromM
		for next < x.FromM || len(p.Sectors) == 1 && next == x.FromM {
			next += p.LengthM
		}
		if x.ToM > next+1e-6 || x.LengthM <= 0 {
			t.Errorf("%s: sector %+v goes beyond %v", name, x, next)
		}
	}
}
