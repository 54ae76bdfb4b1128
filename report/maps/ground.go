package maps

import (
	"lindero/data/drawing"
	"lindero/sectors"

	"github.com/paulmach/orb"
)

// ground draws water and lands, as far as the scenario has them.
func (c *chart) ground() {
	s := c.Layout.Scenario
	class := "bare"
	if len(s.Countries)+len(s.Land) > 0 {
		class = "ground"
	}
	if len(s.Land) > 0 {
		class = "water"
	}
	c.Rect(class, c.px.low.x, c.px.low.y, c.px.wide(), c.px.tall())
	if len(s.Countries) == 0 {
		for i := range s.Land {
			c.polygon("land", s.Land[i].Polygon)
		}
	}
	for i := range s.Countries {
		country := &s.Countries[i]
		c.lands = append(c.lands, c.polygon("land "+sideClass(s, country.Side, country.Code), country.Polygon))
	}
}

// sideClass is the class of the land of a side; empty where it is neither's.
func sideClass(s *sectors.Scenario, side, code string) string {
	for i, class := range []string{"first", "second"} {
		if side == s.Sides[i].Code || side == "" && code == s.Sides[i].Code {
			return class
		}
	}
	return ""
}

// polygon draws what the frame has of a polygon, and returns its rings.
func (c *chart) polygon(class string, of orb.MultiPolygon) [][]xy {
	const leastPx = 0.8 // of an island, or a lake
	var rings [][]xy
	var out [][]drawing.Point
	for _, p := range of {
		for _, ring := range p {
			line, _ := c.trace(ring, nil)
			if line = clipRing(line, c.px); len(line) < 3 {
				continue
			}
			b := noBox()
			for _, at := range line {
				b.add(at)
			}
			if b.wide() < leastPx && b.tall() < leastPx {
				continue
			}
			keep := simple(line)
			thin := make([]xy, len(keep))
			for i, at := range keep {
				thin[i] = line[at]
			}
			if len(thin) > 2 {
				rings, out = append(rings, thin), append(out, points(thin))
			}
		}
	}
	c.Area(class, out...)
	return rings
}

// ways draws the routes that patrols move along, and traces those that are to be
// watched, which can have gaps. Of them the public sees those to be watched.
func (c *chart) ways() {
	var roads, water [][]xy
	for i := len(c.Layout.BorderFromM); i < len(c.Layout.Routes); i++ {
		r := &c.Layout.Routes[i]
		if !r.Watched && (c.o.Public || !r.Travel) {
			continue
		}
		s := c.traceRoute(r, 0)
		if r.Watched {
			c.others = append(c.others, s)
		}
		for _, part := range s.parts {
			b := noBox()
			for _, at := range part.line {
				b.add(at)
			}
			switch {
			case b.wide() < 1 && b.tall() < 1:
			case r.Kind == sectors.Land:
				roads = append(roads, part.line)
			default:
				water = append(water, part.line)
			}
		}
	}
	if c.lines("road", roads) {
		c.says(c.t.Road, c.stroke("road"))
	}
	if c.lines("canal", water) {
		c.says(c.t.Water, c.stroke("canal"))
	}
}
