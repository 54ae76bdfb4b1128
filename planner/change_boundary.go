package planner

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"lindero/planner/axis"
	"lindero/planner/divide"
	"lindero/sectors"
)

// inRow returns the pairs of a layer that have a sector, in order along the
// border.
func (e *edit) inRow(l *layer) []string {
	var out []string
	for _, c := range l.crews {
		if !e.removed[c.id] && !e.spans[c.id].Empty() {
			out = append(out, c.id)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(e.spans[a].From, e.spans[b].From) })
	return out
}

// beside returns the pair that comes after another in the row of its layer, or
// before it with −1; nothing where there is none.
func (e *edit) beside(pair string, step int) string {
	row := e.inRow(e.pairs[pair].layer)
	i := slices.Index(row, pair) + step
	if e.run.Ring && len(row) > 1 {
		i = (i + len(row)) % len(row)
	}
	if i < 0 || i >= len(row) {
		return ""
	}
	return row[i]
}

// moveBoundary moves the end of one sector and the start of the next, or one of
// them.
func (e *edit) moveBoundary(c *PlanChange) {
	left, right, ok := e.sides(c)
	if !ok {
		return
	}
	s, ok := e.siteOf(c)
	if !ok {
		return
	}
	low, high := e.room(left, right)
	to := s.b
	if n := e.run.N(); e.run.Ring {
		for to %= n; to <= low; {
			to += n
		}
	}
	if to <= low || to >= high {
		e.add("to_m", ProblemBeyond, number64(*c.ToM), e.metres(low), e.metres(high))
		return
	}
	place := ChangedPlace{Change: e.at, Pairs: []string{}, ChainageM: e.run.ChainageM[s.b], At: e.run.At[s.b],
		MovedM: abs64(s.chainM - e.run.ChainageM[s.b])}
	if left != "" {
		place.Pairs = append(place.Pairs, left)
		x := e.spans[left]
		e.setSpan(left, divide.Span{From: x.From, To: to})
	}
	if right != "" {
		place.Pairs = append(place.Pairs, right)
		x := e.spans[right]
		e.setSpan(right, divide.Span{From: to, To: x.To + e.turnFrom(x, to)})
	}
	e.places, e.cutsM = append(e.places, place), append(e.cutsM, e.run.ChainageM[s.b])
}

// sides returns the pairs before and after the boundary that a change names;
// one of them is nothing where a sector has no neighbour at that end.
func (e *edit) sides(c *PlanChange) (left, right string, ok bool) {
	if len(c.Pairs) == 2 {
		for _, id := range c.Pairs {
			if _, ok := e.find("pairs", id, len(e.plan.Pairs), func(i int) string { return e.plan.Pairs[i].ID }); !ok {
				return "", "", false
			}
		}
		left, right = c.Pairs[0], c.Pairs[1]
		if e.removed[left] || e.removed[right] || left == right || e.spans[left].Empty() || e.spans[right].Empty() || e.beside(left, 1) != right {
			e.add("pairs", ProblemNotNeighbours, left, right)
			return "", "", false
		}
		return left, right, true
	}
	i, ok := e.find("sector", c.Sector, len(e.plan.Sectors), func(i int) string { return e.plan.Sectors[i].ID })
	if !ok {
		return "", "", false
	}
	pair := e.plan.Sectors[i].Pair
	if e.removed[pair] {
		e.add("sector", ProblemUnknown, "sector", c.Sector)
		return "", "", false
	}
	if c.End == SectorTo {
		if right = e.beside(pair, 1); right != "" && !e.touch(e.spans[pair], e.spans[right]) {
			right = ""
		}
		return pair, right, true
	}
	if left = e.beside(pair, -1); left != "" && !e.touch(e.spans[left], e.spans[pair]) {
		left = ""
	}
	return left, pair, true
}

// touch reports whether one span ends where another begins, but for a void.
func (e *edit) touch(a, b divide.Span) bool {
	n := e.run.N()
	to, from := a.To, b.From
	if e.run.Ring {
		to, from = to%n, from%n
	}
	for to < from && e.run.Elements[to].Route == axis.Void {
		to++
	}
	return to == from
}

// turnFrom returns by how much a span of a ring is to be counted on for its end
// to lie beyond a breakpoint, at most a turn away.
func (e *edit) turnFrom(x divide.Span, b int) int {
	if !e.run.Ring {
		return 0
	}
	n, turn := e.run.N(), 0
	for x.To+turn-b > n {
		turn -= n
	}
	for x.To+turn <= b {
		turn += n
	}
	return turn
}

// room returns between which breakpoints a boundary has to lie: of a sector
// without a neighbour there, up to where the next one begins, or the border ends.
func (e *edit) room(left, right string) (low, high int) {
	n := e.run.N()
	switch {
	case left != "" && right != "":
		x, y := e.spans[left], e.spans[right]
		low = x.From
		high = y.To + e.turnFrom(y, max(x.To-1, low))
	case left != "":
		low, high = e.spans[left].From, n+1
		if next := e.beside(left, 1); next != "" && next != left {
			y := e.spans[next]
			high = y.From + 1
			for e.run.Ring && high <= low {
				high += n
			}
		} else if e.run.Ring {
			high = low + n + 1
		}
	default:
		high = e.spans[right].To
		low = -1
		if before := e.beside(right, -1); before != "" && before != right {
			low = e.spans[before].To - 1
			for e.run.Ring && low >= high {
				low -= n
			}
		} else if e.run.Ring {
			low = high - n - 1
		}
	}
	return low, high
}

// metres writes the chainage of a breakpoint, of one outside the border that of
// its end.
func (e *edit) metres(b int) string {
	n := e.run.N()
	if e.run.Ring {
		b = (b%n + n) % n
	}
	return number64(e.run.ChainageM[min(max(b, 0), n)])
}

// setSpan gives a pair another sector.
func (e *edit) setSpan(pair string, to divide.Span) {
	for to.From < to.To && e.run.Elements[to.From%e.run.N()].Route == axis.Void {
		to.From++
	}
	for to.From < to.To && e.run.Elements[(to.To-1)%e.run.N()].Route == axis.Void {
		to.To--
	}
	for n := e.run.N(); e.run.Ring && to.From >= n; {
		to.From, to.To = to.From-n, to.To-n
	}
	if e.spans[pair] == to {
		return
	}
	if at := e.pairs[pair].crew.sector; at >= 0 && !e.moved[pair] {
		e.uncut(at)
	}
	e.spans[pair], e.moved[pair], e.touched[pair], e.changed = to, true, true, true
}

// uncut remembers where a fixed sector of the plan's scenario ends, which cuts
// the border no more.
func (e *edit) uncut(sector int) {
	f := e.run.Sectors[sector]
	e.cutsM = append(e.cutsM, e.run.ChainageM[f.From], e.run.ChainageM[e.home(f.To)])
}

// home returns the breakpoint of the border that one of a ring, counted on at
// most a turn, is.
func (e *edit) home(b int) int {
	if n := e.run.N(); b > n {
		return b - n
	}
	return b
}

// fix fixes in the scenario what is to stay: the pairs, or with Question.Again
// those beside a boundary that was moved, and the sectors of these.
func (e *edit) fix() {
	fixed := map[string]bool{}
	for _, p := range e.s.Pairs {
		fixed[p.ID] = true
	}
	for i := range e.plan.Pairs {
		p := &e.plan.Pairs[i]
		if !e.removed[p.ID] && !fixed[p.ID] && (!e.Again || e.moved[p.ID]) {
			e.s.Pairs = append(e.s.Pairs, sectors.FixedPair{ID: p.ID, Patrols: p.Patrols})
		}
		if !e.removed[p.ID] && e.moved[p.ID] {
			e.fixSector(p.ID)
		}
	}
}

// fixSector fixes the sector of a pair.
func (e *edit) fixSector(pair string) {
	f := sectors.FixedSector{ID: pair, Pair: pair, Line: e.along(e.spans[pair])}
	if at := e.pairs[pair].crew.sector; at >= 0 {
		f.ID = e.layout.Scenario.Sectors[at].ID
	}
	if i := slices.IndexFunc(e.s.Sectors, func(x sectors.FixedSector) bool { return x.ID == f.ID }); i >= 0 {
		e.s.Sectors[i] = f
		return
	}
	e.s.Sectors = append(e.s.Sectors, f)
}

// along returns the border between two breakpoints, as one line.
func (e *edit) along(s divide.Span) orb.LineString {
	from, to := e.run.ChainageM[s.From], e.run.ChainageM[e.home(s.To)]
	if s.To > e.run.N() {
		to += e.run.LengthM()
	}
	var out orb.LineString
	for _, x := range e.on.ways.spans(from, to) {
		for _, part := range e.layout.Routes[x.route].Line.Slice(x.Span) {
			out = append(out, part...)
		}
	}
	if len(out) > 0 { // the very breakpoints
		out[0], out[len(out)-1] = e.run.At[s.From], e.run.At[e.home(s.To)]
	}
	return slices.Compact(out)
}
