package process_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/mux"

	"lindero/data"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/sectors"
	"lindero/server/process"
)

// TestBadInputs: every fault is told at once, each with its pointer and what to
// do.
func TestBadInputs(t *testing.T) {
	w := newWorld(t, nil)
	for _, c := range []struct {
		process, body string
		status        int
		want          map[string]string // pointer: part of what is said
	}{
		{"plan", `{"inputs":{}}`, 400, map[string]string{"#/inputs/scenario": "missing"}},
		{"plan", `{}`, 400, map[string]string{"#/inputs/scenario": "missing"}},
		{"plan", `{"inputs":{"scenario":"guatemala-mexic","step_m":0,"meet":"here","handover":"yes","steps":1}}`, 400, map[string]string{
			"#/inputs/step_m": "from 1 to", "#/inputs/meet": "designated or anywhere", "#/inputs/handover": "true or false", "#/inputs/steps": "write step_m"}},
		{"plan", `{"inputs":{"scenario":"guatemala-mexic"}}`, 400, map[string]string{"#/inputs/scenario": "guatemala-mexico"}},
		{"plan", `{"inputs":{"scenario":null}}`, 400, map[string]string{"#/inputs/scenario": "null"}},
		{"plan", `{"inputs":{"scenario":""}}`, 400, map[string]string{"#/inputs/scenario": "empty"}},
		{"plan", `{"inputs":{"scenario":["drawn"]}}`, 400, map[string]string{"#/inputs/scenario": "write a text"}},
		{"plan", `{"inputs":{"scenario":{"type":"FeatureCollection"}}}`, 400, map[string]string{"#/inputs/scenario": "write a text"}},
		{"plan", `{"inputs":{"scenario":{"value":3}}}`, 400, map[string]string{"#/inputs/scenario/value": "write a text"}},
		{"plan", `{"inputs":{"scenario":{"href":"http://elsewhere/scenarios.json"}}}`, 400, map[string]string{"#/inputs/scenario": "nothing is fetched"}},
		{"plan", `{"inputs":{"scenario":{"href":"/plans/drawn"}}}`, 400, map[string]string{"#/inputs/scenario": "/scenarios/{id}"}},
		{"plan", `{"inputs":{"scenario":"` + strings.Repeat("x", 300) + `"}}`, 400, map[string]string{"#/inputs/scenario": "longer than 200"}},
		{"plan", `{"inputs":{"scenario":"drawn","keep":"ring"}}`, 400, map[string]string{"#/inputs/keep": "another border"}},
		{"plan", `{"inputs":{"scenario":"drawn","step_m":1e6,"keep":"none"}}`, 400, map[string]string{"#/inputs/keep": "drawn"}},
		{"plan", `{"inputs":{"scenario":"drawn"},"outputs":{"plann":{},"plan":{"transmissionMode":"ref"},"summary":{"transmissionMode":"reference","format":{"mediaType":"text/csv"}}},"response":"zip","mode":"async","subscriber":{}}`, 400,
			map[string]string{"#/outputs/plann": "write plan", "#/outputs/plan/transmissionMode": "value or reference", "#/outputs/summary/transmissionMode": "by value only",
				"#/outputs/summary/format/mediaType": "application/json", "#/response": "raw or document", "#/mode": "inputs", "#/subscriber": "called back"}},
		{"plan", `{"inputs":[],"outputs":[],"response":1}`, 400, map[string]string{"#/inputs": "no object", "#/outputs": "no object", "#/response": "raw or document", "#/inputs/scenario": "missing"}},
		{"plan", `[]`, 400, map[string]string{"#": "no JSON object"}},
		{"plan", `null`, 400, map[string]string{"#": "no JSON object"}},
		{"plan", `{"inputs":{"scenario":"drawn"}} {}`, 400, map[string]string{"#": "no JSON object"}},
		{"plan", `{"inputs":{"scenario":`, 400, map[string]string{"#": "no JSON object"}},
		{"plan", `{"inputs":{"scenario":"drawn",}}`, 400, map[string]string{"#": "at byte 31"}},
		{"gaps", `{"inputs":{}}`, 400, map[string]string{"#/inputs": "add scenario or plan"}},
		{"gaps", `{"inputs":{"scenario":"drawn","plan":"drawn"}}`, 400, map[string]string{"#/inputs": "leave one out"}},
		{"gaps", `{"inputs":{"scenario":"drawn","from":"2027-01-05"}}`, 400, map[string]string{"#/inputs": "name a plan"}},
		{"gaps", `{"inputs":{"plan":"drawn","from":"yesterday","to":"05.01.2027"}}`, 400, map[string]string{"#/inputs/from": "2027-01-04", "#/inputs/to": "2027-01-04"}},
		{"gaps", `{"inputs":{"plan":"drawn","from":"2026-01-01"}}`, 400, map[string]string{"#/inputs/from": "2027-01-04T00:00:00Z"}},
		{"gaps", `{"inputs":{"plan":"drawn","from":"2027-01-09","to":"2027-01-07"}}`, 400, map[string]string{"#/inputs/to": "later time"}},
		{"gaps", `{"inputs":{"plan":"drawn","to":"2097-01-07"}}`, 422, map[string]string{"#/inputs/to": "at most"}},
		{"reinforce", `{"inputs":{"scenario":"drawn"}}`, 400, map[string]string{"#/inputs/patrols": "add patrols, or close"}},
		{"reinforce", `{"inputs":{"scenario":"drawn","patrols":65}}`, 400, map[string]string{"#/inputs/patrols": "from 1 to 64"}},
		{"reinforce", `{"inputs":{"scenario":"drawn","patrols":1.5}}`, 400, map[string]string{"#/inputs/patrols": "whole number"}},
		{"reinforce", `{"inputs":{"scenario":"drawn","patrols":1,"close":true,"posts":["aa-wast","aa-east"]}}`, 400,
			map[string]string{"#/inputs/close": "leave out", "#/inputs/posts/0": "aa-west", "#/inputs/posts": "no post of BB"}},
		{"reinforce", `{"inputs":{"scenario":"drawn","patrols":1,"posts":[]}}`, 400, map[string]string{"#/inputs/posts": "1 or more"}},
		{"reinforce", `{"inputs":{"scenario":"drawn","patrols":1,"posts":["aa-west","aa-west",4]}}`, 400, map[string]string{"#/inputs/posts": "twice", "#/inputs/posts/2": "write a text"}},
		{"compare", `{"inputs":{"a":"one","b":"two"}}`, 400, map[string]string{"#/inputs/a": "no plan", "#/inputs/b": "no plan"}},
		{"compare", `{"inputs":{"a":"drawn","b":"ring"}}`, 422, map[string]string{"#/inputs/b": "not one border"}},
		{"route", `{"inputs":{"scenario":"drawn","patrol":"unit-a9","to":"ford"}}`, 400, map[string]string{"#/inputs/patrol": "unit-a1"}},
		{"route", `{"inputs":{"scenario":"drawn","patrol":"unit-a1","to":"nowhere"}}`, 400, map[string]string{"#/inputs/to": "no meeting point"}},
		{"route", `{"inputs":{"scenario":"drawn","patrol":"unit-a1","to":"0.1,-0.5"}}`, 422, map[string]string{"#/inputs/to": "BB"}},
		{"check", `{"inputs":{"plan":"drown"}}`, 400, map[string]string{"#/inputs/plan": "drawn"}},
		{"what-if", `{"inputs":{"plan":"drawn","changes":[{"change":"move"},{"to_m":"x"},{"change":"add_patrol","colour":"red","at":[1]},{"change":"move-boundary","to":5}]}}`, 400, map[string]string{
			"#/inputs/changes/0/change": "move_boundary", "#/inputs/changes/1/change": "missing", "#/inputs/changes/1/to_m": "write a number", "#/inputs/changes/2/at": "2 or more", "#/inputs/changes/2/colour": "no field \"colour\"; write ",
			"#/inputs/changes/3/change": "write move_boundary\n", "#/inputs/changes/3/to": "to_m"}},
	} {
		p := refused(t, w.do("POST", "/processes/"+c.process+"/execution", c.body), c.status)
		got := map[string]string{}
		for _, f := range p.Errors {
			got[f.Pointer] += f.Detail + "\n"
		}
		for at, part := range c.want {
			if said, ok := got[at]; !ok || !strings.Contains(said, part) {
				t.Errorf("%s %.120s: at %s is %q, want %q", c.process, c.body, at, said, part)
			}
			delete(got, at)
		}
		if len(got) > 0 || p.Type != "InvalidParameterValue" {
			t.Errorf("%s %.120s: %s, also %v", c.process, c.body, p.Type, got)
		}
	}
}

// TestUnplannable: what keeps a scenario from being planned is a fault of the
// input that names it, with each problem.
func TestUnplannable(t *testing.T) {
	w := newWorld(t, nil)
	bad := *w.scenarios["drawn"].Layout.Scenario
	bad.Patrols, bad.PeriodD = nil, 0
	l, err := sectors.NewLayout(&bad)
	if err != nil {
		t.Fatal(err)
	}
	w.scenarios["bad"] = &process.Source{ID: "bad", Layout: l}
	for id, in := range map[string]string{"plan": `"scenario":"bad"`, "reinforce": `"scenario":"bad","patrols":1`} {
		p := refused(t, w.do("POST", "/processes/"+id+"/execution", `{"inputs":{`+in+`}}`), http.StatusUnprocessableEntity)
		if len(p.Errors) < 3 {
			t.Errorf("%s: %+v", id, p)
		}
		for _, f := range p.Errors {
			if f.Pointer != "#/inputs/scenario" {
				t.Errorf("%s: %+v", id, f)
			}
		}
	}
	for id, in := range map[string]string{"plan": `"step_m":1`, "reinforce": `"step_m":2,"patrols":1`, "route": `"step_m":3,"patrol":"GT-01","to":"1km"`} {
		p := refused(t, w.do("POST", "/processes/"+id+"/execution", `{"inputs":{"scenario":"guatemala-mexico",`+in+`}}`), http.StatusBadRequest)
		if len(p.Errors) != 1 || p.Errors[0].Pointer != "#/inputs/step_m" {
			t.Errorf("%s: %+v", id, p)
		}
	}
}

// TestWhatIfFaults: what keeps a change from being made is told at its field.
func TestWhatIfFaults(t *testing.T) {
	note := planner.Note{Code: planner.ProblemNoPatrols, Subjects: []string{"AA"}}
	w := newWorld(t, with(func(_ context.Context, _ planner.Question) (*planner.Answer, error) {
		return nil, fmt.Errorf("asked: %w", &planner.QuestionError{Problems: []planner.ChangeProblem{{Change: 2, Field: "to_m", Note: note}, {Note: note}}})
	}))
	p := refused(t, w.do("POST", "/processes/what-if/execution", ask(1)), http.StatusUnprocessableEntity)
	if len(p.Errors) != 2 || p.Errors[0].Pointer != "#/inputs/changes/2/to_m" || p.Errors[1].Pointer != "#/inputs/changes" || p.Errors[0].Detail != data.PlanMessage(note).String() {
		t.Errorf("%+v", p)
	}
}

// TestWhatIfOfHandMade: a plan that may be served, but that no planner made, is at
// fault, and not the server.
func TestWhatIfOfHandMade(t *testing.T) {
	w := newWorld(t, nil)
	p := refused(t, w.do("POST", "/processes/what-if/execution", ask(1)), http.StatusUnprocessableEntity)
	if len(p.Errors) != 1 || p.Errors[0].Pointer != "#/inputs/plan" || !strings.Contains(p.Errors[0].Detail, "process plan") {
		t.Errorf("%+v", p)
	}
}

// TestBadRequests: the wrong type, too large a body, unknown processes, jobs and
// parameters.
func TestBadRequests(t *testing.T) {
	w := newWorld(t, func(c *process.Config) { c.MaxBody = 1000 })
	post := func(body, contentType string) *httptest.ResponseRecorder {
		return w.do("POST", "/processes/check/execution", body, "Content-Type", contentType)
	}
	refused(t, post(`{"inputs":{"plan":"drawn"}}`, "text/plain"), http.StatusUnsupportedMediaType)
	refused(t, post(`{"inputs":{"plan":"drawn"}}`, ""), http.StatusUnsupportedMediaType)
	read[map[string]result](t, post(`{"inputs":{"plan":"drawn"}}`, "application/json; charset=utf-8"), http.StatusOK)
	refused(t, post(`{"inputs":{"plan":"`+strings.Repeat("x", 1000)+`"}}`, "application/json"), http.StatusRequestEntityTooLarge)
	for path, parameter := range map[string]string{
		"/processes?limits=3": "limits", "/processes?limit=0": "limit", "/processes?limit=x": "limit", "/processes?offset=-1": "offset",
		"/processes?limit=1&limit=2": "limit", "/processes?f=xml": "f", "/processes?lang=de": "lang", "/processes/plan?limit=1": "limit",
		"/jobs?status=done": "status", "/jobs?processID=plans": "processID", "/jobs?datetime=today": "datetime", "/jobs?datetime=../..": "datetime",
		"/jobs?datetime=2027-01-05T00:00:00Z/2027-01-04T00:00:00Z": "datetime", "/jobs?minDuration=-1": "minDuration", "/jobs?minDuration=9&maxDuration=3": "minDuration",
		"/jobs?%zz": "",
	} {
		p := refused(t, w.do("GET", path, ""), http.StatusBadRequest)
		if len(p.Errors) != 1 || p.Errors[0].Parameter != parameter {
			t.Errorf("%s: %+v", path, p)
		}
	}
	if p := refused(t, w.do("POST", "/processes/check/execution?async=true", `{"inputs":{"plan":"drawn"}}`), http.StatusBadRequest); p.Errors[0].Parameter != "async" {
		t.Errorf("%+v", p)
	}
	if p := refused(t, w.do("GET", "/processes/whatif", ""), http.StatusNotFound); !strings.Contains(p.Detail, "what-if") {
		t.Errorf("%+v", p)
	}
	if _, err := process.New(process.Config{}); err == nil {
		t.Error("a service without sources")
	}
}

// TestLargeBodies: a megabyte of things that are wrong is told of soon, and short.
func TestLargeBodies(t *testing.T) {
	w := newWorld(t, nil)
	many := func(each string) string {
		var b strings.Builder
		for n := 0; b.Len() < 1_000_000-100; n++ {
			fmt.Fprintf(&b, each, n)
		}
		return strings.TrimSuffix(b.String(), ",")
	}
	for name, body := range map[string]string{
		"inputs":  `{"inputs":{` + many(`"a%x":0,`) + `}}`,
		"outputs": `{"outputs":{` + many(`"a%x":0,`) + `}}`,
		"members": `{` + many(`"a%x":0,`) + `}`,
		"changes": `{"inputs":{"plan":"drawn","changes":[` + many(`{"%x":0},`) + `]}}`,
		"posts":   `{"inputs":{"plan":"drawn","changes":[{"change":"move_boundary","pairs":[` + many(`%d,`) + `]}]}}`,
		"nested":  `{"inputs":{"plan":"drawn","changes":` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + `}}`,
		"deep":    `{"inputs":` + strings.Repeat(`{"a":`, 100_000) + strings.Repeat("}", 100_001),
	} {
		at := time.Now()
		a := w.do("POST", "/processes/what-if/execution", body)
		refused(t, a, http.StatusBadRequest)
		if took := time.Since(at); took > 5*time.Second || a.Body.Len() > 50_000 {
			t.Errorf("%s: %v, %d bytes", name, took, a.Body.Len())
		} else {
			t.Logf("%s: %v, %d bytes", name, took, a.Body.Len())
		}
	}
}

// TestPage: a page is asked for with the value that it shows, and the links say
// that there is one.
func TestPage(t *testing.T) {
	var shown []string
	w := newWorld(t, func(c *process.Config) {
		c.Page = func(w http.ResponseWriter, r *http.Request, value any) bool {
			if r.URL.Query().Get("f") != "html" {
				return false
			}
			shown = append(shown, fmt.Sprintf("%T", value))
			w.Header().Set("Content-Type", "text/html")
			_, err := w.Write([]byte("page"))
			return err == nil
		}
		c.URL = func(_ *http.Request, path string) string { return "https://border.example/api" + path }
	})
	id := w.later("compare", `{"inputs":{"a":"drawn","b":"drawn"}}`).JobID
	w.until(id, process.Successful)
	for _, path := range []string{"/processes", "/processes/plan", "/jobs", "/jobs/" + id, "/jobs/" + id + "/results"} {
		if got := w.do("GET", path+"?f=html", "").Body.String(); got != "page" {
			t.Errorf("%s: %s", path, got)
		}
		if got := w.do("GET", path, ""); !json.Valid(got.Body.Bytes()) {
			t.Errorf("%s: %.100s", path, got.Body)
		}
	}
	if got, want := strings.Join(shown, " "), "process.List process.Description process.JobList process.StatusInfo process.Results"; got != want {
		t.Errorf("shown %s", got)
	}
	links := w.job(id).Links
	if links[0].Href != "https://border.example/api/jobs/"+id || links[1].Rel != "alternate" || links[1].Href != links[0].Href+"?f=html" {
		t.Errorf("links %+v", links)
	}
}

// FuzzExecute: whatever the body, the answer is a result or an exception that
// names a fault.
func FuzzExecute(f *testing.F) {
	for _, seed := range []string{`{"inputs":{"plan":"drawn"}}`, `{"inputs":{"plan":{"href":"/plans/drawn"},"changes":[{"change":"move_meeting_point","meeting_point":"ford","to_m":5,"at":[0.1,0]}],"again":true}}`,
		`{"inputs":{"scenario":"drawn","from":"2027-01-04","patrols":3,"posts":["aa-west"]},"outputs":{"summary":{"transmissionMode":"value"}},"response":"raw"}`,
		`{"inputs":{"a":{"value":"drawn"},"b":"current","patrol":"unit-a1","to":"12km","step_m":1e3}}`, `{"inputs":{"/~":[[[[]]]]},"outputs":{"":null}}`, `[1e999]`, "\xff", `{"inputs":{"to":"\u0000"}}`} {
		for n := range 7 {
			f.Add(seed, n, n%2 == 0)
		}
	}
	l, p := plantest.Drawn(f)
	d := &datasets{plans: map[string]*process.Source{"drawn": {ID: "drawn", Layout: l, Plan: p}}, scenarios: map[string]*process.Source{"drawn": {ID: "drawn", Layout: l}}}
	c := process.Config{Sources: d}
	with(func(context.Context, planner.Question) (*planner.Answer, error) {
		return &planner.Answer{Plan: p, Comparison: &planner.Comparison{}}, nil
	})(&c)
	s, err := process.New(c)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = s.Close(context.Background()) })
	ids := s.Descriptions()
	router := mux.NewRouter()
	s.Register(router)
	f.Fuzz(func(t *testing.T, body string, n int, async bool) {
		id := ids[((n%len(ids))+len(ids))%len(ids)].ID
		if (id == "plan" || id == "check" || id == "reinforce") && strings.Contains(body, "drawn") {
			return // takes too long
		}
		r := httptest.NewRequest(http.MethodPost, "/processes/"+id+"/execution", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		if async {
			r.Header.Set("Prefer", "respond-async")
		}
		a := httptest.NewRecorder()
		router.ServeHTTP(a, r)
		switch a.Code {
		case 200, 201, 204, 503:
		case 400, 422:
			if p := refused(t, a, a.Code); len(p.Errors) == 0 {
				t.Errorf("no fault is named: %s", a.Body)
			}
		default:
			t.Errorf("%s %q: %d %s", id, body, a.Code, a.Body)
		}
	})
}
