package geo

import (
	"cmp"
	"math"
	"math/big"
	"slices"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"
)

// Fence is lines that are not to be crossed, found by place. Edges are straight
// in longitude and latitude, as given. It is immutable and safe for concurrent
// use.
type Fence struct {
	tree  rtree.RTreeG[fenceRun]
	edges [][2]orb.Point // longitudes of an edge at most 180° apart
}

// fenceRun is neighbouring edges of a line.
type fenceRun struct {
	from, to int32
	twice    bool // it has two boxes, as it goes over the antimeridian
}

// fenceRunEdges is how many edges a run has at most.
const fenceRunEdges = 16

// NewFence returns a fence of lines. Places that are none on earth are left out.
func NewFence(lines ...orb.LineString) *Fence {
	f := &Fence{}
	for _, line := range lines {
		first := len(f.edges)
		for i := 1; i < len(line); i++ {
			a, b := line[i-1], line[i]
			if a == b || !isPlace(a) || !isPlace(b) {
				continue
			}
			b[0] = shortWay(a[0], b[0])
			if len(f.edges)-first == fenceRunEdges {
				f.run(first)
				first = len(f.edges)
			}
			f.edges = append(f.edges, [2]orb.Point{a, b})
		}
		f.run(first)
	}
	return f
}

func isPlace(p orb.Point) bool { return math.Abs(p[0]) <= 720 && math.Abs(p[1]) <= 90 }

// turned returns a difference of longitudes within 180°.
func turned(lon float64) float64 {
	if math.Abs(lon) > 180 {
		return math.Remainder(lon, 360)
	}
	return lon
}

// shortWay returns the longitude of an edge's end within half a turn of its
// start, as it is written where it can be.
func shortWay(from, to float64) float64 {
	if d := to - from; math.Abs(d) > 180 {
		return from + turned(d)
	}
	return to
}

// run indexes the last edges.
func (f *Fence) run(first int) {
	if first == len(f.edges) {
		return
	}
	box := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
	for _, e := range f.edges[first:] {
		west, north := e[0], e[1] // of one edge, near each other; of a run, within a turn of the first
		turn := 360 * math.Round((f.edges[first][0][0]-west[0])/360)
		box = box.Extend(orb.Point{west[0] + turn, west[1]}).Extend(orb.Point{north[0] + turn, north[1]})
	}
	boxes, n := splitBox(box)
	for _, b := range boxes[:n] {
		f.tree.Insert(b[0], b[1], fenceRun{int32(first), int32(len(f.edges)), n > 1})
	}
}

// Crossing is where a straight way meets a fence.
type Crossing struct {
	Share float64 // of the way, from 0 to 1
	At    orb.Point
}

// Crossings returns where the edge from a to b, straight in longitude and
// latitude and at most half round the earth, meets the fence, in order. Edges
// that only run along the fence do not meet it; one that ends on it does. What
// meets is decided without rounding, so that nothing slips through where two
// edges of the fence join.
func (f *Fence) Crossings(a, b orb.Point) (out []Crossing) {
	if !isPlace(a) || !isPlace(b) {
		return nil
	}
	b[0] = shortWay(a[0], b[0])
	f.near(orb.Bound{Min: a, Max: a}.Extend(b), func(e [2]orb.Point) bool {
		first := 360 * math.Round((a[0]-e[0][0])/360)
		for _, turn := range [3]float64{first, first + 360, first - 360} {
			t, ok := meet(a, b, orb.Point{e[0][0] + turn, e[0][1]}, orb.Point{e[1][0] + turn, e[1][1]})
			if ok {
				out = append(out, Crossing{t, orb.Point{a[0] + t*(b[0]-a[0]), a[1] + t*(b[1]-a[1])}})
				break
			}
		}
		return true
	})
	slices.SortFunc(out, func(x, y Crossing) int { return cmp.Compare(x.Share, y.Share) })
	return out
}

// meet returns where the way from a to b meets the edge from p to q, as a share
// of the way.
func meet(a, b, p, q orb.Point) (share float64, ok bool) {
	if max(a[0], b[0]) < min(p[0], q[0]) || min(a[0], b[0]) > max(p[0], q[0]) {
		return 0, false
	}
	from, to := orient(p, q, a), orient(p, q, b)
	if from > 0 && to > 0 || from < 0 && to < 0 || from == 0 && to == 0 {
		return 0, false
	}
	if x, y := orient(a, b, p), orient(a, b, q); x > 0 && y > 0 || x < 0 && y < 0 {
		return 0, false
	}
	return from / (from - to), true
}

// orient is positive where c lies left of a→b, and 0 where it lies on it, with
// no error in this: the bound is that of Shewchuk (1997), and what is within it
// is computed in fractions.
func orient(a, b, c orb.Point) float64 {
	const bound = 3.4e-16 // (3 + 16ε)ε, ε = 2⁻⁵³
	if c == a || c == b {
		return 0
	}
	l, r := (b[0]-a[0])*(c[1]-a[1]), (b[1]-a[1])*(c[0]-a[0])
	if det := l - r; math.Abs(det) > bound*(math.Abs(l)+math.Abs(r)) {
		return det
	}
	minus := func(x, y float64) *big.Rat {
		d := new(big.Rat).SetFloat64(y)
		return d.Sub(new(big.Rat).SetFloat64(x), d)
	}
	x, y := minus(b[0], a[0]), minus(b[1], a[1])
	det := x.Sub(x.Mul(x, minus(c[1], a[1])), y.Mul(y, minus(c[0], a[0])))
	if f, _ := det.Float64(); f != 0 {
		return f
	}
	return float64(det.Sign()) * math.SmallestNonzeroFloat64
}

// Clear reports whether the edge from a to b meets the fence nowhere but within
// so many metres of its ends.
func (f *Fence) Clear(a, b orb.Point, endM float64) bool {
	for _, c := range f.Crossings(a, b) {
		if DistanceM(a, c.At) > endM && DistanceM(b, c.At) > endM {
			return false
		}
	}
	return true
}

// Touches reports whether a place lies within so many metres of the fence; the
// metres are few, as the earth is taken to be flat.
func (f *Fence) Touches(p orb.Point, metres float64) bool {
	const perDegree = math.Pi / 180 * 6335e3 // no degree of latitude is shorter
	shrink := math.Cos(p[1] * math.Pi / 180)
	dLat := metres / perDegree
	dLon := dLat / max(shrink, 1e-6)
	touches := false
	f.near(orb.Bound{Min: orb.Point{p[0] - dLon, p[1] - dLat}, Max: orb.Point{p[0] + dLon, p[1] + dLat}}, func(e [2]orb.Point) bool {
		x, y := turned(e[0][0]-p[0])*shrink, e[0][1]-p[1]
		dx, dy := (e[1][0]-e[0][0])*shrink, e[1][1]-e[0][1]
		t := max(0, min(1, -(x*dx+y*dy)/(dx*dx+dy*dy)))
		touches = math.Hypot(x+t*dx, y+t*dy)*6371e3*math.Pi/180 <= metres
		return !touches
	})
	return touches
}

// near calls do with the edges of the runs whose boxes meet a box, until it
// answers false.
func (f *Fence) near(box orb.Bound, do func(e [2]orb.Point) bool) {
	boxes, n := splitBox(box)
	var seen []int32 // the runs that may come again
	on := true
	for _, b := range boxes[:n] {
		f.tree.Search(b[0], b[1], func(_, _ [2]float64, run fenceRun) bool {
			if n > 1 || run.twice {
				if slices.Contains(seen, run.from) {
					return true
				}
				seen = append(seen, run.from)
			}
			for _, e := range f.edges[run.from:run.to] {
				if on = do(e); !on {
					break
				}
			}
			return on
		})
		if !on {
			return
		}
	}
}
