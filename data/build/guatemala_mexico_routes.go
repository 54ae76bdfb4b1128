package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"lindero/geo/frontier"
	"lindero/internal/npm"
)

// sliverKM: where the polygons of two neighbours fail to meet for a few
// metres, a short unshared chain is left that is no coast.
const sliverKM = 1.0

// deriveGuatemalaMexicoRoutes gives Guatemala's two coasts and the sea lanes off them.
func deriveGuatemalaMexicoRoutes(lands map[string]country, cache string) ([]feature, error) {
	coasts, err := deriveCoasts(lands)
	if err != nil {
		return nil, err
	}
	lanes, err := deriveLanes(cache)
	if err != nil {
		return nil, err
	}
	return append(coasts, lanes...), nil
}

func route(id, name, side string, l line) feature {
	return feature{id, map[string]any{
		"kind": "sea", "name": name, "side": side, "travel": true, "watched": true,
	}, l.tidy()}
}

// deriveCoasts gives the edges of Guatemala that no neighbour has, at full
// resolution, each coast from west to east.
func deriveCoasts(lands map[string]country) ([]feature, error) {
	var around []frontier.Land
	for _, code := range neighbours {
		around = append(around, lands[code].land(code))
	}
	var coasts []line
	for _, part := range frontier.Alone(lands["GTM"].land("GTM"), around...) {
		if l := lineOf(part); l.km() >= sliverKM {
			coasts = append(coasts, l.eastward())
		}
	}
	if len(coasts) != 2 {
		return nil, fmt.Errorf("%d coasts of Guatemala in %s, two were expected", len(coasts), npm.Coastline.Name)
	}
	// The Pacific coast begins farther south.
	slices.SortFunc(coasts, func(a, b line) int { return cmp.Compare(a[0][1], b[0][1]) })
	return []feature{
		route("pacific-coast-gt", "Costa del Pacífico de Guatemala", "GT", coasts[0]),
		route("caribbean-coast-gt", "Costa del Caribe de Guatemala", "GT", coasts[1]),
	}, nil
}

// water is a box in which sea lanes are taken, and what the lanes that are
// found in it are called, from north to south.
type water struct {
	box   box
	lanes []lane
}

type lane struct{ id, name string }

var waters = []water{
	{
		box{point{-94.35, 11.80}, point{-90.00, 15.00}},
		[]lane{
			{"sea-lane-pacific-coastal", "Ruta marítima costera del Pacífico"},
			{"sea-lane-pacific-ocean", "Ruta marítima oceánica del Pacífico"},
		},
	},
	{
		box{point{-88.95, 15.65}, point{-87.00, 17.00}},
		[]lane{{"sea-lane-caribbean", "Ruta marítima del Golfo de Honduras"}},
	},
}

// deriveLanes reads the sea lanes and gives their parts in each water.
func deriveLanes(cache string) ([]feature, error) {
	type laneFeature struct{ Geometry struct{ Coordinates line } }
	var all []line
	err := npm.SeaLanes.Open(cache, "package/data/marnet_densified.json", func(r io.Reader) error {
		return npm.EachElement(r, "features", func(f laneFeature) error {
			if len(f.Geometry.Coordinates) > 1 {
				all = append(all, f.Geometry.Coordinates)
			}
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	all = finest(all)
	var features []feature
	for _, w := range waters {
		lanes := merge(w.box.clip(all))
		if len(lanes) != len(w.lanes) {
			return nil, fmt.Errorf("%d sea lanes lie in the box %v, %d were expected", len(lanes), w.box, len(w.lanes))
		}
		for i := range lanes {
			lanes[i] = lanes[i].eastward()
		}
		slices.SortFunc(lanes, func(a, b line) int { return cmp.Compare(b[0][1], a[0][1]) })
		for i, l := range lanes {
			features = append(features, route(w.lanes[i].id, w.lanes[i].name, "", l))
		}
	}
	return features, nil
}
