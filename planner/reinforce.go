package planner

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"

	"lindero/geo"
	"lindero/planner/access"
	"lindero/planner/divide"
	"lindero/sectors"
)

// ReinforceOptions say what to look for.
type ReinforceOptions struct {
	Options
	// Patrols is how many more patrols each side gives: that many more pairs.
	Patrols int
	// Close asks for the fewest pairs that meet every revisit rule.
	Close bool
	// Posts are the ids of candidate posts; empty: all posts of the scenario.
	Posts []string
}

// Reinforcement is where more pairs help most. An added pair has the numbers
// of a pair that is there, and starts from a candidate post of each side; the
// best choice is exact for the order of pairs along the border.
type Reinforcement struct {
	Layer string `json:"layer"`
	// Steps begin with the plan as it is; step r is the best that r more pairs
	// can do.
	Steps []ReinforceStep `json:"steps"`
	// Closed says that the last step meets every revisit rule on all that any
	// candidate can reach; only where Close was asked for.
	Closed bool `json:"closed"`
	// BeyondM is the length that no candidate can reach.
	BeyondM float64 `json:"beyond_m"`
}

// ReinforceStep is the best that a number of more pairs can do.
type ReinforceStep struct {
	More                 int         `json:"more"`
	UnreachableM         float64     `json:"unreachable_m"`
	UnreachableWeightedM float64     `json:"unreachable_weighted_m"`
	LambdaH              float64     `json:"lambda_h"`
	Added                []AddedPair `json:"added"` // in order along the border
}

// AddedPair is one more pair.
type AddedPair struct {
	Like  string    `json:"like"`   // the pair whose numbers it has
	Posts [2]string `json:"posts"`  // in the order of the sides
	FromM float64   `json:"from_m"` // its sector
	ToM   float64   `json:"to_m"`
	// What would be lost without it, the others staying.
	AddsWeightedM float64 `json:"adds_weighted_m"` // that would stay unvisited
	AddsLambdaH   float64 `json:"adds_lambda_h"`   // by which λ would be larger
}

// mostMore is how many further pairs are tried to close what is open.
const mostMore = 64

// Reinforce finds where more pairs help most. It fails as Run does, and with
// an *InputError where a candidate post is none of the scenario's.
func Reinforce(ctx context.Context, l *sectors.Layout, o ReinforceOptions) (*Reinforcement, error) {
	r, err := newRun(ctx, l, o.Options)
	if err != nil {
		return nil, err
	}
	layers, err := r.layers()
	if err != nil {
		return nil, err
	}
	x := &reinforcing{layer: layers[0]}
	if err := x.solve(); err != nil {
		return nil, err
	}
	if err := x.candidates(o.Posts); err != nil {
		return nil, err
	}
	if o.Close {
		return x.close()
	}
	return x.more(min(max(o.Patrols, 0), mostMore))
}

// reinforcing is the search for further pairs of a layer.
type reinforcing struct {
	*layer
	wide     *layer // with the candidates among its pairs
	optional []bool
}

// candidates makes the pairs that could be added: each pair once more, and
// pairs with the numbers of the nearest pair, from each candidate post and the
// post of the other side nearest to where it comes to the border.
func (x *reinforcing) candidates(ids []string) error {
	var problems []Note
	for _, id := range ids {
		if !slices.ContainsFunc(x.s.Posts, func(p sectors.Post) bool { return p.ID == id }) {
			problems = append(problems, Note{Code: ProblemNoPost, Subjects: []string{id}})
		}
	}
	if len(problems) > 0 {
		return &InputError{problems}
	}
	wide := *x.layer
	x.wide = &wide
	given := func(p *sectors.Post) bool { return len(ids) == 0 || slices.Contains(ids, p.ID) }
	var added []*crew
	for _, c := range x.crews {
		if c.sector < 0 && given(x.postOf(c, 0)) && given(x.postOf(c, 1)) {
			again := *c
			again.like = c.id
			added = append(added, &again)
		}
	}
	fresh, err := x.fromPosts(given)
	if err != nil {
		return err
	}
	added = append(added, fresh...)
	for _, c := range added {
		c.optional = true
	}
	// Pairs that are there keep their order; a candidate goes before the first
	// of them that is farther along.
	wide.crews = lineUp(x.crews, added)
	for _, c := range wide.crews {
		x.optional = append(x.optional, c.optional)
	}
	wide.in = wide.instance()
	return nil
}

// lineUp puts candidates among pairs that keep their order.
func lineUp(crews, candidates []*crew) []*crew {
	slices.SortStableFunc(candidates, func(a, b *crew) int { return cmp.Compare(a.order, b.order) })
	var out []*crew
	for _, c := range crews {
		for len(candidates) > 0 && candidates[0].order < c.order {
			out = append(out, candidates[0])
			candidates = candidates[1:]
		}
		out = append(out, c)
	}
	return append(out, candidates...)
}

func (r *run) postOf(c *crew, side int) *sectors.Post {
	return r.Layout.PostOf(&r.s.Patrols[c.patrols[side]])
}

// fromPosts makes pairs with the numbers of a pair that is near, from posts.
func (x *reinforcing) fromPosts(given func(p *sectors.Post) bool) ([]*crew, error) {
	var sides [2][]int
	at := make([]int, len(x.s.Posts)) // the breakpoint nearest to each
	for i := range x.s.Posts {
		p := &x.s.Posts[i]
		side := btoi(p.Side == x.s.Sides[1].Code)
		if s := access.Stands(x.Axis, p); given(p) && (s.Side == "" || s.Side == p.Side) {
			sides[side] = append(sides[side], i)
			at[i] = s.Breakpoint
		}
	}
	type pair struct{ a, b int }
	var pairs []pair
	for side := range 2 {
		for _, i := range sides[side] {
			best, least := -1, math.Inf(1)
			for _, j := range sides[1-side] {
				if d := geo.DistanceM(x.s.Posts[j].At, x.At[at[i]]); d < least {
					best, least = j, d
				}
			}
			if best >= 0 {
				ab := pair{i, best}
				if side == 1 {
					ab = pair{best, i}
				}
				pairs = append(pairs, ab)
			}
		}
	}
	slices.SortFunc(pairs, func(p, q pair) int { return cmp.Or(cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b)) })
	pairs = slices.Compact(pairs)
	out := make([][]*crew, len(pairs))
	err := each(x.ctx, len(pairs), nil, func(from, to int) {
		for k := from; k < to; k++ {
			for _, like := range x.nearestCrews((at[pairs[k].a] + at[pairs[k].b]) / 2) {
				if c := x.crewFrom(like, [2]int{pairs[k].a, pairs[k].b}); c != nil {
					out[k] = append(out[k], c)
				}
			}
		}
	})
	return slices.Concat(out...), err
}

// likes is how many pairs' numbers are tried from the same posts.
const likes = 3

// nearestCrews returns the pairs that meet nearest to a breakpoint.
func (x *reinforcing) nearestCrews(b int) []*crew {
	out := slices.Clone(x.crews)
	away := func(c *crew) int { return max(c.at-b, b-c.at) }
	slices.SortStableFunc(out, func(p, q *crew) int { return cmp.Compare(away(p), away(q)) })
	return out[:min(likes, len(out))]
}

// crewFrom returns a pair with the numbers of another, from two posts; nil
// where it can do nothing, or is the other one.
func (x *reinforcing) crewFrom(like *crew, posts [2]int) *crew {
	var patrols [2]sectors.Patrol
	var tables [2]*access.Table
	same := true
	for side, i := range like.patrols {
		patrols[side] = x.s.Patrols[i]
		same = same && patrols[side].Post == x.s.Posts[posts[side]].ID
		patrols[side].Post = x.s.Posts[posts[side]].ID
		tables[side] = x.model.From(&patrols[side], x.s.Posts[posts[side]].At)
	}
	if same {
		return nil
	}
	c := &crew{id: like.id, like: like.id, patrols: like.patrols, sector: -1, posts: posts, moved: true}
	c.pair = x.able(&patrols[0], &patrols[1], tables[0], tables[1])
	c.at, c.meetUs = x.meets(c)
	if c.at < 0 {
		return nil
	}
	c.order = c.at
	return c
}

// meets returns where and when the later of a pair is there first.
func (x *reinforcing) meets(c *crew) (at int, us int64) {
	at, us = -1, access.Never
	for k := range c.pair.WalkUs {
		beside := k > 0 && c.pair.Open[k-1] || k < len(c.pair.Open) && c.pair.Open[k]
		if later := max(c.pair.ArriveUs[0][k], c.pair.ArriveUs[1][k]); beside && later < us {
			at, us = (c.pair.From+k)%(x.N()+1), later
		}
	}
	return at, us
}

// start returns the breakpoint at which the plan as it is begins.
func (x *reinforcing) start() int {
	if len(x.division.Beats) == 0 {
		return 0
	}
	return x.division.Beats[0].From
}

// more returns the best that 0 … most further pairs can do.
func (x *reinforcing) more(most int) (*Reinforcement, error) {
	choices, err := divide.More(x.ctx, x.wide.in, x.optional, most, x.start())
	if err != nil {
		return nil, err
	}
	out := &Reinforcement{Layer: x.name, Steps: make([]ReinforceStep, len(choices)), BeyondM: x.beyondM()}
	faults := make([]error, len(choices))
	err = each(x.ctx, len(choices), nil, func(from, to int) {
		for r := from; r < to; r++ {
			out.Steps[r], faults[r] = x.step(r, choices[r])
		}
	})
	if err := errors.Join(append(faults, err)...); err != nil {
		return nil, err
	}
	return out, nil
}

// close returns the fewest further pairs that meet every revisit rule on all
// that can be reached.
func (x *reinforcing) close() (*Reinforcement, error) {
	out, err := x.more(0)
	if err != nil {
		return nil, err
	}
	for most := 4; most <= mostMore; most *= 2 {
		c, ok, err := divide.Fewest(x.ctx, x.wide.in, x.optional, most, x.start(), x.reachable(), x.refH)
		if err != nil {
			return nil, err
		}
		if ok {
			n := -len(x.crews)
			for _, k := range c.Count {
				n += k
			}
			step, err := x.step(n, c)
			out.Closed = true
			out.Steps = append(out.Steps, step)
			return out, err
		}
	}
	return out, nil
}

// reachable returns what can be visited by anybody at all.
func (x *reinforcing) reachable() (worth int64) {
	for e, is := range x.anybody() {
		if is {
			worth += x.worth[e]
		}
	}
	return worth
}

// beyondM returns the length that nobody can visit.
func (x *reinforcing) beyondM() (m float64) {
	for e, is := range x.anybody() {
		if !is {
			m += x.Elements[e].LengthM
		}
	}
	return m
}

// anybody says which elements some pair or candidate can visit.
func (x *reinforcing) anybody() []bool {
	out := make([]bool, x.N())
	for i, starts := range divide.Starts(x.wide.in) {
		c := x.wide.crews[i]
		for b := 1; b < len(starts); b++ {
			if int(starts[b]) < b && c.pair.Sorties > 0 {
				out[(c.pair.From+b-1)%x.N()] = true
			}
		}
	}
	return out
}

// step describes a choice of further pairs.
func (x *reinforcing) step(more int, c divide.Choice) (ReinforceStep, error) {
	chosen := x.chosen(c.Count)
	d, err := divide.Solve(x.ctx, chosen.in)
	if err != nil {
		return ReinforceStep{}, err
	}
	chosen.division = d
	out := ReinforceStep{More: more, LambdaH: d.LambdaH, UnreachableWeightedM: float64(x.all()-d.Visited) / 1000, Added: []AddedPair{}}
	for e, is := range chosen.visited() {
		if !is {
			out.UnreachableM += x.Elements[e].LengthM
		}
	}
	for i, c := range chosen.crews {
		if !c.optional {
			continue
		}
		added := AddedPair{Like: c.like, Posts: [2]string{x.postID(c, 0), x.postID(c, 1)}}
		if s := d.Sectors[i]; !s.Empty() {
			added.FromM, added.ToM = chosen.chainage(s.From, s.From), chosen.chainage(s.To, s.From)
		}
		without, err := divide.Best(x.ctx, x.without(chosen, i))
		if err != nil {
			return ReinforceStep{}, err
		}
		added.AddsWeightedM = float64(d.Visited-without.Visited) / 1000
		if without.Visited == d.Visited {
			added.AddsLambdaH = without.LambdaH - d.LambdaH
		}
		out.Added = append(out.Added, added)
	}
	return out, nil
}

func (x *reinforcing) postID(c *crew, side int) string {
	if c.moved {
		return x.s.Posts[c.posts[side]].ID
	}
	return x.postOf(c, side).ID
}

// chosen returns the layer with so many of each pair.
func (x *reinforcing) chosen(count []int) *layer {
	out := *x.layer
	out.crews = nil
	for i, n := range count {
		for range n {
			out.crews = append(out.crews, x.wide.crews[i])
		}
	}
	out.in = out.instance()
	return &out
}

// without returns the instance of a layer without one pair.
func (x *reinforcing) without(l *layer, i int) *divide.Instance {
	in := *l.in
	in.Pairs = slices.Delete(slices.Clone(in.Pairs), i, i+1)
	return &in
}
