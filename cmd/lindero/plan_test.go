package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
)

// TestPlanInterrupted wants a plan that is interrupted to leave nothing behind.
func TestPlanInterrupted(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, stopped := range []bool{true, false} { // the same command works when nobody stops it
		var stdout, stderr bytes.Buffer
		want, status := "plan", exitDone
		if stopped {
			want, status = "", exitInternal
		} else {
			ctx = t.Context()
		}
		got := run(ctx, []string{"plan", "guatemala-mexico", "-o", filepath.Join(dir, "plan")}, &stdout, &stderr)
		if got != status || stopped != strings.Contains(stderr.String(), "interrupted; nothing was written") || stopped != (stdout.Len() == 0) {
			t.Errorf("stopped %v: status %d, %s", stopped, got, &stderr)
		}
		if left := leftIn(t, dir); left != want {
			t.Errorf("stopped %v: left are %q, want %q", stopped, left, want)
		}
	}
}
