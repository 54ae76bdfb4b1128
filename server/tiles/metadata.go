package tiles

import (
	"html"
	"maps"
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// degreesCRS is what bounds and centres are in.
const degreesCRS = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

// About is what the set does not know of itself.
type About struct {
	Title, Description string
	Attribution        string // plain text
	Version            string // of the tiles, as 1.0.0; empty: not said

	// Links stand in the metadata: to itself, its tiles (rel item, templated),
	// the tile matrix set (TilingScheme), the dataset or collection (Geodata).
	Links []Link

	// LayerLinks returns the links of a layer; nil: none.
	LayerLinks func(layer string) []Link
}

// Relations of links that tilesets and their lists want (20-057, sections 9
// and 10, and 17-083r4).
const (
	TilingScheme   = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
	TilingSchemes  = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes"
	TilesetsVector = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
	Geodata        = "http://www.opengis.net/def/rel/ogc/1.0/geodata"
)

const (
	vectorData      = "vector"
	tileJSONVersion = "3.0.0"
)

// Link is a link of OGC API – Common.
type Link struct {
	Href      string `json:"href"`
	Rel       string `json:"rel"`
	Type      string `json:"type,omitempty"`
	Title     string `json:"title,omitempty"`
	Hreflang  string `json:"hreflang,omitempty"`
	Templated bool   `json:"templated,omitempty"`
}

// Tileset is the metadata of a set of tiles (17-083r4, section 7; schema
// tileSet.json). In a list of tilesets only the first members are said
// (20-057, section 10).
type Tileset struct {
	Title         string         `json:"title,omitempty"`
	DataType      string         `json:"dataType"`
	CRS           string         `json:"crs"`
	TileMatrixSet string         `json:"tileMatrixSetURI"`
	Links         []Link         `json:"links"`
	Description   string         `json:"description,omitempty"`
	Attribution   string         `json:"attribution,omitempty"`
	Version       string         `json:"version,omitempty"`
	MediaTypes    []string       `json:"mediaTypes,omitempty"`
	Limits        []Limit        `json:"tileMatrixSetLimits,omitempty"`
	BoundingBox   *Box           `json:"boundingBox,omitempty"`
	CenterPoint   *CenterPoint   `json:"centerPoint,omitempty"`
	Layers        []TilesetLayer `json:"layers,omitempty"`
}

// Box is a box in degrees: longitude, latitude.
type Box struct {
	LowerLeft  [2]float64 `json:"lowerLeft"`
	UpperRight [2]float64 `json:"upperRight"`
	CRS        string     `json:"crs"`
}

// CenterPoint is a place in degrees and the zoom to look at it with.
type CenterPoint struct {
	Coordinates [2]float64 `json:"coordinates"`
	CRS         string     `json:"crs"`
	Matrix      string     `json:"tileMatrix"`
}

// TilesetLayer is what metadata say of a layer (schema geospatialData.json).
type TilesetLayer struct {
	ID         string           `json:"id"`
	Title      string           `json:"title,omitempty"`
	DataType   string           `json:"dataType"`
	Dimension  *int             `json:"geometryDimension,omitempty"` // 0 points, 1 lines, 2 areas; nil: mixed, or empty
	MinMatrix  string           `json:"minTileMatrix"`
	MaxMatrix  string           `json:"maxTileMatrix"`
	Box        *Box             `json:"boundingBox,omitempty"`
	Properties PropertiesSchema `json:"propertiesSchema"`
	Links      []Link           `json:"links,omitempty"`
}

// PropertiesSchema is the JSON Schema of a layer's properties.
type PropertiesSchema struct {
	Type       string              `json:"type"`
	Properties map[string]Property `json:"properties"`
}

// Property is the type of one property.
type Property struct {
	Type string `json:"type,omitempty"`
}

// Item returns the metadata of the tiles that a list of tilesets says.
func Item(a About) Tileset {
	return Tileset{Title: a.Title, DataType: vectorData, CRS: WebMercatorCRS, TileMatrixSet: WebMercatorQuadURI, Links: a.Links}
}

// Metadata returns the metadata of the tiles with the named layers, or with all
// where none is named. It errs where there is no such layer.
func (s *Set) Metadata(a About, layers ...string) (Tileset, error) {
	chosen, err := s.choose(layers)
	if err != nil {
		return Tileset{}, err
	}
	out := Item(a)
	out.Description, out.Attribution, out.Version = a.Description, a.Attribution, a.Version
	out.MediaTypes = []string{MediaType}
	all := emptyReach()
	for _, l := range chosen {
		all.merge(l.reach)
		out.Layers = append(out.Layers, l.metadata(a))
	}
	out.Limits, out.BoundingBox = all.limits(), all.degrees()
	if !all.empty() {
		at, zoom := all.center()
		out.CenterPoint = &CenterPoint{decimals(at), degreesCRS, strconv.Itoa(int(zoom))}
	}
	return out, nil
}

func (l *layer) metadata(a About) TilesetLayer {
	out := TilesetLayer{
		ID: l.name, Title: l.title, DataType: vectorData,
		MinMatrix: "0", MaxMatrix: strconv.Itoa(MaxZoom), Box: l.reach.degrees(),
		Properties: PropertiesSchema{Type: "object", Properties: map[string]Property{}},
	}
	if l.dimension >= 0 {
		out.Dimension = &l.dimension
	}
	for name, field := range l.fields {
		out.Properties.Properties[name] = Property{schemaTypes[field]}
	}
	if a.LayerLinks != nil {
		out.Links = a.LayerLinks(l.name)
	}
	return out
}

// degrees returns the box in degrees; nil where there is none.
func (r *reach) degrees() *Box {
	if r.empty() {
		return nil
	}
	b := r.bounds()
	return &Box{decimals(b.Min), decimals(b.Max), degreesCRS}
}

// TileJSON describes tiles to web maps (TileJSON 3.0.0).
type TileJSON struct {
	TileJSON     string        `json:"tilejson"`
	Name         string        `json:"name,omitempty"`
	Description  string        `json:"description,omitempty"`
	Version      string        `json:"version,omitempty"`
	Attribution  string        `json:"attribution,omitempty"` // HTML
	Scheme       string        `json:"scheme"`
	Tiles        []string      `json:"tiles"`
	MinZoom      int           `json:"minzoom"`
	MaxZoom      int           `json:"maxzoom"`
	Bounds       *[4]float64   `json:"bounds,omitempty"` // west, south, east, north in degrees
	Center       *[3]float64   `json:"center,omitempty"` // longitude, latitude, zoom
	VectorLayers []VectorLayer `json:"vector_layers"`
}

// VectorLayer is a layer and what its properties are.
type VectorLayer struct {
	ID          string            `json:"id"`
	Description string            `json:"description,omitempty"`
	MinZoom     int               `json:"minzoom"`
	MaxZoom     int               `json:"maxzoom"`
	Fields      map[string]string `json:"fields"`
}

// TileJSON describes the tiles with the named layers, or with all where none is
// named. The template is the absolute address of a tile with {z}, {x} and {y}
// in it. Web maps take the attribution for HTML, so what means something there
// is escaped. It errs where there is no such layer.
func (s *Set) TileJSON(a About, template string, layers ...string) (TileJSON, error) {
	chosen, err := s.choose(layers)
	if err != nil {
		return TileJSON{}, err
	}
	out := TileJSON{
		TileJSON: tileJSONVersion, Name: a.Title, Description: a.Description, Version: a.Version,
		Attribution: html.EscapeString(a.Attribution), Scheme: "xyz",
		Tiles: []string{template}, MaxZoom: MaxZoom, VectorLayers: []VectorLayer{},
	}
	all := emptyReach()
	for _, l := range chosen {
		all.merge(l.reach)
		out.VectorLayers = append(out.VectorLayers, VectorLayer{ID: l.name, Description: l.title, MaxZoom: MaxZoom, Fields: maps.Clone(l.fields)})
	}
	if !all.empty() {
		b := all.degrees()
		at, zoom := all.center()
		c := decimals(at)
		out.Bounds = &[4]float64{b.LowerLeft[0], b.LowerLeft[1], b.UpperRight[0], b.UpperRight[1]}
		out.Center = &[3]float64{c[0], c[1], float64(zoom)}
	}
	return out, nil
}

// decimals rounds degrees as all output does: to 7 decimals, 1 cm.
func decimals(p orb.Point) [2]float64 {
	return [2]float64{math.Round(p[0]*1e7)/1e7 + 0, math.Round(p[1]*1e7)/1e7 + 0} // + 0: never −0
}
