package process_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"lindero/planner"
	"lindero/sectors"
	"lindero/server/process"
)

// part is a part of a multipart answer.
type part struct {
	header textproto.MIMEHeader
	body   []byte
}

// partsOf returns the parts of an answer by their Content-ID.
func partsOf(t testing.TB, a *httptest.ResponseRecorder) map[string]part {
	t.Helper()
	kind, params, err := mime.ParseMediaType(a.Header().Get("Content-Type"))
	if err != nil || kind != "multipart/related" || a.Code != http.StatusOK {
		t.Fatalf("%d %v: %.300s", a.Code, a.Header(), a.Body)
	}
	out, r := map[string]part{}, multipart.NewReader(a.Body, params["boundary"])
	for {
		p, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(p)
		if err != nil {
			t.Fatal(err)
		}
		out[p.Header.Get("Content-ID")] = part{p.Header, body}
	}
}

// TestJob: a job waits, runs and ends; its results are those of the same
// execution at once, and are the same bytes again.
func TestJob(t *testing.T) {
	a, begun, _, release := blocked()
	w := newWorld(t, with(a))
	first := w.later("what-if", ask(1))
	if first.Progress != 0 || first.Created == "" || first.ProcessID != "what-if" || first.Type != "process" {
		t.Errorf("created as %+v", first)
	}
	soon(t, begun)
	w.clock.add(time.Second)
	second := w.later("what-if", ask(2))
	if s := w.job(first.JobID); s.Status != process.Running || s.Started == "" || s.Finished != "" || s.Progress < 1 || s.Progress > 99 || s.Message != "planning" {
		t.Errorf("the first is %+v", s)
	}
	if s := w.job(second.JobID); s.Status != process.Accepted || s.Started != "" {
		t.Errorf("the second is %+v", s)
	}
	p := refused(t, w.do("GET", "/jobs/"+first.JobID+"/results", ""), http.StatusNotFound)
	if !strings.HasSuffix(p.Type, "/result-not-ready") {
		t.Errorf("type %s", p.Type)
	}
	close(release)
	s := w.until(second.JobID, process.Successful)
	if s.Progress != 100 || s.Finished == "" || s.Started < s.Created || s.Finished < s.Started {
		t.Errorf("ended as %+v", s)
	}
	results := w.do("GET", "/jobs/"+second.JobID+"/results", "")
	same(t, "results", results.Body.Bytes(), w.do("POST", "/processes/what-if/execution", ask(2)).Body.Bytes())
	if len(begun) != 1 {
		t.Errorf("asked %d times more, want once: the last question was answered from what is kept", len(begun))
	}
}

// TestSameJobOnce: what is worked on is worked on once, and goes on while anybody
// waits for it.
func TestSameJobOnce(t *testing.T) {
	a, begun, cancelled, release := blocked()
	w := newWorld(t, func(c *process.Config) { with(a)(c); c.Workers = 2 })
	one := w.later("what-if", ask(1))
	soon(t, begun)
	two := w.later("what-if", ask(1))
	w.until(two.JobID, process.Running)
	answered := make(chan *httptest.ResponseRecorder)
	go func() { answered <- w.do("POST", "/processes/what-if/execution", ask(1)) }()
	if s := read[process.StatusInfo](t, w.do("DELETE", "/jobs/"+one.JobID, ""), http.StatusOK); s.Status != process.Dismissed {
		t.Errorf("dismissed is %+v", s)
	}
	w.later("what-if", ask(2))
	soon(t, begun) // by the worker of the one that was dismissed, which has left
	close(release)
	if got := <-answered; got.Code != http.StatusOK {
		t.Errorf("%d %s", got.Code, got.Body)
	}
	w.until(two.JobID, process.Successful)
	if s := w.job(one.JobID); s.Status != process.Dismissed {
		t.Errorf("the one that was dismissed is %s", s.Status)
	}
	if len(begun) != 0 || len(cancelled) != 0 {
		t.Errorf("asked %d times more, cancelled %d", len(begun), len(cancelled))
	}
}

// TestDismiss: a job that runs is cancelled, one that waits never runs, and one
// that has ended is removed.
func TestDismiss(t *testing.T) {
	a, begun, cancelled, release := blocked()
	w := newWorld(t, with(a))
	first, second := w.later("what-if", ask(1)), w.later("what-if", ask(2))
	soon(t, begun)
	for _, id := range []string{second.JobID, first.JobID} {
		s := read[process.StatusInfo](t, w.do("DELETE", "/jobs/"+id, ""), http.StatusOK)
		if s.Status != process.Dismissed || s.JobID != id {
			t.Errorf("%+v", s)
		}
	}
	soon(t, cancelled)
	third := w.later("what-if", ask(3))
	soon(t, begun)
	if len(begun) > 0 {
		t.Error("the second was begun")
	}
	close(release)
	w.until(third.JobID, process.Successful)
	refused(t, w.do("GET", "/jobs/"+first.JobID+"/results", ""), http.StatusNotFound)
	for _, id := range []string{third.JobID, first.JobID} {
		if s := read[process.StatusInfo](t, w.do("DELETE", "/jobs/"+id, ""), http.StatusOK); s.Status != process.Dismissed {
			t.Errorf("%+v", s)
		}
		refused(t, w.do("GET", "/jobs/"+id, ""), http.StatusNotFound)
		refused(t, w.do("DELETE", "/jobs/"+id, ""), http.StatusNotFound)
	}
}

// long is a plan that takes many seconds.
const long = `{"inputs":{"scenario":"guatemala-mexico","step_m":14,"meet":"anywhere","handover":true}}`

// TestPlannerStops: a plan that nobody waits for stops within seconds, and leaves
// no goroutine.
func TestPlannerStops(t *testing.T) {
	if testing.Short() {
		t.Skip("plans for seconds")
	}
	w := newWorld(t, nil)
	before := runtime.NumGoroutine()
	stopped := func(what string, since time.Time) {
		t.Helper()
		for runtime.NumGoroutine() > before {
			if time.Since(since) > 10*time.Second {
				t.Fatalf("%s: %d goroutines, were %d", what, runtime.NumGoroutine(), before)
			}
			time.Sleep(5 * time.Millisecond)
		}
		t.Logf("%s: stopped after %v", what, time.Since(since).Round(time.Millisecond))
	}
	for _, after := range []time.Duration{20 * time.Millisecond, 150 * time.Millisecond, 400 * time.Millisecond} {
		id := w.later("plan", long).JobID
		w.until(id, process.Running)
		time.Sleep(after)
		at := time.Now()
		w.do("DELETE", "/jobs/"+id, "")
		stopped(fmt.Sprintf("job, %v", after), at)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	r := httptest.NewRequestWithContext(ctx, "POST", "/processes/plan/execution", strings.NewReader(long))
	r.Header.Set("Content-Type", "application/json")
	w.handler.ServeHTTP(httptest.NewRecorder(), r)
	stopped("a client that went away", time.Now())
	if w.keptPlans() != 0 {
		t.Error("a plan was kept")
	}
}

// TestFull: there is a bound to jobs that wait, to jobs that are kept and to
// executions at once, and each says when to ask again.
func TestFull(t *testing.T) {
	a, begun, _, release := blocked()
	w := newWorld(t, func(c *process.Config) { with(a)(c); c.MaxQueued, c.MaxJobs, c.AtOnce = 2, 4, 1 })
	w.later("what-if", ask(0))
	soon(t, begun)
	w.later("what-if", ask(1))
	w.later("what-if", ask(2))
	full := func(n int, headers ...string) {
		t.Helper()
		got := w.do("POST", "/processes/what-if/execution", ask(n), headers...)
		refused(t, got, http.StatusServiceUnavailable)
		if got.Header().Get("Retry-After") == "" {
			t.Error("it is not said when to ask again")
		}
	}
	full(3, "Prefer", "respond-async")
	if got := read[process.JobList](t, w.do("GET", "/jobs", ""), http.StatusOK); len(got.Jobs) != 3 {
		t.Errorf("%d jobs", len(got.Jobs))
	}
	var wg sync.WaitGroup
	codes := make(chan int, 4)
	for n := range 4 { // one is worked on, two wait
		wg.Go(func() { codes <- w.do("POST", "/processes/what-if/execution", ask(10+n)).Code })
	}
	if code := <-codes; code != http.StatusServiceUnavailable {
		t.Errorf("the first to be answered has %d", code)
	}
	full(20)
	close(release)
	wg.Wait()
	for range 3 {
		if code := <-codes; code != http.StatusOK {
			t.Errorf("one that waited has %d", code)
		}
	}
	w.until(read[process.JobList](t, w.do("GET", "/jobs", ""), http.StatusOK).Jobs[0].JobID, process.Successful)
	for n := range 10 {
		w.until(w.later("what-if", ask(100+n)).JobID, process.Successful)
	}
	if got := read[process.JobList](t, w.do("GET", "/jobs?limit=100", ""), http.StatusOK); len(got.Jobs) != 4 {
		t.Errorf("%d jobs are kept, want 4", len(got.Jobs))
	}
}

// TestKeepFor: jobs that ended are gone after their time.
func TestKeepFor(t *testing.T) {
	w := newWorld(t, func(c *process.Config) { c.KeepFor = time.Hour })
	old := w.later("compare", `{"inputs":{"a":"drawn","b":"drawn"}}`).JobID
	w.until(old, process.Successful)
	w.clock.add(59 * time.Minute)
	young := w.later("compare", `{"inputs":{"a":"ring","b":"ring"}}`).JobID
	w.until(young, process.Successful)
	w.job(old)
	w.clock.add(2 * time.Minute)
	if p := refused(t, w.do("GET", "/jobs/"+old, ""), http.StatusNotFound); !strings.HasSuffix(p.Type, "/no-such-job") {
		t.Errorf("type %s", p.Type)
	}
	w.job(young)
}

// TestMaxResults: results of jobs that ended longest ago go when there is no room,
// and what does not fit at all is refused.
func TestMaxResults(t *testing.T) {
	gaps := make([]planner.PlanGap, 100)
	for i := range gaps {
		gaps[i].ID = strings.Repeat("g", 1000)
	}
	w := newWorld(t, func(c *process.Config) {
		with(func(_ context.Context, q planner.Question) (*planner.Answer, error) {
			return &planner.Answer{Plan: &planner.Plan{Gaps: gaps[:int(*q.Changes[0].ToM)%101]}, Comparison: &planner.Comparison{}}, nil
		})(c)
		c.MaxResults = 100_000
	})
	var ids []string
	for n := range 6 {
		id := w.later("what-if", ask(101*(n+1)+30)).JobID // some 35 kB each
		w.until(id, process.Successful)
		w.clock.add(time.Second)
		ids = append(ids, id)
	}
	for i, id := range ids {
		want := http.StatusNotFound
		if i >= 4 {
			want = http.StatusOK
		}
		if got := w.do("GET", "/jobs/"+id+"/results", "").Code; got != want {
			t.Errorf("job %d: %d, want %d", i, got, want)
		}
	}
	refused(t, w.do("POST", "/processes/what-if/execution", ask(100)), http.StatusInsufficientStorage)
	id := w.later("what-if", ask(100)).JobID
	w.until(id, process.Failed)
	refused(t, w.do("GET", "/jobs/"+id+"/results", ""), http.StatusInsufficientStorage)
}

// TestTimeouts: an execution at once that takes too long says how to ask; a job
// that takes too long fails.
func TestTimeouts(t *testing.T) {
	a, _, cancelled, _ := blocked()
	w := newWorld(t, func(c *process.Config) { with(a)(c); c.SyncTimeout = 20 * time.Millisecond })
	p := refused(t, w.do("POST", "/processes/what-if/execution", ask(1)), http.StatusGatewayTimeout)
	if !strings.Contains(p.Detail, "Prefer: respond-async") || len(p.Errors) != 1 || p.Errors[0].Header != "Prefer" {
		t.Errorf("%+v", p)
	}
	soon(t, cancelled)
	w = newWorld(t, func(c *process.Config) { with(a)(c); c.Timeout = 20 * time.Millisecond })
	refused(t, w.do("POST", "/processes/what-if/execution", ask(1)), http.StatusGatewayTimeout)
	id := w.later("what-if", ask(1)).JobID
	w.until(id, process.Failed)
	refused(t, w.do("GET", "/jobs/"+id+"/results", ""), http.StatusGatewayTimeout)
}

// TestFailures: what goes wrong inside is a failure that gives nothing away, even
// where it panics.
func TestFailures(t *testing.T) {
	for name, a := range map[string]asker{
		"error": func(context.Context, planner.Question) (*planner.Answer, error) { return nil, errBroken },
		"panic": func(context.Context, planner.Question) (*planner.Answer, error) { panic(errBroken) },
	} {
		w := newWorld(t, with(a))
		p := refused(t, w.do("POST", "/processes/what-if/execution", ask(1)), http.StatusInternalServerError)
		if strings.Contains(p.Detail, errBroken.Error()) {
			t.Errorf("%s: %s", name, p.Detail)
		}
		id := w.later("what-if", ask(1)).JobID
		if s := w.until(id, process.Failed); s.Message != p.Detail {
			t.Errorf("%s: %+v", name, s)
		}
		refused(t, w.do("GET", "/jobs/"+id+"/results", ""), http.StatusInternalServerError)
	}
}

// TestWhatIfOnce: what questions about a plan have in common is made once, for the
// plans last asked about, and again where it failed.
func TestWhatIfOnce(t *testing.T) {
	var mu sync.Mutex
	made, fail := map[string]int{}, true
	w := newWorld(t, func(c *process.Config) {
		c.WhatIfs, c.AtOnce = 1, 8
		c.NewWhatIf = func(_ context.Context, _ *sectors.Layout, p *planner.Plan) (process.WhatIf, error) {
			mu.Lock()
			defer mu.Unlock()
			made[p.Name]++
			if fail {
				return nil, errBroken
			}
			return asker(func(context.Context, planner.Question) (*planner.Answer, error) {
				return &planner.Answer{Plan: &planner.Plan{}, Comparison: &planner.Comparison{}}, nil
			}), nil
		}
	})
	refused(t, w.do("POST", "/processes/what-if/execution", ask(0)), http.StatusInternalServerError)
	mu.Lock()
	fail = false
	mu.Unlock()
	var wg sync.WaitGroup
	for n := range 20 {
		wg.Go(func() { w.execute("what-if", ask(n)) })
	}
	wg.Wait()
	drawn, ring := w.plans["drawn"].Plan.Name, w.plans["ring"].Plan.Name
	if made[drawn] != 2 {
		t.Errorf("made %d times, want twice: the first failed", made[drawn])
	}
	w.execute("what-if", `{"inputs":{"plan":"ring","changes":[]}}`)
	w.execute("what-if", ask(50))
	if made[ring] != 1 || made[drawn] != 3 {
		t.Errorf("made %v, want drawn again after ring", made)
	}
}

// TestClose: what runs is waited for, what waits is dismissed, and nothing new is
// taken.
func TestClose(t *testing.T) {
	a, begun, _, release := blocked()
	w := newWorld(t, with(a))
	first, second := w.later("what-if", ask(1)).JobID, w.later("what-if", ask(2)).JobID
	soon(t, begun)
	closed := make(chan error)
	go func() { closed <- w.Close(context.Background()) }()
	// It may say that too many wait before it says this.
	for !strings.Contains(w.do("POST", "/processes/what-if/execution", ask(3), "Prefer", "respond-async").Body.String(), "about to stop") {
		time.Sleep(time.Millisecond)
	}
	refused(t, w.do("POST", "/processes/what-if/execution", ask(9)), http.StatusServiceUnavailable)
	close(release)
	if err := <-closed; err != nil {
		t.Error(err)
	}
	if a, b := w.job(first).Status, w.job(second).Status; a != process.Successful || b != process.Dismissed {
		t.Errorf("%s and %s", a, b)
	}
}

// TestCloseCancels: what does not end in time is cancelled.
func TestCloseCancels(t *testing.T) {
	a, begun, cancelled, _ := blocked()
	w := newWorld(t, with(a))
	w.later("what-if", ask(1))
	soon(t, begun)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := w.Close(ctx); err == nil {
		t.Error("it ended in time")
	}
	soon(t, cancelled)
}

// TestMany: many clients at once with few questions, jobs and dismissals.
func TestMany(t *testing.T) {
	w := newWorld(t, func(c *process.Config) { c.MaxJobs, c.MaxQueued, c.Workers, c.MaxResults = 20, 100, 2, 300_000 })
	want := map[string]string{}
	bodies := []string{`{"inputs":{"plan":"drawn"}}`, `{"inputs":{"plan":"drawn","to":"2027-01-09"}}`, `{"inputs":{"scenario":"drawn"}}`, `{"inputs":{"scenario":"guatemala-mexico"}}`}
	for _, b := range bodies {
		want[b] = w.do("POST", "/processes/gaps/execution", b).Body.String()
	}
	var wg sync.WaitGroup
	for k := range 8 {
		wg.Go(func() {
			for n := range 30 {
				b := bodies[(n+k)%len(bodies)]
				if got := w.do("POST", "/processes/gaps/execution", b); got.Body.String() != want[b] {
					t.Errorf("%d: %.200s", got.Code, got.Body)
				}
				a := w.do("POST", "/processes/gaps/execution", b, "Prefer", "respond-async")
				at := strings.TrimPrefix(a.Header().Get("Location"), "http://host")
				w.do("GET", "/jobs?limit=5", "")
				if at == "" { // the queue was full
					continue
				}
				if n%3 == 0 {
					w.do("DELETE", at, "")
				}
				if got := w.do("GET", at+"/results", ""); got.Code == http.StatusOK && got.Body.String() != want[b] {
					t.Errorf("%.200s", got.Body)
				}
			}
		})
	}
	wg.Wait()
}
