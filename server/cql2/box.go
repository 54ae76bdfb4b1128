package cql2

import (
	"math/big"
	"slices"

	"github.com/paulmach/orb"
)

// boxes makes the figure of a box. In another CRS its edges need not be
// straight in longitude and latitude: they are cut into pieces.
func (c *checker) boxes(f *figure, n *node) error {
	west, south, east, north := n.box[0], n.box[1], n.box[2], n.box[3]
	if c.options.FromCRS != nil {
		corners, err := c.place(n, orb.MultiPoint{{west, south}, {east, north}})
		if err != nil {
			return err
		}
		p, ok := corners.(orb.MultiPoint)
		if !ok || len(p) != 2 {
			return c.wrong(n.at, "give coordinates of the filter's CRS", "%s cannot be placed on the earth", n)
		}
		if p[0][0] <= p[1][0] && p[0][1] <= p[1][1] {
			return c.curved(f, n)
		}
		west, south, east, north = p[0][0], p[0][1], p[1][0], p[1][1]
	} else if _, err := c.place(n, orb.MultiPoint{{west, south}, {east, north}}); err != nil {
		return err
	}
	switch {
	case south > north:
		return c.wrong(n.at, boxMend, "the south of %s is north of its north", n)
	case west > east:
		f.boxes = []orb.Bound{{Min: orb.Point{west, south}, Max: orb.Point{180, north}}, {Min: orb.Point{-180, south}, Max: orb.Point{east, north}}}
	default:
		f.boxes = []orb.Bound{{Min: orb.Point{west, south}, Max: orb.Point{east, north}}}
	}
	f.shape = shapeOf(f.boxes)
	return nil
}

// shapeOf returns boxes as a shape. A box may have no width or no height.
func shapeOf(boxes []orb.Bound) orb.Geometry {
	var polygons orb.MultiPolygon
	var all orb.Collection
	for _, b := range boxes {
		switch wide, high := b.Min[0] < b.Max[0], b.Min[1] < b.Max[1]; {
		case wide && high:
			polygons = append(polygons, b.ToPolygon())
			all = append(all, b.ToPolygon())
		case wide || high:
			all = append(all, orb.LineString{b.Min, b.Max})
		default:
			all = append(all, b.Min)
		}
	}
	switch {
	case len(all) == 1:
		return all[0]
	case len(polygons) == len(all):
		return polygons
	}
	return all
}

// pieces is into how many an edge of a box is cut in another CRS.
const pieces = 32

// curved makes the figure of a box in another CRS, which may turn out to be one
// in longitude and latitude.
func (c *checker) curved(f *figure, n *node) error {
	corners := orb.Bound{Min: orb.Point{n.box[0], n.box[1]}, Max: orb.Point{n.box[2], n.box[3]}}
	if corners.Min[0] >= corners.Max[0] || corners.Min[1] >= corners.Max[1] {
		g, err := c.place(n, shapeOf([]orb.Bound{corners}))
		f.shape = g
		return err
	}
	var ring orb.Ring
	from := corners.ToRing()
	for i, a := range from[:4] {
		for j := range pieces {
			t, b := float64(j)/pieces, from[i+1]
			ring = append(ring, orb.Point{a[0]*(1-t) + b[0]*t, a[1]*(1-t) + b[1]*t})
		}
	}
	g, err := c.place(n, orb.Polygon{append(ring, ring[0])})
	if err != nil {
		return err
	}
	f.shape = g
	bound := g.Bound()
	straight := true
	eachPoint(g, func(p orb.Point) {
		straight = straight && (p[0] == bound.Min[0] || p[0] == bound.Max[0] || p[1] == bound.Min[1] || p[1] == bound.Max[1])
	})
	if straight {
		f.boxes, f.shape = []orb.Bound{bound}, shapeOf([]orb.Bound{bound})
	}
	return nil
}

// meetsBoxes reports whether a shape of points or lines has a place in one of
// some boxes, edges included. It is exact. Known is false for other shapes.
func meetsBoxes(g orb.Geometry, boxes []orb.Bound) (meets, known bool) {
	for _, box := range boxes {
		switch g := g.(type) {
		case orb.Point:
			meets = box.Contains(g)
		case orb.MultiPoint:
			meets = slices.ContainsFunc(g, box.Contains)
		case orb.LineString:
			meets = lineMeets(g, box)
		case orb.MultiLineString:
			meets = slices.ContainsFunc(g, func(l orb.LineString) bool { return lineMeets(l, box) })
		default:
			return false, false
		}
		if meets {
			break
		}
	}
	return meets, true
}

// lineMeets reports whether a line has a place in a box.
func lineMeets(l orb.LineString, box orb.Bound) bool {
	if len(l) == 1 {
		return box.Contains(l[0])
	}
	for i := 1; i < len(l); i++ {
		a, b := l[i-1], l[i]
		if !beside(a, b, box) && (box.Contains(a) || box.Contains(b) || divides(a, b, box)) {
			return true
		}
	}
	return false
}

// beside reports whether a segment lies wholly on one side of a box.
func beside(a, b orb.Point, box orb.Bound) bool {
	return a[0] < box.Min[0] && b[0] < box.Min[0] || a[0] > box.Max[0] && b[0] > box.Max[0] ||
		a[1] < box.Min[1] && b[1] < box.Min[1] || a[1] > box.Max[1] && b[1] > box.Max[1]
}

// divides reports whether the straight line through two places has corners of a
// box on both sides, or one on it. A segment whose own box meets the box meets
// it just then: of two convex shapes that are apart one has an edge along which
// they can be parted.
func divides(a, b orb.Point, box orb.Bound) bool {
	first := turn(a, b, box.Min)
	return first == 0 || turn(a, b, box.Max) != first ||
		turn(a, b, orb.Point{box.Min[0], box.Max[1]}) != first || turn(a, b, orb.Point{box.Max[0], box.Min[1]}) != first
}

// turn returns 1 where c is left of the line from a to b, −1 where it is right
// of it and 0 where it is on it, exactly.
func turn(a, b, c orb.Point) int {
	// What the products and differences can be off at most (Shewchuk, Adaptive
	// Precision Floating-Point Arithmetic, 1997, section 4.1).
	const share, least = 3.3306690738754716e-16, 1e-300 // least: where products lose digits
	left, right := (b[0]-a[0])*(c[1]-a[1]), (b[1]-a[1])*(c[0]-a[0])
	if det, off := left-right, share*(abs(left)+abs(right))+least; det > off {
		return 1
	} else if det < -off {
		return -1
	}
	exact := func(p, q, r, s float64) *big.Rat {
		x := new(big.Rat).Sub(rat(p), rat(q))
		return x.Mul(x, new(big.Rat).Sub(rat(r), rat(s)))
	}
	return exact(b[0], a[0], c[1], a[1]).Cmp(exact(b[1], a[1], c[0], a[0]))
}

// rat returns a finite number as a fraction; 0 for others, which places never
// are.
func rat(x float64) *big.Rat {
	r := new(big.Rat)
	r.SetFloat64(x)
	return r
}

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}
