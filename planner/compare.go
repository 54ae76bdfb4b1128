package planner

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// ErrOtherBorder says that two plans are not of one border, and so cannot be
// compared. Compare wraps it with what differs.
var ErrOtherBorder = errors.New("the plans are not of one border")

// sameM is the difference up to which two borders, and two chainages of their
// plans, count as the same.
const sameM = 1

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
	ANever    bool    `json:"a_never"` // it is never watched
	BNever    bool    `json:"b_never"`
	AllowedH  float64 `json:"allowed_h"`
	// Exposures are the kilometres times the hours of a period by which the
	// times between watches exceed the rule: the whole period where it is
	// never watched.
	AExposureKmH float64 `json:"a_exposure_km_h"`
	BExposureKmH float64 `json:"b_exposure_km_h"`
}

// LayerChange is what a layer's objectives are in the two plans.
type LayerChange struct {
	Layer         string  `json:"layer"`
	AUnreachableM float64 `json:"a_unreachable_m"`
	BUnreachableM float64 `json:"b_unreachable_m"`
	ALambdaH      float64 `json:"a_lambda_h"`
	BLambdaH      float64 `json:"b_lambda_h"`
}

// Compare lists what differs from plan a to plan b. It fails with
// ErrOtherBorder where they are not plans of one border: the sides differ, or
// the length by more than 1 m. Chainages less than 1 m apart are no move.
func Compare(a, b *Plan) (*Comparison, error) {
	switch {
	case a == nil || b == nil:
		return nil, fmt.Errorf("%w: one of them is missing", ErrOtherBorder)
	case a.Sides != b.Sides:
		return nil, fmt.Errorf("%w: their sides are %s and %s, and %s and %s", ErrOtherBorder, a.Sides[0], a.Sides[1], b.Sides[0], b.Sides[1])
	case !(math.Abs(a.LengthM-b.LengthM) <= sameM):
		return nil, fmt.Errorf("%w: it is %.3f m long, and %.3f m", ErrOtherBorder, a.LengthM, b.LengthM)
	}
	pairs := comparedPairs(a, b)
	before, after := revisitsOf(a), revisitsOf(b)
	return &Comparison{
		Sectors:  movedSectors(pairs),
		Meetings: movedMeetings(pairs),
		Opened:   gapChanges(b, a, a, b, before, after),
		Closed:   gapChanges(a, b, a, b, before, after),
		Layers:   layerChanges(a, b),
	}, nil
}

// comparedPair is what two plans say of the pair of the same two patrols.
type comparedPair struct {
	Pair             // of b; of a where b has none
	at       float64 // chainage to list it by
	sectors  [2]Sector
	meetings [2][]Meeting
}

// comparedPairs returns the pairs of both plans, known by their patrols, by
// layer and along the border.
func comparedPairs(a, b *Plan) []*comparedPair {
	byPatrols := map[[2]string]*comparedPair{}
	var out []*comparedPair
	for k, p := range []*Plan{b, a} {
		k = 1 - k
		byID := make(map[string]*comparedPair, len(p.Pairs))
		for _, pair := range p.Pairs {
			c := byPatrols[pair.Patrols]
			if c == nil {
				c = &comparedPair{Pair: pair, at: pair.MeetM}
				byPatrols[pair.Patrols] = c
				out = append(out, c)
			}
			byID[pair.ID] = c
		}
		for _, s := range p.Sectors {
			if c := byID[s.Pair]; c != nil {
				from := onBorder(s.FromM, p.LengthM)
				s.FromM, s.ToM = from, s.ToM-s.FromM+from
				c.sectors[k] = s
			}
		}
		for i := range p.Beats {
			if c := byID[p.Beats[i].Pair]; c != nil {
				c.meetings[k] = append(c.meetings[k], Meeting{p.Beats[i].MeetingPoint, onBorder(p.Beats[i].MeetM, p.LengthM)})
			}
		}
		for _, c := range byID {
			c.meetings[k] = inOrder(c.meetings[k])
		}
	}
	slices.SortStableFunc(out, func(x, y *comparedPair) int {
		return cmp.Or(cmp.Compare(x.Layer, y.Layer), cmp.Compare(x.at, y.at), slices.Compare(x.Patrols[:], y.Patrols[:]))
	})
	return out
}

// onBorder returns a chainage within the border: on a ring chainages count on,
// so that one place has several.
func onBorder(m, lengthM float64) float64 {
	if lengthM > 0 && (m < 0 || m > lengthM) {
		m -= math.Floor(m/lengthM) * lengthM
	}
	return m
}

// inOrder returns each place once, in order along the border.
func inOrder(ms []Meeting) []Meeting {
	slices.SortStableFunc(ms, func(x, y Meeting) int {
		return cmp.Or(cmp.Compare(x.ChainageM, y.ChainageM), cmp.Compare(x.MeetingPoint, y.MeetingPoint))
	})
	return slices.CompactFunc(ms, samePlace)
}

// samePlace reports whether two meetings are at one place.
func samePlace(x, y Meeting) bool {
	return x.MeetingPoint == y.MeetingPoint && (x.MeetingPoint != "" || same(x.ChainageM, y.ChainageM))
}

func same(x, y float64) bool { return math.Abs(x-y) <= sameM }

func movedSectors(pairs []*comparedPair) []MovedSector {
	out := []MovedSector{}
	for _, c := range pairs {
		a, b := c.sectors[0], c.sectors[1]
		if (a.ID == "") == (b.ID == "") && same(a.FromM, b.FromM) && same(a.ToM, b.ToM) {
			continue
		}
		out = append(out, MovedSector{Pair: c.ID, Layer: c.Layer, AFromM: a.FromM, AToM: a.ToM, BFromM: b.FromM, BToM: b.ToM})
	}
	return out
}

func movedMeetings(pairs []*comparedPair) []MovedMeeting {
	out := []MovedMeeting{}
	for _, c := range pairs {
		if a, b := c.meetings[0], c.meetings[1]; !slices.EqualFunc(a, b, samePlace) {
			out = append(out, MovedMeeting{Pair: c.ID, A: append([]Meeting{}, a...), B: append([]Meeting{}, b...)})
		}
	}
	return out
}

// layerChanges returns the layers of both plans, in the order of a.
func layerChanges(a, b *Plan) []LayerChange {
	out := []LayerChange{}
	for i := range a.Layers {
		x := &a.Layers[i]
		for k := range b.Layers {
			if y := &b.Layers[k]; x.Name == y.Name {
				out = append(out, LayerChange{x.Name, x.UnreachableM, y.UnreachableM, x.LambdaH, y.LambdaH})
			}
		}
	}
	return out
}
