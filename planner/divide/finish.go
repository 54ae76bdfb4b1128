package divide

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"sort"
)

// work is what one pair does.
type work struct {
	beats   []found
	visited int64
	lambdaH float64
	share   float64
}

// span returns the stretch from the first beat to the last.
func (w *work) span() Span {
	if len(w.beats) == 0 {
		return Span{}
	}
	return Span{w.beats[0].From, w.beats[len(w.beats)-1].To}
}

// finish makes a division of the beats that reach the objectives. λ and the
// share are those of the pairs that have it hardest; the others go as often,
// and then as evenly, as they can too: each within its stretch, and with its
// neighbours.
func (s *search) finish(d *Division, beats []found, lambdas []float64) error {
	s.share = d.Share
	works := make([]work, len(s.pairs))
	for _, b := range beats {
		works[b.Pair].beats = append(works[b.Pair].beats, b)
	}
	errs := make([]error, len(works))
	parallel(len(works), func(i int) {
		w := &works[i]
		if len(w.beats) == 0 {
			return
		}
		s.sum(w)
		w.lambdaH, w.share = d.LambdaH, d.Share
		errs[i] = s.settle(i, w, lambdas)
	})
	if err := errors.Join(errs...); err != nil {
		return err
	}
	err := s.balance(works, lambdas)
	if err == nil {
		d.Swaps, err = s.swaps(works, lambdas)
	}
	if err != nil {
		return err
	}
	for i := range works {
		s.spend(i, &works[i])
		for _, b := range works[i].beats {
			d.Beats = append(d.Beats, b.Beat)
		}
		d.Sectors[i] = works[i].span()
	}
	slices.SortStableFunc(d.Beats, func(x, y Beat) int { return cmp.Compare(x.From, y.From) })
	return nil
}

// spend gives the sorties that a pair has left, one by one, to the beat that
// waits longest; of equals to the first.
func (s *search) spend(i int, w *work) {
	left := s.pairs[i].Sorties
	waits := make([]float64, len(w.beats)) // weight of each beat
	for k, b := range w.beats {
		left -= b.Visits
		for e := b.From; e < b.To; e++ {
			if s.Worth[e] > 0 {
				waits[k] = max(waits[k], s.Weights[s.Level[e]])
			}
		}
	}
	for ; left > 0 && len(w.beats) > 0; left-- {
		longest := 0
		for k := range w.beats {
			if waits[k]/float64(w.beats[k].Visits) > waits[longest]/float64(w.beats[longest].Visits) {
				longest = k
			}
		}
		w.beats[longest].Visits++
	}
}

// sum computes what a pair visits.
func (s *search) sum(w *work) {
	worth := s.solvers[s.best].worth
	w.visited = 0
	for _, b := range w.beats {
		w.visited += worth[b.To] - worth[b.From]
	}
}

// part returns the search for pair i, and for pair j after it if it is another,
// alone on one stretch.
func (s *search) part(i, j int, on Span) *search {
	t := *s.solvers[s.best]
	t.pairs, t.lo, t.hi, t.room = []closed{s.pairs[i].free()}, on.From, on.To, nil
	if j != i {
		t.pairs = append(t.pairs, s.pairs[j].free())
	}
	p := &search{Instance: s.Instance, ctx: s.ctx, pairs: t.pairs, once: s.once, solvers: []*solver{&t}}
	if s.quick != nil {
		q := *s.quick
		q.search, q.buf = p, nil
		p.quick = &q
	}
	return p
}

// free returns the pair without its fixed sector, within which a stretch that
// it is to divide lies.
func (c *closed) free() closed {
	out := *c
	if c.Sector != nil {
		pair := *c.Pair
		pair.Sector = nil
		out.Pair = &pair
	}
	return out
}

// settle divides the stretch of one pair anew: the same visited, with the
// least λ of its own, then the smallest largest share.
func (s *search) settle(i int, w *work, lambdas []float64) error {
	p := s.part(i, i, w.span())
	end := sort.SearchFloat64s(lambdas, w.lambdaH) + 1
	at, err := p.least(lambdas[:min(end, len(lambdas))], w.share, w.visited)
	if err != nil {
		return err
	}
	w.beats, err = p.even(w.share, s.visits(lambdas[at]), w.visited)
	for k := range w.beats {
		w.beats[k].Pair = i
	}
	w.lambdaH, w.share = lambdas[at], shareOfAll(w.beats)
	return err
}

// rounds is how often neighbours are balanced at most.
const rounds = 4

// balance lets neighbours share the stretch of both, where that makes the
// larger λ of the two smaller, or with the same λ the larger share.
func (s *search) balance(works []work, lambdas []float64) error {
	for range rounds {
		better := false
		for i := range len(works) - 1 {
			if s.pairs[i].Sector != nil || s.pairs[i+1].Sector != nil {
				continue
			}
			is, err := s.together(i, works[i:i+2], lambdas)
			if err != nil {
				return err
			}
			better = better || is
		}
		if !better {
			return nil
		}
	}
	return nil
}

// together divides the stretch of the pairs i and i+1 anew, if that is better
// for the one of them that has it harder, and reports whether it was.
func (s *search) together(i int, works []work, lambdas []float64) (bool, error) {
	next, err := s.rework([2]int{i, i + 1}, works, lambdas)
	if err != nil || next == nil || slices.Compare(hardship(next), hardship(works)) >= 0 {
		return false, err
	}
	copy(works, next)
	return true, nil
}

// rework returns what two pairs, in this order, do on the stretch of the works
// of both if the larger λ is to be smaller, or else the larger share; nil if
// neither can be.
func (s *search) rework(order [2]int, works []work, lambdas []float64) ([]work, error) {
	on := works[0].span()
	if next := works[1].span(); on.Empty() {
		on = next
	} else if !next.Empty() {
		on.To = next.To
	}
	if on.Empty() {
		return nil, nil
	}
	p := s.part(order[0], order[1], on)
	visited := works[0].visited + works[1].visited
	lambda, share := max(works[0].lambdaH, works[1].lambdaH), max(works[0].share, works[1].share)
	at, limit := sort.SearchFloat64s(lambdas, lambda), s.share
	ok := false
	var err error
	if at > 0 {
		ok, err = p.can(limit, s.visits(lambdas[at-1]), visited)
	}
	if ok {
		at, err = p.least(lambdas[:at], limit, visited)
	} else if err == nil {
		limit = math.Nextafter(share, 0)
		ok, err = p.can(limit, s.visits(lambda), visited)
	}
	if !ok || err != nil {
		return nil, err
	}
	beats, err := p.even(limit, s.visits(lambdas[at]), visited)
	if err != nil {
		return nil, err
	}
	return s.each(order, beats, lambdas[at], lambdas)
}

// each gives beats of two pairs to each of them, and lets each do its own as
// often and evenly as it can.
func (s *search) each(order [2]int, beats []found, lambdaH float64, lambdas []float64) ([]work, error) {
	next := make([]work, 2)
	for _, b := range beats {
		next[b.Pair].beats = append(next[b.Pair].beats, b)
	}
	for k := range next {
		w := &next[k]
		if len(w.beats) == 0 {
			continue
		}
		s.sum(w)
		w.lambdaH, w.share = lambdaH, shareOfAll(beats)
		if err := s.settle(order[k], w, lambdas); err != nil {
			return nil, err
		}
	}
	return next, nil
}

// swaps returns the pairs that, in the place of the next one and that one in
// theirs, would visit more, or go more often.
func (s *search) swaps(works []work, lambdas []float64) ([]int, error) {
	var out []int
	t := s.solvers[s.best]
	for i := range len(works) - 1 {
		if s.pairs[i].Sector != nil || s.pairs[i+1].Sector != nil {
			if s.past(works, i) {
				out = append(out, i)
			}
			continue
		}
		order := [2]int{i + 1, i}
		p := s.part(order[0], order[1], t.between(works, i))
		if s.quick == nil && p.most(p.solvers[0], p.planned(1), s.once) > works[i].visited+works[i+1].visited {
			out = append(out, i)
			continue
		}
		next, err := s.rework(order, works[i:i+2], lambdas)
		if err != nil {
			return nil, err
		}
		if next != nil && slices.Compare(hardship(next)[:2], hardship(works[i : i+2])[:2]) < 0 {
			out = append(out, i)
		}
	}
	return out, nil
}

// past reports whether the one of the pairs i and i+1 that has no fixed sector
// would visit more on the other side of the sector of the other.
func (s *search) past(works []work, i int) bool {
	t := s.solvers[s.best]
	left, right := t.sector(i), t.sector(i+1)
	if left != nil && right != nil {
		return false
	}
	on, free := t.between(works, i), i
	if left != nil {
		on.To, free = left.From, i+1
	} else {
		on.From = right.To
	}
	if on.Empty() {
		return false
	}
	p := s.part(free, free, on)
	return p.most(p.solvers[0], p.planned(1), s.once) > works[free].visited
}

// between returns the stretch between what the pairs before i and after i+1
// have: their beats, or their fixed sectors.
func (s *solver) between(works []work, i int) Span {
	on := Span{s.lo, s.hi}
	has := func(k int) Span {
		if f := s.sector(k); f != nil {
			return *f
		}
		return works[k].span()
	}
	for k := i - 1; k >= 0; k-- {
		if x := has(k); !x.Empty() {
			on.From = x.To
			break
		}
	}
	for k := i + 2; k < len(works); k++ {
		if x := has(k); !x.Empty() {
			on.To = x.From
			break
		}
	}
	return on
}

// hardship returns what two pairs are compared by: the larger λ and the
// smaller, then the shares. Who does nothing helps nobody, and counts as the
// other.
func hardship(works []work) []float64 {
	a, b := works[0], works[1]
	if len(a.beats) == 0 {
		a = b
	}
	if len(b.beats) == 0 {
		b = a
	}
	return []float64{max(a.lambdaH, b.lambdaH), min(a.lambdaH, b.lambdaH), max(a.share, b.share), min(a.share, b.share)}
}

// prove fills in what the next smaller λ allows.
func (s *search) prove(d *Division, full *plan) {
	if d.Proof.NextH == 0 {
		return
	}
	visits := s.visits(d.Proof.NextH)
	d.Proof.VisitedAtNext = none
	for _, t := range s.solvers {
		if s.ctx.Err() != nil {
			return
		}
		d.Proof.VisitedAtNext = max(d.Proof.VisitedAtNext, s.most(t, full, visits))
	}
	t := s.solvers[s.best]
	missing := t.worth[t.hi] - t.worth[t.lo] - d.Visited
	f, closedTo, reach := newFront(t.lo, t.hi), t.lo, t.lo
	for i := range t.pairs {
		r := t.advance(f, i, full.of(t, i), visits, &s.buf)
		if sector := t.sector(i); sector != nil {
			closedTo = sector.To
			if r != nil { // within the sector
				part := &front{value: r.at(r.used), top: r.hi, from: r.lo}
				reach = max(reach, t.furthest(part, r.lo, sector.To, missing))
			}
		}
		reach = max(reach, t.furthest(f, closedTo, t.hi, missing))
		d.Proof.ReachAtNext = append(d.Proof.ReachAtNext, reach)
	}
}

// furthest returns the last breakpoint of a range before which no more than so
// much is left unvisited; the start of all where there is none.
func (s *solver) furthest(f *front, from, to int, missing int64) int {
	n := sort.Search(to-from+1, func(k int) bool {
		return s.worth[from+k]-s.worth[s.lo]-f.at(from+k) > missing
	})
	if n == 0 {
		return s.lo
	}
	return from + n - 1
}
