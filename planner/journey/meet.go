package journey

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"lindero/planner/access"
	"lindero/planner/spelling"
	"lindero/sectors"
)

// Question is what is asked of two patrols.
type Question struct {
	Patrols  [2]string // ids, one of each side
	Most     int       // how many meeting points are wanted at most; 0: five
	Anywhere bool      // at breakpoints too, not only at the scenario's meeting points
	WithinH  []float64 // limits of the isochrones; none: quarters of the shorter shift
	StepM    float64   // between breakpoints of the border
}

// Rendezvous is where two patrols can meet.
type Rendezvous struct {
	Pair    string     `json:"pair"` // their ids, as plans name pairs
	Layer   string     `json:"layer"`
	Sides   [2]string  `json:"sides"`
	Patrols [2]string  `json:"patrols"`
	Posts   [2]Place   `json:"posts"`
	ShiftH  [2]float64 `json:"shift_h"`
	// Anywhere says that points are breakpoints too, as was asked or because the
	// scenario has no meeting points.
	Anywhere   bool        `json:"anywhere"`
	LengthM    float64     `json:"length_m"` // of the border
	Points     []Point     `json:"points"`   // best first
	Isochrones []Isochrone `json:"isochrones"`
	// Unreachable are the spans that one side or both cannot reach and be home from
	// within the shift, and UnreachableM how long they are in all.
	Unreachable  []Unreachable `json:"unreachable"`
	UnreachableM float64       `json:"unreachable_m"`
}

// Point is a place of the border where two patrols can meet.
type Point struct {
	ID          string     `json:"id,omitempty"` // of a meeting point
	Name        string     `json:"name,omitempty"`
	ChainageM   float64    `json:"chainage_m"`
	At          orb.Point  `json:"at"`
	MGRS        string     `json:"mgrs"`
	LaterH      float64    `json:"later_h"` // when both are there
	ArriveH     [2]float64 `json:"arrive_h"`
	HomeH       [2]float64 `json:"home_h"`
	WithinShift [2]bool    `json:"within_shift"` // each is there and home within its shift
	Out         [2][]Leg   `json:"-"`
	Home        [2][]Leg   `json:"-"`
}

// Most meeting points unless said, and how far those anywhere are apart.
const (
	defaultMost = 5
	apartM      = 1000.0
)

// MostPoints is how many meeting points can be asked for.
const MostPoints = 1000

// Meet finds where two patrols of a layout can meet. It fails with a *Problem
// where the question has no meaning, and where ctx ends.
func Meet(ctx context.Context, l *sectors.Layout, q Question) (*Rendezvous, error) {
	patrols, err := oneOfEach(l.Scenario, q.Patrols)
	if err != nil {
		return nil, err
	}
	g, err := newGround(ctx, l, q.StepM)
	if err != nil {
		return nil, err
	}
	r := &Rendezvous{Pair: patrols[0].ID + "+" + patrols[1].ID, Layer: patrols[0].Layer, Anywhere: q.Anywhere || len(g.Meetings) == 0,
		LengthM: g.LengthM(), Points: []Point{}, Isochrones: []Isochrone{}, Unreachable: []Unreachable{}}
	var both [2]*traveller
	for s, p := range patrols {
		t := g.traveller(p)
		if err := t.standing(); err != nil {
			return nil, err
		}
		if err := t.set(ctx); err != nil {
			return nil, err
		}
		both[s] = t
		r.Sides[s], r.Patrols[s], r.ShiftH[s] = p.Side, p.ID, p.ShiftH
		r.Posts[s] = newPlace(t.post.ID, t.post.Name, t.post.At)
	}
	if err := r.meet(ctx, g, both, q.Most); err != nil {
		return nil, err
	}
	limits := q.WithinH
	if len(limits) == 0 {
		limits = quarters(min(patrols[0].ShiftH, patrols[1].ShiftH))
	}
	for _, t := range both {
		if err := r.isochrones(ctx, t, limits); err != nil {
			return nil, err
		}
	}
	return r, r.unreachable(ctx, g, both)
}

// oneOfEach returns two patrols in the order of the scenario's sides.
func oneOfEach(s *sectors.Scenario, ids [2]string) (out [2]*sectors.Patrol, err error) {
	for i, id := range ids {
		if out[i] = patrolOf(s, id); out[i] == nil {
			return out, unknownPatrol(s, id)
		}
	}
	if out[0].Side == out[1].Side {
		return out, &Problem{Code: SameSide, Subjects: []string{ids[0], ids[1], out[0].Side}}
	}
	if out[0].Layer != out[1].Layer {
		return out, &Problem{Code: Layers, Subjects: []string{ids[0], ids[1], out[0].Layer, out[1].Layer}}
	}
	if out[0].Side == s.Sides[1].Code {
		out[0], out[1] = out[1], out[0]
	}
	return out, nil
}

// PairOf returns the patrols of a pair: of one that the scenario fixes by its id,
// else of patrols A and B, which plans call A+B.
func PairOf(s *sectors.Scenario, pair string) ([2]string, error) {
	var ids []string
	for i := range s.Pairs {
		if s.Pairs[i].ID == pair {
			return s.Pairs[i].Patrols, nil
		}
		ids = append(ids, s.Pairs[i].ID)
	}
	for i := range pair {
		if pair[i] != '+' {
			continue
		}
		if a, b := pair[:i], pair[i+1:]; patrolOf(s, a) != nil && patrolOf(s, b) != nil {
			return [2]string{a, b}, nil
		}
	}
	if a, b, ok := strings.Cut(pair, "+"); ok {
		if patrolOf(s, a) != nil {
			a = b
		}
		return [2]string{}, unknownPatrol(s, a)
	}
	return [2]string{}, &Problem{Code: UnknownPair, Subjects: append([]string{pair}, ids...)}
}

// PatrolsAt returns the first patrols, by id, of one layer that start from two
// posts.
func PatrolsAt(s *sectors.Scenario, posts [2]string) ([2]string, error) {
	var sides [2]string
	var starting [2][]*sectors.Patrol
	for i, id := range posts {
		at := slices.IndexFunc(s.Posts, func(p sectors.Post) bool { return p.ID == id })
		if at < 0 {
			var ids []string
			for k := range s.Posts {
				ids = append(ids, s.Posts[k].ID)
			}
			return [2]string{}, &Problem{Code: UnknownPost, Subjects: append([]string{id}, spelling.Some(id, ids)...)}
		}
		sides[i] = s.Posts[at].Side
		for k := range s.Patrols {
			if s.Patrols[k].Post == id {
				starting[i] = append(starting[i], &s.Patrols[k])
			}
		}
		slices.SortStableFunc(starting[i], func(a, b *sectors.Patrol) int { return cmp.Compare(a.ID, b.ID) })
	}
	if sides[0] == sides[1] {
		return [2]string{}, &Problem{Code: PostsOneSide, Subjects: []string{posts[0], posts[1], sides[0]}}
	}
	for _, a := range starting[0] {
		for _, b := range starting[1] {
			if a.Layer == b.Layer {
				return [2]string{a.ID, b.ID}, nil
			}
		}
	}
	p := &Problem{Code: NoneThere, Subjects: []string{posts[0], posts[1]}}
	for _, group := range starting {
		var names []string
		for _, x := range group {
			names = append(names, x.ID+" ("+x.Layer+")")
		}
		p.Subjects = append(p.Subjects, strings.Join(names, ", "))
	}
	return [2]string{}, p
}

// place is a breakpoint where two patrols can meet, as the k-th of the scenario's
// meeting points or, where that is negative, of no name.
type place struct {
	b, k int
	us   [2]int64 // when each is there
}

// meet fills in the best meeting points.
func (r *Rendezvous) meet(ctx context.Context, g *ground, both [2]*traveller, most int) error {
	var places []place
	add := func(b, k int) {
		p := place{b: b, k: k}
		for s, t := range both {
			us, homeUs := t.table.At(b)
			if us >= access.Never || homeUs >= access.Never {
				return
			}
			p.us[s] = us
		}
		places = append(places, p)
	}
	named := map[int]bool{}
	for k, m := range g.Meetings {
		named[m.Breakpoint] = true
		add(m.Breakpoint, k)
	}
	if r.Anywhere {
		for b := range g.At {
			if !named[b] && (!g.Ring || b < g.N()) { // the end of a ring is its start
				add(b, -1)
			}
		}
	}
	slices.SortStableFunc(places, func(x, y place) int {
		return cmp.Or(cmp.Compare(max(x.us[0], x.us[1]), max(y.us[0], y.us[1])), cmp.Compare(min(x.us[0], x.us[1]), min(y.us[0], y.us[1])),
			cmp.Compare(g.ChainageM[x.b], g.ChainageM[y.b]))
	})
	if most == 0 {
		most = defaultMost
	}
	for _, p := range places {
		if len(r.Points) >= most {
			break
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if !r.Anywhere || r.away(g.ChainageM[p.b], g.Ring) {
			r.Points = append(r.Points, newPoint(g, both, p))
		}
	}
	return nil
}

// away reports whether a chainage is far enough from the points so far.
func (r *Rendezvous) away(m float64, ring bool) bool {
	return !slices.ContainsFunc(r.Points, func(p Point) bool {
		d := math.Abs(p.ChainageM - m)
		if ring {
			d = min(d, r.LengthM-d)
		}
		return d < apartM
	})
}

// newPoint describes a place where two patrols meet.
func newPoint(g *ground, both [2]*traveller, p place) Point {
	at := newPlace("", "", g.At[p.b])
	out := Point{ChainageM: g.ChainageM[p.b], At: at.At, MGRS: at.MGRS}
	if p.k >= 0 {
		out.ID, out.Name = g.s.MeetingPoints[p.k].ID, g.s.MeetingPoints[p.k].Name
	}
	for s, t := range both {
		us, homeUs := t.table.At(p.b)
		out.ArriveH[s], out.HomeH[s] = access.Hours(us), access.Hours(homeUs)
		out.WithinShift[s] = us+homeUs <= access.Us(t.patrol.ShiftH)
		out.LaterH = max(out.LaterH, out.ArriveH[s])
		out.Out[s], out.Home[s] = t.legs(p.b, false), t.legs(p.b, true)
	}
	return out
}
