package check

import (
	"math"
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

// routes checks the ways of a beat's patrols to the border and home: each begins
// where the one before ends, keeps to its own side of the border and to routes
// that are its own, and takes what the speeds say.
func (c *checker) routes(i int, w *walk) {
	for s, x := range c.duos[w.pair].crew {
		for k, b := range [2]int{w.out[s], w.back[s]} {
			name := [2]string{"out_m", "back_m"}[k]
			if b < 0 {
				continue // told already
			}
			c.legs(at("beats", i, name+"["+strconv.Itoa(s)+"]"), x, x.times.Way(c.row.home(b), k == 1))
		}
	}
}

// legs checks a way that follows routes.
func (c *checker) legs(where string, x *crew, legs []access.Leg) {
	var last orb.Point
	for n, l := range legs {
		field := where + " leg " + strconv.Itoa(n+1)
		if len(l.Parts) == 0 {
			continue
		}
		first := l.Parts[0][0]
		if n > 0 && geo.DistanceM(last, first) > edgeM {
			c.add(CodeWay, field, "a leg that goes on from the one before", show(geo.DistanceM(last, first))+" m away")
		}
		part := l.Parts[len(l.Parts)-1]
		last = part[len(part)-1]
		tookUs := l.ToUs - l.FromUs
		if wantUs := c.legUs(x, &l); math.Abs(float64(tookUs)-wantUs) > 1000+wantUs*1e-6 {
			c.add(CodeWay, field, show(wantUs/3600e6)+" h", show(access.Hours(tookUs)))
		}
		if l.By == access.OnRoute {
			if r := &c.layout.Routes[l.Route]; !r.Travel || r.Side != "" && r.Side != x.Side {
				c.add(CodeWay, field, "a travel route of "+x.Side, strconv.Quote(r.ID))
			}
		}
		for _, part := range l.Parts {
			for k := 1; k < len(part); k++ {
				if c.crosses(part[k-1], part[k]) {
					c.add(CodeWay, field, "a way on one side of the border", "one across it")
				}
			}
		}
	}
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
	const endM = 1.01
	for i := range c.s.Border {
		for _, part := range c.s.Border[i].Line.Parts() {
			for k := 1; k < len(part); k++ {
				if at, ok := meet(a, b, part[k-1], part[k]); ok && geo.DistanceM(a, at) > endM && geo.DistanceM(b, at) > endM {
					return true
				}
			}
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
