package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"

	"lindero/data"
	"lindero/planner"
	"lindero/sectors"
)

// What stands here gives way to package data's functions of the same names:
// WritePlan, ReadPlan, SummarisePlan and PlanMessage.

func writePlan(dir string, _ *sectors.Layout, p *planner.Plan) error {
	f, err := data.CreateFolder(dir)
	if err != nil {
		return err
	}
	defer f.Abandon()
	err = f.Write("", "plan.json", func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(p)
	})
	if err != nil {
		return err
	}
	return f.Commit()
}

func readPlan(path string) (*planner.Plan, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, "plan.json")
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, usagef("%s: %s", path, err.Error())
	}
	plan := &planner.Plan{}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(plan); err != nil {
		return nil, usagef("%s: %s", path, err.Error())
	}
	return plan, nil
}

func summarisePlan(_ *sectors.Layout, p *planner.Plan, _ []string) any { return p }

func planMessage(n planner.Note) data.Message {
	return data.Message{Format: "%s: %v", Args: []any{string(n.Code), n.Subjects}}
}
