package batch

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/gofrs/flock"

	"lindero/report"
)

// claim takes a folder for the reports of a run, and gives its record: no other
// run has it until the record is closed. A folder in which something would be lost,
// or would stand beside reports for other readers, it leaves as it is.
func claim(dir string, v report.Viewer) (*record, error) {
	path, err := recordOf(dir)
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, unwritable(dir, err)
	}
	_, err = os.Stat(path)
	if lost := wouldLose(entries, err == nil); lost != "" {
		return nil, problem(dir, say("the folder is there and holds %q, which would be lost", lost), say("name a new folder"))
	}
	lock := flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o600))
	switch ours, err := lock.TryLock(); {
	case err != nil:
		return nil, problem(path, say("cannot be written: %s", reason(err)), say("name a folder in a folder that may be written to"))
	case !ours:
		return nil, problem(dir, say("another run is writing reports into it"), say("wait until that has ended, or name another folder"))
	}
	r, err := openRecord(path)
	if err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	r.lock = lock
	if len(entries) == 0 {
		clear(r.made)
	}
	for _, e := range r.made {
		if e.Viewer != viewerOf(v) {
			r.close()
			return nil, problem(dir, say("holds reports for other readers (%s)", shownTo(e.Viewer)), say("name a new folder for these"))
		}
	}
	return r, nil
}

func unwritable(dir string, err error) error {
	return problem(dir, say("cannot be written: %s", reason(err)), say("name a new folder, in a folder that is there and may be written to"))
}

// wouldLose returns what a folder has that reports must not be written over or put
// among: the files of a scenario or of a plan, and, where none were written there
// before, others of the names of ours.
func wouldLose(entries []fs.DirEntry, before bool) string {
	never := slices.Clone(known)
	if !before {
		never = append(never, own...)
	}
	for _, name := range never {
		if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == name }) {
			return name
		}
	}
	return ""
}

// viewerOf names who may read reports, as the record has it: "" is both sides.
func viewerOf(v report.Viewer) string {
	if v.Public {
		return "public"
	}
	return v.Side
}

// shownTo says who may read reports, as the command line has it.
func shownTo(viewer string) any {
	switch viewer {
	case "":
		return say("both sides")
	case "public":
		return "--public"
	}
	return "--side " + viewer
}

// unfinished is the name of what a run that was killed may leave behind: of what
// is written, and of what was to be replaced by it.
var unfinished = regexp.MustCompile(`^\.(.+)\.\d+-\d+\.(part|old)$`)

// sweep removes what a run before this one did not finish. Not to be called but by
// who has claimed the folder.
func sweep(dir string, jobs []Job) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return unwritable(dir, err)
	}
	names := slices.Clone(own)
	for i := range jobs {
		names = append(names, jobs[i].Name)
	}
	for _, e := range entries {
		if m := unfinished.FindStringSubmatch(e.Name()); m != nil && slices.Contains(names, m[1]) {
			if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
				return unwritable(dir, err)
			}
		}
	}
	return nil
}
