package server_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// TestSlashesInAddresses: ids with slashes are found as they are and encoded,
// and a slash more at the end does no harm.
func TestSlashesInAddresses(t *testing.T) {
	h := drawnPlan(t)
	slashes := 0
	for _, root := range []string{"", "/plans/current", "/scenarios/drawn"} {
		for _, name := range names(t, h, root) {
			var all struct{ Features []struct{ ID string } }
			read(t, h, root+"/collections/"+name+"/items", &all)
			for _, f := range all.Features {
				at := root + "/collections/" + name + "/items/"
				want := do(h, http.MethodGet, at+url.PathEscape(f.ID)).Body.String()
				for _, path := range []string{f.ID, f.ID + "/", url.PathEscape(f.ID) + "/"} {
					if got := asIs(h, at+path); got.Code != http.StatusOK || got.Body.String() != want {
						t.Errorf("%s: %d %.200s, want %.200s", at+path, got.Code, got.Body, want)
					}
				}
				slashes += strings.Count(f.ID, "/")
			}
		}
	}
	if slashes == 0 {
		t.Error("no id has a slash")
	}
	for path, status := range map[string]int{
		"/collections/": 200, "/plans/current/": 200, "/plans/current//": 200,
		"/collections/gaps/items/no/such": 404, "/collections/gaps/items/hills%2F/": 404,
		"/collections/gaps/tiles/a/b": 404, "/plans/a/b/collections/gaps/items/stream/1": 404,
	} {
		if got := asIs(h, path).Code; got != status {
			t.Errorf("%s: %d, want %d", path, got, status)
		}
	}
}

// asIs asks for an address that the description of the API does not have as it
// is.
func asIs(h http.Handler, target string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8080"+target, nil))
	return w
}
