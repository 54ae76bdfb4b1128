package front

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"strconv"
	"sync/atomic"

	"lindero/server/problem"
)

// ids names requests: a text drawn when the server began, and a number.
type ids struct {
	prefix string
	last   *atomic.Uint64
}

func newIDs() ids {
	var b [6]byte
	_, _ = rand.Read(b[:]) // never fails
	return ids{prefix: hex.EncodeToString(b[:]) + "-", last: new(atomic.Uint64)}
}

// of returns the id that a request brings, where it is sane, else a new one.
func (i ids) of(r *http.Request) string {
	if brought := r.Header[problem.RequestID]; len(brought) == 1 && sane(brought[0]) {
		return brought[0]
	}
	var room [40]byte
	b := append(room[:0], i.prefix...)
	return string(strconv.AppendUint(b, i.last.Add(1), 10))
}

// sane reports whether an id is short and of letters, digits, dots, dashes and
// underscores, so that it can stand in any log.
func sane(id string) bool {
	if id == "" || len(id) > 64 {
		return false
	}
	for i := range len(id) {
		if !letter(id[i]) && id[i] != '.' && id[i] != '-' && id[i] != '_' {
			return false
		}
	}
	return true
}

func letter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// known is what a handler may ask about its request.
type known struct{ id, base string }

type knownKey struct{}

// BaseURL returns where the links of an answer begin: scheme and host, and a
// path where Config.BaseURL has one, without a slash at the end. For a request
// that came past no Front it is what the request itself says.
func BaseURL(r *http.Request) string {
	if k, ok := r.Context().Value(knownKey{}).(known); ok {
		return k.base
	}
	return scheme(r) + "://" + r.Host
}

// RequestID returns the id of the request that a context belongs to, or "".
func RequestID(ctx context.Context) string {
	k, _ := ctx.Value(knownKey{}).(known)
	return k.id
}

func scheme(r *http.Request) string {
	if r.TLS != nil {
		return "https"
	}
	return "http"
}
