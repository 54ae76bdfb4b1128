package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestReportOnTerminal: what is no text is not sent to a terminal, and text is.
// Reports are of the public: a terminal that nobody reads from takes few bytes.
func TestReportOnTerminal(t *testing.T) {
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip(err)
	}
	defer terminal.Close()
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, c := range []struct {
		format string
		to     *os.File
		want   int
	}{{"pdf", terminal, exitInput}, {"xlsx", terminal, exitInput}, {"csv", terminal, exitDone}, {"pdf", file, exitDone}} {
		var stderr bytes.Buffer
		ended := make(chan int, 1)
		go func() {
			ended <- run(t.Context(), []string{"report", "andorra", "--public", "--more", "0", "-o", "-", "--format", c.format}, c.to, &stderr)
		}()
		code := -1
		select {
		case code = <-ended:
		case <-time.After(patience):
			t.Fatalf("%s: the terminal takes no more", c.format)
		}
		if code != c.want || c.want == exitInput && !strings.Contains(stderr.String(), "-o -: a terminal cannot show "+c.format+"; name a file, or lead it on with | or >") {
			t.Errorf("%s: status %d, %s", c.format, code, &stderr)
		}
	}
}

// settle waits until all threads of a program sleep, and goes on to: it has dealt
// with what has come.
func settle(t *testing.T, pid int) {
	t.Helper()
	asleep := 0
	waitFor(t, "the program to sleep", func() bool {
		asleep++
		threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", pid)) // the pattern is sound
		for _, name := range threads {
			text, _ := os.ReadFile(name)
			if _, state, _ := strings.Cut(string(text), ") "); !strings.HasPrefix(state, "S") {
				asleep = 0
			}
		}
		return asleep > 20
	})
}

// TestReportsInterrupted stops a run that waits for the second of two scenarios: it
// says how far it is, and the same command goes on from there.
func TestReportsInterrupted(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"in/a", "in/b"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS("../../data/testdata/scenario")); err != nil {
			t.Fatal(err)
		}
		for _, file := range []string{"pairs.csv", "sectors.geojson"} {
			if err := os.Remove(filepath.Join(dir, name, file)); err != nil {
				t.Fatal(err)
			}
		}
	}
	posts := filepath.Join(dir, "in/b/posts.geojson")
	text, err := os.ReadFile(posts)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(posts); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(posts, 0o600); err != nil {
		t.Skip(err)
	}
	c, stderr := command(t, dir, "report", "in", "-o", "out", "--format", "csv")
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	pipe, err := os.OpenFile(posts, os.O_WRONLY, 0) // returns when lindero reads
	if err != nil {
		t.Fatal(err)
	}
	waitFor(t, "the first report to be noted", func() bool {
		noted, _ := os.ReadFile(filepath.Join(dir, ".out.reports"))
		return bytes.Count(noted, []byte("\n")) == 1
	})
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	settle(t, c.Process.Pid) // so that the signal comes before the end of the file
	pipe.Close()
	_ = c.Wait()
	if code := c.ProcessState.ExitCode(); code != exitInternal || !strings.Contains(stderr.String(), "interrupted; 1 of 2 reports are done, and the same command goes on from there") {
		t.Errorf("status %d, %s", code, stderr)
	}
	if err := os.Remove(posts); err != nil {
		t.Fatal(err)
	}
	write(t, posts, string(text))
	again, stderr := command(t, dir, "report", "in", "-o", "out", "--format", "csv")
	out, err := again.Output()
	if err != nil || !strings.Contains(string(out), "Reports: 1 made, 1 kept, 0 failed") {
		t.Errorf("%v, %s, %s", err, out, stderr)
	}
	if left := parts(t, filepath.Join(dir, "out")); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}
