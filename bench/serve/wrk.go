package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// told has wrk say in one line of JSON what it has seen.
//
//go:embed told.lua
var told string

// wrk asks with two threads over connections that stay open: 64, or a few where
// each answer takes work, so that the work is measured and not the waiting.
const (
	threads = 2
	many    = 64
	few     = 8
)

// seen is what wrk has seen of a run.
type seen struct {
	Requests  int64   `json:"requests"`
	Us        int64   `json:"us"`
	Bytes     int64   `json:"bytes"`
	Wrong     int64   `json:"wrong"`  // answers of a status beyond 399
	Broken    int64   `json:"broken"` // connections that failed, and answers that did not come in time
	MedianUs  float64 `json:"median_us"`
	P99Us     float64 `json:"p99_us"`
	Processor time.Duration
}

// perSecond returns how many requests were answered in a second.
func (s *seen) perSecond() float64 { return float64(s.Requests) / float64(s.Us) * 1e6 }

// wrk asks for one address over and over.
func (b *bench) wrk(ctx context.Context, connections int, url, encoding string) (*seen, error) {
	script := filepath.Join(b.dir, "told.lua")
	if err := os.WriteFile(script, []byte(told), 0o644); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "wrk", "-t", strconv.Itoa(threads), "-c", strconv.Itoa(connections), "-d", strconv.Itoa(b.seconds),
		"--timeout", "20s", "-s", script, "-H", "Accept-Encoding: "+encoding, url)
	text, err := cmd.Output()
	if errors.Is(err, exec.ErrNotFound) {
		return nil, fmt.Errorf("%w (scripts/install.sh bench installs it)", err)
	}
	s, err2 := readSeen(text)
	if err = errors.Join(err, err2); err != nil {
		return nil, fmt.Errorf("wrk %s: %w", url, err)
	}
	if s.Wrong > 0 || s.Broken > 0 || s.Requests == 0 {
		return nil, fmt.Errorf("wrk %s: of %d requests %d were answered wrongly and %d not at all", url, s.Requests, s.Wrong, s.Broken)
	}
	s.Processor = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return s, nil
}

// readSeen reads what the script has wrk say, after all else.
func readSeen(text []byte) (*seen, error) {
	at := lastLine(text)
	s := &seen{}
	if err := json.Unmarshal(at, s); err != nil {
		return nil, fmt.Errorf("%w: %s", err, text)
	}
	return s, nil
}

func lastLine(text []byte) []byte {
	for i := len(text) - 2; i >= 0; i-- {
		if text[i] == '\n' {
			return text[i+1:]
		}
	}
	return text
}
