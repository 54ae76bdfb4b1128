package planner

import (
	"context"

	"lindero/sectors"
)

// ReinforceOptions say what to look for.
type ReinforceOptions struct {
	Options
	// Patrols is how many more patrols each side gives: that many more pairs.
	Patrols int
	// Close asks for the fewest pairs that meet every revisit rule.
	Close bool
	// Posts are the ids of candidate posts; empty: all posts of the scenario.
	Posts []string
}

// Reinforcement is where more pairs help most. An added pair has the numbers
// of a pair that is there, and starts from a candidate post of each side; the
// best choice is exact for the order of pairs along the border.
type Reinforcement struct {
	Layer string `json:"layer"`
	// Steps begin with the plan as it is; step r is the best that r more pairs
	// can do.
	Steps []ReinforceStep `json:"steps"`
	// Closed says that the last step meets every revisit rule on all that any
	// candidate can reach; only where Close was asked for.
	Closed bool `json:"closed"`
	// BeyondM is the length that no candidate can reach.
	BeyondM float64 `json:"beyond_m"`
}

// ReinforceStep is the best that a number of more pairs can do.
type ReinforceStep struct {
	More                 int         `json:"more"`
	UnreachableM         float64     `json:"unreachable_m"`
	UnreachableWeightedM float64     `json:"unreachable_weighted_m"`
	LambdaH              float64     `json:"lambda_h"`
	Added                []AddedPair `json:"added"` // in order along the border
}

// AddedPair is one more pair.
type AddedPair struct {
	Like  string    `json:"like"`   // the pair whose numbers it has
	Posts [2]string `json:"posts"`  // in the order of the sides
	FromM float64   `json:"from_m"` // its sector
	ToM   float64   `json:"to_m"`
	// What would be lost without it, the others staying.
	AddsWeightedM float64 `json:"adds_weighted_m"` // that would stay unvisited
	AddsLambdaH   float64 `json:"adds_lambda_h"`   // by which λ would be larger
}

// Reinforce finds where more pairs help most. It fails as Run does.
func Reinforce(ctx context.Context, l *sectors.Layout, o ReinforceOptions) (*Reinforcement, error) {
	return nil, nil
}
