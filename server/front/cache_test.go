package front_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lindero/lang"
	"lindero/server/front"
)

// TestKeptApart asks twice for answers that differ by what may make them
// differ: each is made once, and nobody gets another's.
func TestKeptApart(t *testing.T) {
	var made atomic.Int64
	s := serve(t, front.Config{TrustProxy: true}, func(w http.ResponseWriter, r *http.Request) {
		made.Add(1)
		front.Cacheable(w, front.Immutable)
		w.Header().Set("Vary", "Accept")
		w.Header().Set("Content-Type", "text/plain")
		fmt.Fprint(w, front.BaseURL(r), r.URL, " ", front.Prefer(r, "application/json", "text/html"))
		if r.URL.Path == "/words" {
			w.Header().Set("Vary", "Accept, Accept-Language")
			fmt.Fprint(w, " ", lang.Accept(r.Header.Get("Accept-Language")))
		}
	})
	host := strings.TrimPrefix(s.url, "http://")
	for _, x := range []struct {
		path   string
		header []string
		want   string
		making int64 // how many of the two times
	}{
		{"/a", nil, "http://" + host + "/a application/json", 1},
		{"/a", []string{"Accept", "*/*"}, "http://" + host + "/a application/json", 0},
		{"/a", []string{"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"}, "http://" + host + "/a text/html", 1},
		{"/a", []string{"Accept", "text/html;q=0.9, */*;q=0.1"}, "http://" + host + "/a text/html", 0},
		{"/a", []string{"Accept", "application/json"}, "http://" + host + "/a application/json", 1},
		{"/a?x=1", nil, "http://" + host + "/a?x=1 application/json", 1},
		{"/a%2Fb", nil, "http://" + host + "/a%2Fb application/json", 1},
		{"/a/b", nil, "http://" + host + "/a/b application/json", 1},
		{"/a", []string{"Host", "example.org"}, "http://example.org/a application/json", 1},
		{"/a", []string{"X-Forwarded-Host", "evil.example, proxy.example", "X-Forwarded-Proto", "https"}, "https://proxy.example/a application/json", 1},
		{"/a", []string{"X-Forwarded-Host", "<script>"}, "http://" + host + "/a application/json", 0},
		{"/a", []string{"Accept-Language", "es"}, "http://" + host + "/a application/json", 0},
		{"/words", nil, "http://" + host + "/words application/json en", 1},
		{"/words", []string{"Accept-Language", "es-GT, en"}, "http://" + host + "/words application/json es", 1},
		{"/words", []string{"Accept-Language", "fr, es;q=0.3"}, "http://" + host + "/words application/json es", 0},
		{"/a", []string{"Authorization", "Bearer x"}, "http://" + host + "/a application/json", 2},
	} {
		before := made.Load()
		for range 2 {
			if g := s.get(t, x.path, x.header...); string(g.body) != x.want {
				t.Errorf("%s %q: %s, want %s", x.path, x.header, g.body, x.want)
			}
		}
		if n := made.Load() - before; n != x.making {
			t.Errorf("%s %q: made %d times, want %d", x.path, x.header, n, x.making)
		}
	}
}

// TestNotKept asks twice for what must not be kept.
func TestNotKept(t *testing.T) {
	var made atomic.Int64
	s := serve(t, front.Config{CacheBytes: 8 << 20}, func(w http.ResponseWriter, r *http.Request) {
		made.Add(1)
		front.Cacheable(w, front.Immutable)
		switch r.URL.Path {
		case "/volatile":
			front.Cacheable(w, front.Volatile)
		case "/cookie":
			w.Header().Set("Set-Cookie", "a=b")
		case "/missing":
			w.WriteHeader(http.StatusNotFound)
		case "/large":
			_, _ = w.Write(make([]byte, 1<<20+1))
		}
		fmt.Fprint(w, "x")
	})
	for _, path := range []string{"/volatile", "/cookie", "/missing", "/large"} {
		before := made.Load()
		s.get(t, path)
		s.get(t, path)
		if n := made.Load() - before; n != 2 {
			t.Errorf("%s: made %d times", path, n)
		}
	}
	before := made.Load()
	s.do(t, http.MethodPost, "/kept", nil)
	s.get(t, "/kept")
	s.do(t, http.MethodPost, "/kept", nil)
	s.do(t, http.MethodHead, "/kept", nil)
	if n := made.Load() - before; n != 3 {
		t.Errorf("two POST, a GET and a HEAD: made %d times, want 3", n)
	}
}

// TestForget drops what may have changed, and nothing else; what was being made
// meanwhile is not kept.
func TestForget(t *testing.T) {
	var now atomic.Int64
	at, free := make(chan struct{}), make(chan struct{})
	s := serve(t, front.Config{}, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/immutable" {
			front.Cacheable(w, front.Immutable)
		} else {
			front.Cacheable(w, front.Revalidate)
		}
		n := now.Load()
		if r.URL.Path == "/slow" && n == 1 {
			close(at)
			<-free
		}
		fmt.Fprint(w, n)
	})
	is := func(path, want string) {
		t.Helper()
		if g := s.get(t, path); string(g.body) != want {
			t.Errorf("%s: %s, want %s", path, g.body, want)
		}
	}
	is("/immutable", "0")
	is("/current", "0")
	now.Store(1)
	is("/current", "0")
	s.Forget()
	is("/current", "1")
	is("/immutable", "0")
	done := make(chan string)
	go func() {
		g, _ := s.try(http.MethodGet, "/slow", nil)
		done <- string(g.body)
	}()
	<-at
	now.Store(2)
	s.Forget()
	close(free)
	if old := <-done; old != "1" {
		t.Errorf("the one who asked before: %s", old)
	}
	is("/slow", "2")
}

// TestBound fills the cache beyond its bound: those asked for longest ago go.
func TestBound(t *testing.T) {
	var made atomic.Int64
	s := serve(t, front.Config{CacheBytes: 100 << 10}, func(w http.ResponseWriter, _ *http.Request) {
		made.Add(1)
		front.Cacheable(w, front.Immutable)
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write(make([]byte, 8<<10))
	})
	for i := range 50 {
		s.get(t, fmt.Sprintf("/%d", i))
		s.get(t, "/0")
	}
	if n := made.Load(); n != 50 {
		t.Errorf("made %d answers, want 50: the one asked for most stays", n)
	}
	var bytes, answers int
	fmt.Sscan(s.metric(t, "lindero_cache_bytes"), &bytes)
	fmt.Sscan(s.metric(t, "lindero_cache_answers"), &answers)
	if bytes > 100<<10 || bytes < 80<<10 || answers > 12 || answers < 9 {
		t.Errorf("%d bytes in %d answers", bytes, answers)
	}
	s.get(t, "/1")
	if n := made.Load(); n != 51 {
		t.Errorf("made %d answers, want 51: the oldest is gone", n)
	}
}

// TestOneFlight has many ask for the same at once: the handler runs once, and
// goes on when the first leaves.
func TestOneFlight(t *testing.T) {
	var made atomic.Int64
	at, free := make(chan struct{}), make(chan struct{})
	s := serve(t, front.Config{}, func(w http.ResponseWriter, r *http.Request) {
		if made.Add(1) == 1 {
			close(at)
			<-free
		}
		if r.Context().Err() != nil {
			t.Error("called off, though others wait")
		}
		hello(w, r)
	})
	leaver, leave := context.WithCancel(t.Context())
	left := make(chan error)
	go func() {
		r, _ := http.NewRequestWithContext(leaver, http.MethodGet, s.url+"/x", nil)
		a, err := s.client.Do(r)
		if err == nil {
			a.Body.Close()
		}
		left <- err
	}()
	<-at
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			g, err := s.try(http.MethodGet, "/x", nil)
			if err != nil || string(g.body) != `{"hello":"world"}` {
				t.Errorf("%v, %s", err, g.body)
			}
		})
	}
	waitFor(t, "all who wait", func() bool { return s.metric(t, "lindero_cache_joined_total") == "20" })
	leave()
	if err := <-left; err == nil {
		t.Error("the first was answered")
	}
	waitFor(t, "the first to be gone", func() bool {
		return s.metric(t, `lindero_http_requests_total{method="GET",route="/x",status="499"}`) == "1"
	})
	close(free)
	all.Wait()
	if n := made.Load(); n != 1 {
		t.Errorf("made %d times", n)
	}
}

// TestCalledOff wants the handler's context to end when the last who waits has
// left.
func TestCalledOff(t *testing.T) {
	at, off := make(chan struct{}, 2), make(chan struct{}, 2)
	s := serve(t, front.Config{}, func(_ http.ResponseWriter, r *http.Request) {
		at <- struct{}{}
		<-r.Context().Done()
		off <- struct{}{}
	})
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		ctx, leave := context.WithCancel(t.Context())
		go func() {
			<-at
			leave()
		}()
		r, _ := http.NewRequestWithContext(ctx, method, s.url+"/x", nil)
		if a, err := s.client.Do(r); err == nil {
			a.Body.Close()
			t.Error("an answer")
		}
		select {
		case <-off:
		case <-time.After(patience):
			t.Fatalf("%s: not called off", method)
		}
	}
}

// TestEachItsOwn has many ask at once for what is not kept: each gets its own
// answer, and none waits for the end of another's.
func TestEachItsOwn(t *testing.T) {
	var made atomic.Int64
	first, free := make(chan struct{}), make(chan struct{})
	s := serve(t, front.Config{}, func(w http.ResponseWriter, _ *http.Request) {
		n := made.Add(1)
		front.Cacheable(w, front.Volatile)
		w.WriteHeader(http.StatusOK)
		if n == 1 {
			close(first)
			<-free
		}
		fmt.Fprint(w, n)
	})
	one := make(chan got)
	go func() { g, _ := s.try(http.MethodGet, "/x", nil); one <- g }()
	<-first
	seen := map[string]bool{}
	for range 5 {
		seen[string(s.get(t, "/x").body)] = true
	}
	if len(seen) != 5 || seen["1"] {
		t.Errorf("answers %v", seen)
	}
	close(free)
	if g := <-one; string(g.body) != "1" {
		t.Errorf("the first got %s", g.body)
	}
}

// TestStream wants what is flushed to come before the handler ends, with gzip
// and without.
func TestStream(t *testing.T) {
	free := make(chan struct{})
	s := serve(t, front.Config{}, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		fmt.Fprint(w, "first")
		_ = http.NewResponseController(w).Flush()
		<-free
		fmt.Fprint(w, " last")
	})
	for _, coding := range []string{"identity", "gzip"} {
		r, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url, nil)
		r.Header.Set("Accept-Encoding", coding)
		a, err := s.client.Do(r) // returns with the header
		if err != nil {
			t.Fatal(err)
		}
		go func() { free <- struct{}{} }()
		var all bytes.Buffer
		if _, err := all.ReadFrom(a.Body); err != nil {
			t.Fatal(err)
		}
		a.Body.Close()
		if text := decoded(t, got{a, all.Bytes()}); string(text) != "first last" || a.ContentLength != -1 {
			t.Errorf("%s: %q, length %d", coding, text, a.ContentLength)
		}
	}
}
