package geo

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"
)

// Fence is lines that are not to be crossed, found by place. Edges are straight
// in longitude and latitude, as given. It is immutable and safe for concurrent
// use.
type Fence struct {
	tree  rtree.RTreeG[[2]int32] // of runs: their first edge, and the one after their last
	edges [][2]orb.Point         // longitudes of an edge at most 180° apart
}

// fenceRun is how many edges of a line a box holds.
const fenceRun = 16

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
			b[0] = a[0] + turned(b[0]-a[0])
			if len(f.edges)-first == fenceRun {
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
		f.tree.Insert(b[0], b[1], [2]int32{int32(first), int32(len(f.edges))})
	}
}

// Crossing is where a straight way meets a fence.
type Crossing struct {
	Share float64 // of the way, from 0 to 1
	At    orb.Point
}

// Crossings returns where the edge from a to b, straight in longitude and
// latitude and at most half round the earth, meets the fence, in order. Edges
// that only run along the fence do not meet it; one that ends on it does.
func (f *Fence) Crossings(a, b orb.Point) (out []Crossing) {
	if !isPlace(a) || !isPlace(b) {
		return nil
	}
	d := orb.Point{turned(b[0] - a[0]), b[1] - a[1]}
	f.near(orb.Bound{Min: a, Max: a}.Extend(orb.Point{a[0] + d[0], b[1]}), func(e [2]orb.Point) bool {
		p := orb.Point{turned(e[0][0] - a[0]), e[0][1] - a[1]}
		q := orb.Point{e[1][0] - e[0][0], e[1][1] - e[0][1]}
		for _, turn := range [3]float64{0, 360, -360} {
			if t, ok := meet(d, orb.Point{p[0] + turn, p[1]}, q); ok {
				out = append(out, Crossing{t, orb.Point{a[0] + t*d[0], a[1] + t*d[1]}})
				break
			}
		}
		return true
	})
	slices.SortFunc(out, func(x, y Crossing) int {
		switch {
		case x.Share < y.Share:
			return -1
		case x.Share > y.Share:
			return 1
		}
		return 0
	})
	return out
}

// meet returns where the way from the origin to d meets the edge from p on along
// q, as a share of the way.
func meet(d, p, q orb.Point) (share float64, ok bool) {
	det := d[0]*q[1] - d[1]*q[0]
	if det == 0 {
		return 0, false
	}
	t, u := (p[0]*q[1]-p[1]*q[0])/det, (p[0]*d[1]-p[1]*d[0])/det
	return t, t >= 0 && t <= 1 && u >= 0 && u <= 1
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
	var seen map[int32]bool
	for _, b := range boxes[:n] {
		f.tree.Search(b[0], b[1], func(_, _ [2]float64, run [2]int32) bool {
			if seen[run[0]] {
				return true
			}
			if n > 1 {
				if seen == nil {
					seen = map[int32]bool{}
				}
				seen[run[0]] = true
			}
			return !slices.ContainsFunc(f.edges[run[0]:run[1]], func(e [2]orb.Point) bool { return !do(e) })
		})
	}
}
