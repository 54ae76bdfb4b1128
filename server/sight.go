package server

import (
	"cmp"
	"net/http"
	"slices"
	"sync"
)

// sight is all that somebody who asks may see. Handlers read nothing of a plan
// or a scenario but from here.
type sight struct {
	plans, scenarios *shelf
	current          *dataset // what is at the root: the current plan, else the scenario
}

// seen says what a request may see. It is the one place where that is decided:
// today all see what the view shows that the server was started with.
func (s *Server) seen(*http.Request) *sight { return s.shown }

// Plans that were computed on request are kept up to a number, and up to so many
// bytes of their features as text; in memory, with tiles, they are some six times
// as much. The newest stays however large it is.
const (
	mostKept      = 32
	mostKeptBytes = 64 << 20
)

// shelf holds datasets by their ids and their further names.
type shelf struct {
	mu     sync.RWMutex
	byName map[string]*dataset
	order  []*dataset // as they came
}

func newShelf() *shelf { return &shelf{byName: map[string]*dataset{}} }

// put adds a dataset under its id and names. One whose id is there stays as it
// is, as the same id is the same content; names go to the first that has them.
func (s *shelf) put(d *dataset, names ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	there, ok := s.byName[d.id]
	if !ok {
		there = d
		s.byName[d.id] = d
		s.order = append(s.order, d)
	}
	for _, name := range names {
		if _, taken := s.byName[name]; !taken && name != "" {
			s.byName[name] = there
			there.names = append(there.names, name)
		}
	}
	s.trim()
}

// trim drops the oldest of those that nobody named, where they are too many or
// too large.
func (s *shelf) trim() {
	kept, bytes := 0, 0
	for i, d := range slices.Backward(s.order) {
		if len(d.names) > 0 {
			continue
		}
		if bytes += d.textBytes(); kept < mostKept && (kept == 0 || bytes <= mostKeptBytes) {
			kept++
			continue
		}
		delete(s.byName, d.id)
		s.order = slices.Delete(s.order, i, i+1)
	}
}

// find returns a dataset by its id or a name.
func (s *shelf) find(name string) *dataset {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.byName[name]
}

// list returns the datasets as they came.
func (s *shelf) list() []*dataset {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Clone(s.order)
}

// listed returns the names of all, the id of those that have none.
func (s *shelf) listed() []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var out []string
	for _, d := range s.order {
		if len(d.names) > 0 {
			out = append(out, d.names...)
		} else {
			out = append(out, d.id)
		}
	}
	return out
}

// names returns all ids and names, in order.
func (s *shelf) names() []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var out []string
	for name := range s.byName {
		out = append(out, name)
	}
	slices.SortFunc(out, cmp.Compare)
	return out
}
