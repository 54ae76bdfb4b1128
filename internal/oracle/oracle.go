// Package oracle lets tests ask an independent program for the right answer.
//
// A test that finds its program missing is skipped with a hint how to install
// it, unless the environment variable LINDERO_ORACLES is "required": then it
// fails, so that a full run cannot pass by not looking.
package oracle

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// Env names the environment variable that turns a missing program from a skip
// into a failure when it is set to "required".
const Env = "LINDERO_ORACLES"

// timeout bounds one run of a program, so that a stuck one fails its test.
const timeout = 2 * time.Minute

// debianPackage says which Debian package installs a program.
var debianPackage = map[string]string{
	"CartConvert": "geographiclib-tools",
	"GeoConvert":  "geographiclib-tools",
	"GeodSolve":   "geographiclib-tools",
	"Planimeter":  "geographiclib-tools",
	"cbc":         "coinor-cbc",
	"chromium":    "chromium",
	"ogr2ogr":     "gdal-bin",
	"ogrinfo":     "gdal-bin",
	"pdfinfo":     "poppler-utils",
	"pdftoppm":    "poppler-utils",
	"pdftotext":   "poppler-utils",
	"soffice":     "libreoffice-calc",
}

// Tool returns the path of the named program. Where it is not installed the
// test is skipped, or fails if Env is set to "required".
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	hint := name + " is not installed"
	if pkg, ok := debianPackage[name]; ok {
		hint += " (apt-get install " + pkg + ")"
	}
	if os.Getenv(Env) == "required" {
		t.Fatalf("%s, and %s=required", hint, Env)
	}
	t.Skip(hint)
	return ""
}

// Run feeds stdin to the named program and returns the lines it prints,
// without their line ends. It skips or fails like Tool where the program is
// missing, and fails the test when the program does.
//
// The GeographicLib programs answer an input they refuse with a line
// "ERROR: …" in its place, go on, and exit with 1; such an answer is returned
// like any other.
func Run(t testing.TB, name, stdin string, args ...string) []string {
	t.Helper()
	path := Tool(t, name)
	ctx, cancel := context.WithTimeout(t.Context(), timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Stdin = strings.NewReader(stdin)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	answer := strings.TrimSuffix(string(out), "\n")
	if err != nil && !refusedInput(err, answer) {
		t.Fatalf("%s %s: %v: %s", name, strings.Join(args, " "), err, strings.TrimSpace(stderr.String()))
	}
	if answer == "" {
		return nil
	}
	return strings.Split(answer, "\n")
}

// refusedInput tells an exit status that only repeats the "ERROR: …" lines of
// the answer from a real failure.
func refusedInput(err error, answer string) bool {
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 {
		return false
	}
	return strings.HasPrefix(answer, "ERROR") || strings.Contains(answer, "\nERROR")
}
