package server_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"lindero/data"
)

func TestConcurrent(t *testing.T) {
	srv := httptest.NewServer(drawn(t, data.Full))
	defer srv.Close()
	client := srv.Client()
	want := ""
	var wg sync.WaitGroup
	var mu sync.Mutex
	for range 8 {
		wg.Go(func() {
			for _, path := range []string{"/collections/gaps/items?bbox=-1,-1,5,1", "/", "/collections/gaps/items?bbox=-1,-1,5,1", "/nothing"} {
				res, err := client.Get(srv.URL + path)
				if err != nil {
					t.Error(err)
					return
				}
				body, err := io.ReadAll(res.Body)
				res.Body.Close()
				if err != nil {
					t.Error(err)
				}
				if strings.HasPrefix(path, "/collections") {
					mu.Lock()
					if want == "" {
						want = string(body)
					}
					if string(body) != want {
						t.Errorf("two answers to %s", path)
					}
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
}

// FuzzQuery asks with any query: the answer is features or a problem, and the
// links of an answer can be followed.
func FuzzQuery(f *testing.F) {
	for _, s := range []string{"", "bbox=-1,-1,5,1", "bbox=170,-1,-170,1&limit=2", "limit=0", "offset=99999999999999999999", "bbox=1,2,3,4,5,6", "%zz", "a=b;c", "limit=1&limit=1", "bbox=NaN,0,0,0", "limit=%00"} {
		f.Add(s)
	}
	h := drawn(f, data.Full)
	f.Fuzz(func(t *testing.T, query string) {
		u, err := url.ParseRequestURI("/collections/gaps/items?" + query)
		if err != nil {
			return // net/http answers such requests by itself
		}
		r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1/", nil)
		r.URL = u
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if !json.Valid(w.Body.Bytes()) || w.Code != 200 && w.Code != 400 {
			t.Fatalf("%q: %d %s", query, w.Code, w.Body)
		}
		if w.Code != 200 {
			return
		}
		var p page
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || p.NumberReturned > p.NumberMatched || p.NumberMatched > 6 {
			t.Fatalf("%q: %v, %+v", query, err, p)
		}
		for _, l := range p.Links {
			if _, err := url.Parse(l.Href); err != nil {
				t.Fatalf("%q: %v", query, err)
			}
		}
	})
}

// TestHostOfElsewhere: a page from elsewhere that leads its own name to this
// machine gets no posts; the public view answers to any name.
func TestHostOfElsewhere(t *testing.T) {
	for _, c := range []struct {
		view   data.View
		host   string
		status int
	}{
		{data.Full, "evil.example", http.StatusMisdirectedRequest},
		{data.Full, "evil.example:8080", http.StatusMisdirectedRequest},
		{data.Full, "127.0.0.1.evil.example", http.StatusMisdirectedRequest},
		{data.Full, "192.0.2.7", http.StatusMisdirectedRequest},
		{data.Full, "", http.StatusBadRequest},
		{data.Full, "localhost", http.StatusOK},
		{data.Full, "LOCALHOST:1", http.StatusOK},
		{data.Full, "127.0.0.1:8080", http.StatusOK},
		{data.Full, "[::1]:8080", http.StatusOK},
		{data.Full, "[::1]", http.StatusOK},
		{data.Public, "border.example", http.StatusOK},
	} {
		r := httptest.NewRequest(http.MethodGet, "/collections/gaps/items", nil)
		r.Host = c.host
		w := httptest.NewRecorder()
		drawn(t, c.view).ServeHTTP(w, r)
		if w.Code != c.status {
			t.Errorf("view %v, host %q: %d, want %d", c.view, c.host, w.Code, c.status)
		}
	}
}
