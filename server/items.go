package server

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/paulmach/orb/geojson"

	"lindero/data"
	"lindero/server/crs"
	"lindero/server/front"
	"lindero/server/problem"
)

// items answers with the features of a collection, a page of them (OGC API –
// Features, Part 1, 7.15; Part 2, 6.2; Part 3, 8).
func (s *Server) items(w http.ResponseWriter, r *http.Request) {
	x, c := s.collectionOf(w, r)
	if c == nil {
		return
	}
	values := r.URL.Query()
	q, wrong := newQuery(values, c, x.systems)
	if wrong != nil {
		problem.Write(w, r, wrong)
		return
	}
	asPage := wantsPage(r)
	if asPage && !values.Has("limit") {
		q.limit = pageLimit
	}
	matched, err := c.match(r.Context(), q)
	if err != nil {
		problem.Write(w, r, problem.New(http.StatusServiceUnavailable, "the search took too long; ask for less, as with a bbox or a simpler filter"))
		return
	}
	from := min(q.offset, len(matched))
	page := itemsPage{of: matched[from:min(from+q.limit, len(matched))], from: from, matched: len(matched)}
	members := itemsMembers{Members: x.members, NumberMatched: page.matched, NumberReturned: len(page.of), Links: x.itemsLinks(r, c, q, page)}
	if asPage {
		s.show(w, r, x.viewItems(c, page, members))
		return
	}
	w.Header().Set("Content-Type", typeGeoJSON)
	w.Header().Set("Content-Crs", "<"+q.system.URI()+">")
	if err := x.sendItems(w, c, q.system, page.of, members); err != nil {
		s.failed(w, r, err)
	}
}

// itemsPage is a page of the features that a query matches.
type itemsPage struct {
	of            []int
	from, matched int
}

// itemsMembers is what an answer says beside its features.
type itemsMembers struct {
	data.Members
	NumberMatched  int    `json:"numberMatched"`
	NumberReturned int    `json:"numberReturned"`
	Links          []link `json:"links"`
}

// sendItems writes features in a system as GeoJSON. Features in WGS84 are sent
// from where they are kept, without a copy of all; for the others an error comes
// before the first byte.
func (x *view) sendItems(w http.ResponseWriter, c *collection, system crs.CRS, of []int, members itemsMembers) error {
	rest, err := json.Marshal(members)
	if err != nil {
		return err
	}
	begin, end := `{"type":"FeatureCollection","features":[`, "\n],"+string(rest[1:])+"\n"
	length := len(begin) + len(end) + 2*len(of) - min(1, len(of)) // with a line break each, and commas between
	texts := make([][]byte, len(of))
	for k, i := range of {
		if texts[k], err = c.textIn(system, &c.features[i]); err != nil {
			return err
		}
		length += len(texts[k])
	}
	w.Header().Set("Content-Length", strconv.Itoa(length))
	x.keep(w)
	b := bufio.NewWriterSize(w, 32<<10)
	_, _ = b.WriteString(begin) // a client that went away is no fault of ours
	for k, text := range texts {
		if k > 0 {
			_ = b.WriteByte(',')
		}
		_ = b.WriteByte('\n')
		_, _ = b.Write(text)
	}
	_, _ = b.WriteString(end)
	_ = b.Flush()
	return nil
}

// textIn returns a feature as GeoJSON with its coordinates in a system.
func (c *collection) textIn(system crs.CRS, f *feature) ([]byte, error) {
	if system.IsWGS84() {
		return f.text, nil
	}
	g, err := system.Shape(f.of.Geometry)
	if err != nil {
		return nil, fmt.Errorf("feature %s: %w", f.id, err)
	}
	return data.AppendFeature(nil, c.sent(&geojson.Feature{ID: f.of.ID, Type: f.of.Type, Geometry: g, Properties: f.of.Properties}))
}

// itemsLinks returns the links of a page: to itself, to its neighbours where
// there are more features, and to its collection.
func (x *view) itemsLinks(r *http.Request, c *collection, q *query, page itemsPage) []link {
	out := x.selves(r, typeGeoJSON)
	here := r.URL.EscapedPath()
	to := func(rel string, offset, limit int) {
		v := r.URL.Query()
		v.Set("limit", strconv.Itoa(limit))
		v.Set("offset", strconv.Itoa(offset))
		if offset == 0 {
			v.Del("offset")
		}
		out = append(out, x.to(here+"?"+v.Encode(), rel, typeGeoJSON, ""))
	}
	if next := page.from + len(page.of); next < page.matched {
		to("next", next, q.limit)
	}
	if page.from > 0 {
		to("prev", max(page.from-q.limit, 0), min(q.limit, page.from))
	}
	return append(out, x.to(x.path+"/collections/"+c.Name, "collection", typeJSON, c.Title))
}

// item answers with one feature.
func (s *Server) item(w http.ResponseWriter, r *http.Request) {
	x, c := s.collectionOf(w, r)
	if c == nil {
		return
	}
	id := variable(r, "featureId")
	i, ok := c.byID[id]
	if !ok {
		problem.Write(w, r, problem.Of(http.StatusNotFound, "featureId", missing("there is no feature %q in "+c.Name, id, c.someIDs())))
		return
	}
	q := querier{values: r.URL.Query(), systems: x.systems}
	system := q.crs("crs")
	if len(q.faults) > 0 {
		problem.Write(w, r, problem.New(http.StatusBadRequest, "", q.faults...))
		return
	}
	links := append(x.selves(r, typeGeoJSON), x.to(x.path+"/collections/"+c.Name, "collection", typeJSON, c.Title))
	if wantsPage(r) {
		s.show(w, r, x.viewFeature(c, i, links))
		return
	}
	text, err := c.textIn(system, &c.features[i])
	if err != nil {
		s.failed(w, r, err)
		return
	}
	rest, err := json.Marshal(map[string]any{"links": links})
	if err != nil {
		s.failed(w, r, err)
		return
	}
	body := append(append(append([]byte{}, text[:len(text)-1]...), ','), rest[1:]...)
	w.Header().Set("Content-Type", typeGeoJSON)
	w.Header().Set("Content-Crs", "<"+system.URI()+">")
	x.send(w, append(body, '\n'))
}

// queryables answers with what filters may name (Part 3, 6.2).
func (s *Server) queryables(w http.ResponseWriter, r *http.Request) {
	x, c := s.collectionOf(w, r)
	if c == nil {
		return
	}
	v := c.newSchema(x.base + x.path + "/collections/" + c.Name + "/queryables")
	v.Description = "What the parameter filter may name."
	v.Queryables = c.draftQueryables()
	// GDAL accepts no more than JSON, and turns down what it does not accept.
	mediaType := cmp.Or(front.Prefer(r, typeSchema, typeJSON), typeSchema)
	s.answer(w, r, x, mediaType, c.Title, v)
}

// schema answers with the schema of a collection's features (Part 5).
func (s *Server) schema(w http.ResponseWriter, r *http.Request) {
	x, c := s.collectionOf(w, r)
	if c == nil {
		return
	}
	id := x.base + x.path + "/collections/" + c.Name + "/schema"
	v := c.newSchema(id).withRoles(c)
	if r.URL.Query().Get("f") == "geojson" {
		v = c.newGeoJSONSchema(id + "?f=geojson")
	}
	s.answer(w, r, x, typeSchema, c.Title, v)
}
