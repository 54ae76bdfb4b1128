package server_test

import (
	"encoding/json"
	"fmt"
	htmltext "html"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lindero/data"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/sectors"
	"lindero/server"
	"lindero/server/front"
)

// TestLinks follows the links of every document and page from the root on, in
// both views, with and without a path before all others: each leads to what it
// promises. Of the features of a collection a few are followed.
func TestLinks(t *testing.T) {
	l, p := plantest.Drawn(t)
	rules := &l.Scenario.Rules // what every scenario of a file says
	rules.MeetingToleranceMin, rules.IfAbsent = 30, sectors.AloneOwnSide
	r, err := planner.NewReport(t.Context(), l, nil)
	if err != nil {
		t.Fatal(err)
	}
	for view, base := range map[data.View]string{data.Full: "https://example.org/lindero", data.Public: ""} {
		t.Run(fmt.Sprintf("%v %s", view, base), func(t *testing.T) {
			h, err := server.New(server.Config{Given: []server.Given{{Name: "drawn north", Report: r, Plan: p}}, View: view, Front: front.Config{BaseURL: base}})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { closed(t, h) })
			c := &crawler{t: t, h: h, base: base, seen: map[string]int{}}
			if base == "" {
				c.base = "http://127.0.0.1:8080"
			}
			if view == data.Full {
				c.work()
			}
			c.follow(hop{from: "the start", href: c.base + "/", promised: "application/json"})
			c.follow(hop{from: "the start", href: c.base + "/", page: true, promised: "text/html"})
			for len(c.next) > 0 && !t.Failed() {
				now := c.next
				c.next = nil
				for _, to := range now {
					c.follow(to)
				}
			}
			for _, path := range c.wanted(view) {
				if !slices.ContainsFunc(c.list, func(s string) bool { return strings.HasPrefix(s, c.base+path) }) {
					t.Errorf("no link leads to %s; %d do elsewhere", path, len(c.list))
				}
			}
			t.Logf("%d links", len(c.list))
		})
	}
}

// hop is a link, and where it was read.
type hop struct {
	from, href, promised string
	page                 bool // it was read on a page: a browser follows it
	execute              bool // it is to be sent inputs
}

// crawler follows links.
type crawler struct {
	t    *testing.T
	h    *server.Server
	base string
	seen map[string]int
	list []string
	next []hop
}

// wanted are beginnings of addresses of which each has to be found.
func (c *crawler) wanted(v data.View) []string {
	out := []string{"/api", "/conformance", "/plans", "/scenarios/", "/collections/gaps/items/", "/collections/gaps/schema",
		"/collections/gaps/queryables", "/collections/gaps/tiles/WebMercatorQuad/", "/tiles/WebMercatorQuad/", "/tileMatrixSets/WebMercatorQuad", "/?f=html"}
	if v == data.Full {
		out = append(out, "/processes/what-if/execution", "/jobs/", "/collections/ways/items/")
	}
	return out
}

// work has a plan made as a job, so that there is more to be found.
func (c *crawler) work() {
	r := httptest.NewRequest(http.MethodPost, "/processes/plan/execution", strings.NewReader(`{"inputs": {"scenario": "drawn north"}}`))
	r.Host = "127.0.0.1:8080"
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Prefer", "respond-async")
	w := httptest.NewRecorder()
	c.h.ServeHTTP(w, r)
	job, ok := strings.CutPrefix(w.Header().Get("Location"), c.base)
	if w.Code != http.StatusCreated || !ok {
		c.t.Fatalf("%d %s: %s", w.Code, w.Header(), w.Body)
	}
	wait(c.t, c.h, job)
}

// address returns where a link leads to, and whether that is here.
func (c *crawler) address(to hop) (string, bool) {
	if to.page && strings.HasPrefix(to.href, "#") {
		return "", false // held where it was read
	}
	from, err := url.Parse(to.from)
	if err != nil {
		c.t.Fatal(err)
	}
	href, err := from.Parse(to.href)
	if err != nil {
		c.t.Errorf("%s: %q: %v", to.from, to.href, err)
		return "", false
	}
	href.Fragment = ""
	if !to.page && !strings.HasPrefix(to.href, "http") {
		c.t.Errorf("%s: %q is relative", to.from, to.href)
	}
	at := href.String()
	own, _ := url.Parse(c.base)
	if href.Host != own.Host {
		return at, false // somebody else's
	}
	if !strings.HasPrefix(at, c.base+"/") {
		c.t.Errorf("%s: %q is not below %s", to.from, to.href, c.base)
		return "", false
	}
	return at, true
}

// follow asks for what a link leads to, and holds it to what it promises.
func (c *crawler) follow(to hop) {
	at, ok := c.address(to)
	if !ok {
		return
	}
	target := strings.TrimPrefix(at, c.base)
	if c.known(fmt.Sprint(at, to.promised, to.page)) {
		return
	}
	c.list = append(c.list, at)
	if to.execute {
		if w := do(c.h, http.MethodGet, target); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != http.MethodPost {
			c.t.Errorf("%s: %s: %d, and is to be asked with POST", to.from, to.href, w.Code)
		}
		return
	}
	var accept []string
	if to.page {
		accept = []string{"Accept", html}
	}
	w := do(c.h, http.MethodGet, target, accept...)
	is, _, _ := mime.ParseMediaType(w.Header().Get("Content-Type"))
	if want, _, _ := mime.ParseMediaType(to.promised); w.Code == http.StatusNoContent && want == "application/vnd.mapbox-vector-tile" {
		return // nothing there
	} else if w.Code != http.StatusOK || to.promised != "" && is != want {
		c.t.Errorf("%s: %s is %d %s, and %s is promised: %.300s", to.from, to.href, w.Code, is, to.promised, w.Body)
		return
	}
	switch {
	case is == "text/html":
		c.readPage(at, w.Body.String())
	case strings.HasSuffix(is, "json") && is != "application/vnd.oai.openapi+json": // the description has but examples of links
		var v any
		if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
			c.t.Fatalf("%s: %v", at, err)
		}
		c.readJSON(at, v)
	}
}

// known reports whether a link has been followed, or enough others to features of
// the same collection have.
func (c *crawler) known(link string) bool {
	const enough = 5
	if before, _, ok := strings.Cut(link, "/items/"); ok && c.seen[link] == 0 {
		if c.seen[before]++; c.seen[before] > enough {
			return true
		}
	}
	c.seen[link]++
	return c.seen[link] > 1
}

var (
	anchors  = regexp.MustCompile(`(?s)<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>`)
	promises = regexp.MustCompile(`\(([a-z]+/[a-z0-9.+-]+)[^()]*\)$`)
)

// readPage reads the links of a page: in brackets stands what some promise.
func (c *crawler) readPage(at, text string) {
	for _, m := range anchors.FindAllStringSubmatch(text, -1) {
		href := htmltext.UnescapeString(m[1])
		if id, ok := strings.CutPrefix(href, "#"); ok && !strings.Contains(text, `id="`+id+`"`) {
			c.t.Errorf("%s: there is no %s", at, href)
		}
		to := hop{from: at, href: href, page: true}
		if p := promises.FindStringSubmatch(htmltext.UnescapeString(m[2])); p != nil {
			to.promised = p[1]
		}
		c.next = append(c.next, to)
	}
}

// readJSON reads the links of a document: objects with href, rel and type, and
// the addresses of tiles.
func (c *crawler) readJSON(at string, v any) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			c.readJSON(at, x)
		}
	case map[string]any:
		if href, ok := v["href"].(string); ok {
			kind, _ := v["type"].(string)
			rel, _ := v["rel"].(string)
			if kind == "" || rel == "" {
				c.t.Errorf("%s: %v has no type or no rel", at, v)
			}
			c.next = append(c.next, hop{from: at, href: filledIn(href), promised: kind, execute: strings.HasSuffix(rel, "/execute")})
		}
		if tiles, ok := v["tiles"].([]any); ok && v["tilejson"] == "3.0.0" {
			for _, x := range tiles {
				c.next = append(c.next, hop{from: at, href: filledIn(x.(string)), promised: "application/vnd.mapbox-vector-tile"})
			}
		}
		for _, x := range v {
			c.readJSON(at, x)
		}
	}
}

// filledIn is the address of the tile that has the whole world.
func filledIn(template string) string {
	return strings.NewReplacer("{tileMatrixSetId}", "WebMercatorQuad", "{tileMatrix}", "0", "{tileRow}", "0", "{tileCol}", "0",
		"{z}", "0", "{y}", "0", "{x}", "0").Replace(template)
}
