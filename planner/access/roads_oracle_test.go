package access_test

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/wgs84"
	"lindero/planner/axis"
	"lindero/sectors"
)

// The oracle of ways by routes looks at every edge of every wall and of every
// route, and goes on along routes until nothing gets shorter. What hangs on a
// metre or so it leaves undecided.

// yes says whether something holds for sure, and whether it may.
type yes struct{ sure, perhaps bool }

func (a yes) and(b yes) yes { return yes{a.sure && b.sure, a.perhaps && b.perhaps} }
func (a yes) or(b yes) yes  { return yes{a.sure || b.sure, a.perhaps || b.perhaps} }

// within says whether so many metres are at most one.
func within(m float64) yes { return yes{m < 0.7, m < 1.3} }

// beyond is the contrary.
func beyond(m float64) yes { return yes{m > 1.3, m > 0.7} }

// edge is one of a wall, straight in longitude and latitude.
type edge [2]orb.Point

// roadOracle is a patrol with all routes.
type roadOracle struct {
	*oracle
	w              *world
	border, banned []edge
	rings          []orb.Ring // of ground that the side must not enter
	pieces         map[int]*geo.Line
	chains         []*chainOf
	nodes          int
	arcs           []arc
	labels         [2][]float64 // of the last search
	seeds          []terminal
	main           [3]map[int]bool // by kind: the nodes of the longest part
	mainUnsure     [3]bool
	ties           []tied
	unsure         bool // of what is too near to something else to tell
}

func newRoadOracle(w *world, a *axis.Axis) *roadOracle {
	o := &roadOracle{oracle: newOracle(w, a), w: w, pieces: map[int]*geo.Line{}}
	edges := func(line orb.LineString) (out []edge) {
		for i := 1; i < len(line); i++ {
			out = append(out, edge{line[i-1], line[i]})
		}
		return out
	}
	for _, parts := range w.border {
		for _, part := range parts {
			o.border = append(o.border, edges(part)...)
		}
	}
	for _, f := range w.Forbidden {
		if f.Side == "" || f.Side == o.p.Side {
			for _, p := range f.Polygon {
				o.banned = append(o.banned, edges(orb.LineString(p[0]))...)
				o.rings = append(o.rings, p[0])
			}
		}
	}
	return o
}

// between returns the place at a share of an edge.
func between(a, b orb.Point, t float64) orb.Point {
	return orb.Point{a[0] + t*turned(b[0]-a[0]), a[1] + t*(b[1]-a[1])}
}

// lengthM is the length of a stretch of an edge, by chords of its sixteenths; of
// more where it bends, near a pole, as an arc is longer than its chord c by c³ ÷ 24R².
func lengthM(a, b orb.Point) float64 {
	const earthM, goodM = 6371e3, 0.01
	bends := math.Tan(min(max(math.Abs(a[1]), math.Abs(b[1])), 89.9)*math.Pi/180) / earthM
	n := math.Ceil(max(16, math.Sqrt(math.Pow(inverseM(a, b), 3)/24/goodM)*bends))
	m, last := 0.0, wgs84.ECEF(a[0], a[1])
	for k := range int(n) {
		p := between(a, b, float64(k+1)/n)
		at := wgs84.ECEF(p[0], p[1])
		c := at.Sub(last).Norm()
		m, last = m+c+c*c*c/(24*earthM*earthM), at
	}
	return m
}

// nearestOn returns the share of an edge at which it is nearest to a place: the
// least of a parabola through three distances, thrice.
func nearestOn(e edge, to orb.Point) float64 {
	q := wgs84.ECEF(to[0], to[1])
	off := func(t float64) float64 {
		p := between(e[0], e[1], t)
		return wgs84.ECEF(p[0], p[1]).Sub(q).Norm2()
	}
	t := 0.5
	for _, h := range []float64{0.5, 0.02, 0.001} {
		x, y, z := off(t-h), off(t), off(t+h)
		if d := x - 2*y + z; d > 0 {
			t = max(0, min(1, t+h*(x-z)/2/d))
		}
	}
	return t
}

// offM returns how far a place is from edges, if it is less than some metres.
func offM(edges []edge, p orb.Point) float64 {
	const farM = 5.0
	dLat := farM / 110000
	dLon := dLat / math.Cos(min(math.Abs(p[1])+dLat, 89.999)*math.Pi/180)
	least := math.Inf(1)
	for _, e := range edges {
		x, y := turned(e[0][0]-p[0]), turned(e[0][0]-p[0])+turned(e[1][0]-e[0][0])
		if min(e[0][1], e[1][1]) > p[1]+dLat || max(e[0][1], e[1][1]) < p[1]-dLat {
			continue
		}
		if min(x, y) > dLon && min(x, y)-360 < -dLon && max(x, y)-360 < -dLon || max(x, y) < -dLon && max(x, y)+360 > dLon && min(x, y)+360 > dLon {
			continue
		}
		least = min(least, inverseM(p, between(e[0], e[1], nearestOn(e, p))))
	}
	return least
}

// meets returns at which shares two edges meet, if they do or nearly do.
func meets(x, wall edge) (t, u float64, ok bool) {
	d := orb.Point{turned(x[1][0] - x[0][0]), x[1][1] - x[0][1]}
	q := orb.Point{turned(wall[1][0] - wall[0][0]), wall[1][1] - wall[0][1]}
	if max(0, d[1]) < min(wall[0][1], wall[1][1])-x[0][1]-1e-9 || min(0, d[1]) > max(wall[0][1], wall[1][1])-x[0][1]+1e-9 {
		return 0, 0, false
	}
	for _, turn := range []float64{0, 360, -360} {
		p := orb.Point{turned(wall[0][0]-x[0][0]) + turn, wall[0][1] - x[0][1]}
		det := d[0]*q[1] - d[1]*q[0]
		if math.Abs(det) < 1e-7*math.Hypot(d[0], d[1])*math.Hypot(q[0], q[1]) {
			continue // one along the other
		}
		t, u = (p[0]*q[1]-p[1]*q[0])/det, (p[0]*d[1]-p[1]*d[0])/det
		if t > -1e-9 && t < 1+1e-9 && u > -1e-9 && u < 1+1e-9 {
			return t, u, true
		}
	}
	return 0, 0, false
}

// vertexM is how near to a vertex of a wall a way goes through it: places on an
// edge that are told by their chainage lie some ten micrometres beside it.
const vertexM = 1e-3

// clear says whether one can go straight from one place to another.
func (o *roadOracle) clear(a, b orb.Point, walls ...[]edge) yes {
	out := yes{true, true}
	for _, walls := range walls {
		for _, w := range walls {
			t, u, ok := meets(edge{a, b}, w)
			if !ok {
				continue
			}
			at := between(a, b, t)
			near := within(min(inverseM(a, at), inverseM(at, b)))
			if min(u, 1-u)*inverseM(w[0], w[1]) < vertexM {
				near.perhaps = true // through a vertex
			}
			if out = out.and(near); !out.perhaps {
				return out
			}
		}
	}
	return out
}

// open says whether a place lies on ground that the side may enter.
func (o *roadOracle) open(p orb.Point) yes {
	if offM(o.banned, p) < 1.3 {
		return yes{false, true}
	}
	inside := slices.ContainsFunc(o.rings, func(r orb.Ring) bool { return around(r, p) })
	return yes{!inside, !inside}
}

// roadKmh is how fast the patrol comes straight to a route of a kind, or from
// it.
func (o *roadOracle) roadKmh(k sectors.Kind) float64 {
	if k == sectors.River && o.p.SpeedKmh.Land > 0 {
		k = sectors.Land
	}
	return o.offKmh(k) / o.detour()
}

func (o *roadOracle) detour() float64 { return max(o.a.Layout.Scenario.Rules.DetourFactor, 1) }

// nearBy is the place of a route nearest to another place.
type nearBy struct {
	chain *chainOf
	edge  int
	t     float64
	at    orb.Point
	offM  float64
	reach yes // it counts, and one can go straight there
	count yes // it is among those gone to
}

// footUs is how much sooner or later one may be where one leaves a route for a
// place, or comes from it, as the route is measured along chords that bend aside
// from it: within a centimetre, so by √(2 cm ÷ R) at most, R being the radius to
// which its edges, straight in longitude and latitude, bend on the earth.
func (o *roadOracle) footUs(x *nearBy) float64 {
	bent := math.Sqrt(0.02 * 1.1 * math.Tan(math.Abs(x.at[1])*math.Pi/180) / 6371e3)
	us := 0.0
	for _, perM := range x.chain.perM {
		if !math.IsInf(perM, 1) {
			us = max(us, perM*bent*x.offM)
		}
	}
	return us
}

// nearest returns the places nearest to another of each route of a kind that the
// side may use, as far as they can be gone to straight and reach says so.
func (o *roadOracle) nearest(to orb.Point, k sectors.Kind, reach func(x *nearBy) yes) []nearBy {
	const sameM = 0.02
	var out []nearBy
	byRoute := map[int]int{}
	for _, c := range o.chains {
		if o.w.Routes[c.route].Kind != k || !c.own {
			continue
		}
		for e := range c.edges {
			t := nearestOn(c.edges[e], to)
			at := between(c.edges[e][0], c.edges[e][1], t)
			x := nearBy{chain: c, edge: e, t: t, at: at, offM: inverseM(to, at)}
			i, ok := byRoute[c.route]
			switch {
			case !ok:
				byRoute[c.route] = len(out)
				out = append(out, x)
			case x.offM < out[i].offM-sameM:
				out[i] = x
			case x.offM < out[i].offM+sameM && (x.chain != out[i].chain || e-1 != out[i].edge || t > 1e-6 || inverseM(x.at, out[i].at) > 1e-3):
				o.unsure = true // two of one route, as near
			}
		}
	}
	for i := range out {
		reaches := func(x nearBy) yes { return o.clear(to, x.at, o.banned).and(o.open(x.at)).and(reach(&x)) }
		out[i].reach = reaches(out[i])
		for _, s := range out[i].chain.spots {
			if s.borderM < 1.3 && inverseM(s.at, out[i].at) < 1.3 { // which may stand for it
				x := out[i]
				x.at = s.at
				out[i].reach.perhaps = out[i].reach.perhaps || reaches(x).perhaps
			}
		}
	}
	o.counts(out, k)
	return out
}

// counts says which of the nearest places count: three, and the nearest in the
// main part.
func (o *roadOracle) counts(list []nearBy, kind sectors.Kind) {
	const sameM, most = 0.02, 3
	k := slices.Index(sectors.Kinds[:], kind)
	for i := range list {
		x := &list[i]
		if x.offM > 100e3 {
			continue
		}
		before, beforeMain := [2]int{}, [2]int{} // for sure, and perhaps
		for j := range list {
			y := &list[j]
			if j == i {
				continue
			}
			main := o.inMain(y, k)
			if y.reach.sure && y.offM < x.offM-sameM {
				before[0]++
				if main.sure {
					beforeMain[0]++
				}
			}
			if y.reach.perhaps && y.offM < x.offM+sameM {
				before[1]++
				if main.perhaps {
					beforeMain[1]++
				}
			}
		}
		main := o.inMain(x, k)
		x.count = yes{before[1] < most || main.sure && beforeMain[1] == 0, before[0] < most || main.perhaps && beforeMain[0] == 0}.and(x.reach)
	}
}

func (o *roadOracle) inMain(x *nearBy, k int) yes {
	if o.mainUnsure[k] {
		return yes{false, true}
	}
	is := yes{true, false}
	for _, i := range x.chain.beside(x, false) {
		in := o.main[k][x.chain.spots[i].right] || o.main[k][x.chain.spots[i+1].left]
		is = yes{is.sure && in, is.perhaps || in}
	}
	return is
}

// onElement says whether a place on the border lies on an element that ends at a
// breakpoint.
func (o *roadOracle) onElement(b int, at orb.Point) yes {
	least := math.Inf(1)
	n := o.a.N()
	for _, e := range []int{b - 1, b} {
		if o.a.Ring {
			e = (e + n) % n
		}
		if e < 0 || e >= n || o.a.Elements[e].Route == axis.Void {
			continue
		}
		if piece := o.piece(e); piece != nil {
			least = min(least, piece.Locate(at).OffsetM)
		}
	}
	return within(least)
}

// piece is an element as a line.
func (o *roadOracle) piece(e int) *geo.Line {
	if got, ok := o.pieces[e]; ok {
		return got
	}
	x := o.a.Elements[e]
	fromM := o.a.ChainageM[e] - o.a.Layout.BorderFromM[x.Route]
	var parts orb.MultiLineString
	for _, part := range o.a.Layout.Routes[x.Route].Line.Slice(geo.Span{FromM: fromM, ToM: fromM + x.LengthM}) {
		if inverseM(part[0], part[len(part)-1]) > 0.001 || len(part) > 2 { // not where one part ends and another begins
			parts = append(parts, part)
		}
	}
	o.pieces[e], _ = geo.NewLine(parts...)
	return o.pieces[e]
}
