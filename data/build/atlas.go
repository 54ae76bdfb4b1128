package main

import (
	"cmp"
	"fmt"
	"slices"

	"lindero/data/osm"
	"lindero/geo/frontier"
)

// atlas is which countries the map of a scenario shows, as far as they lie in
// a box.
type atlas struct {
	countries []mapped // in order of their codes
	box       box
	// lostKM2 is the most that an inner water, or a sliver between two
	// countries, may hold which is filled.
	lostKM2 float64
}

// mapped is a country as the map names it.
type mapped struct {
	a3         string // in the source: ISO 3166 alpha-3
	code, name string
	side       string // to which it belongs, where that is not told by its code
}

// How lines are thinned where two countries meet that are no border of the
// scenario.
const (
	atlasThinM = 100 // how far a vertex may lie from the line without it
	atlasShort = 50  // vertices of a line that stays: islets that two countries share would vanish
)

// derive gives the countries. Where two meet they have the same vertices: on the
// scenario's border all of the border's, elsewhere a thinned line. Coasts are
// neither thinned nor moved, and waters within a country are filled, as in the
// land of a shore.
func (a atlas) derive(lands map[string]country, border []feature) ([]feature, []string, error) {
	chains, slivers, err := a.chains(lands, border)
	if err != nil {
		return nil, nil, err
	}
	var out []feature
	filled := 0
	for _, m := range a.countries {
		rings := merge(chains[m.a3])
		for _, r := range rings {
			if r[0] != r[len(r)-1] {
				return nil, nil, fmt.Errorf("%s: the line from %v to %v does not close", m.code, r[0], r[len(r)-1])
			}
		}
		rings = slices.DeleteFunc(rings, func(r line) bool { return !r.meets(a.box) })
		rings, n, largest := apart(rings)
		if largest > a.lostKM2 {
			return nil, nil, fmt.Errorf("%s: an inner water of %.4f km² would be filled, %.4f at most were expected", m.code, largest, a.lostKM2)
		}
		filled += n
		f, err := a.feature(m, rings)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", m.code, err)
		}
		out = append(out, f)
	}
	return out, []string{fmt.Sprintf("  countries: %d inner waters and %d slivers filled", filled, slivers)}, nil
}

// chains gives the lines that each country is made of, those of two countries
// to both, and how many slivers lay between two.
func (a atlas) chains(lands map[string]country, border []feature) (chains map[string][]line, slivers int, err error) {
	near := map[string]frontier.Land{}
	for _, m := range a.countries {
		near[m.a3] = a.near(lands[m.a3]).land(m.a3)
	}
	chains, alone := map[string][]line{}, map[string][]line{}
	for _, m := range a.countries {
		var others []frontier.Land
		for _, other := range a.countries {
			if other != m {
				others = append(others, near[other.a3])
			}
		}
		for _, part := range frontier.Alone(near[m.a3], others...) {
			alone[m.a3] = append(alone[m.a3], lineOf(part))
		}
	}
	edges := edgesOf(border)
	for i, m := range a.countries {
		for _, other := range a.countries[i+1:] {
			common := []line{}
			for _, part := range frontier.Between(near[m.a3], near[other.a3]).Parts {
				common = append(common, lineOf(part))
			}
			between := a.slivers(alone, m.a3, other.a3)
			slivers += len(between)
			for _, l := range append(common, between...) {
				if l, err = edges.thin(l); err != nil {
					return nil, 0, fmt.Errorf("%s and %s: %w", m.code, other.code, err)
				}
				chains[m.a3], chains[other.a3] = append(chains[m.a3], l), append(chains[other.a3], l)
			}
		}
	}
	for code, lines := range alone {
		chains[code] = append(chains[code], lines...)
	}
	return chains, slivers, nil
}

// near gives the polygons of a country that meet the box.
func (a atlas) near(c country) country {
	var out country
	for _, p := range c {
		if p[0].meets(a.box) {
			out = append(out, p)
		}
	}
	return out
}

// slivers takes out of the lines that countries have alone those of two that
// have both ends in common and nearly nothing between them. Of each two it gives
// the one that has more vertices.
func (a atlas) slivers(alone map[string][]line, one, other string) []line {
	var out []line
	for i := 0; i < len(alone[one]); i++ {
		l := alone[one][i]
		k := slices.IndexFunc(alone[other], func(o line) bool {
			return l[0] != l[len(l)-1] && newEdge(l[0], l[len(l)-1]) == newEdge(o[0], o[len(o)-1]) && join(l, o).km2() <= a.lostKM2
		})
		if k < 0 {
			continue
		}
		if o := alone[other][k]; len(o) > len(l) {
			l = o
		}
		out = append(out, l)
		alone[one] = slices.Delete(alone[one], i, i+1)
		alone[other] = slices.Delete(alone[other], k, k+1)
		i--
	}
	return out
}

// edgeSet is a set of edges.
type edgeSet map[edge]bool

func edgesOf(lines []feature) edgeSet {
	set := edgeSet{}
	for _, f := range lines {
		if l, ok := f.geometry.(line); ok {
			for i := 1; i < len(l); i++ {
				set[newEdge(l[i-1], l[i])] = true
			}
		}
	}
	return set
}

// thin thins a line, unless it is of these edges or short.
func (s edgeSet) thin(l line) (line, error) {
	n := 0
	for i := 1; i < len(l); i++ {
		if s[newEdge(osm.Round(l[i-1]), osm.Round(l[i]))] {
			n++
		}
	}
	switch {
	case n == len(l)-1, n == 0 && len(l) < atlasShort:
		return l, nil
	case n == 0:
		return line(osm.Thin([]osm.Road{{Shape: osm.Line(l)}}, atlasThinM, nil)[0].Shape), nil
	}
	return nil, fmt.Errorf("of %d edges from %v to %v %d are of the border", len(l)-1, l[0], l[len(l)-1], n)
}

// feature gives what of a country's rings lies in the box, the largest first.
func (a atlas) feature(m mapped, rings []line) (feature, error) {
	var c country
	for _, r := range rings {
		r, err := a.box.cut(r)
		if err != nil {
			return feature{}, err
		}
		c = append(c, polygon{r})
	}
	if len(c) == 0 {
		return feature{}, fmt.Errorf("has no part in the box %v: leave the country out, or move the box", a.box)
	}
	slices.SortStableFunc(c, func(p, q polygon) int { return cmp.Compare(q[0].km2(), p[0].km2()) })
	properties := map[string]any{"code": m.code, "name": m.name}
	if m.side != "" {
		properties["side"] = m.side
	}
	return feature{m.code, properties, c}, nil
}
