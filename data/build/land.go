package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"

	"lindero/geo/frontier"
)

// shore is which land a scenario has: that of some countries within a box.
type shore struct {
	codes []string // of the countries, ISO 3166 alpha-3
	box   box
	// lostKM2 is the most that a lake or a sliver may hold which is filled.
	lostKM2 float64
}

// ground is the land of a shore: rings that lie apart from each other, the
// largest first, each with its land on the left and its first vertex repeated
// at the end.
type ground struct {
	rings []line
	note  string // how much was filled
}

// derive gives the land of the countries as one, without the borders between
// them and without inner waters, at full resolution.
func (s shore) derive(lands map[string]country) (ground, error) {
	coasts, err := s.coasts(lands)
	if err != nil {
		return ground{}, err
	}
	coasts = slices.DeleteFunc(coasts, func(r line) bool { return !r.meets(s.box) })
	outer, filled, largest := apart(coasts)
	if largest > s.lostKM2 {
		return ground{}, fmt.Errorf("an inner water or sliver of %.4f km² would be filled, %.4f at most were expected", largest, s.lostKM2)
	}
	g := ground{note: fmt.Sprintf("  land: %d inner waters and slivers filled, the largest of %.4f km²", filled, largest)}
	for _, ring := range outer {
		if ring, err = s.box.cut(ring); err != nil {
			return ground{}, err
		}
		g.rings = append(g.rings, ring)
	}
	slices.SortStableFunc(g.rings, func(a, b line) int { return cmp.Compare(b.km2(), a.km2()) })
	return g, nil
}

// coasts gives the edges that only one of the countries has, joined to rings.
func (s shore) coasts(lands map[string]country) ([]line, error) {
	var chains []line
	for _, code := range s.codes {
		var others []frontier.Land
		for _, other := range s.codes {
			if other != code {
				others = append(others, lands[other].land(other))
			}
		}
		for _, part := range frontier.Alone(lands[code].land(code), others...) {
			chains = append(chains, lineOf(part))
		}
	}
	rings := merge(chains)
	for _, r := range rings {
		if r[0] != r[len(r)-1] {
			return nil, fmt.Errorf("the coast from %v to %v does not close", r[0], r[len(r)-1])
		}
	}
	return rings, nil
}

// apart gives the rings that lie within no other, and of those left out the
// number and the largest area: waters within the land, and slivers where two
// countries overlap.
func apart(rings []line) (outer []line, filled int, largestKM2 float64) {
	for i, r := range rings {
		within := slices.ContainsFunc(rings, func(other line) bool {
			return &other[0] != &rings[i][0] && country{{other}}.contains(r[0])
		})
		if !within {
			outer = append(outer, r)
			continue
		}
		filled, largestKM2 = filled+1, max(largestKM2, r.km2())
	}
	return outer, filled, largestKM2
}

// meets says whether the box of a line meets another box.
func (l line) meets(b box) bool {
	in := ringOf(l).Bound()
	return b.bound().Intersects(in)
}

func (b box) bound() orb.Bound { return orb.Bound{Min: b.min, Max: b.max} }

func ringOf(l line) orb.Ring {
	r := make(orb.Ring, len(l))
	copy(r, l)
	return r
}

// cut gives the part of a ring in the box, its land on the left.
func (b box) cut(ring line) (line, error) {
	in := lineOf(orb.LineString(clip.Ring(b.bound(), ringOf(ring)))).tidy()
	if len(in) < 4 || in[0] != in[len(in)-1] {
		return nil, fmt.Errorf("the land at %v has no part in the box %v: move the box", ring[0], b)
	}
	if in.signedArea() < 0 {
		slices.Reverse(in)
	}
	return in, b.cleanly(in)
}

// cleanly says whether a cut ring goes along a side of the box nowhere twice,
// as it would between parts that do not hang together.
func (b box) cleanly(ring line) error {
	type stay struct{ from, to float64 }
	for axis := range 2 {
		for _, side := range []float64{b.min[axis], b.max[axis]} {
			var stays []stay
			for i := 1; i < len(ring); i++ {
				if p, q := ring[i-1], ring[i]; p[axis] == side && q[axis] == side {
					stays = append(stays, stay{min(p[1-axis], q[1-axis]), max(p[1-axis], q[1-axis])})
				}
			}
			slices.SortFunc(stays, func(a, b stay) int { return cmp.Compare(a.from, b.from) })
			for i := 1; i < len(stays); i++ {
				if stays[i].from < stays[i-1].to {
					return fmt.Errorf("the box cuts land in two at %v of axis %d, between %v and %v: move that side", side, axis, stays[i].from, stays[i-1].to)
				}
			}
		}
	}
	return nil
}

// signedArea is the area in square degrees, above 0 where the ring goes round
// it anticlockwise.
func (l line) signedArea() float64 {
	var sum float64
	for i := 1; i < len(l); i++ {
		p, q := l[i-1], l[i]
		sum += (p[0]-l[0][0])*(q[1]-l[0][1]) - (q[0]-l[0][0])*(p[1]-l[0][1])
	}
	return sum / 2
}

// km2 is the area of a ring, good to some percent.
func (l line) km2() float64 {
	const degreeKM = 111.2
	return math.Abs(l.signedArea()) * degreeKM * degreeKM * math.Cos(l[0][1]*math.Pi/180)
}

// features are the mainland and the islands before it.
func (g ground) features() []feature {
	var islands country
	for _, r := range g.rings[1:] {
		islands = append(islands, polygon{r})
	}
	return []feature{
		{"mainland", map[string]any{"name": "Tierra firme"}, polygon{g.rings[0]}},
		{"islands", map[string]any{"name": "Islas"}, islands},
	}
}

// nearestVertex is the vertex of the shore that lies nearest to p, and how far.
func (g ground) nearestVertex(p point) (at point, km float64) {
	km = math.Inf(1)
	for _, r := range g.rings {
		if v, d := r.nearestVertex(p); d < km {
			at, km = v, d
		}
	}
	return at, km
}

// nearestVertex is the vertex of the line that lies nearest to p, the first of
// several, and how far.
func (l line) nearestVertex(p point) (at point, km float64) {
	km = math.Inf(1)
	for _, v := range l {
		if d := flat(p, v) / 1000; d < km {
			at, km = v, d
		}
	}
	return at, km
}
