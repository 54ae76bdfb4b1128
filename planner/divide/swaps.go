package divide

import "slices"

// mostTurns is how many runs of a ring, or beside fixed sectors, are made to
// see whether neighbours would do better in each other's place.
const mostTurns = 20_000

// goal is what a run is to reach: so much visited, so often.
type goal struct {
	visits []int
	worth  int64
}

// goals returns what would be better than a division: more visited, or as much
// at the next smaller λ.
func (s *search) goals(d *Division) []goal {
	var out []goal
	if s.quick == nil {
		out = append(out, goal{s.once, d.Visited + 1})
	}
	if d.Proof.NextH > 0 {
		out = append(out, goal{s.visits(d.Proof.NextH), d.Visited})
	}
	return out
}

// reordered returns the neighbours that, in each other's place, would reach a
// goal with all the others.
func (s *search) reordered(d *Division, full *plan) ([]int, error) {
	fixed := slices.ContainsFunc(s.pairs, func(c closed) bool { return c.Sector != nil })
	var out []int
	for _, g := range s.goals(d) {
		var found []int
		var err error
		switch {
		case s.quick != nil && s.RingN == 0:
			found = s.quick.reordered(g)
		case s.RingN == 0 && !fixed:
			found, err = s.reorderedLine(g, full)
		case len(s.pairs)*s.turns() <= mostTurns:
			found, err = s.reorderedAll(g, full)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// reordered asks how far the pairs get with two of them in each other's place.
func (q *quick) reordered(g goal) []int {
	var out []int
	t, hi := q.terms(1, g.visits), q.solvers[0].hi
	x := min(int(q.next[q.solvers[0].lo]), hi)
	for i := range len(q.pairs) - 1 {
		swapped := q.pair(i, q.pair(i+1, x, hi, t, nil), hi, t, nil)
		next := q.pair(i, x, hi, t, nil)
		if swapped > q.pair(i+1, next, hi, t, nil) {
			for k := i + 2; k < len(q.pairs) && swapped < hi; k++ {
				swapped = q.pair(k, swapped, hi, t, nil)
			}
			if swapped >= hi {
				out = append(out, i)
			}
		}
		x = next
	}
	return out
}

// reorderedLine goes on with two pairs in each other's place only where that
// visits more, somewhere, than they do in theirs.
func (s *search) reorderedLine(g goal, full *plan) ([]int, error) {
	var out []int
	t := s.solvers[0]
	advance := func(f *front, i int) { t.advance(f, i, full.of(t, i), g.visits, &s.buf) }
	f := newFront(t.lo, t.hi)
	for i := range len(s.pairs) - 1 {
		if err := s.ctx.Err(); err != nil {
			return nil, err
		}
		_, to := t.window(i)
		from, _ := t.window(i + 1)
		if to > from { // else neither gets to where the other is
			swapped, both := f.clone(), f.clone()
			advance(swapped, i+1)
			advance(swapped, i)
			advance(both, i)
			advance(both, i+1)
			if swapped.above(both) {
				for k := i + 2; k < len(s.pairs); k++ {
					advance(swapped, k)
				}
				if swapped.at(t.hi) >= g.worth {
					out = append(out, i)
				}
			}
		}
		advance(f, i)
	}
	return out, nil
}

// above reports whether a front is above another somewhere.
func (f *front) above(g *front) bool {
	for b := f.from; b <= max(f.top, g.top); b++ {
		if f.at(b) > g.at(b) {
			return true
		}
	}
	return false
}

// reorderedAll makes a whole run for any two, from every start of a ring.
func (s *search) reorderedAll(g goal, full *plan) ([]int, error) {
	var out []int
	for i := range len(s.pairs) - 1 {
		other := &search{Instance: s.Instance, ctx: s.ctx, pairs: swapped(s.pairs, i), once: s.once}
		p := &plan{full.share, swapped(full.from, i), swapped(full.starts, i)}
		if len(s.solvers) == 1 { // whose starts are within the room of each in its own place
			p = other.planned(1)
		}
		for k := range s.turns() {
			if err := s.ctx.Err(); err != nil {
				return nil, err
			}
			if t := other.turn(k); t.fits() && other.most(t, p, g.visits) >= g.worth {
				out = append(out, i)
				break
			}
		}
	}
	return out, nil
}

// swapped returns a list with the elements i and i+1 in each other's place.
func swapped[T any](list []T, i int) []T {
	out := slices.Clone(list)
	out[i], out[i+1] = out[i+1], out[i]
	return out
}
