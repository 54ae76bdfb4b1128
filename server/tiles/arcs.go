package tiles

import (
	"cmp"
	"hash/maphash"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Where areas share a line, each has to be drawn with the same vertices of it, or
// slivers would open between neighbours. So rings are not thinned as wholes but
// arc by arc (as TopoJSON does): an arc goes from one place where a ring parts
// from another, or where a line begins or ends, to the next such place. Arcs that
// are the same get the same ranks, whichever way round they are written.

// corner is a vertex of a ring, or the end of a line.
type corner struct {
	at     uint64 // a hash of where it is
	beside uint64 // of its two neighbours, in either order
	ring   int32  // -1: of a line
	index  int32
}

// rankAreas ranks the vertices of all areas.
func (b *builder) rankAreas() {
	var rings []*path
	corners := []corner{}
	for i := range b.set.parts {
		p := &b.set.parts[i]
		switch p.kind {
		case area:
			rings = append(rings, &p.path)
			for k := range p.holes {
				rings = append(rings, &p.holes[k])
			}
		case line:
			for _, end := range []orb.Point{p.path.at[0], p.path.at[len(p.path.at)-1]} {
				corners = append(corners, corner{at: maphash.Comparable(b.seed, end), ring: -1})
			}
		}
	}
	if len(rings) == 0 {
		return
	}
	for n, r := range rings {
		corners = appendCorners(corners, b.seed, int32(n), r.at)
	}
	ends := make([][]int32, len(rings))
	for _, c := range junctions(corners) {
		ends[c.ring] = append(ends[c.ring], c.index)
	}
	for n, r := range rings {
		slices.Sort(ends[n])
		r.rankArcs(ends[n])
	}
}

// appendCorners appends the vertices of a ring that repeats its first one at the
// end.
func appendCorners(dst []corner, seed maphash.Seed, ring int32, at []orb.Point) []corner {
	n := len(at) - 1
	from := len(dst)
	for i := range n {
		dst = append(dst, corner{at: maphash.Comparable(seed, at[i]), ring: ring, index: int32(i)})
	}
	for i := range n {
		dst[from+i].beside = dst[from+(i+n-1)%n].at + dst[from+(i+1)%n].at
	}
	return dst
}

// junctions returns the vertices of rings at which not all that comes there goes
// on to the same neighbours.
func junctions(corners []corner) []corner {
	slices.SortFunc(corners, func(a, b corner) int { return cmp.Compare(a.at, b.at) })
	var out []corner
	for i := 0; i < len(corners); {
		k := i + 1
		same := true
		for k < len(corners) && corners[k].at == corners[i].at {
			same = same && corners[k].beside == corners[i].beside
			k++
		}
		for _, c := range corners[i:k] {
			if !same && c.ring >= 0 {
				out = append(out, c)
			}
		}
		i = k
	}
	return out
}

// newRing returns the path of a ring, whose vertices have no ranks yet. The ring
// repeats its first vertex at the end.
func newRing(at []orb.Point) path {
	at = slices.Compact(at)
	return path{at: at, rank: make([]float32, len(at))}
}

// rankArcs ranks the vertices of a ring whose arcs end at some of them, which are
// in order, and lets it begin where an arc does. A ring without any is one arc,
// from its westernmost vertex.
func (p *path) rankArcs(ends []int32) {
	n := len(p.at) - 1
	first := 0
	switch {
	case len(ends) > 0:
		first = int(ends[0])
	default:
		for i := range n {
			if comparePoints(p.at[i], p.at[first]) < 0 {
				first = i
			}
		}
	}
	if n > 0 {
		p.at = slices.Concat(p.at[first:n], p.at[:first+1])
	}
	p.rank[0] = float32(math.Inf(1))
	from := 0
	for _, end := range ends[min(1, len(ends)):] {
		p.rankArc(from, int(end)-first)
		from = int(end) - first
	}
	p.rankArc(from, n)
	p.sumUp()
	for i := range p.runs() {
		p.boxes = append(p.boxes, p.bound(p.run(i)))
	}
}

// rankArc ranks the vertices between two, and keeps these for ever. An arc is
// always looked at from the same of its ends.
func (p *path) rankArc(from, to int) {
	p.rank[from], p.rank[to] = float32(math.Inf(1)), float32(math.Inf(1))
	if to-from < 2 {
		return
	}
	back := comparePoints(p.at[from], p.at[to])
	if back == 0 {
		back = comparePoints(p.at[from+1], p.at[to-1])
	}
	if back <= 0 {
		p.rankBetween(from, to)
		return
	}
	arc := path{at: slices.Clone(p.at[from : to+1]), rank: make([]float32, to-from+1)}
	slices.Reverse(arc.at)
	arc.rankBetween(0, to-from)
	for i := 1; i < to-from; i++ {
		p.rank[to-i] = arc.rank[i]
	}
}

// comparePoints orders places from west to east, and from north to south.
func comparePoints(p, q orb.Point) int {
	return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1]))
}
