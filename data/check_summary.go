package data

import (
	"lindero/planner"
	"lindero/planner/check"
)

// CheckSummary is what --json prints of a check of a plan.
type CheckSummary struct {
	Scenario   string            `json:"scenario"` // hash, as the plan gives it
	Clean      bool              `json:"clean"`
	Checked    PlanCounts        `json:"checked"`
	Violations []check.Violation `json:"violations"`
}

// PlanCounts are how many things a plan holds.
type PlanCounts struct {
	Proofs        int `json:"proofs"`
	Pairs         int `json:"pairs"`
	Sectors       int `json:"sectors"`
	Beats         int `json:"beats"`
	MeetingPoints int `json:"meeting_points"`
	Infeasible    int `json:"infeasible"`
	Watches       int `json:"watches"`
	Gaps          int `json:"gaps"`
}

// SummariseCheck returns what --json prints of the violations of a plan, which
// check.Plan has found.
func SummariseCheck(p *planner.Plan, violations []check.Violation) CheckSummary {
	return CheckSummary{Scenario: p.Scenario, Clean: len(violations) == 0,
		Checked: PlanCounts{len(p.Layers), len(p.Pairs), len(p.Sectors), len(p.Beats), len(p.MeetingPoints),
			len(p.Infeasible), len(p.Coverage), len(p.Gaps)},
		Violations: append([]check.Violation{}, violations...)}
}

// All is how many things they are in all.
func (n PlanCounts) All() int {
	return n.Proofs + n.Pairs + n.Sectors + n.Beats + n.MeetingPoints + n.Infeasible + n.Watches + n.Gaps
}
