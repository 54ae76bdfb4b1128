package frontier

import (
	"context"
	"math"
	"math/bits"
	"sort"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// mesh is the edges of several lands, each linked with those of the same two
// ends. Edge e goes from v[e] to v[e+1]; the last vertex of a ring repeats its
// first and begins no edge.
type mesh struct {
	v     []orb.Point
	rings []ring
	of    []int32 // per land: its first ring; closed by len(rings)
	twin  []int32 // per edge: the next of a circle of edges with the same ends
}

// ring is the place of a ring's vertices in a mesh.
type ring struct {
	from, last   int32 // its first vertex and the one that repeats it
	left         int8  // 1: the land lies to the left along the ring, −1: to the right, 0: not looked at yet
	south, north float64
}

// newMesh lays out the lands and finds the edges that are there more than
// once.
func newMesh(ctx context.Context, lands []Land) (*mesh, error) {
	n, rings := 0, 0
	for _, l := range lands {
		for _, polygon := range l.Polygons {
			rings += len(polygon)
			for _, r := range polygon {
				n += len(r) + 1
			}
		}
	}
	if n >= math.MaxInt32 {
		return nil, ErrTooMany
	}
	m := &mesh{v: make([]orb.Point, 0, n), rings: make([]ring, 0, rings), of: make([]int32, 0, len(lands)+1)}
	for _, l := range lands {
		m.of = append(m.of, int32(len(m.rings)))
		for _, polygon := range l.Polygons {
			for _, r := range polygon {
				m.addRing(r)
			}
		}
	}
	m.of = append(m.of, int32(len(m.rings)))
	return m, m.link(ctx)
}

// addRing adds a ring without the vertices that repeat their predecessor, and
// closed.
func (m *mesh) addRing(r orb.Ring) {
	from := len(m.v)
	for _, p := range r {
		if n := len(m.v); n == from || m.v[n-1] != p {
			m.v = append(m.v, p)
		}
	}
	if len(m.v) > from && m.v[from] != m.v[len(m.v)-1] {
		m.v = append(m.v, m.v[from])
	}
	if len(m.v)-from < 4 { // a point, or there and back
		m.v = m.v[:from]
		return
	}
	box := orb.Ring(m.v[from:]).Bound()
	m.rings = append(m.rings, ring{from: int32(from), last: int32(len(m.v) - 1), south: box.Min[1], north: box.Max[1]})
}

// link fills in the twins. Its table holds one edge of each two ends, plus 1,
// by open addressing.
func (m *mesh) link(ctx context.Context) error {
	m.twin = make([]int32, len(m.v))
	size := 1 << bits.Len(uint(len(m.v)+len(m.v)/2))
	table, mask := make([]int32, size), uint64(size-1)
	for i := range m.rings {
		if err := ctx.Err(); err != nil {
			return err
		}
		for e := m.rings[i].from; e < m.rings[i].last; e++ {
			m.twin[e] = e
			if alongCut(m.v[e], m.v[e+1]) {
				continue
			}
			slot := hash(m.v[e], m.v[e+1]) & mask
			for table[slot] != 0 && !m.same(table[slot]-1, e) {
				slot = (slot + 1) & mask
			}
			if table[slot] == 0 {
				table[slot] = e + 1
				continue
			}
			first := table[slot] - 1
			m.twin[first], m.twin[e] = e, m.twin[first]
		}
	}
	return nil
}

// same reports whether two edges have the same ends.
func (m *mesh) same(e, f int32) bool {
	a, b, p, q := m.v[e], m.v[e+1], m.v[f], m.v[f+1]
	return a == p && b == q || a == q && b == p
}

// hash mixes the coordinates of an edge, whichever way it runs (the finaliser
// of MurmurHash3 by Appleby, in the public domain).
func hash(p, q orb.Point) uint64 {
	h := hashPoint(p) + hashPoint(q)
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

func hashPoint(p orb.Point) uint64 {
	// Adding 0 makes 0 of −0, which is equal to it.
	h := math.Float64bits(p[0]+0)*0x9e3779b97f4a7c15 ^ math.Float64bits(p[1]+0)
	h ^= h >> 32
	return h * 0xd6e8feb86659fd93
}

// leftOf returns 1 where the land lies to the left along ring r, else −1. A
// ring within an odd number of the land's others is a hole, whatever the file
// makes of it: some write holes as polygons.
func (m *mesh) leftOf(r int32) int8 {
	g := &m.rings[r]
	if g.left == 0 {
		g.left = -1
		if geo.InsideOnLeft(orb.Ring(m.v[g.from:g.last+1])) != m.isHole(r) {
			g.left = 1
		}
	}
	return g.left
}

// isHole reports whether a ring lies within an odd number of the other rings
// of its land. It looks from the middle of an edge that none of those has and that
// is no cut; of several the westernmost.
func (m *mesh) isHole(r int32) bool {
	land, g := m.landOf(r), &m.rings[r]
	at := int32(-1)
	for e := g.from; e < g.last; e++ {
		if at >= 0 && comparePoints(m.middle(e), m.middle(at)) >= 0 {
			continue
		}
		if !alongCut(m.v[e], m.v[e+1]) && m.only(land, e) {
			at = e
		}
	}
	if at < 0 {
		return false
	}
	p, odd := m.middle(at), false
	for k := m.of[land]; k < m.of[land+1]; k++ {
		if o := &m.rings[k]; k != r && o.south <= p[1] && p[1] <= o.north {
			odd = odd != m.crossed(o, p)
		}
	}
	return odd
}

// only reports whether a land has no other edge with the ends of e.
func (m *mesh) only(land, e int32) bool {
	for f := m.twin[e]; f != e; f = m.twin[f] {
		if m.landOf(m.ringOf(f)) == land {
			return false
		}
	}
	return true
}

// middle returns the middle of an edge.
func (m *mesh) middle(e int32) orb.Point {
	a, b := m.v[e], m.v[e+1]
	return orb.Point{a[0] + eastwards(a[0], b[0])/2, a[1] + (b[1]-a[1])/2}
}

// crossed reports whether the meridian north of p crosses a ring oddly often.
func (m *mesh) crossed(g *ring, p orb.Point) bool {
	odd := false
	for e := g.from; e < g.last; e++ {
		a, b := m.v[e], m.v[e+1]
		from := eastwards(p[0], a[0])
		to := from + eastwards(a[0], b[0])
		if (from < 0) != (to < 0) && a[1]-from/(to-from)*(b[1]-a[1]) > p[1] {
			odd = !odd
		}
	}
	return odd
}

// eastwards returns how many degrees b lies east of a, the short way round.
func eastwards(a, b float64) float64 {
	d := b - a
	if d > 180 || d < -180 {
		d = math.Remainder(d, 360)
	}
	return d
}

// ringOf returns the number of the ring that an edge belongs to.
func (m *mesh) ringOf(e int32) int32 {
	return int32(sort.Search(len(m.rings), func(i int) bool { return m.rings[i].from > e }) - 1)
}

// landOf returns the number of the land that a ring belongs to.
func (m *mesh) landOf(r int32) int32 {
	return int32(sort.Search(len(m.of), func(i int) bool { return m.of[i] > r }) - 1)
}
