package front

import (
	"container/list"
	"net"
	"net/http"
	"sync"
)

// connections holds the number of connections. A new one beyond it takes the
// place of the one that has been idle longest; where all are busy it waits, with
// those behind it, in the system's queue.
type connections struct {
	most    int
	metrics *metrics

	mu    sync.Mutex
	freed *sync.Cond
	open  int
	idle  list.List // of *conn, the longest idle first
}

func newConnections(most int, m *metrics) *connections {
	c := &connections{most: most, metrics: m}
	c.freed = sync.NewCond(&c.mu)
	return c
}

// Listener returns a listener that holds at most Config.Connections of those of
// the given one. Serve it by the Server of the same Front, which tells it who is
// idle.
func (f *Front) Listener(l net.Listener) net.Listener {
	return &listener{Listener: l, all: f.conns}
}

type listener struct {
	net.Listener
	all    *connections
	closed bool // guarded by all.mu
}

// Accept returns the next connection that there is room for.
func (l *listener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	if !l.all.room(l) {
		_ = c.Close()
		return nil, net.ErrClosed
	}
	return &conn{Conn: c, all: l.all}, nil
}

// Close closes the listener; connections go on.
func (l *listener) Close() error {
	l.all.mu.Lock()
	l.closed = true
	l.all.freed.Broadcast()
	l.all.mu.Unlock()
	return l.Listener.Close()
}

// room makes or awaits room for a connection and takes it; false: its listener
// was closed before there was any.
func (c *connections) room(of *listener) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.open >= c.most && !of.closed {
		longest := c.idle.Front()
		if longest == nil {
			c.freed.Wait()
			continue
		}
		victim := c.rest(longest)
		c.mu.Unlock()
		c.metrics.closedIdle.Inc()
		_ = victim.Close() // it has nothing to say
		c.mu.Lock()
	}
	if of.closed {
		return false
	}
	c.open++
	c.metrics.connections.Set(float64(c.open))
	return true
}

// rest takes a connection off the list of the idle.
func (c *connections) rest(e *list.Element) *conn {
	x, _ := c.idle.Remove(e).(*conn) // the list holds nothing else
	x.place = nil
	return x
}

// state hears from the server what a connection does. One that has not yet
// asked anything is idle too.
func (c *connections) state(of net.Conn, s http.ConnState) {
	if t, ok := of.(interface{ NetConn() net.Conn }); ok { // TLS
		of = t.NetConn()
	}
	x, ok := of.(*conn)
	if !ok {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if x.place != nil {
		c.rest(x.place)
	}
	if s == http.StateNew || s == http.StateIdle {
		x.place = c.idle.PushBack(x)
		c.freed.Broadcast()
	}
}

func (c *connections) remove(x *conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if x.place != nil {
		c.rest(x.place)
	}
	c.open--
	c.metrics.connections.Set(float64(c.open))
	c.freed.Broadcast()
}

type conn struct {
	net.Conn
	all   *connections
	place *list.Element // among the idle; guarded by all.mu
	once  sync.Once

	gather bool    // see together
	first  *[]byte // what was held back
}

// bufferBytes is what net/http gathers before it writes to a connection.
const bufferBytes = 4 << 10

var buffers = sync.Pool{New: func() any { b := make([]byte, 0, bufferBytes); return &b }}

type connKey struct{}

// together has the header of an answer and its body go out in one call to the
// system. net/http fills its buffer with the header and the beginning of the
// body, writes that, and then the rest; where the body alone is larger than the
// buffer, a second write is sure to come, so the first can wait for it.
func together(r *http.Request, body int) {
	if body <= bufferBytes || r.ProtoMajor != 1 || r.TLS != nil {
		return
	}
	if c, ok := r.Context().Value(connKey{}).(*conn); ok {
		c.gather = true
	}
}

// Write writes to the client. Only the goroutine that answers calls it.
func (c *conn) Write(p []byte) (int, error) {
	if c.gather {
		c.gather = false
		if len(p) == bufferBytes {
			c.first, _ = buffers.Get().(*[]byte) // the pool holds nothing else
			*c.first = append((*c.first)[:0], p...)
			return len(p), nil
		}
	}
	if c.first == nil {
		return c.Conn.Write(p)
	}
	held := len(*c.first)
	both := net.Buffers{*c.first, p}
	n, err := both.WriteTo(c.Conn)
	buffers.Put(c.first)
	c.first = nil
	return max(0, int(n)-held), err
}

// Close closes the connection and makes room for another.
func (c *conn) Close() error {
	err := c.Conn.Close()
	c.once.Do(func() { c.all.remove(c) })
	return err
}
