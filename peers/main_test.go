//go:build peers

package peers

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"lindero/internal/oracle"
	"lindero/internal/process"
)

// patience bounds every single run of a program.
const patience = 60 * time.Second

// outEnv names the folder that pictures are kept in.
const outEnv = "LINDERO_PEERS_OUT"

// binary is the path of the program under test.
var binary string

func TestMain(m *testing.M) {
	code, err := buildAndRun(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func buildAndRun(m *testing.M) (int, error) {
	// A judge that is not there must not pass for one that agrees.
	if err := os.Setenv(oracle.Env, "required"); err != nil {
		return 0, err
	}
	dir, err := os.MkdirTemp("", "lindero-peers-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "lindero")
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	build := exec.CommandContext(ctx, "go", "build", "-o", binary, "./cmd/lindero")
	build.Dir = ".."
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return m.Run(), nil
}

// run is one run of a program.
type run struct {
	name  string
	args  []string
	env   []string // beside PATH, HOME and an English UTF-8 locale
	stdin string
	quiet bool // anything on standard error fails the test
}

// output returns what the program prints, and fails the test where the program
// fails. Programs inherit no environment: neither a user's settings nor a
// proxy may change an answer.
func (r run) output(t *testing.T) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, oracle.Tool(t, r.name), r.args...)
	cmd.Env = append(plainEnv(t), r.env...)
	cmd.Stdin = strings.NewReader(r.stdin)
	// A group of its own, so that its helpers can be waited for too.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if cmd.Process != nil {
		process.EndGroup(cmd.Process.Pid)
	}
	said := strings.TrimSpace(stderr.String())
	if err != nil || r.quiet && said != "" {
		t.Fatalf("%s %s: %v\n%s", filepath.Base(r.name), strings.Join(r.args, " "), err, said)
	}
	return stdout.String()
}

func plainEnv(t *testing.T) []string {
	return []string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "LC_ALL=C.UTF-8"}
}

// lindero runs the program under test.
func lindero(t *testing.T, args ...string) string {
	t.Helper()
	return run{name: binary, args: args, quiet: true}.output(t)
}

// summary is what these tests need of `lindero gaps --json`.
type summary struct {
	LengthKm float64 `json:"length_km"`
	GapKm    float64 `json:"gap_km"`
	GapCount int     `json:"gap_count"`
	Lines    []struct {
		ID       string  `json:"id"`
		LengthKm float64 `json:"length_km"`
	} `json:"lines"`
	Gaps []struct { // of a scenario
		Name string `json:"name"`
	} `json:"gaps"`
}

// gapFiles are the two files that `lindero gaps` writes, and what it says.
type gapFiles struct {
	geojson, csv string
	summary
}

// writeGaps runs `lindero gaps` with the given arguments.
func writeGaps(t *testing.T, args ...string) gapFiles {
	t.Helper()
	dir := t.TempDir()
	g := gapFiles{geojson: filepath.Join(dir, "gaps.geojson"), csv: filepath.Join(dir, "gaps.csv")}
	out := lindero(t, slices.Concat([]string{"gaps"}, args, []string{"-o", g.geojson, "--csv", g.csv, "--json"})...)
	if err := json.Unmarshal([]byte(out), &g.summary); err != nil {
		t.Fatalf("what lindero gaps --json prints: %v", err)
	}
	if g.GapCount == 0 {
		t.Fatal("no gap: nothing to look at")
	}
	return g
}

// serve starts `lindero serve` on a free port of this machine and returns its
// address, which ends in a slash. It is stopped when the test ends.
func serve(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command(binary, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...)
	cmd.Env = plainEnv(t)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	start(t, cmd, syscall.SIGTERM)
	address := make(chan string, 1)
	go func() {
		defer close(address)
		lines := bufio.NewScanner(stdout)
		for lines.Scan() {
			for word := range strings.FieldsSeq(lines.Text()) {
				if strings.HasPrefix(word, "http://127.0.0.1:") {
					address <- word
				}
			}
		}
	}()
	select {
	case a, ok := <-address:
		if !ok {
			t.Fatalf("lindero serve ended at once: %s", stderr.String())
		}
		return a
	case <-time.After(patience): // it plans first
		t.Fatal("lindero serve did not say its address")
	}
	return ""
}

// start starts a program that runs on, and ends it with the test.
func start(t *testing.T, cmd *exec.Cmd, stop syscall.Signal) {
	t.Helper()
	p, err := process.Start(cmd, stop)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Stop(); err != nil {
			t.Error(err)
		}
	})
}

// get returns the body of an answer that must be 200.
func get(t *testing.T, address string) []byte {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("GET %s: %s, %v", address, res.Status, err)
	}
	return body
}

// picture returns the path to write a picture to: in the folder that the
// environment names, or one that goes with the test.
func picture(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv(outEnv)
	if dir == "" {
		return filepath.Join(t.TempDir(), name)
	}
	dir, err := filepath.Abs(dir)
	if err == nil {
		err = os.MkdirAll(dir, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, name)
}

// write writes a file for a test to read.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// thinned writes the embedded scenario without its patrols of long shifts and
// its aircraft, so that some of it is beyond the reach of all, and returns its
// folder. With one side's patrols only there is no plan.
func thinned(t *testing.T, sides ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "thinned")
	if err := os.CopyFS(dir, os.DirFS("../data/scenarios/guatemala-mexico")); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "patrols.csv")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	for _, row := range strings.SplitAfter(string(text), "\n") {
		cells := strings.Split(row, ",")
		if len(cells) < 10 {
			continue
		}
		shiftH, err := strconv.ParseFloat(cells[8], 64)
		if head := err != nil; head || shiftH <= 12 && cells[3] != "air" && slices.Contains(sides, cells[1]) {
			kept = append(kept, row)
		}
	}
	if len(kept) < 1+5*len(sides) {
		t.Fatalf("only %d rows of patrols", len(kept))
	}
	if err := os.WriteFile(name, []byte(strings.Join(kept, "")), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// collections are what is served of a scenario and its plan.
var collections = []string{"border", "routes", "posts", "patrols", "meeting-points", "sectors", "beats", "coverage", "gaps", "countries", "land"}

// collection is the answer of /collections/NAME/items.
type collection struct {
	Features []struct {
		ID       string `json:"id"`
		Geometry struct {
			Type        string          `json:"type"`
			Coordinates json.RawMessage `json:"coordinates"`
		} `json:"geometry"`
		Properties map[string]any `json:"properties"`
	} `json:"features"`
	NumberMatched int `json:"numberMatched"`
}

func items(t *testing.T, address, name string) collection {
	t.Helper()
	var c collection
	if err := json.Unmarshal(get(t, address+"collections/"+name+"/items"), &c); err != nil {
		t.Fatalf("collection %s: %v", name, err)
	}
	if len(c.Features) == 0 || len(c.Features) != c.NumberMatched {
		t.Fatalf("collection %s: %d features, numberMatched %d", name, len(c.Features), c.NumberMatched)
	}
	return c
}
