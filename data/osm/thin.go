package osm

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/simplify"
)

// Thin leaves out vertices that lie within metres of the line without them
// (Douglas and Peucker 1973). Ends stay, and every vertex that two roads have,
// that one has twice, or that is to be kept: there one can turn off.
func Thin(roads []Road, metres float64, keep []orb.Point) []Road {
	stay := junctions(roads)
	for _, p := range keep {
		stay = append(stay, keyOf(p))
	}
	slices.Sort(stay)
	thinned := slices.Clone(roads)
	for i, r := range roads {
		shape := Line{r.Shape[0]}
		from := 0
		for j := 1; j < len(r.Shape); j++ {
			if _, stays := slices.BinarySearch(stay, keyOf(r.Shape[j])); stays || j == len(r.Shape)-1 {
				shape = append(shape, thinSection(r.Shape[from:j+1], metres)[1:]...)
				from = j
			}
		}
		thinned[i].Shape = slices.Clip(shape)
	}
	return thinned
}

// junctions are the vertices that roads have more than once, sorted.
func junctions(roads []Road) []key {
	n := 0
	for i := range roads {
		n += len(roads[i].Shape)
	}
	all := make([]key, 0, n)
	for i := range roads {
		for _, p := range roads[i].Shape {
			all = append(all, keyOf(p))
		}
	}
	slices.Sort(all)
	var out []key
	for i := 1; i < len(all); i++ {
		if all[i] == all[i-1] && (len(out) == 0 || out[len(out)-1] != all[i]) {
			out = append(out, all[i])
		}
	}
	return out
}

// thinSection thins between two vertices that stay.
func thinSection(l Line, metres float64) Line {
	const metresPerDegree = semiMajor * math.Pi / 180
	if len(l) < 3 {
		return l
	}
	shrink := math.Cos(l[0][1] * math.Pi / 180)
	flat := make(Line, len(l))
	for i, p := range l {
		flat[i] = orb.Point{p[0] * shrink, p[1]}
	}
	kept := simplify.DouglasPeucker(metres / metresPerDegree).LineString(slices.Clone(flat))
	out := make(Line, 0, len(kept))
	for i := range l { // the vertices as they were, not scaled back
		if len(out) < len(kept) && flat[i] == kept[len(out)] {
			out = append(out, l[i])
		}
	}
	return out
}
