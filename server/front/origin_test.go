package front_test

import (
	"net/http"
	"strings"
	"testing"

	"lindero/server/front"
)

// TestOrigins asks as pages from elsewhere do.
func TestOrigins(t *testing.T) {
	for _, x := range []struct {
		origins      []string
		origin       string
		allow, vary  string
		post, nobody int
	}{
		{nil, "https://a.org", "", "", 403, 200},
		{[]string{"https://a.org", "http://b.org:8080"}, "https://a.org", "https://a.org", "Origin", 200, 200},
		{[]string{"https://a.org", "http://b.org:8080"}, "http://b.org:8080", "http://b.org:8080", "Origin", 200, 200},
		{[]string{"https://a.org"}, "http://a.org", "", "Origin", 403, 200},
		{[]string{"https://a.org"}, "https://a.org.evil.example", "", "Origin", 403, 200},
		{[]string{"https://a.org"}, "null", "", "Origin", 403, 200},
		{[]string{"*"}, "https://any.example", "*", "", 200, 200},
	} {
		s := serve(t, front.Config{Origins: x.origins, Methods: []string{"GET", "POST"}}, hello)
		for range 2 {
			g := s.get(t, "/", "Origin", x.origin)
			if g.StatusCode != http.StatusOK || g.Header.Get("Access-Control-Allow-Origin") != x.allow || !strings.Contains(g.Header.Get("Vary"), x.vary) ||
				x.vary == "" && strings.Contains(g.Header.Get("Vary"), "Origin") {
				t.Errorf("%v: GET from %s: %d %v", x.origins, x.origin, g.StatusCode, g.Header)
			}
			if (x.origins != nil) != strings.Contains(g.Header.Get("Access-Control-Expose-Headers"), "Content-Crs") {
				t.Errorf("%v: exposed %q", x.origins, g.Header.Get("Access-Control-Expose-Headers"))
			}
		}
		g := s.do(t, http.MethodOptions, "/", nil, "Origin", x.origin, "Access-Control-Request-Method", "POST")
		want := x.allow != ""
		if (g.Header.Get("Access-Control-Allow-Methods") == "GET, POST") != want || g.Header.Get("Access-Control-Allow-Origin") != x.allow || x.origins != nil && g.StatusCode != http.StatusNoContent {
			t.Errorf("%v: preflight from %s: %d %v", x.origins, x.origin, g.StatusCode, g.Header)
		}
		if g := s.do(t, http.MethodPost, "/", nil, "Origin", x.origin, "Sec-Fetch-Site", "cross-site"); g.StatusCode != x.post {
			t.Errorf("%v: POST from %s: %d, want %d", x.origins, x.origin, g.StatusCode, x.post)
		} else if x.post == 403 {
			g.wantProblem(t, 403, "another origin")
		}
		if g := s.do(t, http.MethodPost, "/", nil); g.StatusCode != x.nobody {
			t.Errorf("POST of no page: %d", g.StatusCode)
		}
	}
}

// TestSecurityHeaders wants them on all answers, of problems too.
func TestSecurityHeaders(t *testing.T) {
	s := serve(t, front.Config{Private: true, MaxURL: 20}, func(w http.ResponseWriter, r *http.Request) {
		front.Cacheable(w, front.Immutable)
		switch r.URL.Path {
		case "/page":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
		case "/own":
			w.Header().Set("Content-Security-Policy", "default-src 'self'")
		case "/large":
			front.Cacheable(w, front.Volatile)
			_, _ = w.Write(make([]byte, 100_000))
		}
		_, _ = w.Write([]byte("{}"))
	})
	for path, policy := range map[string]string{
		"/": "default-src 'none'; frame-ancestors 'none'", "/health": "default-src 'none'", "/" + strings.Repeat("x", 50): "default-src 'none'", "/large": "default-src 'none'",
		"/page": "style-src 'self'", "/own": "default-src 'self'",
	} {
		g := s.get(t, path)
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY", "Cross-Origin-Resource-Policy": "same-origin",
			"Strict-Transport-Security": "",
		} {
			if got := g.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if got := g.Header["Content-Security-Policy"]; len(got) != 1 || !strings.Contains(got[0], policy) {
			t.Errorf("%s: policy %q", path, got)
		}
	}
	if c := s.get(t, "/").Header.Get("Cache-Control"); c != "private, max-age=31536000, immutable" {
		t.Errorf("Cache-Control %s", c)
	}
}

// TestBaseURL wants links to begin where the configuration says, and X-Forwarded
// to count where a proxy is trusted only.
func TestBaseURL(t *testing.T) {
	for _, x := range []struct {
		c      front.Config
		header []string
		want   string
	}{
		{front.Config{}, []string{"Host", "h:81"}, "http://h:81"},
		{front.Config{}, []string{"Host", "h", "X-Forwarded-Host", "p", "X-Forwarded-Proto", "https"}, "http://h"},
		{front.Config{TrustProxy: true}, []string{"Host", "h", "X-Forwarded-Host", "p", "X-Forwarded-Proto", "https"}, "https://p"},
		{front.Config{TrustProxy: true}, []string{"Host", "h", "X-Forwarded-Proto", "javascript"}, "http://h"},
		{front.Config{BaseURL: "https://gis.example.org/lindero/"}, []string{"Host", "h"}, "https://gis.example.org/lindero"},
		{front.Config{BaseURL: "https://gis.example.org", TrustProxy: true}, []string{"X-Forwarded-Host", "p"}, "https://gis.example.org"},
	} {
		s := serve(t, x.c, func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte(front.BaseURL(r))) })
		if g := s.get(t, "/", x.header...); string(g.body) != x.want {
			t.Errorf("%+v: %s, want %s", x.header, g.body, x.want)
		}
	}
}

// TestPassedOn: what is for this machine is not for those for whom a proxy on it
// asks, even under a name of this machine.
func TestPassedOn(t *testing.T) {
	for _, x := range []struct {
		name, value string
		want        int
	}{
		{"X-Forwarded-For", "203.0.113.7", 421}, {"X-Forwarded-For", "127.0.0.1, 203.0.113.7", 421}, {"X-Forwarded-For", "203.0.113.7, 127.0.0.1", 421},
		{"X-Forwarded-For", "unknown", 421}, {"X-Real-Ip", "2001:db8::1", 421}, {"X-Forwarded-Host", "gis.example.org", 421}, {"Forwarded", "for=203.0.113.7", 421},
		{"X-Forwarded-For", "127.0.0.1", 200}, {"X-Forwarded-For", "::1", 200}, {"X-Forwarded-Host", "localhost:5173", 200}, {"X-Other", "203.0.113.7", 200},
	} {
		for _, trust := range []bool{false, true} {
			s := serve(t, front.Config{Local: true, TrustProxy: trust}, hello)
			if g := s.get(t, "/", "Host", "127.0.0.1:8080", x.name, x.value); g.StatusCode != x.want {
				t.Errorf("%s: %s, trusted %v: %d, want %d", x.name, x.value, trust, g.StatusCode, x.want)
			}
			metrics := map[int]int{421: 403, 200: 200}[x.want]
			s = serve(t, front.Config{TrustProxy: trust}, hello)
			if g := s.get(t, "/metrics", "Host", "127.0.0.1:8080", x.name, x.value); g.StatusCode != metrics {
				t.Errorf("%s: %s, trusted %v: metrics %d, want %d", x.name, x.value, trust, g.StatusCode, metrics)
			}
		}
	}
}

// TestVaryByProxy: where links begin with what a proxy says, caches before it
// are told so: else one client could have others get links that it made up.
func TestVaryByProxy(t *testing.T) {
	cached := func(w http.ResponseWriter, r *http.Request) {
		front.Cacheable(w, front.Immutable)
		_, _ = w.Write([]byte(front.BaseURL(r)))
	}
	for _, x := range []struct {
		c    front.Config
		want bool
	}{{front.Config{TrustProxy: true}, true}, {front.Config{}, false}, {front.Config{TrustProxy: true, BaseURL: "https://gis.example.org"}, false}} {
		g := serve(t, x.c, cached).get(t, "/", "X-Forwarded-Host", "evil.example")
		if got := strings.Contains(g.Header.Get("Vary"), "X-Forwarded-Host, X-Forwarded-Proto"); got != x.want {
			t.Errorf("%+v: Vary %q", x.c, g.Header.Get("Vary"))
		}
	}
}

// TestEmbedded: what is for this machine is not fetched by pages from elsewhere,
// which could tell from the time that it takes what is in it.
func TestEmbedded(t *testing.T) {
	for _, x := range []struct {
		site, mode, dest, origin string
		local, public            int
	}{
		{"", "", "", "", 200, 200},
		{"same-origin", "cors", "empty", "", 200, 200},
		{"none", "navigate", "document", "", 200, 200},
		{"cross-site", "navigate", "document", "", 200, 200},
		{"cross-site", "navigate", "iframe", "", 403, 200},
		{"cross-site", "no-cors", "image", "", 403, 200},
		{"cross-site", "no-cors", "empty", "", 403, 200},
		{"same-site", "no-cors", "script", "", 403, 200}, // another port of this machine
		{"cross-site", "cors", "empty", "https://evil.example", 403, 200},
		{"cross-site", "cors", "empty", "https://gis.example.org", 200, 200},
	} {
		for _, local := range []bool{true, false} {
			want := x.public
			if local {
				want = x.local
			}
			s := serve(t, front.Config{Local: local, Origins: []string{"https://gis.example.org"}}, func(w http.ResponseWriter, r *http.Request) {
				front.Cacheable(w, front.Revalidate)
				hello(w, r)
			})
			header := []string{"Host", "localhost"}
			s.get(t, "/", header...) // it is in memory
			for _, h := range [][2]string{{"Sec-Fetch-Site", x.site}, {"Sec-Fetch-Mode", x.mode}, {"Sec-Fetch-Dest", x.dest}, {"Origin", x.origin}} {
				if h[1] != "" {
					header = append(header, h[0], h[1])
				}
			}
			if g := s.get(t, "/", header...); g.StatusCode != want {
				t.Errorf("%+v, local %v: %d, want %d", x, local, g.StatusCode, want)
			}
		}
	}
	if _, err := front.New(front.Config{Local: true, Origins: []string{"*"}}); err == nil || !strings.Contains(err.Error(), "name the origins") {
		t.Errorf("all origins for what is for this machine: %v", err)
	}
}

// TestHostName: what is put into links is a name and a port.
func TestHostName(t *testing.T) {
	for host, want := range map[string]int{
		"127.0.0.1:8080": 200, "127.0.0.1": 200, "localhost:1": 200, "[::1]:8080": 200, "[::1]": 200, "localhost:": 200,
		"127.0.0.1:8080.evil.example": 400, "localhost:x": 400, "[::1]x": 400, "[evil.example]:80": 400, "[::1": 400, ":80": 400, "127.0.0.1:80:80": 400,
	} {
		s := serve(t, front.Config{Local: true}, hello)
		if g := s.get(t, "/", "Host", host); g.StatusCode != want {
			t.Errorf("%s: %d, want %d", host, g.StatusCode, want)
		}
	}
}
