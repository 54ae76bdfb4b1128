package water

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/paulmach/orb"
)

// How much a cache keeps: of sights and of places that ways start from, in words
// of 8 bytes, after which nothing more is kept, and all is dropped before the
// next search; and how many lists of targets, of so many places each at most,
// the oldest of which is dropped for a new one.
const (
	mostWords   = 8 << 20
	mostLists   = 8
	mostTargets = 1 << 16
)

// cache keeps what searches have seen for those that come after: results are
// the same with and without. It is safe for concurrent use.
type cache struct {
	mu    sync.Mutex
	live  []bool // the triangles that have mattered to any search; replaced, never changed
	lists []*aims
	kept  atomic.Pointer[kept]
	most  int64 // mostWords
}

// kept is what is dropped together.
type kept struct {
	most   int64
	words  atomic.Int64
	sights []atomic.Pointer[sight] // of each sector, round obstacles on the left and on the right
	mu     sync.Mutex
	places map[orb.Point]*outset
	far    [farSlots]atomic.Pointer[far]
}

// outset is a place that ways start from.
type outset struct {
	spots  []spot
	sights []atomic.Pointer[sight] // of each spot
}

// words returns how much memory it takes without the sights, in words of 8 bytes.
func (o *outset) words() int64 { return int64(16 + 8*len(o.spots)) }

// room reports whether so many words more may be kept, and counts them.
func (k *kept) room(words int64) bool { return k.words.Add(words) <= k.most }

func (w *Water) newKept() *kept {
	return &kept{most: w.cache.most, sights: make([]atomic.Pointer[sight], 2*len(w.sectors)), places: map[orb.Point]*outset{}}
}

// kept returns what is kept, and drops it first where it is too much.
func (w *Water) kept() *kept {
	k := w.cache.kept.Load()
	if k == nil || k.words.Load() > k.most {
		fresh := w.newKept()
		w.cache.kept.CompareAndSwap(k, fresh)
		k = w.cache.kept.Load()
	}
	return k
}

// aims returns the targets of a list, made ready.
func (w *Water) aims(ctx context.Context, targets []orb.Point) (*aims, error) {
	c := &w.cache
	c.mu.Lock()
	for _, a := range c.lists {
		if slices.Equal(a.places, targets) {
			c.mu.Unlock()
			return a, nil
		}
	}
	c.mu.Unlock()
	a, err := w.newAims(ctx, targets)
	if err != nil || len(targets) > mostTargets {
		return a, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.lists) == mostLists {
		c.lists = slices.Delete(c.lists, 0, 1)
	}
	c.lists = append(c.lists, a)
	return a, nil
}

// outset returns a place that ways start from, made ready.
func (w *Water) outset(k *kept, p orb.Point) *outset {
	k.mu.Lock()
	o := k.places[p]
	k.mu.Unlock()
	if o != nil {
		return o
	}
	at := unit(p)
	o = &outset{spots: w.spots(nil, at, w.triangle(at, -1), freeM/earthM)}
	o.sights = make([]atomic.Pointer[sight], len(o.spots))
	if k.room(o.words()) {
		k.mu.Lock()
		k.places[p] = o
		k.mu.Unlock()
	}
	return o
}

// widen adds triangles to those that have mattered, and returns all of them.
func (w *Water) widen(live []bool) []bool {
	c := &w.cache
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.live == nil {
		c.live = live
		return live
	}
	var wider []bool
	for t, on := range live {
		if on && !c.live[t] {
			if wider == nil {
				wider = slices.Clone(c.live)
			}
			wider[t] = true
		}
	}
	if wider != nil {
		c.live = wider
	}
	return c.live
}
