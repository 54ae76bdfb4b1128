package front

import (
	"context"
	"sync"
)

// flight is one run of the handler for all who ask for the same.
type flight struct {
	key        string
	short      int    // bytes of the key without the language
	generation uint64 // of the store when it began

	landed chan struct{} // closed once answer is final
	answer *answer       // for all; nil: for the first alone
	once   sync.Once

	waiting int // guarded by Front.mu
	cancel  context.CancelCauseFunc
	gone    bool // nobody waited any more
}

// join returns the flight of a key, and whether the caller is its first and has
// to run the handler.
func (f *Front) join(key string) (fl *flight, first bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if fl = f.flights[key]; fl != nil {
		fl.waiting++
		f.metrics.joined.Inc()
		return fl, false
	}
	fl = &flight{key: key, landed: make(chan struct{}), waiting: 1}
	f.flights[key] = fl
	return fl, true
}

// leave tells a flight that one fewer waits for it. Where nobody does, it is
// called off.
func (f *Front) leave(fl *flight) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if fl.waiting--; fl.waiting > 0 {
		return
	}
	fl.gone = true
	if f.flights[fl.key] == fl {
		delete(f.flights, fl.key)
	}
	if fl.cancel != nil {
		fl.cancel(context.Canceled)
	}
}

// board hands a flight what calls it off.
func (f *Front) board(fl *flight, cancel context.CancelCauseFunc) {
	f.mu.Lock()
	defer f.mu.Unlock()
	fl.cancel = cancel
	if fl.gone {
		cancel(context.Canceled)
	}
}

// land ends a flight with an answer for all, or with nil where the answer is
// for the first alone. Only the first call counts.
func (f *Front) land(fl *flight, a *answer) {
	if fl == nil {
		return
	}
	fl.once.Do(func() {
		if a != nil && a.policy != Volatile {
			f.kept.keep(fl.key, fl.short, fl.generation, a)
		}
		f.mu.Lock()
		if f.flights[fl.key] == fl {
			delete(f.flights, fl.key)
		}
		f.mu.Unlock()
		fl.answer = a
		close(fl.landed)
	})
}
