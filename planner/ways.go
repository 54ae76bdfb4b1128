package planner

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/planner/watch"
	"lindero/sectors"
)

// ways makes of the beats of a plan what their sorties go along.
type ways struct {
	*access.Model
	p       *Plan
	patrols map[string]int
	pairs   map[string]*Pair
	tables  []onceTable // by patrol, where they are not given
}

// newWays returns the ways of a plan. tables are those of its patrols, if they
// are known.
func newWays(m *access.Model, p *Plan, tables []*access.Table) *ways {
	w := &ways{m, p, map[string]int{}, map[string]*Pair{}, make([]onceTable, len(m.Layout.Scenario.Patrols))}
	for i, t := range tables {
		w.tables[i].once.Do(func() { w.tables[i].table = t })
	}
	for i := range m.Layout.Scenario.Patrols {
		w.patrols[m.Layout.Scenario.Patrols[i].ID] = i
	}
	for i := range p.Pairs {
		w.pairs[p.Pairs[i].ID] = &p.Pairs[i]
	}
	return w
}

// patrolsOf returns the patrols of a pair; false where the scenario has them
// not.
func (w *ways) patrolsOf(pair string) (out [2]*sectors.Patrol, ok bool) {
	q := w.pairs[pair]
	if q == nil {
		return out, false
	}
	for s, id := range q.Patrols {
		i, ok := w.patrols[id]
		if !ok {
			return out, false
		}
		out[s] = &w.Layout.Scenario.Patrols[i]
	}
	return out, true
}

// LeastRadiusM is how far every patrol sees, whatever its watch radius.
const LeastRadiusM = 1

// wayLeg is a leg, and whose it is.
type wayLeg struct {
	watch.Leg
	name LegName
	side int
	// borderM is, between each two knots, the chainage of the border from and to
	// which it goes; nil where it does not go along the border.
	borderM [][2]float64
}

// legs returns what the sorties of a beat go along: together along the border,
// then each side from its post to the meeting point and home. A beat of which
// the scenario lacks a patrol has no legs.
func (w *ways) legs(b *Beat) []wayLeg {
	var legs []wayLeg
	patrols, ok := w.patrolsOf(b.Pair)
	if !ok {
		return nil
	}
	far := b.FromM + b.ToM - b.PartM
	walkUs := access.Us(b.WalkH)
	joint := func(route int) float64 {
		k := w.Layout.Routes[route].Kind
		return min(patrols[0].SpeedKmh.Of(k), patrols[1].SpeedKmh.Of(k))
	}
	there, along := w.along(b.MeetM, far, joint), w.along(far, b.PartM, joint)
	radiusM := max(patrols[0].WatchRadiusM, patrols[1].WatchRadiusM, LeastRadiusM)
	// Times of the parts are in proportion, and of the whole the plan's.
	turnUs := walkUs
	if whole := there.us + along.us; whole > 0 {
		turnUs = int64(float64(walkUs) * (there.us / whole))
	}
	add := func(name LegName, side int, more []wayLeg) {
		for _, x := range more {
			x.name, x.side = name, side
			legs = append(legs, x)
		}
	}
	add(JointLeg, Both, along.leg(there.leg(nil, radiusM, 0, turnUs), radiusM, turnUs, walkUs))
	for s, patrol := range patrols {
		out, home := w.alone(patrol, s, b, walkUs)
		add(OutLeg, s, out)
		add(HomeLeg, s, home)
	}
	return legs
}

// alone returns the legs that one patrol goes by itself.
func (w *ways) alone(p *sectors.Patrol, side int, b *Beat, walkUs int64) (there, home []wayLeg) {
	radiusM := max(p.WatchRadiusM, LeastRadiusM)
	hug := func(route int) float64 { return w.hugKmh(p, side, route) }
	arriveUs, homeUs := access.Us(b.ArriveH[side]), access.Us(b.HomeH[side])
	out := w.along(b.OutM[side], b.MeetM, hug)
	outUs := -min(int64(out.us), arriveUs)
	there = w.offBorder(nil, p, w.foot(b.OutM[side], towards(b.OutM[side], b.MeetM, b)), false, radiusM, -arriveUs, outUs)
	there = out.leg(there, radiusM, outUs, 0)
	back := w.along(b.PartM, b.BackM[side], hug)
	backUs := walkUs + min(int64(back.us), homeUs)
	home = back.leg(nil, radiusM, walkUs, backUs)
	return there, w.offBorder(home, p, w.foot(b.BackM[side], towards(b.BackM[side], b.PartM, b)), true, radiusM, backUs, walkUs+homeUs)
}

// hugKmh is how fast a patrol by itself goes along a stretch of the border.
func (w *ways) hugKmh(p *sectors.Patrol, side, route int) float64 {
	best := 0.0
	for e := w.Breakpoint(w.Layout.BorderFromM[route]); e < w.N() && w.Elements[e].Route <= route && best == 0; e++ {
		if w.Elements[e].Route == route { // ground that it must not enter lies on no way of it
			best = access.HugKmh(w.Axis, p, side, e)
		}
	}
	return best
}

// table returns the ways of a patrol of the scenario.
func (w *ways) table(p *sectors.Patrol) *access.Table {
	t := &w.tables[w.patrols[p.ID]]
	t.once.Do(func() { t.table = w.WaysOf(p) })
	return t.table
}

// offBorder appends the leg from a patrol's post to a breakpoint of the border,
// or home from it.
func (w *ways) offBorder(legs []wayLeg, p *sectors.Patrol, b int, home bool, radiusM float64, fromUs, toUs int64) []wayLeg {
	way := w.table(p).Way(b, home)
	var x stride
	for i := range way {
		us := float64(way[i].ToUs - way[i].FromUs)
		from, all := len(x.parts), 0.0
		for _, part := range way[i].Parts {
			if line, err := geo.NewLine(part); err == nil && line.LengthM() >= toleranceM {
				x.parts, x.lengths = append(x.parts, part), append(x.lengths, line.LengthM())
				all += line.LengthM()
			}
		}
		for k := from; k < len(x.parts); k++ {
			x.hours = append(x.hours, us*x.lengths[k]/all)
		}
	}
	return x.leg(legs, radiusM, fromUs, toUs)
}

// towards returns where a way along the border leads: to its other end or, where
// it has no length, to the beat.
func towards(fromM, toM float64, b *Beat) float64 {
	if math.Abs(toM-fromM) > toleranceM {
		return toM
	}
	return (b.FromM + b.ToM) / 2
}

// foot returns the breakpoint at a chainage: of the two beside a void the one
// towards another chainage.
func (w *ways) foot(m, towards float64) int {
	at := w.home(m)
	b := w.Breakpoint(at)
	for towards > m && b < w.N() && w.Elements[b].Route == axis.Void {
		b++
	}
	return b
}

// home brings a chainage of a ring into its first turn.
func (w *ways) home(m float64) float64 {
	if !w.Ring {
		return m
	}
	for m < 0 {
		m += w.LengthM()
	}
	for m > w.LengthM() {
		m -= w.LengthM()
	}
	return m
}

// stride is a way along the border.
type stride struct {
	parts   []orb.LineString
	lengths []float64 // by part
	hours   []float64 // by part, or any share of them
	us      float64   // in all
	// borderM is by part the chainage of the border from and to which it goes, on
	// a ring counted on; nil of a way that does not go along the border.
	borderM [][2]float64
}

// along returns the way along the border from one chainage to another, at the
// speed that is had on each stretch. On a ring chainages may count on.
func (w *ways) along(fromM, toM float64, kmh func(route int) float64) stride {
	low, high := min(fromM, toM), max(fromM, toM)
	var out stride
	at := low
	for _, s := range w.spans(low, high) {
		start := w.onto(w.Layout.BorderFromM[s.route]+s.FromM, at)
		at = start + s.LengthM()
		parts := w.Layout.Routes[s.route].Line.Slice(s.Span)
		total := 0.0
		from := len(out.parts)
		for _, part := range parts {
			if line, err := geo.NewLine(part); err == nil {
				out.parts, out.lengths = append(out.parts, part), append(out.lengths, line.LengthM())
				total += line.LengthM()
			}
		}
		hours := 0.0
		if v := kmh(s.route); v > 0 {
			hours = s.LengthM() / 1000 / v
		}
		begin := 0.0
		for _, m := range out.lengths[from:] {
			end := begin + m/total
			out.hours = append(out.hours, hours*m/total)
			out.borderM = append(out.borderM, [2]float64{start + begin*s.LengthM(), start + end*s.LengthM()})
			begin = end
		}
		out.us += hours * float64(access.Us(1))
	}
	if toM < fromM {
		slices.Reverse(out.parts)
		slices.Reverse(out.lengths)
		slices.Reverse(out.hours)
		slices.Reverse(out.borderM)
		for i, b := range out.borderM {
			out.borderM[i] = [2]float64{b[1], b[0]}
		}
		for i, part := range out.parts {
			out.parts[i] = slices.Clone(part)
			slices.Reverse(out.parts[i])
		}
	}
	return out
}

// onto counts a chainage of a ring on to where it is nearest to another.
func (w *ways) onto(m, nearM float64) float64 {
	if !w.Ring {
		return m
	}
	return m + math.Round((nearM-m)/w.LengthM())*w.LengthM()
}

// spans returns the spans of the border's stretches between two chainages.
func (w *ways) spans(fromM, toM float64) []onRoute {
	var out []onRoute
	if !w.Ring {
		return inTurn(w.Axis, fromM, toM)
	}
	for left := toM - fromM; left > toleranceM; {
		at := w.home(fromM)
		if w.LengthM()-at < toleranceM {
			at = 0
		}
		step := min(left, w.LengthM()-at)
		out = append(out, inTurn(w.Axis, at, at+step)...)
		fromM, left = at+step, left-step
	}
	return out
}

// leg appends the leg along a way, from one time to another.
func (x *stride) leg(legs []wayLeg, radiusM float64, fromUs, toUs int64) []wayLeg {
	if len(x.parts) == 0 {
		return legs
	}
	line, err := geo.NewLine(x.parts...)
	if err != nil {
		return legs
	}
	l := wayLeg{Leg: watch.Leg{Line: line, RadiusM: radiusM, Knots: []watch.Knot{{Us: fromUs}}}, borderM: x.borderM}
	m, hours, all := 0.0, 0.0, 0.0
	for _, h := range x.hours {
		all += h
	}
	for i := range x.parts {
		m, hours = m+x.lengths[i], hours+x.hours[i]
		share := 1.0
		if all > 0 {
			share = hours / all
		}
		l.Knots = append(l.Knots, watch.Knot{M: m, Us: fromUs + int64(share*float64(toUs-fromUs))})
	}
	return append(legs, l)
}
