package planner

import (
	"math"
	"slices"

	"lindero/planner/divide"
)

// keep changes as few sectors of the current plan as the objectives allow.
func (l *layer) keep() error {
	sectors := make([]divide.Span, len(l.crews))
	for _, s := range l.o.Current.Sectors {
		for i, c := range l.crews {
			if s.Layer == l.name && l.isPair(c, s.Pair) {
				sectors[i] = l.between(s.FromM, s.ToM)
			}
		}
	}
	kept, err := divide.Keep(l.ctx, l.in, l.division, sectors)
	if err != nil {
		return err
	}
	asked, same := 0, 0
	for i, is := range kept {
		asked += btoi(is)
		same += btoi(is && l.division.Sectors[i] == sectors[i])
	}
	if same == asked {
		return nil // as it is, it keeps as much
	}
	before := l.division
	in := *l.in
	in.Pairs = slices.Clone(in.Pairs)
	for i, is := range kept {
		if is {
			in.Pairs[i].Sector = &sectors[i]
		}
	}
	d, err := divide.Solve(l.ctx, &in)
	if err != nil || d.Worse(before.Value) {
		return l.ctx.Err() // what is proven stays
	}
	// The proof is of what the pairs can do when they need keep nothing.
	d.Proof, d.Swaps = before.Proof, before.Swaps
	l.division = d
	return nil
}

// isPair reports whether a pair of the current plan has the same patrols.
func (l *layer) isPair(c *crew, id string) bool {
	return slices.ContainsFunc(l.o.Current.Pairs, func(p Pair) bool {
		return p.ID == id && p.Patrols == [2]string{l.s.Patrols[c.patrols[0]].ID, l.s.Patrols[c.patrols[1]].ID}
	})
}

// nearM is how far a boundary of the current plan may lie from a breakpoint.
const nearM = 1

// between returns the breakpoints at two chainages of the border, nothing
// where there are none; on a ring they may count on.
func (r *run) between(fromM, toM float64) divide.Span {
	turn := 0.0
	if r.Ring {
		turn = math.Floor(fromM/r.LengthM()) * r.LengthM()
	}
	fromM, toM = fromM-turn, toM-turn
	over := 0
	if r.Ring && toM > r.LengthM()+nearM {
		toM, over = toM-r.LengthM(), r.N()
	}
	from, to := r.nearestBreakpoint(fromM), r.nearestBreakpoint(toM)
	if math.Abs(r.ChainageM[from]-fromM) > nearM || math.Abs(r.ChainageM[to]-toM) > nearM || to+over <= from {
		return divide.Span{}
	}
	return divide.Span{From: from, To: to + over}
}

func (r *run) nearestBreakpoint(m float64) int {
	b := r.Breakpoint(m)
	if b > 0 && m-r.ChainageM[b-1] < r.ChainageM[b]-m {
		b--
	}
	return b
}
