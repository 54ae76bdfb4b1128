package tiles_test

import (
	"encoding/json"
	"math"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"lindero/server/tiles"
)

// TestMatrices compares with the definition that is registered at OGC
// (17-083r4, annex D.1).
func TestMatrices(t *testing.T) {
	s := tiles.Matrices()
	if s.ID != "WebMercatorQuad" || s.CRS != "http://www.opengis.net/def/crs/EPSG/0/3857" ||
		s.URI != "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad" ||
		s.WellKnownScaleSet != "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible" {
		t.Errorf("%+v", s)
	}
	if len(s.Matrices) != 25 {
		t.Fatalf("%d matrices", len(s.Matrices))
	}
	registered := map[int]struct {
		scale, cell float64
		width       int
	}{
		0:  {559082264.028717, 156543.033928041, 1},
		1:  {279541132.014358, 78271.5169640204, 2},
		7:  {4367830.18772435, 1222.99245256282, 128},
		12: {136494.693366386, 38.2185141425881, 4096},
		16: {8530.91833539913, 2.38865713391175, 65536},
		18: {2132.72958384978, 0.597164283477939, 262144},
		24: {33.3238997476528, 0.0093306919293428, 16777216},
	}
	for z, m := range s.Matrices {
		if m.ID != strconv.Itoa(z) || m.CornerOfOrigin != "topLeft" || m.PointOfOrigin != [2]float64{-20037508.3427892, 20037508.3427892} ||
			m.TileWidth != 256 || m.TileHeight != 256 || m.MatrixHeight != m.MatrixWidth {
			t.Errorf("matrix %d: %+v", z, m)
		}
		want, ok := registered[z]
		if !ok {
			continue
		}
		if m.MatrixWidth != want.width || math.Abs(m.ScaleDenominator/want.scale-1) > 1e-13 || math.Abs(m.CellSize/want.cell-1) > 1e-13 {
			t.Errorf("matrix %d: %v, %v, %d; registered %+v", z, m.ScaleDenominator, m.CellSize, m.MatrixWidth, want)
		}
	}
}

func sample(t testing.TB) *tiles.Set {
	return newSet(t,
		tiles.Layer{Name: "gaps", Title: "Gaps", Fields: map[string]string{"late": "Boolean"}, Features: []tiles.Feature{
			{ID: "a", Shape: orb.LineString{{-92, 14.5}, {-91, 16}}, Properties: map[string]any{"length_m": 5, "reason": "no patrol", "late": nil}},
			{ID: "b", Shape: orb.LineString{{-91, 16}, {-90, 17}}, Properties: map[string]any{"share": 0.5, "reason": nil}},
		}},
		tiles.Layer{Name: "posts", Title: "Posts", Features: []tiles.Feature{{ID: "p", Shape: orb.Point{-89.123456789, 14}}}},
		tiles.Layer{Name: "mixed", Features: []tiles.Feature{{ID: "p", Shape: orb.Point{-90, 15}}, {ID: "l", Shape: orb.LineString{{-90, 15}, {-90.5, 15}}}}},
		tiles.Layer{Name: "empty"},
	)
}

var about = tiles.About{
	Title: "A plan", Description: "Its collections", Attribution: `© OSM <b onclick="x">`, Version: "1.0.0",
	Links: []tiles.Link{{Href: "http://h/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}", Rel: "item", Type: tiles.MediaType, Templated: true}},
	LayerLinks: func(layer string) []tiles.Link {
		return []tiles.Link{{Href: "http://h/collections/" + layer, Rel: tiles.Geodata}}
	},
}

// written returns a value as it is sent.
func written(t *testing.T, v any) map[string]any {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func parse(t *testing.T, text string) (out any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTileJSON(t *testing.T) {
	d, err := sample(t).TileJSON(about, "http://h/{z}/{y}/{x}", "gaps", "posts", "empty")
	if err != nil {
		t.Fatal(err)
	}
	want := parse(t, `{"tilejson":"3.0.0","name":"A plan","description":"Its collections","version":"1.0.0",
		"attribution":"© OSM &lt;b onclick=&#34;x&#34;&gt;","scheme":"xyz","tiles":["http://h/{z}/{y}/{x}"],"minzoom":0,"maxzoom":16,
		"bounds":[-92,14,-89.1234568,17],"center":[-90.5617284,15.5054469,6],
		"vector_layers":[
		{"id":"gaps","description":"Gaps","minzoom":0,"maxzoom":16,"fields":{"feature_id":"String","length_m":"Number","reason":"String","share":"Number","late":"Boolean"}},
		{"id":"posts","description":"Posts","minzoom":0,"maxzoom":16,"fields":{"feature_id":"String"}},
		{"id":"empty","minzoom":0,"maxzoom":16,"fields":{}}]}`)
	if diff := cmp.Diff(want, any(written(t, d))); diff != "" {
		t.Error(diff)
	}
	if _, err := sample(t).TileJSON(about, "x", "gap"); err == nil {
		t.Error("a layer that is not there")
	}
	d, err = newSet(t).TileJSON(tiles.About{}, "x")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(parse(t, `{"tilejson":"3.0.0","scheme":"xyz","tiles":["x"],"minzoom":0,"maxzoom":16,"vector_layers":[]}`), any(written(t, d))); diff != "" {
		t.Error(diff)
	}
}

func TestMetadata(t *testing.T) {
	m, err := sample(t).Metadata(about, "gaps", "mixed", "empty")
	if err != nil {
		t.Fatal(err)
	}
	got := written(t, m)
	limits := got["tileMatrixSetLimits"].([]any)
	delete(got, "tileMatrixSetLimits")
	want := parse(t, `{"title":"A plan","description":"Its collections","attribution":"© OSM <b onclick=\"x\">","version":"1.0.0",
		"dataType":"vector","crs":"http://www.opengis.net/def/crs/EPSG/0/3857",
		"tileMatrixSetURI":"http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad","mediaTypes":["application/vnd.mapbox-vector-tile"],
		"links":[{"href":"http://h/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}","rel":"item","type":"application/vnd.mapbox-vector-tile","templated":true}],
		"boundingBox":{"lowerLeft":[-92,14.5],"upperRight":[-90,17],"crs":"http://www.opengis.net/def/crs/OGC/1.3/CRS84"},
		"centerPoint":{"coordinates":[-91,15.7538464],"crs":"http://www.opengis.net/def/crs/OGC/1.3/CRS84","tileMatrix":"7"},
		"layers":[
		{"id":"gaps","title":"Gaps","dataType":"vector","geometryDimension":1,"minTileMatrix":"0","maxTileMatrix":"16",
			"boundingBox":{"lowerLeft":[-92,14.5],"upperRight":[-90,17],"crs":"http://www.opengis.net/def/crs/OGC/1.3/CRS84"},
			"propertiesSchema":{"type":"object","properties":{"feature_id":{"type":"string"},"length_m":{"type":"number"},"reason":{"type":"string"},"share":{"type":"number"},"late":{"type":"boolean"}}},
			"links":[{"href":"http://h/collections/gaps","rel":"http://www.opengis.net/def/rel/ogc/1.0/geodata"}]},
		{"id":"mixed","dataType":"vector","minTileMatrix":"0","maxTileMatrix":"16",
			"boundingBox":{"lowerLeft":[-90.5,15],"upperRight":[-90,15],"crs":"http://www.opengis.net/def/crs/OGC/1.3/CRS84"},
			"propertiesSchema":{"type":"object","properties":{"feature_id":{"type":"string"}}},
			"links":[{"href":"http://h/collections/mixed","rel":"http://www.opengis.net/def/rel/ogc/1.0/geodata"}]},
		{"id":"empty","dataType":"vector","minTileMatrix":"0","maxTileMatrix":"16",
			"propertiesSchema":{"type":"object","properties":{}},
			"links":[{"href":"http://h/collections/empty","rel":"http://www.opengis.net/def/rel/ogc/1.0/geodata"}]}]}`)
	if diff := cmp.Diff(want, any(got)); diff != "" {
		t.Error(diff)
	}
	if len(limits) != 17 {
		t.Fatalf("%d limits", len(limits))
	}
	// −92…−90, 14.5…17 at zoom 7, whose tiles are 2.8125° wide: columns
	// 31.29…32, rows by the latitudes of their edges 13.92, 16.64, 19.31.
	if diff := cmp.Diff(parse(t, `{"tileMatrix":"7","minTileRow":57,"maxTileRow":58,"minTileCol":31,"maxTileCol":32}`), limits[7]); diff != "" {
		t.Error(diff)
	}
	if _, err := sample(t).Metadata(about, "gap"); err == nil {
		t.Error("a layer that is not there")
	}
	// A list says less, and the caller's title and links as they are.
	if diff := cmp.Diff(parse(t, `{"title":"t","dataType":"vector","crs":"http://www.opengis.net/def/crs/EPSG/0/3857",
		"tileMatrixSetURI":"http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad","links":[{"href":"h","rel":"self"}]}`),
		any(written(t, tiles.Item(tiles.About{Title: "t", Links: []tiles.Link{{Href: "h", Rel: "self"}}})))); diff != "" {
		t.Error(diff)
	}
}

func TestBoundsAndCenter(t *testing.T) {
	tests := []struct {
		name   string
		of     orb.Geometry
		bounds [4]float64
		center [2]float64
		zoom   maptile.Zoom
	}{
		{"a point", orb.Point{-90, 0}, [4]float64{-90, 0, -90, 0}, [2]float64{-90, 0}, 14},
		{"a quarter of the way round", orb.LineString{{0, 0}, {90, 0}}, [4]float64{0, 0, 90, 0}, [2]float64{45, 0}, 2},
		{"over 180°, cut", orb.MultiLineString{{{179, 0}, {180, 0}}, {{-180, 0}, {-178, 0}}}, [4]float64{-180, 0, 180, 0}, [2]float64{-179.5, 0}, 6},
		{"over 180°, counted on", orb.LineString{{179, 0}, {182, 0}}, [4]float64{-180, 0, 180, 0}, [2]float64{-179.5, 0}, 6},
		{"over Greenwich", orb.LineString{{-1, 0}, {2, 0}}, [4]float64{-1, 0, 2, 0}, [2]float64{0.5, 0}, 6},
		{"at both, far apart", orb.MultiPoint{{-100, 0}, {100, 0}}, [4]float64{-100, 0, 100, 0}, [2]float64{0, 0}, 0},
		{"the pole", orb.Point{10, 90}, [4]float64{10, 85.0511288, 10, 85.0511288}, [2]float64{10, 85.0511288}, 14},
		{"180°", orb.Point{180, 0}, [4]float64{180, 0, 180, 0}, [2]float64{180, 0}, 14},
	}
	for _, test := range tests {
		s := newSet(t, shapes("l", test.of))
		b, ok := s.Bounds("l")
		got := [4]float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]}
		if !ok || !near(got[:], test.bounds[:]) {
			t.Errorf("%s: bounds %v, want %v", test.name, got, test.bounds)
		}
		at, zoom, ok := s.Center()
		if !ok || !near(at[:], test.center[:]) || zoom != test.zoom {
			t.Errorf("%s: center %v at %d, want %v at %d", test.name, at, zoom, test.center, test.zoom)
		}
	}
	// What counts on beyond 180° may be in all columns.
	s := newSet(t, shapes("l", orb.LineString{{179, 0}, {182, 0}}))
	if got, want := s.Limits()[3], (tiles.Limit{Matrix: "3", MinRow: 4, MaxRow: 4, MinCol: 0, MaxCol: 7}); got != want {
		t.Errorf("limits %+v, want %+v", got, want)
	}
	s = newSet(t, shapes("l", orb.Point{0, 0}))
	if _, ok := s.Bounds("no"); ok {
		t.Error("bounds of a layer that is not there")
	}
	if _, _, ok := s.Center("no"); ok {
		t.Error("center of a layer that is not there")
	}
	if s.Limits("no") != nil {
		t.Error("limits of a layer that is not there")
	}
}

func near(a, b []float64) bool {
	for i := range a {
		if math.Abs(a[i]-b[i]) > 1e-7 {
			return false
		}
	}
	return true
}
