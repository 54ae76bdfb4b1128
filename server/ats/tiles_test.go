package ats_test

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb/maptile"
	"google.golang.org/protobuf/encoding/protowire"
)

const tiles1 = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/"

const quad = "/tiles/WebMercatorQuad"

// TestTiles is OGC API – Tiles, Part 1 (20-057), annex A.
func TestTiles(t *testing.T) {
	class{tiles1 + "core", []assertion{
		{"/conf/core/tc-op", holdsTileOp, []spoil{status("/0/0/0", http.StatusNotFound), withoutLinks(quad+"$", "links", "item")}},
		{"/conf/core/tc-success", holdsTile, []spoil{header("/0/0/0", "Content-Type", typeJSON), {"/0/0/0", func(a *answer) { a.body = a.body[:len(a.body)/2] }}}},
		{"/conf/core/tc-error", holdsTileError, []spoil{accepted(), status("/10/0/0", http.StatusOK)}},
	}}.test(t)
	class{tiles1 + "tileset", []assertion{
		{"/conf/tileset/description", holdsTileset, []spoil{
			without(quad+"$", "tileMatrixSetURI"), with(quad+"$", "dataType", "raster"), without(quad+"$", "crs"), withoutLinks(quad+"$", "links", "item"),
			withoutLinks(quad+"$", "links", relOGC+"tiling-scheme"), without(quad+"$", "links.*.templated"), without(quad+"$", "links.*.type"), without(quad+"$", "layers"),
		}},
	}}.test(t)
	class{tiles1 + "tilesets-list", []assertion{
		{"/conf/tilesets-list/tileset-links", holdsTilesets, []spoil{
			without("tiles$", "tilesets"), without("tiles$", "tilesets.*.dataType"), without("tiles$", "tilesets.*.crs"), withoutLinks("tiles$", "tilesets.*.links", "self"),
			withoutLinks("tiles$", "tilesets.*.links", relOGC+"tiling-scheme"), without("tiles$", "tilesets.*.tileMatrixSetURI"),
		}},
	}}.test(t)
	class{tiles1 + "dataset-tilesets", []assertion{
		{"/conf/dataset-tilesets/landingpage", func(s *site) error {
			var v struct{ Links []link }
			if err := s.below("").read(typeJSON, &v); err != nil {
				return err
			}
			return leads(v.Links, relOGC+"tilesets-vector", typeJSON, s.root+"/tiles")
		}, []spoil{withoutLinks("", "links", relOGC+"tilesets-vector")}},
		{"/conf/dataset-tilesets/operation", func(s *site) error { return s.below("/tiles").found(typeJSON) }, []spoil{status("tiles$", http.StatusNotFound)}},
	}}.test(t)
	class{tiles1 + "geodata-tilesets", []assertion{
		{"/conf/geodata-tilesets/desc-links", func(s *site) error {
			return s.each(func(c described) error {
				return leads(c.Links, relOGC+"tilesets-vector", typeJSON, s.path(c)+"/tiles")
			})
		}, []spoil{withoutLinks("collections$", "collections.*.links", relOGC+"tilesets-vector")}},
		{"/conf/geodata-tilesets/operation", func(s *site) error {
			return s.each(func(c described) error { return s.get(s.path(c) + "/tiles").found(typeJSON) })
		}, []spoil{status("gaps/tiles$", http.StatusNotFound)}},
	}}.test(t)
	class{tiles1 + "collections-selection", []assertion{
		{"/conf/collections-selection/query-collections", holdsSelection, []spoil{status("collections=", http.StatusBadRequest), accepted()}},
		{"/conf/collections-selection/collections-response", holdsSelection, []spoil{{"collections=border", func(a *answer) { a.body = nil }}}},
	}}.test(t)
	class{tiles1 + "mvt", []assertion{
		{"/conf/mvt/content", holdsMVT, []spoil{{"/0/0/0", func(a *answer) { a.body = nil }}, {"gaps.*/0/0/0", func(a *answer) { a.body = append(a.body, a.body...) }}}},
		{"/conf/mvt/tilejson", holdsTileJSON, []spoil{without("tilejson", "tilejson"), with("tilejson", "tiles", []any{base}), without("tilejson", "vector_layers"), with("tilejson", "bounds", []any{10, 10, 11, 11})}},
	}}.test(t)
	class{tiles1 + "core", []assertion{
		{"/conf/tms/json-tilematrixset", holdsMatrices, []spoil{
			with("tileMatrixSets/", "tileMatrices.*.cellSize", 156543.03), with("tileMatrixSets/", "crs", epsg(4326)), without("tileMatrixSets/", "tileMatrices"),
			with("tileMatrixSets/", "tileMatrices.*.scaleDenominator", 559082264.028), with("tileMatrixSets$", "tileMatrixSets", []any{}),
		}},
	}}.test(t)
}

// tiled are the paths below which there are tiles: of the whole, and of each
// collection.
func (s *site) tiled(f func(at string, layers []string) error) error {
	all, err := s.collections()
	if err != nil {
		return err
	}
	var names []string
	var wrong faults
	for _, c := range all {
		names = append(names, c.ID)
		wrong.add(f(s.path(c), []string{c.ID}))
	}
	wrong.add(f(s.root, names))
	return wrong.err()
}

// tileset is the metadata of tiles.
type tileset struct {
	DataType         string
	CRS              string
	TileMatrixSetURI string
	Links            []link
	Layers           []struct{ ID, DataType string }
	Limits           []struct {
		Matrix string `json:"tileMatrix"`
		MinRow int    `json:"minTileRow"`
		MaxRow int    `json:"maxTileRow"`
		MinCol int    `json:"minTileCol"`
		MaxCol int    `json:"maxTileCol"`
	} `json:"tileMatrixSetLimits"`
}

// template returns the address of tiles, as the metadata say it.
func (s *site) template(at string) (string, tileset, error) {
	var v tileset
	if err := s.get(at+quad).read(typeJSON, &v); err != nil {
		return "", v, err
	}
	for _, l := range rel(v.Links, "item") {
		if l.Templated && l.Type == typeTile {
			return l.Href, v, nil
		}
	}
	return "", v, fmt.Errorf("%s leads to no tiles: %+v", at, v.Links)
}

func fill(template string, z, row, col int) string {
	return strings.NewReplacer("{tileMatrix}", strconv.Itoa(z), "{tileRow}", strconv.Itoa(row), "{tileCol}", strconv.Itoa(col)).Replace(template)
}

// holdsTileOp: the tiles at the limits that the metadata say are there.
func holdsTileOp(s *site) error {
	return s.tiled(func(at string, _ []string) error {
		template, v, err := s.template(at)
		if err != nil {
			return err
		}
		var wrong faults
		wrong.add(tileOK(s.get(fill(template, 0, 0, 0))))
		for _, l := range v.Limits {
			z, err := strconv.Atoi(l.Matrix)
			wrong.add(err)
			wrong.want(l.MinRow <= l.MaxRow && l.MinCol <= l.MaxCol && l.MaxRow < 1<<z && l.MaxCol < 1<<z, "limits %+v", l)
			if z < 10 {
				wrong.add(tileOK(s.get(fill(template, z, l.MinRow, l.MinCol))))
			}
		}
		return wrong.err()
	})
}

// tileOK wants a tile, or nothing.
func tileOK(a *answer) error {
	if a.status == http.StatusNoContent && len(a.body) == 0 {
		return nil
	}
	if err := a.is(http.StatusOK, typeTile); err != nil {
		return err
	}
	_, err := layersOf(a.body)
	return err
}

// holdsTile: a tile has what is in it, and a collection's tile at zoom 0 all of
// its features.
func holdsTile(s *site) error {
	return s.each(func(c described) error {
		all, err := s.all(c)
		if err != nil || len(all.Features) == 0 {
			return err
		}
		a := s.get(s.path(c) + quad + "/0/0/0")
		if err := a.is(http.StatusOK, typeTile); err != nil {
			return err
		}
		layers, err := layersOf(a.body)
		if err != nil {
			return err
		}
		var wrong faults
		wrong.want(len(layers) == 1 && layers[0].name == c.ID && layers[0].features == len(all.Features), "%+v, want %d features", layers, len(all.Features))
		// In the tile of a feature's first place there is something.
		for _, z := range []maptile.Zoom{5, 10} {
			at := maptile.At(places(all.Features[0].shape())[0], z)
			wrong.add(s.get(fmt.Sprintf("%s%s/%d/%d/%d", s.path(c), quad, z, at.Y, at.X)).is(http.StatusOK, typeTile))
		}
		return wrong.err()
	})
}

func holdsTileError(s *site) error {
	return s.tiled(func(at string, _ []string) error {
		var wrong faults
		for _, tile := range []string{"/0/1/0", "/0/0/1", "/25/0/0", "/3/8/0", "/3/0/8", "/-1/0/0", "/a/0/0", "/0/0/x", "/99999999999999999999/0/0", "/0/4294967296/0"} {
			a := s.get(at + quad + tile)
			wrong.want(a.status == http.StatusNotFound || a.status == http.StatusBadRequest, "%s: status %d", a.target, a.status)
			wrong.add(a.refused(a.status))
		}
		wrong.add(s.get(at + "/tiles/WorldCRS84Quad").refused(http.StatusNotFound))
		wrong.add(s.get(at+quad+"/10/0/0").is(http.StatusNoContent, ""))
		return wrong.err()
	})
}

const (
	quadURI = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
	scheme  = relOGC + "tiling-scheme"
)

func holdsTileset(s *site) error {
	return s.tiled(func(at string, names []string) error {
		template, v, err := s.template(at)
		if err != nil {
			return err
		}
		var wrong faults
		wrong.want(v.DataType == "vector" && v.CRS == epsg(3857) && v.TileMatrixSetURI == quadURI, "dataType %q, crs %q, tileMatrixSetURI %q", v.DataType, v.CRS, v.TileMatrixSetURI)
		wrong.add(wellFormed(v.Links))
		wrong.add(leads(v.Links, "self", typeJSON, at+quad))
		wrong.add(leads(v.Links, scheme, typeJSON, "/tileMatrixSets/WebMercatorQuad"))
		for _, l := range append(rel(v.Links, scheme), rel(v.Links, "self")...) {
			wrong.add(s.get(l.Href).is(http.StatusOK, l.Type))
		}
		for _, variable := range []string{"{tileMatrix}", "{tileRow}", "{tileCol}"} {
			wrong.want(strings.Contains(template, variable), "%s is not in %s", variable, template)
		}
		var layers []string
		for _, l := range v.Layers {
			layers = append(layers, l.ID)
			wrong.want(l.DataType == "vector", "layer %+v", l)
		}
		slices.Sort(layers)
		slices.Sort(names)
		wrong.add(same("layers", layers, names))
		return wrong.err()
	})
}

func holdsTilesets(s *site) error {
	return s.tiled(func(at string, _ []string) error {
		var v struct{ Tilesets []tileset }
		if err := s.get(at+"/tiles").read(typeJSON, &v); err != nil {
			return err
		}
		var wrong faults
		wrong.want(len(v.Tilesets) == 1, "%d tilesets", len(v.Tilesets))
		for _, x := range v.Tilesets {
			wrong.want(x.DataType == "vector" && x.CRS == epsg(3857) && x.TileMatrixSetURI == quadURI, "%+v", x)
			wrong.add(leads(x.Links, "self", typeJSON, at+quad))
			wrong.add(leads(x.Links, scheme, typeJSON, ""))
			for _, l := range rel(x.Links, "self") {
				wrong.add(s.get(l.Href).found(typeJSON))
			}
		}
		return wrong.err()
	})
}

// holdsSelection: a dataset's tile has the collections that are asked for.
func holdsSelection(s *site) error {
	var wrong faults
	for query, want := range map[string]string{"border": "border", "border,gaps": "border gaps", "gaps,border": "border gaps"} {
		a := s.below(quad + "/0/0/0?collections=" + query)
		if wrong.add(a.is(http.StatusOK, typeTile)); a.status != http.StatusOK {
			continue
		}
		layers, err := layersOf(a.body)
		wrong.add(err)
		var got []string
		for _, l := range layers {
			got = append(got, l.name)
		}
		slices.Sort(got)
		if strings.HasPrefix(s.name, "guatemala-mexico") && strings.HasPrefix(s.root, "/scenarios") {
			want = "border" // all is covered
		}
		wrong.add(same(query, got, strings.Fields(want)))
	}
	wrong.add(s.below(quad + "/0/0/0?collections=border,nothing").refused(http.StatusBadRequest))
	return wrong.err()
}

// layer is what the test reads of a layer of a Mapbox Vector Tile.
type layer struct {
	name     string
	extent   uint64
	features int
}

// layersOf reads a tile by the wire format of protocol buffers: each feature
// has to have a type and a shape (Vector Tile 2.1, section 4).
func layersOf(tile []byte) ([]layer, error) {
	var out []layer
	err := eachField(tile, func(n protowire.Number, _ uint64, text []byte) error {
		if n != 3 {
			return fmt.Errorf("field %d of a tile", n)
		}
		l := layer{extent: 4096}
		version := uint64(0)
		err := eachField(text, func(n protowire.Number, v uint64, text []byte) error {
			switch n {
			case 1:
				l.name = string(text)
			case 2:
				l.features++
				return featureOf(text)
			case 5:
				l.extent = v
			case 15:
				version = v
			}
			return nil
		})
		if err == nil && (version != 2 || l.name == "") {
			err = fmt.Errorf("layer %q of version %d", l.name, version)
		}
		out = append(out, l)
		return err
	})
	return out, err
}

func featureOf(text []byte) error {
	kind, commands := uint64(0), 0
	err := eachField(text, func(n protowire.Number, v uint64, text []byte) error {
		switch n {
		case 3:
			kind = v
		case 4:
			commands = len(text)
		}
		return nil
	})
	if err == nil && (kind < 1 || kind > 3 || commands == 0) {
		err = fmt.Errorf("a feature of type %d has %d bytes of commands", kind, commands)
	}
	return err
}

// eachField calls a function for the fields of a message.
func eachField(text []byte, f func(protowire.Number, uint64, []byte) error) error {
	for len(text) > 0 {
		n, kind, size := protowire.ConsumeTag(text)
		if size < 0 {
			return protowire.ParseError(size)
		}
		text = text[size:]
		var v uint64
		var of []byte
		switch kind {
		case protowire.VarintType:
			v, size = protowire.ConsumeVarint(text)
		case protowire.BytesType:
			of, size = protowire.ConsumeBytes(text)
		default:
			size = protowire.ConsumeFieldValue(n, kind, text)
		}
		if size < 0 {
			return protowire.ParseError(size)
		}
		if err := f(n, v, of); err != nil {
			return err
		}
		text = text[size:]
	}
	return nil
}
