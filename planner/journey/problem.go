package journey

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/access"
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
	return &Problem{Code: UnknownPatrol, Subjects: append([]string{id}, Alike(id, ids)...)}
}

// mostAlike is how many ids are suggested.
const mostAlike = 5

// Alike returns the ids most like one that is not there, at most five; the first
// ones where none is like it.
func Alike(id string, ids []string) []string {
	if near := Near(id, ids); len(near) > 0 {
		return near
	}
	return ids[:min(len(ids), mostAlike)]
}

// Near returns the ids like one that is not there, the most alike first and at
// most five; none where none is like it.
func Near(id string, ids []string) []string {
	type candidate struct {
		id string
		d  int
	}
	var near []candidate
	for _, x := range ids {
		d := distance(fold(id), fold(x))
		if strings.Contains(fold(x), fold(id)) {
			d = min(d, 1)
		}
		if id != "" && d <= max(len(id)/3, 1) {
			near = append(near, candidate{x, d})
		}
	}
	slices.SortStableFunc(near, func(a, b candidate) int { return a.d - b.d })
	var out []string
	for _, c := range near[:min(len(near), mostAlike)] {
		out = append(out, c.id)
	}
	return out
}

// fold leaves out what is easily mistaken in an id.
func fold(s string) string {
	return strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(s))
}

// distance is how many letters are to be put in, left out, changed, or changed
// with the next, to make one text of the other.
func distance(a, b string) int {
	const longest = 100
	a, b = a[:min(len(a), longest)], b[:min(len(b), longest)]
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		for j := range rows[i] {
			switch {
			case i == 0 || j == 0:
				rows[i][j] = i + j
				continue
			case a[i-1] == b[j-1]:
				rows[i][j] = rows[i-1][j-1]
				continue
			}
			rows[i][j] = min(rows[i-1][j-1], rows[i-1][j], rows[i][j-1]) + 1
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
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
