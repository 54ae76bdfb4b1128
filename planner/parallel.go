package planner

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// onOneCore marks a context in which each works on one core.
type onOneCore struct{}

// OnOneCore returns a context in which what is made of many parts is made on one
// core, part after part: of no use to who asks alone, but where as many are asked
// at a time as there are cores, none waits for the parts of others.
func OnOneCore(ctx context.Context) context.Context {
	return context.WithValue(ctx, onOneCore{}, true)
}

// each runs f over [0, n) in blocks on all cores, until ctx ends.
func each(ctx context.Context, n int, progress Progress, f func(from, to int)) error {
	workers := min(runtime.GOMAXPROCS(0), n)
	if ctx.Value(onOneCore{}) != nil {
		workers = min(1, n)
	}
	block := max(1, min(256, n/(4*max(workers, 1))))
	var next, done atomic.Int64
	var wg sync.WaitGroup
	work := func() {
		for ctx.Err() == nil {
			to := int(next.Add(int64(block)))
			from := to - block
			if from >= n {
				return
			}
			to = min(to, n)
			f(from, to)
			if d := done.Add(int64(to - from)); progress != nil {
				progress(int(d), n)
			}
		}
	}
	for range workers - 1 {
		wg.Go(work)
	}
	work()
	wg.Wait()
	return ctx.Err()
}
