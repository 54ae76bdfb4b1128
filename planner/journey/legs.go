package journey

import (
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/sectors"
)

// legs returns the legs from the post to a breakpoint of the border that the
// table has a way to, or home from it.
func (t *traveller) legs(b int, home bool) []Leg {
	anchors := t.table.Anchor
	if home {
		anchors = t.table.HomeAnchor
	}
	anchor := int(anchors[b-t.table.From])
	if !home {
		return t.timed(append(t.offBorder(anchor, false), t.alongBorder(anchor, b)...))
	}
	return t.timed(append(t.alongBorder(b, anchor), t.offBorder(anchor, true)...))
}

// offBorder returns the legs between the post and a breakpoint, by routes or
// straight.
func (t *traveller) offBorder(b int, home bool) []Leg {
	if way := t.table.Way(b, home); len(way) > 0 {
		return t.converted(way)
	}
	us, homeUs := t.table.At(b)
	from, to := t.post.At, t.At[b]
	if home {
		us, from, to = homeUs, to, from
	}
	straight := access.Leg{By: access.OffRoute, Kind: t.straightKind(b), Route: axis.Void, Landing: -1,
		Parts: orb.MultiLineString{{from, to}}, LengthM: geo.DistanceM(from, to), ToUs: us}
	return t.converted([]access.Leg{straight})
}

// straightKind is the kind over which the patrol comes straight to a breakpoint.
func (t *traveller) straightKind(b int) sectors.Kind {
	best, kind := 0.0, sectors.Any
	for _, e := range [2]int{b - 1, b} {
		if t.Ring {
			e = (e + t.N()) % t.N()
		}
		v := access.StraightKmh(t.Axis, t.patrol, t.side, e)
		if !(v > best) {
			continue
		}
		best, kind = v, t.Kind(e)
		if kind != sectors.Sea && kind != sectors.Any && t.patrol.SpeedKmh.Land > 0 {
			kind = sectors.Land
		}
	}
	return kind
}

// converted returns legs of package access.
func (t *traveller) converted(legs []access.Leg) (dst []Leg) {
	for i := range legs {
		x := &legs[i]
		if x.ToUs == x.FromUs {
			continue
		}
		leg := Leg{How: How(x.By), Kind: string(x.Kind), LengthM: x.LengthM, DrawnM: x.LengthM, RouteFromM: x.FromM, RouteToM: x.ToM,
			Line: x.Parts, us: x.ToUs - x.FromUs}
		switch {
		case x.Route >= 0:
			r := &t.Layout.Routes[x.Route]
			leg.Route, leg.Name, leg.Class = r.ID, r.Name, r.Class
		case x.By == access.OnLanding && x.Landing >= 0:
			y := &t.s.Landings[x.Landing]
			leg.Route, leg.Name, leg.ChangeH = y.ID, y.Name, y.ChangeMin/2/60
		}
		if x.By == access.OffRoute || x.By == access.OnLanding {
			leg.LengthM *= max(t.s.Rules.DetourFactor, 1)
		}
		dst = append(dst, leg)
	}
	return dst
}

// alongBorder returns the legs along the border from one breakpoint to another,
// by the quicker way round a ring.
func (t *traveller) alongBorder(from, to int) []Leg {
	up, upUs := t.steps(from, to, 1)
	down, downUs := t.steps(from, to, -1)
	if min(upUs, downUs) >= access.Never {
		return nil
	}
	elements, forward := up, true
	if downUs < upUs {
		elements, forward = down, false
	}
	var out []Leg
	for _, e := range elements {
		x := t.element(e, forward)
		if n := len(out); n > 0 && out[n-1].Route == x.Route && out[n-1].SpeedKmh == x.SpeedKmh && out[n-1].RouteToM == x.RouteFromM {
			last := &out[n-1]
			last.LengthM, last.DrawnM, last.RouteToM, last.us = last.LengthM+x.LengthM, last.DrawnM+x.DrawnM, x.RouteToM, last.us+x.us
			continue
		}
		out = append(out, x)
	}
	for i := range out {
		x := &out[i]
		line := t.Layout.Routes[t.stretch(x.Route)].Line
		x.Line = line.Slice(geo.Span{FromM: min(x.RouteFromM, x.RouteToM), ToM: max(x.RouteFromM, x.RouteToM)})
		if x.RouteToM < x.RouteFromM {
			x.Line = reversed(x.Line)
		}
	}
	return out
}

// steps returns the elements from one breakpoint to another, up or down, and how
// long they take; Never where that way does not lead there.
func (t *traveller) steps(from, to, step int) (elements []int, us int64) {
	n := t.N()
	if t.Ring {
		from, to = from%n, to%n
	}
	for b := from; b != to; {
		e := b
		if step < 0 {
			e = b - 1
		}
		if t.Ring {
			e = (e + n) % n
		}
		if e < 0 || e >= n {
			return nil, access.Never
		}
		elements = append(elements, e)
		us = min(us+access.WalkUs(t.Elements[e].LengthM, access.HugKmh(t.Axis, t.patrol, t.side, e)), access.Never)
		if b += step; t.Ring {
			b = (b + n) % n
		}
	}
	return elements, us
}

// element returns the leg along one element, without its line.
func (t *traveller) element(e int, forward bool) Leg {
	x := &t.Elements[e]
	r, kmh := &t.Layout.Routes[x.Route], access.HugKmh(t.Axis, t.patrol, t.side, e)
	fromM, toM := t.ChainageM[e]-t.Layout.BorderFromM[x.Route], t.ChainageM[e+1]-t.Layout.BorderFromM[x.Route]
	if !forward {
		fromM, toM = toM, fromM
	}
	return Leg{How: AlongBorder, Route: r.ID, Name: r.Name, Class: r.Class, Kind: string(r.Kind), LengthM: x.LengthM, DrawnM: x.LengthM,
		SpeedKmh: kmh, RouteFromM: fromM, RouteToM: toM, us: access.WalkUs(x.LengthM, kmh)}
}

// stretch returns the stretch of the border that has an id.
func (t *traveller) stretch(id string) int {
	return slices.IndexFunc(t.s.Border, func(r sectors.Route) bool { return r.ID == id })
}

// reversed returns a line in the other direction.
func reversed(parts orb.MultiLineString) orb.MultiLineString {
	out := make(orb.MultiLineString, len(parts))
	for i, part := range parts {
		part = slices.Clone(part)
		slices.Reverse(part)
		out[len(parts)-1-i] = part
	}
	return out
}

// timed fills in the speeds of legs, and the clock.
func (t *traveller) timed(legs []Leg) []Leg {
	us, km := int64(0), 0.0
	for i := range legs {
		x := &legs[i]
		x.FromH, x.FromKm = access.Hours(us), km
		us, km = us+x.us, km+x.LengthM/1000
		x.ToH, x.ToKm, x.Hours = access.Hours(us), km, access.Hours(x.us)
		if h := x.Hours - x.ChangeH; x.SpeedKmh == 0 && h > 0 {
			x.SpeedKmh = x.LengthM / 1000 / h
		}
	}
	if legs == nil {
		return []Leg{}
	}
	return legs
}
