// Package frontier finds the border of two lands: the edges that the polygons
// of both have in common, chained into the longest parts and put in order.
//
// Lands are polygons in WGS84 longitude and latitude, degrees, that share
// their vertices along a border: an edge belongs to both where it stands in
// both, in either direction, with exactly the same coordinates. Nothing is
// snapped or mended, so where two lands fail to meet by a sliver a border
// breaks into parts. Edges along the meridian of ±180° are cuts of the map,
// and no border.
//
// What is found does not depend on the order of lands, polygons or features,
// on where a ring starts, on the direction it is written in, or on which rings
// are said to be holes: which land lies to the left is taken from the shape of
// the rings, and from which of a land's rings lie within others.
//
// The cost is that of hashing each edge once; memory is some 60 bytes a
// vertex beside the lands. Values are immutable once made and safe for
// concurrent use.
package frontier

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Land is a country's polygons. Vertices that repeat their predecessor count
// once.
type Land struct {
	Code     string
	Polygons orb.MultiPolygon
}

// Border is what two lands have in common.
type Border struct {
	// Left and Right are the codes of the lands on either side of every part.
	Left, Right string
	// Parts are in the order of running chainage: first those with two ends,
	// each followed by the one that goes on nearest, then the closed ones.
	// A part over the antimeridian jumps there from one turn of longitude to
	// the other.
	Parts []orb.LineString
	// Rings is how many of the last parts are closed: they start and end at
	// their westernmost vertex, of several the southernmost.
	Rings int
	// Overlaps are the edges, chained likewise, that both lands have without
	// being to either side of them: where they overlap because both claim the
	// same ground, or one is part of the other, they have a coast or a third
	// land's border in common, which is no border of theirs. Left's land is on
	// the left.
	Overlaps []orb.LineString
}

// Errors of All.
var (
	// ErrTwice says that two lands have the same code.
	ErrTwice = errors.New("two lands have the same code")
	// ErrTooMany says that the lands have 2³¹ vertices or more.
	ErrTooMany = errors.New("too many vertices")
)

// Between returns the border of two lands, a on its left. It is empty where
// they share no edge.
func Between(a, b Land) Border {
	out := Border{Left: a.Code, Right: b.Code}
	m, err := newMesh(context.Background(), []Land{a, b})
	if err != nil {
		return out // of lands that no memory would hold
	}
	for _, runs := range m.runsOf(0) {
		m.fill(&out, runs)
	}
	return out
}

// All returns the border of every two lands that share an edge, in the order
// of their codes; on the left is the land whose code comes first. Progress,
// if not nil, is told how many of the lands are done.
func All(ctx context.Context, lands []Land, progress func(done, total int)) ([]Border, error) {
	lands = slices.Clone(lands)
	slices.SortStableFunc(lands, func(a, b Land) int { return cmp.Compare(a.Code, b.Code) })
	for i := 1; i < len(lands); i++ {
		if lands[i].Code == lands[i-1].Code {
			return nil, fmt.Errorf("%w: %q", ErrTwice, lands[i].Code)
		}
	}
	m, err := newMesh(ctx, lands)
	if err != nil {
		return nil, err
	}
	var out []Border
	for a := range lands {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		runs := m.runsOf(int32(a))
		others := make([]int32, 0, len(runs))
		for b := range runs {
			others = append(others, b)
		}
		slices.Sort(others)
		for _, b := range others {
			border := Border{Left: lands[a].Code, Right: lands[b].Code}
			m.fill(&border, runs[b])
			out = append(out, border)
		}
		if progress != nil {
			progress(a+1, len(lands))
		}
	}
	return out, nil
}

// Touch returns the vertices that two lands have in common although they
// share no edge there, from west to east and from south to north.
func Touch(a, b Land) []orb.Point {
	box := b.Polygons.Bound()
	ofA := map[orb.Point]bool{} // whether an edge is shared there
	eachVertex(a, func(p orb.Point) {
		if box.Contains(p) {
			ofA[p] = false
		}
	})
	border := Between(a, b)
	for _, part := range slices.Concat(border.Parts, border.Overlaps) {
		for _, p := range part {
			ofA[p] = true
		}
	}
	var out []orb.Point
	eachVertex(b, func(p orb.Point) {
		if on, ok := ofA[p]; ok && !on {
			ofA[p] = true
			out = append(out, p)
		}
	})
	slices.SortFunc(out, comparePoints)
	return out
}

func eachVertex(l Land, f func(orb.Point)) {
	for _, polygon := range l.Polygons {
		for _, ring := range polygon {
			for _, p := range ring {
				f(p)
			}
		}
	}
}

// comparePoints orders places from west to east, and from south to north.
func comparePoints(p, q orb.Point) int {
	return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1]))
}

// oneTurn returns the point with −180 for 180: one place, one form.
func oneTurn(p orb.Point) orb.Point {
	if p[0] == 180 {
		p[0] = -180
	}
	return p
}

// alongCut reports whether the edge from p to q runs along ±180°.
func alongCut(p, q orb.Point) bool { return math.Abs(p[0]) == 180 && math.Abs(q[0]) == 180 }

// Alone returns the edges of a land that none of the others has: its coasts,
// or borders with lands that are not given. They are chained and in order as
// the parts of a border, the land on their left.
func Alone(a Land, others ...Land) []orb.LineString {
	m, err := newMesh(context.Background(), append([]Land{a}, others...))
	if err != nil {
		return nil // of lands that no memory would hold
	}
	var all []run
	for r := m.of[0]; r < m.of[1]; r++ {
		var runs []run
		for e := m.rings[r].from; e < m.rings[r].last; e++ {
			if m.twin[e] == e && !alongCut(m.v[e], m.v[e+1]) {
				runs = extend(runs, run{r, e, 1, lie{ahead: m.leftOf(r) > 0}})
			}
		}
		if len(runs) > 0 {
			all = append(all, m.closeUp(r, runs)...)
		}
	}
	parts, _ := m.assemble(all)
	return parts
}
