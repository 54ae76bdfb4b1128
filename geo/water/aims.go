package water

import (
	"cmp"
	"context"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo/wgs84"
)

// aims is a list of targets made ready for searches.
type aims struct {
	places []orb.Point
	in     []inside // by triangle
	spots  []aim    // near each other if they follow each other
	groups []group  // of spots
	blocks []group  // of groups
	live   []bool   // the triangles that may matter to ways to them
}

// inside says that a target has a spot in a triangle.
type inside struct{ triangle, target int32 }

// aim is a spot of a target, in whatever triangles.
type aim struct {
	target   int32
	at, ecef wgs84.Vec // of the spot, and of the target
	key      uint64    // see morton
}

// group is some that follow each other.
type group struct {
	lo, hi int32
	ecef   ball // of the targets, metres
	spots  ball // of their spots
}

type ball struct {
	centre wgs84.Vec
	radius float64
}

// perGroup is how many spots a group has, and how many groups a block.
const perGroup = 16

// newAims makes targets ready. It fails only with ctx.
func (w *Water) newAims(ctx context.Context, targets []orb.Point) (*aims, error) {
	a := &aims{places: slices.Clone(targets), live: slices.Clone(w.deep)}
	var buf []spot
	t := int32(-1)
	for i, p := range targets {
		if i%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if !onEarth(p) {
			continue
		}
		at, ecef := unit(p), wgs84.ECEF(p[0], p[1])
		t = w.triangle(at, t)
		first := len(a.spots)
		buf = w.spots(buf, at, t, freeM/earthM)
		for _, o := range buf {
			w.fill(a.live, o.triangle)
			a.in = append(a.in, inside{o.triangle, int32(i)})
			if !slices.ContainsFunc(a.spots[first:], func(s aim) bool { return s.at == o.at }) {
				a.spots = append(a.spots, aim{int32(i), o.at, ecef, morton(o.at)})
			}
		}
	}
	slices.SortFunc(a.in, func(p, q inside) int {
		return cmp.Or(cmp.Compare(p.triangle, q.triangle), cmp.Compare(p.target, q.target))
	})
	slices.SortStableFunc(a.spots, func(p, q aim) int { return cmp.Compare(p.key, q.key) })
	a.groups = gather(len(a.spots), func(i int) (ecef, spots ball) {
		return ball{a.spots[i].ecef, 0}, ball{a.spots[i].at, 0}
	})
	a.blocks = gather(len(a.groups), func(i int) (ecef, spots ball) { return a.groups[i].ecef, a.groups[i].spots })
	return a, nil
}

// within returns the targets that have a spot in a triangle.
func (a *aims) within(t int32) []inside {
	lo, _ := slices.BinarySearchFunc(a.in, t, func(p inside, t int32) int { return cmp.Compare(p.triangle, t) })
	hi := lo
	for hi < len(a.in) && a.in[hi].triangle == t {
		hi++
	}
	return a.in[lo:hi]
}

// morton returns a place's number on a curve that fills space, Morton's: places
// with numbers close to each other are near each other.
func morton(p wgs84.Vec) (key uint64) {
	for axis, x := range [3]float64{p.X, p.Y, p.Z} {
		n := uint64((x + 1) * (1<<20 - 1))
		for bit := range 21 {
			key |= n >> bit & 1 << (3*bit + axis)
		}
	}
	return key
}

// gather puts balls into groups.
func gather(n int, balls func(int) (ecef, spots ball)) (out []group) {
	for lo := 0; lo < n; lo += perGroup {
		g := group{lo: int32(lo), hi: int32(min(lo+perGroup, n))}
		for i := lo; i < int(g.hi); i++ {
			ecef, spots := balls(i)
			g.ecef.centre, g.spots.centre = g.ecef.centre.Add(ecef.centre), g.spots.centre.Add(spots.centre)
		}
		k := 1 / float64(int(g.hi)-lo)
		g.ecef.centre, g.spots.centre = g.ecef.centre.Scale(k), g.spots.centre.Scale(k)
		for i := lo; i < int(g.hi); i++ {
			ecef, spots := balls(i)
			g.ecef.hold(ecef)
			g.spots.hold(spots)
		}
		out = append(out, g)
	}
	return out
}

// hold makes a ball hold another.
func (b *ball) hold(o ball) { b.radius = max(b.radius, o.centre.Sub(b.centre).Norm()+o.radius) }

// from returns the least chord from a place to the targets, which no way is
// shorter than.
func (g *group) from(ecef wgs84.Vec) float64 {
	const rounding = 1e-6
	return g.ecef.centre.Sub(ecef).Norm() - g.ecef.radius - rounding
}
