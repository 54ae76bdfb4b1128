package server_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"lindero/data"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/server"
	"lindero/server/front"
)

// TestFilterEnds: a search that takes long ends when its time is up, and does
// not go on for nobody.
func TestFilterEnds(t *testing.T) {
	l, p := plantest.Drawn(t)
	for i := range p.Gaps[:1] {
		for range 20_000 {
			p.Gaps = append(p.Gaps, p.Gaps[i])
		}
	}
	r, err := planner.NewReport(t.Context(), l, nil)
	if err != nil {
		t.Fatal(err)
	}
	const limit = 20 * time.Millisecond
	h, err := server.New(server.Config{Given: []server.Given{{Name: "drawn", Report: r, Plan: p}}, View: data.Full, Front: front.Config{Timeout: limit}})
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for range 90 {
		parts = append(parts, "S_CROSSES(geometry,LINESTRING(0 1,2 -1,0 -2))")
	}
	asked := httptest.NewRequest(http.MethodGet, "/collections/gaps/items?limit=1&filter="+url.QueryEscape(strings.Join(parts, " OR ")), nil)
	asked.Host = "localhost"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, asked)
	if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "no answer within 20ms") {
		t.Errorf("%d %.300s", w.Code, w.Body)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	begun := time.Now()
	if err := h.Close(ctx); err != nil {
		t.Errorf("the search goes on %v after its time is up: %v", time.Since(begun), err)
	}
}
