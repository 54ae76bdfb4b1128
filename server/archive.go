package server

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"lindero/data"
	"lindero/server/problem"
)

const typeZip = "application/zip"

// archive answers with the scenario of a dataset as a zip archive of its folder.
func (s *Server) archive(w http.ResponseWriter, r *http.Request) {
	x := s.viewOf(w, r)
	if x == nil {
		return
	}
	scenario := x.source.Layout.Scenario
	name := archiveName(scenario.Name, x.id)
	body, err := data.ZipScenario(scenario, name)
	switch {
	case errors.Is(err, data.ErrNoFolder):
		problem.Write(w, r, problem.New(http.StatusInternalServerError, fmt.Sprintf("the scenario cannot be written so that it is read as the same (%v); what was asked for is fine", err)))
	case err != nil:
		s.failed(w, r, err)
	default:
		w.Header().Set("Content-Type", typeZip)
		w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s.zip"`, name))
		x.send(w, body)
	}
}

// archiveName makes a name of a folder, of letters and digits that every system
// has: what is left of a scenario's name, and the id of the dataset.
func archiveName(name, id string) string {
	const most = 60
	words := strings.FieldsFunc(strings.ToLower(name), func(c rune) bool { return (c < 'a' || c > 'z') && (c < '0' || c > '9') })
	out := strings.Join(append(words, id), "-")
	return out[max(len(out)-most, 0):]
}
