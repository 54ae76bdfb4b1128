package server

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"lindero/data"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/server/front"
)

// TestReportsTakeTurns: so many reports are made at a time and no more, whoever
// asks; who has waited for as long as an answer may take is told, and what was
// asked for is made once there is room.
func TestReportsTakeTurns(t *testing.T) {
	l, p := plantest.Drawn(t)
	p.Scenario = l.Scenario.Hash()
	r, err := planner.NewReport(t.Context(), l, nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Config{Given: []Given{{Name: "drawn", Report: r, Plan: p}}, View: data.Full, Front: front.Config{Timeout: time.Second}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	asked := func() int {
		r := httptest.NewRequest(http.MethodGet, "/plans/current/report.csv", nil)
		r.Host = "localhost"
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w.Code
	}
	for range cap(s.reports) {
		s.reports <- struct{}{}
	}
	if code := asked(); code != http.StatusServiceUnavailable {
		t.Errorf("while others are made: %d", code)
	}
	for range cap(s.reports) {
		<-s.reports
	}
	for range cap(s.reports) + 1 { // a place that was not given back would be missed
		if code := asked(); code != http.StatusOK {
			t.Errorf("after that: %d", code)
		}
		s.front.Forget()
	}
	if n := len(s.reports); n != 0 {
		t.Errorf("%d places are still taken", n)
	}
}
