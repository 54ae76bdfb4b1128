package plantest

import (
	"testing"

	"lindero/planner"
	"lindero/sectors"
)

// Planned returns a scenario's layout and its plan.
func Planned(t testing.TB, s *sectors.Scenario) (*sectors.Layout, *planner.Plan) {
	t.Helper()
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	p, err := planner.Run(t.Context(), l, planner.Options{Version: "1.2.3"})
	if err != nil {
		t.Fatal(err)
	}
	return l, p
}
