package process

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"net/http"
	"regexp"
	"slices"
	"time"

	"lindero/data"
	"lindero/planner"
	"lindero/planner/journey"
	"lindero/sectors"
)

// gapsInputs are the inputs of the process gaps.
type gapsInputs struct {
	Scenario string `json:"scenario"`
	Plan     string `json:"plan"`
	From     string `json:"from"`
	To       string `json:"to"`
}

// prepareGaps finds gaps, as lindero gaps does.
func prepareGaps(s *Service, in *gapsInputs, _ inputs) (work, *faults) {
	f := &faults{}
	src := s.either(&in.Scenario, &in.Plan, f)
	if in.Plan == "" && (in.From != "" || in.To != "") {
		f.add("#/inputs", "from and to are of a plan's timetable; name a plan")
	}
	if !f.none() {
		return work{}, f
	}
	if src.Plan == nil {
		return work{work: func(ctx context.Context, step step) (*outcome, error) { return openNow(ctx, src, step) }}, nil
	}
	from, to := window(in, src.Layout.Scenario, f)
	if !f.none() {
		return work{}, f
	}
	in.From, in.To = from.Format(time.RFC3339Nano), to.Format(time.RFC3339Nano)
	return work{work: func(ctx context.Context, step step) (*outcome, error) { return overdue(ctx, src, from, to, step) }}, nil
}

// openNow finds what of a scenario nothing covers.
func openNow(ctx context.Context, src *Source, step step) (*outcome, error) {
	step(5, "computing")
	r, err := planner.NewReport(ctx, src.Layout, func(done, total int) {
		if total > 0 {
			step(5+80*done/total, "computing")
		}
	})
	if err != nil {
		return nil, err
	}
	return withFeatures(data.Summarise(r, src.Defaults), func(w io.Writer) error { return data.WriteGapsGeoJSON(w, r) })
}

// overdue finds what of a plan is overdue in a window.
func overdue(ctx context.Context, src *Source, from, to time.Time, step step) (*outcome, error) {
	step(5, "computing")
	w, err := planner.Overdue(ctx, src.Layout, src.Plan, from, to)
	switch {
	case errors.Is(err, planner.ErrNoTimetable):
		return nil, one("#/inputs/plan", "the plan has no timetable; make it again").problem(http.StatusUnprocessableEntity)
	case errors.Is(err, planner.ErrLongWindow):
		return nil, one("#/inputs/to", "the window is %v long; give at most %v", to.Sub(from), planner.LongestWindow(src.Plan)).problem(http.StatusUnprocessableEntity)
	case err != nil:
		return nil, err
	}
	return withFeatures(data.SummariseOverdue(src.Layout, src.Plan, w),
		func(to io.Writer) error { return data.WriteOverdueGeoJSON(to, src.Layout, src.Plan, w) })
}

// withFeatures makes an outcome of a summary and features.
func withFeatures(summary any, features func(io.Writer) error) (*outcome, error) {
	x, err := whole(summary)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := features(&b); err != nil {
		return nil, err
	}
	return newOutcome(map[string]value{"summary": x, "features": {mediaType: typeGeoJSON, text: bytes.TrimSpace(b.Bytes())}}), nil
}

// window reads the window of time.
func window(in *gapsInputs, s *sectors.Scenario, f *faults) (from, to time.Time) {
	from = moment("from", in.From, s.Start, false, f)
	to = moment("to", in.To, s.Start.Add(time.Duration(s.PeriodD*24*float64(time.Hour))), true, f)
	switch {
	case !f.none():
	case from.Before(s.Start):
		f.add("#/inputs/from", "the timetable begins on %s; give that or a later time", s.Start.Format(time.RFC3339))
	case !from.Before(to):
		f.add("#/inputs/to", "%s is not after from, %s; give a later time",
			cmp.Or(in.To, to.Format(time.RFC3339)), cmp.Or(in.From, from.Format(time.RFC3339)))
	}
	return from, to
}

// moment reads a date, in the zone of otherwise, or an RFC 3339 time. A date is
// its midnight, or as the last one the end of it. Without text it is otherwise.
func moment(input, text string, otherwise time.Time, last bool, f *faults) time.Time {
	if text == "" {
		return otherwise
	}
	if t, err := time.ParseInLocation(time.DateOnly, text, otherwise.Location()); err == nil {
		if last {
			t = t.AddDate(0, 0, 1)
		}
		return t
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		f.add(pointer("inputs", input), "%q is no date or time; write 2027-01-04, or 2027-01-04T06:00:00-06:00", clipped(text))
	}
	return t.In(otherwise.Location())
}

// routeInputs are the inputs of the process route.
type routeInputs struct {
	Scenario string  `json:"scenario"`
	Plan     string  `json:"plan"`
	Patrol   string  `json:"patrol"`
	To       string  `json:"to"`
	StepM    float64 `json:"step_m"`
	Home     bool    `json:"home"`
}

// prepareRoute finds the way of a patrol, as lindero route does.
func prepareRoute(s *Service, in *routeInputs, _ inputs) (work, *faults) {
	f := &faults{}
	src := s.either(&in.Scenario, &in.Plan, f)
	if src == nil {
		return work{}, f
	}
	s.checkStep(in.StepM, src.Layout, f)
	patrols := src.Layout.Scenario.Patrols
	var to journey.Destination
	if i := slices.IndexFunc(patrols, func(p sectors.Patrol) bool { return p.ID == in.Patrol }); i < 0 {
		var ids []string
		for k := range patrols {
			ids = append(ids, patrols[k].ID)
		}
		f.add("#/inputs/patrol", "%q is no patrol of %s; %s", clipped(in.Patrol), src.Layout.Scenario.Name, near(in.Patrol, ids))
	} else {
		var err error
		if to, err = data.ParsePlace(src.Layout, &patrols[i], in.To); err != nil {
			f.add("#/inputs/to", "%s", err)
		}
	}
	if !f.none() {
		return work{}, f
	}
	dataset := nameOf(in.Plan)
	return work{work: func(ctx context.Context, step step) (*outcome, error) {
		step(5, "finding the way")
		j, err := journey.Route(ctx, src.Layout, in.Patrol, to, in.StepM)
		if err != nil {
			return nil, noJourney(dataset, err)
		}
		return withFeatures(data.SummariseJourney(src.Layout, j),
			func(w io.Writer) error { return data.WriteJourneyGeoJSON(w, src.Layout, j, in.Home) })
	}}, nil
}

// flagged is how messages to people at a command line begin.
var flagged = regexp.MustCompile(`^--[a-z]+: `)

// withoutFlag returns a message without the flag that it is about.
func withoutFlag(message string) string { return flagged.ReplaceAllString(message, "") }
