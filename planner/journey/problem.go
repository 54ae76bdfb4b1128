package journey

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/access"
	"lindero/planner/spelling"
	"lindero/sectors"
)

// Code says what is wrong with a question.
type Code string

// What is wrong, and of which ids.
const (
	UnknownPatrol Code = "unknown_patrol" // the id, then ids that are like it
	UnknownPair   Code = "unknown_pair"   // the id, then those of the scenario's pairs
	OffEarth      Code = "off_earth"
	NoBorder      Code = "no_border"
	BadStep       Code = "step"
	OtherSide     Code = "other_side"   // the side, and the other on which the place lies, LengthM from the border
	WrongSide     Code = "wrong_side"   // the post, its side, and the other on which it stands, LengthM from the border
	PostAtSea     Code = "post_at_sea"  // the post, the patrol that cannot move there
	SameSide      Code = "same_side"    // the patrols, their side
	Layers        Code = "layers"       // the patrols, their layers
	UnknownPost   Code = "unknown_post" // the id, then ids that are like it
	PostsOneSide  Code = "posts"        // the posts, their side
	NoneThere     Code = "none_there"   // the posts; and by post what starts there
)

// Problem is what is wrong with a question.
type Problem struct {
	Code     Code
	Subjects []string
	LengthM  float64
	Near     *Place // the nearest place of the border
}

// Error names the problem; data.JourneyMessage says it.
func (p *Problem) Error() string {
	return fmt.Sprintf("journey: %s %s", p.Code, strings.Join(p.Subjects, ", "))
}

// patrolOf returns the patrol that has an id; nil where there is none.
func patrolOf(s *sectors.Scenario, id string) *sectors.Patrol {
	i := slices.IndexFunc(s.Patrols, func(p sectors.Patrol) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return &s.Patrols[i]
}

func unknownPatrol(s *sectors.Scenario, id string) *Problem {
	var ids []string
	for i := range s.Patrols {
		ids = append(ids, s.Patrols[i].ID)
	}
	return &Problem{Code: UnknownPatrol, Subjects: append([]string{id}, spelling.Some(id, ids)...)}
}

// otherSide is the problem of a place that a patrol's side has not.
func (g *ground) otherSide(p *sectors.Patrol, at access.Standing) *Problem {
	m := g.ChainageM[at.Breakpoint]
	near := newPlace("", "", g.At[at.Breakpoint])
	near.BorderM = &m
	return &Problem{Code: OtherSide, Subjects: []string{p.Side, at.Side}, LengthM: at.DistanceM, Near: &near}
}

// standing says what is wrong with where the patrol's post stands.
func (t *traveller) standing() error {
	if at := access.Stands(t.Axis, t.post); at.Side != "" && at.Side != t.patrol.Side {
		return &Problem{Code: WrongSide, Subjects: []string{t.post.ID, t.patrol.Side, at.Side}, LengthM: at.DistanceM}
	}
	v := t.patrol.SpeedKmh
	if len(t.land) == 0 || v.Sea > 0 || v.River > 0 || t.patrol.Layer != sectors.SurfaceLayer {
		return nil
	}
	if m := t.shoreM(t.post.At); m > besideM {
		return &Problem{Code: PostAtSea, Subjects: []string{t.post.ID, t.patrol.ID}, LengthM: m}
	}
	return nil
}

// shoreM is how far a place is from land; 0 on it.
func (g *ground) shoreM(at orb.Point) float64 {
	if g.landAt(at) != nil {
		return 0
	}
	m := math.Inf(1)
	for i := range g.land {
		for _, p := range g.land[i].Polygon {
			for _, ring := range p {
				if line, err := geo.NewLine(orb.LineString(ring)); err == nil {
					m = min(m, line.Locate(at).OffsetM)
				}
			}
		}
	}
	return m
}
