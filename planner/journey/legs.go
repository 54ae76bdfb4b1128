package journey

import (
	"slices"

	"lindero/geo"
	"lindero/planner/access"
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
		return t.timed(append(t.converted(t.table.Way(anchor, false)), t.alongBorder(anchor, b)...))
	}
	return t.timed(append(t.alongBorder(b, anchor), t.converted(t.table.Way(anchor, true))...))
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
			x.Line = access.Reversed(x.Line)
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
