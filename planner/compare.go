package planner

// Comparison is what differs between two plans of one border.
type Comparison struct {
	// Sectors that moved, by the patrols of their pair: from A's to B's. A
	// sector that only one of them has is all zero in the other.
	Sectors []MovedSector `json:"sectors"`
	// Meetings are the pairs that meet elsewhere.
	Meetings []MovedMeeting `json:"meetings"`
	// Opened are gaps of B that are none in A, Closed the other way round.
	Opened []GapChange `json:"opened"`
	Closed []GapChange `json:"closed"`
	// Per layer that both have.
	Layers []LayerChange `json:"layers"`
}

// MovedSector is a sector in two plans.
type MovedSector struct {
	Pair   string  `json:"pair"`
	Layer  string  `json:"layer"`
	AFromM float64 `json:"a_from_m"`
	AToM   float64 `json:"a_to_m"`
	BFromM float64 `json:"b_from_m"`
	BToM   float64 `json:"b_to_m"`
}

// MovedMeeting is where a pair meets in two plans: ids of meeting points, or
// chainages of breakpoints, in order along the border.
type MovedMeeting struct {
	Pair string    `json:"pair"`
	A    []Meeting `json:"a"`
	B    []Meeting `json:"b"`
}

// Meeting is a place where a pair meets.
type Meeting struct {
	MeetingPoint string  `json:"meeting_point"` // empty for a breakpoint
	ChainageM    float64 `json:"chainage_m"`
}

// GapChange is a span that is a gap in one of the plans only.
type GapChange struct {
	Route     string  `json:"route"`
	Kind      string  `json:"kind"`
	FromM     float64 `json:"from_m"`
	ToM       float64 `json:"to_m"`
	LengthM   float64 `json:"length_m"`
	ARevisitH float64 `json:"a_revisit_h"` // the period where it is never watched
	BRevisitH float64 `json:"b_revisit_h"`
	AllowedH  float64 `json:"allowed_h"`
}

// LayerChange is what a layer's objectives are in the two plans.
type LayerChange struct {
	Layer         string  `json:"layer"`
	AUnreachableM float64 `json:"a_unreachable_m"`
	BUnreachableM float64 `json:"b_unreachable_m"`
	ALambdaH      float64 `json:"a_lambda_h"`
	BLambdaH      float64 `json:"b_lambda_h"`
}

// Compare lists what differs from plan a to plan b. It fails where they are
// not plans of one border.
func Compare(a, b *Plan) (*Comparison, error) { return nil, nil }
