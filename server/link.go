package server

import (
	"net/http"
	"net/url"
	"strings"

	"lindero/server/front"
)

// Media types.
const (
	typeJSON    = "application/json"
	typeGeoJSON = "application/geo+json"
	typeSchema  = "application/schema+json"
	typeHTML    = "text/html"
)

// Relations that OGC names by URI.
const (
	relOGC         = "http://www.opengis.net/def/rel/ogc/1.0/"
	relConformance = relOGC + "conformance"
	relData        = relOGC + "data"
	relQueryables  = relOGC + "queryables"
	relSchema      = relOGC + "schema"
	relTilesets    = relOGC + "tilesets-vector"
	relProcesses   = relOGC + "processes"
	relJobs        = relOGC + "job-list"
)

// link leads to a resource (RFC 8288); always absolute and with its type.
type link struct {
	Href      string `json:"href"`
	Rel       string `json:"rel"`
	Type      string `json:"type,omitempty"`
	Title     string `json:"title,omitempty"`
	Templated bool   `json:"templated,omitempty"`
}

// linker makes the absolute links of an answer.
type linker struct{ base string }

// to returns a link to a path of this server.
func (l linker) to(path, rel, mediaType, title string) link {
	return link{Href: l.base + path, Rel: rel, Type: mediaType, Title: title}
}

// selves returns the links of an answer to itself, as it is and in the other
// form.
func (l linker) selves(r *http.Request, mediaType string) []link {
	here := l.base + r.URL.EscapedPath()
	self := link{Href: here, Rel: "self", Type: mediaType, Title: "This document"}
	if r.URL.RawQuery != "" {
		self.Href += "?" + r.URL.RawQuery
	}
	page := link{Href: here + withFormat(r.URL.RawQuery, "html"), Rel: "alternate", Type: typeHTML, Title: "This document as a page"}
	return []link{self, page}
}

// withFormat returns a query, with its question mark, that asks for a format.
func withFormat(raw, format string) string {
	var kept []string
	for _, part := range strings.Split(raw, "&") {
		if name, _, _ := strings.Cut(part, "="); part != "" && name != "f" {
			kept = append(kept, part)
		}
	}
	return "?" + strings.Join(append(kept, "f="+format), "&")
}

// segment writes a name as one segment of a path.
func segment(name string) string { return url.PathEscape(name) }

// newLinker returns what makes the links of an answer to a request.
func newLinker(r *http.Request) linker { return linker{front.BaseURL(r)} }
