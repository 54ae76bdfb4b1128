package api_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"lindero/server/problem"
)

const (
	items   = "/collections/{collectionId}/items"
	tile    = "/plans/{planId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}"
	execute = "/processes/{processId}/execution"
)

var (
	itemsVars   = map[string]string{"collectionId": "gaps"}
	tileVars    = map[string]string{"planId": "current", "tileMatrixSetId": "WebMercatorQuad", "tileMatrix": "6", "tileRow": "29", "tileCol": "15"}
	executeVars = map[string]string{"processId": "gaps"}
)

// request returns a request with a raw query, which need not be one.
func request(method, query, body string, header ...string) *http.Request {
	r := httptest.NewRequest(method, "/", strings.NewReader(body))
	r.URL.RawQuery = query
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return r
}

// told writes a problem in one line: its status, and each fault with its
// place.
func told(p *problem.Problem) string {
	if p == nil {
		return "fine"
	}
	out := fmt.Sprint(p.Status)
	if len(p.Errors) == 0 {
		return out + " " + p.Detail
	}
	for _, f := range p.Errors {
		out += fmt.Sprintf(" [%s%s%s: %s]", f.Parameter, f.Header, f.Pointer, f.Detail)
	}
	return out
}

func TestCheckQuery(t *testing.T) {
	d := loaded(t)
	const (
		box   = "bbox is west,south,east,north in degrees, or six numbers with heights; "
		all   = "use bbox, bbox-crs, datetime, limit, offset, crs, filter, filter-lang, filter-crs, f or lang"
		whole = "400 [limit: limit is a whole number of 1 or more; here is "
	)
	for query, want := range map[string]string{
		"": "fine", "f=json": "fine", "f=html&lang=es": "fine",
		"limit=1": "fine", "limit=10000": "fine", "limit=10001": "fine", "limit=99999999999999999999": "fine",
		"offset=0": "fine", "offset=99999999999999999999": "fine",
		"bbox=-180,-90,180,90": "fine", "bbox=170,-1,-170,1": "fine", "bbox=1,2,-999,3,4,999": "fine",
		"bbox=1.1%20,%20-1e0,1.2,%201": "fine", "bbox=1.1, -1,1.2, 1": "fine",
		"datetime=..": "fine", "datetime=2027-01-07T06:00:00Z/..": "fine",
		"filter=kind='river'%20AND%20length_m>1000&filter-lang=cql2-text": "fine",
		"crs=http://www.opengis.net/def/crs/EPSG/0/3857":                  "fine",
		"%62box=1,2,3,4": "fine", "&&limit=1&": "fine",

		"limit=0":                      whole + `"0"]`,
		"limit=-1":                     whole + `"-1"]`,
		"limit=":                       whole + `""]`,
		"limit=1.5":                    whole + `"1.5"]`,
		"limit=1e3":                    whole + `"1e3"]`,
		"limit=%201":                   whole + `" 1"]`,
		"limit=-99999999999999999999":  whole + `"-99999999999999999999"]`,
		"limit":                        whole + `""]`,
		"offset=-1":                    `400 [offset: offset is a whole number of 0 or more; here is "-1"]`,
		"limit=1&limit=2":              `400 [limit: "limit" is given 2 times; give it once]`,
		"limit=x&limit=y&limit=1":      `400 [limit: "limit" is given 3 times; give it once]`,
		"bbox=1,2,3":                   "400 [bbox: " + box + "here are 3 numbers]",
		"bbox=1,2,3,4,5":               "400 [bbox: " + box + "here are 5 numbers]",
		"bbox=1,2,3,4,5,6,7":           "400 [bbox: " + box + "here are 7 numbers]",
		"bbox=1":                       "400 [bbox: " + box + "here is 1 number]",
		"bbox=":                        "400 [bbox: " + box + `"" is no number]`,
		"bbox=1,2,3,":                  "400 [bbox: " + box + `"" is no number]`,
		"bbox=1,2,3,x":                 "400 [bbox: " + box + `"x" is no number]`,
		"bbox=1,2,3,NaN":               "400 [bbox: " + box + `"NaN" is no number]`,
		"bbox=-Inf,2,3,4":              "400 [bbox: " + box + `"-Inf" is no number]`,
		"bbox=1,2,3,1e999":             "400 [bbox: " + box + `"1e999" is no number]`,
		"f=xml":                        `400 [f: f is json or html; here is "xml"]`,
		"f=JSON":                       `400 [f: f is json or html; here is "JSON"]`,
		"lang=fr":                      `400 [lang: lang is en or es; here is "fr"]`,
		"filter=":                      `400 [filter: filter is a condition in CQL2, such as kind = 'river' AND length_m > 1000; here is ""]`,
		"filter=" + long(70000):        `400 [filter: filter is a condition in CQL2, such as kind = 'river' AND length_m > 1000; here is "` + long(60) + `…"]`,
		"filter-lang=sql":              `400 [filter-lang: filter-lang is cql2-text or cql2-json; here is "sql"]`,
		"kind=river":                   `400 [kind: there is no parameter "kind"; ` + all + "]",
		"box=1,2,3,4":                  `400 [box: there is no parameter "box"; use bbox or bbox-crs]`,
		"BBOX=1,2,3,4":                 `400 [BBOX: there is no parameter "BBOX"; use bbox or bbox-crs]`,
		"limt=1":                       `400 [limt: there is no parameter "limt"; use limit]`,
		"=1":                           `400 [: there is no parameter ""; ` + all + "]",
		"limit=0&bbox=1&zz=1&offset=x": `400 [zz: there is no parameter "zz"; ` + all + "] [bbox: " + box + `here is 1 number] [limit: limit is a whole number of 1 or more; here is "0"] [offset: offset is a whole number of 0 or more; here is "x"]`,
		"bbox=1;limit=2":               "400 the query cannot be read: invalid semicolon separator in query; write parameters as name=value with & between them, and other signs as %XX",
		"limit=%zz":                    `400 the query cannot be read: invalid URL escape "%zz"; write parameters as name=value with & between them, and other signs as %XX`,
	} {
		for _, method := range []string{"GET", "HEAD"} {
			r := request(method, query, "")
			if got := told(d.Check(r, items, itemsVars)); got != want {
				t.Errorf("%s ?%.100s:\n got %s\nwant %s", method, query, got, want)
			}
			if r.URL.RawQuery != query {
				t.Errorf("the query is now %s", r.URL.RawQuery)
			}
		}
	}
}

func long(n int) string { return strings.Repeat("x", n) }

func TestCheckPath(t *testing.T) {
	d := loaded(t)
	for _, c := range []struct{ name, value, query, want string }{
		{"tileRow", "29", "collections=border,gaps&f=mvt", "fine"},
		{"tileRow", "99999999999999999999", "", "fine"}, // there is no such tile: 404
		{"tileRow", "-1", "", `400 [tileRow: tileRow is a whole number of 0 or more, counted from the north; here is "-1"]`},
		{"tileCol", "x", "", `400 [tileCol: tileCol is a whole number of 0 or more, counted from the west; here is "x"]`},
		{"planId", long(201), "", `400 [planId: planId is a text of 1 to 200 characters; here is "` + long(60) + `…"]`},
		{"planId", "a/b,c;d", "", "fine"},
		{"planId", "", "", `400 [planId: planId is a text of 1 to 200 characters; here is ""]`},
		{"tileMatrix", "6", "collections=", "400 [collections: collections is a list of ids of collections with commas between them, such as border,gaps; one of them is empty]"},
		{"tileMatrix", "6", "collections=border,,gaps", "400 [collections: collections is a list of ids of collections with commas between them, such as border,gaps; one of them is empty]"},
		{"tileMatrix", "6", "f=pbf", `400 [f: f is mvt, the only form that tiles have; here is "pbf"]`},
		{"tileMatrix", "6", "lang=en", `400 [lang: there is no parameter "lang"; use collections or f]`},
	} {
		vars := map[string]string{}
		for k, v := range tileVars {
			vars[k] = v
		}
		vars[c.name] = c.value
		if got := told(d.Check(request("GET", c.query, ""), tile, vars)); got != c.want {
			t.Errorf("%s=%.100s ?%s:\n got %s\nwant %s", c.name, c.value, c.query, got, c.want)
		}
	}
	if got := told(d.Check(request("GET", "x=1", ""), "/health", nil)); got != `400 [x: there is no parameter "x"; leave it out, there are none here]` {
		t.Error(got)
	}
}

// TestCheckTemplate: templates may have patterns, as mux takes them, and one
// that is not there is told.
func TestCheckTemplate(t *testing.T) {
	d := loaded(t)
	vars := map[string]string{"collectionId": "gaps", "featureId": "a/1"}
	for _, template := range []string{
		"/collections/{collectionId}/items/{featureId}", "/collections/{collectionId}/items/{featureId:.+}", "/collections/{collectionId:[a-z]{1,9}}/items/{featureId:(?:x|.+)}",
	} {
		if p := d.Check(request("GET", "", ""), template, vars); p != nil {
			t.Errorf("%s: %s", template, told(p))
		}
	}
	for _, c := range [][2]string{{"GET", "/nothing"}, {"GET", ""}, {"POST", items}, {"GET", execute}, {"GET", "/collections/{x:[}/items"}, {"", ""}} {
		if p := d.Check(request("GET", "", ""), "/nothing", nil); p == nil || p.Status != 500 || !strings.Contains(p.Detail, "has no GET /nothing") {
			t.Errorf("%s %s: %s", c[0], c[1], told(p))
		}
	}
}

func TestCheckBody(t *testing.T) {
	d := loaded(t)
	const form = "application/json"
	for _, c := range []struct{ contentType, body, want string }{
		{form, `{}`, "fine"},
		{form, `{"inputs":{"plan":"current","changes":[1,null,{}]},"outputs":{"gaps":{"transmissionMode":"value"}},"response":"raw"}`, "fine"},
		{"Application/JSON; charset=utf-8", ` {"inputs":{}} `, "fine"},
		{form, ``, "400 [#: there is no body; send one as application/json]"},
		{form, `{"inputs":`, "400 [#: the body is no JSON: it ends too soon; send all of it]"},
		{form, `{"inputs":x}`, "400 [#: the body is no JSON at byte 11: invalid character 'x' looking for beginning of value; mend it there]"},
		{form, `{}{}`, "400 [#: something stands after the end of the JSON, at byte 4; send one value]"},
		{form, `[]`, "400 [#: the body has to be an object in { }; here is a list]"},
		{form, `null`, "400 [#: the body has to be an object in { }; here is null]"},
		{form, `{"inputs":3,"response":"raw or so"}`, `400 [#/inputs: "inputs" has to be an object in { }; here is a number] [#/response: "response" is one of raw or document]`},
		{form, `{"input":{}}`, `400 [#/input: there is no "input"; use inputs]`},
		{form, `{"outputs":{"a/b~c":{"format":{"mediaType":1}}}}`, `400 [#/outputs/a~1b~0c/format/mediaType: "mediaType" has to be a text in quotes; here is a number]`},
		{"text/plain", `{}`, `415 [Content-Type: a body of content type "text/plain" is not taken; send application/json]`},
		{"", `{}`, `415 [Content-Type: the body has no content type; send application/json]`},
		{"application/json;;=", `{}`, `415 [Content-Type: a body of content type "application/json;;=" is not taken; send application/json]`},
	} {
		r := request("POST", "", c.body, "Content-Type", c.contentType)
		if got := told(d.Check(r, execute, executeVars)); got != c.want {
			t.Errorf("%s %s:\n got %s\nwant %s", c.contentType, c.body, got, c.want)
		}
		if rest, err := io.ReadAll(r.Body); err != nil || string(rest) != c.body {
			t.Errorf("the body is %q now, %v; it was %q", rest, err, c.body)
		}
	}
	r := request("POST", "x=1", `{"y":1}`, "Content-Type", form, "Prefer", "")
	want := `400 [x: there is no parameter "x"; leave it out, there are none here] [Prefer: Prefer is a text of 1 to 1000 characters; here is ""] [#/y: there is no "y"; use inputs, outputs or response]`
	if got := told(d.Check(r, execute, executeVars)); got != want {
		t.Error(got)
	}
}

// TestCheckLongBody: a reader before that refuses a body, or a body that ends
// too soon, is told as such.
func TestCheckLongBody(t *testing.T) {
	d := loaded(t)
	r := request("POST", "", `{"inputs":{}}`, "Content-Type", "application/json")
	r.Body = http.MaxBytesReader(nil, r.Body, 5)
	if got := told(d.Check(r, execute, executeVars)); got != "413 the body is longer than 5 bytes; send less" {
		t.Error(got)
	}
	r = request("POST", "", "", "Content-Type", "application/json")
	r.Body = io.NopCloser(io.MultiReader(strings.NewReader("{"), failing{}))
	if got := told(d.Check(r, execute, executeVars)); got != "400 the body cannot be read: it ends too soon; send it again" {
		t.Error(got)
	}
	r = request("POST", "", "", "Content-Type", "application/json")
	r.Body = io.NopCloser(io.LimitReader(zeros{}, 65<<20))
	if got := told(d.Check(r, execute, executeVars)); got != "413 the body is longer than 67108864 bytes; send less" {
		t.Error(got)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// TestCheckTellsEnough: who sends a thousand faults is told of some.
func TestCheckTellsEnough(t *testing.T) {
	d, q := loaded(t), url.Values{}
	for i := range 1000 {
		q.Set(fmt.Sprintf("no%d", i), "1")
	}
	if p := d.Check(request("GET", q.Encode(), ""), items, itemsVars); p == nil || len(p.Errors) != 20 || p.Detail != p.Errors[0].Detail {
		t.Errorf("%v", p)
	}
}

// TestCheckTogether: many may ask at once (go test -race).
func TestCheckTogether(t *testing.T) {
	d := loaded(t)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 50 {
				if got := told(d.Check(request("GET", "bbox=1, 2,3,4&limit=0", ""), items, itemsVars)); !strings.HasPrefix(got, "400 [limit: ") {
					t.Error(got)
				}
				if got := told(d.Check(request("POST", "", `{"response":"raw"}`, "Content-Type", "application/json"), execute, executeVars)); got != "fine" {
					t.Error(got)
				}
				d.JSON("http://127.0.0.1:8080", true)
			}
		})
	}
	all.Wait()
}

func BenchmarkCheckItems(b *testing.B) { // the aim is 50 µs
	d := loaded(b)
	for name, query := range map[string]string{
		"none": "", "usual": "limit=1000&offset=1000&bbox=-92.3,14.5,-91.9,15.1",
		"all": "bbox=-92.3,14.5,-91.9,15.1&bbox-crs=http://www.opengis.net/def/crs/OGC/1.3/CRS84&datetime=2027-01-07T06:00:00Z/..&limit=10&offset=10&crs=http://www.opengis.net/def/crs/EPSG/0/3857&filter=kind='river'&filter-lang=cql2-text&f=json&lang=es",
	} {
		b.Run(name, func(b *testing.B) {
			r := request("GET", query, "")
			b.ReportAllocs()
			for b.Loop() {
				if p := d.Check(r, items, itemsVars); p != nil {
					b.Fatal(told(p))
				}
			}
		})
	}
}

func FuzzCheckQuery(f *testing.F) {
	for _, seed := range []string{"limit=10&bbox=1,2,3,4", "bbox=1,2,3,NaN", "bbox=1, 2,3,4&bbox=1", "limit=99999999999999999999", "collections=a,,b", "x=1;y", "f=%ff", "%zz", "datetime=../..&crs=", "offset=-0", "tileRow=1"} {
		f.Add(seed, "1")
	}
	d := loaded(f)
	f.Fuzz(func(t *testing.T, query, value string) {
		for _, c := range []struct {
			template string
			vars     map[string]string
		}{{items, map[string]string{"collectionId": value}}, {tile, map[string]string{"planId": value, "tileMatrixSetId": value, "tileMatrix": value, "tileRow": value, "tileCol": value}}} {
			sound(t, d.Check(request("GET", query, ""), c.template, c.vars), 400)
		}
	})
}

func FuzzCheckBody(f *testing.F) {
	for _, seed := range []string{`{}`, `{"inputs":{"a":1e999}}`, `{"response":["raw"]}`, `{"outputs":{"":{"format":{"schema":{}}}}}`, `[[[[`, `{"inputs":{},"inputs":1}`, "\x00", `{"a/b":1}`, `1e999`} {
		f.Add(seed, "application/json")
	}
	f.Add("{}", "text/plain")
	d := loaded(f)
	f.Fuzz(func(t *testing.T, body, contentType string) {
		r := request("POST", "", body, "Content-Type", contentType)
		sound(t, d.Check(r, execute, executeVars), 400, 415)
		if rest, err := io.ReadAll(r.Body); err != nil || string(rest) != body {
			t.Errorf("the body is %q now, %v", rest, err)
		}
	})
}

// sound wants a problem that says what is wrong, in so many words.
func sound(t *testing.T, p *problem.Problem, statuses ...int) {
	if p == nil {
		return
	}
	known := false
	for _, s := range statuses {
		known = known || p.Status == s
	}
	if !known || p.Detail == "" || len(p.Errors) > 20 {
		t.Errorf("%+v", p)
	}
	for _, f := range p.Errors {
		if f.Detail == "" || len(f.Detail) > 2000 || len(f.Parameter) > 500 || len(f.Pointer) > 2000 {
			t.Errorf("%+v", f)
		}
	}
	w := httptest.NewRecorder()
	problem.Write(w, nil, p)
	if w.Code != p.Status {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
