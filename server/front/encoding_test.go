package front_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lindero/server/front"
)

// decoded returns an answer's body without its encoding.
func decoded(t testing.TB, g got) []byte {
	t.Helper()
	if g.Header.Get("Content-Encoding") == "" {
		return g.body
	}
	z, err := gzip.NewReader(bytes.NewReader(g.body))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// text returns n bytes that gzip shrinks.
func text(n int) []byte { return bytes.Repeat([]byte("patrol and border "), n/18+1)[:n] }

// TestAcceptEncoding goes through what RFC 9110, section 12.5.3, says of the
// header.
func TestAcceptEncoding(t *testing.T) {
	s := serve(t, front.Config{}, func(w http.ResponseWriter, _ *http.Request) {
		front.Cacheable(w, front.Revalidate)
		w.Header().Set("Content-Type", "application/geo+json")
		_, _ = w.Write(text(5000))
	})
	for header, want := range map[string]string{
		"gzip": "gzip", "gzip, deflate, br, zstd": "gzip", "GZIP": "gzip", "x-gzip": "gzip", "br;q=1.0, gzip;q=0.8": "gzip", "*": "gzip",
		"gzip;q=0.001": "gzip", "gzip; q=0.5 , identity;q=0.5": "gzip", "identity;q=0, gzip": "gzip", "gzip ; foo=1 ; q=1": "gzip",
		"": "", "identity": "", "br": "", "gzip;q=0": "", "gzip;q=0.000": "", "*;q=0": "", "*, gzip;q=0": "", "identity, gzip;q=0.5": "",
		"gzip;q=2": "", "gzip;q=x": "", "gzip;q=-1": "", "gzip;q=NaN": "", "agzip": "", "gzip, identity;q=0.2": "gzip", ",,;q=1,gzip": "gzip",
	} {
		g := s.get(t, "/", "Accept-Encoding", header)
		if got := g.Header.Get("Content-Encoding"); got != want {
			t.Errorf("%q: %q, want %q", header, got, want)
		}
		if !bytes.Equal(decoded(t, g), text(5000)) || g.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: another body, or Vary %q", header, g.Header.Get("Vary"))
		}
	}
	if g := s.get(t, "/"); g.Header.Get("Content-Encoding") != "" {
		t.Errorf("nobody asked for %s", g.Header.Get("Content-Encoding"))
	}
}

// TestWhatIsPacked wants gzip where it helps only.
func TestWhatIsPacked(t *testing.T) {
	noise := make([]byte, 5000)
	for i := range noise {
		noise[i] = byte(rand.Uint32())
	}
	for _, x := range []struct {
		media string
		body  []byte
		want  string
	}{
		{"application/json", text(1024), "gzip"}, {"application/json", text(1023), ""}, {"application/json", noise, ""},
		{"text/html; charset=utf-8", text(2000), "gzip"}, {"image/svg+xml", text(2000), "gzip"}, {"image/png", text(2000), ""},
		{"application/vnd.oai.openapi+json;version=3.0", text(2000), "gzip"}, {"application/vnd.mapbox-vector-tile", text(2000), "gzip"},
		{"application/octet-stream", text(2000), ""},
	} {
		s := serve(t, front.Config{}, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", x.media)
			if r.URL.Path == "/packed" {
				w.Header().Set("Content-Encoding", "gzip")
			}
			_, _ = w.Write(x.body)
		})
		g := s.get(t, "/", "Accept-Encoding", "gzip")
		if got := g.Header.Get("Content-Encoding"); got != x.want || !bytes.Equal(decoded(t, g), x.body) {
			t.Errorf("%s of %d bytes: %q, want %q", x.media, len(x.body), got, x.want)
		}
		if g := s.get(t, "/packed", "Accept-Encoding", "gzip"); !bytes.Equal(g.body, x.body) {
			t.Errorf("%s: what the handler has packed was packed again", x.media)
		}
	}
}

// TestETags goes through RFC 9110, section 13.1.2.
func TestETags(t *testing.T) {
	s := serve(t, front.Config{}, func(w http.ResponseWriter, r *http.Request) {
		front.Cacheable(w, front.Revalidate)
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/own" {
			w.Header().Set("ETag", `"mine"`)
		}
		_, _ = w.Write(text(5000))
	})
	for _, path := range []string{"/", "/own"} {
		plain, packed := s.get(t, path).Header.Get("ETag"), s.get(t, path, "Accept-Encoding", "gzip").Header.Get("ETag")
		if plain == packed || !strings.HasPrefix(plain, `"`) || !strings.HasPrefix(packed, `"`) {
			t.Fatalf("%s: tags %s and %s", path, plain, packed)
		}
		if path == "/own" && (plain != `"mine"` || packed != `"mine-gzip"`) {
			t.Errorf("the handler's own tag became %s and %s", plain, packed)
		}
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			for have, want := range map[string]int{
				plain: 304, "W/" + plain: 304, `"x", ` + plain: 304, `"a,b",` + plain + `,"c"`: 304, "*": 304, "W/\"x\"\t, W/" + plain: 304,
				packed: 200, `"x"`: 200, plain[1:]: 200, strings.Trim(plain, `"`): 200, `"x` + plain: 200, "": 200, `"`: 200, "W/": 200, `x, ` + plain: 200,
			} {
				g := s.do(t, method, path, nil, "If-None-Match", have)
				if g.StatusCode != want || g.Header.Get("ETag") != plain || g.Header.Get("Cache-Control") != "public, no-cache" || g.Header.Get("Vary") != "Accept-Encoding" {
					t.Errorf("%s %s: If-None-Match %s: %d %v, want %d", method, path, have, g.StatusCode, g.Header, want)
				}
				if (want == 304 || method == http.MethodHead) && len(g.body) > 0 {
					t.Errorf("%s %d with a body", method, want)
				}
			}
		}
		if g := s.get(t, path, "If-None-Match", packed, "Accept-Encoding", "gzip"); g.StatusCode != http.StatusNotModified || g.Header.Get("ETag") != packed {
			t.Errorf("gzip: %d, %s", g.StatusCode, g.Header.Get("ETag"))
		}
	}
	a := serve(t, front.Config{}, func(w http.ResponseWriter, _ *http.Request) {
		front.Cacheable(w, front.Revalidate)
		_, _ = w.Write(text(5001))
	})
	if one, other := s.get(t, "/").Header.Get("ETag"), a.get(t, "/").Header.Get("ETag"); one == other {
		t.Errorf("two bodies, one tag: %s", one)
	}
}

// TestSameAsBare draws answers and requests, and wants what a client reads
// through a front to be what the handler says.
func TestSameAsBare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		status := rapid.SampledFrom([]int{200, 200, 200, 204, 201, 301, 404, 500}).Draw(t, "status")
		policy := rapid.SampledFrom([]front.Policy{front.Volatile, front.Revalidate, front.Immutable}).Draw(t, "policy")
		media := rapid.SampledFrom([]string{"application/json", "image/png", "text/html", ""}).Draw(t, "media")
		size := rapid.SampledFrom([]int{0, 1, 1023, 1024, 4096, 5000, 64 << 10, 64<<10 + 1, 300_000}).Draw(t, "size")
		parts := rapid.IntRange(1, 4).Draw(t, "parts")
		flush := rapid.Bool().Draw(t, "flush")
		bare := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			front.Cacheable(w, policy)
			if media != "" {
				w.Header().Set("Content-Type", media)
			}
			w.Header().Set("Link", "</>; rel=root")
			w.WriteHeader(status)
			for i := range parts {
				if status != 204 {
					_, _ = w.Write(text(size)[size*i/parts : size*(i+1)/parts])
				}
				if flush {
					_ = http.NewResponseController(w).Flush()
				}
			}
		})
		f, err := front.New(front.Config{CacheBytes: rapid.SampledFrom([]int64{-1, 1 << 20, 64 << 20}).Draw(t, "cache")})
		if err != nil {
			t.Fatal(err)
		}
		h := f.Wrap(bare, func(*http.Request) string { return "/" })
		want := httptest.NewRecorder()
		bare.ServeHTTP(want, httptest.NewRequest(http.MethodGet, "/", nil))
		for range 3 {
			method := rapid.SampledFrom([]string{http.MethodGet, http.MethodHead}).Draw(t, "method")
			r := httptest.NewRequest(method, "/", nil)
			r.Header.Set("Accept-Encoding", rapid.SampledFrom([]string{"gzip", "gzip;q=0", "", "br, *;q=0.1"}).Draw(t, "accept"))
			w := httptest.NewRecorder()
			if tag := rapid.SampledFrom([]string{"", `"x"`}).Draw(t, "tag"); tag != "" {
				r.Header.Set("If-None-Match", tag)
			}
			h.ServeHTTP(w, r)
			g := got{w.Result(), w.Body.Bytes()}
			if g.StatusCode != want.Code || g.Header.Get("Link") != "</>; rel=root" || media != "" && status != 204 && g.Header.Get("Content-Type") != media {
				t.Fatalf("%s: %d %v, want %d %v", method, g.StatusCode, g.Header, want.Code, want.Header())
			}
			if n := g.Header.Get("Content-Length"); n != "" && method == http.MethodGet && n != fmt.Sprint(len(g.body)) {
				t.Fatalf("Content-Length %s of %d bytes", n, len(g.body))
			}
			if method == http.MethodHead {
				if len(g.body) > 0 {
					t.Fatalf("HEAD with %d bytes", len(g.body))
				}
				continue
			}
			if body := unpacked(t, g); !bytes.Equal(body, want.Body.Bytes()) {
				t.Fatalf("%d bytes, want %d", len(body), want.Body.Len())
			}
			if tag := g.Header.Get("ETag"); tag != "" {
				r := r.Clone(t.Context())
				r.Header.Set("If-None-Match", tag)
				w := httptest.NewRecorder()
				if h.ServeHTTP(w, r); w.Code != 304 || w.Header().Get("ETag") != tag || w.Body.Len() > 0 {
					t.Fatalf("its own tag: %d, %s", w.Code, w.Header().Get("ETag"))
				}
			} else if status == 200 && policy != front.Volatile && size <= 64<<10 {
				t.Fatal("no tag")
			}
		}
	})
}

func unpacked(t *rapid.T, g got) []byte {
	if g.Header.Get("Content-Encoding") == "" {
		return g.body
	}
	z, err := gzip.NewReader(bytes.NewReader(g.body))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestPrefer goes through RFC 9110, section 12.5.1.
func TestPrefer(t *testing.T) {
	for accept, want := range map[string]string{
		"": "application/json", "*/*": "application/json", "text/html": "text/html", "text/*": "text/html", "image/png": "",
		"text/html;q=0.5, application/json;q=0.4": "text/html", "text/html, application/json": "application/json",
		"*/*, application/json;q=0.1": "text/html", "application/json;q=0, */*": "text/html", "application/*;q=0.2, text/html;q=0.1": "application/json",
		"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": "text/html", "application/json;q=0": "", "TEXT/HTML": "text/html",
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Accept", accept)
		if got := front.Prefer(r, "application/json", "text/html"); got != want {
			t.Errorf("%q: %q, want %q", accept, got, want)
		}
	}
}

// TestClassHoldsChoice draws Accept headers and offers: a second request that is
// answered from memory would have been answered the same by the handler.
func TestClassHoldsChoice(t *testing.T) {
	media := []string{"application/json", "application/geo+json", "text/html", "image/png"}
	rapid.Check(t, func(t *rapid.T) {
		offers := rapid.Permutation(media).Draw(t, "offers")[:rapid.IntRange(1, 4).Draw(t, "n")]
		f, err := front.New(front.Config{Media: media})
		if err != nil {
			t.Fatal(err)
		}
		h := f.Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			front.Cacheable(w, front.Immutable)
			fmt.Fprint(w, front.Prefer(r, offers...))
		}), func(*http.Request) string { return "" })
		for range 12 {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			for range rapid.IntRange(0, 3).Draw(t, "ranges") {
				r.Header.Add("Accept", rapid.SampledFrom(append([]string{"*/*", "text/*", "application/*", "", "video/mp4"}, media...)).Draw(t, "range")+
					rapid.SampledFrom([]string{"", ";q=0", ";q=0.5", ";q=0.2"}).Draw(t, "q"))
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if want := front.Prefer(r, offers...); w.Body.String() != want {
				t.Fatalf("%q: %s, want %s", r.Header["Accept"], w.Body, want)
			}
		}
	})
}

// FuzzHeaders has hostile headers come to a front: it answers, with a whole
// body or none.
func FuzzHeaders(f *testing.F) {
	f.Add("text/html;q=0.5,*/*", "gzip;q=0,*", `W/"x", "y"`, "localhost", "id-1", "192.0.2.1, ::1", "https://a.org", "es, en;q=0.1", "a=1&token=x")
	f.Add(";;;q=,,=", "*;q=1e999", `"`, "[::1]:80", "\r\n", ",,,", "null", ";", "%zz")
	h := func() http.Handler {
		c, err := front.New(front.Config{TrustProxy: true, Origins: []string{"https://a.org"}, Rate: 1e9})
		if err != nil {
			f.Fatal(err)
		}
		return c.Wrap(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			front.Cacheable(w, front.Revalidate)
			w.Header().Set("Content-Type", "text/plain")
			_, _ = w.Write(text(3000))
		}), func(*http.Request) string { return "" })
	}()
	f.Fuzz(func(t *testing.T, accept, encoding, match, host, id, forwarded, origin, language, query string) {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Host, r.URL.RawQuery = host, query
		for name, value := range map[string]string{
			"Accept": accept, "Accept-Encoding": encoding, "If-None-Match": match, "X-Request-Id": id, "X-Forwarded-For": forwarded,
			"X-Forwarded-Host": host, "X-Forwarded-Proto": forwarded, "Origin": origin, "Accept-Language": language,
		} {
			r.Header.Set(name, value)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		g := got{w.Result(), w.Body.Bytes()}
		switch g.StatusCode {
		case http.StatusOK:
			if !bytes.Equal(decoded(t, g), text(3000)) {
				t.Errorf("another body: %.100q", g.body)
			}
		case http.StatusNotModified:
			if len(g.body) > 0 {
				t.Errorf("304 with %.100q", g.body)
			}
		case http.StatusBadRequest:
			g.wantProblem(t, 400, "Host")
		default:
			t.Errorf("status %d", g.StatusCode)
		}
		if id := g.Header.Get("X-Request-Id"); len(id) == 0 || len(id) > 64 || strings.ContainsAny(id, " \r\n\"<") {
			t.Errorf("id %q", id)
		}
		if allowed := g.Header.Get("Access-Control-Allow-Origin"); allowed != "" && !strings.EqualFold(allowed, "https://a.org") {
			t.Errorf("%q is allowed", allowed)
		}
	})
}

// TestNothingIsNotPacked: what has no body has no gzip of it either, also where
// it is passed on at once.
func TestNothingIsNotPacked(t *testing.T) {
	s := serve(t, front.Config{}, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusNoContent)
		w.(http.Flusher).Flush()
	})
	for range 2 { // the connection goes on
		g := s.get(t, "/", "Accept-Encoding", "gzip")
		if g.StatusCode != http.StatusNoContent || len(g.body) > 0 || g.Header.Get("Content-Encoding") != "" || g.Header.Get("Content-Type") != "" {
			t.Errorf("%d %v %q", g.StatusCode, g.Header, g.body)
		}
	}
}
