package frontier

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo/wgs84"
)

// What ordering may cost: parts beyond maxOrdered are put from west to east
// instead, and at most so many distances are compared to find the first.
const (
	maxOrdered  = 4096
	maxCompared = 1 << 24
)

// order puts parts in the order in which they are walked: each is followed by
// the one that starts nearest to its end. With after, the first is the one
// that starts nearest to it; without, it is the one from which the ways
// between parts are shortest in all.
func order(parts []orb.LineString, after *orb.Point) []orb.LineString {
	slices.SortFunc(parts, func(a, b orb.LineString) int { return slices.CompareFunc(a, b, comparePoints) })
	if len(parts) < 2 || len(parts) > maxOrdered {
		return parts
	}
	w := newWalk(parts)
	var best []int
	if after != nil {
		best, _ = w.greedy(wgs84.ECEF(after[0], after[1]), nil)
	} else {
		least := math.Inf(1)
		for _, first := range w.firsts() {
			if way, m := w.greedy(w.end[first], []int{first}); m < least {
				best, least = way, m
			}
		}
	}
	out := make([]orb.LineString, len(parts))
	for i, k := range best {
		out[i] = parts[k]
	}
	return out
}

// walk holds where parts start and end.
type walk struct{ start, end []wgs84.Vec }

func newWalk(parts []orb.LineString) *walk {
	w := &walk{make([]wgs84.Vec, len(parts)), make([]wgs84.Vec, len(parts))}
	for i, p := range parts {
		q := p[len(p)-1]
		w.start[i], w.end[i] = wgs84.ECEF(p[0][0], p[0][1]), wgs84.ECEF(q[0], q[1])
	}
	return w
}

// greedy goes on from a place, the parts in way being walked already, and
// returns the whole way and the metres between its parts.
func (w *walk) greedy(at wgs84.Vec, way []int) ([]int, float64) {
	walked := make([]bool, len(w.start))
	for _, i := range way {
		walked[i] = true
	}
	sum := 0.0
	for len(way) < len(w.start) {
		next, near := -1, math.Inf(1)
		for i, s := range w.start {
			if d := s.Sub(at).Norm2(); !walked[i] && d < near {
				next, near = i, d
			}
		}
		way, walked[next], at = append(way, next), true, w.end[next]
		sum += math.Sqrt(near)
	}
	return way, sum
}

// firsts returns the parts to try as the first, those that begin farthest
// from where another ends before others.
func (w *walk) firsts() []int {
	n := len(w.start)
	alone := make([]float64, n)
	all := make([]int, n)
	for i := range all {
		all[i], alone[i] = i, math.Inf(1)
		for j := range w.end {
			if j != i {
				alone[i] = min(alone[i], w.start[i].Sub(w.end[j]).Norm2())
			}
		}
	}
	slices.SortStableFunc(all, func(i, j int) int { return cmp.Compare(alone[j], alone[i]) })
	return all[:min(n, max(1, maxCompared/(n*n)))]
}
