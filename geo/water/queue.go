package water

// item is a node that a way has reached from a stop after so many metres. For
// a seed's spot, from is its triangle.
type item struct {
	m    float64
	node int32
	from int32
}

func (a item) before(b item) bool {
	switch {
	case a.m != b.m:
		return a.m < b.m
	case a.node != b.node:
		return a.node < b.node
	}
	return a.from < b.from
}

// queue is a binary heap, the nearest item first.
type queue []item

func (q *queue) push(it item) {
	h := append(*q, it)
	i := len(h) - 1
	for i > 0 {
		up := (i - 1) / 2
		if !it.before(h[up]) {
			break
		}
		h[i] = h[up]
		i = up
	}
	h[i] = it
	*q = h
}

func (q *queue) pop() item {
	h := *q
	top, it := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	*q = h
	if len(h) == 0 {
		return top
	}
	i := 0
	for {
		k := 2*i + 1
		if k >= len(h) {
			break
		}
		if k+1 < len(h) && h[k+1].before(h[k]) {
			k++
		}
		if !h[k].before(it) {
			break
		}
		h[i] = h[k]
		i = k
	}
	h[i] = it
	return top
}
