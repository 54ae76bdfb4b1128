package data

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"

	"lindero/planner"
	"lindero/sectors"
)

// ErrOtherScenario says that a plan is not of the scenario it came with.
var ErrOtherScenario = errors.New("the plan is of another scenario")

// licences are texts that go with the files of a scenario in the box.
var licences = []string{"NOTICE.txt", "LICENSE-ODbL.txt"}

// scenarioFolder is where the scenario of a plan is in its folder.
const scenarioFolder = "scenario"

// WritePlan writes a plan of a layout as a folder, whole or not at all:
// plan.json, which ReadPlan reads, its collections as GeoJSON, and the scenario
// that it came from, which ReadScenario has read under the name; none with the
// name "". A plan folder of that name that is there is replaced; any other that
// is not empty is refused. The same plan gives the same bytes.
func WritePlan(dir, scenario string, l *sectors.Layout, p *planner.Plan) error {
	if err := planOf(l, p); err != nil {
		return err
	}
	f, err := createFolder(dir, func(path string, entries []fs.DirEntry) Message {
		return notPlanFolder(path, entries, p.Scenario)
	})
	if err != nil {
		return err
	}
	defer f.Abandon()
	if err := f.Write("", planFile, func(w io.Writer) error { return WritePlanJSON(w, p) }); err != nil {
		return err
	}
	members, features := PlanMembers(l, Full), NewPlanFeatures(l, p)
	for _, c := range PlanCollections(Full) {
		err := f.Write("", c.Name+".geojson", func(w io.Writer) error {
			return WriteGeoJSON(w, features.Of(c, Full), members)
		})
		if err != nil {
			return err
		}
	}
	if scenario != "" {
		if err := writeScenario(f, scenario, p); err != nil {
			return err
		}
	}
	return f.Commit()
}

// writeScenario copies the files of a scenario into a plan's folder, and makes
// sure that they still are what was planned.
func writeScenario(f *Folder, name string, p *planner.Plan) error {
	files := filesOf(name)
	if files == nil {
		return folderError(name, say("cannot be read: %s", Reason(fs.ErrNotExist)))
	}
	names := slices.Clone(licences)
	for _, t := range new(folder).tables() {
		names = append(names, t.file)
	}
	for _, file := range names {
		from, err := files.Open(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = f.Write(scenarioFolder, file, func(w io.Writer) error {
				_, err := io.Copy(w, from)
				return err
			})
			err = errors.Join(err, from.Close())
		}
		if err != nil {
			return err
		}
	}
	copied := filepath.Join(f.tmp, scenarioFolder)
	if s, _, err := readFolder(os.DirFS(copied), copied); err != nil || s.Hash() != p.Scenario {
		return fmt.Errorf("%w: %s has changed since it was planned; plan it again", ErrOtherScenario, name)
	}
	return nil
}

// planOf reports a plan that is not of a layout.
func planOf(l *sectors.Layout, p *planner.Plan) error {
	switch {
	case p == nil:
		return errors.New("there is no plan")
	case p.Scenario != l.Scenario.Hash():
		return fmt.Errorf("%w: its scenario's hash is %.12s, and this one's %.12s", ErrOtherScenario, p.Scenario, l.Scenario.Hash())
	case !(math.Abs(p.LengthM-borderLengthM(l)) <= 1):
		return fmt.Errorf("%w: its border is %.3f m long, and this one %.3f m", ErrOtherScenario, p.LengthM, borderLengthM(l))
	}
	return nil
}

// notPlanFolder says why a folder is not one that WritePlan has written, or
// would lose what somebody has changed: a scenario that is neither the one of
// its plan nor the one that is written now, of which the hash is given.
func notPlanFolder(path string, entries []fs.DirEntry, hash string) Message {
	known := []string{planFile}
	for _, c := range PlanCollections(Full) {
		known = append(known, c.Name+".geojson")
	}
	for _, e := range entries {
		if e.Name() == scenarioFolder && e.IsDir() {
			if why := changedScenario(path, hash); !why.none() {
				return why
			}
			continue
		}
		if !slices.Contains(known, e.Name()) || !e.Type().IsRegular() {
			return say("the folder is there and holds %q, which is no file of a plan", e.Name())
		}
	}
	if !startsAsPlan(filepath.Join(path, planFile)) {
		return say("the folder is there and holds no plan.json of a plan")
	}
	return Message{}
}

// changedScenario says why a plan folder's scenario must not be replaced.
func changedScenario(path, hash string) Message {
	dir := filepath.Join(path, scenarioFolder)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return say("cannot be read: %s", Reason(err))
	}
	for _, e := range entries {
		if !slices.Contains(licences, e.Name()) && !slices.ContainsFunc(new(folder).tables(), func(t scenarioTable) bool { return t.file == e.Name() }) {
			return say("the folder is there and holds %q, which is no file of a plan", filepath.Join(scenarioFolder, e.Name()))
		}
	}
	s, _, err := readFolder(os.DirFS(dir), dir)
	if err == nil && s.Hash() == hash {
		return Message{}
	}
	if p, planErr := ReadPlan(filepath.Join(path, planFile)); err != nil || planErr != nil || s.Hash() != p.Scenario {
		return say("the folder is there, and the scenario in it has been changed since it was planned")
	}
	return Message{}
}

// startsAsPlan reports whether a file is a plan of a form that is known.
func startsAsPlan(name string) bool {
	file, err := os.Open(name)
	if err != nil {
		return false
	}
	defer file.Close()
	var p struct {
		Format   int             `json:"format"`
		Scenario *string         `json:"scenario"`
		Beats    json.RawMessage `json:"beats"`
	}
	err = json.NewDecoder(io.LimitReader(file, maxPlan)).Decode(&p)
	return err == nil && p.Format >= 1 && p.Format <= planner.PlanFormat && p.Scenario != nil && p.Beats != nil
}

// WritePlanJSON writes a plan as plan.json has it, which ReadPlan reads. The same
// plan gives the same bytes.
func WritePlanJSON(w io.Writer, p *planner.Plan) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(withLists(reflect.ValueOf(p).Elem()).Interface())
}

// withLists returns a copy of a value whose lists are empty rather than nil,
// so that they are written in one form.
func withLists(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Tag.Get("json") != "-" {
				out.Field(i).Set(withLists(v.Field(i)))
			}
		}
	case reflect.Slice:
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(withLists(v.Index(i)))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(withLists(v.Elem()))
		}
	}
	return out
}
