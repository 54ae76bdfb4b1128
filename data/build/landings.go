package main

import (
	"errors"
	"fmt"
)

// landing is a public port or landing: an illustration, not a real disposition.
// It stands at the vertex of its water that is nearest to its spot, so that it
// is on the water's edge and on the route that runs there.
type landing struct {
	id, name string
	side     string
	spot     spot
	water    string // id of a stretch or route; empty: the shore
}

// What holds for all landings.
const (
	landingOffKM = 3 // no spot lies farther from its landing
	changeMin    = 15
)

// deriveLandings looks every landing up and puts it at its water.
func deriveLandings(table []landing, d derived, g gazetteer) ([]feature, error) {
	var features []feature
	for _, l := range table {
		spot, err := g.find(l.spot)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", l.id, err)
		}
		if !d.lands[l.side].contains(spot) {
			return nil, fmt.Errorf("%s at %v does not lie on side %s: correct its row in the table of landings", l.id, spot, l.side)
		}
		at, offKM, err := l.locate(spot, d)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", l.id, err)
		}
		if offKM > landingOffKM {
			return nil, fmt.Errorf("%s lies %.2f km off its water, farther than %d: leave it out", l.id, offKM, landingOffKM)
		}
		features = append(features, feature{l.id, map[string]any{"name": l.name, "side": l.side, "change_min": changeMin}, at})
	}
	return features, nil
}

// locate is the vertex of the landing's water nearest to its spot, and how far
// it is.
func (l landing) locate(spot point, d derived) (at point, km float64, err error) {
	if l.water == "" {
		if len(d.ground.rings) == 0 {
			return point{}, 0, errors.New("the scenario has no land, so no shore either")
		}
		at, km = d.ground.nearestVertex(spot)
		return at, km, nil
	}
	for _, features := range [][]feature{d.border, d.routes} {
		for _, f := range features {
			if water, ok := f.geometry.(line); ok && f.id == l.water {
				at, km = water.nearestVertex(spot)
				return at, km, nil
			}
		}
	}
	return point{}, 0, fmt.Errorf("there is no water %s", l.water)
}
