package main

import (
	"fmt"
	"math"

	"lindero/data/osm"
)

// meetingPoint is a public place where a pair may meet: an illustration, not a
// real disposition. It lies on the border, at the point nearest to its spot
// unless road or stretch is given.
type meetingPoint struct {
	id, name string
	spot     spot
	road     string  // id of a route that ends on the border
	stretch  string  // id of a stretch of the border
	km       float64 // chainage along that stretch; below 0, back from its end
}

// designation is the meeting points of a border, in its order.
type designation struct {
	points  []meetingPoint
	offKM   float64 // no spot lies farther from the border
	apartKM float64 // no stretch without a meeting point is longer
}

// derive puts every meeting point on the border, and refuses those that are
// out of order, too far from it or too far apart.
func (d designation) derive(border, routes []feature, g gazetteer) ([]feature, error) {
	b, err := frontierOf(border)
	if err != nil {
		return nil, err
	}
	var features []feature
	lastKM := 0.0
	for _, p := range d.points {
		on, err := p.locate(b, routes, g)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.id, err)
		}
		if on.offKM > d.offKM {
			return nil, fmt.Errorf("%s lies %.2f km off the border, farther than %.2f: leave it out", p.id, on.offKM, d.offKM)
		}
		if len(features) > 0 && on.km <= lastKM {
			return nil, fmt.Errorf("%s at km %.2f of the border follows km %.2f: put it in its place in the table", p.id, on.km, lastKM)
		}
		if on.km-lastKM > d.apartKM {
			return nil, fmt.Errorf("no meeting point from km %.2f of the border to %s at km %.2f", lastKM, p.id, on.km)
		}
		lastKM = on.km
		features = append(features, feature{p.id, map[string]any{"name": p.name}, line{on.at}.tidy()[0]})
	}
	if b.km-lastKM > d.apartKM {
		return nil, fmt.Errorf("no meeting point from km %.2f of the border to its end at km %.2f", lastKM, b.km)
	}
	return features, nil
}

// onBorder is a place on the border.
type onBorder struct {
	at    point
	km    float64 // chainage along the whole border
	offKM float64 // how far from it the place lies that was looked for
}

func (p meetingPoint) locate(b chain, routes []feature, g gazetteer) (onBorder, error) {
	if p.stretch != "" {
		return b.along(p.stretch, p.km)
	}
	if p.road != "" {
		return b.end(p.road, routes)
	}
	at, err := g.find(p.spot)
	if err != nil {
		return onBorder{}, err
	}
	return b.nearest(at), nil
}

// chain is a border: its stretches in order.
type chain struct {
	ids    []string
	lines  []line
	fromKM []float64
	km     float64 // of all
}

func frontierOf(border []feature) (chain, error) {
	var b chain
	for _, f := range border {
		l, ok := f.geometry.(line)
		if !ok {
			return chain{}, fmt.Errorf("stretch %s is no line", f.id)
		}
		b.ids, b.lines, b.fromKM = append(b.ids, f.id), append(b.lines, l), append(b.fromKM, b.km)
		b.km += l.km()
	}
	return b, nil
}

// along is the place at a chainage of a stretch.
func (b chain) along(stretch string, km float64) (onBorder, error) {
	for i, id := range b.ids {
		if id != stretch {
			continue
		}
		whole := b.lines[i].km()
		if km < 0 {
			km += whole
		}
		if km < 0 || km > whole {
			return onBorder{}, fmt.Errorf("%s is %.3f km long and has no km %.3f", stretch, whole, km)
		}
		return onBorder{at: b.lines[i].at(km), km: b.fromKM[i] + km}, nil
	}
	return onBorder{}, fmt.Errorf("the border has no stretch %s", stretch)
}

// atBorderKM is how near the end of a road is that ends on the border.
const atBorderKM = 0.001

// end is where a road ends on the border: one of its ends, not both.
func (b chain) end(road string, routes []feature) (onBorder, error) {
	var found []onBorder
	for _, f := range routes {
		if l, ok := f.geometry.(line); ok && f.id == road {
			for _, p := range []point{l[0], l[len(l)-1]} {
				if on := b.nearest(p); on.offKM <= atBorderKM {
					found = append(found, on)
				}
			}
		}
	}
	if len(found) != 1 {
		return onBorder{}, fmt.Errorf("%d ends of the road %s lie on the border, one was expected", len(found), road)
	}
	return found[0], nil
}

// nearest is the place on the border that lies nearest to p, the first of
// several.
func (b chain) nearest(p point) onBorder {
	best := onBorder{offKM: math.Inf(1)}
	for i, l := range b.lines {
		km := b.fromKM[i]
		for j := 1; j < len(l); j++ {
			q := nearest(p, l[j-1], l[j])
			if off := osm.FlatM(p, q) / 1000; off < best.offKM {
				best = onBorder{q, km + osm.EdgeM(l[j-1], q)/1000, off}
			}
			km += osm.EdgeM(l[j-1], l[j]) / 1000
		}
	}
	return best
}
