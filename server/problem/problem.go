// Package problem writes what is wrong with a request as RFC 9457 has it:
// application/problem+json, with each fault and how to mend it.
package problem

import (
	"encoding/json"
	"net/http"
)

// MediaType is the content type of problems.
const MediaType = "application/problem+json"

// Problem is an answer to a request that cannot be met (RFC 9457, section 3).
type Problem struct {
	Type     string  `json:"type,omitempty"` // a URI; empty: about:blank
	Title    string  `json:"title"`
	Status   int     `json:"status"`
	Detail   string  `json:"detail,omitempty"`   // what is wrong and how to mend it
	Instance string  `json:"instance,omitempty"` // urn:lindero:request: and the request's id
	Errors   []Fault `json:"errors,omitempty"`
}

// Fault is one thing that is wrong, and where.
type Fault struct {
	Parameter string `json:"parameter,omitempty"` // of the query or the path
	Header    string `json:"header,omitempty"`
	Pointer   string `json:"pointer,omitempty"`  // into the body: a JSON pointer (RFC 6901) after #
	Position  *int   `json:"position,omitempty"` // in the parameter's text, in characters from 1
	Detail    string `json:"detail"`
	// For programs that say it in other words, where there is a code for it: what
	// is wrong, what it is about, and a length in metres.
	Code     string   `json:"code,omitempty"`
	Subjects []string `json:"subjects,omitempty"`
	LengthM  float64  `json:"length_m,omitempty"`
}

// New returns a problem with the title of its status. The detail is that of the
// first fault where none is given.
func New(status int, detail string, faults ...Fault) *Problem {
	if detail == "" && len(faults) > 0 {
		detail = faults[0].Detail
	}
	return &Problem{Title: http.StatusText(status), Status: status, Detail: detail, Errors: faults}
}

// Of returns a problem about one parameter of a request.
func Of(status int, parameter, detail string) *Problem {
	return New(status, detail, Fault{Parameter: parameter, Detail: detail})
}

// Error returns the detail, so that a problem can be an error.
func (p *Problem) Error() string { return p.Detail }

// RequestID is the header that names a request, in the answer and for the
// problem's instance.
const RequestID = "X-Request-Id"

// Write answers with a problem. Where the answer's header names the request,
// the problem does too.
func Write(w http.ResponseWriter, _ *http.Request, p *Problem) {
	out := *p
	if id := w.Header().Get(RequestID); id != "" && out.Instance == "" {
		out.Instance = "urn:lindero:request:" + id
	}
	w.Header().Set("Content-Type", MediaType)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(out.Status)
	_ = json.NewEncoder(w).Encode(out) // text always encodes; a client that went away is no fault of ours
}
