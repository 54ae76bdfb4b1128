package main

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/simplify"
)

// thin leaves out vertices that lie within metres of the line without them
// (Douglas and Peucker 1973). Ends stay, and every vertex that two roads have
// or that one has twice: there one can turn off.
func thin(roads []road, metres float64) []road {
	uses := map[point]int{}
	for _, r := range roads {
		for _, p := range r.shape {
			uses[p]++
		}
	}
	thinned := slices.Clone(roads)
	for i, r := range roads {
		shape := line{r.shape[0]}
		from := 0
		for j := 1; j < len(r.shape); j++ {
			if uses[r.shape[j]] > 1 || j == len(r.shape)-1 {
				shape = append(shape, thinSection(r.shape[from:j+1], metres)[1:]...)
				from = j
			}
		}
		thinned[i].shape = shape
	}
	return thinned
}

// thinSection thins between two vertices that stay.
func thinSection(l line, metres float64) line {
	const metresPerDegree = semiMajor * math.Pi / 180
	shrink := math.Cos(l[0][1] * math.Pi / 180)
	flat := make(orb.LineString, len(l))
	for i, p := range l {
		flat[i] = orb.Point{p[0] * shrink, p[1]}
	}
	kept := simplify.DouglasPeucker(metres / metresPerDegree).LineString(slices.Clone(flat))
	out := make(line, 0, len(kept))
	for i := range l { // the vertices as they were, not scaled back
		if len(out) < len(kept) && flat[i] == kept[len(out)] {
			out = append(out, l[i])
		}
	}
	return out
}

// network says how the roads hang together.
type network struct {
	km         float64
	components int       // sets of roads with a way of shared vertices between any two
	largestKM  []float64 // length of each, longest first
}

// connect measures how the roads hang together by the vertices they share.
func connect(roads []road) network {
	leader := map[point]point{}
	find := func(p point) point {
		root := p
		for leader[root] != root {
			root = leader[root]
		}
		for p != root {
			leader[p], p = root, leader[p]
		}
		return root
	}
	for _, r := range roads {
		for i, p := range r.shape {
			if _, seen := leader[p]; !seen {
				leader[p] = p
			}
			if i > 0 {
				leader[find(p)] = find(r.shape[i-1])
			}
		}
	}
	lengths := map[point]float64{}
	var n network
	for _, r := range roads { // in order, so that the sums are the same every time
		km := r.shape.km()
		n.km += km
		lengths[find(r.shape[0])] += km
	}
	for _, km := range lengths {
		n.largestKM = append(n.largestKM, km)
	}
	slices.SortFunc(n.largestKM, func(a, b float64) int { return cmp.Compare(b, a) })
	n.components = len(n.largestKM)
	return n
}
