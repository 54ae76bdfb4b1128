package server

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"lindero/lang"
	"lindero/planner"
	"lindero/report"
	"lindero/report/formats"
	"lindero/report/paper"
	"lindero/server/problem"
)

// morePairs is up to how many more pairs reports tell what they would close.
const morePairs = 3

// reported is what reports of a plan are made from.
type reported struct {
	// public are those of the public view, by language, made with the dataset: no
	// more than they say is kept.
	public map[lang.Lang]*report.Document

	// Of who sees all: what further pairs would do, sought when it is first asked.
	asking sync.Mutex
	more   *planner.Reinforcement
}

// report answers with the report of a plan, in the form that the address ends in.
func (s *Server) report(w http.ResponseWriter, r *http.Request) {
	x := s.viewOf(w, r)
	if x == nil {
		return
	}
	name := variable(r, "reportFormat")
	f, err := formats.Of(name)
	if err != nil || f.Code != name {
		problem.Write(w, r, problem.Of(http.StatusNotFound, "reportFormat", missing("there is no report in the form %q", name, formats.Codes())))
		return
	}
	select { // one on each core: a report of a large plan takes much memory
	case s.reports <- struct{}{}:
		defer func() { <-s.reports }()
	case <-r.Context().Done():
		return
	}
	d, fault := x.document(r.Context(), language(r), r.URL.Query().Get("side"), !f.Figures)
	if fault != nil {
		if r.Context().Err() == nil {
			fault(w, r)
		}
		return
	}
	size := paper.A4
	if name := r.URL.Query().Get("paper"); name != "" {
		size, _ = paper.ParseSize(name) // as the description has it
	}
	var body bytes.Buffer
	w.Header().Set("Content-Language", string(d.Lang))
	w.Header().Add("Vary", "Accept-Language")
	if err := f.Write(&body, d, formats.Options{Paper: size}); err != nil {
		s.failed(w, r, err)
		return
	}
	if f.Code == "html" {
		x.sendReport(w, body.Bytes())
		return
	}
	w.Header().Set("Content-Type", f.MediaType)
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s-report.%s"`, archiveName(x.title, x.id), f.Code))
	x.send(w, body.Bytes())
}

// sendReport sends a report as a page, which may load nothing and run nothing.
func (x *view) sendReport(w http.ResponseWriter, body []byte) {
	w.Header().Set("Content-Type", typeHTML+"; charset=utf-8")
	w.Header().Set("Content-Security-Policy", stillPolicy)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	x.send(w, body)
}

// document returns what a report says; else what is to be answered in its place.
func (x *view) document(ctx context.Context, l lang.Lang, side string, bare bool) (*report.Document, http.HandlerFunc) {
	if x.source == nil {
		if side != "" {
			return nil, func(w http.ResponseWriter, r *http.Request) {
				problem.Write(w, r, problem.Of(http.StatusBadRequest, "side", "the public view has no reports of a side; leave it out"))
			}
		}
		return x.reported.public[l], nil
	}
	in := report.Input{Layout: x.source.Layout, Plan: x.source.Plan, ScenarioHash: x.source.Plan.Scenario, PlanHash: x.planHash}
	if side != "" && side != in.Plan.Sides[0] && side != in.Plan.Sides[1] {
		return nil, func(w http.ResponseWriter, r *http.Request) {
			problem.Write(w, r, problem.Of(http.StatusBadRequest, "side", missing("the plan has no side %q", side, in.Plan.Sides[:])))
		}
	}
	failed := func(w http.ResponseWriter, r *http.Request) {
		problem.Write(w, r, problem.New(http.StatusInternalServerError, "the report could not be made; what was asked for is fine"))
	}
	var err error
	if in.More, err = x.further(ctx); err != nil {
		return nil, failed
	}
	d, err := report.New(in, report.Options{Lang: l, Viewer: report.Viewer{Side: side}, Bare: bare})
	if err != nil {
		return nil, failed
	}
	return d, nil
}

// further returns what more pairs would do for the plan.
func (d *dataset) further(ctx context.Context) (*planner.Reinforcement, error) {
	d.reported.asking.Lock()
	defer d.reported.asking.Unlock()
	if d.reported.more != nil {
		return d.reported.more, nil
	}
	var err error
	d.reported.more, err = report.Further(ctx, d.source.Layout, d.source.Plan, morePairs)
	return d.reported.more, err
}

// publish makes the reports of a plan that the public may read.
func (d *dataset) publish(src *Source) error {
	d.reported.public = map[lang.Lang]*report.Document{}
	for _, l := range []lang.Lang{lang.English, lang.Spanish} {
		in := report.Input{Layout: src.Layout, Plan: src.Plan, ScenarioHash: src.Plan.Scenario}
		doc, err := report.New(in, report.Options{Lang: l, Viewer: report.Viewer{Public: true}})
		if err != nil {
			return fmt.Errorf("plan %q: %w", d.title, err)
		}
		d.reported.public[l] = doc
	}
	return nil
}

// reportLinks lead to the reports of a plan.
func (x *view) reportLinks() []link {
	var out []link
	for _, f := range formats.All() {
		out = append(out, x.to(x.path+"/report."+f.Code, "related", f.MediaType, "Coverage-gap report, "+strings.ToUpper(f.Code)))
	}
	return out
}
