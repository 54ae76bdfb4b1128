package maps

import (
	"math"

	"github.com/paulmach/orb"
)

// eyePx is how far a line may stray from what it shows, in pixels.
const eyePx = 0.35

// edgeDeg is how long an edge may be, in degrees, before it is cut: it is straight
// in longitude and latitude, not on the map.
const edgeDeg = 1.0

// trace shows a line or a ring in a frame, without what is too small or too far
// outside to show: what is left out lies within half of its distance from the
// frame. measures, where there are some, are thinned alike.
func (f *frame) trace(line []orb.Point, measures []float64) (out []xy, m []float64) {
	if len(line) == 0 {
		return nil, nil
	}
	out = append(make([]xy, 0, 64), f.show(line[0]))
	if measures != nil {
		m = append(m, measures[0])
	}
	last := line[0]
	skipM := f.skip(out[0])
	for i := 1; i < len(line); i++ {
		at := line[i]
		if i < len(line)-1 && roughM(last, at) < skipM {
			continue
		}
		n := 1
		if far := max(math.Abs(at[0]-last[0]), math.Abs(at[1]-last[1])); far > edgeDeg {
			n = int(math.Ceil(min(far, 360) / edgeDeg))
		}
		for k := 1; k <= n; k++ {
			share := float64(k) / float64(n)
			out = append(out, f.show(orb.Point{last[0] + (at[0]-last[0])*share, last[1] + (at[1]-last[1])*share}))
			if measures != nil {
				before := m[len(m)-1]
				m = append(m, before+(measures[i]-before)/float64(n-k+1))
			}
		}
		last = at
		skipM = f.skip(out[len(out)-1])
	}
	return out, m
}

// skip is how far from a place nothing has to be shown, in metres: a fraction of
// a pixel within the frame, and half of the way to it outside.
func (f *frame) skip(at xy) float64 {
	return max(0.5*eyePx, 0.5*f.px.outside(at)) * f.coarseP
}

// roughM is how far two places are from each other at most, metres.
func roughM(a, b orb.Point) float64 {
	const degreeM = 111_700
	return degreeM * (math.Abs(a[0]-b[0])*math.Cos(min(math.Abs(a[1]), math.Abs(b[1]))*math.Pi/180) + math.Abs(a[1]-b[1]))
}

// simple leaves out the places of a line that lie within eyePx of the straight
// one between those that stay (Douglas and Peucker, 1973). keep are the places
// that stay, in order.
func simple(line []xy) (keep []int) {
	n := len(line)
	if n < 3 {
		for i := range line {
			keep = append(keep, i)
		}
		return keep
	}
	stays := make([]bool, n)
	stays[0], stays[n-1] = true, true
	stack := [][2]int{{0, n - 1}}
	for len(stack) > 0 {
		span := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		far, at := eyePx*eyePx, -1
		a, b := line[span[0]], line[span[1]]
		for i := span[0] + 1; i < span[1]; i++ {
			if d := fromEdge2(line[i], a, b); d > far {
				far, at = d, i
			}
		}
		if at >= 0 {
			stays[at] = true
			stack = append(stack, [2]int{span[0], at}, [2]int{at, span[1]})
		}
	}
	for i, s := range stays {
		if s {
			keep = append(keep, i)
		}
	}
	return keep
}

// fromEdge2 is the square of the distance of a place from an edge.
func fromEdge2(p, a, b xy) float64 {
	dx, dy := b.x-a.x, b.y-a.y
	t := 0.0
	if n := dx*dx + dy*dy; n > 0 {
		t = max(0, min(1, ((p.x-a.x)*dx+(p.y-a.y)*dy)/n))
	}
	x, y := p.x-a.x-t*dx, p.y-a.y-t*dy
	return x*x + y*y
}

// clipRing returns the part of a ring within a box (Sutherland and Hodgman, 1974).
func clipRing(ring []xy, b box) []xy {
	sides := [4]func(p xy) float64{
		func(p xy) float64 { return p.x - b.low.x }, func(p xy) float64 { return b.high.x - p.x },
		func(p xy) float64 { return p.y - b.low.y }, func(p xy) float64 { return b.high.y - p.y }}
	for _, in := range sides {
		if len(ring) == 0 {
			return nil
		}
		out := make([]xy, 0, len(ring)+4)
		a := ring[len(ring)-1]
		fa := in(a)
		for _, p := range ring {
			fp := in(p)
			if fa < 0 && fp > 0 || fa > 0 && fp < 0 {
				t := fa / (fa - fp)
				out = append(out, xy{a.x + (p.x-a.x)*t, a.y + (p.y-a.y)*t})
			}
			if fp >= 0 {
				out = append(out, p)
			}
			a, fa = p, fp
		}
		ring = out
	}
	return ring
}

// clipEdge returns the part of an edge within a box, as shares of it (Liang and
// Barsky, 1984), and false where there is none.
func clipEdge(a, c xy, b box) (from, to float64, ok bool) {
	from, to = 0, 1
	for _, side := range [4][2]float64{{a.x - c.x, a.x - b.low.x}, {c.x - a.x, b.high.x - a.x}, {a.y - c.y, a.y - b.low.y}, {c.y - a.y, b.high.y - a.y}} {
		p, q := side[0], side[1]
		switch {
		case p == 0 && q < 0:
			return 0, 0, false
		case p < 0:
			from = max(from, q/p)
		case p > 0:
			to = min(to, q/p)
		}
	}
	return from, to, from < to
}

// clipLine returns the parts of a line within a box.
func clipLine(line []xy, b box) [][]xy {
	var out [][]xy
	var part []xy
	for i := 1; i < len(line); i++ {
		a, c := line[i-1], line[i]
		from, to, ok := clipEdge(a, c, b)
		if !ok {
			continue
		}
		at := func(t float64) xy { return xy{a.x + (c.x-a.x)*t, a.y + (c.y-a.y)*t} }
		if from > 0 || len(part) == 0 {
			if len(part) > 1 {
				out = append(out, part)
			}
			part = []xy{at(from)}
		}
		if to < 1 {
			out = append(out, append(part, at(to)))
			part = nil
			continue
		}
		part = append(part, c)
	}
	if len(part) > 1 {
		out = append(out, part)
	}
	return out
}
