package problem_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lindero/server/problem"
)

func TestWrite(t *testing.T) {
	w := httptest.NewRecorder()
	w.Header().Set(problem.RequestID, "r1")
	p := problem.Of(http.StatusBadRequest, "limit", "limit is a whole number of 1 or more")
	problem.Write(w, httptest.NewRequest(http.MethodGet, "/", nil), p)
	var got problem.Problem
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := problem.Problem{Title: "Bad Request", Status: 400, Detail: "limit is a whole number of 1 or more", Instance: "urn:lindero:request:r1",
		Errors: []problem.Fault{{Parameter: "limit", Detail: "limit is a whole number of 1 or more"}}}
	if diff := cmp.Diff(want, got); diff != "" || w.Code != 400 || w.Header().Get("Content-Type") != "application/problem+json" || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v %s", w.Code, w.Header(), diff)
	}
	if p.Instance != "" {
		t.Error("the problem itself has changed")
	}
}

func TestError(t *testing.T) {
	var p *problem.Problem
	if err := error(problem.New(404, "there is none")); !errors.As(err, &p) || p.Error() != "there is none" || p.Title != "Not Found" {
		t.Errorf("%+v", p)
	}
}
