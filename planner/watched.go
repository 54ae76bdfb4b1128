package planner

import (
	"cmp"
	"context"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/planner/watch"
	"lindero/sectors"
)

// watcher computes from a plan with its timetable what is watched when, and
// what is overdue, in a window of time.
type watcher struct {
	*axis.Axis
	ways     *ways
	p        *Plan
	periodUs int64 // the timetable repeats after it; 0: it does not, and passes are all there are
	fromUs   int64 // the window
	toUs     int64
	days     []Day
	noDays   bool             // totals are not wanted of them
	dayUs    []watch.Interval // by day, its beginning and its end
	trips    []watch.Trip     // by beat
	passes   [][]watch.Pass   // by beat
	sorties  []string         // ids, by what passes know them by
	// reason says why a span of a route is never watched.
	reason func(route int, s geo.Span) Reason
	points named    // meeting points
	posts  [2]named // by side
}

// newWatcher lays out what the sorties of a plan go along.
func newWatcher(ctx context.Context, on *ways) (*watcher, error) {
	p := on.p
	w := &watcher{Axis: on.Axis, ways: on, p: p, trips: make([]watch.Trip, len(p.Beats)), passes: make([][]watch.Pass, len(p.Beats))}
	err := each(ctx, len(p.Beats), nil, func(from, to int) {
		for i := from; i < to; i++ {
			for _, x := range on.legs(&p.Beats[i]) {
				w.trips[i].Legs = append(w.trips[i].Legs, x.Leg)
			}
		}
	})
	s := w.Layout.Scenario
	for i := range s.MeetingPoints {
		w.points.add(s.MeetingPoints[i].ID, s.MeetingPoints[i].At)
	}
	for i := range s.Posts {
		for k, side := range s.Sides {
			if s.Posts[i].Side == side.Code {
				w.posts[k].add(s.Posts[i].ID, s.Posts[i].At)
			}
		}
	}
	w.points.index()
	w.posts[0].index()
	w.posts[1].index()
	return w, err
}

// beatsByID returns the place of each beat in the plan.
func beatsByID(p *Plan) map[string]int {
	at := make(map[string]int, len(p.Beats))
	for i := range p.Beats {
		at[p.Beats[i].ID] = i
	}
	return at
}

// repeat takes the timetable as it repeats, and one period for the window.
func (w *watcher) repeat() {
	at := beatsByID(w.p)
	w.periodUs = access.Us(w.p.PeriodH)
	w.fromUs, w.toUs = 0, w.periodUs
	for i := range w.p.Sorties {
		s := &w.p.Sorties[i]
		w.sorties = append(w.sorties, s.ID)
		if b, ok := at[s.Beat]; ok {
			w.passes[b] = append(w.passes[b], watch.Pass{Sortie: i, MeetUs: access.Us(s.MeetH)})
		}
	}
	w.setDays()
	for i := range w.p.Sorties {
		us := mod(access.Us(w.p.Sorties[i].MeetH), w.periodUs)
		if d := w.dayAt(us); d >= 0 {
			w.days[d].Sorties++
		}
	}
}

// setDays fills in the days of the window.
func (w *watcher) setDays() {
	w.days = daysOf(w.Layout.Scenario.Start, w.fromUs, w.toUs)
	w.dayUs = make([]watch.Interval, len(w.days))
	for d, x := range w.days {
		w.dayUs[d] = watch.Interval{FromUs: access.Us(x.FromH), ToUs: access.Us(x.ToH)}
	}
}

// dayAt returns the day that holds a time, the last day where it is later; −1
// where there is none before it. Days are 24 hours but for a few, so the day is
// about where that would have it.
func (w *watcher) dayAt(us int64) int {
	if len(w.dayUs) == 0 || us < w.dayUs[0].FromUs {
		return -1
	}
	d := int(min((us-w.dayUs[0].FromUs)/(24*hourUs), int64(len(w.dayUs)-1)))
	for d > 0 && w.dayUs[d].FromUs > us {
		d--
	}
	for d+1 < len(w.dayUs) && w.dayUs[d+1].FromUs <= us {
		d++
	}
	return d
}

// see returns by beat and route what of the watched routes the beats see that are
// walked at all.
func (w *watcher) see(ctx context.Context) ([][][]watch.Cell, error) {
	all := make([]int, len(w.trips))
	for b := range all {
		all[b] = b
	}
	return w.seeOf(ctx, all)
}

// seeOf returns the same of some beats, and nothing of the others.
func (w *watcher) seeOf(ctx context.Context, beats []int) ([][][]watch.Cell, error) {
	routes := w.Layout.Routes
	type job struct{ beat, route int }
	var jobs []job
	cells := make([][][]watch.Cell, len(w.trips))
	for _, b := range beats {
		if len(w.passes[b]) == 0 {
			continue
		}
		cells[b] = make([][]watch.Cell, len(routes))
		for i := range routes {
			if routes[i].Watched {
				jobs = append(jobs, job{b, i})
			}
		}
	}
	err := each(ctx, len(jobs), nil, func(from, to int) {
		for _, j := range jobs[from:to] {
			cells[j.beat][j.route] = w.trips[j.beat].See(routes[j.route].Line)
		}
	})
	return cells, err
}

// sweepAll computes what is watched of every watched route, by who sees it.
func (w *watcher) sweepAll(ctx context.Context, cells [][][]watch.Cell) ([]watchedRoute, error) {
	out := make([]watchedRoute, len(w.Layout.Routes))
	err := each(ctx, len(out), nil, func(from, to int) {
		for i := from; i < to; i++ {
			if w.Layout.Routes[i].Watched {
				out[i] = w.sweep(i, w.seenOn(i, cells))
			}
		}
	})
	return out, err
}

// seenOn returns who sees a route, of the cells by beat and route.
func (w *watcher) seenOn(route int, cells [][][]watch.Cell) []watch.Seen {
	var out []watch.Seen
	for b := range cells {
		if len(cells[b]) > 0 && len(cells[b][route]) > 0 {
			out = append(out, watch.Seen{Trip: b, Cells: cells[b][route], Passes: w.passes[b]})
		}
	}
	return out
}

// sweep computes what is watched of one route.
func (w *watcher) sweep(route int, seen []watch.Seen) watchedRoute {
	out := w.sweepOn(route, w.Layout.Routes[route].Line.Whole(), constant(w.Layout, route), w.sectorsOn(route), seen)
	number(w.Layout.Routes[route].ID, out.gaps)
	return out
}

// sweepOn computes what is watched of a span of a route, of which posts see some
// spans all the time and the plan's sectors have some. Its gaps have no ids yet.
func (w *watcher) sweepOn(route int, whole geo.Span, constant geo.Spans, sectorAt []sectorSpan, seen []watch.Seen) watchedRoute {
	x := &routeSweep{watcher: w, shifts: []int64{0}, route: route, allowedUs: access.Us(w.Layout.Scenario.Rules.RevisitH.Of(w.Layout.Routes[route].Kind)),
		constant: constant, breaks: w.Layout.Routes[route].Line.Breaks(), sectorAt: sectorAt, seen: seen, late: make([]bool, len(w.days))}
	if w.periodUs > 0 {
		x.shifts = append(x.shifts, w.periodUs)
	}
	cuts := slices.Clone(x.breaks)
	for _, s := range x.constant {
		cuts = append(cuts, s.FromM, s.ToM)
	}
	for _, s := range x.sectorAt {
		cuts = append(cuts, s.FromM, s.ToM)
	}
	watch.Sweep(whole, seen, w.periodUs, cuts, x.slice)
	x.finish()
	return x.out
}

// sectorSpan is what a sector has of a route.
type sectorSpan struct {
	geo.Span
	sector int
}

// sectorsOn returns what the plan's sectors have of a route.
func (w *watcher) sectorsOn(route int) []sectorSpan {
	if route >= len(w.Layout.BorderFromM) {
		return nil
	}
	var out []sectorSpan
	for i := range w.p.Sectors {
		for _, s := range w.ways.spans(w.p.Sectors[i].FromM, w.p.Sectors[i].ToM) {
			if s.route == route {
				out = append(out, sectorSpan{s.Span, i})
			}
		}
	}
	return out
}

// cover writes down what the plan watches on every watched route, its gaps,
// and the totals.
func (w *watcher) cover(ctx context.Context) error {
	cells, err := w.see(ctx)
	if err != nil {
		return err
	}
	found, err := w.sweepAll(ctx, cells)
	if err != nil {
		return err
	}
	w.write(found)
	return nil
}

// write writes down what comes of the routes.
func (w *watcher) write(found []watchedRoute) {
	p := w.p
	p.Coverage, p.Gaps = []RouteSpan{}, []PlanGap{}
	for i := range found {
		p.Coverage = append(p.Coverage, found[i].spans...)
		p.Gaps = append(p.Gaps, found[i].gaps...)
	}
	p.Totals = w.totals(found)
}

// totals adds up what comes of the routes, in the order of the routes.
func (w *watcher) totals(found []watchedRoute) PlanTotals {
	out := PlanTotals{Kinds: []Total{}, Sides: []Total{}, Sectors: []Total{}, Days: []Day{}}
	kinds, sides := map[string]*sums{}, map[string]*sums{}
	add := func(to map[string]*sums, key string, x *sums) {
		if to[key] == nil {
			to[key] = &sums{}
		}
		to[key].add(x)
	}
	bySector, byDay := make([]sums, len(w.p.Sectors)), make([]sums, len(w.days))
	if w.noDays {
		byDay = nil
	}
	for i := range found {
		r := &w.Layout.Routes[i]
		if !r.Watched {
			continue
		}
		of := found[i].add(bySector, byDay)
		add(kinds, string(r.Kind), of)
		add(sides, r.Side, of)
	}
	for _, k := range append(sectors.Kinds[:], sectors.Any) {
		if x := kinds[string(k)]; x != nil {
			out.Kinds = append(out.Kinds, x.total(string(k)))
		}
	}
	for _, code := range []string{"", w.Layout.Scenario.Sides[0].Code, w.Layout.Scenario.Sides[1].Code} {
		if x := sides[code]; x != nil {
			out.Sides = append(out.Sides, x.total(code))
			delete(sides, code)
		}
	}
	for k := range w.p.Sectors {
		out.Sectors = append(out.Sectors, bySector[k].total(w.p.Sectors[k].ID))
	}
	for k := range byDay {
		out.Days = append(out.Days, byDay[k].day(w.days[k]))
	}
	return out
}

// nearest fills in the meeting point and posts next to a gap's middle.
func (w *watcher) nearest(route int, g *PlanGap) {
	line := w.Layout.Routes[route].Line
	middle := line.At((g.FromM + g.ToM) / 2)
	g.MeetingPoint = w.points.nearest(middle)
	for k := range w.posts {
		g.Posts[k] = w.posts[k].nearest(middle)
	}
}

// named are places with ids.
type named struct {
	ids    []string
	places []orb.Point
	points *geo.Points
}

func (n *named) add(id string, at orb.Point) {
	n.ids, n.places = append(n.ids, id), append(n.places, at)
}

// index makes the places ready, in the order of their ids, so that of places as
// near it does not matter which came first.
func (n *named) index() {
	order := make([]int, len(n.ids))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(n.ids[i], n.ids[j]) })
	ids, places := make([]string, len(order)), make([]orb.Point, len(order))
	for k, i := range order {
		ids[k], places[k] = n.ids[i], n.places[i]
	}
	n.ids, n.places, n.points = ids, places, geo.NewPoints(places)
}

// nearest returns the id of the place nearest to a point; none where there is
// none.
func (n *named) nearest(p orb.Point) string {
	if i, _ := n.points.Nearest(p, nil); i >= 0 {
		return n.ids[i]
	}
	return ""
}

// number gives the gaps of a route their order and ids.
func number(id string, gaps []PlanGap) {
	slices.SortStableFunc(gaps, inTurnAndTime)
	for i := range gaps {
		gaps[i].ID = id + "/" + itoa(i+1)
	}
}

// inTurnAndTime is the order of gaps of a route.
func inTurnAndTime(a, b PlanGap) int {
	return cmp.Or(cmp.Compare(a.FromM, b.FromM), cmp.Compare(a.FromH, b.FromH))
}

// mod brings a time into a period.
func mod(us, periodUs int64) int64 {
	if us %= periodUs; us < 0 {
		us += periodUs
	}
	return us
}
