package planner

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/planner/divide"
	"lindero/planner/match"
	"lindero/sectors"
)

// run is a plan in the making.
type run struct {
	*axis.Axis
	model  *access.Model
	ctx    context.Context
	o      Options
	s      *sectors.Scenario
	tables []*access.Table // by patrol
	twice  []onceTable     // the same with shifts twice as long, when they are wanted
	worth  []int64         // by element, in weighted millimetres
	weight []float64       // by element
	allow  []bool          // by breakpoint: a pair may meet there; nil: everywhere
	refH   float64
	notes  []Note
}

type onceTable struct {
	once  sync.Once
	table *access.Table
}

// crew is a pair in the making.
type crew struct {
	id      string
	fixed   bool
	patrols [2]int // in the scenario's list, by side
	at      int    // breakpoint where the later of the two is there first
	apart   bool   // they cannot meet
	meetUs  int64  // and when
	sector  int    // its fixed sector in the scenario, or −1
	order   int    // breakpoint by which pairs are put in order
	pair    divide.Pair

	// Of a candidate for reinforcement: whose numbers it has, and from which
	// posts it starts if not from that pair's.
	optional bool
	like     string
	posts    [2]int
	moved    bool
}

// open returns whether both patrols can and may walk an element.
func (r *run) open(a, b, e int) bool {
	return r.jointKmh(&r.s.Patrols[a], &r.s.Patrols[b], e) > 0
}

// touches reports whether an element beside a breakpoint is open to both.
func (r *run) touches(a, b, at int) bool {
	before, after := at-1, at
	if r.Ring {
		before, after = (at-1+r.N())%r.N(), at%r.N()
	}
	return before >= 0 && r.open(a, b, before) || after < r.N() && r.open(a, b, after)
}

// common returns the breakpoints that two tables have.
func common(x, y *access.Table) (lo, hi int) {
	return max(x.From, y.From), min(x.From+len(x.ArriveUs), y.From+len(y.ArriveUs)) - 1
}

// cost returns where and when the later of two patrols is there first, and
// whether they can meet at an allowed place and be back in time.
func (r *run) cost(a, b int) (at int, us int64, ok bool) {
	x, y := r.tables[a], r.tables[b]
	lo, hi := common(x, y)
	shifts := [2]int64{access.Us(r.s.Patrols[a].ShiftH), access.Us(r.s.Patrols[b].ShiftH)}
	at, us = -1, access.Never
	for p := lo; p <= hi; p++ {
		arriveA, homeA := x.At(p)
		arriveB, homeB := y.At(p)
		later := max(arriveA, arriveB)
		allowed := !ok && (r.allow == nil || r.allow[p]) && arriveA+homeA <= shifts[0] && arriveB+homeB <= shifts[1]
		if (later < us || allowed) && r.touches(a, b, p) {
			ok = ok || allowed
			if later < us {
				at, us = p, later
			}
		}
	}
	return at, us, ok
}

// layerNames returns the layers of the scenario's patrols, the surface first.
func layerNames(s *sectors.Scenario) []string {
	var out []string
	for i := range s.Patrols {
		out = append(out, s.Patrols[i].Layer)
	}
	slices.SortFunc(out, func(x, y string) int {
		return cmp.Or(cmp.Compare(btoi(x != sectors.SurfaceLayer), btoi(y != sectors.SurfaceLayer)), cmp.Compare(x, y))
	})
	return slices.Compact(out)
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// crews pairs the patrols of a layer and puts the pairs in order.
func (r *run) crews(layer string) ([]*crew, []Unpaired, error) {
	var crews []*crew
	taken := map[int]bool{}
	at := map[string]int{}
	for i := range r.s.Patrols {
		at[r.s.Patrols[i].ID] = i
	}
	for _, f := range r.s.Pairs {
		a, b := at[f.Patrols[0]], at[f.Patrols[1]]
		if r.side(a) == 1 {
			a, b = b, a
		}
		if r.s.Patrols[a].Layer == layer {
			taken[a], taken[b] = true, true
			crews = append(crews, r.crew(f.ID, a, b, true))
		}
	}
	var groups [2][]int
	for i := range r.s.Patrols {
		if p := &r.s.Patrols[i]; p.Layer == layer && !taken[i] {
			groups[r.side(i)] = append(groups[r.side(i)], i)
		}
	}
	// Of matchings as good the ids decide, not the order of the list.
	for _, group := range groups {
		slices.SortStableFunc(group, func(i, j int) int { return cmp.Compare(r.s.Patrols[i].ID, r.s.Patrols[j].ID) })
	}
	edges, err := r.edges(groups)
	if err != nil {
		return nil, nil, err
	}
	best := match.Best(len(groups[0]), len(groups[1]), edges)
	for i, j := range best.Of {
		if j >= 0 {
			a, b := groups[0][i], groups[1][j]
			taken[a], taken[b] = true, true
			crews = append(crews, r.crew(r.s.Patrols[a].ID+"+"+r.s.Patrols[b].ID, a, b, false))
		}
	}
	return crews, r.unpaired(layer, groups, taken, edges), nil
}

func (r *run) side(patrol int) int { return btoi(r.s.Patrols[patrol].Side == r.s.Sides[1].Code) }

// edges returns who can be a pair with whom, and its cost.
func (r *run) edges(groups [2][]int) ([]match.Edge, error) {
	rows := make([][]match.Edge, len(groups[0]))
	err := each(r.ctx, len(rows), nil, func(from, to int) {
		for i := from; i < to; i++ {
			for j, b := range groups[1] {
				if _, us, ok := r.cost(groups[0][i], b); ok {
					rows[i] = append(rows[i], match.Edge{A: i, B: j, Cost: us})
				}
			}
		}
	})
	return slices.Concat(rows...), err
}

// unpaired lists the patrols of a layer that have no partner.
func (r *run) unpaired(layer string, groups [2][]int, taken map[int]bool, edges []match.Edge) []Unpaired {
	fits := map[int]bool{}
	for _, e := range edges {
		fits[groups[0][e.A]], fits[groups[1][e.B]] = true, true
	}
	var out []Unpaired
	for side, group := range groups {
		for _, i := range group {
			if taken[i] {
				continue
			}
			u := Unpaired{Patrol: r.s.Patrols[i].ID, Side: r.s.Patrols[i].Side, Layer: layer, Rule: ByNobody}
			if !fits[i] && len(groups[1-side]) > 0 {
				u.Rule = r.unfit(i, groups[1-side])
			}
			out = append(out, u)
		}
	}
	return out
}

// unfit says why a patrol can be a pair with none of the others.
func (r *run) unfit(i int, others []int) Rule {
	share := func(j int) bool {
		return slices.ContainsFunc(r.s.Border, func(b sectors.Route) bool {
			return r.s.Patrols[i].SpeedKmh.Of(b.Kind) > 0 && r.s.Patrols[j].SpeedKmh.Of(b.Kind) > 0
		})
	}
	switch {
	case !slices.ContainsFunc(others, share):
		return ByKind
	case r.kept(i):
		return ByForbidden
	case len(r.tables[i].ArriveUs) == 0:
		return ByShift
	}
	return ByMeeting
}

// kept reports whether a patrol must not enter anything of the border that it
// could move on.
func (r *run) kept(i int) bool {
	side, p := r.side(i), &r.s.Patrols[i]
	return !slices.ContainsFunc(r.Elements, func(x axis.Element) bool {
		return x.Route != axis.Void && !x.Forbidden[side] && p.SpeedKmh.Of(r.Layout.Routes[x.Route].Kind) > 0
	})
}

// crew makes a pair.
func (r *run) crew(id string, a, b int, fixed bool) *crew {
	c := &crew{id: id, fixed: fixed, patrols: [2]int{a, b}, sector: -1}
	var ok bool
	if c.at, c.meetUs, ok = r.cost(a, b); c.at < 0 {
		c.at = 0
	}
	c.order, c.apart = c.at, !ok
	r.tellApart(c)
	return c
}

// tellApart notes that a pair cannot meet.
func (r *run) tellApart(c *crew) {
	if c.apart {
		r.notes = append(r.notes, Note{Code: NotePairCannotMeet, Subjects: []string{c.id}})
	}
}

// equip fills in what a pair can do.
func (r *run) equip(c *crew) {
	a, b := c.patrols[0], c.patrols[1]
	c.pair = r.able(&r.s.Patrols[a], &r.s.Patrols[b], r.tables[a], r.tables[b])
}

// able returns what two patrols, with how long they take to the border, can do
// together.
func (r *run) able(a, b *sectors.Patrol, x, y *access.Table) divide.Pair {
	pair := divide.Pair{Sorties: r.sorties(a, b), ShiftUs: [2]int64{access.Us(a.ShiftH), access.Us(b.ShiftH)}}
	lo, hi := common(x, y)
	if lo > hi {
		return pair
	}
	pair.From = lo
	turns := 1
	if r.Ring {
		turns = 3
	}
	walk := int64(0)
	pair.WalkUs = append(make([]int64, 0, turns*(hi-lo)+1), 0)
	pair.Open = make([]bool, 0, turns*(hi-lo))
	for range turns {
		for e := lo; e < hi; e++ {
			kmh := r.jointKmh(a, b, e)
			if kmh > 0 {
				walk += access.WalkUs(r.Elements[e].LengthM, kmh)
			}
			pair.Open, pair.WalkUs = append(pair.Open, kmh > 0), append(pair.WalkUs, walk)
		}
	}
	for s, t := range [2]*access.Table{x, y} {
		pair.ArriveUs[s] = unrolled(t.ArriveUs[lo-t.From:hi-t.From+1], turns)
		pair.HomeUs[s] = unrolled(t.HomeUs[lo-t.From:hi-t.From+1], turns)
	}
	pair.Meet = r.meetsIn(&pair)
	return pair
}

// meetsIn returns where in its window a pair may meet; nil where it may anywhere.
func (r *run) meetsIn(pair *divide.Pair) []int {
	if r.allow == nil || len(pair.WalkUs) == 0 {
		return nil
	}
	out := []int{}
	for k := range pair.WalkUs {
		if b := pair.From + k; r.Ring && r.allow[b%r.N()] || !r.Ring && r.allow[b] {
			out = append(out, k)
		}
	}
	return out
}

// unrolled writes a table of one turn of a ring so many times over.
func unrolled(times []int64, turns int) []int64 {
	if turns == 1 {
		return times
	}
	n := len(times) - 1
	out := make([]int64, turns*n+1)
	for i := range out {
		out[i] = times[i%n]
	}
	return out
}

// jointKmh is how fast two patrols walk an element together; 0 where they
// cannot or must not.
func (r *run) jointKmh(a, b *sectors.Patrol, e int) float64 {
	return min(access.WalkKmh(r.Axis, a, 0, e), access.WalkKmh(r.Axis, b, 1, e))
}

const weekH = 7 * 24

// sorties returns how many sorties two patrols can make together in a period.
func (r *run) sorties(a, b *sectors.Patrol) int {
	periodH := r.s.PeriodD * 24
	fromH, toH := 0.0, periodH
	for _, p := range [2]*sectors.Patrol{a, b} {
		if !p.AvailableFrom.IsZero() {
			fromH = max(fromH, p.AvailableFrom.Sub(r.s.Start).Hours())
		}
		if !p.AvailableTo.IsZero() {
			toH = min(toH, p.AvailableTo.Sub(r.s.Start).Hours())
		}
	}
	hours := toH - fromH
	n := math.Inf(1)
	for _, p := range [2]*sectors.Patrol{a, b} {
		if hours < p.ShiftH {
			return 0
		}
		n = min(n, p.ShiftsPerWeek*hours/weekH)
		switch each := p.ShiftH + p.RestH; {
		case hours >= periodH:
			n = min(n, periodH/each)
		default:
			n = min(n, (hours+p.RestH)/each)
		}
	}
	return int(min(n+1e-9, divide.MaxSorties))
}
