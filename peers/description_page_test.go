//go:build peers

package peers

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"lindero/lang"
	"lindero/server/api"
)

// TestChromiumReadsDescription looks at the page of the API, under the policy
// that it is to be served with: nothing sticks out, all can be read, every
// table and example can be reached by keys, and nothing is said on the console.
func TestChromiumReadsDescription(t *testing.T) {
	d, err := api.Load()
	if err != nil {
		t.Fatal(err)
	}
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, err := d.Page(lang.Lang(r.URL.Query().Get("lang")), "", false)
		if err != nil || r.URL.Path != "/api" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
		_, _ = w.Write(page)
	}))
	defer host.Close()
	b := newBrowser(t)
	for _, c := range []struct {
		code  string
		width int
		dark  bool
	}{{"en", 1280, false}, {"en", 390, true}, {"es", 1280, true}, {"es", 390, false}, {"es", 320, false}} {
		name := fmt.Sprintf("api-%s-%d", c.code, c.width)
		b.show(host.URL+"/api?lang="+c.code, c.width, c.dark)
		b.photograph(name + ".png")
		var l look
		b.evaluate(measureLook, &l)
		if l.Lang != c.code || l.Rows < 200 {
			t.Errorf("%s: language %q, %d rows in sight", name, l.Lang, l.Rows)
		}
		if l.Width > c.width || len(l.Cut) > 0 {
			t.Errorf("%s: the page is %d wide; out of the window: %.8q", name, l.Width, l.Cut)
		}
		slices.SortFunc(l.Contrast, func(a, b contrast) int { return int(100 * (a.Ratio - b.Ratio)) })
		if worst := l.Contrast[0]; worst.Ratio < 4.5 {
			t.Errorf("%s: text of <%s>, %s on %s, has contrast %.2f; WCAG asks 4.5", name, worst.Element, worst.Colour, l.Canvas, worst.Ratio)
		}
		var unreachable int // boxes that scroll, and that keys do not come to
		b.evaluate(`[...document.querySelectorAll('pre,.wide')].filter(e => e.tabIndex < 0 || !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby'))).length`, &unreachable)
		if unreachable > 0 {
			t.Errorf("%s: %d boxes that scroll cannot be reached by keys, or have no name", name, unreachable)
		}
		if said := b.said(); len(said) > 0 {
			t.Errorf("%s: on the console: %s", name, said)
		}
	}
}
