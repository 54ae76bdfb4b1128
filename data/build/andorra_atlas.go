package main

import (
	"fmt"
	"maps"
	"slices"
)

// andorraAtlas is Andorra and some 15 km around it, in the east up to where the
// exclave of Llívia begins, which the source has for both of its neighbours.
var andorraAtlas = atlas{
	countries: []mapped{{"AND", "AD", "Andorra", ""}, {"ESP", "ES", "España", "EU"}, {"FRA", "FR", "Francia", "EU"}},
	box:       box{point{1.22, 42.29}, point{1.94, 42.79}},
	lostKM2:   1,
}

// deriveAndorraAtlas gives the countries of the map. The lands are those of the
// source but along Andorra, where the border's stretches take the place of the
// source's lines.
func deriveAndorraAtlas(lands map[string]country, border []feature, ring line) ([]feature, []string, error) {
	led := maps.Clone(lands)
	led["AND"] = country{{ring}}
	for i, s := range andorraStretches {
		stretch, ok := border[i].geometry.(line)
		if !ok {
			return nil, nil, fmt.Errorf("%s is no line", s.id)
		}
		var err error
		if led[s.neighbour], err = lands[s.neighbour].along(stretch); err != nil {
			return nil, nil, fmt.Errorf("%s along %s: %w", s.neighbour, s.id, err)
		}
	}
	return andorraAtlas.derive(led, border)
}

// sameEndKM is how far a vertex of a country may lie from the end of a line that
// it stands for.
const sameEndKM = 0.001

// along leads the only outer ring of a country that has vertices at both ends of
// a line along that line: it takes the place of the shorter way between them.
func (c country) along(l line) (country, error) {
	from, to := l[0], l[len(l)-1]
	out := slices.Clone(c)
	led := 0
	for k, p := range c {
		open := p[0][:len(p[0])-1]
		start, startKM := open.nearestVertex(from)
		end, endKM := open.nearestVertex(to)
		if max(startKM, endKM) > sameEndKM || start == end {
			continue
		}
		i := slices.Index(open, start)
		around := slices.Concat(open[i:], open[:i+1])
		i = slices.Index(around, end)
		one, other := around[:i+1], around[i:]
		if one.km() > other.km() {
			one, other = other.reversed(), one.reversed()
		}
		if one.km() > 2*l.km() || other.km() < 2*l.km() {
			return nil, fmt.Errorf("of the ways between its ends, %.1f and %.1f km, none is its own of %.1f km", one.km(), other.km(), l.km())
		}
		rest := other[1 : len(other)-1] // from the end of l back to its start
		out[k] = append(polygon{slices.Concat(l, rest, line{from})}, p[1:]...)
		led++
	}
	if led != 1 {
		return nil, fmt.Errorf("%d rings go through both of its ends, one was expected", led)
	}
	return out, nil
}
