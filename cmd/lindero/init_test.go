package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// An init that is interrupted says so and leaves nothing behind.
func TestInitInterrupted(t *testing.T) {
	dir := t.TempDir()
	countries := filepath.Join(dir, "c.geojson")
	text := `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"a":"GT"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,1],[0,0]]]}},
{"type":"Feature","properties":{"a":"MX"},"geometry":{"type":"Polygon","coordinates":[[[2,0],[4,0],[2,1],[2,0]]]}}]}`
	if err := os.WriteFile(countries, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, stopped := range []bool{true, false} { // the same command works when nobody stops it
		var stdout, stderr bytes.Buffer
		want, status := "c.geojson new", exitDone
		if stopped {
			want, status = "c.geojson", exitInternal
		} else {
			ctx = context.Background()
		}
		got := run(ctx, []string{"init", "GT", "MX", "--countries", countries, "-o", filepath.Join(dir, "new")}, &stdout, &stderr)
		if got != status || stopped != strings.Contains(stderr.String(), "interrupted; nothing was written") {
			t.Errorf("stopped %v: status %d, %s", stopped, got, &stderr)
		}
		if left := leftIn(t, dir); left != want {
			t.Errorf("stopped %v: left are %s, want %s", stopped, left, want)
		}
	}
}

// leftIn returns the names of what is in a folder, with spaces between.
func leftIn(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}

func TestNextMonday(t *testing.T) {
	for day, want := range map[string]string{
		"2026-11-22": "2026-11-23", "2026-11-23": "2026-11-30", "2026-11-24": "2026-11-30", "2026-11-28": "2026-11-30", "2026-12-31": "2027-01-04",
	} {
		d, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := nextMonday(d); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
}
