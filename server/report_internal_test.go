package server

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"lindero/data"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/report"
	"lindero/sectors"
	"lindero/server/front"
)

// servingDrawn serves a drawn plan, and returns what asks for its report.
func servingDrawn(t *testing.T, c front.Config) (s *Server, asked func(context.Context) int) {
	l, p := plantest.Drawn(t)
	p.Scenario = l.Scenario.Hash()
	r, err := planner.NewReport(t.Context(), l, nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err = New(Config{Given: []Given{{Name: "drawn", Report: r, Plan: p}}, View: data.Full, Front: c})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s, func(ctx context.Context) int {
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/plans/current/report.csv", nil)
		r.Host = "localhost"
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w.Code
	}
}

// TestReportsTakeTurns: so many reports are made at a time and no more, whoever
// asks; who has waited for as long as an answer may take is told, and what was
// asked for is made once there is room.
func TestReportsTakeTurns(t *testing.T) {
	s, asked := servingDrawn(t, front.Config{Timeout: time.Second})
	for range cap(s.reports) {
		s.reports <- struct{}{}
	}
	if code := asked(t.Context()); code != http.StatusServiceUnavailable {
		t.Errorf("while others are made: %d", code)
	}
	for range cap(s.reports) {
		<-s.reports
	}
	for range cap(s.reports) + 1 { // a place that was not given back would be missed
		if code := asked(t.Context()); code != http.StatusOK {
			t.Errorf("after that: %d", code)
		}
		s.front.Forget()
	}
	if n := len(s.reports); n != 0 {
		t.Errorf("%d places are still taken", n)
	}
}

// TestReportAfterSomebodyLeft: what further pairs would do is sought once. A search
// goes on when who asked has gone, and serves who asks next.
func TestReportAfterSomebodyLeft(t *testing.T) {
	s, asked := servingDrawn(t, front.Config{})
	begun, found := make(chan struct{}, 10), make(chan struct{})
	s.seeker.find = func(ctx context.Context, l *sectors.Layout, p *planner.Plan, pairs int) (*planner.Reinforcement, error) {
		begun <- struct{}{}
		select {
		case <-found:
			return report.Further(ctx, l, p, pairs)
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	ctx, leave := context.WithCancel(t.Context())
	left := make(chan struct{})
	go func() {
		defer close(left)
		asked(ctx)
	}()
	<-begun
	leave()
	<-left
	close(found)
	for range 2 {
		if code := asked(t.Context()); code != http.StatusOK {
			t.Errorf("once it is found: %d", code)
		}
		s.front.Forget()
	}
	if n := len(begun); n != 0 {
		t.Errorf("%d more searches", n)
	}
}

// TestReportWhoseSearchFails: it is told, with the reason in the log, and sought
// again by who asks next. Closing ends a search.
func TestReportWhoseSearchFails(t *testing.T) {
	var log lines
	s, asked := servingDrawn(t, front.Config{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	find := s.seeker.find
	for _, c := range []struct {
		find func() error
		told string
	}{
		{func() error { return errors.New("no such luck") }, "no such luck"},
		{func() error { panic("lost") }, "lost"},
	} {
		s.seeker.find = func(context.Context, *sectors.Layout, *planner.Plan, int) (*planner.Reinforcement, error) {
			return nil, c.find()
		}
		if code := asked(t.Context()); code != http.StatusInternalServerError || !strings.Contains(log.String(), c.told) {
			t.Errorf("%d, and the log has %q", code, log.String())
		}
	}
	s.seeker.find = find
	if code := asked(t.Context()); code != http.StatusOK {
		t.Errorf("the next: %d", code)
	}
	waits := newSeeker()
	waits.find = func(ctx context.Context, _ *sectors.Layout, _ *planner.Plan, _ int) (*planner.Reinforcement, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	x := waits.begin(&sought{}, s.shown.current.source)
	waits.close()
	if <-x.ended; x.err == nil {
		t.Error("a search that was ended found something")
	}
}

// lines is a log that many write.
type lines struct {
	mu  sync.Mutex
	out strings.Builder
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out.Write(b)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out.String()
}
