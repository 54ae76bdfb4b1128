package planner_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"lindero/internal/plantest"
	"lindero/planner"
)

// TestPlanHash: a plan's hash is that of its JSON as a whole, of lists that are
// full, empty and not there.
func TestPlanHash(t *testing.T) {
	_, drawn := plantest.Drawn(t)
	bare := *drawn
	bare.Gaps, bare.Notes, bare.Beats = nil, []planner.Note{}, drawn.Beats[:1]
	for name, p := range map[string]*planner.Plan{"drawn": drawn, "bare": &bare, "nothing": {}, "escaped": {Name: "<&>\u2028\"", Notes: []planner.Note{{Code: "x"}}}} {
		text, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		want := fmt.Sprintf("%x", sha256.Sum256(text))
		if got, err := p.Hash(); err != nil || got != want {
			t.Errorf("%s: %s, %v; its JSON has %s", name, got, err, want)
		}
	}
	if _, err := (&planner.Plan{Gaps: []planner.PlanGap{{LengthM: math.NaN()}}}).Hash(); err == nil {
		t.Error("a plan with what is no number has a hash")
	}
}
