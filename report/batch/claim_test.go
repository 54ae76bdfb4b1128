package batch_test

import (
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"lindero/report"
	"lindero/report/batch"
	"lindero/report/formats"
)

// refused wants a run to be refused with a word on why, in one line, and all to be
// as it was.
func refused(t *testing.T, dir, out string, jobs []batch.Job, o batch.Options, why string) {
	t.Helper()
	before := tree(t, dir)
	x, err := batch.Run(t.Context(), out, jobs, o)
	if err == nil || x != nil || !strings.Contains(err.Error(), why) || strings.Contains(err.Error(), "\n") {
		t.Errorf("%v, want %q", err, why)
	}
	if !maps.Equal(tree(t, dir), before) {
		t.Errorf("%s: something has changed", why)
	}
}

// TestNothingIsLost: reports are not written into the folder of a scenario or of a
// plan, whose gaps.geojson would be gone, nor over files of somebody else.
func TestNothingIsLost(t *testing.T) {
	dir, jobs := world(t)
	o := batch.Options{Formats: []formats.Format{titles(new(atomic.Int64))}}
	refused(t, dir, filepath.Join(dir, "in", "plan"), jobs, o, `holds "plan.json", which would be lost; name a new folder`)
	refused(t, dir, filepath.Join(dir, "in", "east"), jobs, o, `holds "scenario.yaml", which would be lost; name a new folder`)
	for _, name := range []string{"index.html", "gaps.csv", "gaps.geojson"} {
		site := filepath.Join(dir, "site-"+name)
		if err := os.Mkdir(site, 0o777); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(site, name), "mine")
		refused(t, dir, site, jobs, o, `holds "`+name+`", which would be lost; name a new folder`)
	}
	notes := filepath.Join(dir, "notes")
	if err := os.Mkdir(notes, 0o777); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(notes, "notes.txt"), "mine")
	run(t, notes, jobs, o)
	if after := tree(t, notes); after["notes.txt"] != "mine" || after["index.html"] == "" {
		t.Errorf("%v", after)
	}
}

// TestOneRunAtATime: a run into a folder that another writes into is refused, and
// can be made once that has ended.
func TestOneRunAtATime(t *testing.T) {
	dir, jobs := world(t)
	out := filepath.Join(dir, "out")
	at, goOn := make(chan bool), make(chan bool)
	slow := formats.Format{Code: "md", Write: func(io.Writer, *report.Document, formats.Options) error {
		at <- true
		<-goOn
		return nil
	}}
	o := batch.Options{Formats: []formats.Format{slow}, Workers: 1}
	ended := make(chan error)
	go func() {
		_, err := batch.Run(t.Context(), out, jobs, o)
		ended <- err
	}()
	<-at
	_, err := batch.Run(t.Context(), out, jobs[:1], batch.Options{Formats: []formats.Format{titles(new(atomic.Int64))}})
	if err == nil || !strings.Contains(err.Error(), "out: another run is writing reports into it; wait until that has ended, or name another folder") {
		t.Errorf("the second run: %v", err)
	}
	goOn <- true
	for range 2 {
		<-at
		goOn <- true
	}
	if err := <-ended; err != nil {
		t.Errorf("the first run: %v", err)
	}
	if x := run(t, out, jobs, o); len(x.Reports) != 3 || !x.Reports[0].Kept {
		t.Errorf("after it: %+v", x.Reports)
	}
}

// TestOneReader: reports for the public are not put among those that name posts,
// of which some would stay where one fails or is asked for no more.
func TestOneReader(t *testing.T) {
	dir, jobs := world(t)
	out := filepath.Join(dir, "out")
	o := batch.Options{Formats: []formats.Format{titles(new(atomic.Int64))}}
	public, side := o, o
	public.Report.Viewer.Public, side.Report.Viewer.Side = true, "AA"
	run(t, out, jobs, o)
	refused(t, dir, out, jobs, public, "out: holds reports for other readers (both sides); name a new folder for these")
	if err := os.RemoveAll(out); err != nil {
		t.Fatal(err)
	}
	run(t, out, jobs, side)
	refused(t, dir, out, jobs, public, "holds reports for other readers (--side AA)")
	other := side
	other.Report.Viewer.Side = "BB"
	refused(t, dir, out, jobs, other, "holds reports for other readers (--side AA)")
	if err := os.RemoveAll(out); err != nil {
		t.Fatal(err)
	}
	run(t, out, jobs, public)
	refused(t, dir, out, jobs, o, "holds reports for other readers (--public)")
}

// TestKilled: what a run that was killed has left is swept by the next, and nothing
// else is.
func TestKilled(t *testing.T) {
	dir, jobs := world(t)
	out := filepath.Join(dir, "out")
	for _, d := range []string{".east.77-0.part", ".east.77-0.old", ".mine.77-0.part"} {
		if err := os.MkdirAll(filepath.Join(out, d), 0o777); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(out, d, "report.md"), "half")
	}
	put(t, filepath.Join(out, ".index.html.77-0.part"), "half")
	put(t, filepath.Join(out, ".east.77-0.part.txt"), "mine")
	run(t, out, jobs, batch.Options{Formats: []formats.Format{titles(new(atomic.Int64))}})
	after := tree(t, out)
	for _, file := range []string{".east.77-0.part/report.md", ".east.77-0.old/report.md", ".index.html.77-0.part"} {
		if _, ok := after[file]; ok {
			t.Errorf("%s is left", file)
		}
	}
	for _, file := range []string{".mine.77-0.part/report.md", ".east.77-0.part.txt", "east/report.md"} {
		if after[file] == "" {
			t.Errorf("%s is gone", file)
		}
	}
}
