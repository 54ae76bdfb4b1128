package process

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"lindero/data"
	"lindero/planner"
	"lindero/planner/journey"
	"lindero/server/problem"
)

// The types of exceptions, of OGC 18-062r2 section 7 and, where a value is at
// fault, as /req/core/job-results-failed names it.
const (
	exceptions    = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/"
	noSuchProcess = exceptions + "no-such-process"
	noSuchJob     = exceptions + "no-such-job"
	notReady      = exceptions + "result-not-ready"
	invalidValue  = "InvalidParameterValue"
	blank         = "about:blank"
)

// step tells how far work is: per cent, and what is being done.
type step func(percent int, message string)

// task is work that a request asks for.
type task struct {
	process string // its id
	key     string // hash of the process and its inputs
	work    func(ctx context.Context, step step) (*outcome, error)
	// fresh reports whether an outcome that is kept still holds; nil: it does.
	fresh func(*outcome) bool
}

// value is what an output has come to.
type value struct {
	mediaType string
	text      []byte // JSON; nil where it is written when it is asked for
	// write is given what makes an address of a path for the client.
	write func(at func(path string) string) ([]byte, error)
	path  string // where it can be had too, such as /plans/x/plan; empty: nowhere
}

// get returns the text of a value for a client of whom at makes addresses.
func (v *value) get(at func(path string) string) ([]byte, error) {
	if v.text != nil {
		return v.text, nil
	}
	return v.write(at)
}

// outcome is what work has come to. It is never changed afterwards.
type outcome struct {
	values map[string]value
	plan   string // id of the plan that was kept; empty: none
	bytes  int64
}

// keeps makes an outcome that of a plan that was kept.
func (o *outcome) keeps(id string) *outcome {
	o.plan = id
	return o
}

// newOutcome makes an outcome of values.
func newOutcome(values map[string]value) *outcome {
	o := &outcome{values: values}
	for name := range values {
		o.bytes += int64(len(name) + len(values[name].text) + 200)
	}
	return o
}

// bind makes the prepare of a process of inputs of a type T: the inputs that are
// given are read into it over its defaults. The task's key is that of T as JSON
// once get has looked datasets up.
func bind[T any](defaults T, get func(s *Service, in *T, given inputs) (work, *faults)) func(*Service, *process, inputs) (*task, *faults) {
	return func(s *Service, p *process, given inputs) (*task, *faults) {
		in := defaults
		text, err := json.Marshal(given)
		if err == nil {
			err = json.Unmarshal(text, &in)
		}
		if err != nil {
			return nil, one("#/inputs", "inputs cannot be read: %s", clipped(err.Error()))
		}
		w, f := get(s, &in, given)
		if !f.none() {
			return nil, f
		}
		normal, err := json.Marshal(in)
		if err != nil {
			return nil, one("#/inputs", "inputs cannot be read: %s", clipped(err.Error()))
		}
		return &task{process: p.ID, key: fmt.Sprintf("%x", sha256.Sum256(append([]byte(p.ID+"\n"), normal...))), work: w.work, fresh: w.fresh}, nil
	}
}

// work is what a process does with its inputs.
type work struct {
	work  func(ctx context.Context, step step) (*outcome, error)
	fresh func(*outcome) bool
}

// whole makes a value of something that is written as JSON.
func whole(v any) (value, error) {
	text, err := encode(v)
	return value{mediaType: typeJSON, text: text}, err
}

// answer makes an outcome of one value.
func answer(name string, v any) (*outcome, error) {
	x, err := whole(v)
	if err != nil {
		return nil, err
	}
	return newOutcome(map[string]value{name: x}), nil
}

// plan looks a plan up, for an input.
func (s *Service) plan(input, id string, f *faults) *Source {
	src, ok := s.Sources.Plan(id)
	if !ok || src == nil || src.Plan == nil || src.Layout == nil {
		f.add(pointer("inputs", input), "there is no plan %q; %s, or make one with the process plan", clipped(id), near(id, s.Sources.Plans()))
		return nil
	}
	return src
}

// scenario looks a scenario up.
func (s *Service) scenario(id string, f *faults) *Source {
	src, ok := s.Sources.Scenario(id)
	if !ok || src == nil || src.Layout == nil {
		f.add("#/inputs/scenario", "there is no scenario %q; %s", clipped(id), near(id, s.Sources.Scenarios()))
		return nil
	}
	return src
}

// either looks up the scenario or the plan of which one is given, and puts the
// id that is no alias into its place.
func (s *Service) either(scenario, plan *string, f *faults) *Source {
	var src *Source
	switch {
	case *scenario != "" && *plan != "":
		f.add("#/inputs", "scenario and plan are both given; leave one out")
	case *scenario != "":
		if src = s.scenario(*scenario, f); src != nil {
			*scenario = src.ID
		}
	case *plan != "":
		if src = s.plan("plan", *plan, f); src != nil {
			*plan = src.ID
		}
	default:
		f.add("#/inputs", "a dataset is missing; add scenario or plan")
	}
	return src
}

// failure makes a problem of why work came to nothing.
func failure(err error) *problem.Problem {
	var p *problem.Problem
	if errors.As(err, &p) {
		return p
	}
	out := problem.New(http.StatusInternalServerError, "the process failed; the server's log says why")
	switch {
	case errors.Is(err, errTooLarge):
		out = problem.New(http.StatusInsufficientStorage, "the results are larger than the server keeps; ask for less")
	case errors.Is(err, context.DeadlineExceeded):
		out = problem.New(http.StatusGatewayTimeout, "the work took longer than the server allows; ask for less, such as with a larger step_m")
	case errors.Is(err, context.Canceled):
		out = problem.New(http.StatusServiceUnavailable, "the work was stopped; ask again")
	}
	out.Type = blank
	return out
}

// unplannable makes a problem of what keeps a dataset from being planned.
func unplannable(dataset string, err error) error {
	if errors.Is(err, planner.ErrOtherScenario) { // a plan that was made in another way
		return one(pointer("inputs", dataset), "the plan is not as this version makes it of its scenario, so that no change of it can be told (%v); name another, or make one of the scenario with the process plan", err).problem(http.StatusUnprocessableEntity)
	}
	var input *planner.InputError
	if !errors.As(err, &input) {
		return err
	}
	f := &faults{}
	for _, n := range input.Problems {
		at := append(n.Subjects, "")[0]
		switch n.Code {
		case planner.ProblemSize:
			f.add("#/inputs/step_m", "the border has more breakpoints than fit; give a larger step_m")
		case planner.ProblemStep:
			f.add(pointer("inputs", at), "nothing can be planned with this %s; step_m is from 1 to 1000000, meet is designated or anywhere", at)
		case planner.ProblemNoPost:
			f.add("#/inputs/posts", "%q is no post of the scenario", at)
		default:
			f.add(pointer("inputs", dataset), "%s", data.PlanMessage(n))
		}
	}
	if f.none() {
		return err
	}
	return f.problem(http.StatusUnprocessableEntity)
}

// noJourney makes a problem of what is wrong with a question about ways.
func noJourney(dataset string, err error) error {
	var p *journey.Problem
	if !errors.As(err, &p) {
		return err
	}
	at := dataset
	switch p.Code {
	case journey.UnknownPatrol:
		at = "patrol"
	case journey.OffEarth, journey.OtherSide:
		at = "to"
	case journey.BadStep:
		at = "step_m"
	}
	return one(pointer("inputs", at), "%s", withoutFlag(data.JourneyMessage(p).String())).problem(http.StatusUnprocessableEntity)
}
