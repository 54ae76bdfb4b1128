package front_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"lindero/server/front"
)

// sink is a client that takes everything and keeps nothing.
type sink struct {
	header http.Header
	bytes  int
}

func (s *sink) Header() http.Header { return s.header }
func (s *sink) WriteHeader(int)     {}
func (s *sink) Write(p []byte) (int, error) {
	s.bytes += len(p)
	return len(p), nil
}

// BenchmarkHit answers from memory, with a log and without; the share of
// net/http is not in it.
func BenchmarkHit(b *testing.B) {
	for _, level := range []string{"off", "info"} {
		b.Run("log="+level, func(b *testing.B) {
			log, err := front.NewLog(io.Discard, level, "json")
			if err != nil {
				b.Fatal(err)
			}
			defer log.Close()
			f, err := front.New(front.Config{Logger: log.Logger})
			if err != nil {
				b.Fatal(err)
			}
			tile := bytes.Repeat([]byte("a tile "), 1000)
			h := f.Wrap(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				front.Cacheable(w, front.Immutable)
				w.Header().Set("Content-Type", "application/vnd.mapbox-vector-tile")
				_, _ = w.Write(tile)
			}), func(*http.Request) string { return "/tiles/{z}" })
			r := httptest.NewRequest(http.MethodGet, "/tiles/WebMercatorQuad/1/1/1", nil)
			r.Header.Set("Accept-Encoding", "gzip, deflate, br")
			h.ServeHTTP(httptest.NewRecorder(), r)
			s := &sink{header: http.Header{}}
			b.ReportAllocs()
			for b.Loop() {
				clear(s.header)
				h.ServeHTTP(s, r)
			}
			if s.bytes == 0 {
				b.Fatal("nothing was sent")
			}
		})
	}
}
