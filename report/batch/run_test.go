package batch_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"lindero/data"
	"lindero/lang"
	"lindero/planner"
	"lindero/report"
	"lindero/report/batch"
	"lindero/report/formats"
)

// titles is a format that writes titles, and counts how often.
func titles(made *atomic.Int64) formats.Format {
	return formats.Format{Code: "md", Write: func(w io.Writer, d *report.Document, _ formats.Options) error {
		made.Add(1)
		_, err := io.WriteString(w, d.Title+"\n")
		return err
	}}
}

// world is a folder with two scenarios that are one but for their names, a plan of
// a third, and one that is broken.
func world(t *testing.T) (dir string, jobs []batch.Job) {
	t.Helper()
	dir = t.TempDir()
	copied(t, dir, "in", "east")
	west := copied(t, dir, "in", "west")
	change(t, filepath.Join(west, "scenario.yaml"), "name: ", "name: West of ")
	broken := copied(t, dir, "in", "broken")
	put(t, filepath.Join(broken, "patrols.csv"), "id,side\nx,AA\n")
	planned(t, copied(t, dir, "other", "north"), filepath.Join(dir, "in", "plan"))
	return dir, find(t, filepath.Join(dir, "in"))
}

// planned writes the plan of a scenario.
func planned(t *testing.T, scenario, to string) {
	t.Helper()
	in, _, err := batch.Document(t.Context(), &batch.Job{Scenario: scenario}, batch.Options{})
	if err == nil {
		err = data.WritePlan(to, scenario, in.Layout, in.Plan)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func change(t *testing.T, file, old, replacement string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil || !bytes.Contains(text, []byte(old)) {
		t.Fatalf("%s does not hold %q: %v", file, old, err)
	}
	put(t, file, strings.Replace(string(text), old, replacement, 1))
}

func find(t *testing.T, paths ...string) []batch.Job {
	t.Helper()
	jobs, err := batch.Find(paths)
	if err != nil {
		t.Fatal(err)
	}
	return jobs
}

func run(t *testing.T, dir string, jobs []batch.Job, o batch.Options) *batch.Result {
	t.Helper()
	x, err := batch.Run(t.Context(), dir, jobs, o)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// tree returns the files below a folder with what is in them.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		out[rel] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestRun makes the reports of some scenarios, one of which is broken, twice, on one
// core and on several, and wants the same bytes, all gaps in both files, and links
// that lead somewhere.
func TestRun(t *testing.T) {
	dir, jobs := world(t)
	out := filepath.Join(dir, "out")
	var made atomic.Int64
	steps := []int{}
	o := batch.Options{Formats: []formats.Format{titles(&made)}, Workers: 1, Progress: func(done, total int) { steps = append(steps, done, total) }}
	x := run(t, out, jobs, o)
	if !slices.Equal(steps, []int{1, 4, 2, 4, 3, 4, 4, 4}) {
		t.Errorf("progress %v", steps)
	}
	if len(x.Failures) != 1 || x.Failures[0].Name != "broken" || !strings.Contains(x.Failures[0].In(lang.English), "patrols.csv: row 1: post: the column is missing") {
		t.Errorf("failures %+v", x.Failures)
	}
	if len(x.Reports) != 3 || made.Load() != 3 {
		t.Fatalf("%d reports, %d made", len(x.Reports), made.Load())
	}
	files := tree(t, out)
	names := slices.Sorted(maps.Keys(files))
	want := []string{"east/gaps.geojson", "east/report.md", "gaps.csv", "gaps.geojson", "index.html", "plan/gaps.geojson", "plan/report.md", "west/gaps.geojson", "west/report.md"}
	if !slices.Equal(names, want) {
		t.Errorf("files %v, want %v", names, want)
	}
	sum := 0
	for _, r := range x.Reports {
		sum += r.Gaps
		if link := `<a href="` + r.Name + `/report.md">`; !strings.Contains(files["index.html"], link) {
			t.Errorf("the index has no %s", link)
		}
	}
	for _, text := range []string{"West of ", "patrols.csv: row 1: post: the column is missing"} {
		if !strings.Contains(files["index.html"], text) {
			t.Errorf("the index does not tell %q", text)
		}
	}
	links := map[string]int{} // what they are called: folders tell borders of one name apart
	for _, m := range regexp.MustCompile(`<a href="[^"]*/report.md"><bdi>([^<]*)</bdi>`).FindAllStringSubmatch(files["index.html"], -1) {
		if links[m[1]]++; links[m[1]] > 1 {
			t.Errorf("the index has %q twice", m[1])
		}
	}
	if len(links) != 3 {
		t.Errorf("%v", links)
	}
	allGaps(t, files["gaps.geojson"], files["gaps.csv"], sum)
	again := filepath.Join(dir, "again")
	o.Workers, o.Progress = 3, nil
	run(t, again, jobs, o)
	if !maps.Equal(tree(t, again), files) {
		t.Error("several workers write other bytes than one")
	}
}

// allGaps wants so many gaps in both files, the same ones, each under an id of its
// own, with a shape.
func allGaps(t *testing.T, collection, table string, n int) {
	t.Helper()
	var c struct {
		Features []struct {
			ID         string
			Properties map[string]any
			Geometry   struct{ Coordinates [][][2]float64 }
		}
		Sources []struct{ Name string }
		Note    string
	}
	if err := json.Unmarshal([]byte(collection), &c); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if n == 0 || len(c.Features) != n || len(rows) != n+1 {
		t.Fatalf("%d features and %d rows, want %d of each", len(c.Features), len(rows)-1, n)
	}
	ids := map[string]bool{}
	for i, f := range c.Features {
		ids[f.ID] = true
		if len(f.Geometry.Coordinates) == 0 || len(f.Geometry.Coordinates[0]) < 2 {
			t.Errorf("%s has no shape", f.ID)
		}
		for k, column := range rows[0] {
			want := ""
			if v := f.Properties[column]; v != nil {
				want = strings.Trim(fmt.Sprintf("%v", v), `"`)
			}
			if number, ok := f.Properties[column].(float64); ok {
				text, _ := json.Marshal(number)
				want = string(text)
			}
			if rows[i+1][k] != want {
				t.Errorf("%s: %s is %q in the table, and %q in the collection", f.ID, column, rows[i+1][k], want)
			}
		}
	}
	if len(ids) != n {
		t.Errorf("%d ids of %d gaps", len(ids), n)
	}
	if len(c.Sources) == 0 || c.Note == "" {
		t.Errorf("sources %v, notice %q", c.Sources, c.Note)
	}
}

// TestResume wants what was made to be kept while its input is the same and its
// files are whole, and all else to be made again.
func TestResume(t *testing.T) {
	dir, jobs := world(t)
	out := filepath.Join(dir, "out")
	var made atomic.Int64
	o := batch.Options{Formats: []formats.Format{titles(&made)}, Workers: 1}
	first := tree(t, func() string { run(t, out, jobs, o); return out }())
	again := func(what string, o batch.Options, want int64) {
		t.Helper()
		made.Store(0)
		x := run(t, out, jobs, o)
		kept := 0
		for _, r := range x.Reports {
			if r.Kept {
				kept++
			}
		}
		if made.Load() != want || kept != 3-int(want) || len(x.Failures) != 1 {
			t.Errorf("%s: %d made, %d kept, %d failed; want %d made", what, made.Load(), kept, len(x.Failures), want)
		}
	}
	again("nothing has changed", o, 0)
	if !maps.Equal(tree(t, out), first) {
		t.Error("a run that makes nothing changes something")
	}
	east := filepath.Join(out, "east", "report.md")
	put(t, east, "spoiled")
	again("a file is spoiled", o, 1)
	if text, _ := os.ReadFile(east); string(text) != first["east/report.md"] {
		t.Errorf("the spoiled file is %q", text)
	}
	if err := os.Remove(filepath.Join(out, "west", "gaps.geojson")); err != nil {
		t.Fatal(err)
	}
	again("a file is gone", o, 1)
	if err := os.RemoveAll(filepath.Join(out, "west")); err != nil {
		t.Fatal(err)
	}
	again("a folder is gone", o, 1)
	change(t, filepath.Join(dir, "in", "east", "posts.geojson"), "Fort Zulu", "Fort Quebec")
	again("a scenario has changed", o, 1)
	again("the changed scenario is kept", o, 0)
	for what, other := range map[string]func(*batch.Options){
		"language": func(o *batch.Options) { o.Report.Lang = lang.Spanish },
		"paper":    func(o *batch.Options) { o.Writing.Paper++ },
		"version":  func(o *batch.Options) { o.Plan.Version = "2" },
		"step":     func(o *batch.Options) { o.Plan.StepM = 500 },
		"meeting":  func(o *batch.Options) { o.Plan.Meet = planner.Anywhere },
		"more":     func(o *batch.Options) { o.More = 1 },
	} {
		changed := o
		other(&changed)
		again("another "+what, changed, 3)
		again("the same "+what, changed, 0)
		again("as at first, without "+what, o, 3)
	}
}

// TestTornRecord takes a record that ends in half a line, as after a power cut.
func TestTornRecord(t *testing.T) {
	dir, jobs := world(t)
	out, record := filepath.Join(dir, "out"), filepath.Join(dir, ".out.reports")
	var made atomic.Int64
	o := batch.Options{Formats: []formats.Format{titles(&made)}, Workers: 1}
	run(t, out, jobs, o)
	text, err := os.ReadFile(record)
	if err != nil || bytes.Count(text, []byte("\n")) != 3 {
		t.Fatalf("record %s, %v", text, err)
	}
	put(t, record, string(text[:len(text)-20]))
	made.Store(0)
	ctx, cancel := context.WithCancel(t.Context()) // before the record is written anew
	stopped := o
	stopped.Progress = func(done, total int) {
		if done == total {
			cancel()
		}
	}
	if _, err := batch.Run(ctx, out, jobs, stopped); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if made.Load() != 1 {
		t.Errorf("%d made, want the one whose line was cut short", made.Load())
	}
	made.Store(0)
	run(t, out, jobs, o)
	if made.Load() != 0 {
		t.Errorf("%d made after the record was mended", made.Load())
	}
}

// TestOneFails wants a writer that fails, or panics, to cost one report only.
func TestOneFails(t *testing.T) {
	dir, jobs := world(t)
	for want, fail := range map[string]func() error{
		"west: no such letter":                   func() error { return errors.New("no such letter") },
		"west: a fault of this program (broken)": func() error { panic("broken") },
	} {
		out := filepath.Join(dir, "out")
		o := batch.Options{Workers: 1, Formats: []formats.Format{{Code: "md", Write: func(w io.Writer, d *report.Document, _ formats.Options) error {
			if _, err := io.WriteString(w, d.Title); err != nil || !strings.Contains(d.Title, "West") {
				return err
			}
			return fail()
		}}}}
		x := run(t, out, jobs, o)
		if len(x.Reports) != 2 || len(x.Failures) != 2 || !strings.Contains(x.Failures[1].In(lang.English), want) {
			t.Errorf("%d reports, failures %v, want %q", len(x.Reports), x.Failures, want)
		}
		if entries, _ := os.ReadDir(out); len(entries) != 5 {
			t.Errorf("left in the folder: %v", entries)
		}
	}
}

// TestForeignFolder refuses to replace what is not a report.
func TestForeignFolder(t *testing.T) {
	dir, jobs := world(t)
	out := filepath.Join(dir, "out")
	notes := filepath.Join(out, "west", "notes.txt")
	put(t, notes, "mine")
	var made atomic.Int64
	x := run(t, out, jobs, batch.Options{Formats: []formats.Format{titles(&made)}})
	if len(x.Failures) != 2 || !strings.Contains(x.Failures[1].In(lang.English), `holds "notes.txt", which would be lost`) {
		t.Errorf("failures %v", x.Failures)
	}
	if text, _ := os.ReadFile(notes); string(text) != "mine" {
		t.Errorf("notes: %q", text)
	}
}

// TestCancel stops a run after its first report, and goes on from there.
func TestCancel(t *testing.T) {
	dir, jobs := world(t)
	out := filepath.Join(dir, "out")
	var made atomic.Int64
	ctx, cancel := context.WithCancel(t.Context())
	o := batch.Options{Formats: []formats.Format{titles(&made)}, Workers: 1, Progress: func(done, _ int) {
		if done == 2 { // the first is the broken one
			cancel()
		}
	}}
	_, err := batch.Run(ctx, out, jobs, o)
	var stopped *batch.InterruptedError
	if !errors.As(err, &stopped) || *stopped != (batch.InterruptedError{Done: 1, Total: 4}) || !errors.Is(err, context.Canceled) {
		t.Fatalf("ended with %v", err)
	}
	if got := slices.Sorted(maps.Keys(tree(t, out))); !slices.Equal(got, []string{"east/gaps.geojson", "east/report.md"}) {
		t.Errorf("it leaves %v", got)
	}
	made.Store(0)
	o.Progress = nil
	x := run(t, out, jobs, o)
	if made.Load() != 2 || len(x.Reports) != 3 {
		t.Errorf("%d made and %d reports afterwards, want 2 and 3", made.Load(), len(x.Reports))
	}
	late, end := context.WithCancel(t.Context())
	end()
	if _, err := batch.Run(late, filepath.Join(dir, "late"), jobs, o); !errors.As(err, &stopped) || stopped.Done != 0 {
		t.Errorf("a run that has ended before it began: %v", err)
	}
}
