package network

import (
	"slices"

	"lindero/sectors"
)

// index sorts the halves by the node they leave.
func (b *builder) index() {
	b.ways = make([]way, len(b.layout.Routes))
	for r := len(b.layout.BorderFromM); r < len(b.ways); r++ {
		x := &b.layout.Routes[r]
		b.ways[r] = way{limitKmh: x.SpeedLimitKmh, kind: kindOf(x.Kind), oneWay: x.OneWay, sided: x.Side != ""}
		if x.Kind == sectors.River {
			b.ways[r].currentKmh = x.CurrentKmh
		}
	}
	// What grew has room that nobody needs any more.
	b.nodes, b.arcs = slices.Clone(b.nodes), slices.Clone(b.arcs)
	b.first = make([]int32, len(b.nodes)+1)
	for i := range b.arcs {
		b.first[b.arcs[i].from+1]++
		b.first[b.arcs[i].to+1]++
	}
	for i := range b.nodes {
		b.first[i+1] += b.first[i]
	}
	b.halves = make([]half, 2*len(b.arcs))
	next := slices.Clone(b.first)
	for i := range b.arcs {
		a := &b.arcs[i]
		h := half{a.toM - a.fromM, a.to, int32(2 * i), a.route, a.sides, a.route == tie || b.ways[a.route].sided}
		for _, from := range [2]int32{a.from, a.to} {
			b.halves[next[from]] = h
			next[from]++
			h.to, h.id = a.from, h.id+1
		}
	}
}

// join finds the parts of a side's network that nothing joins, whatever the
// direction in which one may go.
func (b *builder) join(side int) {
	parts := make([]int32, len(b.nodes))
	for i := range parts {
		parts[i] = int32(i)
	}
	find := func(i int32) int32 {
		for parts[i] != i {
			parts[i] = parts[parts[i]]
			i = parts[i]
		}
		return i
	}
	for i := range b.arcs {
		if a := &b.arcs[i]; a.sides>>side&1 == 1 {
			parts[find(a.to)] = find(a.from)
		}
	}
	for i := range parts {
		parts[i] = find(int32(i))
	}
	b.parts[side] = parts
	for k := range sectors.Kinds {
		x := b.measure(side, kind(k))
		if k == int(kindOf(sectors.Land)) {
			b.islands[side] = x
		}
	}
}

// measure measures the parts that a side has of a kind, and remembers the
// longest.
func (b *builder) measure(side int, k kind) (x Islands) {
	lengths := make([]float64, len(b.nodes))
	for i := range b.arcs {
		if a := &b.arcs[i]; a.sides>>side&1 == 1 && a.route != tie && a.kind == k {
			part := b.parts[side][a.from]
			if lengths[part] == 0 && a.toM > a.fromM {
				x.Parts++
			}
			lengths[part] += a.toM - a.fromM
			x.LengthM += a.toM - a.fromM
		}
	}
	for i, m := range lengths {
		if m > x.MainM {
			x.MainM, b.main[side][k] = m, int32(i)
		}
	}
	return x
}
