package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
	"time"

	"lindero/internal/process"
)

// served is a server that runs until it is stopped.
type served struct {
	*process.Process
	url string // without a slash at the end
}

// startTime is how long a server may take until it answers.
const startTime = time.Minute

var address = regexp.MustCompile(`http://\S+`)

// serve starts lindero with the flagship scenario and its plan, on a free port of
// loopback.
func (b *bench) serve(ctx context.Context, flags ...string) (*served, error) {
	out, err := os.CreateTemp(b.dir, "out-")
	if err != nil {
		return nil, err
	}
	defer out.Close()
	wrong, err := os.Create(filepath.Join(b.dir, "lindero.log"))
	if err != nil {
		return nil, err
	}
	defer wrong.Close()
	cmd := exec.CommandContext(ctx, b.program, append([]string{"serve", "guatemala-mexico", "--addr", "127.0.0.1:0"}, flags...)...)
	cmd.Stdout, cmd.Stderr = out, wrong
	p, err := process.Start(cmd, syscall.SIGTERM)
	if err != nil {
		return nil, err
	}
	s := &served{Process: p}
	err = s.await(ctx, func() error {
		text, err := os.ReadFile(out.Name())
		if err != nil {
			return err
		}
		url := address.Find(text)
		if url == nil {
			return errNotYet
		}
		s.url = string(bytes.TrimRight(url, "/"))
		_, _, err = get(ctx, s.url+"/ready", "identity")
		return err
	})
	if err != nil {
		said, _ := os.ReadFile(wrong.Name())
		return nil, errors.Join(fmt.Errorf("lindero serve: %w: %s", err, said), p.Stop())
	}
	return s, nil
}

var errNotYet = errors.New("it does not answer yet")

// await waits until a server answers.
func (s *served) await(ctx context.Context, try func() error) error {
	for deadline := time.Now().Add(startTime); ; time.Sleep(20 * time.Millisecond) {
		err := try()
		if err == nil || time.Now().After(deadline) {
			return err
		}
		select {
		case <-s.Done():
			return errors.New("it has ended")
		case <-ctx.Done():
			return ctx.Err()
		default:
		}
	}
}

// get asks for something in an encoding; what is not answered with 200 is an
// error.
func get(ctx context.Context, url, encoding string) ([]byte, http.Header, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, nil, err
	}
	r.Header.Set("Accept-Encoding", encoding)
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, nil, err
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err == nil && a.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %.300s", url, a.Status, body)
	}
	return body, a.Header, err
}

// figure reads one of the server's own figures: the sum of those whose name and
// labels a pattern finds.
func (s *served) figure(ctx context.Context, pattern string) (float64, error) {
	text, _, err := get(ctx, s.url+"/metrics", "identity")
	if err != nil {
		return 0, err
	}
	found := regexp.MustCompile(`(?m)^`+pattern+`(?:\{.*\})? (\S+)$`).FindAllSubmatch(text, -1)
	if found == nil {
		return 0, fmt.Errorf("%s/metrics has no %s", s.url, pattern)
	}
	sum := 0.0
	for _, f := range found {
		x, err := strconv.ParseFloat(string(f[1]), 64)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", pattern, err)
		}
		sum += x
	}
	return sum, nil
}

// worked returns how long the processor works for a server while something is
// done.
func (s *served) worked(do func() error) (time.Duration, error) {
	before, err := process.Processor(s.Pid())
	if err != nil {
		return 0, err
	}
	if err := do(); err != nil {
		return 0, err
	}
	after, err := process.Processor(s.Pid())
	return after - before, err
}
