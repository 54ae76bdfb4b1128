// Package reporttest makes reports for tests.
package reporttest

import (
	"testing"

	"lindero/planner"
	"lindero/sectors"
)

// Of returns the report of a scenario.
func Of(t testing.TB, s *sectors.Scenario) *planner.Report {
	t.Helper()
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	r, err := planner.NewReport(t.Context(), l, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
