package server_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"lindero/data"
	"lindero/internal/reporttest"
	"lindero/server"
	"lindero/web"
)

// browser is what browsers accept of a page.
const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"

// script is long enough to be worth compressing.
var script = strings.Repeat("export const border = 'a line between two lands';\n", 200)

// built is a page as it is built, with what must not be served beside it.
func built() fstest.MapFS {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	return fstest.MapFS{
		"index.html":                 file(`<!doctype html><script type="module" crossorigin src="./assets/index-AbCd1234.js"></script>` + strings.Repeat(" ", 2000)),
		".keep":                      file(""),
		"secret.txt":                 file("not below assets"),
		"assets/index-AbCd1234.js":   file(script),
		"assets/work-AbCd1234.mjs":   file(script),
		"assets/page-AbCd1234.css":   file(strings.Repeat("p { margin: 0 }\n", 100)),
		"assets/sans-AbCd1234.woff2": file("wOF2" + strings.Repeat("a font is compressed as it is ", 100)),
		"assets/land-AbCd1234.json":  file(`{"type": "FeatureCollection", "features": []}` + strings.Repeat(" ", 2000)),
		"assets/icon-AbCd1234.svg":   file(`<svg xmlns="http://www.w3.org/2000/svg"/>` + strings.Repeat(" ", 2000)),
		"assets/code-AbCd1234.wasm":  file("\x00asm" + strings.Repeat("wasm", 1000)),
		"assets/dots-AbCd1234.png":   file("\x89PNG" + strings.Repeat("png", 1000)),
		"assets/dots-AbCd1234.webp":  file("RIFF" + strings.Repeat("webp", 1000)),
		"assets/note-AbCd1234.txt":   file(strings.Repeat("licence ", 1000)),
		"assets/below/deep.js":       file(script),
	}
}

// mapped is a server with a page.
func mapped(t testing.TB, v data.View, page fs.FS) *server.Server {
	t.Helper()
	s, _, err := data.ReadScenario("../data/testdata/scenario")
	if err != nil {
		t.Fatal(err)
	}
	h, err := server.New(server.Config{Given: []server.Given{{Name: "drawn", Report: reporttest.Of(t, s)}}, View: v, Page: page})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closed(t, h) })
	return h
}

// directives takes a Content-Security-Policy apart.
func directives(policy string) map[string]string {
	out := map[string]string{}
	for part := range strings.SplitSeq(policy, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), " ")
		out[name] = value
	}
	return out
}

// toMap is the link that pages of a plan or scenario have to it on the map.
var toMap = regexp.MustCompile(`(?: · )?<a href="([^"]*)">(?:To the map|Al mapa)</a>`)

// TestMapIsForBrowsers: who asks for the root as a browser does gets the map in
// either view; who names a form, or accepts anything, gets what there was before,
// but for a link to the map.
func TestMapIsForBrowsers(t *testing.T) {
	page := built()
	index := string(page["index.html"].Data)
	for _, v := range []data.View{data.Full, data.Public} {
		h, without := mapped(t, v, page), mapped(t, v, nil)
		for _, c := range []struct {
			target, accept string
			isMap          bool
		}{
			{"/", browser, true},
			{"/", "text/html", true},
			{"/?lang=es", browser, true},
			{"/?f=html", browser, false},
			{"/?f=html&lang=es", "", false},
			{"/?f=json", browser, false},
			{"/", "", false},
			{"/", "*/*", false},
			{"/", "application/json", false},
			{"/", "application/json, text/html;q=0.9", false},
			{"/?f=xml", browser, false},
			{"/?x=1", browser, false},
			{"/collections", browser, false},
			{"/scenarios/drawn", browser, false},
		} {
			var header []string
			if c.accept != "" {
				header = []string{"Accept", c.accept}
			}
			w, before := do(h, http.MethodGet, c.target, header...), do(without, http.MethodGet, c.target, header...)
			switch body := w.Body.String(); {
			case (body == index) != c.isMap:
				t.Errorf("%s, view %v, accepts %q: %d %.100s", c.target, v, c.accept, w.Code, body)
			case !c.isMap && w.Header().Get("Content-Type") != before.Header().Get("Content-Type"):
				t.Errorf("%s: %s, and %s without the map", c.target, w.Header().Get("Content-Type"), before.Header().Get("Content-Type"))
			case w.Code != before.Code || w.Code == http.StatusOK && !strings.Contains(before.Body.String(), "make web") && !c.isMap && toMap.ReplaceAllString(body, "") != before.Body.String():
				t.Errorf("%s, view %v, accepts %q has changed by the map: %d, and was %d", c.target, v, c.accept, w.Code, before.Code)
			}
		}
	}
}

// TestMapHeaders: the page may load what this server has and nothing else, runs
// nothing that stands in it, and is asked about each time.
func TestMapHeaders(t *testing.T) {
	page := built()
	h := mapped(t, data.Full, page)
	w := do(h, http.MethodGet, "/", "Accept", browser, "Accept-Encoding", "gzip")
	for name, want := range map[string]string{
		"Content-Type": "text/html; charset=utf-8", "Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff",
		"Vary": "Accept, Accept-Encoding", "Content-Encoding": "gzip", "X-Frame-Options": "DENY",
	} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	policy := directives(w.Header().Get("Content-Security-Policy"))
	for name, want := range map[string]string{
		"default-src": "'none'", "script-src": "'self'", "connect-src": "'self'", "worker-src": "'self'", "font-src": "'self'",
		"base-uri": "'none'", "form-action": "'none'", "frame-ancestors": "'none'",
	} {
		if policy[name] != want {
			t.Errorf("%s is %q, want %q", name, policy[name], want)
		}
	}
	for name, value := range policy {
		for source := range strings.FieldsSeq(value) {
			if source != "'none'" && source != "'self'" && (name != "img-src" || source != "data:" && source != "blob:") {
				t.Errorf("%s lets %s in", name, source)
			}
		}
	}
	etag := w.Header().Get("ETag")
	if w := do(h, http.MethodGet, "/", "Accept", browser, "Accept-Encoding", "gzip", "If-None-Match", etag); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("asked again: %d, %d bytes", w.Code, w.Body.Len())
	}
	page["index.html"].Data = append(page["index.html"].Data, "<p>more"...)
	if other := do(mapped(t, data.Full, page), http.MethodGet, "/", "Accept", browser, "Accept-Encoding", "gzip").Header().Get("ETag"); other == etag || other == "" {
		t.Errorf("another page has the ETag %s, as had this %s", other, etag)
	}
}

// unpacked returns the body of an answer, and whether it came as gzip.
func unpacked(t *testing.T, w *httptest.ResponseRecorder) (string, bool) {
	t.Helper()
	if w.Header().Get("Content-Encoding") == "" {
		return w.Body.String(), false
	}
	z, err := gzip.NewReader(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(text), true
}

// TestAssets: each file of the page comes whole, with its type, as gzip where
// that helps, and for ever.
func TestAssets(t *testing.T) {
	page := built()
	for _, v := range []data.View{data.Full, data.Public} {
		h, sharing := mapped(t, v, page), "private"
		if v == data.Public {
			sharing = "public"
		}
		for _, c := range []struct {
			name, media string
			packs, runs bool
		}{
			{"index-AbCd1234.js", "text/javascript; charset=utf-8", true, true},
			{"work-AbCd1234.mjs", "text/javascript; charset=utf-8", true, true},
			{"page-AbCd1234.css", "text/css; charset=utf-8", true, false},
			{"land-AbCd1234.json", "application/json", true, false},
			{"icon-AbCd1234.svg", "image/svg+xml", true, false},
			{"code-AbCd1234.wasm", "application/wasm", true, false},
			{"note-AbCd1234.txt", "text/plain; charset=utf-8", true, false},
			{"sans-AbCd1234.woff2", "font/woff2", false, false},
			{"dots-AbCd1234.png", "image/png", false, false},
			{"dots-AbCd1234.webp", "image/webp", false, false},
		} {
			target, want := "/assets/"+c.name, string(page["assets/"+c.name].Data)
			plain := do(h, http.MethodGet, target, "Accept", "*/*")
			packed := do(http.HandlerFunc(h.ServeHTTP), http.MethodGet, target, "Accept-Encoding", "gzip, deflate, br, zstd")
			if plain.Code != http.StatusOK || plain.Body.String() != want || plain.Header().Get("Content-Encoding") != "" {
				t.Errorf("%s: %d, %d bytes, %s", target, plain.Code, plain.Body.Len(), plain.Header())
			}
			if body, gzipped := unpacked(t, packed); body != want || gzipped != c.packs {
				t.Errorf("%s: gzip %v, want %v", target, gzipped, c.packs)
			}
			vary := ""
			if c.packs {
				vary = "Accept-Encoding"
			}
			for name, want := range map[string]string{
				"Content-Type": c.media, "Cache-Control": sharing + ", max-age=31536000, immutable", "X-Content-Type-Options": "nosniff", "Vary": vary,
			} {
				if got := plain.Header().Get(name); got != want {
					t.Errorf("%s: %s is %q, want %q", target, name, got, want)
				}
			}
			// A worker is held to the policy of its own file.
			policy := directives(plain.Header().Get("Content-Security-Policy"))
			if (policy["connect-src"] == "'self'") != c.runs || policy["default-src"] != "'none'" {
				t.Errorf("%s: policy %q", target, policy)
			}
			a, b := plain.Header().Get("ETag"), packed.Header().Get("ETag")
			if a == "" || strings.HasPrefix(a, "W/") || (a == b) == c.packs {
				t.Errorf("%s: ETag %s, and %s as gzip", target, a, b)
			}
			if w := do(h, http.MethodGet, target, "If-None-Match", b, "Accept-Encoding", "gzip"); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
				t.Errorf("%s asked again: %d", target, w.Code)
			}
			if w := do(h, http.MethodHead, target); w.Code != http.StatusOK || w.Body.Len() > 0 || w.Header().Get("ETag") != a {
				t.Errorf("HEAD %s: %d, %d bytes, ETag %s", target, w.Code, w.Body.Len(), w.Header().Get("ETag"))
			}
		}
	}
}

// TestNoOtherFile: below assets there is what the page has there by name, and
// no way up or down.
func TestNoOtherFile(t *testing.T) {
	h := mapped(t, data.Full, built())
	for _, target := range []string{
		"/assets/none-AbCd1234.js", "/assets/..%2Findex.html", "/assets/..%2fsecret.txt", "/assets/%2e%2e%2fsecret.txt", "/assets/..%5csecret.txt",
		"/assets/below", "/assets/below%2Fdeep.js", "/assets/%00", "/assets/.", "/assets/..", "/assets/.keep", "/assets/index-abcd1234.js",
		"/assets/below/deep.js", "/assets/../secret.txt", "/assets", "/assets/", "/secret.txt", "/index.html", "/.keep", "/assets//index-AbCd1234.js",
	} {
		w := asIs(h, target)
		if w.Code != http.StatusNotFound || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
	if w := do(h, http.MethodGet, "/assets/none-AbCd1234.js"); !strings.Contains(w.Body.String(), "load the page again") || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%s %s", w.Header(), w.Body)
	}
	if w := do(h, http.MethodGet, "/assets/index-AbCd1234.js?v=2"); w.Code != http.StatusBadRequest {
		t.Errorf("with a query: %d", w.Code)
	}
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions} {
		if w := do(h, method, "/assets/index-AbCd1234.js"); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d, Allow %q", method, w.Code, w.Header().Get("Allow"))
		}
	}
}

// TestOverviewAndMapLeadToEachOther: the overview links to the map where there
// is one, and says how to build it where there is none.
func TestOverviewAndMapLeadToEachOther(t *testing.T) {
	for _, c := range []struct{ lang, build string }{{"en", "built without the map"}, {"es", "se compiló sin el mapa"}} {
		with := do(mapped(t, data.Full, built()), http.MethodGet, "/?f=html&lang="+c.lang).Body.String()
		if m := toMap.FindStringSubmatch(with); m == nil || m[1] != "http://127.0.0.1:8080/" || strings.Contains(with, "make web") {
			t.Errorf("%s: %q leads to the map: %s", c.lang, m, with)
		}
		without := mapped(t, data.Full, nil)
		for _, target := range []string{"/?f=html&lang=" + c.lang, "/?lang=" + c.lang} {
			if body := do(without, http.MethodGet, target, "Accept", browser).Body.String(); toMap.MatchString(body) || !strings.Contains(body, c.build) || !strings.Contains(body, "make web") {
				t.Errorf("%s without a map: %s", target, body)
			}
		}
		if w := do(without, http.MethodGet, "/assets/index-AbCd1234.js"); w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "make web") {
			t.Errorf("an asset without a map: %d %s", w.Code, w.Body)
		}
	}
}

// TestPagesOfPlansLeadToMap: the pages of a plan or scenario link to it on the map,
// in their language; lists and the root's own collections are of no one plan.
func TestPagesOfPlansLeadToMap(t *testing.T) {
	h := mapped(t, data.Full, built())
	for target, want := range map[string]string{
		"/scenarios/drawn?f=html&lang=es":                        "http://127.0.0.1:8080/#scenario=drawn&amp;lang=es",
		"/scenarios/drawn/collections/gaps/items?f=html&lang=en": "http://127.0.0.1:8080/#scenario=drawn&amp;lang=en",
		"/scenarios?f=html":                                      "",
		"/collections/gaps/items?f=html":                         "",
	} {
		body := do(h, http.MethodGet, target, "Accept", browser).Body.String()
		got := ""
		if m := toMap.FindStringSubmatch(body); m != nil {
			got = m[1]
		}
		if got != want {
			t.Errorf("%s leads to %q, want %q: %s", target, got, want, body)
		}
		if body := do(mapped(t, data.Full, nil), http.MethodGet, target, "Accept", browser).Body.String(); toMap.MatchString(body) {
			t.Errorf("%s leads to a map that is not there: %s", target, body)
		}
	}
}

// TestBuiltPage serves the page as it was built: all that it and its styles name
// is there.
func TestBuiltPage(t *testing.T) {
	page := web.Page()
	if page == nil {
		t.Skip("the map was not built: make web, with Node.js 20.19 or later")
	}
	h := mapped(t, data.Public, page)
	named := regexp.MustCompile(`(?:src|href)="\./(assets/[^"]+)"|url\("?(?:\./)?([^:)"]+)"?\)`)
	seen, queue := map[string]bool{}, []string{"/"}
	for len(queue) > 0 {
		target := queue[0]
		queue = queue[1:]
		w := do(h, http.MethodGet, target, "Accept", browser)
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d %.200s", target, w.Code, w.Body)
		}
		if target != "/" && !strings.HasSuffix(target, ".css") {
			continue
		}
		for _, m := range named.FindAllStringSubmatch(w.Body.String(), -1) {
			name := "/" + m[1]
			if m[1] == "" {
				name = "/assets/" + m[2]
			}
			if !seen[name] {
				seen[name] = true
				queue = append(queue, name)
			}
		}
	}
	if len(seen) < 4 {
		t.Errorf("the page loads %v only", seen)
	}
}

// TestBrokenPage: a page that cannot be served is told when the server starts.
func TestBrokenPage(t *testing.T) {
	s, _, err := data.ReadScenario("../data/testdata/scenario")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(fstest.MapFS)
		want   string
	}{
		"without index":  {func(m fstest.MapFS) { delete(m, "index.html") }, "index.html"},
		"without assets": {func(m fstest.MapFS) { clear(m); m["index.html"] = &fstest.MapFile{} }, "assets"},
		"of no type":     {func(m fstest.MapFS) { m["assets/x-AbCd1234.tiff"] = &fstest.MapFile{} }, "assets/x-AbCd1234.tiff has no content type"},
	} {
		page := built()
		c.change(page)
		_, err := server.New(server.Config{Given: []server.Given{{Name: "drawn", Report: reporttest.Of(t, s)}}, Page: page})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
