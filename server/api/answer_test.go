package api_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// sample is an answer that the document has an example of.
type sample struct {
	method, template, contentType string
	status                        int
	header                        http.Header
	example                       any
}

// samples returns all answers with an example, of status 200 and 201 and the
// problem of status 400.
func samples(s *openapi3.T) []sample {
	var out []sample
	each(s, func(path, method string, _ *openapi3.PathItem, op *openapi3.Operation) {
		for status, r := range op.Responses.Map() {
			code, err := strconv.Atoi(status)
			for t, media := range r.Value.Content {
				if media.Example == nil || err != nil {
					continue
				}
				h := http.Header{"Content-Type": {t}}
				for name, v := range r.Value.Headers {
					if text, ok := v.Value.Example.(string); ok {
						h.Set(name, text)
					}
				}
				out = append(out, sample{method, path, t, code, h, media.Example})
			}
		}
	})
	return out
}

func (s *sample) request() *http.Request { return request(s.method, "", "") }

func written(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestAnswers takes each example for an answer, which it has to be; and
// without one of its members, with one more, or with a number in the place of
// one, which it must not be where the schema says so.
func TestAnswers(t *testing.T) {
	d := loaded(t)
	all := samples(spec(t, d, false))
	if len(all) < 100 {
		t.Errorf("only %d examples", len(all))
	}
	refused := map[string]int{}
	for _, s := range all {
		check := func(v any) error {
			return d.CheckAnswer(s.request(), s.template, nil, s.status, s.header, written(t, v))
		}
		if err := check(s.example); err != nil {
			t.Error(err)
			continue
		}
		members, ok := s.example.(map[string]any)
		if !ok {
			t.Fatalf("%s: the example is no object", s.template)
		}
		for name := range members {
			less := maps.Clone(members)
			delete(less, name)
			if check(less) != nil {
				refused["less"]++
			}
			other := maps.Clone(members)
			other[name] = true
			if check(other) != nil {
				refused["other"]++
			} else if !strings.HasSuffix(s.template, "/results") && s.contentType != "application/json" && name != "additionalProperties" {
				t.Errorf("%s: %s may be true", s.template, name)
			}
		}
		more := maps.Clone(members)
		more["moreover"] = 1
		if check(more) != nil {
			refused["more"]++
		} else if !slices.Contains([]string{"/health", "/ready", "/api", "/jobs/{jobId}/results", execute}, s.template) && !strings.HasSuffix(s.template, "/queryables") && !strings.HasSuffix(s.template, "/schema") {
			t.Errorf("%s: a member more is allowed", s.template)
		}
	}
	if refused["less"] < 150 || refused["more"] < 80 || refused["other"] < 400 {
		t.Errorf("refused: %v", refused)
	}
}

func TestAnswerRefused(t *testing.T) {
	d := loaded(t)
	problems := http.Header{"Content-Type": {"application/problem+json"}}
	type headers = http.Header
	geo := headers{"Content-Type": {"application/geo+json"}}
	const page, fault = `{"type":"FeatureCollection","features":[],"links":[],"numberMatched":0,"numberReturned":0}`, `{"title":"x","status":400,"detail":"y"}`
	for _, c := range []struct {
		method, template string
		status           int
		header           headers
		body, want       string // want: a part of the error; empty: none
	}{
		{"GET", items, 200, geo, page, ""},
		{"GET", items, 200, headers{"Content-Type": {"application/geo+json; charset=utf-8"}}, page, ""},
		{"GET", items, 200, headers{"Content-Type": {"text/html; charset=utf-8"}}, "<!doctype html>", ""},
		{"GET", items, 200, headers{"Content-Type": {"application/json"}}, page, "is not declared"},
		{"GET", items, 200, nil, page, "is not declared"},
		{"GET", items, 200, geo, "", "empty"},
		{"GET", items, 200, geo, "{", "no JSON"},
		{"GET", items, 200, geo, page + "}", "after the end"},
		{"GET", items, 200, headers{"Content-Type": {"application/geo+json"}, "Content-Crs": {"http://www.opengis.net/def/crs/OGC/1.3/CRS84"}}, page, "Content-Crs"},
		{"GET", items, 200, headers{"Content-Type": {"application/geo+json"}, "Etag": {"weak"}}, page, "ETag"},
		{"GET", items, 200, geo, strings.Replace(page, `"features":[]`, `"features":[{"type":"Feature","id":"a","properties":{},"geometry":{"type":"Polygon","coordinates":[]}}]`, 1), "/features/0/geometry"},
		{"GET", items, 200, geo, strings.Replace(page, `"features":[]`, `"features":[{"type":"Feature","id":7,"properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}]`, 1), "string"},
		{"GET", items, 200, geo, strings.Replace(page, `"features":[]`, `"features":[{"type":"Feature","id":"a","properties":{"x":{"y":1}},"geometry":{"type":"Point","coordinates":[1,2]}}]`, 1), "anyOf"},
		{"GET", items, 201, geo, page, "status is not declared"},
		{"GET", items, 204, nil, "", "status is not declared"},
		{"GET", items, 400, problems, fault, ""},
		{"GET", items, 400, headers{"Content-Type": {"text/plain"}}, "no", "is not declared"},
		{"GET", items, 400, problems, `{"title":"x","status":"400"}`, "status"},
		{"GET", items, 400, problems, `{"title":"x","status":200}`, "400"},
		{"GET", items, 415, problems, fault, "status is not declared"},
		{"GET", items, 304, nil, "", ""},
		{"GET", items, 304, nil, "x", "none is declared"},
		{"HEAD", items, 200, geo, "", ""},
		{"HEAD", items, 200, geo, page, "none is declared"},
		{"HEAD", items, 200, nil, "", "is not declared"},
		{"GET", tile, 200, headers{"Content-Type": {"application/vnd.mapbox-vector-tile"}}, "\x1a\x00", ""},
		{"GET", tile, 204, nil, "", ""},
		{"GET", tile, 204, nil, "x", "none is declared"},
		{"GET", "/metrics", 200, headers{"Content-Type": {"text/plain; version=0.0.4; charset=utf-8; escaping=underscores"}}, "a 1\n", ""},
		{"GET", "/api", 200, headers{"Content-Type": {"application/vnd.oai.openapi+json;version=3.0"}}, string(d.JSON("", false)), ""},
		{"GET", "/api", 200, headers{"Content-Type": {"application/vnd.oai.openapi+json; version=3.0"}}, string(d.JSON("", true)), ""},
		{"GET", "/tiles/{tileMatrixSetId}", 200, headers{"Content-Type": {"application/json"}}, `{"tilejson":"3.0.0","tiles":["x"],"vector_layers":[{"id":"gaps","fields":{"kind":"String"}}]}`, ""},
		{"GET", "/tiles/{tileMatrixSetId}", 200, headers{"Content-Type": {"application/json"}}, `{"tilejson":"2.0.0","tiles":["x"],"vector_layers":[]}`, "/tilejson"},
		{"POST", execute, 201, headers{"Content-Type": {"application/json"}}, `{"jobID":"a","type":"process","status":"accepted"}`, "Location"},
		{"POST", execute, 201, headers{"Content-Type": {"application/json"}, "Location": {"/jobs/a"}}, `{"jobID":"a","type":"process","status":"accepted"}`, ""},
		{"POST", execute, 201, headers{"Content-Type": {"application/json"}, "Location": {"/jobs/a"}}, `{"jobID":"a","type":"process","status":"queued"}`, "status"},
		{"POST", execute, 415, problems, fault, ""},
		{"POST", items, 405, headers{"Content-Type": {"application/problem+json"}, "Allow": {"GET, HEAD"}}, fault, ""},
		{"POST", items, 405, problems, fault, "Allow"},
		{"POST", items, 405, headers{"Content-Type": {"text/plain"}, "Allow": {"GET"}}, fault, "content type"},
		{"POST", items, 405, headers{"Content-Type": {"application/problem+json"}, "Allow": {"GET"}}, `{}`, "title"},
		{"GET", items, 405, headers{"Content-Type": {"application/problem+json"}, "Allow": {"GET"}}, fault, "has"},
		{"GET", "/nothing", 200, geo, page, "has no GET /nothing"},
	} {
		if c.header == nil {
			c.header = headers{}
		}
		err := d.CheckAnswer(request(c.method, "", ""), c.template, nil, c.status, c.header, []byte(c.body))
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %s %d %v %.80s:\n%v, want %s", c.method, c.template, c.status, c.header, c.body, err, c.want)
		}
	}
}
