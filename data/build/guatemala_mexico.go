package main

import (
	"context"
	"fmt"

	"lindero/internal/npm"
)

// guatemalaMexico is the border of Guatemala and Mexico, from the outer end
// of the boundary in the Pacific to the tripoint with Belize.
var guatemalaMexico = scenario{
	name:     "guatemala-mexico",
	packages: []npm.Package{npm.Coastline, npm.Cities, npm.SeaLanes},
	posts:    guatemalaMexicoPosts,
	meet:     guatemalaMexicoMeetingPoints,
	landings: guatemalaMexicoLandings,
	derive:   deriveGuatemalaMexico,
}

func deriveGuatemalaMexico(_ context.Context, cache string) (derived, error) {
	lands, err := readCountries(cache, guatemalaMexicoShore.codes...)
	if err != nil {
		return derived{}, err
	}
	border, err := deriveGuatemalaMexicoBorder(lands)
	if err != nil {
		return derived{}, fmt.Errorf("border: %w", err)
	}
	routes, err := deriveGuatemalaMexicoRoutes(lands, cache)
	if err != nil {
		return derived{}, fmt.Errorf("routes: %w", err)
	}
	ground, notes, err := deriveGuatemalaMexicoGround(lands, border, routes)
	if err != nil {
		return derived{}, fmt.Errorf("land: %w", err)
	}
	countries, more, err := guatemalaMexicoAtlas.derive(lands, border)
	if err != nil {
		return derived{}, fmt.Errorf("countries: %w", err)
	}
	return derived{
		border: border, routes: routes, ground: ground, countries: countries, notes: append(notes, more...),
		lands: map[string]country{"GT": lands["GTM"], "MX": lands["MEX"]},
	}, nil
}

// guatemalaMexicoShore is the land that ships of the scenario go around. The
// box holds all posts and routes; its sides are where each cuts the mainland
// once.
var guatemalaMexicoShore = shore{
	codes:   []string{"GTM", "MEX", "BLZ", "HND", "SLV", "NIC"},
	box:     box{point{-95.5, 11.4}, point{-86.5, 19.1}},
	lostKM2: 1,
}

// guatemalaMexicoAtlas has the countries of that land, and fills as much.
var guatemalaMexicoAtlas = atlas{
	countries: []mapped{{"BLZ", "BZ", "Belice", ""}, {"GTM", "GT", "Guatemala", ""}, {"HND", "HN", "Honduras", ""},
		{"MEX", "MX", "México", ""}, {"NIC", "NI", "Nicaragua", ""}, {"SLV", "SV", "El Salvador", ""}},
	box:     guatemalaMexicoShore.box,
	lostKM2: guatemalaMexicoShore.lostKM2,
}

// guatemalaMexicoMarginKM is how far the scenario keeps from the sides of that
// box.
const guatemalaMexicoMarginKM = 40

// deriveGuatemalaMexicoGround gives the land, which has the river's mouth for a
// vertex, as the border does.
func deriveGuatemalaMexicoGround(lands map[string]country, border, routes []feature) (ground, []string, error) {
	g, err := guatemalaMexicoShore.derive(lands)
	if err != nil {
		return ground{}, nil, err
	}
	if _, err := g.rings[0].find(mouth); err != nil {
		return ground{}, nil, fmt.Errorf("the mouth of the Suchiate: %w", err)
	}
	notes, err := guatemalaMexicoShore.checkWaters(g, lands, guatemalaMexicoMarginKM, border, routes)
	return g, append([]string{g.note}, notes...), err
}

// neighbours share edges with Guatemala (ISO 3166 alpha-3, as the source
// writes them).
var neighbours = []string{"MEX", "BLZ", "HND", "SLV"}

// mouth is where the shared line begins: its first vertex at the Suchiate's
// mouth. INEGI's boundary ends at -92.22581 14.52942, 0.4 km south-east of it;
// it is led to the vertex, so that the border is one chain.
var mouth = point{-92.229007, 14.530364}

// pacific is the boundary at sea from its outer end, without its last vertex
// (INEGI).
var pacific = line{{-94.30881, 11.87329}, {-93.36349, 13.08288}}

// What the shared line measures in the pinned package.
const (
	borderVertices = 2556
	borderKM       = 963.5
)

var stretches = []stretch{
	{"suchiate", "river", "Río Suchiate", 83.9, point{-92.05928, 15.07082}},
	{"volcan-tacana-rio-chixoy", "land", "Volcán Tacaná – Río Chixoy", 268.1, point{-90.44222, 16.07403}},
	{"chixoy-salinas", "river", "Río Chixoy o Salinas", 112.1, point{-90.54258, 16.46492}},
	{"usumacinta", "river", "Río Usumacinta", 194.2, point{-91.43978, 17.25084}},
	{"usumacinta-belice", "land", "Río Usumacinta – Belice", 305.2, point{-89.15190, 17.81563}},
}

// deriveGuatemalaMexicoBorder gives the stretches of the border in order, from the outer end
// of the Pacific boundary to the tripoint with Belize.
func deriveGuatemalaMexicoBorder(lands map[string]country) ([]feature, error) {
	shared, err := sharedLine(lands["MEX"], lands["GTM"], mouth)
	if err != nil {
		return nil, err
	}
	if len(shared) != borderVertices {
		return nil, fmt.Errorf("the shared line has %d vertices, %d were expected", len(shared), borderVertices)
	}
	if err := checkKM("the shared line", shared, borderKM); err != nil {
		return nil, err
	}
	if err := checkSides(shared, lands["MEX"], lands["GTM"]); err != nil {
		return nil, err
	}
	parts, err := cutStretches(shared, stretches)
	if err != nil {
		return nil, err
	}
	sea := append(append(line{}, pacific...), shared[0])
	features := []feature{borderFeature("pacific", "sea", "Límite marítimo del Pacífico", sea)}
	for i, s := range stretches {
		if err := checkKM(s.id, parts[i], s.km); err != nil {
			return nil, err
		}
		features = append(features, borderFeature(s.id, s.kind, s.name, parts[i]))
	}
	return features, nil
}

func borderFeature(id, kind, name string, l line) feature {
	return feature{id, map[string]any{"kind": kind, "name": name, "left": "MX", "right": "GT"}, l.tidy()}
}
