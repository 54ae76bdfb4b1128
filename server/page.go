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

// rows returns the table: of the plan, where there is one.
func (s *Server) rows() []pageRow {
	byKind, total := s.report.ByKind, s.report.Total
	if s.plan != nil {
		byKind, total = planTotals(s.plan)
	}
	var rows []pageRow
	for _, k := range sectors.Kinds {
		if t, ok := byKind[k]; ok {
			rows = append(rows, pageRow{string(k), t})
		}
	}
	return append(rows, pageRow{"total", total})
}

// planTotals returns the totals of a plan as a report has them.
func planTotals(p *planner.Plan) (byKind map[sectors.Kind]planner.Totals, total planner.Totals) {
	byKind = map[sectors.Kind]planner.Totals{}
	for _, t := range p.Totals.Kinds {
		k := sectors.Kind(t.Of)
		byKind[k] = byKind[k].Add(planner.Totals{LengthM: t.LengthM, GapM: t.GapM})
	}
	for i := range p.Gaps {
		k := sectors.Kind(p.Gaps[i].Kind)
		byKind[k] = byKind[k].Add(planner.Totals{GapCount: 1})
	}
	for _, t := range byKind {
		total.GapCount += t.GapCount
	}
	for _, t := range p.Totals.Kinds { // in order: sums of floats depend on it
		total.LengthM, total.GapM = total.LengthM+t.LengthM, total.GapM+t.GapM
	}
	return byKind, total
}
