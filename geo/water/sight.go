package water

import (
	"math"
	"sort"

	"lindero/geo/wgs84"
)

// sight is all that is seen from a place, or from a corner on one side of it.
type sight struct {
	from     wgs84.Vec
	reach    float64   // the angle up to which it is all; +Inf where nothing farther was left out
	extentM  float64   // no target that is seen has a longer chord
	edge     wgs84.Vec // at a corner, the direction of the edge that is bent to at most
	tangents []tangent
	arms     []arm
	bounds   []bound
	shut     []int32 // the triangles in pockets that it was not looked into
}

// tangent is a corner that is seen and that ways can bend round.
type tangent struct {
	h, node int32   // the half-edge that leaves it where it is seen, and its sector
	m       float64 // metres; negative, and no more than the chord, where that is far
}

// arm is a part of a sight between two directions less than 180° apart. Its
// bounds are from left to right.
type arm struct {
	right, left wgs84.Vec
	lo, hi      int32
}

// bound is a half-edge that the sight ends at, −1 for none, and the vertex in the direction
// of which that part of it is, on its right; −1 for the right of the arm.
type bound struct{ h, right int32 }

// complete reports whether a sight shows all that is within reach in the
// triangles that are live.
func (g *sight) complete(reach float64, live []bool) bool {
	if g == nil || g.reach < reach {
		return false
	}
	for _, t := range g.shut {
		if live[t] {
			return false
		}
	}
	return true
}

// words returns how much memory a sight takes, in words of 8 bytes.
func (g *sight) words() int64 {
	return int64(20 + 2*len(g.tangents) + 7*len(g.arms) + len(g.bounds) + len(g.shut)/2)
}

// measure finds the extent.
func (g *sight) measure(m *mesh) {
	far2 := 0.0
	for _, b := range g.bounds {
		if b.h < 0 {
			far2 = math.Inf(1)
			break
		}
		far2 = max(far2, m.at[m.org[b.h]].Sub(g.from).Norm2(), m.at[m.to(b.h)].Sub(g.from).Norm2())
	}
	if far2 > 1 { // an edge may bulge
		far2 = math.Inf(1)
	}
	g.extentM = math.Sqrt(far2)*wgs84.MaxCurvatureRadiusM + 2*freeM
}

// left is positive where p lies left of a direction.
func (g *sight) left(of, p wgs84.Vec) float64 { return of.Dot(p.Sub(g.from)) }

// holds reports whether a place is seen.
func (g *sight) holds(m *mesh, p wgs84.Vec) bool {
	for i := range g.arms {
		a := &g.arms[i]
		if r := g.left(a.right, p); r < 0 && !g.along(r, a.right, p) {
			continue
		}
		if l := g.left(a.left, p); l > 0 && !g.along(l, a.left, p) {
			continue
		}
		if g.reaches(m, a, p) {
			return true
		}
	}
	return false
}

// before reports whether a place in the direction of a bound lies before it, or
// on it but for rounding.
func (g *sight) before(m *mesh, b bound, p wgs84.Vec) bool {
	if b.h < 0 {
		return true
	}
	o, d := m.at[m.org[b.h]], m.at[m.to(b.h)]
	t, slack := turn(o, d, p), on*d.Sub(o).Norm()
	if math.Abs(t) > slack {
		return t > 0
	}
	far := max(o.Sub(g.from).Norm(), d.Sub(g.from).Norm())
	return p.Sub(g.from).Norm() <= far+on
}

// along reports whether p, which lies so far left of a direction, lies in it
// but for rounding of either place, seen from as far as the other.
func (g *sight) along(left float64, of, p wgs84.Vec) bool {
	return left*left <= max(p.Sub(g.from).Norm2(), of.Norm2())*(rounding*rounding)
}

// reaches reports whether a place between the directions of an arm lies before
// its bounds.
func (g *sight) reaches(m *mesh, a *arm, p wgs84.Vec) bool {
	bounds := g.bounds[a.lo:a.hi]
	right := func(i int) wgs84.Vec {
		if v := bounds[i].right; v >= 0 {
			return g.from.Cross(m.at[v].Sub(g.from))
		}
		return a.right
	}
	if len(bounds) == 0 {
		return false
	}
	i := sort.Search(len(bounds)-1, func(i int) bool { return g.left(right(i), p) >= 0 })
	if g.before(m, bounds[i], p) {
		return true
	}
	// In the direction of a vertex, what is seen on either side of it is seen.
	for k := i - 1; k >= 0; k-- {
		d := right(k)
		if !g.along(g.left(d, p), d, p) {
			break
		}
		if g.before(m, bounds[k], p) {
			return true
		}
	}
	for k := i + 1; k < len(bounds); k++ {
		d := right(k - 1)
		if !g.along(g.left(d, p), d, p) {
			break
		}
		if g.before(m, bounds[k], p) {
			return true
		}
	}
	return false
}
