package data_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/geo"
	"lindero/planner"
	"lindero/sectors"
)

// flagship returns the plan of the scenario guatemala-mexico, as it is made.
// (That of andorra takes many seconds; plantest.Ring stands for rings.)
func flagship(t *testing.T) (*sectors.Layout, *planner.Plan) {
	t.Helper()
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		t.Fatal(err)
	}
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	p, err := planner.Run(t.Context(), l, planner.Options{Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return l, p
}

// TestRealPlan writes and reads a plan as it is made, and looks whether its
// features lie on the border's own vertices, as the scenario's file has them,
// and are as long as they say.
func TestRealPlan(t *testing.T) {
	l, p := flagship(t)
	dir := filepath.Join(t.TempDir(), "plan")
	if err := data.WritePlan(dir, "", l, p); err != nil {
		t.Fatal(err)
	}
	read, err := data.ReadPlan(dir)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p, read, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(planner.Options{}, "Version", "Current")); diff != "" {
		t.Error(diff)
	}
	text, err := os.ReadFile("scenarios/guatemala-mexico/border.geojson")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"sectors", "beats"} {
		features := planFeatures(t, l, read, data.Full, name)
		if len(features) < 12 {
			t.Errorf("%d %s", len(features), name)
		}
		inner, found := 0, 0
		for _, f := range features {
			lines := f.Geometry.(orb.MultiLineString)
			if got := lengthOf(t, lines); math.Abs(got-f.Properties["length_m"].(float64)) > 0.05*float64(len(lines))+1e-6*got {
				t.Errorf("%s %v is %.3f m long, and says %v", name, f.ID, got, f.Properties["length_m"])
			}
			for _, part := range lines {
				for _, at := range part[1 : len(part)-1] {
					inner++
					lon, _ := json.Marshal(at[0])
					lat, _ := json.Marshal(at[1])
					if strings.Contains(string(text), string(lon)+","+string(lat)) || strings.Contains(string(text), string(lon)+", "+string(lat)) {
						found++
					}
				}
			}
		}
		if inner < 500 || found != inner {
			t.Errorf("%s: of %d vertices %d are the border's", name, inner, found)
		}
	}
	totals, open := map[string]float64{}, map[string][]geo.Span{}
	for i := range read.Gaps {
		open[read.Gaps[i].Route] = append(open[read.Gaps[i].Route], geo.Span{FromM: read.Gaps[i].FromM, ToM: read.Gaps[i].ToM})
	}
	for i := range l.Routes { // each place once
		for _, s := range geo.NewSpans(open[l.Routes[i].ID]...) {
			totals[string(l.Routes[i].Kind)] += lengthOf(t, l.Routes[i].Line.Slice(s))
		}
	}
	for _, x := range p.Totals.Kinds {
		if math.Abs(totals[x.Of]-x.GapM) > 1e-6*x.GapM+1 {
			t.Errorf("gaps of kind %s are %.3f m, and %.3f m in total", x.Of, totals[x.Of], x.GapM)
		}
	}
}

// TestRealPlanPublic searches what the public may see of a plan as it is made
// for every id of a patrol or post, and every pair's.
func TestRealPlanPublic(t *testing.T) {
	l, p := flagship(t)
	var secret []string
	for i := range l.Scenario.Posts {
		secret = append(secret, `"`+l.Scenario.Posts[i].ID+`"`)
	}
	for i := range l.Scenario.Patrols {
		secret = append(secret, l.Scenario.Patrols[i].ID)
	}
	for i := range p.Pairs {
		secret = append(secret, p.Pairs[i].ID)
	}
	for _, c := range data.PlanCollections(data.Public) {
		for f := range c.Features(l, p, data.Public) {
			text, err := json.Marshal(f)
			if err != nil {
				t.Fatal(err)
			}
			if i := slices.IndexFunc(secret, func(s string) bool { return strings.Contains(string(text), s) }); i >= 0 {
				t.Errorf("%s %v tells %s: %.300s", c.Name, f.ID, secret[i], text)
			}
		}
	}
}
