package server_test

import (
	"net/http"
	"strings"
	"testing"

	"lindero/data"
	"lindero/internal/plantest"
	"lindero/report/formats"
)

// TestReportsOfPlans: each plan has its report in every form, in the language that
// is asked for, to be kept as long as its address says.
func TestReportsOfPlans(t *testing.T) {
	l, p := plantest.Drawn(t)
	p.Scenario = l.Scenario.Hash()
	h := planned(t, l, p, data.Full)
	var landing struct {
		ID    string
		Links []struct{ Href, Rel, Type string }
	}
	read(t, h, "/plans/current", &landing)
	for _, f := range formats.All() {
		at := "/plans/" + landing.ID + "/report." + f.Code
		linked := false
		for _, x := range landing.Links {
			linked = linked || x.Href == "http://127.0.0.1:8080/plans/current/report."+f.Code && x.Type == f.MediaType
		}
		w := do(h, http.MethodGet, at+"?lang=es")
		if !linked || w.Code != http.StatusOK || w.Header().Get("Content-Type") != f.MediaType || w.Header().Get("Content-Language") != "es" || w.Body.Len() == 0 {
			t.Errorf("%s (linked %v): %d %v", at, linked, w.Code, w.Header())
		}
		if !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || strings.Contains(do(h, http.MethodGet, "/plans/current/report."+f.Code).Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s is kept %q", at, w.Header().Get("Cache-Control"))
		}
		if again := do(h, http.MethodGet, at+"?lang=es"); again.Body.String() != w.Body.String() {
			t.Errorf("%s is another the second time", at)
		}
	}
	csv := func(query string) string {
		return do(h, http.MethodGet, "/plans/current/report.csv"+query).Body.String()
	}
	if both := csv(""); strings.Count(both, "\n") != len(p.Gaps)+1 || !strings.Contains(both, "nearest_post_aa") || !strings.Contains(both, "nearest_post_bb") {
		t.Errorf("%s", both)
	}
	if own := csv("?side=AA"); !strings.Contains(own, "nearest_post_aa") || strings.Contains(own, "nearest_post_bb") {
		t.Errorf("%s", own)
	}
	if page := do(h, http.MethodGet, "/plans/current/report.html"); !strings.Contains(page.Header().Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("a report may load things: %v", page.Header())
	}
	for target, want := range map[string]int{
		"/plans/current/report.docx": 404, "/plans/current/report.HTML": 404, "/plans/x/report.html": 404, "/scenarios/drawn/report.html": 404,
		"/plans/current/report.html?side=CC": 400, "/plans/current/report.html?paper=a3": 400, "/plans/current/report.html?x=1": 400,
	} {
		if w := do(h, http.MethodGet, target); w.Code != want {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
}

// TestPublicReports: the public gets what all may know, and no report of a side.
func TestPublicReports(t *testing.T) {
	l, p := plantest.Drawn(t)
	p.Scenario = l.Scenario.Hash()
	h := planned(t, l, p, data.Public)
	for _, f := range formats.All() {
		if w := do(h, http.MethodGet, "/plans/current/report."+f.Code); w.Code != http.StatusOK || w.Body.Len() == 0 {
			t.Errorf("%s: %d", f.Code, w.Code)
		}
	}
	if csv := do(h, http.MethodGet, "/plans/current/report.csv").Body.String(); !strings.HasPrefix(csv, "sector,") || strings.Contains(csv, "post") {
		t.Errorf("%s", csv)
	}
	if w := do(h, http.MethodGet, "/plans/current/report.html?side=AA"); w.Code != http.StatusBadRequest {
		t.Errorf("a side's report: %d", w.Code)
	}
}
