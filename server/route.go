package server

import (
	"net/http"

	"github.com/gorilla/mux"
)

// Route returns the template of a request's route, such as
// /collections/{name}/items, or "" where there is none.
func (s *Server) Route(r *http.Request) string {
	var m mux.RouteMatch
	if !s.router.Match(r, &m) || m.Route == nil {
		return ""
	}
	t, err := m.Route.GetPathTemplate()
	if err != nil {
		return ""
	}
	return t
}
