package osm

import (
	"cmp"
	"slices"

	"lindero/sectors"
)

// Network says how roads hang together by the vertices that they share.
type Network struct {
	Km float64
	// IslandsKm are the lengths of the sets of roads with a way between any
	// two, longest first.
	IslandsKm []float64
	// TrapKm is the length of roads from which one-way rules let no vehicle
	// come back to the rest of its island, and Traps the roads.
	TrapKm float64
	Traps  Sample
}

// Apart returns the length of the roads that are not of the largest island.
func (n Network) Apart() float64 {
	if len(n.IslandsKm) == 0 {
		return 0
	}
	return max(n.Km-n.IslandsKm[0], 0)
}

// Connect measures how the roads of a side and kind hang together; all of them
// where side is empty. Those of no side connect others, and count for none,
// unless they are asked for.
func Connect(roads []Road, side string, kind sectors.Kind) Network {
	var all []*Road
	for i := range roads {
		if r := &roads[i]; r.Kind == kind && (side == "" || r.Side == side || r.Side == "") {
			all = append(all, r)
		}
	}
	g := newGraph(all)
	var n Network
	lengths := make([]float64, len(g.stops))
	for _, s := range g.sections { // in order, so that the sums are the same every time
		if side != "" && all[s.road].Side != side {
			continue
		}
		n.Km += s.m / 1000
		lengths[g.islands.find(int(s.from))] += s.m / 1000
	}
	for _, km := range lengths {
		if km > 0 {
			n.IslandsKm = append(n.IslandsKm, km)
		}
	}
	slices.SortFunc(n.IslandsKm, func(a, b float64) int { return cmp.Compare(b, a) })
	for _, s := range g.traps() {
		r := all[s.road]
		if side != "" && r.Side != side {
			continue
		}
		n.TrapKm += s.m / 1000
		if l := n.Traps.First; len(l) == 0 || l[len(l)-1] != r.ID {
			n.Traps.add(r.ID)
		}
	}
	return n
}

// graph is roads as sections between the places where they end or meet.
type graph struct {
	stops    []key // sorted
	sections []section
	islands  sets // of stops
}

// section is a piece of a road between two stops.
type section struct {
	from, to int32 // stops
	road     int32
	oneWay   bool
	m        float64
}

func newGraph(roads []*Road) *graph {
	g := &graph{}
	plain := make([]Road, len(roads))
	for i, r := range roads {
		plain[i].Shape = r.Shape
		g.stops = append(g.stops, keyOf(r.Shape[0]), keyOf(r.Shape[len(r.Shape)-1]))
	}
	g.stops = append(g.stops, junctions(plain)...)
	slices.Sort(g.stops)
	g.stops = slices.Compact(g.stops)
	g.islands = newSets(len(g.stops))
	for i, r := range roads {
		from, _ := slices.BinarySearch(g.stops, keyOf(r.Shape[0]))
		m := 0.0
		for j := 1; j < len(r.Shape); j++ {
			m += EdgeM(r.Shape[j-1], r.Shape[j])
			to, stops := slices.BinarySearch(g.stops, keyOf(r.Shape[j]))
			if !stops {
				continue
			}
			g.sections = append(g.sections, section{int32(from), int32(to), int32(i), r.OneWay, m})
			g.islands.join(from, to)
			from, m = to, 0
		}
	}
	return g
}

// traps returns the sections from whose end the main part of their island
// cannot be reached: the longest of the parts of which every place can be
// reached from every other.
func (g *graph) traps() []section {
	oneWays := slices.ContainsFunc(g.sections, func(s section) bool { return s.oneWay })
	if !oneWays {
		return nil
	}
	ahead, back := g.arcs(false), g.arcs(true)
	parts := strong(ahead)
	lengths := make([]float64, len(g.stops))
	for _, s := range g.sections {
		if parts[s.from] == parts[s.to] {
			lengths[parts[s.from]] += s.m
		}
	}
	longest := make([]int32, len(g.stops)) // of an island: its main part
	for i := range longest {
		longest[i] = -1
	}
	for stop := range g.stops {
		island := g.islands.find(stop)
		if l := longest[island]; l < 0 || lengths[parts[stop]] > lengths[l] {
			longest[island] = parts[stop]
		}
	}
	reaches := make([]bool, len(g.stops))
	var queue []int32
	for stop := range g.stops {
		if parts[stop] == longest[g.islands.find(stop)] {
			reaches[stop] = true
			queue = append(queue, int32(stop))
		}
	}
	for len(queue) > 0 {
		at := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, next := range back.of(at) {
			if !reaches[next] {
				reaches[next] = true
				queue = append(queue, next)
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(g.sections), func(s section) bool { return reaches[s.to] })
}

// arcs are the stops that follow each stop, one list after the other.
type arcs struct {
	from []int32 // where the list of each stop begins, and the end of the last
	to   []int32
}

func (a *arcs) of(stop int32) []int32 { return a.to[a.from[stop]:a.from[stop+1]] }

// arcs returns the stops that can be reached from each by one section, or, the
// other way round, from which each can be.
func (g *graph) arcs(back bool) *arcs {
	a := &arcs{from: make([]int32, len(g.stops)+1)}
	each := func(f func(from, to int32)) {
		for _, s := range g.sections {
			if !back || !s.oneWay {
				f(s.from, s.to)
			}
			if back || !s.oneWay {
				f(s.to, s.from)
			}
		}
	}
	each(func(from, _ int32) { a.from[from+1]++ })
	for i := range g.stops {
		a.from[i+1] += a.from[i]
	}
	a.to = make([]int32, a.from[len(g.stops)])
	next := slices.Clone(a.from)
	each(func(from, to int32) {
		a.to[next[from]] = to
		next[from]++
	})
	return a
}

// strong numbers the strongly connected components of a graph (Tarjan 1972):
// those of one component have one number.
func strong(a *arcs) []int32 {
	n := len(a.from) - 1
	const unseen = -1
	part, order, low := make([]int32, n), make([]int32, n), make([]int32, n)
	for i := range n {
		part[i], order[i] = unseen, unseen
	}
	type frame struct{ at, arc int32 }
	var calls []frame
	var open []int32
	count, parts := int32(0), int32(0)
	enter := func(at int32) {
		order[at], low[at] = count, count
		count++
		open = append(open, at)
		calls = append(calls, frame{at, 0})
	}
	for start := range int32(n) {
		if order[start] == unseen {
			enter(start)
		}
		for len(calls) > 0 {
			f := &calls[len(calls)-1]
			if next := a.of(f.at); int(f.arc) < len(next) {
				to := next[f.arc]
				f.arc++
				if order[to] == unseen {
					enter(to)
				} else if part[to] == unseen {
					low[f.at] = min(low[f.at], order[to])
				}
				continue
			}
			at := f.at
			calls = calls[:len(calls)-1]
			if len(calls) > 0 {
				up := calls[len(calls)-1].at
				low[up] = min(low[up], low[at])
			}
			if low[at] != order[at] {
				continue
			}
			for done := false; !done; {
				last := open[len(open)-1]
				open = open[:len(open)-1]
				part[last], done = parts, last == at
			}
			parts++
		}
	}
	return part
}
