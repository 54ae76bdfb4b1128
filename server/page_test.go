package server_test

import (
	htmltext "html"
	"net/http"
	"strings"
	"testing"
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
