// Package front is what stands before all requests: who may ask, how much and
// how fast, what is answered from memory, how an answer is encoded, and what is
// counted and logged of it.
//
// Front.Wrap puts it before a handler. A request passes, in this order:
//
//  1. its id, and the count of requests;
//  2. the Host it names (421, 400) and the length of its URL (414);
//  3. /health, /ready and /metrics, which are answered here;
//  4. the rate of its client (429);
//  5. CORS: preflights are answered, and a page from elsewhere may start nothing,
//     nor fetch what is for this machine (403);
//  6. the cache: GET and HEAD of what is kept are answered from memory;
//  7. the size of its header (431) and body (413, 408), and the number of
//     requests in work (503);
//  8. the handler, which has Config.Timeout to answer (503). A panic is a 500.
//
// Whatever is refused is an RFC 9457 problem that says how to mend it.
//
// What handlers see and do: a HEAD reaches them as GET, so both are answered
// alike; GET comes without conditions, ranges and Accept-Encoding, for which the
// front answers. An answer is held until it is whole, so that it has a length
// and can still be replaced; one that grows beyond 64 KiB, or beyond an eighth of
// the cache where it is to be kept, is passed on as it comes; so is one that has
// no room beside others that are being made. Cacheable marks
// answers that may be kept. Handlers run in a goroutine of their own and must
// heed their context: it ends when nobody waits for the answer any more.
//
// A Front is safe for concurrent use and has no goroutines of its own.
package front

import (
	"context"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"lindero/server/problem"
)

// Front stands before all requests of one server. Make it with New.
type Front struct {
	Config
	base     string              // of links: scheme and host, and a path; empty: the request's
	hosts    map[string]struct{} // in lower case
	origins  map[string]struct{}
	anywhere bool // every origin
	fixed    []field
	methods  string // of preflights

	ready   atomic.Bool
	ids     ids
	metrics *metrics
	kept    *store
	sends   *sends
	making  *budget // of bodies that are held until they are whole
	clients *clients
	slots   chan struct{}
	bodies  chan struct{} // of the slots, those of requests with a body
	conns   *connections
	foreign *http.CrossOriginProtection
	cert    *certificate

	mu      sync.Mutex
	flights map[string]*flight
	work    sync.WaitGroup // handlers that run
}

// New returns a Front of a configuration, or all that is wrong with that. It is
// not ready until Ready says so.
func New(c Config) (*Front, error) {
	c = c.withDefaults()
	if err := c.check(); err != nil {
		return nil, err
	}
	f := &Front{
		Config:  c,
		hosts:   set(c.Hosts),
		origins: set(c.Origins),
		methods: joined(c.Methods),
		ids:     newIDs(),
		slots:   make(chan struct{}, c.InFlight),
		bodies:  make(chan struct{}, (c.InFlight+1)/2),
		flights: map[string]*flight{},
		foreign: http.NewCrossOriginProtection(),
	}
	_, f.anywhere = f.origins["*"]
	if c.BaseURL != "" {
		u, _ := url.Parse(c.BaseURL) // check has parsed it
		f.base = trimmed(u.String())
	}
	for _, o := range c.Origins {
		if o == "*" {
			continue
		}
		if err := f.foreign.AddTrustedOrigin(o); err != nil {
			return nil, err
		}
	}
	f.fixed = f.fixedHeader()
	f.kept, f.sends = newStore(c.CacheBytes), newSends(c.SendBytes)
	f.making = &budget{limit: c.SendBytes / 2}
	f.metrics = newMetrics(f)
	f.conns = newConnections(c.Connections, f.metrics)
	if c.Rate > 0 {
		f.clients = newClients(c.Rate, c.Burst, c.Clients)
	}
	if c.CertFile != "" {
		cert, err := newCertificate(c.CertFile, c.KeyFile, f.Logger)
		if err != nil {
			return nil, err
		}
		f.cert = cert
	}
	return f, nil
}

// Ready says whether /ready answers 200, or 503: while starting and before a
// stop.
func (f *Front) Ready(ready bool) { f.ready.Store(ready) }

// Forget drops the answers that were marked Revalidate: what they show has
// changed. Answers being made are not kept either.
func (f *Front) Forget() { f.kept.forget() }

// Wrap puts the front before a handler. The template of a request's route, such
// as /collections/{name}/items, names it in logs and metrics; it is asked only
// where an answer is not in memory, and "" stands for none.
func (f *Front) Wrap(next http.Handler, template func(*http.Request) string) http.Handler {
	return &handler{Front: f, next: next, template: template}
}

type handler struct {
	*Front
	next     http.Handler
	template func(*http.Request) string
}

// visit is one request and what became of it.
type visit struct {
	start  time.Time
	id     string
	route  string // its template
	status int
	bytes  int64
}

// ServeHTTP answers a request.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f := h.Front
	v := visit{start: time.Now(), id: f.ids.of(r)}
	f.metrics.inFlight.Inc()
	defer f.metrics.inFlight.Dec()
	w.Header()[problem.RequestID] = []string{v.id}
	h.answer(w, r, &v)
	f.note(r, &v)
}

// answer takes a request through all that stands before the handler.
func (h *handler) answer(w http.ResponseWriter, r *http.Request, v *visit) {
	f := h.Front
	if reason, p := f.admit(r); p != nil {
		f.refuse(w, r, v, reason, p)
		return
	}
	if a := f.operation(r, v); a != nil {
		f.write(w, r, v, a)
		return
	}
	if f.clients != nil {
		if wait := f.clients.wait(f.remote(r), v.start); wait > 0 {
			f.refuse(w, r, v, "rate", tooMany(w, wait))
			return
		}
	}
	if r.Method == http.MethodOptions && f.preflight(w, r, v) {
		return
	}
	if f.Local && f.embedded(r) {
		f.refuse(w, r, v, "origin", foreignPage(r))
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		if err := f.foreign.Check(r); err != nil && !f.anywhere {
			f.refuse(w, r, v, "origin", foreignPage(r))
			return
		}
		h.run(w, r, v, nil)
		return
	}
	if r.Header["Authorization"] != nil || r.ContentLength != 0 || f.CacheBytes < 0 {
		h.run(w, r, v, nil)
		return
	}
	h.fromCache(w, r, v)
}

// fromCache answers a GET or HEAD from memory, or with others who ask for the
// same, or by the handler.
func (h *handler) fromCache(w http.ResponseWriter, r *http.Request, v *visit) {
	f := h.Front
	var room [512]byte
	key := f.appendKey(room[:0], r)
	if a := f.kept.find(key, r); a != nil {
		f.metrics.hits.Inc()
		v.route = a.route
		f.write(w, r, v, a)
		return
	}
	f.metrics.misses.Inc()
	fl, first := f.join(string(key) + languageOf(r))
	if first {
		fl.short, fl.generation = len(key), f.kept.generation.Load()
		h.run(w, r, v, fl)
		return
	}
	v.route = h.routeOf(r)
	select {
	case <-fl.landed:
	case <-r.Context().Done():
		f.leave(fl)
		v.status = statusGone
		return
	}
	f.leave(fl)
	if a := fl.answer; a != nil {
		f.write(w, r, v, a)
		return
	}
	h.run(w, r, v, nil) // it is for one of us only
}

// routeOf returns the template of a request's route. A HEAD is on that of GET.
func (h *handler) routeOf(r *http.Request) string {
	if r.Method == http.MethodHead {
		get := *r
		get.Method = http.MethodGet
		r = &get
	}
	return h.template(r)
}

// Close waits until the handlers have ended that run on without a client, or
// the context has.
func (f *Front) Close(ctx context.Context) error {
	ended := make(chan struct{})
	go func() {
		f.work.Wait()
		close(ended)
	}()
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
