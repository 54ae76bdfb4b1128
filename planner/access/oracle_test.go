package access_test

import (
	"math"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/wgs84"
	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/sectors"
)

// The oracle does what the package comment says, as plainly as can be: each
// straight way against each edge of the border and of forbidden ground, then
// along the border until nothing gets shorter.

// inverseM is the geodesic between two places by Karney's method.
func inverseM(a, b orb.Point) float64 {
	m, _, _ := wgs84.Inverse(a[0], a[1], b[0], b[1])
	return m
}

// chain is a line that nobody may cross; of a closed one the last vertex is
// the first.
type chain struct {
	at     orb.LineString
	closed bool
	banned bool // the edge of forbidden ground
}

// oracle is a patrol with its walls.
type oracle struct {
	a      *axis.Axis
	p      *sectors.Patrol
	side   int
	post   orb.Point
	walls  []chain
	inside bool // the post stands on forbidden ground
}

// nearDeg is about how near to its ends a way is not held to cross anything,
// "some metre"; between a third of it and three times it, it may or may not.
const nearDeg = 1e-5

func newOracle(w *world, a *axis.Axis) *oracle {
	o := &oracle{a: a, p: &w.Patrols[0], post: w.Posts[0].At}
	if o.p.Side == w.Sides[1].Code {
		o.side = 1
	}
	var line orb.LineString
	for _, parts := range w.border {
		for _, part := range parts {
			if len(line) > 0 && inverseM(line[len(line)-1], part[0]) > 0.02 {
				o.walls = append(o.walls, chain{at: line})
				line = nil
			}
			line = append(line, part...)
		}
	}
	closed := len(o.walls) == 0 && inverseM(line[len(line)-1], line[0]) <= 0.02
	o.walls = append(o.walls, chain{line, closed, false})
	for _, f := range w.Forbidden {
		if f.Side == "" || f.Side == o.p.Side {
			for _, p := range f.Polygon {
				for _, ring := range p {
					o.walls = append(o.walls, chain{orb.LineString(ring), true, true})
				}
				o.inside = o.inside || around(p[0], o.post)
			}
		}
	}
	return o
}

// around reports whether a ring goes round a place.
func around(ring orb.Ring, at orb.Point) bool {
	turns := 0.0
	for i := 1; i < len(ring); i++ {
		ax, ay := math.Remainder(ring[i-1][0]-at[0], 360), ring[i-1][1]-at[1]
		bx, by := math.Remainder(ring[i][0]-at[0], 360), ring[i][1]-at[1]
		turns += math.Atan2(ax*by-ay*bx, ax*bx+ay*by)
	}
	return math.Abs(turns) > 1
}

// offKmh is the patrol's speed on a kind where no route leads.
func (o *oracle) offKmh(k sectors.Kind) float64 {
	v := o.p.SpeedKmh.Of(k)
	if limit := o.a.Layout.Scenario.Rules.OffRouteSpeedKmh.Of(k); o.p.Layer == sectors.SurfaceLayer && limit > 0 && limit < v {
		return limit
	}
	return v
}

func (o *oracle) barred(e int) bool {
	return e < 0 || e >= o.a.N() || o.a.Elements[e].Route == axis.Void || o.a.Elements[e].Forbidden[o.side]
}

// straightKmh is the speed of a straight way to an element.
func (o *oracle) straightKmh(e int) float64 {
	if o.barred(e) {
		return 0
	}
	k := o.a.Kind(e)
	if k != sectors.Sea && o.p.SpeedKmh.Land > 0 {
		return o.offKmh(sectors.Land)
	}
	return o.offKmh(k)
}

// alongKmh is the speed along an element, on the border or beside it.
func (o *oracle) alongKmh(e int) float64 {
	if o.barred(e) {
		return 0
	}
	return max(o.p.SpeedKmh.Of(o.a.Kind(e)), o.straightKmh(e))
}

func timeUs(m, kmh float64) int64 {
	if kmh <= 0 {
		return access.Never
	}
	return int64(math.Ceil(m / kmh * 3.6e6))
}

// sight says of a straight way whether it is clear, or may be.
type sight struct{ clear, perhaps bool }

// sees returns whether the straight way from the post to x is clear; of a post on
// the border that goes along it, no forbidden ground is to be in between.
func (o *oracle) sees(x orb.Point, along bool) sight {
	out := sight{true, true}
	for _, c := range o.walls {
		if along && !c.banned {
			continue
		}
		for turn := -360.0 * 4; turn <= 360*4; turn += 360 { // a line may go round a pole more than once
			s := o.crosses(c, turn, x)
			out.clear, out.perhaps = out.clear && s.clear, out.perhaps && s.perhaps
		}
	}
	return out
}

// crosses looks at one wall, moved by whole turns.
func (o *oracle) crosses(c chain, turn float64, x orb.Point) sight {
	way := orb.Point{math.Remainder(x[0]-o.post[0], 360), x[1] - o.post[1]}
	far := math.Hypot(way[0], way[1])
	if far < 6*nearDeg {
		return sight{far < nearDeg, true}
	}
	// Of each vertex how far it lies left of the way, and how far along.
	var left, ahead []float64
	lon := math.Remainder(c.at[0][0]-o.post[0], 360) + turn
	west, east := lon, lon
	for i, v := range c.at {
		if i > 0 {
			d := v[0] - c.at[i-1][0]
			if math.Abs(d) > 180 {
				d = math.Remainder(d, 360)
			}
			lon += d
		}
		west, east = min(west, lon), max(east, lon)
		lat := v[1] - o.post[1]
		left = append(left, (way[0]*lat-way[1]*lon)/far)
		ahead = append(ahead, (way[0]*lon+way[1]*lat)/far)
	}
	if west > 180 || east < -180 {
		return sight{true, true} // on another turn
	}
	return crossing(left, ahead, far, c.closed)
}

// crossing goes along a wall from vertices on one side to vertices on the
// other. Vertices that the way goes through belong to neither.
func crossing(left, ahead []float64, far float64, closed bool) sight {
	const through = 1e-11
	out := sight{true, true}
	n := len(left)
	rounds := n
	if closed {
		rounds = 2 * n // the second time for what goes over the seam
	}
	last := -1
	for step := range rounds {
		i := step % n
		if math.Abs(left[i]) < through {
			continue
		}
		if last >= 0 {
			a, b := last%n, i
			same := (left[a] > 0) == (left[b] > 0)
			lo, hi := math.Inf(1), math.Inf(-1)
			if step == last+1 || !same {
				t := left[a] / (left[a] - left[b])
				lo = ahead[a] + t*(ahead[b]-ahead[a])
				hi = lo
			}
			for k := last + 1; k < step; k++ { // what the way goes through
				lo, hi = min(lo, ahead[k%n]), max(hi, ahead[k%n])
			}
			touches := step > last+1 || !same
			if touches && hi > nearDeg/3 && lo < far-nearDeg/3 {
				out.clear = false
				if !same && lo > 3*nearDeg && hi < far-3*nearDeg {
					out.perhaps = false
				}
			}
		}
		last = step
	}
	return out
}

// times returns the time to each breakpoint of the border: the least that it
// may be, and the most.
func (o *oracle) times() (least, most []int64) {
	n := o.a.N()
	detour := max(o.a.Layout.Scenario.Rules.DetourFactor, 1)
	least, most = make([]int64, n+1), make([]int64, n+1)
	onBorder := o.onBorder()
	for b := range least {
		least[b], most[b] = access.Never, access.Never
		v := max(o.straightKmh(b-1), o.straightKmh(b))
		if o.a.Ring && (b == 0 || b == n) {
			v = max(o.straightKmh(0), o.straightKmh(n-1))
		}
		if v <= 0 || o.inside {
			continue
		}
		s := o.sees(o.a.At[b], onBorder != nil)
		if onBorder != nil && !onBorder[b] {
			s = sight{}
		}
		us := timeUs(inverseM(o.post, o.a.At[b])*detour, v)
		if s.perhaps {
			least[b] = us
		}
		if s.clear {
			most[b] = us
		}
	}
	o.along(least)
	o.along(most)
	return least, most
}

// along goes along the border, one element at a time, until nothing changes.
func (o *oracle) along(us []int64) {
	n := o.a.N()
	for changed := true; changed; {
		changed = false
		lower := func(b int, t int64) {
			if t < us[b] {
				us[b], changed = t, true
			}
		}
		for e, x := range o.a.Elements {
			walk := timeUs(x.LengthM, o.alongKmh(e))
			lower(e, us[e+1]+walk)
			lower(e+1, us[e]+walk)
		}
		if o.a.Ring {
			lower(0, us[n])
			lower(n, us[0])
		}
	}
}

// onBorder returns, of a post that stands on the border, the breakpoints at
// the ends of what it stands on; nil of any other.
func (o *oracle) onBorder() map[int]bool {
	on := map[int]bool{}
	least := math.Inf(1)
	for e, x := range o.a.Elements {
		if x.Route == axis.Void {
			continue
		}
		line, fromM := o.a.Layout.Routes[x.Route].Line, o.a.Layout.BorderFromM[x.Route]
		if line.Locate(o.post).OffsetM > 1 {
			continue
		}
		for _, part := range line.Slice(geo.Span{FromM: o.a.ChainageM[e] - fromM, ToM: o.a.ChainageM[e+1] - fromM}) {
			if piece, err := geo.NewLine(part); err == nil {
				offM := piece.Locate(o.post).OffsetM
				least = min(least, offM)
				if offM <= 1 && piece.LengthM() > 0.001 {
					on[e], on[e+1] = true, true
				}
			}
		}
	}
	if least > 1 {
		return nil
	}
	return on
}
