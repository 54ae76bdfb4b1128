// Package heldtest holds the answers of tests to the description of the API.
package heldtest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"

	"github.com/gorilla/mux"

	"lindero/server/api"
)

// Described is the description of the API, and a router of its own that finds
// the operation of a request.
var Described = sync.OnceValues(func() (*api.Description, *mux.Router) {
	d, err := api.Load()
	if err != nil {
		panic(err) // every test would fail
	}
	r := mux.NewRouter().UseEncodedPath().SkipClean(true)
	for _, operation := range d.Templates() {
		method, template, _ := strings.Cut(operation, " ")
		r.Handle(template, http.NotFoundHandler()).Methods(method)
	}
	return d, r
})

// Answer holds an answer to the description of the API. What is at no path
// of it has to be a problem.
func Answer(r *http.Request, w *httptest.ResponseRecorder) error {
	d, router := Described()
	asked := r.Clone(r.Context())
	if asked.Method == http.MethodHead {
		asked.Method = http.MethodGet
	}
	path := asked.URL.EscapedPath()
	if trimmed := strings.TrimRight(path, "/"); trimmed != "" {
		path = trimmed
	}
	if root, id, ok := strings.Cut(path, "/items/"); ok { // ids may have slashes
		path = root + "/items/" + strings.ReplaceAll(id, "/", "%2F")
	}
	asked.URL.Path, asked.URL.RawPath = path, path
	var m mux.RouteMatch
	if !router.Match(asked, &m) || m.MatchErr != nil {
		if w.Code != http.StatusNotFound && w.Code != http.StatusMethodNotAllowed && w.Code != http.StatusMisdirectedRequest {
			return fmt.Errorf("%s %s: %d, and the description has no such operation", r.Method, r.URL, w.Code)
		}
		return nil
	}
	template, err := m.Route.GetPathTemplate()
	if err != nil {
		return err
	}
	body := w.Body.Bytes()
	if r.Method == http.MethodHead {
		body = nil // net/http sends none
	}
	if err := d.CheckAnswer(r, template, m.Vars, w.Code, w.Header(), body); err != nil {
		return fmt.Errorf("%s %s: %w", r.Method, r.URL, err)
	}
	return nil
}
