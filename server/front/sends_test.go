package front_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lindero/server/front"
)

// TestManySlowReaders has twelve clients each read nothing of an answer of its
// own of 16 MiB, where 64 MiB may be on their way: those that came first are
// broken off, and memory stays within that. One answer that all of them read is
// one; and a client that reads gets all of its own.
func TestManySlowReaders(t *testing.T) {
	const size, room = 16 << 20, 64 << 20
	large := bytes.Repeat([]byte("0123456789abcdef"), size/16)
	s := serve(t, front.Config{CacheBytes: 8 * (size + 1<<20), SendBytes: room, Grace: time.Minute}, func(w http.ResponseWriter, _ *http.Request) {
		front.Cacheable(w, front.Immutable)
		w.Header().Set("Content-Type", "image/png")
		w.Header().Set("Content-Length", fmt.Sprint(size))
		_, _ = w.Write(large)
	})
	ask := func(path string) net.Conn {
		c := dial(t, s)
		fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", path)
		if _, err := io.ReadFull(c, make([]byte, 100)); err != nil {
			t.Fatal(err)
		}
		return c
	}
	for range 12 {
		ask("/shared")
	}
	if n := s.metric(t, "lindero_slow_readers_total"); n != "0" {
		t.Errorf("%s of those that read the same answer are broken off", n)
	}
	var own []net.Conn
	for i := range 12 {
		own = append(own, ask(fmt.Sprintf("/own/%d", i)))
	}
	// Of 12 and the shared one at most three are still on their way.
	waitFor(t, "the end of the first", func() bool { return s.metric(t, "lindero_slow_readers_total") == fmt.Sprint(12+9) })
	if g := s.get(t, "/own/quick"); len(g.body) != size {
		t.Errorf("one that reads got %d bytes", len(g.body))
	}
	n, err := io.Copy(io.Discard, own[0])
	if n >= size-100 {
		t.Errorf("the first has %d bytes of %d: %v", n, size, err)
	}
	if rest, err := io.ReadAll(io.LimitReader(bufio.NewReader(own[11]), size/2)); err != nil || len(rest) != size/2 {
		t.Errorf("the last has %d bytes: %v", len(rest), err)
	}
}

// TestManyAtOnce has twenty clients each ask at once for an answer of its own of 8 MiB,
// of which two may be held while they are made: the others go out as they come,
// each whole, and are made again when they are asked for again.
func TestManyAtOnce(t *testing.T) {
	const size, n = 8 << 20, 20
	var made, inside atomic.Int64
	all := make(chan struct{})
	s := serve(t, front.Config{CacheBytes: 1 << 30, SendBytes: 4 * size}, func(w http.ResponseWriter, r *http.Request) {
		made.Add(1)
		front.Cacheable(w, front.Immutable)
		w.Header().Set("Content-Type", "image/png")
		if strings.HasPrefix(r.URL.Path, "/told") {
			w.Header().Set("Content-Length", fmt.Sprint(size))
		}
		if inside.Add(1) == n {
			close(all)
		}
		body := text(size)
		_, _ = w.Write(body[:size/2])
		<-all // until all are half made, or are on their way
		_, _ = w.Write(body[size/2:])
	})
	s.client.Transport.(*http.Transport).MaxIdleConnsPerHost = n
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			g, err := s.try(http.MethodGet, fmt.Sprintf("/%s/%d", []string{"told", "untold"}[i%2], i), nil)
			if err != nil || !bytes.Equal(g.body, text(size)) {
				t.Errorf("%d: %d bytes, %v", i, len(g.body), err)
			}
		})
	}
	wg.Wait()
	var kept int64
	if _, err := fmt.Sscan(s.metric(t, "lindero_cache_answers"), &kept); err != nil || kept > n/2 { // those that found room while others were sent
		t.Errorf("%d answers are kept: %v", kept, err)
	}
	before := made.Load()
	for i := range n { // what was held is free again: from now on they are kept
		for range 2 {
			if g := s.get(t, fmt.Sprintf("/%s/%d", []string{"told", "untold"}[i%2], i)); !bytes.Equal(g.body, text(size)) {
				t.Errorf("%d again: %d bytes", i, len(g.body))
			}
		}
	}
	if again := made.Load() - before; before != n || again != n-kept {
		t.Errorf("%d made, then %d", before, again)
	}
}

// TestOneBeyond has an answer that is larger than all that may be on their way.
func TestOneBeyond(t *testing.T) {
	s := serve(t, front.Config{SendBytes: 1 << 20}, func(w http.ResponseWriter, _ *http.Request) {
		front.Cacheable(w, front.Immutable)
		_, _ = w.Write(text(4 << 20))
	})
	for range 2 {
		if g := s.get(t, "/"); !bytes.Equal(g.body, text(4<<20)) {
			t.Errorf("%d bytes", len(g.body))
		}
	}
}

// TestFlushedNothing flushes an answer that has no body.
func TestFlushedNothing(t *testing.T) {
	s := serve(t, front.Config{}, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusNoContent)
		_ = http.NewResponseController(w).Flush()
	})
	g := s.get(t, "/", "Accept-Encoding", "gzip")
	if g.StatusCode != http.StatusNoContent || g.Header.Get("Content-Encoding") != "" || len(g.body) > 0 {
		t.Errorf("%d %v %q", g.StatusCode, g.Header, g.body)
	}
}
