package data_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lindero/data"
)

// TestPlanKeepsItsScenario: the folder of a plan has the scenario it came
// from, which is the same scenario, and is replaced only while nobody has
// changed it.
func TestPlanKeepsItsScenario(t *testing.T) {
	const name = "guatemala-mexico"
	l, p := flagship(t)
	dir := filepath.Join(t.TempDir(), "plan")
	if err := data.WritePlan(dir, name, l, p); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(dir, "scenario")
	s, _, err := data.ReadScenario(copied)
	if err != nil || s.Hash() != p.Scenario {
		t.Fatalf("the copy is another scenario: %v", err)
	}
	for _, file := range []string{"scenario.yaml", "NOTICE.txt", "LICENSE-ODbL.txt"} {
		want, err := os.ReadFile(filepath.Join("scenarios", name, file))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(filepath.Join(copied, file)); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what it was: %v", file, err)
		}
	}
	for _, from := range []string{name, copied} {
		if err := data.WritePlan(dir, from, l, p); err != nil {
			t.Errorf("again, from %s: %v", from, err)
		}
	}

	patrols := filepath.Join(copied, "patrols.csv")
	text, err := os.ReadFile(patrols)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Replace(text, []byte(",1.4,"), []byte(",1.5,"), 1)
	if err := os.WriteFile(patrols, changed, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := data.WritePlan(dir, name, l, p); err == nil || !strings.Contains(err.Error(), "has been changed since it was planned") {
		t.Errorf("over a changed scenario: %v", err)
	}
	if got, err := os.ReadFile(patrols); err != nil || !bytes.Equal(got, changed) {
		t.Errorf("what was changed is lost: %v", err)
	}
	if err := data.WritePlan(filepath.Join(t.TempDir(), "plan"), copied, l, p); !errors.Is(err, data.ErrOtherScenario) {
		t.Errorf("from a scenario that is not the plan's: %v", err)
	}
	if err := os.WriteFile(patrols, text, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, notes := range []string{"notes.md", "mine.txt"} {
		mine := filepath.Join(copied, notes)
		if err := os.WriteFile(mine, text, 0o666); err != nil {
			t.Fatal(err)
		}
		if err := data.WritePlan(dir, name, l, p); err == nil || !strings.Contains(err.Error(), notes) {
			t.Errorf("over somebody's notes: %v", err)
		}
		if err := os.Remove(mine); err != nil {
			t.Errorf("what is somebody's is lost: %v", err)
		}
	}
}
