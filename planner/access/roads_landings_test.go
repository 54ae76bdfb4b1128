package access_test

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"lindero/sectors"
)

// tied is a landing and the nearest place of a kind.
type tied struct {
	landing int
	near    nearBy
	spot    *spot
}

// moor finds the nearest route of each kind to each landing.
func (o *roadOracle) moor() {
	for i := range o.w.Landings {
		l := &o.w.Landings[i]
		for _, k := range sectors.Kinds {
			byRoute := map[int]nearBy{}
			for _, c := range o.chains {
				if x := &o.w.Routes[c.route]; x.Kind != k || x.Side != "" && l.Side != "" && x.Side != l.Side {
					continue
				}
				for e := range c.edges {
					t := nearestOn(c.edges[e], l.At)
					at := between(c.edges[e][0], c.edges[e][1], t)
					x := nearBy{chain: c, edge: e, t: t, at: at, offM: inverseM(l.At, at)}
					if y, ok := byRoute[c.route]; !ok || x.offM < y.offM {
						byRoute[c.route] = x
					}
				}
			}
			best := slices.Collect(maps.Values(byRoute))
			slices.SortFunc(best, func(x, y nearBy) int { return cmp.Compare(x.offM, y.offM) })
			o.moorTo(i, best)
		}
	}
}

// moorTo ties a landing to the first of some places that does not lie behind the
// border.
func (o *roadOracle) moorTo(landing int, list []nearBy) {
	at := o.w.Landings[landing].At
	got := false
	for i, x := range list {
		if math.Abs(x.offM-1000) < 0.02 {
			o.unsure = true
		}
		if x.offM > 1000 {
			return
		}
		clear := yes{true, true}
		for _, w := range o.border {
			if t, u, ok := meets(edge{at, x.at}, w); ok {
				p := between(at, x.at, t)
				near := within(min(inverseM(at, p), inverseM(p, x.at)))
				near.perhaps = near.perhaps || u < 1e-9 || u > 1-1e-9
				clear = clear.and(near)
			}
		}
		switch {
		case got: // only what is as near as the one that was taken matters
			if x.offM > o.ties[len(o.ties)-1].near.offM+0.02 {
				return
			}
			if last := &o.ties[len(o.ties)-1].near; clear.perhaps && (last.chain != x.chain || inverseM(last.at, x.at) > 1e-3) {
				o.unsure = true
			}
		case clear.sure:
			o.ties, got = append(o.ties, tied{landing: landing, near: list[i]}), true
		case clear.perhaps:
			o.unsure = true
			return
		}
	}
}

// tie joins landings to the routes beside them, which have been cut there.
func (o *roadOracle) tie() {
	landings := make([]int, len(o.w.Landings))
	for i := range landings {
		landings[i] = o.node()
	}
	for _, x := range o.ties {
		l := &o.w.Landings[x.landing]
		k := o.w.Routes[x.near.chain.route].Kind
		v := o.offKmh(k) / o.detour()
		if !x.near.chain.own || l.Side != "" && l.Side != o.p.Side || v <= 0 {
			continue
		}
		us := x.near.offM*3.6e6/v + l.ChangeMin/2*60e6
		// From the border itself one would come to either side of it.
		off := beyond(offM(o.border, l.At)).and(beyond(offM(o.border, x.near.at)))
		off.perhaps = true
		off = off.and(o.clear(l.At, x.near.at, o.banned))
		for _, s := range x.near.chain.spots {
			if s != x.spot && (s.cut || !s.through.sure) && inverseM(s.at, x.near.at) < 1.3 {
				o.unsure = true
			}
		}
		a, b := landings[x.landing], x.spot.left
		o.arcs = append(o.arcs, arc{a, b, [2]float64{us, us}, off}, arc{b, a, [2]float64{us, us}, off})
	}
}
