package process

import (
	"container/list"
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"slices"
	"sync/atomic"

	"lindero/planner"
	"lindero/server/problem"
)

// errTooLarge says that an outcome is larger than all that may be kept.
var errTooLarge = errors.New("the results are too large")

// shelf keeps outcomes by the keys of their tasks, those last asked for longest,
// and what is being worked on. It is guarded by Service.mu.
type shelf struct {
	most, held int64 // bytes
	byKey      map[string]*list.Element
	order      *list.List // of *shelved, the last asked for first
	flights    map[string]*flight
	atOnce     int // flights of synchronous executions
}

// shelved is an outcome on the shelf. Those that jobs refer to stay.
type shelved struct {
	key  string
	of   *outcome
	jobs int
}

func newShelf(most int64) *shelf {
	return &shelf{most: most, byKey: map[string]*list.Element{}, order: list.New(), flights: map[string]*flight{}}
}

// get returns what is kept under a key; nil where there is nothing.
func (x *shelf) get(key string) *shelved {
	e, ok := x.byKey[key]
	if !ok {
		return nil
	}
	x.order.MoveToFront(e)
	return e.Value.(*shelved) // the list holds nothing else
}

// put keeps an outcome, unless there is one of the same key already, and returns
// what is kept.
func (x *shelf) put(key string, o *outcome) *shelved {
	if old := x.get(key); old != nil {
		return old
	}
	s := &shelved{key: key, of: o}
	x.byKey[key] = x.order.PushFront(s)
	x.held += o.bytes
	return s
}

// drop takes an outcome off the shelf.
func (x *shelf) drop(key string) {
	if e, ok := x.byKey[key]; ok {
		x.held -= e.Value.(*shelved).of.bytes
		x.order.Remove(e)
		delete(x.byKey, key)
	}
}

// shrink drops outcomes that no job refers to, those asked for longest ago
// first, until what is held fits; it reports whether it does.
func (x *shelf) shrink() bool {
	for e := x.order.Back(); e != nil && x.held > x.most; {
		before := e.Prev()
		if s := e.Value.(*shelved); s.jobs == 0 {
			x.drop(s.key)
		}
		e = before
	}
	return x.held <= x.most
}

// flight is work that goes on, for as long as somebody waits for it.
type flight struct {
	key     string
	ctx     context.Context
	cancel  context.CancelFunc
	waiting int // guarded by Service.mu
	percent atomic.Int32
	message atomic.Pointer[string]
	done    chan struct{} // closed when one of these is there:
	of      *outcome
	err     error
}

// step keeps how far the work is.
func (f *flight) step(percent int, message string) {
	f.percent.Store(int32(min(max(percent, 0), 99)))
	f.message.Store(&message)
}

// progress returns how far the work is.
func (f *flight) progress() (percent int, message string) {
	if m := f.message.Load(); m != nil {
		message = *m
	}
	return int(f.percent.Load()), message
}

// busy is the problem of a server that has too much to do.
func busy(what string) *problem.Problem {
	return typed(problem.New(http.StatusServiceUnavailable, what+"; ask again in some seconds"), blank)
}

// typed gives a problem a type, which exceptions of OGC API – Processes need.
func typed(p *problem.Problem, of string) *problem.Problem {
	p.Type = of
	return p
}

// obtain returns what a task comes to: what is kept of it, what somebody is
// working on, or what it comes to now. atOnce says that it is a synchronous
// execution, of which only so many are worked on at a time. Work that is begun is
// told of, and stops when nobody waits for it.
func (s *Service) obtain(ctx context.Context, t *task, atOnce bool, tell func(*flight)) (*outcome, error) {
	for {
		o, f, err := s.join(t, atOnce)
		switch {
		case err != nil:
			return nil, err
		case o != nil && (t.fresh == nil || t.fresh(o)):
			return o, nil
		case o != nil:
			s.forget(t.key, o)
			continue
		}
		if tell != nil {
			tell(f)
		}
		select {
		case <-f.done:
			return f.of, f.err
		case <-ctx.Done():
			s.leave(f)
			return nil, ctx.Err()
		}
	}
}

// join returns what is kept of a task or who works on it.
func (s *Service) join(t *task, atOnce bool) (*outcome, *flight, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if kept := s.shelf.get(t.key); kept != nil {
		return kept.of, nil, nil
	}
	if f := s.shelf.flights[t.key]; f != nil {
		f.waiting++
		return nil, f, nil
	}
	switch {
	case s.closed:
		return nil, nil, busy("the server is about to stop")
	case atOnce && s.shelf.atOnce >= s.AtOnce+s.MaxQueued:
		return nil, nil, busy("too many executions are waiting")
	}
	f := &flight{key: t.key, waiting: 1, done: make(chan struct{})}
	f.ctx, f.cancel = context.WithCancel(s.ctx)
	s.shelf.flights[t.key] = f
	if atOnce {
		s.shelf.atOnce++
	}
	s.running.Go(func() { s.fly(f, t, atOnce) })
	return nil, f, nil
}

// fly does the work of a flight and keeps what it comes to.
func (s *Service) fly(f *flight, t *task, atOnce bool) {
	defer f.cancel()
	f.of, f.err = s.attempt(f, t, atOnce)
	s.mu.Lock()
	if s.shelf.flights[f.key] == f {
		delete(s.shelf.flights, f.key)
	}
	if atOnce {
		s.shelf.atOnce--
	}
	if f.err == nil && f.of.bytes > s.shelf.most {
		f.of, f.err = nil, errTooLarge
	}
	if f.err == nil {
		f.of = s.shelf.put(f.key, f.of).of
		s.makeRoom()
	}
	s.mu.Unlock()
	close(f.done)
	if f.err != nil && failure(f.err).Status == http.StatusInternalServerError {
		s.Logger.Error("process failed", "process", t.process, "error", f.err)
	}
}

// attempt does the work of a flight in its time. What panics fails.
func (s *Service) attempt(f *flight, t *task, atOnce bool) (o *outcome, err error) {
	if atOnce {
		select {
		case s.sync <- struct{}{}:
			defer func() { <-s.sync }()
		case <-f.ctx.Done():
			return nil, f.ctx.Err()
		}
	}
	defer func() {
		if r := recover(); r != nil {
			o, err = nil, fmt.Errorf("process: %v\n%s", r, debug.Stack())
		}
	}()
	ctx, cancel := context.WithTimeout(f.ctx, s.Timeout)
	defer cancel()
	if len(s.sync) > 1 { // others ask at the same time
		ctx = planner.OnOneCore(ctx)
	}
	o, err = t.work(ctx, f.step)
	if err == nil && o == nil {
		err = errors.New("process: work without an outcome")
	}
	return o, err
}

// leave takes a waiter from a flight, which ends without any.
func (s *Service) leave(f *flight) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.waiting--; f.waiting > 0 {
		return
	}
	f.cancel()
	if s.shelf.flights[f.key] == f {
		delete(s.shelf.flights, f.key)
	}
}

// forget drops an outcome that no longer holds.
func (s *Service) forget(key string, o *outcome) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if kept := s.shelf.get(key); kept == nil || kept.of != o {
		return
	}
	for _, j := range slices.Clone(s.jobs) {
		if j.key == key && j.of == o {
			s.remove(j)
		}
	}
	s.shelf.drop(key)
}

// makeRoom drops what is kept until it fits: first what no job refers to, then
// the jobs that ended longest ago.
func (s *Service) makeRoom() {
	for !s.shelf.shrink() {
		if !s.removeOldest() {
			return
		}
	}
}
