//go:build peers

package peers

import (
	"path/filepath"
	"slices"
	"testing"
)

// owslibSaid is what testdata/owslib_read.py prints.
type owslibSaid struct {
	Title, OpenAPI string
	Classes        []string
	Filtered       []string
	AsJSON         []string `json:"as_json"`
	Refused        struct {
		Status int
		Errors []struct {
			Parameter string
			Position  int
		}
	}
	Processes map[string][]string
}

// TestOWSLib reads every collection with OWSLib: pages, boxes, times, filters,
// features with slashes in their ids, and the processes.
func TestOWSLib(t *testing.T) {
	script, err := filepath.Abs("testdata/owslib_read.py")
	if err != nil {
		t.Fatal(err)
	}
	address := serve(t)
	for _, root := range []string{"", "plans/current", "scenarios/guatemala-mexico"} {
		all := collectionsOf(t, address, root)
		text := run{name: systemPython, args: []string{script, address + root, address}}.output(t)
		var said owslibSaid
		readJSON(t, []byte(text), &said)
		if said.Title != "Guatemala–Mexico" || said.OpenAPI[:3] != "3.0" || len(said.Classes) < 20 {
			t.Errorf("%s: %q, OpenAPI %s, %d classes", root, said.Title, said.OpenAPI, len(said.Classes))
		}
		checkOWSLib(t, root, all, text)
		if !slices.Contains(said.Filtered, "river") || !slices.Contains(said.Filtered, "sea") || slices.Contains(said.Filtered, "land") && len(said.Filtered) == 6 || len(said.AsJSON) == 0 {
			t.Errorf("%s: filtered are %v, as JSON %v", root, said.Filtered, said.AsJSON)
		}
		if e := said.Refused; e.Status != 400 || len(e.Errors) != 1 || e.Errors[0].Parameter != "filter" || e.Errors[0].Position != len("kind = ")+1 {
			t.Errorf("%s: what a bad filter is told: %+v", root, e)
		}
		for _, name := range []string{"plan", "gaps", "reinforce", "compare", "route", "check", "what-if"} {
			if len(said.Processes[name]) == 0 {
				t.Errorf("process %s has no inputs: %v", name, said.Processes)
			}
		}
	}
}

// checkOWSLib holds what OWSLib says of collections to what is served.
func checkOWSLib(t *testing.T, root string, all []*served, text string) {
	t.Helper()
	var said struct {
		Collections map[string]struct {
			ID              string
			Queryables      []string
			Limited, Second []string
			InBox           []string `json:"in_box"`
			Matched, Later  int
			Asked, One      string
		}
	}
	readJSON(t, []byte(text), &said)
	if len(said.Collections) != len(all) {
		t.Errorf("%s: %d collections, want %d", root, len(said.Collections), len(all))
	}
	later := 0
	for _, c := range all {
		got, name := said.Collections[c.name], root+" "+c.name
		var ids, inBox []string
		for _, f := range c.features {
			ids = append(ids, f.ID)
			if slices.ContainsFunc(f.places(t), func(p [2]float64) bool {
				return p[0] >= -92.5 && p[0] <= -91.5 && p[1] >= 14 && p[1] <= 15.5
			}) {
				inBox = append(inBox, f.ID)
			}
		}
		if !slices.Equal(got.Limited, ids[:min(3, len(ids))]) || !slices.Equal(got.Second, ids[min(3, len(ids)):min(6, len(ids))]) || got.Matched != len(ids) {
			t.Errorf("%s: %v, then %v of %d, want %.6q of %d", name, got.Limited, got.Second, got.Matched, ids, len(ids))
		}
		// A line may cross the box with no vertex in it.
		for _, id := range inBox {
			if !slices.Contains(got.InBox, id) {
				t.Errorf("%s: %s is in the box, and not among %d", name, id, len(got.InBox))
			}
		}
		if got.ID != c.name || got.One != got.Asked || len(ids) > 0 && got.One == "" || len(got.Queryables) != len(c.fields)+2 {
			t.Errorf("%s: id %q, feature %q for %q, queryables %v", name, got.ID, got.One, got.Asked, got.Queryables)
		}
		if later += got.Later; got.Later > len(ids) || c.fields["from"].Format == "" && got.Later != len(ids) {
			t.Errorf("%s: %d of %d are of later", name, got.Later, len(ids))
		}
	}
	if later == 0 {
		t.Errorf("%s: nothing is later", root)
	}
}
