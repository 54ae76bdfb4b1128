package process_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"lindero/planner"
	"lindero/server/process"
)

// BenchmarkWhatIfAround is what HTTP adds to a what-if on Guatemala–Mexico whose
// answer is there at once: reading the question, finding the gaps that changed,
// and writing the results.
func BenchmarkWhatIfAround(b *testing.B) {
	shared, err := layouts()
	if err != nil {
		b.Fatal(err)
	}
	l := shared["guatemala-mexico"].Layout
	plan, err := planner.Run(b.Context(), l, planner.Options{})
	if err != nil {
		b.Fatal(err)
	}
	other := *plan
	other.Gaps = append([]planner.PlanGap{}, plan.Gaps...)
	for i := range other.Gaps[:min(len(other.Gaps), 50)] {
		other.Gaps[i].ExposureKmH++
	}
	answer := &planner.Answer{Plan: &other, Comparison: &planner.Comparison{}}
	w := newWorld(b, func(c *process.Config) {
		with(func(context.Context, planner.Question) (*planner.Answer, error) { return answer, nil })(c)
		c.MaxQueued = 1000
	})
	w.plans["gm"] = &process.Source{ID: "gm", Layout: l, Plan: plan}
	var n atomic.Int64
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			body := fmt.Sprintf(`{"inputs":{"plan":"gm","changes":[{"change":"move_meeting_point","meeting_point":"x","to_m":%d}]}}`, n.Add(1))
			r := httptest.NewRequest(http.MethodPost, "/processes/what-if/execution", strings.NewReader(body))
			r.Header.Set("Content-Type", "application/json")
			a := httptest.NewRecorder()
			if w.handler.ServeHTTP(a, r); a.Code != http.StatusOK {
				b.Fatalf("%d %s", a.Code, a.Body)
			}
		}
	})
	b.ReportMetric(float64(len(plan.Gaps)), "gaps")
}
