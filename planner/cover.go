// Package planner computes what of a layout's routes is covered, what stays
// open, and why.
//
// It takes a sectors.Layout and gives plain values; lengths are metres unless
// the name says otherwise. Results do not depend on the number of cores. It
// reads no clock, file or environment.
package planner

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/sectors"
)

// Progress is told how many of the units of work at hand are done. It may be
// called from several goroutines at once. A nil Progress is told nothing.
type Progress func(done, total int)

// part returns the progress of the first or second half of the work, counted
// in thousandths of the whole.
func (p Progress) part(half int) Progress {
	if p == nil {
		return nil
	}
	return func(done, total int) { p(500*half+500*done/max(total, 1), 1000) }
}

// Coverage is what of each route of a layout is watched, whatever the hour.
type Coverage struct {
	Layout *sectors.Layout
	Spans  []geo.Spans // by route; empty for routes that are not watched
}

// toleranceM is the length below which a gap is within the error of
// measuring, and counts as covered.
const toleranceM = 0.001

// Cover returns what of the watched routes lies within reach of a post's own
// watch, within a patrol's reach straight from its post, or in covered
// ground. It fails only when ctx ends.
func Cover(ctx context.Context, l *sectors.Layout, progress Progress) (*Coverage, error) {
	reaches := reachesOf(l)
	c := &Coverage{l, make([]geo.Spans, len(l.Routes))}
	found := make([][]geo.Span, len(l.Routes))
	var mu sync.Mutex
	err := each(ctx, len(reaches), progress, func(from, to int) {
		hits := make(map[int][]geo.Span)
		for _, r := range reaches[from:to] {
			l.Index.Within(r.Reach, func(line int, s geo.Span) {
				if route := &l.Routes[line]; route.Watched && r.covers(route.Kind) {
					hits[line] = append(hits[line], s)
				}
			})
		}
		mu.Lock()
		defer mu.Unlock()
		for line, spans := range hits {
			found[line] = append(found[line], spans...)
		}
	})
	if err != nil {
		return nil, err
	}
	areas := make([]*geo.Area, len(l.Scenario.Covered))
	for i, p := range l.Scenario.Covered {
		areas[i] = geo.NewArea(p)
	}
	err = each(ctx, len(l.Routes), nil, func(from, to int) {
		for i := from; i < to; i++ {
			if !l.Routes[i].Watched {
				continue
			}
			for _, a := range areas {
				found[i] = append(found[i], l.Routes[i].Line.Inside(a)...)
			}
			c.Spans[i] = settle(geo.Normalise(found[i]), l.Routes[i].Line.Whole())
		}
	})
	return c, err
}

// settle fills gaps, and drops covered spans, too short to be told from the
// error of measuring.
func settle(s geo.Spans, whole geo.Span) geo.Spans {
	s = s.Close(toleranceM)
	s = slices.DeleteFunc(s, func(x geo.Span) bool { return x.LengthM() < toleranceM })
	if n := len(s); n > 0 {
		if s[0].FromM-whole.FromM < toleranceM {
			s[0].FromM = whole.FromM
		}
		if whole.ToM-s[n-1].ToM < toleranceM {
			s[n-1].ToM = whole.ToM
		}
	}
	return s
}

// reach is how far something sees from a place on routes of a kind; on all
// kinds when kind is Any.
type reach struct {
	geo.Reach
	kind sectors.Kind
}

func (r *reach) covers(k sectors.Kind) bool {
	return r.kind == sectors.Any || k == sectors.Any || r.kind == k
}

// reachesOf returns the reaches of a layout's posts and patrols: of several
// from one place for one kind only the longest, which holds the others.
func reachesOf(l *sectors.Layout) []reach {
	type key struct {
		at   orb.Point
		kind sectors.Kind
	}
	longest := map[key]float64{}
	add := func(k key, m float64) {
		if m > longest[k] {
			longest[k] = m
		}
	}
	for _, p := range l.Scenario.Posts {
		add(key{p.At, sectors.Any}, p.WatchRadiusM)
	}
	for i := range l.Scenario.Patrols {
		p := &l.Scenario.Patrols[i]
		for _, k := range sectors.Kinds {
			add(key{l.PostOf(p).At, k}, p.ReachM(k, l.Scenario.Rules.DetourFactor))
		}
	}
	out := make([]reach, 0, len(longest))
	for k, m := range longest {
		out = append(out, reach{geo.NewReach(k.at, m), k.kind})
	}
	slices.SortFunc(out, func(a, b reach) int { // neighbours together, and no chance in the order
		p, q := a.At(), b.At()
		return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1]), cmp.Compare(a.kind, b.kind))
	})
	return out
}

// each runs f over [0, n) in blocks on all cores, until ctx ends.
func each(ctx context.Context, n int, progress Progress, f func(from, to int)) error {
	workers := min(runtime.GOMAXPROCS(0), n)
	block := max(1, min(256, n/(4*max(workers, 1))))
	var next, done atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
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
		})
	}
	wg.Wait()
	return ctx.Err()
}
