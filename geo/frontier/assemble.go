package frontier

import (
	"slices"

	"github.com/paulmach/orb"
)

// fill gives a border its parts.
func (m *mesh) fill(b *Border, runs []run) {
	var apart, overlap []run
	for _, u := range runs {
		if u.overlap {
			overlap = append(overlap, u)
		} else {
			apart = append(apart, u)
		}
	}
	b.Parts, b.Rings = m.assemble(apart)
	b.Overlaps, _ = m.assemble(overlap)
}

// assemble makes the parts of a border of its runs: joined where exactly two
// meet, in order, the closed ones last. It returns how many are closed.
func (m *mesh) assemble(runs []run) (parts []orb.LineString, rings int) {
	pieces := make([]orb.LineString, 0, len(runs))
	var open, closed []orb.LineString
	for _, u := range runs {
		if line := m.line(u); m.whole(u) {
			closed = append(closed, line)
		} else {
			pieces = append(pieces, line)
		}
	}
	for _, line := range join(pieces) {
		if oneTurn(line[0]) == oneTurn(line[len(line)-1]) {
			closed = append(closed, line)
		} else {
			open = append(open, line)
		}
	}
	for i := range closed {
		closed[i] = turned(closed[i])
	}
	open = order(open, nil)
	var end *orb.Point
	if n := len(open); n > 0 {
		end = &open[n-1][len(open[n-1])-1]
	}
	return append(open, order(closed, end)...), len(closed)
}

// line returns the vertices of a run, with the left side on its left.
func (m *mesh) line(u run) orb.LineString {
	g := m.rings[u.ring]
	out := make(orb.LineString, 0, u.n+1)
	for e := u.first; e <= u.first+u.n; e++ {
		if e <= g.last {
			out = append(out, m.v[e])
		} else {
			out = append(out, m.v[e-g.last+g.from])
		}
	}
	if !u.ahead {
		slices.Reverse(out)
	}
	return out
}

// joint is what meets at a vertex.
type joint struct {
	starts, ends int // how many
	start        int // number of one that starts there
}

// join joins lines, end to start, at the vertices where one line ends and one
// starts and no other does either.
func join(lines []orb.LineString) []orb.LineString {
	at := make(map[orb.Point]joint, 2*len(lines))
	for i, l := range lines {
		p, q := oneTurn(l[0]), oneTurn(l[len(l)-1])
		j := at[p]
		j.starts, j.start = j.starts+1, i
		at[p] = j
		j = at[q]
		j.ends++
		at[q] = j
	}
	simple := func(p orb.Point) (next int, ok bool) {
		j := at[oneTurn(p)]
		return j.start, j.starts == 1 && j.ends == 1
	}
	var out []orb.LineString
	done := make([]bool, len(lines))
	follow := func(i int) {
		var line orb.LineString
		for !done[i] {
			done[i] = true
			line = extendLine(line, lines[i])
			next, ok := simple(line[len(line)-1])
			if !ok {
				break
			}
			i = next
		}
		out = append(out, line)
	}
	for i, l := range lines {
		if _, ok := simple(l[0]); !ok {
			follow(i)
		}
	}
	for i := range lines { // what is left goes round
		if !done[i] {
			follow(i)
		}
	}
	return out
}

// extendLine appends a line that begins where the other ends.
func extendLine(line, more orb.LineString) orb.LineString {
	if len(line) == 0 {
		return more
	}
	return append(line, more[1:]...)
}

// turned returns a closed line that starts at its westernmost vertex, of
// several the southernmost; where it passes there more than once, by the
// vertex that follows.
func turned(ring orb.LineString) orb.LineString {
	n := len(ring) - 1
	ring[0] = ring[n] // over the antimeridian, in the form of what ends there
	best := 0
	for i := 1; i < n; i++ {
		c := comparePoints(ring[i], ring[best])
		if c < 0 || c == 0 && comparePoints(ring[i+1], ring[best+1]) < 0 {
			best = i
		}
	}
	out := make(orb.LineString, 0, n+1)
	out = append(append(out, ring[best:n]...), ring[:best]...)
	return append(out, out[0])
}
