package server

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

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

	// more is of who sees all, sought when it is first asked for.
	more sought
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
	side := r.URL.Query().Get("side")
	if p := x.refused(side); p != nil {
		problem.Write(w, r, p)
		return
	}
	d, done, err := s.document(r.Context(), x, report.Options{Lang: language(r), Viewer: report.Viewer{Side: side}, Bare: !f.Figures})
	defer done()
	if err != nil {
		if r.Context().Err() == nil {
			s.failed(w, r, err)
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

// refused says why there is no report for a side; nil: there is one.
func (x *view) refused(side string) *problem.Problem {
	switch {
	case side == "":
		return nil
	case x.source == nil:
		return problem.Of(http.StatusBadRequest, "side", "the public view has no reports of a side; leave it out")
	case !slices.Contains(x.source.Plan.Sides[:], side):
		return problem.Of(http.StatusBadRequest, "side", missing("the plan has no side %q", side, x.source.Plan.Sides[:]))
	}
	return nil
}

// document returns what a report says, and what gives its place back once it is
// written: as many are made at a time as there are cores, as a report of a large
// plan takes much memory.
func (s *Server) document(ctx context.Context, x *view, o report.Options) (d *report.Document, done func(), err error) {
	done = func() {}
	var more *planner.Reinforcement
	if x.source != nil {
		if more, err = s.seeker.further(ctx, x.dataset); err != nil {
			return nil, done, err
		}
	}
	select {
	case s.reports <- struct{}{}:
		done = func() { <-s.reports }
	case <-ctx.Done():
		return nil, done, ctx.Err()
	}
	if x.source == nil {
		return x.reported.public[o.Lang], done, nil
	}
	in := report.Input{Layout: x.source.Layout, Plan: x.source.Plan, More: more, ScenarioHash: x.source.Plan.Scenario, PlanHash: x.planHash}
	d, err = report.New(in, o)
	return d, done, err
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
