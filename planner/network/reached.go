package network

import (
	"slices"

	"lindero/geo"
)

// Reached is a span of a travel route that a search gets to in time.
type Reached struct {
	Route int // in Layout.Routes
	geo.Span
}

// Reached returns what of the travel routes is gone along within limitUs, by
// route and chainage, cut where the time is up; spans of one route that touch are
// one. At home it is from where one is back within the time. What a search was
// told to leave out, being beyond its own limit, is not found again.
func (t *Tree) Reached(limitUs int64) []Reached {
	of := make([][]geo.Span, len(t.net.of))
	add := func(arc int32, d int, m float64, us int64) {
		a := &t.net.arcs[arc]
		if a.route == tie || a.sides>>t.p.Side&1 == 0 || us > limitUs {
			return
		}
		farM := float64(limitUs-us) / t.perM[t.net.wayOf[a.route]][d] // 0 where it cannot be gone
		s := geo.Span{FromM: m, ToM: min(m+farM, a.toM)}
		if d == 1 {
			s = geo.Span{FromM: max(m-farM, a.fromM), ToM: m}
		}
		if s.ToM > s.FromM {
			of[a.route] = append(of[a.route], s)
		}
	}
	for _, s := range t.seeds {
		add(s.arc, 0, s.M, s.Us)
		add(s.arc, 1, s.M, s.Us)
	}
	for i := range t.net.arcs {
		a := &t.net.arcs[i]
		if arc := int32(i); a.route != tie {
			if t.passes(a.from, arc) {
				add(arc, 0, a.fromM, t.us[a.from])
			}
			if t.passes(a.to, arc) {
				add(arc, 1, a.toM, t.us[a.to])
			}
		}
	}
	var out []Reached
	for r, spans := range of {
		for _, s := range geo.NewSpans(spans...) {
			out = append(out, Reached{r, s})
		}
	}
	return out
}

// Joined reports whether a place is in a part of the network in which the search
// has a seed, whatever the direction in which one may go.
func (t *Tree) Joined(p Place) bool {
	parts := t.net.parts[t.p.Side]
	at := parts[t.net.arcs[p.arc].from]
	return slices.ContainsFunc(t.seeds, func(s Seed) bool { return parts[t.net.arcs[s.arc].from] == at })
}
