package tiles

import (
	"fmt"
	"hash/maphash"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/tidwall/rtree"
)

// Set is a set of tiles of some layers.
type Set struct {
	layers []*layer
	parts  []part
}

// layer is a layer ready to be drawn.
type layer struct {
	name, title string
	fields      map[string]string
	features    []feature
	tree        rtree.RTreeG[hit] // runs by their boxes on the square
	uses        map[int32][]use   // of each part
	reach       reach
	dimension   int // of its shapes; -1 where they differ, or none is
}

// feature is what a tile says of a feature beside its shape.
type feature struct {
	number     uint64
	properties geojson.Properties
}

// hit is a run of a part. Areas are one run.
type hit struct{ part, run int32 }

// use says that a part is a feature's, the how manieth of its parts.
type use struct{ feature, order int32 }

// New returns the tiles of some layers. Layers need names of their own, and
// shapes places on earth.
func New(layers []Layer) (*Set, error) {
	b := builder{set: &Set{}, seed: maphash.MakeSeed(), known: map[uint64][]int32{}}
	for i := range layers {
		l := &layers[i]
		if l.Name == "" {
			return nil, fmt.Errorf("layer %d has no name", i+1)
		}
		if slices.Contains(b.set.Names(), l.Name) {
			return nil, fmt.Errorf("there are two layers %q; give each a name of its own", l.Name)
		}
		if err := b.addLayer(l); err != nil {
			return nil, fmt.Errorf("layer %q: %w", l.Name, err)
		}
	}
	b.rankAreas()
	return b.set, nil
}

// Names returns the names of the layers, in order.
func (s *Set) Names() []string {
	out := make([]string, len(s.layers))
	for i, l := range s.layers {
		out[i] = l.name
	}
	return out
}

// builder makes a set.
type builder struct {
	set    *Set
	seed   maphash.Seed
	known  map[uint64][]int32 // parts by the hash of what they were made of
	source [][]orb.Point      // of each part; nil of areas
}

func (b *builder) addLayer(l *Layer) error {
	out := &layer{name: l.Name, title: l.Title, fields: map[string]string{}, uses: map[int32][]use{}, reach: emptyReach(), dimension: -1}
	mixed := false
	for i := range l.Features {
		f := &l.Features[i]
		properties, err := plain(f)
		if err != nil {
			return fmt.Errorf("feature %q: %w", f.ID, err)
		}
		out.features = append(out.features, feature{uint64(i) + 1, properties})
		numbers, err := b.addShape(f.Shape)
		if err != nil {
			return fmt.Errorf("feature %q: %w", f.ID, err)
		}
		for k, n := range numbers {
			b.use(out, n, use{int32(i), int32(k)})
			if d := int(b.set.parts[n].kind); d != out.dimension {
				mixed = mixed || out.dimension >= 0
				out.dimension = d
			}
		}
	}
	if mixed {
		out.dimension = -1
	}
	out.describe(l.Fields)
	b.set.layers = append(b.set.layers, out)
	return nil
}

// use makes a part one of a feature of a layer.
func (b *builder) use(l *layer, number int32, u use) {
	if l.uses[number] == nil {
		p := &b.set.parts[number]
		runs := p.path.runs()
		if p.kind == area {
			runs = 1
		}
		for run := range runs {
			from, to := p.path.run(run)
			if p.kind == area {
				to = len(p.path.at) - 1
			}
			box := p.path.bound(from, to)
			l.tree.Insert(box.Min, box.Max, hit{number, int32(run)})
			l.reach.add(box)
		}
	}
	l.uses[number] = append(l.uses[number], u)
}

// addShape returns the numbers of the parts of a shape.
func (b *builder) addShape(shape orb.Geometry) ([]int32, error) {
	switch g := shape.(type) {
	case nil:
		return nil, nil
	case orb.Point:
		return b.addLines(points, []orb.Point{g})
	case orb.MultiPoint:
		return b.addLines(points, g)
	case orb.LineString:
		return b.addLines(line, g)
	case orb.MultiLineString:
		lines := make([][]orb.Point, len(g))
		for i := range g {
			lines[i] = g[i]
		}
		return b.addLines(line, lines...)
	case orb.Polygon:
		return b.addAreas(g)
	case orb.MultiPolygon:
		return b.addAreas(g...)
	}
	return nil, fmt.Errorf("a %s cannot be drawn; give points, lines or polygons", shape.GeoJSONType())
}

// addLines adds lines or points, but for those that are there already.
func (b *builder) addLines(k kind, lines ...[]orb.Point) ([]int32, error) {
	var out []int32
	for i, source := range lines {
		if len(source) == 0 {
			continue
		}
		key := b.hash(source)
		number := slices.IndexFunc(b.known[key], func(n int32) bool {
			return b.set.parts[n].kind == k && slices.Equal(b.source[n], source)
		})
		if number >= 0 {
			out = append(out, b.known[key][number])
			continue
		}
		p, err := newPart(k, source)
		if err != nil {
			return nil, fmt.Errorf("line %d, %w", i+1, err)
		}
		n := b.add(p, source)
		b.known[key] = append(b.known[key], n)
		out = append(out, n)
	}
	return out, nil
}

func (b *builder) hash(source []orb.Point) uint64 {
	var h maphash.Hash
	h.SetSeed(b.seed)
	for _, p := range source {
		maphash.WriteComparable(&h, p)
	}
	return h.Sum64()
}

func (b *builder) add(p part, source []orb.Point) int32 {
	b.set.parts, b.source = append(b.set.parts, p), append(b.source, source)
	return int32(len(b.set.parts) - 1)
}

func newPart(k kind, source []orb.Point) (part, error) {
	if k == points {
		at := make([]orb.Point, len(source))
		for i, p := range source {
			if err := checkPlace(p); err != nil {
				return part{}, fmt.Errorf("point %d: %w", i+1, err)
			}
			at[i] = project(p)
		}
		return part{kind: k, path: path{at: at}}, nil
	}
	at, err := projectLine(source)
	if err != nil {
		return part{}, err
	}
	return part{kind: k, path: newPath(at), begin: at[0]}, nil
}

// addAreas adds polygons. Rings that are not closed are closed; without an
// outer ring there is no polygon.
func (b *builder) addAreas(polygons ...orb.Polygon) ([]int32, error) {
	var out []int32
	for i, polygon := range polygons {
		p := part{kind: area}
		for k, ring := range polygon {
			if len(ring) == 0 {
				if k == 0 {
					break
				}
				continue
			}
			at, err := projectLine(closed(ring))
			if err != nil {
				return nil, fmt.Errorf("polygon %d, ring %d, %w", i+1, k+1, err)
			}
			if k == 0 {
				p.path, p.begin = newRing(at), at[0]
			} else {
				p.holes = append(p.holes, newRing(at))
			}
		}
		if len(p.path.at) > 0 {
			out = append(out, b.add(p, nil))
		}
	}
	return out, nil
}

func closed(r orb.Ring) []orb.Point {
	if r.Closed() {
		return r
	}
	return append(slices.Clone(r), r[0])
}
