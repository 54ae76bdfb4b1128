package server_test

import (
	htmltext "html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"lindero/data"
)

// TestTitlesInSpanish: what a collection is called is Spanish on a Spanish page.
func TestTitlesInSpanish(t *testing.T) {
	h := drawnPlan(t)
	for _, root := range []string{"/plans/drawn", "/scenarios/drawn"} {
		for _, name := range names(t, h, root) {
			var c struct{ Title string }
			read(t, h, root+"/collections/"+name, &c)
			text := htmltext.UnescapeString(do(h, http.MethodGet, root+"/collections/"+name+"/items?f=html&lang=es").Body.String())
			if c.Title == "" || strings.Contains(text, "<h1>"+c.Title+"</h1>") {
				t.Errorf("%s/collections/%s: %q is not translated", root, name, c.Title)
			}
		}
	}
}

// TestWayKeepsLanguage: who has chosen a language keeps it on the way up; who has
// not gets no language that the browser did not ask for.
func TestWayKeepsLanguage(t *testing.T) {
	way := regexp.MustCompile(`(?s)<nav.*?</nav>`)
	link := regexp.MustCompile(`href="([^"]*)"`)
	h := mapped(t, data.Full, nil)
	for target, chosen := range map[string]bool{
		"/scenarios/drawn/collections/gaps/items?f=html&lang=es": true,
		"/scenarios/drawn/collections/gaps/items?f=html":         false,
	} {
		links := link.FindAllStringSubmatch(way.FindString(do(h, http.MethodGet, target, "Accept-Language", "es").Body.String()), -1)
		if len(links) < 4 {
			t.Errorf("%s: a way of %d links", target, len(links))
		}
		for _, l := range links {
			if strings.HasSuffix(l[1], "&amp;lang=es") != chosen {
				t.Errorf("%s: %s", target, l[1])
			}
		}
	}
}
