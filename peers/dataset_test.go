//go:build peers

package peers

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// feature is a feature as GeoJSON has it.
type feature struct {
	ID       string `json:"id"`
	Geometry *struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	} `json:"geometry"`
	Properties map[string]any `json:"properties"`
}

// fields are the types of a collection's properties, as its schema says.
type fields map[string]struct {
	Type, Format string
}

// served is a collection as the server has it: all of it.
type served struct {
	root, name string // of the dataset, as plans/current, and of the collection
	features   []feature
	fields     fields // without the shape and the id
	crs        []string
	bbox       []float64
}

// dataset returns where the dataset of a collection is, and at where the
// collection itself is.
func (c *served) dataset(base string) string { return base + c.root }

func (c *served) at(base string) string {
	return strings.TrimSuffix(c.dataset(base), "/") + "/collections/" + c.name
}

// readJSON reads an answer, its numbers as they are written.
func readJSON(t *testing.T, text []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatalf("%v in %.200q", err, text)
	}
}

// roots are the datasets that are served of two scenarios.
var roots = []string{"", "plans/current", "scenarios/guatemala-mexico", "plans/andorra", "scenarios/andorra"}

// collectionsOf reads all collections of a dataset, with all features.
func collectionsOf(t *testing.T, base, root string) []*served {
	t.Helper()
	at := base + root
	if root != "" {
		at += "/"
	}
	var list struct {
		Collections []struct {
			ID     string
			CRS    []string
			Extent struct{ Spatial struct{ BBox [][]float64 } }
		}
	}
	readJSON(t, get(t, at+"collections"), &list)
	var out []*served
	for _, l := range list.Collections {
		c := &served{root: root, name: l.ID, crs: l.CRS}
		if boxes := l.Extent.Spatial.BBox; len(boxes) > 0 {
			c.bbox = boxes[0]
		}
		var page struct {
			Features      []feature
			NumberMatched int
		}
		readJSON(t, get(t, at+"collections/"+l.ID+"/items?limit=10000"), &page)
		if c.features = page.Features; len(c.features) != page.NumberMatched {
			t.Fatalf("%s: %d features, numberMatched %d", l.ID, len(c.features), page.NumberMatched)
		}
		var schema struct{ Properties fields }
		readJSON(t, get(t, at+"collections/"+l.ID+"/schema"), &schema)
		delete(schema.Properties, "geometry")
		delete(schema.Properties, "feature_id")
		c.fields = schema.Properties
		out = append(out, c)
	}
	if len(out) < 6 {
		t.Fatalf("%s: %d collections", at, len(out))
	}
	return out
}

// named returns the collection of a name.
func named(t *testing.T, of []*served, name string) *served {
	t.Helper()
	for _, c := range of {
		if c.name == name {
			return c
		}
	}
	t.Fatalf("no collection %s", name)
	return nil
}

// file keeps a collection as a file that a client reads by itself.
func (c *served) file(t *testing.T, base string) string {
	t.Helper()
	return write(t, c.name+".geojson", string(get(t, c.at(base)+"/items?limit=10000")))
}

// written returns the collections of a plan as the files have them that
// `lindero plan -o` writes: what package data yields, past the server.
func written(t *testing.T, scenario string) map[string][]feature {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "plan")
	run{name: binary, args: []string{"plan", scenario, "-o", dir}}.output(t)
	names, err := filepath.Glob(filepath.Join(dir, "*.geojson"))
	if err != nil || len(names) < 5 {
		t.Fatalf("files of the plan: %v, %v", names, err)
	}
	out := map[string][]feature{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var of struct{ Features []feature }
		readJSON(t, text, &of)
		out[strings.TrimSuffix(filepath.Base(name), ".geojson")] = of.Features
	}
	return out
}

// inputs returns the ids of what a scenario's own files hold.
func inputs(t *testing.T, scenario string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	dir := filepath.Join("..", "data", "scenarios", scenario)
	for _, name := range []string{"border", "routes", "posts"} {
		text, err := os.ReadFile(filepath.Join(dir, name+".geojson"))
		if err != nil {
			t.Fatal(err)
		}
		var of struct {
			Features []struct {
				ID         any
				Properties map[string]any
			}
		}
		readJSON(t, text, &of)
		for _, f := range of.Features {
			id, _ := f.Properties["id"].(string)
			if id == "" {
				id, _ = f.ID.(string)
			}
			out[name] = append(out[name], id)
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, "patrols.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range records(t, string(bytes.TrimSpace(text))) {
		out["patrols"] = append(out["patrols"], row["id"])
	}
	return out
}

// query writes parameters.
func query(pairs ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return "?" + v.Encode()
}
