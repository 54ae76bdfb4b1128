package check_test

import (
	"context"
	"testing"

	"lindero/data"
	"lindero/planner"
	"lindero/planner/check"
	"lindero/sectors"
)

// run plans a scenario.
func run(t testing.TB, s *sectors.Scenario, o planner.Options) (*sectors.Layout, *planner.Plan) {
	t.Helper()
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	p, err := planner.Run(context.Background(), l, o)
	if err != nil {
		t.Fatal(err)
	}
	return l, p
}

// violations checks a plan.
func violations(t testing.TB, l *sectors.Layout, p *planner.Plan) []check.Violation {
	t.Helper()
	found, err := check.Plan(context.Background(), l, p)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// clean wants a plan without violations.
func clean(t testing.TB, l *sectors.Layout, p *planner.Plan) {
	t.Helper()
	for i, v := range violations(t, l, p) {
		if i == 20 {
			t.Fatal("and more")
		}
		t.Errorf("%s %s: want %s, got %s", v.Code, v.Where, v.Want, v.Got)
	}
}

func TestEmbedded(t *testing.T) {
	for _, name := range data.Embedded() {
		t.Run(name, func(t *testing.T) {
			s, _, err := data.ReadScenario(name)
			if err != nil {
				t.Fatal(err)
			}
			l, p := run(t, s, planner.Options{})
			clean(t, l, p)
		})
	}
}
