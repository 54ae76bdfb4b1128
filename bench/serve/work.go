package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"lindero/bench/measure"
)

// work measures what is made anew for each request: answers without the memory
// for them, and plans.
func work(ctx context.Context, b *bench) (string, []string, error) {
	var t strings.Builder
	t.WriteString("| answer, made anew | bytes | a second | 99 of 100 within | processor a request |\n|---|--:|--:|--:|--:|\n")
	if err := b.cold(ctx, &t); err != nil {
		return "", nil, err
	}
	t.WriteString("\n| plan of Guatemala–Mexico | from request to results | processor |\n|---|--:|--:|\n")
	if err := b.plans(ctx, &t); err != nil {
		return "", nil, err
	}
	return t.String(), []string{versionOf(ctx, "wrk")}, nil
}

// made are answers that take work beside those that are measured from memory.
func made() []subject {
	return []subject{
		{name: "page of 1,000 features, in UTM", path: "/collections/sorties/items?limit=1000&crs=http://www.opengis.net/def/crs/EPSG/0/32615"},
		{name: "the first 100 of 2,063 features that a filter finds", path: "/collections/sorties/items?limit=100&filter=from_h%3E100%20AND%20S_INTERSECTS(geometry,BBOX(-92,15,-91,16))"},
		{name: "landing page", path: "/"},
	}
}

// cold measures the answers of a server that keeps none.
func (b *bench) cold(ctx context.Context, t *strings.Builder) (err error) {
	s, err := b.serve(ctx, append(logFlags(false), "--cache", "0")...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Stop()) }()
	for _, x := range append(subjects(), made()...) {
		for _, encoding := range encodings {
			body, _, err := get(ctx, s.url+x.path, encoding)
			if err != nil {
				return err
			}
			var all []asked
			for range b.runs {
				a, err := b.ask(ctx, s, few, s.url+x.path, encoding)
				if err != nil {
					return err
				}
				all = append(all, *a)
			}
			m := medians(all)
			fmt.Fprintf(b.log, "%s, %s, made anew: %.0f a second, %s of processor\n", x.name, encoding, m.perSecond, m.processor)
			fmt.Fprintf(t, "| %s, %s | %s | %s | %s | %s |\n", x.name, encoding, measure.Thousands(float64(len(body)), 0), measure.Thousands(m.perSecond, 0), measure.Round(m.p99), micros(m.processor))
		}
	}
	return nil
}

// plans measures plans: waited for, and as jobs that are asked after every
// 5 ms. Each has a step of its own, a millimetre more, or it would be there already.
func (b *bench) plans(ctx context.Context, t *strings.Builder) (err error) {
	s, err := b.serve(ctx, logFlags(false)...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Stop()) }()
	for k, how := range []struct {
		name string
		ask  func(ctx context.Context, body string) error
	}{{"waited for", s.plan}, {"as a job (Prefer: respond-async), asked after every 5 ms", s.planJob}} {
		var wall, processor []time.Duration
		for i := range b.runs + 1 {
			body := fmt.Sprintf(`{"inputs":{"scenario":"guatemala-mexico","step_m":%.3f},"outputs":{"summary":{}}}`, 100+float64(k*(b.runs+1)+i)/1000)
			start := time.Now()
			worked, err := s.worked(func() error { return how.ask(ctx, body) })
			if err != nil {
				return err
			}
			if i == 0 {
				continue // warms up
			}
			wall, processor = append(wall, time.Since(start)), append(processor, worked)
		}
		middle := func(all []time.Duration) string {
			return measure.Round(measure.Median(all, func(d time.Duration) time.Duration { return d }))
		}
		fmt.Fprintf(b.log, "plan, %s: %s\n", how.name, middle(wall))
		fmt.Fprintf(t, "| %s | %s | %s |\n", how.name, middle(wall), middle(processor))
	}
	return nil
}

// plan has a plan made, and waits for it.
func (s *served) plan(ctx context.Context, body string) error {
	_, err := s.post(ctx, body, "", http.StatusOK)
	return err
}

// post asks for the execution of the process plan.
func (s *served) post(ctx context.Context, body, prefer string, status int) (http.Header, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/processes/plan/execution", strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	if prefer != "" {
		r.Header.Set("Prefer", prefer)
	}
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer a.Body.Close()
	text, err := io.ReadAll(a.Body)
	if err == nil && a.StatusCode != status {
		err = fmt.Errorf("plan: %s: %.300s", a.Status, text)
	}
	return a.Header, err
}

// planJob has a plan made as a job, and reads its results when it has ended.
func (s *served) planJob(ctx context.Context, body string) error {
	h, err := s.post(ctx, body, "respond-async", http.StatusCreated)
	if err != nil {
		return err
	}
	job := h.Get("Location")
	for {
		text, _, err := get(ctx, job, "identity")
		if err != nil {
			return err
		}
		var status struct{ Status, Message string }
		if err := json.Unmarshal(text, &status); err != nil {
			return err
		}
		switch status.Status {
		case "successful":
			results, _, err := get(ctx, job+"/results", "identity")
			if err == nil && !bytes.Contains(results, []byte(`"summary"`)) {
				err = fmt.Errorf("%s/results: %.300s", job, results)
			}
			return err
		case "accepted", "running":
			time.Sleep(5 * time.Millisecond)
		default:
			return fmt.Errorf("%s is %s: %s", job, status.Status, status.Message)
		}
	}
}
