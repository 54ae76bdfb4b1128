package geo

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"
)

// Index finds lines by place: which of them pass through a box, what of them
// lies within a reach, which are nearest. Its entries are blocks of some
// hundred pieces, so long lines cost no more than short ones. An Index is immutable
// and safe for concurrent use; With and Without make new ones that share what
// they can.
type Index struct {
	mu    *sync.Mutex // guards the copying of tree, which marks it
	tree  *rtree.RTreeG[blockRef]
	lines []*Line // nil where removed
}

// blockRef names a block of a line.
type blockRef struct{ line, block int32 }

// NewIndex indexes the lines; results name them by their place in the slice.
func NewIndex(lines []*Line) *Index {
	ix := &Index{new(sync.Mutex), new(rtree.RTreeG[blockRef]), slices.Clone(lines)}
	for i, l := range ix.lines {
		ix.eachBox(i, l, ix.tree.Insert)
	}
	return ix
}

// eachBox calls f with the box or, over the antimeridian, both boxes of each
// block of line i.
func (ix *Index) eachBox(i int, l *Line, f func(lo, hi [2]float64, r blockRef)) {
	if l == nil {
		return
	}
	for k := range l.blocks {
		boxes, n := splitBox(l.blocks[k].bound())
		for _, b := range boxes[:n] {
			f(b[0], b[1], blockRef{int32(i), int32(k)})
		}
	}
}

// With returns an index that holds one line more, and its number.
func (ix *Index) With(l *Line) (*Index, int) {
	c := ix.copy()
	n := len(c.lines)
	c.lines = append(slices.Clip(c.lines), l)
	c.eachBox(n, l, c.tree.Insert)
	return c, n
}

// Without returns an index that lacks line i. The other lines keep their
// numbers.
func (ix *Index) Without(i int) *Index {
	c := ix.copy()
	c.eachBox(i, c.lines[i], c.tree.Delete)
	c.lines = slices.Clone(c.lines)
	c.lines[i] = nil
	return c
}

func (ix *Index) copy() *Index {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	return &Index{new(sync.Mutex), ix.tree.Copy(), ix.lines}
}

// Line returns line i, nil where there is none any more.
func (ix *Index) Line(i int) *Line { return ix.lines[i] }

// InBox returns the numbers, ascending, of the lines with a run whose box
// meets b. A box over the antimeridian has its west beyond its east, or its
// east beyond 180.
func (ix *Index) InBox(b orb.Bound) []int {
	seen := map[int]bool{}
	boxes, n := splitBox(b)
	for _, box := range boxes[:n] {
		ix.tree.Search(box[0], box[1], func(_, _ [2]float64, ref blockRef) bool {
			l := ix.lines[ref.line]
			b := &l.blocks[ref.block]
			if !seen[int(ref.line)] && slices.ContainsFunc(l.runs[b.from:b.to], func(u run) bool { return u.meetsBox(box) }) {
				seen[int(ref.line)] = true
			}
			return true
		})
	}
	out := make([]int, 0, len(seen))
	for i := range seen {
		out = append(out, i)
	}
	slices.Sort(out)
	return out
}

// splitBox returns the corners of b as one or two boxes within [-180, 180].
func splitBox(b orb.Bound) (boxes [2][2][2]float64, n int) {
	west, east := b.Min[0], b.Max[0]
	if east < west {
		east += 360
	}
	south, north := b.Min[1], b.Max[1]
	if east-west >= 360 {
		boxes[0] = [2][2]float64{{-180, south}, {180, north}}
		return boxes, 1
	}
	turn := 360 * math.Floor((west+180)/360)
	west, east = west-turn, east-turn
	boxes[0] = [2][2]float64{{west, south}, {math.Min(east, 180), north}}
	if east < 180 { // 180 is -180 too
		return boxes, 1
	}
	boxes[1] = [2][2]float64{{-180, south}, {east - 360, north}}
	return boxes, 2
}

// Within calls f with the spans, each at most a block long, of the indexed
// lines that lie within r. Spans of one line come in no order and may repeat.
func (ix *Index) Within(r Reach, f func(line int, s Span)) {
	var buf []Span
	boxes, n := splitBox(r.box())
	for _, box := range boxes[:n] {
		ix.tree.Search(box[0], box[1], func(_, _ [2]float64, ref blockRef) bool {
			l := ix.lines[ref.line]
			buf = l.appendWithinBlock(buf[:0], &l.blocks[ref.block], &r)
			for _, s := range buf {
				f(int(ref.line), s)
			}
			return true
		})
	}
}

// box returns a box in longitude and latitude that holds the reach, its east
// beyond 180 where it goes over the antimeridian.
func (r *Reach) box() orb.Bound {
	const perDegree = math.Pi / 180 * 6335e3 // metres; no degree of latitude is shorter
	dLat := (r.m + 1) / perDegree
	south, north := r.lat-dLat, r.lat+dLat
	if south <= -90 || north >= 90 {
		return orb.Bound{Min: orb.Point{-180, math.Max(south, -90)}, Max: orb.Point{180, math.Min(north, 90)}}
	}
	// On a sphere the reach spans asin(sin d / cos φ) of longitude; on the
	// ellipsoid at most a hundredth more, the angle being taken large.
	sin := math.Sin(dLat*math.Pi/180) / math.Cos(r.lat*math.Pi/180) * 1.01
	if sin >= 1 {
		return orb.Bound{Min: orb.Point{-180, south}, Max: orb.Point{180, north}}
	}
	dLon := math.Asin(sin) * 180 / math.Pi
	return orb.Bound{Min: orb.Point{r.lon - dLon, south}, Max: orb.Point{r.lon + dLon, north}}
}

// Near is a line near a point.
type Near struct {
	Line int
	Place
}

// Nearest returns the k lines nearest to p by true distance, nearest first,
// each with its nearest place; lines as near in order of their numbers. To a
// point that is no place on earth none is near.
func (ix *Index) Nearest(p orb.Point, k int) []Near { return ix.NearestOf(p, k, math.Inf(1), nil) }

// NearestOf is Nearest among the lines within so many metres that accept, when
// given, lets through.
func (ix *Index) NearestOf(p orb.Point, k int, withinM float64, accept func(line int) bool) []Near {
	q := newPlace(p)
	if k < 1 || !q.onEarth() {
		return nil
	}
	best := map[int]foot{}
	kth := withinM
	visitNearest(ix.tree, q, func(ref blockRef, atLeastM float64) bool {
		if atLeastM > kth+maxStrayM { // pieces stray that far from their box
			return false
		}
		l, i := ix.lines[ref.line], int(ref.line)
		if accept != nil && !accept(i) {
			return true
		}
		b := &l.blocks[ref.block]
		bound := kth
		if f, ok := best[i]; ok {
			bound = f.m
		}
		s := newSeeker(q, bound)
		for k := b.from; k < b.to; k++ {
			s.run(l, &l.runs[k])
		}
		if s.best.piece >= 0 {
			best[i] = s.best
			kth = min(kthBest(best, k), withinM)
		}
		return true
	})
	out := make([]Near, 0, len(best))
	for i, f := range best {
		out = append(out, Near{i, ix.lines[i].placeOf(q, f)})
	}
	slices.SortFunc(out, func(a, b Near) int {
		return cmp.Or(cmp.Compare(a.OffsetM, b.OffsetM), cmp.Compare(a.Line, b.Line))
	})
	return out[:min(k, len(out))]
}

// kthBest returns just above the k-th least distance; infinity for fewer
// than k.
func kthBest(best map[int]foot, k int) float64 {
	if len(best) < k {
		return math.Inf(1)
	}
	d := make([]float64, 0, len(best))
	for _, f := range best {
		d = append(d, f.m)
	}
	slices.Sort(d)
	return math.Nextafter(d[k-1], math.Inf(1))
}
