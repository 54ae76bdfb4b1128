package front_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"lindero/server/front"
)

// readAll reads the body, and says so with 400 where it cannot.
func readAll(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	fmt.Fprintf(w, "%d bytes", len(b))
}

func TestSizes(t *testing.T) {
	s := serve(t, front.Config{MaxBody: 1000, MaxURL: 200, MaxHeader: 2000}, readAll)
	for n, want := range map[int]int{1000: 200, 1001: 413} {
		body := strings.Repeat("x", n)
		g := s.do(t, http.MethodPost, "/", strings.NewReader(body))
		chunked := s.do(t, http.MethodPost, "/", io.MultiReader(strings.NewReader(body)))
		if g.StatusCode != want || chunked.StatusCode != want {
			t.Errorf("%d bytes: status %d, chunked %d, want %d", n, g.StatusCode, chunked.StatusCode, want)
		}
		if want == 413 {
			g.wantProblem(t, 413, "1000 bytes")
			chunked.wantProblem(t, 413, "1000 bytes")
		}
	}
	if g := s.get(t, "/"+strings.Repeat("x", 199)); g.StatusCode != http.StatusOK {
		t.Errorf("an URL of 200 bytes: %d", g.StatusCode)
	}
	s.get(t, "/"+strings.Repeat("x", 200)).wantProblem(t, 414, "201 bytes")
	if g := s.get(t, "/", "Cookie", strings.Repeat("x", 1800)); g.StatusCode != http.StatusOK {
		t.Errorf("a header of 1,800 bytes: %d", g.StatusCode)
	}
	s.get(t, "/", "Cookie", strings.Repeat("x", 2000)).wantProblem(t, 431, "fewer or shorter fields")
	// net/http closes the connection on what is far too long, so that the
	// answer may be lost.
	if g, err := s.try(http.MethodGet, "/", nil, "Cookie", strings.Repeat("x", 100_000)); err == nil && g.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a header of 100,000 bytes: %d", g.StatusCode)
	}
	if n := s.metric(t, `lindero_http_refused_total{reason="body"}`); n != "2" {
		t.Errorf("bodies refused: %s", n)
	}
}

// TestTimeout wants the answer on time from a handler that heeds its context,
// from one that does not, and from one that reads a body that does not come.
func TestTimeout(t *testing.T) {
	free := make(chan struct{})
	cause := make(chan error, 1)
	s := serve(t, front.Config{Timeout: 60 * time.Millisecond, Grace: 30 * time.Millisecond}, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/heeds":
			<-r.Context().Done()
			http.Error(w, "cancelled", http.StatusTeapot)
		case "/deaf":
			<-free
			cause <- r.Context().Err()
			if _, err := w.Write([]byte("late")); err == nil {
				t.Error("a late write went through")
			}
		default:
			readAll(w, r)
		}
	})
	began := time.Now()
	s.get(t, "/heeds").wantProblem(t, 503, "no answer within 60ms")
	s.get(t, "/deaf").wantProblem(t, 503, "Prefer: respond-async")
	if took := time.Since(began); took < 100*time.Millisecond || took > patience/2 {
		t.Errorf("took %s", took)
	}
	waitFor(t, "the deaf handler to be the only one at work", func() bool { return s.metric(t, "lindero_http_working") == "1" })
	close(free)
	if err := <-cause; err == nil {
		t.Error("the context of the deaf handler did not end")
	}
	c := dial(t, s)
	fmt.Fprint(c, "POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc")
	a, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err == nil {
		a.Body.Close()
	}
	if err != nil || a.StatusCode != http.StatusRequestTimeout && a.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a slow body: %v, %v", a, err)
	}
}

func TestSlowBody(t *testing.T) {
	s := serve(t, front.Config{Grace: 50 * time.Millisecond, MinRate: 1 << 20}, readAll)
	c := dial(t, s)
	fmt.Fprint(c, "POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc")
	a, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	body, _ := io.ReadAll(a.Body)
	got{a, body}.wantProblem(t, http.StatusRequestTimeout, "too slowly")
}

func dial(t *testing.T, s *site) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", s.addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	_ = c.SetDeadline(time.Now().Add(patience))
	return c
}

// TestInFlight fills the places for work: a further request waits for one, and
// is sent away when none comes; what is in memory is answered all the same.
func TestInFlight(t *testing.T) {
	free, at := make(chan struct{}), make(chan struct{}, 9)
	s := serve(t, front.Config{InFlight: 2, Queue: 50 * time.Millisecond}, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/kept" {
			hello(w, r)
			return
		}
		at <- struct{}{}
		<-free
	})
	s.get(t, "/kept")
	var both sync.WaitGroup
	for i := range 2 {
		both.Go(func() { _, _ = s.try(http.MethodGet, fmt.Sprintf("/slow/%d", i), nil) })
		<-at
	}
	g := s.get(t, "/slow/9")
	g.wantProblem(t, 503, "2 requests are being worked on")
	if g.Header.Get("Retry-After") != "1" {
		t.Errorf("Retry-After is %q", g.Header.Get("Retry-After"))
	}
	if g := s.get(t, "/kept"); g.StatusCode != http.StatusOK {
		t.Errorf("what is in memory: %d", g.StatusCode)
	}
	if g := s.get(t, "/health"); g.StatusCode != http.StatusOK {
		t.Errorf("health: %d", g.StatusCode)
	}
	close(free)
	both.Wait()
	waitFor(t, "a place", func() bool { return s.get(t, "/slow/9").StatusCode == http.StatusOK }) // it is free some time after the answer
}

// TestRate asks from several addresses: each has its own rate, an IPv6 network
// has one, and this machine none.
func TestRate(t *testing.T) {
	f, err := front.New(front.Config{Rate: 0.01, Burst: 3, Clients: 2})
	if err != nil {
		t.Fatal(err)
	}
	h := f.Wrap(http.HandlerFunc(hello), func(*http.Request) string { return "/" })
	ask := func(from string) *httptest.ResponseRecorder {
		r, w := httptest.NewRequest(http.MethodGet, "/", nil), httptest.NewRecorder()
		r.RemoteAddr = from
		h.ServeHTTP(w, r)
		return w
	}
	served := func(from ...string) (n int) {
		for _, a := range from {
			if ask(a).Code == 200 {
				n++
			}
		}
		return n
	}
	if n := served("192.0.2.1:1", "192.0.2.1:2", "192.0.2.1:3", "192.0.2.1:4"); n != 3 {
		t.Errorf("one address is answered %d of 4 times, want 3", n)
	}
	w := ask("192.0.2.1:5")
	got{w.Result(), w.Body.Bytes()}.wantProblem(t, 429, "too many requests")
	if after := w.Header().Get("Retry-After"); after != "100" {
		t.Errorf("Retry-After is %q, want 100 s at 0.01 a second", after)
	}
	if n := served("[2001:db8::1]:1", "[2001:db8::2]:1", "[2001:db8::3]:1", "[2001:db8::4]:1"); n != 3 {
		t.Errorf("one IPv6 network is answered %d of 4 times, want 3", n)
	}
	if n := served("127.0.0.1:1", "127.0.0.1:1", "127.0.0.1:1", "127.0.0.1:1", "[::1]:1"); n != 5 {
		t.Errorf("this machine is answered %d of 5 times", n)
	}
	// A third client pushes out the first, who may then ask anew.
	if n := served("192.0.2.1:1", "192.0.2.9:1", "192.0.2.9:1", "192.0.2.7:1", "192.0.2.1:1"); n != 4 {
		t.Errorf("answered %d of 5 times, want 4", n)
	}
}

func TestHosts(t *testing.T) {
	for _, x := range []struct {
		c    front.Config
		want map[string]int
	}{
		{front.Config{Local: true}, map[string]int{"localhost": 200, "LOCALHOST:81": 200, "127.0.0.1": 200, "127.9.9.9:1": 200, "[::1]:8": 200,
			"example.org": 421, "localhost.example.org": 421, "192.0.2.1": 421, "a b": 400, "a/b": 400, "<x>": 400}},
		{front.Config{Local: true, Hosts: []string{"gis.example.org"}}, map[string]int{"localhost": 200, "GIS.example.org:1": 200, "example.org": 421}},
		{front.Config{Hosts: []string{"gis.example.org"}}, map[string]int{"localhost": 421, "gis.example.org": 200}},
		{front.Config{}, map[string]int{"localhost": 200, "gis.example.org": 200, "192.0.2.1": 200, "a\"b": 400}},
	} {
		f, err := front.New(x.c)
		if err != nil {
			t.Fatal(err)
		}
		h := f.Wrap(http.HandlerFunc(hello), func(*http.Request) string { return "" })
		for host, want := range x.want {
			for range 2 { // and what is in memory
				r, w := httptest.NewRequest(http.MethodGet, "/", nil), httptest.NewRecorder()
				r.Host = host
				h.ServeHTTP(w, r)
				if w.Code != want {
					t.Errorf("%+v: Host %s: %d, want %d", x.c.Hosts, host, w.Code, want)
				}
				if want != 200 {
					got{w.Result(), w.Body.Bytes()}.wantProblem(t, want, "")
				}
			}
		}
	}
}

// TestPanic wants a problem where nothing was sent yet, and else an answer that
// ends before its end; the log has the stack.
func TestPanic(t *testing.T) {
	var out bytes.Buffer
	log, err := front.NewLog(&out, "info", "json")
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t, front.Config{Logger: log.Logger}, func(w http.ResponseWriter, r *http.Request) {
		front.Cacheable(w, front.Immutable)
		_, _ = w.Write(bytes.Repeat([]byte("x"), 100))
		if r.URL.Path == "/late" {
			w.Header().Set("Cache-Control", "no-store")
			_, _ = w.Write(bytes.Repeat([]byte("x"), 1<<20))
		}
		panic("the sky fell")
	})
	for range 2 { // it is not kept
		s.get(t, "/early").wantProblem(t, 500, "something is wrong in the server")
	}
	if g, err := s.try(http.MethodGet, "/late", nil); err == nil {
		t.Errorf("an answer that broke off looks whole: %d bytes", len(g.body))
	}
	if g, err := s.try(http.MethodGet, "/late", nil, "Accept-Encoding", "gzip"); err == nil {
		t.Errorf("an answer in gzip that broke off looks whole: %d bytes", len(g.body))
	}
	if n := s.metric(t, "lindero_panics_total"); n != "4" {
		t.Errorf("%s panics", n)
	}
	_ = s.stop()
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	if said := out.String(); !strings.Contains(said, "the sky fell") || !strings.Contains(said, "limits_test.go") {
		t.Errorf("the log says\n%s", said)
	}
}

func TestConfigFaults(t *testing.T) {
	_, err := front.New(front.Config{
		MaxBody: -1, SendBytes: -1, Rate: -1, Timeout: -1, Notice: -1, BaseURL: "example.org", Origins: []string{"https://a.org/x", "https://b.org", "*"},
		Hosts: []string{"http://c"}, CertFile: "cert.pem", Metrics: "some",
	})
	var all interface{ Unwrap() []error }
	if !errors.As(err, &all) || len(all.Unwrap()) != 10 {
		t.Fatalf("%v", err)
	}
	for _, want := range []string{"MaxBody", "SendBytes", "Timeout", "Notice", "rate of -1", `base URL "example.org"`, `"https://a.org/x"`, `host "http://c"`, "key", `"some"`} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v says nothing of %s", err, want)
		}
	}
	if _, err := front.New(front.Config{CertFile: "none.pem", KeyFile: "none.key"}); err == nil || !strings.Contains(err.Error(), "none.pem") {
		t.Errorf("no certificate: %v", err)
	}
}

// TestSlowBodiesLeaveRoom: those who send slowly take not all places.
func TestSlowBodiesLeaveRoom(t *testing.T) {
	s := serve(t, front.Config{InFlight: 4, Queue: 50 * time.Millisecond}, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		hello(w, r)
	})
	for range 6 {
		c := dial(t, s)
		fmt.Fprintf(c, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx")
	}
	waitFor(t, "those whom there is no place for", func() bool {
		return s.metric(t, `lindero_http_refused_total{reason="in_flight"}`) == "4"
	})
	if g := s.get(t, "/"); g.StatusCode != http.StatusOK {
		t.Errorf("%d %s", g.StatusCode, g.body)
	}
	if g := s.do(t, http.MethodPost, "/", strings.NewReader("x")); g.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("one body more: %d", g.StatusCode)
	}
}
