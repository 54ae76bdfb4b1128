package journey

import (
	"context"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/access"
	"lindero/planner/axis"
)

// Unreachable is a longest span of the border that the same sides cannot reach
// and be home from within their shifts, for reasons of one sort. On a ring it may
// count on beyond the border's end.
type Unreachable struct {
	FromM   float64             `json:"from_m"`
	ToM     float64             `json:"to_m"`
	LengthM float64             `json:"length_m"`
	Sides   []string            `json:"sides"`
	Why     []*Why              `json:"why"` // by side
	Line    orb.MultiLineString `json:"-"`
}

// cause is what keeps a patrol from a place, before it is looked into.
type cause struct {
	reason  Reason // empty: nothing does
	subject string // the area of ByForbidden, the kind of ByKind
}

// ByShift stands for all that more time would mend, and ByBorder for what none
// would: explain tells them apart.
var (
	tooFar = cause{ByShift, ""}
	cutOff = cause{ByBorder, ""}
)

// leastSpanM is the length below which a span is none.
const leastSpanM = 0.001

// piece is a span of the border that two patrols have the same with.
type piece struct {
	geo.Span
	of [2]cause
}

// unreachable fills in what of the border one side or both do not reach.
func (r *Rendezvous) unreachable(ctx context.Context, g *ground, both [2]*traveller) error {
	pieces := unreached(g, both)
	for i := range pieces {
		p := &pieces[i]
		if err := ctx.Err(); err != nil {
			return err
		}
		u := Unreachable{FromM: p.FromM, ToM: p.ToM, LengthM: p.LengthM(), Sides: []string{}, Why: []*Why{}}
		for s, t := range both {
			if p.of[s].reason != "" {
				u.Sides = append(u.Sides, t.patrol.Side)
				u.Why = append(u.Why, t.explain(p.Span, p.of[s]))
			}
		}
		u.Line = g.appendBorder(nil, geo.Span{FromM: p.FromM, ToM: min(p.ToM, r.LengthM)})
		if p.ToM > r.LengthM {
			u.Line = g.appendBorder(u.Line, geo.Span{FromM: 0, ToM: p.ToM - r.LengthM})
		}
		r.Unreachable, r.UnreachableM = append(r.Unreachable, u), r.UnreachableM+u.LengthM
	}
	return nil
}

// unreached returns the longest spans that are the same for both.
func unreached(g *ground, both [2]*traveller) []piece {
	var out []piece
	add := func(p piece) {
		if n := len(out); n > 0 && out[n-1].of == p.of && p.FromM-out[n-1].ToM < leastSpanM {
			out[n-1].ToM = p.ToM
		} else {
			out = append(out, p)
		}
	}
	for e := range g.Elements {
		if g.Elements[e].Route == axis.Void {
			continue
		}
		var spans [2]geo.Spans
		var of [2]cause
		cuts := []float64{g.ChainageM[e], g.ChainageM[e+1]}
		for s, t := range both {
			spans[s], of[s] = t.homeFrom(e)
			for _, x := range spans[s] {
				cuts = append(cuts, x.FromM, x.ToM)
			}
		}
		slices.Sort(cuts)
		for i := 1; i < len(cuts); i++ {
			p := piece{Span: geo.Span{FromM: cuts[i-1], ToM: cuts[i]}, of: of}
			for s := range both {
				if spans[s].Contains((p.FromM + p.ToM) / 2) {
					p.of[s] = cause{}
				}
			}
			if p.LengthM() > 0 {
				add(p)
			}
		}
	}
	out = slices.DeleteFunc(out, func(p piece) bool { return p.of == [2]cause{} || p.LengthM() < leastSpanM })
	if n := len(out) - 1; g.Ring && n > 0 && out[0].FromM == 0 && out[n].ToM == g.LengthM() && out[0].of == out[n].of {
		out[n].ToM += out[0].ToM
		out = out[1:]
	}
	return out
}

// homeFrom returns the spans of an element that the patrol reaches and is home
// from within its shift, and what keeps it from the rest.
func (t *traveller) homeFrom(e int) (geo.Spans, cause) {
	x := t.times(e)
	if x.usPerM == 0 {
		why := t.closedElement(e)
		if why.Reason == ByForbidden {
			return nil, cause{ByForbidden, why.Subject}
		}
		return nil, cause{ByKind, why.Kind}
	}
	spans := x.within(float64(access.Us(t.patrol.ShiftH)))
	for i := range spans {
		spans[i] = geo.Span{FromM: x.fromM + spans[i].FromM, ToM: x.fromM + spans[i].ToM}
		if x.lengthM-(spans[i].ToM-x.fromM) < leastSpanM {
			spans[i].ToM = x.toM
		}
	}
	if x.at(0) < float64(access.Never) || x.at(x.lengthM) < float64(access.Never) {
		return spans, tooFar
	}
	return spans, cutOff
}

// explain finds the witness of why the patrol does not reach a span.
func (t *traveller) explain(s geo.Span, of cause) *Why {
	switch of {
	case tooFar:
		return t.late(s)
	case cutOff:
		b := t.home(t.Breakpoint(math.Mod((s.FromM+s.ToM)/2, t.LengthM())))
		why := t.cut(b)
		if why.AtM == nil {
			m := t.ChainageM[b]
			why.AtM = &m
		}
		return why
	}
	if of.reason == ByForbidden {
		for i := range t.closed[t.side] {
			if x := &t.closed[t.side][i]; x.ID == of.subject {
				return t.why(ByForbidden, x.ID, x.Name)
			}
		}
	}
	return &Why{Side: t.patrol.Side, Reason: of.reason, Kind: of.subject}
}

// home brings a breakpoint of a ring into its first turn.
func (g *ground) home(b int) int {
	if g.Ring {
		return b % g.N()
	}
	return b
}

// late says why the patrol is not there and home within its shift: it needs so
// long from the worst place of the span, or would not but for what it goes off
// route.
func (t *traveller) late(s geo.Span) *Why {
	us, m, b := t.worst(s)
	w := &Why{Side: t.patrol.Side, Reason: ByShift, AtM: &m, NeededH: us / float64(access.Us(1)), ShiftH: t.patrol.ShiftH}
	if b < 0 || t.routes() == nil {
		return w
	}
	for _, home := range []bool{false, true} {
		for _, x := range t.legs(b, home) {
			if x.How == OffRoute {
				w.OffRouteH += x.Hours
			}
		}
	}
	if w.NearWay = t.nearWay(t.At[b]); w.NearWay == nil || access.Us(w.NeededH-w.OffRouteH) > access.Us(t.patrol.ShiftH) {
		return w
	}
	w.Reason, w.Subject, w.Name = ByNoRoad, w.NearWay.Route, w.NearWay.Name
	if !w.NearWay.Joined {
		w.Reason = ByIsland
	}
	return w
}

// worst returns where in a span the way there and home takes longest: at one of
// its breakpoints b or, if it has none inside, somewhere between, with b −1.
func (t *traveller) worst(s geo.Span) (us, m float64, b int) {
	us, b = -1, -1
	consider := func(at, chainageM float64, k int) {
		if at > us && at < float64(access.Never) {
			us, m, b = at, chainageM, k
		}
	}
	first := t.Breakpoint(s.FromM)
	for k := first; k-first <= t.N() && t.unrolled(k) <= s.ToM; k++ {
		at := t.home(k)
		if m := t.unrolled(k); m > s.FromM && t.solid(k-1) || m >= s.FromM && m < s.ToM && t.solid(k) {
			outUs, homeUs := t.table.At(at)
			consider(float(outUs)+float(homeUs), t.ChainageM[at], at)
		}
		if !t.Ring && k == t.N() {
			break
		}
	}
	if b >= 0 {
		return us, m, b
	}
	for e := max(first-1, 0); e < t.N() && t.ChainageM[e] < s.ToM; e++ {
		x := t.times(e)
		for _, k := range x.knots() {
			if x.usPerM > 0 {
				consider(x.at(k), x.fromM+k, -1)
			}
		}
	}
	return us, m, -1
}

// solid reports whether there is an element, round and round a ring, which is not
// void.
func (g *ground) solid(e int) bool {
	if g.Ring {
		e = (e + g.N()) % g.N()
	}
	return e >= 0 && e < g.N() && g.Elements[e].Route != axis.Void
}

// unrolled returns the chainage of a breakpoint that may be in the next turn of a
// ring.
func (g *ground) unrolled(b int) float64 {
	if b <= g.N() || !g.Ring {
		return g.ChainageM[min(b, g.N())]
	}
	return g.LengthM() + g.ChainageM[b-g.N()]
}
