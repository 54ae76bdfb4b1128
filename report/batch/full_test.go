//go:build linux

package batch_test

import (
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"lindero/report"
	"lindero/report/batch"
	"lindero/report/formats"
)

// TestDiskFull makes reports on a disk with room for one of them: one clear error,
// the one that is there whole and nothing of another; and with more room the run
// goes on from there.
func TestDiskFull(t *testing.T) {
	dir, jobs := world(t)
	disk := filepath.Join(dir, "disk")
	if err := os.Mkdir(disk, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=1m"); err != nil {
		t.Skip("no disk of its own: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, 0); err != nil {
			t.Error(err)
		}
	})
	out := filepath.Join(disk, "out")
	made := 0
	large := formats.Format{Code: "md", Write: func(w io.Writer, d *report.Document, _ formats.Options) error {
		made++
		_, err := io.WriteString(w, d.Title+strings.Repeat(".", 700_000))
		return err
	}}
	o := batch.Options{Formats: []formats.Format{large}, Workers: 1}
	x, err := batch.Run(t.Context(), out, jobs, o)
	if err == nil || x != nil || !strings.Contains(err.Error(), "no space left on device") || strings.Contains(err.Error(), "\n") {
		t.Fatalf("%v, %v", x, err)
	}
	if made != 2 {
		t.Errorf("%d reports were begun, want no more after the one for which there was no room", made)
	}
	if got := slices.Sorted(maps.Keys(tree(t, disk))); !slices.Equal(got, []string{".out.reports", "out/east/gaps.geojson", "out/east/report.md"}) {
		t.Errorf("it leaves %v", got)
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT, "size=8m"); err != nil {
		t.Fatal(err)
	}
	made = 0
	if x := run(t, out, jobs, o); made != 2 || len(x.Reports) != 3 {
		t.Errorf("with room: %d made, %d reports, want 2 and 3", made, len(x.Reports))
	}
}
