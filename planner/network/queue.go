package network

// entry is a node to look at, and how long it takes.
type entry struct {
	us   int64
	node int32
}

func (e entry) less(o entry) bool { return e.us < o.us || e.us == o.us && e.node < o.node }

// queue is a heap of entries, the soonest first; of container/heap the calls
// through an interface would take half the time of a search.
type queue []entry

func (q *queue) push(e entry) {
	h := append(*q, e)
	i := len(h) - 1
	for i > 0 {
		up := (i - 1) / 4
		if !e.less(h[up]) {
			break
		}
		h[i] = h[up]
		i = up
	}
	h[i] = e
	*q = h
}

func (q *queue) pop() entry {
	h := *q
	top, e := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	for i := 0; len(h) > 0; {
		best := -1
		for k := 4*i + 1; k < min(4*i+5, len(h)); k++ {
			if best < 0 || h[k].less(h[best]) {
				best = k
			}
		}
		if best < 0 || !h[best].less(e) {
			h[i] = e
			break
		}
		h[i] = h[best]
		i = best
	}
	*q = h
	return top
}
