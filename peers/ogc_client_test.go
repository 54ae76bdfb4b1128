//go:build peers

package peers

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lindero/internal/npm"
)

// fetchStub stands for the package node-fetch: Node has fetch itself by now.
const fetchStub = "export default globalThis.fetch;\n"

// ogcClient unpacks the client, and returns where it is.
func ogcClient(t *testing.T) string {
	t.Helper()
	cache := filepath.Join("..", ".cache", "data")
	if err := os.MkdirAll(cache, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := npm.OGCClient.Fetch(t.Context(), cache); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	files := map[string]string{
		"package.json":                         `{"type":"module"}`,
		"node_modules/node-fetch/package.json": `{"name":"node-fetch","type":"module","exports":"./index.js"}`,
		"node_modules/node-fetch/index.js":     fetchStub,
	}
	err := npm.OGCClient.Open(cache, "package/dist/dist-node.js", func(r io.Reader) error {
		text, err := io.ReadAll(r)
		files["dist-node.js"] = string(text)
		return err
	})
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err == nil {
			err = os.MkdirAll(filepath.Dir(path), 0o755)
		}
		if err == nil {
			err = os.WriteFile(path, []byte(text), 0o644)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "dist-node.js")
}

// clientSaid is what testdata/ogc_client.mjs prints.
type clientSaid struct {
	Info            struct{ Title, Description, Attribution string }
	Classes         []string
	All             []struct{ Name string }
	Features, Tiles []string
	Records, Styles bool
	MatrixSets      []string
	Collections     map[string]struct {
		Info struct {
			ID                                         string
			ItemCount                                  int
			CRS                                        []string
			Queryables                                 []struct{ Name, Type string }
			VectorTileFormats, SupportedTileMatrixSets []string
			ItemFormats                                []string
		}
		Items        []string
		Item         *feature
		Tileset, URL string
	}
}

// TestOGCClient reads every collection with the client of geOrchestra and
// others: what there is, features, one feature by its id, tiles.
func TestOGCClient(t *testing.T) {
	client := ogcClient(t)
	script, err := filepath.Abs("testdata/ogc_client.mjs")
	if err != nil {
		t.Fatal(err)
	}
	r := record(t, serve(t))
	for _, c := range []struct{ root, path string }{
		{"", ""}, {"plans/current", "plans/current"}, {"plans/current", "plans/current/collections"},
		{"scenarios/guatemala-mexico", "scenarios/guatemala-mexico/"}, {"plans/current", "plans/current/collections/beats"},
	} {
		all := collectionsOf(t, r.address, c.root)
		if one, ok := strings.CutPrefix(c.path, c.root+"/collections/"); ok {
			all = []*served{named(t, all, one)}
		}
		r.requests(t)
		var said clientSaid
		readJSON(t, []byte(run{name: "node", args: []string{script, client, r.address + c.path}, quiet: true}.output(t)), &said)
		r.requests(t)
		var names []string
		for _, x := range all {
			names = append(names, x.name)
			checkClient(t, r, x, &said)
		}
		if said.Info.Title != "Guatemala–Mexico" || !strings.Contains(said.Info.Attribution, "OpenStreetMap") || said.Records || said.Styles || len(said.Classes) < 20 {
			t.Errorf("%s: %+v, records %v, styles %v, %d classes", c.path, said.Info, said.Records, said.Styles, len(said.Classes))
		}
		if len(said.All) != len(names) || !slices.Equal(said.Features, names) || !slices.Equal(said.Tiles, names) || !slices.Equal(said.MatrixSets, []string{"WebMercatorQuad"}) {
			t.Errorf("%s: features %v, tiles %v in %v, want %v", c.path, said.Features, said.Tiles, said.MatrixSets, names)
		}
	}
}

// checkClient holds what the client says of a collection to what is served.
func checkClient(t *testing.T, r *recorder, c *served, said *clientSaid) {
	t.Helper()
	got, name := said.Collections[c.name], c.root+" "+c.name
	if i := got.Info; i.ID != c.name || i.ItemCount != len(c.features) || !slices.Equal(i.CRS, c.crs) || !slices.Contains(i.VectorTileFormats, "application/vnd.mapbox-vector-tile") ||
		!slices.Equal(i.SupportedTileMatrixSets, []string{"WebMercatorQuad"}) || !slices.Contains(i.ItemFormats, "application/geo+json") {
		t.Errorf("%s: the client knows %+v", name, i)
	}
	types := map[string]string{}
	for _, q := range got.Info.Queryables {
		types[q.Name] = q.Type
	}
	for field, of := range c.fields {
		want := of.Type
		if want == "boolean" || want == "array" {
			want = "string" // the client knows no other
		}
		if of.Format == "" && types[field] != want {
			t.Errorf("%s: the queryable %s is %q, want %s", name, field, types[field], want)
		}
	}
	var ids []string
	for _, f := range c.features[min(2, len(c.features)):min(6, len(c.features))] {
		ids = append(ids, f.ID)
	}
	if !slices.Equal(got.Items, ids) {
		t.Errorf("%s: features %v, want %v", name, got.Items, ids)
	}
	if len(ids) > 0 && (got.Item == nil || got.Item.ID != ids[len(ids)-1]) {
		t.Errorf("%s: asked for %s, the client has %+v", name, ids[len(ids)-1], got.Item)
	}
	if got.Tileset != c.at(r.address)+"/tiles/WebMercatorQuad" {
		t.Errorf("%s: tiles at %s", name, got.Tileset)
	}
	var of struct {
		Features      []feature
		NumberMatched int
	}
	readJSON(t, get(t, got.URL), &of) // box, time and reference system as the client writes them
	if len(of.Features) != of.NumberMatched || len(of.Features) >= len(c.features) && len(c.features) > 40 {
		t.Errorf("%s: %d of %d features in the box", name, len(of.Features), len(c.features))
	}
	for i := range of.Features {
		if at := of.Features[i].places(t)[0]; at[0] > -9.5e6 || at[0] < -1.1e7 {
			t.Errorf("%s: %s is at %v, want metres", name, of.Features[i].ID, at)
		}
	}
}
