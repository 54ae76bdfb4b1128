package server

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"

	"lindero/planner"
	"lindero/report"
	"lindero/sectors"
)

// seeker finds what further pairs would do for plans, for as many plans at a time
// as there are cores. A search goes on when who asked for it has gone, so that a
// plan whose search takes longer than an answer may has its report all the same,
// for who asks again.
type seeker struct {
	find   func(ctx context.Context, l *sectors.Layout, p *planner.Plan, pairs int) (*planner.Reinforcement, error)
	ctx    context.Context // of all searches
	cancel context.CancelFunc
	places chan struct{}
	work   sync.WaitGroup
}

func newSeeker() *seeker {
	s := &seeker{find: report.Further, places: make(chan struct{}, runtime.GOMAXPROCS(0))}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	return s
}

// close ends all searches.
func (s *seeker) close() {
	s.cancel()
	s.work.Wait()
}

// sought is what further pairs would do for one plan.
type sought struct {
	mu     sync.Mutex
	search *search // the last one; nil: nobody has asked
}

// search is one search. What it found is there once it has ended.
type search struct {
	ended chan struct{}
	more  *planner.Reinforcement
	err   error
}

// further waits for what further pairs would do for a plan. One that failed is
// sought again by who asks next.
func (s *seeker) further(ctx context.Context, d *dataset) (*planner.Reinforcement, error) {
	x := s.begin(&d.reported.more, d.source)
	select {
	case <-x.ended:
		return x.more, x.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// begin returns the search for a plan, and begins it if there is none.
func (s *seeker) begin(of *sought, src *Source) *search {
	of.mu.Lock()
	defer of.mu.Unlock()
	if of.search != nil {
		select {
		case <-of.search.ended:
			if of.search.err == nil {
				return of.search
			}
		default:
			return of.search
		}
	}
	x := &search{ended: make(chan struct{})}
	of.search = x
	s.work.Go(func() {
		defer close(x.ended)
		select {
		case s.places <- struct{}{}:
			defer func() {
				if fault := recover(); fault != nil { // it would end the program
					x.err = fmt.Errorf("seeking further pairs: %v\n%s", fault, debug.Stack())
				}
				<-s.places
			}()
			x.more, x.err = s.find(s.ctx, src.Layout, src.Plan, morePairs)
		case <-s.ctx.Done():
			x.err = s.ctx.Err()
		}
	})
	return x
}
