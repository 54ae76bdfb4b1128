package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"lindero/bench/measure"
	"lindero/internal/process"
)

// How many there are of those that hold connections and do not use them well.
const (
	idlers  = 10_000
	readers = 1_000
	writers = 100
)

// clients measures what connections cost that are not used, or badly.
func clients(ctx context.Context, b *bench) (string, []string, error) {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return "", nil, err
	}
	if limit.Max < idlers+2000 {
		return "", nil, fmt.Errorf("a program may open %d files here, and %d are needed; raise it with ulimit -Hn", limit.Max, idlers+2000)
	}
	var t strings.Builder
	t.WriteString("| idle connections | `--connections` | answered | still open | resident before | with them | a connection | meanwhile others, in the median | 99 of 100 within |\n|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, most := range []int{2048, idlers + 1000} {
		if err := b.idle(ctx, most, &t); err != nil {
			return "", nil, err
		}
	}
	t.WriteString("\n| slow clients that | how many | dropped | refused at once | the first after | the last after | resident before | at most | meanwhile others, in the median | 99 of 100 within | others refused |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, s := range []slow{
		{"read 500 bytes a second of 3.5 MB, all of the same", readers, reader(same), nil, 2 * time.Minute},
		{"read 500 bytes a second of 3.5 MB, each of its own", readers, reader(another()), nil, 3 * time.Minute},
		{"the same, and nothing is kept (`--cache 0`)", readers, reader(another()), []string{"--cache", "0"}, 2 * time.Minute},
		{"send a body of 100 kB, 10 bytes a second", writers, writer("Content-Length: 100000\r\n\r\n{"), nil, time.Minute},
		{"send a header without an end, 10 bytes a second", writers, writer("X-Slow: "), nil, time.Minute},
	} {
		if err := b.slow(ctx, s, &t); err != nil {
			return "", nil, err
		}
	}
	return t.String(), nil, nil
}

// host returns the address of a server as one dials it.
func (s *served) host() string { return strings.TrimPrefix(s.url, "http://") }

// bystander asks as others do meanwhile, until it is told to stop.
type bystander struct {
	took   []time.Duration
	failed int // not answered, or refused
	stop   context.CancelFunc
	ended  sync.WaitGroup
}

// stepAside starts a bystander, which asks every 5 ms.
func (s *served) stepAside(ctx context.Context) *bystander {
	ctx, cancel := context.WithCancel(ctx)
	x := &bystander{stop: cancel}
	x.ended.Go(func() {
		for ctx.Err() == nil {
			start := time.Now()
			if _, _, err := get(ctx, s.url+"/collections/gaps/items", "gzip"); err == nil {
				x.took = append(x.took, time.Since(start))
			} else if ctx.Err() == nil {
				x.failed++
			}
			time.Sleep(5 * time.Millisecond)
		}
	})
	return x
}

// end ends a bystander, and returns what it has seen.
func (x *bystander) end() (median, p99 time.Duration, failed int) {
	x.stop()
	x.ended.Wait()
	if len(x.took) == 0 {
		return 0, 0, x.failed
	}
	slices.Sort(x.took)
	return x.took[len(x.took)/2], x.took[len(x.took)*99/100], x.failed
}

// idle opens connections that each ask one thing and then nothing.
func (b *bench) idle(ctx context.Context, most int, t *strings.Builder) (err error) {
	s, err := b.serve(ctx, append(logFlags(false), "--connections", fmt.Sprint(most))...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Stop()) }()
	if _, _, err := get(ctx, s.url+"/collections/gaps/items", "gzip"); err != nil {
		return err
	}
	before, _, err := process.Resident(s.Pid())
	if err != nil {
		return err
	}
	others := s.stepAside(ctx)
	conns := make([]net.Conn, idlers)
	defer func() {
		for _, c := range conns {
			if c != nil {
				_ = c.Close() // it may be closed already
			}
		}
	}()
	answered := s.openAll(ctx, conns)
	time.Sleep(time.Second)
	with, _, err := process.Resident(s.Pid())
	if err != nil {
		return err
	}
	open := 0
	for _, c := range conns {
		if c != nil && silent(c) {
			open++
		}
	}
	median, p99, failed := others.end()
	if failed > 0 || answered < idlers {
		return fmt.Errorf("%d of %d connections were answered, and %d requests of others were not", answered, idlers, failed)
	}
	fmt.Fprintf(b.log, "%d idle, at most %d: %d answered, %d open, %s then %s\n", idlers, most, answered, open, measure.Megabytes(before), measure.Megabytes(with))
	count := func(n int) string { return measure.Thousands(float64(n), 0) }
	fmt.Fprintf(t, "| %s | %s | %s | %s | %s | %s | %.1f kB | %s | %s |\n", count(idlers), count(most), count(answered), count(open), measure.Megabytes(before), measure.Megabytes(with),
		float64(with-before)/float64(max(open, 1))/1e3, measure.Round(median), measure.Round(p99))
	return nil
}

// openAll opens connections and asks one thing on each. It returns on how many
// there was an answer.
func (s *served) openAll(ctx context.Context, conns []net.Conn) int {
	var next, answered atomic.Int64
	var wg sync.WaitGroup
	for range 32 {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(conns)) && ctx.Err() == nil; i = next.Add(1) - 1 {
				c, err := new(net.Dialer).DialContext(ctx, "tcp", s.host())
				if err != nil {
					continue
				}
				conns[i] = c
				_ = c.SetDeadline(time.Now().Add(20 * time.Second)) // a TCP connection has one
				if _, err := io.WriteString(c, "GET /health HTTP/1.1\r\nHost: "+s.host()+"\r\n\r\n"); err != nil {
					continue
				}
				a, err := http.ReadResponse(bufio.NewReader(c), nil)
				if err != nil {
					continue
				}
				_, err = io.Copy(io.Discard, a.Body)
				if a.Body.Close() == nil && err == nil && a.StatusCode == http.StatusOK {
					answered.Add(1)
				}
			}
		})
	}
	wg.Wait()
	return int(answered.Load())
}

// silent reports whether a connection is open and has nothing to say. The system
// is asked without waiting: a deadline may pass before a busy machine looks.
func silent(c net.Conn) bool {
	_ = c.SetReadDeadline(time.Time{})         // one that has passed is not what is asked
	raw, err := c.(syscall.Conn).SyscallConn() // a TCP connection has both
	if err != nil {
		return false
	}
	var said error
	err = raw.Read(func(fd uintptr) bool {
		_, _, said = syscall.Recvfrom(int(fd), make([]byte, 1), syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		return true
	})
	return err == nil && errors.Is(said, syscall.EAGAIN)
}

// slow is a kind of slow client.
type slow struct {
	name string
	n    int
	// be returns when it sees that it is dropped or all is over, and whether it
	// was refused instead.
	be    func(s *served, c net.Conn, over <-chan struct{}) (refused bool)
	flags []string
	most  time.Duration // within which all are to be dropped
}

// slow has slow clients at a server until all are dropped.
func (b *bench) slow(ctx context.Context, x slow, t *strings.Builder) (err error) {
	s, err := b.serve(ctx, append(logFlags(false), x.flags...)...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Stop()) }()
	if _, _, err := get(ctx, s.url+large, "identity"); err != nil {
		return err
	}
	before, _, err := process.Resident(s.Pid())
	if err != nil {
		return err
	}
	memory := process.WatchMemory(s.Pid(), measure.MemoryEvery)
	others := s.stepAside(ctx)
	d, err := s.suffer(ctx, x)
	peak := memory.Peak()
	median, p99, failed := others.end()
	if err != nil {
		return err
	}
	fmt.Fprintf(b.log, "%d that %s: %d there, %d dropped, %s to %s, %s then %s; others %s, %d refused\n", x.n, x.name, d.had, d.gone, measure.Round(d.first), measure.Round(d.last),
		measure.Megabytes(before), measure.Megabytes(peak), measure.Round(p99), failed)
	if d.had < x.n*9/10 || d.gone < d.had {
		return fmt.Errorf("of %d that %s %d were there, and %d are dropped within %s", x.n, x.name, d.had, d.gone, x.most)
	}
	fmt.Fprintf(t, "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %d |\n", x.name, measure.Thousands(float64(x.n), 0), measure.Thousands(float64(d.gone-d.refused), 0), measure.Thousands(float64(d.refused), 0),
		measure.Round(d.first), measure.Round(d.last), measure.Megabytes(before), measure.Megabytes(peak), measure.Round(median), measure.Round(p99), failed)
	return nil
}

// suffer has all slow clients at a server until it has dropped them. It returns
// how many it had, how many it has dropped, and when the first and the last went,
// from when it had them all.
func (s *served) suffer(ctx context.Context, x slow) (d drops, err error) {
	ctx, cancel := context.WithTimeout(ctx, x.most)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	var refused atomic.Int64
	defer func() { d.refused = int(refused.Load()) }()
	start := time.Now()
	for range x.n {
		wg.Go(func() {
			if s.dial(ctx, x) {
				refused.Add(1)
			}
		})
	}
	for ctx.Err() == nil {
		time.Sleep(100 * time.Millisecond)
		open, err := s.figure(ctx, "lindero_connections")
		if err != nil && ctx.Err() == nil {
			return d, err
		} else if err != nil {
			break
		}
		left := max(0, int(open)-bystanders)
		if left > d.had {
			d.had = left
		}
		d.gone = d.had - left
		if d.gone == 0 {
			continue
		}
		if d.last = time.Since(start); d.first == 0 {
			d.first = d.last
		}
		if left == 0 {
			break
		}
	}
	return d, nil
}

// bystanders are the connections of those that look on: one to see how others
// fare, one to read figures.
const bystanders = 2

// drops are when a server has dropped slow clients.
type drops struct {
	had, gone   int
	refused     int // of those that are gone: answered otherwise than with 200
	first, last time.Duration
}

// dial has one slow client at a server, until all is over, and returns whether it
// was refused.
func (s *served) dial(ctx context.Context, x slow) bool {
	d := net.Dialer{Control: func(_, _ string, c syscall.RawConn) error {
		return c.Control(func(fd uintptr) { _ = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVBUF, 4096) }) // slow also without it
	}}
	c, err := d.DialContext(ctx, "tcp", s.host())
	if err != nil {
		return false
	}
	refused := x.be(s, c, ctx.Done())
	_ = c.Close() // it may be closed already
	return refused
}

// large is the largest answer of the scenario.
const large = "/collections/sorties/items?limit=10000"

// every is how often slow clients do something.
const every = time.Second

// reader asks for much, and reads little of it. One that is refused leaves.
func reader(path func() string) func(s *served, c net.Conn, over <-chan struct{}) bool {
	return func(s *served, c net.Conn, over <-chan struct{}) bool {
		if _, err := io.WriteString(c, "GET "+path()+" HTTP/1.1\r\nHost: "+s.host()+"\r\n\r\n"); err != nil {
			return false
		}
		some := make([]byte, 500)
		for first := true; ; {
			select {
			case <-over:
				return false
			case <-time.After(every):
			}
			_ = c.SetReadDeadline(time.Now().Add(every / 2)) // a TCP connection has one
			n, err := c.Read(some)
			if first && n > 0 {
				if first = false; !strings.HasPrefix(string(some[:n]), "HTTP/1.1 200") {
					return true
				}
			}
			var timeout net.Error
			if err != nil && (!errors.As(err, &timeout) || !timeout.Timeout()) {
				return false
			}
		}
	}
}

// same asks for the same each time, and another for what nobody else asks for.
func same() string { return large }

func another() func() string {
	var n atomic.Int64
	return func() string { return fmt.Sprintf("%s&bbox=-180,-90,180,%d.%06d", large, 89, n.Add(1)) }
}

// writer begins a request and goes on slowly.
func writer(begin string) func(s *served, c net.Conn, over <-chan struct{}) bool {
	return func(s *served, c net.Conn, over <-chan struct{}) bool {
		if _, err := io.WriteString(c, "POST /processes/what-if/execution HTTP/1.1\r\nHost: "+s.host()+"\r\nContent-Type: application/json\r\n"+begin); err != nil {
			return false
		}
		for {
			select {
			case <-over:
				return false
			case <-time.After(every):
			}
			if _, err := io.WriteString(c, "          "); err != nil || !silent(c) {
				return false
			}
		}
	}
}
