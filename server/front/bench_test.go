package front_test

import (
	"bufio"
	"bytes"
	"io"
	"net"
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

// BenchmarkServed asks a server for a tile over loopback: from memory behind a
// front, and of a handler with nothing before it.
func BenchmarkServed(b *testing.B) {
	tile := bytes.Repeat([]byte("a tile "), 1000)
	bare := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		front.Cacheable(w, front.Immutable)
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write(tile)
	})
	f, err := front.New(front.Config{})
	if err != nil {
		b.Fatal(err)
	}
	for _, name := range []string{"bare", "front"} {
		b.Run(name, func(b *testing.B) {
			server := &http.Server{Handler: bare}
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				b.Fatal(err)
			}
			ended := make(chan error, 1)
			address := l.Addr().String()
			if name == "front" {
				l, server = f.Listener(l), f.Server(f.Wrap(bare, func(*http.Request) string { return "/" }))
			}
			go func() { ended <- server.Serve(l) }()
			b.ReportAllocs()
			b.RunParallel(func(p *testing.PB) {
				c, err := net.Dial("tcp", address)
				if err != nil {
					b.Error(err)
					return
				}
				defer c.Close()
				r := bufio.NewReader(c)
				for p.Next() {
					_, _ = io.WriteString(c, "GET /tile HTTP/1.1\r\nHost: localhost\r\n\r\n")
					a, err := http.ReadResponse(r, nil)
					if err != nil {
						b.Error(err)
						return
					}
					if n, err := io.Copy(io.Discard, a.Body); err != nil || n != int64(len(tile)) {
						b.Error(n, err)
					}
					a.Body.Close()
				}
			})
			server.Close()
			<-ended
		})
	}
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
