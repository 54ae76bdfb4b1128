package picture

import (
	"math"
	"slices"

	"lindero/planner"
	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/sectors"
)

// ways knows how the pairs of a plan go along the border.
type ways struct {
	axis    *axis.Axis
	plan    *planner.Plan
	patrols map[string]*sectors.Patrol
	pairs   map[string]*planner.Pair
	of      map[string]*way // by beat, as they are asked for
}

// way is how a beat is walked. Hours are from the start of each leg.
type way struct {
	together  []knot
	out, home [2][]knot // of each side alone, along the border
}

func newWays(a *axis.Axis, p *planner.Plan) *ways {
	w := &ways{axis: a, plan: p, patrols: map[string]*sectors.Patrol{}, pairs: map[string]*planner.Pair{}, of: map[string]*way{}}
	patrols := a.Layout.Scenario.Patrols
	for i := range patrols {
		w.patrols[patrols[i].ID] = &patrols[i]
	}
	for i := range p.Pairs {
		w.pairs[p.Pairs[i].ID] = &p.Pairs[i]
	}
	return w
}

// way returns how a beat is walked.
func (w *ways) way(b *planner.Beat) *way {
	if known := w.of[b.ID]; known != nil {
		return known
	}
	out := &way{}
	w.of[b.ID] = out
	var both [2]*sectors.Patrol
	if pair := w.pairs[b.Pair]; pair != nil {
		both = [2]*sectors.Patrol{w.patrols[pair.Patrols[0]], w.patrols[pair.Patrols[1]]}
	}
	walk := func(e int) float64 {
		kmh := math.Inf(1)
		for side, p := range both {
			if p != nil {
				kmh = min(kmh, access.WalkKmh(w.axis, p, side, e))
			}
		}
		if math.IsInf(kmh, 1) {
			return 1 // of patrols that are not there nothing is known
		}
		return kmh
	}
	start := b.FromM + b.ToM - b.PartM
	out.together = lasting(append(w.leg(b.MeetM, start, 0, walk), w.leg(start, b.PartM, w.hours(b.MeetM, start, walk), walk)...), b.WalkH)
	for side, p := range both {
		if p == nil {
			continue
		}
		hug := func(e int) float64 { return access.HugKmh(w.axis, p, side, e) }
		out.out[side] = within(w.leg(b.OutM[side], b.MeetM, 0, hug), b.ArriveH[side])
		out.home[side] = within(w.leg(b.PartM, b.BackM[side], 0, hug), b.HomeH[side])
	}
	return out
}

// leg returns the way along the border from one chainage to another, which
// begins at an hour, with the speed of each element.
func (w *ways) leg(fromM, toM, atH float64, kmh func(e int) float64) []knot {
	low, high := min(fromM, toM), max(fromM, toM)
	out := []knot{{low, 0}}
	if most := mostTurns * w.axis.LengthM(); !(high > low) || low < -most || high > most {
		return []knot{{fromM, atH}}
	}
	last := math.NaN()
	w.elements(low, high, func(e int, a, b float64) {
		v := kmh(e)
		next := knot{b, out[len(out)-1].h}
		if v > 0 {
			next.h += (b - a) / 1000 / v
		}
		if v == last {
			out[len(out)-1] = next // one straight line
		} else {
			out = append(out, next)
		}
		last = v
	})
	if toM < fromM {
		total := out[len(out)-1].h
		slices.Reverse(out)
		for i := range out {
			out[i].h = total - out[i].h
		}
	}
	for i := range out {
		out[i].h += atH
	}
	return out
}

func (w *ways) hours(fromM, toM float64, kmh func(e int) float64) float64 {
	leg := w.leg(fromM, toM, 0, kmh)
	return leg[len(leg)-1].h
}

// elements calls f with each element of the border between two chainages, and
// the part of it that lies there. Round a ring they come again.
func (w *ways) elements(fromM, toM float64, f func(e int, a, b float64)) {
	const hairM = 1e-3
	n, length := w.axis.N(), w.axis.LengthM()
	turn := math.Floor(fromM/length) * length
	e := w.axis.Breakpoint(fromM - turn)
	if e > 0 && w.axis.ChainageM[e] > fromM-turn+hairM {
		e--
	}
	for at := fromM; toM-at > hairM; e++ {
		if e >= n {
			e, turn = 0, turn+length
		}
		end := min(w.axis.ChainageM[e+1]+turn, toM)
		if end > at {
			f(e, at, end)
			at = end
		}
	}
}

// lasting returns a way that takes as long as the plan says, should rounding, or
// a hand, have made that differ.
func lasting(way []knot, hours float64) []knot {
	last := way[len(way)-1]
	if !(last.h > 0) || math.IsInf(last.h, 0) {
		// Nothing is known but its ends: a straight line.
		return []knot{{way[0].m, 0}, {last.m, hours}}
	}
	for i := range way {
		way[i].h *= hours / last.h
	}
	return way
}

// within returns a way that takes no longer than hours.
func within(way []knot, hours float64) []knot {
	if way[len(way)-1].h > hours {
		return lasting(way, hours)
	}
	return way
}

// shifted returns a way that begins at another hour.
func shifted(way []knot, h float64) []knot {
	out := slices.Clone(way)
	for i := range out {
		out[i].h += h
	}
	return out
}
