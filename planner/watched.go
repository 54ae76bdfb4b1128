package planner

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/sectors"
)

// seen is a span of a route that is watched every so many hours.
type seen struct {
	geo.Span
	revisitH float64
}

// cover writes down what the plan watches on every watched route, and its
// gaps: what is within the watch radius of a pair on its way, of a post, or on
// covered ground.
func (r *run) cover(p *Plan, layers []*layer) error {
	routes := r.Layout.Routes
	found := make([][]seen, len(routes))
	walks := r.walks(layers)
	err := each(r.ctx, len(routes), nil, func(from, to int) {
		for i := from; i < to; i++ {
			if routes[i].Watched {
				found[i] = overlay(append(r.constant(i), r.seenFrom(walks, i)...), routes[i].Line.Whole())
			}
		}
	})
	if err != nil {
		return err
	}
	static, err := Cover(r.ctx, r.Layout, nil)
	if err != nil {
		return err
	}
	p.Coverage, p.Gaps = []RouteSpan{}, []PlanGap{}
	totals := map[sectors.Kind]*Total{}
	for i := range routes {
		if !routes[i].Watched {
			continue
		}
		for _, s := range found[i] {
			p.Coverage = append(p.Coverage, RouteSpan{Route: routes[i].ID, FromM: s.FromM, ToM: s.ToM, RevisitH: s.revisitH})
		}
		gaps := r.gaps(p, i, found[i], layers, static.Spans[i])
		k := routes[i].Kind
		if totals[k] == nil {
			totals[k] = &Total{Of: string(k)}
		}
		totals[k].LengthM += routes[i].Line.LengthM()
		for _, g := range gaps {
			totals[k].GapM += g.LengthM
			if g.Reason == RevisitExceeded {
				totals[k].LateM += g.LengthM
			}
		}
		p.Gaps = append(p.Gaps, gaps...)
	}
	for _, k := range append(sectors.Kinds[:], sectors.Any) {
		if t := totals[k]; t != nil {
			t.CoveredM = t.LengthM - t.GapM
			p.Totals.Kinds = append(p.Totals.Kinds, *t)
		}
	}
	return nil
}

// walk is where a pair goes on a sortie, and how often.
type walk struct {
	first, last int // breakpoints of the solver
	radiusM     float64
	revisitH    float64
	line        *geo.Line
}

// walks returns where the pairs go.
func (r *run) walks(layers []*layer) []walk {
	var out []walk
	for _, l := range layers {
		for _, b := range l.division.Beats {
			c := l.crews[b.Pair]
			w := walk{first: min(b.Meet, b.From), last: max(b.Meet, b.To), revisitH: l.in.PeriodH / float64(b.Visits)}
			for _, patrol := range c.patrols {
				w.radiusM = max(w.radiusM, r.s.Patrols[patrol].WatchRadiusM)
			}
			out = append(out, w)
		}
	}
	r.measure(out)
	return out
}

// measure measures the lines that pairs walk along.
func (r *run) measure(walks []walk) {
	_ = each(r.ctx, len(walks), nil, func(from, to int) {
		for i := from; i < to; i++ {
			w := &walks[i]
			var parts []orb.LineString
			for _, s := range r.spansOf(w.first, w.last) {
				parts = append(parts, r.Layout.Routes[s.route].Line.Slice(s.Span)...)
			}
			if line, err := geo.NewLine(parts...); err == nil {
				w.line = line
			}
		}
	})
}

// onRoute is a span of a stretch of the border.
type onRoute struct {
	route int
	geo.Span
}

// spansOf returns the spans of the border's stretches between two breakpoints,
// which on a ring may lie in any turn.
func (r *run) spansOf(first, last int) []onRoute {
	var out []onRoute
	n := r.N()
	for first < last {
		from := first % n
		to := min(from+last-first, n)
		first += to - from
		out = append(out, r.inTurn(r.ChainageM[from], r.ChainageM[to])...)
		if to-from == n {
			break // all of the ring
		}
	}
	return out
}

// inTurn returns the spans of stretches between two chainages of the border.
func (r *run) inTurn(fromM, toM float64) []onRoute {
	var out []onRoute
	for i, start := range r.Layout.BorderFromM {
		line := r.Layout.Routes[i].Line
		s := geo.Span{FromM: max(fromM-start, 0), ToM: min(toM-start, line.LengthM())}
		if s.LengthM() < toleranceM {
			continue
		}
		for _, b := range line.Breaks() { // not a hair of the next part
			if math.Abs(s.FromM-b) < toleranceM {
				s.FromM = b
			}
			if math.Abs(s.ToM-b) < toleranceM {
				s.ToM = b
			}
		}
		out = append(out, onRoute{i, s})
	}
	return out
}

// constant returns what of a route posts see all the time, or is on covered
// ground.
func (r *run) constant(route int) []seen {
	var out []seen
	line := r.Layout.Routes[route].Line
	for i := range r.s.Posts {
		if p := &r.s.Posts[i]; p.WatchRadiusM > 0 {
			for _, s := range line.Within(geo.NewReach(p.At, p.WatchRadiusM)) {
				out = append(out, seen{s, 0})
			}
		}
	}
	for _, ground := range r.s.Covered {
		for _, s := range geo.Inside(line, ground) {
			out = append(out, seen{s, 0})
		}
	}
	return out
}

// seenFrom returns what of a route is watched from walks.
func (r *run) seenFrom(walks []walk, route int) []seen {
	var out []seen
	line := r.Layout.Routes[route].Line
	for i := range walks {
		w := &walks[i]
		for _, s := range r.spansOf(w.first, w.last) {
			if s.route == route {
				out = append(out, seen{s.Span, w.revisitH})
			}
		}
		if w.line == nil || w.radiusM == 0 {
			continue
		}
		for _, s := range line.WithinLine(w.line, w.radiusM) {
			out = append(out, seen{s, w.revisitH})
		}
	}
	return out
}

// overlay returns, in order, what is watched, each place as often as it is at
// most.
func overlay(all []seen, whole geo.Span) []seen {
	slices.SortFunc(all, func(a, b seen) int {
		return cmp.Or(cmp.Compare(a.revisitH, b.revisitH), cmp.Compare(a.FromM, b.FromM))
	})
	var out []seen
	var done geo.Spans
	for i := 0; i < len(all); {
		k := i
		var spans []geo.Span
		for ; k < len(all) && all[k].revisitH == all[i].revisitH; k++ {
			spans = append(spans, all[k].Span)
		}
		more := settle(geo.Normalise(spans), whole)
		for _, s := range settle(more.Subtract(done), whole) {
			out = append(out, seen{s, all[i].revisitH})
		}
		done = settle(done.Union(more), whole)
		i = k
	}
	slices.SortFunc(out, func(a, b seen) int { return cmp.Compare(a.FromM, b.FromM) })
	return out
}

// gaps returns the spans of a route that are never watched, or too seldom.
func (r *run) gaps(p *Plan, route int, watched []seen, layers []*layer, static geo.Spans) []PlanGap {
	x := &r.Layout.Routes[route]
	allowed := r.s.Rules.RevisitH.Of(x.Kind)
	served := servedKinds(r.Layout)(x.Kind)
	var all geo.Spans
	var out []PlanGap
	add := func(s geo.Span, reason Reason, revisitH float64) {
		if s.LengthM() >= toleranceM {
			out = append(out, PlanGap{Route: x.ID, Kind: string(x.Kind), FromM: s.FromM, ToM: s.ToM, LengthM: s.LengthM(),
				Reason: reason, RevisitH: revisitH, AllowedH: allowed, Risk: r.riskOf(route, s)})
		}
	}
	var late []seen
	for _, s := range watched {
		all = append(all, s.Span)
		if s.revisitH > allowed*(1+1e-12) {
			late = append(late, s)
		}
	}
	all = geo.Normalise(all)
	for _, s := range all.Complement(x.Line.Whole()).SplitAt(x.Line.Breaks()) {
		reason := NoPatrol
		if served {
			reason = r.reasonFor(route, s, layers, static)
		}
		add(s, reason, p.PeriodH)
	}
	for _, s := range late {
		for _, part := range (geo.Spans{s.Span}).SplitAt(x.Line.Breaks()) {
			add(part, RevisitExceeded, s.revisitH)
		}
	}
	slices.SortFunc(out, func(a, b PlanGap) int { return cmp.Compare(a.FromM, b.FromM) })
	for i := range out {
		out[i].ID = x.ID + "/" + itoa(i+1)
	}
	return out
}

// reasonFor says why nobody watches a span that patrols can move on: whether
// most of it is within reach of a pair (on the border) or a patrol.
func (r *run) reasonFor(route int, s geo.Span, layers []*layer, static geo.Spans) Reason {
	reachM := static.Intersect(geo.Spans{s}).LengthM()
	if route < len(r.Layout.BorderFromM) {
		reachM = 0
		r.elementsIn(route, s, func(e int) {
			if slices.ContainsFunc(layers, func(l *layer) bool { return l.anyReaches(e) }) {
				reachM += r.Elements[e].LengthM
			}
		})
	}
	if reachM > s.LengthM()/2 {
		return NoSector
	}
	return BeyondReach
}

// anyReaches reports whether a sortie of some pair can take an element in.
func (l *layer) anyReaches(e int) bool {
	for i, c := range l.crews {
		if l.reaches(i, c, e) {
			return true
		}
	}
	return false
}

// reaches reports whether a sortie of a pair can take an element in.
func (l *layer) reaches(i int, c *crew, e int) bool {
	for k := e - c.pair.From; k < len(l.reached[i]); k += max(l.N(), 1) {
		if k >= 0 && l.reached[i][k] && c.pair.Sorties > 0 {
			return true
		}
		if !l.Ring {
			break
		}
	}
	return false
}

// riskOf returns the largest risk in a span of a route.
func (r *run) riskOf(route int, s geo.Span) float64 {
	risk := 0.0
	if route < len(r.Layout.BorderFromM) {
		r.elementsIn(route, s, func(e int) { risk = max(risk, r.Elements[e].Risk) })
		return risk
	}
	var said geo.Spans
	for _, x := range r.s.Risks {
		spans, err := geo.Within(r.Layout.Routes[route].Line, x.Shape, x.RadiusM)
		if spans = spans.Intersect(geo.Spans{s}); err == nil && len(spans) > 0 {
			risk, said = max(risk, x.Weight), said.Union(spans)
		}
	}
	if s.LengthM()-said.LengthM() > toleranceM { // where nothing is said it is 1
		risk = max(risk, 1)
	}
	return risk
}

// elementsIn calls f with the elements that a span of a stretch has length in.
func (r *run) elementsIn(route int, s geo.Span, f func(e int)) {
	start := r.Layout.BorderFromM[route]
	from, to := start+s.FromM+toleranceM, start+s.ToM-toleranceM
	for e := max(r.Breakpoint(from)-1, 0); e < r.N() && r.ChainageM[e] < to; e++ {
		if r.Elements[e].Route == route && r.ChainageM[e+1] > from {
			f(e)
		}
	}
}
