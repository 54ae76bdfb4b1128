package check

import (
	"math"
	"slices"
	"sort"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/wgs84"
	"lindero/sectors"
)

const (
	// denseM and gridM are how far apart samples of a route are: where all
	// watched routes together are short, and else.
	denseM, gridM = 100.0, 200.0
	shortM        = 300e3
	// edgeM is how near the end of what is seen, or of a span of the plan, a
	// sample does not tell: planning and checking measure each in its own way.
	edgeM = 0.5
	// besideM is how far to either side of each end of a span of the plan there
	// is a sample.
	besideM = 2.0
	// closeM is as much, for those who see one metre.
	closeM = 0.7
	// leastCells is how many samples there are between two ends at the least.
	leastCells = 4
)

// timeline is when a place is watched within a period that repeats: in order,
// from within it, apart from each other. The last may go on over its end.
type timeline struct {
	always  bool
	watches []interval
}

// newTimeline makes a timeline of what is seen, whenever.
func (c *checker) newTimeline(list []interval) timeline {
	p := c.periodH()
	for i, x := range list {
		fromH := c.turned(x.fromH)
		list[i] = interval{fromH, fromH + x.toH - x.fromH}
	}
	list = merged(list)
	// What goes on over the end may meet the first ones again.
	for n := len(list); n > 1 && list[n-1].toH-p >= list[0].fromH-exactH; n-- {
		list[n-1].toH = max(list[n-1].toH, list[0].toH+p)
		list = list[1:]
	}
	if n := len(list); n == 1 && list[0].toH-list[0].fromH >= p-exactH {
		return timeline{always: true}
	}
	return timeline{watches: list}
}

// never reports whether nobody ever sees the place.
func (t *timeline) never() bool { return !t.always && len(t.watches) == 0 }

// waits returns the times between watches: from the end of one to the start of
// the next, which may be beyond the end of the period.
func (t *timeline) waits(periodH float64) []interval {
	out := make([]interval, 0, len(t.watches))
	for i, x := range t.watches {
		nextH := t.watches[0].fromH + periodH
		if i+1 < len(t.watches) {
			nextH = t.watches[i+1].fromH
		}
		out = append(out, interval{x.toH, nextH})
	}
	return out
}

// worstH is the longest time between watches; 0 where it is always watched,
// infinite where it never is.
func (t *timeline) worstH(periodH float64) float64 {
	if t.never() {
		return math.Inf(1)
	}
	worst := 0.0
	for _, x := range t.waits(periodH) {
		worst = max(worst, x.toH-x.fromH)
	}
	return worst
}

// watchedH is how long a place is watched in a period.
func (t *timeline) watchedH(periodH float64) float64 {
	if t.always {
		return periodH
	}
	sum := 0.0
	for _, x := range t.watches {
		sum += x.toH - x.fromH
	}
	return sum
}

// meanH is the mean time between watches; 0 where there is none.
func (t *timeline) meanH(periodH float64) float64 {
	if len(t.watches) == 0 {
		return 0
	}
	return (periodH - t.watchedH(periodH)) / float64(len(t.watches))
}

// roughMeanH is meanH where watches that are less than a minute apart, which
// planning may take for one, are one.
func (t *timeline) roughMeanH(periodH float64) float64 {
	n, waited := 0, 0.0
	for _, x := range t.waits(periodH) {
		if wait := x.toH - x.fromH; wait >= minuteH {
			n, waited = n+1, waited+wait
		}
	}
	if n == 0 {
		return 0
	}
	return waited / float64(n)
}

// meanOffH is by how much the mean time between the watches of a place may be off.
func (v *view) meanOffH(periodH float64) float64 {
	return max(math.Abs(v.when[surely].meanH(periodH)-v.when[maybe].meanH(periodH)),
		math.Abs(v.when[truly].meanH(periodH)-v.when[truly].roughMeanH(periodH)))
}

// overdue returns when within the period the place has not been seen for
// longer than is allowed.
func (t *timeline) overdue(allowedH, periodH float64) []interval {
	if t.never() {
		return []interval{{0, periodH}}
	}
	var out []interval
	for _, x := range t.waits(periodH) {
		for _, shift := range []float64{0, periodH} {
			s := interval{max(x.fromH+allowedH-shift, 0), min(x.toH-shift, periodH)}
			if s.toH > s.fromH {
				out = append(out, s)
			}
		}
	}
	return merged(out)
}

// sight is when one beat's sorties see a place, in hours from their meeting.
type sight struct {
	beat int
	at   [levels][]interval
}

// view is a place on a watched route and all that is to be known of it.
type view struct {
	route   int
	m       float64 // chainage of the route
	at      orb.Point
	borderM float64 // chainage of the border; NaN on other routes
	sights  []sight
	posts   [levels]bool // seen by a post, or covered ground
	when    [levels]timeline
	near    bool  // so close to an end of a span of the plan that it tells nothing
	gaps    []int // in Plan.Gaps, that span it
}

// unsureH is how far what is seen for how long may be off.
func (v *view) unsureH(periodH float64) float64 {
	return v.when[maybe].watchedH(periodH) - v.when[surely].watchedH(periodH)
}

// grid looks at places of the watched routes.
type grid struct {
	c     *checker
	paths []*path
	areas []*geo.Area
	looks int // that were taken closely
}

func newGrid(c *checker) *grid {
	g := &grid{c: c}
	c.cellM = gridM
	for _, p := range c.s.Covered {
		g.areas = append(g.areas, geo.NewArea(p))
	}
	t := &trails{c: c, of: map[int][]wgs84.Vec{}, at: map[int][]float64{}}
	for i, w := range c.walks {
		if w.ok && len(c.meets(i)) > 0 && c.ctx.Err() == nil {
			g.paths = append(g.paths, c.path(t, i))
		}
	}
	lengthM := 0.0
	for i := range c.layout.Routes {
		if r := &c.layout.Routes[i]; r.Watched {
			lengthM += r.Line.LengthM()
		}
	}
	if lengthM <= shortM {
		c.cellM = denseM
	}
	return g
}

// slackH is how much longer something may last between two samples: patrols come
// by one after the other, at the slowest speed that anybody gets on with.
func (c *checker) slackH() float64 {
	slowest := math.Inf(1)
	for i := range c.s.Patrols {
		for _, k := range sectors.Kinds {
			v := c.s.Patrols[i].SpeedKmh.Of(k)
			if off := c.s.Rules.OffRouteSpeedKmh.Of(k); off > 0 {
				v = min(v, off)
			}
			if v > 0 {
				slowest = min(slowest, v/max(1, c.s.Rules.DetourFactor))
			}
		}
	}
	return 2 * c.cellM / 1000 / slowest
}

// views looks at a route: between each two ends on a grid and once more within
// each cell of it, and on either side of each end.
func (g *grid) views(route int, ends []float64) []view {
	line := g.c.layout.Routes[route].Line
	lengthM := line.LengthM()
	ends = append(slices.Clone(ends), 0, lengthM)
	ends = append(ends, line.Breaks()...)
	slices.Sort(ends)
	state := uint64(route)*0x9e3779b97f4a7c15 + 1
	ms := []float64{}
	for i, m := range ends {
		m = min(max(m, 0), lengthM)
		ends[i] = m
		if i > 0 && m-ends[i-1] <= 1e-6 {
			continue
		}
		for _, d := range []float64{closeM, besideM} {
			ms = append(ms, max(0, m-d), min(lengthM, m+d))
		}
		if i == 0 {
			continue
		}
		fromM := ends[i-1]
		n := max(leastCells, math.Ceil((m-fromM)/g.c.cellM))
		cell := (m - fromM) / n
		for k := range int(n) {
			state = state*6364136223846793005 + 1442695040888963407
			ms = append(ms, fromM+(float64(k)+0.5)*cell)
			if cell > besideM {
				ms = append(ms, fromM+(float64(k)+float64(state>>11)/(1<<53))*cell)
			} else {
				ms = append(ms, fromM+float64(k)*cell, fromM+float64(k+1)*cell)
			}
		}
	}
	return g.at(route, append(ms, g.crossings(route)...), ends)
}

// crossings returns places of a route that are seen from straight ways for less
// than lies between two samples.
func (g *grid) crossings(route int) (ms []float64) {
	for _, p := range g.paths {
		for _, x := range p.legs {
			spans, _ := geo.Within(g.c.layout.Routes[route].Line, x.line, x.radiusM) // none where it stands at its end
			for _, s := range spans {
				if s.LengthM() > g.c.cellM {
					continue
				}
				for _, t := range []float64{0.2, 0.5, 0.8} {
					ms = append(ms, s.FromM+t*(s.ToM-s.FromM))
				}
			}
		}
	}
	return ms
}

// at looks at places of a route.
func (g *grid) at(route int, ms, ends []float64) []view {
	slices.Sort(ms)
	ms = slices.Compact(ms)
	out := make([]view, len(ms))
	for i, m := range ms {
		if cerr(g.c.ctx, i) {
			return nil
		}
		out[i] = view{route: route, m: m}
		g.look(&out[i], ends)
	}
	return out
}

// closely has a span of the plan checked by the places looked at, and where
// something is wrong again by many more: what is there for some metres only may
// lie between two of the first.
func (g *grid) closely(views []view, route int, fromM, toM float64, check func(views []view)) {
	const most, looks, apartM = 2000, 24, 0.25
	c := g.c
	found := len(c.found)
	check(views)
	if len(c.found) == found || found > MaxViolations || g.looks >= looks {
		return
	}
	g.looks++
	c.found = c.found[:found]
	n := max(leastCells, min(most, int((toM-fromM)/apartM)))
	ms := make([]float64, n)
	for k := range ms {
		ms[k] = fromM + (float64(k)+0.5)/float64(n)*(toM-fromM)
	}
	for _, v := range views {
		ms = append(ms, v.m)
	}
	check(g.at(route, ms, []float64{fromM, toM}))
}

// look fills in what is to be known of a place.
func (g *grid) look(v *view, ends []float64) {
	v.at = g.c.layout.Routes[v.route].Line.At(v.m)
	v.borderM = math.NaN()
	if v.route < len(g.c.layout.BorderFromM) {
		v.borderM = g.c.layout.BorderFromM[v.route] + v.m
	}
	k := sort.SearchFloat64s(ends, v.m)
	for _, i := range []int{k - 1, k} {
		v.near = v.near || i >= 0 && i < len(ends) && math.Abs(ends[i]-v.m) <= edgeM
	}
	g.posts(v)
	x := wgs84.ECEF(v.at[0], v.at[1])
	var lists [levels][]interval
	for _, p := range g.paths {
		at := p.seenFrom(x)
		if len(at[maybe]) == 0 {
			continue
		}
		v.sights = append(v.sights, sight{p.beat, at})
		for level := range at {
			for _, meetH := range p.meetsH {
				for _, s := range at[level] {
					lists[level] = append(lists[level], interval{meetH + s.fromH, meetH + s.toH})
				}
			}
		}
	}
	for level := range lists {
		v.when[level] = timeline{always: true}
		if !v.posts[level] {
			v.when[level] = g.c.newTimeline(lists[level])
		}
	}
}

// posts fills in whether a place is seen all the time.
func (g *grid) posts(v *view) {
	for i := range g.c.s.Posts {
		if p := &g.c.s.Posts[i]; p.WatchRadiusM > 0 {
			inside := p.WatchRadiusM - geo.DistanceM(p.At, v.at)
			for level, moreM := range levelM {
				v.posts[level] = v.posts[level] || inside >= -moreM
			}
		}
	}
	n := g.inAreas(v)
	v.posts[surely] = v.posts[surely] || n == 3
	v.posts[truly] = v.posts[truly] || n >= 2
	v.posts[maybe] = v.posts[maybe] || n >= 1
}

// inAreas counts how many of a place and its neighbours on the route are in
// covered ground.
func (g *grid) inAreas(v *view) int {
	if len(g.areas) == 0 {
		return 0
	}
	n := 0
	line := g.c.layout.Routes[v.route].Line
	for _, m := range []float64{v.m - edgeM, v.m, v.m + edgeM} {
		p := line.At(min(max(m, 0), line.LengthM()))
		if slices.ContainsFunc(g.areas, func(a *geo.Area) bool { return a.Contains(p) }) {
			n++
		}
	}
	return n
}
