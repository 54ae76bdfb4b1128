package front

import (
	"fmt"
	"math"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"lindero/server/problem"
)

// statusGone is logged where the client left before it had an answer.
const statusGone = 499

// admit returns why a request is not answered at all: the word for the metric,
// and the problem; nil where it is.
func (f *Front) admit(r *http.Request) (string, *problem.Problem) {
	if !hostName(r.Host) {
		return "host", problem.New(http.StatusBadRequest, "the Host header is no name of a host; write it as example.org or example.org:8080",
			problem.Fault{Header: "Host", Detail: "no name of a host"})
	}
	if !f.answersTo(r.Host) || f.Local && passedOn(r) {
		return "host", f.misdirected()
	}
	if len(r.RequestURI) > f.MaxURL {
		return "url", problem.New(http.StatusRequestURITooLong, fmt.Sprintf(
			"the URL has %d bytes, and %d are read; shorten the filter or ask in several requests", len(r.RequestURI), f.MaxURL))
	}
	if n := headerBytes(r.Header); n > f.MaxHeader {
		return "header", problem.New(http.StatusRequestHeaderFieldsTooLarge, fmt.Sprintf(
			"the header has %d bytes, and %d are read; send fewer or shorter fields, such as cookies", n, f.MaxHeader))
	}
	return "", nil
}

func headerBytes(h http.Header) int {
	n := 0
	for name, values := range h {
		for _, v := range values {
			n += len(name) + len(v) + 4
		}
	}
	return n
}

// answersTo reports whether the server answers under the name of a Host header.
func (f *Front) answersTo(host string) bool {
	if !f.Local && len(f.hosts) == 0 || f.Local && local(host) {
		return true
	}
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	_, ok := f.hosts[strings.ToLower(name)]
	return ok
}

func (f *Front) misdirected() *problem.Problem {
	detail := "this server does not answer under this name; use one that it is set up for"
	if f.Local {
		detail = "posts and patrols are shown on this machine only, as 127.0.0.1 or localhost; for others serve with --public"
	}
	return problem.New(http.StatusMisdirectedRequest, detail, problem.Fault{Header: "Host", Detail: detail})
}

// local reports whether a request's Host names this machine. A page from
// elsewhere may lead its own name to 127.0.0.1 and have a browser ask us; the
// name then gives it away.
func local(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// passedOn reports whether a proxy says that it asks for another machine. It
// may well ask under a name of this one: nginx does unless it is told otherwise.
func passedOn(r *http.Request) bool {
	for _, line := range r.Header["X-Forwarded-For"] {
		for item := range strings.SplitSeq(line, ",") {
			if !local(strings.TrimSpace(item)) {
				return true
			}
		}
	}
	for _, name := range []string{"X-Real-Ip", "X-Forwarded-Host"} {
		for _, v := range r.Header[name] {
			if !local(v) {
				return true
			}
		}
	}
	return r.Header["Forwarded"] != nil
}

// hostName reports whether a text can be the name of a host or an address,
// with a port or without, and nothing else: it is put into links.
func hostName(host string) bool {
	if host == "" || len(host) > 261 {
		return false
	}
	name, port := host, ""
	if i := strings.LastIndexByte(host, ':'); i > strings.LastIndexByte(host, ']') {
		name, port = host[:i], host[i+1:]
	}
	for i := range len(port) {
		if port[i] < '0' || port[i] > '9' {
			return false
		}
	}
	if inner, ok := strings.CutPrefix(name, "["); ok {
		inner, ok = strings.CutSuffix(inner, "]")
		return ok && net.ParseIP(inner) != nil
	}
	for i := range len(name) {
		if c := name[i]; !letter(c) && !strings.ContainsRune("-._", rune(c)) {
			return false
		}
	}
	return name != ""
}

// remote returns the client's address, or the zero address where there is none.
func (f *Front) remote(r *http.Request) netip.Addr {
	if f.TrustProxy {
		if a, err := netip.ParseAddr(last(r.Header["X-Forwarded-For"])); err == nil {
			return a.Unmap().WithZone("")
		}
	}
	a, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return a.Addr().Unmap().WithZone("")
}

// last returns the last value of a header that is a list: the one that the
// nearest proxy has written.
func last(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	line := lines[len(lines)-1]
	return strings.TrimSpace(line[strings.LastIndexByte(line, ',')+1:])
}

// origin returns the scheme and the host by which a client knows the server.
func (f *Front) origin(r *http.Request) (scheme_, host string) {
	scheme_, host = scheme(r), r.Host
	if f.TrustProxy {
		if s := last(r.Header["X-Forwarded-Proto"]); s == "http" || s == "https" {
			scheme_ = s
		}
		if h := last(r.Header["X-Forwarded-Host"]); hostName(h) {
			host = h
		}
	}
	return scheme_, host
}

// baseOf returns where the links of an answer begin.
func (f *Front) baseOf(r *http.Request) string {
	if f.base != "" {
		return f.base
	}
	s, host := f.origin(r)
	return s + "://" + host
}

// appendKey appends what an answer is kept under: the base of its links, the
// path and query as they were asked, and the class of Accept. GET and HEAD, and
// all encodings, share a key.
func (f *Front) appendKey(b []byte, r *http.Request) []byte {
	if f.base == "" {
		s, host := f.origin(r)
		b = append(append(append(b, s...), ' '), host...)
	}
	b = append(append(b, ' '), uri(r)...)
	return appendClass(append(b, ' '), r.Header["Accept"], f.Media)
}

func uri(r *http.Request) string {
	if r.RequestURI != "" {
		return r.RequestURI
	}
	return r.URL.RequestURI() // a request that a test has made
}

func tooMany(w http.ResponseWriter, wait time.Duration) *problem.Problem {
	seconds := int(math.Ceil(wait.Seconds()))
	retryAfter(w, seconds)
	return problem.New(http.StatusTooManyRequests, fmt.Sprintf("too many requests from this address; wait %d s, and keep answers by their ETag", seconds))
}

func retryAfter(w http.ResponseWriter, seconds int) {
	w.Header().Set("Retry-After", strconv.Itoa(seconds))
}

// refuse answers with a problem before the handler has a part in it.
func (f *Front) refuse(w http.ResponseWriter, r *http.Request, v *visit, reason string, p *problem.Problem) {
	f.metrics.refused.WithLabelValues(reason).Inc()
	f.write(w, r, v, f.answerOf(v.id, p))
}

// answerOf makes a problem an answer to the request of an id.
func (f *Front) answerOf(id string, p *problem.Problem) *answer {
	d := draft{header: http.Header{problem.RequestID: {id}}}
	problem.Write(&d, nil, p)
	return f.finish(&d)
}
