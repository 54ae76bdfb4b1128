package front_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
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
