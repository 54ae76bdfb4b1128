package tiles

import (
	"math"

	"github.com/paulmach/orb"
)

const (
	// runLength is how many edges the tree of a layer holds as one.
	runLength = 64

	// evenDepth is from where on a line is halved instead of cut at its
	// farthest vertex, so that ranking takes n log n whatever the line.
	evenDepth = 32
)

// path is a line on the square, ready to be drawn at any zoom.
//
// Ranks are those of Douglas and Peucker (1973): the vertices whose rank is
// more than a tolerance are what their method keeps with it, no more than the
// tolerance from all others. They are found once for all zooms, of whole lines
// or arcs of rings, so neighbouring tiles keep the same vertices and their lines
// meet.
type path struct {
	at   []orb.Point
	rank []float32 // in widths of the square; infinite at both ends
	most []float32 // the largest rank of each runLength vertices

	boxes []orb.Bound // of a ring, that of each run
}

func newPath(at []orb.Point) path {
	p := path{at: at, rank: make([]float32, len(at))}
	if len(at) == 0 {
		return p
	}
	p.rankArc(0, len(at)-1)
	p.sumUp()
	return p
}

// sumUp finds the largest rank of each run.
func (p *path) sumUp() {
	p.most = make([]float32, (len(p.at)-1)/runLength+1)
	for i, r := range p.rank {
		p.most[i/runLength] = max(p.most[i/runLength], r)
	}
}

// rankBetween ranks the vertices between two. A vertex ranks no higher than the
// one at which its line was cut, so that what is kept with a tolerance can be
// told from the ranks alone.
func (p *path) rankBetween(from, to int) {
	type stretch struct {
		from, to, depth int
		most            float64
	}
	todo := []stretch{{from, to, 0, math.Inf(1)}}
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if s.to-s.from < 2 {
			continue
		}
		cut, far := p.farthest(s.from, s.to)
		if far == 0 {
			continue // on one straight line
		}
		if s.depth >= evenDepth {
			cut = (s.from + s.to) / 2
		}
		far = min(math.Sqrt(far), s.most)
		p.rank[cut] = float32(far)
		todo = append(todo, stretch{s.from, cut, s.depth + 1, far}, stretch{cut, s.to, s.depth + 1, far})
	}
}

// farthest returns the vertex between two that is farthest from the edge that
// joins them, and the square of its distance.
func (p *path) farthest(from, to int) (cut int, far float64) {
	a := p.at[from]
	dx, dy := p.at[to][0]-a[0], p.at[to][1]-a[1]
	length := dx*dx + dy*dy
	for i := from + 1; i < to; i++ {
		x, y := p.at[i][0]-a[0], p.at[i][1]-a[1]
		if length > 0 {
			t := min(max((x*dx+y*dy)/length, 0), 1)
			x, y = x-t*dx, y-t*dy
		}
		if d := x*x + y*y; d > far {
			cut, far = i, d
		}
	}
	return cut, far
}

// runs returns how many runs of edges there are; of a single vertex, one.
func (p *path) runs() int { return max((len(p.at)+runLength-2)/runLength, 1) }

// run returns the first and last vertex of a run.
func (p *path) run(i int) (from, to int) {
	return i * runLength, min((i+1)*runLength, len(p.at)-1)
}

// bound returns the box that holds the vertices between two.
func (p *path) bound(from, to int) orb.Bound {
	return orb.MultiPoint(p.at[from : to+1]).Bound()
}

// before returns the last vertex up to i that a tolerance keeps.
func (p *path) before(i int, tolerance float64) int {
	for i > 0 && float64(p.rank[i]) <= tolerance {
		if float64(p.most[i/runLength]) <= tolerance {
			i -= i % runLength
		}
		i--
	}
	return max(i, 0)
}

// after returns the first vertex from i on that a tolerance keeps.
func (p *path) after(i int, tolerance float64) int {
	last := len(p.at) - 1
	for i < last && float64(p.rank[i]) <= tolerance {
		if float64(p.most[i/runLength]) <= tolerance {
			i += runLength - 1 - i%runLength
		}
		i++
	}
	return min(i, last)
}

// appendKept appends those vertices between two that a tolerance keeps.
func (p *path) appendKept(dst []orb.Point, from, to int, tolerance float64) []orb.Point {
	for i := p.after(from, tolerance); i <= to; i = p.after(i+1, tolerance) {
		dst = append(dst, p.at[i])
		if i >= len(p.at)-1 {
			break
		}
	}
	return dst
}
