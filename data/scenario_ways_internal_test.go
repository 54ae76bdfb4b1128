package data

import (
	"strings"
	"testing"

	"lindero/geo"
	"lindero/sectors"
)

// TestLandOfTooManyVertices: counted over all features, told once.
func TestLandOfTooManyVertices(t *testing.T) {
	const triangle = `{"type":"Feature","id":"%","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}`
	text := `{"type":"FeatureCollection","features":[` + strings.ReplaceAll(triangle, "%", "a") + "," +
		strings.ReplaceAll(triangle, "%", "b") + "," + strings.ReplaceAll(triangle, "%", "c") + `]}`
	countries := strings.NewReplacer(`"id":"a","properties":{}`, `"properties":{"code":"A"}`, `"id":"b","properties":{}`, `"properties":{"code":"B"}`, `"id":"c","properties":{}`, `"properties":{"code":"C"}`)
	for _, c := range []struct{ before, areas, problems int }{
		{geo.MaxVertices - 12, 3, 0},
		{geo.MaxVertices - 11, 2, 1},
		{geo.MaxVertices - 3, 0, 1},
	} {
		f := &folder{s: &sectors.Scenario{}, landGround: ground{c.before}}
		ps := &problems{file: "land.geojson"}
		f.land(strings.NewReader(text), ps)
		if len(f.s.Land) != c.areas || ps.count() != c.problems {
			t.Errorf("after %d vertices: %d areas, %v", c.before, len(f.s.Land), ps.list)
		}
		if c.problems > 0 && !strings.Contains(ps.list[0].String(), "has more than 4194304 vertices; thin it out") {
			t.Error(ps.list[0])
		}
		f = &folder{s: &sectors.Scenario{}, countryGround: ground{c.before}}
		ps = &problems{file: "countries.geojson"}
		f.countries(strings.NewReader(countries.Replace(text)), ps)
		if len(f.s.Countries) != c.areas || ps.count() != c.problems {
			t.Errorf("after %d vertices: %d countries, %v", c.before, len(f.s.Countries), ps.list)
		}
	}
}
