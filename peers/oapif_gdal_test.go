//go:build peers

package peers

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// copied is what GDAL reads of a layer, written as GeoJSON again.
func copied(t *testing.T, options ...string) []feature {
	t.Helper()
	args := slices.Concat([]string{"-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=12", "-lco", "RFC7946=NO", "/vsistdout/"}, options)
	text := run{name: "ogr2ogr", args: args, quiet: true}.output(t)
	var of struct {
		Features []struct { // GDAL's own numbers as ids are left
			Geometry   json.RawMessage
			Properties map[string]any
		}
	}
	readJSON(t, []byte(text), &of)
	out := make([]feature, len(of.Features))
	for i, f := range of.Features {
		out[i].Properties = f.Properties
		readJSON(t, f.Geometry, &out[i].Geometry)
	}
	return out
}

// places returns all places of a shape, in order.
func (f *feature) places(t *testing.T) [][2]float64 {
	t.Helper()
	var one [2]float64
	if f.Geometry.Type == "Point" {
		readJSON(t, f.Geometry.Coordinates, &one)
		return [][2]float64{one}
	}
	return slices.Concat(f.lines(t)...)
}

// lines returns the lines of a shape, or the rings of its polygons; none of a
// place.
func (f *feature) lines(t *testing.T) [][][2]float64 {
	t.Helper()
	var parts [][][2]float64
	var polygons [][][][2]float64
	switch f.Geometry.Type {
	case "Point":
	case "MultiPolygon":
		readJSON(t, f.Geometry.Coordinates, &polygons)
		parts = slices.Concat(polygons...)
	default:
		readJSON(t, f.Geometry.Coordinates, &parts)
	}
	return parts
}

// near reports whether two lists of places are the same within a tolerance.
func near(a, b [][2]float64, tolerance float64) bool {
	return slices.EqualFunc(a, b, func(p, q [2]float64) bool {
		return math.Abs(p[0]-q[0]) <= tolerance && math.Abs(p[1]-q[1]) <= tolerance
	})
}

// sameValue reports whether GDAL's value of a property is the server's. GDAL
// writes times in forms of its own.
func sameValue(got, want any) bool {
	if reflect.DeepEqual(got, want) {
		return true
	}
	g, ok1 := got.(string)
	w, ok2 := want.(string)
	if !ok1 || !ok2 {
		return false
	}
	a, err1 := time.Parse(time.RFC3339, g)
	b, err2 := time.Parse(time.RFC3339, w)
	return err1 == nil && err2 == nil && a.Equal(b)
}

// ogrTypes are GDAL's names for the types of a schema.
func ogrType(kind, format string) string {
	return map[string]string{"string": "String", "stringdate-time": "DateTime", "number": "Real", "integer": "Integer", "boolean": "Integer(Boolean)", "array": "StringList"}[kind+format]
}

// TestGDALReadsDatasets reads every collection of every dataset whole: as many
// features as the server says and package data yields, each with its id, its
// shape and all its properties, in fields of the types that the schema says.
func TestGDALReadsDatasets(t *testing.T) {
	r := record(t, serve(t, "guatemala-mexico", "andorra"))
	plans := map[string]map[string][]feature{"guatemala-mexico": written(t, "guatemala-mexico"), "andorra": written(t, "andorra")}
	for _, root := range roots {
		scenario := "guatemala-mexico"
		if strings.HasSuffix(root, "andorra") {
			scenario = "andorra"
		}
		ids := inputs(t, scenario)
		for _, c := range collectionsOf(t, r.address, root) {
			name := root + " " + c.name
			if want, ok := plans[scenario][c.name]; ok && !strings.HasPrefix(root, "scenarios") {
				checkFile(t, name, c.features, want)
			}
			if want, ok := ids[c.name]; ok {
				var got []string
				for _, f := range c.features {
					got = append(got, f.ID)
				}
				if slices.Sort(got); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
					t.Errorf("%s: %d features, the scenario has %d others", name, len(got), len(want))
				}
			}
			r.requests(t)
			checkLayer(t, r, c)
		}
	}
}

// checkFile holds what is served to what is written.
func checkFile(t *testing.T, name string, got, want []feature) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d features, the file has %d", name, len(got), len(want))
		return
	}
	for i := range want {
		same := got[i].ID == want[i].ID && near(got[i].places(t), want[i].places(t), 0)
		for key, v := range want[i].Properties {
			if list, ok := v.([]any); ok && len(list) == 0 {
				v = nil // as it is served
			}
			same = same && reflect.DeepEqual(got[i].Properties[key], v)
		}
		if !same {
			t.Errorf("%s: %s is not as in the file: %v, want %v", name, got[i].ID, got[i].Properties, want[i].Properties)
			return
		}
	}
}

// checkLayer holds what GDAL reads of a collection to what is served.
func checkLayer(t *testing.T, r *recorder, c *served) {
	t.Helper()
	name := c.root + " " + c.name
	if l := ogrinfo(t, "OAPIF:"+c.at(r.address)); l.count != len(c.features) {
		t.Errorf("%s: GDAL counts %d features, want %d", name, l.count, len(c.features))
	} else if len(c.features) > 0 {
		for key, of := range c.fields {
			if want := ogrType(of.Type, of.Format); l.fields[key] != want {
				t.Errorf("%s: GDAL takes %s for %q, want %s", name, key, l.fields[key], want)
			}
		}
	}
	if len(c.features) == 0 {
		return
	}
	// In pages of a few features, but not thousands of pages.
	size := max(7, len(c.features)/9)
	got := copied(t, "-oo", fmt.Sprint("PAGE_SIZE=", size), "OAPIF:"+c.dataset(r.address), c.name)
	if len(got) != len(c.features) {
		t.Fatalf("%s: GDAL reads %d features, want %d", name, len(got), len(c.features))
	}
	for i := range got {
		checkFeature(t, name, &got[i], &c.features[i], c.fields["id"].Type != "")
	}
	pages := ending(r.requests(t), "/items")
	if want := (len(c.features) + size - 1) / size; len(pages) < want {
		t.Errorf("%s: GDAL asked for %d pages, want at least %d", name, len(pages), want)
	}
}

// checkFeature holds a feature that GDAL read to the one that is served. A
// property of the name id stands where GDAL puts the feature's id else.
func checkFeature(t *testing.T, name string, got, want *feature, ownID bool) {
	t.Helper()
	if got.Geometry.Type != want.Geometry.Type || !near(got.places(t), want.places(t), 1e-7) {
		t.Errorf("%s: %s has another shape", name, want.ID)
	}
	if id := got.Properties["id"]; !ownID && id != want.ID {
		t.Errorf("%s: id %v, want %s", name, id, want.ID)
	}
	for key, v := range want.Properties {
		if !sameValue(got.Properties[key], v) {
			t.Errorf("%s: %s of %s is %v, want %v", name, key, want.ID, got.Properties[key], v)
		}
	}
}
