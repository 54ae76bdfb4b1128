package ats_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

const common1, common2 = "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/", "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/"

const typeAPI = "application/vnd.oai.openapi+json"

// TestAPIDefinition is what the suites ask of the description of the API:
// Features, Part 1, A.2 and A.6, and Tiles, A.14.
func TestAPIDefinition(t *testing.T) {
	class{features1 + "oas30", []assertion{
		{"/conf/core/api-definition-op", holdsDefinitionOp, []spoil{withoutLinks("", "links", "service-desc"), status("/api", http.StatusNotFound)}},
		{"/conf/core/api-definition-success", func(s *site) error { _, err := s.definition(); return err }, []spoil{with("/api", "openapi", "2.0"), without("/api", "paths"), without("/api", "info")}},
		{"/conf/oas30/oas-definition-1", holdsDefinitionForms, []spoil{header("/api", "Content-Type", typeJSON)}},
		{"/conf/oas30/oas-definition-2", func(s *site) error { _, err := s.definition(); return err }, []spoil{with("/api", "components", 1)}},
		{"/conf/oas30/completeness", holdsCompleteness, []spoil{edit("/api", func(doc map[string]any) { dropPath(doc, "/items") }), edit("/api", func(doc map[string]any) { dropPath(doc, "/{tileCol}") })}},
		{"/conf/oas30/exceptions-codes", holdsExceptions, []spoil{edit("/api", func(doc map[string]any) { dropResponse(doc, "400") })}},
		{"/conf/core/fc-bbox-definition", holdsParameter("bbox", "array"), []spoil{edit("/api", dropParameters)}},
		{"/conf/core/fc-limit-definition", holdsParameter("limit", "integer"), []spoil{edit("/api", dropParameters)}},
		{"/conf/core/fc-time-definition", holdsParameter("datetime", "string"), []spoil{edit("/api", dropParameters)}},
		{"/conf/crs/crs-parameter", holdsParameter("crs", "string"), []spoil{edit("/api", dropParameters)}},
		{"/conf/crs/bbox-crs-parameter", holdsParameter("bbox-crs", "string"), []spoil{edit("/api", dropParameters)}},
		{"/conf/features-filter/filter-param", holdsParameter("filter", "string"), []spoil{edit("/api", dropParameters)}},
		{"/conf/features-filter/filter-lang-param", holdsParameter("filter-lang", "string"), []spoil{edit("/api", dropParameters)}},
		{"/conf/features-filter/filter-crs-param", holdsParameter("filter-crs", "string"), []spoil{edit("/api", dropParameters)}},
		{"/conf/core/tc-tilematrix-definition", holdsTileParameter("tileMatrix"), []spoil{edit("/api", dropParameters)}},
		{"/conf/core/tc-tilerow-definition", holdsTileParameter("tileRow"), []spoil{edit("/api", dropParameters)}},
		{"/conf/core/tc-tilecol-definition", holdsTileParameter("tileCol"), []spoil{edit("/api", dropParameters)}},
	}}.test(t)
	class{common1 + "core", []assertion{{"/conf/core/http", holdsHTTP, nil}}}.test(t)
	class{common2 + "collections", []assertion{{"/conf/collections/rc-md-success", holdsCollections, []spoil{without("", "collections")}}}}.test(t)
}

// definition asks for the description of the API, which has to be valid.
func (s *site) definition() (*openapi3.T, error) {
	a := s.get("/api")
	if err := a.is(http.StatusOK, typeAPI); err != nil {
		return nil, err
	}
	if a.header.Get("Content-Type") != typeAPI+";version=3.0" {
		return nil, fmt.Errorf("Content-Type %s", a.header.Get("Content-Type"))
	}
	l := openapi3.NewLoader()
	doc, err := l.LoadFromData(a.body)
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(doc.OpenAPI, "3.0.") {
		return nil, fmt.Errorf("OpenAPI %s", doc.OpenAPI)
	}
	return doc, doc.Validate(l.Context)
}

func holdsDefinitionOp(s *site) error {
	var v struct{ Links []link }
	if err := s.below("").read(typeJSON, &v); err != nil {
		return err
	}
	links := append(rel(v.Links, "service-desc"), rel(v.Links, "service-doc")...)
	var wrong faults
	wrong.want(len(links) >= 2, "links %+v", links)
	for _, l := range links {
		kind, _, _ := strings.Cut(l.Type, ";")
		wrong.add(s.get(l.Href).is(http.StatusOK, kind))
	}
	return wrong.err()
}

func holdsDefinitionForms(s *site) error {
	var wrong faults
	wrong.add(s.get("/api", "Accept", typeAPI+";version=3.0").is(http.StatusOK, typeAPI))
	wrong.add(holdsPage(s.get("/api", "Accept", typeHTML)))
	wrong.add(holdsPage(s.get("/api?f=html")))
	return wrong.err()
}

// path returns the item of a path below a dataset in the description.
func (s *site) described(doc *openapi3.T, suffix string) *openapi3.PathItem {
	root := ""
	for prefix, of := range map[string]string{"/plans": "/plans/{planId}", "/scenarios": "/scenarios/{scenarioId}"} {
		if strings.HasPrefix(s.root, prefix) {
			root = of
		}
	}
	return doc.Paths.Value(root + suffix)
}

// below are the paths of a dataset, as the standards have them.
var belowDataset = []string{
	"/conformance", "/collections", "/collections/{collectionId}", "/collections/{collectionId}/queryables", "/collections/{collectionId}/schema",
	"/collections/{collectionId}/items", "/collections/{collectionId}/items/{featureId}", "/tiles", "/tiles/{tileMatrixSetId}",
	"/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}", "/collections/{collectionId}/tiles", "/collections/{collectionId}/tiles/{tileMatrixSetId}",
	"/collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
}

// holdsCompleteness: all paths are described, each with what it may answer, and
// every operation has an id of its own.
func holdsCompleteness(s *site) error {
	doc, err := s.definition()
	if err != nil {
		return err
	}
	var wrong faults
	for _, path := range append([]string{}, belowDataset...) {
		item := s.described(doc, path)
		if item == nil || item.Get == nil {
			wrong.addf("%s is not described", path)
			continue
		}
		wrong.want(item.Get.Responses != nil && item.Get.Responses.Value("200") != nil, "%s has no answer 200", path)
		for _, variable := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(path, -1) {
			wrong.want(parameter(item, variable[1], "path") != nil, "%s: %s is not described", path, variable[1])
		}
	}
	for _, path := range []string{"/tileMatrixSets", "/tileMatrixSets/{tileMatrixSetId}", "/api"} {
		wrong.want(doc.Paths.Value(path) != nil, "%s is not described", path)
	}
	ids := map[string]bool{}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			wrong.want(op.OperationID != "" && !ids[op.OperationID], "%s %s: operation %q", method, path, op.OperationID)
			ids[op.OperationID] = true
		}
	}
	return wrong.err()
}

// holdsExceptions: what a wrong request is answered with is described.
func holdsExceptions(s *site) error {
	doc, err := s.definition()
	if err != nil {
		return err
	}
	var wrong faults
	for _, path := range belowDataset {
		item := s.described(doc, path)
		if item == nil || item.Get == nil {
			return fmt.Errorf("%s is not described", path)
		}
		codes := []string{"400"}
		if strings.Contains(path, "{") {
			codes = append(codes, "404")
		}
		for _, code := range codes {
			wrong.want(item.Get.Responses.Value(code) != nil || item.Get.Responses.Default() != nil, "%s: answer %s is not described", path, code)
		}
	}
	return wrong.err()
}

// parameter returns a parameter of a path's GET, or of all its operations.
func parameter(item *openapi3.PathItem, name, in string) *openapi3.Parameter {
	for _, list := range []openapi3.Parameters{item.Get.Parameters, item.Parameters} {
		if p := list.GetByInAndName(in, name); p != nil {
			return p
		}
	}
	return nil
}

// holdsParameter: a parameter of items is declared as the standards have it: of
// a type, not required, style form, not exploded.
func holdsParameter(name, kind string) func(*site) error {
	return func(s *site) error {
		doc, err := s.definition()
		if err != nil {
			return err
		}
		item := s.described(doc, "/collections/{collectionId}/items")
		if item == nil {
			return fmt.Errorf("items are not described")
		}
		p := parameter(item, name, "query")
		if p == nil {
			return fmt.Errorf("%s is not declared", name)
		}
		var wrong faults
		wrong.want(!p.Required, "%s is required", name)
		if slices.Contains([]string{"bbox", "limit", "datetime"}, name) { // of the others the standards do not say it
			wrong.want(p.Style == "form" && p.Explode != nil && !*p.Explode, "%s: style %q, explode %v", name, p.Style, p.Explode)
		}
		schema := p.Schema.Value
		wrong.want(schema.Type.Is(kind), "%s is of type %v", name, schema.Type)
		switch name {
		case "bbox":
			wrong.want(schema.Items != nil && schema.Items.Value.Type.Is("number"), "bbox is not of numbers")
			wrong.want(schema.MinItems == 4 && schema.MaxItems != nil && *schema.MaxItems == 6, "bbox: %d to %v numbers", schema.MinItems, schema.MaxItems)
			for _, numbers := range [][]any{{1.0, 2.0, 3.0, 4.0}, {1.0, 2.0, 3.0, 4.0, 5.0, 6.0}} {
				wrong.add(schema.VisitJSON(numbers))
			}
			wrong.want(schema.VisitJSON([]any{1.0, 2.0, 3.0, 4.0, 5.0}) != nil, "bbox may be of 5 numbers")
		case "limit":
			wrong.want(schema.Min != nil && *schema.Min == 1 && schema.Max != nil && *schema.Max == 10000 && schema.Default == 1000.0, "limit: %v to %v, default %v", schema.Min, schema.Max, schema.Default)
		}
		return wrong.err()
	}
}

// holdsTileParameter: a variable of a tile's path is declared and required.
func holdsTileParameter(name string) func(*site) error {
	return func(s *site) error {
		doc, err := s.definition()
		if err != nil {
			return err
		}
		var wrong faults
		for _, at := range []string{"", "/collections/{collectionId}"} {
			item := s.described(doc, at+"/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}")
			if item == nil {
				return fmt.Errorf("tiles are not described")
			}
			p := parameter(item, name, "path")
			if p == nil {
				return fmt.Errorf("%s is not declared", name)
			}
			kinds := []string{"integer"}
			if name == "tileMatrix" {
				kinds = []string{"string"}
			}
			wrong.want(p.Required && slices.ContainsFunc(kinds, p.Schema.Value.Type.Is), "%s: required %v, type %v", name, p.Required, p.Schema.Value.Type)
		}
		return wrong.err()
	}
}

// dropPath, dropResponse and dropParameters spoil the description.
func dropPath(doc map[string]any, suffix string) {
	paths, _ := doc["paths"].(map[string]any)
	for path := range paths {
		if strings.HasSuffix(path, suffix) {
			delete(paths, path)
		}
	}
}

func dropResponse(doc map[string]any, code string) {
	paths, _ := doc["paths"].(map[string]any)
	for _, item := range paths {
		put(item, []string{"get", "responses", code}, nil)
		put(item, []string{"get", "responses", "default"}, nil)
	}
}

func dropParameters(doc map[string]any) {
	paths, _ := doc["paths"].(map[string]any)
	for _, item := range paths {
		put(item, []string{"parameters"}, nil)
		put(item, []string{"get", "parameters"}, nil)
	}
}
