package main

import (
	"slices"

	"lindero/data/osm"
)

// box is a box in longitude and latitude, from its south-west to its
// north-east corner.
type box struct{ min, max point }

// finest keeps of lines between the same two ends the one with most vertices.
// The network holds many lanes twice: straight, and following the sphere.
func finest(lines []line) []line {
	at := map[edge]int{}
	var kept []line
	for _, l := range lines {
		ends := newEdge(l[0], l[len(l)-1])
		i, seen := at[ends]
		switch {
		case !seen:
			at[ends] = len(kept)
			kept = append(kept, l)
		case len(l) > len(kept[i]):
			kept[i] = l
		}
	}
	return kept
}

// edge is the two ends of a line, whichever way it is walked.
type edge struct{ a, b point }

func newEdge(a, b point) edge {
	if b[0] < a[0] || b[0] == a[0] && b[1] < a[1] {
		a, b = b, a
	}
	return edge{a, b}
}

// clip gives the parts of the lines inside the box.
func (b box) clip(lines []line) []line {
	var parts []line
	for _, l := range lines {
		var part line
		for i := 1; i < len(l); i++ {
			from, to, ok := b.clipEdge(l[i-1], l[i])
			if !ok {
				continue
			}
			if len(part) == 0 || part[len(part)-1] != from {
				part = line{from}
				parts = append(parts, nil)
			}
			part = append(part, to)
			parts[len(parts)-1] = part
		}
	}
	return parts
}

// clipEdge gives the part of the edge inside the box (Liang and Barsky 1984);
// a single point is none. Ends inside the box are kept as they are.
func (b box) clipEdge(p, q point) (from, to point, ok bool) {
	t0, t1 := 0.0, 1.0
	for axis := range 2 {
		d := q[axis] - p[axis]
		low, high := b.min[axis]-p[axis], b.max[axis]-p[axis]
		if d == 0 {
			if low > 0 || high < 0 {
				return p, q, false
			}
			continue
		}
		if d < 0 {
			low, high = high, low
		}
		t0, t1 = max(t0, low/d), min(t1, high/d)
	}
	if t0 >= t1 {
		return p, q, false
	}
	from, to = p, q
	if t0 > 0 {
		from = osm.Between(p, q, t0)
	}
	if t1 < 1 {
		to = osm.Between(p, q, t1)
	}
	return from, to, true
}

// merge joins lines at ends where exactly two of them meet.
func merge(lines []line) []line {
	lines = slices.Clone(lines)
	for {
		i, j, ok := joint(lines)
		if !ok {
			return lines
		}
		lines[i] = join(lines[i], lines[j])
		lines = slices.Delete(lines, j, j+1)
	}
}

// joint finds two different lines that meet at an end where no third one
// does.
func joint(lines []line) (i, j int, ok bool) {
	meets := map[point][]int{}
	for k, l := range lines {
		meets[l[0]] = append(meets[l[0]], k)
		meets[l[len(l)-1]] = append(meets[l[len(l)-1]], k)
	}
	for _, l := range lines {
		for _, end := range []point{l[0], l[len(l)-1]} {
			if at := meets[end]; len(at) == 2 && at[0] != at[1] {
				return at[0], at[1], true
			}
		}
	}
	return 0, 0, false
}

// join is a and b as one line over the end that they share.
func join(a, b line) line {
	if a[0] == b[0] || a[0] == b[len(b)-1] {
		a = a.reversed()
	}
	if a[len(a)-1] != b[0] {
		b = b.reversed()
	}
	return append(slices.Clone(a), b[1:]...)
}
