package server_test

import (
	"net/http"
	"reflect"
	"strings"
	"testing"
)

// TestDraftFilters: what GDAL 3.6 reads to have the server filter: queryables
// as drafts of Part 3 wrote them, as plain JSON where only that is accepted,
// and filters in what drafts called cql-text.
func TestDraftFilters(t *testing.T) {
	h := drawnPlan(t)
	const schema, plain = "application/schema+json", "application/json"
	for _, c := range [][2]string{
		{"", schema}, {"*/*", schema}, {plain, plain}, {plain + ", */*", schema}, {schema, schema},
		{plain + ", " + schema, schema}, {"application/geo+json, " + plain, plain}, {plain, plain}, {"", schema}, {"image/png", schema},
	} {
		accept, want := c[0], c[1]
		got := do(h, http.MethodGet, "/collections/gaps/queryables", "Accept", accept)
		if got.Header().Get("Content-Type") != want || !strings.Contains(got.Header().Get("Vary"), "Accept,") {
			t.Errorf("Accept %q: %v", accept, got.Header())
		}
	}
	var v struct {
		Queryables []struct{ ID, Type string }
		Properties map[string]struct{ Type, Format string }
	}
	read(t, h, "/collections/gaps/queryables", &v)
	listed := map[string]string{}
	for _, q := range v.Queryables {
		listed[q.ID] = q.Type
	}
	want := map[string]string{}
	for name, p := range v.Properties {
		if name != "feature_id" && p.Type == "string" && p.Format == "" || p.Type == "number" || p.Type == "integer" {
			want[name] = p.Type
		}
	}
	if !reflect.DeepEqual(listed, want) || len(want) < 5 {
		t.Errorf("queryables %v, want %v", listed, want)
	}
	const filter = "/collections/gaps/items?filter=kind%20%3D%20'river'&filter-lang="
	if a, b := ids(items(t, h, filter+"cql-text")), ids(items(t, h, filter+"cql2-text")); a != b || a == "" || a == ids(items(t, h, "/collections/gaps/items")) {
		t.Errorf("cql-text: %s, cql2-text: %s", a, b)
	}
}

// TestVaryByAccept: what is JSON or a page by what a client accepts says so in
// both forms, so that no cache gives one for the other.
func TestVaryByAccept(t *testing.T) {
	h := drawnPlan(t)
	for _, path := range []string{"/", "/plans", "/plans/current", "/conformance", "/collections", "/collections/gaps", "/collections/gaps/items", "/collections/gaps/schema", "/collections/border/items/hills", "/tiles", "/processes", "/jobs", "/api"} {
		for accept, want := range map[string]string{"application/json": "json", "text/html,*/*;q=0.8": "html"} {
			got := do(h, http.MethodGet, path, "Accept", accept)
			if !strings.Contains(got.Header().Get("Content-Type"), want) || !strings.HasPrefix(got.Header().Get("Vary")+",", "Accept,") {
				t.Errorf("%s, Accept %s: %s varies by %q", path, accept, got.Header().Get("Content-Type"), got.Header().Get("Vary"))
			}
		}
	}
}
