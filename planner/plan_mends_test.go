package planner_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"lindero/planner"
	"lindero/sectors"
)

// What the test of mends holds them to. A change of a pair's shift or shifts
// says: so changed, this pair visits the stretch beside its own beats, as often
// as the rule asks where it is one of revisit, and with one step less it does
// not. So the pair is planned by itself, with all other ground given a risk so
// small that it is worth nothing and nobody need go there: with the change
// nothing is left open, with one step less something is. And the whole
// scenario, its pairs fixed as they are, is planned again: since the others can
// stay as they are, no more is left than before, less the stretch.

const mendStepM = 250

// hairKm is by how much risks are drawn beyond a breakpoint, so that the axis
// has it as it is.
const hairKm = 1e-8

// alone returns a scenario of one pair in which only some ground is worth
// anything. spans are chainages of the border, ascending and disjoint.
func alone(s *sectors.Scenario, pair *planner.Pair, lengthM float64, spans [][2]float64) *sectors.Scenario {
	out := copyOf(s)
	out.Patrols = []sectors.Patrol{*patrolOf(s, pair.Patrols[0]), *patrolOf(s, pair.Patrols[1])}
	out.Pairs = []sectors.FixedPair{{ID: pair.ID, Patrols: pair.Patrols}}
	from := 0.0
	for i, x := range append(slices.Clone(spans), [2]float64{lengthM, lengthM}) {
		if x[0]-from > 0.01 {
			out.Risks = append(out.Risks, sectors.Risk{ID: fmt.Sprint("none", i), Weight: 1e-6, Shape: box(from/1000+hairKm, x[0]/1000+hairKm, 0.5)})
		}
		from = x[1]
	}
	return out
}

// task returns the ground of a pair's beats and a stretch.
func task(p *planner.Plan, pair string, x planner.Infeasible) [][2]float64 {
	spans := [][2]float64{{x.FromM, x.ToM}}
	for _, b := range p.Beats {
		if b.Pair == pair {
			spans = append(spans, [2]float64{b.FromM, b.ToM})
		}
	}
	slices.SortFunc(spans, func(a, b [2]float64) int {
		if a[0] < b[0] {
			return -1
		}
		return 1
	})
	out := spans[:1]
	for _, s := range spans[1:] {
		if last := &out[len(out)-1]; s[0] <= last[1]+0.01 {
			last[1] = math.Max(last[1], s[1])
		} else {
			out = append(out, s)
		}
	}
	return out
}

// changed returns a scenario in which a number is as a change has it.
func changed(s *sectors.Scenario, p *planner.Plan, c planner.Change, to float64) *sectors.Scenario {
	out := copyOf(s)
	switch c.Field {
	case "shift_h":
		patrolOf(out, c.Patrol).ShiftH = to
	case "shifts_per_week":
		for _, id := range pairOf(p, c.Pair).Patrols {
			x := patrolOf(out, id)
			x.ShiftsPerWeek = math.Max(x.ShiftsPerWeek, to)
		}
	}
	return out
}

// mended reports whether the plan of one pair leaves nothing open, as often as
// is asked.
func mended(t *testing.T, s *sectors.Scenario, rule planner.Rule) bool {
	t.Helper()
	l := planOf(t, s, planner.Options{StepM: mendStepM}).Layers[0]
	return l.UnreachableWeightedM == 0 && (rule != planner.ByRevisit || l.LambdaH <= lateH(s)*(1+1e-9))
}

// lateH is the largest weighted revisit that meets every rule.
func lateH(s *sectors.Scenario) (h float64) {
	for i := range s.Border {
		h = math.Max(h, s.Rules.RevisitH.Of(s.Border[i].Kind))
	}
	return h
}

// TestMends tries every change of number that plans of random scenarios
// propose.
func TestMends(t *testing.T) {
	tried, rules, others, even := map[string]int{}, map[planner.Rule]int{}, 0, 0
	for number := range uint64(800) {
		s := makerOf(number).scenario(t, 3)
		p := planOf(t, s, planner.Options{StepM: mendStepM})
		s = fixPairs(s, p)
		for _, x := range p.Infeasible {
			rules[x.Rule]++
			for _, c := range x.Mends {
				name := fmt.Sprintf("seed %d, scenario %d, %s of %.0f … %.0f, %+v", planSeed, number, x.Rule, x.FromM, x.ToM, c)
				tried[c.Field]++
				if c.Field == "post_distance_km" {
					mendByPost(t, name, s, p, x, c)
					continue
				}
				step := map[string]float64{"shift_h": 0.1, "shifts_per_week": 1}[c.Field]
				ground := task(p, c.Pair, x)
				if by := alone(changed(s, p, c, c.To), pairOf(p, c.Pair), p.LengthM, ground); !mended(t, by, x.Rule) {
					t.Errorf("%s: the pair alone does not do it", name)
				}
				if c.To-step > c.From+1e-9 {
					if by := alone(changed(s, p, c, c.To-step), pairOf(p, c.Pair), p.LengthM, ground); mended(t, by, x.Rule) {
						t.Errorf("%s: less would do", name)
					}
				} else if by := alone(s, pairOf(p, c.Pair), p.LengthM, ground); mended(t, by, x.Rule) {
					// Late only so that no sortie uses more of a shift than the
					// layer's largest share: by the order of the objectives.
					even++
					if l := planOf(t, by, planner.Options{StepM: mendStepM}).Layers[0]; x.Rule != planner.ByRevisit || l.Share <= p.Layers[0].Share {
						t.Errorf("%s: nothing need change", name)
					}
				}
				after := planOf(t, changed(s, p, c, c.To), planner.Options{StepM: mendStepM})
				if !sameOrder(p, after) || len(p.Layers) > 1 {
					others++
					continue
				}
				if !leavesLess(p, after, x) {
					t.Errorf("%s: of the whole %.0f m are left, %.0f before", name, after.Layers[0].UnreachableWeightedM, p.Layers[0].UnreachableWeightedM)
				}
			}
		}
	}
	t.Logf("%v of rules %v; in %d the order of the pairs changes, %d are late to be even", tried, rules, others, even)
	if tried["shift_h"] < 40 || tried["shifts_per_week"] < 40 || tried["post_distance_km"] < 20 {
		t.Error("too few changes of a sort")
	}
}

// sameOrder reports whether two plans have the same pairs in the same order.
func sameOrder(a, b *planner.Plan) bool {
	return slices.EqualFunc(a.Pairs, b.Pairs, func(x, y planner.Pair) bool { return x.ID == y.ID })
}

// leavesLess reports whether the plan after a mend leaves no more open than
// before, less the stretch; of a stretch that was late, whether all that pair's
// was mended, if nobody else was late.
func leavesLess(before, after *planner.Plan, x planner.Infeasible) bool {
	least := before.Layers[0].UnreachableWeightedM
	if x.Rule != planner.ByRevisit {
		return after.Layers[0].UnreachableWeightedM <= least-x.LengthM+1
	}
	for _, y := range before.Infeasible {
		if y.Rule == planner.ByRevisit && y.Pair != x.Pair {
			return after.Layers[0].UnreachableWeightedM <= least+1
		}
	}
	return after.Layers[0].UnreachableWeightedM <= least-1 || after.Layers[0].LambdaH <= after.ReferenceH*(1+1e-9)
}

// mendByPost: a pair with the numbers of the one that is named, whose posts
// stand so far from the border's place on either side, visits the stretch.
func mendByPost(t *testing.T, name string, s *sectors.Scenario, p *planner.Plan, x planner.Infeasible, c planner.Change) {
	t.Helper()
	by := alone(s, pairOf(p, c.Pair), p.LengthM, [][2]float64{{x.FromM, x.ToM}})
	for i := range by.Patrols {
		y := c.To
		if by.Patrols[i].Side == "BB" {
			y = -y
		}
		by.Posts = append(by.Posts, sectors.Post{ID: fmt.Sprint("new", i), Side: by.Patrols[i].Side, At: spot(c.AtM/1000, y)})
		by.Patrols[i].Post = by.Posts[len(by.Posts)-1].ID
	}
	if !mended(t, by, x.Rule) {
		t.Errorf("%s: posts so near do not do it", name)
	}
}

// TestMendByPostIsFarthest: with the numbers of a pair at hand, the posts that
// are told are as far as they can be: whoever is to walk the farthest 250 m of
// a stretch of L km from its middle, and be back in S hours at v km/h, may have
// (S·v − L)/2 km to the middle.
func TestMendByPostIsFarthest(t *testing.T) {
	for _, c := range []struct{ lengthKm, shiftH, detour, wantKm float64 }{
		{8, 8.1, 1, 12}, {8, 7.9, 1, 11.5}, {10, 8.1, 1, 11}, {8, 8.1, 1.2, 10}, {8, 2.1, 1, 0},
	} {
		s := plain(t, sectors.Land, 100, 100+c.lengthKm)
		s.Rules.DetourFactor = c.detour
		s.Border = s.Border[1:]
		unit(s, "a", 40, 1).ShiftH = c.shiftH
		unit(s, "b", 40, -1).ShiftH = c.shiftH
		s.Pairs = []sectors.FixedPair{{ID: "f", Patrols: [2]string{"a", "b"}}}
		p := planOf(t, s, planner.Options{StepM: mendStepM})
		if len(p.Infeasible) != 1 {
			t.Fatalf("%+v", p.Infeasible)
		}
		at := slices.IndexFunc(p.Infeasible[0].Mends, func(m planner.Change) bool { return m.Field == "post_distance_km" })
		got := 0.0
		if at >= 0 {
			got = p.Infeasible[0].Mends[at].To
		}
		if got != c.wantKm {
			t.Errorf("%+v: %v km of %+v", c, got, p.Infeasible)
		}
	}
}

// TestRules: every rule that keeps a stretch open is told where it is the one.
func TestRules(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(s *sectors.Scenario)
		rule   planner.Rule
		fromKm float64
		toKm   float64
	}{
		{"too far for a shift", func(*sectors.Scenario) {}, planner.ByShift, 18.75, 40},
		{"too few sorties", func(s *sectors.Scenario) { s.PeriodD, s.Patrols[0].ShiftsPerWeek = 7, 1 }, planner.BySorties, 15.75, 18.75},
		{"of another kind", func(s *sectors.Scenario) { s.Border[1].Kind = sectors.Sea; seamen(s, 0) }, planner.ByKind, 15, 40},
		{"forbidden ground", func(s *sectors.Scenario) {
			s.Forbidden = []sectors.Area{{ID: "f", Side: "BB", Polygon: orb.MultiPolygon{box(10, 12, 1)}}}
		}, planner.ByForbidden, 10, 12},
		{"no meeting point in reach", func(s *sectors.Scenario) {
			s.MeetingPoints = []sectors.MeetingPoint{{ID: "m", At: spot(39, 0)}}
		}, planner.ByMeeting, 0, 40},
		{"too seldom", func(s *sectors.Scenario) { s.Rules.RevisitH.Land = 24 }, planner.ByRevisit, 0, 18.75},
		{"no pair", func(s *sectors.Scenario) { s.Patrols[0].Layer, s.Pairs = "air", nil }, planner.ByNobody, 0, 40},
		{"given to another", func(s *sectors.Scenario) {
			unit(s, "a1", 30, 1).ShiftH = 1
			unit(s, "b1", 30, -1).ShiftH = 1
			s.Pairs = append(s.Pairs, sectors.FixedPair{ID: "g", Patrols: [2]string{"a1", "b1"}})
			s.Sectors = []sectors.FixedSector{fixedSector("s", "g", 16, 17)}
		}, planner.ByFixed, 16, 17},
	} {
		s := plain(t, sectors.Land, 15, 40)
		unit(s, "a0", 3, 1)
		unit(s, "b0", 3, -1)
		s.Pairs = []sectors.FixedPair{{ID: "f", Patrols: [2]string{"a0", "b0"}}}
		c.change(s)
		p := planOf(t, s, planner.Options{StepM: mendStepM})
		found := slices.ContainsFunc(p.Infeasible, func(x planner.Infeasible) bool {
			return x.Rule == c.rule && math.Abs(x.FromM-c.fromKm*1000) < 1 && math.Abs(x.ToM-c.toKm*1000) < 1
		})
		if !found {
			t.Errorf("%s: no stretch by rule %s from %v to %v km: %+v", c.name, c.rule, c.fromKm, c.toKm, p.Infeasible)
		}
		accounts(t, c.name, p)
	}
}

// seamen makes all patrols unable to move at sea.
func seamen(s *sectors.Scenario, kmh float64) {
	for i := range s.Patrols {
		s.Patrols[i].SpeedKmh.Sea = kmh
	}
}
