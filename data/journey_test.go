package data_test

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/geo"
	"lindero/planner/journey"
	"lindero/sectors"
)

// drawnWays returns a border along the equator with a one-way road, forbidden
// ground and a river, and two patrols.
func drawnWays(t *testing.T) *sectors.Layout {
	t.Helper()
	line := func(points ...orb.Point) *geo.Line {
		l, err := geo.NewLine(points)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	s := &sectors.Scenario{Name: "ways", Sides: [2]sectors.Side{{Code: "AA"}, {Code: "BB"}},
		Border: []sectors.Route{{ID: "hills", Name: "Hills", Kind: sectors.Land, Left: "AA", Right: "BB", Line: line(orb.Point{0, 0}, orb.Point{0.5, 0})},
			{ID: "bay", Name: "Bay", Kind: sectors.Sea, Left: "AA", Right: "BB", Line: line(orb.Point{0.5, 0}, orb.Point{0.7, 0})}},
		Routes: []sectors.Route{{ID: "road", Name: "Road", Class: "track", Kind: sectors.Land, Side: "AA", Travel: true, Line: line(orb.Point{0.1, 0.1}, orb.Point{0.3, 0.01})}},
		Rules:  sectors.Rules{DetourFactor: 2, OffRouteSpeedKmh: sectors.PerKind{Land: 3, River: 6, Sea: 15}},
		Posts: []sectors.Post{{ID: "a", Name: "North", Side: "AA", At: orb.Point{0.1, 0.1}}, {ID: "b", Name: "South", Side: "BB", At: orb.Point{0.1, -0.02}},
			{ID: "c", Name: "The Ford", Side: "AA", At: orb.Point{0.3, 0.2}}},
		Patrols: []sectors.Patrol{{ID: "car", Side: "AA", Post: "a", Layer: sectors.SurfaceLayer, SpeedKmh: sectors.PerKind{Land: 40}, ShiftH: 4},
			{ID: "foot", Side: "BB", Post: "b", Layer: sectors.SurfaceLayer, SpeedKmh: sectors.PerKind{Land: 4}, ShiftH: 8}},
		MeetingPoints: []sectors.MeetingPoint{{ID: "ford", Name: "The Ford", At: orb.Point{0.2, 0}}, {ID: "mill", Name: "The Mill", At: orb.Point{0.3, 0}}},
		Forbidden:     []sectors.Area{{ID: "park", Name: "Park", Side: "BB", Polygon: orb.MultiPolygon{{{{0.35, -0.1}, {0.4, -0.1}, {0.4, 0.1}, {0.35, 0.1}, {0.35, -0.1}}}}}},
	}
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestParsePlace reads places in every form, and refuses what is none.
func TestParsePlace(t *testing.T) {
	l := drawnWays(t)
	p := &l.Scenario.Patrols[0]
	for text, want := range map[string]journey.Destination{
		"ford": {ID: "ford", Name: "The Ford", At: orb.Point{0.2, 0}, Border: true}, "the mill": {ID: "mill", Name: "The Mill", At: orb.Point{0.3, 0}, Border: true},
		"a": {ID: "a", Name: "North", At: orb.Point{0.1, 0.1}}, " North ": {ID: "a", Name: "North", At: orb.Point{0.1, 0.1}},
		"0.25,0.5": {At: orb.Point{0.25, 0.5}}, "0.25; 0.5": {At: orb.Point{0.25, 0.5}}, "0°30'N 0°15'E": {At: orb.Point{0.25, 0.5}}, "N 0 30 W 0 15": {At: orb.Point{-0.25, 0.5}},
		"km 0": {At: orb.Point{0, 0}, Border: true}, "0km": {At: orb.Point{0, 0}, Border: true}, "KM55.6597453966": {At: orb.Point{0.5, 0}, Border: true},
		"66.791694475964 km": {At: orb.Point{0.6, 0}, Border: true},
	} {
		got, err := data.ParsePlace(l, p, text)
		if err != nil || geo.DistanceM(got.At, want.At) > 0.01 {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
		if got.At = want.At; got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
	if got, err := data.ParsePlace(l, p, "31N AA 66021 00000"); err != nil || got.Border {
		t.Errorf("%+v, %v", got, err)
	}
	for text, want := range map[string]string{
		"": `"" is no meeting point, no post of AA and no place on earth; write one of them, such as `, "b": `"b" is a post of BB, and patrols of AA do not go there`,
		"South": "no post of AA", "The Ford": `"The Ford" is the name of several places; write ford or c`, "km 78": "km 78 is beyond the border's end, at km 77.9",
		"km 1.2.3": `"1.2.3" is no chainage`, "0.5,95": "is no place on earth: read pair 0.5,95: latitude 95", "500,1": "longitude 500", "14°70'N 1°E": "are not below 60",
		"fort": "such as ford", "km -5": "no place on earth", "NaN,0": "no place on earth", strings.Repeat("9", 5000): `"9999`,
	} {
		got, err := data.ParsePlace(l, p, text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %+v, %v, want %s", text, got, err, want)
		}
	}
	l.Scenario.Border, l.BorderFromM = nil, nil
	if _, err := data.ParsePlace(l, p, "km 0"); err == nil || !strings.Contains(err.Error(), "has no border") {
		t.Error(err)
	}
}

func TestParseHours(t *testing.T) {
	for text, want := range map[string]float64{"1h": 1, "90min": 1.5, "1.5 H": 1.5, "2d": 48} {
		if got, err := data.ParseHours(text); err != nil || got != want {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{"": "has no unit", "3": "has no unit", "h": "no finite number", "0h": "not above 0", "-1h": "not above 0", "NaNh": "no finite number", "1e9d": "too long", "1,5h": "no finite number"} {
		if got, err := data.ParseHours(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, %v, want %s", text, got, err, want)
		}
	}
}

// TestJourneyMessages: every code and every reason is said, whatever it comes
// with.
func TestJourneyMessages(t *testing.T) {
	m := 1000.0
	near := &journey.NearWay{Route: "r", DistanceM: 5000}
	for _, code := range []journey.Code{journey.UnknownPatrol, journey.UnknownPair, journey.OffEarth, journey.NoBorder, journey.BadStep, journey.OtherSide,
		journey.WrongSide, journey.PostAtSea, journey.SameSide, journey.Layers, journey.UnknownPost, journey.PostsOneSide, journey.NoneThere} {
		for _, p := range []*journey.Problem{{Code: code}, {Code: code, Subjects: []string{"a", "b", "c", "d"}, LengthM: 5, Near: &journey.Place{BorderM: &m}}} {
			if text := data.JourneyMessage(p).String(); text == string(code) || strings.Contains(text, "%!") || len(text) < 20 {
				t.Errorf("%s: %q", code, text)
			}
		}
	}
	for _, reason := range []journey.Reason{journey.ByKind, journey.ByForbidden, journey.ByBorder, journey.ByBreak, journey.ByWater, journey.ByNoRoad, journey.ByShift, journey.ByIsland, journey.ByOneWay} {
		for _, w := range []*journey.Why{{Reason: reason}, {Reason: reason, Subject: "x", Name: "X", Kind: "sea", AtM: &m, NearWay: near}, {Reason: reason, Kind: "land", NeededH: 20, ShiftH: 0.5, NearWay: near}} {
			if text := data.WhyMessage(w).String(); text == string(reason) || strings.Contains(text, "%!") || len(text) < 10 {
				t.Errorf("%s: %q", reason, text)
			}
		}
	}
	api, err := os.ReadFile("../API.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, reason := range []string{"kind", "forbidden", "border", "break", "water", "no_road", "shift", "island", "one_way"} {
		if !named(string(api), reason) {
			t.Errorf("API.md does not name %s", reason)
		}
	}
}

// collectionOf reads a collection that was written.
func collectionOf(t *testing.T, text []byte) (features []struct {
	ID         string
	Geometry   struct{ Type string }
	Properties map[string]any
}, members map[string]any) {
	t.Helper()
	var c struct {
		Features []struct {
			ID         string
			Geometry   struct{ Type string }
			Properties map[string]any
		}
	}
	if err := json.Unmarshal(text, &c); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &members); err != nil {
		t.Fatal(err)
	}
	return c.Features, members
}

// TestJourneyGeoJSON holds features of a way to the way, and API.md to them.
func TestJourneyGeoJSON(t *testing.T) {
	l := drawnWays(t)
	j, err := journey.Route(t.Context(), l, "car", journey.Destination{ID: "mill", At: orb.Point{0.3, 0}, Border: true}, 100)
	if err != nil {
		t.Fatal(err)
	}
	text := section(t, "## A way")
	for _, home := range []bool{false, true} {
		var out bytes.Buffer
		if err := data.WriteJourneyGeoJSON(&out, l, j, home); err != nil {
			t.Fatal(err)
		}
		features, members := collectionOf(t, out.Bytes())
		if want := len(j.Out) + len(j.Home)*map[bool]int{true: 1}[home]; len(features) != want || len(j.Out) < 2 {
			t.Errorf("%d features, want %d", len(features), want)
		}
		for i, f := range features {
			if f.Geometry.Type != "MultiLineString" || f.ID != f.Properties["leg_id"] || i < len(j.Out) && f.Properties["how"] != string(j.Out[i].How) {
				t.Errorf("%+v", f)
			}
			for key := range f.Properties {
				if !named(text, key) {
					t.Errorf("API.md does not name %s", key)
				}
			}
		}
		if box, ok := members["bbox"].([]any); !ok || len(box) != 4 || members["note"] == nil || members["scenario"] != l.Scenario.Hash() {
			t.Errorf("%v", members)
		}
		if s, ok := members["summary"].(map[string]any); !ok || s["patrol"] != "car" || s["legs"] != nil || s["out_h"] != j.OutH {
			t.Errorf("summary %v", members["summary"])
		}
	}
	if s := data.SummariseJourney(l, j); s.Message != "" || s.Journey != j {
		t.Errorf("%+v", s)
	}
}

// TestMeetingGeoJSON holds features of a meeting to API.md, and the file to the
// folder.
func TestMeetingGeoJSON(t *testing.T) {
	l := drawnWays(t)
	r, err := journey.Meet(t.Context(), l, journey.Question{Patrols: [2]string{"car", "foot"}, StepM: 100})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := data.WriteMeetingGeoJSON(&out, l, r); err != nil {
		t.Fatal(err)
	}
	features, members := collectionOf(t, out.Bytes())
	if members["bbox"] == nil || members["note"] == nil {
		t.Errorf("%v", members)
	}
	_, text, _ := strings.Cut(section(t, "## Where two patrols meet"), "\n| `feature` |")
	counts := map[string]int{}
	for _, f := range features {
		sort, _ := f.Properties["feature"].(string)
		counts[sort]++
		if want := map[bool]string{true: "Point", false: "MultiLineString"}[sort == "point"]; f.Geometry.Type != want {
			t.Errorf("%s is %s", f.ID, f.Geometry.Type)
		}
		_, line, _ := strings.Cut(text, "\n| `"+sort+"` |")
		line, _, _ = strings.Cut(line, "\n")
		for key := range f.Properties {
			if key = regexp.MustCompile(`_(aa|bb)(_|$)`).ReplaceAllString(key, "_aa$2"); !named(line, key) {
				t.Errorf("%s: API.md does not name %s", sort, key)
			}
		}
	}
	if counts["point"] != len(r.Points) || counts["unreachable"] != len(r.Unreachable) || counts["leg"] < 6 || counts["isochrone"] < 8 || len(counts) != 4 {
		t.Errorf("%v", counts)
	}
	dir := t.TempDir() + "/met"
	if err := data.WriteMeetingFolder(dir, l, r); err != nil {
		t.Fatal(err)
	}
	for sort, n := range counts {
		file, err := os.ReadFile(dir + "/" + sort + ".geojson")
		if err != nil {
			t.Fatal(err)
		}
		if features, _ := collectionOf(t, file); len(features) != n {
			t.Errorf("%s: %d features, want %d", sort, len(features), n)
		}
	}
	if err := data.WriteMeetingFolder(dir, l, r); err == nil {
		t.Error("a folder is written over")
	}
	if s := data.SummariseMeeting(l, r); s.Meeting != r || s.Name != "ways" || s.Sources == nil {
		t.Errorf("%+v", s)
	}
}
