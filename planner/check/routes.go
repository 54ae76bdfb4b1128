package check

import (
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/access"
	"lindero/sectors"
)

// follow goes along legs, in so many microseconds in all: each leg has the share
// that its own time is of theirs, but for those of no length.
func (p *path) follow(w *way, x *crew, legs []access.Leg, us int64) {
	type stretch struct {
		line  *geo.Line
		parts orb.LineString
		share float64
	}
	var list []stretch
	all := 0.0
	for _, l := range legs {
		from, lengthM := len(list), 0.0
		for _, part := range l.Parts {
			if line, err := geo.NewLine(part); err == nil && line.LengthM() > edgeM/1000 {
				list = append(list, stretch{line, part, 0})
				lengthM += line.LengthM()
			}
		}
		for k := from; k < len(list); k++ {
			list[k].share = float64(l.ToUs-l.FromUs) * list[k].line.LengthM() / lengthM
			all += list[k].share
		}
	}
	startUs, gone := w.us, 0.0
	for _, s := range list {
		p.legs = append(p.legs, leg{s.parts, max(x.WatchRadiusM, leastRadiusM)})
		lengths := make([]float64, len(s.parts))
		wholeM := 0.0
		for i := 1; i < len(s.parts); i++ {
			lengths[i] = geo.DistanceM(s.parts[i-1], s.parts[i])
			wholeM += lengths[i]
		}
		for i := 1; i < len(s.parts); i++ {
			gone += s.share * lengths[i] / wholeM
			w.straight(s.parts[i-1], s.parts[i], startUs+int64(math.Round(gone/all*float64(us)))-w.us)
		}
	}
	w.us = startUs + us
}

// routes checks the ways of a beat's patrols to the border and home.
func (c *checker) routes(i int, w *walk) {
	for s, x := range c.duos[w.pair].crew {
		for k, b := range [2]int{w.out[s], w.back[s]} {
			if b < 0 {
				continue // told already
			}
			b, home := c.row.home(b), k == 1
			if legs := x.times.Way(b, home); legs != nil {
				us, _ := x.toBorder(b, home)
				c.legs(at("beats", i, [2]string{"out_m", "back_m"}[k]+"["+strconv.Itoa(s)+"]"), x, b, home, us, legs)
			}
		}
	}
}

// endM is how far a leg may begin from where the one before ends, and how near
// its ends it may meet the border: places within a metre of the border may stand
// for each other.
const endM = 1.01

// legs checks a way between a patrol's post and a breakpoint: each leg begins
// where the one before ends, keeps to its own side of the border, to ground that
// is open to it and to routes that are its own, and takes what the speeds say.
func (c *checker) legs(where string, x *crew, b int, home bool, us int64, legs []access.Leg) {
	from, to := c.layout.PostOf(x.Patrol).At, c.axis.At[b]
	if home {
		from, to = to, from
	}
	startUs := int64(0)
	for n, l := range legs {
		field := where + " leg " + strconv.Itoa(n+1)
		if len(l.Parts) == 0 || slices.ContainsFunc(l.Parts, func(p orb.LineString) bool { return len(p) < 2 }) {
			c.add(CodeWay, field, "a line", "none")
			return
		}
		if first := l.Parts[0][0]; !(geo.DistanceM(from, first) <= endM) {
			c.add(CodeWay, field, "a leg that goes on from the one before", show(geo.DistanceM(from, first))+" m away")
		}
		part := l.Parts[len(l.Parts)-1]
		from = part[len(part)-1]
		if l.FromUs != startUs {
			c.add(CodeWay, field, "from "+show(access.Hours(startUs))+" h", show(access.Hours(l.FromUs)))
		}
		startUs = l.ToUs
		c.leg(field, x, &l)
	}
	if !(geo.DistanceM(from, to) <= endM) {
		c.add(CodeWay, where, "a way that leads there", show(geo.DistanceM(from, to))+" m away")
	}
	if startUs != us {
		c.add(CodeWay, where, show(access.Hours(us))+" h", show(access.Hours(startUs)))
	}
}

// leg checks one leg.
func (c *checker) leg(field string, x *crew, l *access.Leg) {
	tookUs := l.ToUs - l.FromUs
	if wantUs := c.legUs(x, l); !(math.Abs(float64(tookUs)-wantUs) <= 1000+wantUs*1e-6) {
		c.add(CodeWay, field, show(wantUs/3600e6)+" h", show(access.Hours(tookUs)))
	}
	lengthM := 0.0
	for _, part := range l.Parts {
		for k := 1; k < len(part); k++ {
			lengthM += geo.DistanceM(part[k-1], part[k])
		}
	}
	if !(math.Abs(lengthM-l.LengthM) <= endM+lengthM*1e-4) {
		c.add(CodeWay, field, show(lengthM)+" m", show(l.LengthM))
	}
	switch l.By {
	case access.OnRoute:
		if r := &c.layout.Routes[l.Route]; !r.Travel || r.Kind != l.Kind || r.Side != "" && r.Side != x.Side {
			c.add(CodeWay, field, "a travel route of "+x.Side, strconv.Quote(r.ID))
		}
	case access.OnLanding:
		if side := c.s.Landings[l.Landing].Side; side != "" && side != x.Side {
			c.add(CodeWay, field, "a landing of "+x.Side, strconv.Quote(c.s.Landings[l.Landing].ID))
		}
	}
	along := l.By == access.OffRoute && c.alongElement(l)
	for _, part := range l.Parts {
		for k := 1; k < len(part); k++ {
			if !along && c.crosses(part[k-1], part[k]) {
				c.add(CodeWay, field, "a way on one side of the border", "one across it")
			}
			if c.enters(x, part[k-1], part[k]) {
				c.add(CodeWay, field, "a way on open ground", "one over ground that "+x.Side+" must not enter")
			}
		}
	}
}

// alongElement reports whether a straight leg leads from one place of the border
// to another, no farther than from one breakpoint to the next.
func (c *checker) alongElement(l *access.Leg) bool {
	onBorder := func(p orb.Point) bool {
		return slices.ContainsFunc(c.s.Border, func(r sectors.Route) bool { return r.Line.Locate(p).OffsetM <= endM })
	}
	part := l.Parts[0]
	return l.LengthM <= c.axis.StepM+endM && onBorder(part[0]) && onBorder(part[len(part)-1])
}

// legUs returns how long a leg takes by the numbers of the patrol, its route and
// the rules, in microseconds.
func (c *checker) legUs(x *crew, l *access.Leg) float64 {
	v := x.SpeedKmh.Of(l.Kind)
	if l.By != access.OnRoute {
		if limit := c.s.Rules.OffRouteSpeedKmh.Of(l.Kind); limit > 0 && x.Layer == sectors.SurfaceLayer {
			v = min(v, limit)
		}
		if l.By != access.OpenWater {
			v /= max(c.s.Rules.DetourFactor, 1)
		}
		us := l.LengthM / 1000 / v * 3600e6
		if l.By == access.OnLanding {
			us += c.s.Landings[l.Landing].ChangeMin / 2 * 60e6
		}
		return us
	}
	r := &c.layout.Routes[l.Route]
	if r.SpeedLimitKmh > 0 {
		v = min(v, r.SpeedLimitKmh)
	}
	backwards := l.ToM < l.FromM
	if r.Kind == sectors.River {
		if backwards {
			v -= r.CurrentKmh
		} else {
			v += r.CurrentKmh
		}
	}
	if v <= 0 || backwards && r.OneWay && (r.Kind != sectors.Land || x.SpeedKmh.Land > sectors.WalkingKmh) {
		return math.Inf(1)
	}
	return l.LengthM / 1000 / v * 3600e6
}

// crosses reports whether the edge between two places meets the border farther
// than a metre from its ends, looking at every edge of the border by itself.
func (c *checker) crosses(a, b orb.Point) bool {
	return slices.ContainsFunc(c.s.Border, func(r sectors.Route) bool {
		return slices.ContainsFunc(r.Line.Parts(), func(line orb.LineString) bool { return meetsLine(a, b, line) })
	})
}

// enters reports whether the edge between two places meets the outline of ground
// that a patrol must not enter.
func (c *checker) enters(x *crew, a, b orb.Point) bool {
	return slices.ContainsFunc(c.s.Forbidden, func(f sectors.Area) bool {
		return (f.Side == "" || f.Side == x.Side) && slices.ContainsFunc(f.Polygon, func(p orb.Polygon) bool {
			return slices.ContainsFunc(p, func(ring orb.Ring) bool { return meetsLine(a, b, orb.LineString(ring)) })
		})
	})
}

// meetsLine reports whether the edge between two places meets a line farther than
// a metre from its ends.
func meetsLine(a, b orb.Point, line orb.LineString) bool {
	for k := 1; k < len(line); k++ {
		if at, ok := meet(a, b, line[k-1], line[k]); ok && geo.DistanceM(a, at) > endM && geo.DistanceM(b, at) > endM {
			return true
		}
	}
	return false
}

// meet returns where two edges, straight in longitude and latitude, meet.
func meet(a, b, p, q orb.Point) (orb.Point, bool) {
	near := func(x orb.Point) orb.Point { return orb.Point{a[0] + math.Remainder(x[0]-a[0], 360), x[1]} }
	b, p, q = near(b), near(p), near(q)
	if max(a[0], b[0]) < min(p[0], q[0]) || max(p[0], q[0]) < min(a[0], b[0]) ||
		max(a[1], b[1]) < min(p[1], q[1]) || max(p[1], q[1]) < min(a[1], b[1]) {
		return orb.Point{}, false
	}
	left := func(x, y, z orb.Point) float64 { return (y[0]-x[0])*(z[1]-x[1]) - (y[1]-x[1])*(z[0]-x[0]) }
	c, d := left(p, q, a), left(p, q, b)
	if c == d || (c > 0) == (d > 0) || (left(a, b, p) > 0) == (left(a, b, q) > 0) {
		return orb.Point{}, false
	}
	t := c / (c - d)
	return orb.Point{a[0] + t*(b[0]-a[0]), a[1] + t*(b[1]-a[1])}, true
}
