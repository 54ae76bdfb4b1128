package front

import (
	"errors"
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// maxRoutes bounds the templates that have figures of their own.
const maxRoutes = 256

// metrics counts what the front sees. Its labels are route templates, methods
// and statuses, so their number is bounded whatever clients ask for.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	bytes    *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	refused  *prometheus.CounterVec

	hits, misses, joined prometheus.Counter
	panics, slowReaders  prometheus.Counter
	closedIdle           prometheus.Counter
	inFlight, working    prometheus.Gauge
	connections          prometheus.Gauge

	mu     sync.RWMutex
	series map[label]*series
	routes map[string]struct{}
}

type label struct {
	route, method string
	status        int
}

// series are the figures of one label, found once.
type series struct {
	requests, bytes prometheus.Counter
	seconds         prometheus.Observer
}

func newMetrics(f *Front) *metrics {
	m := &metrics{registry: prometheus.NewRegistry(), series: map[label]*series{}, routes: map[string]struct{}{}}
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		c := prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
		_ = m.registry.Register(c) // the names differ: a test reads them all
		return c
	}
	gauge := func(name, help string) prometheus.Gauge {
		g := prometheus.NewGauge(prometheus.GaugeOpts{Name: name, Help: help})
		_ = m.registry.Register(g)
		return g
	}
	m.requests = counter("lindero_http_requests_total", "Requests answered.", "route", "method", "status")
	m.bytes = counter("lindero_http_answer_bytes_total", "Bytes of bodies sent, as encoded.", "route", "method", "status")
	m.refused = counter("lindero_http_refused_total", "Requests refused by a limit, by reason.", "reason")
	m.hits = counter("lindero_cache_hits_total", "Requests answered from memory.").WithLabelValues()
	m.misses = counter("lindero_cache_misses_total", "Requests whose answer was not in memory.").WithLabelValues()
	m.joined = counter("lindero_cache_joined_total", "Requests that waited for the answer of another.").WithLabelValues()
	m.panics = counter("lindero_panics_total", "Handlers that panicked.").WithLabelValues()
	m.slowReaders = counter("lindero_slow_readers_total", "Answers broken off as the client read too slowly.").WithLabelValues()
	m.closedIdle = counter("lindero_idle_connections_closed_total", "Idle connections closed to make room.").WithLabelValues()
	m.inFlight = gauge("lindero_http_in_flight", "Requests being answered.")
	m.working = gauge("lindero_http_working", "Handlers at work.")
	m.connections = gauge("lindero_connections", "Connections open.")
	m.seconds = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "lindero_http_request_seconds", Help: "Time from the request's header to the last byte handed on.",
		Buckets: []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
	}, []string{"route", "method"})
	m.register(f)
	return m
}

// register adds what is read when it is asked for.
func (m *metrics) register(f *Front) {
	held := func(pick func(answers int, bytes, evicted int64) float64) func() float64 {
		return func() float64 { return pick(f.kept.held()) }
	}
	for _, c := range []prometheus.Collector{
		m.seconds,
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "lindero_cache_answers", Help: "Answers in memory."},
			held(func(n int, _, _ int64) float64 { return float64(n) })),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "lindero_cache_bytes", Help: "Bytes of answers in memory."},
			held(func(_ int, b, _ int64) float64 { return float64(b) })),
		prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "lindero_cache_evicted_total", Help: "Answers dropped to make room."},
			held(func(_ int, _, e int64) float64 { return float64(e) })),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "lindero_ready", Help: "1 where /ready says so."}, func() float64 {
			if f.ready.Load() {
				return 1
			}
			return 0
		}),
	} {
		_ = m.registry.Register(c)
	}
}

// Metrics answers with the figures in Prometheus' text format. Wrap has it at
// /metrics for those of Config.Metrics.
func (f *Front) Metrics() http.Handler {
	return promhttp.HandlerFor(f.metrics.registry, promhttp.HandlerOpts{DisableCompression: true})
}

// count counts a request.
func (m *metrics) count(v *visit, method string, took time.Duration) {
	s := m.of(label{v.route, method, v.status})
	s.requests.Inc()
	s.bytes.Add(float64(v.bytes))
	s.seconds.Observe(took.Seconds())
}

func (m *metrics) of(l label) *series {
	m.mu.RLock()
	s := m.series[l]
	m.mu.RUnlock()
	if s != nil {
		return s
	}
	return m.add(l)
}

func (m *metrics) add(l label) *series {
	m.mu.Lock()
	defer m.mu.Unlock()
	l.route = m.known(l.route)
	l.method = methodOf(l.method)
	if s := m.series[l]; s != nil {
		return s
	}
	status := strconv.Itoa(l.status)
	s := &series{
		requests: m.requests.WithLabelValues(l.route, l.method, status),
		bytes:    m.bytes.WithLabelValues(l.route, l.method, status),
		seconds:  m.seconds.WithLabelValues(l.route, l.method),
	}
	m.series[l] = s
	return s
}

// known returns a route's name in the figures.
func (m *metrics) known(route string) string {
	if _, ok := m.routes[route]; ok {
		return route
	}
	if route == "" || len(m.routes) >= maxRoutes {
		return "other"
	}
	m.routes[route] = struct{}{}
	return route
}

func methodOf(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

// slow counts a client that read too slowly, if that is what ended an answer.
func (m *metrics) slow(err error) {
	if errors.Is(err, os.ErrDeadlineExceeded) {
		m.slowReaders.Inc()
	}
}
