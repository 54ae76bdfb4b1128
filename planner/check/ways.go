package check

import (
	"math"
	"slices"
	"sort"
	"strconv"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/wgs84"
	"lindero/planner/access"
)

const (
	// leastRadiusM is what a patrol sees around it that has no watch radius.
	leastRadiusM = 1.0
	// earthM is the mean radius of the earth, for the chord of a watch radius.
	earthM = 6371008.8
	// pieceM is the longest piece of a way that is held to be straight through
	// the earth: 500 m are so to 5 mm.
	pieceM = 500.0
	// blockLen is how many pieces of a way are passed over together.
	blockLen = 16
)

// piece is a part of a way, gone at one speed; hours are from when the pair
// meets.
type piece struct {
	from, to   wgs84.Vec
	fromH, toH float64
	radiusM    float64
}

// block is a ball that holds a few pieces and what is seen from them.
type block struct {
	middle  wgs84.Vec
	radiusM float64
	pieces  []piece
}

// path is all that a beat's sortie walks and sees: both sides' ways to the
// meeting point, the walk together, and both ways home.
type path struct {
	beat   int
	meetsH []float64 // of its sorties, within the period
	whole  block
	blocks []block
	legs   []leg
}

// leg is a way to the border or from it.
type leg struct {
	line    orb.LineString
	radiusM float64
}

// trails keeps the pieces of elements, which many ways have in common.
type trails struct {
	c  *checker
	of map[int][]wgs84.Vec // places along an element, with their share of its length
	at map[int][]float64
}

// element returns places along an element of the border, at all its bends, and
// how far along it they are, from 0 to 1.
func (t *trails) element(e int) (places []wgs84.Vec, shares []float64) {
	if got := t.of[e]; got != nil {
		return got, t.at[e]
	}
	x := &t.c.axis.Elements[e]
	line := t.c.layout.Routes[x.Route].Line
	fromM := t.c.axis.ChainageM[e] - t.c.layout.BorderFromM[x.Route]
	span := geo.Span{FromM: fromM, ToM: fromM + x.LengthM}
	var ms []float64
	_, measured := line.Measured(span)
	for _, part := range measured {
		ms = append(ms, part...)
	}
	for n := math.Ceil(x.LengthM / pieceM); n > 1; n-- {
		ms = append(ms, fromM+x.LengthM/math.Ceil(x.LengthM/pieceM)*(n-1))
	}
	slices.Sort(ms)
	ecef := func(p orb.Point) wgs84.Vec { return wgs84.ECEF(p[0], p[1]) }
	places, shares = []wgs84.Vec{ecef(t.c.axis.At[e])}, []float64{0}
	for _, m := range ms {
		share := (m - fromM) / x.LengthM
		if share > shares[len(shares)-1]+1e-9 && share < 1-1e-9 {
			places, shares = append(places, ecef(line.At(m))), append(shares, share)
		}
	}
	places, shares = append(places, ecef(t.c.axis.At[e+1])), append(shares, 1)
	t.of[e], t.at[e] = places, shares
	return places, shares
}

// way is a patrol, or a pair, under way.
type way struct {
	trails  *trails
	us      int64 // since the meeting
	radiusM float64
	pieces  []piece
}

// along goes over the elements between two breakpoints of the row, each in so
// many microseconds.
func (w *way) along(from, to int, took func(e int) int64) {
	r := w.trails.c.row
	goes(from, to, func(a, b int) {
		e := r.of(min(a, b))
		startH, us := access.Hours(w.us), took(e)
		takesH := access.Hours(us)
		places, shares := w.trails.element(e)
		n := len(places)
		for k := 1; k < n; k++ {
			i, j := k-1, k
			x, y := shares[i], shares[j]
			if b < a {
				i, j = n-k, n-k-1
				x, y = 1-shares[i], 1-shares[j]
			}
			w.pieces = append(w.pieces, piece{places[i], places[j], startH + x*takesH, startH + y*takesH, w.radiusM})
		}
		w.us += us
		w.pieces[len(w.pieces)-1].toH = access.Hours(w.us)
	})
}

// straight goes from one place to another, along the edge between them.
func (w *way) straight(a, b orb.Point, us int64) {
	startH := access.Hours(w.us)
	takesH := access.Hours(us)
	places := []orb.Point{a, b}
	if line, err := geo.NewLine(orb.LineString{a, b}); err == nil {
		n := math.Ceil(line.LengthM() / pieceM)
		places = []orb.Point{a}
		for k := 1.0; k < n; k++ {
			places = append(places, line.At(k/n*line.LengthM()))
		}
		places = append(places, b)
	}
	n := float64(len(places) - 1)
	for k := 1; k < len(places); k++ {
		from, to := places[k-1], places[k]
		w.pieces = append(w.pieces, piece{wgs84.ECEF(from[0], from[1]), wgs84.ECEF(to[0], to[1]),
			startH + float64(k-1)/n*takesH, startH + float64(k)/n*takesH, w.radiusM})
	}
	w.us += us
	w.pieces[len(w.pieces)-1].toH = access.Hours(w.us)
}

// path lays out what a beat's sorties walk.
func (c *checker) path(t *trails, beat int) *path {
	w := &c.walks[beat]
	d := c.duos[w.pair]
	far := w.from + w.to - w.part
	p := &path{beat: beat, meetsH: c.meets(beat)}
	together := way{trails: t, radiusM: chordM(max(d.crew[0].WatchRadiusM, d.crew[1].WatchRadiusM))}
	took := func(e int) int64 {
		return access.WalkUs(c.axis.Elements[e].LengthM, togetherKmh(c.axis, d.crew[0], d.crew[1], e))
	}
	together.along(w.meet, far, took)
	together.along(far, w.part, took)
	pieces := together.pieces
	for s, x := range d.crew {
		if w.out[s] < 0 || w.back[s] < 0 {
			continue // told with the beat
		}
		hug := func(e int) int64 {
			return access.WalkUs(c.axis.Elements[e].LengthM, access.HugKmh(c.axis, x.Patrol, s, e))
		}
		out := way{trails: t, us: -d.arrive[s][w.meet], radiusM: chordM(x.WatchRadiusM)}
		p.follow(&out, x, x.times.Way(c.row.home(w.out[s]), false), d.arrive[s][w.meet]-c.hugUs(x, w.out[s], w.meet))
		out.along(w.out[s], w.meet, hug)
		home := way{trails: t, us: together.us, radiusM: out.radiusM}
		home.along(w.part, w.back[s], hug)
		p.follow(&home, x, x.times.Way(c.row.home(w.back[s]), true), d.home[s][w.part]-c.hugUs(x, w.part, w.back[s]))
		pieces = append(append(pieces, out.pieces...), home.pieces...)
	}
	for len(pieces) > 0 {
		n := min(blockLen, len(pieces))
		p.blocks = append(p.blocks, newBlock(pieces[:n]))
		pieces = pieces[n:]
	}
	for i, b := range p.blocks {
		if i == 0 {
			p.whole.middle = b.middle
		}
		p.whole.radiusM = max(p.whole.radiusM, b.middle.Sub(p.whole.middle).Norm()+b.radiusM)
	}
	return p
}

// chordM returns how far through the earth a patrol sees.
func chordM(radiusM float64) float64 {
	return wgs84.ChordOfArc(max(radiusM, leastRadiusM), 1/earthM)
}

// newBlock returns a ball that holds pieces and what is seen from them.
func newBlock(pieces []piece) block {
	b := block{middle: pieces[len(pieces)/2].from, pieces: pieces}
	for _, p := range pieces {
		for _, v := range []wgs84.Vec{p.from, p.to} {
			b.radiusM = max(b.radiusM, v.Sub(b.middle).Norm()+p.radiusM+edgeM)
		}
	}
	return b
}

// hugUs returns how long a patrol by itself goes along the border; never where
// it cannot.
func (c *checker) hugUs(x *crew, from, to int) (us int64) {
	goes(from, to, func(a, b int) {
		e := c.row.of(min(a, b))
		us += access.WalkUs(c.axis.Elements[e].LengthM, access.HugKmh(c.axis, x.Patrol, x.side, e))
		us = min(us, never)
	})
	return us
}

// ways checks where the patrols of a beat come to the border and leave it.
func (c *checker) ways(i int, w *walk, outM, backM [2]float64) {
	d := c.duos[w.pair]
	for s, x := range d.crew {
		field := func(name string) string { return at("beats", i, name+"["+strconv.Itoa(s)+"]") }
		w.out[s] = c.foot(x, false, outM[s], w.meet, d.arrive[s][w.meet])
		w.back[s] = c.foot(x, true, backM[s], w.part, d.home[s][w.part])
		if w.out[s] < 0 {
			c.add(CodeValue, field("out_m"), "where "+x.ID+" comes to the border so that it is at the meeting point in time", show(outM[s]))
		}
		if w.back[s] < 0 {
			c.add(CodeValue, field("back_m"), "where "+x.ID+" leaves the border so that it is home in time", show(backM[s]))
		}
	}
}

// foot returns the breakpoint of the row at a chainage if a patrol comes to the
// border there and goes on along it to another in so long in all, or home the
// other way; else −1.
func (c *checker) foot(x *crew, home bool, chainageM float64, to int, allUs int64) int {
	first, ok := c.row.breakpoint(chainageM)
	if !ok {
		return -1
	}
	for b := first; b <= c.row.len() && c.row.chainageM(b) <= chainageM+1e-6; b++ {
		at := c.row.home(b)
		us, anchor := x.toBorder(at, home)
		if us >= never || anchor != at && !c.ringEnd(x, at, home) {
			continue
		}
		if us+c.hugUs(x, b, to) == allUs {
			return b
		}
	}
	return -1
}

// toBorder returns how long a patrol takes to a breakpoint, or home from it, and
// the one at which it comes to the border, or leaves it.
func (x *crew) toBorder(b int, home bool) (us int64, anchor int) {
	us, homeUs := x.times.At(b)
	switch {
	case us >= never:
		return never, -1
	case home:
		return homeUs, int(x.times.HomeAnchor[b-x.times.From])
	}
	return us, int(x.times.Anchor[b-x.times.From])
}

// ringEnd reports whether a patrol comes to the border at the end of a ring,
// which is its start.
func (c *checker) ringEnd(x *crew, b int, home bool) bool {
	n := c.axis.N()
	return c.axis.Ring && b%n == 0 && slices.ContainsFunc([]int{0, n}, func(b int) bool {
		us, anchor := x.toBorder(b, home)
		return us < never && anchor%n == 0
	})
}

// interval is from when to when, in hours.
type interval struct{ fromH, toH float64 }

// The three ways in which what is seen is measured: what surely is, what is,
// and what may be, as planning and checking measure each in its own way.
const (
	surely = iota
	truly
	maybe
	levels
)

var levelM = [levels]float64{-edgeM, 0, edgeM}

// seenFrom returns when a place is seen on a path, in hours from the meeting.
func (p *path) seenFrom(x wgs84.Vec) (out [levels][]interval) {
	if x.Sub(p.whole.middle).Norm2() > p.whole.radiusM*p.whole.radiusM {
		return out
	}
	for i := range p.blocks {
		b := &p.blocks[i]
		if x.Sub(b.middle).Norm2() > b.radiusM*b.radiusM {
			continue
		}
		for k := range b.pieces {
			b.pieces[k].seen(x, &out)
		}
	}
	for level := range out {
		out[level] = merged(out[level])
	}
	return out
}

// seen adds when a place is within the radius on a piece.
func (p *piece) seen(x wgs84.Vec, out *[levels][]interval) {
	a, d := p.from.Sub(x), p.to.Sub(p.from)
	dd, ad, aa := d.Norm2(), a.Dot(d), a.Norm2()
	for level, moreM := range levelM {
		radiusM := p.radiusM + moreM
		c := aa - radiusM*radiusM
		if dd == 0 {
			if c <= 0 {
				out[level] = append(out[level], interval{p.fromH, p.toH})
			}
			continue
		}
		root := ad*ad - dd*c
		if root < 0 {
			continue
		}
		from, to := (-ad-math.Sqrt(root))/dd, (-ad+math.Sqrt(root))/dd
		if from = max(from, 0); from <= min(to, 1) {
			s := interval{p.fromH + from*(p.toH-p.fromH), p.toH}
			if to < 1 {
				s.toH = p.fromH + to*(p.toH-p.fromH)
			}
			out[level] = append(out[level], s)
		}
	}
}

// merged returns intervals in order, those that touch as one.
func merged(list []interval) []interval {
	sort.Slice(list, func(i, j int) bool { return list[i].fromH < list[j].fromH })
	out := list[:0]
	for _, x := range list {
		if n := len(out); n > 0 && x.fromH <= out[n-1].toH+exactH {
			out[n-1].toH = max(out[n-1].toH, x.toH)
			continue
		}
		out = append(out, x)
	}
	return out
}
