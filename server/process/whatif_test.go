package process_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lindero/planner"
	"lindero/server/process"
)

// planned adds the plan of Guatemala and Mexico to a world, as gm.
func planned(t testing.TB, w *world) *process.Source {
	t.Helper()
	l := w.scenarios["guatemala-mexico"].Layout
	plan, err := planner.Run(t.Context(), l, planner.Options{Version: version})
	if err != nil {
		t.Fatal(err)
	}
	src := &process.Source{ID: "gm", Layout: l, Plan: plan}
	w.mu.Lock()
	w.plans["gm"] = src
	w.mu.Unlock()
	return src
}

// moved is the body that moves a meeting point of a plan.
func moved(p *planner.Plan, point int, byM float64) (string, planner.Question) {
	m := &p.MeetingPoints[point]
	to := m.ChainageM + byM
	return fmt.Sprintf(`{"inputs":{"plan":"gm","changes":[{"change":"move_meeting_point","meeting_point":%q,"to_m":%v}]}}`, m.ID, to),
		planner.Question{Changes: []planner.PlanChange{{Change: planner.MoveMeetingPoint, MeetingPoint: m.ID, ToM: &to}}}
}

// TestWhatIfOfPlanner: the planner's own what-if through HTTP, against the same
// question asked directly; the gaps before, less those that it closes, with those
// that are new are the gaps after.
func TestWhatIfOfPlanner(t *testing.T) {
	w := newWorld(t, nil)
	src := planned(t, w)
	direct, err := planner.NewWhatIf(t.Context(), src.Layout, src.Plan)
	if err != nil {
		t.Fatal(err)
	}
	var body string
	var a *planner.Answer
	for k := 0; k < len(src.Plan.MeetingPoints) && (a == nil || len(a.Comparison.Opened) == 0); k++ { // one that opens a gap
		var q planner.Question
		body, q = moved(src.Plan, k, 9000)
		if a, err = direct.Ask(t.Context(), q); err != nil {
			t.Log(err)
			a = nil
		}
	}
	if a == nil {
		t.Fatal("no point can be moved")
	}
	got := w.execute("what-if", strings.Replace(body, `"changes"`, `"gaps":"all","days":true,"changes"`, 1))
	same(t, "all gaps", got["gaps"].Value, a.Plan.Gaps)
	same(t, "difference", got["difference"].Value, a.Comparison)
	same(t, "totals", got["totals"].Value, a.Plan.Totals)
	if len(a.Plan.Totals.Days) == 0 {
		t.Error("the plan has no days")
	}
	sums := a.Plan.Totals
	sums.Days = []planner.Day{}
	same(t, "totals without days", w.execute("what-if", body)["totals"].Value, sums)
	found := read[map[string]struct{ Value []planner.PlanGap }](t, w.do("POST", "/processes/what-if/execution", body[:len(body)-1]+`,"outputs":{"gaps":{}}}`), http.StatusOK)["gaps"].Value
	key := func(g planner.PlanGap) string {
		g.ID = ""
		return fmt.Sprintf("%+v", g)
	}
	var before, after, fresh []string
	for _, g := range src.Plan.Gaps {
		before = append(before, key(g))
	}
	for _, g := range a.Plan.Gaps {
		if k := key(g); !slices.Contains(before, k) {
			after = append(after, k)
		}
	}
	for _, g := range found {
		fresh = append(fresh, key(g))
	}
	if len(fresh) == 0 || len(fresh) == len(a.Plan.Gaps) || !slices.Equal(after, fresh) {
		t.Errorf("%d gaps are new, want %d of %d", len(fresh), len(after), len(a.Plan.Gaps))
	}
	p := refused(t, w.do("POST", "/processes/what-if/execution", `{"inputs":{"plan":"gm","changes":[{"change":"remove_patrol","patrol":"GT-99"},{"change":"move_meeting_point","meeting_point":"none"}]}}`), http.StatusUnprocessableEntity)
	for _, f := range p.Errors {
		if !strings.HasPrefix(f.Pointer, "#/inputs/changes/") {
			t.Errorf("%+v", f)
		}
	}
	if len(p.Errors) != 2 {
		t.Fatalf("%+v", p)
	}
	for i, want := range [][]string{{"unknown", "patrol", "GT-99"}, {"no_value", "to_m", "move_meeting_point"}} {
		if f := p.Errors[i]; f.Code != want[0] || !slices.Equal(f.Subjects[:2], want[1:]) {
			t.Errorf("%+v, want %s", f, want)
		}
	}
	rules := src.Layout.Scenario.Rules
	var change struct{ Rules json.RawMessage }
	if err := json.Unmarshal(got["change"].Value, &change); err != nil {
		t.Fatal(err)
	}
	same(t, "rules", change.Rules, map[string]float64{
		"revisit_h.land": rules.RevisitH.Land, "revisit_h.river": rules.RevisitH.River, "revisit_h.sea": rules.RevisitH.Sea,
		"off_route_speed_kmh.land": rules.OffRouteSpeedKmh.Land, "off_route_speed_kmh.river": rules.OffRouteSpeedKmh.River,
		"off_route_speed_kmh.sea": rules.OffRouteSpeedKmh.Sea, "detour_factor": rules.DetourFactor})
}

// BenchmarkWhatIf is moving one meeting point of Guatemala–Mexico over HTTP, with
// eight clients at once; each question is a new one.
func BenchmarkWhatIf(b *testing.B) {
	w := newWorld(b, func(c *process.Config) { c.MaxQueued = 100 })
	src := planned(b, w)
	server := httptest.NewServer(w.handler)
	defer server.Close()
	var n atomic.Int64
	var mu sync.Mutex
	var took []time.Duration
	ask := func() {
		k := n.Add(1)
		body, _ := moved(src.Plan, int(k)%len(src.Plan.MeetingPoints), float64(200+k%3000))
		at := time.Now()
		r, err := server.Client().Post(server.URL+"/processes/what-if/execution", "application/json", strings.NewReader(body))
		if err != nil {
			b.Error(err)
			return
		}
		defer r.Body.Close()
		answer, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode != http.StatusOK && r.StatusCode != http.StatusUnprocessableEntity {
			b.Errorf("%v, %d %.300s", err, r.StatusCode, answer)
		}
		mu.Lock()
		took = append(took, time.Since(at))
		mu.Unlock()
	}
	ask() // makes ready
	took = nil
	b.ResetTimer()
	b.SetParallelism(4)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			ask()
		}
	})
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}
