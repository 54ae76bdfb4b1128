package server

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"slices"

	"lindero/data"
	"lindero/lang"
	"lindero/planner"
	"lindero/sectors"
	"lindero/server/front"
)

//go:embed page.html
var pageText string

//go:embed shown.html
var shownText string

var (
	pageTemplate  = template.Must(template.New("page").Parse(pageText))
	shownTemplate = template.Must(template.New("shown").Parse(shownText))
)

// pageData is what the overview shows, the page at the root that needs no
// JavaScript.
type pageData struct {
	lang.Lang
	Other       lang.Lang
	Base        string // address of this server
	Name        string
	Public      bool
	Mapped      bool // there is the map, which is at the root too
	Rows        []pageRow
	Collections []*collection
	Plans       []*dataset
	Scenarios   []*dataset
	Sources     []sectors.Source
	Note        bool
}

// pageRow is a row of the table: a kind, or the total.
type pageRow struct {
	Kind string
	planner.Totals
}

// page answers with the overview.
func (s *Server) page(w http.ResponseWriter, r *http.Request, x *view) {
	l, seen := language(r), s.seen(r)
	s.writePage(w, r, pageTemplate, pageData{Lang: l, Other: other(l), Base: x.base, Name: x.title,
		Public: s.view == data.Public, Mapped: s.mapped != nil, Rows: x.rows, Collections: x.collections,
		Plans: seen.plans.list(), Scenarios: seen.scenarios.list(),
		Sources: x.members.Sources, Note: x.members.Note != ""})
}

// other returns the language that a page offers beside its own.
func other(l lang.Lang) lang.Lang {
	if l == lang.Spanish {
		return lang.English
	}
	return lang.Spanish
}

// writePage writes a page: nothing of it where it cannot be made whole.
func (s *Server) writePage(w http.ResponseWriter, r *http.Request, t *template.Template, v any) {
	var body bytes.Buffer
	if err := t.Execute(&body, v); err != nil {
		s.failed(w, r, err)
		return
	}
	s.sendPage(w, r, body.Bytes())
}

// stillPolicy lets a page load nothing and run nothing.
const stillPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// sendPage sends a page, which may load nothing and run nothing.
func (s *Server) sendPage(w http.ResponseWriter, r *http.Request, body []byte) {
	w.Header().Set("Content-Type", typeHTML+"; charset=utf-8")
	w.Header().Set("Content-Language", string(language(r)))
	w.Header().Set("Content-Security-Policy", stillPolicy)
	w.Header().Add("Vary", "Accept-Language")
	front.Cacheable(w, front.Revalidate)
	_, _ = w.Write(body) // a client that went away is no fault of ours
}

// reportRows returns the table of a report, and planRows that of a plan.
func reportRows(r *planner.Report) []pageRow { return tableRows(r.ByKind, r.Total) }
func planRows(p *planner.Plan) []pageRow     { return tableRows(planTotals(p)) }

// shownRows returns a table whose gaps are those of a collection: the public is
// told no more of them than it sees.
func shownRows(rows []pageRow, gaps *collection) []pageRow {
	open := map[string]planner.Totals{}
	for i := range gaps.features {
		of := gaps.features[i].of
		length, _ := of.Properties["length_m"].(float64)
		for _, kind := range []string{text(of, "kind"), totalRow} {
			open[kind] = open[kind].Add(planner.Totals{GapM: length, GapCount: 1})
		}
	}
	out := slices.Clone(rows)
	for i := range out {
		t := open[out[i].Kind]
		out[i].GapM, out[i].GapCount = min(t.GapM, out[i].LengthM), t.GapCount
	}
	return out
}

// totalRow is the kind of the row that sums the others.
const totalRow = "total"

func tableRows(byKind map[sectors.Kind]planner.Totals, total planner.Totals) []pageRow {
	var rows []pageRow
	for _, k := range sectors.Kinds {
		if t, ok := byKind[k]; ok {
			rows = append(rows, pageRow{string(k), t})
		}
	}
	return append(rows, pageRow{totalRow, total})
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
