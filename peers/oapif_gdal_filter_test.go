//go:build peers

package peers

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// listed returns what GDAL reads of a source under a condition, feature by
// feature, by the first field that names each.
func listed(t *testing.T, by string, options ...string) []string {
	t.Helper()
	var out []string
	for _, f := range copied(t, options...) {
		out = append(out, fmt.Sprint(f.Properties[by]))
	}
	slices.Sort(out)
	return out
}

// TestGDALFilters: under conditions of attributes GDAL finds through the server
// what it finds in a file, and has the server do the work where it can. (For
// times its own way would be datetime=, which asks something else.)
func TestGDALFilters(t *testing.T) {
	r := record(t, serve(t))
	all := collectionsOf(t, r.address, "plans/current")
	files := map[string]string{}
	for _, c := range []struct {
		collection, by, where string
		filter                string // that the server is to get; "" none
	}{
		{"patrols", "post", "rest_h > 12.5", "rest_h > 12.5"},
		{"patrols", "post", "speed_land_kmh IS NULL", "(speed_land_kmh IS NULL)"},
		{"patrols", "post", "shifts_per_week BETWEEN 2 AND 5", "(shifts_per_week >= 2) AND (shifts_per_week <= 5)"},
		{"sectors", "sector", "post_gt = 'Tecún Umán' OR NOT (length_m < 20000)", "(post_gt = 'Tecún Umán') OR (NOT (length_m < 20000))"},
		{"sectors", "sector", "layer <> 'surface'", "layer <> 'surface'"},
		{"ways", "leg_id", "name LIKE '%Pac%'", "name LIKE '%Pac%'"},
		{"sorties", "leg_id", "\"from\" >= '2027-01-30T00:00:00-06:00'", ""},
		{"sorties", "leg_id", "\"to\" < '2027-01-05T12:00:00-06:00' AND leg = 'joint'", "leg = 'joint'"},
		{"routes", "name", "watched = 1", ""},
		{"gaps", "gap", "kind IN ('land', 'river')", ""},
	} {
		name := c.collection + " where " + c.where
		if files[c.collection] == "" {
			files[c.collection] = named(t, all, c.collection).file(t, r.address)
		}
		want := listed(t, c.by, files[c.collection], "-where", c.where)
		r.requests(t)
		got := listed(t, c.by, "-oo", "PAGE_SIZE=500", "OAPIF:"+r.address+"plans/current", c.collection, "-where", c.where)
		if !slices.Equal(got, want) || len(want) == 0 {
			t.Errorf("%s: %d features, in the file %d", name, len(got), len(want))
		}
		pages := ending(r.requests(t), "/items")
		last := pages[len(pages)-1]
		if last.query.Get("filter") != c.filter || last.query.Has("datetime") {
			t.Errorf("%s: GDAL asks %v, want the filter %q", name, last.query, c.filter)
		}
	}
}

// TestGDALBBox: in a box GDAL finds through the server what it finds in a file,
// and the server sends no other feature.
func TestGDALBBox(t *testing.T) {
	r := record(t, serve(t))
	all := collectionsOf(t, r.address, "")
	boxes := []string{"-92.3 14.4 -91.9 15.2", "-94.4 11 -93 13.1", "-90.45 16.07 -90.44 16.08"}
	found := 0
	for _, c := range all {
		file := c.file(t, r.address)
		for _, box := range boxes {
			spat := append([]string{"-spat"}, strings.Fields(box)...)
			want := len(copied(t, append([]string{file}, spat...)...))
			r.requests(t)
			got := len(copied(t, append([]string{"-oo", "PAGE_SIZE=1000", "OAPIF:" + r.address, c.name}, spat...)...))
			var page struct{ NumberMatched int }
			readJSON(t, get(t, c.at(r.address)+"/items"+query("bbox", strings.ReplaceAll(box, " ", ","))), &page)
			if got != want || page.NumberMatched != want {
				t.Errorf("%s in %s: %d features, numberMatched %d, in the file %d", c.name, box, got, page.NumberMatched, want)
			}
			if pages := ending(r.requests(t), "/items"); !slices.ContainsFunc(pages[:len(pages)-1], func(a asked) bool { return a.query.Has("bbox") }) {
				t.Errorf("%s in %s: GDAL asked for no box: %v", c.name, box, pages)
			}
			found += want
		}
	}
	if found < 100 {
		t.Errorf("only %d features in all boxes", found)
	}
}
