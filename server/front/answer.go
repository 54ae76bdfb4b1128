package front

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"

	"lindero/server/problem"
)

// Policy is how long an answer may be kept.
type Policy int

// The policies.
const (
	Volatile   Policy = iota // not at all: it is for one request
	Revalidate               // here until Forget; by others only while we say so
	Immutable                // for ever: what the URL names never changes
)

// What the policies are in Cache-Control, with public for private where
// Config.Private is not set.
const (
	revalidate = "no-cache"
	immutable  = "max-age=31536000, immutable"
)

// Cacheable marks the answer that is being written; call it before the first
// byte. It sets Cache-Control, by which a Front knows the answer, and does as
// much before a handler without one. An answer that is kept depends on the URL,
// Accept (by Prefer), the base URL and, if its Vary says Accept-Language, on
// the language (by lang.Accept), and on nothing else. Only statuses 200 and 204
// are kept, without Set-Cookie, and of GET and HEAD.
func Cacheable(w http.ResponseWriter, p Policy) {
	switch p {
	case Revalidate:
		w.Header().Set("Cache-Control", revalidate)
	case Immutable:
		w.Header().Set("Cache-Control", immutable)
	default:
		w.Header().Set("Cache-Control", "no-store")
	}
}

// minGzip is from where on gzip pays for itself: what is smaller fits one
// packet anyway.
const minGzip = 1024

// piece is what is written to a client at a time; it has Grace and its length
// over MinRate to read it.
const piece = 256 << 10

// field is a header field whose values never change.
type field struct {
	name   string
	values []string
}

// form is an answer in one encoding.
type form struct {
	body   []byte
	etag   string
	header []field // as it is sent with the body
}

// answer is a whole answer, ready to be sent. It is never changed.
type answer struct {
	status int
	header []field // without those of a form
	plain  form
	gzip   *form // nil: it would be no smaller

	policy Policy
	varies bool // on the language
	route  string
}

// size returns about how many bytes of memory an answer takes.
func (a *answer) size() int64 {
	n := int64(len(a.plain.body)) + 1024
	if a.gzip != nil {
		n += int64(len(a.gzip.body))
	}
	return n
}

// draft is an answer while it is written.
type draft struct {
	header http.Header
	status int
	body   []byte
}

func (d *draft) Header() http.Header { return d.header }

func (d *draft) WriteHeader(status int) {
	if d.status == 0 && status >= 200 {
		d.status = status
	}
}

func (d *draft) Write(p []byte) (int, error) {
	d.WriteHeader(http.StatusOK)
	d.body = append(d.body, p...)
	return len(p), nil
}

// length returns the length of the body that the handler has told; 0: none.
func (d *draft) length() int64 {
	n, err := strconv.ParseInt(d.header.Get("Content-Length"), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// finish makes a whole answer of a draft. The draft must not be used again.
func (f *Front) finish(d *draft) *answer {
	d.WriteHeader(http.StatusOK)
	h := d.header
	a := &answer{status: d.status, policy: policyOf(d)}
	if !hasBody(d.status) {
		d.body = nil
		h.Del("Content-Type")
	} else if h.Get("Content-Type") == "" {
		h.Set("Content-Type", http.DetectContentType(d.body))
	}
	h.Del("Content-Length")
	h.Del("Accept-Ranges")   // the front answers whole
	h.Del(problem.RequestID) // of one request only
	etag := h.Get("Etag")
	h.Del("Etag")
	if etag == "" && a.policy != Volatile && d.status == http.StatusOK {
		sum := sha256.Sum256(d.body)
		etag = `"` + base64.RawURLEncoding.EncodeToString(sum[:16]) + `"`
	}
	encoded := h.Get("Content-Encoding") != ""
	compressible := !encoded && compressible(h.Get("Content-Type"))
	f.complete(h, compressible)
	a.varies = strings.Contains(strings.ToLower(joined(h["Vary"])), "accept-language")
	for name, values := range h {
		a.header = append(a.header, field{name, values})
	}
	a.plain = newForm(d.body, etag, d.status, "")
	if compressible && len(d.body) >= minGzip {
		if packed := pack(d.body); len(packed) < len(d.body) {
			zipped := newForm(packed, gzipTag(etag), d.status, "gzip")
			a.gzip = &zipped
		}
	}
	return a
}

func newForm(body []byte, etag string, status int, coding string) form {
	x := form{body: body, etag: etag}
	if hasBody(status) {
		x.header = append(x.header, field{"Content-Length", []string{strconv.Itoa(len(body))}})
	}
	if etag != "" {
		x.header = append(x.header, field{"Etag", []string{etag}})
	}
	if coding != "" {
		x.header = append(x.header, field{"Content-Encoding", []string{coding}})
	}
	return x
}

func hasBody(status int) bool {
	return status != http.StatusNoContent && status != http.StatusNotModified
}

// policyOf reads from Cache-Control what Cacheable has written.
func policyOf(d *draft) Policy {
	if d.status != http.StatusOK && d.status != http.StatusNoContent || d.header["Set-Cookie"] != nil {
		return Volatile
	}
	switch d.header.Get("Cache-Control") {
	case revalidate:
		return Revalidate
	case immutable:
		return Immutable
	}
	return Volatile
}

// gzipTag returns the entity tag of an answer's gzip: another, as the bytes
// are (RFC 9110, section 8.8.3.3).
func gzipTag(etag string) string {
	if bare, ok := strings.CutSuffix(etag, `"`); ok {
		return bare + `-gzip"`
	}
	return etag
}

// compressible reports whether a media type is of the kinds that shrink.
func compressible(media string) bool {
	media, _, _ = strings.Cut(strings.ToLower(media), ";")
	media = strings.TrimSpace(media)
	return strings.HasPrefix(media, "text/") || strings.HasSuffix(media, "json") ||
		strings.HasSuffix(media, "xml") || strings.HasSuffix(media, "yaml") ||
		media == "application/javascript" || media == "application/wasm" || media == "application/vnd.mapbox-vector-tile"
}

// packLevel is the quickest level that finds what shrinks in small tiles too.
const packLevel = 7

var packers = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, packLevel) // the level is one there is
	return z
}}

func packer(w io.Writer) *gzip.Writer {
	z, _ := packers.Get().(*gzip.Writer) // the pool holds nothing else
	z.Reset(w)
	return z
}

// pack returns the gzip of a body.
func pack(body []byte) []byte {
	var b bytes.Buffer
	z := packer(&b)
	_, _ = z.Write(body) // a buffer takes everything
	_ = z.Close()
	packers.Put(z)
	return bytes.Clone(b.Bytes())
}

// write sends a whole answer, or says that the client has it.
func (f *Front) write(w http.ResponseWriter, r *http.Request, v *visit, a *answer) {
	h := w.Header()
	for i := range a.header {
		h[a.header[i].name] = a.header[i].values
	}
	if len(f.Origins) > 0 {
		f.allowOrigin(h, r)
	}
	x := &a.plain
	if a.gzip != nil && wantsGzip(r.Header["Accept-Encoding"]) {
		x = a.gzip
	}
	v.status = a.status
	head := r.Method == http.MethodHead
	if (head || r.Method == http.MethodGet) && a.status == http.StatusOK && x.etag != "" {
		if have := r.Header["If-None-Match"]; have != nil && matches(have, x.etag) {
			v.status = http.StatusNotModified
			delete(h, "Content-Type")
			h["Etag"] = []string{x.etag}
			w.WriteHeader(v.status)
			return
		}
	}
	for i := range x.header {
		h[x.header[i].name] = x.header[i].values
	}
	w.WriteHeader(a.status)
	if !head && len(x.body) > 0 {
		together(r, len(x.body))
		v.bytes = f.send(w, a, x.body)
	}
}

// send writes a body, and gives up on a client that reads it too slowly. It
// returns how much was written.
func (f *Front) send(w http.ResponseWriter, a *answer, body []byte) int64 {
	if len(body) <= piece { // the server's own deadline is for that
		n, _ := w.Write(body)
		return int64(n)
	}
	sent := int64(0)
	x := f.sends.begin(a, http.NewResponseController(w))
	defer f.sends.end(x)
	for len(body) > 0 {
		p := body[:min(piece, len(body))]
		f.sends.extend(x, time.Now().Add(f.patience(len(p))))
		n, err := w.Write(p)
		sent += int64(n)
		if err != nil {
			f.metrics.slow(err)
			break
		}
		body = body[len(p):]
	}
	return sent
}

// extend gives a client time to read so many bytes. Where the time cannot be
// set, as by a test's recorder, nobody waits.
func (f *Front) extend(c *http.ResponseController, n int) {
	_ = c.SetWriteDeadline(time.Now().Add(f.patience(n)))
}

// patience is how long a client may take for so many bytes.
func (f *Front) patience(n int) time.Duration {
	return f.Grace + time.Duration(float64(n)/float64(f.MinRate)*float64(time.Second))
}

// matches reports whether an If-None-Match names an entity tag, or any. The
// comparison is weak (RFC 9110, section 13.1.2).
func matches(lines []string, etag string) bool {
	etag = strings.TrimPrefix(etag, "W/")
	for _, line := range lines {
		rest := strings.TrimSpace(line)
		if rest == "*" {
			return true
		}
		for rest != "" {
			tag := strings.TrimPrefix(strings.TrimLeft(rest, " \t,"), "W/")
			if !strings.HasPrefix(tag, `"`) {
				break // no entity tag: the rest cannot be read
			}
			end := strings.IndexByte(tag[1:], '"')
			if end < 0 {
				break
			}
			if tag[:end+2] == etag {
				return true
			}
			rest = tag[end+2:]
		}
	}
	return false
}
