//go:build peers

package peers

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"lindero/internal/npm"
	"lindero/server/api"
)

// rules are those that Spectral holds a description to.
const rules = "extends: ['spectral:oas']\n"

// judge runs a linter and returns what it finds: nothing, or what it prints.
func judge(t *testing.T, path string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = append(plainEnv(t), "REDOCLY_TELEMETRY=off", "REDOCLY_SUPPRESS_UPDATE_NOTICE=true")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() < 0 || cmd.ProcessState.ExitCode() > 1 {
		t.Fatalf("%s: %v\n%s%s", filepath.Base(path), err, &stdout, &stderr)
	}
	var found struct {
		Totals   *struct{ Errors, Warnings, Ignored int }
		Problems []json.RawMessage
	}
	switch {
	case filepath.Base(path) == "spectral" && err == nil:
		return ""
	case filepath.Base(path) == "spectral":
		return stdout.String()
	}
	if err := json.Unmarshal(stdout.Bytes(), &found); err != nil || found.Totals == nil {
		t.Fatalf("redocly: %v\n%s%s", err, &stdout, &stderr)
	}
	if found.Totals.Errors+found.Totals.Warnings+found.Totals.Ignored == 0 {
		return ""
	}
	return stdout.String()
}

// TestLintersLikeDescription has Redocly and Spectral judge the description
// of the API by their recommended rules: there is no error and no warning. A
// description that breaks a rule of each has to be found out, else they do not
// look.
func TestLintersLikeDescription(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	bin, err := npm.Install(ctx, "testdata/linters", "../.cache/npm")
	if err != nil {
		t.Fatal(err)
	}
	d, err := api.Load()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	ruleset := filepath.Join(dir, "rules.yaml")
	if err := os.WriteFile(ruleset, []byte(rules), 0o644); err != nil {
		t.Fatal(err)
	}
	full := d.JSON("http://127.0.0.1:8080", false)
	for name, text := range map[string][]byte{
		"full": full, "public": d.JSON("http://127.0.0.1:8080", true),
		"broken": bytes.Replace(full, []byte(`"operationId":"getApi",`), nil, 1),
	} {
		file := filepath.Join(dir, name+".json")
		if err := os.WriteFile(file, text, 0o644); err != nil {
			t.Fatal(err)
		}
		for linter, args := range map[string][]string{
			"redocly":  {"lint", "--extends=recommended", "--format=json", file},
			"spectral": {"lint", "--ruleset", ruleset, "--fail-severity=hint", file},
		} {
			if found := judge(t, filepath.Join(bin, linter), args...); (found != "") != (name == "broken") {
				t.Errorf("%s of the %s description: %s", linter, name, found)
			}
		}
	}
}
