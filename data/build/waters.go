package main

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// driftM is how much of a route may change from water to land or back where
// land is made of countries: what rounding does at the sides of the box.
const driftM = 0.05

// checkWaters holds the ground to what ships use: everything of the scenario
// lies so far within the box that none gains by leaving it, and no part of a
// sea route lies on the ground that did not lie in a country, or the other way
// round. It returns what it found of each route.
func (s shore) checkWaters(g ground, lands map[string]country, marginKM float64, all ...[]feature) ([]string, error) {
	ground := countryOf(g.rings).areas()
	var before []*geo.Area
	for _, code := range s.codes {
		before = append(before, lands[code].near(s.box).areas()...)
	}
	var notes []string
	for _, f := range slices.Concat(all...) {
		l, ok := f.geometry.(line)
		if p, isPoint := f.geometry.(point); isPoint {
			l = line{p}
		} else if !ok {
			return nil, fmt.Errorf("%s is neither a point nor a line", f.id)
		}
		if km := s.box.marginKM(l); km < marginKM {
			return nil, fmt.Errorf("%s comes within %.1f km of the side of the box of land, %.1f at least were expected: widen the box", f.id, km, marginKM)
		}
		if f.properties["kind"] != "sea" {
			continue
		}
		measured, err := geo.NewLine(orb.LineString(ringOf(l)))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.id, err)
		}
		was, is := onLand(measured, before), onLand(measured, ground)
		if m := max(is.Subtract(was).LengthM(), was.Subtract(is).LengthM()); m > driftM {
			return nil, fmt.Errorf("%s: %.2f m of it are on land and were not, or the other way round", f.id, m)
		}
		notes = append(notes, fmt.Sprintf("  on land or its edge: %-26s %8.3f of %8.3f km", f.id, is.LengthM()/1000, measured.LengthM()/1000))
	}
	return notes, nil
}

// marginKM is how far the line keeps from the sides of the box; below 0 where
// it leaves it.
func (b box) marginKM(l line) float64 {
	km := math.Inf(1)
	for _, p := range l {
		for axis := range 2 {
			low, high := p, p
			low[axis], high[axis] = b.min[axis], b.max[axis]
			km = min(km, math.Copysign(flat(p, low)/1000, p[axis]-b.min[axis]), math.Copysign(flat(p, high)/1000, b.max[axis]-p[axis]))
		}
	}
	return km
}

// near is the polygons of the country that come near a box.
func (c country) near(b box) country {
	return slices.DeleteFunc(slices.Clone(c), func(p polygon) bool { return !p[0].meets(b) })
}

func countryOf(rings []line) country {
	var c country
	for _, r := range rings {
		c = append(c, polygon{r})
	}
	return c
}

func (c country) areas() []*geo.Area {
	var out []*geo.Area
	for _, p := range c.land("").Polygons {
		out = append(out, geo.NewArea(p))
	}
	return out
}

// onLand is where a line lies in any of the areas or on its edge.
func onLand(l *geo.Line, areas []*geo.Area) geo.Spans {
	var all geo.Spans
	for _, a := range areas {
		all = all.Union(l.Inside(a))
	}
	return all
}
