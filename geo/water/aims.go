package water

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo/wgs84"
)

// aims is a list of targets made ready for searches.
type aims struct {
	places []orb.Point
	ecef   []wgs84.Vec
	spots  []aim
	groups []group // of spots
	blocks []group // of groups
	live   []bool  // the triangles that may matter to ways to them
}

// aim is a spot of a target.
type aim struct {
	target, triangle int32
	at               wgs84.Vec
}

// group is some that follow each other, in a ball in space, in metres.
type group struct {
	lo, hi int32
	centre wgs84.Vec
	radius float64
}

// perGroup is how many spots a group has, and how many groups a block.
const perGroup = 16

func (w *Water) newAims(targets []orb.Point) *aims {
	a := &aims{places: slices.Clone(targets), ecef: make([]wgs84.Vec, len(targets)), live: slices.Clone(w.deep)}
	t := int32(-1)
	for i, p := range targets {
		if !onEarth(p) {
			continue
		}
		a.ecef[i] = wgs84.ECEF(p[0], p[1])
		at := unit(p)
		t = w.triangle(p, at, t)
		for _, o := range w.spots(at, t, freeM/earthM) {
			a.spots = append(a.spots, aim{int32(i), o.triangle, o.at})
			w.fill(a.live, o.triangle)
		}
	}
	a.groups = gather(len(a.spots), func(i int) (wgs84.Vec, float64) { return a.ecef[a.spots[i].target], 0 })
	a.blocks = gather(len(a.groups), func(i int) (wgs84.Vec, float64) { return a.groups[i].centre, a.groups[i].radius })
	return a
}

// gather puts balls into groups.
func gather(n int, ball func(int) (wgs84.Vec, float64)) (out []group) {
	for lo := 0; lo < n; lo += perGroup {
		g := group{lo: int32(lo), hi: int32(min(lo+perGroup, n))}
		for i := lo; i < int(g.hi); i++ {
			c, _ := ball(i)
			g.centre = g.centre.Add(c)
		}
		g.centre = g.centre.Scale(1 / float64(int(g.hi)-lo))
		for i := lo; i < int(g.hi); i++ {
			c, r := ball(i)
			g.radius = math.Max(g.radius, c.Sub(g.centre).Norm()+r)
		}
		out = append(out, g)
	}
	return out
}

// from returns the least chord from a place to the ball, which no way is shorter
// than.
func (g *group) from(ecef wgs84.Vec) float64 {
	const rounding = 1e-6
	return g.centre.Sub(ecef).Norm() - g.radius - rounding
}
