package main

import (
	"context"
	"fmt"
	"os"

	osmlib "github.com/paulmach/osm"

	"lindero/data/osm"
	"lindero/geo"
	"lindero/sectors"
)

// readRoads reads the ways of an OpenStreetMap file as routes that belong to no
// side, as `lindero import` does where there is no border.
func readRoads(ctx context.Context, file string) ([]sectors.Route, error) {
	extract, err := osm.Gather(func(each func(osmlib.Object) error) error {
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		defer f.Close()
		r, format, err := osm.Open(f)
		if err != nil {
			return err
		}
		return osm.Scan(ctx, r, format, each)
	}, osm.Rules{})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var routes []sectors.Route
	for _, w := range extract.Ways {
		for i, run := range w.Runs {
			line, err := geo.NewLine(run)
			if err != nil {
				continue // of no length
			}
			routes = append(routes, sectors.Route{ID: fmt.Sprintf("%s-%d", w.Road.ID, i+1), Kind: w.Road.Kind, Class: w.Road.Class,
				Travel: true, SpeedLimitKmh: w.Road.SpeedKmh, OneWay: w.Road.OneWay, Line: line})
		}
	}
	return routes, nil
}
