package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lindero/bench/measure"
	"lindero/data"
	"lindero/planner"
	"lindero/sectors"
	"lindero/server"
)

func TestUsage(t *testing.T) {
	for _, args := range [][]string{{"-only", "world"}, {"-runs", "0"}, {"-seconds", "0"}, {"-requests", "5"}, {"-nonsense"}} {
		if run(t.Context(), args, io.Discard, io.Discard) == nil {
			t.Errorf("%q is accepted", args)
		}
	}
}

func TestReadmeTakesTheTables(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		if _, err := measure.Between(text, measure.Table{Name: "serve-" + p.name}); err != nil {
			t.Error(err)
		}
	}
}

// TestReadSeen has what wrk prints with the script, as it was on the day this was
// written.
func TestReadSeen(t *testing.T) {
	s, err := readSeen([]byte("Running 2s test @ http://127.0.0.1:1/\n  2 threads and 64 connections\nTransfer/sec:    120.16MB\n" +
		`{"requests":5000,"us":2000000,"bytes":77,"wrong":1,"broken":2,"median_us":812,"p99_us":4096}` + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	if *s != (seen{Requests: 5000, Us: 2e6, Bytes: 77, Wrong: 1, Broken: 2, MedianUs: 812, P99Us: 4096}) || s.perSecond() != 2500 {
		t.Errorf("%+v, %g a second", s, s.perSecond())
	}
	if _, err := readSeen([]byte("unable to connect\n")); err == nil {
		t.Error("nothing was seen, and that is no error")
	}
}

// TestMoverNeverAsksTwice has as many questions as a whole run of the
// measurements.
func TestMoverNeverAsksTwice(t *testing.T) {
	m := &mover{points: []meetingPoint{{ID: "a", ChainageM: 20_000}, {ID: "b", ChainageM: 90_000}, {ID: "c", ChainageM: 400_000}}}
	seen := map[string]bool{}
	for range 25_000 {
		body := m.body()
		if seen[body] {
			t.Fatalf("%s is asked twice", body)
		}
		seen[body] = true
		_, after, _ := strings.Cut(body, `"to_m":`)
		var toM float64
		if _, err := fmt.Sscanf(after, "%f", &toM); err != nil {
			t.Fatal(err)
		}
		for _, p := range m.points {
			if by := math.Abs(toM - p.ChainageM); strings.Contains(body, `"`+p.ID+`"`) && (by < 199 || by > reachM+100) {
				t.Fatalf("%s is moved by %.0f m", p.ID, by)
			}
		}
	}
}

func TestTally(t *testing.T) {
	x := &tally{}
	for i := range 100 {
		x.took = append(x.took, time.Duration(100-i)*time.Millisecond)
	}
	for share, want := range map[float64]time.Duration{0.5: 51 * time.Millisecond, 0.95: 96 * time.Millisecond, 0.99: 100 * time.Millisecond, 1: 100 * time.Millisecond} {
		if got := x.at(share); got != want {
			t.Errorf("%g: %s, want %s", share, got, want)
		}
	}
}

func TestMean(t *testing.T) {
	var all []look
	for i := 1; i <= 9; i++ {
		all = append(all, look{requests: float64(i), residentB: int64(i * 100)})
	}
	if first, last := mean(all, 0, 1./3), mean(all, 2./3, 1); first != 200 || last != 750 {
		t.Errorf("%g and %g", first, last)
	}
}

// here serves the flagship scenario and its plan from this process.
func here(t *testing.T) *served {
	t.Helper()
	s, defaults, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		t.Fatal(err)
	}
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	r, err := planner.NewReport(t.Context(), l, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := planner.Run(t.Context(), l, planner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	handler, err := server.New(server.Config{Given: []server.Given{{Name: "gm", Report: r, Plan: p, Defaults: defaults}}, View: data.Full})
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(handler)
	t.Cleanup(func() {
		h.Close()
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := handler.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	return &served{url: h.URL}
}

// TestWhatIsAskedIsThere asks once for all that the measurements ask for, so that
// a change of the server does not wait for the next run to be noticed.
func TestWhatIsAskedIsThere(t *testing.T) {
	s := here(t)
	for _, x := range append(subjects(), made()...) {
		if err := x.fetch(t.Context(), s.url); err != nil {
			t.Fatal(err)
		}
		if len(x.plain) < 500 || len(x.gzip) >= len(x.plain) || x.media == "" || x.control == "" {
			t.Errorf("%s: %d bytes, %d as gzip, %q, %q", x.name, len(x.plain), len(x.gzip), x.media, x.control)
		}
	}
	if body, _, err := get(t.Context(), s.url+large, "identity"); err != nil || len(body) < 3_000_000 {
		t.Errorf("%d bytes: %v", len(body), err)
	}
	m, err := newMover(t.Context(), s.url, true)
	if err != nil {
		t.Fatal(err)
	}
	size, refused, err := s.askOne(t.Context(), http.DefaultClient, m.body())
	if err != nil || refused || size < 100 {
		t.Errorf("%d bytes, refused %t: %v", size, refused, err)
	}
	if err := s.planJob(t.Context(), `{"inputs":{"scenario":"gm","step_m":500},"outputs":{"summary":{}}}`); err != nil {
		t.Error(err)
	}
	if n, err := s.figure(t.Context(), "lindero_http_requests_total"); err != nil || n < 10 {
		t.Errorf("%g requests: %v", n, err)
	}
	if _, err := s.figure(t.Context(), "lindero_nothing"); err == nil {
		t.Error("a figure is there that nobody has")
	}
}

// TestNginx has nginx serve a file, as it is and as gzip, and log it.
func TestNginx(t *testing.T) {
	if _, err := os.Stat("/usr/sbin/nginx"); err != nil {
		t.Skip("nginx is not installed; scripts/install.sh bench does it")
	}
	b := &bench{dir: t.TempDir()}
	s, err := b.nginx(t.Context(), true, []page{{name: "a", media: "text/x-a", control: "no-cache", plain: []byte("as it is"), gzip: []byte("as gzip")}})
	if err != nil {
		t.Fatal(err)
	}
	for encoding, want := range map[string]string{"identity": "as it is", "gzip": "as gzip"} {
		body, h, err := get(t.Context(), s.url+"/a", encoding)
		if err != nil || string(body) != want || h.Get("Content-Type") != "text/x-a" || h.Get("Cache-Control") != "no-cache" || h.Get("Etag") == "" {
			t.Errorf("%s: %s %v %v", encoding, body, h, err)
		}
	}
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
	logs, err := filepath.Glob(filepath.Join(b.dir, "*", "access.log"))
	if err != nil || len(logs) != 1 {
		t.Fatalf("%v %v", logs, err)
	}
	if text, err := os.ReadFile(logs[0]); err != nil || strings.Count(string(text), "\n") != 3 {
		t.Errorf("%s: %v", text, err)
	}
}

// TestSilent has a connection that is open, one on which something came, and one
// that is closed.
func TestSilent(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, x := range []struct {
		say  string
		end  bool
		want bool
	}{{"", false, true}, {"x\n", false, false}, {"", true, false}} {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		other, err := l.Accept()
		if err != nil {
			t.Fatal(err)
		}
		_ = c.SetReadDeadline(time.Now().Add(-time.Second)) // as one may be left by a read
		if _, err := io.WriteString(other, x.say); err != nil {
			t.Fatal(err)
		}
		if x.end {
			other.Close()
		}
		for end := time.Now().Add(time.Minute); !x.want && silent(c) && time.Now().Before(end); {
			time.Sleep(time.Millisecond) // until it has arrived
		}
		if got := silent(c); got != x.want {
			t.Errorf("%+v: %t", x, got)
		}
		c.Close()
		other.Close()
	}
}
