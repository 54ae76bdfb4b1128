package ats_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"lindero/internal/heldtest"
)

// asked asks with any path and query, as net/http would hand them on, and wants
// an answer that a client can read: never a fault of the server's, a problem
// where it is refused, and links that can be followed.
func asked(t *testing.T, h http.Handler, target string) {
	t.Helper()
	u, err := url.ParseRequestURI(target)
	if err != nil {
		return // net/http answers such requests by itself
	}
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.URL, r.Host, r.RequestURI = u, host, target
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if err := heldtest.Answer(r, w); err != nil {
		t.Fatalf("%q: %v", target, err)
	}
	kind, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";")
	switch {
	case w.Code >= 500:
		t.Fatalf("%q: %d %s", target, w.Code, w.Body)
	case w.Code >= 400:
		var p struct {
			Status        int
			Title, Detail string
		}
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || kind != "application/problem+json" || p.Status != w.Code || p.Title == "" || p.Detail == "" {
			t.Fatalf("%q: %d %s %v: %s", target, w.Code, kind, err, w.Body)
		}
	case w.Code >= 300 || w.Code == http.StatusNoContent || kind == typeTile:
	case kind == typeHTML:
		if !strings.Contains(w.Body.String(), "</html>") {
			t.Fatalf("%q: half a page", target)
		}
	default:
		var v struct{ Links []link }
		if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil || !strings.HasSuffix(kind, "json") {
			t.Fatalf("%q: %s, %v: %.300s", target, kind, err, w.Body)
		}
		if err := wellFormed(v.Links); err != nil {
			t.Fatalf("%q: %v", target, err)
		}
	}
}

// paths are those that a parameter is tried at.
func paths(s *site) []string {
	return []string{"/", "/api", "/plans", "/tileMatrixSets", s.root, s.root + "/conformance", s.root + "/collections", s.root + "/collections/sorties", s.root + "/collections/sorties/items",
		s.root + "/collections/gaps/items/hills%2F1", s.root + "/collections/gaps/queryables", s.root + "/collections/gaps/schema", s.root + "/tiles", s.root + quad, s.root + quad + "/0/0/0"}
}

// fuzzed tries a parameter of the query with any value.
func fuzzed(f *testing.F, name string, seeds ...string) {
	for _, v := range append(seeds, "", "\x00", "%", "é", "[]", "-0", "1e309", strings.Repeat("9", 400), "' OR 1=1", "<script>") {
		f.Add(v, uint8(8))
	}
	s := sites(f)[0]
	f.Fuzz(func(t *testing.T, v string, at uint8) {
		all := paths(s)
		asked(t, s.handler, all[int(at)%len(all)]+"?"+name+"="+url.QueryEscape(v))
	})
}

func FuzzBBox(f *testing.F) {
	fuzzed(f, "bbox", "0,0,1,1", "-180,-90,180,90", "170,-1,-170,1", "0,0,0,1,1,1", "NaN,0,1,1", "1e400,0,1,1", "0,0,0,0", "1,2,3")
}

func FuzzBBoxCRS(f *testing.F) {
	fuzzed(f, "bbox=0,0,1,1&bbox-crs", crs84, epsg(3857), epsg(32631), "EPSG:4326")
}
func FuzzCRS(f *testing.F) {
	fuzzed(f, "crs", crs84, epsg(3857), epsg(32631), "urn:ogc:def:crs:EPSG::4326")
}
func FuzzDatetime(f *testing.F) {
	fuzzed(f, "datetime", "2027-01-05T00:00:00Z", "../..", "2027-01-04/..", "/", "0000-00-00", "9999-12-31T24:00:00+99:99")
}
func FuzzLimit(f *testing.F)  { fuzzed(f, "limit", "1", "0", "10000", "10001", "-1", "+1", "0x1") }
func FuzzOffset(f *testing.F) { fuzzed(f, "limit=2&offset", "0", "1", "9223372036854775807", "-1") }
func FuzzFormat(f *testing.F) { fuzzed(f, "f", "json", "html", "tilejson", "mvt", "xml") }
func FuzzLang(f *testing.F)   { fuzzed(f, "f=html&lang", "en", "es", "en-GB", "zz") }
func FuzzFilterCRS(f *testing.F) {
	fuzzed(f, "filter=S_INTERSECTS(geometry,POINT(0+0))&filter-crs", crs84, epsg(3857), epsg(32631))
}
func FuzzFilterLang(f *testing.F) {
	fuzzed(f, "filter=true&filter-lang", "cql2-text", "cql2-json", "cql-text")
}

func FuzzFilter(f *testing.F) {
	fuzzed(f, "filter", "true", "feature_id = 'a'", "S_INTERSECTS(geometry,BBOX(0,0,1,1))", "T_AFTER(\"from\",TIMESTAMP('2027-01-05T00:00:00Z'))", "length_m BETWEEN 1 AND 2",
		"pair IN ('a','b')", "NOT (", strings.Repeat("(", 200), "S_INTERSECTS(geometry,POINT(NaN 0))")
}

func FuzzFilterJSON(f *testing.F) {
	fuzzed(f, "filter-lang=cql2-json&filter", "true", `{"op":"=","args":[{"property":"pair"},"a"]}`, `{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[0,0]}]}`, strings.Repeat("[", 300))
}

func FuzzCollections(f *testing.F) {
	fuzzed(f, "collections", "border", "border,gaps", ",", "border,border")
}

// FuzzQuery tries any query at all.
func FuzzQuery(f *testing.F) {
	for _, v := range []string{"", "limit=1", "bbox=0,0,1,1&datetime=../..&limit=2", "a=b;c", "limit=1&limit=2", "%zz", "&&=&", "filter=true&filter-lang=cql2-text&crs=EPSG:4326"} {
		f.Add(v, uint8(8))
	}
	s := sites(f)[0]
	f.Fuzz(func(t *testing.T, query string, at uint8) {
		all := paths(s)
		asked(t, s.handler, all[int(at)%len(all)]+"?"+query)
	})
}

// FuzzPath tries any names in paths: of plans, scenarios, collections,
// features, tile matrix sets and tiles.
func FuzzPath(f *testing.F) {
	for _, v := range []string{"current", "drawn", "gaps", "hills%2F1", "..", ".", "", "/", "%00", "%2e%2e%2f", "é", "0", "-1", "4294967296", "WebMercatorQuad", strings.Repeat("a", 5000)} {
		f.Add(v, v, uint8(0))
		f.Add("gaps", v, uint8(3))
		f.Add("0", v, uint8(5))
	}
	h := sites(f)[0].handler
	f.Fuzz(func(t *testing.T, a, b string, at uint8) {
		all := []string{"/plans/" + a, "/scenarios/" + a + "/collections/" + b, "/collections/" + a + "/" + b, "/collections/" + a + "/items/" + b, "/tiles/" + a + "/0/0/" + b,
			quad + "/" + a + "/" + b + "/0", "/plans/" + a + "/plan", "/tileMatrixSets/" + a, "/" + a + "/" + b, "/collections/" + a + quad + "/0/0/" + b}
		target := all[int(at)%len(all)]
		asked(t, h, target)
		asked(t, h, strings.ReplaceAll(target, a, url.PathEscape(a)))
	})
}
