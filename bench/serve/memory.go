package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"lindero/bench/measure"
	"lindero/internal/process"
)

// mixture has wrk ask for a mixture of everything.
//
//go:embed mixture.lua
var mixture string

// steps are how often memory is told.
const steps = 10

// look is how a server stands after some requests.
type look struct {
	requests          float64
	residentB, peakB  int64
	heapB, goroutines float64
}

// memory watches a server over a million requests.
func memory(ctx context.Context, b *bench) (text string, versions []string, err error) {
	s, err := b.serve(ctx, "--log-level", "info")
	if err != nil {
		return "", nil, err
	}
	defer func() { err = errors.Join(err, s.Stop()) }()
	m, err := newMover(ctx, s.url, true)
	if err != nil {
		return "", nil, err
	}
	var points []string
	for _, p := range m.points {
		points = append(points, fmt.Sprintf("{%q, %.3f}", p.ID, p.ChainageM))
	}
	script := filepath.Join(b.dir, "mixture.lua")
	if err := os.WriteFile(script, []byte(strings.Replace(mixture, "POINTS", strings.Join(points, ", "), 1)), 0o644); err != nil {
		return "", nil, err
	}
	if _, err := s.askAll(ctx, m, 1, 1); err != nil { // makes the plan ready
		return "", nil, err
	}
	start := time.Now()
	all, looks, err := b.watch(ctx, s, script)
	if err != nil {
		return "", nil, err
	}
	took := time.Since(start)
	var t strings.Builder
	t.WriteString("| requests | resident | the most so far | heap in use | goroutines |\n|--:|--:|--:|--:|--:|\n")
	for _, l := range looks {
		fmt.Fprintf(&t, "| %s | %s | %s | %s | %.0f |\n", measure.Thousands(l.requests, 0), measure.Megabytes(l.residentB), measure.Megabytes(l.peakB), measure.Megabytes(int64(l.heapB)), l.goroutines)
	}
	first, last := mean(all, 0, 1./3), mean(all, 2./3, 1)
	fmt.Fprintf(&t, "\nResident in the mean of the first third %s, of the last third %s: %+.1f %%. In %s, %s requests a second.\n", measure.Megabytes(int64(first)), measure.Megabytes(int64(last)),
		100*(last/first-1), measure.Round(took), measure.Thousands(looks[len(looks)-1].requests/took.Seconds(), 0))
	kinds, err := s.statuses(ctx)
	if err != nil {
		return "", nil, err
	}
	return t.String() + "Answers by status: " + kinds + ".\n", []string{versionOf(ctx, "wrk")}, nil
}

// watch has wrk ask until there were enough requests. It returns all looks and
// those of the steps.
func (b *bench) watch(ctx context.Context, s *served, script string) (all, told []look, err error) {
	cmd := exec.CommandContext(ctx, "wrk", "-t", strconv.Itoa(threads), "-c", strconv.Itoa(many), "-d", "24h", "-s", script, s.url)
	w, err := process.Start(cmd, syscall.SIGINT)
	if err != nil {
		return nil, nil, fmt.Errorf("%w (scripts/install.sh bench installs it)", err)
	}
	defer func() { err = errors.Join(err, w.Stop()) }()
	before, err := s.figure(ctx, "lindero_http_requests_total")
	if err != nil {
		return nil, nil, err
	}
	for len(told) < steps {
		select {
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		case <-w.Done():
			return nil, nil, errors.New("wrk has ended by itself")
		case <-time.After(100 * time.Millisecond):
		}
		l, err := s.look(ctx)
		if err != nil {
			return nil, nil, err
		}
		l.requests -= before
		all = append(all, l)
		if l.requests >= float64(len(told)+1)*float64(b.requests)/steps {
			told = append(told, l)
			fmt.Fprintf(b.log, "%.0f requests: %s resident\n", l.requests, measure.Megabytes(l.residentB))
		}
	}
	return all, told, nil
}

// look says how a server stands.
func (s *served) look(ctx context.Context) (l look, err error) {
	for _, f := range []struct {
		name string
		to   *float64
	}{{"lindero_http_requests_total", &l.requests}, {"go_memstats_heap_inuse_bytes", &l.heapB}, {"go_goroutines", &l.goroutines}} {
		if *f.to, err = s.figure(ctx, f.name); err != nil {
			return look{}, err
		}
	}
	l.residentB, l.peakB, err = process.Resident(s.Pid())
	return l, err
}

// mean returns the mean memory between two shares of the requests.
func mean(all []look, from, to float64) float64 {
	most := all[len(all)-1].requests
	sum, n := 0.0, 0
	for _, l := range all {
		if l.requests >= from*most && l.requests <= to*most {
			sum, n = sum+float64(l.residentB), n+1
		}
	}
	return sum / float64(max(n, 1))
}

// statuses counts the answers by status.
func (s *served) statuses(ctx context.Context) (string, error) {
	var out []string
	for _, status := range []string{"200", "204", "304", "400", "404", "422", "499", "500", "503"} {
		n, err := s.figure(ctx, `lindero_http_requests_total\{.*status="`+status+`"\}`)
		if err == nil && n > 0 {
			out = append(out, status+" "+measure.Thousands(n, 0))
			if status == "500" {
				return "", fmt.Errorf("%.0f answers of status 500", n)
			}
		}
	}
	return strings.Join(out, ", "), ctx.Err()
}
