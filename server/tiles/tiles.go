// Package tiles draws features as vector tiles (Mapbox Vector Tile 2.1) and
// describes sets of them: OGC API – Tiles (20-057) with the tile matrix set
// WebMercatorQuad and the tileset metadata of Two Dimensional Tile Matrix Set
// 2.0 (17-083r4), and TileJSON 3.0.
//
// What goes in is in degrees; edges are straight in longitude and latitude, as
// in GeoJSON. What comes out is in units of a tile, 4096 to its width, with 64
// more around it. At every zoom lines are thinned by half a unit, whole lines at
// once, so that tiles meet; areas arc by arc, so that neighbours do too, and the
// line between them where it is drawn as such. An area that the tile cuts in
// several parts is as many polygons; rings touch or cross themselves only where
// they are finer than a unit. Each feature is in at least one tile at every zoom,
// however small it is, and what lies beyond ±85.05° stands at the edge of the
// map. The same features give the same bytes.
//
// A set is made once, in n log n for n vertices, and then only read: by any
// number at a time. A tile costs what is in it and, where lines are long and
// straight, a look at their ranks.
package tiles

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/maptile"
)

const (
	// Extent is how many units a tile is wide and high.
	Extent = 4096

	// MaxZoom is the largest zoom that a set offers: a unit is 15 cm on the
	// equator there, and positions have 7 decimals of a degree, 1 cm. Clients
	// enlarge its tiles for what lies beyond.
	MaxZoom = 16

	// MediaType is the content type of tiles.
	MediaType = "application/vnd.mapbox-vector-tile"

	// buffer is how much of the surroundings a tile holds, in units, so that
	// wide lines and symbols are whole at its edge.
	buffer = 64

	// version is that of Mapbox Vector Tile, without its minor part.
	version = 2
)

// Feature is what is drawn.
type Feature struct {
	ID string

	// Shape is in degrees, cut at ±180° into Multi*: a Point, MultiPoint,
	// LineString, MultiLineString, Polygon or MultiPolygon. Nil is nowhere.
	Shape orb.Geometry

	// Properties are texts, numbers and truths. Lists of texts are joined, nil
	// and numbers that are none are left out, all else is written as JSON.
	Properties map[string]any
}

// Layer is a layer of a tile: a collection of features.
type Layer struct {
	Name, Title string
	Features    []Feature

	// Fields says of properties what they are, "String", "Number" or "Boolean".
	// What it does not name is found in the features.
	Fields map[string]string
}

// Valid reports whether a tile is one of WebMercatorQuad: zoom up to 24, column
// and row within its matrix.
func Valid(at maptile.Tile) bool {
	return at.Z <= lastMatrix && at.X>>at.Z == 0 && at.Y>>at.Z == 0
}

// Tile returns a tile with the named layers in the order of the set, or with
// all where none is named; nil where nothing of them is in it. A feature's
// number is its place in its layer, from 1; its id is the property feature_id,
// unless it has a property of that name. A tile beyond MaxZoom is as exact as
// one of MaxZoom.
func (s *Set) Tile(ctx context.Context, at maptile.Tile, layers ...string) ([]byte, error) {
	if !Valid(at) {
		return nil, fmt.Errorf("there is no tile %d/%d/%d (matrix, row, column) in %s", at.Z, at.Y, at.X, WebMercatorQuad)
	}
	chosen, err := s.choose(layers)
	if err != nil {
		return nil, err
	}
	p := painter{ctx: ctx, set: s, at: at, drawn: map[piece]drawing{}}
	var out mvt.Layers
	for _, l := range chosen {
		features, err := p.features(l)
		if err != nil {
			return nil, fmt.Errorf("layer %q: %w", l.name, err)
		}
		if len(features) > 0 {
			out = append(out, &mvt.Layer{Name: l.name, Version: version, Extent: Extent, Features: features})
		}
	}
	if len(out) == 0 {
		return nil, nil
	}
	return mvt.Marshal(out)
}

// choose returns the named layers in the order of the set; all for none.
func (s *Set) choose(names []string) ([]*layer, error) {
	if len(names) == 0 {
		return s.layers, nil
	}
	var out []*layer
	for _, l := range s.layers {
		if slices.Contains(names, l.name) {
			out = append(out, l)
		}
	}
	for _, name := range names {
		if !slices.ContainsFunc(out, func(l *layer) bool { return l.name == name }) {
			return nil, fmt.Errorf("there is no layer %q; there are %s", name, strings.Join(s.Names(), ", "))
		}
	}
	return out, nil
}

// painter draws one tile. Layers share what is drawn of a part.
type painter struct {
	ctx   context.Context
	set   *Set
	at    maptile.Tile
	drawn map[piece]drawing
}

// piece is a part as one copy of the earth shows it.
type piece struct {
	part  int32
	turns int
}

// owned is a piece of a feature: the how manieth of its parts it is.
type owned struct {
	use
	piece
}

// features returns what a layer has in the tile.
func (p *painter) features(l *layer) ([]*geojson.Feature, error) {
	var all []owned
	first, last := l.turns()
	for turns := first; turns <= last; turns++ {
		found, err := p.search(l, turns)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	slices.SortFunc(all, compareOwned)
	var out []*geojson.Feature
	for i := 0; i < len(all); {
		var d drawing
		number := all[i].feature
		for ; i < len(all) && all[i].feature == number; i++ {
			d.add(p.drawn[all[i].piece])
		}
		f := &l.features[number]
		out = append(out, &geojson.Feature{ID: f.number, Geometry: d.geometry(), Properties: f.properties})
	}
	return out, nil
}

func compareOwned(a, b owned) int {
	switch {
	case a.feature != b.feature:
		return int(a.feature) - int(b.feature)
	case a.order != b.order:
		return int(a.order) - int(b.order)
	}
	return a.turns - b.turns
}

// search draws the parts of a layer that a copy of the earth shows in the tile,
// and returns whose they are.
func (p *painter) search(l *layer, turns int) ([]owned, error) {
	c := newCanvas(p.at, turns)
	window := c.window()
	var hits []hit
	l.tree.Search(window.Min, window.Max, func(_, _ [2]float64, h hit) bool {
		hits = append(hits, h)
		return len(hits)%1024 != 0 || p.ctx.Err() == nil
	})
	slices.SortFunc(hits, compareHits)
	var out []owned
	for i := 0; i < len(hits); {
		if err := p.ctx.Err(); err != nil {
			return nil, err
		}
		var runs []int32
		here := piece{hits[i].part, turns}
		for ; i < len(hits) && hits[i].part == here.part; i++ {
			runs = append(runs, hits[i].run)
		}
		d, ok := p.drawn[here]
		if !ok {
			d = c.draw(&p.set.parts[here.part], runs)
			p.drawn[here] = d
		}
		if d.geometry() == nil {
			continue
		}
		for _, u := range l.uses[here.part] {
			out = append(out, owned{u, here})
		}
	}
	return out, p.ctx.Err()
}

func compareHits(a, b hit) int {
	if a.part != b.part {
		return int(a.part) - int(b.part)
	}
	return int(a.run) - int(b.run)
}

// turns returns how many turns to the east the copies of the earth lie that
// a tile may show, the first and the last: those next to ours for the buffers
// at ±180°, more where longitudes count on.
func (l *layer) turns() (first, last int) {
	if l.reach.empty() {
		return 0, -1
	}
	return int(math.Floor(l.reach.box.Min[0])) - 1, int(math.Ceil(l.reach.box.Max[0]))
}
