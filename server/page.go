package server

import (
	_ "embed"
	"html/template"
	"net/http"

	"lindero/data"
	"lindero/lang"
	"lindero/planner"
	"lindero/sectors"
)

//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// pageData is what the page shows.
type pageData struct {
	lang.Lang
	Other       lang.Lang
	Name        string
	Public      bool
	Rows        []pageRow
	Collections []collection
	Sources     []sectors.Source
	Note        bool
}

// pageRow is a row of the table: a kind, or the total.
type pageRow struct {
	Kind string
	planner.Totals
}

// page answers with a page for people.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	l := language(r)
	d := pageData{Lang: l, Other: lang.Spanish, Name: s.report.Coverage.Layout.Scenario.Name,
		Public: s.view == data.Public, Rows: s.rows(), Collections: s.collections,
		Sources: s.members.Sources, Note: s.members.Note != ""}
	if l == lang.Spanish {
		d.Other = lang.English
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", string(l))
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	if r.Method == http.MethodHead {
		return
	}
	_ = pageTemplate.Execute(w, d) // a client that went away is no fault of ours
}

func (s *Server) rows() []pageRow {
	var rows []pageRow
	for _, k := range sectors.Kinds {
		if t, ok := s.report.ByKind[k]; ok {
			rows = append(rows, pageRow{string(k), t})
		}
	}
	return append(rows, pageRow{"total", s.report.Total})
}
