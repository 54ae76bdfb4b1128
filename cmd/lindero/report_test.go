package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
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
