package batch_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"lindero/data"
	"lindero/planner"
	"lindero/report"
	"lindero/report/batch"
	"lindero/report/formats"
)

// TestViewers searches all that is written for a side, and for the public, for what
// they must not see.
func TestViewers(t *testing.T) {
	dir, jobs := world(t)
	secret := map[string][]string{
		"AA": {"bb-mid", "bb-port", "Camp Xray", "Port Whiskey", "unit-b"},
		"":   {"aa-west", "aa-ford", "bb-mid", "bb-port", "Fort Zulu", "Ford Yankee", "Camp Xray", "Port Whiskey", "unit-", "T00:", "from_h", "patrols.csv"},
	}
	for side, words := range secret {
		out := filepath.Join(dir, "out"+side)
		html, err := formats.Of("html")
		if err != nil {
			t.Fatal(err)
		}
		o := batch.Options{Formats: []formats.Format{html}, Report: report.Options{Viewer: report.Viewer{Side: side, Public: side == ""}}}
		x := run(t, out, jobs, o)
		if len(x.Reports) != 3 {
			t.Fatalf("%v", x.Failures)
		}
		for file, text := range tree(t, out) {
			for _, word := range words {
				if strings.Contains(text, word) {
					t.Errorf("%q: %s tells of %s", side, file, word)
				}
			}
		}
		scenario, _, err := data.ReadScenario(jobs[1].Scenario)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(fmt.Sprint(tree(t, out)), scenario.Hash()) {
			t.Errorf("%q: the scenario's hash, against which a guess could be tried", side)
		}
	}
}

// TestSince wants a report of what has changed, and refuses another border's plan.
func TestSince(t *testing.T) {
	dir, _ := world(t)
	job := &batch.Job{Path: "east", Scenario: filepath.Join(dir, "in", "east")}
	in, _, err := batch.Document(t.Context(), job, batch.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, d, err := batch.Document(t.Context(), job, batch.Options{Since: in.Plan})
	if err != nil || !slices.ContainsFunc(d.Sections, func(s report.Section) bool { return s.ID == "changes" }) {
		t.Errorf("no changes are told: %v", err)
	}
	other := *in.Plan
	other.LengthM += 1000
	if _, _, err := batch.Document(t.Context(), job, batch.Options{Since: &other}); !errors.Is(err, planner.ErrOtherBorder) {
		t.Errorf("a plan of another border: %v", err)
	}
}

// TestOrder wants the border first of which most is overdue, and to everybody, who is
// not told that, borders by name.
func TestOrder(t *testing.T) {
	dir, _ := world(t)
	change(t, filepath.Join(dir, "in", "west", "scenario.yaml"), "period_d: 28", "period_d: 56")
	jobs := find(t, filepath.Join(dir, "in", "east"), filepath.Join(dir, "in", "west"))
	for public, want := range map[bool]string{false: "west east", true: "east west"} {
		o := batch.Options{Formats: []formats.Format{titles(new(atomic.Int64))}, Report: report.Options{Viewer: report.Viewer{Public: public}}}
		x := run(t, filepath.Join(dir, fmt.Sprint("out-", public)), jobs, o)
		got := x.Reports[0].Name + " " + x.Reports[1].Name
		if got != want || !public && !(x.Reports[0].ExposureKmH > x.Reports[1].ExposureKmH+1) {
			t.Errorf("public %v: %s, want %s; %+v", public, got, want, x.Reports)
		}
	}
}
