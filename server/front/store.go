package front

import (
	"container/list"
	"net/http"
	"sync"
	"sync/atomic"
)

// store keeps whole answers up to a number of bytes, and drops those that were
// asked for longest ago.
type store struct {
	limit      int64
	generation atomic.Uint64 // goes up with each forget

	mu      sync.Mutex
	bytes   int64
	answers map[string]*list.Element // of *kept
	order   list.List                // the one asked for last first
	evicted int64
}

// kept is an answer and its key. Where the answers under a key vary by language,
// answer is nil, and those are kept under the key and a language.
type kept struct {
	key    string
	answer *answer
	size   int64
}

// overhead is about what a key and its place in the store take.
const overhead = 256

func newStore(limit int64) *store {
	return &store{limit: limit, answers: map[string]*list.Element{}}
}

// most returns how many bytes an answer may have to be kept: where one could
// push out all the others, the cache would help nobody.
func (s *store) most() int64 { return max(0, s.limit/8) }

// find returns the answer kept for a request, nil where there is none.
func (s *store) find(key []byte, r *http.Request) *answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.answers[string(key)]
	if e == nil {
		return nil
	}
	s.order.MoveToFront(e)
	if a := item(e).answer; a != nil {
		return a
	}
	if e = s.answers[string(key)+languageOf(r)]; e == nil {
		return nil
	}
	s.order.MoveToFront(e)
	return item(e).answer
}

func item(e *list.Element) *kept {
	k, _ := e.Value.(*kept) // the list holds nothing else
	return k
}

// keep keeps an answer under the first short bytes of its key, or under all of
// it where it varies by language; unless the store has forgotten since the
// generation.
func (s *store) keep(key string, short int, generation uint64, a *answer) {
	size := a.size()
	if size > s.most() {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if a.policy == Revalidate && generation != s.generation.Load() {
		return
	}
	if a.varies {
		s.put(&kept{key: key[:short]})
	} else {
		key = key[:short]
	}
	s.put(&kept{key: key, answer: a, size: size})
	for s.bytes > s.limit {
		s.drop(s.order.Back())
		s.evicted++
	}
}

func (s *store) put(k *kept) {
	if e := s.answers[k.key]; e != nil {
		s.drop(e)
	}
	k.size += int64(len(k.key)) + overhead
	s.bytes += k.size
	s.answers[k.key] = s.order.PushFront(k)
}

func (s *store) drop(e *list.Element) {
	k := item(e)
	s.order.Remove(e)
	delete(s.answers, k.key)
	s.bytes -= k.size
}

// forget drops all answers that may change.
func (s *store) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.generation.Add(1)
	for e := s.order.Front(); e != nil; {
		next := e.Next()
		if a := item(e).answer; a != nil && a.policy == Revalidate {
			s.drop(e)
		}
		e = next
	}
}

// held returns how many answers there are, their bytes, and how many had to go.
func (s *store) held() (answers int, bytes, evicted int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.answers), s.bytes, s.evicted
}
