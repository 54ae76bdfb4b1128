package data_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"lindero/data"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/sectors"
)

// planFiles are what a plan folder holds.
var planFiles = []string{"beats.geojson", "coverage.geojson", "gaps.geojson", "meeting-points.geojson", "plan.json", "sectors.geojson", "sorties.geojson", "ways.geojson"}

func planned(t *testing.T) map[string]func() (*sectors.Layout, *planner.Plan) {
	return map[string]func() (*sectors.Layout, *planner.Plan){
		"drawn": func() (*sectors.Layout, *planner.Plan) { return plantest.Drawn(t) },
		"ring":  func() (*sectors.Layout, *planner.Plan) { return plantest.Ring(t) },
		"empty": func() (*sectors.Layout, *planner.Plan) {
			l, p := plantest.Ring(t)
			return l, &planner.Plan{Format: planner.PlanFormat, Start: p.Start, Protocol: p.Protocol, Scenario: p.Scenario, Sides: p.Sides, PeriodH: 1, LengthM: p.LengthM,
				Options: planner.Options{Meet: planner.Anywhere}}
		},
	}
}

// contents returns the files of a folder.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = string(text)
	}
	return out
}

// TestPlanRoundTrip writes plans, reads them, and writes what was read: the
// same bytes, whether the folder is new, empty, or an older plan's.
func TestPlanRoundTrip(t *testing.T) {
	for name, make := range planned(t) {
		t.Run(name, func(t *testing.T) {
			l, p := make()
			top := t.TempDir()
			one, two := filepath.Join(top, "one"), filepath.Join(top, "two")
			if err := os.Mkdir(two, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := data.WritePlan(one, "", l, p); err != nil {
				t.Fatal(err)
			}
			first := contents(t, one)
			if got := slices.Sorted(keysOf(first)); !slices.Equal(got, planFiles) {
				t.Errorf("it holds %v", got)
			}
			if !strings.HasPrefix(first["plan.json"], "{\n  \"format\": 2,\n") || !strings.HasSuffix(first["plan.json"], "\n}\n") || strings.Contains(first["plan.json"], ": null") != (name == "none") {
				t.Errorf("plan.json is %.200s", first["plan.json"])
			}
			for _, path := range []string{one, filepath.Join(one, "plan.json")} {
				read, err := data.ReadPlan(path)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(p, read, cmpopts.EquateEmpty()); diff != "" {
					t.Error(diff)
				}
				for range 2 { // into the empty folder, and over what that made
					if err := data.WritePlan(two, "", l, read); err != nil {
						t.Fatal(err)
					}
					if diff := cmp.Diff(first, contents(t, two)); diff != "" {
						t.Error(diff)
					}
				}
			}
			if left, _ := os.ReadDir(top); len(left) != 2 {
				t.Errorf("beside the plans lies %v", left)
			}
		})
	}
}

func keysOf(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// TestWritePlanThroughLink replaces the folder that a link leads to.
func TestWritePlanThroughLink(t *testing.T) {
	l, p := plantest.Drawn(t)
	top := t.TempDir()
	link := filepath.Join(top, "current")
	if err := os.Symlink("plan-1", link); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(top, "plan-1"), 0o755); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := data.WritePlan(link, "", l, p); err != nil {
			t.Fatal(err)
		}
		if to, err := os.Readlink(link); err != nil || to != "plan-1" || len(contents(t, link)) != len(planFiles) {
			t.Errorf("the link leads to %s, %v", to, err)
		}
	}
}

// TestWritePlanRefuses leaves everything that is no plan folder as it is.
func TestWritePlanRefuses(t *testing.T) {
	l, p := plantest.Drawn(t)
	for name, c := range map[string]struct {
		change func(t *testing.T, dir string)
		want   string
	}{
		"another file": {func(t *testing.T, dir string) { write(t, filepath.Join(dir, "notes.txt"), "mine") }, `holds "notes.txt", which is no file of a plan`},
		"a folder": {func(t *testing.T, dir string) {
			if err := errors.Join(os.Remove(filepath.Join(dir, "gaps.geojson")), os.Mkdir(filepath.Join(dir, "gaps.geojson"), 0o755)); err != nil {
				t.Fatal(err)
			}
		}, `holds "gaps.geojson", which is no file of a plan`},
		"no plan.json": {func(t *testing.T, dir string) { remove(t, filepath.Join(dir, "plan.json")) }, "holds no plan.json of a plan"},
		"other json":   {func(t *testing.T, dir string) { write(t, filepath.Join(dir, "plan.json"), `{"format": 1}`) }, "holds no plan.json of a plan"},
		"a newer form": {func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "plan.json"), `{"format": 3, "scenario": "", "beats": []}`)
		}, "holds no plan.json of a plan"},
		"no json":       {func(t *testing.T, dir string) { write(t, filepath.Join(dir, "plan.json"), "my plan") }, "holds no plan.json of a plan"},
		"a file itself": {func(t *testing.T, dir string) { removeAll(t, dir); write(t, dir, "x") }, "cannot be written: not a directory"},
	} {
		t.Run(name, func(t *testing.T) {
			top := t.TempDir()
			dir := filepath.Join(top, "plan")
			if err := data.WritePlan(dir, "", l, p); err != nil {
				t.Fatal(err)
			}
			c.change(t, dir)
			before := tree(t, top)
			err := data.WritePlan(dir, "", l, p)
			var input *data.InputError
			if !errors.As(err, &input) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %s", err, c.want)
			}
			if diff := cmp.Diff(before, tree(t, top)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, name string) {
	t.Helper()
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
}

func removeAll(t *testing.T, name string) {
	t.Helper()
	if err := os.RemoveAll(name); err != nil {
		t.Fatal(err)
	}
}

// tree returns all that is below a folder: files with what they hold.
func tree(t *testing.T, top string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(top, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			out[path] = "folder"
			return err
		}
		text, err := os.ReadFile(path)
		out[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestWritePlanOfAnother refuses a plan that is not of the layout, and writes
// nothing of one that JSON cannot hold.
func TestWritePlanOfAnother(t *testing.T) {
	l, p := plantest.Drawn(t)
	_, other := plantest.Ring(t)
	changed := *p
	changed.Scenario = strings.Repeat("0", 64)
	shorter := *p
	shorter.LengthM -= 2
	endless := *p
	endless.PeriodH /= 0.0 * endless.PeriodH
	for name, c := range map[string]struct {
		p    *planner.Plan
		want error
	}{"of another scenario": {other, data.ErrOtherScenario}, "of a changed scenario": {&changed, data.ErrOtherScenario}, "of a shorter border": {&shorter, data.ErrOtherScenario}, "none": {nil, nil}, "infinite": {&endless, nil}} {
		top := t.TempDir()
		err := data.WritePlan(filepath.Join(top, "plan"), "", l, c.p)
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if left, _ := os.ReadDir(top); len(left) > 0 {
			t.Errorf("%s: left %v", name, left)
		}
	}
}

// planText returns plan.json of the drawn plan.
func planText(t testing.TB) string {
	t.Helper()
	l, p := plantest.Drawn(t)
	dir := filepath.Join(t.TempDir(), "plan")
	if err := data.WritePlan(dir, "", l, p); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestReadPlanLeftOut reads a plan without what may be left out, and with
// lists that are null.
func TestReadPlanLeftOut(t *testing.T) {
	name := filepath.Join(t.TempDir(), "plan.json")
	write(t, name, `{"format": 2, "scenario": "", "sides": ["AA", "BB"], "period_h": 672, "reference_h": 168, "length_m": 1000,
		"start": "2027-01-04T06:00:00Z", "protocol": {"tolerance_min": 30, "if_absent": "go_home"},
		"layers": null, "pairs": null, "meeting_points": null, "sectors": null, "beats": [], "sorties": null, "coverage": null, "gaps": null,
		"totals": {"kinds": null, "sides": null, "sectors": null, "days": null}}`)
	p, err := data.ReadPlan(name)
	if err != nil {
		t.Fatal(err)
	}
	if p.Layers == nil || p.Beats == nil || p.Notes == nil || p.Infeasible == nil || p.Sorties == nil || p.Handovers == nil || p.Totals.Days == nil || len(p.Layers)+len(p.Notes) != 0 {
		t.Errorf("%+v", p)
	}
}

func TestReadPlanTooLong(t *testing.T) {
	name := filepath.Join(t.TempDir(), "plan.json")
	if err := os.WriteFile(name, bytes.Repeat([]byte(" "), 256<<20+1), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := data.ReadPlan(name); err == nil || !strings.Contains(err.Error(), "is longer than 268435456 bytes") {
		t.Error(err)
	}
	if _, err := data.ReadPlan(filepath.Join(t.TempDir(), "none")); err == nil || !strings.Contains(err.Error(), "cannot be opened: no such file or directory") {
		t.Error(err)
	}
}
