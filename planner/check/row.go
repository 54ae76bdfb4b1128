package check

import (
	"math"
	"slices"
	"sort"

	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/sectors"
)

// never is a time that no shift holds.
const never = access.Never

// row is the border as elements and breakpoints. A border that closes on
// itself is written copies times over, so that what goes over its start is a
// span like any other.
type row struct {
	axis   *axis.Axis
	n      int // elements of the border
	copies int
	worth  []int64   // of an element, in weighted millimetres; by element of the border
	weight []float64 // risk × reference ÷ allowed revisit
	total  int64
	// referenceH is the longest revisit rule of the border's kinds.
	referenceH float64
	sum        []int64 // worth of the elements before a breakpoint of the row
}

// ringCopies is how often a ring is written: a division is of one round that
// begins in the third, so that every walk of a round or less lies within.
const ringCopies = 5

func newRow(a *axis.Axis, s *sectors.Scenario) *row {
	r := &row{axis: a, n: a.N(), copies: 1}
	if a.Ring {
		r.copies = ringCopies
	}
	for i := range s.Border {
		r.referenceH = max(r.referenceH, s.Rules.RevisitH.Of(s.Border[i].Kind))
	}
	for e := range a.Elements {
		x := &a.Elements[e]
		if x.Route == axis.Void {
			r.worth, r.weight = append(r.worth, 0), append(r.weight, 0)
			continue
		}
		worth, weight := int64(math.Round(x.Risk*x.LengthM*1000)), 0.0
		if worth > 0 { // what is worth nothing asks for nothing
			weight = x.Risk * r.referenceH / s.Rules.RevisitH.Of(a.Kind(e))
		}
		r.worth, r.weight = append(r.worth, worth), append(r.weight, weight)
	}
	r.sum = make([]int64, r.len()+1)
	for e := range r.len() {
		r.sum[e+1] = r.sum[e] + r.worth[r.of(e)]
	}
	r.total = r.sum[r.n]
	return r
}

// len returns the number of elements of the row.
func (r *row) len() int { return r.n * r.copies }

// of returns the element of the border that an element of the row is.
func (r *row) of(e int) int { return e % r.n }

// home returns the breakpoint of the border that a breakpoint of the row is.
func (r *row) home(b int) int {
	if r.copies == 1 {
		return b
	}
	return b % r.n
}

// first returns the breakpoint of the row at which the border begins.
func (r *row) first() int { return r.copies / 2 * r.n }

// chainageM returns the chainage of a breakpoint of the row; of a ring it
// counts on.
func (r *row) chainageM(b int) float64 {
	if r.copies == 1 {
		return r.axis.ChainageM[b]
	}
	round := b/r.n - r.copies/2
	return float64(round)*r.axis.LengthM() + r.axis.ChainageM[b%r.n]
}

// breakpoint returns the breakpoint of the row at a chainage; where several
// lie there, one on either side of a void, the first.
func (r *row) breakpoint(chainageM float64) (int, bool) {
	if math.IsNaN(chainageM) {
		return 0, false
	}
	const tolerance = 1e-6
	i := sort.Search(r.len()+1, func(b int) bool { return r.chainageM(b) >= chainageM-tolerance })
	if i > r.len() || r.chainageM(i) > chainageM+tolerance {
		return 0, false
	}
	return i, true
}

// span returns the breakpoints at which a span of chainage begins and ends: a
// void at either end is left out.
func (r *row) span(fromM, toM float64) (from, to int, ok bool) {
	from, ok = r.breakpoint(fromM)
	if !ok {
		return 0, 0, false
	}
	to, ok = r.breakpoint(toM)
	for from < to && r.axis.Elements[r.of(from)].Route == axis.Void {
		from++
	}
	return from, to, ok
}

// crew is a patrol, and how long it takes to the border and home.
type crew struct {
	*sectors.Patrol
	side    int
	times   *access.Table
	shiftUs int64
}

func newCrew(m *access.Model, s *sectors.Scenario, i int) *crew {
	p := &s.Patrols[i]
	x := &crew{Patrol: p, times: m.New(p), shiftUs: access.Us(p.ShiftH)}
	if p.Side == s.Sides[1].Code {
		x.side = 1
	}
	return x
}

// togetherKmh is the speed of two patrols along an element of the border, the
// lesser of theirs; 0 where they cannot or must not both go.
func togetherKmh(a *axis.Axis, x, y *crew, e int) float64 {
	return max(0, min(access.WalkKmh(a, x.Patrol, x.side, e), access.WalkKmh(a, y.Patrol, y.side, e)))
}

// duo is what two patrols can do together: tables by breakpoint of the row.
type duo struct {
	row          *row
	crew         [2]*crew
	arrive, home [2][]int64
	walk         []int64 // walking time from the row's start
	closed       []int   // how many elements before a breakpoint are closed
	meet         []int   // breakpoints where they may meet; nil: anywhere
	sorties      int
	first        int     // breakpoint of the border where the later is there first; −1: nowhere
	fixed        *[2]int // breakpoints of the border of a sector that the user fixed
}

// newDuo works out the tables of a pair. meet are breakpoints of the border.
func newDuo(r *row, a, b *crew, meet []int, anywhere bool) *duo {
	d := &duo{row: r, crew: [2]*crew{a, b}}
	n := r.len()
	inside := func(i int) bool {
		i = r.home(i)
		for _, c := range d.crew {
			if i < c.times.From || i-c.times.From >= len(c.times.ArriveUs) {
				return false
			}
		}
		return true
	}
	d.walk, d.closed = make([]int64, n+1), make([]int, n+1)
	for e := range n {
		us := never
		if v := togetherKmh(r.axis, a, b, r.of(e)); v > 0 && inside(e) && inside(e+1) {
			us = access.WalkUs(r.axis.Elements[r.of(e)].LengthM, v)
		}
		d.walk[e+1], d.closed[e+1] = d.walk[e], d.closed[e]
		if us >= never {
			d.closed[e+1]++
		} else {
			d.walk[e+1] += us
		}
	}
	for s, c := range d.crew {
		d.arrive[s], d.home[s] = make([]int64, n+1), make([]int64, n+1)
		for i := range n + 1 {
			d.arrive[s][i], d.home[s][i] = never, never
			if inside(i) {
				d.arrive[s][i], d.home[s][i] = c.times.At(r.home(i))
			}
		}
		d.close(d.arrive[s])
		d.close(d.home[s])
	}
	if !anywhere {
		d.meet = []int{}
		for round := range r.copies {
			for _, b := range meet {
				d.meet = append(d.meet, round*r.n+b)
			}
		}
		slices.Sort(d.meet)
		d.meet = slices.Compact(d.meet)
	}
	return d
}

// close closes a table under walking together.
func (d *duo) close(t []int64) {
	for range d.row.copies {
		for i := 1; i < len(t); i++ {
			if d.open(i-1, i) {
				t[i] = min(t[i], t[i-1]+d.walk[i]-d.walk[i-1])
			}
		}
		for i := len(t) - 2; i >= 0; i-- {
			if d.open(i, i+1) {
				t[i] = min(t[i], t[i+1]+d.walk[i+1]-d.walk[i])
			}
		}
	}
}

// open reports whether the pair can go from one breakpoint to another.
func (d *duo) open(x, y int) bool { return d.closed[x] == d.closed[y] }

// way returns how long the pair walks from one breakpoint to another.
func (d *duo) way(x, y int) int64 {
	if x > y {
		x, y = y, x
	}
	return d.walk[y] - d.walk[x]
}

// sortieUs returns how long a side is out that meets at p, goes to far, along
// the beat to part, and home from there.
func (d *duo) sortieUs(side, p, far, part int) int64 {
	if d.arrive[side][p] >= never || d.home[side][part] >= never {
		return never
	}
	return d.arrive[side][p] + d.way(p, far) + d.way(far, part) + d.home[side][part]
}

// fits reports whether the pair can cover [x, y) in one sortie, no side being
// out for longer than its limit. Parting at an end of the beat is best, as the
// tables are closed; where the pair may meet anywhere, so is meeting there.
func (d *duo) fits(x, y int, limit [2]int64) bool {
	if x >= y || !d.open(x, y) {
		return false
	}
	try := func(p int) bool {
		if !d.open(p, x) {
			return false
		}
		return d.sortieUs(0, p, x, y) <= limit[0] && d.sortieUs(1, p, x, y) <= limit[1] ||
			d.sortieUs(0, p, y, x) <= limit[0] && d.sortieUs(1, p, y, x) <= limit[1]
	}
	if d.meet == nil {
		return try(x) || try(y)
	}
	return slices.ContainsFunc(d.meet, try)
}

// limits returns the pair's shifts.
func (d *duo) limits() [2]int64 { return [2]int64{d.crew[0].shiftUs, d.crew[1].shiftUs} }

// starts returns, by breakpoint b of the row, the first x such that [x, b) can
// be covered in one sortie; b itself where nothing can. Every part of what can
// be covered can be covered, so that x is found by halving. Of a ring only
// [first, first+n] is worked out.
func (d *duo) starts(limit [2]int64) []int {
	r := d.row
	out := make([]int, r.len()+1)
	low := 0
	for b := range out {
		out[b] = b
		for !d.open(low, b) {
			low++
		}
		if r.copies > 1 {
			if b < r.first() || b >= r.first()+r.n {
				continue
			}
			low = max(low, b-r.n)
		}
		if b == 0 || !d.fits(b-1, b, limit) {
			continue
		}
		out[b] = low + sort.Search(b-1-low, func(i int) bool { return d.fits(low+i, b, limit) })
	}
	if r.copies > 1 {
		for b := range out {
			at := r.first() + b%r.n
			out[b] = max(0, out[at]+b-at)
		}
	}
	return out
}
