package planner_test

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"lindero/data"
	"lindero/internal/reporttest"
	"lindero/planner"
)

// TestAgainstOracle compares gaps with those of an independent program
// (testdata/oracle), which knows distances from GeodSolve only.
func TestAgainstOracle(t *testing.T) {
	cases, err := filepath.Glob("testdata/oracle/cases/*")
	if err != nil || len(cases) < 10 {
		t.Fatalf("found %d cases, %v", len(cases), err)
	}
	for _, dir := range cases {
		t.Run(filepath.Base(dir), func(t *testing.T) { againstOracle(t, dir) })
	}
}

type oracleAnswer struct {
	LengthKm  float64 `json:"length_km"`
	CoveredKm float64 `json:"covered_km"`
	GapKm     float64 `json:"gap_km"`
	GapCount  int     `json:"gap_count"`
	Lines     []struct {
		ID       string  `json:"id"`
		LengthKm float64 `json:"length_km"`
		GapKm    float64 `json:"gap_km"`
		GapCount int     `json:"gap_count"`
		Gaps     []struct {
			FromM float64 `json:"from_m"`
			ToM   float64 `json:"to_m"`
		} `json:"gaps"`
	} `json:"lines"`
}

func againstOracle(t *testing.T, dir string) {
	var args struct {
		ReachM float64 `json:"reach_m"`
	}
	var want oracleAnswer
	readJSON(t, filepath.Join(dir, "args.json"), &args)
	readJSON(t, filepath.Join(dir, "expected.json"), &want)
	batch := data.Batch{Lines: filepath.Join(dir, "lines.geojson"), ReachM: args.ReachM,
		Posts: one(t, filepath.Join(dir, "posts.*"))}
	if _, err := os.Stat(filepath.Join(dir, "inside.geojson")); err == nil {
		batch.Inside = filepath.Join(dir, "inside.geojson")
	}
	s, err := data.ReadBatch(context.Background(), batch)
	if err != nil {
		t.Fatal(err)
	}
	r := reporttest.Of(t, s)
	l := r.Coverage.Layout
	got := data.Summarise(r, nil)
	if got.GapCount != want.GapCount {
		t.Errorf("%d gaps, want %d", got.GapCount, want.GapCount)
	}
	perM := 1e-5 // 1 m per 100 km is asked for; hold a tenth of that
	for _, c := range []struct {
		name      string
		got, want float64
	}{{"length_km", got.LengthKm, want.LengthKm}, {"gap_km", got.GapKm, want.GapKm}, {"covered_km", got.CoveredKm, want.CoveredKm}} {
		if math.Abs(c.got-c.want) > 1e-6+perM/10*want.LengthKm {
			t.Errorf("%s %.6f, want %.6f", c.name, c.got, c.want)
		}
	}
	byID := map[string][]planner.Gap{}
	for _, g := range r.Gaps {
		id := l.Routes[g.Route].ID
		byID[id] = append(byID[id], g)
	}
	worst := 0.0
	for i, line := range want.Lines {
		if got.Lines[i].ID != line.ID {
			t.Fatalf("line %d is %q, want %q", i, got.Lines[i].ID, line.ID)
		}
		if len(byID[line.ID]) != len(line.Gaps) {
			t.Errorf("%s: %d gaps, want %d", line.ID, len(byID[line.ID]), len(line.Gaps))
			continue
		}
		for k, g := range line.Gaps {
			s := byID[line.ID][k].Span
			d := math.Max(math.Abs(s.FromM-g.FromM), math.Abs(s.ToM-g.ToM))
			worst = math.Max(worst, d)
			if d > 0.02 {
				t.Errorf("%s gap %d: [%.4f, %.4f], want [%.4f, %.4f]", line.ID, k, s.FromM, s.ToM, g.FromM, g.ToM)
			}
		}
	}
	t.Logf("worst gap end off by %.1f mm", worst*1000)
}

func one(t *testing.T, pattern string) string {
	t.Helper()
	found, err := filepath.Glob(pattern)
	if err != nil || len(found) != 1 {
		t.Fatalf("%s: %v, %v", pattern, found, err)
	}
	return found[0]
}

func readJSON(t *testing.T, name string, v any) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err == nil {
		err = json.Unmarshal(b, v)
	}
	if err != nil {
		t.Fatal(err)
	}
}
