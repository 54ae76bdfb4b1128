package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// patience is how long a test waits for what should be there at once.
const patience = 20 * time.Second

// command returns a run of lindero in a process of its own: testscript's Main
// has put the command on the path.
func command(t *testing.T, dir string, args ...string) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	c := exec.CommandContext(ctx, "lindero", args...)
	c.Dir = dir
	var stderr bytes.Buffer
	c.Stderr = &stderr
	return c, &stderr
}

// TestInterrupted interrupts a run that waits for its lines: the old output
// stays whole, and nothing is left of the new one.
func TestInterrupted(t *testing.T) {
	dir := t.TempDir()
	old := filepath.Join(dir, "gaps.geojson")
	write(t, old, oldText)
	write(t, filepath.Join(dir, "posts.csv"), "0,0\n")
	pipe := filepath.Join(dir, "lines.geojson")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	c, stderr := command(t, dir, "gaps", "lines.geojson", "--posts", "posts.csv", "--reach", "10km", "-o", "gaps.geojson")
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines, err := os.OpenFile(pipe, os.O_WRONLY, 0) // returns when lindero reads
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(lines, `{"type":"FeatureCollection","features":[`)
	waitFor(t, "the file that is being written", func() bool { return len(parts(t, dir)) == 1 })
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	// It goes on to read, and finds that it is to stop.
	feature := `{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},` + "\n"
	for err == nil {
		_, err = fmt.Fprint(lines, feature)
	}
	lines.Close()
	_ = c.Wait()
	if code := c.ProcessState.ExitCode(); code != exitInternal || !strings.Contains(stderr.String(), "interrupted; nothing was written") {
		t.Errorf("status %d, stderr %q", code, stderr)
	}
	if text, err := os.ReadFile(old); err != nil || string(text) != oldText {
		t.Errorf("the old output is %q, %v", text, err)
	}
	if left := parts(t, dir); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// TestInterruptedTwice shows that a run which waits for a pipe without end can
// still be stopped.
func TestInterruptedTwice(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "old"), oldText)
	pipe := filepath.Join(dir, "lines.geojson")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	c, _ := command(t, dir, "gaps", "lines.geojson", "--inside", "lines.geojson", "-o", "old")
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "the file that is being written", func() bool { return len(parts(t, dir)) == 1 })
	done := make(chan error, 1)
	go func() { done <- c.Wait() }()
	// Two that come at once are one to a process that is not looked after in
	// between, so there is a third, and so on.
	interrupted, late := time.Tick(200*time.Millisecond), time.After(patience/2)
	for sent, running := 0, true; running; {
		select {
		case <-done:
			running = false
			if sent < 2 {
				t.Errorf("ended after %d interrupts", sent)
			}
		case <-interrupted:
			if err := c.Process.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
				t.Fatal(err)
			}
			sent++
		case <-late:
			t.Fatal("still running")
		}
	}
	if text, err := os.ReadFile(filepath.Join(dir, "old")); err != nil || string(text) != oldText {
		t.Errorf("the old output is %q, %v", text, err)
	}
}

var printedAddr = regexp.MustCompile(`http://[^\s]+`)

// TestServeStops serves on a free port until a signal, and ends with status 0.
func TestServeStops(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		c, stderr := command(t, t.TempDir(), "serve", "--addr", "127.0.0.1:0", "--summary")
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		r := bufio.NewReader(out)
		addr := ""
		for addr == "" {
			line, err := r.ReadString('\n')
			if err != nil {
				t.Fatalf("%v: %s", err, stderr)
			}
			if strings.Contains(line, "Ctrl-C") {
				addr = printedAddr.FindString(line)
			}
		}
		if got := get(t, addr+"health"); !strings.Contains(got, `"ok"`) {
			t.Errorf("health: %s", got)
		}
		if err := c.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		rest, _ := io.ReadAll(r)
		if err := c.Wait(); err != nil || !strings.Contains(string(rest), "Stopped.") {
			t.Errorf("%v: %v, %q, %s", sig, err, rest, stderr)
		}
	}
}

// TestServePublic serves nothing of posts and patrols.
func TestServePublic(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	ctx, cancel := context.WithCancel(context.Background())
	r, w := io.Pipe()
	done := make(chan int, 1)
	var stderr bytes.Buffer
	go func() {
		done <- run(ctx, []string{"serve", "../../data/testdata/scenario", "--public", "--addr", "127.0.0.1:0"}, w, &stderr)
		w.Close()
	}()
	lines := bufio.NewScanner(r)
	addr := ""
	for addr == "" && lines.Scan() {
		addr = printedAddr.FindString(lines.Text())
	}
	if addr == "" {
		t.Fatalf("no address; %s", &stderr)
	}
	if got := get(t, addr+"collections/posts/items"); !strings.Contains(got, "404") {
		t.Errorf("posts: %s", got)
	}
	if got := get(t, addr+"collections/gaps/items"); !strings.Contains(got, "hills/1") || strings.Contains(got, "Zulu") {
		t.Errorf("gaps: %s", got)
	}
	cancel()
	for lines.Scan() {
	}
	if code := <-done; code != exitDone {
		t.Errorf("status %d, %s", code, &stderr)
	}
}

// TestServePortInUse wants another address.
func TestServePortInUse(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var stdout, stderr bytes.Buffer
	code := run(context.Background(), []string{"serve", "../../data/testdata/scenario", "--addr", l.Addr().String()}, &stdout, &stderr)
	if want := "cannot listen on " + l.Addr().String(); code != exitInput || !strings.Contains(stderr.String(), want) || stdout.Len() > 0 {
		t.Errorf("status %d, stdout %q, stderr %q", code, &stdout, &stderr)
	}
}

func get(t *testing.T, url string) string {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: patience}
	res, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.Status + "\n" + string(body)
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// parts returns the files that are being written in a folder.
func parts(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, ".*.part"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func waitFor(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}
