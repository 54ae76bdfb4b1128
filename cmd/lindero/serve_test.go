package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"strings"
	"testing"
)

// serving runs lindero serve with the arguments, on a free port, until the
// test ends. It returns the address, and what stops the run and answers what
// it said on standard error.
func serving(t *testing.T, args ...string) (addr string, stop func() string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	done := make(chan int, 1)
	var stderr bytes.Buffer
	go func() {
		done <- run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...), w, &stderr)
		w.Close()
	}()
	lines := bufio.NewScanner(r)
	for addr == "" && lines.Scan() {
		addr = printedAddr.FindString(lines.Text())
	}
	if addr == "" {
		cancel()
		t.Fatalf("no address: status %d, %s", <-done, &stderr)
	}
	return addr, func() string {
		cancel()
		for lines.Scan() {
		}
		if code := <-done; code != exitDone {
			t.Errorf("status %d, %s", code, &stderr)
		}
		return stderr.String()
	}
}

// TestServePlan serves the plan of a scenario that can be planned: coverage
// and gaps are then the plan's, in the public view too.
func TestServePlan(t *testing.T) {
	addr, stop := serving(t, "guatemala-mexico")
	for name, want := range map[string]string{"sectors": `"lambda_h":`, "beats": `"visits":`, "meeting-points": `"offset_m":`, "coverage": `"revisit_h":`, "gaps": `"allowed_h":`} {
		if got := get(t, addr+"collections/"+name+"/items"); !strings.Contains(got, want) {
			t.Errorf("%s: %.300s", name, got)
		}
	}
	if said := stop(); said != "" {
		t.Errorf("it said %s", said)
	}
	addr, stop = serving(t, "guatemala-mexico", "--public")
	for name, want := range map[string]string{"sectors": `"sector":"1"`, "meeting-points": `"name":`, "gaps": `"gap":`, "beats": "404", "coverage": "404"} {
		if got := get(t, addr+"collections/"+name+"/items"); !strings.Contains(got, want) || strings.Contains(got, "GT-0") || strings.Contains(got, "_h\"") {
			t.Errorf("public %s: %.300s", name, got)
		}
	}
	stop()
}

// TestServeUnplanned serves a scenario that cannot be planned as it is, and
// says why.
func TestServeUnplanned(t *testing.T) {
	for language, want := range map[string]string{
		"en": `served without a plan: pairs.csv: the patrols of pair "pair-1", "unit-a1" and "unit-b1", are of two layers; pair patrols of one layer`,
		"es": `se sirve sin plan: pairs.csv: las patrullas de la pareja "pair-1", "unit-a1" y "unit-b1", son de dos capas; forme la pareja con patrullas de una capa`,
	} {
		addr, stop := serving(t, "../../data/testdata/scenario", "--lang", language)
		if got := get(t, addr+"collections/gaps/items"); !strings.Contains(got, "nearest_post") {
			t.Errorf("gaps: %.300s", got)
		}
		if got := get(t, addr+"collections/sectors/items"); !strings.Contains(got, "404") {
			t.Errorf("sectors: %.300s", got)
		}
		if said := stop(); strings.TrimSpace(said) != want {
			t.Errorf("%s: it said %q, want %q", language, said, want)
		}
	}
}

// TestServeSeveral serves a plan from its folder and a scenario: the first is
// the current one, and each has its name.
func TestServeSeveral(t *testing.T) {
	folder := t.TempDir() + "/quarter"
	if code := run(t.Context(), []string{"plan", "guatemala-mexico", "-o", folder}, io.Discard, io.Discard); code != exitDone {
		t.Fatalf("status %d", code)
	}
	addr, stop := serving(t, folder, "../../data/testdata/scenario", folder)
	current := get(t, addr+"plans/current/collections/gaps/items")
	for path, want := range map[string]string{
		"plans": `"quarter"`, "scenarios": `"quarter-2"`, "": `"names":["current","quarter","quarter-2"]`,
		"plans/quarter/plan": `"format": 2`, "scenarios/scenario/collections/gaps/items": "nearest_post",
		"plans/scenario": "404", "scenarios/quarter": `"title":"Guatemala–Mexico"`,
	} {
		if got := get(t, addr+path); !strings.Contains(got, want) {
			t.Errorf("%s: %.500s", path, got)
		}
	}
	if got := get(t, addr+"plans/quarter/collections/gaps/items"); got[:strings.LastIndex(got, "\n],")] != current[:strings.LastIndex(current, "\n],")] || !strings.Contains(got, "exposure_km_h") {
		t.Errorf("%.300s", got)
	}
	stop()
}

// TestServeOtherScenario refuses a plan whose scenario has changed since.
func TestServeOtherScenario(t *testing.T) {
	folder := t.TempDir() + "/quarter"
	if code := run(t.Context(), []string{"plan", "guatemala-mexico", "-o", folder}, io.Discard, io.Discard); code != exitDone {
		t.Fatalf("status %d", code)
	}
	file := folder + "/scenario/scenario.yaml"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, bytes.Replace(text, []byte("name: "), []byte("name: Not "), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	if code := run(t.Context(), []string{"serve", "--addr", "127.0.0.1:0", folder}, io.Discard, &stderr); code != exitInput || !strings.Contains(stderr.String(), "is no plan of the scenario beside it") {
		t.Errorf("status %d: %s", code, &stderr)
	}
}
