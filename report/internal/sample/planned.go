package sample

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"lindero/data"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/report"
	"lindero/sectors"
)

// Flagship plans Guatemala–Mexico, whose plan a report can be made of.
func Flagship(t testing.TB) report.Input {
	t.Helper()
	return planned(t, scenario(t))
}

// Planned plans a scenario in the box.
func Planned(t testing.TB, name string) report.Input {
	t.Helper()
	s, _, err := data.ReadScenario(name)
	if err != nil {
		t.Fatal(err)
	}
	return planned(t, s)
}

func scenario(t testing.TB) *sectors.Scenario {
	t.Helper()
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func planned(t testing.TB, s *sectors.Scenario) report.Input {
	t.Helper()
	l, p := plantest.Planned(t, s)
	return report.Input{Layout: l, Plan: p}
}

// More asks what up to three more pairs would do.
func More(t testing.TB, in report.Input) *planner.Reinforcement {
	t.Helper()
	m, err := planner.Reinforce(t.Context(), in.Layout, planner.ReinforceOptions{Patrols: 3})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Marked is the flagship with ids and names of posts and patrols that stand nowhere
// else: Secret finds those of a side.
func Marked(t testing.TB) report.Input {
	t.Helper()
	s := scenario(t)
	ids := map[string]string{}
	for i := range s.Posts {
		p := &s.Posts[i]
		ids[p.ID] = fmt.Sprintf("zq%s%dzq", strings.ToLower(p.Side), i)
		p.ID, p.Name = ids[p.ID], fmt.Sprintf("Xk%s%dxk", p.Side, i)
	}
	for i := range s.Patrols {
		p := &s.Patrols[i]
		p.ID, p.Post = fmt.Sprintf("Wv%s%dvw", p.Side, i), ids[p.Post]
	}
	return planned(t, s)
}

// Secret finds what Marked has named, by the code of the side whose it is.
var Secret = map[string]*regexp.Regexp{
	"GT": regexp.MustCompile(`zqgt\d+zq|XkGT\d+xk|WvGT\d+vw`),
	"MX": regexp.MustCompile(`zqmx\d+zq|XkMX\d+xk|WvMX\d+vw`),
}
