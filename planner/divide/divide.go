// Package divide divides a line-shaped border between pairs of patrols, given
// in order, and proves that no other division into disjoint beats is better.
//
// It knows no geometry. The border is a row of n elements between the
// breakpoints 0 … n; a span [a, b) is the elements a … b−1. Times are whole
// microseconds and lengths whole weighted millimetres, so that every
// comparison is exact and no result depends on the order of a sum.
//
// # The problem
//
// Each pair is given a sector, a span; sectors are disjoint and in the order
// of the pairs, and may be empty. Within its sector a pair has disjoint beats,
// each walked Visits times a period by one sortie each time. A beat [x, y) is
// feasible for a pair if there are a meeting point p, one of Pair.Meet, and a
// parting point e such that the shortest walk from p to e that takes in the
// whole beat, out and home, fits the shift of each side by itself:
//
//	Arrive[s][p] + min(|p−x| + |x−y| + |y−e|, |p−y| + |y−x| + |x−e|) + Home[s][e] ≤ ShiftUs[s]
//
// with distances in walking time (Pair.WalkUs). p, x, y and e lie in one open
// stretch of the pair's window: no element between them is closed to it. p and
// e may lie outside the beat and the sector.
//
// A beat of weight w, the largest of its elements that are worth something,
// has a weighted revisit of w·PeriodH/Visits hours. The sum of Visits over the beats of a pair is at most
// Pair.Sorties. The objectives, in order:
//
//  1. the most worth of elements that are in a beat (the least that is never
//     visited),
//  2. the least λ, the largest weighted revisit of any beat,
//  3. the smallest largest share of a shift that a sortie uses.
//
// Of the divisions that reach them one is taken in which each pair, too, goes as
// often and then as evenly as it can: within its stretch, and neighbours in the
// stretch of both. Sorties that are left go to the beats that wait longest.
//
// # What it relies on
//
// Closure: Arrive[s][b] ≤ Arrive[s][a] + walk(a, b), and the same for Home,
// within an open stretch; New makes it so. Then parting at the far end of a
// beat is best, and every part of a feasible beat is feasible.
//
// The cost is O(window × sorties × distinct visits) a pair for one test of λ or
// of a share, and some thirty tests.
package divide

// Never is a time that is longer than any shift: what cannot be reached.
const Never = int64(1) << 60

// Instance is a border and the pairs that divide it, in order. It is not
// changed by Solve.
type Instance struct {
	// Worth is what an element counts when it is visited: risk times length,
	// in weighted millimetres. 0: there is nothing to visit, and no weight.
	Worth []int64
	// Level is the weight of each element, as its place in Weights.
	Level []int32
	// Weights are the different weights, ascending and above 0: risk ×
	// reference ÷ allowed revisit.
	Weights []float64
	PeriodH float64 // of the repeating timetable
	// RingN is the number of elements of a border that closes on itself, and 0
	// for others. The elements of a ring are written three times over, so that
	// there are 3·RingN of them, and so are the pairs' tables; a division is of
	// [b, b+RingN) for any b from RingN up to 2·RingN−1.
	RingN int
	Pairs []Pair
}

// Pair is what two patrols can do together, in a window of breakpoints.
type Pair struct {
	// From is the first breakpoint of the window. All tables below are by
	// breakpoint of the window and of one length, except Open, which is by
	// element and one shorter.
	From int
	Open []bool // they can and may walk along the element together
	// WalkUs is the walking time from the start of the window; it does not
	// decrease. Over elements that are not open it means nothing.
	WalkUs []int64
	// ArriveUs and HomeUs are each side's times from its post and back; Never
	// where it cannot.
	ArriveUs, HomeUs [2][]int64
	ShiftUs          [2]int64
	// Meet are the breakpoints of the window, counted from From, at which the
	// pair may meet, ascending; nil for all.
	Meet []int
	// Sorties is how many the pair can make in a period.
	Sorties int
	// Sector is the sector that the user fixed, as breakpoints of the border;
	// nil for none. The pair's sector is this one, and no other pair's beat
	// lies in it; of several, they are in the order of their pairs. On a ring
	// they are meant in any turn, and no division begins within one.
	Sector *Span
}

// To returns the last breakpoint of the window.
func (p *Pair) To() int { return p.From + len(p.WalkUs) - 1 }

// Span is the elements From … To−1.
type Span struct{ From, To int }

// Empty reports whether the span has no element.
func (s Span) Empty() bool { return s.To <= s.From }

// Beat is a span that one sortie covers.
type Beat struct {
	Pair int
	Span
	// Meet and Part are the breakpoints where the pair meets and parts. The
	// pair goes from Meet to the end of the beat that is not Part, along the
	// beat, and parts at its other end.
	Meet, Part int
	Visits     int      // a period
	SortieUs   [2]int64 // of each side, from leaving its post to being back
}

// Value is what a division is judged by.
type Value struct {
	Visited int64   // worth of what is in a beat
	LambdaH float64 // largest weighted revisit; 0 where nothing is visited
	Share   float64 // largest share of a shift that a sortie uses
}

// Division is a solved instance.
type Division struct {
	Value
	Sectors []Span // by pair, from its first beat to its last; empty where it has none
	Beats   []Beat // in order along the border
	Proof   Proof
	// Swaps are the pairs i that would visit more, or go more often, in the
	// place of pair i+1 and that one in theirs, the others staying.
	Swaps []int
}

// Proof says why no division is better. With one sortie for each beat no
// division visits more than Value.Visited, which a run without the limit λ
// shows; with any λ below LambdaH, of which NextH is the largest that matters,
// none visits more than VisitedAtNext.
type Proof struct {
	Optimal bool
	// NextH is the next smaller λ that any division can have, 0 where there is
	// none.
	NextH         float64
	VisitedAtNext int64
	// ReachAtNext is, by pair, the furthest breakpoint up to which the pairs
	// down to this one, at NextH, can leave no more unvisited than the
	// division leaves in all. The last one falls short of the end.
	ReachAtNext []int
	// LambdaTests and ShareTests count the runs.
	LambdaTests, ShareTests int
}

// Worse reports whether a value is worse than another.
func (v Value) Worse(than Value) bool {
	switch {
	case v.Visited != than.Visited:
		return v.Visited < than.Visited
	case v.LambdaH != than.LambdaH:
		return v.LambdaH > than.LambdaH
	}
	return v.Share > than.Share
}
