package access_test

import (
	"math"

	"lindero/planner/access"
	"lindero/sectors"
)

// start finds the routes near the post.
func (o *roadOracle) start() {
	offPost := beyond(offM(o.border, o.post))
	for _, k := range sectors.Kinds {
		v := o.roadKmh(k)
		if v <= 0 {
			continue
		}
		for _, x := range o.nearest(o.post, k, func(x *nearBy) yes { return o.clear(o.post, x.at, o.border) }) {
			// From the border itself one would come to either side of it.
			sided := yes{x.chain.sided, x.chain.sided}
			if x.count = x.count.and(offPost.and(beyond(offM(o.border, x.at))).or(sided)); x.count.perhaps {
				o.seeds = append(o.seeds, terminal{x, x.offM * 3.6e6 / v, o.footUs(&x)})
			}
		}
	}
}

// beside returns the segments in which a place lies, or at whose ends; those
// within a metre or so, where it is not for sure, and none for sure where one may
// not go on from so near.
func (c *chainOf) beside(x *nearBy, sure bool) (out []int) {
	i := c.segment(x.edge, x.t)
	out = []int{i}
	for _, step := range []int{-1, 1} {
		for k := i; k >= 0 && k < len(c.segM); k += step {
			s, next := c.spots[k+(1+step)/2], k+step
			m := inverseM(s.at, x.at)
			stops := s.cut || s.barred || !s.through.sure || next >= 0 && next < len(c.open) && c.open[next] != c.open[k]
			if stops && sure && m < 1.3 && (s.barred || m > 1e-4) {
				return nil
			}
			if m > 1.3 || sure && m > 1e-4 {
				break
			}
			if next >= 0 && next < len(c.segM) {
				out = append(out, next)
			}
		}
	}
	return out
}

// goUs is what a piece of a chain takes on a search, with d 1 against it.
func (c *chainOf) goUs(m float64, d, home int, sure bool) float64 {
	perM := c.perM[d^home]
	switch {
	case m < 1.4 && !sure && min(c.perM[0], c.perM[1]) < math.Inf(1):
		return 0
	case m == 0 && math.IsInf(perM, 1):
		return perM
	}
	return m * perM
}

func (y yes) at(sure bool) bool {
	if sure {
		return y.sure
	}
	return y.perhaps
}

// search goes on along the routes until nothing gets shorter.
func (o *roadOracle) search(home int, sure bool) []float64 {
	us := make([]float64, o.nodes)
	for i := range us {
		us[i] = math.Inf(1)
	}
	for i := range o.seeds {
		x := &o.seeds[i]
		if !x.count.at(sure) {
			continue
		}
		c := x.chain
		for _, k := range c.beside(&x.nearBy, sure) {
			if c.open[k].at(sure) {
				lo, hi := c.spots[k], c.spots[k+1]
				us[hi.left] = min(us[hi.left], x.startUs(sure)+c.goUs(lengthM(x.at, hi.at), 0, home, sure))
				us[lo.right] = min(us[lo.right], x.startUs(sure)+c.goUs(lengthM(lo.at, x.at), 1, home, sure))
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for i := range o.arcs {
			if a := &o.arcs[i]; a.is.at(sure) {
				if t := us[a.from] + a.us[home]; t < us[a.to] {
					us[a.to], changed = t, true
				}
			}
		}
	}
	return us
}

// reached returns how long a place takes.
func (o *roadOracle) reached(x *nearBy, home int, sure bool) float64 {
	level := 0
	if sure {
		level = 1
	}
	us, c := math.Inf(1), x.chain
	for _, k := range c.beside(x, sure) {
		if !c.open[k].at(sure) {
			continue
		}
		lo, hi := c.spots[k], c.spots[k+1]
		toLo, toHi := lengthM(lo.at, x.at), lengthM(x.at, hi.at)
		if lo.through.at(sure) || !sure && toLo < 1.4 {
			us = min(us, o.labels[level][lo.right]+c.goUs(toLo, 0, home, sure))
		}
		if hi.through.at(sure) || !sure && toHi < 1.4 {
			us = min(us, o.labels[level][hi.left]+c.goUs(toHi, 1, home, sure))
		}
		for i := range o.seeds {
			if s := &o.seeds[i]; s.chain == c && s.count.at(sure) {
				us = min(us, o.straightOn(&s.nearBy, x, k, home, sure)+s.startUs(sure))
			}
		}
	}
	return us
}

// straightOn returns how long it takes from one place of a segment to another.
func (o *roadOracle) straightOn(from, to *nearBy, k, home int, sure bool) float64 {
	c := from.chain
	for _, of := range c.beside(from, sure) {
		if of == k {
			d := 0
			if float64(to.edge)+to.t < float64(from.edge)+from.t {
				d = 1
			}
			return c.goUs(lengthM(from.at, to.at), d, home, sure)
		}
	}
	return math.Inf(1)
}

// land goes straight from routes of a kind to the border.
func (o *roadOracle) land(k sectors.Kind, out *[2][2][]int64, labels *[2][2][]float64) {
	v := o.roadKmh(k)
	if v <= 0 {
		return
	}
	for b := range o.a.At {
		if !o.mayUse(b, k) {
			continue
		}
		for _, x := range o.nearest(o.a.At[b], k, func(x *nearBy) yes {
			m := offM(o.border, x.at)
			return beyond(m).and(o.clear(o.a.At[b], x.at, o.border)).or(within(m).and(o.onElement(b, x.at)))
		}) {
			for home := range out {
				o.labels = labels[home]
				for level := range out[home] {
					if !x.count.at(level == 1) {
						continue
					}
					us := o.reached(&x, home, level == 1) + x.offM*3.6e6/v
					if us += o.footUs(&x) * float64(2*level-1); us < float64(access.Never) {
						out[home][level][b] = min(out[home][level][b], int64(math.Ceil(max(us, 0))))
					}
				}
			}
		}
	}
}
