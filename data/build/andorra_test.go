package main

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// drawnMap holds two ways that meet at node 3, one of them one-way against its
// direction, and ways that are no routes.
const drawnMap = `<osm version="0.6">
	<node id="1" lat="0" lon="0"/>
	<node id="2" lat="0" lon="0.001"/>
	<node id="3" lat="0" lon="0.002"/>
	<node id="4" lat="0.001" lon="0.002"><tag k="place" v="village"/><tag k="name" v="Four"/></node>
	<node id="5" lat="0.002" lon="0.002"><tag k="natural" v="saddle"/><tag k="name" v="Five"/></node>
	<node id="6" lat="0.003" lon="0.002"><tag k="mountain_pass" v="yes"/><tag k="name" v="Six"/></node>
	<node id="7" lat="0.004" lon="0.002"><tag k="natural" v="peak"/><tag k="name" v="Seven"/></node>
	<way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/><tag k="oneway" v="-1"/><tag k="maxspeed" v="30"/><tag k="name" v="High Street"/></way>
	<way id="11"><nd ref="3"/><nd ref="4"/><tag k="highway" v="path"/><tag k="oneway" v="yes"/><tag k="ref" v="GR 7"/></way>
	<way id="12"><nd ref="3"/><nd ref="4"/><tag k="highway" v="tertiary"/><tag k="junction" v="roundabout"/></way>
	<way id="13"><nd ref="3"/><nd ref="4"/><tag k="highway" v="track"/><tag k="access" v="private"/></way>
	<way id="14"><nd ref="3"/><nd ref="4"/><tag k="highway" v="service"/><tag k="service" v="parking_aisle"/></way>
	<way id="15"><nd ref="3"/><nd ref="4"/><tag k="highway" v="footway"/></way>
	<way id="16"><nd ref="3"/><nd ref="4"/><tag k="highway" v="service"/><tag k="area" v="yes"/></way>
	<way id="17"><nd ref="3"/><nd ref="4"/><tag k="building" v="yes"/></way>
	<way id="18"><nd ref="1"/><nd ref="4"/><tag k="boundary" v="administrative"/></way>
	<relation id="20"><member type="way" ref="18" role="outer"/><member type="node" ref="4" role="label"/></relation>
	<relation id="21"><member type="way" ref="18" role="outer"/><member type="way" ref="99" role="outer"/></relation>
</osm>`

func TestRoads(t *testing.T) {
	m, err := decodeMap(context.Background(), strings.NewReader(drawnMap))
	if err != nil {
		t.Fatal(err)
	}
	ways, err := m.roads()
	if err != nil {
		t.Fatal(err)
	}
	var got []feature
	for _, w := range ways {
		w.Road.Shape = w.Runs[0]
		got = append(got, roadFeature(w.Road))
	}
	want := []feature{
		{"way-10", map[string]any{"kind": "land", "name": "High Street", "speed_limit_kmh": 30.0, "one_way": true, "travel": true, "watched": false}, line{{0.002, 0}, {0.001, 0}, {0, 0}}},
		{"way-11", map[string]any{"kind": "land", "name": "GR 7", "speed_limit_kmh": 5.0, "travel": true, "watched": false}, line{{0.002, 0}, {0.002, 0.001}}},
		{"way-12", map[string]any{"kind": "land", "speed_limit_kmh": 50.0, "one_way": true, "travel": true, "watched": false}, line{{0.002, 0}, {0.002, 0.001}}},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(feature{})); diff != "" {
		t.Error(diff)
	}
	places := map[string][]point{"Four": {{0.002, 0.001}}, "Five": {{0.002, 0.002}}, "Six": {{0.002, 0.003}}}
	if diff := cmp.Diff(places, m.places); diff != "" {
		t.Errorf("the village and the passes: %s", diff)
	}
	if got, err := m.members(20); err != nil || !slices.Equal(got[18], line{{0, 0}, {0.002, 0.001}}) {
		t.Errorf("members: %v, %v", got, err)
	}
	if got, err := m.members(21); err == nil {
		t.Errorf("a relation of which a way is missing has members %v", got)
	}
}

func TestRoadsRefuse(t *testing.T) {
	for name, change := range map[string][2]string{
		"a speed in words":              {`v="30"`, `v="slow"`},
		"a node outside of the extract": {`<nd ref="1"/><nd ref="2"/>`, `<nd ref="9"/>`},
		"a way of one node":             {`<nd ref="1"/><nd ref="2"/>`, ``},
	} {
		m, err := decodeMap(context.Background(), strings.NewReader(strings.Replace(drawnMap, change[0], change[1], 1)))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := m.roads(); err == nil {
			t.Errorf("%s: %v", name, got)
		}
	}
	if _, err := decodeMap(context.Background(), strings.NewReader(drawnMap[:len(drawnMap)-20])); err == nil {
		t.Error("half a file is accepted")
	}
}

func TestClockwiseFrom(t *testing.T) {
	want := line{h, g, a, b, e, h}
	for _, ring := range []line{{a, b, e, h, g, a}, {a, g, h, e, b, a}, want} {
		got, err := clockwiseFrom(h, country{{ring}})
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%v: got %v, %v; want %v", ring, got, err, want)
		}
	}
	if got, err := clockwiseFrom(c, west); err == nil {
		t.Errorf("from a place that is not on the ring: %v", got)
	}
	if got, err := clockwiseFrom(h, slices.Concat(west, east)); err == nil {
		t.Errorf("two polygons: %v", got)
	}
	if err := checkSides(want, outside(want), west); err != nil {
		t.Error(err)
	}
}

// Lengths by GeodSolve.
func TestDistance(t *testing.T) {
	l := line{{1.5, 42.5}, {1.6, 42.5}, {1.6, 42.5}}
	for _, tt := range []struct {
		p    point
		want float64
	}{
		{point{1.5, 42.5}, 0},
		{point{1.55, 42.501}, 111.083},
		{point{1.601, 42.5}, 82.199},
		{point{1.499, 42.501}, 138.188},
	} {
		if got := l.distance(tt.p); math.Abs(got-tt.want) > 0.02 {
			t.Errorf("%v: %.2f m, want %.2f", tt.p, got, tt.want)
		}
	}
}

// theExtract is read once for all tests; its module is there, as this package
// is built with it.
var theExtract = sync.OnceValues(func() (*roadMap, error) { return andorraExtract.read(context.Background()) })

// TestAndorraIsDerived holds what is committed to what the extract gives.
func TestAndorraIsDerived(t *testing.T) {
	m, err := theExtract()
	if err != nil {
		t.Fatal(err)
	}
	parts, err := andorraParts(m)
	if err != nil {
		t.Fatal(err)
	}
	border := []feature{andorraStretches[0].feature(parts[0]), andorraStretches[1].feature(parts[1])}
	compareCommitted(t, andorra.name, "border.geojson", border...)
	ring := slices.Concat(parts[0], parts[1][1:])
	roads, err := deriveAndorraRoads(m, ring)
	if err != nil {
		t.Fatal(err)
	}
	routes := roadFeatures(roads)
	compareCommitted(t, andorra.name, "routes.geojson", routes...)
	meet, err := andorra.meet.derive(border, routes, gazetteer{places: m.places})
	if err != nil {
		t.Fatal(err)
	}
	compareCommitted(t, andorra.name, "meeting-points.geojson", meet...)
}

// compareCommitted wants a file of a scenario to hold the features as they are
// written, and nothing else.
func compareCommitted(t *testing.T, scenario, file string, features ...feature) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "scenarios", scenario, file))
	if err != nil {
		t.Fatal(err)
	}
	written, err := collection{file, features}.encode()
	if err != nil {
		t.Fatal(err)
	}
	if string(text) != string(written) {
		t.Errorf("%s is not what its sources give: run make data", file)
	}
}

func TestExtractIsPinned(t *testing.T) {
	e := andorraExtract
	e.sha256 = strings.Repeat("0", 64)
	if _, err := e.read(context.Background()); err == nil || !strings.Contains(err.Error(), "pinned") {
		t.Errorf("another file than pinned: %v", err)
	}
	e.module = "example.org/nowhere"
	if _, err := e.read(context.Background()); err == nil {
		t.Error("a module that is not required is found")
	}
}
