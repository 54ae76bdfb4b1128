// Package planner computes what of a layout's routes is covered, what stays
// open, and why.
//
// It takes a sectors.Layout and gives plain values; lengths are metres unless
// the name says otherwise. Results do not depend on the number of cores. It
// reads no clock, file or environment.
package planner

import (
	"context"
	"slices"
	"sync"

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
	found, err := reached(ctx, l, progress)
	if err != nil {
		return nil, err
	}
	areas := make([]*geo.Area, len(l.Scenario.Covered))
	for i, p := range l.Scenario.Covered {
		areas[i] = geo.NewArea(p)
	}
	c := &Coverage{l, make([]geo.Spans, len(l.Routes))}
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

// reached returns, by route, what of the watched ones lies within a reach, in
// no order. The work is shared out by blocks, as routes differ in length.
func reached(ctx context.Context, l *sectors.Layout, progress Progress) ([][]geo.Span, error) {
	blocks := 0
	first := make([]int, len(l.Routes)+1) // of each route, among the blocks of all
	for i := range l.Routes {
		first[i] = blocks
		if l.Routes[i].Watched {
			blocks += l.Routes[i].Line.Blocks()
		}
	}
	first[len(l.Routes)] = blocks
	found := make([][]geo.Span, len(l.Routes))
	var mu sync.Mutex
	err := each(ctx, blocks, progress, func(from, to int) {
		sweep := l.Reaches.NewSweep()
		route, _ := slices.BinarySearch(first, from+1)
		for route--; from < to; route++ {
			end := min(to, first[route+1])
			if from == end {
				continue
			}
			var spans []geo.Span
			accept := l.ReachOn(l.Routes[route].Kind)
			for ; from < end; from++ {
				spans = sweep.AppendWithin(spans, l.Routes[route].Line, from-first[route], accept)
			}
			mu.Lock()
			found[route] = append(found[route], spans...)
			mu.Unlock()
		}
	})
	return found, err
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
