package report

import (
	"errors"
	"fmt"
	"time"

	"lindero/lang"
	"lindero/planner"
	"lindero/report/words"
	"lindero/sectors"
)

// Input is what a report is of.
type Input struct {
	Layout *sectors.Layout
	Plan   *planner.Plan
	Since  *planner.Plan          // an earlier plan of the same border; nil: none
	More   *planner.Reinforcement // what further pairs would do; nil: it was not asked
	// The hashes of the layout's scenario and of the plan, where they are known:
	// making them takes longer than the report.
	ScenarioHash, PlanHash string
}

// Viewer is who reads a report. The zero value may see all of both sides.
type Viewer struct {
	// Side is the code of the side whose report it is: of the other's posts and
	// patrols it names none.
	Side string
	// Public: no posts, no patrols, no times, nothing finer than a sector.
	Public bool
}

// Options are what may be chosen of a report.
type Options struct {
	Lang   lang.Lang
	Viewer Viewer
	// Bare leaves the figures out: for files that cannot show them.
	Bare bool
}

// The ways in which New fails.
var (
	ErrNoSide        = errors.New("the plan has no such side")
	ErrOtherScenario = errors.New("the plan is of another scenario")
)

// New makes the report of a plan. It fails where the plan is of another scenario
// than the layout, where an earlier plan is of another border
// (planner.ErrOtherBorder), and where the viewer's side is none of the plan's.
func New(in Input, o Options) (*Document, error) {
	b, err := newBuilder(in, o)
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	d := b.doc
	b.head()
	b.codes()
	if o.Viewer.Public {
		b.public()
	} else {
		b.summarise()
		b.figures()
		b.gaps()
		b.revisits()
		b.more()
		b.changes()
		b.proof()
		b.remarks()
	}
	if b.err != nil {
		return nil, fmt.Errorf("report: %w", b.err)
	}
	return d, nil
}

// builder is a report in the making.
type builder struct {
	Input
	o      Options
	l      lang.Lang
	w      *words.Words
	own    int // the side that reads, 0 where both do
	routes map[string]int
	beats  map[string][]*planner.Beat // by pair, along the border
	since  *planner.Comparison
	doc    *Document
	err    error
}

func newBuilder(in Input, o Options) (*builder, error) {
	s, p := in.Layout.Scenario, in.Plan
	if in.ScenarioHash == "" {
		in.ScenarioHash = s.Hash()
	}
	if p.Scenario != in.ScenarioHash {
		return nil, fmt.Errorf("%w: %s", ErrOtherScenario, p.Name)
	}
	b := &builder{Input: in, o: o, l: o.Lang, w: words.New(o.Lang, s, p), routes: map[string]int{}, beats: map[string][]*planner.Beat{}, doc: &Document{Lang: o.Lang}}
	b.w.Side = o.Viewer.Side
	if o.Viewer.Side != "" {
		switch o.Viewer.Side {
		case p.Sides[0]:
		case p.Sides[1]:
			b.own = 1
		default:
			return nil, fmt.Errorf("%w: %s; it has %s and %s", ErrNoSide, o.Viewer.Side, p.Sides[0], p.Sides[1])
		}
	}
	for i := range in.Layout.Routes {
		b.routes[in.Layout.Routes[i].ID] = i
	}
	for i := range p.Beats {
		b.beats[p.Beats[i].Pair] = append(b.beats[p.Beats[i].Pair], &p.Beats[i])
	}
	if in.Since != nil {
		var err error
		if b.since, err = planner.Compare(in.Since, p); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// sees reports whether posts and patrols of a side, 0 or 1, may be named.
func (b *builder) sees(side int) bool {
	return !b.o.Viewer.Public && (b.o.Viewer.Side == "" || side == b.own)
}

// at returns the time of an hour of the plan, to the second, on the clock of the
// side that reads; of both, on that of the scenario's start.
func (b *builder) at(h float64) time.Time {
	s := b.Layout.Scenario
	t := s.Start.Add(time.Duration(h * float64(time.Hour)).Round(time.Second))
	if b.o.Viewer.Side == "" {
		return t
	}
	return s.Sides[b.own].Clock(t)
}

// head says what the report is of, for whom, and of what it was made.
func (b *builder) head() {
	l, p, s, d := b.l, b.Plan, b.Layout.Scenario, b.doc
	d.Title, d.Version = l.Message("Coverage and gaps: %s", s.Name), p.Version
	if v := b.o.Viewer; v.Public {
		d.Viewer = l.T("report public")
	} else {
		d.Viewer = l.T("report both")
		if v.Side != "" {
			d.Viewer = l.Message("For %s: of the other side no post and no patrol is named.", s.Sides[b.own].Code)
		}
		d.Start, d.End = b.at(0), b.at(p.PeriodH)
		d.Period = l.Message("%s to %s (%s)", d.Start.Format(time.DateOnly), d.End.Add(-time.Second).Format(time.DateOnly), l.Hours(p.PeriodH))
		if v.Side == "" { // hashes cover both sides: a guess could be tried against them
			if b.PlanHash == "" {
				b.PlanHash, b.err = p.Hash()
			}
			d.fact(l.T("plan"), b.PlanHash)
			d.fact(l.T("scenario"), p.Scenario)
		}
		d.fact(l.T("clock"), b.clock())
	}
	if p.Version != "" {
		d.fact(l.T("made with"), "Lindero "+p.Version)
	}
	for _, x := range s.Sources {
		d.Sources = append(d.Sources, Source{Name: x.Name, Licence: x.Licence, Attribution: x.Attribution, URL: x.URL})
	}
	if len(s.Sources) > 0 {
		d.Notice = l.T("illustrative")
	}
}

func (d *Document) fact(name, value string) {
	d.About = append(d.About, Fact{Name: name, Value: value})
}

// clock names the zone of the times of a report, with its offset, and those to
// which its clocks are changed in the period.
func (b *builder) clock() string {
	start := b.at(0)
	text := b.w.Offsets(start, b.at(b.Plan.PeriodH))
	if name := start.Location().String(); name != "" && name != "Local" && name != "UTC" {
		return name + " (" + text + ")"
	}
	return text
}
