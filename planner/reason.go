package planner

import (
	"slices"

	"lindero/geo"
)

// reasonIn says why a span is never watched in the plan of some layers. static is
// what posts and patrols reach.
func (w *watcher) reasonIn(r *run, layers []*layer, static *Coverage) func(route int, s geo.Span) Reason {
	return func(route int, s geo.Span) Reason {
		if w.unscheduled(route, s) {
			return NotScheduled
		}
		return r.reasonFor(route, s, layers, static.Spans[route])
	}
}

// unscheduled reports whether most of a span is in beats that are to be visited
// but have no place in the calendar.
func (w *watcher) unscheduled(route int, s geo.Span) bool {
	if route >= len(w.Layout.BorderFromM) {
		return false
	}
	within := 0.0
	for i := range w.p.Beats {
		if len(w.passes[i]) > 0 {
			continue
		}
		for _, b := range w.ways.spans(w.p.Beats[i].FromM, w.p.Beats[i].ToM) {
			if b.route == route {
				within += geo.Spans{b.Span}.Intersect(geo.Spans{s}).LengthM()
			}
		}
	}
	return within > s.LengthM()/2
}

// reasonFor says why nobody watches a span: where patrols can move, whether
// most of it is within reach of a pair (on the border) or a patrol.
func (r *run) reasonFor(route int, s geo.Span, layers []*layer, static geo.Spans) Reason {
	if !servedKinds(r.Layout)(r.Layout.Routes[route].Kind) {
		return NoPatrol
	}
	reachM := static.Intersect(geo.Spans{s}).LengthM()
	if route < len(r.Layout.BorderFromM) {
		reachM = 0
		elementsIn(r.Axis, route, s, func(e int) {
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
