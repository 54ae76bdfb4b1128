package network

import (
	"math/bits"
	"sync"
)

// entry is a node to look at, and how long it takes.
type entry struct {
	us   int64
	node int32
}

// queue gives the soonest entry first, where none is put in that is sooner than
// what came out last: a heap by the highest bit in which a time differs from
// that (Ahuja, Mehlhorn, Orlin, Tarjan: Faster algorithms for the shortest path
// problem, 1990). No time is before −Never. With a heap of four
// branches a search would take half as long again.
type queue struct {
	last    uint64 // when, after −Never
	filled  uint64 // bit b: there are entries at b
	entries [64][]entry
}

// queues are empty, but have room for what others had in them.
var queues = sync.Pool{New: func() any { return new(queue) }}

func (q *queue) push(e entry) {
	b := bits.Len64(uint64(e.us+Never) ^ q.last)
	q.entries[b] = append(q.entries[b], e)
	q.filled |= 1 << b
}

// pop returns false when nothing is left.
func (q *queue) pop() (entry, bool) {
	if q.filled == 0 {
		q.last = 0
		return entry{}, false
	}
	b := bits.TrailingZeros64(q.filled)
	all := q.entries[b]
	if b == 0 || len(all) == 1 {
		e := all[len(all)-1]
		q.entries[b] = all[:len(all)-1]
		if len(all) == 1 {
			q.filled &^= 1 << b
		}
		q.last = uint64(e.us + Never)
		return e, true
	}
	// What is left at b differs from the soonest of it in lower bits alone.
	best := 0
	for i := range all {
		if all[i].us < all[best].us {
			best = i
		}
	}
	e := all[best]
	q.last = uint64(e.us + Never)
	q.entries[b] = all[:0]
	q.filled &^= 1 << b
	for i := range all {
		if i != best {
			q.push(all[i])
		}
	}
	return e, true
}
