package main

import (
	"fmt"
	"math"
	"slices"

	osmlib "github.com/paulmach/osm"

	"lindero/data/osm"
	"lindero/internal/npm"
)

// The relations of the extract that the border is made of.
const (
	andorraRelation       osmlib.RelationID = 9407   // the whole ring
	franceAndorraRelation osmlib.RelationID = 126410 // France's part of it
)

// The places where Andorra, France and Spain meet.
var (
	westTripoint = point{1.4419909, 42.6037228}
	eastTripoint = point{1.725891, 42.5026989}
)

// andorraStretches are the two parts of the ring, clockwise from the western
// tripoint, so that Andorra lies to the right.
var andorraStretches = [2]andorraStretch{
	{"france", "Andorra – Francia", "FRA", 56.6, 56.5, 0.5, 17},
	{"spain", "Andorra – España", "ESP", 64.6, 64.6, 0.4, 28},
}

// andorraStretch says what a stretch measures, and how it compares with
// geo-maps' polygons.
type andorraStretch struct {
	id, name, neighbour string  // the neighbour's alpha-3 code
	km, polygonKM       float64 // here, and in Andorra's polygon
	unsharedKM          float64 // edges of the latter that the neighbour's polygon lacks
	apartM              float64 // how far a vertex of either lies from the other's line at most
}

// deriveAndorraBorder gives the two stretches in order and the ring that they
// make, which ends where it begins. It holds both to the polygons of lands.
func deriveAndorraBorder(m *roadMap, lands map[string]country) ([]feature, line, error) {
	parts, err := andorraParts(m)
	if err != nil {
		return nil, nil, err
	}
	polygon, err := clockwiseFrom(westTripoint, lands["AND"])
	if err != nil {
		return nil, nil, fmt.Errorf("polygon of AND in %s: %w", npm.Coastline.Name, err)
	}
	polygonParts, err := polygon.cut(eastTripoint)
	if err != nil {
		return nil, nil, fmt.Errorf("polygon of AND in %s: %w", npm.Coastline.Name, err)
	}
	var features []feature
	for i, s := range andorraStretches {
		if err := s.check(parts[i], polygonParts[i], lands[s.neighbour]); err != nil {
			return nil, nil, err
		}
		features = append(features, s.feature(parts[i]))
	}
	ring := slices.Concat(parts[0], parts[1][1:])
	return features, ring, checkSides(ring, outside(ring), country{{ring}})
}

func (s andorraStretch) feature(l line) feature {
	return feature{s.id, map[string]any{"kind": "land", "name": s.name, "left": "EU", "right": "AD"}, l.tidy()}
}

// check holds a stretch to what it measured when the pins were set, and to its
// counterpart in Andorra's polygon.
func (s andorraStretch) check(l, counterpart line, neighbour country) error {
	if err := checkKM(s.id, l, s.km); err != nil {
		return err
	}
	if err := checkKM(s.id+" in "+npm.Coastline.Name, counterpart, s.polygonKM); err != nil {
		return err
	}
	common := neighbour.edges()
	var unshared float64
	for i := 1; i < len(counterpart); i++ {
		if a, b := counterpart[i-1], counterpart[i]; !common[newEdge(a, b)] {
			unshared += osm.EdgeM(a, b) / 1000
		}
	}
	if math.Abs(unshared-s.unsharedKM) > toleranceKM {
		return fmt.Errorf("%s: %.3f km of it are no edges of %s, %.1f km were expected", s.id, unshared, s.neighbour, s.unsharedKM)
	}
	if d := max(farthest(l, counterpart), farthest(counterpart, l)); math.Abs(d-s.apartM) > 1 {
		return fmt.Errorf("%s lies up to %.1f m from %s, %.0f m were expected", s.id, d, npm.Coastline.Name, s.apartM)
	}
	return nil
}

// edges is the set of a country's edges.
func (c country) edges() map[edge]bool {
	set := map[edge]bool{}
	for _, p := range c {
		for _, ring := range p {
			for i := 1; i < len(ring); i++ {
				set[newEdge(ring[i-1], ring[i])] = true
			}
		}
	}
	return set
}

// clockwiseFrom is the only ring of a country as a line that begins and ends
// at start and has the country to its right.
func clockwiseFrom(start point, c country) (line, error) {
	if len(c) != 1 || len(c[0]) != 1 {
		return nil, fmt.Errorf("%d polygons, one without holes was expected", len(c))
	}
	ring := c[0][0]
	ring = ring[:len(ring)-1]
	i, err := ring.find(start)
	if err != nil {
		return nil, err
	}
	around := slices.Concat(ring[i:], ring[:i+1])
	if around.area() > 0 {
		around = around.reversed()
	}
	return around, nil
}

// area is what a ring encloses, in square degrees; above 0 where it runs
// anticlockwise.
func (l line) area() float64 {
	var twice float64
	for i := 1; i < len(l); i++ {
		a, b := l[i-1], l[i]
		twice += (a[0]-l[0][0])*(b[1]-l[0][1]) - (b[0]-l[0][0])*(a[1]-l[0][1])
	}
	return twice / 2
}

// andorraParts are the lines of France's and of Spain's part, each from its
// tripoint.
func andorraParts(m *roadMap) (parts [2]line, err error) {
	whole, err := m.members(andorraRelation)
	if err != nil {
		return parts, err
	}
	french, err := m.members(franceAndorraRelation)
	if err != nil {
		return parts, err
	}
	var lines [2][]line
	for _, w := range m.ways { // not over the map: the same order every time
		l, ok := whole[w.ID]
		if !ok {
			continue
		}
		i := 1
		if french[w.ID] != nil {
			i = 0
		}
		lines[i] = append(lines[i], l)
	}
	for i, s := range andorraStretches {
		joined := merge(lines[i])
		if len(joined) != 1 {
			return parts, fmt.Errorf("the ways of %s make %d lines, one was expected", s.id, len(joined))
		}
		parts[i] = joined[0]
		from, to := westTripoint, eastTripoint
		if i == 1 {
			from, to = to, from
		}
		if parts[i][0] != from {
			parts[i] = parts[i].reversed()
		}
		if parts[i][0] != from || parts[i][len(parts[i])-1] != to {
			return parts, fmt.Errorf("%s does not lead from %v to %v", s.id, from, to)
		}
	}
	return parts, nil
}

// outside is all that lies round the ring, to a degree from it.
func outside(ring line) country {
	low, high := ring[0], ring[0]
	for _, p := range ring {
		low = point{min(low[0], p[0]), min(low[1], p[1])}
		high = point{max(high[0], p[0]), max(high[1], p[1])}
	}
	w, s, e, n := low[0]-1, low[1]-1, high[0]+1, high[1]+1
	return country{{{{w, s}, {e, s}, {e, n}, {w, n}, {w, s}}, ring}}
}

// farthest is how far a vertex of l lies from the line of others at most, in
// metres.
func farthest(l, others line) float64 {
	var most float64
	for _, p := range l {
		most = max(most, others.distance(p))
	}
	return most
}

// distance is how far p lies from the line, in metres; flat, for short
// distances.
func (l line) distance(p point) float64 {
	least := math.Inf(1)
	for i := 1; i < len(l); i++ {
		least = min(least, osm.FlatM(p, nearest(p, l[i-1], l[i])))
	}
	return least
}

// nearest is the point of the edge from a to b that lies nearest to p, degrees
// of longitude as short as they are at p.
func nearest(p, a, b point) point {
	shrink := math.Cos(p[1] * math.Pi / 180)
	dx, dy := (b[0]-a[0])*shrink, b[1]-a[1]
	length := dx*dx + dy*dy
	if length == 0 {
		return a
	}
	t := ((p[0]-a[0])*shrink*dx + (p[1]-a[1])*dy) / length
	return osm.Between(a, b, min(max(t, 0), 1))
}
