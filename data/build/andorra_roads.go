package main

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"lindero/data/osm"
	"lindero/sectors"
)

// andorraRules take the highways that become routes. On paths nobody is faster
// than a brisk walk, with or without a vehicle.
//
// Left out: what is closed or private, footways, steps and squares in towns,
// driveways and aisles of car parks, and what is no road (raceways, rest
// areas, building sites).
var andorraRules = osm.Rules{RoadsOnly: true, Strict: true, Classes: classesOf("trunk", "primary", "secondary", "tertiary",
	"primary_link", "secondary_link", "tertiary_link", "unclassified", "residential", "living_street",
	"service", "road", "track", "path", "bridleway")}

func classesOf(names ...string) map[string]osm.Class {
	classes := map[string]osm.Class{}
	for _, name := range names {
		classes[name] = osm.Highways[name]
	}
	return classes
}

// What the network measures in the pinned extract.
const (
	roadCount      = 3603
	roadKM         = 1520.1
	roadComponents = 20
)

// thinM is how far a vertex that is no junction may lie from the line without
// it to be left out, in metres: less than recorded paths are good for, and two
// fifths of the vertices.
const thinM = 1.5

// deriveAndorraRoads gives the roads on either side of the ring, cut where
// they cross it. Roads that meet share a vertex, before as after.
func deriveAndorraRoads(m *roadMap, ring line) ([]osm.Road, error) {
	ways, err := m.roads()
	if err != nil {
		return nil, err
	}
	border := osm.NewBorder([]osm.Stretch{{Parts: orb.MultiLineString{orb.LineString(ring)}, Left: "EU", Right: "AD"}})
	roads, _ := border.Cut(ways)
	thinned := osm.Thin(roads, thinM, nil)
	before, after := connect(roads), connect(thinned)
	if len(before.IslandsKm) != len(after.IslandsKm) {
		return nil, fmt.Errorf("thinning makes %d connected components of %d", len(after.IslandsKm), len(before.IslandsKm))
	}
	if len(thinned) != roadCount || len(after.IslandsKm) != roadComponents || math.Abs(after.Km-roadKM) > toleranceKM {
		return nil, fmt.Errorf("%d roads of %.3f km in %d connected components, %d of %.1f km in %d were expected",
			len(thinned), after.Km, len(after.IslandsKm), roadCount, roadKM, roadComponents)
	}
	return thinned, nil
}

// connect measures how the roads hang together.
func connect(roads []osm.Road) osm.Network { return osm.Connect(roads, "", sectors.Land) }

func roadFeatures(roads []osm.Road) []feature {
	features := make([]feature, len(roads))
	for i, r := range roads {
		features[i] = roadFeature(r)
	}
	return features
}

func roadFeature(r osm.Road) feature {
	properties := map[string]any{"kind": "land", "speed_limit_kmh": r.SpeedKmh, "travel": true, "watched": false}
	if r.Name != "" {
		properties["name"] = r.Name
	}
	if r.Side != "" {
		properties["side"] = r.Side
	}
	if r.OneWay {
		properties["one_way"] = true
	}
	return feature{r.ID, properties, line(r.Shape).tidy()}
}

// roads are the ways that become routes. In the pinned extract every speed can
// be understood, and every node is there.
func (m *roadMap) roads() ([]osm.Way, error) {
	c := osm.NewCollector(andorraRules)
	for _, w := range m.ways {
		shape, err := m.shape(w)
		if err != nil {
			return nil, err
		}
		c.Way(osm.WayID(int64(w.ID)), w.Tags, []orb.LineString{orb.LineString(shape)})
	}
	e := c.Extract()
	if e.Tally.Speeds.Count > 0 {
		return nil, fmt.Errorf("maxspeed is not understood: %v", e.Tally.Speeds.First)
	}
	return e.Ways, nil
}
