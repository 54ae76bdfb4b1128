package process_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/mux"
	"go.uber.org/goleak"

	"lindero/data"
	"lindero/internal/heldtest"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/sectors"
	"lindero/server/problem"
	"lindero/server/process"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const version = "test"

// datasets are sources in memory.
type datasets struct {
	mu               sync.Mutex
	plans, scenarios map[string]*process.Source
	kept             int
	current          string // what the alias current names
}

func (d *datasets) Plan(id string) (*process.Source, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if id == "current" {
		id = d.current
	}
	s, ok := d.plans[id]
	return s, ok
}

func (d *datasets) Scenario(id string) (*process.Source, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	s, ok := d.scenarios[id]
	return s, ok
}

func (d *datasets) Plans() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Sorted(maps.Keys(d.plans))
}

func (d *datasets) Scenarios() []string { return slices.Sorted(maps.Keys(d.scenarios)) }

func (d *datasets) Keep(_ context.Context, c process.Computed) (string, error) {
	l, p := c.Layout, c.Plan
	text, err := json.Marshal(p)
	if err != nil {
		return "", err
	}
	id := fmt.Sprintf("%x", sha256.Sum256(text))[:16]
	d.mu.Lock()
	defer d.mu.Unlock()
	d.kept++
	d.plans[id] = &process.Source{ID: id, Layout: l, Plan: p}
	return id, nil
}

func (d *datasets) keptPlans() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.kept
}

// layouts are those that tests share; they are never changed.
var layouts = sync.OnceValues(func() (map[string]*process.Source, error) {
	out := map[string]*process.Source{}
	for _, name := range []string{"guatemala-mexico"} {
		s, defaults, err := data.ReadScenario(name)
		if err != nil {
			return nil, err
		}
		l, err := sectors.NewLayout(s)
		if err != nil {
			return nil, err
		}
		out[name] = &process.Source{ID: name, Layout: l, Defaults: defaults}
	}
	return out, nil
})

// world is a service with its sources.
type world struct {
	*datasets
	*process.Service
	handler http.Handler
	t       testing.TB
	clock   *clock
}

type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// newWorld returns a service of a scenario and a plan of two pairs (drawn), that of
// Guatemala and Mexico, and a plan of another border (ring).
func newWorld(t testing.TB, change func(*process.Config)) *world {
	t.Helper()
	shared, err := layouts()
	if err != nil {
		t.Fatal(err)
	}
	d := &datasets{current: "drawn", plans: map[string]*process.Source{}, scenarios: maps.Clone(shared)}
	l, p := plantest.Drawn(t)
	d.scenarios["drawn"] = &process.Source{ID: "drawn", Layout: l, Defaults: []string{"rest_h 12"}}
	d.plans["drawn"] = &process.Source{ID: "drawn", Layout: l, Plan: p}
	l, p = plantest.Ring(t)
	d.plans["ring"] = &process.Source{ID: "ring", Layout: l, Plan: p}
	w := &world{datasets: d, t: t, clock: &clock{t: time.Date(2027, 1, 4, 6, 0, 0, 123456789, time.UTC)}}
	c := process.Config{Sources: d, Version: version, Clock: w.clock.now, Logger: slog.New(slog.DiscardHandler)}
	if change != nil {
		change(&c)
	}
	if w.Service, err = process.New(c); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithCancel(context.Background())
		cancel() // what is still worked on is cancelled
		_ = w.Close(ctx)
	})
	r := mux.NewRouter()
	w.Register(r)
	w.handler = r
	return w
}

// do sends a request. Headers are name, value, name, value, ….
func (w *world) do(method, path, body string, headers ...string) *httptest.ResponseRecorder {
	w.t.Helper()
	r := httptest.NewRequest(method, "http://host"+path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	out := httptest.NewRecorder()
	w.handler.ServeHTTP(out, r)
	if err := heldtest.Answer(r, out); err != nil {
		w.t.Errorf("%s %s: %v", body, headers, err)
	}
	return out
}

// read reads an answer of a status into a type.
func read[T any](t testing.TB, a *httptest.ResponseRecorder, status int) T {
	t.Helper()
	if a.Code != status {
		t.Fatalf("status %d, want %d: %.500s", a.Code, status, a.Body)
	}
	var v T
	if err := json.Unmarshal(a.Body.Bytes(), &v); err != nil {
		t.Fatalf("%v in %.500s", err, a.Body)
	}
	return v
}

// execute executes a process at once, and returns its results.
func (w *world) execute(id, body string) map[string]result {
	w.t.Helper()
	return read[map[string]result](w.t, w.do("POST", "/processes/"+id+"/execution", body), http.StatusOK)
}

// result is a member of a results document.
type result struct {
	MediaType string          `json:"mediaType"`
	Value     json.RawMessage `json:"value"`
	Href      string          `json:"href"`
	Type      string          `json:"type"`
}

// later executes a process as a job.
func (w *world) later(id, body string) process.StatusInfo {
	w.t.Helper()
	return read[process.StatusInfo](w.t, w.do("POST", "/processes/"+id+"/execution", body, "Prefer", "respond-async"), http.StatusCreated)
}

func (w *world) job(id string) process.StatusInfo {
	w.t.Helper()
	return read[process.StatusInfo](w.t, w.do("GET", "/jobs/"+id, ""), http.StatusOK)
}

// until waits for a job to have a status.
func (w *world) until(id string, status process.Status) process.StatusInfo {
	w.t.Helper()
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(time.Millisecond) {
		s := w.job(id)
		switch {
		case s.Status == status:
			return s
		case time.Now().After(end):
			w.t.Fatalf("job is %s, want %s", s.Status, status)
		}
	}
}

// refused wants a problem of a status, and returns it.
func refused(t testing.TB, a *httptest.ResponseRecorder, status int) problem.Problem {
	t.Helper()
	p := read[problem.Problem](t, a, status)
	if got := a.Header().Get("Content-Type"); got != problem.MediaType || p.Status != status || p.Type == "" || p.Title == "" || p.Detail == "" {
		t.Fatalf("%s, %+v is no exception", got, p)
	}
	return p
}

// same wants two things to be one JSON.
func same(t testing.TB, what string, got []byte, want any) {
	t.Helper()
	text, ok := want.([]byte)
	if !ok {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(want); err != nil {
			t.Fatal(err)
		}
		text = b.Bytes()
	}
	if !bytes.Equal(bytes.TrimSpace(got), bytes.TrimSpace(text)) {
		t.Errorf("%s: %.300s\nwant %.300s", what, got, text)
	}
}

// asker is a what-if that answers as it is told.
type asker func(context.Context, planner.Question) (*planner.Answer, error)

func (a asker) Ask(ctx context.Context, q planner.Question) (*planner.Answer, error) {
	return a(ctx, q)
}

func (asker) Layout(planner.Question) (*sectors.Layout, error) { return nil, errBroken }

// with makes what-if answer as it is told.
func with(a asker) func(*process.Config) {
	return func(c *process.Config) {
		c.NewWhatIf = func(context.Context, *sectors.Layout, *planner.Plan) (process.WhatIf, error) { return a, nil }
	}
}

// blocked is a what-if that waits until release is closed or its context ends;
// it tells of each question that it begins and of each that was cancelled.
func blocked() (a asker, begun, cancelled chan struct{}, release chan struct{}) {
	begun, cancelled, release = make(chan struct{}, 100), make(chan struct{}, 100), make(chan struct{})
	return func(ctx context.Context, _ planner.Question) (*planner.Answer, error) {
		begun <- struct{}{}
		select {
		case <-release:
			return &planner.Answer{Plan: &planner.Plan{}, Comparison: &planner.Comparison{}}, nil
		case <-ctx.Done():
			cancelled <- struct{}{}
			return nil, ctx.Err()
		}
	}, begun, cancelled, release
}

// ask is the body of a what-if; different numbers are different questions.
func ask(n int) string {
	return fmt.Sprintf(`{"inputs":{"plan":"drawn","changes":[{"change":"move_meeting_point","meeting_point":"ford","to_m":%d}]}}`, n)
}

// soon waits for a signal.
func soon(t testing.TB, c <-chan struct{}) {
	t.Helper()
	select {
	case <-c:
	case <-time.After(20 * time.Second):
		t.Fatal("nothing came")
	}
}

var errBroken = errors.New("broken")

func text(t testing.TB, write func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
