package divide

import (
	"cmp"
	"math"
	"slices"
	"sort"
)

// finish makes a division of the beats that reach the objectives: within its
// stretch each pair goes as often, and then as evenly, as it can.
func (s *search) finish(d *Division, beats []found) {
	byPair := make([][]found, len(s.pairs))
	for _, b := range beats {
		byPair[b.Pair] = append(byPair[b.Pair], b)
	}
	lambdas := s.lambdas()
	parallel(len(s.pairs), func(i int) {
		if len(byPair[i]) > 0 {
			byPair[i] = s.settle(d, i, byPair[i], lambdas)
		}
	})
	d.Sectors = make([]Span, len(s.pairs))
	for i, beats := range byPair {
		for _, b := range beats {
			d.Beats = append(d.Beats, b.Beat)
		}
		if n := len(beats); n > 0 {
			d.Sectors[i] = Span{beats[0].From, beats[n-1].To}
		}
	}
	slices.SortStableFunc(d.Beats, func(x, y Beat) int { return cmp.Compare(x.From, y.From) })
}

// local is one pair at work on one stretch.
type local struct {
	s       *solver
	i       int
	lo, hi  int
	visited int64
	first   []int64 // nothing is visited before
	starts  []int32
	buf     scratch
}

// settle divides the stretch that beats of one pair take up anew: the same
// visited, with the least λ of its own, then the smallest largest share.
func (s *search) settle(d *Division, i int, beats []found, lambdas []float64) []found {
	l := &local{s: s.solvers[s.best], i: i, lo: beats[0].From, hi: beats[len(beats)-1].To}
	for _, b := range beats {
		l.visited += l.s.worth[b.To] - l.s.worth[b.From]
	}
	l.first, l.starts = make([]int64, l.hi-l.lo+1), make([]int32, l.hi-l.lo+1)
	end, exact := slices.BinarySearch(lambdas, d.LambdaH)
	if exact {
		end++
	}
	l.limit(d.Share)
	at := sort.Search(end, func(k int) bool { return l.can(s.visits(lambdas[k])) })
	if at == end {
		return beats
	}
	visits := s.visits(lambdas[at])
	best := l.trace(visits)
	share, low := shareOfAll(best), 0.0
	for settled := false; !settled; {
		try := (low + share) / 2
		if share-low < shareGap*share {
			try, settled = math.Nextafter(share, 0), true
		}
		if l.limit(try); !l.can(visits) {
			low = try
			continue
		}
		settled = false
		best = l.trace(visits)
		share = shareOfAll(best)
	}
	return best
}

// limit sets how much of a shift a sortie may use.
func (l *local) limit(share float64) {
	p := &l.s.pairs[l.i]
	p.starts(l.starts, l.lo-p.From, l.hi-p.From, share)
}

func (l *local) rows(visits []int) *rows {
	return l.s.fill(l.i, l.lo, l.hi, l.first, l.starts, visits, &l.buf)
}

// can reports whether as much can be visited as before.
func (l *local) can(visits []int) bool {
	r := l.rows(visits)
	last := r.at(r.used)
	return last[len(last)-1] >= l.visited
}

func (l *local) trace(visits []int) []found {
	_, _, beats := l.s.back(l.rows(visits), l.i, l.hi, nil)
	slices.Reverse(beats)
	return beats
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
	f, closedTo := newFront(t.lo, t.hi), t.lo
	for i := range t.pairs {
		t.advance(f, i, full.of(t, i), visits, &s.buf)
		if sector := t.sector(i); sector != nil {
			closedTo = sector.To
		}
		d.Proof.ReachAtNext = append(d.Proof.ReachAtNext, t.furthest(f, closedTo, missing))
	}
}

// furthest returns the last breakpoint before which no more than so much is
// left unvisited.
func (s *solver) furthest(f *front, from int, missing int64) int {
	n := sort.Search(s.hi-from+1, func(k int) bool {
		return s.worth[from+k]-s.worth[s.lo]-f.at(from+k) > missing
	})
	return from + n - 1
}
