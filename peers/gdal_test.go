//go:build peers

package peers

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layer is what ogrinfo says of the only layer of a source.
type layer struct {
	geometry string
	count    int
	fields   map[string]string // name to type, without width
	bounds   [4]float64        // west, south, east, north
	srs      string
}

var (
	fieldLine  = regexp.MustCompile(`^(\w+): (\w+(?:\([\w ]+\))?) \(\d+\.\d+\)`)
	extentLine = regexp.MustCompile(`^Extent: \((\S+), (\S+)\) - \((\S+), (\S+)\)`)
)

// ogrinfo reads a source with GDAL. A word on standard error fails the test.
func ogrinfo(t *testing.T, source string, options ...string) layer {
	t.Helper()
	args := slices.Concat([]string{"-ro", "-so", "-al"}, options, []string{source})
	l := layer{fields: map[string]string{}, count: -1}
	for line := range strings.Lines(run{name: "ogrinfo", args: args, quiet: true}.output(t)) {
		line = strings.TrimSpace(line)
		if v, ok := strings.CutPrefix(line, "Geometry: "); ok {
			l.geometry = v
		}
		if v, ok := strings.CutPrefix(line, "Feature Count: "); ok {
			l.count, _ = strconv.Atoi(v)
		}
		if m := fieldLine.FindStringSubmatch(line); m != nil {
			l.fields[m[1]] = m[2]
		}
		if m := extentLine.FindStringSubmatch(line); m != nil {
			for i, v := range m[1:] {
				l.bounds[i], _ = strconv.ParseFloat(v, 64)
			}
		}
		if strings.HasPrefix(line, "ID[") {
			l.srs = line
		}
	}
	return l
}

// wantFields are the fields that every file of the scenario's gaps has.
var wantFields = map[string]string{
	"id": "String", "kind": "String", "name": "String", "reason": "String",
	"from_m": "Real", "to_m": "Real", "length_m": "Real", "border_from_m": "Real", "border_to_m": "Real",
	"start_mgrs": "String", "middle_mgrs": "String", "end_mgrs": "String",
	"nearest_post": "String", "nearest_post_m": "Real",
	"middle_post_gt": "String", "middle_post_gt_m": "Real", "middle_post_mx": "String", "middle_post_mx_m": "Real",
}

func checkFields(t *testing.T, l layer) {
	t.Helper()
	for name, want := range wantFields {
		if got := l.fields[name]; got != want {
			t.Errorf("field %s is %q, want %s", name, got, want)
		}
	}
}

func TestGDALReadsGapsGeoJSON(t *testing.T) {
	g := writeGaps(t, thinned(t, "GT", "MX"))
	l := ogrinfo(t, g.geojson)
	if l.count != g.GapCount {
		t.Errorf("GDAL counts %d features, --json %d gaps", l.count, g.GapCount)
	}
	if l.geometry != "Multi Line String" {
		t.Errorf("geometry is %s", l.geometry)
	}
	if l.srs != `ID["EPSG",4326]]` {
		t.Errorf("coordinate system ends with %s", l.srs)
	}
	checkFields(t, l)
	// Text that is not ASCII comes through whole.
	features := run{name: "ogrinfo", args: []string{"-ro", "-al", "-geom=NO", g.geojson}, quiet: true}.output(t)
	for _, gap := range g.Gaps {
		if want := "name (String) = " + gap.Name + "\n"; !strings.Contains(features, want) {
			t.Errorf("GDAL shows no %q", want)
		}
	}
}

// csvOptions make GDAL take the last column for the shape and guess types.
var csvOptions = []string{
	"-oo", "GEOM_POSSIBLE_NAMES=wkt", "-oo", "KEEP_GEOM_COLUMNS=NO", "-oo", "AUTODETECT_TYPE=YES",
}

func TestGDALReadsGapsCSVAsMeasured(t *testing.T) {
	g := writeGaps(t, thinned(t, "GT", "MX"))
	l := ogrinfo(t, g.csv, csvOptions...)
	if l.count != g.GapCount {
		t.Errorf("GDAL counts %d rows, --json %d gaps", l.count, g.GapCount)
	}
	checkFields(t, l)
	// A table that says what its shapes are, as one would hand to others.
	vrt := write(t, "gaps.vrt", fmt.Sprintf(`<OGRVRTDataSource><OGRVRTLayer name="gaps">
<SrcDataSource>%s</SrcDataSource><GeometryType>wkbMultiLineStringM</GeometryType>
<LayerSRS>EPSG:4326</LayerSRS><GeometryField encoding="WKT" field="wkt"/>
</OGRVRTLayer></OGRVRTDataSource>`, g.csv))
	if l := ogrinfo(t, vrt); l.geometry != "Measured Multi Line String" || l.count != g.GapCount {
		t.Errorf("as a VRT: %d features of %s", l.count, l.geometry)
	}
	// Each shape, as GDAL writes it again, is measured and runs from from_m to
	// to_m.
	text := run{name: "ogr2ogr", quiet: true,
		args: []string{"-f", "CSV", "-lco", "GEOMETRY=AS_WKT", "/vsistdout/", vrt}}.output(t)
	rows := records(t, text)
	for _, row := range rows {
		wkt := row["WKT"]
		if !strings.HasPrefix(wkt, "MULTILINESTRING M (") {
			t.Fatalf("gap %s is no measured line: %.60s", row["gap"], wkt)
		}
		numbers := strings.FieldsFunc(wkt, func(r rune) bool { return strings.ContainsRune("(), ", r) })[2:]
		first, last := number(t, numbers[2]), number(t, numbers[len(numbers)-1])
		if first != number(t, row["from_m"]) || last != number(t, row["to_m"]) {
			t.Errorf("gap %s is measured from %v to %v, want %s to %s", row["gap"], first, last, row["from_m"], row["to_m"])
		}
	}
	if len(rows) != g.GapCount {
		t.Errorf("GDAL wrote %d rows, want %d", len(rows), g.GapCount)
	}
}

func TestGDALCopiesToGeoPackage(t *testing.T) {
	g := writeGaps(t, thinned(t, "GT", "MX"))
	gpkg := filepath.Join(t.TempDir(), "gaps.gpkg")
	run{name: "ogr2ogr", args: []string{"-f", "GPKG", gpkg, g.geojson}, quiet: true}.output(t)
	l := ogrinfo(t, gpkg)
	if l.count != g.GapCount || l.geometry != "Multi Line String" {
		t.Errorf("the GeoPackage has %d features of %s, want %d of Multi Line String", l.count, l.geometry, g.GapCount)
	}
	checkFields(t, l)
	valid := run{name: "ogrinfo", quiet: true, args: []string{"-ro", "-q", "-dialect", "SQLite", "-sql",
		"SELECT SUM(ST_IsValid(geom)) AS valid, ROUND(SUM(length_m)) AS m FROM gaps", gpkg}}.output(t)
	if want := fmt.Sprintf("valid (Integer) = %d", g.GapCount); !strings.Contains(valid, want) {
		t.Errorf("not all shapes are valid: want %q in\n%s", want, valid)
	}
	if want := fmt.Sprintf("m (Real) = %.0f", g.GapKm*1000); !strings.Contains(valid, want) {
		t.Errorf("lengths do not add up: want %q in\n%s", want, valid)
	}
}

func TestGDALReadsServer(t *testing.T) {
	address := serve(t)
	for _, name := range collections {
		c := items(t, address, name)
		l := ogrinfo(t, address+"collections/"+name+"/items")
		if l.count != len(c.Features) {
			t.Errorf("%s: GDAL counts %d features, the server %d", name, l.count, len(c.Features))
		}
		want := map[string]string{"MultiLineString": "Multi Line String", "Point": "Point", "MultiPolygon": "Multi Polygon"}[c.Features[0].Geometry.Type]
		if l.geometry != want {
			t.Errorf("%s: geometry is %s, want %s", name, l.geometry, want)
		}
		// Every property arrives under its name.
		for _, f := range c.Features {
			for p := range f.Properties {
				if l.fields[p] == "" {
					t.Errorf("%s: GDAL sees no field %s", name, p)
				}
			}
		}
	}
}

// overTheLine is a line across ±180° whose only post lies beyond its end, so
// that its gap is nearly all of it.
const overTheLine = `{"type":"FeatureCollection","features":[{"type":"Feature","id":"fiji","properties":{},
"geometry":{"type":"LineString","coordinates":[[179.2,-16.5],[179.8,-16.7],[-179.6,-16.9],[-179.1,-16.8]]}}]}`

func TestGDALReadsGapOver180(t *testing.T) {
	lines := write(t, "fiji.geojson", overTheLine)
	posts := write(t, "posts.csv", "lon,lat\n-179.05,-16.8\n")
	g := writeGaps(t, lines, "--posts", posts, "--reach", "10km")
	l := ogrinfo(t, g.geojson)
	if l.count != 1 || l.geometry != "Multi Line String" {
		t.Fatalf("%d features of %s", l.count, l.geometry)
	}
	if l.bounds[0] != -180 || l.bounds[2] != 180 {
		t.Errorf("the gap reaches from %v to %v, want parts that end at ±180", l.bounds[0], l.bounds[2])
	}
	// As GDAL sees it: two parts, the cut at one place on both sides.
	text := run{name: "ogr2ogr", quiet: true,
		args: []string{"-f", "CSV", "-lco", "GEOMETRY=AS_WKT", "/vsistdout/", g.geojson}}.output(t)
	wkt := records(t, text)[0]["WKT"]
	parts := strings.Split(strings.Trim(strings.TrimPrefix(wkt, "MULTILINESTRING "), "()"), "),(")
	if len(parts) != 2 || !strings.Contains(parts[0], ",180.0 -16.766") || !strings.HasPrefix(parts[1], "-180 -16.766") {
		t.Errorf("parts %q, want one that ends at 180 and one that begins at -180", parts)
	}
	checkMeasuredEdges(t, g)
}

// checkMeasuredEdges looks at the measured lines of the table: GIS programs
// draw and measure their edges in the plane, so none may go round the world.
func checkMeasuredEdges(t *testing.T, g gapFiles) {
	t.Helper()
	raw, err := os.ReadFile(g.csv)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range records(t, string(raw)) {
		wkt := strings.Trim(strings.TrimPrefix(row["wkt"], "MULTILINESTRING M "), "()")
		for part := range strings.SplitSeq(wkt, "), (") {
			last := math.NaN()
			for place := range strings.SplitSeq(part, ", ") {
				lon := number(t, strings.Fields(place)[0])
				if math.Abs(lon-last) > 180 {
					t.Errorf("gap %s in the table has an edge from longitude %v to %v", row["gap"], last, lon)
				}
				last = lon
			}
		}
	}
}

// records reads a table with a header.
func records(t *testing.T, text string) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("a table of %d rows: %v", len(rows), err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		r := map[string]string{}
		for i, name := range rows[0] {
			r[name] = row[i]
		}
		out = append(out, r)
	}
	return out
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
