package planner

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/planner/divide"
)

// layer is one layer in the making.
type layer struct {
	*run
	name     string
	crews    []*crew // in order
	unpaired []Unpaired
	swaps    []Swap // of neighbours, from the order along the border
	in       *divide.Instance
	division *divide.Division
	starts   [][]int32 // see divide.Starts
	reached  [][]bool  // by crew, by element of its window: some sortie can take it in
	longest  []float64 // by crew, metres of its longest beat
}

// newLayer pairs the patrols of a layer and puts the pairs in order.
func (r *run) newLayer(name string) (*layer, error) {
	l := &layer{run: r, name: name}
	var err error
	if l.crews, l.unpaired, err = r.crews(name); err != nil {
		return nil, err
	}
	for _, c := range l.crews {
		if err := r.ctx.Err(); err != nil {
			return nil, err
		}
		r.equip(c)
	}
	return l, nil
}

// giveSectors gives the scenario's fixed sectors to pairs: those that name a
// pair to it, the others, in their order along the border, to the pair that
// can walk most of it.
func giveSectors(r *run, layers []*layer) []Note {
	var problems []Note
	byID := map[string]*crew{}
	for _, l := range layers {
		for _, c := range l.crews {
			byID[c.id] = c
		}
	}
	var open []int
	for i, s := range r.s.Sectors {
		switch c := byID[s.Pair]; {
		case s.Pair == "":
			open = append(open, i)
		case c == nil:
			problems = append(problems, Note{Code: ProblemNoPairFor, Subjects: []string{s.ID}})
		case c.sector >= 0:
			problems = append(problems, Note{Code: ProblemTwoSectors, Subjects: []string{c.id, r.s.Sectors[c.sector].ID, s.ID}})
		default:
			c.sector = i
		}
	}
	slices.SortStableFunc(open, func(a, b int) int { return cmp.Compare(r.Sectors[a].From, r.Sectors[b].From) })
	for _, i := range open {
		c := bestFor(r, layers, i)
		if c == nil {
			problems = append(problems, Note{Code: ProblemNoPairFor, Subjects: []string{r.s.Sectors[i].ID}})
			continue
		}
		c.sector = i
		r.notes = append(r.notes, Note{Code: NoteSectorGiven, Subjects: []string{r.s.Sectors[i].ID, c.id}})
	}
	for _, l := range layers {
		problems = append(problems, l.overlaps()...)
	}
	return problems
}

// bestFor returns the pair without a sector that can walk most of a fixed
// sector; of equals the one that is there first. The first layer that has a
// pair left is asked first.
func bestFor(r *run, layers []*layer, sector int) *crew {
	for _, l := range layers {
		var best *crew
		most := -1.0
		for _, c := range l.crews {
			if c.sector >= 0 {
				continue
			}
			m := r.walkableM(c, r.Sectors[sector])
			if m > most || m == most && c.meetUs < best.meetUs {
				best, most = c, m
			}
		}
		if best != nil {
			return best
		}
	}
	return nil
}

// walkableM returns the length within a fixed sector to which both patrols of
// a pair get, and that they can walk.
func (r *run) walkableM(c *crew, f axis.Fixed) (m float64) {
	for e := f.From; e < f.To; e++ {
		k := e - c.pair.From
		if k < 0 || k >= len(c.pair.Open) || !c.pair.Open[k] {
			continue
		}
		if max(c.pair.ArriveUs[0][k], c.pair.ArriveUs[1][k]) < access.Never {
			m += r.Elements[e%r.N()].LengthM
		}
	}
	return m
}

// overlaps tells which fixed sectors of a layer overlap.
func (l *layer) overlaps() []Note {
	var problems []Note
	for i, a := range l.crews {
		for _, b := range l.crews[i+1:] {
			if a.sector < 0 || b.sector < 0 {
				continue
			}
			x, y := l.Sectors[a.sector], l.Sectors[b.sector]
			if from, to := max(x.From, y.From), min(x.To, y.To); from < to && to <= l.N() {
				problems = append(problems, Note{Code: ProblemSectorsOverlap,
					Subjects: []string{l.s.Sectors[a.sector].ID, l.s.Sectors[b.sector].ID}, LengthM: l.ChainageM[to] - l.ChainageM[from]})
			}
		}
	}
	return problems
}

// order puts the pairs in order along the border: by where both are there
// first, or the middle of the fixed sector.
func (l *layer) order() {
	for _, c := range l.crews {
		if c.sector >= 0 {
			f := l.Sectors[c.sector]
			c.pair.Sector = &divide.Span{From: f.From, To: f.To}
			c.order = (f.From + f.To) / 2 % (l.N() + 1)
		}
	}
	slices.SortStableFunc(l.crews, func(a, b *crew) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.id, b.id))
	})
}

// swapRounds is how often changes of places are tried at most.
const swapRounds = 16

// solve divides the border between the pairs, and lets neighbours change
// places where that is better for both together.
func (l *layer) solve() error {
	if err := l.divide(); err != nil {
		return err
	}
	tried := map[[2]string]bool{} // that are no better, or have been made
	several := true               // changes at once
	for range swapRounds {
		places := l.places(tried)
		if len(places) == 0 {
			break
		}
		if !several {
			places = places[:1]
		}
		done, err := l.swap(places, tried)
		if err != nil {
			return err
		}
		several = several && done
	}
	if l.o.Current != nil {
		return l.keep()
	}
	return nil
}

// places returns which pairs are to change places with the next, each once.
func (l *layer) places(tried map[[2]string]bool) []int {
	var out []int
	last := -2
	for _, i := range l.division.Swaps {
		if i > last+1 && !tried[[2]string{l.crews[i+1].id, l.crews[i].id}] {
			out = append(out, i)
			last = i
		}
	}
	return out
}

// swap makes changes of places, and takes all back if one of them turns out to
// help nobody; then it reports false.
func (l *layer) swap(places []int, tried map[[2]string]bool) (bool, error) {
	before := *l
	l.crews = slices.Clone(l.crews)
	for _, i := range places {
		l.crews[i], l.crews[i+1] = l.crews[i+1], l.crews[i]
	}
	if err := l.divide(); err != nil {
		return false, err
	}
	var swapped []Swap
	help := !l.division.Worse(before.division.Value)
	better := len(places) == 1 && before.division.Worse(l.division.Value)
	for _, i := range places {
		s := Swap{Pairs: [2]string{l.crews[i].id, l.crews[i+1].id},
			BeforeH: [2]float64{before.lambdaOf(i + 1), before.lambdaOf(i)}, AfterH: [2]float64{l.lambdaOf(i), l.lambdaOf(i + 1)}}
		help = help && (better || slices.Compare(hardship(s.AfterH), hardship(s.BeforeH)) < 0)
		swapped = append(swapped, s)
	}
	if help || len(places) == 1 {
		for _, s := range swapped {
			tried[s.Pairs], tried[[2]string{s.Pairs[1], s.Pairs[0]}] = true, true
		}
	}
	if !help {
		*l = before
		return false, nil
	}
	l.swaps = append(slices.Clone(before.swaps), swapped...)
	return true, nil
}

// hardship is what two pairs are compared by: the larger λ and the smaller.
// Who does nothing helps nobody, and counts as the other.
func hardship(lambdaH [2]float64) []float64 {
	a, b := lambdaH[0], lambdaH[1]
	if a == 0 {
		a = b
	}
	if b == 0 {
		b = a
	}
	return []float64{max(a, b), min(a, b)}
}

// lambdaOf returns the largest weighted revisit of a pair; 0 where it has no
// beat.
func (l *layer) lambdaOf(pair int) (hours float64) {
	for _, b := range l.division.Beats {
		if b.Pair != pair {
			continue
		}
		for e := b.From; e < b.To; e++ {
			if l.in.Worth[e] > 0 {
				hours = max(hours, l.in.Weights[l.in.Level[e]]*l.in.PeriodH/float64(b.Visits))
			}
		}
	}
	return hours
}

// all returns what the border is worth.
func (l *layer) all() (worth int64) {
	for _, w := range l.worth {
		worth += w
	}
	return worth
}

// divide divides the border between the pairs in their order.
func (l *layer) divide() error {
	l.in = l.instance()
	l.begin()
	d, err := divide.Solve(l.ctx, l.in)
	if errors.Is(err, divide.ErrOrder) {
		var ids []string
		for _, c := range l.crews {
			if c.sector >= 0 {
				ids = append(ids, l.s.Sectors[c.sector].ID)
			}
		}
		return &InputError{[]Note{{Code: ProblemSectorsOverlap, Subjects: ids}}}
	}
	if err != nil {
		return fmt.Errorf("divide layer %s: %w", l.name, err)
	}
	l.division = d
	return nil
}

// begin finds how far beats of the layer's pairs reach.
func (l *layer) begin() {
	l.starts = divide.Starts(l.in)
	l.reached, l.longest = make([][]bool, len(l.starts)), make([]float64, len(l.starts))
	for i, starts := range l.starts {
		l.reached[i], l.longest[i] = reachedBy(starts), l.longestOf(l.crews[i], starts)
	}
}

// reachedBy returns by element of a pair's window whether some sortie can take it
// in.
func reachedBy(starts []int32) []bool {
	out := make([]bool, max(len(starts)-1, 0))
	for e := range out {
		out[e] = int(starts[e+1]) <= e
	}
	return out
}

// instance returns the layer's border and pairs as the solver takes them.
func (l *layer) instance() *divide.Instance {
	in := &divide.Instance{PeriodH: l.s.PeriodD * 24}
	for e, w := range l.weight {
		if l.worth[e] > 0 {
			in.Weights = append(in.Weights, w)
		}
	}
	slices.Sort(in.Weights)
	in.Weights = slices.Compact(in.Weights)
	in.Worth, in.Level = slices.Clone(l.worth), make([]int32, l.N())
	for e, w := range l.weight {
		at, _ := slices.BinarySearch(in.Weights, w)
		in.Level[e] = int32(at)
	}
	if l.Ring {
		in.RingN = l.N()
		in.Worth, in.Level = slices.Repeat(in.Worth, 3), slices.Repeat(in.Level, 3)
	}
	for _, c := range l.crews {
		in.Pairs = append(in.Pairs, c.pair)
	}
	return in
}

// chainage returns the border chainage of a breakpoint of the solver: on a
// ring that of the first turn, or before its start or beyond its end, so that
// it lies as far from the breakpoint base as it should.
func (l *layer) chainage(b, base int) float64 {
	if !l.Ring {
		return l.ChainageM[b]
	}
	turn := base / l.N() * l.N()
	b -= turn
	turns := int(math.Floor(float64(b) / float64(l.N())))
	return float64(turns)*l.LengthM() + l.ChainageM[b-turns*l.N()]
}

// at returns the place of a breakpoint of the solver.
func (l *layer) at(b int) int {
	if l.Ring {
		return b % l.N()
	}
	return b
}
