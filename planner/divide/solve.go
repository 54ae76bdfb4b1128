package divide

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
)

// ErrOrder says that the fixed sectors do not follow the order of the pairs,
// or overlap.
var ErrOrder = errors.New("divide: the fixed sectors contradict each other")

// shareGap is how far the search for the share goes by halves; what is left is
// settled exactly.
const shareGap = 1e-3

// Solve returns a best division and its proof. It fails where the instance is
// malformed, with ErrOrder where no division keeps the fixed sectors, and
// where ctx ends.
func Solve(ctx context.Context, in *Instance) (*Division, error) {
	s, err := newSearch(ctx, in)
	if err != nil {
		return nil, err
	}
	return s.run()
}

func newSearch(ctx context.Context, in *Instance) (*search, error) {
	pairs, err := prepare(in)
	if err != nil {
		return nil, err
	}
	s := &search{ctx: ctx, Instance: in, pairs: pairs, once: make([]int, len(in.Weights))}
	for i := range s.once {
		s.once[i] = 1
	}
	for lo := range s.turns() {
		if t := s.turn(lo); t.fits() {
			s.solvers = append(s.solvers, t)
		}
	}
	if len(s.solvers) == 0 {
		return nil, ErrOrder
	}
	return s, nil
}

// search is the search for the objectives, one after the other.
type search struct {
	*Instance
	ctx     context.Context
	pairs   []closed
	once    []int     // visits without a limit λ
	whole   *solver   // of all breakpoints
	solvers []*solver // one for each start of a ring, else one
	best    int       // the solver that did best in the last run that succeeded
	quick   *quick    // nil where some of what can be reached has to be left out
	share   float64   // the largest that a division has to have
	tests   int
	buf     scratch
}

// turns returns how many starts are to be tried.
func (s *search) turns() int { return max(s.RingN, 1) }

// turn returns a solver for one start.
func (s *search) turn(k int) *solver {
	if s.whole == nil {
		s.whole = newSolver(s.Instance, s.pairs)
	}
	t := *s.whole
	if s.RingN > 0 {
		t.lo = s.RingN + k
		t.hi = t.lo + s.RingN
	}
	t.makeRoom()
	return &t
}

// plan is what each pair can do under a share of the shifts.
type plan struct {
	share  float64
	from   []int     // by pair, the breakpoint of starts[i][0]
	starts [][]int32 // by pair, over all of its window that any solver looks at
}

// planned computes the starts of all pairs.
func (s *search) planned(share float64) *plan {
	p := &plan{share, make([]int, len(s.pairs)), make([][]int32, len(s.pairs))}
	parallel(len(s.pairs), func(i int) {
		c := &s.pairs[i]
		lo, hi := c.From, c.To()
		if len(s.solvers) == 1 {
			lo, hi = s.solvers[0].window(i)
		}
		if lo < hi {
			p.from[i], p.starts[i] = lo, make([]int32, hi-lo+1)
			c.starts(p.starts[i], lo-c.From, hi-c.From, share)
		}
	})
	return p
}

// of returns a pair's starts over the window of a solver, none before it.
func (p *plan) of(s *solver, i int) []int32 {
	lo, hi := s.window(i)
	if lo >= hi {
		return nil
	}
	starts := p.starts[i][lo-p.from[i] : hi-p.from[i]+1]
	if first := int32(lo - s.pairs[i].From); starts[0] < first { // they do not decrease
		starts = slices.Clone(starts)
		for b := range starts {
			starts[b] = max(starts[b], first)
		}
	}
	return starts
}

// most returns the most worth that the solver's pairs can visit.
func (s *search) most(t *solver, p *plan, visits []int) int64 {
	f := newFront(t.lo, t.hi)
	for i := range t.pairs {
		t.advance(f, i, p.of(t, i), visits, &s.buf)
	}
	return f.at(t.hi)
}

// can reports whether from some start, with no sortie using more than a share
// of its shift, at least so much can be visited, and remembers the start.
func (s *search) can(share float64, visits []int, least int64) (bool, error) {
	s.tests++
	if err := s.ctx.Err(); err != nil {
		return false, err
	}
	var p *plan
	if s.quick == nil {
		p = s.planned(share)
	}
	t := s.terms(share, visits)
	for k := range s.solvers {
		at := (s.best + k) % len(s.solvers)
		x := s.solvers[at]
		ok := false
		if s.quick != nil {
			ok = s.quick.reach(0, len(s.pairs), x.lo, x.hi, t, nil) >= x.hi
		} else {
			ok = s.most(x, p, visits) >= least
		}
		if ok {
			s.best = at
			return true, nil
		}
		if err := s.ctx.Err(); err != nil {
			return false, err
		}
	}
	return false, nil
}

func (s *search) run() (*Division, error) {
	full := s.planned(1)
	value, lambdas, at, err := s.value(full)
	if err != nil {
		return nil, err
	}
	d := &Division{Value: value, Proof: Proof{Optimal: true}, Sectors: make([]Span, len(s.pairs))}
	if d.Visited == 0 {
		s.quick = nil
		d.Swaps, err = s.reordered(d, full)
		return d, err
	}
	if at > 0 {
		d.Proof.NextH = lambdas[at-1]
	}
	d.Proof.LambdaTests, s.tests = s.tests, 0
	beats, err := s.even(1, s.visits(d.LambdaH), d.Visited)
	if err != nil {
		return nil, err
	}
	d.Share, d.Proof.ShareTests = shareOfAll(beats), s.tests
	if err := s.finish(d, beats, lambdas); err != nil {
		return nil, err
	}
	s.prove(d, full)
	others, err := s.reordered(d, full)
	d.Swaps = append(d.Swaps, others...)
	slices.Sort(d.Swaps)
	d.Swaps = slices.Compact(d.Swaps)
	return d, errors.Join(err, s.ctx.Err())
}

// even finds the smallest largest share, not above one at which so much can be
// visited, and the beats that have it.
func (s *search) even(share float64, visits []int, visited int64) ([]found, error) {
	beats := s.trace(share, visits)
	share = shareOfAll(beats)
	low := 0.0
	for settled := share == 0; !settled; {
		try := (low + share) / 2
		if share-low < shareGap*share {
			try, settled = math.Nextafter(share, 0), true
		}
		ok, err := s.can(try, visits, visited)
		if err != nil {
			return nil, err
		}
		if !ok {
			low = try
			continue
		}
		beats = s.trace(try, visits)
		share = shareOfAll(beats)
		settled = share == 0
	}
	return beats, nil
}

// found is a beat in the making.
type found struct {
	Beat
	share float64
}

func shareOfAll(beats []found) float64 {
	share := 0.0
	for _, b := range beats {
		share = max(share, b.share)
	}
	return share
}

// trace returns the beats of a division that the last run that succeeded has
// shown to be there.
func (s *search) trace(share float64, visits []int) []found {
	t := s.solvers[s.best]
	if s.quick != nil {
		var beats []found
		s.quick.reach(0, len(s.pairs), t.lo, t.hi, s.terms(share, visits), &beats)
		return beats
	}
	p := s.planned(share)
	f := newFront(t.lo, t.hi)
	before := make([][]int64, len(t.pairs))
	after := make([]int64, len(t.pairs))
	for i := range t.pairs {
		lo, hi := t.window(i)
		if lo < hi {
			f.reach(hi)
			before[i] = slices.Clone(f.value[lo-f.from : hi-f.from+1])
		}
		if sector := t.sector(i); sector != nil && lo < hi {
			before[i] = slices.Repeat([]int64{f.at(sector.From)}, hi-lo+1)
		}
		if r := t.advance(f, i, p.of(t, i), visits, &s.buf); r != nil {
			last := r.at(r.used)
			after[i] = last[len(last)-1]
		}
	}
	var beats []found
	value, b := f.at(t.hi), t.hi
	for i := len(t.pairs) - 1; i >= 0; i-- {
		lo, hi := t.window(i)
		if sector := t.sector(i); sector != nil {
			b = min(b, sector.To)
		}
		if lo < hi && b > lo && (b <= hi || after[i] == value) {
			r := t.fill(i, lo, hi, before[i], p.of(t, i), visits, &s.buf)
			b, value, beats = t.back(r, i, min(b, hi), beats)
		}
		if sector := t.sector(i); sector != nil {
			b = min(b, sector.From)
		}
	}
	slices.SortFunc(beats, func(x, y found) int { return cmp.Compare(x.From, y.From) })
	return beats
}

// back goes back through one pair's rows from breakpoint b, and returns where
// the pair's first beat begins at the latest, and what is visited before it.
func (s *solver) back(r *rows, i, b int, beats []found) (int, int64, []found) {
	p := &s.pairs[i]
	m := r.used
	value := r.at(m)[b-r.lo]
	for m > 0 {
		x := b - r.lo
		if r.at(m - 1)[x] == value {
			m--
			continue
		}
		if x > 0 && r.at(m)[x-1] == value {
			b--
			continue
		}
		for k, need := range r.visits {
			if need > m {
				break
			}
			a := int(r.start[k][x])
			if v := r.at(m - need)[a]; a < x && v+s.worth[b]-s.worth[r.lo+a] == value {
				beat := found{Beat: Beat{Pair: i, Span: Span{r.lo + a, b}, Visits: need}}
				p.settleBeat(&beat)
				beats = append(beats, beat)
				value, b, m = v, r.lo+a, m-need
				break
			}
		}
	}
	return b, value, beats
}

// settleBeat chooses where the pair meets and parts.
func (c *closed) settleBeat(b *found) {
	var meet, part int32
	meet, part, b.SortieUs, b.share = c.best(int32(b.From-c.From), int32(b.To-c.From))
	b.Meet, b.Part = c.From+int(meet), c.From+int(part)
}
