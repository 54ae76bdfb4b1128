package process_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"lindero/data"
	"lindero/planner"
	"lindero/planner/check"
	"lindero/planner/journey"
	"lindero/server/process"
)

// TestPlan: a plan is what the planner makes with the same options, becomes a
// dataset, and comes by value or as a link.
func TestPlan(t *testing.T) {
	w := newWorld(t, nil)
	l, defaults := w.scenarios["drawn"].Layout, w.scenarios["drawn"].Defaults
	want, err := planner.Run(t.Context(), l, planner.Options{StepM: 250, Meet: planner.Anywhere, Handover: true, Version: version})
	if err != nil {
		t.Fatal(err)
	}
	const in = `"inputs":{"scenario":"drawn","step_m":250,"meet":"anywhere","handover":true}`
	got := w.execute("plan", `{`+in+`}`)
	same(t, "summary", got["summary"].Value, data.SummarisePlan(l, want, defaults))
	id := strings.TrimSuffix(strings.TrimPrefix(got["plan"].Href, "http://host/plans/"), "/plan")
	src, ok := w.Plan(id)
	if !ok || got["plan"].Type != "application/json" || got["plan"].Value != nil {
		t.Fatalf("the plan is at %q", got["plan"].Href)
	}
	if !reflect.DeepEqual(src.Plan, want) {
		t.Error("the plan that is kept is another")
	}
	if got := w.do("POST", "/processes/plan/execution", `{`+in+`}`).Header().Get("Link"); !strings.Contains(got, "<http://host/plans/"+id+">") {
		t.Errorf("Link is %q", got)
	}
	got = w.execute("plan", `{`+in+`,"outputs":{"plan":{}}}`)
	if len(got) != 1 {
		t.Errorf("%d outputs, want the one that was asked for", len(got))
	}
	same(t, "plan", got["plan"].Value, textOf(t, want))
	raw := w.do("POST", "/processes/plan/execution", `{`+in+`,"outputs":{"plan":{"transmissionMode":"value"}},"response":"raw"}`)
	same(t, "raw plan", raw.Body.Bytes(), textOf(t, want))
	if w.keptPlans() != 1 {
		t.Errorf("planned %d times, want once", w.keptPlans())
	}
	delete(w.plans, id) // the link would lead nowhere
	if w.execute("plan", `{`+in+`}`); w.keptPlans() != 2 {
		t.Errorf("planned %d times, want again as the plan was gone", w.keptPlans())
	}
	kept, err := planner.Run(t.Context(), l, planner.Options{StepM: 100, Meet: planner.Designated, Current: want, Version: version})
	if err != nil {
		t.Fatal(err)
	}
	got = w.execute("plan", `{"inputs":{"scenario":"drawn","keep":"`+id+`"},"outputs":{"plan":{}}}`)
	same(t, "plan with one to keep to", got["plan"].Value, textOf(t, kept))
}

// TestGaps: gaps of a scenario, and of a plan in its period and in a window.
func TestGaps(t *testing.T) {
	w := newWorld(t, nil)
	src := w.scenarios["guatemala-mexico"]
	r, err := planner.NewReport(t.Context(), src.Layout, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := w.execute("gaps", `{"inputs":{"scenario":"guatemala-mexico"}}`)
	same(t, "summary", got["summary"].Value, data.Summarise(r, src.Defaults))
	same(t, "features", got["features"].Value, text(t, func(to io.Writer) error { return data.WriteGapsGeoJSON(to, r) }))
	if got["features"].MediaType != "application/geo+json" {
		t.Errorf("features are %s", got["features"].MediaType)
	}
	l, p := w.plans["drawn"].Layout, w.plans["drawn"].Plan
	start := l.Scenario.Start
	for in, span := range map[string][2]time.Time{
		`"plan":"drawn"`:   {start, start.AddDate(0, 0, 28)},
		`"plan":"current"`: {start, start.AddDate(0, 0, 28)},
		`"plan":"drawn","from":"2027-01-06","to":"2027-01-07"`:                               {start.AddDate(0, 0, 2), start.AddDate(0, 0, 4)},
		`"plan":"drawn","from":"2027-01-06T00:00:00-06:00","to":"2027-02-07T01:00:00+01:00"`: {start.Add(54 * time.Hour), start.AddDate(0, 0, 34)},
	} {
		window, err := planner.Overdue(t.Context(), l, p, span[0], span[1])
		if err != nil {
			t.Fatal(err)
		}
		got := w.execute("gaps", `{"inputs":{`+in+`}}`)
		same(t, in, got["summary"].Value, data.SummariseOverdue(l, p, window))
		same(t, in, got["features"].Value, text(t, func(to io.Writer) error { return data.WriteOverdueGeoJSON(to, l, p, window) }))
	}
}

// TestReinforce: more patrols, as many as it takes, from posts, and of a plan.
func TestReinforce(t *testing.T) {
	w := newWorld(t, nil)
	l := w.scenarios["drawn"].Layout
	for in, o := range map[string]planner.ReinforceOptions{
		`"scenario":"drawn","patrols":2`:                                                 {Patrols: 2},
		`"scenario":"drawn","close":true,"step_m":500`:                                   {Close: true, Options: planner.Options{StepM: 500}},
		`"scenario":"drawn","patrols":1,"posts":["aa-west","bb-east"]`:                   {Patrols: 1, Posts: []string{"aa-west", "bb-east"}},
		`"plan":"drawn","patrols":1`:                                                     {Patrols: 1, Options: planner.Options{StepM: w.plans["drawn"].Plan.Options.StepM, Meet: w.plans["drawn"].Plan.Options.Meet}},
		`"scenario":{"href":"/scenarios/drawn"},"patrols":{"value":1},"meet":"anywhere"`: {Patrols: 1, Options: planner.Options{Meet: planner.Anywhere}},
	} {
		want, err := planner.Reinforce(t.Context(), l, o)
		if err != nil {
			t.Fatal(err)
		}
		same(t, in, w.execute("reinforce", `{"inputs":{`+in+`}}`)["reinforcement"].Value, want)
	}
}

// TestCompareAndCheck: two plans, and one by itself.
func TestCompareAndCheck(t *testing.T) {
	w := newWorld(t, nil)
	l := w.plans["drawn"].Layout
	made, err := planner.Run(t.Context(), l, planner.Options{Version: version})
	if err != nil {
		t.Fatal(err)
	}
	w.plans["made"] = &process.Source{ID: "made", Layout: l, Plan: made}
	d, err := planner.Compare(w.plans["drawn"].Plan, made)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "comparison", w.execute("compare", `{"inputs":{"a":"drawn","b":"made"}}`)["comparison"].Value, d)
	for _, id := range []string{"drawn", "made"} {
		violations, err := check.Plan(t.Context(), l, w.plans[id].Plan)
		if err != nil {
			t.Fatal(err)
		}
		same(t, id, w.execute("check", `{"inputs":{"plan":"`+id+`"}}`)["check"].Value, data.SummariseCheck(w.plans[id].Plan, violations))
	}
}

// TestRoute: a way, with its legs out and home.
func TestRoute(t *testing.T) {
	w := newWorld(t, nil)
	l := w.scenarios["guatemala-mexico"].Layout
	patrol := &l.Scenario.Patrols[0]
	for _, home := range []bool{false, true} {
		to, err := data.ParsePlace(l, patrol, "12.5km")
		if err != nil {
			t.Fatal(err)
		}
		j, err := journey.Route(t.Context(), l, patrol.ID, to, 100)
		if err != nil {
			t.Fatal(err)
		}
		got := w.execute("route", fmt.Sprintf(`{"inputs":{"scenario":"guatemala-mexico","patrol":%q,"to":"12.5km","home":%v}}`, patrol.ID, home))
		same(t, "summary", got["summary"].Value, data.SummariseJourney(l, j))
		same(t, "features", got["features"].Value, text(t, func(to io.Writer) error { return data.WriteJourneyGeoJSON(to, l, j, home) }))
	}
}

// TestWhatIf: the question comes to the planner as it was asked, and of its answer
// the gaps that changed.
func TestWhatIf(t *testing.T) {
	var asked planner.Question
	w := newWorld(t, nil)
	before := w.plans["drawn"].Plan
	after := *before
	after.Gaps = append([]planner.PlanGap{}, before.Gaps...)
	after.Gaps[0].ID = "stream/9" // only its number is another
	after.Gaps[1].MeetingPoint = "mill"
	after.Gaps[2].ExposureKmH++
	answer := &planner.Answer{Plan: &after, Comparison: &planner.Comparison{Opened: []planner.GapChange{{Route: "lane"}}},
		ExposureKmH: [2]float64{1, 2}, Touched: []string{"pair-1"}, Places: []planner.ChangedPlace{{MeetingPoint: "ford", ChainageM: 5}},
		Notes: []planner.Note{{Code: planner.NoteAnywhere}}}
	w = newWorld(t, with(func(_ context.Context, q planner.Question) (*planner.Answer, error) {
		asked = q
		return answer, nil
	}))
	const in = `"plan":"current","again":true,"changes":[{"change":"move_meeting_point","meeting_point":"ford","at":[0.2,0]},{"change":"change_patrol","patrol":"unit-a1","shift_h":8,"speed_land_kmh":0}]`
	got := w.execute("what-if", `{"inputs":{`+in+`}}`)
	eight, zero := 8.0, 0.0
	if len(asked.Changes) != 2 || !asked.Again || *asked.Changes[0].At != [2]float64{0.2, 0} || *asked.Changes[1].ShiftH != eight || *asked.Changes[1].SpeedLandKmh != zero {
		t.Errorf("asked %+v", asked)
	}
	same(t, "gaps", got["gaps"].Value, after.Gaps[1:3])
	same(t, "difference", got["difference"].Value, answer.Comparison)
	same(t, "totals", got["totals"].Value, after.Totals)
	var change struct {
		ExposureKmH [2]float64             `json:"exposure_km_h"`
		Touched     []string               `json:"touched"`
		Places      []planner.ChangedPlace `json:"places"`
		Notes       []data.NoteSummary     `json:"notes"`
	}
	if err := json.Unmarshal(got["change"].Value, &change); err != nil || change.ExposureKmH != answer.ExposureKmH ||
		!reflect.DeepEqual(change.Touched, answer.Touched) || !reflect.DeepEqual(change.Places, answer.Places) || len(change.Notes) != 1 || change.Notes[0].Message == "" {
		t.Errorf("change is %s", got["change"].Value)
	}
	same(t, "all gaps", w.execute("what-if", `{"inputs":{`+in+`,"gaps":"all"}}`)["gaps"].Value, after.Gaps)
}

// TestAlias: what is kept is of the plan that an alias named then; it is not given
// when the alias names another, and is for the plan's own id.
func TestAlias(t *testing.T) {
	w := newWorld(t, nil)
	for id, body := range map[string]string{"compare": `{"inputs":{"a":"%s","b":"%[1]s"}}`, "gaps": `{"inputs":{"plan":"%s"}}`, "check": `{"inputs":{"plan":"%s"}}`} {
		of := func(plan string) string {
			return w.do("POST", "/processes/"+id+"/execution", fmt.Sprintf(body, plan)).Body.String()
		}
		w.current = "drawn"
		drawn := of("current")
		w.current = "ring"
		if ring := of("current"); ring == drawn || ring != of("ring") || drawn != of("drawn") {
			t.Errorf("%s: %.200s", id, ring)
		}
	}
}

// TestRaw: one value as such, several as parts, links as headers.
func TestRaw(t *testing.T) {
	w := newWorld(t, nil)
	document := w.execute("gaps", `{"inputs":{"plan":"drawn"}}`)
	a := w.do("POST", "/processes/gaps/execution", `{"inputs":{"plan":"drawn"},"outputs":{"features":{"format":{"mediaType":"application/geo+json"}}},"response":"raw"}`)
	if a.Header().Get("Content-Type") != "application/geo+json" {
		t.Errorf("type %s", a.Header().Get("Content-Type"))
	}
	same(t, "features", a.Body.Bytes(), []byte(document["features"].Value))
	parts := partsOf(t, w.do("POST", "/processes/gaps/execution", `{"inputs":{"plan":"drawn"},"response":"raw"}`))
	for _, name := range []string{"features", "summary"} {
		same(t, name, parts[name].body, []byte(document[name].Value))
	}
	if parts["features"].header.Get("Content-Type") != "application/geo+json" {
		t.Errorf("features are %v", parts["features"].header)
	}
	const plan = `{"inputs":{"scenario":"drawn"},"response":"raw"`
	parts = partsOf(t, w.do("POST", "/processes/plan/execution", plan+`}`))
	if len(parts["plan"].body) > 0 || !strings.HasPrefix(parts["plan"].header.Get("Content-Location"), "http://host/plans/") {
		t.Errorf("plan is %v %.100s", parts["plan"].header, parts["plan"].body)
	}
	a = w.do("POST", "/processes/plan/execution", plan+`,"outputs":{"plan":{"transmissionMode":"reference"}}}`)
	if a.Code != http.StatusNoContent || a.Body.Len() > 0 || !strings.Contains(strings.Join(a.Header().Values("Link"), "\n"), `/plan>; rel="http://www.opengis.net/def/rel/ogc/1.0/results"`) {
		t.Errorf("%d %v", a.Code, a.Header())
	}
}

// textOf returns a plan as plan.json.
func textOf(t testing.TB, p *planner.Plan) []byte {
	return text(t, func(to io.Writer) error { return data.WritePlanJSON(to, p) })
}
