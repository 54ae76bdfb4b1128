package main

import (
	"context"
	"fmt"
	"slices"

	"lindero/internal/npm"
)

// andorra is the border of Andorra with France and Spain, a ring, and the
// roads on either side of it.
var andorra = scenario{
	name:     "andorra",
	packages: []npm.Package{npm.Coastline, npm.Cities},
	posts:    andorraPosts,
	meet:     andorraMeetingPoints,
	derive:   deriveAndorra,
}

func deriveAndorra(ctx context.Context, cache string) (derived, error) {
	lands, err := readCountries(cache, "AND", "FRA", "ESP")
	if err != nil {
		return derived{}, err
	}
	m, err := andorraExtract.read(ctx)
	if err != nil {
		return derived{}, err
	}
	border, ring, err := deriveAndorraBorder(m, lands)
	if err != nil {
		return derived{}, fmt.Errorf("border: %w", err)
	}
	roads, err := deriveAndorraRoads(m, ring)
	if err != nil {
		return derived{}, fmt.Errorf("roads: %w", err)
	}
	countries, notes, err := deriveAndorraAtlas(lands, border, ring)
	if err != nil {
		return derived{}, fmt.Errorf("countries: %w", err)
	}
	n := connect(roads)
	return derived{
		border:    border,
		routes:    roadFeatures(roads),
		countries: countries,
		lands:     map[string]country{"AD": {{ring}}, "EU": slices.Concat(lands["FRA"], lands["ESP"])},
		places:    m.places,
		notes: append(notes, fmt.Sprintf("  %.1f km of roads in %d connected components, %.1f %% of it in the largest",
			n.Km, len(n.IslandsKm), 100*n.IslandsKm[0]/n.Km)),
	}, nil
}
