package server_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// TestFieldsAsSent: clients take fields and their types from the first features
// that they get. So each feature has all fields of its collection, null where
// it has none or an empty list, and numbers with fractions have a decimal point where they have
// none either; in every reference system, and by themselves.
func TestFieldsAsSent(t *testing.T) {
	h := drawnPlan(t)
	type feature struct {
		ID         string
		Properties map[string]any
	}
	nulls, whole := 0, 0
	fields := map[string]bool{} // that some feature of the collection has
	check := func(target string, f feature, schema map[string]struct{ Type string }) {
		t.Helper()
		if len(f.Properties) != len(fields) {
			t.Errorf("%s: %s has %d fields, want %d", target, f.ID, len(f.Properties), len(fields))
		}
		for name, v := range f.Properties {
			n, number := v.(json.Number)
			switch of := schema[name].Type; {
			case v == nil:
				nulls++
			case schema[name].Type == "array" && len(v.([]any)) == 0:
				t.Errorf("%s: %s of %s is empty, want null", target, name, f.ID)
			case number && (of == "number") != strings.ContainsAny(n.String(), ".e"):
				t.Errorf("%s: %s of %s is %s, and of type %s", target, name, f.ID, n, of)
			case number && strings.HasSuffix(n.String(), ".0"):
				whole++
			}
		}
	}
	for _, root := range []string{"", "/scenarios/drawn"} {
		for _, name := range names(t, h, root) {
			var schema struct {
				Properties map[string]struct{ Type string }
			}
			read(t, h, root+"/collections/"+name+"/schema", &schema)
			for _, query := range []string{"", "?crs=EPSG:3857"} {
				target := root + "/collections/" + name + "/items" + query
				var all struct{ Features []feature }
				numbers(t, do(h, http.MethodGet, target).Body.String(), &all)
				clear(fields)
				for _, f := range all.Features {
					for name, v := range f.Properties {
						if v != nil {
							fields[name] = true
						}
					}
				}
				for _, f := range all.Features {
					check(target, f, schema.Properties)
				}
				target = root + "/collections/" + name + "/items/" + strings.ReplaceAll(all.Features[0].ID, "/", "%2F") + query
				var one feature
				numbers(t, do(h, http.MethodGet, target).Body.String(), &one)
				check(target, one, schema.Properties)
			}
		}
	}
	if nulls == 0 || whole == 0 {
		t.Errorf("%d nulls and %d whole numbers: nothing to look at", nulls, whole)
	}
}

// numbers reads JSON with its numbers as they are written.
func numbers(t *testing.T, text string, into any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		t.Fatalf("%v: %.300s", err, text)
	}
}
