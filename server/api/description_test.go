package api_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"lindero/planner"
	"lindero/sectors"
	"lindero/server/api"
	"lindero/server/problem"
)

func loaded(t testing.TB) *api.Description {
	t.Helper()
	d, err := api.Load()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// spec reads what is served, as a client does.
func spec(t testing.TB, d *api.Description, public bool) *openapi3.T {
	t.Helper()
	s, err := openapi3.NewLoader().LoadFromData(d.JSON("https://example.test/lindero/", public))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestTemplates holds the operations to the list of those that are to be
// there.
func TestTemplates(t *testing.T) {
	want := []string{
		"GET /plans", "GET /plans/{planId}/plan", "GET /plans/{planId}/scenario.zip", "GET /plans/{planId}/report.{reportFormat}", "GET /scenarios/{scenarioId}/scenario.zip", "GET /scenarios", "GET /api", "GET /assets/{file}",
		"GET /tileMatrixSets", "GET /tileMatrixSets/{tileMatrixSetId}",
		"GET /processes", "GET /processes/{processId}", "POST /processes/{processId}/execution",
		"GET /jobs", "GET /jobs/{jobId}", "DELETE /jobs/{jobId}", "GET /jobs/{jobId}/results",
		"GET /health", "GET /ready", "GET /metrics",
	}
	const tile = "/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}"
	for _, root := range []string{"", "/plans/{planId}", "/scenarios/{scenarioId}"} {
		landing := root
		if root == "" {
			landing = "/"
		}
		want = append(want, "GET "+landing)
		for _, path := range []string{
			"/conformance", "/collections", "/tiles", "/tiles/{tileMatrixSetId}", "/tiles" + tile,
			"/collections/{collectionId}", "/collections/{collectionId}/queryables", "/collections/{collectionId}/schema",
			"/collections/{collectionId}/items", "/collections/{collectionId}/items/{featureId}",
			"/collections/{collectionId}/tiles", "/collections/{collectionId}/tiles/{tileMatrixSetId}", "/collections/{collectionId}/tiles" + tile,
		} {
			want = append(want, "GET "+root+path)
		}
	}
	slices.Sort(want)
	if got := loaded(t).Templates(); !slices.Equal(got, want) {
		t.Errorf("there are\n%s\nwanted\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// each calls f with every operation of a document.
func each(s *openapi3.T, f func(path, method string, item *openapi3.PathItem, op *openapi3.Operation)) {
	for path, item := range s.Paths.Map() {
		for method, op := range item.Operations() {
			f(path, method, item, op)
		}
	}
}

// TestDocument reads the documents as a client does: each variable of a path
// is a parameter, ids are there once, servers are told, and nothing but
// OpenAPI is there.
func TestDocument(t *testing.T) {
	d := loaded(t)
	for _, public := range []bool{false, true} {
		s, ids := spec(t, d, public), map[string]bool{}
		if err := s.Validate(t.Context()); err != nil {
			t.Error(err)
		}
		if len(s.Servers) != 1 || s.Servers[0].URL != "https://example.test/lindero" {
			t.Errorf("servers: %v", s.Servers)
		}
		if text := string(d.JSON("", public)); !strings.HasPrefix(text, `{"openapi":"3.0.3","info":{`) || !strings.Contains(text, `"servers":[{"url":"/"}]`) || strings.Contains(text, `"x-`) {
			t.Errorf("%.200s", text)
		}
		each(s, func(path, method string, item *openapi3.PathItem, op *openapi3.Operation) {
			if ids[op.OperationID] {
				t.Errorf("%s is there twice", op.OperationID)
			}
			ids[op.OperationID] = true
			var got []string
			for _, p := range item.Parameters {
				got = append(got, "{"+p.Value.Name+"}")
			}
			if want := regexp.MustCompile(`\{\w+\}`).FindAllString(path, -1); !slices.Equal(got, want) {
				t.Errorf("%s has the parameters %v", path, got)
			}
			for _, status := range []string{"400", "429", "500", "503"} {
				if op.Responses.Value(status) == nil {
					t.Errorf("%s %s does not answer %s", method, path, status)
				}
			}
			for status, has := range map[string]bool{"304": method == "GET", "404": strings.Contains(path, "{"), "415": op.RequestBody != nil} {
				if (op.Responses.Value(status) != nil) != has {
					t.Errorf("%s %s and %s: %v", method, path, status, !has)
				}
			}
		})
	}
}

// TestPublic: the public document says nothing of what the public cannot ask
// for, and nothing stands in it that nothing leads to.
func TestPublic(t *testing.T) {
	d := loaded(t)
	full, public := spec(t, d, false), spec(t, d, true)
	if full.Paths.Len() != 61 || public.Paths.Len() != 52 {
		t.Errorf("%d paths, of them %d public", full.Paths.Len(), public.Paths.Len())
	}
	text := string(d.JSON("", true))
	for _, word := range []string{"/processes", "/jobs", "/plan\"", "statusInfo", "getPlan\"", "\"Jobs\"", "respond-async"} {
		if strings.Contains(text, word) {
			t.Errorf("the public document has %s", word)
		}
		if !strings.Contains(string(d.JSON("", false)), word) {
			t.Errorf("the document has no %s: the test looks for the wrong word", word)
		}
	}
	for _, text := range []string{text, string(d.JSON("", false))} {
		var doc struct {
			Components map[string]map[string]json.RawMessage `json:"components"`
		}
		if err := json.Unmarshal([]byte(text), &doc); err != nil {
			t.Fatal(err)
		}
		for kind, names := range doc.Components {
			for name := range names {
				if !strings.Contains(text, fmt.Sprintf(`{"$ref":"#/components/%s/%s"}`, kind, name)) {
					t.Errorf("nothing leads to the component %s %s", kind, name)
				}
			}
		}
	}
}

// TestTypes holds schemas to the types that are written.
func TestTypes(t *testing.T) {
	s := spec(t, loaded(t), false)
	for name, v := range map[string]any{
		"plan": planner.Plan{}, "problem": problem.Problem{}, "fault": problem.Fault{}, "source": sectors.Source{},
	} {
		schema, fields := s.Components.Schemas[name].Value, map[string]bool{}
		for i := range reflect.TypeOf(v).NumField() {
			field, _, _ := strings.Cut(reflect.TypeOf(v).Field(i).Tag.Get("json"), ",")
			fields[field] = true
			if schema.Properties[field] == nil {
				t.Errorf("%s has no %s", name, field)
			}
		}
		for field := range schema.Properties {
			if !fields[field] {
				t.Errorf("%T has no %s", v, field)
			}
		}
	}
}

// TestRequired: what the standards want to be there has to be there: OGC API –
// Features 1.0.1 (schemas of annex B), Tiles 1.0, TileJSON 3.0, Processes 1.0,
// RFC 9457; of features, more than the standard, as design asks.
func TestRequired(t *testing.T) {
	s := spec(t, loaded(t), false)
	for name, want := range map[string]string{
		"landingPage": "links", "confClasses": "conformsTo", "collections": "collections links", "collection": "id links",
		"link": "href", "featureCollectionGeoJSON": "features links numberMatched numberReturned type", "featureGeoJSON": "geometry id properties type",
		"tileSet": "crs dataType links", "tileMatrixLimits": "maxTileCol maxTileRow minTileCol minTileRow tileMatrix",
		"tileMatrixSet": "crs tileMatrices", "tileJSON": "tilejson tiles vector_layers",
		"processList": "links processes", "processSummary": "id version", "process": "id version",
		"statusInfo": "jobID status type", "jobList": "jobs links", "problem": "status title", "fault": "detail",
	} {
		schema := s.Components.Schemas[name].Value
		for _, field := range strings.Fields(want) {
			if !slices.Contains(schema.Required, field) || schema.Properties[field] == nil {
				t.Errorf("%s may lack %s", name, field)
			}
		}
		if has := schema.AdditionalProperties.Has; has == nil || *has {
			t.Errorf("%s may have anything", name)
		}
	}
}
