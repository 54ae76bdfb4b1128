package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// deployed returns the command lines in a file of deploy/ that begin after a
// word, without the name of the program.
func deployed(t *testing.T, file, word string) (lines [][]string) {
	t.Helper()
	text, err := os.ReadFile("../../deploy/" + file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		rest, ok := strings.CutPrefix(strings.TrimSpace(strings.TrimPrefix(line, "#")), word)
		if rest = strings.TrimSpace(rest); !ok || rest == "" {
			continue
		}
		var args []string
		if json.Unmarshal([]byte(rest), &args) != nil {
			args = strings.Fields(rest)[1:]
		}
		lines = append(lines, args)
	}
	return lines
}

// TestDeployedFlags wants the program to take the command lines of deploy/: of a
// scenario that is not there it says just that, as flags are read before. The
// certificates are not where the tests run either.
func TestDeployedFlags(t *testing.T) {
	unit, image := deployed(t, "lindero.service", "ExecStart="), deployed(t, "Dockerfile", "CMD ")
	if len(unit) != 2 || len(image) != 1 {
		t.Fatalf("command lines: %q and %q", unit, image)
	}
	for _, args := range append(unit, image...) {
		if len(args) < 2 || args[0] != "serve" || !slices.Contains(args, "--public") {
			t.Errorf("%q does not serve what everybody may see", args)
			continue
		}
		args[1] = "nowhere"
		want := "nowhere: there is no such folder"
		if slices.Contains(args, "--tls-cert") {
			want = "certificate %d/cert with key %d/key: open %d/cert: no such file"
		}
		var out, problems bytes.Buffer
		if code := run(t.Context(), args, &out, &problems); code != exitInput || !strings.Contains(problems.String(), want) {
			t.Errorf("%q: status %d, %q, want %q", args, code, &problems, want)
		}
	}
}

// TestImage: what the Dockerfile copies is there and is sent to whoever builds the
// image, and of each stage that it copies from. The map that the program embeds is
// built in it, not one that lies about.
func TestImage(t *testing.T) {
	text, err := os.ReadFile("../../deploy/Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	ignored, err := os.ReadFile("../../.dockerignore")
	if err != nil {
		t.Fatal(err)
	}
	left := strings.Fields(string(ignored))
	stages, copied := map[string]bool{}, 0
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		switch {
		case len(words) == 4 && words[0] == "FROM":
			stages[words[3]] = true
		case len(words) < 3 || words[0] != "COPY":
		case strings.HasPrefix(words[1], "--from="):
			if stage := strings.TrimPrefix(words[1], "--from="); !stages[stage] {
				t.Errorf("%s there is no stage %s before", line, stage)
			}
		default:
			for _, source := range words[1 : len(words)-1] {
				copied++
				if _, err := os.Stat("../../" + source); err != nil || slices.Contains(left, source) {
					t.Errorf("%s is not sent: %v, and .dockerignore has %q", source, err, left)
				}
			}
		}
	}
	if copied < 6 || !strings.Contains(string(text), "COPY --from=page /web/dist web/dist\n") || !slices.Contains(left, "web/dist") || !slices.Contains(left, "web/node_modules") {
		t.Errorf("%d files are copied, and .dockerignore has %q:\n%s", copied, left, text)
	}
}

// TestUnit has systemd read the unit.
func TestUnit(t *testing.T) {
	verify, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("there is no systemd here to read the unit")
	}
	out, err := exec.CommandContext(t.Context(), verify, "verify", "--man=no", "../../deploy/lindero.service").CombinedOutput()
	for line := range strings.Lines(string(out)) {
		// The binary is not installed where tests run.
		if strings.Contains(line, "lindero.service") && !strings.Contains(line, "/usr/local/bin/lindero is not executable") {
			t.Errorf("systemd says %s", line)
		}
	}
	t.Logf("%v: %s", err, out)
}
