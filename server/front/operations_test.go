package front_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"lindero/server/front"
)

// TestIDs takes sane ids, makes others, and hands them on.
func TestIDs(t *testing.T) {
	s := serve(t, front.Config{}, func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, front.RequestID(r.Context())) })
	kept := serve(t, front.Config{}, hello)
	for _, id := range []string{"first", "second"} {
		if g := kept.get(t, "/", "X-Request-Id", id); !slices.Equal(g.Header["X-Request-Id"], []string{id}) {
			t.Errorf("the answer to %s is for %s", id, g.Header["X-Request-Id"])
		}
	}
	seen := map[string]bool{}
	for brought, taken := range map[string]bool{"abc-1.2_Z": true, strings.Repeat("a", 64): true, strings.Repeat("a", 65): false, "a b": false, `a"b`: false, "ñ": false, "": false} {
		g := s.get(t, "/", "X-Request-Id", brought)
		id := g.Header.Get("X-Request-Id")
		if (id == brought) != taken || string(g.body) != id || !regexp.MustCompile(`^[\w.-]{1,64}$`).MatchString(id) || seen[id] {
			t.Errorf("%q became %q, the handler saw %q", brought, id, g.body)
		}
		seen[id] = true
	}
}

// TestLog wants one line a request with what happened, and no secrets.
func TestLog(t *testing.T) {
	var out bytes.Buffer
	log, err := front.NewLog(&out, "info", "json")
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t, front.Config{Logger: log.Logger}, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/fails" {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		hello(w, r)
	})
	s.get(t, "/a?bbox=1,2&access_token=hush&Api-Key=hush&x%61=hush", "X-Request-Id", "one")
	s.get(t, "/a?bbox=1,2", "X-Request-Id", "two")
	s.get(t, "/a?bbox=1,2", "X-Request-Id", "three")
	s.get(t, "/fails", "X-Request-Id", "four")
	s.get(t, "/health")
	_ = s.stop()
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	var lines []map[string]any
	for d := json.NewDecoder(strings.NewReader(out.String())); d.More(); {
		var l map[string]any
		if err := d.Decode(&l); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, l)
	}
	if len(lines) != 4 || strings.Contains(out.String(), "hush") {
		t.Fatalf("the log says\n%s", &out)
	}
	for i, want := range []string{
		"INFO request id=one method=GET path=/a route=/a status=200 bytes=17 query=bbox=1,2&access_token=…&Api-Key=…&x%61=…",
		"INFO request id=two method=GET path=/a route=/a status=200 bytes=17 query=bbox=1,2",
		"INFO request id=three method=GET path=/a route=/a status=200 bytes=17 query=bbox=1,2",
		"ERROR request id=four method=GET path=/fails route=/fails status=502 bytes=0 query=<nil>",
	} {
		l := lines[i]
		said := fmt.Sprintf("%s %s id=%s method=%s path=%s route=%s status=%v bytes=%v query=%v",
			l["level"], l["msg"], l["id"], l["method"], l["path"], l["route"], l["status"], l["bytes"], l["query"])
		if said != want || !strings.HasPrefix(l["remote"].(string), "127.0.0.1:") || l["us"].(float64) < 0 {
			t.Errorf("%v, want %s", l, want)
		}
	}
}

func TestNewLog(t *testing.T) {
	for _, x := range []struct{ level, format, want string }{
		{"warn", "text", "level=WARN msg=b"}, {"off", "text", ""}, {"debug", "text", "level=DEBUG msg=z level=INFO msg=a level=WARN msg=b"},
	} {
		var out bytes.Buffer
		l, err := front.NewLog(&out, x.level, x.format)
		if err != nil {
			t.Fatal(err)
		}
		l.Debug("z")
		l.Info("a")
		l.Warn("b")
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		said := strings.Join(strings.Fields(regexp.MustCompile(`time=\S+`).ReplaceAllString(out.String(), "")), " ")
		if said != x.want {
			t.Errorf("%s: %q, want %q", x.level, said, x.want)
		}
	}
	if _, err := front.NewLog(io.Discard, "loud", "text"); err == nil {
		t.Error("level loud")
	}
	if _, err := front.NewLog(io.Discard, "info", "xml"); err == nil {
		t.Error("format xml")
	}
	// Lines come out while the log is open.
	r, w := io.Pipe()
	l, err := front.NewLog(w, "info", "text")
	if err != nil {
		t.Fatal(err)
	}
	l.Info("soon")
	b := make([]byte, 200)
	n, _ := r.Read(b)
	if !strings.Contains(string(b[:n]), "msg=soon") {
		t.Errorf("%q", b[:n])
	}
	r.Close()
	_ = l.Close()
}

// TestLabels wants no more figures than routes, methods and statuses, whatever
// is asked for.
func TestLabels(t *testing.T) {
	f, err := front.New(front.Config{Metrics: front.MetricsAll})
	if err != nil {
		t.Fatal(err)
	}
	h := f.Wrap(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), func(r *http.Request) string { return r.URL.Path })
	ask := func(method, path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(method, path, nil))
		return w
	}
	for i := range 1000 {
		ask(fmt.Sprintf("M%d", i), fmt.Sprintf("/%d", i))
	}
	text := ask(http.MethodGet, "/metrics").Body.String()
	if n := strings.Count(text, "\nlindero_http_requests_total{"); n < 250 || n > 257 {
		t.Errorf("%d figures of requests", n)
	}
	for _, want := range []string{`lindero_http_requests_total{method="other",route="other",status="200"} 744`, "go_goroutines ", "process_open_fds ",
		`lindero_http_request_seconds_bucket{method="other",route="/1",le="0.0001"}`, "lindero_cache_bytes 0", "lindero_connections 0", "lindero_ready 0", "lindero_http_in_flight 1"} {
		if !strings.Contains(text, "\n"+want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
}

// TestMetricsFor wants figures to be shown to those of the configuration.
func TestMetricsFor(t *testing.T) {
	for _, x := range []struct {
		who          front.Audience
		remote, host string
		want         int
	}{
		{"", "127.0.0.1:1", "localhost:8080", 200}, {front.MetricsHere, "[::1]:1", "[::1]", 200}, {front.MetricsHere, "192.0.2.1:1", "localhost", 403},
		{front.MetricsHere, "127.0.0.1:1", "gis.example.org", 403}, {front.MetricsAll, "192.0.2.1:1", "gis.example.org", 200}, {front.MetricsNone, "127.0.0.1:1", "localhost", 403},
	} {
		f, err := front.New(front.Config{Metrics: x.who})
		if err != nil {
			t.Fatal(err)
		}
		r, w := httptest.NewRequest(http.MethodGet, "/metrics", nil), httptest.NewRecorder()
		r.RemoteAddr, r.Host = x.remote, x.host
		f.Wrap(http.HandlerFunc(hello), func(*http.Request) string { return "" }).ServeHTTP(w, r)
		if w.Code != x.want {
			t.Errorf("%+v: %d", x, w.Code)
		}
	}
}

// TestProbes goes through /health and /ready.
func TestProbes(t *testing.T) {
	f, err := front.New(front.Config{Rate: 0.001, Burst: 1})
	if err != nil {
		t.Fatal(err)
	}
	h := f.Wrap(http.HandlerFunc(hello), func(*http.Request) string { return "" })
	is := func(method, path string, want int, body string) {
		t.Helper()
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(method, path, nil))
		if w.Code != want || !strings.Contains(w.Body.String(), body) || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s %s: %d %v %s", method, path, w.Code, w.Header(), w.Body)
		}
	}
	is("GET", "/health", 200, `{"status":"ok"}`)
	is("GET", "/ready", 503, "starting or stopping")
	f.Ready(true)
	is("GET", "/ready", 200, `{"status":"ready"}`)
	is("HEAD", "/ready", 200, "")
	is("POST", "/ready", 405, "use GET")
	is("GET", "/ready?x=1", 400, "no parameters")
	f.Ready(false)
	is("GET", "/ready", 503, "")
}

// TestDrain stops a server with an answer under way: /ready says so first, then
// nobody is let in, and the answer ends. A busy machine may take longer to ask than
// the notice lasts, and is then given a longer one.
func TestDrain(t *testing.T) {
	for _, notice := range []time.Duration{300 * time.Millisecond, 3 * time.Second, patience / 2} {
		if drained(t, notice) {
			return
		}
	}
	t.Error("/ready did not say that the server stops")
}

// drained reports whether /ready said that a server stops before its door closed.
func drained(t *testing.T, notice time.Duration) bool {
	at, free := make(chan struct{}), make(chan struct{})
	s := serve(t, front.Config{Notice: notice}, func(w http.ResponseWriter, _ *http.Request) {
		close(at)
		<-free
		fmt.Fprint(w, "whole")
	})
	slow := make(chan got, 1)
	go func() { g, _ := s.try(http.MethodGet, "/slow", nil); slow <- g }()
	<-at
	ended := make(chan error, 1)
	go func() { ended <- s.stop() }()
	said := false
	waitFor(t, "a closed door", func() bool {
		g, err := s.try(http.MethodGet, "/ready", nil)
		said = said || err == nil && g.StatusCode == http.StatusServiceUnavailable
		s.client.CloseIdleConnections()
		return err != nil
	})
	select {
	case err := <-ended:
		t.Fatalf("it ended before its answer: %v", err)
	default:
	}
	close(free)
	if g := <-slow; g.Response == nil || string(g.body) != "whole" || !g.Close {
		t.Errorf("the answer under way: %+v", g)
	}
	if err := <-ended; err != nil {
		t.Errorf("it ended with %v", err)
	}
	return said
}

// TestDrainEnds stops a server whose answer takes too long: it is broken off,
// and its handler called off.
func TestDrainEnds(t *testing.T) {
	at, off := make(chan struct{}), make(chan struct{})
	s := serve(t, front.Config{Drain: 50 * time.Millisecond}, func(_ http.ResponseWriter, r *http.Request) {
		close(at)
		<-r.Context().Done()
		close(off)
	})
	slow := make(chan error, 1)
	go func() { _, err := s.try(http.MethodGet, "/slow", nil); slow <- err }()
	<-at
	if err := s.stop(); err == nil || !strings.Contains(err.Error(), "broken off") {
		t.Errorf("it ended with %v", err)
	}
	<-off
	if err := <-slow; err == nil {
		t.Error("an answer that was broken off looks whole")
	}
}

// TestLogIsShort: what is refused for its length fills no disk.
func TestLogIsShort(t *testing.T) {
	var out bytes.Buffer
	log, err := front.NewLog(&out, "info", "text")
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t, front.Config{Logger: log.Logger}, hello)
	long := strings.Repeat("é%0A", 5_000)
	if g := s.get(t, "/"+long+"?x="+long); g.StatusCode != http.StatusRequestURITooLong {
		t.Errorf("%d", g.StatusCode)
	}
	if g := s.do(t, strings.Repeat("M", 20_000), "/", nil); g.StatusCode != http.StatusOK {
		t.Errorf("%d", g.StatusCode)
	}
	_ = s.stop()
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "\n"); n != 2 || out.Len() > 6_000 || !strings.Contains(out.String(), "…") {
		t.Errorf("%d lines of %d bytes", n, out.Len())
	}
}
