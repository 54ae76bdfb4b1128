package data_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lindero/data"
)

// imported imports a text as a file of a name beside the scenario, and returns
// what stands in the folder then.
func imported(t *testing.T, name, text string, change func(*data.Import)) (map[string]string, *data.ImportSummary, error) {
	t.Helper()
	dir, file := delaware(t), filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	in := data.Import{File: file, Scenario: dir}
	if change != nil {
		change(&in)
	}
	s, err := in.Ways(t.Context())
	return filesIn(t, dir), s, err
}

func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",\n") + `]}`
}

func lineFeature(id, properties string) string {
	return `{"type":"Feature",` + id + `"properties":{` + properties + `},"geometry":{"type":"LineString","coordinates":[[-75.6,39],[-75.5,39.1]]}}`
}

// What programs make of OpenStreetMap as GeoJSON, and what becomes of it.
func TestImportGeoJSON(t *testing.T) {
	for name, tt := range map[string]struct {
		feature string
		want    []string // in routes.geojson
	}{
		"osmtogeojson":            {lineFeature(`"id":"way/12",`, `"@id":"way/12","highway":"primary","oneway":"yes","maxspeed":"30 mph"`), []string{`"id":"way-12"`, `"class":"primary"`, `"one_way":true`, `"speed_limit_kmh":48.3`, `"side":"US"`}},
		"ogr2ogr":                 {lineFeature(``, `"osm_id":"12","highway":"primary","other_tags":"\"maxspeed\"=>\"70\",\"note\"=>\"a \\\"b\\\" => c\",\"oneway\"=>\"-1\""`), []string{`"id":"way-12"`, `[[-75.5,39.1],[-75.6,39]]`, `"speed_limit_kmh":70`}},
		"QuickOSM":                {lineFeature(``, `"full_id":"w12","osm_id":"12","highway":"path"`), []string{`"id":"way-12"`, `"speed_limit_kmh":5`}},
		"nested tags":             {lineFeature(`"id":12,`, `"tags":{"highway":"track"},"type":"way"`), []string{`"id":"way-12"`, `"class":"track"`}},
		"numbers and truths":      {lineFeature(`"id":12,`, `"highway":"primary","maxspeed":40,"oneway":true,"name":"A"`), []string{`"speed_limit_kmh":40`, `"one_way":true`, `"name":"A"`}},
		"no id":                   {lineFeature(``, `"highway":"track"`), []string{`"id":"way-f1"`}},
		"an id of one's own":      {lineFeature(`"id":"north road/2",`, `"highway":"track"`), []string{`"id":"way-x-north-road-2"`}},
		"an id that was imported": {lineFeature(`"id":"way-12",`, `"highway":"track"`), []string{`"id":"way-12"`}},
		"a ferry":                 {lineFeature(`"id":12,`, `"route":"ferry"`), []string{`"kind":"sea"`, `"class":"ferry"`}},
		"a route already":         {lineFeature(`"id":12,`, `"kind":"river","speed_limit_kmh":12.5,"one_way":true,"class":"gorge","name":"B"`), []string{`"kind":"river"`, `"class":"gorge"`, `"speed_limit_kmh":12.5`, `"one_way":true`, `"name":"B"`}},
		"several lines": {`{"type":"Feature","id":12,"properties":{"highway":"track"},"geometry":{"type":"MultiLineString","coordinates":[[[-75.6,39],[-75.5,39.1]],[[-75.4,39],[-75.3,39]]]}}`,
			[]string{`"id":"way-12-1"`, `"id":"way-12-2"`}},
		"across the border": {`{"type":"Feature","id":12,"properties":{"highway":"track"},"geometry":{"type":"LineString","coordinates":[[-75.9,39],[-75.5,39]]}}`,
			[]string{`"id":"way-12-1"`, `"side":"MD"`, `"id":"way-12-2"`, `"side":"US"`}},
	} {
		files, _, err := imported(t, "x.geojson", collection(tt.feature), nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, want := range tt.want {
			if !strings.Contains(files["routes.geojson"], want) {
				t.Errorf("%s: %s lacks %s", name, files["routes.geojson"], want)
			}
		}
	}
}

// Barriers and landings of GeoJSON, and areas.
func TestImportGeoJSONPlaces(t *testing.T) {
	point := func(id, properties, at string) string {
		return `{"type":"Feature","id":"node/` + id + `","properties":{` + properties + `},"geometry":{"type":"Point","coordinates":[` + at + `]}}`
	}
	files, s, err := imported(t, "x.geojson", collection(
		lineFeature(`"id":"way/1",`, `"highway":"track"`), lineFeature(`"id":"way/2",`, `"waterway":"river"`),
		point("1", `"barrier":"gate"`, "-75.6,39"), point("2", `"barrier":"bollard","foot":"no"`, "-75.5,39.1"), point("3", `"barrier":"gate"`, "-75.7,39"),
		point("4", `"leisure":"slipway","name":"Ramp"`, "-75.6,39.0005"), point("5", `"leisure":"slipway"`, "-75.6,39.1"),
		`{"type":"Feature","id":"way/6","properties":{"man_made":"pier"},"geometry":{"type":"Polygon","coordinates":[[[-75.51,39.11],[-75.5,39.1005],[-75.51,39.1],[-75.51,39.11]]]}}`,
		`{"type":"Feature","id":"way/7","properties":{"highway":"pedestrian"},"geometry":{"type":"Polygon","coordinates":[[[-75.51,39.11],[-75.5,39.1005],[-75.51,39.1],[-75.51,39.11]]]}}`,
	), nil)
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{
		"barriers.geojson": `{"type":"FeatureCollection","features":[
{"id":"node-1","type":"Feature","geometry":{"type":"Point","coordinates":[-75.6,39]},"properties":{"walk":true}},
{"id":"node-2","type":"Feature","geometry":{"type":"Point","coordinates":[-75.5,39.1]},"properties":{"walk":false}}
]}
`,
		"landings.geojson": `{"type":"FeatureCollection","features":[
{"id":"node-4","type":"Feature","geometry":{"type":"Point","coordinates":[-75.6,39.0005]},"properties":{"change_min":15,"name":"Ramp","side":"US"}},
{"id":"way-6","type":"Feature","geometry":{"type":"Point","coordinates":[-75.5,39.1005]},"properties":{"change_min":15,"side":"US"}}
]}
`} {
		if files[file] != want {
			t.Errorf("%s: %s", file, files[file])
		}
	}
	if s.Highways.Dropped != 1 || s.Dropped[0].Reason != "area" || s.Barriers != 2 || s.Landings != 2 {
		t.Errorf("%+v", s)
	}
}

// Of wrong input all that is wrong is told, and nothing is written.
func TestImportRefuses(t *testing.T) {
	osm := func(inner string) string { return `<osm version="0.6">` + inner + `</osm>` }
	nodes := `<node id="1" lat="39" lon="-75.6"/><node id="2" lat="39" lon="-75.5"/>`
	track := `<way id="8"><nd ref="1"/><nd ref="2"/><tag k="highway" v="track"/></way>`
	for name, tt := range map[string]struct {
		text string
		want string
	}{
		"nothing":                {"", "is neither OSM XML, OSM PBF nor GeoJSON; give a file such as"},
		"a table":                {"lon,lat\n1,2\n", "is neither OSM XML"},
		"cut short":              {osm(nodes + track)[:100], "the file ends too early; it is cut short"},
		"broken":                 {osm(nodes + "<way></wey>"), "is broken: XML syntax error on line 1"},
		"no ways":                {osm(nodes), "there are no ways in it: nothing has highway"},
		"none that is kept":      {osm(nodes + strings.Replace(track, "track", "raceway", 1)), "of 1 ways that it has none is kept"},
		"a node twice":           {osm(nodes + `<node id="2" lat="39" lon="-75.4"/>` + track), "node 2: stands there twice, at -75.500000 39.000000 and at -75.400000 39.000000; extracts of different days"},
		"a node nowhere":         {osm(nodes + `<node id="3" lat="39" lon="1e9"/>` + track), "node 3: coordinates 1e+09, 39 are no degrees"},
		"no number":              {osm(nodes + `<node id="3" lat="NaN" lon="1"/>` + track), "node 3: coordinates 1, NaN are not finite numbers"},
		"a longitude of 200":     {osm(nodes + `<node id="3" lat="1" lon="200"/>` + track), "node 3: longitude 200 is beyond ±180"},
		"JSON":                   {"[1]", "is JSON, but no GeoJSON object"},
		"half of it":             {`{"type":"FeatureCollection","features":[`, "the file ends before the JSON does"},
		"no features":            {collection(), "there are no ways in it"},
		"features without roads": {collection(lineFeature("", `"a":1`)), "there are no ways in it"},
		"a kind that is none":    {collection(lineFeature("", `"kind":"air"`)), `feature 1: kind: "air" is no kind; write land, river or sea`},
		"a speed below 0":        {collection(lineFeature("", `"kind":"land","speed_limit_kmh":-1`)), "feature 1: speed_limit_kmh: -1 is below 0"},
		"one vertex":             {collection(`{"type":"Feature","properties":{"highway":"path"},"geometry":{"type":"LineString","coordinates":[[1,2]]}}`), "feature 1: coordinates: a line needs two vertices or more"},
		"no coordinates":         {collection(`{"type":"Feature","properties":{"highway":"path"},"geometry":{"type":"LineString","coordinates":[[1e99,2],[1,2]]}}`), "coordinates vertex 1: coordinates 1e+99, 2 are no degrees"},
		"an id twice":            {collection(lineFeature(`"id":5,`, `"highway":"path"`), lineFeature(`"id":"way/5",`, `"highway":"path"`)), `"way-5" is already the id of feature 1`},
	} {
		files, _, err := imported(t, "x.osm", tt.text, nil)
		var input *data.InputError
		if !errors.As(err, &input) || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "x.osm: ") {
			t.Errorf("%s: %v; want %s", name, err, tt.want)
		}
		if len(files) != 4 {
			t.Errorf("%s: files are left: %d", name, len(files))
		}
	}
	for name, tt := range map[string]struct {
		change func(*data.Import)
		want   string
	}{
		"no such file":      {func(i *data.Import) { i.File += "x" }, "cannot be opened: no such file or directory"},
		"a folder":          {func(i *data.Import) { i.File = filepath.Dir(i.File) }, "is a folder"},
		"a device":          {func(i *data.Import) { i.File = os.DevNull }, "is no regular file, and has to be read twice"},
		"no scenario":       {func(i *data.Import) { i.Scenario += "x" }, "there is no such folder"},
		"one in the box":    {func(i *data.Import) { i.Scenario = "andorra" }, "is a scenario in the box, which stays as it is"},
		"an empty folder":   {func(i *data.Import) { i.Scenario = filepath.Dir(i.File) }, "the file is missing"},
		"nothing that near": {func(i *data.Import) { i.WithinM = 1000 }, "of 1 ways that it has none is kept; give an extract of the border, or widen --within"},
	} {
		_, _, err := imported(t, "x.osm", osm(nodes+track), tt.change)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v; want %s", name, err, tt.want)
		}
	}
}

// A border that was itself made of the same way, and a broken scenario.
func TestImportRefusesTheScenario(t *testing.T) {
	for name, tt := range map[string][2]string{
		"an id of the border":    {`"id":"line"`, `"id":"way-12"`},
		"a border without sides": {`"left":"MD"`, `"left":"QQ"`},
	} {
		dir, file := delaware(t), filepath.Join(t.TempDir(), "x.geojson")
		border, err := os.ReadFile(filepath.Join(dir, "border.geojson"))
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.Replace(string(border), tt[0], tt[1], 1)
		for path, text := range map[string]string{filepath.Join(dir, "border.geojson"): changed, file: collection(lineFeature(`"id":12,`, `"highway":"track"`))} {
			if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		_, err = data.Import{File: file, Scenario: dir}.Ways(t.Context())
		if err == nil || !strings.Contains(err.Error(), "border.geojson") || len(filesIn(t, dir)) != 4 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// An import that is stopped leaves everything as it was.
func TestImportInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	dir := delaware(t)
	in := data.Import{File: extractFile(t, "delaware-latest.osm.pbf"), Scenario: dir, Reading: func(done, _ int64) {
		if done > 1<<20 {
			cancel()
		}
	}}
	if _, err := in.Ways(ctx); !errors.Is(err, context.Canceled) || len(filesIn(t, dir)) != 4 {
		t.Errorf("%v, %d files", err, len(filesIn(t, dir)))
	}
}
