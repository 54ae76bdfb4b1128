package main

import (
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"lindero/server/front"
)

// The rate of a client where others than this machine may ask: a map loads some
// hundred tiles at a time.
const publicRate = 100

// frontFlags are the flags of `lindero serve` about what stands before all
// requests.
type frontFlags struct {
	logLevel, logFormat string
	rate                float64
	cors                []string
	tlsCert, tlsKey     string
	baseURL             string
	trustProxy          bool
	metrics             string
	timeout             time.Duration
	maxBody, cache      int64 // MiB
	connections         int
	inFlight            int
	drain, notice       time.Duration
}

func (f *frontFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.logLevel, "log-level", "warn", "what is logged on standard error: debug, info (a line a request), warn, error or off")
	flags.StringVar(&f.logFormat, "log-format", "text", "how it is logged: text or json")
	flags.Float64Var(&f.rate, "rate", -1, "requests a second of one client, four seconds' worth at once; 0: no limit (default 100, and no limit for this machine)")
	flags.Lookup("rate").DefValue = "0" // its text says what it is
	flags.StringSliceVar(&f.cors, "cors", nil, "origins whose pages may read answers, such as https://example.org; with --public * for all")
	flags.StringVar(&f.tlsCert, "tls-cert", "", "certificate (PEM) for https; a new one is taken when the file changes")
	flags.StringVar(&f.tlsKey, "tls-key", "", "its key (PEM)")
	flags.StringVar(&f.baseURL, "base-url", "", "where links begin, such as https://example.org/lindero (default: what the request says)")
	flags.BoolVar(&f.trustProxy, "trust-proxy", false, "take client, scheme and host from the X-Forwarded headers of the proxy before this server")
	flags.StringVar(&f.metrics, "metrics", "here", "who may read /metrics: here (this machine), all or none")
	flags.DurationVar(&f.timeout, "timeout", 30*time.Second, "how long an answer may take")
	flags.Int64Var(&f.maxBody, "max-body", 8, "size of a request's body, in MiB")
	flags.Int64Var(&f.cache, "cache", 64, "memory for answers that are kept, in MiB; 0: none")
	flags.IntVar(&f.connections, "connections", 2048, "connections at a time; the one idle longest makes room")
	flags.IntVar(&f.inFlight, "in-flight", 128, "requests worked on at a time")
	flags.DurationVar(&f.drain, "drain", 10*time.Second, "how long running answers are waited for when the server stops")
	flags.DurationVar(&f.notice, "notice", 0, "how long /ready says 503 before that, for load balancers")
}

// open returns how the front works for the full view or the public one, and its
// log, which is to be closed. A front is made of it to see what is wrong, before
// anything is planned.
func (f *frontFlags) open(public bool, addr string, stderr io.Writer) (front.Config, *front.Log, error) {
	log, err := front.NewLog(stderr, f.logLevel, f.logFormat)
	if err != nil {
		return front.Config{}, nil, wrongFront(err)
	}
	c := f.config(public, addr, log)
	if _, err := front.New(c); err != nil {
		_ = log.Close() // nothing is in it
		return front.Config{}, nil, wrongFront(err)
	}
	return c, log, nil
}

// wrongFront is a mistake in the flags.
func wrongFront(err error) error {
	return usagef("%v; see %s --help", strings.ReplaceAll(err.Error(), "\n", "; "), "lindero serve")
}

func (f *frontFlags) config(public bool, addr string, log *front.Log) front.Config {
	c := front.Config{
		Local: !public, Private: !public,
		BaseURL: f.baseURL, TrustProxy: f.trustProxy,
		MaxBody: mebibytes(f.maxBody), Timeout: positive(f.timeout), InFlight: positive(f.inFlight), Connections: positive(f.connections),
		Rate: f.rate, Burst: int(min(4*f.rate, 1e9)),
		CacheBytes: mebibytes(f.cache), Origins: f.cors, Methods: []string{http.MethodGet, http.MethodHead},
		Logger: log.Logger, Metrics: front.Audience(f.metrics),
		CertFile: f.tlsCert, KeyFile: f.tlsKey,
		Notice: f.notice, Drain: positive(f.drain),
	}
	if f.rate == -1 { // not said
		c.Rate, c.Burst = publicRate, 4*publicRate
		if loopback(addr) {
			c.Rate, c.Burst = 0, 0
		}
	}
	if c.Burst == 0 && c.Rate > 0 {
		c.Burst = 1
	}
	if !public {
		c.Methods = append(c.Methods, http.MethodPost, http.MethodDelete)
	}
	return c
}

// positive returns a number as the front's Config wants it, where 0 stands for
// the default: a 0 that somebody wrote is as wrong as a number below.
func positive[T int | time.Duration](n T) T {
	if n == 0 {
		return -1
	}
	return n
}

// mebibytes returns bytes; below 0 for none.
func mebibytes(n int64) int64 {
	if n <= 0 || n > 1<<40 {
		return -1
	}
	return n << 20
}

// loopback reports whether an address is of this machine only.
func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}
