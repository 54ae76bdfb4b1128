package planner

import (
	"cmp"
	"slices"

	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/sectors"
)

// Way is how a patrol of a plan gets from its post to where its pair meets, or
// home from where it parts.
type Way struct {
	Pair, Patrol string
	Side         int  // of the patrol, as its place in Plan.Sides
	Home         bool // from the parting point home
	AtM          float64
	BorderM      float64  // where it comes to the border, or leaves it
	Beats        []string // ids of those that it goes so to
	// Legs are in order of travel. Their times begin where the way does.
	Legs []access.Leg
}

// Hours returns how long a way takes.
func (w *Way) Hours() float64 {
	if len(w.Legs) == 0 {
		return 0
	}
	return access.Hours(w.Legs[len(w.Legs)-1].ToUs)
}

// Ways returns what Trips.Ways does.
func Ways(l *sectors.Layout, p *Plan) ([]Way, error) {
	t, err := NewTrips(l, p)
	if err != nil {
		return nil, err
	}
	return t.Ways(), nil
}

// Ways returns how the patrols of the plan get to their meeting points and home,
// each way once, in order of pairs and beats.
func (t *Trips) Ways() []Way {
	w, p := t.ways, t.ways.p
	var out []Way
	for i := range p.Beats {
		b := &p.Beats[i]
		patrols, ok := w.patrolsOf(b.Pair)
		if !ok {
			continue
		}
		for s, patrol := range patrols {
			for _, x := range [2]Way{
				{Pair: b.Pair, Patrol: patrol.ID, Side: s, AtM: b.MeetM, BorderM: b.OutM[s]},
				{Pair: b.Pair, Patrol: patrol.ID, Side: s, Home: true, AtM: b.PartM, BorderM: b.BackM[s]},
			} {
				same := func(y Way) bool {
					return y.Pair == x.Pair && y.Patrol == x.Patrol && y.Home == x.Home && y.AtM == x.AtM && y.BorderM == x.BorderM
				}
				if k := slices.IndexFunc(out, same); k >= 0 {
					out[k].Beats = append(out[k].Beats, b.ID)
					continue
				}
				x.Beats, x.Legs = []string{b.ID}, w.wayLegs(patrol, &x, b)
				out = append(out, x)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Way) int {
		return cmp.Or(cmp.Compare(w.pairs[x.Pair].Number, w.pairs[y.Pair].Number), cmp.Compare(x.Side, y.Side))
	})
	return out
}

// wayLegs returns the legs of a way of a beat.
func (w *ways) wayLegs(p *sectors.Patrol, x *Way, b *Beat) []access.Leg {
	hug := func(route int) float64 { return w.hugKmh(p, x.Side, route) }
	from, to := x.BorderM, x.AtM
	if x.Home {
		from, to = to, from
	}
	along := w.along(from, to, hug)
	at := w.foot(x.BorderM, towards(x.BorderM, x.AtM, b))
	legs := w.table(p).Way(at, x.Home)
	if len(along.parts) == 0 {
		return legs
	}
	border := access.Leg{By: access.Border, Kind: w.Kind(w.beside(at, x.AtM < x.BorderM)), Route: axis.Void, Landing: -1, FromM: from, ToM: to,
		Parts: along.parts, ToUs: int64(along.us)}
	for _, m := range along.lengths {
		border.LengthM += m
	}
	if x.Home {
		return access.InTurn(append([]access.Leg{border}, legs...))
	}
	return access.InTurn(append(slices.Clip(legs), border))
}

// beside returns the element that begins at a breakpoint, or, back, ends there.
func (w *ways) beside(b int, back bool) int {
	if back {
		b--
	}
	if w.Ring {
		return (b + w.N()) % w.N()
	}
	return min(max(b, 0), w.N()-1)
}
