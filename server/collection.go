package server

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"math"
	"slices"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"
	"github.com/tidwall/rtree"

	"lindero/data"
	"lindero/server/crs"
)

// collection is a collection of features ready to be answered from. It does not
// change.
type collection struct {
	Name, Title string
	features    []feature
	byID        map[string]int
	shape       string          // type of all geometries
	fields      []data.Field    // by name
	bbox        []float64       // nil where there is no feature
	timed       bool            // features have from and to
	said        map[string]bool // fields that some feature has
	bytes       int             // of the features' texts
	tree        rtree.RTreeG[int]
}

// feature is a feature, and as it is sent.
type feature struct {
	of       *geojson.Feature
	id       string
	text     []byte
	from, to int64 // Unix seconds; of a collection that is timed
}

// newCollection makes a collection of features with the fields that are declared
// of them.
func newCollection(name, title, shape string, fields []data.Field, features iter.Seq[*geojson.Feature]) (*collection, error) {
	c := &collection{Name: name, Title: title, shape: shape, fields: fields, byID: map[string]int{}}
	slices.SortFunc(c.fields, func(a, b data.Field) int { return cmp.Compare(a.Name, b.Name) })
	var boxes [][]float64
	for f := range features {
		b := f.Geometry.Bound()
		c.tree.Insert(b.Min, b.Max, len(c.features))
		boxes = append(boxes, boxOf(f, b))
		id := fmt.Sprint(f.ID)
		if _, taken := c.byID[id]; !taken {
			c.byID[id] = len(c.features)
		}
		c.features = append(c.features, feature{of: f, id: id})
	}
	c.bbox = unite(boxes)
	c.said = saidBy(c.features)
	errs := make([]error, len(c.features))
	together(len(c.features), func(i int) {
		c.features[i].text, errs[i] = data.AppendFeature(nil, c.sent(c.features[i].of))
	})
	for i := range c.features {
		if errs[i] != nil {
			return c, fmt.Errorf("collection %s: %w", name, errs[i])
		}
		c.bytes += len(c.features[i].text)
	}
	c.timed = c.setTimes()
	return c, nil
}

// saidBy returns which properties some feature has.
func saidBy(features []feature) map[string]bool {
	out := map[string]bool{}
	for i := range features {
		for name, v := range features[i].of.Properties {
			if list, ok := v.([]string); v != nil && (!ok || len(list) > 0) {
				out[name] = true
			}
		}
	}
	return out
}

// boxOf returns the bbox of a feature; a place is its own, and nothing has
// none.
func boxOf(f *geojson.Feature, b orb.Bound) []float64 {
	switch {
	case len(f.BBox) == 4:
		return f.BBox
	case b.IsEmpty():
		return nil
	}
	return []float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]}
}

// setTimes reads from when to when features hold, and reports whether all say
// so.
func (c *collection) setTimes() bool {
	for i := range c.features {
		f := &c.features[i]
		from, err1 := time.Parse(time.RFC3339, text(f.of, "from"))
		to, err2 := time.Parse(time.RFC3339, text(f.of, "to"))
		if err1 != nil || err2 != nil {
			return false
		}
		f.from, f.to = from.Unix(), to.Unix()
	}
	return slices.ContainsFunc(c.fields, func(f data.Field) bool { return f.Type == data.Instant })
}

// text returns a property that is text, or "".
func text(f *geojson.Feature, name string) string {
	s, _ := f.Properties[name].(string)
	return s
}

// Count returns the number of the collection's features.
func (c *collection) Count() int { return len(c.features) }

// fits reports whether a system has all places of the collection.
func (c *collection) fits(system crs.CRS) bool {
	if c.bbox == nil {
		return true
	}
	corners := orb.MultiPoint{{c.bbox[0], c.bbox[1]}, {c.bbox[2], c.bbox[1]}, {c.bbox[2], c.bbox[3]}, {c.bbox[0], c.bbox[3]}}
	_, err := system.Shape(corners)
	return err == nil
}

// Property returns a property of a feature, its id among them; nil where it has
// none of the name.
func (f *feature) Property(name string) any {
	if name == idName {
		return f.id
	}
	return f.of.Properties[name]
}

// Shape returns the shape of a feature.
func (f *feature) Shape() orb.Geometry { return f.of.Geometry }

// match returns the numbers of the features that meet a query, in order. Its
// error is that of ctx, where that ends first.
func (c *collection) match(ctx context.Context, q *query) ([]int, error) {
	out := []int{}
	for _, i := range c.near(q) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		f := &c.features[i]
		if q.when.holds(c, f) && q.where.holds(f) && (q.filter == nil || q.filter.Match(f)) {
			out = append(out, i)
		}
	}
	return out, nil
}

// near returns the numbers of the features whose bounds meet those of a query.
func (c *collection) near(q *query) []int {
	bounds := q.where.bounds
	if q.where.everywhere() && q.filter != nil {
		bounds = q.filter.Bounds()
	}
	if bounds == nil {
		out := make([]int, len(c.features))
		for i := range out {
			out[i] = i
		}
		return out
	}
	var out []int
	for _, box := range bounds {
		c.tree.Search(box.Min, box.Max, func(_, _ [2]float64, i int) bool {
			out = append(out, i)
			return true
		})
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// area is where features are asked for.
type area struct {
	bounds []orb.Bound // in longitude and latitude; two over the antimeridian. nil: everywhere
	// For a box that is none in longitude and latitude: the box and its system.
	box    orb.Bound
	system *crs.CRS
}

func (a *area) everywhere() bool { return a.bounds == nil }

// holds reports whether a feature has a place in the area.
func (a *area) holds(f *feature) bool {
	if a.everywhere() {
		return true
	}
	if a.system == nil {
		return slices.ContainsFunc(a.bounds, func(box orb.Bound) bool { return meets(f.of.Geometry, box) })
	}
	g, err := a.system.Shape(f.of.Geometry)
	return err == nil && meetsPlane(g, a.box) // what the system does not have is in no box of it
}

// meets reports whether a shape has a place in a box of degrees.
func meets(g orb.Geometry, box orb.Bound) bool {
	if _, point := g.(orb.Point); !point {
		// A line that only touches the box, or a box of no size, is clipped to
		// nothing: widen it by a tenth of what the decimals can say.
		box = box.Pad(1e-8)
	}
	return meetsPlane(g, box)
}

// meetsPlane reports whether a shape has a place in a box of its own system.
func meetsPlane(g orb.Geometry, box orb.Bound) bool {
	switch g := g.(type) {
	case orb.Point:
		return box.Contains(g)
	case orb.MultiLineString:
		return len(clip.MultiLineString(box, g)) > 0
	case orb.MultiPolygon:
		for _, polygon := range g {
			for _, ring := range polygon {
				if len(clip.LineString(box, orb.LineString(ring))) > 0 {
					return true
				}
			}
		}
		return planar.MultiPolygonContains(g, box.Min) // the box lies within it, or beside it
	}
	return true // its bound meets the box; no collection holds other types
}

// period is when features are asked for, in Unix seconds; both ends belong to
// it.
type period struct {
	asked    bool
	from, to float64
}

// holds reports whether a feature holds at some time of the period. One of a
// collection without times always does.
func (p *period) holds(c *collection, f *feature) bool {
	return !p.asked || !c.timed || float64(f.from) <= p.to && float64(f.to) >= p.from
}

var forever = period{from: math.Inf(-1), to: math.Inf(1)}

// someIDs are ids of features, as many as are worth a look for one that is near.
func (c *collection) someIDs() []string {
	var out []string
	for i := range c.features[:min(len(c.features), 1000)] {
		out = append(out, c.features[i].id)
	}
	return out
}
