package planner

import (
	"cmp"
	"slices"

	"lindero/geo"
	"lindero/planner/access"
	"lindero/planner/watch"
)

// watchedSpan is a span that the same beats see and that may go on.
type watchedSpan struct {
	geo.Span
	trips   []int // beats, by their place in the plan
	late    bool
	always  bool
	worstUs int64
	shortUs int64   // the same of slices too short to count
	mean    float64 // metres times microseconds
	meanM   float64
	watched float64 // metres times microseconds
}

// stretchOn returns the stretch of a slice, which goes on from the slice
// before or begins here.
func (x *routeSweep) stretchOn(s *watch.Slice, trips []int, late, always bool) *watchedSpan {
	if t := x.stretch; t != nil && t.late == late && t.always == always && slices.Equal(t.trips, trips) && s.FromM-t.ToM < toleranceM {
		t.ToM, x.joined = s.ToM, true
		return t
	}
	x.end()
	x.stretch = &watchedSpan{Span: s.Span, trips: slices.Clone(trips), late: late, always: always}
	return x.stretch
}

// see adds a slice to a stretch.
func (t *watchedSpan) see(s *watch.Slice, worstUs int64, mean, watched float64) {
	if s.LengthM() >= watch.GrainM {
		t.worstUs = max(t.worstUs, worstUs)
	}
	t.shortUs = max(t.shortUs, worstUs)
	t.watched += watched
	if mean > 0 {
		t.mean, t.meanM = t.mean+mean, t.meanM+s.LengthM()
	}
}

// end writes the stretch down.
func (x *routeSweep) end() {
	t := x.stretch
	x.stretch = nil
	if t == nil || t.LengthM() < toleranceM {
		return
	}
	out := RouteSpan{Route: x.Layout.Routes[x.route].ID, FromM: t.FromM, ToM: t.ToM, Beats: []string{}, Watches: []Watch{}}
	if t.always {
		out.WatchedKmH = kmHours(t.LengthM() * float64(x.toUs-x.fromUs))
	} else {
		if t.worstUs == 0 {
			t.worstUs = t.shortUs
		}
		if !t.late { // which grace may be the reason for
			t.worstUs = min(t.worstUs, x.allowedUs)
		}
		out.RevisitH, out.WatchedKmH = access.Hours(t.worstUs), kmHours(t.watched)
		if t.meanM > 0 {
			out.MeanH = access.Hours(int64(t.mean / t.meanM))
		}
		x.watches(t, &out)
	}
	x.out.spans = append(x.out.spans, out)
}

// watches fills in which sorties see a stretch, and when.
func (x *routeSweep) watches(t *watchedSpan, out *RouteSpan) {
	type seen struct {
		sortie int
		watch.Interval
	}
	var all []seen
	for _, beat := range t.trips {
		out.Beats = append(out.Beats, x.p.Beats[beat].ID)
		var on []watch.Interval
		for i := range x.seen {
			if x.seen[i].Trip == beat {
				on = append(on, watch.Hull(x.seen[i].Cells, t.Span)...)
			}
		}
		for _, on := range watch.Join(on) {
			for _, p := range x.passes[beat] {
				shift := p.MeetUs
				if x.periodUs > 0 {
					shift = mod(p.MeetUs+on.FromUs, x.periodUs) - on.FromUs
				}
				all = append(all, seen{p.Sortie, watch.Interval{FromUs: on.FromUs + shift, ToUs: on.ToUs + shift}})
			}
		}
	}
	slices.SortFunc(all, func(a, b seen) int {
		return cmp.Or(cmp.Compare(a.FromUs, b.FromUs), cmp.Compare(a.sortie, b.sortie))
	})
	for _, s := range all {
		if s.ToUs > x.fromUs && s.FromUs < x.toUs {
			out.Watches = append(out.Watches, Watch{x.sorties[s.sortie], access.Hours(s.FromUs), access.Hours(s.ToUs)})
		}
	}
}
