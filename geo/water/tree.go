package water

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Tree is the shortest ways that a search has found. It is immutable and safe
// for concurrent use; targets are numbered as they were given.
type Tree struct {
	targets []orb.Point
	m       []float64
	from    []int32 // the last stop before each target
	stops   []stop
}

// M returns the least metres to a target, those of its seed included; +Inf
// where there is no way within the most that was asked for.
func (t *Tree) M(target int) float64 { return t.m[target] }

// Path returns the shortest way from its seed to a target: the places where it
// bends, as they were given, with great circles between them. It is nil where
// there is no way.
func (t *Tree) Path(target int) orb.LineString {
	if !t.has(target) {
		return nil
	}
	path := orb.LineString{t.targets[target]}
	for k := t.from[target]; k >= 0; k = t.stops[k].prev {
		path = append(path, t.stops[k].place)
	}
	slices.Reverse(path)
	return path
}

// SeedOf returns the number of the seed that the way to a target starts from,
// −1 where there is none.
func (t *Tree) SeedOf(target int) int {
	if !t.has(target) {
		return -1
	}
	return int(t.stops[t.from[target]].seed)
}

func (t *Tree) has(target int) bool { return !math.IsInf(t.m[target], 1) }
