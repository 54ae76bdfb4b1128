package data_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"lindero/data"
	"lindero/geo"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/sectors"
)

// metresADegree is the length of a degree of the equator of WGS84.
const metresADegree = 6378137 * math.Pi / 180

// planFeatures returns the features of a collection of a plan.
func planFeatures(t *testing.T, l *sectors.Layout, p *planner.Plan, v data.View, name string) []*geojson.Feature {
	t.Helper()
	for _, c := range data.PlanCollections(v) {
		if c.Name == name {
			return slices.Collect(c.Features(l, p, v))
		}
	}
	t.Fatalf("there is no %s", name)
	return nil
}

// TestPlanPlaces: on the equator a chainage is a longitude. Each feature lies
// where it says.
func TestPlanPlaces(t *testing.T) {
	l, p := plantest.Drawn(t)
	for name, want := range map[string][]string{
		"sectors":        {"sector-1 0 50000", "sector-2 50000 100000"},
		"beats":          {"beat-1-1 0 20000", "beat-1-2 20000 50000", "beat-2-1 50000 80000", "beat-2-2 80000 100000"},
		"coverage":       {"hills/1 0 50000", "hills/2 50000 55660", "stream/1 55660 80000", "stream/2 80000 100000"},
		"gaps":           {"stream/1 80000 100000", "stream/2 100000 111319", "lane/1 111319 133583"},
		"meeting-points": {"ford 11132 11132", "mill 77924 77924", "idle 44528 44528"},
	} {
		var got []string
		for _, f := range planFeatures(t, l, p, data.Full, name) {
			box := f.Geometry.Bound()
			got = append(got, fmt.Sprintf("%s %.0f %.0f", f.ID, box.Min[0]*metresADegree, box.Max[0]*metresADegree))
			if box.Min[1] != 0 || box.Max[1] != 0 {
				t.Errorf("%s %v is off the border: %v", name, f.ID, box)
			}
			if lines, ok := f.Geometry.(orb.MultiLineString); name == "meeting-points" {
				if f.Geometry.GeoJSONType() != "Point" {
					t.Errorf("%s: %T", name, f.Geometry)
				}
			} else if !ok || math.Abs(lengthOf(t, lines)-f.Properties["length_m"].(float64)) > 0.03 || f.BBox == nil {
				t.Errorf("%s %v: %v, %.3f m", name, f.ID, f.Geometry, lengthOf(t, lines))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	// the second sector goes over from one stretch to the next, and ends there
	sector := planFeatures(t, l, p, data.Full, "sectors")[1].Geometry.(orb.MultiLineString)
	if len(sector) != 2 || sector[0][len(sector[0])-1] != (orb.Point{0.5, 0}) || sector[1][0] != (orb.Point{0.5, 0}) {
		t.Errorf("%v", sector)
	}
	// an end that is a micrometre into the next stretch is an error of rounding
	p.Sectors[0].ToM = l.BorderFromM[1] + 1e-6
	if lines := planFeatures(t, l, p, data.Full, "sectors")[0].Geometry.(orb.MultiLineString); len(lines) != 1 {
		t.Errorf("%v", lines)
	}
}

func lengthOf(t *testing.T, lines orb.MultiLineString) float64 {
	t.Helper()
	line, err := geo.NewLine(lines...)
	if err != nil {
		t.Fatal(err)
	}
	return line.LengthM()
}

// TestPlanRing: a sector goes on over the border's start, and is cut at ±180.
func TestPlanRing(t *testing.T) {
	l, p := plantest.Ring(t)
	for _, name := range []string{"sectors", "beats", "gaps", "coverage"} {
		for _, f := range planFeatures(t, l, p, data.Full, name) {
			lines := f.Geometry.(orb.MultiLineString)
			if got := lengthOf(t, lines); math.Abs(got-f.Properties["length_m"].(float64)) > 0.05 {
				t.Errorf("%s %v is %.3f m long, and says %v", name, f.ID, got, f.Properties["length_m"])
			}
			for _, part := range lines {
				for _, at := range part {
					if !(math.Abs(at[0]) <= 180 && math.Abs(at[0]) >= 179.9) {
						t.Errorf("%s %v has %v", name, f.ID, at)
					}
				}
				if b := part.Bound(); b.Max[0]-b.Min[0] > 0.1001 {
					t.Errorf("%s %v goes round the earth: %v", name, f.ID, part)
				}
			}
		}
	}
	// from the middle of the east side, over the north side and the start, down
	// the west side, to the middle of the south side
	sector := planFeatures(t, l, p, data.Full, "sectors")[0]
	lines := sector.Geometry.(orb.MultiLineString)
	first, last := lines[0][0], lines[len(lines)-1]
	if near := func(a, b orb.Point) bool { return geo.DistanceM(a, b) < 100 }; !near(first, orb.Point{-179.9, 0}) || !near(last[len(last)-1], orb.Point{180, -0.1}) {
		t.Errorf("the sector begins at %v and ends at %v", first, last[len(last)-1])
	}
	seam := slices.ContainsFunc(lines, func(part orb.LineString) bool { return slices.Contains(part, orb.Point{179.9, 0.1}) })
	if !seam || len(sector.BBox) != 4 || sector.BBox[0] < sector.BBox[2] {
		t.Errorf("%v, box %v", lines, sector.BBox)
	}
	beat := planFeatures(t, l, p, data.Full, "beats")[0].Properties
	if beat["meet_m"].(float64) <= 0 || beat["meeting_point"] != nil || beat["meet_mgrs"] == "" {
		t.Errorf("%v", beat)
	}
}

func TestPlanProperties(t *testing.T) {
	l, p := plantest.Drawn(t)
	p.Beats[0].WalkH = 3.11320000004
	for name, want := range map[string]map[string]any{
		"meeting-points": {"meeting_point": "ford", "name": "The Ford", "chainage_m": 11131.949, "offset_m": 0.0, "pairs": []string{"pair-1"}, "mgrs": "31NAA7716300000"},
		"sectors": {"sector": "sector-1", "pair": "pair-1", "number": 1, "layer": "surface", "from_m": 0.0, "to_m": 50000.0, "length_m": 50000.0,
			"lambda_h": 168.0, "share": 0.75, "patrol_aa": "unit-a1", "post_aa": "Westmoor", "post_aa_id": "aa-west", "patrol_bb": "unit-b1", "post_bb": "Westham", "post_bb_id": "bb-west"},
		"beats": {"beat": "beat-1-1", "sector": "sector-1", "pair": "pair-1", "number": 1, "meet_m": 11131.949, "part_m": 20000.0, "meeting_point": "ford",
			"meeting_point_name": "The Ford", "visits": 4, "weight": 1.0, "revisit_h": 168.0, "allowed_h": 168.0, "walk_h": 3.1132, "arrive_aa_h": 0.5, "arrive_bb_h": 0.6,
			"home_aa_h": 0.7, "home_bb_h": 0.8, "from_m": 0.0, "to_m": 20000.0, "length_m": 20000.0, "patrol_aa": "unit-a1"},
		"coverage": {"stretch": "hills/1", "id": "hills", "kind": "land", "name": "The hills", "revisit_h": 168.0, "from_m": 0.0, "border_to_m": 50000.0},
		"gaps":     {"gap": "stream/1", "id": "stream", "kind": "river", "reason": "revisit_exceeded", "revisit_h": 96.0, "allowed_h": 48.0, "risk": 1.0, "border_from_m": 80000.0, "border_to_m": 100000.0},
	} {
		got := planFeatures(t, l, p, data.Full, name)[0].Properties
		for key, v := range want {
			if fmt.Sprint(got[key]) != fmt.Sprint(v) {
				t.Errorf("%s: %s is %v, want %v", name, key, got[key], v)
			}
		}
	}
}

// TestPlanIDs: ids are text, stable and each there once, in either view.
func TestPlanIDs(t *testing.T) {
	l, p := plantest.Drawn(t)
	for _, v := range []data.View{data.Full, data.Public} {
		for _, c := range data.PlanCollections(v) {
			seen := map[string]bool{}
			for f := range c.Features(l, p, v) {
				id, ok := f.ID.(string)
				if !ok || id == "" || seen[id] {
					t.Errorf("%s: id %#v", c.Name, f.ID)
				}
				seen[id] = true
			}
			if len(seen) == 0 {
				t.Errorf("%s is empty", c.Name)
			}
		}
	}
}

// TestPublicPlanLeaksNothing searches all that the public may see of a plan
// for what is private: only the properties that are listed may be there.
func TestPublicPlanLeaksNothing(t *testing.T) {
	l, p := plantest.Drawn(t)
	may := map[string][]string{
		"meeting-points": {"name"},
		"sectors":        {"sector", "from_m", "to_m", "length_m"},
		"gaps":           {"gap", "id", "kind", "name", "from_m", "to_m", "length_m", "border_from_m", "border_to_m"},
	}
	secret := []string{"unit-", "pair-", "aa-", "bb-", "surface", "shift", "sector-", "ford", "mill"}
	for _, post := range l.Scenario.Posts {
		secret = append(secret, post.ID, post.Name)
	}
	for i := range p.Gaps {
		p.Gaps[i].ID = "unit-a1 never comes to " + p.Gaps[i].ID
	}
	collections := data.PlanCollections(data.Public)
	if len(collections) != len(may) {
		t.Errorf("%d collections are public", len(collections))
	}
	for _, c := range collections {
		for f := range c.Features(l, p, data.Public) {
			for key := range f.Properties {
				if !slices.Contains(may[c.Name], key) {
					t.Errorf("%s %v tells %s", c.Name, f.ID, key)
				}
			}
			text, err := json.Marshal(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, word := range secret {
				if strings.Contains(string(text), word) {
					t.Errorf("%s %v tells %q: %s", c.Name, f.ID, word, text)
				}
			}
		}
	}
	if m := data.PlanMembers(l, data.Public); m.Scenario != "" || len(m.Sources) == 0 {
		t.Errorf("%+v", m)
	}
}

// TestPlanOddSpans draws spans that no plan should have: nothing breaks.
func TestPlanOddSpans(t *testing.T) {
	l, p := plantest.Drawn(t)
	for _, s := range [][2]float64{{0, 0}, {5, 4}, {-1e9, 1e9}, {math.NaN(), 1}, {0, math.Inf(1)}, {math.Inf(-1), 0}, {p.LengthM, p.LengthM + 1}, {-1e-9, 1e-9}, {1e300, 1e301}} {
		p.Sectors[0].FromM, p.Sectors[0].ToM = s[0], s[1]
		p.Gaps[0].FromM, p.Gaps[0].ToM = s[0], s[1]
		p.Gaps[1].Route = "nowhere"
		for _, c := range data.PlanCollections(data.Full) {
			for f := range c.Features(l, p, data.Full) {
				if f.Geometry == nil {
					t.Errorf("%v: %s %v has no shape", s, c.Name, f.ID)
				}
			}
		}
	}
}

func TestSummarisePlan(t *testing.T) {
	l, p := plantest.Drawn(t)
	air := p.Layers[0]
	air.Name, air.Optimal, air.LambdaH = "air", false, 12.00000049
	p.Layers = append([]planner.Layer{air}, p.Layers...)
	p.Layers = append(p.Layers, air)
	s := data.SummarisePlan(l, p, []string{"period_d = 28"})
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]any{
		"scenario": l.Scenario.Hash(), "name": "Two routes", "version": "v1", "layer": "surface", "lambda_h": 336.0, "lower_bound_h": 336.0, "share": 0.75,
		"optimal": false, "unreachable_km": 11.319491, "pairs": 2.0, "unpaired": 1.0, "sectors": 2.0, "beats": 4.0, "meeting_points": 2.0,
		"length_km": 133.583389, "covered_km": 80.0, "gap_km": 53.583389, "late_km": 20.0, "gap_count": 3.0, "period_h": 672.0,
		"defaults": []any{"period_d = 28"}, "note": "Lines and posts are an illustration and imply no legal position.",
	} {
		if fmt.Sprint(got[key]) != fmt.Sprint(want) {
			t.Errorf("%s is %v, want %v", key, got[key], want)
		}
	}
	if k := s.ByKind["river"]; k != (data.PlanKindSummary{LengthKm: 55.659745, CoveredKm: 24.340255, GapKm: 31.319491, LateKm: 20}) {
		t.Errorf("river: %+v", k)
	}
	if n := s.Notes; len(n) != 1 || n[0].Code != "far_post" || !strings.Contains(n[0].Message, "4.4 km away") {
		t.Errorf("notes: %+v", n)
	}
	if x := s.Layers; len(x) != 3 || x[0].LambdaH != 12 || x[0].Beats != 0 || x[1].Beats != 4 || x[1].Sectors != 2 || x[1].VisitedKm != 100 {
		t.Errorf("layers: %+v", x)
	}
	p.Layers[0].Optimal, p.Layers[2].Optimal = true, true
	if !data.SummarisePlan(l, p, nil).Optimal {
		t.Error("not optimal, though every layer is")
	}
	p.Layers[1].Name = "ground"
	if s := data.SummarisePlan(l, p, nil); s.Layer != "air" || s.LambdaH != 12 {
		t.Errorf("without a surface the layer is %s", s.Layer)
	}
	for _, none := range []*planner.Plan{{}, {Notes: []planner.Note{{}}}} {
		text, err := json.Marshal(data.SummarisePlan(l, none, nil))
		if err != nil || strings.Contains(string(text), "null") || !strings.Contains(string(text), `"optimal":false`) {
			t.Errorf("%s, %v", text, err)
		}
	}
}
