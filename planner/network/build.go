package network

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/sectors"
)

// vertex is a place that routes of one kind may have in common.
type vertex struct {
	lon, lat float64
	kind     kind
}

func vertexOf(p orb.Point, k kind) vertex {
	p = inRange(p)
	return vertex{p[0] + 0, p[1] + 0, k} // −0 is 0
}

// inRange returns a place with its longitude beyond −180 and at most 180. Where
// that moves it, what the move adds to its decimals goes again.
func inRange(p orb.Point) orb.Point {
	if p[0] > -180 && p[0] <= 180 {
		return p
	}
	const decimals = 1e9
	lon := math.Round((p[0]-360*math.Ceil((p[0]-180)/360))*decimals) / decimals
	return orb.Point{lon, p[1]}
}

// inner is the mark of a vertex that is to be a node though nothing is joined
// there.
const inner = -1

// builder makes a network.
type builder struct {
	*Network
	ids   map[vertex]int32 // its node; negative before it has one
	areas [2][]*geo.Area   // closed to a side
	hooks []hook           // by route and chainage
	ties  []moored
}

// cut is a place of a route between two of its vertices at which it is cut.
type cut struct {
	m       float64
	at      orb.Point
	kind    cutKind
	landing int32
}

type cutKind uint8

const (
	atWall cutKind = iota
	atEdge         // of closed ground
	atLanding
)

// New joins the travel routes of a layout.
func New(l *sectors.Layout) *Network {
	var border []orb.LineString
	for i := range l.BorderFromM {
		border = append(border, l.Routes[i].Line.Parts()...)
	}
	vertices := 0
	for r := len(l.BorderFromM); r < len(l.Routes); r++ {
		for _, part := range l.Routes[r].Line.Parts() {
			vertices += len(part)
		}
	}
	b := &builder{Network: &Network{layout: l, fence: geo.NewFence(border...), of: make([][2]int32, len(l.Routes))}, ids: make(map[vertex]int32, vertices)}
	for s := range b.areas {
		for _, f := range l.Scenario.Forbidden {
			if f.Side == "" || f.Side == l.Scenario.Sides[s].Code {
				for _, p := range f.Polygon {
					b.areas[s] = append(b.areas[s], geo.NewArea(p))
				}
			}
		}
	}
	b.count()
	b.hook()
	for r := range l.Routes {
		b.of[r][0] = int32(len(b.arcs))
		if b.travels(r) {
			b.route(r)
		}
		b.of[r][1] = int32(len(b.arcs))
	}
	b.bar()
	b.tie()
	b.index()
	for s := range 2 {
		b.join(s)
	}
	return b.Network
}

// Fence returns the border as a fence.
func (n *Network) Fence() *geo.Fence { return n.fence }

// travels reports whether patrols can move along a route. The border itself is
// no part of the network.
func (b *builder) travels(r int) bool {
	return r >= len(b.layout.BorderFromM) && b.layout.Routes[r].Travel && b.layout.Routes[r].Line.LengthM() > 0
}

// count finds the vertices that two routes, or two parts of one, have.
func (b *builder) count() {
	const once, often = -1, -2
	for r := range b.layout.Routes {
		if !b.travels(r) {
			continue
		}
		k := kindOf(b.layout.Routes[r].Kind)
		for _, part := range b.layout.Routes[r].Line.Parts() {
			for i, p := range part {
				v := vertexOf(p, k)
				if _, there := b.ids[v]; there || i == 0 || i == len(part)-1 {
					b.ids[v] = often
				} else {
					b.ids[v] = once
				}
			}
		}
	}
	for i := range b.layout.Scenario.Barriers {
		for k := range sectors.Kinds {
			if v := vertexOf(b.layout.Scenario.Barriers[i].At, kind(k)); b.ids[v] == once {
				b.ids[v] = often
			}
		}
	}
	for v, uses := range b.ids {
		if uses == once {
			delete(b.ids, v)
		}
	}
}

// node returns the node at a vertex, if it is one.
func (b *builder) node(p orb.Point, k kind) (int32, bool) {
	v := vertexOf(p, k)
	id, ok := b.ids[v]
	if !ok {
		return 0, false
	}
	if id < 0 {
		id = b.add(p)
		b.ids[v] = id
	}
	return id, true
}

// add adds a node.
func (b *builder) add(p orb.Point) int32 {
	p = inRange(p)
	b.nodes = append(b.nodes, node{at: p, onBorder: b.fence.Touches(p, OnM)})
	return int32(len(b.nodes) - 1)
}

// route adds the arcs of a route.
func (b *builder) route(r int) {
	x := &b.layout.Routes[r]
	k := kindOf(x.Kind)
	sides := uint8(3)
	for s, side := range b.layout.Scenario.Sides {
		if x.Side != "" && x.Side != side.Code {
			sides &^= 1 << s
		}
	}
	closed := b.closed(x.Line)
	ms := x.Line.Chainages()
	for i, part := range x.Line.Parts() {
		t := tracer{b, arc{from: none, route: int32(r), kind: k, sides: sides}, closed}
		cuts := b.cuts(r, part, ms[i], closed)
		for j, p := range part {
			id, ok := b.node(p, k)
			if !ok && b.fence.Touches(p, OnM) {
				b.ids[vertexOf(p, k)] = inner
				id, ok = b.node(p, k)
			}
			if ok {
				t.arrive(id, ms[i][j])
			}
			for len(cuts) > 0 && j+1 < len(part) && cuts[0].m <= ms[i][j+1] {
				t.cut(cuts[0])
				cuts = cuts[1:]
			}
		}
	}
}

// none is no node.
const none = -1

// tracer goes along a part of a route.
type tracer struct {
	*builder
	last   arc // its start is where the next one begins
	closed [2]geo.Spans
}

// arrive adds the arc to a node.
func (t *tracer) arrive(to int32, m float64) {
	if t.last.from != none {
		a := t.last
		a.to, a.toM = to, m
		if m > a.fromM { // else a cut at a vertex: nobody enters anything
			a.sides &^= closedAt(t.closed, (a.fromM+m)/2)
		}
		t.arcs = append(t.arcs, a)
	}
	t.last.from, t.last.fromM = to, m
}

// cut adds the node, or at a wall the two nodes, of a cut.
func (t *tracer) cut(c cut) {
	id := t.add(c.at)
	t.arrive(id, c.m)
	switch c.kind {
	case atWall:
		t.nodes[id].onBorder = true
		t.last.from = t.add(c.at)
		t.nodes[t.last.from].onBorder = true
	case atLanding:
		t.ties = append(t.ties, moored{id, t.last.kind, c.landing, t.last.route})
	}
}

// closed returns the spans of a line that each side must not enter.
func (b *builder) closed(l *geo.Line) (out [2]geo.Spans) {
	for s, areas := range b.areas {
		for _, a := range areas {
			out[s] = out[s].Union(l.Inside(a))
		}
	}
	return out
}

func closedAt(closed [2]geo.Spans, m float64) (sides uint8) {
	for s, spans := range closed {
		if slices.ContainsFunc(spans, func(x geo.Span) bool { return x.FromM <= m && m < x.ToM }) {
			sides |= 1 << s
		}
	}
	return sides
}

// cuts returns where a part of a route is cut between its vertices, in order.
func (b *builder) cuts(r int, part orb.LineString, ms []float64, closed [2]geo.Spans) (out []cut) {
	for i := 1; i < len(part); i++ {
		for _, c := range b.fence.Crossings(part[i-1], part[i]) {
			toM, fromM := geo.DistanceM(part[i-1], c.At), geo.DistanceM(c.At, part[i])
			if toM > OnM && fromM > OnM {
				out = append(out, cut{m: chainage(b.layout.Routes[r].Line, part[i-1], c.At, ms[i-1], ms[i], toM, fromM), at: c.At, kind: atWall})
			}
		}
	}
	line, fromM, toM := b.layout.Routes[r].Line, ms[0], ms[len(ms)-1]
	for _, spans := range closed {
		for _, s := range spans {
			for _, m := range [2]float64{s.FromM, s.ToM} {
				if fromM < m && m < toM {
					out = append(out, cut{m: m, at: line.At(m), kind: atEdge})
				}
			}
		}
	}
	i, _ := slices.BinarySearchFunc(b.hooks, r, func(h hook, r int) int { return cmp.Compare(h.route, r) })
	for ; i < len(b.hooks) && b.hooks[i].route == r; i++ {
		h := b.hooks[i]
		// Where one part ends and the next begins elsewhere, both are at m.
		if h.m < fromM || h.m > toM || h.m == fromM && geo.DistanceM(h.at, part[0]) > OnM || h.m == toM && geo.DistanceM(h.at, part[len(part)-1]) > OnM {
			continue
		}
		out = append(out, cut{m: h.m, at: h.at, kind: atLanding, landing: h.landing})
	}
	for i := range out {
		out[i] = snap(out[i], part, ms)
	}
	slices.SortStableFunc(out, func(x, y cut) int { return cmp.Compare(x.m, y.m) })
	return out
}

// snap puts a cut at a vertex where it lies there but for rounding, as the least
// piece of a one-way road would be in the way. Walls are kept away from vertices.
func snap(c cut, part orb.LineString, ms []float64) cut {
	const same = 1e-3
	i, _ := slices.BinarySearch(ms, c.m)
	for _, j := range [2]int{i - 1, i} {
		if c.kind != atWall && j >= 0 && j < len(ms) && math.Abs(ms[j]-c.m) < same {
			c.m, c.at = ms[j], part[j]
			break
		}
	}
	return c
}

// chainage returns that of a place on the edge from a, of a line, that has the
// chainages loM and hiM; it is toM from its start and fromM from its end.
// Chainage is not even along an edge of many kilometres.
func chainage(line *geo.Line, a, at orb.Point, loM, hiM, toM, fromM float64) float64 {
	const even, good = 2000.0, 1e-3
	m := loM + (hiM-loM)*toM/(toM+fromM)
	for range 8 {
		if hiM-loM < even {
			break
		}
		there := line.At(m)
		off := geo.DistanceM(there, at)
		if off < good {
			break
		}
		if geo.DistanceM(a, there) > toM {
			off = -off
		}
		m = min(max(m+off, loM), hiM)
	}
	return m
}

// bar marks the nodes that not everybody passes.
func (b *builder) bar() {
	for _, x := range b.layout.Scenario.Barriers {
		for k := range sectors.Kinds {
			if id, ok := b.ids[vertexOf(x.At, kind(k))]; ok && id >= 0 {
				how := closed
				if x.Walk && k == int(kindOf(sectors.Land)) {
					how = walkOnly
				}
				b.nodes[id].barrier = max(b.nodes[id].barrier, how)
			}
		}
	}
}
