package data

import "slices"

// PlanCodes returns every code that a plan may have, for tests.
func PlanCodes() []string {
	out := slices.Clone(kindCodes)
	for _, codes := range planCodes {
		out = append(out, codes...)
	}
	return out
}
