package front_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"lindero/server/front"
	"lindero/server/problem"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience is how long a test waits for what should be there at once.
const patience = 20 * time.Second

// site is a server behind a front, on a free port.
type site struct {
	*front.Front
	url    string
	addr   string
	client *http.Client
	stop   func() error // ends it, and answers how it ended
}

// serve serves a handler behind a front until the test ends.
func serve(t *testing.T, c front.Config, h http.HandlerFunc) *site {
	t.Helper()
	return start(t, c, "http://", &http.Transport{DisableCompression: true}, h)
}

// secure serves the base of links over TLS.
func secure(t *testing.T, c front.Config) (*front.Front, *site) {
	t.Helper()
	transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: true, DisableCompression: true}
	s := start(t, c, "https://", transport, func(w http.ResponseWriter, r *http.Request) {
		front.Cacheable(w, front.Immutable)
		_, _ = w.Write([]byte(front.BaseURL(r)))
		if r.URL.Path == "/large" {
			_, _ = w.Write(text(100_000))
		}
	})
	return s.Front, s
}

func start(t *testing.T, c front.Config, scheme string, transport *http.Transport, h http.HandlerFunc) *site {
	t.Helper()
	f, err := front.New(c)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	wrapped := f.Wrap(h, func(r *http.Request) string { return r.URL.Path })
	go func() { ended <- f.Serve(ctx, l, wrapped) }()
	s := &site{Front: f, url: scheme + l.Addr().String(), addr: l.Addr().String(), client: &http.Client{Transport: transport, Timeout: patience}}
	s.stop = func() error {
		cancel()
		err := <-ended
		ended <- err
		return err
	}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		_ = s.stop()
	})
	waitFor(t, "the server", func() bool { return s.get(t, "/ready").StatusCode == http.StatusOK })
	return s
}

// got is an answer with its body.
type got struct {
	*http.Response
	body []byte
}

func (s *site) get(t testing.TB, path string, header ...string) got {
	t.Helper()
	return s.do(t, http.MethodGet, path, nil, header...)
}

// do asks; the header is names and values in turn.
func (s *site) do(t testing.TB, method, path string, body io.Reader, header ...string) got {
	t.Helper()
	g, err := s.try(method, path, body, header...)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func (s *site) try(method, path string, body io.Reader, header ...string) (got, error) {
	r, err := http.NewRequest(method, s.url+path, body)
	if err != nil {
		return got{}, err
	}
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
			continue
		}
		r.Header.Add(header[i], header[i+1])
	}
	a, err := s.client.Do(r)
	if err != nil {
		return got{}, err
	}
	defer a.Body.Close()
	all, err := io.ReadAll(a.Body)
	return got{a, all}, err
}

// wantProblem wants an answer to be a whole problem whose detail holds a text.
func (g got) wantProblem(t testing.TB, status int, detail string) {
	t.Helper()
	var p problem.Problem
	err := json.Unmarshal(g.body, &p)
	if err != nil || g.StatusCode != status || p.Status != status || !strings.Contains(p.Detail, detail) ||
		g.Header.Get("Content-Type") != problem.MediaType || g.Header.Get("Cache-Control") != "no-store" ||
		p.Instance != "urn:lindero:request:"+g.Header.Get("X-Request-Id") {
		t.Errorf("status %d, %v, %s, want problem %d with %q", g.StatusCode, g.Header, g.body, status, detail)
	}
}

// metric returns a figure of /metrics, by its name and labels as they stand
// there.
func (s *site) metric(t testing.TB, name string) string {
	t.Helper()
	for line := range bytes.Lines(s.get(t, "/metrics").body) {
		if rest, ok := strings.CutPrefix(string(line), name+" "); ok {
			return strings.TrimSpace(rest)
		}
	}
	return ""
}

func waitFor(t testing.TB, what string, there func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !there(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s did not come", what)
		}
	}
}

func hello(w http.ResponseWriter, _ *http.Request) {
	front.Cacheable(w, front.Revalidate)
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte(`{"hello":"world"}`))
}
