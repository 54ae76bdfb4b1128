package server

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"

	"lindero/data"
	"lindero/sectors"
	"lindero/server/api"
	"lindero/server/tiles"
)

// landing is a landing page (Common, Part 1; Features, Part 1, 7.2).
type landing struct {
	ID          string           `json:"id,omitempty"`
	Names       []string         `json:"names,omitempty"` // under which it is found too
	Title       string           `json:"title"`
	Description string           `json:"description"`
	Attribution string           `json:"attribution,omitempty"`
	Extent      *extent          `json:"extent,omitempty"`
	Sources     []sectors.Source `json:"sources,omitempty"`
	Note        string           `json:"note,omitempty"`
	Links       []link           `json:"links"`
}

// extent is where and when features are.
type extent struct {
	Spatial  *spatial  `json:"spatial,omitempty"`
	Temporal *temporal `json:"temporal,omitempty"`
}

type spatial struct {
	BBox [][]float64 `json:"bbox"`
	CRS  string      `json:"crs"`
}

type temporal struct {
	Interval [][2]*string `json:"interval"`
	TRS      string       `json:"trs"`
}

func newExtent(bbox []float64, interval [2]string) *extent {
	out := &extent{}
	if bbox != nil {
		out.Spatial = &spatial{[][]float64{bbox}, "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}
	}
	if interval[0] != "" {
		out.Temporal = &temporal{[][2]*string{{&interval[0], &interval[1]}}, "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"}
	}
	if *out == (extent{}) {
		return nil
	}
	return out
}

// attribution writes the sources of data in a line.
func attribution(sources []sectors.Source) string {
	var b bytes.Buffer
	for i, s := range sources {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(s.Attribution)
	}
	return b.String()
}

// home answers with the map where a browser asks, else with the landing page at
// the root: of the current dataset, and of all that is here.
func (s *Server) home(w http.ResponseWriter, r *http.Request) {
	if s.wantsMap(r) {
		s.sendMap(w)
		return
	}
	x := s.viewOf(w, r)
	if wantsPage(r) {
		s.page(w, r, x)
		return
	}
	seen := s.seen(r)
	v := x.landing(r)
	if len(seen.plans.list()) > 0 {
		v.Links = append(v.Links, x.to("/plans", "item", typeJSON, "Plans"))
	}
	v.Links = append(v.Links, x.to("/scenarios", "item", typeJSON, "Scenarios"))
	if s.processes != nil {
		v.Links = append(v.Links, x.to("/processes", relProcesses, typeJSON, "What can be computed"),
			x.to("/jobs", relJobs, typeJSON, "What is being computed"))
	}
	s.answer(w, r, x, typeJSON, x.title, v)
}

// landing answers with the landing page of a dataset.
func (s *Server) landing(w http.ResponseWriter, r *http.Request) {
	if x := s.viewOf(w, r); x != nil {
		s.answer(w, r, x, typeJSON, x.title, x.landing(r))
	}
}

// landing returns the landing page of a dataset.
func (x *view) landing(r *http.Request) landing {
	v := landing{ID: x.id, Names: x.names, Title: x.title, Attribution: attribution(x.members.Sources),
		Extent: newExtent(x.bbox, x.interval), Sources: x.members.Sources, Note: x.members.Note}
	v.Description = "A scenario of border patrols: what could be reached."
	if x.kind == "plans" {
		v.Description = "A plan of joint border patrols: sectors, sorties, what they watch and what stays open."
	}
	v.Links = append(x.selves(r, typeJSON),
		x.to("/api", "service-desc", api.MediaType, "The API, as OpenAPI 3.0"),
		x.to("/api?f=html", "service-doc", typeHTML, "The API, for people"),
		x.to(x.path+"/conformance", "conformance", typeJSON, "What it conforms to"),
		x.to(x.path+"/conformance", relConformance, typeJSON, "What it conforms to"),
		x.to(x.path+"/collections", "data", typeJSON, "Collections of features"),
		x.to(x.path+"/collections", relData, typeJSON, "Collections of features"),
		x.to(x.path+"/tiles", relTilesets, typeJSON, "Vector tiles"),
		x.to("/tileMatrixSets", tiles.TilingSchemes, typeJSON, "Tile matrix sets"),
	)
	if x.kind == "plans" && x.source != nil && x.path != "" {
		v.Links = append(v.Links, x.to(x.path+"/plan", "enclosure", typeJSON, "The whole plan, plan.json"))
	}
	if x.source != nil && x.path != "" {
		v.Links = append(v.Links, x.to(x.path+"/scenario.zip", "enclosure", typeZip, "The scenario, as the folder that lindero plan reads"))
	}
	if x.kind == "plans" && x.path != "" {
		v.Links = append(v.Links, x.reportLinks()...)
	}
	for _, src := range x.members.Sources {
		if isWeb(src.URL) {
			v.Links = append(v.Links, link{Href: src.URL, Rel: "via", Type: typeHTML, Title: src.Name + " (" + src.Licence + ")"})
		}
	}
	return v
}

// conforms are the classes that all datasets conform to.
var conforms = []string{
	"http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
	"http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
	"http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
	"http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/advanced-property-roles",
	"http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/core-roles-features", // as drafts name it
	"http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/returnables-and-receivables",
	"http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/queryables",
	"http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
	"http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
	"http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
	"http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
	"http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
	"http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison",
	"http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
	"http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
	"http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
	"http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
	"http://www.opengis.net/spec/cql2/1.0/conf/property-property",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/dataset-tilesets",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/collections-selection",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30",
}

// conformsProcesses are those that a server which computes conforms to besides.
var conformsProcesses = []string{
	"http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/ogc-process-description",
	"http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/json",
	"http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/html",
	"http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/oas30",
	"http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/job-list",
	"http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/dismiss",
}

// conformance answers with the classes that a dataset conforms to.
func (s *Server) conformance(w http.ResponseWriter, r *http.Request) {
	x := s.viewOf(w, r)
	if x == nil {
		return
	}
	classes := conforms
	if x.path == "" && s.processes != nil {
		classes = slices.Concat(conforms, conformsProcesses)
	}
	s.answer(w, r, x, typeJSON, "conformance", map[string]any{"conformsTo": classes})
}

// described is a collection as it is described (Features, Part 1, 7.14; Part 2,
// 6.1).
type described struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Attribution string   `json:"attribution,omitempty"`
	ItemType    string   `json:"itemType"`
	Count       int      `json:"itemCount"`
	Extent      *extent  `json:"extent,omitempty"`
	CRS         []string `json:"crs"`
	StorageCRS  string   `json:"storageCrs"`
	Links       []link   `json:"links"`
}

// describe returns the description of a collection.
func (x *view) describe(c *collection) described {
	at := x.path + "/collections/" + c.Name
	interval := [2]string{}
	if c.timed {
		interval = x.interval
	}
	out := described{ID: c.Name, Title: c.Title, Attribution: attribution(x.members.Sources), ItemType: "feature", Count: c.Count(),
		Extent: newExtent(c.bbox, interval), StorageCRS: x.systems[0].URI(),
		Links: []link{
			x.to(at, "self", typeJSON, c.Title),
			x.to(at+"?f=html", "alternate", typeHTML, c.Title),
			x.to(at+"/items", "items", typeGeoJSON, "Features"),
			x.to(at+"/items?f=html", "items", typeHTML, "Features as a page"),
			x.to(at+"/queryables", relQueryables, typeSchema, "What filters may name"),
			x.to(at+"/queryables", "queryables", typeSchema, "What filters may name"), // the name that drafts gave it
			x.to(at+"/schema", relSchema, typeSchema, "Schema of the features"),
			x.to(at+"/schema?f=geojson", "describedBy", typeSchema, "Schema of the features as GeoJSON"), // so GDAL writes it
			x.to(at+"/tiles", relTilesets, typeJSON, "Vector tiles"),
		}}
	for _, system := range x.systems {
		out.CRS = append(out.CRS, system.URI())
	}
	return out
}

// collections answers with the descriptions of all collections.
func (s *Server) collections(w http.ResponseWriter, r *http.Request) {
	x := s.viewOf(w, r)
	if x == nil {
		return
	}
	v := struct {
		Links       []link      `json:"links"`
		CRS         []string    `json:"crs"`
		Collections []described `json:"collections"`
	}{Links: x.selves(r, typeJSON)}
	for _, system := range x.systems {
		v.CRS = append(v.CRS, system.URI())
	}
	for _, c := range x.collections {
		v.Collections = append(v.Collections, x.describe(c))
	}
	s.answer(w, r, x, typeJSON, "collections", v)
}

// collection answers with the description of a collection.
func (s *Server) collection(w http.ResponseWriter, r *http.Request) {
	x, c := s.collectionOf(w, r)
	if c == nil {
		return
	}
	v := x.describe(c)
	v.Links[0], v.Links[1] = x.selves(r, typeJSON)[0], x.selves(r, typeJSON)[1]
	s.answer(w, r, x, typeJSON, c.Title, v)
}

func (s *Server) plans(w http.ResponseWriter, r *http.Request) {
	s.list(w, r, "plans", s.seen(r).plans)
}

func (s *Server) scenarios(w http.ResponseWriter, r *http.Request) {
	s.list(w, r, "scenarios", s.seen(r).scenarios)
}

// list answers with what there is of a kind.
func (s *Server) list(w http.ResponseWriter, r *http.Request, kind string, shelf *shelf) {
	type entry struct {
		ID    string   `json:"id"`
		Names []string `json:"names"`
		Title string   `json:"title"`
		Base  string   `json:"base,omitempty"` // id of the plan that it is a change of
		Links []link   `json:"links"`
	}
	x := &view{linker: newLinker(r), dataset: s.seen(r).current}
	entries := []entry{}
	for _, d := range shelf.list() {
		at := "/" + kind + "/" + d.id
		entries = append(entries, entry{d.id, append([]string{}, d.names...), d.title, d.changeOf, []link{x.to(at, "item", typeJSON, d.title), x.to(at+"?f=html", "item", typeHTML, d.title)}})
	}
	s.answer(w, r, x, typeJSON, kind, map[string]any{kind: entries, "links": x.selves(r, typeJSON)})
}

// plan answers with a whole plan, as plan.json.
func (s *Server) plan(w http.ResponseWriter, r *http.Request) {
	x := s.viewOf(w, r)
	if x == nil {
		return
	}
	var body bytes.Buffer
	if err := data.WritePlanJSON(&body, x.source.Plan); err != nil {
		s.failed(w, r, fmt.Errorf("plan %s: %w", x.id, err))
		return
	}
	w.Header().Set("Content-Type", typeJSON)
	x.send(w, body.Bytes())
}
