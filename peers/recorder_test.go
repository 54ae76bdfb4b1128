//go:build peers

package peers

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// asked is a request that a client made, and how it was answered.
type asked struct {
	method, path, accept string
	query                url.Values
	status               int
	mediaType            string
}

// recorder stands between a client and a server, changes nothing and keeps what
// goes through. The server sees the client's own Host, so that its links lead
// through the recorder again.
type recorder struct {
	address string // ends in a slash
	mu      sync.Mutex
	kept    []asked
}

// record starts a recorder before a server, to be ended with the test.
func record(t *testing.T, address string) *recorder {
	t.Helper()
	to, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	r := &recorder{}
	transport := &http.Transport{DisableCompression: true} // the client says whether it wants gzip
	srv := httptest.NewServer(&httputil.ReverseProxy{
		Transport: transport,
		Rewrite: func(p *httputil.ProxyRequest) {
			p.Out.URL.Scheme, p.Out.URL.Host = to.Scheme, to.Host
			p.Out.Host = p.In.Host
		},
		ModifyResponse: func(res *http.Response) error {
			r.mu.Lock()
			defer r.mu.Unlock()
			q := res.Request
			r.kept = append(r.kept, asked{q.Method, q.URL.EscapedPath(), q.Header.Get("Accept"), q.URL.Query(), res.StatusCode, res.Header.Get("Content-Type")})
			return nil
		},
	})
	t.Cleanup(func() { srv.Close(); transport.CloseIdleConnections() })
	r.address = srv.URL + "/"
	return r
}

// requests returns what came since it was last called. An answer that is an
// error fails the test.
func (r *recorder) requests(t *testing.T) []asked {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	out := r.kept
	r.kept = nil
	for _, a := range out {
		if a.status >= 400 {
			t.Errorf("%s %s?%s: %d", a.method, a.path, a.query.Encode(), a.status)
		}
	}
	return out
}

// ending returns the requests whose path ends so.
func ending(of []asked, path string) []asked {
	var out []asked
	for _, a := range of {
		if strings.HasSuffix(a.path, path) {
			out = append(out, a)
		}
	}
	return out
}
