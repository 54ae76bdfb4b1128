package tiles

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/planar"
)

// drawArea returns what of a polygon is in the frame, as polygons of rings that
// do not touch themselves.
func (c canvas) drawArea(p *part) orb.MultiPolygon {
	outer := c.drawRing(&p.path, true)
	if outer == nil {
		return nil
	}
	rings := []orb.Ring{outer}
	for i := range p.holes {
		if hole := c.drawRing(&p.holes[i], false); hole != nil {
			rings = append(rings, hole)
		}
	}
	return assemble(reconnect(rings))
}

// drawRing returns the part of a ring in the frame; nil where it has no area.
func (c canvas) drawRing(p *path, outer bool) orb.Ring {
	return wind(orb.Ring(roundAll(orb.LineString(clip.Ring(frame, c.keptOfRing(p))))), outer)
}

// keptOfRing returns the vertices of a ring that are kept. Of a run that lies
// beyond one side of the frame as a whole the first and the last are enough.
func (c canvas) keptOfRing(p *path) orb.Ring {
	window := c.window()
	var out []orb.Point
	for i := range p.runs() {
		from, to := p.run(i)
		if i > 0 {
			from++ // it was the last of the run before
		}
		if beyond(p.boxes[i], window) {
			first, last := p.after(from, c.tolerance), p.before(to, c.tolerance)
			if first <= to {
				out = append(out, p.at[first])
			}
			if first < last {
				out = append(out, p.at[last])
			}
			continue
		}
		out = p.appendKept(out, from, to, c.tolerance)
	}
	return c.place(out)
}

// beyond reports whether a box lies on the far side of a line along a side of
// another box.
func beyond(b, window orb.Bound) bool {
	return b.Max[0] < window.Min[0] || b.Min[0] > window.Max[0] || b.Max[1] < window.Min[1] || b.Min[1] > window.Max[1]
}

// wind turns a ring as Mapbox Vector Tile 2.1, section 4.3.4.4, has it: the area
// of an outer ring is positive by the surveyor's formula, in units of the tile,
// that of an inner one negative. Nil where there is no area.
func wind(r orb.Ring, outer bool) orb.Ring {
	if len(r) < 4 {
		return nil
	}
	a := planar.Area(r) // positive where y grows upwards and the ring goes to the left
	if a == 0 {
		return nil
	}
	if (a > 0) != outer {
		r.Reverse()
	}
	return r
}

// onFrame reports whether an edge goes along a side of the frame.
func onFrame(p, q orb.Point) bool {
	for i := range 2 {
		if p[i] == q[i] && (p[i] == frame.Min[i] || p[i] == frame.Max[i]) {
			return true
		}
	}
	return false
}

// reconnect takes rings that are cut at the frame, outer ones and holes, to the
// chains that lie within it and joins these anew along its sides. Cutting, by
// Sutherland and Hodgman (1974), leaves one ring of each, whose parts hang
// together by edges that go to and fro along a side.
func reconnect(rings []orb.Ring) []orb.Ring {
	var chains []chain
	var out []orb.Ring
	for _, r := range rings {
		cut, around := chainsOf(r)
		chains = append(chains, cut...)
		if !around {
			out = append(out, r)
		}
	}
	if len(chains) == 0 {
		return rings
	}
	joined, ok := join(chains)
	if !ok {
		return rings
	}
	return append(joined, out...)
}

// chain is a line from the frame to the frame; from and to are where, along it.
type chain struct {
	line     []orb.Point
	from, to float64
}

// chainsOf returns the chains of a ring between its edges along the frame, and
// whether it has any of these.
func chainsOf(r orb.Ring) (out []chain, around bool) {
	n := len(r) - 1
	first := 0
	for first < n && !onFrame(r[first], r[first+1]) {
		first++
	}
	if first == n {
		return nil, false
	}
	var line []orb.Point
	for i := range n {
		p, q := r[(first+i)%n], r[(first+i)%n+1]
		if !onFrame(p, q) {
			if line == nil {
				line = append(line, p)
			}
			line = append(line, q)
		}
		if line != nil && (onFrame(p, q) || i == n-1) {
			out = append(out, chain{line, along(line[0]), along(line[len(line)-1])})
			line = nil
		}
	}
	return out, true
}

// frameSide is how long a side of the frame is.
const frameSide = Extent + 2*buffer

// along returns how far round the frame a place of it is, from its first corner
// in the direction of outer rings.
func along(p orb.Point) float64 {
	x, y := p[0]-frame.Min[0], p[1]-frame.Min[1]
	switch {
	case y == 0:
		return x
	case x == frameSide:
		return frameSide + y
	case y == frameSide:
		return 3*frameSide - x
	}
	return math.Mod(4*frameSide-y, 4*frameSide)
}

// cornerOf returns a corner of the frame, counted on in the direction of outer
// rings.
func cornerOf(i int) orb.Point {
	return [4]orb.Point{frame.Min, {frame.Max[0], frame.Min[1]}, frame.Max, {frame.Min[0], frame.Max[1]}}[i%4]
}

// join makes rings of chains: from the end of each along the frame to where the
// next one begins. Not ok where two lead to the same one.
func join(chains []chain) ([]orb.Ring, bool) {
	slices.SortStableFunc(chains, func(a, b chain) int { return cmp.Compare(a.from, b.from) })
	used := make([]bool, len(chains))
	var out []orb.Ring
	for i := range chains {
		if used[i] {
			continue
		}
		var ring orb.Ring
		for k := i; ; {
			if used[k] {
				return nil, false
			}
			used[k] = true
			ring = append(ring, chains[k].line...)
			at := chains[k].to
			k, _ = slices.BinarySearchFunc(chains, at, func(c chain, at float64) int { return cmp.Compare(c.from, at) })
			to := 4.0 * frameSide
			if k < len(chains) {
				to = chains[k].from
			} else {
				k = 0
				to += chains[0].from
			}
			for corner := int(math.Floor(at/frameSide)) + 1; float64(corner)*frameSide < to; corner++ {
				ring = append(ring, cornerOf(corner))
			}
			if k == i {
				break
			}
		}
		ring = slices.Compact(append(ring, ring[0]))
		out = append(out, ring)
	}
	return out, true
}

// assemble makes polygons of rings, after taking these apart where they touch
// themselves. Outer rings and holes are told by their direction.
func assemble(rings []orb.Ring) orb.MultiPolygon {
	var out orb.MultiPolygon
	var holes []orb.Ring
	for _, r := range rings {
		for _, loop := range loopsOf(r) {
			if planar.Area(loop) > 0 {
				out = append(out, orb.Polygon{loop})
			} else {
				holes = append(holes, loop)
			}
		}
	}
	for _, h := range holes {
		if i := holder(out, h); i >= 0 {
			out[i] = append(out[i], h)
		}
	}
	return out
}

// holder returns the smallest of some polygons that holds a ring; -1 for none.
// Two vertices tell, as rings do not cross and the first one, where the ring may
// touch another, is not among them.
func holder(polygons orb.MultiPolygon, r orb.Ring) int {
	found := -1
	least := math.Inf(1)
	box := r.Bound()
	for i, p := range polygons {
		if b := p[0].Bound(); !b.Contains(box.Min) || !b.Contains(box.Max) || !planar.RingContains(p[0], r[1]) || !planar.RingContains(p[0], r[2]) {
			continue
		}
		if a := planar.Area(p[0]); a < least {
			found, least = i, a
		}
	}
	return found
}

// loopsOf takes a ring apart at the vertices that it comes to more than once.
// What has no area is left out, as are lines that go to and fro.
func loopsOf(r orb.Ring) []orb.Ring {
	var out []orb.Ring
	var open []orb.Point
	at := make(map[orb.Point]int, len(r)) // in open
	for _, p := range r {
		i, met := at[p]
		if !met {
			at[p] = len(open)
			open = append(open, p)
			continue
		}
		loop := append(orb.Ring(slices.Clone(open[i:])), p)
		if len(loop) > 3 && planar.Area(loop) != 0 {
			out = append(out, loop)
		}
		for _, q := range open[i+1:] {
			delete(at, q)
		}
		open = open[:i+1]
	}
	return out
}
