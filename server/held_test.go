package server_test

import (
	"slices"
	"strings"
	"testing"

	"lindero/data"
	"lindero/internal/heldtest"
)

// TestRoutesAreDescribed: every route is in the description, and every operation
// of the description has a route, but for those that stand before the server.
func TestRoutesAreDescribed(t *testing.T) {
	d, _ := heldtest.Described()
	h := drawn(t, data.Full)
	want := slices.DeleteFunc(d.Templates(), func(s string) bool { return s == "GET /ready" || s == "GET /metrics" || s == "GET /health" })
	var got []string
	for _, route := range h.Routes() {
		if !strings.HasPrefix(route, "HEAD ") && route != "GET /health" {
			got = append(got, route)
		}
	}
	slices.Sort(got)
	for _, s := range want {
		if !slices.Contains(got, s) {
			t.Errorf("%s is described, and has no route", s)
		}
	}
	for _, s := range got {
		if !slices.Contains(want, s) {
			t.Errorf("%s has a route, and is not described", s)
		}
	}
}
