package front

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// Log writes lines through a buffer, which goes out every second, when it is
// full, and at the end.
type Log struct {
	*slog.Logger
	mu   sync.Mutex
	out  *bufio.Writer
	stop chan struct{}
	done chan struct{}
	once sync.Once
}

// NewLog returns a log of a level (debug, info, warn, error, or off) in a
// format (text or json). Close ends it.
func NewLog(w io.Writer, level, format string) (*Log, error) {
	l := &Log{out: bufio.NewWriterSize(w, 64<<10), stop: make(chan struct{}), done: make(chan struct{})}
	var min slog.Level
	off := level == "off"
	if err := min.UnmarshalText([]byte(level)); err != nil && !off {
		return nil, fmt.Errorf("log level %q is not known; use debug, info, warn, error or off", level)
	}
	o := &slog.HandlerOptions{Level: min}
	switch format {
	case "text":
		l.Logger = slog.New(slog.NewTextHandler(l, o))
	case "json":
		l.Logger = slog.New(slog.NewJSONHandler(l, o))
	default:
		return nil, fmt.Errorf("log format %q is not known; use text or json", format)
	}
	if off {
		l.Logger = slog.New(slog.DiscardHandler)
	}
	go l.flush()
	return l, nil
}

// Write takes a line.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out.Write(p)
}

func (l *Log) flush() {
	defer close(l.done)
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			l.mu.Lock()
			_ = l.out.Flush() // the next write says what is wrong
			l.mu.Unlock()
		case <-l.stop:
			return
		}
	}
}

// Close writes what is left. Lines that come later wait for a buffer to fill.
func (l *Log) Close() error {
	l.once.Do(func() { close(l.stop) })
	<-l.done
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out.Flush()
}

// note counts and logs a request.
func (f *Front) note(r *http.Request, v *visit) {
	took := time.Since(v.start)
	f.metrics.count(v, r.Method, took)
	level := slog.LevelInfo
	switch {
	case v.status >= 500:
		level = slog.LevelError
	case v.route == healthPath || v.route == readyPath || v.route == metricsPath:
		level = slog.LevelDebug
	}
	ctx := context.Background()
	if !f.Logger.Enabled(ctx, level) {
		return
	}
	attrs := [...]slog.Attr{
		slog.String("id", v.id),
		slog.String("method", clip(r.Method, longMethod)),
		slog.String("path", clip(r.URL.Path, longQuery)),
		slog.String("route", v.route),
		slog.Int("status", v.status),
		slog.Int64("bytes", v.bytes),
		slog.Int64("us", took.Microseconds()),
		slog.String("remote", f.named(r)),
		slog.String("query", clean(r.URL.RawQuery)),
	}
	n := len(attrs)
	if r.URL.RawQuery == "" {
		n--
	}
	f.Logger.LogAttrs(ctx, level, "request", attrs[:n]...)
}

// Fault logs why a handler could not answer, under the id of its request.
func (f *Front) Fault(r *http.Request, err error) {
	f.Logger.LogAttrs(r.Context(), slog.LevelError, "fault", slog.String("id", RequestID(r.Context())),
		slog.String("method", clip(r.Method, longMethod)), slog.String("path", clip(r.URL.Path, longQuery)), slog.Any("error", err))
}

// named returns the client's address as the log has it.
func (f *Front) named(r *http.Request) string {
	if f.TrustProxy {
		if a := f.remote(r); a != (netip.Addr{}) {
			return a.String()
		}
	}
	return r.RemoteAddr
}

// How much of a query or a path is logged, and of a method: all that is refused
// is logged too, however long it is.
const (
	longQuery  = 1024
	longMethod = 32
)

// clip returns the first bytes of a text, and a sign that there is more.
func clip(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}

// secrets are what names of parameters hold whose values are not logged.
var secrets = []string{"token", "key", "secret", "pass", "auth", "sig", "session", "code"}

// clean returns a query without the values of secrets.
func clean(query string) string {
	if query == "" {
		return ""
	}
	query = clip(query, longQuery)
	if !secret(query) {
		return query
	}
	parts := strings.Split(query, "&")
	for i, p := range parts {
		if name, _, ok := strings.Cut(p, "="); ok && secret(name) {
			parts[i] = name + "=…"
		}
	}
	return strings.Join(parts, "&")
}

// secret reports whether a text may name a secret. A % may hide any letter.
func secret(name string) bool {
	name = strings.ToLower(name)
	for _, s := range secrets {
		if strings.Contains(name, s) {
			return true
		}
	}
	return strings.Contains(name, "%")
}

// errorLog returns what net/http itself has to say as lines of a logger, at
// Debug: most of it is about clients that went away.
func errorLog(l *slog.Logger) io.Writer { return complaints{l} }

type complaints struct{ *slog.Logger }

func (c complaints) Write(p []byte) (int, error) {
	c.Debug(strings.TrimSpace(string(p)))
	return len(p), nil
}
