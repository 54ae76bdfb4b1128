package planner_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"lindero/data"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/sectors"
)

// readBack writes a scenario as an archive, unpacks that by hand, and returns what
// is read of the folder.
func readBack(t *testing.T, s *sectors.Scenario) *sectors.Scenario {
	t.Helper()
	text, err := data.ZipScenario(s, "plan-b")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := data.ZipScenario(s, "plan-b"); err != nil || !bytes.Equal(text, again) {
		t.Errorf("the second archive is another: %v", err)
	}
	archive, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "plan-b"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, filepath.FromSlash(f.Name)), content, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	got, defaults, err := data.ReadScenario(filepath.Join(dir, "plan-b"))
	if err != nil {
		t.Fatal(err)
	}
	if len(defaults) > 0 {
		t.Errorf("left open: %v", defaults)
	}
	return got
}

// said fills in what every scenario that was read says.
func said(s *sectors.Scenario) *sectors.Scenario {
	out := *s
	out.Rules.MeetingToleranceMin, out.Rules.IfAbsent = 30, sectors.AloneOwnSide
	return &out
}

// TestWrittenScenario: a scenario that is written and read is the same one, by its
// hash: those in the box, the one with every table, a ring over the antimeridian,
// chance ones and what questions make of all of them; and nobody's rounding is in
// the coordinates.
func TestWrittenScenario(t *testing.T) {
	same := func(t *testing.T, s *sectors.Scenario) {
		t.Helper()
		got := readBack(t, s)
		if want := s.Hash(); got.Hash() != want {
			t.Errorf("it is read as another: %s", difference(bytesOf(t, s), bytesOf(t, got)))
		}
		for i := range s.Patrols {
			if got.Patrols[i] != s.Patrols[i] && s.Patrols[i].AvailableFrom.IsZero() {
				t.Errorf("%+v is read as %+v", s.Patrols[i], got.Patrols[i])
			}
		}
	}
	changed := func(t *testing.T, m *maker, s *sectors.Scenario, o planner.Options, n int) (answers int) {
		t.Helper()
		l := layoutFor(t, s)
		p, err := planner.Run(t.Context(), l, o)
		if len(problems(err)) > 0 {
			return 0
		}
		if err != nil {
			t.Fatal(err)
		}
		w, err := planner.NewWhatIf(t.Context(), l, p)
		if err != nil {
			t.Fatal(err)
		}
		for range n {
			q := m.question(s, p)
			q.Again = m.chance(30)
			of, err := q.Scenario(w)
			var wrong *planner.QuestionError
			if errors.As(err, &wrong) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			answers++
			same(t, of)
		}
		return answers
	}
	for _, name := range []string{"guatemala-mexico", "andorra", filepath.Join("..", "data", "testdata", "scenario")} {
		t.Run(filepath.Base(name), func(t *testing.T) { same(t, boxed(t, name)) })
	}
	for name, of := range map[string]func(testing.TB) (*sectors.Layout, *planner.Plan){"ring": plantest.Ring, "roads": plantest.Roads} {
		t.Run(name, func(t *testing.T) {
			l, _ := of(t)
			s := said(l.Scenario)
			same(t, s)
			m := makerOf(78)
			m.lengthKm = 100
			if n := changed(t, m, s, planner.Options{}, 25); n < 5 {
				t.Errorf("only %d questions were answered", n)
			}
		})
	}
	t.Run("changed", func(t *testing.T) {
		m := makerOf(77)
		s := boxed(t, "guatemala-mexico")
		if n := changed(t, m, s, planner.Options{}, 25); n < 8 {
			t.Errorf("only %d questions were answered", n)
		}
	})
	plans := uint64(40)
	if testing.Short() {
		plans = 10
	}
	answers := 0
	for n := range plans {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			m := makerOf(1_300_000 + n)
			s := said(m.scenario(t, 4))
			same(t, s)
			answers += changed(t, m, s, planner.Options{StepM: m.between(100, 500, 50)}, 4)
		})
	}
	if answers < int(plans) {
		t.Errorf("only %d questions were answered", answers)
	}
}
