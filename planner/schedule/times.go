package schedule

// mostRounds is after how many rounds it is given up to place more meetings
// than that.
const mostRounds = 1000

// times returns the earliest ticks at which the sorties of an order can meet
// with no more ticks between two visits of a beat than its limit; nil where
// they cannot. A closed order is one of all sorties, after which the first
// follows again; one that is not may go on.
//
// All rules are of the form "this meeting is not before so many ticks after
// that one", or "this meeting is at one of these ticks", so the earliest times
// are found by moving meetings back as long as a rule is broken. The first
// meeting may be assumed to be within the first period, as everything repeats.
func (s *search) times(beats, limit []int, closed bool) []int {
	r := &rounds{search: s, beats: beats, limit: limit, closed: closed, at: make([]int, len(beats))}
	r.link()
	free := len(s.Weeks) == 0
	for _, b := range beats {
		free = free && s.Beats[b].Open == nil
	}
	for round := 0; ; round++ {
		*s.work += len(beats)
		moved, ok := r.once()
		switch {
		case !ok || r.at[0] >= s.Ticks:
			return nil
		case !moved:
			return r.at
		case free && round > min(len(beats)+1, mostRounds):
			// Each rule is a difference: what still moves after as many rounds as
			// there are meetings moves for ever.
			s.given = s.given || len(beats) >= mostRounds
			return nil
		}
	}
}

// rounds is a search for times under way.
type rounds struct {
	*search
	beats, limit, at []int
	closed           bool
	before           []int // by sortie, the one that visits its beat before; in a closed order the last for the first
	first, last      []int // by beat, its first and last sortie; −1 for none
	left             []int // by beat, visits that are yet to come
}

func (r *rounds) link() {
	r.before = make([]int, len(r.beats))
	r.first, r.last = make([]int, len(r.visits)), make([]int, len(r.visits))
	r.left = append([]int{}, r.visits...)
	for b := range r.visits {
		r.first[b], r.last[b] = -1, -1
	}
	for i, b := range r.beats {
		r.before[i] = r.last[b]
		if r.first[b] < 0 {
			r.first[b] = i
		}
		r.last[b] = i
		r.left[b]--
	}
}

// once goes over all rules once, and reports whether a meeting was moved, and
// whether all still fit.
func (r *rounds) once() (moved, ok bool) {
	push := func(i, tick int) {
		if tick > r.at[i] {
			r.at[i], moved = tick, true
		}
	}
	n := len(r.beats)
	for i, b := range r.beats {
		if i > 0 {
			push(i, r.at[i-1]+r.Apart[r.beats[i-1]][b])
		}
		tick, ok := r.open(b, r.at[i])
		if !ok {
			return moved, false
		}
		push(i, tick)
		r.weeks(i, push)
	}
	// What is late moves what was before it.
	for i := n - 1; i >= 0; i-- {
		if k := r.before[i]; k >= 0 {
			push(k, r.at[i]-r.limit[r.beats[i]])
		}
	}
	for b, k := range r.last {
		if k >= 0 { // the visits yet to come, and the first of the next period
			push(k, r.at[r.first[b]]+r.Ticks-(r.left[b]+1)*r.limit[b])
		}
	}
	if r.Wraps {
		push(0, r.at[n-1]+r.rest()-r.Ticks)
	}
	return moved, true
}

// rest is the least number of ticks from the last meeting to the first of the
// next period.
func (r *rounds) rest() int {
	last, first := r.beats[len(r.beats)-1], r.beats[0]
	if r.closed {
		return r.Apart[last][first]
	}
	least := func(n, at int) int {
		if n < 0 || at < n {
			return at
		}
		return n
	}
	in, step, out, more := -1, -1, -1, 0
	for b, k := range r.left {
		if k <= 0 {
			continue
		}
		more += k
		in, out = least(in, r.Apart[last][b]), least(out, r.Apart[b][first])
		for c, j := range r.left {
			if j > 0 {
				step = least(step, r.Apart[b][c])
			}
		}
	}
	if more == 0 {
		return r.Apart[last][first]
	}
	return in + (more-1)*step + out
}

// open returns the first tick from one on at which the pair may meet for a
// beat.
func (r *rounds) open(b, tick int) (int, bool) {
	ticks := r.Beats[b].Open
	if !r.Wraps && tick >= r.Ticks {
		return 0, false
	}
	if ticks == nil {
		return tick, true
	}
	for k := range r.Ticks {
		if ticks[(tick+k)%r.Ticks] {
			return tick + k, true
		}
		if !r.Wraps && tick+k+1 >= r.Ticks {
			break
		}
	}
	return 0, false
}

// weeks moves the meeting that has to be in a later week than this one.
func (r *rounds) weeks(i int, push func(i, tick int)) {
	n := len(r.beats)
	for w := range r.Weeks {
		k := i + r.Weeks[w].Most
		switch {
		case k < n:
			push(k, r.Weeks[w].next(r.Ticks, r.beats[i], r.at[i], r.beats[k]))
		case r.closed && r.Wraps && k-n <= i:
			push(k-n, r.Weeks[w].next(r.Ticks, r.beats[i], r.at[i], r.beats[k-n])-r.Ticks)
		}
	}
}
