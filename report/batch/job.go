// Package batch makes the reports of many plans and scenarios: in a folder, a
// folder each, with an index and the gaps of all.
//
// Find makes jobs of what somebody names, and Run does them, one on each core. A
// report is there whole or not at all; what was made before for the same input is
// kept; what fails is told, and the others go on. Memory is that of as many plans
// as there are cores, whatever the number of jobs.
package batch

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"lindero/data"
)

// Job is a report to be made.
type Job struct {
	Name     string // of its folder: fit for any file system, and no other job's
	Path     string // as it was named
	Scenario string // what data.ReadScenario reads
	Plan     string // what data.ReadPlan reads; "": the scenario is to be planned
}

// What folders of plans and scenarios are known by, and where the scenario of a
// plan lies beside it.
const (
	planFile           = "plan.json"
	scenarioFile       = "scenario.yaml"
	planFolderScenario = "scenario"
)

// Find returns the jobs of what was named: scenarios (folders, or names of those
// in the box), plans (folders, or their plan.json), and folders of such. What is
// named twice is one job. A name that leads to nothing is a job that will fail;
// a folder in which there is none is an error, and so is one that cannot be read.
func Find(paths []string) ([]Job, error) {
	f := finder{seen: map[string]bool{}, names: names{}}
	for _, p := range paths {
		if err := f.find(p); err != nil {
			return nil, err
		}
	}
	return f.jobs, nil
}

// finder collects jobs.
type finder struct {
	jobs  []Job
	seen  map[string]bool // absolute paths
	names names
}

func (f *finder) find(path string) error {
	if one, ok := jobOf(path); ok {
		f.add(one)
		return nil
	}
	entries, err := os.ReadDir(path)
	if errors.Is(err, fs.ErrNotExist) || isFile(path) {
		f.add(Job{Path: path, Scenario: path}) // one in the box, or one that fails
		return nil
	}
	if err != nil {
		return problem(path, say("cannot be read: %s", reason(err)), say("check the path and its permissions"))
	}
	found := false
	for _, e := range entries {
		if one, ok := jobOf(filepath.Join(path, e.Name())); ok && !strings.HasPrefix(e.Name(), ".") {
			found = true
			f.add(one)
		}
	}
	if !found {
		return problem(path, say("holds no scenario and no plan"),
			say("name a folder with scenario.yaml or plan.json, or one that holds such folders"))
	}
	return nil
}

// jobOf returns the job of a scenario or a plan.
func jobOf(path string) (Job, bool) {
	if folder := data.PlanFolder(path); folder != "" {
		return Job{Path: path, Scenario: filepath.Join(folder, planFolderScenario), Plan: folder}, true
	}
	if isFile(filepath.Join(path, scenarioFile)) {
		return Job{Path: path, Scenario: path}, true
	}
	return Job{}, false
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

// add adds a job unless it is there, and gives it its name.
func (f *finder) add(j Job) {
	of := j.Scenario
	if j.Plan != "" {
		of = j.Plan
	}
	full, err := filepath.Abs(of)
	if err != nil {
		full = of
	}
	if real, err := filepath.EvalSymlinks(full); err == nil {
		full = real
	}
	if f.seen[full] {
		return
	}
	f.seen[full] = true
	j.Name = f.names.give(filepath.Base(full))
	f.jobs = append(f.jobs, j)
}

// maxLine is the longest line of a list, in bytes.
const maxLine = 64 << 10

// ReadList reads a list of paths, one a line; blank lines, and those that begin
// with #, say nothing. Its name is for errors.
func ReadList(r io.Reader, name string) ([]string, error) {
	var out []string
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	n := 0
	for lines.Scan() {
		n++
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if !utf8.ValidString(line) || strings.ContainsRune(line, 0) {
			return nil, problem(fmt.Sprintf("%s: %d", name, n), say("is not UTF-8 text"), say("export it again as UTF-8"))
		}
		if line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return nil, problem(fmt.Sprintf("%s: %d", name, n+1), say("the line is longer than %d bytes", maxLine), say("write one path a line"))
	case err != nil:
		return nil, problem(name, say("cannot be read: %s", reason(err)), say("check the path and its permissions"))
	case len(out) == 0:
		return nil, problem(name, say("the list names nothing"), say("write the path of a scenario or a plan on each line"))
	}
	return slices.Clip(out), nil
}

func say(format string, args ...any) data.Message { return data.Message{Format: format, Args: args} }

// problem is an error about one input.
func problem(file string, what, mend data.Message) error {
	return &data.InputError{Problems: []data.Problem{{File: file, What: what, Mend: mend}}}
}

// reason says what an error of the system says, without the path.
func reason(err error) data.Message { return data.Reason(err) }
