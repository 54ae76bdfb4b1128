package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/osm"
	"github.com/paulmach/osm/osmpbf"

	"lindero/geo"
	"lindero/sectors"
)

// usualKmh is how fast one is on the roads that are read, where no sign says.
var usualKmh = map[string]float64{
	"motorway": 100, "trunk": 90, "primary": 70, "secondary": 60, "tertiary": 50, "unclassified": 50, "residential": 40,
	"motorway_link": 60, "trunk_link": 60, "primary_link": 50, "secondary_link": 50, "tertiary_link": 50,
	"living_street": 20, "service": 20, "track": 20, "road": 30,
}

// readRoads reads the roads of an OpenStreetMap file as routes: a stand-in for
// what imports such files, which the measurements do not depend on.
func readRoads(ctx context.Context, file string) ([]sectors.Route, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	scanner := osmpbf.New(ctx, f, 2)
	defer func() { _ = scanner.Close() }() // only read
	scanner.SkipRelations = true
	places := map[osm.NodeID]orb.Point{}
	var routes []sectors.Route
	for scanner.Scan() {
		switch x := scanner.Object().(type) {
		case *osm.Node:
			places[x.ID] = orb.Point{x.Lon, x.Lat}
		case *osm.Way: // after all nodes
			if r, ok := roadOf(x, places); ok {
				routes = append(routes, r)
			}
		}
	}
	if err := scanner.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return routes, nil
}

// roadOf makes a route of a way, if it is a road of some length.
func roadOf(w *osm.Way, places map[osm.NodeID]orb.Point) (sectors.Route, bool) {
	limit, ok := usualKmh[w.Tags.Find("highway")]
	if !ok {
		return sectors.Route{}, false
	}
	var line orb.LineString
	for _, n := range w.Nodes {
		if p, ok := places[n.ID]; ok {
			line = append(line, p)
		}
	}
	measured, err := geo.NewLine(line)
	if err != nil { // cut off by the extract's edge
		return sectors.Route{}, false
	}
	if mph, err := strconv.ParseFloat(strings.TrimSuffix(w.Tags.Find("maxspeed"), " mph"), 64); err == nil && mph > 0 {
		limit = mph * 1.609344
	}
	oneWay := w.Tags.Find("oneway")
	return sectors.Route{ID: fmt.Sprintf("way-%d", w.ID), Kind: sectors.Land, Travel: true, SpeedLimitKmh: limit,
		OneWay: oneWay == "yes" || w.Tags.Find("junction") == "roundabout" || w.Tags.Find("highway") == "motorway" && oneWay != "no", Line: measured}, true
}
