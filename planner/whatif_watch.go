package planner

import (
	"slices"
	"sort"

	"lindero/geo"
	"lindero/planner/watch"
)

// watchAnew fills in what the changed plan watches: along the routes where it is
// others who see, or at other times, anew, else as it was.
func (a *answering) watchAnew() error {
	w, err := a.watcher()
	if err != nil {
		return err
	}
	cells, err := a.cellsOf(w)
	if err != nil {
		return err
	}
	routes := a.next.Layout.Routes
	found := make([]watchedRoute, len(routes))
	sectorAt := make([][]sectorSpan, len(routes))
	to := a.sectorsNow()
	err = each(a.next.ctx, len(routes), nil, func(from, end int) {
		for i := from; i < end; i++ {
			if routes[i].Watched {
				sectorAt[i] = w.sectorsOn(i)
				found[i] = a.route(w, i, cells, sectorAt[i], to)
			}
		}
	})
	if err != nil {
		return err
	}
	w.write(found)
	return nil
}

// watcher returns what computes what the changed plan watches.
func (a *answering) watcher() (*watcher, error) {
	base := a.on
	w := &watcher{Axis: a.next.Axis, ways: newWays(a.next.model, a.p, a.next.tables), p: a.p, trips: make([]watch.Trip, len(a.p.Beats)),
		passes: make([][]watch.Pass, len(a.p.Beats)), posts: base.posts, points: base.points, noDays: a.NoDays}
	if !slices.Equal(a.s.MeetingPoints, a.layout.Scenario.MeetingPoints) {
		w.points = named{}
		for i := range a.s.MeetingPoints {
			w.points.add(a.s.MeetingPoints[i].ID, a.s.MeetingPoints[i].At)
		}
		w.points.index()
	}
	w.repeat()
	w.reason = w.reasonIn(a.next, a.rows, a.static)
	return w, a.next.ctx.Err()
}

// cellsOf returns by beat and route what is seen: of beats that were there
// before it is known.
func (a *answering) cellsOf(w *watcher) ([][][]watch.Cell, error) {
	var anew []int
	alike := map[int]int{} // by beat, one of the plan before that goes along the same
	for b, was := range a.was {
		if was >= 0 {
			continue
		}
		if k := a.alike(&a.p.Beats[b]); k >= 0 {
			alike[b] = k
		} else {
			anew = append(anew, b)
		}
	}
	err := each(a.next.ctx, len(anew), nil, func(from, to int) {
		for _, b := range anew[from:to] {
			for _, x := range w.ways.legs(&a.p.Beats[b]) {
				w.trips[b].Legs = append(w.trips[b].Legs, x.Leg)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	cells, err := w.seeOf(a.next.ctx, anew)
	for b, was := range a.was {
		if was >= 0 {
			cells[b] = a.cells[was]
		}
	}
	for b, k := range alike {
		if len(w.passes[b]) > 0 {
			cells[b] = a.cells[k]
		}
	}
	return cells, err
}

// alike returns the beat of the plan before on which the same pair, with the same
// numbers, goes along the same at the same times; −1 where there is none.
func (a *answering) alike(b *Beat) int {
	was := a.WhatIf.pairs[b.Pair]
	ids := a.plan.Pairs[was.at].Patrols
	if a.onWays || a.patrols[ids[0]] || a.patrols[ids[1]] {
		return -1
	}
	for _, k := range was.beats {
		old := a.plan.Beats[k]
		old.ID, old.MeetingPoint, old.Visits, old.Weight, old.RevisitH, old.AllowedH = b.ID, b.MeetingPoint, b.Visits, b.Weight, b.RevisitH, b.AllowedH
		old.AchievedH, old.WindowH = b.AchievedH, b.WindowH
		if old == *b && len(a.cells[k]) > 0 {
			return k
		}
	}
	return -1
}

// sectorsNow returns for each sector of the plan before its place in the changed
// one; −1 where it is none of that.
func (a *answering) sectorsNow() []int {
	at := map[string]int{}
	for i := range a.p.Sectors {
		at[a.p.Sectors[i].Pair] = i
	}
	out := make([]int, len(a.plan.Sectors))
	for i := range out {
		k, ok := at[a.plan.Sectors[i].Pair]
		if out[i] = k; !ok {
			out[i] = -1
		}
	}
	return out
}

// route returns what comes of a route in the changed plan.
func (a *answering) route(w *watcher, i int, cells [][][]watch.Cell, sectorAt []sectorSpan, sectorsNow []int) watchedRoute {
	r := &w.Layout.Routes[i]
	old := a.moveSectors(&a.found[i], sectorsNow)
	spans := a.dirty(i, cells, sectorAt, sectorsNow)
	if a.revisit[r.Kind] {
		spans = geo.Spans{r.Line.Whole()}
	}
	seen := w.seenOn(i, cells)
	var out watchedRoute
	from := 0.0
	constant := a.constant[i]
	for _, s := range old.widened(spans, r.Line.Whole()) {
		out.take(old, from, s.FromM)
		part := w.sweepOn(i, s, constant, sectorAt, within(seen, s))
		slices.SortStableFunc(part.gaps, inTurnAndTime)
		out.append(&part)
		from = s.ToM
	}
	if from == 0 && len(spans) == 0 {
		out = *old
		out.gaps = slices.Clone(old.gaps)
	} else {
		out.take(old, from, r.Line.LengthM()+1)
	}
	a.settleGaps(w, i, out.gaps)
	return out
}

// dirty returns the spans of a route that a touched pair sees or saw, or that
// belong to other sectors than before.
func (a *answering) dirty(i int, cells [][][]watch.Cell, sectorAt []sectorSpan, sectorsNow []int) geo.Spans {
	var out []geo.Span
	add := func(cells []watch.Cell) {
		for k := range cells {
			if n := len(out); n > 0 && out[n-1].FromM <= cells[k].FromM && cells[k].FromM <= out[n-1].ToM+hairM {
				out[n-1].ToM = max(out[n-1].ToM, cells[k].ToM)
			} else {
				out = append(out, cells[k].Span)
			}
		}
	}
	kept := make([]bool, len(a.cells))
	for b, was := range a.was {
		if was >= 0 {
			kept[was] = true
		} else if len(cells[b]) > 0 {
			add(cells[b][i])
		}
	}
	for was, is := range kept {
		if !is && len(a.cells[was]) > 0 {
			add(a.cells[was][i])
		}
	}
	before := map[sectorSpan]bool{}
	for _, s := range a.sectorAt[i] {
		if s.sector = sectorsNow[s.sector]; s.sector >= 0 {
			before[s] = true
		} else {
			out = append(out, s.Span)
		}
	}
	for _, s := range sectorAt {
		if before[s] {
			delete(before, s)
		} else {
			out = append(out, s.Span)
		}
	}
	for s := range before {
		out = append(out, s.Span)
	}
	return geo.Normalise(out)
}

// hairM is the length that what is dirty is made longer by at both ends: more
// than what counts as one place.
const hairM = 0.01

// widened makes spans longer, each from a place at which a piece begins to such
// a place, with a whole span of the same cells between it and what is dirty: so
// nothing beyond it changes.
func (r *watchedRoute) widened(dirty geo.Spans, whole geo.Span) geo.Spans {
	var out geo.Spans
	for _, s := range dirty {
		wide := whole
		if k := sort.Search(len(r.begins), func(k int) bool { return r.begins[k] > s.FromM-hairM }) - 1; k >= 0 {
			before := sort.Search(len(r.pieces), func(n int) bool { return r.pieces[n].fromM >= r.begins[k] })
			for n := before - 1; n >= 0; n-- {
				if r.pieces[n].begins {
					wide.FromM = r.pieces[n].fromM
					break
				}
			}
		}
		if k := sort.Search(len(r.begins), func(k int) bool { return r.begins[k] >= s.ToM+hairM }); k < len(r.begins) {
			after := sort.Search(len(r.pieces), func(n int) bool { return r.pieces[n].fromM > r.begins[k] })
			for n := after; n < len(r.pieces); n++ {
				if r.pieces[n].begins {
					wide.ToM = r.pieces[n].fromM
					break
				}
			}
		}
		if n := len(out); n > 0 && wide.FromM <= out[n-1].ToM {
			out[n-1].ToM = max(out[n-1].ToM, wide.ToM)
			continue
		}
		out = append(out, wide)
	}
	return out
}

// within returns who sees something of a span, with what of it.
func within(seen []watch.Seen, s geo.Span) []watch.Seen {
	var out []watch.Seen
	for _, x := range seen {
		from := sort.Search(len(x.Cells), func(i int) bool { return x.Cells[i].ToM > s.FromM })
		to := sort.Search(len(x.Cells), func(i int) bool { return x.Cells[i].FromM >= s.ToM })
		if from < to {
			x.Cells = x.Cells[from:to]
			out = append(out, x)
		}
	}
	return out
}

// take appends what of another lies between two places at which pieces begin.
func (r *watchedRoute) take(of *watchedRoute, fromM, toM float64) {
	spans := between(len(of.spans), func(i int) float64 { return of.spans[i].FromM }, fromM, toM)
	gaps := between(len(of.gaps), func(i int) float64 { return of.gaps[i].FromM }, fromM, toM)
	pieces := between(len(of.pieces), func(i int) float64 { return of.pieces[i].fromM }, fromM, toM)
	r.append(&watchedRoute{spans: of.spans[spans[0]:spans[1]], gaps: of.gaps[gaps[0]:gaps[1]], pieces: of.pieces[pieces[0]:pieces[1]]})
}

// between returns which elements, in order of where they begin, do so from one
// place on and before another.
func between(n int, begin func(i int) float64, fromM, toM float64) [2]int {
	at := func(m float64) int { return sort.Search(n, func(i int) bool { return begin(i) >= m }) }
	from := at(fromM)
	return [2]int{from, max(at(toM), from)}
}

func (r *watchedRoute) append(more *watchedRoute) {
	r.spans, r.gaps, r.pieces = append(r.spans, more.spans...), append(r.gaps, more.gaps...), append(r.pieces, more.pieces...)
}

// moveSectors returns what comes of a route with the sectors known by where they
// now stand.
func (a *answering) moveSectors(r *watchedRoute, now []int) *watchedRoute {
	same := true
	for i, k := range now {
		same = same && i == k
	}
	if same {
		return r
	}
	out := *r
	out.pieces = make([]*piece, len(r.pieces))
	for i, x := range r.pieces {
		moved := *x
		moved.sectors = slices.Clone(x.sectors)
		for k := range moved.sectors {
			moved.sectors[k].sector = now[moved.sectors[k].sector]
		}
		out.pieces[i] = &moved
	}
	return &out
}

// settleGaps gives the gaps of a route their ids, and says anew what may be other
// though nobody else sees them: why, and what is near.
func (a *answering) settleGaps(w *watcher, i int, gaps []PlanGap) {
	id := w.Layout.Routes[i].ID
	moved := w.points.points != a.on.points.points
	for k := range gaps {
		g := &gaps[k]
		if g.Reason != RevisitExceeded {
			g.Reason = w.reason(i, geo.Span{FromM: g.FromM, ToM: g.ToM})
		}
		if moved {
			w.nearest(i, g)
		}
		if old := a.found[i].gaps; k >= len(old) || g.ID != old[k].ID {
			g.ID = id + "/" + itoa(k+1)
		}
	}
}
