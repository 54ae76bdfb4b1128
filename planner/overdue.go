package planner

import (
	"math"
	"slices"

	"lindero/geo"
	"lindero/planner/access"
	"lindero/planner/watch"
)

// overdueKey says which slices are of one gap: between the same two sorties.
type overdueKey struct {
	last, next int
	later      bool // the part at the end of the period of one that goes on at its start
	never      bool
}

// overdue is a gap that may go on in the next slice.
type overdue struct {
	overdueKey
	geo.Span
	fromUs, toUs int64
	worstUs      int64 // overdue at one place
	revisitUs    int64
	exposure     float64 // metres times microseconds
	outline      []edgeUs
}

// edgeUs is a GapEdge with whole times.
type edgeUs struct {
	m            float64
	fromUs, toUs int64
}

// overdue takes the time of a slice in which it is overdue, after a time that
// nobody sees it, and returns it times the length.
func (x *routeSweep) overdue(s *watch.Slice, b *watch.Between) float64 {
	revisitUs := max(b.ToUs[0]-b.FromUs[0], b.ToUs[1]-b.FromUs[1])
	sum := 0.0
	for i, shift := range x.shifts {
		var from, to [2]int64
		for k := range 2 {
			from[k] = min(max(b.FromUs[k]+x.allowedUs+shift, x.fromUs), x.toUs)
			to[k] = max(min(max(b.ToUs[k]+shift, x.fromUs), x.toUs), from[k])
		}
		if from[0] >= to[0] && from[1] >= to[1] {
			continue
		}
		key := overdueKey{last: b.Last, next: b.Next, later: i > 0}
		sum += x.grow(s, key, from, to, revisitUs)
		x.lateFrom, x.lateTo = append(x.lateFrom, from), append(x.lateTo, to)
	}
	return sum
}

// meanOverdue is the mean time over a slice within a day.
func (x *routeSweep) meanOverdue(from, to [2]int64, day int) float64 {
	return meanWithin(from, to, x.dayUs[day].FromUs, x.dayUs[day].ToUs)
}

// grow lets a gap go on over a slice, or begins it, and returns its exposure
// there.
func (x *routeSweep) grow(s *watch.Slice, key overdueKey, from, to [2]int64, revisitUs int64) float64 {
	i := slices.IndexFunc(x.open, func(o *overdue) bool {
		return o.overdueKey == key && math.Abs(o.ToM-s.FromM) < toleranceM
	})
	if x.joined = x.joined || i >= 0; i < 0 {
		i = len(x.open)
		x.open = append(x.open, &overdue{overdueKey: key, Span: geo.Span{FromM: s.FromM}, fromUs: math.MaxInt64, toUs: math.MinInt64})
	}
	o := x.open[i]
	o.ToM = s.ToM
	exposure := s.LengthM() * (float64(to[0]-from[0]) + float64(to[1]-from[1])) / 2
	o.exposure += exposure
	o.revisitUs = max(o.revisitUs, revisitUs)
	for k, m := range [2]float64{s.FromM, s.ToM} {
		o.fromUs, o.toUs = min(o.fromUs, from[k]), max(o.toUs, to[k])
		o.worstUs = max(o.worstUs, to[k]-from[k])
		if n := len(o.outline); n > 0 && o.outline[n-1] == (edgeUs{m, from[k], to[k]}) {
			continue
		}
		o.outline = append(o.outline, edgeUs{m, from[k], to[k]})
	}
	return exposure
}

// close writes down the gaps that do not go on; all with nil.
func (x *routeSweep) close(is func(*overdue) bool) {
	kept := x.open[:0]
	for _, o := range x.open {
		if is != nil && !is(o) {
			kept = append(kept, o)
			continue
		}
		x.writeGap(o)
	}
	x.open = kept
}

// writeGap writes down a gap.
func (x *routeSweep) writeGap(o *overdue) {
	if o.LengthM() < toleranceM || o.toUs <= o.fromUs {
		return
	}
	r := &x.Layout.Routes[x.route]
	g := PlanGap{Route: r.ID, Kind: string(r.Kind), FromM: o.FromM, ToM: o.ToM, LengthM: o.LengthM(),
		FromH: access.Hours(o.fromUs), ToH: access.Hours(o.toUs), GapH: access.Hours(o.worstUs),
		ExposureKmH: kmHours(o.exposure), Reason: RevisitExceeded, RevisitH: access.Hours(o.revisitUs),
		AllowedH: access.Hours(x.allowedUs), Risk: riskOf(x.Axis, x.route, o.Span)}
	if o.revisitUs >= watch.Never/2 { // it is not known when it was seen before, or will be again
		g.RevisitH = access.Hours(o.toUs - o.fromUs)
	}
	if o.never {
		g.Reason = x.reason(x.route, o.Span)
	}
	for _, e := range simpler(o.outline) {
		g.Outline = append(g.Outline, GapEdge{e.m, access.Hours(e.fromUs), access.Hours(e.toUs)})
	}
	x.nearest(x.route, &g)
	x.out.gaps = append(x.out.gaps, g)
}

// finish writes down what is still open.
func (x *routeSweep) finish() {
	x.close(nil)
	x.end()
}

// kmHours makes kilometre-hours of metres times microseconds.
func kmHours(x float64) float64 { return x / 1000 / float64(access.Us(1)) }

// straightUs is how far an outline may be from what it stands for.
const straightUs = 30 * watch.Second

// simpler leaves out edges of an outline that lie on the straight between
// others.
func simpler(e []edgeUs) []edgeUs {
	if len(e) < 3 {
		return e
	}
	keep := make([]bool, len(e))
	keep[0], keep[len(e)-1] = true, true
	todo := [][2]int{{0, len(e) - 1}}
	for len(todo) > 0 {
		a, b := todo[len(todo)-1][0], todo[len(todo)-1][1]
		todo = todo[:len(todo)-1]
		far, at := float64(straightUs), -1
		for i := a + 1; i < b; i++ {
			if d := strayUs(e[a], e[b], e[i]); d > far {
				far, at = d, i
			}
		}
		if at >= 0 {
			keep[at] = true
			todo = append(todo, [2]int{a, at}, [2]int{at, b})
		}
	}
	out := e[:0:0]
	for i, k := range keep {
		if k {
			out = append(out, e[i])
		}
	}
	return out
}

// strayUs is how far an edge is from the straight between two others.
func strayUs(a, b, e edgeUs) float64 {
	t := 0.5
	if b.m > a.m {
		t = (e.m - a.m) / (b.m - a.m)
	}
	off := func(x, y, z int64) float64 { return math.Abs(float64(x) + t*float64(y-x) - float64(z)) }
	return max(off(a.fromUs, b.fromUs, e.fromUs), off(a.toUs, b.toUs, e.toUs))
}
