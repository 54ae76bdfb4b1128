package check

import (
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner"
	"lindero/sectors"
)

const (
	gridM = 200.0 // between samples of a route
	// edgeM is how near the end of what a walk or a post sees, or of a span of
	// the plan, a sample is of no use: planning and checking measure each in
	// its own way.
	edgeM = 0.5
	// hairM is a length that makes no difference to what is seen.
	hairM = 0.001
	// besideM is how far to either side of each end of a span of the plan there
	// is a sample.
	besideM = 2.0
)

// track is what one beat's sortie walks along the border.
type track struct {
	revisitH     float64
	radiusM      float64
	fromM, toM   float64 // border chainage; of a ring it counts on
	lines        []*geo.Line
	middle       orb.Point // of a circle that holds the track
	middleRadius float64
}

// grid is the watched routes with what is seen at samples of them.
type grid struct {
	c      *checker
	tracks []track
	areas  []*geo.Area
}

// newGrid lays out what every beat's sortie walks.
func newGrid(c *checker) *grid {
	g := &grid{c: c}
	for _, p := range c.s.Covered {
		g.areas = append(g.areas, geo.NewArea(p))
	}
	for i, w := range c.walks {
		if b := &c.plan.Beats[i]; w.ok && b.Visits > 0 {
			g.tracks = append(g.tracks, g.track(w, c.s.PeriodD*24/float64(b.Visits)))
		}
	}
	return g
}

func (g *grid) track(w walk, revisitH float64) track {
	r, crew := g.c.row, g.c.duos[w.pair].crew
	from, to := min(w.from, w.meet), max(w.to, w.meet)
	t := track{revisitH: revisitH, radiusM: max(crew[0].WatchRadiusM, crew[1].WatchRadiusM, 0),
		fromM: r.chainageM(from), toM: r.chainageM(to), middle: r.axis.At[r.home((from+to)/2)]}
	for b := from; b <= to; b++ {
		t.middleRadius = max(t.middleRadius, geo.DistanceM(t.middle, r.axis.At[r.home(b)]))
	}
	t.middleRadius += 2 * r.axis.StepM
	lengthM := r.axis.LengthM()
	for i, startM := range g.c.layout.BorderFromM {
		line := g.c.layout.Routes[i].Line
		for round := -r.copies / 2; round <= r.copies/2; round++ {
			shiftM := startM + float64(round)*lengthM
			s := geo.Span{FromM: max(t.fromM-shiftM, 0), ToM: min(t.toM-shiftM, line.LengthM())}
			// A hair less at either end, which otherwise might lie in the part
			// of the line before or after it.
			s = geo.Span{FromM: s.FromM + hairM, ToM: s.ToM - hairM}
			if s.LengthM() <= 0 {
				continue
			}
			if part, err := geo.NewLine(line.Slice(s)...); err == nil {
				t.lines = append(t.lines, part)
			}
		}
	}
	return t
}

// sample is a place on a watched route.
type sample struct {
	route   int
	m       float64 // chainage of the route
	at      orb.Point
	borderM float64 // of the border; NaN on other routes
}

// samples returns the places of a route that are looked at: on a grid, one
// within each cell of it, and on either side of some chainages.
func (g *grid) samples(route int, ends []float64) []sample {
	line := g.c.layout.Routes[route].Line
	lengthM := line.LengthM()
	n := max(1, int(math.Ceil(lengthM/gridM)))
	state := uint64(route)*0x9e3779b97f4a7c15 + 1
	var ms []float64
	for i := range n {
		state = state*6364136223846793005 + 1442695040888963407
		cell := lengthM / float64(n)
		ms = append(ms, (float64(i)+0.5)*cell, (float64(i)+float64(state>>11)/(1<<53))*cell)
	}
	for _, m := range ends {
		if m >= 0 && m <= lengthM {
			ms = append(ms, max(0, m-besideM), m, min(lengthM, m+besideM))
		}
	}
	slices.Sort(ms)
	out := make([]sample, len(ms))
	for i, m := range ms {
		out[i] = sample{route, m, line.At(m), math.NaN()}
		if route < len(g.c.layout.BorderFromM) {
			out[i].borderM = g.c.layout.BorderFromM[route] + m
		}
	}
	return out
}

// revisitH returns how long a sample goes unseen: at the least, if all that is
// nearly seen counts, and at the most, if it does not. It is infinite where
// nobody sees it.
func (g *grid) revisitH(x sample) (low, high float64) {
	low, high = math.Inf(1), math.Inf(1)
	seen := func(insideM, revisitH float64) {
		if insideM >= -edgeM {
			low = min(low, revisitH)
		}
		if insideM >= edgeM {
			high = min(high, revisitH)
		}
	}
	for i := range g.c.s.Posts {
		if p := &g.c.s.Posts[i]; p.WatchRadiusM > 0 {
			seen(p.WatchRadiusM-geo.DistanceM(p.At, x.at), 0)
		}
	}
	if n := g.inAreas(x); n > 0 {
		seen(0, 0)
		if n == 3 {
			seen(1, 0)
		}
	}
	for i := range g.tracks {
		t := &g.tracks[i]
		if t.revisitH >= high {
			continue
		}
		seen(g.c.alongM(t, x.borderM), t.revisitH)
		if geo.DistanceM(t.middle, x.at) > t.middleRadius+t.radiusM*1.01+100 {
			continue
		}
		for _, l := range t.lines {
			seen(t.radiusM-l.Locate(x.at).OffsetM, t.revisitH)
		}
	}
	return low, high
}

// alongM returns how far inside a track a place of the border lies, along the
// border; negative outside.
func (c *checker) alongM(t *track, borderM float64) float64 {
	best := math.Inf(-1)
	if math.IsNaN(borderM) {
		return best
	}
	for round := -c.row.copies / 2; round <= c.row.copies/2; round++ {
		m := borderM + float64(round)*c.axis.LengthM()
		best = max(best, min(m-t.fromM, t.toM-m))
	}
	// The ends of a track that are those of the border are no edges.
	if c.row.copies == 1 && best >= -edgeM && (borderM < edgeM || borderM > c.axis.LengthM()-edgeM) {
		return edgeM
	}
	return best
}

// inAreas counts how many of a sample and its neighbours on the route are in
// covered ground.
func (g *grid) inAreas(x sample) int {
	n := 0
	line := g.c.layout.Routes[x.route].Line
	for _, m := range []float64{x.m - edgeM, x.m, x.m + edgeM} {
		p := line.At(min(max(m, 0), line.LengthM()))
		if slices.ContainsFunc(g.areas, func(a *geo.Area) bool { return a.Contains(p) }) {
			n++
		}
	}
	return n
}

// coverage holds the plan's coverage and gaps to samples of every watched
// route.
func (c *checker) coverage() {
	g := newGrid(c)
	covered, gaps := make([][]planSpan, len(c.layout.Routes)), make([][]planSpan, len(c.layout.Routes))
	for i, s := range c.plan.Coverage {
		c.span(covered, planSpan{"coverage", i, s.FromM, s.ToM, s.RevisitH}, s.Route)
		if !(s.RevisitH >= 0) {
			c.add(CodeCoverage, at("coverage", i, "revisit_h"), "at least 0", show(s.RevisitH))
		}
	}
	for i, s := range c.plan.Gaps {
		c.span(gaps, planSpan{"gaps", i, s.FromM, s.ToM, s.RevisitH}, s.Route)
	}
	for route := range c.layout.Routes {
		if !c.layout.Routes[route].Watched {
			continue
		}
		var ends []float64
		for _, s := range append(slices.Clone(covered[route]), gaps[route]...) {
			ends = append(ends, s.fromM, s.toM, (s.fromM+s.toM)/2)
		}
		c.partition(route, covered[route], gaps[route])
		told := map[string]bool{}
		for i, x := range g.samples(route, ends) {
			if cerr(c.ctx, i) {
				return
			}
			low, high := g.revisitH(x)
			c.watched(x, low, high, covered[route], told)
			c.open(x, low, high, gaps[route], told)
		}
	}
}

// partition wants what is watched and what never is to make up a route, and
// what is watched too seldom to be gaps, each but for millimetres.
func (c *checker) partition(route int, covered, gaps []planSpan) {
	r := &c.layout.Routes[route]
	watchedM, seldomM, neverM, lateM := 0.0, 0.0, 0.0, 0.0
	for _, s := range covered {
		watchedM += s.toM - s.fromM
		if s.revisitH > c.s.Rules.RevisitH.Of(r.Kind)*(1+1e-9) {
			seldomM += s.toM - s.fromM
		}
	}
	for _, s := range gaps {
		if c.plan.Gaps[s.i].Reason == planner.RevisitExceeded {
			lateM += s.toM - s.fromM
		} else {
			neverM += s.toM - s.fromM
		}
	}
	toleranceM := 0.002 * float64(len(covered)+len(gaps)+1)
	if !(math.Abs(watchedM+neverM-r.Line.LengthM()) <= toleranceM) {
		c.add(CodeCoverage, "coverage", show(r.Line.LengthM())+" m of "+r.ID+" watched or never watched", show(watchedM+neverM))
	}
	if !(math.Abs(seldomM-lateM) <= toleranceM) {
		c.add(CodeGap, "gaps", show(seldomM)+" m of "+r.ID+" watched too seldom", show(lateM))
	}
}

// planSpan is a span of a route that the plan says something of.
type planSpan struct {
	list       string
	i          int
	fromM, toM float64
	revisitH   float64
}

// span puts a span of the plan with its route, and checks that the spans of a
// route are in order beside each other.
func (c *checker) span(of [][]planSpan, s planSpan, id string) {
	route := slices.IndexFunc(c.layout.Routes, func(r sectors.Route) bool { return r.ID == id && r.Watched })
	if route < 0 {
		c.add(CodeUnknown, at(s.list, s.i, "route"), "a watched route", strconv.Quote(id))
		return
	}
	lengthM := c.layout.Routes[route].Line.LengthM()
	if !(s.fromM >= -1e-6 && s.fromM < s.toM && s.toM <= lengthM+1e-6) {
		c.add(CodeValue, at(s.list, s.i, "from_m"), "a span of the route, of "+show(lengthM)+" m", show(s.fromM)+" … "+show(s.toM))
		return
	}
	for later := route + 1; later < len(of); later++ {
		if len(of[later]) > 0 {
			c.add(CodeOrder, at(s.list, s.i, "route"), "spans in the order of routes", id)
			break
		}
	}
	if n := len(of[route]); n > 0 && of[route][n-1].toM > s.fromM+1e-6 {
		c.add(CodeOverlap, at(s.list, s.i, "from_m"), "at or after "+show(of[route][n-1].toM), show(s.fromM))
	}
	of[route] = append(of[route], s)
}

// under returns the span that a sample lies in, and whether it is too near an
// end to tell.
func under(spans []planSpan, m float64) (s *planSpan, near bool) {
	for i := range spans {
		x := &spans[i]
		if math.Abs(x.fromM-m) <= edgeM || math.Abs(x.toM-m) <= edgeM {
			return nil, true
		}
		if x.fromM < m && m < x.toM {
			s = x
		}
	}
	return s, false
}

// watched holds the coverage to a sample.
func (c *checker) watched(x sample, low, high float64, spans []planSpan, told map[string]bool) {
	s, near := under(spans, x.m)
	if near {
		return
	}
	got, where := math.Inf(1), "coverage"
	if s != nil {
		got, where = s.revisitH, at("coverage", s.i, "revisit_h")
	}
	if !(got >= low*(1-1e-9) && got <= high*(1+1e-9)) && !told[where] {
		told[where] = true
		c.add(CodeCoverage, where, c.sayPlace(x)+": "+sayH(low, high), sayH(got, got))
	}
}

// open holds the gaps to a sample.
func (c *checker) open(x sample, low, high float64, spans []planSpan, told map[string]bool) {
	s, near := under(spans, x.m)
	if near {
		return
	}
	r := &c.layout.Routes[x.route]
	limit := c.s.Rules.RevisitH.Of(r.Kind) * (1 + 1e-9)
	tell := func(where, want, got string) {
		if !told[where] {
			told[where] = true
			c.add(CodeGap, where, c.sayPlace(x)+": "+want, got)
		}
	}
	switch {
	case low > limit && s == nil:
		tell("gaps", "a gap, "+sayH(low, high), "none")
	case high <= limit && s != nil:
		tell(at("gaps", s.i, ""), "no gap, "+sayH(low, high), "a gap")
	case low > limit && low == high:
		c.reason(x, low, s, tell)
	}
}

// reason checks what a gap says of a sample in it that is seen too seldom, or
// never.
func (c *checker) reason(x sample, revisitH float64, s *planSpan, tell func(where, want, got string)) {
	g := &c.plan.Gaps[s.i]
	want := []planner.Reason{planner.RevisitExceeded}
	if math.IsInf(revisitH, 1) {
		revisitH = c.s.PeriodD * 24
		want = []planner.Reason{planner.BeyondReach, planner.NoSector}
		if !slices.ContainsFunc(c.crews, func(p *crew) bool { return p.SpeedKmh.Of(c.layout.Routes[x.route].Kind) > 0 }) {
			want = []planner.Reason{planner.NoPatrol}
		}
	}
	if !slices.Contains(want, g.Reason) {
		tell(at("gaps", s.i, "reason"), string(want[0]), string(g.Reason))
	}
	if !same(revisitH, g.RevisitH, 1e-9) {
		tell(at("gaps", s.i, "revisit_h"), show(revisitH), show(g.RevisitH))
	}
}

func (c *checker) sayPlace(x sample) string {
	return c.layout.Routes[x.route].ID + " at " + show(math.Round(x.m)) + " m"
}

func sayH(low, high float64) string {
	switch {
	case math.IsInf(high, 1) && low == high:
		return "never seen"
	case low == high:
		return "seen every " + show(low) + " h"
	}
	return "seen every " + show(low) + " to " + show(high) + " h"
}
