package network_test

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/network"
	"lindero/sectors"
)

// never is a time that nobody takes.
const never = network.Never

// stretch is what lies between two junctions.
type stretch struct {
	from, to   int
	route      int // −1: from a landing to a route
	landing    int
	kind       sectors.Kind
	fromM, toM float64
	sides      [2]bool
	ends       [2]bool // it ends at a wall there
}

// joined is a network as the rules in the package's description have it, made
// by trying everything.
type joined struct {
	l         *sectors.Layout
	stretches []stretch
	at        []orb.Point
	border    []bool // within a metre of it
	barrier   []int  // 1: who walks passes, 2: nobody
	edges     [][2]orb.Point
	unsure    bool // something lies too near a bound to say
	shared    map[spot]int
	line      *geo.Line // the border
}

// spot is a vertex of a kind of route.
type spot struct {
	lon, lat float64
	kind     sectors.Kind
}

func spotOf(p orb.Point, k sectors.Kind) spot {
	if p[0] > 180 {
		p[0] = math.Round((p[0]-360)*1e7) / 1e7
	}
	if p[0] == -180 {
		p[0] = 180
	}
	return spot{p[0], p[1], k}
}

// join follows the rules.
func join(l *sectors.Layout) *joined {
	g := &joined{l: l, shared: map[spot]int{}}
	s := l.Scenario
	for _, b := range s.Border {
		g.line = b.Line
		for _, part := range b.Line.Parts() {
			for i := 1; i < len(part); i++ {
				g.edges = append(g.edges, [2]orb.Point{part[i-1], part[i]})
			}
		}
	}
	uses := map[spot]int{}
	g.eachPart(func(r int, part orb.LineString, _ float64) {
		for i, p := range part {
			uses[spotOf(p, l.Routes[r].Kind)]++
			if i == 0 || i == len(part)-1 {
				uses[spotOf(p, l.Routes[r].Kind)]++
			}
		}
	})
	barred := map[spot]int{}
	for _, b := range s.Barriers {
		for _, k := range sectors.Kinds {
			how := 2
			if b.Walk && k == sectors.Land {
				how = 1
			}
			barred[spotOf(b.At, k)] = max(barred[spotOf(b.At, k)], how)
		}
	}
	junction := func(p orb.Point, k sectors.Kind) int {
		v := spotOf(p, k)
		if uses[v] < 2 && barred[v] == 0 && !g.onBorder(p) {
			return -1
		}
		if _, there := g.shared[v]; !there {
			g.shared[v] = g.node(p, barred[v])
		}
		return g.shared[v]
	}
	ties := g.moorings()
	g.eachPart(func(r int, part orb.LineString, fromM float64) { g.follow(r, part, fromM, ties[r], junction) })
	return g
}

// eachPart calls do with each part of what can be travelled, and the chainage at
// which it begins.
func (g *joined) eachPart(do func(r int, part orb.LineString, fromM float64)) {
	for r := len(g.l.Scenario.Border); r < len(g.l.Routes); r++ {
		if !g.l.Routes[r].Travel {
			continue
		}
		parts := g.l.Routes[r].Line.Parts()
		for i, part := range parts {
			fromM := 0.0
			if i > 0 {
				fromM = lengthM(parts[:i]...)
			}
			do(r, part, fromM)
		}
	}
}

func lengthM(parts ...orb.LineString) float64 {
	l, err := geo.NewLine(parts...)
	if err != nil {
		return 0 // a stretch of no length
	}
	return l.LengthM()
}

func (g *joined) node(p orb.Point, barrier int) int {
	g.at, g.border, g.barrier = append(g.at, p), append(g.border, g.onBorder(p)), append(g.barrier, barrier)
	return len(g.at) - 1
}

func (g *joined) onBorder(p orb.Point) bool {
	if g.line == nil {
		return false
	}
	off := g.line.Locate(p).OffsetM
	if off > 0.95 && off < 1.05 {
		g.unsure = true
	}
	return off <= 1
}

// stop is something along a route.
type stop struct {
	m       float64
	node    int  // −1: a new one
	first   bool // vertex of a part
	wall    bool
	at      orb.Point
	landing int
}

func (s *stop) order() int {
	switch {
	case s.first:
		return 0
	case s.node < 0:
		return 1
	}
	return 2
}

// follow adds the stretches of a part of a route.
func (g *joined) follow(r int, part orb.LineString, partM float64, ties []stop, junction func(orb.Point, sectors.Kind) int) {
	x := &g.l.Routes[r]
	before := x.Line.Parts()
	k := slices.IndexFunc(before, func(p orb.LineString) bool { return &p[0] == &part[0] })
	vertexM := func(j int) float64 {
		if j == 0 {
			return partM
		}
		return lengthM(append(slices.Clone(before[:k]), part[:j+1])...)
	}
	var stops []stop
	ms := make([]float64, len(part))
	for j, p := range part {
		ms[j] = vertexM(j)
		if n := junction(p, x.Kind); n >= 0 {
			stops = append(stops, stop{m: ms[j], node: n, first: j == 0, landing: -1})
		}
		if j > 0 {
			stops = append(stops, g.walls(part[j-1], p, ms[j-1])...)
		}
	}
	first, last := ms[0], ms[len(ms)-1]
	closed := g.closedTo(x.Line)
	for _, spans := range closed {
		for _, s := range spans {
			for _, m := range []float64{s.FromM, s.ToM} {
				if m > first && m < last {
					stops = append(stops, stop{m: m, node: -1, at: x.Line.At(m), landing: -1})
				}
			}
		}
	}
	for _, s := range ties {
		if s.m > first && s.m < last || s.m == first && geo.DistanceM(s.at, part[0]) < 1 || s.m == last && geo.DistanceM(s.at, part[len(part)-1]) < 1 {
			stops = append(stops, s)
		}
	}
	for i := range stops {
		s := &stops[i]
		for j, m := range ms {
			switch d := math.Abs(s.m - m); {
			case s.node >= 0 || s.wall:
			case d < 1e-6: // at a vertex, but for rounding
				s.m, s.at = m, part[j]
			case d < 0.01:
				g.unsure = true
			}
		}
	}
	for _, wall := range stops {
		for _, s := range stops {
			if wall.wall && !s.wall && s.m != wall.m && math.Abs(s.m-wall.m) < 0.01 {
				g.unsure = true // before the wall or behind it
			}
		}
	}
	g.walk(r, stops, closed)
}

// walk goes from stop to stop.
func (g *joined) walk(r int, stops []stop, closed [2]geo.Spans) {
	// Of what is at one place the order does not matter, but for being compared.
	slices.SortStableFunc(stops, func(x, y stop) int {
		return cmp.Or(cmp.Compare(x.m, y.m), cmp.Compare(x.order(), y.order()))
	})
	x := &g.l.Routes[r]
	var last stretch
	for i, s := range stops {
		n := s.node
		if n < 0 {
			n = g.node(s.at, 0)
		}
		if i > 0 {
			a := last
			a.to, a.toM, a.ends[1] = n, s.m, s.wall
			for side, spans := range closed {
				a.sides[side] = x.Side == "" || x.Side == g.l.Scenario.Sides[side].Code
				for _, c := range spans {
					if a.toM > a.fromM && c.FromM <= (a.fromM+a.toM)/2 && (a.fromM+a.toM)/2 < c.ToM {
						a.sides[side] = false
					}
				}
			}
			g.stretches = append(g.stretches, a)
		}
		if s.wall {
			n = g.node(s.at, 0)
		}
		if s.landing >= 0 {
			g.moor(s, n, x)
		}
		last = stretch{from: n, route: r, kind: x.Kind, fromM: s.m, landing: -1, ends: [2]bool{s.wall, false}}
	}
}

// walls returns where the border crosses an edge, but at its ends.
func (g *joined) walls(a, b orb.Point, fromM float64) (out []stop) {
	turn := func(x float64) float64 { return x - 360*math.Round(x/360) }
	d := orb.Point{turn(b[0] - a[0]), b[1] - a[1]}
	for _, e := range g.edges {
		p := orb.Point{turn(e[0][0] - a[0]), e[0][1] - a[1]}
		q := orb.Point{turn(e[1][0] - e[0][0]), e[1][1] - e[0][1]}
		det := d[0]*q[1] - d[1]*q[0]
		if det == 0 {
			continue
		}
		t, u := (p[0]*q[1]-p[1]*q[0])/det, (p[0]*d[1]-p[1]*d[0])/det
		if !(t > -1e-9 && t < 1+1e-9 && u > -1e-9 && u < 1+1e-9) {
			continue
		}
		at := orb.Point{a[0] + t*d[0], a[1] + t*d[1]}
		near := min(geo.DistanceM(a, at), geo.DistanceM(at, b))
		switch {
		case near > 0.98 && near < 1.02, near > 1 && (u < 1e-9 || u > 1-1e-9):
			g.unsure = true
		case near > 1:
			out = append(out, stop{m: fromM + lengthM(orb.LineString{a, at}), node: -1, wall: true, at: at, landing: -1})
		}
	}
	return out
}

// closedTo returns what of a line each side must not enter.
func (g *joined) closedTo(l *geo.Line) (out [2]geo.Spans) {
	for _, f := range g.l.Scenario.Forbidden {
		for side := range out {
			if f.Side == "" || f.Side == g.l.Scenario.Sides[side].Code {
				out[side] = out[side].Union(geo.Inside(l, f.Polygon[0]))
			}
		}
	}
	return out
}

// moorings returns where landings are tied, by route.
func (g *joined) moorings() map[int][]stop {
	out := map[int][]stop{}
	for i, x := range g.l.Scenario.Landings {
		for _, k := range sectors.Kinds {
			var found []stop
			var routes []int
			g.eachPart(func(r int, part orb.LineString, _ float64) {
				y := &g.l.Routes[r]
				if y.Kind != k || y.Side != "" && x.Side != "" && y.Side != x.Side {
					return
				}
				if &y.Line.Parts()[0][0] != &part[0] {
					return
				}
				p := y.Line.Locate(x.At)
				at := y.Line.At(p.ChainageM)
				if p.OffsetM <= 1000 && math.Abs(geo.DistanceM(x.At, at)-p.OffsetM) > 1e-3 {
					g.unsure = true // where one part ends and another begins
				}
				if p.OffsetM <= 1000 && g.sees(x.At, at) {
					found, routes = append(found, stop{m: p.ChainageM, node: -1, at: at, landing: i}), append(routes, r)
				}
			})
			if len(found) == 0 {
				continue
			}
			best, offs := 0, make([]float64, len(found))
			for j := range found {
				if offs[j] = geo.DistanceM(x.At, found[j].at); offs[j] < offs[best] {
					best = j
				}
			}
			// The route may pass twice.
			g.unsure = g.unsure || len(g.l.Routes[routes[best]].Line.LocateAll(found[best].at, 0.1)) != 1
			for j := range found {
				g.unsure = g.unsure || j != best && offs[j] < offs[best]+1e-3
			}
			out[routes[best]] = append(out[routes[best]], found[best])
		}
	}
	return out
}

// sees reports whether the border does not lie between two places.
func (g *joined) sees(a, b orb.Point) bool { return len(g.walls(a, b, 0)) == 0 }

// outlineBetween reports whether the outline of ground that a side must not enter
// lies between two places.
func (g *joined) outlineBetween(a, b orb.Point, side int) bool {
	outline := joined{}
	for _, f := range g.l.Scenario.Forbidden {
		if f.Side == "" || f.Side == g.l.Scenario.Sides[side].Code {
			for _, ring := range f.Polygon[0] {
				for i := 1; i < len(ring); i++ {
					outline.edges = append(outline.edges, [2]orb.Point{ring[i-1], ring[i]})
				}
			}
		}
	}
	between := len(outline.walls(a, b, 0)) > 0
	g.unsure = g.unsure || outline.unsure
	return between
}

// moor adds the way between a landing and a route.
func (g *joined) moor(s stop, to int, r *sectors.Route) {
	x := &g.l.Scenario.Landings[s.landing]
	k := spot{float64(s.landing), 1e9, ""} // nowhere on earth: the landing itself
	if _, there := g.shared[k]; !there {
		g.shared[k] = g.node(x.At, 0)
	}
	a := stretch{from: g.shared[k], to: to, route: -1, landing: s.landing, kind: r.Kind, toM: geo.DistanceM(x.At, s.at)}
	for side := range a.sides {
		a.sides[side] = (x.Side == "" || x.Side == g.l.Scenario.Sides[side].Code) && !g.outlineBetween(x.At, s.at, side)
		if g.onBorder(x.At) && !g.border[to] && r.Side != g.l.Scenario.Sides[side].Code {
			a.sides[side] = false // it may lie behind the border
		}
	}
	g.stretches = append(g.stretches, a)
}
