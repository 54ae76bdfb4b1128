package front_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"lindero/server/front"
)

// ask sends a request on a connection and reads the answer.
func ask(c net.Conn, path string) (int, error) {
	fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", path)
	a, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		return 0, err
	}
	defer a.Body.Close()
	_, err = io.Copy(io.Discard, a.Body)
	return a.StatusCode, err
}

// TestRoomForConnections fills the places: a new connection takes that of the
// one that was idle longest, and waits where all are busy.
func TestRoomForConnections(t *testing.T) {
	free, at := make(chan struct{}), make(chan struct{}, 9)
	s := serve(t, front.Config{Connections: 3}, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/busy") {
			at <- struct{}{}
			<-free
		}
		hello(w, r)
	})
	s.client.CloseIdleConnections()
	waitFor(t, "the server to hear of it", func() bool { // a place that is being left is still taken
		all, _ := s.Open()
		return all == 0
	})
	var old []net.Conn
	for i := range 3 {
		c := dial(t, s)
		if code, err := ask(c, "/"); code != 200 {
			t.Fatalf("connection %d: %d, %v", i, code, err)
		}
		waitFor(t, "it to be idle, some time after its answer", func() bool {
			_, idle := s.Open()
			return idle == i+1
		})
		old = append(old, c)
	}
	fresh := dial(t, s)
	if code, err := ask(fresh, "/"); code != 200 {
		t.Fatalf("the fourth: %d, %v", code, err)
	}
	if _, err := ask(old[0], "/"); err == nil {
		t.Error("the one idle longest is still there")
	}
	// One that is busy keeps its place, also from those that say nothing.
	for i, c := range []net.Conn{old[1], old[2], fresh} {
		fmt.Fprintf(c, "GET /busy/%d HTTP/1.1\r\nHost: localhost\r\n\r\n", i)
		select {
		case <-at:
		case <-time.After(patience):
			t.Fatalf("connection %d has lost its place", i)
		}
	}
	late := dial(t, s)
	answered := make(chan int, 1)
	go func() { code, _ := ask(late, "/"); answered <- code }()
	select {
	case code := <-answered:
		t.Errorf("answered with %d though all places are taken", code)
	case <-time.After(100 * time.Millisecond):
	}
	close(free)
	if code := <-answered; code != 200 {
		t.Errorf("the one that waited: %d", code)
	}
}

// TestIdleConnections opens 2,000 idle connections where 500 are allowed and
// where all are: the memory is bounded by those that are kept.
func TestIdleConnections(t *testing.T) {
	if testing.Short() {
		t.Skip("opens 4,000 files")
	}
	for _, allowed := range []int{500, 2500} {
		s := serve(t, front.Config{Connections: allowed}, hello)
		before := inUse()
		var all []net.Conn
		for range 2000 {
			c := dial(t, s)
			all = append(all, c)
			fmt.Fprint(c, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
			// The first bytes will do: the reader's buffer would be ours.
			if _, err := c.Read(make([]byte, 512)); err != nil {
				t.Fatal(err)
			}
		}
		kept := min(allowed, 2000)
		each := float64(inUse()-before) / float64(kept)
		t.Logf("%d of 2,000 idle connections kept: %.1f KiB each", kept, each/1024)
		if each > 40<<10 {
			t.Errorf("%.0f bytes a connection", each)
		}
		open := s.metric(t, "lindero_connections")
		if want := fmt.Sprint(min(allowed, 2001)); open != want {
			t.Errorf("%s connections, want %s", open, want)
		}
		for _, c := range all {
			c.Close()
		}
		if err := s.stop(); err != nil {
			t.Error(err)
		}
	}
}

// inUse returns the bytes of heap and stacks in use.
func inUse() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse + m.StackInuse)
}

// TestSlowReader reads a large answer from memory, and a streamed one, too
// slowly, and is dropped; one that reads at the least rate gets it all.
func TestSlowReader(t *testing.T) {
	large := bytes.Repeat([]byte("0123456789abcdef"), 1<<20) // 16 MiB, beyond what sockets hold
	s := serve(t, front.Config{CacheBytes: 256 << 20, Grace: 200 * time.Millisecond, MinRate: 8 << 20}, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		if r.URL.Path == "/kept" {
			front.Cacheable(w, front.Immutable)
		}
		_, _ = w.Write(large)
	})
	for i, path := range []string{"/kept", "/kept", "/stream"} {
		c := dial(t, s)
		fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", path)
		n, _ := io.ReadFull(c, make([]byte, 1000))
		waitFor(t, "the end of the slow reader", func() bool { return s.metric(t, "lindero_slow_readers_total") == fmt.Sprint(i+1) })
		rest, err := io.Copy(io.Discard, c)
		if int(rest)+n >= len(large) {
			t.Errorf("%s: it got everything, %v", path, err)
		}
	}
	waitFor(t, "all of it for a quick reader", func() bool { // whom a busy machine may have been too slow for
		g, err := s.try(http.MethodGet, "/kept", nil)
		return err == nil && bytes.Equal(g.body, large)
	})
}

// TestTogether asks for bodies of all lengths about the size of a buffer, one
// after the other and several at once on one connection.
func TestTogether(t *testing.T) {
	s := serve(t, front.Config{}, func(w http.ResponseWriter, r *http.Request) {
		var n int
		_, _ = fmt.Sscanf(r.URL.Path, "/%d", &n)
		front.Cacheable(w, front.Immutable)
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write(text(n))
	})
	var lengths []int
	for n := 3000; n < 4200; n += 7 {
		lengths = append(lengths, n)
	}
	lengths = append(lengths, 0, 1, 4095, 4096, 4097, 8191, 8192, 8193, 12288, 256<<10, 256<<10+1, 1<<20)
	for range 2 { // made, and from memory
		c := dial(t, s)
		var pipeline strings.Builder
		for _, n := range lengths {
			fmt.Fprintf(&pipeline, "GET /%d HTTP/1.1\r\nHost: localhost\r\n\r\n", n)
		}
		go io.WriteString(c, pipeline.String())
		r := bufio.NewReader(c)
		for _, n := range lengths {
			a, err := http.ReadResponse(r, nil)
			if err != nil {
				t.Fatalf("%d bytes: %v", n, err)
			}
			body, err := io.ReadAll(a.Body)
			a.Body.Close()
			if err != nil || !bytes.Equal(body, text(n)) {
				t.Fatalf("%d bytes: got %d, %v", n, len(body), err)
			}
		}
		c.Close()
	}
	for _, n := range lengths {
		if g := s.get(t, fmt.Sprintf("/%d", n)); !bytes.Equal(g.body, text(n)) {
			t.Errorf("%d bytes: got %d", n, len(g.body))
		}
	}
}

// TestTwoListeners wants one listener of a front to go on when another ends.
func TestTwoListeners(t *testing.T) {
	s := serve(t, front.Config{}, hello)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Listener(l).Close(); err != nil {
		t.Fatal(err)
	}
	if code, err := ask(dial(t, s), "/"); code != http.StatusOK {
		t.Errorf("%d, %v", code, err)
	}
}
