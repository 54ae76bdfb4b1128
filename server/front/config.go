package front

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Audience is who may read /metrics.
type Audience string

// Who may read /metrics. This machine is a client on a loopback address that
// asks under a name of this machine, and says nothing of another for whom it
// asks: no proxy before us counts that says so.
const (
	MetricsHere Audience = "here" // programs on this machine
	MetricsAll  Audience = "all"  // whoever reaches the server
	MetricsNone Audience = "none"
)

// Config says how a Front works. The zero value of a field stands for what its
// comment gives in brackets.
type Config struct {
	// Local answers only to the names of this machine, localhost and loopback
	// addresses: a page from elsewhere that leads its own name here gets 421, as
	// does a proxy that asks for another machine.
	Local bool
	// Hosts are the other names that are answered to, without a port [all
	// names, none where Local is set].
	Hosts []string
	// BaseURL is where links begin, as https://host/path [what the request
	// says].
	BaseURL string
	// TrustProxy takes the client's address, scheme and host from the
	// X-Forwarded headers: the last value, which the proxy before us has
	// written.
	TrustProxy bool
	// Private keeps answers out of caches that several people share.
	Private bool

	MaxBody     int64         // bytes of a request's body [8 MiB]
	MaxURL      int           // bytes of a request's path and query [8 KiB]
	MaxHeader   int           // bytes of a request's header [32 KiB]
	Timeout     time.Duration // until a handler has begun to answer [30 s]
	InFlight    int           // requests in the handler at a time [128]
	Queue       time.Duration // how long others wait for their turn [2 s]
	Rate        float64       // requests a second of one client; loopback is free [no limit]
	Burst       int           // that it may ask at once [twice Rate]
	Clients     int           // that are remembered for it [16,384]
	Connections int           // at a time [2,048]
	MinRate     int           // bytes a second that a client must read or send [16 KiB]
	Grace       time.Duration // that it may take longer [10 s]

	// CacheBytes bounds what is kept of answers [64 MiB]; below 0: nothing is.
	CacheBytes int64
	// SendBytes bounds the large answers that are on their way to clients, those
	// that several read counted once; beyond it the one that is longest on its
	// way is broken off. Half as much is held of answers that are being made
	// [128 MiB].
	SendBytes int64
	// Media are the types between which handlers choose by Accept; Prefer
	// chooses. Answers are kept apart by the order in which a client wants
	// these [JSON, GeoJSON, HTML].
	Media []string

	// Origins whose pages may read answers: scheme://host[:port], or *, which
	// cannot be where Local is set [none].
	Origins []string
	// Methods that their pages may use [GET, HEAD].
	Methods []string

	// Logger gets a line a request, at Info; probes at Debug, errors of the
	// server at Error [nothing is logged].
	Logger *slog.Logger
	// Metrics is who may read /metrics [MetricsHere].
	Metrics Audience

	// CertFile and KeyFile (PEM) make the server speak TLS; when they change
	// on disk the new ones are taken [no TLS].
	CertFile, KeyFile string

	// Notice is how long /ready says 503 before a stop begins, so that a
	// load balancer sends nobody any more [none].
	Notice time.Duration
	// Drain is how long answers may then take to end [10 s].
	Drain time.Duration
}

func (c Config) withDefaults() Config {
	c.MaxBody = or(c.MaxBody, 8<<20)
	c.MaxURL = or(c.MaxURL, 8<<10)
	c.MaxHeader = or(c.MaxHeader, 32<<10)
	c.Timeout = or(c.Timeout, 30*time.Second)
	c.InFlight = or(c.InFlight, 128)
	c.Queue = or(c.Queue, 2*time.Second)
	c.Burst = or(c.Burst, max(1, int(2*min(c.Rate, 1e9))))
	c.Clients = or(c.Clients, 16384)
	c.Connections = or(c.Connections, 2048)
	c.MinRate = or(c.MinRate, 16<<10)
	c.Grace = or(c.Grace, 10*time.Second)
	c.CacheBytes = or(c.CacheBytes, 64<<20)
	c.SendBytes = or(c.SendBytes, 128<<20)
	c.Metrics = or(c.Metrics, MetricsHere)
	c.Drain = or(c.Drain, 10*time.Second)
	if c.Media == nil {
		c.Media = []string{"application/json", "application/geo+json", "text/html"}
	}
	if c.Methods == nil {
		c.Methods = []string{http.MethodGet, http.MethodHead}
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	return c
}

func or[T comparable](v, otherwise T) T {
	var none T
	if v == none {
		return otherwise
	}
	return v
}

// check returns all that is wrong, in words for whoever wrote it.
func (c Config) check() error {
	var faults []error
	wrong := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	for _, n := range []struct {
		name string
		ok   bool
	}{
		{"MaxBody", c.MaxBody > 0}, {"MaxURL", c.MaxURL > 0}, {"MaxHeader", c.MaxHeader > 0}, {"SendBytes", c.SendBytes > 0},
		{"Timeout", c.Timeout > 0}, {"InFlight", c.InFlight > 0}, {"Queue", c.Queue > 0},
		{"Burst", c.Burst > 0}, {"Clients", c.Clients > 0}, {"Connections", c.Connections > 0},
		{"MinRate", c.MinRate > 0}, {"Grace", c.Grace > 0}, {"Drain", c.Drain > 0},
	} {
		if !n.ok {
			wrong("%s must be above 0", n.name)
		}
	}
	if !(c.Rate >= 0 && c.Rate <= 1e9) {
		wrong("a rate of %g requests a second cannot be; give 0 for none, or up to 1e9", c.Rate)
	}
	if c.Notice < 0 {
		wrong("Notice must not be below 0")
	}
	if c.Metrics != MetricsHere && c.Metrics != MetricsAll && c.Metrics != MetricsNone {
		wrong("metrics for %q: use here, all or none", c.Metrics)
	}
	if u, err := url.Parse(c.BaseURL); c.BaseURL != "" && (err != nil || !web(u) || u.RawQuery != "" || u.Fragment != "") {
		wrong("base URL %q: write scheme and host, and a path if there is one, such as https://example.org/lindero", c.BaseURL)
	}
	for _, o := range c.Origins {
		if u, err := url.Parse(o); o != "*" && (err != nil || !web(u) || u.Scheme+"://"+u.Host != o) {
			wrong("origin %q: write scheme://host, such as https://example.org, or *", o)
		}
	}
	if c.Local && slices.Contains(c.Origins, "*") {
		wrong("origin *: any page that a browser on this machine shows could read posts and patrols; name the origins that may")
	}
	for _, h := range c.Hosts {
		if !hostName(h) || strings.Contains(h, ":") {
			wrong("host %q: write a name without scheme and port", h)
		}
	}
	if (c.CertFile == "") != (c.KeyFile == "") {
		wrong("TLS needs both a certificate and a key")
	}
	return errors.Join(faults...)
}

// web reports whether a URL names a web server and nobody's password.
func web(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && hostName(u.Host) && u.User == nil
}

func set(names []string) map[string]struct{} {
	s := make(map[string]struct{}, len(names))
	for _, n := range names {
		s[strings.ToLower(n)] = struct{}{}
	}
	return s
}

func joined(names []string) string { return strings.Join(names, ", ") }

func trimmed(u string) string { return strings.TrimRight(u, "/") }
