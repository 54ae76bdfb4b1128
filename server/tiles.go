package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gorilla/mux"
	"github.com/paulmach/orb/maptile"

	"lindero/data"
	"lindero/server/problem"
	"lindero/server/tiles"
)

// newTiles returns the tiles of some collections.
func newTiles(collections []*collection) (*tiles.Set, error) {
	var layers []tiles.Layer
	for _, c := range collections {
		l := tiles.Layer{Name: c.Name, Title: c.Title, Fields: map[string]string{}}
		for _, f := range c.fields {
			l.Fields[f.Name] = tileType(f.Type)
		}
		for i := range c.features {
			f := &c.features[i]
			l.Features = append(l.Features, tiles.Feature{ID: f.id, Shape: f.of.Geometry, Properties: f.of.Properties})
		}
		layers = append(layers, l)
	}
	return tiles.New(layers)
}

// tileType returns the type of a property as TileJSON names it.
func tileType(of data.FieldType) string {
	switch of {
	case data.Truth:
		return "Boolean"
	case data.Integer, data.Number:
		return "Number"
	}
	return "String"
}

// tiled is what a request for tiles is about: a dataset, or a collection.
type tiled struct {
	*view
	set    *tiles.Set
	layers []string // none: all
	title  string
	at     string // path, without /tiles
}

// tiledOf returns what a request for tiles is about; nil where there is no such
// thing, which has been answered.
func (s *Server) tiledOf(w http.ResponseWriter, r *http.Request) *tiled {
	var t *tiled
	if _, of := mux.Vars(r)["collectionId"]; !of {
		if x := s.viewOf(w, r); x != nil {
			t = &tiled{view: x, title: x.title, at: x.path}
		}
	} else if x, c := s.collectionOf(w, r); c != nil {
		t = &tiled{view: x, layers: []string{c.Name}, title: c.Title, at: x.path + "/collections/" + c.Name}
	}
	if t == nil {
		return nil
	}
	if id := variable(r, "tileMatrixSetId"); id != "" && id != tiles.WebMercatorQuad {
		problem.Write(w, r, problem.Of(http.StatusNotFound, "tileMatrixSetId", fmt.Sprintf("there are no tiles in %q; use %s", id, tiles.WebMercatorQuad)))
		return nil
	}
	var err error
	if t.set, err = t.tiles(); err != nil {
		s.failed(w, r, err)
		return nil
	}
	return t
}

// about says of tiles what their set does not know.
func (t *tiled) about() tiles.About {
	quad := t.at + "/tiles/" + tiles.WebMercatorQuad
	of, title := t.at, "Collection"
	if t.layers == nil {
		title = "Dataset"
		if of == "" {
			of = "/"
		}
	}
	a := tiles.About{Title: t.title, Attribution: attribution(t.members.Sources), LayerLinks: func(layer string) []tiles.Link {
		return asTiles(t.to(t.path+"/collections/"+layer, tiles.Geodata, typeJSON, layer))
	}}
	a.Links = asTiles(t.to(quad, "self", typeJSON, t.title),
		t.to(quad+"?f=html", "alternate", typeHTML, t.title),
		t.to(quad+"?f=tilejson", "describedby", typeJSON, "TileJSON"),
		t.to("/tileMatrixSets/"+tiles.WebMercatorQuad, tiles.TilingScheme, typeJSON, tiles.WebMercatorQuadTitle),
		t.to(of, tiles.Geodata, typeJSON, title),
		link{Href: t.base + quad + "/{tileMatrix}/{tileRow}/{tileCol}?f=mvt", Rel: "item", Type: tiles.MediaType, Title: "Tiles", Templated: true})
	return a
}

// asTiles returns links as package tiles has them.
func asTiles(links ...link) []tiles.Link {
	var out []tiles.Link
	for _, l := range links {
		out = append(out, tiles.Link{Href: l.Href, Rel: l.Rel, Type: l.Type, Title: l.Title, Templated: l.Templated})
	}
	return out
}

// tilesets answers with the list of tilesets: one (Tiles, 10.2).
func (s *Server) tilesets(w http.ResponseWriter, r *http.Request) {
	t := s.tiledOf(w, r)
	if t == nil {
		return
	}
	s.answer(w, r, t.view, typeJSON, t.title, map[string]any{"tilesets": []tiles.Tileset{tiles.Item(t.about())}, "links": t.selves(r, typeJSON)})
}

// tileset answers with the metadata of a tileset, or as TileJSON.
func (s *Server) tileset(w http.ResponseWriter, r *http.Request) {
	t := s.tiledOf(w, r)
	if t == nil {
		return
	}
	var v any
	var err error
	if r.URL.Query().Get("f") == "tilejson" {
		v, err = t.set.TileJSON(t.about(), t.base+t.at+"/tiles/"+tiles.WebMercatorQuad+"/{z}/{y}/{x}", t.layers...)
	} else {
		v, err = t.set.Metadata(t.about(), t.layers...)
	}
	if err != nil {
		s.failed(w, r, err)
		return
	}
	s.answer(w, r, t.view, typeJSON, t.title, v)
}

// tile answers with a tile: 204 where nothing is in it.
func (s *Server) tile(w http.ResponseWriter, r *http.Request) {
	t := s.tiledOf(w, r)
	if t == nil {
		return
	}
	at, wrong := tileAt(r)
	if wrong == nil {
		t.layers, wrong = t.chosen(r)
	}
	if wrong != nil {
		problem.Write(w, r, wrong)
		return
	}
	body, err := t.set.Tile(r.Context(), at, t.layers...)
	switch {
	case errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		problem.Write(w, r, problem.New(http.StatusServiceUnavailable, "the tile took too long; ask again, or for a larger zoom"))
	case err != nil:
		s.failed(w, r, err)
	case len(body) == 0:
		t.keep(w)
		w.WriteHeader(http.StatusNoContent)
	default:
		w.Header().Set("Content-Type", tiles.MediaType)
		t.send(w, body)
	}
}

// tileAt reads which tile is asked for.
func tileAt(r *http.Request) (maptile.Tile, *problem.Problem) {
	var n [3]uint64
	for i, name := range []string{"tileMatrix", "tileRow", "tileCol"} {
		v, err := strconv.ParseUint(variable(r, name), 10, 32)
		if err != nil {
			return maptile.Tile{}, problem.Of(http.StatusNotFound, name, fmt.Sprintf("%s: %q is no whole number of 0 or more", name, variable(r, name)))
		}
		n[i] = v
	}
	at := maptile.Tile{Z: maptile.Zoom(n[0]), Y: uint32(n[1]), X: uint32(n[2])}
	switch {
	case n[0] > tiles.MaxZoom:
		return at, problem.Of(http.StatusNotFound, "tileMatrix", fmt.Sprintf("there are tiles of the zooms 0 to %d, not %d; enlarge those of %d", tiles.MaxZoom, n[0], tiles.MaxZoom))
	case !tiles.Valid(at):
		return at, problem.Of(http.StatusNotFound, "tileRow", fmt.Sprintf("at zoom %d rows and columns are 0 to %d, not %d and %d", n[0], 1<<n[0]-1, n[1], n[2]))
	}
	return at, nil
}

// chosen returns which layers are asked for: of a dataset those that
// ?collections= names.
func (t *tiled) chosen(r *http.Request) ([]string, *problem.Problem) {
	text := r.URL.Query().Get("collections")
	if text == "" || t.layers != nil {
		return t.layers, nil
	}
	out := strings.Split(text, ",")
	for _, name := range out {
		if t.find(name) == nil {
			return nil, problem.Of(http.StatusBadRequest, "collections", missing("collections: there is no %q", name, t.collectionNames()))
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// matrixSets answers with the tile matrix sets: one.
func (s *Server) matrixSets(w http.ResponseWriter, r *http.Request) {
	x := &view{linker: newLinker(r), dataset: s.seen(r).current}
	m := tiles.Matrices()
	s.answer(w, r, x, typeJSON, "tileMatrixSets", map[string]any{"tileMatrixSets": []map[string]any{{
		"id": m.ID, "title": m.Title, "uri": m.URI, "crs": m.CRS,
		"links": []link{x.to("/tileMatrixSets/"+m.ID, "self", typeJSON, m.Title)},
	}}, "links": x.selves(r, typeJSON)})
}

// matrixSet answers with the definition of a tile matrix set.
func (s *Server) matrixSet(w http.ResponseWriter, r *http.Request) {
	if id := variable(r, "tileMatrixSetId"); id != tiles.WebMercatorQuad {
		problem.Write(w, r, problem.Of(http.StatusNotFound, "tileMatrixSetId", fmt.Sprintf("there is no tile matrix set %q; use %s", id, tiles.WebMercatorQuad)))
		return
	}
	s.answer(w, r, &view{linker: newLinker(r), dataset: s.seen(r).current}, typeJSON, tiles.WebMercatorQuad, tiles.Matrices())
}
