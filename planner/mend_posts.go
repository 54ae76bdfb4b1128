package planner

import (
	"slices"
	"sort"

	"lindero/planner/access"
	"lindero/planner/divide"
	"lindero/sectors"
)

// tryPosts seeks how near the middle of a stretch a post of either side has to
// be for a pair with the numbers of a near one to visit all of it.
func (l *layer) tryPosts(s *stretch, lambdaH float64) {
	best := Change{}
	for _, i := range l.nearest(s.Span, func(int, divide.Span) bool { return true }) {
		t := l.newTask(i, s.Span, lambdaH, false)
		middle := l.Breakpoint((s.FromM + s.ToM) / 2)
		for side := range t.tables {
			t.tables[side] = l.from(&t.patrols[side], side, middle)
		}
		if !t.canWith(0, t.tables[0]) {
			continue
		}
		away := func(km float64) bool {
			var us [2]int64
			for side := range us {
				us[side] = 2 * l.cameUs(&t.patrols[side], side, middle, km)
			}
			return !t.canNow(us)
		}
		km := mendStepKm * float64(sort.Search(mendMostKm/mendStepKm, func(n int) bool { return away(mendStepKm * float64(n+1)) }))
		if km > best.To {
			best = Change{Pair: l.crews[i].id, Field: "post_distance_km", To: km, AtM: l.ChainageM[middle]}
		}
	}
	if best.Field != "" {
		s.Mends = append(s.Mends, best)
	}
}

// cameUs returns how long a patrol takes to a breakpoint from so far, by a road
// of the usual detour; at most access.Never.
func (l *layer) cameUs(p *sectors.Patrol, side, b int, km float64) int64 {
	v := max(access.StraightKmh(l.Axis, p, side, b-1), access.StraightKmh(l.Axis, p, side, b))
	return access.WalkUs(km*1000*max(l.s.Rules.DetourFactor, 1), v)
}

// from returns how long a patrol would take from a post at a breakpoint.
func (l *layer) from(p *sectors.Patrol, side, middle int) *access.Table {
	first := l.cameUs(p, side, middle, 0)
	most := access.Us(p.ShiftH)
	if first > most {
		return &access.Table{}
	}
	lo, hi := 0, l.N()
	up, down := []int64{first}, []int64{}
	for e := middle; e < l.N(); e++ {
		us := up[len(up)-1] + access.WalkUs(l.Elements[e].LengthM, access.WalkKmh(l.Axis, p, side, e))
		if us > most {
			hi = e
			break
		}
		up = append(up, us)
	}
	last := first
	for e := middle - 1; e >= 0; e-- {
		last += access.WalkUs(l.Elements[e].LengthM, access.WalkKmh(l.Axis, p, side, e))
		if last > most {
			lo = e + 1
			break
		}
		down = append(down, last)
	}
	slices.Reverse(down)
	t := &access.Table{From: lo, ArriveUs: append(down, up...)}
	t.HomeUs = t.ArriveUs
	if l.Ring { // tables of a ring are of all of it
		*t = access.Table{ArriveUs: append(slices.Repeat([]int64{access.Never}, lo), append(t.ArriveUs, slices.Repeat([]int64{access.Never}, l.N()-hi)...)...)}
		t.HomeUs = t.ArriveUs
	}
	return t
}
