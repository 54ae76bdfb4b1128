package server

import (
	"fmt"
	"io/fs"
	"net/http"
	"path"

	"lindero/server/front"
	"lindero/server/problem"
)

// mapPolicy is what the page of the map may do: load what this server has, and
// nothing from elsewhere. The worker that decodes tiles is a file of the page too,
// and is held to what its own answer says; so scripts are sent with it as well.
const mapPolicy = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; style-src 'self'; " +
	"img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// assetTypes are the content types of the page's files, by the ends of their
// names. What a machine has in its own list of types counts for nothing.
var assetTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    typeScript,
	".mjs":   typeScript,
	".json":  typeJSON,
	".png":   "image/png",
	".svg":   "image/svg+xml",
	".txt":   "text/plain; charset=utf-8",
	".wasm":  "application/wasm",
	".webp":  "image/webp",
	".woff2": "font/woff2",
}

const typeScript = "text/javascript; charset=utf-8"

// mapPage is the page of the map, as it was built.
type mapPage struct {
	index  []byte
	files  fs.FS
	assets map[string]string // names of the files below assets: their content types
}

// newMapPage reads what there is of a built page; nil where it was not built.
func newMapPage(files fs.FS) (*mapPage, error) {
	if files == nil {
		return nil, nil
	}
	index, err := fs.ReadFile(files, "index.html")
	if err != nil {
		return nil, fmt.Errorf("the page of the map: %w; build it again with make web", err)
	}
	entries, err := fs.ReadDir(files, "assets")
	if err != nil {
		return nil, fmt.Errorf("the page of the map: %w; build it again with make web", err)
	}
	m := &mapPage{index: index, files: files, assets: map[string]string{}}
	for _, e := range entries {
		if !e.Type().IsRegular() {
			continue
		}
		media, ok := assetTypes[path.Ext(e.Name())]
		if !ok {
			return nil, fmt.Errorf("the page of the map: assets/%s has no content type; give it one in assetTypes", e.Name())
		}
		m.assets[e.Name()] = media
	}
	return m, nil
}

// wantsMap reports whether a request for the root is a browser's that asks for
// no form in particular, and there is a map.
func (s *Server) wantsMap(r *http.Request) bool {
	return s.mapped != nil && !r.URL.Query().Has("f") && wantsPage(r)
}

// sendMap sends the page of the map, which is the same for everybody: what it
// shows it asks for.
func (s *Server) sendMap(w http.ResponseWriter) {
	w.Header().Set("Content-Type", typeHTML+"; charset=utf-8")
	w.Header().Set("Content-Security-Policy", mapPolicy)
	front.Cacheable(w, front.Revalidate)
	_, _ = w.Write(s.mapped.index) // a client that went away is no fault of ours
}

// asset answers with a file of the page. Its name carries a hash of its content,
// so it may be kept for ever.
func (s *Server) asset(w http.ResponseWriter, r *http.Request) {
	name := variable(r, "file")
	if s.mapped == nil {
		problem.Write(w, r, problem.Of(http.StatusNotFound, "file", "this program was built without the map; build it with make web and then make build"))
		return
	}
	media, ok := s.mapped.assets[name]
	if !ok {
		problem.Write(w, r, problem.Of(http.StatusNotFound, "file", fmt.Sprintf("the map has no file %q; load the page again, it may be of another version", name)))
		return
	}
	body, err := fs.ReadFile(s.mapped.files, path.Join("assets", name))
	if err != nil {
		s.failed(w, r, err)
		return
	}
	w.Header().Del("Vary") // it has one form
	w.Header().Set("Content-Type", media)
	if media == typeScript {
		w.Header().Set("Content-Security-Policy", mapPolicy)
	}
	front.Cacheable(w, front.Immutable)
	_, _ = w.Write(body) // a client that went away is no fault of ours
}
