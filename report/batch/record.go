package batch

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/gofrs/flock"

	"lindero/data"
	"lindero/report"
	"lindero/report/formats"
)

// recordForm is raised when what this package writes changes, so that what was
// made before is made again.
const recordForm = 2

// entry is what is known of a report that was made: a line of the record.
type entry struct {
	Name   string            `json:"name"`
	Key    string            `json:"key"`
	Viewer string            `json:"viewer,omitempty"` // who may read it; "": both sides
	Files  map[string]string `json:"files"`            // SHA-256 by name
	Summary
}

// input is all that decides what is in a report.
type input struct {
	Form           int
	Version        string
	Name, Scenario string
	Start          string // the scenario's hash does not know its offset from UTC
	Plan, Since    string // hashes
	Step           float64
	Meet           string
	More           int
	Report         report.Options
	Writing        formats.Options
	Formats        []string
}

// key names an input.
func (in input) key() string {
	text, _ := json.Marshal(in) //nolint:errchkjson // strings and numbers
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// record knows which reports were made for which input. It is a file beside the
// folder of the reports, not in it: its keys come of posts and patrols, and a
// guess at these could be tried against them by whoever gets the folder. Each
// report adds a line once it is whole, so nothing is lost however a run ends; of
// the lines of one report the last counts, and one that is cut short does not.
type record struct {
	path string
	lock *flock.Flock

	mu   sync.Mutex       // workers read it while others add to it
	made map[string]entry // by name
	file *os.File
}

// recordOf returns where the record of a folder is.
func recordOf(dir string) (string, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(full); err == nil {
		full = real
	}
	return filepath.Join(filepath.Dir(full), "."+filepath.Base(full)+".reports"), nil
}

// openRecord reads a record, and goes on with it.
func openRecord(path string) (*record, error) {
	r := &record{path: path, made: map[string]entry{}}
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, problem(path, say("cannot be read: %s", reason(err)), say("check the path and its permissions"))
	}
	for line := range bytes.Lines(text) {
		var e entry
		if json.Unmarshal(line, &e) == nil && e.Key != "" {
			r.made[e.Name] = e
		}
	}
	if r.file, err = os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600); err != nil {
		return nil, problem(path, say("cannot be written: %s", reason(err)), say("name a folder in a folder that may be written to"))
	}
	if len(text) > 0 && text[len(text)-1] != '\n' { // a line that was cut short
		if err := r.append(nil); err != nil {
			r.file.Close()
			return nil, err
		}
	}
	return r, nil
}

// add notes that a report is whole.
func (r *record) add(e entry) error {
	text, err := json.Marshal(e)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.append(text); err != nil {
		return err
	}
	r.made[e.Name] = e
	return nil
}

// append writes a line.
func (r *record) append(text []byte) error {
	if _, err := r.file.Write(append(text, '\n')); err != nil {
		return problem(r.path, say("cannot be written: %s", reason(err)), say("make room on the disk, and run the same again"))
	}
	return nil
}

// compact leaves in the record only the last line of each report.
func (r *record) compact() error {
	out, err := data.Create(r.path)
	if err != nil {
		return err
	}
	defer data.Abandon(out)
	e := json.NewEncoder(out)
	for _, name := range slices.Sorted(maps.Keys(r.made)) {
		if err := e.Encode(r.made[name]); err != nil {
			return err
		}
	}
	return data.Commit(out)
}

func (r *record) close() {
	r.file.Close()
	_ = r.lock.Unlock() // which closing it does in any case
}

// kept returns the entry of a report that was made for the input of a key and
// whose files are as they were written.
func (r *record) kept(dir, name, key string) (entry, bool) {
	r.mu.Lock()
	e, ok := r.made[name]
	r.mu.Unlock()
	if !ok || e.Key != key || len(e.Files) == 0 {
		return entry{}, false
	}
	for file, want := range e.Files {
		if got, err := hashOf(filepath.Join(dir, name, file)); err != nil || got != want {
			return entry{}, false
		}
	}
	return e, true
}

// hashOf returns the SHA-256 of a file.
func hashOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, bufio.NewReaderSize(f, 1<<16)); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
