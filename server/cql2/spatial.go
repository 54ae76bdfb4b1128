package cql2

import (
	"slices"
	"strings"
	"sync"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
	"github.com/peterstace/simplefeatures/geom"
)

// figure is a literal geometry, ready to be compared.
type figure struct {
	shape orb.Geometry  // in longitude and latitude
	boxes []orb.Bound   // of boxes, which it is made of
	bound orb.Bound     // of all
	geom  geom.Geometry // valid

	mu       sync.Mutex // prepared is indexed when it is first asked
	prepared geom.PreparedGeometry
}

// bounds returns boxes outside of which the figure has nothing.
func (f *figure) bounds() []orb.Bound {
	if f.boxes != nil {
		return f.boxes
	}
	return []orb.Bound{f.bound}
}

// convert makes of a shape what simplefeatures understands.
func convert(g orb.Geometry, validation ...geom.NoValidate) (geom.Geometry, error) {
	b, err := wkb.Marshal(g)
	if err != nil {
		return geom.Geometry{}, err
	}
	return geom.UnmarshalWKB(b, validation...)
}

// relation makes the condition of an S_ function.
func (c *checker) relation(n *node) (condition, error) {
	if c.spatial++; c.spatial > MaxSpatial {
		return nil, c.wrong(n.at, "join shapes to one MULTIPOLYGON or GEOMETRYCOLLECTION", "the filter has more than %d spatial functions", MaxSpatial)
	}
	var both [2]*figure
	for i, x := range n.args {
		var err error
		if both[i], err = c.spatialOperand(x); err != nil {
			return nil, err
		}
	}
	r := relation{n.op, both[0], both[1]}
	if err := c.untangled(n, r); err != nil {
		return nil, err
	}
	if r.a != nil && r.b != nil { // the same for all features
		return constant(r.relate(r.a.geom, r.b.geom)), nil
	}
	return r, nil
}

// untangled holds literals to how often their edges may meet.
func (c *checker) untangled(n *node, r relation) error {
	var shapes []orb.Geometry
	for _, f := range []*figure{r.a, r.b} {
		if f != nil {
			shapes = append(shapes, f.shape)
		}
	}
	if len(shapes) < 2 && (n.op == "s_intersects" || n.op == "s_disjoint") {
		return nil // is answered without cutting edges
	}
	if c.crossings += crossings(shapes...); c.crossings > maxCrossings {
		return c.wrong(n.at, "simplify the geometries, or use S_INTERSECTS or S_DISJOINT", "edges of the geometries meet each other more than %d times, or lie too close to tell", maxCrossings)
	}
	return nil
}

// spatialOperand returns the figure of a literal; nil is the feature's shape.
func (c *checker) spatialOperand(n *node) (*figure, error) {
	switch n.kind {
	case property:
		_, cl, err := c.queryable(n)
		if err != nil || cl == spatial {
			return nil, err
		}
		return nil, c.wrong(n.at, "name the geometry", "%s is %s, no geometry", n, cl)
	case shape, box:
		return c.literal(n)
	}
	return nil, c.wrong(n.at, "name the geometry, or write one such as BBOX(west, south, east, north) or POINT(-91.5 15.2)", "%s is no geometry", n)
}

// relation is an S_ function. Nil operands are the feature's shape.
type relation struct {
	op   string
	a, b *figure
}

func (r relation) test(s *subject) truth {
	g := s.Shape()
	if g == nil {
		return unknown
	}
	f := r.a
	if f == nil {
		f = r.b
	}
	if f != nil && f.boxes != nil && (r.op == "s_intersects" || r.op == "s_disjoint") {
		if meets, known := meetsBoxes(g, f.boxes); known {
			return truthOf(meets == (r.op == "s_intersects"))
		}
	}
	bound := s.extent()
	switch {
	case bound.IsEmpty(): // no place at all
		return truthOf(r.op == "s_disjoint")
	case f == nil: // a shape and itself
		return truthOf(slices.Contains([]string{"s_intersects", "s_contains", "s_within", "s_equals"}, r.op))
	case apart(bound, f.bounds()):
		return truthOf(r.op == "s_disjoint")
	}
	return r.compare(s, f, bound)
}

// compare compares a feature with the one figure, whose bounds meet.
func (r relation) compare(s *subject, f *figure, bound orb.Bound) truth {
	op := r.op
	if r.a != nil { // said of the feature
		op = turned(op)
	}
	switch {
	case op == "s_intersects" || op == "s_disjoint":
		meets, known := f.meets(s)
		if !known {
			return unknown
		}
		return truthOf(meets == (op == "s_intersects"))
	case (op == "s_within" || op == "s_equals") && !covers(f.bound, bound),
		(op == "s_contains" || op == "s_equals") && !covers(bound, f.bound):
		return no
	}
	own, ok := s.geometry()
	switch {
	case !ok:
		return unknown
	case op == "s_within" && f.areal():
		return f.contains(own)
	case r.a != nil:
		return r.relate(f.geom, own)
	}
	return r.relate(own, f.geom)
}

// turned returns what an S_ function is with its operands changed round.
func turned(op string) string {
	switch op {
	case "s_within":
		return "s_contains"
	case "s_contains":
		return "s_within"
	}
	return op
}

func covers(a, b orb.Bound) bool { return a.Contains(b.Min) && a.Contains(b.Max) }

func apart(b orb.Bound, boxes []orb.Bound) bool {
	for _, box := range boxes {
		if b.Intersects(box) {
			return false
		}
	}
	return true
}

// meets reports whether a feature's shape has a place in the figure; not known
// where the shape cannot be compared.
func (f *figure) meets(s *subject) (meets, known bool) {
	var g geom.Geometry
	if near, ok := near(s.Shape(), f.bounds()); ok {
		if len(near) == 0 {
			return false, true
		}
		var err error
		if g, err = convert(near, geom.NoValidate{}); err != nil {
			return false, false
		}
	} else if g, ok = s.geometry(); !ok {
		return false, false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	meets, err := f.prepared.Intersects(g)
	return meets, err == nil
}

// areal reports whether the figure is of polygons only. Of others, prepared
// geometries have another idea of what they contain than the standard: a
// collection may contain what is only on the edge of its polygons.
func (f *figure) areal() bool {
	switch f.shape.(type) {
	case orb.Polygon, orb.MultiPolygon:
		return true
	}
	return false
}

// contains reports whether a geometry is within the figure.
func (f *figure) contains(g geom.Geometry) truth {
	f.mu.Lock()
	defer f.mu.Unlock()
	is, err := f.prepared.Contains(g)
	if err != nil {
		return unknown
	}
	return truthOf(is)
}

// near returns of a shape of lines what comes near some boxes: to look at that
// is enough to see whether the lines meet what is in the boxes. False for other
// shapes.
func near(g orb.Geometry, boxes []orb.Bound) (orb.MultiLineString, bool) {
	var out orb.MultiLineString
	switch g := g.(type) {
	case orb.LineString:
		return nearOf(nil, g, boxes), len(g) > 1
	case orb.MultiLineString:
		for _, l := range g {
			if len(l) < 2 {
				return nil, false
			}
			out = nearOf(out, l, boxes)
		}
		return out, true
	}
	return nil, false
}

func nearOf(out orb.MultiLineString, l orb.LineString, boxes []orb.Bound) orb.MultiLineString {
	from := -1 // where what is near begins
	for i := 1; i < len(l); i++ {
		is := false
		for _, box := range boxes {
			is = is || !beside(l[i-1], l[i], box)
		}
		switch {
		case is && from < 0:
			from = i - 1
		case !is && from >= 0:
			out, from = append(out, l[from:i]), -1
		}
	}
	if from >= 0 {
		out = append(out, l[from:])
	}
	return out
}

// relate answers with the DE-9IM of two geometries (OGC 21-065r2, table 6).
func (r relation) relate(a, b geom.Geometry) truth {
	var is bool
	var err error
	switch r.op {
	case "s_intersects":
		is, err = geom.Disjoint(a, b)
		is = !is
	case "s_disjoint":
		is, err = geom.Disjoint(a, b)
	case "s_contains":
		is, err = geom.Contains(a, b)
	case "s_within":
		is, err = geom.Within(a, b)
	case "s_equals":
		is, err = geom.Equals(a, b)
	case "s_touches":
		is, err = geom.Touches(a, b)
	case "s_crosses":
		is, err = geom.Crosses(a, b)
	case "s_overlaps":
		is, err = geom.Overlaps(a, b)
	}
	if err != nil {
		return unknown // a shape that no relation can be told of
	}
	return truthOf(is)
}

// literal makes the figure of a literal geometry or box.
func (c *checker) literal(n *node) (*figure, error) {
	if c.places += count(n); c.places > MaxCoordinates {
		return nil, c.wrong(n.at, "simplify the geometries", "the geometries of the filter have more than %d places", MaxCoordinates)
	}
	f := &figure{}
	var err error
	if n.kind == box {
		err = c.boxes(f, n)
	} else {
		f.shape, err = c.place(n, orb.Clone(n.shape))
	}
	if err != nil {
		return nil, err
	}
	f.bound = f.shape.Bound()
	if f.geom, err = convert(f.shape); err == nil {
		f.prepared, err = geom.Prepare(f.geom)
	}
	if err != nil {
		return nil, c.wrong(n.at, "close rings, and let no line cross itself in them", "%s is not valid: %s", n, strings.TrimSpace(err.Error()))
	}
	return f, nil
}

// place takes a shape in the CRS of the filter, of which there is no copy, to
// longitude and latitude, where it has to lie on the earth.
func (c *checker) place(n *node, g orb.Geometry) (orb.Geometry, error) {
	if c.options.FromCRS != nil {
		var err error
		if g, err = c.options.FromCRS(g); err != nil {
			return nil, c.wrong(n.at, "give coordinates of the filter's CRS", "%s cannot be placed on the earth: %s", n, err)
		}
	}
	const slack = 1e-6 // degrees: what conversions may be off at the edge
	outside := false
	eachPoint(g, func(p orb.Point) {
		// Written so that NaN is outside.
		if on := p[0] >= -180-slack && p[0] <= 180+slack && p[1] >= -90-slack && p[1] <= 90+slack; !on {
			outside = true
		}
	})
	if outside {
		return nil, c.wrong(n.at, "give longitudes within ±180 and latitudes within ±90, in the order of the filter's CRS (over ±180°, write a BBOX whose west is the larger, or two shapes)",
			"%s lies outside of the earth", n)
	}
	return g, nil
}

// count returns how many places a literal has.
func count(n *node) int {
	if n.kind == box {
		return 5
	}
	places := 0
	eachPoint(n.shape, func(orb.Point) { places++ })
	return places
}

// eachPoint calls do for each place of a geometry that a filter can have.
func eachPoint(g orb.Geometry, do func(orb.Point)) {
	switch g := g.(type) {
	case orb.Point:
		do(g)
	case orb.MultiPoint:
		for _, p := range g {
			do(p)
		}
	case orb.LineString:
		eachPoint(orb.MultiPoint(g), do)
	case orb.Ring:
		eachPoint(orb.MultiPoint(g), do)
	case orb.MultiLineString:
		for _, l := range g {
			eachPoint(l, do)
		}
	case orb.Polygon:
		for _, r := range g {
			eachPoint(r, do)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			eachPoint(p, do)
		}
	case orb.Collection:
		for _, m := range g {
			eachPoint(m, do)
		}
	case orb.Bound:
		eachPoint(g.ToRing(), do)
	}
}
