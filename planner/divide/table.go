package divide

import (
	"math"
	"slices"
)

// none is the worth of what cannot be.
const none = math.MinInt64 / 4

// solver is an instance at work on one range of breakpoints.
type solver struct {
	*Instance
	pairs []closed
	worth []int64 // of the elements before each breakpoint
	lo    int     // the range that is divided: all, or one turn of a ring
	hi    int
	// room is, by pair, the range that the fixed sectors of the others leave
	// it; nil where there are none.
	room []Span
}

func newSolver(in *Instance, pairs []closed) *solver {
	s := &solver{Instance: in, pairs: pairs, worth: make([]int64, len(in.Worth)+1), hi: len(in.Worth)}
	for e, w := range in.Worth {
		s.worth[e+1] = s.worth[e] + w
	}
	return s
}

// front is, by breakpoint of the range, the most worth that the pairs so far
// can visit before it. It does not decrease, and stays the same beyond top.
type front struct {
	value []int64
	top   int
	from  int // breakpoint of value[0]
}

func newFront(lo, hi int) *front {
	return &front{value: make([]int64, hi-lo+1), from: lo, top: lo}
}

// at returns the value at a breakpoint.
func (f *front) at(b int) int64 { return f.value[min(b, f.top)-f.from] }

// reach makes the values up to a breakpoint explicit.
func (f *front) reach(b int) {
	for last := f.value[f.top-f.from]; f.top < b; {
		f.top++
		f.value[f.top-f.from] = last
	}
}

// rows are what one pair can do: row m, the most worth visited before each
// breakpoint of its range, by the pairs before it and m of its sorties.
type rows struct {
	lo, hi int     // breakpoints
	row    []int64 // (m, b−lo)
	used   int     // rows that differ; more sorties do not help
	visits []int   // the different visits that a beat may need, ascending
	// start[k] is, by b−lo, the smallest start of a beat that ends at b and
	// needs no more than visits[k].
	start [][]int32
}

func (r *rows) at(m int) []int64 { n := r.hi - r.lo + 1; return r.row[m*n : (m+1)*n] }

// scratch is memory for rows that is used again and again.
type scratch struct {
	row    []int64
	starts [][]int32
}

// window returns the breakpoints in which a pair can do anything.
func (s *solver) window(i int) (lo, hi int) {
	p := s.pairs[i].Pair
	if len(p.WalkUs) == 0 {
		return 0, -1
	}
	lo, hi = max(p.From, s.lo), min(p.To(), s.hi)
	if f := s.sector(i); f != nil {
		lo, hi = max(lo, f.From), min(hi, f.To)
	}
	if s.room != nil {
		lo, hi = max(lo, s.room[i].From), min(hi, s.room[i].To)
	}
	return lo, hi
}

// makeRoom finds the range that fixed sectors leave each pair: beyond those of
// the pairs before it, and up to those of the pairs after it.
func (s *solver) makeRoom() {
	if !slices.ContainsFunc(s.pairs, func(c closed) bool { return c.Sector != nil }) {
		return
	}
	s.room = make([]Span, len(s.pairs))
	from, to := s.lo, s.hi
	for i := range s.pairs {
		s.room[i].From = from
		if f := s.sector(i); f != nil {
			from = max(from, f.To)
		}
	}
	for i := len(s.pairs) - 1; i >= 0; i-- {
		s.room[i].To = to
		if f := s.sector(i); f != nil {
			to = min(to, f.From)
		}
	}
}

// sector returns the fixed sector of a pair, on a ring in the turn at hand.
func (s *solver) sector(i int) *Span {
	f := s.pairs[i].Sector
	if f == nil || s.RingN == 0 {
		return f
	}
	turn := (f.From-s.lo)%s.RingN + s.RingN
	from := s.lo + turn%s.RingN
	return &Span{from, from + f.To - f.From}
}

// fits reports whether no fixed sector goes over the start of the turn.
func (s *solver) fits() bool {
	for i := range s.pairs {
		if f := s.sector(i); f != nil && f.To > s.hi {
			return false
		}
	}
	return true
}

// fill computes the rows of pair i over [lo, hi]. first is what is visited
// before each of these breakpoints already; starts are those of the pair over
// this range, as offsets of its window; visits are by level.
func (s *solver) fill(i, lo, hi int, first []int64, starts []int32, visits []int, buf *scratch) *rows {
	p := &s.pairs[i]
	r := &rows{lo: lo, hi: hi}
	size := hi - lo + 1
	s.limits(r, p, starts, visits, buf)
	buf.row = append(buf.row[:0], first...)
	longest := 0 // the most visits that a beat may need
	if k := len(r.visits); k > 0 {
		longest = r.visits[k-1]
	}
	same := 0
	for m := 1; m <= p.Sorties && same < longest; m++ {
		buf.row = slices.Grow(buf.row, size)[:(m+1)*size]
		cur := buf.row[m*size:]
		prev := buf.row[(m-1)*size : m*size]
		copy(cur, prev)
		for k, need := range r.visits {
			if need > m {
				break
			}
			s.improve(cur, buf.row[(m-need)*size:(m-need+1)*size], r.start[k], lo)
		}
		if rise(cur, prev) {
			same, r.used = 0, m
		} else {
			same++
		}
	}
	r.row = buf.row
	return r
}

// improve lets a beat end at each breakpoint, from what is visited before its
// start.
func (s *solver) improve(cur, before []int64, start []int32, lo int) {
	worth := s.worth[lo : lo+len(cur)]
	for b, a := range start {
		if v := before[a] + worth[b] - worth[a]; v > cur[b] {
			cur[b] = v
		}
	}
}

// rise makes a row not decrease, and reports whether it is above another
// somewhere.
func rise(cur, prev []int64) bool {
	above, most := false, int64(none)
	for b, v := range cur {
		most = max(most, v)
		cur[b] = most
		above = above || most > prev[b]
	}
	return above
}

// limits finds, for each number of visits, the smallest starts of beats none
// of whose elements needs more.
func (s *solver) limits(r *rows, p *closed, starts []int32, visits []int, buf *scratch) {
	shift := int32(r.lo - p.From)
	r.visits = distinct(visits, p.Sorties)
	r.start = make([][]int32, len(r.visits))
	for len(buf.starts) < len(r.visits) {
		buf.starts = append(buf.starts, nil)
	}
	for k, need := range r.visits {
		out := slices.Grow(buf.starts[k][:0], len(starts))[:len(starts)]
		run := int32(0)
		for b, a := range starts {
			if e := r.lo + b - 1; b > 0 && s.Worth[e] > 0 && visits[s.Level[e]] > need {
				run = int32(b)
			}
			out[b] = max(a-shift, run)
		}
		buf.starts[k], r.start[k] = out, out
	}
}

// distinct returns the different numbers that are not above a limit.
func distinct(visits []int, limit int) []int {
	var out []int
	for _, k := range visits {
		if k <= limit {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// advance takes pair i in: f becomes what the pairs up to it can visit.
func (s *solver) advance(f *front, i int, starts []int32, visits []int, buf *scratch) *rows {
	sector := s.sector(i)
	lo, hi := s.window(i)
	var r *rows
	if lo < hi {
		f.reach(hi)
		first := f.value[lo-f.from : hi-f.from+1]
		if sector != nil {
			// Whoever comes before ends before the sector begins.
			first = slices.Repeat([]int64{f.at(sector.From)}, hi-lo+1)
		}
		r = s.fill(i, lo, hi, first, starts, visits, buf)
		if sector == nil {
			f.raise(lo, hi, r.at(r.used))
		}
	}
	if sector != nil {
		s.close(f, sector, r)
	}
	return r
}

// raise takes new values over a range, and beyond it.
func (f *front) raise(lo, hi int, values []int64) {
	copy(f.value[lo-f.from:], values)
	most := values[len(values)-1]
	for b := hi + 1; b <= f.top && f.value[b-f.from] < most; b++ {
		f.value[b-f.from] = most
	}
}

// close makes whoever comes after a fixed sector begin after it.
func (s *solver) close(f *front, sector *Span, r *rows) {
	lo, hi := max(sector.From, s.lo), min(sector.To, s.hi)
	value := f.at(lo)
	if r != nil {
		last := r.at(r.used)
		value = last[len(last)-1]
	}
	f.reach(hi)
	for b := s.lo; b < hi; b++ {
		f.value[b-f.from] = none
	}
	for b := hi; b <= f.top; b++ {
		f.value[b-f.from] = value
	}
}

// visits returns how often each level has to be walked for no weighted revisit
// to be above λ. Values that differ by rounding alone are the same.
func (in *Instance) visits(lambdaH float64) []int {
	out := make([]int, len(in.Weights))
	for i, w := range in.Weights {
		out[i] = visitsFor(w*in.PeriodH, lambdaH)
	}
	return out
}

// visitsFor returns the least k of 1, 2, … with amount/k not above λ.
func visitsFor(amount, lambdaH float64) int {
	limit := lambdaH * (1 + 1e-12)
	if amount <= limit {
		return 1
	}
	if amount > limit*MaxSorties {
		return MaxSorties + 1 // more than anybody makes
	}
	k := int(math.Ceil(amount / limit))
	for amount/float64(k) > limit {
		k++
	}
	for k > 1 && amount/float64(k-1) <= limit {
		k--
	}
	return k
}
