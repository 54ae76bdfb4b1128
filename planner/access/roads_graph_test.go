package access_test

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/sectors"
)

// chainOf is a part of a travel route, cut wherever something may happen.
type chainOf struct {
	route int // in Scenario.Routes
	own   bool
	sided bool // it is said to be of the side
	edges []edge
	spots []*spot
	perM  [2]float64 // µs a metre along it and against
	// Of the segment after each spot.
	segM []float64
	open []yes
}

// spot is a place of a chain at which something is. Those who go along it come
// to left, and go on from right.
type spot struct {
	edge        int
	t           float64
	at          orb.Point
	left, right int // nodes; the same but where the border cuts
	through     yes // whether one may go on along the chain
	barred      bool
	cut         bool
	borderM     float64
}

type arc struct {
	from, to int
	us       [2]float64 // out, and home
	is       yes
}

// terminal is a place from which the search starts.
type terminal struct {
	nearBy
	us, footUs float64
}

// startUs is how long it takes there at least, or for sure.
func (x *terminal) startUs(sure bool) float64 {
	if sure {
		return x.us + x.footUs
	}
	return max(x.us-x.footUs, 0)
}

type corner struct {
	lon, lat float64
	kind     sectors.Kind
}

func cornerOf(p orb.Point, k sectors.Kind) corner {
	lon := math.Round(turned(p[0])*1e10) / 1e10
	if lon == -180 {
		lon = 180
	}
	return corner{lon + 0, p[1] + 0, k}
}

func (o *roadOracle) node() int { o.nodes++; return o.nodes - 1 }

// layOut makes the graph.
func (o *roadOracle) layOut() {
	corners := map[corner]int{}
	for r := range o.w.Routes {
		x := &o.w.Routes[r]
		if !x.Travel {
			continue
		}
		for _, part := range o.w.roads[r] {
			c := &chainOf{route: r, own: x.Side == "" || x.Side == o.p.Side, sided: x.Side != "", perM: o.perM(x)}
			for i := 1; i < len(part); i++ {
				c.edges = append(c.edges, edge{part[i-1], part[i]})
			}
			for i, p := range part {
				id, ok := corners[cornerOf(p, x.Kind)]
				if !ok {
					id = o.node()
					corners[cornerOf(p, x.Kind)] = id
				}
				s := &spot{edge: i, at: p, left: id, right: id, borderM: offM(o.border, p)}
				if i == len(part)-1 {
					s.edge, s.t = i-1, 1
				}
				s.through = beyond(s.borderM).or(yes{c.sided, c.sided})
				if s.barred = o.bars(p, x.Kind); s.barred {
					s.through = yes{}
				}
				c.spots = append(c.spots, s)
			}
			o.cuts(c)
			o.chains = append(o.chains, c)
		}
	}
	o.moor()
	for _, c := range o.chains {
		if c.own {
			o.connect(c)
		}
	}
	o.tie()
	o.parts()
}

// perM is what a metre of a route takes along it and against.
func (o *roadOracle) perM(x *sectors.Route) [2]float64 {
	v := o.p.SpeedKmh.Of(x.Kind)
	if v <= 0 {
		return [2]float64{math.Inf(1), math.Inf(1)}
	}
	if x.SpeedLimitKmh > 0 {
		v = min(v, x.SpeedLimitKmh)
	}
	current := 0.0
	if x.Kind == sectors.River {
		current = x.CurrentKmh
	}
	of := func(v float64) float64 {
		if v <= 0 {
			return math.Inf(1)
		}
		return 3.6e6 / v
	}
	out := [2]float64{of(v + current), of(v - current)}
	if x.OneWay && !(x.Kind == sectors.Land && o.p.SpeedKmh.Land <= sectors.WalkingKmh) {
		out[1] = math.Inf(1)
	}
	return out
}

// bars reports whether a barrier at a place stops the patrol on routes of a kind.
func (o *roadOracle) bars(p orb.Point, k sectors.Kind) bool {
	return slices.ContainsFunc(o.w.Barriers, func(x sectors.Barrier) bool {
		passes := x.Walk && k == sectors.Land && o.p.SpeedKmh.Land <= sectors.WalkingKmh
		return cornerOf(x.At, k) == cornerOf(p, k) && !passes
	})
}

// cuts cuts a chain where it meets the border, and ground that is closed.
func (o *roadOracle) cuts(c *chainOf) {
	for e, x := range c.edges {
		for _, w := range o.border {
			t, u, ok := meets(x, w)
			if !ok {
				continue
			}
			at := between(x[0], x[1], t)
			m := min(inverseM(x[0], at), inverseM(at, x[1]))
			if m < 0.7 {
				continue // the vertex lies on the border
			}
			s := &spot{edge: e, t: t, at: at, left: o.node(), right: o.node(), cut: true}
			s.through.perhaps = m < 1.3 || u < 1e-9 || u > 1-1e-9
			c.spots = append(c.spots, s)
		}
		for _, w := range o.banned {
			if t, _, ok := meets(x, w); ok && t > 0 && t < 1 {
				o.add(c, e, t)
			}
		}
	}
	c.sort()
}

// add cuts a chain where one may go on, but at the border.
func (o *roadOracle) add(c *chainOf, e int, t float64) *spot {
	node := o.node()
	s := &spot{edge: e, t: t, at: between(c.edges[e][0], c.edges[e][1], t), left: node, right: node}
	s.borderM = offM(o.border, s.at)
	s.through = beyond(s.borderM).or(yes{c.sided, c.sided})
	c.spots = append(c.spots, s)
	return s
}

func (c *chainOf) sort() {
	slices.SortStableFunc(c.spots, func(x, y *spot) int {
		if a, b := float64(x.edge)+x.t, float64(y.edge)+y.t; a < b {
			return -1
		} else if a > b {
			return 1
		}
		return 0
	})
}

// segment returns in which segment a place lies.
func (c *chainOf) segment(e int, t float64) int {
	i := 0
	for i+2 < len(c.spots) && float64(c.spots[i+1].edge)+c.spots[i+1].t <= float64(e)+t {
		i++
	}
	return i
}

// connect adds the arcs of a chain, which is cut where landings are tied to it.
func (o *roadOracle) connect(c *chainOf) {
	for i := range o.ties {
		if x := &o.ties[i]; x.near.chain == c {
			x.spot = o.add(c, x.near.edge, x.near.t)
		}
	}
	c.sort()
	c.segM, c.open = make([]float64, len(c.spots)-1), make([]yes, len(c.spots)-1)
	for i := range c.segM {
		x, y := c.spots[i], c.spots[i+1]
		c.segM[i] = lengthM(x.at, y.at)
		c.open[i] = o.open(between(x.at, y.at, 0.5))
		// Two at one place, as a vertex and where a landing is tied, are one.
		same := c.segM[i] < 1e-3 && !x.cut && !y.cut
		one := func(s *spot) yes { return yes{same && !s.barred, same && !s.barred} }
		o.arcs = append(o.arcs,
			arc{x.right, y.left, [2]float64{c.segM[i] * c.perM[0], c.segM[i] * c.perM[1]}, c.open[i].and(x.through.or(one(x)))},
			arc{y.left, x.right, [2]float64{c.segM[i] * c.perM[1], c.segM[i] * c.perM[0]}, c.open[i].and(y.through.or(one(y)))})
		if x.cut {
			o.arcs = append(o.arcs, arc{x.left, x.right, [2]float64{}, x.through}, arc{x.right, x.left, [2]float64{}, x.through})
		}
	}
}

// parts finds the longest part of each kind.
func (o *roadOracle) parts() {
	part := make([]int, o.nodes)
	for i := range part {
		part[i] = i
	}
	join := func(a, b int) {
		from, to := part[a], part[b]
		for i := range part {
			if part[i] == from {
				part[i] = to
			}
		}
	}
	doubt := false
	for _, c := range o.chains {
		for i := range c.segM {
			if c.open[i].sure {
				join(c.spots[i].right, c.spots[i+1].left)
			}
			doubt = doubt || c.open[i].sure != c.open[i].perhaps || c.spots[i].cut && c.spots[i].through.perhaps
		}
	}
	for _, x := range o.ties {
		if l := &o.w.Landings[x.landing]; x.near.chain.own && (l.Side == "" || l.Side == o.p.Side) {
			join(x.spot.left, o.nodes-len(o.w.Landings)+x.landing)
		}
	}
	for k, kind := range sectors.Kinds {
		lengths := map[int]float64{}
		for _, c := range o.chains {
			if o.w.Routes[c.route].Kind == kind {
				for i, m := range c.segM {
					if c.open[i].sure {
						lengths[part[c.spots[i].right]] += m
					}
				}
			}
		}
		main, first, second := -1, 0.0, 0.0
		for p, m := range lengths {
			if m > first {
				main, first, second = p, m, first
			} else {
				second = max(second, m)
			}
		}
		o.mainUnsure[k] = doubt || second > 0.99*first
		o.main[k] = map[int]bool{}
		for i, p := range part {
			o.main[k][i] = p == main
		}
	}
}

// roadTimes returns the times to the breakpoints, or home: the least that they
// may be, and the most.
func (o *roadOracle) roadTimes() (out [2][2][]int64) {
	least, most := o.times()
	for home := range out {
		out[home] = [2][]int64{slices.Clone(least), slices.Clone(most)}
	}
	if o.p.Layer != sectors.SurfaceLayer || o.inside {
		return out
	}
	o.layOut()
	o.start()
	var labels [2][2][]float64
	for home := range labels {
		for level := range labels[home] {
			labels[home][level] = o.search(home, level == 1)
		}
	}
	for _, k := range sectors.Kinds {
		o.land(k, &out, &labels)
	}
	for home := range out {
		o.along(out[home][0])
		o.along(out[home][1])
	}
	return out
}

// mayUse reports whether an element may be come to by ways of a kind.
func (o *roadOracle) mayUse(b int, k sectors.Kind) bool {
	n := o.a.N()
	for _, e := range []int{b - 1, b} {
		if o.a.Ring {
			e = (e + n) % n
		}
		if !o.barred(e) && (o.a.Kind(e) == k || k == sectors.Land && o.a.Kind(e) != sectors.Sea) {
			return true
		}
	}
	return false
}
