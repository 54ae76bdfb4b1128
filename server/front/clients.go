package front

import (
	"container/list"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// clients holds each client's rate. It remembers a bounded number of them; who
// asked longest ago is forgotten first. A client is an IPv4 address or the /64
// of an IPv6 address. This machine is free.
type clients struct {
	limit rate.Limit
	burst int
	most  int

	mu    sync.Mutex
	table map[netip.Addr]*list.Element // of *client
	order list.List                    // who asked last first
}

type client struct {
	addr  netip.Addr
	rates *rate.Limiter
}

func newClients(perSecond float64, burst, most int) *clients {
	return &clients{limit: rate.Limit(perSecond), burst: burst, most: most, table: map[netip.Addr]*list.Element{}}
}

// wait returns 0 where a client may ask now, else how long it has to wait.
func (c *clients) wait(addr netip.Addr, now time.Time) time.Duration {
	if addr.IsLoopback() {
		return 0
	}
	if addr.Is6() {
		if p, err := addr.Prefix(64); err == nil {
			addr = p.Addr()
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.table[addr]
	if e == nil {
		if len(c.table) >= c.most {
			old := c.order.Back()
			delete(c.table, of(old).addr)
			c.order.Remove(old)
		}
		e = c.order.PushFront(&client{addr, rate.NewLimiter(c.limit, c.burst)})
		c.table[addr] = e
	}
	c.order.MoveToFront(e)
	r := of(e).rates.ReserveN(now, 1)
	if d := r.DelayFrom(now); d > 0 {
		r.CancelAt(now)
		return d
	}
	return 0
}

func of(e *list.Element) *client {
	c, _ := e.Value.(*client) // the list holds nothing else
	return c
}
