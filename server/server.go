// Package server answers HTTP requests about plans and scenarios: as OGC API
// datasets (Features, Tiles), as pages for people, and on request by computing
// (Processes).
//
// What a viewer may see is made ready when the server is made, or when a plan is
// computed; a request only chooses and copies. A Server is safe for concurrent
// use.
package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"sync"

	"github.com/gorilla/mux"

	"lindero/data"
	"lindero/lang"
	"lindero/planner"
	"lindero/server/api"
	"lindero/server/front"
	"lindero/server/problem"
	"lindero/server/process"
)

// Given is a scenario that a server is started with, and its plan.
type Given struct {
	Name   string // in addresses: /scenarios/NAME, /plans/NAME
	Report *planner.Report
	Plan   *planner.Plan // of the report's layout; nil: none
	// Defaults are the values that the scenario left open, as data.ReadScenario
	// returns them.
	Defaults []string
}

// Config is what a server is made from.
type Config struct {
	Given   []Given // the first is the current one
	View    data.View
	Version string // of the program; plans that are computed carry it
	// Page has the files of the built page of the map, index.html and assets, as
	// web.Page returns them; nil: it was not built, and the overview says so.
	Page fs.FS
	// Front is what stands before all requests. Who may ask (Local), and whether
	// caches may share answers (Private), follow from View.
	Front front.Config
}

// Server is the handler of all requests.
type Server struct {
	shown     *sight
	view      data.View
	front     *front.Front
	handler   http.Handler // the front, and behind it the router
	router    *mux.Router
	described *api.Description
	processes *process.Service // nil: the view has none
	mapped    *mapPage         // nil: it was not built
	reports   chan struct{}    // a place for each report that is being made
	seeker    *seeker
}

// description is made once: it is the same for all servers, and never changes.
var description = sync.OnceValues(api.Load)

// New makes a server for what the view may see of the given.
func New(c Config) (*Server, error) {
	if len(c.Given) == 0 {
		return nil, errNothing
	}
	described, err := description()
	if err != nil {
		return nil, err
	}
	mapped, err := newMapPage(c.Page)
	if err != nil {
		return nil, err
	}
	s := &Server{view: c.View, shown: &sight{plans: newShelf(), scenarios: newShelf()}, described: described, mapped: mapped, reports: make(chan struct{}, runtime.GOMAXPROCS(0)), seeker: newSeeker()}
	for i, g := range c.Given {
		src := &Source{Layout: g.Report.Coverage.Layout, Report: g.Report, Defaults: g.Defaults}
		d, err := newDataset(src, c.View, nil)
		if err != nil {
			return nil, err
		}
		s.shown.scenarios.put(d, g.Name)
		shelf, name := s.shown.scenarios, ""
		if g.Plan != nil {
			if d, err = newDataset(&Source{Layout: src.Layout, Report: g.Report, Plan: g.Plan, Defaults: g.Defaults}, c.View, d); err != nil {
				return nil, err
			}
			shelf, name = s.shown.plans, g.Name
		}
		if i == 0 {
			s.shown.current = d
			if g.Plan != nil {
				shelf.put(d, "current")
			}
		}
		shelf.put(d, name)
	}
	c.Front.Local, c.Front.Private = c.View != data.Public, c.View != data.Public
	c.Front.Media = []string{typeJSON, typeGeoJSON, typeHTML, typeSchema}
	if s.front, err = front.New(c.Front); err != nil {
		return nil, err
	}
	if c.View == data.Full {
		s.processes, err = process.New(process.Config{
			Sources: sources{s.shown, s.front.Forget}, Version: c.Version, Page: s.pageOf,
			URL: func(r *http.Request, path string) string { return front.BaseURL(r) + path },
		})
		if err != nil {
			return nil, err
		}
	}
	s.route()
	s.handler = s.front.Wrap(http.HandlerFunc(s.routed), s.template)
	return s, nil
}

// Close lets what is being computed end, or cancels it when ctx ends.
func (s *Server) Close(ctx context.Context) error {
	err := s.front.Close(ctx)
	s.seeker.close()
	if s.processes != nil {
		err = errors.Join(err, s.processes.Close(ctx))
	}
	return err
}

// route lays out the paths.
func (s *Server) route() {
	s.router = mux.NewRouter().UseEncodedPath().SkipClean(true)
	s.router.Use(s.held)
	get := func(path string, h http.HandlerFunc) {
		s.router.HandleFunc(path, h).Methods(http.MethodGet, http.MethodHead)
	}
	get("/", s.home)
	for _, root := range []string{"", "/plans/{planId}", "/scenarios/{scenarioId}"} {
		if root != "" {
			get(root, s.landing)
		}
		get(root+"/conformance", s.conformance)
		get(root+"/collections", s.collections)
		get(root+"/collections/{collectionId}", s.collection)
		get(root+"/collections/{collectionId}/queryables", s.queryables)
		get(root+"/collections/{collectionId}/schema", s.schema)
		get(root+"/collections/{collectionId}/items", s.items)
		get(root+"/collections/{collectionId}/items/{featureId}", s.item)
		for _, of := range []string{"", "/collections/{collectionId}"} {
			get(root+of+"/tiles", s.tilesets)
			get(root+of+"/tiles/{tileMatrixSetId}", s.tileset)
			get(root+of+"/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}", s.tile)
		}
	}
	get("/plans", s.plans)
	get("/plans/{planId}/report.{reportFormat}", s.report)
	get("/scenarios", s.scenarios)
	get("/api", s.api)
	get("/assets/{file}", s.asset)
	get("/tileMatrixSets", s.matrixSets)
	get("/tileMatrixSets/{tileMatrixSetId}", s.matrixSet)
	if s.processes != nil {
		get("/plans/{planId}/plan", s.plan)
		get("/plans/{planId}/scenario.zip", s.archive)
		get("/scenarios/{scenarioId}/scenario.zip", s.archive)
		s.processes.Register(s.router)
	}
	s.router.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		problem.Write(w, r, problem.New(http.StatusNotFound, "there is nothing at "+r.URL.Path+"; see / for what there is"))
	})
	s.router.MethodNotAllowedHandler = http.HandlerFunc(s.wrongMethod)
}

// wrongMethod says which methods a path has.
func (s *Server) wrongMethod(w http.ResponseWriter, r *http.Request) {
	var has []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		asked := r.Clone(r.Context())
		asked.Method = method
		var m mux.RouteMatch
		if s.router.Match(asked, &m) && m.MatchErr == nil {
			has = append(has, method)
		}
	}
	w.Header().Set("Allow", strings.Join(has, ", "))
	problem.Write(w, r, problem.New(http.StatusMethodNotAllowed, fmt.Sprintf("%s is not answered here; use %s", r.Method, strings.Join(has, " or "))))
}

// ServeHTTP answers a request, once it is past what stands before all requests.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Serve answers requests that come in on a listener until ctx ends, and then
// lets running answers end.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	s.front.Ready(true)
	return s.front.Serve(ctx, l, s)
}

// Reload looks at once whether the certificate's files have changed.
func (s *Server) Reload() { s.front.Reload() }

// routed answers a request by its path.
func (s *Server) routed(w http.ResponseWriter, r *http.Request) {
	if !r.URL.Query().Has("f") {
		// Else a browser shows what its map has asked for in place of the page.
		w.Header().Add("Vary", "Accept")
	}
	s.router.ServeHTTP(w, trimmed(r))
}

// trimmed returns a request whose address is tidy.
func trimmed(r *http.Request) *http.Request {
	u := tidy(r.URL)
	if u == r.URL {
		return r
	}
	asked := r.Clone(r.Context())
	asked.URL = u
	return asked
}

// template returns the path template of the route that is to answer a request;
// "" where there is none.
func (s *Server) template(r *http.Request) string {
	var m mux.RouteMatch
	if !s.router.Match(trimmed(r), &m) || m.MatchErr != nil {
		return ""
	}
	return templateOf(m.Route)
}

// view is a dataset as a request asks for it.
type view struct {
	linker
	*dataset
	path string // of its landing page, without a slash at the end
	// byID: the address names the content, so that the answer never changes.
	byID bool
}

// variable returns a variable of the path; what cannot be decoded is nobody's
// name.
func variable(r *http.Request, name string) string {
	text, err := url.PathUnescape(mux.Vars(r)[name])
	if err != nil {
		return "\ufffd"
	}
	return text
}

// viewOf returns the dataset that a request asks for; nil where there is none,
// which has been answered.
func (s *Server) viewOf(w http.ResponseWriter, r *http.Request) *view {
	seen, x := s.seen(r), &view{linker: newLinker(r)}
	vars := mux.Vars(r)
	for _, root := range []struct {
		variable string
		shelf    *shelf
		path     string
		what     string
	}{{"planId", seen.plans, "/plans/", "plan"}, {"scenarioId", seen.scenarios, "/scenarios/", "scenario"}} {
		if _, ok := vars[root.variable]; !ok {
			continue
		}
		name := variable(r, root.variable)
		if x.dataset = root.shelf.find(name); x.dataset == nil {
			problem.Write(w, r, problem.Of(http.StatusNotFound, root.variable, missing("there is no "+root.what+" %q", name, root.shelf.names())))
			return nil
		}
		x.path, x.byID = root.path+segment(name), name == x.id
		return x
	}
	x.dataset = seen.current
	return x
}

// missing says that nothing has a name, and which there are.
func missing(format, name string, names []string) string {
	out := fmt.Sprintf(format, name)
	if use := problem.Suggest(name, names); use != "" {
		out += "; " + use
	}
	return out
}

// collectionOf returns the collection that a request asks for, and its dataset;
// nil where there is none, which has been answered.
func (s *Server) collectionOf(w http.ResponseWriter, r *http.Request) (*view, *collection) {
	x := s.viewOf(w, r)
	if x == nil {
		return nil, nil
	}
	name := variable(r, "collectionId")
	c := x.find(name)
	if c == nil {
		problem.Write(w, r, problem.Of(http.StatusNotFound, "collectionId", missing("there is no collection %q", name, x.collectionNames())))
	}
	return x, c
}

// answer writes a value as JSON, or as a page where one is asked for.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, x *view, mediaType, title string, v any) {
	text, err := json.Marshal(v)
	switch {
	case err != nil:
		s.failed(w, r, err)
	case wantsPage(r):
		s.show(w, r, newShown(x, title, text))
	default:
		w.Header().Set("Content-Type", mediaType)
		x.send(w, append(text, '\n'))
	}
}

// send writes an answer that may be kept: for ever where the address names the
// content, else with a question each time.
func (x *view) send(w http.ResponseWriter, body []byte) {
	x.keep(w)
	_, _ = w.Write(body) // a client that went away is no fault of ours
}

// keep says how long an answer may be kept.
func (x *view) keep(w http.ResponseWriter) {
	policy := front.Revalidate
	if x.byID {
		policy = front.Immutable
	}
	front.Cacheable(w, policy)
}

// failed answers that something went wrong here, which is logged unless it is only
// that nobody waits any more.
func (s *Server) failed(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() == nil {
		s.front.Fault(r, err)
	}
	problem.Write(w, r, problem.New(http.StatusInternalServerError, "the answer could not be made; what was asked for is fine, and the server's log has more under this request's id"))
}

// wantsPage reports whether a request asks for a page for people: by f, else by
// what it accepts. What accepts anything gets JSON.
func wantsPage(r *http.Request) bool {
	switch r.URL.Query().Get("f") {
	case "html":
		return true
	case "":
		return front.Prefer(r, typeJSON, typeGeoJSON, typeHTML) == typeHTML
	}
	return false
}

// language returns the language a request asks for: ?lang=, else the
// browser's.
func language(r *http.Request) lang.Lang {
	if l, err := lang.Parse(r.URL.Query().Get("lang")); err == nil {
		return l
	}
	return lang.Accept(r.Header.Get("Accept-Language"))
}
