package planner_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"lindero/geo"
	"lindero/planner"
	"lindero/sectors"
)

// Reinforcement is held to plans: each candidate is added to the scenario as
// two patrols and a pair, and the scenario is planned.

const reinforceStepM = 500

// candidate is a pair that could be added.
type candidate struct {
	like  string
	posts [2]string
}

// candidatesOf returns what the doc of Reinforcement says could be added: each
// pair again, and pairs like those there are from each post and the post of the
// other side nearest to where it comes to the border.
func candidatesOf(s *sectors.Scenario, p *planner.Plan) []candidate {
	var out []candidate
	for _, x := range p.Pairs {
		out = append(out, candidate{x.ID, x.Posts})
	}
	for i := range s.Posts {
		a := &s.Posts[i]
		var best *sectors.Post
		for j := range s.Posts {
			b := &s.Posts[j]
			foot := spot(a.At[0]*degreeM/1000, 0)
			if b.Side != a.Side && (best == nil || geo.DistanceM(b.At, foot) < geo.DistanceM(best.At, foot)) {
				best = b
			}
		}
		posts := [2]string{a.ID, best.ID}
		if a.Side == s.Sides[1].Code {
			posts = [2]string{best.ID, a.ID}
		}
		for _, x := range p.Pairs {
			if c := (candidate{x.ID, posts}); !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// enlarged returns a scenario with the pairs of its plan and some more.
func enlarged(s *sectors.Scenario, p *planner.Plan, more []candidate) *sectors.Scenario {
	out := fixPairs(s, p)
	for i, c := range more {
		f := sectors.FixedPair{ID: fmt.Sprint("zz", i)}
		for side, id := range pairOf(p, c.like).Patrols {
			x := *patrolOf(s, id)
			x.ID, x.Post = fmt.Sprint("zz", i, id), c.posts[side]
			out.Patrols = append(out.Patrols, x)
			f.Patrols[side] = x.ID
		}
		out.Pairs = append(out.Pairs, f)
	}
	return out
}

// worthOf is what a plan is judged by here.
type worthOf struct{ openM, lambdaH float64 }

func (w worthOf) betterThan(o worthOf) bool {
	if math.Abs(w.openM-o.openM) > 0.01 {
		return w.openM < o.openM
	}
	return w.lambdaH < o.lambdaH-1e-6
}

func (w worthOf) is(o worthOf) bool { return !w.betterThan(o) && !o.betterThan(w) }

// valueWith returns the value of the plan with more pairs, and whether it is of
// the order along the border, in which no neighbours have changed places.
func valueWith(t *testing.T, s *sectors.Scenario, p *planner.Plan, more []candidate) (v worthOf, inOrder bool) {
	t.Helper()
	l := planOf(t, enlarged(s, p, more), planner.Options{StepM: reinforceStepM}).Layers[0]
	return worthOf{l.UnreachableWeightedM, l.LambdaH}, len(l.Proof.Swaps) == 0
}

// reinforceable returns the scenario of a number and its plan, if it has pairs,
// few enough, whose order nobody changed.
func reinforceable(t *testing.T, number uint64) (*sectors.Scenario, *planner.Plan) {
	t.Helper()
	m := makerOf(1_000_000 + number)
	s := m.scenario(t, 2)
	if m.chance(30) {
		s.Risks = append(s.Risks, sectors.Risk{ID: "r", Weight: m.between(0.5, 3, 0.5), Shape: box(m.between(0, 4, 0.5), m.between(5, 9, 0.5), 1)})
	}
	p := planOf(t, s, planner.Options{StepM: reinforceStepM})
	if len(p.Pairs) == 0 || swapped(p) {
		return s, nil
	}
	return s, p
}

func reinforcementOf(t *testing.T, s *sectors.Scenario, o planner.ReinforceOptions) *planner.Reinforcement {
	t.Helper()
	o.StepM = reinforceStepM
	r, err := planner.Reinforce(t.Context(), layoutFor(t, s), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func candidatesIn(step planner.ReinforceStep) []candidate {
	var out []candidate
	for _, a := range step.Added {
		out = append(out, candidate{a.Like, a.Posts})
	}
	return out
}

// TestReinforce compares each step with all choices of candidates, and what
// each added pair adds with the plan without it.
func TestReinforce(t *testing.T) {
	const most = 2
	steps, exact, helped, lone := 0, 0, 0, 0
	for number := range uint64(300) {
		s, p := reinforceable(t, number)
		if p == nil {
			continue
		}
		r := reinforcementOf(t, s, planner.ReinforceOptions{Patrols: most})
		if len(r.Steps) != most+1 {
			t.Fatalf("%d steps", len(r.Steps))
		}
		all := candidatesOf(s, p)
		best, _ := valueWith(t, s, p, nil)
		for k, step := range r.Steps {
			name := fmt.Sprintf("seed %d, scenario %d, step %d", planSeed, number, k)
			choices(len(all), k, func(of []int) {
				var more []candidate
				for _, i := range of {
					more = append(more, all[i])
				}
				if v, inOrder := valueWith(t, s, p, more); inOrder && v.betterThan(best) {
					best = v
				}
			})
			got := worthOf{step.UnreachableWeightedM, step.LambdaH}
			if best.betterThan(got) || step.More != k || len(step.Added) > k {
				t.Errorf("%s: %+v, all choices of %d candidates find %+v", name, step, len(all), best)
			}
			if v, inOrder := valueWith(t, s, p, candidatesIn(step)); inOrder && !v.is(got) || got.betterThan(v) {
				t.Errorf("%s: with %+v the plan has %+v", name, step, v)
			} else if inOrder {
				exact++
			}
			steps++
			if len(step.Added) > 0 && got.betterThan(worthOf{r.Steps[0].UnreachableWeightedM, r.Steps[0].LambdaH}) {
				helped++
			}
			lone += addsTruly(t, name, s, p, step)
		}
	}
	t.Logf("%d steps, %d exactly so in a plan, %d better than the plan as it is, %d pairs left out", steps, exact, helped, lone)
	if helped < 20 || exact < 60 || lone < 40 {
		t.Error("too few scenarios of a sort")
	}
}

// choices calls f with every multiset of k of n.
func choices(n, k int, f func([]int)) {
	of := make([]int, k)
	var from func(at, least int)
	from = func(at, least int) {
		if at == k {
			f(of)
			return
		}
		for i := least; i < n; i++ {
			of[at] = i
			from(at+1, i)
		}
	}
	from(0, 0)
}

// addsTruly leaves one added pair out after the other, and returns how many.
func addsTruly(t *testing.T, name string, s *sectors.Scenario, p *planner.Plan, step planner.ReinforceStep) int {
	t.Helper()
	for i, a := range step.Added {
		v, inOrder := valueWith(t, s, p, slices.Delete(candidatesIn(step), i, i+1))
		if !inOrder {
			continue
		}
		addsM, addsH := v.openM-step.UnreachableWeightedM, 0.0
		if addsM < 0.001 {
			addsH = v.lambdaH - step.LambdaH
		}
		if math.Abs(a.AddsWeightedM-addsM) > 0.01 || math.Abs(a.AddsLambdaH-addsH) > 1e-6 {
			t.Errorf("%s: %+v; without it %v m more are open, and λ is %v h larger", name, a, addsM, addsH)
		}
	}
	return len(step.Added)
}

// TestReinforceClose: what is closed is closed in the plan with the pairs
// added, and one pair fewer does not close it.
func TestReinforceClose(t *testing.T) {
	closed, none := 0, 0
	for number := range uint64(600) {
		s, p := reinforceable(t, number)
		if p == nil {
			continue
		}
		name := fmt.Sprintf("seed %d, scenario %d", planSeed, number)
		r := reinforcementOf(t, s, planner.ReinforceOptions{Close: true})
		last := r.Steps[len(r.Steps)-1]
		if !r.Closed {
			none++
			continue
		}
		closed++
		after := planOf(t, enlarged(s, p, candidatesIn(last)), planner.Options{StepM: reinforceStepM})
		late := slices.ContainsFunc(after.Infeasible, func(x planner.Infeasible) bool { return x.Rule == planner.ByRevisit })
		if late || math.Abs(after.Layers[0].UnreachableM-r.BeyondM) > 0.01 || math.Abs(last.UnreachableM-r.BeyondM) > 0.01 {
			t.Errorf("%s: closed with %+v, %v m beyond, but the plan has %+v", name, last, r.BeyondM, after.Infeasible)
		}
		if last.More == 0 {
			continue
		}
		fewer := reinforcementOf(t, s, planner.ReinforceOptions{Patrols: last.More - 1}).Steps
		if x := fewer[last.More-1]; x.UnreachableM <= r.BeyondM+0.01 && x.LambdaH <= p.ReferenceH*(1+1e-9) {
			t.Errorf("%s: closed with %d more, but %d do: %+v", name, last.More, x.More, x)
		}
	}
	t.Logf("%d can be closed, %d not", closed, none)
	if closed < 30 {
		t.Error("too few scenarios of a sort")
	}
}

// TestReinforcePosts: added pairs start from the posts that are given, and a
// post that is none is told.
func TestReinforcePosts(t *testing.T) {
	s, p := reinforceable(t, 1)
	for number := uint64(2); p == nil || len(s.Posts) < 4; number++ {
		s, p = reinforceable(t, number)
	}
	b := slices.IndexFunc(s.Posts, func(x sectors.Post) bool { return x.Side == "BB" })
	given := []string{s.Posts[0].ID, s.Posts[b].ID}
	for _, step := range reinforcementOf(t, s, planner.ReinforceOptions{Patrols: 3, Posts: given}).Steps {
		for _, a := range step.Added {
			if !slices.Contains(given, a.Posts[0]) || !slices.Contains(given, a.Posts[1]) {
				t.Errorf("%+v starts from elsewhere than %v", a, given)
			}
		}
	}
	_, err := planner.Reinforce(t.Context(), layoutFor(t, s), planner.ReinforceOptions{Posts: []string{"moon", given[0], "mars"}})
	if got := problems(err); len(got) != 2 || got[0].Code != planner.ProblemNoPost || !slices.Equal(got[1].Subjects, []string{"mars"}) {
		t.Errorf("%v, %+v", err, got)
	}
	for _, more := range []int{-3, 1000} {
		if r := reinforcementOf(t, s, planner.ReinforceOptions{Patrols: more}); len(r.Steps) == 0 {
			t.Errorf("%d more: no step", more)
		}
	}
}
