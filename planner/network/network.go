// Package network is the graph of a scenario's travel routes, and the search for
// the quickest ways on it.
//
// Routes are joined where they have a vertex in common, to the last bit, and are
// of one kind. Between kinds one turns at landings: each is tied to the nearest
// route of every kind within TieM that does not lie behind the border (one that is
// on the border to routes of one's own side only, or where they touch it too), and
// half of the change is made at each end. The border is a wall: a route that crosses
// it is cut there, and nobody goes on from a junction within a metre of it but
// along a route that the scenario says is its own side's. What lies in ground
// that a side must not enter is closed to it, and so are the other side's routes.
// A way home may be gone where it may be gone out, backwards: only one-way roads
// and currents tell the two apart.
//
// A patrol goes at its own speed on the kind, no faster than the route's limit;
// on rivers with or against the current. On land, one-way routes and barriers
// that let people pass do not bind whoever is no faster than a walk.
//
// Times are whole microseconds, each stretch between two junctions rounded up. A
// network is safe for concurrent use, and what it answers never changes. It takes
// some 75 bytes for each stretch where routes are long, and 190 where they are
// short. What a profile may go is found by its first search, in the time of a few
// others, and kept for the last eight profiles, out and home: up to 40 bytes for
// each stretch and 4 for each junction, each way. A tree takes 12 bytes for each
// junction.
package network

import (
	"math"
	"sort"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/sectors"
)

// Never is a time longer than any shift.
const Never = int64(1) << 60

// hourUs is an hour in microseconds.
const hourUs = 3600e6

// OnM is how near the border a place lies on it.
const OnM = 1.0

// TieM is how far from a route a landing may be that belongs to it.
const TieM = 1000.0

// Network is the travel routes of a layout, joined.
type Network struct {
	layout *sectors.Layout
	fence  *geo.Fence // the border
	nodes  []node
	arcs   []arc
	ways   []way   // all that differ
	wayOf  []int32 // by route
	// The arcs of route r are arcs[of[r][0]] … arcs[of[r][1]−1], by chainage.
	of       [][2]int32
	landings []int32    // the first tie of each landing, or none
	parts    [2][]int32 // by side and node: which part of the network it is in
	// main is the part in which a side has most of a kind's length.
	main    [2][len(sectors.Kinds)]int32
	islands [2]Islands
	// routes are those of a kind that a side may use, and those of them that are
	// in the main part.
	routes [2][len(sectors.Kinds)][2]lines
	kept   kept // all else stays as it was made
}

// lines are travel routes, found by place.
type lines struct {
	index  *geo.Index
	routes []int32 // in Layout.Routes
}

// Islands tells in how many parts that nothing joins a side's roads are.
type Islands struct {
	Parts          int
	LengthM, MainM float64 // of all, and of the longest
}

// Islands returns in how many parts a side's roads are.
func (n *Network) Islands(side int) Islands { return n.islands[side] }

// node is where arcs meet.
type node struct {
	at       orb.Point
	onBorder bool
	barrier  barrier
}

type barrier uint8

const (
	noBarrier barrier = iota
	walkOnly
	closed
)

// tie is the route of the arcs that join a landing to routes.
const tie = -1

// arc is a stretch of a route between two nodes, or ties a landing to one.
type arc struct {
	from, to   int32
	route      int32 // in Layout.Routes, or tie
	kind       kind
	sides      uint8 // bit s: side s may go there
	landing    int32 // of a tie
	fromM, toM float64
}

// way is what a search asks of a route. Of all routes there are but a few that
// differ in it.
type way struct {
	limitKmh, currentKmh float64
	kind                 kind
	oneWay               bool
	sided                bool // the scenario says whose it is
}

// kind is a place in sectors.Kinds.
type kind uint8

func kindOf(k sectors.Kind) kind {
	for i, x := range sectors.Kinds {
		if x == k {
			return kind(i)
		}
	}
	return 0
}

// Place is somewhere on the network.
type Place struct {
	arc int32
	// M is the chainage of the route.
	M float64
}

// Nodes returns the number of junctions and ends.
func (n *Network) Nodes() int { return len(n.nodes) }

// Arcs returns the number of stretches between them.
func (n *Network) Arcs() int { return len(n.arcs) }

// Node returns where junction i is.
func (n *Network) Node(i int) orb.Point { return n.nodes[i].at }

// Arc describes stretch i: the junctions that it joins, its route in
// Layout.Routes (−1 for what ties a landing to a route) and its chainage there.
func (n *Network) Arc(i int) (from, to, route int, s geo.Span) {
	a := &n.arcs[i]
	return int(a.from), int(a.to), int(a.route), geo.Span{FromM: a.fromM, ToM: a.toM}
}

// At returns a place on the earth.
func (n *Network) At(p Place) orb.Point {
	a := &n.arcs[p.arc]
	switch {
	case p.M <= a.fromM:
		return n.nodes[a.from].at
	case p.M >= a.toM:
		return n.nodes[a.to].at
	}
	return n.layout.Routes[a.route].Line.At(p.M)
}

// Route returns the route of a place, in Layout.Routes.
func (n *Network) Route(p Place) int { return int(n.arcs[p.arc].route) }

// Has reports whether a side may travel on any route of a kind.
func (n *Network) Has(side int, k sectors.Kind) bool {
	return len(n.routes[side][kindOf(k)][0].routes) > 0
}

// places returns the place of a route at a chainage that the side may be at; at
// the border that of either stretch that ends there, as only one of them may be
// within reach. at is where it is on the earth: where one part of a route ends
// and the next begins elsewhere, both have the chainage.
func (n *Network) places(route int, m float64, at orb.Point, side int) (out []Place) {
	const same = 1e-3
	arcs := n.arcs[n.of[route][0]:n.of[route][1]]
	i := sort.Search(len(arcs), func(i int) bool { return arcs[i].toM >= m-OnM })
	for found := false; i < len(arcs) && arcs[i].fromM <= m+OnM; i++ {
		a := &arcs[i]
		p := Place{n.of[route][0] + int32(i), min(max(m, a.fromM), a.toM)}
		here := math.Abs(p.M-m) < same && !found
		switch { // a breath into a one-way road there is no way back
		case p.M-a.fromM < same:
			p.M = a.fromM
		case a.toM-p.M < same:
			p.M = a.toM
		}
		border := m <= a.fromM+same && n.nodes[a.from].onBorder || m >= a.toM-same && n.nodes[a.to].onBorder
		if a.sides>>side&1 == 1 && (here || border) && geo.DistanceM(n.At(p), at) <= OnM {
			out = append(out, p)
			found = found || here
		}
	}
	return out
}

// foot returns where the place of a line is that is nearest to another place.
func foot(line *geo.Line, to orb.Point, x geo.Place) orb.Point {
	starts, ends := line.At(x.ChainageM), line.End(geo.Span{ToM: x.ChainageM})
	off := func(at orb.Point) float64 { return math.Abs(geo.DistanceM(to, at) - x.OffsetM) }
	if starts != ends && off(ends) < off(starts) {
		return ends
	}
	return starts
}

// Near is a place of the network near another place.
type Near struct {
	Place
	At        orb.Point
	DistanceM float64
}

// mostTried is how many routes are looked at for one that can be reached.
const mostTried = 64

// MostOffM is how far from a place the routes are that Near finds.
const MostOffM = 100e3

// Near returns the nearest place of each of the so many nearest routes of a kind,
// nearest first; and, if it is none of these, of the nearest one in the longest
// part of the side's network, as the others may be islands. Routes are passed
// over where the side may not be at that place, or reach says that it cannot be
// reached; some 64 are tried, none farther than MostOffM. A place within a metre of the border comes once
// for each stretch that ends there.
func (n *Network) Near(p orb.Point, side int, k sectors.Kind, most int, reach func(at orb.Point) bool) []Near {
	out := n.near(p, side, k, most, reach, false)
	for _, x := range out {
		if n.inMain(side, x.arc) {
			return out
		}
	}
	return append(out, n.near(p, side, k, 1, reach, true)...)
}

// usable reports whether a side may use any of a route, or any of it that is in
// the main part.
func (n *Network) usable(route, side int, inMain bool) bool {
	for i := n.of[route][0]; i < n.of[route][1]; i++ {
		if n.arcs[i].sides>>side&1 == 1 && (!inMain || n.inMain(side, i)) {
			return true
		}
	}
	return false
}

// inMain reports whether an arc is in the part in which a side has most of the
// length of the arc's kind.
func (n *Network) inMain(side int, i int32) bool {
	a := &n.arcs[i]
	return n.parts[side][a.from] == n.main[side][a.kind]
}

func (n *Network) near(p orb.Point, side int, k sectors.Kind, most int, reach func(at orb.Point) bool, inMain bool) []Near {
	of := &n.routes[side][kindOf(k)][0]
	if inMain {
		of = &n.routes[side][kindOf(k)][1]
	}
	if len(of.routes) == 0 {
		return nil
	}
	for tried := 2 * most; ; tried *= 4 {
		found := of.index.NearestOf(p, min(tried, len(of.routes)), MostOffM, nil)
		var out []Near
		routes := 0
		for _, f := range found {
			before := len(out)
			r := int(of.routes[f.Line])
			for _, place := range n.places(r, f.ChainageM, foot(n.layout.Routes[r].Line, p, f.Place), side) {
				at := n.At(place)
				if routes < most && (!inMain || n.inMain(side, place.arc)) && reach(at) {
					out = append(out, Near{place, at, f.OffsetM})
				}
			}
			if len(out) > before {
				routes++
			}
		}
		if routes == most || len(found) < tried || tried >= mostTried {
			return out
		}
	}
}

// Profile is who travels.
type Profile struct {
	Side     int             // among the scenario's sides
	SpeedKmh sectors.PerKind // 0: cannot
	// TieKmh is how fast it gets from a landing to the routes beside it.
	TieKmh sectors.PerKind
}

// walks reports whether it is no faster on land than a walk.
func (p *Profile) walks() bool { return p.SpeedKmh.Land <= sectors.WalkingKmh }

// perM returns how long a metre of a route takes along and against it, in
// microseconds; infinity where it cannot be gone.
func (p *Profile) perM(w *way) (along, against float64) {
	v := p.SpeedKmh.Of(sectors.Kinds[w.kind])
	if w.limitKmh > 0 {
		v = min(v, w.limitKmh)
	}
	along, against = us(v, v+w.currentKmh), us(v, v-w.currentKmh)
	if w.oneWay && (w.kind != kindOf(sectors.Land) || !p.walks()) {
		against = math.Inf(1)
	}
	return along, against
}

// us returns the microseconds that a metre takes at a speed over ground, if v is
// a speed at all.
func us(v, overGround float64) float64 {
	if !(v > 0) || !(overGround > 0) {
		return math.Inf(1)
	}
	return hourUs / 1000 / overGround
}
