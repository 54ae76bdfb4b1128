package server_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/sectors"
	"lindero/server"
)

// planned returns a server for a layout and its plan.
func planned(t testing.TB, l *sectors.Layout, p *planner.Plan, v data.View) *server.Server {
	t.Helper()
	r, err := planner.NewReport(t.Context(), l, nil)
	if err != nil {
		t.Fatal(err)
	}
	h, err := server.New(server.Config{Given: []server.Given{{Name: "drawn", Report: r, Plan: p}}, View: v})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closed(t, h) })
	return h
}

// TestPlanCollections: with a plan there are its collections, and coverage and
// gaps are its own.
func TestPlanCollections(t *testing.T) {
	l, p := plantest.Drawn(t)
	h := planned(t, l, p, data.Full)
	for name, want := range map[string]string{
		"border": "hills stream", "routes": "lane", "posts": "aa-west aa-east bb-west bb-east",
		"patrols": "unit-a1 unit-a2 unit-b1 unit-b2 unit-b3", "meeting-points": "ford mill idle",
		"sectors": "sector-1 sector-2", "beats": "beat-1-1 beat-1-2 beat-2-1 beat-2-2",
		"coverage": "hills/1 hills/2 stream/1 stream/2", "gaps": "stream/1 stream/2 lane/1",
	} {
		got := items(t, h, "/collections/"+name+"/items")
		if ids(got) != want || got.NumberMatched != len(got.Features) || len(got.Sources) != 1 || len(got.Scenario) != 64 {
			t.Errorf("%s: %s, want %s", name, ids(got), want)
		}
	}
	if got := ids(items(t, h, "/collections/sectors/items?bbox=0.46,-1,0.6,1&limit=1")); got != "sector-2" {
		t.Errorf("in the box is %s", got)
	}
	if g := items(t, h, "/collections/gaps/items").Features[0].Properties; g["reason"] != "revisit_exceeded" || g["revisit_h"] != 96.0 {
		t.Errorf("gap %v", g)
	}
	body := do(h, "GET", "/?lang=es&f=html").Body.String()
	listed := regexp.MustCompile(`/collections/([a-z-]+)/items\?f=json"`).FindAllStringSubmatch(body, -1)
	var names []string
	for _, m := range listed {
		names = append(names, m[1])
	}
	if got := strings.Join(names, " "); got != "border routes posts patrols meeting-points sectors beats ways sorties coverage gaps" {
		t.Errorf("listed are %s", got)
	}
	for _, want := range []string{"Sectores de las parejas", "<td>55.7</td><td>24.3</td><td>31.3</td>", "<td>133.6</td><td>80.0</td><td>53.6</td><td>59.9</td><td>3</td>"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %s:\n%s", want, body)
		}
	}
}

// TestNoPlan: without a plan the collections are the report's.
func TestNoPlan(t *testing.T) {
	l, _ := plantest.Drawn(t)
	h := planned(t, l, nil, data.Full)
	for _, name := range []string{"sectors", "beats", "meeting-points"} {
		if w := do(h, "GET", "/collections/"+name+"/items"); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	if g := items(t, h, "/collections/gaps/items"); len(g.Features) == 0 || g.Features[0].Properties["nearest_post"] == nil {
		t.Errorf("gaps: %+v", g)
	}
}

// TestPlanPublic: of a plan, too, the public sees nothing of patrols, posts
// and times.
func TestPlanPublic(t *testing.T) {
	l, p := plantest.Drawn(t)
	h := planned(t, l, p, data.Public)
	secret := regexp.MustCompile(`aa-|bb-|Westmoor|Eastmoor|Westham|Eastham|unit-|pair-|"scenario"|revisit|shift|_h"|surface|post_`)
	for _, target := range []string{"/", "/?lang=es&f=html", "/conformance", "/plans", "/scenarios", "/plans/current", "/scenarios/drawn", "/collections", "/collections/gaps/schema", "/collections/gaps/items?f=html", "/scenarios/drawn/collections/gaps/items", "/collections/border/items", "/collections/meeting-points/items", "/collections/sectors/items", "/collections/gaps/items"} {
		w := do(h, "GET", target)
		if found := secret.FindString(w.Body.String()); w.Code != 200 || found != "" {
			t.Errorf("%s: %d, tells %q", target, w.Code, found)
		}
	}
	for _, name := range []string{"routes", "posts", "patrols", "beats", "coverage"} {
		if w := do(h, "GET", "/collections/"+name+"/items"); w.Code != 404 {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	got := items(t, h, "/collections/sectors/items")
	if ids(got) != "1 2" || got.Features[1].Properties["length_m"] != 50000.0 {
		t.Errorf("sectors: %+v", got)
	}
}

// TestPlanOverAntimeridian finds a sector that goes over it from both sides,
// once, though the box of the sector goes round the earth.
func TestPlanOverAntimeridian(t *testing.T) {
	l, p := plantest.Ring(t)
	h := planned(t, l, p, data.Full)
	for box, want := range map[string]string{"179.8,-1,179.95,1": "sector-1", "-179.95,-1,-179.8,1": "sector-1", "179,-1,-179,1": "sector-1", "-179,-1,179,1": ""} {
		if got := ids(items(t, h, "/collections/sectors/items?bbox="+box)); got != want {
			t.Errorf("bbox=%s: %q, want %q", box, got, want)
		}
	}
	var body struct {
		Features []struct {
			BBox     []float64 `json:"bbox"`
			Geometry struct {
				Coordinates orb.MultiLineString `json:"coordinates"`
			} `json:"geometry"`
		} `json:"features"`
	}
	if err := json.Unmarshal(do(h, "GET", "/collections/sectors/items").Body.Bytes(), &body); err != nil || len(body.Features) != 1 {
		t.Fatal(err)
	}
	if f := body.Features[0]; len(f.BBox) != 4 || f.BBox[0] <= f.BBox[2] || len(f.Geometry.Coordinates) < 3 {
		t.Errorf("%+v", f)
	}
}
