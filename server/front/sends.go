package front

import (
	"container/list"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// sends holds the memory of large answers on their way to clients. Those that
// are kept are shared by all who read them; of those that are not, each slow
// reader has one of its own for as long as it reads. Beyond the limit the answer
// that is longest on its way is broken off: most likely its reader is slow.
type sends struct {
	limit int64

	mu    sync.Mutex
	bytes int64           // of all answers, each once
	of    map[*answer]int // how often each is on its way
	order list.List       // of *sending, the longest on its way first
}

// sending is an answer on its way to one client.
type sending struct {
	answer *answer
	to     *http.ResponseController
	place  *list.Element // nil: it was broken off
}

func newSends(limit int64) *sends { return &sends{limit: limit, of: map[*answer]int{}} }

// begin takes in an answer that is to be sent, and makes room for it; end lets it
// go. One that is larger than all that may be on its way goes by itself.
func (s *sends) begin(a *answer, to *http.ResponseController) *sending {
	x := &sending{answer: a, to: to}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of[a]++; s.of[a] == 1 {
		s.bytes += a.size()
	}
	x.place = s.order.PushBack(x)
	for s.bytes > s.limit && s.order.Front() != x.place {
		longest, _ := s.order.Front().Value.(*sending) // the list holds nothing else
		s.remove(longest)
		_ = longest.to.SetWriteDeadline(time.Unix(1, 0)) // a test's recorder has none
	}
	return x
}

// extend gives a client time, unless its answer has been broken off.
func (s *sends) extend(x *sending, until time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if x.place != nil {
		_ = x.to.SetWriteDeadline(until) // where it cannot be set, as by a test's recorder, nobody waits
	}
}

// end says that an answer is no longer on its way.
func (s *sends) end(x *sending) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if x.place != nil {
		s.remove(x)
	}
}

func (s *sends) remove(x *sending) {
	s.order.Remove(x.place)
	x.place = nil
	if s.of[x.answer]--; s.of[x.answer] == 0 {
		delete(s.of, x.answer)
		s.bytes -= x.answer.size()
	}
}

// budget is a number of bytes that several take from.
type budget struct {
	limit int64
	taken atomic.Int64
}

// take takes bytes, unless that is more than there are.
func (b *budget) take(n int64) bool {
	if b.taken.Add(n) <= b.limit {
		return true
	}
	b.taken.Add(-n)
	return false
}

func (b *budget) give(n int64) { b.taken.Add(-n) }
