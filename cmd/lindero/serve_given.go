package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"lindero/data"
	"lindero/lang"
	"lindero/server"
)

// given reads what is to be served: scenarios, which are planned, and plans,
// with the scenarios that lie beside them. The first is the current one.
func (s *serveCommand) given(c *cobra.Command, l lang.Lang, names []string) ([]server.Given, error) {
	var out []server.Given
	taken := map[string]bool{}
	for _, name := range names {
		g, err := s.readGiven(c, l, name)
		if err != nil {
			return nil, err
		}
		base := g.Name
		for n := 2; taken[g.Name]; n++ {
			g.Name = fmt.Sprintf("%s-%d", base, n)
		}
		taken[g.Name] = true
		out = append(out, g)
	}
	return out, nil
}

// readGiven reads one scenario or plan.
func (s *serveCommand) readGiven(c *cobra.Command, l lang.Lang, name string) (server.Given, error) {
	scenario, planFolder := name, data.PlanFolder(name)
	if planFolder != "" {
		scenario = filepath.Join(planFolder, "scenario")
	}
	content, defaults, err := data.ReadScenario(scenario)
	if err != nil {
		return server.Given{}, err
	}
	r, err := coverageOf(c.Context(), content, newProgress(c.ErrOrStderr(), l))
	if err != nil {
		return server.Given{}, err
	}
	g := server.Given{Name: nameOf(name, planFolder), Report: r, Defaults: defaults}
	if planFolder == "" {
		g.Plan, err = s.plan(c, l, r.Coverage.Layout)
		return g, err
	}
	if g.Plan, err = data.ReadPlan(planFolder); err != nil {
		return g, err
	}
	if g.Plan.Scenario != r.Coverage.Layout.Scenario.Hash() {
		return g, usagef("%s is no plan of the scenario beside it, %s; plan that again with lindero plan %s -o FOLDER", name, scenario, scenario)
	}
	return g, nil
}

// nameOf returns the name under which something is served: that of its folder.
func nameOf(name, planFolder string) string {
	if planFolder != "" {
		name = planFolder
	}
	if full, err := filepath.Abs(name); err == nil {
		name = full
	}
	return filepath.Base(name)
}
