package front

import (
	"net/http"
	"slices"
	"strings"

	"lindero/server/problem"
)

// What browsers may do with what is not a page, and with a page whose handler
// says nothing about it.
const (
	dataPolicy = "default-src 'none'; frame-ancestors 'none'"
	pagePolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

// fixedHeader returns the fields that every answer has.
func (f *Front) fixedHeader() []field {
	resource := "same-origin"
	if len(f.Origins) > 0 {
		resource = "cross-origin"
	}
	fixed := []field{
		{"X-Content-Type-Options", []string{"nosniff"}},
		{"Referrer-Policy", []string{"no-referrer"}},
		{"X-Frame-Options", []string{"DENY"}},
		{"Cross-Origin-Resource-Policy", []string{resource}},
	}
	if f.CertFile != "" || strings.HasPrefix(f.BaseURL, "https:") {
		fixed = append(fixed, field{"Strict-Transport-Security", []string{"max-age=31536000"}})
	}
	if f.anywhere {
		fixed = append(fixed, field{"Access-Control-Allow-Origin", []string{"*"}})
	}
	if len(f.Origins) > 0 {
		fixed = append(fixed, field{"Access-Control-Expose-Headers", []string{
			"Content-Crs, Content-Encoding, ETag, Link, Location, Preference-Applied, Retry-After, " + problem.RequestID}})
	}
	return fixed
}

// complete adds to a handler's header what every answer has.
func (f *Front) complete(h http.Header, compressible bool) {
	for _, x := range f.fixed {
		h[x.name] = x.values
	}
	if h["Content-Security-Policy"] == nil {
		policy := dataPolicy
		if strings.HasPrefix(h.Get("Content-Type"), "text/html") {
			policy = pagePolicy
		}
		h["Content-Security-Policy"] = []string{policy}
	}
	if h["Cache-Control"] == nil {
		h["Cache-Control"] = []string{"no-store"}
	} else if c := h.Get("Cache-Control"); c == revalidate || c == immutable {
		h["Cache-Control"] = []string{f.sharing() + ", " + c}
	}
	vary := slices.Clone(h["Vary"])
	if compressible {
		vary = append(vary, "Accept-Encoding")
	}
	if len(f.Origins) > 0 && !f.anywhere {
		vary = append(vary, "Origin")
	}
	if f.TrustProxy && f.base == "" && h.Get("Cache-Control") != "no-store" {
		// Else a cache between the proxy and others has links of what one client made up.
		vary = append(vary, "X-Forwarded-Host", "X-Forwarded-Proto")
	}
	if len(vary) > 0 {
		h["Vary"] = []string{joined(vary)}
	}
}

func (f *Front) sharing() string {
	if f.Private {
		return "private"
	}
	return "public"
}

// The fields that pages from elsewhere may send, and for how many seconds
// browsers need not ask again.
const (
	allowedFields = "Accept, Accept-Language, Content-Type, If-None-Match, Prefer, " + problem.RequestID
	preflightAge  = "7200"
)

// allowOrigin tells the browser of a page from one of the origins that it may
// show the answer to it.
func (f *Front) allowOrigin(h http.Header, r *http.Request) {
	if f.anywhere {
		return // every answer says so
	}
	if o := r.Header["Origin"]; len(o) == 1 && f.trusts(o[0]) {
		h["Access-Control-Allow-Origin"] = o
	}
}

func (f *Front) trusts(origin string) bool {
	_, ok := f.origins[strings.ToLower(origin)]
	return ok || f.anywhere
}

// preflight answers a browser that asks what a page from elsewhere may do
// (Fetch, section 4.8), and reports whether this was such a question.
func (f *Front) preflight(w http.ResponseWriter, r *http.Request, v *visit) bool {
	if r.Header["Access-Control-Request-Method"] == nil || r.Header["Origin"] == nil || len(f.Origins) == 0 {
		return false
	}
	d := draft{header: http.Header{}, status: http.StatusNoContent}
	d.header.Set("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers")
	if f.trusts(r.Header.Get("Origin")) {
		d.header.Set("Access-Control-Allow-Methods", f.methods)
		d.header.Set("Access-Control-Allow-Headers", allowedFields)
		d.header.Set("Access-Control-Max-Age", preflightAge)
	}
	f.write(w, r, v, f.finish(&d))
	return true
}

// embedded reports whether a page from elsewhere fetches something, other than by
// a link that somebody follows (Fetch Metadata). It could not read the answer, but
// it could see how long it takes, and ask much.
func (f *Front) embedded(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "cross-site", "same-site":
	default:
		return false
	}
	if r.Method == http.MethodGet && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document" {
		return false
	}
	o := r.Header["Origin"]
	return len(o) != 1 || !f.trusts(o[0])
}

func foreignPage(r *http.Request) *problem.Problem {
	detail := "a page of another origin asks for " + r.Method + "; it may where --cors names its origin"
	return problem.New(http.StatusForbidden, detail, problem.Fault{Header: "Origin", Detail: detail})
}
