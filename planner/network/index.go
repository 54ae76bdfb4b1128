package network

import (
	"slices"

	"lindero/geo"
	"lindero/sectors"
)

// index finds the ways that differ.
func (b *builder) index() {
	b.wayOf = make([]int32, len(b.layout.Routes))
	known := map[way]int32{}
	for r := len(b.layout.BorderFromM); r < len(b.wayOf); r++ {
		x := &b.layout.Routes[r]
		w := way{limitKmh: x.SpeedLimitKmh, kind: kindOf(x.Kind), oneWay: x.OneWay, sided: x.Side != ""}
		if x.Kind == sectors.River {
			w.currentKmh = x.CurrentKmh
		}
		i, ok := known[w]
		if !ok {
			i = int32(len(b.ways))
			known[w], b.ways = i, append(b.ways, w)
		}
		b.wayOf[r] = i
	}
	// What grew has room that nobody needs any more.
	b.nodes, b.arcs = slices.Clone(b.nodes), slices.Clone(b.arcs)
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
		if kind(k) == kindOf(sectors.Land) {
			b.islands[side] = x
		}
		b.sort(side, kind(k))
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

// sort indexes the routes of a kind that a side may use.
func (b *builder) sort(side int, k kind) {
	for which, inMain := range [2]bool{false, true} {
		of, found := &b.routes[side][k][which], []*geo.Line(nil)
		for r := range b.layout.Routes {
			if b.of[r][0] < b.of[r][1] && kindOf(b.layout.Routes[r].Kind) == k && b.usable(r, side, inMain) {
				of.routes, found = append(of.routes, int32(r)), append(found, b.layout.Routes[r].Line)
			}
		}
		of.index = geo.NewIndex(found)
	}
}
