package front

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
)

// holdBytes is how much is held of an answer that is not kept, before it is
// passed on as it comes.
const holdBytes = 64 << 10

// errOver is what a handler gets that writes when nobody waits any more.
var errOver = errors.New("the answer is over: its time is up, or the client has left")

// recorder is what a handler writes to. It holds the answer until it is whole
// or too large; then it passes it on. It is over when the handler has ended, or
// has been given up.
type recorder struct {
	f      *Front
	flight *flight // nil: of one request alone
	route  string
	body   *limited // the request's; nil: none

	mu      sync.Mutex
	draft   draft
	held    int64               // bytes taken of Front.making
	client  http.ResponseWriter // nil: gone
	request *http.Request       // the client's
	stream  *stream             // nil: holding
	over    bool
	settled chan struct{} // closed once answer is set or stream is
	answer  *answer
	ended   chan struct{} // closed once it is over
	began   func()        // called when the stream begins
}

// stream is an answer on its way.
type stream struct {
	to      *http.ResponseController
	w       http.ResponseWriter
	gzip    *gzip.Writer // nil: as it is
	discard bool         // HEAD
	bytes   int64
	f       *Front
}

func (c *recorder) Header() http.Header { return c.draft.header }

func (c *recorder) WriteHeader(status int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.begin(status)
}

// begin takes the status. An answer that is not kept is for the first alone, so
// the others of its flight need not wait for it.
func (c *recorder) begin(status int) {
	if c.draft.status != 0 || status < 200 {
		return
	}
	c.draft.WriteHeader(status)
	if policyOf(&c.draft) == Volatile {
		c.f.land(c.flight, nil)
	}
}

func (c *recorder) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.begin(http.StatusOK)
	switch {
	case c.over:
		return 0, errOver
	case !hasBody(c.draft.status):
		return 0, http.ErrBodyNotAllowed
	case c.stream == nil && c.holds(len(p)):
		return c.draft.Write(p)
	}
	if c.stream == nil {
		if err := c.pass(); err != nil {
			return 0, err
		}
	}
	return c.stream.write(p)
}

// holds reports whether so many more bytes may be held, and makes room for them.
func (c *recorder) holds(n int) bool {
	room, want := c.room(), int64(len(c.draft.body)+n)
	if want > room {
		return false
	}
	if told := c.draft.length(); c.draft.body == nil && told <= room {
		want = max(want, told)
	}
	if want > holdBytes && want > c.held {
		if !c.f.making.take(want - c.held) {
			return false
		}
		c.held = want
	}
	if c.draft.body == nil {
		c.draft.body = make([]byte, 0, want)
	}
	return true
}

// release gives back what was held.
func (c *recorder) release() {
	c.f.making.give(c.held)
	c.held = 0
}

// room returns how many bytes are held at most.
func (c *recorder) room() int64 {
	if policyOf(&c.draft) != Volatile {
		return max(holdBytes, c.f.kept.most())
	}
	return holdBytes
}

// Flush passes on what there is, unless the answer is to be kept.
func (c *recorder) Flush() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.begin(http.StatusOK)
	if c.over || policyOf(&c.draft) != Volatile && c.stream == nil {
		return
	}
	if c.stream == nil && c.pass() != nil {
		return
	}
	c.stream.flush()
}

// pass ends holding: header and body so far go to the client.
func (c *recorder) pass() error {
	c.f.land(c.flight, nil)
	if c.client == nil { // of the others each asks for itself
		c.over = true
		close(c.ended)
		return errOver
	}
	d, f := &c.draft, c.f
	h := d.header
	if !hasBody(d.status) {
		h.Del("Content-Type")
	}
	shrinks := hasBody(d.status) && h.Get("Content-Encoding") == "" && compressible(h.Get("Content-Type"))
	f.complete(h, shrinks)
	h.Del("Accept-Ranges")
	s := &stream{w: c.client, to: http.NewResponseController(c.client), discard: c.request.Method == http.MethodHead, f: f}
	if shrinks && wantsGzip(c.request.Header["Accept-Encoding"]) {
		h.Del("Content-Length")
		h.Set("Content-Encoding", "gzip")
		if etag := h.Get("Etag"); etag != "" {
			h.Set("Etag", gzipTag(etag))
		}
		s.gzip = packer(s)
	}
	out := c.client.Header()
	for name, values := range h {
		out[name] = values
	}
	if len(f.Origins) > 0 {
		f.allowOrigin(out, c.request)
	}
	c.client.WriteHeader(d.status)
	body := d.body
	d.body = nil
	defer c.release()
	c.stream = s
	c.began()
	close(c.settled)
	_, err := s.write(body)
	return err
}

func (s *stream) write(p []byte) (int, error) {
	if s.discard {
		return len(p), nil
	}
	if s.gzip != nil {
		return s.gzip.Write(p)
	}
	return s.Write(p)
}

// Write sends bytes as they are, a piece at a time.
func (s *stream) Write(p []byte) (int, error) {
	sent := 0
	for sent < len(p) {
		part := p[sent:min(sent+piece, len(p))]
		s.f.extend(s.to, len(part))
		n, err := s.w.Write(part)
		sent += n
		s.bytes += int64(n)
		if err != nil {
			s.f.metrics.slow(err)
			return sent, err
		}
	}
	return sent, nil
}

func (s *stream) flush() {
	if s.discard {
		return
	}
	if s.gzip != nil {
		_ = s.gzip.Flush() // the next write says what is wrong
	}
	s.f.extend(s.to, piece)
	_ = s.to.Flush()
}

// end is called when the handler has returned, with what it comes to: nil, or
// the answer in place of its own.
func (c *recorder) end(instead *answer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer c.release()
	if c.over {
		return
	}
	switch {
	case c.stream == nil && instead != nil:
		c.settle(instead)
	case c.stream == nil:
		c.settle(c.f.finish(&c.draft))
	case instead != nil:
		c.breakOff()
	case c.stream.gzip != nil && !c.stream.discard:
		_ = c.stream.gzip.Close() // a client that went away is no fault of ours
		packers.Put(c.stream.gzip)
	}
	c.over = true
	close(c.ended)
}

// settle hands over a whole answer: to those of the flight where it is kept, or
// where it took too long, so that they do not try it one after the other.
func (c *recorder) settle(a *answer) {
	a.route = c.route
	c.answer = a
	if a.policy != Volatile || a.status == http.StatusServiceUnavailable {
		c.f.land(c.flight, a)
	} else {
		c.f.land(c.flight, nil)
	}
	close(c.settled) // it is kept before the first has it
}

// expire gives up the handler when its time is up: the answer is the given one,
// or ends where it is.
func (c *recorder) expire(instead *answer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.over {
		return
	}
	if c.stream == nil {
		c.settle(instead)
	} else {
		c.breakOff()
	}
	c.client = nil
	c.over = true
	close(c.ended)
}

// detach gives up the handler's client, who has left. A flight goes on for the
// others.
func (c *recorder) detach() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.client = nil
	if c.over || c.flight != nil && c.stream == nil {
		return
	}
	c.over = true
	close(c.ended)
}

// breakOff ends an answer so that the client sees that it is not whole: what
// net/http would write to close it fails.
func (c *recorder) breakOff() {
	_ = c.stream.to.SetWriteDeadline(time.Unix(1, 0))
}

// sent returns the status and the bytes of an answer that was passed on.
func (c *recorder) sent() (status int, bytes int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.draft.status, c.stream.bytes
}

// limited is a request's body that notes why it could not be read.
type limited struct {
	io.ReadCloser
	mu    sync.Mutex // held while it is read
	fault error
}

func (l *limited) Read(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n, err := l.ReadCloser.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		l.fault = err
	}
	return n, err
}

// failed returns why the body could not be read; it waits for a read that is
// under way.
func (l *limited) failed() error {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.fault
}

// slow reports whether the body came too slowly.
func (l *limited) slow() bool { return errors.Is(l.failed(), os.ErrDeadlineExceeded) }

// alive returns a context with the values of another, which does not end with
// it where the work is for others too.
func alive(ctx context.Context, shared bool) context.Context {
	if shared {
		return context.WithoutCancel(ctx)
	}
	return ctx
}
