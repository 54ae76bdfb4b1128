// Package server answers HTTP requests about one report and the plan made of
// its layout, if there is one: a page that says what is there, and their
// collections as GeoJSON.
//
// Everything is made ready when the server is made; a request only chooses
// and copies. A Server is safe for concurrent use.
package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"lindero/data"
	"lindero/lang"
	"lindero/planner"
)

// Server is the handler of all requests.
type Server struct {
	report      *planner.Report
	plan        *planner.Plan // nil: none
	view        data.View
	members     data.Members
	collections []collection
	router      *mux.Router
}

// New makes a server for what the view may see of a report and, unless it is
// nil, of a plan of the same layout: coverage and gaps are then the plan's.
func New(r *planner.Report, p *planner.Plan, v data.View) (*Server, error) {
	s := &Server{report: r, plan: p, view: v, members: data.MembersOf(r, v)}
	if err := s.collect(); err != nil {
		return nil, err
	}
	s.router = mux.NewRouter()
	s.router.HandleFunc("/", s.page).Methods(http.MethodGet, http.MethodHead)
	s.router.HandleFunc("/health", s.health).Methods(http.MethodGet, http.MethodHead)
	s.router.HandleFunc("/collections/{name}/items", s.items).Methods(http.MethodGet, http.MethodHead)
	s.router.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		problem(w, http.StatusNotFound, "there is nothing at "+r.URL.Path+"; see /")
	})
	s.router.MethodNotAllowedHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", "GET, HEAD")
		problem(w, http.StatusMethodNotAllowed, r.Method+" is not answered here; use GET")
	})
	return s, nil
}

// collect makes the collections ready, the report's first, and those of a plan
// in place of the report's of the same names.
func (s *Server) collect() error {
	l, planned := s.report.Coverage.Layout, map[string]bool{}
	var ofPlan []collection
	if s.plan != nil {
		for _, c := range data.PlanCollections(s.view) {
			ready, err := newCollection(c.Name, c.Title, c.Features(l, s.plan, s.view))
			if err != nil {
				return err
			}
			planned[c.Name] = true
			ofPlan = append(ofPlan, ready)
		}
	}
	for _, c := range data.Collections(s.view) {
		if planned[c.Name] {
			continue
		}
		ready, err := newCollection(c.Name, c.Title, c.Features(s.report, s.view))
		if err != nil {
			return err
		}
		s.collections = append(s.collections, ready)
	}
	s.collections = append(s.collections, ofPlan...)
	return nil
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if s.view != data.Public && !local(r.Host) {
		problem(w, http.StatusMisdirectedRequest, "posts and patrols are shown on this machine only, as 127.0.0.1 or localhost; for others serve with --public")
		return
	}
	s.router.ServeHTTP(w, r)
}

// local reports whether a request's Host names this machine. A page from
// elsewhere may lead its own name to 127.0.0.1 and have a browser ask us; the
// name then gives it away.
func local(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// HTTP returns a server with the handler and with limits on how long a client
// may take.
func (s *Server) HTTP() *http.Server {
	return &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
}

func (s *Server) health(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte(`{"status":"ok"}` + "\n")) // a client that went away is no fault of ours
}

// items answers with the features of a collection, a page of them.
func (s *Server) items(w http.ResponseWriter, r *http.Request) {
	name := mux.Vars(r)["name"]
	c := s.find(name)
	if c == nil {
		problem(w, http.StatusNotFound, fmt.Sprintf("there is no collection %q; see / for those there are", name))
		return
	}
	q, err := parseQuery(r.URL.RawQuery)
	if err != nil {
		problem(w, http.StatusBadRequest, err.Error())
		return
	}
	body, err := c.page(r, q, s.members)
	if err != nil {
		problem(w, http.StatusInternalServerError, "the answer could not be written")
		return
	}
	w.Header().Set("Content-Type", "application/geo+json")
	// Answers HEAD and ranges too, which some GIS clients ask for.
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

func (s *Server) find(name string) *collection {
	for i := range s.collections {
		if s.collections[i].Name == name {
			return &s.collections[i]
		}
	}
	return nil
}

// problem answers with an error as RFC 9457 writes it.
func problem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	// A map of text and a number always encodes; a client that went away is
	// no fault of ours.
	_ = json.NewEncoder(w).Encode(map[string]any{
		"title": http.StatusText(status), "status": status, "detail": detail,
	})
}

// language returns the language a request asks for: ?lang=, else the
// browser's.
func language(r *http.Request) lang.Lang {
	if l, err := lang.Parse(r.URL.Query().Get("lang")); err == nil {
		return l
	}
	return lang.Accept(r.Header.Get("Accept-Language"))
}
