package server

import (
	"context"
	"net/http"

	"lindero/data"
	"lindero/planner"
	"lindero/server/process"
)

// sources are the datasets that processes are asked about: those that a viewer
// sees all of.
type sources struct {
	*sight
	changed func() // is called when there is one more
}

func (s sources) Plan(id string) (*process.Source, bool)     { return sourceOf(s.plans.find(id)) }
func (s sources) Scenario(id string) (*process.Source, bool) { return sourceOf(s.scenarios.find(id)) }
func (s sources) Plans() []string                            { return s.plans.listed() }
func (s sources) Scenarios() []string                        { return s.scenarios.listed() }

// sourceOf returns what a dataset was made from, where it may be seen.
func sourceOf(d *dataset) (*process.Source, bool) {
	if d == nil || d.source == nil {
		return nil, false
	}
	return &process.Source{ID: d.id, Layout: d.source.Layout, Plan: d.source.Plan, Defaults: d.source.Defaults}, true
}

// Keep makes a dataset of a plan that was computed, under its hash.
func (s sources) Keep(ctx context.Context, c process.Computed) (string, error) {
	l := c.Layout
	src := &Source{Layout: l, Plan: c.Plan, trips: c.Trips}
	var like *dataset
	for _, d := range append(s.scenarios.list(), s.plans.list()...) {
		if d.source != nil && d.source.Layout == l {
			src.Report, like = d.source.Report, d
		}
	}
	if src.Report == nil {
		var err error
		if src.Report, err = planner.NewReport(ctx, l, nil); err != nil {
			return "", err
		}
	}
	d, err := newDataset(src, data.Full, like)
	if err != nil {
		return "", err
	}
	d.changeOf = c.Base
	s.plans.put(d)
	s.changed()
	return d.id, nil
}

// pageOf answers with a value of package process as a page.
func (s *Server) pageOf(w http.ResponseWriter, r *http.Request, value any) bool {
	if !wantsPage(r) {
		return false
	}
	s.answer(w, r, &view{linker: newLinker(r), dataset: s.seen(r).current}, typeJSON, title(variable(r, "processId")+variable(r, "jobId")), value)
	return true
}
