package ats_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// Media types that the standards name.
const (
	typeJSON    = "application/json"
	typeGeoJSON = "application/geo+json"
	typeSchema  = "application/schema+json"
	typeHTML    = "text/html"
	typeTile    = "application/vnd.mapbox-vector-tile"
)

const (
	crs84  = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
	relOGC = "http://www.opengis.net/def/rel/ogc/1.0/"
)

// link is a link of RFC 8288 as JSON.
type link struct {
	Href, Rel, Type string
	Templated       bool
}

// rel returns the links of a relation.
func rel(links []link, name string) (out []link) {
	for _, l := range links {
		if l.Rel == name {
			out = append(out, l)
		}
	}
	return out
}

// leads wants a link of a relation and a media type to an address below the
// site's base; "" is any address.
func leads(links []link, name, mediaType, target string) error {
	for _, l := range rel(links, name) {
		if got, _, _ := strings.Cut(l.Type, ";"); got == mediaType && (target == "" || l.Href == base+target) {
			return nil
		}
	}
	return fmt.Errorf("no link %q of type %s to %s%s among %+v", name, mediaType, base, target, links)
}

// wellFormed wants every link to have what RFC 8288 and the standards ask for.
func wellFormed(links []link) error {
	var wrong faults
	for _, l := range links {
		u, err := url.Parse(strings.NewReplacer("{", "", "}", "").Replace(l.Href))
		wrong.add(err)
		wrong.want(err != nil || u.IsAbs() && u.Host != "", "link %+v is not absolute", l)
		wrong.want(l.Rel != "" && l.Type != "", "link %+v lacks rel or type", l)
		wrong.want(l.Templated == strings.Contains(l.Href, "{"), "link %+v: templated", l)
	}
	return wrong.err()
}

// selfAndPage wants the links of a document to itself and to its page.
func selfAndPage(links []link, mediaType string) error {
	var wrong faults
	wrong.add(wellFormed(links))
	wrong.add(leads(links, "self", mediaType, ""))
	wrong.add(leads(links, "alternate", typeHTML, ""))
	wrong.want(len(rel(links, "self")) == 1, "%d links to itself", len(rel(links, "self")))
	return wrong.err()
}

// described is the description of a collection.
type described struct {
	ID, Title, Description, ItemType string
	Extent                           struct {
		Spatial  struct{ BBox [][]float64 }
		Temporal struct{ Interval [][2]*string }
	}
	CRS        []string
	StorageCRS string `json:"storageCrs"`
	Links      []link
}

// path is that of a collection below the server's base.
func (s *site) path(c described) string { return s.root + "/collections/" + c.ID }

// collections asks for the collections, of which there has to be one.
func (s *site) collections() ([]described, error) {
	var v struct{ Collections []described }
	if err := s.below("/collections").read(typeJSON, &v); err != nil {
		return nil, err
	}
	if len(v.Collections) == 0 {
		return nil, fmt.Errorf("%s/collections has none", s.root)
	}
	return v.Collections, nil
}

// each calls a function for each collection.
func (s *site) each(f func(described) error) error {
	all, err := s.collections()
	if err != nil {
		return err
	}
	var wrong faults
	for _, c := range all {
		if err := f(c); err != nil {
			wrong.addf("collection %s: %w", c.ID, err)
		}
	}
	return wrong.err()
}

// features is a page of features.
type features struct {
	Type           string
	Features       []*feature
	NumberMatched  *int
	NumberReturned *int
	TimeStamp      *string
	Links          []link
}

// feature is one, its coordinates as they were sent.
type feature struct {
	Type       string
	ID         any
	Geometry   *geojson.Geometry
	Properties map[string]any
	Links      []link
}

func (f *feature) shape() orb.Geometry {
	if f.Geometry == nil {
		return nil
	}
	return f.Geometry.Geometry()
}

// ids returns the ids of features, as they stand.
func (f *features) ids() []string {
	out := make([]string, 0, len(f.Features))
	for _, x := range f.Features {
		out = append(out, fmt.Sprint(x.ID))
	}
	return out
}

// items asks for features of a collection.
func (s *site) items(c described, query string) (*features, error) {
	target := s.path(c) + "/items"
	if query != "" {
		target += "?" + query
	}
	return s.page(target)
}

// page asks for features at an address. What it returns is shared.
func (s *site) page(target string) (*features, error) {
	s.kept.mu.Lock()
	there := s.kept.pages[target]
	s.kept.mu.Unlock()
	if there != nil && s.spoil == nil {
		return there, nil
	}
	var v features
	if err := s.get(target).read(typeGeoJSON, &v); err != nil {
		return nil, err
	}
	if v.Type != "FeatureCollection" || v.Features == nil {
		return nil, fmt.Errorf("%s: type %q", target, v.Type)
	}
	if s.spoil == nil {
		s.kept.mu.Lock()
		s.kept.pages[target] = &v
		s.kept.mu.Unlock()
	}
	return &v, nil
}

// all asks for all features of a collection.
func (s *site) all(c described) (*features, error) { return s.items(c, "limit=10000") }

// same wants two lists of ids to be the same.
func same(what string, got, want []string) error {
	if !slices.Equal(got, want) {
		return fmt.Errorf("%s: %d features %.100q, want %d %.100q", what, len(got), got, len(want), want)
	}
	return nil
}

// valid holds a document to a schema of OpenAPI 3.0.
func valid(a *answer, schema string) error {
	var s openapi3.Schema
	if err := s.UnmarshalJSON([]byte(schema)); err != nil {
		return err
	}
	var v any
	if err := json.Unmarshal(a.body, &v); err != nil {
		return fmt.Errorf("%s: %w", a.target, err)
	}
	if err := s.VisitJSON(v, openapi3.EnableFormatValidation()); err != nil {
		return fmt.Errorf("%s: %.600s", a.target, err.Error())
	}
	return nil
}

// The schemas of the standards' OpenAPI building blocks, written out.
const (
	linksSchema = `{"type":"array","items":{"type":"object","required":["href","rel"],"properties":{
		"href":{"type":"string"},"rel":{"type":"string"},"type":{"type":"string"},"hreflang":{"type":"string"},"title":{"type":"string"},"length":{"type":"integer"}}}}`
	landingSchema     = `{"type":"object","required":["links"],"properties":{"title":{"type":"string"},"description":{"type":"string"},"attribution":{"type":"string"},"links":` + linksSchema + `,"extent":` + extentSchema + `}}`
	conformanceSchema = `{"type":"object","required":["conformsTo"],"properties":{"conformsTo":{"type":"array","items":{"type":"string"}}}}`
	extentSchema      = `{"type":"object","properties":{
		"spatial":{"type":"object","properties":{
			"bbox":{"type":"array","minItems":1,"items":{"type":"array","items":{"type":"number"},"oneOf":[{"minItems":4,"maxItems":4},{"minItems":6,"maxItems":6}]}},
			"crs":{"type":"string","enum":["http://www.opengis.net/def/crs/OGC/1.3/CRS84","http://www.opengis.net/def/crs/OGC/0/CRS84h"]}}},
		"temporal":{"type":"object","properties":{
			"interval":{"type":"array","minItems":1,"items":{"type":"array","minItems":2,"maxItems":2,"items":{"type":"string","format":"date-time","nullable":true}}},
			"trs":{"type":"string","enum":["http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"]}}}}}`
	collectionSchema = `{"type":"object","required":["id","links"],"properties":{"id":{"type":"string"},"title":{"type":"string"},"description":{"type":"string"},
		"itemType":{"type":"string"},"crs":{"type":"array","items":{"type":"string"}},"storageCrs":{"type":"string","format":"uri"},"links":` + linksSchema + `,"extent":` + extentSchema + `}}`
	collectionsSchema = `{"type":"object","required":["links","collections"],"properties":{"links":` + linksSchema + `,"collections":{"type":"array","items":` + collectionSchema + `}}}`
	geometrySchema    = `{"type":"object","nullable":true,"required":["type","coordinates"],"properties":{
		"type":{"type":"string","enum":["Point","MultiPoint","LineString","MultiLineString","Polygon","MultiPolygon"]},"coordinates":{"type":"array"}}}`
	featureSchema = `{"type":"object","required":["type","geometry","properties"],"properties":{"type":{"type":"string","enum":["Feature"]},
		"geometry":` + geometrySchema + `,"properties":{"type":"object","nullable":true},"id":{"oneOf":[{"type":"string"},{"type":"integer"}]},"links":` + linksSchema + `}}`
	featuresSchema = `{"type":"object","required":["type","features"],"properties":{"type":{"type":"string","enum":["FeatureCollection"]},
		"features":{"type":"array","items":` + featureSchema + `},"links":` + linksSchema + `,"timeStamp":{"type":"string","format":"date-time"},
		"numberMatched":{"type":"integer","minimum":0},"numberReturned":{"type":"integer","minimum":0}}}`
)
