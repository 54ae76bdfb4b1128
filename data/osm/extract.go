package osm

import (
	"math"
	"strings"

	"github.com/paulmach/orb"
	osmlib "github.com/paulmach/osm"

	"lindero/geo"
	"lindero/sectors"
)

// MaxNodes is how many nodes the ways that are kept may have in all.
const MaxNodes = 32 << 20

// Way is a way that is kept: the Road that it becomes, without its shape, and
// the runs of it that are known: one, unless nodes are missing.
type Way struct {
	Road  Road
	Group Group
	Runs  []Line
}

// Extract is what a file holds of ways, and of what lies on them and beside.
type Extract struct {
	Ways     []Way             // in the order of the file
	Barriers []sectors.Barrier // all of the file, not only those on ways
	Tally    Tally

	quays []quay
}

// quay is what may be a landing: a place, or one of the vertices of a line.
type quay struct {
	id, name string
	shape    Line
}

// Collector makes an Extract of ways and places that come with their
// coordinates.
type Collector struct {
	rules   Rules
	out     *Extract
	classes map[string]string // so that a class is no part of a larger text
}

// NewCollector returns a collector with nothing in it.
func NewCollector(rules Rules) *Collector {
	return &Collector{rules, &Extract{Tally: newTally()}, map[string]string{}}
}

// Extract returns what was collected.
func (c *Collector) Extract() *Extract { return c.out }

// Way adds a way, whose runs are its known pieces.
func (c *Collector) Way(id string, tags osmlib.Tags, runs []orb.LineString) {
	v := c.judge(id, tags)
	if v.group != "" && v.reason == "" {
		c.keep(id, v, runs)
	}
	if landingOf(tags) {
		for _, run := range runs {
			c.quay(id, tags, run)
		}
	}
}

// Given adds a way that says itself what it is: its kind, speed and direction.
func (c *Collector) Given(r Road, runs []orb.LineString) {
	v := verdict{group: Highway, road: r}
	if r.Kind != sectors.Land {
		v.group = Waterway
	}
	c.out.Tally.Found[v.group]++
	c.keep(r.ID, v, runs)
}

// judge counts a way, and says what it is.
func (c *Collector) judge(id string, tags osmlib.Tags) verdict {
	v := c.rules.judge(tags)
	if v.group == "" {
		return v
	}
	c.out.Tally.Found[v.group]++
	if v.reason != "" {
		c.out.Tally.drop(v.group, v.reason, id)
	} else if v.speed != "" {
		c.out.Tally.Speeds.add(id + " " + v.speed)
	}
	// What is kept may not hold on to the block of the file that it stands in.
	v.road.Name, v.speed = strings.Clone(v.road.Name), ""
	class, ok := c.classes[v.road.Class]
	if !ok {
		class = strings.Clone(v.road.Class)
		c.classes[class] = class
	}
	v.road.Class = class
	return v
}

// keep keeps a way that has a length.
func (c *Collector) keep(id string, v verdict, runs []orb.LineString) {
	w := Way{Road: v.road, Group: v.group}
	w.Road.ID = id
	for _, run := range runs {
		for _, l := range aroundEarth(Tidy(run)) {
			if v.reversed {
				l = reversed(l)
			}
			w.Runs = append(w.Runs, l)
		}
	}
	if len(w.Runs) == 0 {
		c.out.Tally.drop(v.group, ByLength, id)
		return
	}
	c.out.Tally.Kept[v.group]++
	c.out.Ways = append(c.out.Ways, w)
}

// aroundEarth cuts a line at ±180°, where it goes over it.
func aroundEarth(l Line) []Line {
	if len(l) < 2 {
		return nil
	}
	for i, p := range l {
		if math.Abs(p[0]) > 180 || i > 0 && math.Abs(p[0]-l[i-1][0]) > 180 {
			var out []Line
			if parts, ok := geo.Cut(orb.MultiLineString{l}).(orb.MultiLineString); ok {
				for _, part := range parts {
					if part = Tidy(part); len(part) > 1 {
						out = append(out, part)
					}
				}
			}
			return out
		}
	}
	return []Line{l}
}

// Point adds a node: one that has highway=* is counted, and a barrier or
// landing is kept.
func (c *Collector) Point(id string, tags osmlib.Tags, at orb.Point) {
	if tags.Find("highway") != "" {
		c.out.Tally.Found[Highway]++
		c.out.Tally.drop(Highway, ByPoint, id)
	}
	if walk, is := barrierOf(tags); is {
		c.out.Barriers = append(c.out.Barriers, sectors.Barrier{ID: id, Walk: walk, At: Round(at)})
	}
	if landingOf(tags) {
		c.quay(id, tags, Line{at})
	}
}

func (c *Collector) quay(id string, tags osmlib.Tags, shape Line) {
	c.out.quays = append(c.out.quays, quay{id, strings.Clone(roadName(tags)), Tidy(shape)})
}

// Within leaves out ways of which no place is nearer than so many metres to
// the border or to any of the posts.
func (e *Extract) Within(b *Border, posts []orb.Point, metres float64) {
	var around segments
	for _, p := range posts {
		around.add(p, p)
	}
	far := func(p orb.Point) float64 {
		_, _, m, _ := around.nearest(p)
		return min(m, b.DistanceM(p))
	}
	kept := e.Ways[:0]
	for _, w := range e.Ways {
		runs := w.Runs[:0]
		for _, run := range w.Runs {
			if comesWithin(run, metres, far) {
				runs = append(runs, run)
			}
		}
		if w.Runs = runs; len(runs) > 0 {
			kept = append(kept, w)
			continue
		}
		e.Tally.Kept[w.Group]--
		e.Tally.drop(w.Group, ByDistance, w.Road.ID)
	}
	e.Ways = kept
}

// comesWithin reports whether any place of a line lies within metres of what
// far measures the distance to. From a place that is farther the line has to go
// on for as long before it can.
func comesWithin(l Line, metres float64, far func(orb.Point) float64) bool {
	const finestM = 10
	ahead := 0.0 // that need not be looked at
	for i := 1; i < len(l); i++ {
		length := EdgeM(l[i-1], l[i])
		at := ahead
		for at <= length {
			t := 0.0
			if length > 0 {
				t = at / length
			}
			m := far(Between(l[i-1], l[i], t))
			if m <= metres {
				return true
			}
			at += max(0.99*(m-metres), finestM)
		}
		ahead = at - length
	}
	return far(l[len(l)-1]) <= metres
}

// waterM is how far from a kept water a landing may lie, in metres.
const waterM = 200

// Landings are the piers, slipways, quays and ferry terminals beside the waters
// among the roads: each where it is nearest to the water, and on the side of
// the border where that is. How long a change takes there, the file does not say.
func (e *Extract) Landings(roads []Road, b *Border) []sectors.Landing {
	var water segments
	for i := range roads {
		if roads[i].Kind != sectors.Land {
			water.addLine(roads[i].Shape)
		}
	}
	var out []sectors.Landing
	for _, q := range e.quays {
		least, at := math.Inf(1), orb.Point{}
		for _, p := range q.shape {
			if _, _, m, ok := water.nearest(p); ok && m < least {
				least, at = m, p
			}
		}
		if least > waterM || len(out) > 0 && out[len(out)-1].ID == q.id {
			continue // far from water, or another run of the last one
		}
		out = append(out, sectors.Landing{ID: q.id, Name: q.name, Side: b.Side(at), At: at})
	}
	return out
}

// BarriersOn are the barriers that stand on a vertex of roads on land.
func (e *Extract) BarriersOn(roads []Road) []sectors.Barrier {
	on := map[key]bool{}
	for _, x := range e.Barriers {
		on[keyOf(x.At)] = false
	}
	for i := range roads {
		for _, p := range roads[i].Shape {
			if _, is := on[keyOf(p)]; is && roads[i].Kind == sectors.Land {
				on[keyOf(p)] = true
			}
		}
	}
	var out []sectors.Barrier
	for _, x := range e.Barriers {
		if on[keyOf(x.At)] {
			out = append(out, x)
		}
	}
	return out
}
