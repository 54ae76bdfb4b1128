package data

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"unicode/utf8"

	"lindero/planner"
)

// maxPlan is the longest plan.json that is read, in bytes.
const maxPlan = 256 << 20

// planFile is the file of a plan folder that holds the whole plan.
const planFile = "plan.json"

// PlanFolder returns the folder of a plan, given that or its plan.json, and "" of
// what is none.
func PlanFolder(name string) string {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return ""
	case !info.IsDir() && filepath.Base(name) == planFile:
		return filepath.Dir(name)
	}
	if file, err := os.Stat(filepath.Join(name, planFile)); info.IsDir() && err == nil && !file.IsDir() {
		return name
	}
	return ""
}

// ReadPlan reads a plan: the folder that WritePlan writes, or its plan.json.
// Lists that are null are read as empty. All that is wrong is in the error:
// fields that are unknown, twice there, missing or of another type, numbers
// that cannot be, ids that name nothing.
func ReadPlan(path string) (*planner.Plan, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, planFile)
	}
	ps := &problems{file: path}
	file, err := os.Open(path)
	if err != nil {
		ps.add(Message{}, "", say("cannot be opened: %s", Reason(err)), say("name a folder that lindero plan has written, or its plan.json"))
		return nil, join(ps)
	}
	defer file.Close()
	p := readPlan(file, ps)
	if err := join(ps); err != nil {
		return nil, err
	}
	return p, nil
}

// readPlan reads plan.json. What is wrong with it goes to ps.
func readPlan(from io.Reader, ps *problems) *planner.Plan {
	text, ok := planText(from, ps)
	if !ok {
		return nil
	}
	r := &strictReader{dec: json.NewDecoder(bytes.NewReader(text)), ps: ps, broken: map[string]bool{}}
	r.dec.UseNumber()
	p := &planner.Plan{}
	if r.read(p); r.givenUp() {
		return nil
	}
	if !r.broken["format"] && p.Format != planner.PlanFormat {
		// Nothing is known of the fields of another form.
		*ps = problems{file: ps.file}
		if p.Format > planner.PlanFormat {
			ps.add(Message{}, "", say("is of a newer version of the program (format %d)", p.Format), say("take that version, or plan again with this one"))
			return nil
		}
		ps.add(Message{}, "format", say("format %d is not known", p.Format), say("plan again with this version of the program"))
		return nil
	}
	checkPlan(p, ps, r.broken)
	return p
}

// planText returns text that is JSON.
func planText(from io.Reader, ps *problems) (text []byte, ok bool) {
	text, err := whole(from)
	text = bytes.TrimPrefix(text, []byte(byteOrderMark))
	var syntax *json.SyntaxError
	switch {
	case err != nil:
		ps.add(Message{}, "", say("cannot be read: %s", Reason(err)), say("check the path and its permissions"))
		return nil, false
	case len(text) > maxPlan:
		ps.add(Message{}, "", say("is longer than %d bytes", maxPlan), say("no plan is: name a folder that lindero plan has written, or its plan.json"))
		return nil, false
	case len(bytes.TrimSpace(text)) == 0:
		ps.add(Message{}, "", say("the file is empty"), say("name a folder that lindero plan has written, or its plan.json"))
		return nil, false
	case !utf8.Valid(text):
		ps.add(Message{}, "", say("is not UTF-8 text"), say("export it again as UTF-8"))
		return nil, false
	}
	if err := json.Unmarshal(text, &unread{}); errors.As(err, &syntax) {
		ps.add(say("byte %d", syntax.Offset), "", say("is not JSON: %s", syntax.Error()), say("export it again (numbers such as NaN are no JSON)"))
		return nil, false
	}
	return text, true
}

// whole reads a plan's text, and one byte more than it may have where it is longer.
// The room for a file is taken at once: growing, it would take three times as much.
func whole(from io.Reader) ([]byte, error) {
	var text bytes.Buffer
	if file, ok := from.(fs.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			text.Grow(int(min(info.Size(), maxPlan)) + bytes.MinRead)
		}
	}
	_, err := text.ReadFrom(io.LimitReader(from, maxPlan+1))
	return text.Bytes(), err
}

// unread is any JSON: what is read into it is looked at for its grammar only.
type unread struct{}

// UnmarshalJSON leaves all unread.
func (*unread) UnmarshalJSON([]byte) error { return nil }
