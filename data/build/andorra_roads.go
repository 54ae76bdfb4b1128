package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/osm"
)

// roadClass is what is taken of the highways of one class.
type roadClass struct {
	speedKmh int  // where maxspeed is not given
	driven   bool // its one-way rules bind patrols; elsewhere they walk
}

// roadClasses are the highways that become routes. Primary, secondary,
// tertiary and residential roads, links and service roads have the median of
// those that give a maxspeed, by length; the others have what is usual. On
// paths nobody is faster than a brisk walk, with or without a vehicle.
//
// Left out: what is closed or private, footways, steps and squares in towns,
// driveways and aisles of car parks, and what is no road (raceways, rest
// areas, building sites).
var roadClasses = map[string]roadClass{
	"trunk":          {60, true},
	"primary":        {60, true},
	"secondary":      {50, true},
	"tertiary":       {50, true},
	"primary_link":   {50, true},
	"secondary_link": {50, true},
	"tertiary_link":  {50, true},
	"unclassified":   {50, true},
	"residential":    {50, true},
	"living_street":  {20, true},
	"service":        {20, true},
	"road":           {30, true},
	"track":          {20, false},
	"path":           {5, false},
	"bridleway":      {5, false},
}

// road is one way of OpenStreetMap, or the part of one that lies on one side.
type road struct {
	id, name string
	side     string // empty: along the border, which belongs to both
	speedKmh int
	oneWay   bool // in the direction of the shape
	shape    line
}

// What the network measures in the pinned extract.
const (
	roadCount      = 3603
	roadKM         = 1520.1
	roadComponents = 20
)

// thinM is how far a vertex that is no junction may lie from the line without
// it to be left out, in metres: less than recorded paths are good for, and two
// fifths of the vertices.
const thinM = 1.5

// deriveAndorraRoads gives the roads on either side of the ring, cut where
// they cross it. Roads that meet share a vertex, before as after.
func deriveAndorraRoads(m *roadMap, ring line) ([]road, error) {
	whole, err := m.roads()
	if err != nil {
		return nil, err
	}
	var roads []road
	b := boundary{ring: ring, inside: "AD", outside: "EU"}
	for _, r := range whole {
		roads = append(roads, b.split(r)...)
	}
	thinned := thin(roads, thinM)
	before, after := connect(roads), connect(thinned)
	if before.components != after.components {
		return nil, fmt.Errorf("thinning makes %d connected components of %d", after.components, before.components)
	}
	if len(thinned) != roadCount || after.components != roadComponents || math.Abs(after.km-roadKM) > toleranceKM {
		return nil, fmt.Errorf("%d roads of %.3f km in %d connected components, %d of %.1f km in %d were expected",
			len(thinned), after.km, after.components, roadCount, roadKM, roadComponents)
	}
	return thinned, nil
}

func roadFeatures(roads []road) []feature {
	features := make([]feature, len(roads))
	for i, r := range roads {
		features[i] = r.feature()
	}
	return features
}

func (r road) feature() feature {
	properties := map[string]any{"kind": "land", "speed_limit_kmh": r.speedKmh, "travel": true, "watched": false}
	if r.name != "" {
		properties["name"] = r.name
	}
	if r.side != "" {
		properties["side"] = r.side
	}
	if r.oneWay {
		properties["one_way"] = true
	}
	return feature{r.id, properties, r.shape.tidy()}
}

// roads are the ways that become routes.
func (m *roadMap) roads() ([]road, error) {
	var roads []road
	for _, w := range m.ways {
		class, ok := roadClasses[w.Tags.Find("highway")]
		if !ok || !open(w.Tags) {
			continue
		}
		shape, err := m.shape(w)
		if err != nil {
			return nil, err
		}
		r := road{
			id: "way-" + strconv.FormatInt(int64(w.ID), 10), name: roadName(w.Tags),
			speedKmh: class.speedKmh, shape: shape,
		}
		if text := w.Tags.Find("maxspeed"); text != "" {
			if r.speedKmh, err = strconv.Atoi(text); err != nil {
				return nil, fmt.Errorf("way %d: maxspeed %q is no whole number: say in roads what it means", w.ID, text)
			}
		}
		if class.driven {
			var against bool
			if r.oneWay, against = oneWay(w.Tags); against {
				r.shape = r.shape.reversed()
			}
		}
		roads = append(roads, r)
	}
	return roads, nil
}

// open tells a road that the public may use from one that it may not, or that
// leads nowhere.
func open(tags osm.Tags) bool {
	switch tags.Find("access") {
	case "no", "private":
		return false
	}
	switch tags.Find("service") {
	case "driveway", "parking_aisle":
		return false
	}
	return tags.Find("area") != "yes"
}

// roadName is the road's name, else its number.
func roadName(tags osm.Tags) string {
	if name := strings.TrimSpace(tags.Find("name")); name != "" {
		return name
	}
	return tags.Find("ref")
}

// oneWay says whether a road is one-way, and whether against its direction. A
// roundabout and a motorway are so without saying.
func oneWay(tags osm.Tags) (one, against bool) {
	switch tags.Find("oneway") {
	case "yes", "true", "1":
		return true, false
	case "-1", "reverse":
		return true, true
	case "no", "false", "0":
		return false, false
	}
	switch tags.Find("junction") {
	case "roundabout", "circular":
		return true, false
	}
	return strings.HasPrefix(tags.Find("highway"), "motorway"), false
}

// boundary is a ring with a side within and one without.
type boundary struct {
	ring            line
	inside, outside string
}

// alongM: how well the ring's place is known, in metres, as OpenStreetMap and
// geo-maps differ by up to 28 m. Where a road that crosses it strays no
// farther from it, it goes along it and belongs to neither side.
const alongM = 30

// split cuts a road where it crosses the ring. The parts are numbered from 1;
// a road on one side stays as it is.
func (b boundary) split(r road) []road {
	var parts []road
	shape := b.crossed(r.shape)
	for i := 1; i < len(shape); i++ {
		side := b.side(between(shape[i-1], shape[i], 0.5))
		parts = extend(parts, r, side, shape[i-1:i+1])
	}
	if len(parts) == 1 {
		return parts
	}
	var joined []road
	for _, p := range parts {
		side := p.side
		if b.along(p.shape) {
			side = ""
		}
		joined = extend(joined, r, side, p.shape)
	}
	if len(joined) > 1 {
		for i := range joined {
			joined[i].id = fmt.Sprintf("%s-%d", r.id, i+1)
		}
	}
	return joined
}

// extend adds a further piece of the road r to its parts: to the last one
// where that is on the same side, else as one of its own.
func extend(parts []road, r road, side string, piece line) []road {
	if n := len(parts); n > 0 && parts[n-1].side == side {
		parts[n-1].shape = append(parts[n-1].shape, piece[1:]...)
		return parts
	}
	r.side, r.shape = side, slices.Clone(piece)
	return append(parts, r)
}

// crossed is the line with a vertex wherever it crosses the ring.
func (b boundary) crossed(l line) line {
	out := line{l[0]}
	for i := 1; i < len(l); i++ {
		var at []float64
		for j := 1; j < len(b.ring); j++ {
			if t, ok := crossing(l[i-1], l[i], b.ring[j-1], b.ring[j]); ok {
				at = append(at, t)
			}
		}
		slices.Sort(at)
		for _, t := range at {
			out = append(out, between(l[i-1], l[i], t))
		}
		out = append(out, l[i])
	}
	return out.tidy()
}

// crossing is the fraction of the edge from p to q, its ends excluded, where
// it crosses the edge from a to b. Edges that are parallel do not cross.
func crossing(p, q, a, b point) (float64, bool) {
	if max(p[0], q[0]) < min(a[0], b[0]) || max(a[0], b[0]) < min(p[0], q[0]) {
		return 0, false
	}
	dx, dy, ex, ey := q[0]-p[0], q[1]-p[1], b[0]-a[0], b[1]-a[1]
	det := ex*dy - dx*ey
	if det == 0 {
		return 0, false
	}
	t := (ex*(a[1]-p[1]) - ey*(a[0]-p[0])) / det
	u := (dx*(a[1]-p[1]) - dy*(a[0]-p[0])) / det
	return t, t > 0 && t < 1 && u >= 0 && u <= 1
}

func (b boundary) side(p point) string {
	if (country{{b.ring}}).contains(p) {
		return b.inside
	}
	return b.outside
}

// along reports whether no place of the line is farther than alongM from the
// ring, looking every ten metres.
func (b boundary) along(l line) bool {
	for i := 1; i < len(l); i++ {
		steps := math.Ceil(flat(l[i-1], l[i])/10) + 1
		for j := range int(steps) + 1 {
			if b.ring.distance(between(l[i-1], l[i], float64(j)/steps)) > alongM {
				return false
			}
		}
	}
	return true
}
