package server

import (
	"net/url"
	"regexp"
	"strings"
)

// slashed is the path of a feature whose id has slashes as they are.
var slashed = regexp.MustCompile(`^((?:/(?:plans|scenarios)/[^/]+)?/collections/[^/]+/items/)([^/]+/.+)$`)

// tidy returns an address as it is routed: without slashes at its end, of which
// some clients put one more, and with the slashes of a feature's id encoded,
// which GDAL, OWSLib and ogc-client leave as they are.
func tidy(u *url.URL) *url.URL {
	path := u.EscapedPath()
	if trimmed := strings.TrimRight(path, "/"); trimmed != "" {
		path = trimmed
	} else if path != "" {
		path = "/"
	}
	if m := slashed.FindStringSubmatch(path); m != nil {
		path = m[1] + strings.ReplaceAll(m[2], "/", "%2F")
	}
	if path == u.EscapedPath() {
		return u
	}
	out := *u
	var err error
	if out.Path, err = url.PathUnescape(path); err != nil {
		return u // nobody's address
	}
	out.RawPath = path
	return &out
}
