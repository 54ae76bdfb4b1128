package server

import (
	"net/http"

	"github.com/gorilla/mux"

	"lindero/server/api"
	"lindero/server/problem"
)

// held holds requests to the description of the API before they are answered.
func (s *Server) held(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		template := templateOf(mux.CurrentRoute(r))
		vars := map[string]string{}
		for name := range mux.Vars(r) {
			vars[name] = variable(r, name)
		}
		if wrong := s.described.Check(r, template, vars); wrong != nil {
			problem.Write(w, r, wrong)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// templateOf returns the path template of a route; "" where there is none.
func templateOf(route *mux.Route) string {
	if route == nil {
		return ""
	}
	template, err := route.GetPathTemplate()
	if err != nil {
		return ""
	}
	return template
}

// api answers with the description of the API.
func (s *Server) api(w http.ResponseWriter, r *http.Request) {
	base, public := newLinker(r).base, s.processes == nil
	if wantsPage(r) {
		page, err := s.described.Page(language(r), base, public)
		if err != nil {
			s.failed(w, r, err)
			return
		}
		s.sendPage(w, r, page)
		return
	}
	w.Header().Set("Content-Type", api.MediaType)
	new(view).send(w, s.described.JSON(base, public))
}

// Routes returns what is answered: methods and path templates, as
// "GET /collections".
func (s *Server) Routes() []string {
	var out []string
	// Walk fails only where the function does.
	_ = s.router.Walk(func(route *mux.Route, _ *mux.Router, _ []*mux.Route) error {
		template := templateOf(route)
		methods, _ := route.GetMethods() // and its methods
		for _, method := range methods {
			out = append(out, method+" "+template)
		}
		return nil
	})
	return out
}
