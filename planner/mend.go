package planner

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/planner/divide"
	"lindero/sectors"
)

// The steps in which a change is sought, and the farthest post.
const (
	mendStepsH = 10 // of an hour
	mendStepKm = 0.5
	mendMostKm = 200
	// mendCrews is how many pairs, from the nearest, are asked to take a
	// stretch on.
	mendCrews = 3
)

// infeasible lists the stretches that some rule keeps from being visited, or
// as often as they should, with the smallest changes that would mend each.
func (l *layer) infeasible() ([]Infeasible, error) {
	stretches := append(l.unvisited(), l.late()...)
	err := each(l.ctx, len(stretches), nil, func(from, to int) {
		for i := from; i < to; i++ {
			l.mend(&stretches[i])
		}
	})
	out := make([]Infeasible, len(stretches))
	for i := range stretches {
		out[i] = stretches[i].Infeasible
	}
	return out, err
}

// stretch is a span of breakpoints that something is wrong with.
type stretch struct {
	Infeasible
	divide.Span     // in the first turn of a ring
	crew        int // whose rule it is, or −1
}

// unvisited returns the stretches that are in no beat, by rule.
func (l *layer) unvisited() []stretch {
	visited := l.visited()
	rule := l.rules()
	var out []stretch
	for e := 0; e < l.N(); e++ {
		if visited[e] || l.worth[e] == 0 {
			continue
		}
		to := e + 1
		why := rule(e)
		for to < l.N() && !visited[to] && l.worth[to] > 0 && rule(to) == why {
			to++
		}
		out = append(out, l.stretch(e, to, why, -1))
		e = to - 1
	}
	return out
}

func (l *layer) stretch(from, to int, rule Rule, crew int) stretch {
	s := stretch{Infeasible{Layer: l.name, FromM: l.ChainageM[from], ToM: l.ChainageM[to], Rule: rule, Mends: []Change{}, Kinds: []string{}},
		divide.Span{From: from, To: to}, crew}
	s.LengthM = s.ToM - s.FromM
	for e := from; e < to; e++ {
		if k := string(l.Kind(e)); !slices.Contains(s.Kinds, k) {
			s.Kinds = append(s.Kinds, k)
		}
	}
	return s
}

// rules says of an element what keeps it from being visited, if nobody visits it.
func (l *layer) rules() func(e int) Rule {
	able := map[sectors.Kind]Rule{} // of the kinds on which some pair can move
	for _, c := range l.crews {
		for _, k := range sectors.Kinds {
			if l.s.Patrols[c.patrols[0]].SpeedKmh.Of(k) > 0 && l.s.Patrols[c.patrols[1]].SpeedKmh.Of(k) > 0 {
				if c.pair.Meet == nil || len(c.pair.Meet) > 0 {
					able[k] = ByShift
				} else if able[k] == "" {
					able[k] = ByMeeting
				}
			}
		}
	}
	taken := make([]bool, l.N()) // some sortie can take it in
	for i, c := range l.crews {
		l.mark(taken, c.pair.From, l.reached[i])
	}
	fixed := l.fixed(taken)
	ableOn := make([]Rule, len(l.Layout.Routes))
	for i := range ableOn {
		ableOn[i] = able[l.Layout.Routes[i].Kind]
	}
	return func(e int) Rule {
		x := &l.Elements[e]
		switch {
		case taken[e] && fixed[e]:
			return ByFixed
		case taken[e]:
			return BySorties
		case x.Route == axis.Void:
			return ByBreak
		case len(l.crews) == 0:
			return ByNobody
		case x.Forbidden[0] || x.Forbidden[1]:
			return ByForbidden
		case ableOn[x.Route] == "":
			return ByKind
		}
		return ableOn[x.Route]
	}
}

// fixed returns, of the elements that some sortie can take in, those that are in a
// fixed sector and that no sortie of its pair can.
func (l *layer) fixed(taken []bool) []bool {
	out := make([]bool, l.N())
	for i, c := range l.crews {
		if c.pair.Sector == nil {
			continue
		}
		for e := c.pair.Sector.From; e < c.pair.Sector.To; e++ {
			if x := e % l.N(); taken[x] && !out[x] && !l.reaches(i, c, x) {
				out[x] = true
			}
		}
	}
	return out
}

// mark marks the elements of a window, from its first on, of which something is
// so; on a ring in any turn.
func (l *layer) mark(out []bool, from int, is []bool) {
	e := from % max(l.N(), 1)
	for _, is := range is {
		if is {
			out[e] = true
		}
		if e++; e == l.N() {
			e = 0
		}
	}
}

// late returns the beats that are walked less often than their rule asks,
// joined where they follow each other.
func (l *layer) late() []stretch {
	var out []stretch
	for _, b := range l.division.Beats {
		worst := 0.0
		for e := b.From; e < b.To; e++ {
			if l.in.Worth[e] > 0 {
				worst = max(worst, l.in.Weights[l.in.Level[e]])
			}
		}
		if worst*l.in.PeriodH/float64(b.Visits) <= l.refH*(1+1e-12) {
			continue
		}
		// A beat over the seam of a ring is two stretches of the border.
		for from := b.From; from < b.To; {
			start := from
			if l.Ring {
				start = from % l.N()
			}
			to := min(start+b.To-from, l.N())
			if n := len(out); n > 0 && out[n-1].crew == b.Pair && out[n-1].To == start {
				out[n-1] = l.stretch(out[n-1].From, to, ByRevisit, b.Pair)
			} else {
				out = append(out, l.stretch(start, to, ByRevisit, b.Pair))
			}
			out[len(out)-1].Pair = l.crews[b.Pair].id
			from += to - start
		}
	}
	return out
}

// mend finds the smallest changes of one number that mend a stretch.
func (l *layer) mend(s *stretch) {
	switch s.Rule {
	case ByRevisit:
		l.tryCrew(s, s.crew, l.refH)
		l.tryPosts(s, l.refH)
	case ByShift, BySorties:
		for _, i := range l.nearest(s.Span, l.inOrder) {
			if l.ctx.Err() != nil {
				return
			}
			l.tryCrew(s, i, 0)
		}
		if s.Rule == ByShift {
			l.tryPosts(s, 0)
		}
	}
	rank := map[string]int{"shift_h": 0, "shifts_per_week": 1, "post_distance_km": 2}
	slices.SortStableFunc(s.Mends, func(a, b Change) int {
		return cmp.Or(cmp.Compare(rank[a.Field], rank[b.Field]), cmp.Compare(a.To/a.From, b.To/b.From))
	})
	// The smallest of each field.
	s.Mends = slices.CompactFunc(s.Mends, func(a, b Change) bool { return a.Field == b.Field })
}

// nearest returns the pairs that can move on the kinds of a stretch, and may
// take it on, those that meet nearest first.
func (l *layer) nearest(s divide.Span, may func(i int, s divide.Span) bool) []int {
	var out []int
	for i, c := range l.crews {
		a, b := c.patrols[0], c.patrols[1]
		if l.open(a, b, s.From) && l.open(a, b, s.To-1) && c.pair.Sector == nil && may(i, s) {
			out = append(out, i)
		}
	}
	away := func(i int) int { return max(s.From-l.crews[i].at, l.crews[i].at-s.To, 0) }
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(away(a), away(b)) })
	return out[:min(mendCrews, len(out))]
}

// inOrder reports whether a pair's sector could take in a stretch, those of the
// others staying: none of them lies between.
func (l *layer) inOrder(i int, s divide.Span) bool {
	n, turns := l.N(), 1
	if l.Ring {
		turns = 3
	}
	own := l.division.Sectors[i]
	for k := range turns {
		on := divide.Span{From: s.From + k*n, To: s.To + k*n}
		if !own.Empty() {
			on.From, on.To = min(on.From, own.From), max(on.To, own.To)
		}
		lo, hi, ok := on.From, on.To, true
		for j, other := range l.division.Sectors {
			if f := l.crews[j].pair.Sector; f != nil && !l.Ring {
				other = *f
			}
			if j == i || other.Empty() {
				continue
			}
			ok = ok && (j > i || other.To <= on.From) && (j < i || other.From >= on.To)
			lo, hi = min(lo, other.From), max(hi, other.To)
		}
		if ok && hi-lo <= n {
			return true
		}
	}
	return false
}

// task is what one pair is asked to do: its own beats and a stretch.
type task struct {
	l       *layer
	crew    *crew
	worth   []int64
	all     int64
	lambdaH float64 // 0: once a period is enough
	patrols [2]sectors.Patrol
	tables  [2]*access.Table
	cuts    []int // of a ring: where the stretch and the pair's own sector begin
	trial   *divide.Trial
}

// newTask asks a pair to do a stretch, beside its own beats if own is set.
func (l *layer) newTask(i int, s divide.Span, lambdaH float64, own bool) *task {
	t := &task{l: l, crew: l.crews[i], worth: make([]int64, l.N()), lambdaH: lambdaH}
	copy(t.worth[s.From:s.To], l.worth[s.From:s.To])
	if l.Ring {
		t.cuts = []int{s.From}
		if sector := l.division.Sectors[i]; own && !sector.Empty() {
			t.cuts = append(t.cuts, sector.From%l.N())
		}
	}
	for _, b := range l.division.Beats {
		for e := b.From; own && b.Pair == i && e < b.To; e++ {
			t.worth[e%l.N()] = l.worth[e%l.N()]
		}
	}
	for _, w := range t.worth {
		t.all += w
	}
	for side, p := range t.crew.patrols {
		t.patrols[side], t.tables[side] = l.s.Patrols[p], l.tables[p]
	}
	return t
}

// canWith reports whether the pair, as it is changed, visits all it is asked to
// if a side takes as long to the border as its table says. canNow asks again
// with other shifts.
func (t *task) canWith(side int, table *access.Table) bool {
	t.tables[side], t.trial = table, nil
	p := t.l.able(&t.patrols[0], &t.patrols[1], t.tables[0], t.tables[1])
	in := &divide.Instance{Worth: t.worth, Level: t.l.in.Level, Weights: t.l.in.Weights, PeriodH: t.l.in.PeriodH, Pairs: []divide.Pair{p}}
	if t.l.Ring {
		in.RingN, in.Worth = t.l.N(), slices.Repeat(t.worth, 3)
	} else if n := len(p.WalkUs); n > 0 { // the window is enough
		from, to := p.From, p.To()
		in.Worth, in.Level = t.worth[from:to], in.Level[from:to]
		in.Pairs[0].From = 0
		within := int64(0)
		for _, w := range in.Worth {
			within += w
		}
		if within < t.all {
			return false
		}
	}
	trial, err := divide.NewTrial(in, t.cuts...)
	if err != nil { // as it is for the solver, which has divided with it
		return false
	}
	t.trial = trial
	return t.canNow([2]int64{})
}

// canNow reports whether the pair visits all it is asked to when each side's
// sorties take longer by so much than the tables say.
func (t *task) canNow(longerUs [2]int64) bool {
	if t.trial == nil {
		return false
	}
	var shiftUs [2]int64
	for side := range shiftUs {
		shiftUs[side] = access.Us(t.patrols[side].ShiftH) - longerUs[side]
	}
	return t.trial.All(shiftUs, t.l.sorties(&t.patrols[0], &t.patrols[1]), t.lambdaH)
}

// tryCrew seeks a longer shift of either patrol, or more shifts a week of
// both, by which a pair visits a stretch beside its own beats.
func (l *layer) tryCrew(s *stretch, i int, lambdaH float64) {
	c := l.crews[i]
	t := l.newTask(i, s.Span, lambdaH, true)
	asItIs := *t
	for side := range 2 {
		*t = asItIs
		p, other := &t.patrols[side], t.tables[1-side]
		old := p.ShiftH
		// Up to twice as long, as long as the shifts of a week fit into it.
		steps := int(min(weekH/max(p.ShiftsPerWeek, 1)-old, old) * mendStepsH)
		if steps < 1 || !covers(other, s.Span) {
			continue // the other patrol does not come so far, however long this one is out
		}
		longer := func(n int) bool {
			p.ShiftH = math.Round((old+float64(n)/mendStepsH)*mendStepsH) / mendStepsH
			return t.canNow([2]int64{})
		}
		longer(steps)
		// Being everywhere at once would have to suffice.
		if !t.canWith(side, everywhere(other)) || !t.canWith(side, l.atTwice(c.patrols[side])) {
			continue
		}
		n := 1 + sort.Search(steps-1, func(n int) bool { return longer(n + 1) })
		longer(n)
		s.Mends = append(s.Mends, Change{Pair: c.id, Patrol: p.ID, Side: p.Side, Field: "shift_h", From: old, To: p.ShiftH})
	}
	*t = asItIs
	t.canWith(0, t.tables[0])
	old := min(t.patrols[0].ShiftsPerWeek, t.patrols[1].ShiftsPerWeek)
	for more := 1.0; (old+more)*max(t.patrols[0].ShiftH, t.patrols[1].ShiftH) <= weekH; more++ {
		for side := range 2 {
			t.patrols[side].ShiftsPerWeek = max(old+more, l.s.Patrols[c.patrols[side]].ShiftsPerWeek)
		}
		if t.canNow([2]int64{}) {
			s.Mends = append(s.Mends, Change{Pair: c.id, Field: "shifts_per_week", From: old, To: old + more})
			return
		}
	}
}

// everywhere is the table of a patrol that is there at once where another one
// comes.
func everywhere(other *access.Table) *access.Table {
	t := &access.Table{From: other.From, ArriveUs: make([]int64, len(other.ArriveUs))}
	t.HomeUs = t.ArriveUs
	return t
}

// covers reports whether a patrol comes to all of a stretch.
func covers(t *access.Table, s divide.Span) bool {
	from, to := s.From-t.From, s.To-t.From
	return from >= 0 && to < len(t.ArriveUs) && slices.Max(t.ArriveUs[from:to+1]) < access.Never
}

// atTwice returns how long a patrol takes to what it reaches in twice its
// shift.
func (r *run) atTwice(patrol int) *access.Table {
	x := &r.twice[patrol]
	x.once.Do(func() {
		p := r.s.Patrols[patrol]
		p.ShiftH *= 2
		x.table = r.model.New(&p)
	})
	return x.table
}
