package divide

// quick is the search where nothing that some pair can reach has to be left
// out, as is usual. Then a division is as good as the best exactly if all that
// can be reached is visited, and the pairs need only be asked, one after the
// other, how far they get: f[0] is where the pair begins, f[m] the furthest
// end of f[m−1] and of a beat of k visits from f[m−k].
type quick struct {
	*search
	all  int64   // worth of what some pair can reach
	next []int32 // by breakpoint, the first element from there on that some pair can reach
	// run is, by element, the end of the run of elements of one level that are
	// worth something.
	run []int32
	// buf is memory for one run.
	buf []step
}

// step is how far a pair gets with a number of sorties, and by which beat.
type step struct {
	at     int // breakpoint
	visits int // of the last beat; 0: none, as with one sortie fewer
	from   int // where the last beat begins
	to     int // and ends
}

// newQuick returns nil where sectors are fixed, which may keep pairs from what
// they could reach.
func (s *search) newQuick(full *plan) *quick {
	n := len(s.Worth)
	reached := make([]bool, n+1)
	for i := range s.pairs {
		p := &s.pairs[i]
		if p.Sector != nil {
			return nil
		}
		for k, a := range full.starts[i] {
			if b := full.from[i] + k; p.Sorties > 0 && p.From+int(a) < b {
				reached[b-1] = true
			}
		}
	}
	if s.RingN > 0 { // a table may reach an element in one of its turns only
		for e := range s.RingN {
			any := reached[e] || reached[e+s.RingN] || reached[e+2*s.RingN]
			reached[e], reached[e+s.RingN], reached[e+2*s.RingN] = any, any, any
		}
	}
	q := s.quickFor(reached)
	for e := s.solvers[0].lo; e < s.solvers[0].hi; e++ {
		if reached[e] {
			q.all += s.Worth[e]
		}
	}
	return q
}

// quickFor returns the search for divisions that visit every element that is
// worth something and wanted; nil: all are.
func (s *search) quickFor(wanted []bool) *quick {
	n := len(s.Worth)
	q := &quick{search: s, next: make([]int32, n+1), run: make([]int32, n+1)}
	q.next[n], q.run[n] = int32(n), int32(n)
	for e := n - 1; e >= 0; e-- {
		q.next[e] = int32(e)
		if s.Worth[e] == 0 || wanted != nil && !wanted[e] {
			q.next[e] = q.next[e+1]
		}
		q.run[e] = int32(e + 1)
		if e < n-1 && s.Worth[e] > 0 && s.Worth[e+1] > 0 && s.Level[e+1] == s.Level[e] {
			q.run[e] = q.run[e+1]
		}
	}
	return q
}

// terms are what a run keeps to.
type terms struct {
	share  float64
	visits []int // by level
	needs  []int // the different ones
}

func (s *search) terms(share float64, visits []int) *terms {
	return &terms{share, visits, distinct(visits, MaxSorties)}
}

// reach returns how far the pairs first … last−1 get from lo towards hi.
func (q *quick) reach(first, last, lo, hi int, t *terms, beats *[]found) int {
	x := min(int(q.next[lo]), hi)
	for i := first; i < last && x < hi; i++ {
		x = q.pair(i, x, hi, t, beats)
	}
	return x
}

// pair returns how far pair i gets from x, and appends its beats.
func (q *quick) pair(i, x, hi int, t *terms, beats *[]found) int {
	p := &q.pairs[i]
	if len(p.WalkUs) == 0 || x < p.From || x >= p.To() || len(t.needs) == 0 {
		return x
	}
	budget := p.budgets(t.share)
	q.buf = append(q.buf[:0], step{at: x})
	f := q.buf
	longest := t.needs[len(t.needs)-1]
	for m, same := 1, 0; m <= p.Sorties && same < longest && f[m-1].at < hi; m++ {
		best := step{at: f[m-1].at}
		for _, k := range t.needs {
			if k > m {
				break
			}
			from := f[m-k].at
			if to := q.end(p, from, hi, k, t, budget); to > from {
				if at := min(int(q.next[to]), hi); at > best.at {
					best = step{at, k, from, to}
				}
			}
		}
		same++
		if best.visits > 0 {
			same = 0
		}
		f = append(f, best)
	}
	q.buf = f
	if beats != nil {
		q.collect(i, f, beats)
	}
	return f[len(f)-1].at
}

// collect appends the beats that a pair's last step is made of, in order.
func (q *quick) collect(i int, f []step, beats *[]found) {
	first := len(*beats)
	for m := len(f) - 1; m > 0; {
		s := f[m]
		if s.visits == 0 {
			m--
			continue
		}
		b := found{Beat: Beat{Pair: i, Span: Span{s.from, s.to}, Visits: s.visits}}
		q.pairs[i].settleBeat(&b)
		*beats = append(*beats, b)
		m -= s.visits
	}
	for a, b := first, len(*beats)-1; a < b; a, b = a+1, b-1 {
		(*beats)[a], (*beats)[b] = (*beats)[b], (*beats)[a]
	}
}

// end returns the furthest end, up to hi, of a feasible beat from x on none of
// whose elements needs more than k visits; x where there is none.
func (q *quick) end(p *closed, x, hi, k int, t *terms, budget [2]int64) int {
	if x >= p.To() {
		return x
	}
	limit := min(hi, p.From+int(p.last[x-p.From]))
	e := x
	for e < limit && (q.Worth[e] == 0 || t.visits[q.Level[e]] <= k) {
		if q.Worth[e] == 0 {
			e++
		} else {
			e = int(q.run[e])
		}
	}
	return p.From + p.furthest(x-p.From, min(e, limit)-p.From, budget)
}
